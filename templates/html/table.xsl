<?xml version="1.0" encoding="UTF-8"?>
<!-- Tables. Each cell carries the label of its column, which phones show when rows become cards. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:db="http://docbook.org/ns/docbook"
  xmlns:t="urn:ismsc:text" extension-element-prefixes="t" exclude-result-prefixes="db">

  <!-- The numbers behind a chart are there for whoever wants them. -->
  <xsl:template match="db:table[contains(concat(' ', @role, ' '), ' behind ')]">
    <details class="behind">
      <summary><xsl:apply-templates select="db:title/node()"/></summary>
      <table>
        <xsl:apply-templates select="@xml:id | @role"/>
        <xsl:apply-templates select="db:tgroup"/>
      </table>
    </details>
  </xsl:template>

  <xsl:template match="db:informaltable | db:table">
    <table>
      <xsl:apply-templates select="@xml:id | @role"/>
      <xsl:if test="db:title"><caption><xsl:apply-templates select="db:title/node()"/></caption></xsl:if>
      <xsl:apply-templates select="db:tgroup"/>
    </table>
  </xsl:template>

  <xsl:template match="db:tgroup">
    <xsl:if test="db:thead"><thead><xsl:apply-templates select="db:thead/db:row"/></thead></xsl:if>
    <xsl:if test="db:tbody/db:row"><tbody><xsl:apply-templates select="db:tbody/db:row"/></tbody></xsl:if>
  </xsl:template>

  <!-- Row by row, since a register may have thousands. -->
  <xsl:template match="db:row">
    <t:written><xsl:choose>
      <xsl:when test="@role = 'group'">
        <tr><xsl:apply-templates select="@xml:id | @role"/><th scope="rowgroup"><xsl:call-template name="span"/><xsl:apply-templates select="db:entry/node()"/></th></tr>
      </xsl:when>
      <xsl:when test="@role = 'more'">
        <tr><xsl:apply-templates select="@xml:id | @role"/><td><xsl:call-template name="span"/><xsl:apply-templates select="db:entry/node()"/></td></tr>
      </xsl:when>
      <xsl:otherwise><t:html name="tr"/></xsl:otherwise>
    </xsl:choose></t:written>
  </xsl:template>

  <!-- As wide as the table. -->
  <xsl:template name="span">
    <xsl:attribute name="colspan"><xsl:value-of select="count(../../db:thead/db:row[1]/db:entry)"/></xsl:attribute>
  </xsl:template>

  <xsl:template match="db:entry">
    <xsl:choose>
      <xsl:when test="not(@role)"><t:html name="td" label="column"/></xsl:when>
      <xsl:when test="(@role = 'name' or contains(@role, 'head')) and not(preceding-sibling::db:entry)"><t:html name="th" scope="row"/></xsl:when>
      <xsl:otherwise><t:html name="td" label="column"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="db:thead/db:row/db:entry"><t:html name="th" scope="col"/></xsl:template>
</xsl:stylesheet>
