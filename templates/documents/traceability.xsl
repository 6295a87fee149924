<?xml version="1.0" encoding="UTF-8"?>
<!-- From clause and control to what answers them: each catalogue item with everything that refers to it. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://docbook.org/ns/docbook"
  xmlns:db="http://docbook.org/ns/docbook" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:t="urn:ismsc:text"
  extension-element-prefixes="t" exclude-result-prefixes="db t">
  <xsl:import href="common.xsl"/>

  <xsl:template match="isms" mode="body">
    <xsl:for-each select="language/kind[@name != local-name($control)]">
      <xsl:variable name="list" select="/isms/*[local-name() = current()/@name]"/>
      <xsl:if test="$list">
        <section role="wide"><xsl:attribute name="xml:id">register-<xsl:value-of select="@name"/></xsl:attribute>
          <title><xsl:value-of select="@titles"/></title>
          <para role="hint"><xsl:value-of select="@doc"/></para>
          <informaltable role="register">
            <tgroup cols="3">
              <colspec colwidth="4*"/><colspec colwidth="6*"/><colspec colwidth="6*"/>
              <thead><row>
                <entry><xsl:value-of select="@title"/></entry>
                <entry><xsl:value-of select="t:s('trace.about')"/></entry>
                <entry><xsl:value-of select="t:s('referred_to_by')"/></entry>
              </row></thead>
              <tbody><xsl:for-each select="$list"><xsl:call-template name="trace-row"/></xsl:for-each></tbody>
            </tgroup>
          </informaltable>
        </section>
      </xsl:if>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="trace-row">
    <xsl:variable name="kind" select="local-name()"/>
    <xsl:variable name="inverse" select="*[ref and @inverse and not(self::rules)]"/>
    <row><xsl:attribute name="xml:id"><xsl:value-of select="@key"/></xsl:attribute>
      <entry role="name"><phrase role="id"><xsl:value-of select="@id"/></phrase><xsl:text> </xsl:text><phrase><xsl:value-of select="@title"/></phrase></entry>
      <entry role="long">
        <xsl:choose>
          <xsl:when test="summary"><xsl:value-of select="summary/value"/></xsl:when>
          <xsl:otherwise>
            <xsl:for-each select="*[value and not(@inverse)]">
              <xsl:if test="position() > 1">; </xsl:if>
              <xsl:value-of select="t:title(concat($kind, '.', local-name()))"/>: <t:inline select="."/>
            </xsl:for-each>
            <xsl:if test="not(*[value])">–</xsl:if>
          </xsl:otherwise>
        </xsl:choose>
      </entry>
      <entry role="long">
        <xsl:for-each select="$inverse">
          <para><phrase role="label"><xsl:value-of select="t:title(concat($kind, '.', local-name()))"/>:</phrase><xsl:text> </xsl:text>
            <t:refs select="ref" show="code"/></para>
        </xsl:for-each>
        <xsl:if test="not($inverse)"><para>–</para></xsl:if>
      </entry>
    </row>
  </xsl:template>
</xsl:stylesheet>
