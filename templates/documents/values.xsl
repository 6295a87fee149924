<?xml version="1.0" encoding="UTF-8"?>
<!-- References and values: the elements of the model → inline content. Included by common.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://docbook.org/ns/docbook"
  xmlns:db="http://docbook.org/ns/docbook" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:func="http://exslt.org/functions"
  xmlns:t="urn:ismsc:text" extension-element-prefixes="func t" exclude-result-prefixes="db t">

  <!-- References. -->

  <xsl:template name="link">
    <xsl:param name="href"/>
    <xsl:param name="title" select="''"/>
    <xsl:param name="text"/>
    <xsl:choose>
      <xsl:when test="$href = ''"><phrase><xsl:value-of select="$text"/></phrase></xsl:when>
      <xsl:otherwise>
        <link>
          <xsl:choose>
            <!-- Only a link by address may have a title. -->
            <xsl:when test="starts-with($href, '#') and $title = ''"><xsl:attribute name="linkend"><xsl:value-of select="substring($href, 2)"/></xsl:attribute></xsl:when>
            <xsl:otherwise><xsl:attribute name="xlink:href"><xsl:value-of select="$href"/></xsl:attribute></xsl:otherwise>
          </xsl:choose>
          <xsl:if test="$title != ''"><xsl:attribute name="xlink:title"><xsl:value-of select="$title"/></xsl:attribute></xsl:if>
          <xsl:value-of select="$text"/>
        </link>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Values: the element of a field → inline content. -->

  <xsl:template match="*" mode="block"><xsl:call-template name="block-inline"/></xsl:template>

  <!-- One value, where it is more than its words. -->
  <xsl:template match="value" mode="value">
    <xsl:choose>
      <xsl:when test="@name">
        <xsl:variable name="tone"><xsl:call-template name="tone"><xsl:with-param name="field" select="local-name(..)"/></xsl:call-template></xsl:variable>
        <xsl:choose>
          <xsl:when test="$tone != ''"><phrase role="badge {$tone}"><xsl:value-of select="."/></phrase></xsl:when>
          <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
        </xsl:choose>
      </xsl:when>
      <xsl:when test="@currency">
        <xsl:variable name="amount" select="format-number(@amount, substring('#,##0.00', 1, 5 + 3 * (@amount != floor(@amount))))"/>
        <xsl:choose>
          <xsl:when test="$isms/@language = 'de'"><xsl:value-of select="translate($amount, ',.', '.,')"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="$amount"/></xsl:otherwise>
        </xsl:choose>
        <xsl:text>&#160;</xsl:text><xsl:value-of select="@currency"/>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="plain-value"><xsl:with-param name="type" select="../@type"/></xsl:call-template></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="plain-value">
    <xsl:param name="type"/>
    <xsl:choose>
      <xsl:when test="$type = 'bool'"><xsl:value-of select="t:s(concat('bool.', .))"/></xsl:when>
      <xsl:when test="$type = 'percent'"><xsl:value-of select="."/>&#160;%</xsl:when>
      <xsl:when test="$type = 'url' and starts-with(., 'http')"><link xlink:href="{.}"><xsl:value-of select="."/></link></xsl:when>
      <xsl:when test="$type = 'email'"><link xlink:href="mailto:{.}"><xsl:value-of select="."/></link></xsl:when>
      <xsl:when test="$type = 'expression' or $type = 'path' or $type = 'sha256'"><code><xsl:value-of select="."/></code></xsl:when>
      <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Levels are shown on a scale of five steps whatever their number. -->
  <xsl:variable name="levels" select="count(/isms/method/level)"/>

  <xsl:template name="step">
    <xsl:param name="rank" select="@rank"/>
    <xsl:choose>
      <xsl:when test="$levels > 1"><xsl:value-of select="1 + round(4 * $rank div ($levels - 1))"/></xsl:when>
      <xsl:when test="$rank > 4">5</xsl:when>
      <xsl:otherwise><xsl:value-of select="1 + $rank"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- How a member of an enumeration is toned; nothing where it is no judgement. -->
  <xsl:variable name="toned" select="' status severity criticality grade state '"/>

  <xsl:template name="tone">
    <xsl:param name="field"/>
    <xsl:variable name="word" select="concat(' ', @name, ' ')"/>
    <xsl:if test="contains($toned, concat(' ', $field, ' '))">
      <xsl:choose>
        <xsl:when test="contains(' done implemented approved reached closed ', $word)">good</xsl:when>
        <xsl:when test="contains(' in_progress partial on_track contained recovered corrected accepted strength ', $word)">mid</xsl:when>
        <xsl:when test="contains(' missed at_risk major critical error ', $word)">bad</xsl:when>
        <xsl:when test="contains(' high minor warning not_started open ', $word)">warn</xsl:when>
        <xsl:when test="contains(' planned proposed draft undecided ', $word)">open</xsl:when>
        <xsl:otherwise>mute</xsl:otherwise>
      </xsl:choose>
    </xsl:if>
  </xsl:template>

  <!-- A block on one line: its head and title, then its simple fields. -->
  <xsl:template name="block-inline">
    <xsl:if test="@title"><xsl:value-of select="@title"/></xsl:if>
    <xsl:variable name="named" select="boolean(@title)"/>
    <xsl:for-each select="*[value or ref or unread]">
      <xsl:choose>
        <xsl:when test="position() > 1">, </xsl:when>
        <xsl:when test="$named">: </xsl:when>
      </xsl:choose>
      <t:label/><xsl:text> </xsl:text>
      <t:inline select="."/>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
