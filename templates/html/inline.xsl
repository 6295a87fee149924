<?xml version="1.0" encoding="UTF-8"?>
<!-- What stands within a line: words, links, images. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:db="http://docbook.org/ns/docbook"
  xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:t="urn:ismsc:text"
  extension-element-prefixes="t" exclude-result-prefixes="db xlink">

  <xsl:template match="db:link"><t:html name="a"/></xsl:template>
  <xsl:template match="db:emphasis"><t:html name="em"/></xsl:template>
  <xsl:template match="db:emphasis[@role = 'strong']"><strong><xsl:apply-templates/></strong></xsl:template>
  <xsl:template match="db:emphasis[@role = 'strikethrough']"><s><xsl:apply-templates/></s></xsl:template>
  <xsl:template match="db:code"><t:html name="code"/></xsl:template>
  <xsl:template match="db:phrase"><t:html name="span" bare="yes"/></xsl:template>

  <xsl:template match="db:inlinemediaobject[.//svg:svg] | db:mediaobject[.//svg:svg]" priority="1" xmlns:svg="http://www.w3.org/2000/svg">
    <xsl:for-each select=".//svg:svg[1]">
      <svg xmlns="http://www.w3.org/2000/svg">
        <xsl:copy-of select="@*"/>
        <xsl:choose>
          <xsl:when test="ancestor::db:inlinemediaobject/db:textobject or ancestor::db:mediaobject/db:textobject">
            <xsl:attribute name="role">img</xsl:attribute>
            <xsl:attribute name="aria-label"><xsl:value-of select="normalize-space((ancestor::db:inlinemediaobject | ancestor::db:mediaobject)[last()]/db:textobject)"/></xsl:attribute>
          </xsl:when>
          <xsl:otherwise><xsl:attribute name="aria-hidden">true</xsl:attribute></xsl:otherwise>
        </xsl:choose>
        <xsl:apply-templates mode="svg"/>
      </svg>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="*" mode="svg">
    <xsl:element name="{local-name()}" namespace="http://www.w3.org/2000/svg">
      <xsl:copy-of select="@*"/>
      <xsl:apply-templates mode="svg"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="db:inlinemediaobject | db:mediaobject">
    <img src="{db:imageobject/db:imagedata/@fileref}" alt="{normalize-space(db:textobject)}"/>
  </xsl:template>
</xsl:stylesheet>
