<?xml version="1.0" encoding="UTF-8"?>
<!-- A procedure: purpose, trigger, its steps as a table, its text. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://docbook.org/ns/docbook"
  xmlns:db="http://docbook.org/ns/docbook" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:t="urn:ismsc:text"
  extension-element-prefixes="t" exclude-result-prefixes="db">
  <xsl:import href="policy.xsl"/>

  <xsl:template match="*" mode="policy">
    <xsl:variable name="kind" select="local-name()"/>
    <xsl:if test="purpose or trigger">
      <section xml:id="purpose">
        <title><xsl:value-of select="t:s('procedure.purpose')"/></title>
        <xsl:if test="purpose"><para><t:inline select="purpose"/></para></xsl:if>
        <xsl:if test="trigger">
          <para><emphasis role="strong"><xsl:value-of select="t:s('procedure.trigger')"/></emphasis><xsl:text> </xsl:text>
            <t:inline select="trigger"/></para>
        </xsl:if>
      </section>
    </xsl:if>
    <xsl:if test="step">
      <section xml:id="steps">
        <title><xsl:value-of select="t:s('procedure.steps')"/></title>
        <informaltable role="steps">
          <tgroup cols="5">
            <colspec colwidth="1*"/><colspec colwidth="8*"/><colspec colwidth="4*"/><colspec colwidth="3*"/><colspec colwidth="4*"/>
            <thead><row>
              <entry role="number">#</entry>
              <entry><xsl:value-of select="t:field(concat($kind, '.step'))/@title"/></entry>
              <entry><xsl:value-of select="t:title(concat($kind, '.step.by'))"/></entry>
              <entry><xsl:value-of select="t:title(concat($kind, '.step.within'))"/></entry>
              <entry><xsl:value-of select="t:title(concat($kind, '.step.records'))"/></entry>
            </row></thead>
            <tbody>
              <xsl:for-each select="step">
                <row><xsl:attribute name="xml:id"><xsl:value-of select="@key"/></xsl:attribute>
                  <entry role="number"><xsl:value-of select="@n"/></entry>
                  <entry role="long">
                    <para><emphasis role="strong"><xsl:value-of select="@title"/></emphasis></para>
                    <xsl:apply-templates select="text/db:*" mode="prose"/>
                  </entry>
                  <xsl:call-template name="step-cell"><xsl:with-param name="f" select="by"/></xsl:call-template>
                  <xsl:call-template name="step-cell"><xsl:with-param name="f" select="within"/></xsl:call-template>
                  <xsl:call-template name="step-cell"><xsl:with-param name="f" select="records"/></xsl:call-template>
                </row>
              </xsl:for-each>
            </tbody>
          </tgroup>
        </informaltable>
      </section>
    </xsl:if>
    <xsl:if test="text/db:*"><xsl:call-template name="main-text"/></xsl:if>
    <xsl:if test="not(step) and not(text/db:*)"><para role="empty"><xsl:value-of select="t:s('policy.no_text')"/></para></xsl:if>
    <xsl:call-template name="implements"/>
    <xsl:call-template name="particulars"><xsl:with-param name="skip" select="' purpose trigger step '"/></xsl:call-template>
    <xsl:call-template name="history"/>
  </xsl:template>

  <xsl:template name="step-cell">
    <xsl:param name="f"/>
    <entry>
      <xsl:choose>
        <xsl:when test="$f"><t:inline select="$f"/></xsl:when>
        <xsl:otherwise>–</xsl:otherwise>
      </xsl:choose>
    </entry>
  </xsl:template>
</xsl:stylesheet>
