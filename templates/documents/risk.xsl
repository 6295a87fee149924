<?xml version="1.0" encoding="UTF-8"?>
<!-- What the method and the reports on risks share: the level of a score, matrices, levels before and after treatment. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://docbook.org/ns/docbook"
  xmlns:db="http://docbook.org/ns/docbook" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:t="urn:ismsc:text"
  exclude-result-prefixes="db t">
  <xsl:import href="common.xsl"/>

  <xsl:variable name="method" select="/isms/method"/>
  <xsl:variable name="acceptable" select="number(/isms/method/accept/value/@rank)"/>
  <!-- The two formulas that say the score of a cell no risk is in; any other leaves such cells without a level. -->
  <xsl:variable name="formula" select="translate(/isms/method/score/value, ' ()', '')"/>

  <!-- A risk's place after treatment: that of the residual with the residual score, else where it was assessed. -->
  <xsl:key name="before" match="isms/risk[likelihood and impact]" use="concat(likelihood/value, '|', impact/value)"/>
  <xsl:key name="after" match="isms/risk[likelihood and impact and not(treat/residual)]" use="concat(likelihood/value, '|', impact/value)"/>
  <xsl:key name="after" match="isms/risk[treat/residual]"
    use="concat((treat/residual[score/value = ../../residual_score/value] | treat[last()]/residual[not(../../residual_score)])[1]/likelihood/value, '|',
      (treat/residual[score/value = ../../residual_score/value] | treat[last()]/residual[not(../../residual_score)])[1]/impact/value)"/>
  <xsl:key name="at-level" match="isms/risk" use="level/value/@rank"/>
  <xsl:key name="left-at-level" match="isms/risk[residual_level]" use="residual_level/value/@rank"/>
  <xsl:key name="left-at-level" match="isms/risk[not(residual_level)]" use="level/value/@rank"/>

  <xsl:template name="score-of">
    <xsl:param name="l"/>
    <xsl:param name="i"/>
    <xsl:choose>
      <xsl:when test="$formula = 'likelihood*impact' or $formula = 'impact*likelihood'"><xsl:value-of select="$l * $i"/></xsl:when>
      <xsl:when test="$formula = 'likelihood+impact' or $formula = 'impact+likelihood'"><xsl:value-of select="$l + $i"/></xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- The matrix as a table: likelihood upwards, impact to the right. which: scores, before or after. -->
  <xsl:template name="matrix">
    <xsl:param name="which"/>
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
                    <xsl:with-param name="which" select="$which"/>
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

  <xsl:template name="matrix-cell">
    <xsl:param name="which"/>
    <xsl:param name="l"/>
    <xsl:param name="i"/>
    <xsl:variable name="place" select="concat($l, '|', $i)"/>
    <xsl:variable name="there" select="key('before', $place)"/>
    <xsl:variable name="score"><xsl:call-template name="score-of"><xsl:with-param name="l" select="$l"/><xsl:with-param name="i" select="$i"/></xsl:call-template></xsl:variable>
    <xsl:variable name="level" select="$method/level[$score != '' and from/value &lt;= number($score) and number($score) &lt;= to/value][1]"/>
    <xsl:variable name="rank">
      <xsl:choose>
        <xsl:when test="$level"><xsl:value-of select="$level/@n - 1"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="$there[1]/level/value/@rank"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:variable name="step">
      <xsl:choose>
        <xsl:when test="$rank != ''"><xsl:call-template name="step"><xsl:with-param name="rank" select="$rank"/></xsl:call-template></xsl:when>
        <xsl:otherwise>0</xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:variable name="name" select="$method/level[@n - 1 = $rank]"/>
    <entry role="cell step-{$step}">
      <xsl:choose>
        <xsl:when test="$which = 'scores'">
          <phrase role="count"><xsl:value-of select="$score"/></phrase>
        </xsl:when>
        <xsl:otherwise>
          <xsl:variable name="risks" select="$there[$which = 'before'] | key('after', $place)[$which = 'after']"/>
          <phrase role="count"><xsl:if test="$risks"><xsl:value-of select="count($risks)"/></xsl:if></phrase>
        </xsl:otherwise>
      </xsl:choose>
      <xsl:text> </xsl:text>
      <phrase role="word"><xsl:for-each select="$name"><xsl:call-template name="level-name"/></xsl:for-each></phrase>
    </entry>
  </xsl:template>

  <xsl:template name="level-name">
    <xsl:choose>
      <xsl:when test="@title"><xsl:value-of select="@title"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="id/value"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- How many risks are at each level before and after treatment. -->
  <xsl:template name="levels-table">
    <informaltable role="numbers">
      <tgroup cols="5">
        <colspec colwidth="2*"/><colspec colwidth="2*"/><colspec colwidth="1*"/><colspec colwidth="1*"/><colspec colwidth="4*"/>
        <thead><row>
          <entry><xsl:value-of select="t:s('level')"/></entry>
          <entry><xsl:value-of select="t:s('levels.scores')"/></entry>
          <entry role="number"><xsl:value-of select="t:s('levels.before')"/></entry>
          <entry role="number"><xsl:value-of select="t:s('levels.after')"/></entry>
          <entry><xsl:value-of select="t:s('levels.calls_for')"/></entry>
        </row></thead>
        <tbody>
          <xsl:for-each select="$method/level">
            <xsl:sort select="@n" data-type="number" order="descending"/>
            <xsl:variable name="step"><xsl:call-template name="step"><xsl:with-param name="rank" select="@n - 1"/></xsl:call-template></xsl:variable>
            <row>
              <entry><phrase role="badge level step-{$step}"><xsl:call-template name="level-name"/></phrase></entry>
              <entry><xsl:value-of select="from/value"/>–<xsl:value-of select="to/value"/></entry>
              <entry role="number"><xsl:value-of select="count(key('at-level', @n - 1))"/></entry>
              <entry role="number"><xsl:value-of select="count(key('left-at-level', @n - 1))"/></entry>
              <entry><xsl:value-of select="action/value"/><xsl:if test="not(action)">–</xsl:if></entry>
            </row>
          </xsl:for-each>
        </tbody>
      </tgroup>
    </informaltable>
  </xsl:template>
</xsl:stylesheet>
