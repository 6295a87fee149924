<?xml version="1.0" encoding="UTF-8"?>
<!-- What the method and the reports on risks share: the level of a score, matrices, levels before and after treatment. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://docbook.org/ns/docbook"
  xmlns:db="http://docbook.org/ns/docbook" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:t="urn:ismsc:text"
  xmlns:svg="http://www.w3.org/2000/svg" xmlns:func="http://exslt.org/functions" extension-element-prefixes="func t" exclude-result-prefixes="db svg">
  <xsl:import href="common.xsl"/>

  <xsl:variable name="method" select="/isms/method"/>
  <xsl:variable name="acceptable" select="number(/isms/method/accept/value/@rank)"/>
  <!-- The two formulas that say the score of a cell no risk is in; any other leaves such cells without a level. -->
  <xsl:variable name="formula" select="translate(/isms/method/score/value, ' ()', '')"/>

  <xsl:variable name="sign-tree">
    <xsl:choose>
      <xsl:when test="$formula = 'likelihood*impact' or $formula = 'impact*likelihood'"> × </xsl:when>
      <xsl:when test="$formula = 'likelihood+impact' or $formula = 'impact+likelihood'"> + </xsl:when>
    </xsl:choose>
  </xsl:variable>
  <!-- How a score came about: likelihood, $sign, impact, $equals, score; other formulas have neither a sign nor an equals sign. -->
  <xsl:variable name="sign" select="concat($sign-tree, substring(', ', 1, 2 * not(string($sign-tree))))"/>
  <xsl:variable name="equals" select="concat(substring(' = ', 1, 3 * boolean(string($sign-tree))), substring(': ', 1, 2 * not(string($sign-tree))))"/>

  <!-- The levels of all risks before treatment; after it, of those that have one then, and of the others. -->
  <xsl:variable name="ranks" select="/isms/risk/level/value/@rank"/>
  <xsl:variable name="ranks-left" select="/isms/risk/residual_level/value/@rank"/>
  <xsl:variable name="ranks-kept" select="/isms/risk[not(residual_level)]/level/value/@rank"/>

  <!-- Above the criterion, and what shall change that is under way or not begun: the level after treatment is expected, not reached. -->
  <xsl:variable name="unfinished" select="/isms/risk[level/value/@rank > $acceptable][treat[not(option/value/@name = 'retain') and not(done) and
    not(status/value[@name = 'done' or @name = 'dropped'])]]"/>

  <!-- Whether an acceptance is signed by all whose signature the level that stays asks for. -->
  <xsl:variable name="asks" select="$method/level[signed_by]"/>
  <func:function name="t:signed">
    <xsl:param name="accepted"/>
    <xsl:variable name="risk" select="$accepted/../.."/>
    <xsl:variable name="rank" select="($risk/residual_level | $risk[not(residual_level)]/level)/value/@rank"/>
    <xsl:variable name="signers" select="$risk/treat[not(status/value/@name = 'dropped')]/accepted/by/ref/@key"/>
    <func:result select="not($asks[@n - 1 = $rank]/signed_by/ref[not(@key = $signers)])"/>
  </func:function>

  <!-- The treatments whose acceptance holds: given by the owner of the risk, and whom the method asks for, on a day that has come, and not run out. -->
  <func:function name="t:accepted">
    <xsl:param name="treats"/>
    <func:result select="$treats[accepted[by/ref/@key = ../../owner/ref/@key and t:day(on/value) &lt;= $today and
      not(t:day(until/value) &lt; $today) and (not($asks) or t:signed(.))]]"/>
  </func:function>

  <!-- Those that still need one: a treatment that was dropped needs none. -->
  <func:function name="t:unaccepted">
    <xsl:param name="treats"/>
    <func:result select="$treats[not(status/value/@name = 'dropped') and not(accepted[by/ref/@key = ../../owner/ref/@key and
      t:day(on/value) &lt;= $today and not(t:day(until/value) &lt; $today) and (not($asks) or t:signed(.))])]"/>
  </func:function>

  <xsl:template name="score-of">
    <xsl:param name="l"/>
    <xsl:param name="i"/>
    <xsl:choose>
      <xsl:when test="$formula = 'likelihood*impact' or $formula = 'impact*likelihood'"><xsl:value-of select="$l * $i"/></xsl:when>
      <xsl:when test="$formula = 'likelihood+impact' or $formula = 'impact+likelihood'"><xsl:value-of select="$l + $i"/></xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- The matrix as a table: likelihood upwards, impact to the right, the score and its level in each cell. -->
  <xsl:template name="matrix">
    <xsl:param name="title"/>
    <xsl:if test="$method/likelihood and $method/impact">
      <table role="matrix">
        <title><xsl:value-of select="$title"/></title>
        <tgroup cols="{count($method/impact) + 1}">
          <colspec colwidth="2*"/>
          <xsl:for-each select="$method/impact"><colspec colwidth="2*"/></xsl:for-each>
          <thead><row>
            <entry><xsl:value-of select="t:s('matrix.axes')"/></entry>
            <xsl:for-each select="$method/impact">
              <xsl:sort select="value/value" data-type="number"/>
              <entry><xsl:value-of select="value/value"/><xsl:text> </xsl:text><xsl:value-of select="@title"/></entry>
            </xsl:for-each>
          </row></thead>
          <tbody>
            <xsl:for-each select="$method/likelihood">
              <xsl:sort select="value/value" data-type="number" order="descending"/>
              <xsl:variable name="l" select="value/value"/>
              <row>
                <entry role="head"><xsl:value-of select="$l"/><xsl:text> </xsl:text><xsl:value-of select="@title"/></entry>
                <xsl:for-each select="$method/impact">
                  <xsl:sort select="value/value" data-type="number"/>
                  <xsl:call-template name="matrix-cell">
                    <xsl:with-param name="l" select="$l"/>
                    <xsl:with-param name="i" select="value/value"/>
                  </xsl:call-template>
                </xsl:for-each>
              </row>
            </xsl:for-each>
          </tbody>
        </tgroup>
      </table>
    </xsl:if>
  </xsl:template>

  <!-- The rank of the level at a place of the matrix: from the score, else from a risk that is there. -->
  <xsl:template name="rank-at">
    <xsl:param name="l"/>
    <xsl:param name="i"/>
    <xsl:variable name="score"><xsl:call-template name="score-of"><xsl:with-param name="l" select="$l"/><xsl:with-param name="i" select="$i"/></xsl:call-template></xsl:variable>
    <xsl:variable name="level" select="$method/level[$score != '' and from/value &lt;= number($score) and number($score) &lt;= to/value][1]"/>
    <xsl:choose>
      <xsl:when test="$level"><xsl:value-of select="$level/@n - 1"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="/isms/risk[likelihood/value = $l and impact/value = $i]/level/value/@rank"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="matrix-cell">
    <xsl:param name="l"/>
    <xsl:param name="i"/>
    <xsl:variable name="rank"><xsl:call-template name="rank-at"><xsl:with-param name="l" select="$l"/><xsl:with-param name="i" select="$i"/></xsl:call-template></xsl:variable>
    <xsl:variable name="step"><xsl:call-template name="step-or-none"><xsl:with-param name="rank" select="$rank"/></xsl:call-template></xsl:variable>
    <entry role="cell step-{$step}">
      <phrase role="count"><xsl:call-template name="score-of"><xsl:with-param name="l" select="$l"/><xsl:with-param name="i" select="$i"/></xsl:call-template></phrase>
      <xsl:text> </xsl:text>
      <phrase role="word"><xsl:for-each select="$method/level[@n - 1 = $rank]"><xsl:call-template name="level-name"/></xsl:for-each></phrase>
    </entry>
  </xsl:template>

  <xsl:template name="step-or-none">
    <xsl:param name="rank"/>
    <xsl:choose>
      <xsl:when test="$rank != ''"><xsl:call-template name="step"><xsl:with-param name="rank" select="$rank"/></xsl:call-template></xsl:when>
      <xsl:otherwise>0</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="level-name">
    <xsl:choose>
      <xsl:when test="@title"><xsl:value-of select="@title"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="id/value"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- How many risks are at each level before and after treatment, as bars on one scale. -->
  <xsl:template name="levels-table">
    <xsl:param name="short" select="false()"/>
    <xsl:variable name="all" select="count(/isms/risk)"/>
    <informaltable role="levels">
      <tgroup cols="{4 - $short}">
        <colspec colwidth="2*"/><colspec colwidth="3*"/><colspec colwidth="3*"/><xsl:if test="not($short)"><colspec colwidth="6*"/></xsl:if>
        <thead><row>
          <entry><xsl:value-of select="t:s('level')"/></entry>
          <entry><xsl:value-of select="t:s('levels.before')"/></entry>
          <entry><xsl:value-of select="t:s('levels.after')"/></entry>
          <xsl:if test="not($short)"><entry><xsl:value-of select="t:s('levels.calls_for')"/></entry></xsl:if>
        </row></thead>
        <tbody>
          <xsl:for-each select="$method/level">
            <xsl:sort select="@n" data-type="number" order="descending"/>
            <xsl:variable name="step"><xsl:call-template name="step"><xsl:with-param name="rank" select="@n - 1"/></xsl:call-template></xsl:variable>
            <row>
              <entry role="head">
                <phrase role="badge level step-{$step}"><xsl:call-template name="level-name"/></phrase>
                <xsl:if test="from and to"><xsl:text> </xsl:text><phrase role="small"><xsl:value-of select="concat(from/value, '–', to/value)"/></phrase></xsl:if>
              </entry>
              <entry role="bar"><xsl:call-template name="count-bar"><xsl:with-param name="n" select="count($ranks[. = current()/@n - 1])"/><xsl:with-param name="all" select="$all"/><xsl:with-param name="step" select="$step"/></xsl:call-template></entry>
              <entry role="bar"><xsl:call-template name="count-bar"><xsl:with-param name="n" select="count($ranks-left[. = current()/@n - 1]) + count($ranks-kept[. = current()/@n - 1])"/><xsl:with-param name="all" select="$all"/><xsl:with-param name="step" select="$step"/></xsl:call-template></entry>
              <xsl:if test="not($short)"><entry><xsl:value-of select="action/value"/><xsl:if test="not(action)">–</xsl:if></entry></xsl:if>
            </row>
          </xsl:for-each>
          <xsl:if test="/isms/risk[not(level)]">
            <row>
              <entry role="head"><xsl:value-of select="t:s('levels.none')"/></entry>
              <entry role="bar"><xsl:value-of select="count(/isms/risk[not(level)])"/></entry>
              <entry role="bar"><xsl:value-of select="count(/isms/risk[not(level) and not(residual_level)])"/></entry>
              <xsl:if test="not($short)"><entry>–</entry></xsl:if>
            </row>
          </xsl:if>
        </tbody>
      </tgroup>
    </informaltable>
  </xsl:template>

  <!-- A number and a bar of its share. -->
  <xsl:template name="count-bar">
    <xsl:param name="n"/>
    <xsl:param name="all"/>
    <xsl:param name="step"/>
    <phrase role="count"><xsl:value-of select="$n"/></phrase>
    <xsl:if test="$n > 0">
      <xsl:text> </xsl:text>
      <inlinemediaobject><imageobject><imagedata format="svg" width="120px" depth="12px">
        <svg:svg viewBox="0 0 120 12" width="120" height="12" class="bar" preserveAspectRatio="none">
          <svg:rect x="0" y="0" width="{format-number(120 * $n div $all, '0.##')}" height="12" fill="{substring('#7d8892#6fa67c#a3ad55#c99a2e#d17f35#bd4b41', 1 + 7 * $step, 7)}" class="fill-{$step}"/>
        </svg:svg>
      </imagedata></imageobject></inlinemediaobject>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
