<?xml version="1.0" encoding="UTF-8"?>
<!-- The coverage of the standard: each clause, requirement, control and piece of documented information with its rules, its documents and
     its state, or why nothing can be checked. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://docbook.org/ns/docbook"
  xmlns:db="http://docbook.org/ns/docbook" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:t="urn:ismsc:text"
  extension-element-prefixes="t" exclude-result-prefixes="db t">
  <xsl:import href="common.xsl"/>

  <xsl:template match="isms" mode="body">
    <xsl:if test="not(coverage/table)"><para role="empty"><xsl:value-of select="t:s('checks.none_ran')"/></para></xsl:if>
    <xsl:for-each select="coverage/table">
      <section role="wide"><xsl:attribute name="xml:id">coverage-<xsl:value-of select="@kind"/></xsl:attribute>
        <title><xsl:value-of select="@titles"/></title>
        <variablelist role="tiles">
          <xsl:call-template name="tile"><xsl:with-param name="label" select="t:s('coverage.by_rule')"/><xsl:with-param name="n" select="@checked"/></xsl:call-template>
          <xsl:call-template name="tile"><xsl:with-param name="label" select="t:s('coverage.by_reason')"/><xsl:with-param name="n" select="@explained"/></xsl:call-template>
          <xsl:call-template name="tile"><xsl:with-param name="label" select="t:s('coverage.by_neither')"/><xsl:with-param name="n" select="@open"/>
            <xsl:with-param name="tone"><xsl:if test="@open > 0">bad</xsl:if></xsl:with-param></xsl:call-template>
        </variablelist>
        <xsl:if test="general">
          <para><xsl:value-of select="t:s('coverage.general')"/><xsl:text> </xsl:text><xsl:apply-templates select="general" mode="rules"/></para>
        </xsl:if>
        <xsl:call-template name="coverage-table"/>
      </section>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="coverage-table">
    <informaltable role="register">
      <tgroup cols="5">
        <colspec colwidth="2*"/><colspec colwidth="5*"/><colspec colwidth="7*"/><colspec colwidth="4*"/><colspec colwidth="4*"/>
        <thead><row>
          <entry role="code"><xsl:value-of select="@title"/></entry>
          <entry><xsl:value-of select="t:s('coverage.item')"/></entry>
          <entry><xsl:value-of select="t:s('coverage.checked_by')"/></entry>
          <entry><xsl:value-of select="t:s('coverage.shown_in')"/></entry>
          <entry><xsl:value-of select="t:s('coverage.state')"/></entry>
        </row></thead>
        <tbody><xsl:apply-templates select="row" mode="coverage"/></tbody>
      </tgroup>
    </informaltable>
  </xsl:template>

  <xsl:template match="row" mode="coverage">
    <row>
      <!-- Items that are at home elsewhere have their anchor there. -->
      <xsl:attribute name="xml:id"><xsl:if test="not(@home)">coverage.</xsl:if><xsl:value-of select="@key"/></xsl:attribute>
      <entry role="code"><phrase role="id"><xsl:value-of select="@id"/></phrase></entry>
      <entry role="long"><xsl:value-of select="@title"/></entry>
      <entry role="long">
        <xsl:choose>
          <xsl:when test="rules"><xsl:apply-templates select="rules" mode="rules"/></xsl:when>
          <xsl:when test="reason"><xsl:value-of select="t:s('coverage.not_checked')"/><xsl:text> </xsl:text><xsl:value-of select="reason"/></xsl:when>
          <xsl:when test="@open"><phrase role="badge bad"><xsl:value-of select="t:s('coverage.unaccounted')"/></phrase></xsl:when>
          <xsl:otherwise><xsl:value-of select="t:s('coverage.in_parts')"/></xsl:otherwise>
        </xsl:choose>
      </entry>
      <entry role="long">
        <xsl:for-each select="document">
          <xsl:if test="position() > 1">, </xsl:if>
          <xsl:call-template name="link">
            <xsl:with-param name="href" select="string(@href)"/>
            <xsl:with-param name="text" select="t:document-title(string(@id), @title)"/>
          </xsl:call-template>
        </xsl:for-each>
        <xsl:if test="not(document)">–</xsl:if>
      </entry>
      <entry><xsl:call-template name="coverage-state"/></entry>
    </row>
  </xsl:template>

  <xsl:template match="rules | general" mode="rules">
    <t:refs select="ref" show="id"/>
  </xsl:template>

  <!-- What was not asked is never said to be fine. -->
  <xsl:template name="coverage-state">
    <xsl:variable name="word" select="t:s(concat('coverage.is.', @state))"/>
    <xsl:choose>
      <xsl:when test="@state = 'findings'">
        <xsl:call-template name="severity-of-row"/><xsl:text> </xsl:text><xsl:value-of select="@findings"/>
      </xsl:when>
      <xsl:when test="@state = 'fine'"><phrase role="badge good"><xsl:value-of select="$word"/></phrase></xsl:when>
      <xsl:otherwise><phrase role="badge mute"><xsl:value-of select="$word"/></phrase></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="@waived > 0"><xsl:text> </xsl:text><phrase role="small"><xsl:value-of select="t:s1('checks.waived', @waived)"/></phrase></xsl:if>
    <xsl:variable name="asked" select="t:s('coverage.asked')"/>
    <xsl:if test="@asked + @unasked > 0 and @state != 'not_exercised' and @state != 'not_checked'">
      <xsl:text> </xsl:text><phrase role="small"><xsl:value-of select="concat(substring-before($asked, '{1}'), @asked, substring-before(substring-after($asked, '{1}'), '{2}'), @asked + @unasked, substring-after($asked, '{2}'))"/></phrase>
    </xsl:if>
  </xsl:template>

  <!-- Findings count without those waived, so the row has its gravest one by its severity alone. -->
  <xsl:template name="severity-of-row">
    <xsl:variable name="tone" select="substring-before(substring-after('error:bad warning:warn undecided:open note:mute ', concat(@severity, ':')), ' ')"/>
    <phrase role="badge {$tone}"><xsl:value-of select="t:s(concat('severity.', @severity))"/></phrase>
  </xsl:template>
</xsl:stylesheet>
