<?xml version="1.0" encoding="UTF-8"?>
<!-- Registers: for each kind that the document holds a table of its columns, then every entity in full. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://docbook.org/ns/docbook"
  xmlns:db="http://docbook.org/ns/docbook" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:t="urn:ismsc:text"
  exclude-result-prefixes="db t">
  <xsl:import href="common.xsl"/>

  <!-- The kind of the controlling entity is told as well; it is shown only where documents are at home. -->
  <xsl:template match="isms" mode="body">
    <xsl:variable name="kinds" select="language/kind[@name != local-name($control) or $isms/*[local-name() = local-name($control)][2] or
      $isms/@document = 'document_control']"/>
    <xsl:for-each select="$kinds">
      <xsl:call-template name="kind-section"><xsl:with-param name="alone" select="count($kinds) = 1"/></xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="kind-section">
    <xsl:param name="alone"/>
    <xsl:variable name="list" select="/isms/*[local-name() = current()/@name]"/>
    <section role="wide"><xsl:attribute name="xml:id">register-<xsl:value-of select="@name"/></xsl:attribute>
      <title><xsl:value-of select="@titles"/></title>
      <para role="hint">
        <xsl:value-of select="@doc"/>
        <xsl:if test="not($alone) and @clauses"><xsl:text> </xsl:text>(<xsl:call-template name="clauses"/>)</xsl:if>
      </para>
      <xsl:choose>
        <xsl:when test="not($list)"><para role="empty"><xsl:value-of select="t:s1('register.none', @titles)"/></para></xsl:when>
        <xsl:otherwise>
          <xsl:if test="field[@column]">
            <xsl:call-template name="register">
              <xsl:with-param name="k" select="."/>
              <xsl:with-param name="list" select="$list"/>
            </xsl:call-template>
          </xsl:if>
        </xsl:otherwise>
      </xsl:choose>
    </section>
    <xsl:if test="$list">
      <section><xsl:attribute name="xml:id">details-<xsl:value-of select="@name"/></xsl:attribute>
        <title><xsl:value-of select="t:s1('register.details', @titles)"/></title>
        <xsl:for-each select="$list"><xsl:call-template name="details"/></xsl:for-each>
      </section>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
