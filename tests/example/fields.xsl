<?xml version="1.0" encoding="UTF-8"?>
<!-- Every field that a project writes, one line each: `risk.treat.by`. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="text"/>

  <xsl:template match="/isms">
    <xsl:apply-templates select="*[@place]"/>
  </xsl:template>

  <xsl:template match="*">
    <xsl:param name="path" select="name()"/>
    <xsl:value-of select="concat($path, '&#10;')"/>
    <xsl:for-each select="*[namespace-uri() = '']">
      <xsl:choose>
        <xsl:when test="@key">
          <xsl:apply-templates select=".">
            <xsl:with-param name="path" select="concat($path, '.', name())"/>
          </xsl:apply-templates>
        </xsl:when>
        <xsl:otherwise>
          <xsl:value-of select="concat($path, '.', name(), '&#10;')"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
