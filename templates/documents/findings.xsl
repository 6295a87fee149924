<?xml version="1.0" encoding="UTF-8"?>
<!-- What the rules found, as a document shows it. Included by common.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://docbook.org/ns/docbook"
  xmlns:db="http://docbook.org/ns/docbook" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:func="http://exslt.org/functions"
  xmlns:t="urn:ismsc:text" extension-element-prefixes="func t" exclude-result-prefixes="db t">

  <!-- What the rules found about what this document states. -->

  <xsl:template match="findings" mode="findings">
    <xsl:if test="finding">
      <section xml:id="findings">
        <title><xsl:value-of select="t:s('findings.title')"/></title>
        <para><xsl:value-of select="t:s('findings.intro')"/></para>
        <xsl:call-template name="findings-table"><xsl:with-param name="list" select="finding"/></xsl:call-template>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- More than anybody reads on a page: the count tells of the rest. -->
  <xsl:variable name="findings-shown" select="200"/>

  <xsl:template name="findings-table">
    <xsl:param name="list"/>
    <informaltable role="findings">
      <tgroup cols="4">
        <colspec colwidth="2*"/><colspec colwidth="4*"/><colspec colwidth="8*"/><colspec colwidth="4*"/>
        <thead><row>
          <entry><xsl:value-of select="t:s('findings.weight')"/></entry>
          <entry><xsl:value-of select="t:s('findings.about')"/></entry>
          <entry><xsl:value-of select="t:s('findings.message')"/></entry>
          <entry><xsl:value-of select="t:s('findings.rule')"/></entry>
        </row></thead>
        <tbody>
          <xsl:for-each select="$list">
            <xsl:sort select="boolean(@waived)"/>
            <xsl:sort select="string-length(substring-before('error warning undecided note ', concat(@severity, ' ')))" data-type="number"/>
            <xsl:if test="position() &lt;= $findings-shown"><xsl:apply-templates select="." mode="finding-row"/></xsl:if>
          </xsl:for-each>
        </tbody>
      </tgroup>
    </informaltable>
    <xsl:if test="count($list) > $findings-shown"><para role="hint"><xsl:value-of select="t:s1('findings.more', count($list) - $findings-shown)"/></para></xsl:if>
  </xsl:template>

  <!-- A message with names between backquotes → names as code. -->
  <xsl:template name="message">
    <xsl:param name="text" select="."/>
    <xsl:for-each select="str:split(concat(' ', $text), '`')" xmlns:str="http://exslt.org/strings">
      <xsl:choose>
        <xsl:when test="position() = 1"><xsl:value-of select="substring(., 2)"/></xsl:when>
        <xsl:when test="position() mod 2 = 0"><code><xsl:value-of select="."/></code></xsl:when>
        <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="finding" mode="finding-row">
    <row>
      <entry><xsl:call-template name="severity"/></entry>
      <entry>
        <xsl:choose>
          <xsl:when test="about/ref">
            <t:refs select="holder/ref"/>
            <xsl:if test="holder/ref and about/@titled">: </xsl:if>
            <t:refs select="about/ref"/>
          </xsl:when>
          <xsl:otherwise>–</xsl:otherwise>
        </xsl:choose>
      </entry>
      <entry>
        <para><xsl:for-each select="message"><xsl:call-template name="message"/></xsl:for-each></para>
        <xsl:if test="help != ''"><para role="small"><xsl:for-each select="help"><xsl:call-template name="message"/></xsl:for-each></para></xsl:if>
        <xsl:if test="@waived">
          <para role="small">
            <xsl:value-of select="t:s('waived.because')"/><xsl:text> </xsl:text><xsl:value-of select="@because"/>
            <xsl:if test="@until"><xsl:text> </xsl:text>(<xsl:value-of select="t:s1('until', @until)"/>)</xsl:if>
          </para>
        </xsl:if>
      </entry>
      <entry role="code">
        <para><xsl:if test="@clause"><xsl:value-of select="@clause"/><xsl:text> </xsl:text></xsl:if><code><xsl:value-of select="@rule"/></code></para>
        <xsl:if test="@place"><para role="small"><code><xsl:value-of select="@place"/></code></para></xsl:if>
      </entry>
    </row>
  </xsl:template>

  <xsl:template name="severity">
    <xsl:choose>
      <xsl:when test="@waived"><phrase role="badge mute"><xsl:value-of select="t:s('waived')"/></phrase></xsl:when>
      <xsl:when test="@severity = 'error'"><phrase role="badge bad"><xsl:value-of select="t:s('severity.error')"/></phrase></xsl:when>
      <xsl:when test="@severity = 'warning'"><phrase role="badge warn"><xsl:value-of select="t:s('severity.warning')"/></phrase></xsl:when>
      <xsl:when test="@severity = 'undecided'"><phrase role="badge open"><xsl:value-of select="t:s('severity.undecided')"/></phrase></xsl:when>
      <xsl:otherwise><phrase role="badge mute"><xsl:value-of select="t:s('severity.note')"/></phrase></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
