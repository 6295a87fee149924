<?xml version="1.0" encoding="UTF-8"?>
<!-- Heat maps: how many risks stand where, before and after treatment, drawn and as a table. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://docbook.org/ns/docbook"
  xmlns:db="http://docbook.org/ns/docbook" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:t="urn:ismsc:text"
  xmlns:svg="http://www.w3.org/2000/svg" exclude-result-prefixes="db t svg">

  <!-- Before treatment a risk stands where it was assessed; after it, at the first residual that has the residual score. One that has
       none stays; where the method gives no scores, the last residual that was not dropped counts. -->
  <xsl:variable name="before" select="/isms/risk[likelihood and impact]"/>
  <xsl:variable name="residuals" select="/isms/risk[residual_score]/treat[not(status/value/@name = 'dropped')]/residual[score/value = ../../residual_score/value][not(../../treat[2]) or
    not(../preceding-sibling::treat[not(status/value/@name = 'dropped')]/residual[score/value = ../../residual_score/value])]"/>
  <xsl:variable name="unscored" select="/isms/risk[not(residual_score)]/treat[not(status/value/@name = 'dropped')][last()]/residual[not(score)]"/>
  <xsl:variable name="kept" select="$before[not(residual_score or treat[not(status/value/@name = 'dropped')]/residual[not(score)])]"/>

  <!-- The heat map, drawn: in each cell the number of risks and the level; cells above the acceptance criterion have a firm edge.
       which: before or after treatment. -->
  <xsl:template name="heat-map">
    <xsl:param name="which"/>
    <xsl:param name="title"/>
    <xsl:variable name="columns" select="count($method/impact)"/>
    <xsl:variable name="rows" select="count($method/likelihood)"/>
    <xsl:variable name="width" select="124 + 92 * $columns"/>
    <xsl:variable name="height" select="64 + 62 * $rows"/>
    <figure role="heat">
      <title><xsl:value-of select="$title"/></title>
      <mediaobject>
        <imageobject><imagedata format="svg" width="{$width}px" depth="{$height}px">
          <svg:svg viewBox="0 0 {$width} {$height}" width="{$width}" height="{$height}" class="heat" font-family="sans-serif">
            <svg:text class="axis" x="0" y="14" font-size="14"><xsl:value-of select="concat(t:title('risk.likelihood'), ' ↑')"/></svg:text>
            <xsl:for-each select="$method/likelihood">
              <xsl:sort select="value/value" data-type="number" order="descending"/>
              <xsl:call-template name="heat-row"><xsl:with-param name="which" select="$which"/><xsl:with-param name="y" select="24 + 62 * (position() - 1)"/></xsl:call-template>
            </xsl:for-each>
            <xsl:for-each select="$method/impact">
              <xsl:sort select="value/value" data-type="number"/>
              <svg:text class="label" x="{124 + 92 * (position() - 1) + 46}" y="{$height - 24}" font-size="14" text-anchor="middle">
                <svg:tspan><xsl:value-of select="value/value"/></svg:tspan><svg:tspan class="long"><xsl:value-of select="concat(' ', @title)"/></svg:tspan>
              </svg:text>
            </xsl:for-each>
            <svg:text class="axis" x="{$width}" y="{$height - 4}" font-size="14" text-anchor="end"><xsl:value-of select="concat(t:title('risk.impact'), ' →')"/></svg:text>
          </svg:svg>
        </imagedata></imageobject>
        <textobject><phrase>
          <xsl:value-of select="$title"/>
          <xsl:text>: </xsl:text>
          <xsl:for-each select="$method/level">
            <xsl:sort select="@n" data-type="number" order="descending"/>
            <xsl:if test="position() > 1">, </xsl:if>
            <xsl:call-template name="level-name"/><xsl:text> </xsl:text>
            <xsl:value-of select="count($ranks[$which = 'before'][. = current()/@n - 1]) + count($ranks-left[$which = 'after'][. = current()/@n - 1]) + count($ranks-kept[$which = 'after'][. = current()/@n - 1])"/>
          </xsl:for-each>
        </phrase></textobject>
      </mediaobject>
    </figure>
  </xsl:template>

  <xsl:template name="heat-row">
    <xsl:param name="which"/>
    <xsl:param name="y"/>
    <xsl:variable name="l" select="string(value/value)"/>
    <!-- Those of this likelihood; apart, because libxml2 compares each of one set with each of another to unite them or go up from them. -->
    <xsl:variable name="row" select="t:having($before, 'likelihood', $l)[$which = 'before']"/>
    <xsl:variable name="residual" select="t:having($residuals, 'likelihood', $l)[$which = 'after']"/>
    <xsl:variable name="other" select="t:having($unscored, 'likelihood', $l)[$which = 'after']"/>
    <xsl:variable name="still" select="t:having($kept, 'likelihood', $l)[$which = 'after']"/>
    <svg:text class="label" x="0" y="{$y + 35}" font-size="14">
      <svg:tspan><xsl:value-of select="$l"/></svg:tspan><svg:tspan class="long"><xsl:value-of select="concat(' ', @title)"/></svg:tspan>
    </svg:text>
    <xsl:for-each select="$method/impact">
      <xsl:sort select="value/value" data-type="number"/>
      <xsl:variable name="x" select="124 + 92 * (position() - 1)"/>
      <xsl:variable name="i" select="string(value/value)"/>
      <xsl:variable name="n" select="count(t:having($row, 'impact', $i)) + count(t:having($residual, 'impact', $i)) + count(t:having($other, 'impact', $i)) + count(t:having($still, 'impact', $i))"/>
      <xsl:variable name="rank"><xsl:call-template name="rank-at"><xsl:with-param name="l" select="$l"/><xsl:with-param name="i" select="$i"/></xsl:call-template></xsl:variable>
      <xsl:variable name="step"><xsl:call-template name="step-or-none"><xsl:with-param name="rank" select="$rank"/></xsl:call-template></xsl:variable>
      <xsl:variable name="above" select="$rank != '' and $rank > $acceptable"/>
      <svg:g>
        <xsl:attribute name="class">place step-<xsl:value-of select="$step"/><xsl:if test="$above"> above</xsl:if><xsl:if test="$n = 0"> empty</xsl:if></xsl:attribute>
        <svg:rect x="{$x + 2}" y="{$y + 2}" width="88" height="58" rx="4" fill="{substring('#e7eaed#dcebdd#e9edc9#f7e5ad#f6cda6#eeb0a8', 1 + 7 * $step, 7)}" stroke="#3a2a20">
          <xsl:attribute name="stroke-width"><xsl:choose><xsl:when test="$above">1.5</xsl:when><xsl:otherwise>0</xsl:otherwise></xsl:choose></xsl:attribute>
        </svg:rect>
        <xsl:if test="$n > 0"><svg:text class="count" x="{$x + 46}" y="{$y + 32}" font-size="24" font-weight="700" text-anchor="middle" fill="#24180f"><xsl:value-of select="$n"/></svg:text></xsl:if>
        <svg:text class="word" x="{$x + 46}" y="{$y + 51}" font-size="13" text-anchor="middle" fill="#24180f">
          <xsl:for-each select="$method/level[@n - 1 = $rank]"><xsl:call-template name="level-name"/></xsl:for-each>
        </svg:text>
      </svg:g>
    </xsl:for-each>
  </xsl:template>

  <!-- The numbers behind both maps: which risks are in each cell, before and after. A cell that holds many tells how many more. -->
  <xsl:template name="heat-table">
    <table role="behind">
      <title><xsl:value-of select="t:s('risks.cells')"/></title>
      <tgroup cols="5">
        <colspec colwidth="3*"/><colspec colwidth="3*"/><colspec colwidth="2*"/><colspec colwidth="6*"/><colspec colwidth="6*"/>
        <thead><row>
          <entry><xsl:value-of select="t:title('risk.likelihood')"/></entry>
          <entry><xsl:value-of select="t:title('risk.impact')"/></entry>
          <entry><xsl:value-of select="t:s('level')"/></entry>
          <entry><xsl:value-of select="t:s('risks.before')"/></entry>
          <entry><xsl:value-of select="t:s('risks.after')"/></entry>
        </row></thead>
        <tbody>
          <xsl:for-each select="$method/likelihood">
            <xsl:sort select="value/value" data-type="number" order="descending"/>
            <xsl:variable name="l" select="."/>
            <xsl:variable name="at" select="string(value/value)"/>
            <xsl:variable name="row" select="t:having($before, 'likelihood', $at)"/>
            <xsl:variable name="residual" select="t:having($residuals, 'likelihood', $at)"/>
            <xsl:variable name="other" select="t:having($unscored, 'likelihood', $at)"/>
            <xsl:variable name="still" select="t:having($kept, 'likelihood', $at)"/>
            <xsl:for-each select="$method/impact">
              <xsl:sort select="value/value" data-type="number" order="descending"/>
              <xsl:variable name="i" select="string(value/value)"/>
              <xsl:variable name="here" select="t:having($row, 'impact', $i)"/>
              <xsl:variable name="then" select="t:having($residual, 'impact', $i) | t:having($other, 'impact', $i) | t:having($still, 'impact', $i)"/>
              <xsl:if test="$here or $then">
                <xsl:variable name="rank"><xsl:call-template name="rank-at"><xsl:with-param name="l" select="$at"/><xsl:with-param name="i" select="$i"/></xsl:call-template></xsl:variable>
                <row>
                  <entry><xsl:value-of select="concat($at, ' ', $l/@title)"/></entry>
                  <entry><xsl:value-of select="concat($i, ' ', @title)"/></entry>
                  <entry><xsl:for-each select="$method/level[@n - 1 = $rank]"><xsl:call-template name="level-name"/></xsl:for-each></entry>
                  <entry><xsl:call-template name="risk-ids"><xsl:with-param name="list" select="$here"/></xsl:call-template></entry>
                  <entry><xsl:call-template name="risk-ids"><xsl:with-param name="list" select="$then"/></xsl:call-template></entry>
                </row>
              </xsl:if>
            </xsl:for-each>
          </xsl:for-each>
        </tbody>
      </tgroup>
    </table>
  </xsl:template>

  <xsl:template name="risk-ids">
    <xsl:param name="list"/>
    <xsl:for-each select="$list">
      <!-- A residual stands for its risk. -->
      <xsl:sort select="t:number(ancestor-or-self::risk/@id)"/>
      <xsl:if test="position() &lt;= 20">
        <xsl:if test="position() > 1">, </xsl:if>
        <link linkend="{ancestor-or-self::risk/@key}"><xsl:value-of select="ancestor-or-self::risk/@id"/></link>
      </xsl:if>
    </xsl:for-each>
    <xsl:if test="count($list) > 20"><xsl:text> </xsl:text><xsl:value-of select="t:s1('risks.more', count($list) - 20)"/></xsl:if>
    <xsl:if test="not($list)">–</xsl:if>
  </xsl:template>
</xsl:stylesheet>
