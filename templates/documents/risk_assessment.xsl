<?xml version="1.0" encoding="UTF-8"?>
<!-- The risk assessment report: summary, both heat maps, the highest risks, the register, every risk in full, the runs (6.1.2, 8.2). -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://docbook.org/ns/docbook"
  xmlns:db="http://docbook.org/ns/docbook" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:t="urn:ismsc:text"
  exclude-result-prefixes="db t">
  <xsl:import href="risk.xsl"/>

  <xsl:template match="isms" mode="body">
    <xsl:choose>
      <xsl:when test="not(risk)"><para role="empty"><xsl:value-of select="t:s1('register.none', key('kind', 'risk')/@titles)"/></para></xsl:when>
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
    <xsl:if test="risk">
      <section xml:id="details">
        <title><xsl:value-of select="t:s('risks.details')"/></title>
        <xsl:for-each select="risk"><xsl:sort select="t:number(@id)"/><xsl:call-template name="risk-details"/></xsl:for-each>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="summary">
    <xsl:variable name="above" select="risk[level/value/@rank > $acceptable]"/>
    <xsl:variable name="left" select="risk[(residual_level | self::risk[not(residual_level)]/level)/value/@rank > $acceptable]"/>
    <section xml:id="summary">
      <title><xsl:value-of select="t:s('summary')"/></title>
      <para>
        <xsl:value-of select="t:n('risks.count', count(risk))"/><xsl:text> </xsl:text>
        <xsl:if test="$method/accept and risk[level]">
          <xsl:value-of select="t:s1('risks.criterion', $method/accept/value)"/><xsl:text> </xsl:text>
          <xsl:value-of select="t:n('risks.above', count($above))"/><xsl:text> </xsl:text>
          <xsl:value-of select="t:n('risks.left_above', count($left))"/>
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

  <xsl:template name="risk-table">
    <xsl:param name="list"/>
    <informaltable role="register">
      <tgroup cols="6">
        <xsl:call-template name="risk-columns"/>
        <tbody><xsl:for-each select="$list"><xsl:sort select="t:number(@id)"/><xsl:call-template name="risk-row"/></xsl:for-each></tbody>
      </tgroup>
    </informaltable>
  </xsl:template>

  <xsl:template name="risk-columns">
    <colspec colwidth="6*"/><colspec colwidth="4*"/><colspec colwidth="3*"/><colspec colwidth="3*"/><colspec colwidth="4*"/><colspec colwidth="3*"/>
    <thead><row>
      <entry><xsl:value-of select="key('kind', 'risk')/@title"/></entry>
      <entry><xsl:value-of select="t:s('risks.at_risk')"/></entry>
      <entry><xsl:value-of select="t:title('risk.owner')"/></entry>
      <entry><xsl:value-of select="t:s('risks.before')"/></entry>
      <entry><xsl:value-of select="t:s('risks.treatment')"/></entry>
      <entry><xsl:value-of select="t:s('risks.after')"/></entry>
    </row></thead>
  </xsl:template>

  <xsl:template name="risk-row">
    <row>
      <entry role="name"><xsl:call-template name="name"/></entry>
      <entry>
        <xsl:call-template name="refs"><xsl:with-param name="list" select="asset/* | process/*"/><xsl:with-param name="short" select="true()"/></xsl:call-template>
        <xsl:if test="not(asset or process)">–</xsl:if>
      </entry>
      <entry><xsl:apply-templates select="owner" mode="inline"/><xsl:if test="not(owner)"><xsl:call-template name="not-stated"/></xsl:if></entry>
      <entry role="level">
        <xsl:choose>
          <xsl:when test="level">
            <xsl:apply-templates select="level" mode="inline"/>
            <xsl:text> </xsl:text>
            <xsl:call-template name="score-words"><xsl:with-param name="l" select="likelihood/value"/><xsl:with-param name="i" select="impact/value"/><xsl:with-param name="score" select="score/value"/></xsl:call-template>
          </xsl:when>
          <xsl:otherwise><xsl:call-template name="not-stated"/></xsl:otherwise>
        </xsl:choose>
      </entry>
      <entry>
        <xsl:for-each select="treat">
          <xsl:if test="position() > 1">; </xsl:if>
          <xsl:value-of select="option/value"/>
          <xsl:if test="by/* | with/*">
            <xsl:text> </xsl:text>(<xsl:call-template name="refs"><xsl:with-param name="list" select="by/* | with/*"/><xsl:with-param name="short" select="true()"/></xsl:call-template>)</xsl:if>
        </xsl:for-each>
        <xsl:if test="not(treat)"><xsl:value-of select="t:s('risks.untreated')"/></xsl:if>
      </entry>
      <entry role="level">
        <xsl:choose>
          <xsl:when test="residual_level">
            <xsl:variable name="r" select="(treat/residual[score/value = current()/residual_score/value] | treat[last()]/residual[not(score)])[1]"/>
            <xsl:apply-templates select="residual_level" mode="inline"/>
            <xsl:text> </xsl:text>
            <xsl:call-template name="score-words"><xsl:with-param name="l" select="$r/likelihood/value"/><xsl:with-param name="i" select="$r/impact/value"/><xsl:with-param name="score" select="residual_score/value"/></xsl:call-template>
          </xsl:when>
          <xsl:otherwise>–</xsl:otherwise>
        </xsl:choose>
      </entry>
    </row>
  </xsl:template>

  <!-- A risk in full: first what it is and how it was judged, what belongs together in one line; then everything else. -->
  <xsl:template name="risk-details">
    <section role="entity"><xsl:attribute name="xml:id"><xsl:value-of select="@key"/></xsl:attribute>
      <title>
        <xsl:if test="t:code(@id) and @title != @id"><phrase role="id"><xsl:value-of select="@id"/></phrase><xsl:text> </xsl:text></xsl:if>
        <xsl:call-template name="title-of"/>
      </title>
      <variablelist role="fields">
        <varlistentry>
          <term><xsl:value-of select="t:s('risks.at_risk')"/></term>
          <listitem><para>
            <xsl:call-template name="refs"><xsl:with-param name="list" select="asset/* | process/*"/></xsl:call-template>
            <xsl:if test="not(asset or process)"><xsl:call-template name="not-stated"/></xsl:if>
          </para></listitem>
        </varlistentry>
        <xsl:if test="threat or threat_text">
          <varlistentry>
            <term><xsl:value-of select="t:title('risk.threat')"/></term>
            <listitem>
              <xsl:if test="threat"><para><xsl:apply-templates select="threat" mode="inline"/></para></xsl:if>
              <xsl:if test="threat_text"><para><xsl:apply-templates select="threat_text" mode="inline"/></para></xsl:if>
            </listitem>
          </varlistentry>
        </xsl:if>
        <xsl:call-template name="field-entries">
          <xsl:with-param name="list" select="weakness | affects | consequence | owner"/>
          <xsl:with-param name="path" select="'risk'"/>
        </xsl:call-template>
        <xsl:call-template name="judged">
          <xsl:with-param name="f" select="likelihood"/>
          <xsl:with-param name="on" select="$method/likelihood"/>
          <xsl:with-param name="because" select="likelihood_because"/>
        </xsl:call-template>
        <xsl:call-template name="judged">
          <xsl:with-param name="f" select="impact"/>
          <xsl:with-param name="on" select="$method/impact"/>
          <xsl:with-param name="because" select="impact_because"/>
        </xsl:call-template>
        <xsl:if test="level">
          <varlistentry>
            <term><xsl:value-of select="t:s('risks.before')"/></term>
            <listitem><para>
              <xsl:apply-templates select="level" mode="inline"/><xsl:text> </xsl:text>
              <xsl:call-template name="score-words"><xsl:with-param name="l" select="likelihood/value"/><xsl:with-param name="i" select="impact/value"/><xsl:with-param name="score" select="score/value"/></xsl:call-template>
            </para></listitem>
          </varlistentry>
        </xsl:if>
      </variablelist>
      <xsl:call-template name="fields">
        <xsl:with-param name="skip" select="' asset process threat threat_text weakness affects consequence owner likelihood impact likelihood_because impact_because score level '"/>
      </xsl:call-template>
    </section>
  </xsl:template>

  <!-- A step on a scale: its number, its word, the reason. -->
  <xsl:template name="judged">
    <xsl:param name="f"/>
    <xsl:param name="on"/>
    <xsl:param name="because"/>
    <xsl:if test="$f">
      <varlistentry>
        <term><xsl:value-of select="$f/@label"/></term>
        <listitem><para>
          <xsl:apply-templates select="$f" mode="inline"/>
          <xsl:text> </xsl:text><xsl:value-of select="$on[value/value = $f/value]/@title"/>
          <xsl:if test="$because">: <xsl:apply-templates select="$because" mode="inline"/></xsl:if>
        </para></listitem>
      </varlistentry>
    </xsl:if>
  </xsl:template>

  <!-- What the last run with results judged otherwise than the one before it. -->
  <xsl:key name="result" match="/isms/assessment/result" use="concat(../@key, '|', risk/ref/@key)"/>
  <xsl:variable name="dated-runs">
    <xsl:for-each select="/isms/assessment[result and number(translate(date/value, '-', '')) &lt;= $today]">
      <xsl:sort select="date/value" order="descending"/>
      <xsl:if test="position() &lt;= 2"><xsl:value-of select="concat(@key, ' ')"/></xsl:if>
    </xsl:for-each>
  </xsl:variable>

  <xsl:template name="changes">
    <xsl:variable name="last" select="key('entity', substring-before($dated-runs, ' '))"/>
    <xsl:variable name="before" select="key('entity', substring-before(substring-after($dated-runs, ' '), ' '))"/>
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
                  <entry><xsl:value-of select="key('kind', 'risk')/@title"/></entry>
                  <entry><xsl:value-of select="$before/@id"/></entry>
                  <entry><xsl:value-of select="$last/@id"/></entry>
                </row></thead>
                <tbody>
                  <xsl:for-each select="$changed | $gone">
                    <xsl:sort select="t:number(risk/ref/@id)"/>
                    <row>
                      <entry><xsl:apply-templates select="risk" mode="inline"/></entry>
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
          <xsl:when test="$score != ''"><xsl:call-template name="score-words"><xsl:with-param name="l" select="$result/likelihood/value"/><xsl:with-param name="i" select="$result/impact/value"/><xsl:with-param name="score" select="$score"/></xsl:call-template></xsl:when>
          <xsl:otherwise><xsl:value-of select="concat($result/likelihood/value, ', ', $result/impact/value)"/></xsl:otherwise>
        </xsl:choose>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="t:s('risks.not_judged')"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The runs: when, why, by whom, what they found. -->
  <xsl:template name="runs">
    <section xml:id="runs">
      <title><xsl:value-of select="key('kind', 'assessment')/@titles"/></title>
      <xsl:choose>
        <xsl:when test="assessment">
          <xsl:call-template name="changes"/>
          <xsl:for-each select="assessment"><xsl:call-template name="details"/></xsl:for-each>
        </xsl:when>
        <xsl:otherwise><para role="empty"><xsl:value-of select="t:s1('register.none', key('kind', 'assessment')/@titles)"/></para></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>
</xsl:stylesheet>
