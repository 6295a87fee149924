<?xml version="1.0" encoding="UTF-8"?>
<!-- Prose of the sources → sections, paragraphs and lists of a document. Included by common.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://docbook.org/ns/docbook"
  xmlns:db="http://docbook.org/ns/docbook" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:func="http://exslt.org/functions"
  xmlns:t="urn:ismsc:text" extension-element-prefixes="func t" exclude-result-prefixes="db t">

  <!-- Prose. Sections stay sections in the body of an article and become headings elsewhere. -->

  <xsl:template match="db:*" mode="prose">
    <xsl:param name="flat" select="true()"/>
    <xsl:element name="{local-name()}" namespace="http://docbook.org/ns/docbook">
      <xsl:copy-of select="@*"/>
      <xsl:apply-templates mode="prose"><xsl:with-param name="flat" select="$flat"/></xsl:apply-templates>
    </xsl:element>
  </xsl:template>

  <!-- Most paragraphs are words alone. -->
  <xsl:template match="db:para[not(* or @*)]" mode="prose"><para><xsl:value-of select="."/></para></xsl:template>

  <xsl:template match="db:section" mode="prose">
    <xsl:param name="flat" select="true()"/>
    <xsl:choose>
      <xsl:when test="$flat">
        <bridgehead><xsl:apply-templates select="db:title/node()" mode="prose"/></bridgehead>
        <xsl:apply-templates select="*[not(self::db:title)]" mode="prose"/>
      </xsl:when>
      <xsl:otherwise>
        <section>
          <xsl:attribute name="xml:id">section<xsl:number level="multiple" count="db:section" format=".1"/></xsl:attribute>
          <title><xsl:apply-templates select="db:title/node()" mode="prose"/></title>
          <xsl:apply-templates select="*[not(self::db:title)]" mode="prose"><xsl:with-param name="flat" select="false()"/></xsl:apply-templates>
          <xsl:if test="not(*[not(self::db:title)])"><para/></xsl:if>
        </section>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Words that stand in an item without a paragraph. -->
  <xsl:template match="db:listitem[text()[normalize-space()]]" mode="prose">
    <listitem>
      <para><xsl:apply-templates select="node()[not(self::db:itemizedlist or self::db:orderedlist)]" mode="prose"/></para>
      <xsl:apply-templates select="db:itemizedlist | db:orderedlist" mode="prose"/>
    </listitem>
  </xsl:template>

  <xsl:template match="db:listitem[not(node())]" mode="prose"><listitem><para/></listitem></xsl:template>

  <xsl:template match="ref" mode="prose"><t:refs select="."/></xsl:template>
</xsl:stylesheet>
