<?xml version="1.0" encoding="UTF-8"?>
<!-- The method of risk assessment and treatment: scales, score, matrix, levels, acceptance (6.1.2, 6.1.3). -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://docbook.org/ns/docbook"
  xmlns:db="http://docbook.org/ns/docbook" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:t="urn:ismsc:text"
  extension-element-prefixes="t" exclude-result-prefixes="db">
  <xsl:import href="risk.xsl"/>

  <xsl:template match="isms" mode="body">
    <xsl:if test="not(method)"><para role="empty"><xsl:value-of select="t:s1('register.none', t:kind('method')/@titles)"/></para></xsl:if>
    <xsl:apply-templates select="method" mode="method"/>
  </xsl:template>

  <xsl:template match="method" mode="method">
    <xsl:call-template name="part"><xsl:with-param name="id" select="@key"/><xsl:with-param name="f" select="criteria"/><xsl:with-param name="name" select="'criteria'"/>
      <xsl:with-param name="extra" select="every"/></xsl:call-template>
    <xsl:call-template name="part"><xsl:with-param name="f" select="identification"/><xsl:with-param name="name" select="'identification'"/></xsl:call-template>
    <xsl:call-template name="scale"><xsl:with-param name="list" select="likelihood"/><xsl:with-param name="what" select="'likelihood'"/></xsl:call-template>
    <xsl:call-template name="scale"><xsl:with-param name="list" select="impact"/><xsl:with-param name="what" select="'impact'"/></xsl:call-template>
    <section xml:id="levels">
      <title><xsl:value-of select="t:s('method.levels')"/></title>
      <para><xsl:value-of select="t:s('method.score')"/><xsl:text> </xsl:text><code><xsl:value-of select="score/value"/></code>.</para>
      <informaltable role="blocks">
        <tgroup cols="3">
          <colspec colwidth="2*"/><colspec colwidth="2*"/><colspec colwidth="6*"/>
          <thead><row>
            <entry><xsl:value-of select="t:s('level')"/></entry>
            <entry><xsl:value-of select="t:s('levels.scores')"/></entry>
            <entry><xsl:value-of select="t:s('levels.calls_for')"/></entry>
          </row></thead>
          <tbody>
            <xsl:for-each select="level">
              <xsl:variable name="step"><xsl:call-template name="step"><xsl:with-param name="rank" select="@n - 1"/></xsl:call-template></xsl:variable>
              <row><xsl:attribute name="xml:id"><xsl:value-of select="@key"/></xsl:attribute>
                <entry><phrase role="badge level step-{$step}"><xsl:call-template name="level-name"/></phrase></entry>
                <entry><xsl:value-of select="from/value"/>–<xsl:value-of select="to/value"/></entry>
                <entry>
                  <xsl:value-of select="action/value"/><xsl:if test="not(action)">–</xsl:if>
                  <xsl:if test="signed_by"><xsl:text> </xsl:text><phrase role="small"><xsl:value-of select="t:s('levels.signed_by')"/><xsl:text> </xsl:text><t:inline select="signed_by"/></phrase></xsl:if>
                </entry>
              </row>
            </xsl:for-each>
          </tbody>
        </tgroup>
      </informaltable>
      <xsl:call-template name="matrix"><xsl:with-param name="title" select="t:s('matrix.scores')"/></xsl:call-template>
    </section>
    <section xml:id="acceptance">
      <title><xsl:value-of select="t:s('method.acceptance')"/></title>
      <para>
        <xsl:value-of select="t:s('method.accept')"/><xsl:text> </xsl:text>
        <xsl:choose>
          <xsl:when test="accept"><t:inline select="accept"/></xsl:when>
          <xsl:otherwise><xsl:call-template name="not-stated"/></xsl:otherwise>
        </xsl:choose>
      </para>
      <xsl:apply-templates select="acceptance/db:*" mode="prose"/>
    </section>
    <xsl:call-template name="part"><xsl:with-param name="f" select="treatment"/><xsl:with-param name="name" select="'treatment'"/></xsl:call-template>
    <xsl:call-template name="part"><xsl:with-param name="f" select="consistency"/><xsl:with-param name="name" select="'consistency'"/></xsl:call-template>
    <xsl:if test="text">
      <section xml:id="remarks">
        <title><xsl:value-of select="t:s('method.remarks')"/></title>
        <xsl:apply-templates select="text/db:*" mode="prose"/>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="part">
    <xsl:param name="id"/>
    <xsl:param name="f"/>
    <xsl:param name="name"/>
    <xsl:param name="extra" select="/.."/>
    <section>
      <xsl:attribute name="xml:id"><xsl:value-of select="$id"/><xsl:if test="not($id)"><xsl:value-of select="$name"/></xsl:if></xsl:attribute>
      <title><xsl:value-of select="t:s(concat('method.', $name))"/></title>
      <xsl:if test="$extra"><para><xsl:value-of select="t:s('method.every')"/><xsl:text> </xsl:text><xsl:value-of select="$extra/value"/>.</para></xsl:if>
      <xsl:choose>
        <xsl:when test="$f"><xsl:apply-templates select="$f/db:*" mode="prose"/></xsl:when>
        <xsl:when test="not($extra)"><para><xsl:call-template name="not-stated"/></para></xsl:when>
      </xsl:choose>
    </section>
  </xsl:template>

  <xsl:template name="scale">
    <xsl:param name="list"/>
    <xsl:param name="what"/>
    <section><xsl:attribute name="xml:id"><xsl:value-of select="$what"/></xsl:attribute>
      <title><xsl:value-of select="t:s(concat('method.', $what))"/></title>
      <xsl:choose>
        <xsl:when test="$list">
          <xsl:call-template name="block-table">
            <xsl:with-param name="list" select="$list"/>
            <xsl:with-param name="path" select="concat('method.', $what)"/>
          </xsl:call-template>
        </xsl:when>
        <xsl:otherwise><para><xsl:call-template name="not-stated"/></para></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>
</xsl:stylesheet>
