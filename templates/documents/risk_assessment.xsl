<?xml version="1.0" encoding="UTF-8"?>
<!-- The risk assessment report: summary, both heat maps, the highest risks, the register with each risk in full, the runs (6.1.2, 8.2). -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://docbook.org/ns/docbook"
  xmlns:db="http://docbook.org/ns/docbook" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:t="urn:ismsc:text"
  extension-element-prefixes="t" exclude-result-prefixes="db t">
  <xsl:import href="risk.xsl"/>
  <xsl:include href="heat.xsl"/>

  <xsl:template match="isms" mode="body">
    <xsl:choose>
      <xsl:when test="not(risk)"><para role="empty"><xsl:value-of select="t:s1('register.none', t:kind('risk')/@titles)"/></para></xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="summary"/>
        <xsl:call-template name="maps"/>
        <xsl:if test="risk[level]"><xsl:call-template name="highest"/></xsl:if>
        <section xml:id="register" role="wide">
          <title><xsl:value-of select="t:s('risks.register')"/></title>
          <para role="hint"><xsl:value-of select="t:s('risks.register.intro')"/></para>
          <xsl:call-template name="risk-table"><xsl:with-param name="list" select="risk"/></xsl:call-template>
        </section>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:call-template name="runs"/>
  </xsl:template>

  <xsl:template name="summary">
    <xsl:variable name="above" select="count($ranks[. > $acceptable])"/>
    <xsl:variable name="left" select="count($ranks-left[. > $acceptable]) + count($ranks-kept[. > $acceptable])"/>
    <section xml:id="summary">
      <title><xsl:value-of select="t:s('summary')"/></title>
      <para>
        <xsl:value-of select="t:n('risks.count', count(risk))"/><xsl:text> </xsl:text>
        <xsl:if test="$method/accept and risk[level]">
          <xsl:value-of select="t:s1('risks.criterion', $method/accept/value)"/><xsl:text> </xsl:text>
          <xsl:value-of select="t:n('risks.above', $above)"/><xsl:text> </xsl:text>
          <xsl:value-of select="t:n('risks.left_above', $left)"/>
          <xsl:if test="$unfinished"><xsl:text> </xsl:text><xsl:value-of select="t:n('risks.unfinished', count($unfinished))"/></xsl:if>
        </xsl:if>
        <xsl:if test="risk[not(likelihood/value and impact/value)]"><xsl:text> </xsl:text><xsl:value-of select="t:n('risks.not_assessed', count(risk[not(likelihood/value and impact/value)]))"/></xsl:if>
      </para>
      <xsl:call-template name="levels-table"/>
    </section>
  </xsl:template>

  <xsl:template name="maps">
    <section xml:id="heat-map" role="maps">
      <title><xsl:value-of select="t:s('risks.heat_map')"/></title>
      <para><xsl:value-of select="t:s('risks.heat_map.intro')"/></para>
      <xsl:if test="$method/likelihood and $method/impact">
        <xsl:call-template name="heat-map"><xsl:with-param name="which" select="'before'"/><xsl:with-param name="title" select="t:s('matrix.before')"/></xsl:call-template>
        <xsl:call-template name="heat-map"><xsl:with-param name="which" select="'after'"/><xsl:with-param name="title" select="t:s('matrix.after')"/></xsl:call-template>
        <xsl:if test="risk[likelihood/value and impact/value]"><xsl:call-template name="heat-table"/></xsl:if>
      </xsl:if>
      <xsl:if test="risk[not(treat/residual)]"><para role="hint"><xsl:value-of select="t:n('risks.no_residual', count(risk[not(treat/residual)]))"/></para></xsl:if>
    </section>
  </xsl:template>

  <!-- The ten that remain highest, so that the report opens with what matters. -->
  <xsl:template name="highest">
    <section xml:id="highest" role="wide">
      <title><xsl:value-of select="t:s('risks.highest')"/></title>
      <para role="hint"><xsl:value-of select="t:s('risks.highest.intro')"/></para>
      <informaltable role="highest">
        <tgroup cols="6">
          <xsl:call-template name="risk-columns"/>
          <tbody>
            <xsl:for-each select="risk[level]">
              <xsl:sort select="concat(residual_score/value, substring(score/value, 1, number(not(residual_score)) * 9))" data-type="number" order="descending"/>
              <xsl:sort select="score/value" data-type="number" order="descending"/>
              <xsl:if test="position() &lt;= 10"><xsl:call-template name="risk-row"/></xsl:if>
            </xsl:for-each>
          </tbody>
        </tgroup>
      </informaltable>
    </section>
  </xsl:template>

  <!-- Two rows for each risk: what all are compared by, then all else that is stated, so that each thing is said once. -->
  <xsl:template name="risk-table">
    <xsl:param name="list"/>
    <informaltable role="register risks">
      <tgroup cols="6">
        <xsl:call-template name="risk-columns"/>
        <tbody>
          <xsl:for-each select="$list">
            <xsl:sort select="t:number(@id)"/>
            <xsl:call-template name="risk-row"><xsl:with-param name="here" select="true()"/></xsl:call-template>
            <xsl:call-template name="risk-facts"/>
          </xsl:for-each>
        </tbody>
      </tgroup>
    </informaltable>
  </xsl:template>

  <xsl:template name="risk-columns">
    <colspec colname="first" colwidth="6*"/><colspec colwidth="4*"/><colspec colwidth="3*"/><colspec colwidth="3*"/><colspec colwidth="4*"/><colspec colname="last" colwidth="3*"/>
    <thead><row>
      <entry><xsl:value-of select="t:kind('risk')/@title"/></entry>
      <entry><xsl:value-of select="t:s('risks.at_risk')"/></entry>
      <entry><xsl:value-of select="t:title('risk.owner')"/></entry>
      <entry><xsl:value-of select="t:s('risks.before')"/></entry>
      <entry><xsl:value-of select="t:s('risks.treatment')"/></entry>
      <entry><xsl:value-of select="t:s('risks.after')"/></entry>
    </row></thead>
  </xsl:template>

  <!-- `here`: the row is where references to the risk lead; else its name leads there. -->
  <xsl:template name="risk-row">
    <xsl:param name="here" select="false()"/>
    <row>
      <xsl:if test="$here"><xsl:attribute name="xml:id"><xsl:value-of select="@key"/></xsl:attribute></xsl:if>
      <entry role="name">
        <xsl:choose>
          <xsl:when test="$here"><xsl:call-template name="heading"/></xsl:when>
          <xsl:otherwise><xsl:call-template name="name"/></xsl:otherwise>
        </xsl:choose>
      </entry>
      <entry>
        <t:refs select="asset/* | process/*" show="code"/>
        <xsl:if test="not(asset or process)">–</xsl:if>
      </entry>
      <entry><t:inline select="owner"/><xsl:if test="not(owner)"><xsl:call-template name="not-stated"/></xsl:if></entry>
      <entry role="level">
        <xsl:choose>
          <xsl:when test="level">
            <t:inline select="level"/>
            <xsl:text> </xsl:text>
            <phrase role="score"><xsl:value-of select="concat(likelihood/value, $sign, impact/value, $equals, score/value)"/></phrase>
          </xsl:when>
          <xsl:otherwise><xsl:call-template name="not-stated"/></xsl:otherwise>
        </xsl:choose>
      </entry>
      <entry>
        <xsl:for-each select="treat">
          <xsl:if test="position() > 1">; </xsl:if>
          <xsl:value-of select="option/value"/>
          <xsl:if test="by/* | with/*">
            <xsl:text> </xsl:text>(<t:refs select="by/* | with/*" show="code"/>)</xsl:if>
        </xsl:for-each>
        <xsl:if test="not(treat)"><xsl:value-of select="t:s('risks.untreated')"/></xsl:if>
      </entry>
      <entry role="level">
        <xsl:choose>
          <xsl:when test="residual_level">
            <xsl:variable name="r" select="treat[not(status/value/@name = 'dropped')]/residual[score/value = ../../residual_score/value]"/>
            <t:inline select="residual_level"/>
            <xsl:text> </xsl:text>
            <phrase role="score"><xsl:value-of select="concat($r/likelihood/value, $sign, $r/impact/value, $equals, residual_score/value)"/></phrase>
          </xsl:when>
          <xsl:otherwise>–</xsl:otherwise>
        </xsl:choose>
      </entry>
    </row>
  </xsl:template>

  <!-- What the first row leaves out: a line for each fact, in the order of the language, then what needs more than a line. -->
  <xsl:template name="risk-facts">
    <xsl:variable name="facts" select="boolean(likelihood or *[(value or ref or unread or db:para[not(../*[2])]) and not(self::asset or self::process or self::owner or
      self::score or self::level or self::residual_score or self::residual_level or self::likelihood_because or self::impact_because)])"/>
    <!-- Asked first of all at once: few risks have any. -->
    <xsl:variable name="long" select="self::*[*/db:* or count(*/@key) > count(treat)]/*[(@key and not(self::treat)) or db:*[2] or db:*[not(self::db:para)]]"/>
    <xsl:if test="$facts or $long">
      <row role="more">
        <entry namest="first" nameend="last">
          <xsl:if test="$facts"><simplelist role="facts"><xsl:apply-templates select="*" mode="fact"/></simplelist></xsl:if>
          <xsl:if test="$long">
            <variablelist role="fields">
              <xsl:call-template name="field-entries"><xsl:with-param name="list" select="$long"/><xsl:with-param name="path" select="'risk'"/></xsl:call-template>
            </variablelist>
          </xsl:if>
        </entry>
      </row>
    </xsl:if>
  </xsl:template>

  <!-- Stated in the first row, or in the treatment plan. -->
  <xsl:template match="risk/asset | risk/process | risk/owner | risk/score | risk/level | risk/treat | risk/residual_score | risk/residual_level |
    risk/likelihood_because | risk/impact_because" mode="fact"/>

  <xsl:template match="*" mode="fact">
    <xsl:choose>
      <xsl:when test="value or ref or unread"><member><phrase role="label"><t:label/></phrase><xsl:text> </xsl:text><t:inline select="."/></member></xsl:when>
      <xsl:when test="db:para and not(*[2])"><member role="long"><phrase role="label"><t:label/></phrase><xsl:text> </xsl:text><xsl:apply-templates select="db:para/node()" mode="prose"/></member></xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- A step on a scale: its number, its word, the reason. -->
  <xsl:template match="risk/likelihood" mode="fact">
    <xsl:call-template name="step-fact"><xsl:with-param name="because" select="../likelihood_because"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="risk/impact" mode="fact">
    <xsl:call-template name="step-fact"><xsl:with-param name="because" select="../impact_because"/></xsl:call-template>
  </xsl:template>

  <xsl:template name="step-fact">
    <xsl:param name="because"/>
    <member>
      <phrase role="label"><t:label/></phrase><xsl:text> </xsl:text>
      <t:inline select="."/>
      <xsl:text> </xsl:text><xsl:value-of select="t:of($steps, concat(local-name(), ' ', value))"/>
      <xsl:if test="$because">: <t:inline select="$because"/></xsl:if>
    </member>
  </xsl:template>

  <!-- The words of a step. -->
  <xsl:variable name="steps-tree">
    <xsl:for-each select="$method/likelihood | $method/impact"><xsl:value-of select="concat(local-name(), ' ', value/value, '&#9;', @title, '&#10;')"/></xsl:for-each>
  </xsl:variable>
  <xsl:variable name="steps" select="string($steps-tree)"/>

  <!-- What the last run with results judged otherwise than the one before it. -->
  <xsl:key name="result" match="/isms/assessment/result" use="concat(../@key, '|', risk/ref/@key)"/>
  <xsl:variable name="dated-runs">
    <xsl:for-each select="/isms/assessment[result and number(translate(date/value, '-', '')) &lt;= $today]">
      <xsl:sort select="date/value" order="descending"/>
      <xsl:if test="position() &lt;= 2"><xsl:value-of select="concat(@key, ' ')"/></xsl:if>
    </xsl:for-each>
  </xsl:variable>

  <xsl:template name="changes">
    <xsl:variable name="last" select="assessment[@key = substring-before($dated-runs, ' ')]"/>
    <xsl:variable name="before" select="assessment[@key = substring-before(substring-after($dated-runs, ' '), ' ')]"/>
    <xsl:if test="$before">
      <xsl:variable name="changed" select="$last/result[not(likelihood/value = key('result', concat($before/@key, '|', risk/ref/@key))/likelihood/value and
        impact/value = key('result', concat($before/@key, '|', risk/ref/@key))/impact/value)]"/>
      <xsl:variable name="gone" select="$before/result[not(key('result', concat($last/@key, '|', risk/ref/@key)))]"/>
      <section xml:id="changes">
        <title><xsl:value-of select="concat(t:s('risks.changes'), ' ', $before/@id, ' – ', $last/@id)"/></title>
        <xsl:choose>
          <xsl:when test="$changed | $gone">
            <informaltable role="list">
              <tgroup cols="3">
                <colspec colwidth="5*"/><colspec colwidth="3*"/><colspec colwidth="3*"/>
                <thead><row>
                  <entry><xsl:value-of select="t:kind('risk')/@title"/></entry>
                  <entry><xsl:value-of select="$before/@id"/></entry>
                  <entry><xsl:value-of select="$last/@id"/></entry>
                </row></thead>
                <tbody>
                  <xsl:for-each select="$changed | $gone">
                    <xsl:sort select="t:number(risk/ref/@id)"/>
                    <row>
                      <entry><t:inline select="risk"/></entry>
                      <entry><xsl:call-template name="run-result"><xsl:with-param name="result" select="key('result', concat($before/@key, '|', risk/ref/@key))[1]"/></xsl:call-template></entry>
                      <entry><xsl:call-template name="run-result"><xsl:with-param name="result" select="key('result', concat($last/@key, '|', risk/ref/@key))[1]"/></xsl:call-template></entry>
                    </row>
                  </xsl:for-each>
                </tbody>
              </tgroup>
            </informaltable>
          </xsl:when>
          <xsl:otherwise><para role="empty"><xsl:value-of select="t:s('risks.unchanged')"/></para></xsl:otherwise>
        </xsl:choose>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="run-result">
    <xsl:param name="result"/>
    <xsl:choose>
      <xsl:when test="$result">
        <xsl:variable name="score"><xsl:call-template name="score-of"><xsl:with-param name="l" select="$result/likelihood/value"/><xsl:with-param name="i" select="$result/impact/value"/></xsl:call-template></xsl:variable>
        <xsl:choose>
          <xsl:when test="$score != ''"><phrase role="score"><xsl:value-of select="concat($result/likelihood/value, $sign, $result/impact/value, $equals, $score)"/></phrase></xsl:when>
          <xsl:otherwise><xsl:value-of select="concat($result/likelihood/value, ', ', $result/impact/value)"/></xsl:otherwise>
        </xsl:choose>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="t:s('risks.not_judged')"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The runs: when, why, by whom, what they found. -->
  <xsl:template name="runs">
    <section xml:id="runs">
      <title><xsl:value-of select="t:kind('assessment')/@titles"/></title>
      <xsl:choose>
        <xsl:when test="assessment">
          <xsl:call-template name="changes"/>
          <xsl:for-each select="assessment"><xsl:call-template name="details"/></xsl:for-each>
        </xsl:when>
        <xsl:otherwise><para role="empty"><xsl:value-of select="t:s1('register.none', t:kind('assessment')/@titles)"/></para></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>
</xsl:stylesheet>
