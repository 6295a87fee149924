<?xml version="1.0" encoding="UTF-8"?>
<!-- Controls by theme: what the Statement of Applicability and the dashboard share. Included, not imported: it stands on common.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://docbook.org/ns/docbook"
  xmlns:db="http://docbook.org/ns/docbook" xmlns:svg="http://www.w3.org/2000/svg" xmlns:t="urn:ismsc:text" exclude-result-prefixes="db t">

  <!-- The theme comes from the catalogue; an edition without themes is grouped by the first number. -->
  <xsl:key name="theme" match="/isms/control[t:entity(concat('annex_control.', @id))/theme]" use="string(t:entity(concat('annex_control.', @id))/theme/value)"/>
  <xsl:key name="theme" match="/isms/control[not(t:entity(concat('annex_control.', @id))/theme)]" use="concat('A.', substring-before(substring-after(@id, '.'), '.'))"/>

  <xsl:template name="theme">
    <xsl:choose>
      <xsl:when test="t:entity(concat('annex_control.', @id))/theme"><xsl:value-of select="t:entity(concat('annex_control.', @id))/theme/value"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="concat('A.', substring-before(substring-after(@id, '.'), '.'))"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="theme-title">
    <xsl:choose>
      <xsl:when test="t:entity(concat('annex_control.', @id))/theme"><xsl:value-of select="t:entity(concat('annex_control.', @id))/theme/value"/></xsl:when>
      <xsl:otherwise><xsl:call-template name="theme"/><xsl:text> </xsl:text><xsl:value-of select="t:entity(concat('annex_control.', @id))/domain/value"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- One row for each theme, one for own controls, one for all: a bar, then the numbers it is drawn from. -->
  <xsl:template name="themes-table">
    <xsl:variable name="states" select="t:field('control.status')/value"/>
    <informaltable role="themes">
      <tgroup cols="{count($states) + 5}">
        <colspec colwidth="4*"/><colspec colwidth="6*"/><colspec colwidth="1*"/>
        <xsl:for-each select="$states"><colspec colwidth="2*"/></xsl:for-each>
        <colspec colwidth="2*"/><colspec colwidth="2*"/>
        <thead><row>
          <entry><xsl:value-of select="t:s('soa.theme')"/></entry>
          <entry role="bar"><xsl:value-of select="t:s('soa.share')"/></entry>
          <entry role="number"><xsl:value-of select="t:s('soa.all')"/></entry>
          <xsl:for-each select="$states">
            <xsl:sort select="position()" data-type="number" order="descending"/>
            <entry role="number"><xsl:value-of select="@title"/></entry>
          </xsl:for-each>
          <entry role="number"><xsl:value-of select="t:s('soa.excluded')"/></entry>
          <entry role="number"><xsl:value-of select="t:s('soa.open')"/></entry>
        </row></thead>
        <tbody>
          <xsl:for-each select="/isms/control">
            <xsl:variable name="theme"><xsl:call-template name="theme"/></xsl:variable>
            <xsl:if test="generate-id() = generate-id(key('theme', $theme)[1])">
              <xsl:call-template name="themes-row">
                <xsl:with-param name="label"><xsl:call-template name="theme-title"/></xsl:with-param>
                <xsl:with-param name="list" select="key('theme', $theme)"/>
              </xsl:call-template>
            </xsl:if>
          </xsl:for-each>
          <xsl:if test="/isms/own_control">
            <xsl:call-template name="themes-row">
              <xsl:with-param name="label" select="t:s('soa.own')"/>
              <xsl:with-param name="list" select="/isms/own_control"/>
            </xsl:call-template>
          </xsl:if>
          <xsl:call-template name="themes-row">
            <xsl:with-param name="label" select="t:s('soa.together')"/>
            <xsl:with-param name="list" select="/isms/control | /isms/own_control"/>
            <xsl:with-param name="role" select="'total'"/>
          </xsl:call-template>
        </tbody>
      </tgroup>
    </informaltable>
  </xsl:template>

  <xsl:template name="themes-row">
    <xsl:param name="label"/>
    <xsl:param name="list"/>
    <xsl:param name="role" select="''"/>
    <xsl:variable name="applicable" select="$list[applicable/value = 'yes']"/>
    <xsl:variable name="open" select="$list[not(applicable/value)] | $applicable[not(status/value)]"/>
    <row>
      <xsl:if test="$role != ''"><xsl:attribute name="role"><xsl:value-of select="$role"/></xsl:attribute></xsl:if>
      <entry role="head"><xsl:value-of select="$label"/></entry>
      <entry role="bar">
        <inlinemediaobject><imageobject><imagedata format="svg" width="200px" depth="14px">
          <xsl:call-template name="states-bar"><xsl:with-param name="list" select="$list"/></xsl:call-template>
        </imagedata></imageobject></inlinemediaobject>
      </entry>
      <entry role="number"><xsl:value-of select="count($list)"/></entry>
      <xsl:for-each select="t:field('control.status')/value">
        <xsl:sort select="position()" data-type="number" order="descending"/>
        <xsl:call-template name="number-cell"><xsl:with-param name="n" select="count($applicable[status/value/@name = current()/@name])"/></xsl:call-template>
      </xsl:for-each>
      <xsl:call-template name="number-cell"><xsl:with-param name="n" select="count($list[applicable/value = 'no'])"/></xsl:call-template>
      <xsl:call-template name="number-cell"><xsl:with-param name="n" select="count($open)"/></xsl:call-template>
    </row>
  </xsl:template>

  <xsl:template name="number-cell">
    <xsl:param name="n"/>
    <entry role="{concat('number', substring(' zero', 1, 5 * ($n = 0)))}"><xsl:value-of select="$n"/></entry>
  </xsl:template>

  <!-- Height says how far a control has come, so that the bar reads without colour: full when implemented, lower before, a line when excluded. -->
  <xsl:template name="states-bar">
    <xsl:param name="list"/>
    <xsl:variable name="unit" select="200 div count($list)"/>
    <xsl:variable name="applicable" select="$list[applicable/value = 'yes']"/>
    <xsl:variable name="states" select="t:field('control.status')/value"/>
    <svg:svg viewBox="0 0 200 14" width="200" height="14" class="bar" preserveAspectRatio="none">
      <svg:rect x="0" y="13" width="200" height="1" fill="#c3c9cf" class="base"/>
      <xsl:for-each select="$states">
        <xsl:variable name="p" select="position()"/>
        <xsl:variable name="n" select="count($applicable[status/value/@name = current()/@name])"/>
        <xsl:variable name="before" select="count($applicable[status/value/@name = $states[position() > $p]/@name])"/>
        <xsl:variable name="tone"><xsl:call-template name="tone"><xsl:with-param name="field" select="'status'"/></xsl:call-template></xsl:variable>
        <xsl:variable name="h" select="round(14 * $p div count($states))"/>
        <xsl:if test="$n > 0">
          <svg:rect x="{format-number($before * $unit, '0.##')}" y="{14 - $h}" width="{format-number($n * $unit, '0.##')}" height="{$h}" class="{$tone}">
            <xsl:attribute name="fill"><xsl:call-template name="tone-fill"><xsl:with-param name="tone" select="string($tone)"/></xsl:call-template></xsl:attribute>
          </svg:rect>
        </xsl:if>
      </xsl:for-each>
    </svg:svg>
  </xsl:template>

  <!-- For readers of the DocBook file; pages colour by class. -->
  <xsl:template name="tone-fill">
    <xsl:param name="tone"/>
    <xsl:choose>
      <xsl:when test="$tone = 'good'">#2f7d4f</xsl:when>
      <xsl:when test="$tone = 'mid'">#3b78ad</xsl:when>
      <xsl:when test="$tone = 'open'">#8a5fb5</xsl:when>
      <xsl:when test="$tone = 'warn'">#b57a1a</xsl:when>
      <xsl:otherwise>#7d8892</xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
