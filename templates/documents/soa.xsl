<?xml version="1.0" encoding="UTF-8"?>
<!-- The Statement of Applicability: every control of Annex A and every own control (6.1.3 d), by theme. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://docbook.org/ns/docbook"
  xmlns:db="http://docbook.org/ns/docbook" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:t="urn:ismsc:text"
  extension-element-prefixes="t" exclude-result-prefixes="db t">
  <xsl:import href="common.xsl"/>
  <xsl:include href="controls.xsl"/>

  <xsl:template match="isms" mode="body">
    <xsl:variable name="all" select="control | own_control"/>
    <xsl:choose>
      <xsl:when test="$all"><xsl:call-template name="soa-summary"><xsl:with-param name="all" select="$all"/></xsl:call-template></xsl:when>
      <xsl:otherwise><para role="empty"><xsl:value-of select="t:s('soa.none')"/></para></xsl:otherwise>
    </xsl:choose>
    <xsl:for-each select="control">
      <xsl:variable name="theme"><xsl:call-template name="theme"/></xsl:variable>
      <xsl:if test="generate-id() = generate-id(key('theme', $theme)[1])">
        <xsl:call-template name="soa-section">
          <xsl:with-param name="id" select="concat('theme-', translate(@id, '.', '-'))"/>
          <xsl:with-param name="title">
            <xsl:choose>
              <xsl:when test="t:entity(concat('annex_control.', @id))/theme"><xsl:value-of select="t:s1('soa.controls_of', $theme)"/></xsl:when>
              <xsl:otherwise><xsl:call-template name="theme-title"/></xsl:otherwise>
            </xsl:choose>
          </xsl:with-param>
          <xsl:with-param name="list" select="key('theme', $theme)"/>
        </xsl:call-template>
      </xsl:if>
    </xsl:for-each>
    <xsl:if test="own_control">
      <xsl:call-template name="soa-section">
        <xsl:with-param name="id" select="'own-controls'"/>
        <xsl:with-param name="title" select="t:s('soa.own')"/>
        <xsl:with-param name="list" select="own_control"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template name="soa-summary">
    <xsl:param name="all"/>
    <xsl:variable name="applicable" select="$all[applicable/value = 'yes']"/>
    <xsl:variable name="last" select="t:field('control.status')/value[last()]/@name"/>
    <section xml:id="summary">
      <title><xsl:value-of select="t:s('summary')"/></title>
      <variablelist role="tiles">
        <xsl:call-template name="tile"><xsl:with-param name="label" select="t:s('soa.controls')"/><xsl:with-param name="n" select="count($all)"/></xsl:call-template>
        <xsl:call-template name="tile"><xsl:with-param name="label" select="t:s('soa.applicable')"/><xsl:with-param name="n" select="count($applicable)"/></xsl:call-template>
        <xsl:call-template name="tile"><xsl:with-param name="label" select="t:s('soa.excluded')"/><xsl:with-param name="n" select="count($all[applicable/value = 'no'])"/></xsl:call-template>
        <xsl:call-template name="tile"><xsl:with-param name="label" select="t:s('soa.awaiting')"/><xsl:with-param name="n" select="count($all[not(applicable/value)])"/>
          <xsl:with-param name="tone"><xsl:if test="$all[not(applicable/value)]">open</xsl:if></xsl:with-param></xsl:call-template>
      </variablelist>
      <xsl:call-template name="themes-table"/>
      <variablelist role="fields short">
        <xsl:call-template name="soa-list"><xsl:with-param name="label" select="t:s('soa.awaiting')"/><xsl:with-param name="list" select="$all[not(applicable/value)]"/></xsl:call-template>
        <xsl:call-template name="soa-list"><xsl:with-param name="label" select="t:s('soa.excluded')"/><xsl:with-param name="list" select="$all[applicable/value = 'no']"/></xsl:call-template>
        <xsl:call-template name="soa-list"><xsl:with-param name="label" select="t:s('soa.unfinished')"/>
          <xsl:with-param name="list" select="$applicable[not(status/value/@name = $last)]"/></xsl:call-template>
      </variablelist>
    </section>
  </xsl:template>

  <!-- Controls by number, each leading to its row. -->
  <xsl:template name="soa-list">
    <xsl:param name="label"/>
    <xsl:param name="list"/>
    <varlistentry>
      <term><xsl:value-of select="$label"/></term>
      <listitem><para>
        <xsl:for-each select="$list">
          <xsl:if test="position() > 1">, </xsl:if>
          <link linkend="{@key}"><xsl:value-of select="@id"/></link>
        </xsl:for-each>
        <xsl:if test="not($list)"><xsl:value-of select="t:s('none')"/></xsl:if>
      </para></listitem>
    </varlistentry>
  </xsl:template>

  <xsl:template name="soa-section">
    <xsl:param name="id"/>
    <xsl:param name="title"/>
    <xsl:param name="list"/>
    <section role="wide"><xsl:attribute name="xml:id"><xsl:value-of select="$id"/></xsl:attribute>
      <title><xsl:value-of select="$title"/></title>
      <informaltable role="register soa">
        <tgroup cols="5">
          <colspec colwidth="2*"/><colspec colwidth="5*"/><colspec colwidth="4*"/><colspec colwidth="8*"/><colspec colwidth="8*"/>
          <thead><row>
            <entry role="code"><xsl:value-of select="t:s('soa.number')"/></entry>
            <entry><xsl:value-of select="t:s('soa.control')"/></entry>
            <entry><xsl:value-of select="t:s('soa.applies')"/></entry>
            <entry><xsl:value-of select="t:s('soa.justification')"/></entry>
            <entry><xsl:value-of select="t:s('soa.how')"/></entry>
          </row></thead>
          <tbody><xsl:for-each select="$list"><xsl:call-template name="soa-row"/></xsl:for-each></tbody>
        </tgroup>
      </informaltable>
    </section>
  </xsl:template>

  <xsl:template name="soa-row">
    <row><xsl:attribute name="xml:id"><xsl:value-of select="@key"/></xsl:attribute>
      <entry role="code head"><xsl:value-of select="@id"/></entry>
      <entry role="title">
        <phrase role="title"><xsl:value-of select="@title"/></phrase>
        <xsl:if test="text"><xsl:text> </xsl:text><phrase role="small"><xsl:value-of select="normalize-space(text)"/></phrase></xsl:if>
        <xsl:variable name="attributes" select="control_type/value | t:entity(concat('annex_control.', self::control/@id))/control_type/value"/>
        <xsl:if test="$attributes">
          <xsl:text> </xsl:text>
          <phrase role="attributes"><xsl:for-each select="$attributes"><xsl:if test="position() > 1">, </xsl:if><xsl:value-of select="."/></xsl:for-each></phrase>
        </xsl:if>
      </entry>
      <entry role="state"><xsl:call-template name="soa-state"/></entry>
      <entry role="long"><xsl:call-template name="soa-why"/></entry>
      <entry role="long"><xsl:call-template name="soa-how"/></entry>
    </row>
  </xsl:template>

  <!-- Whether it applies, how far it has come, by when, and who answers for it. -->
  <xsl:template name="soa-state">
    <para>
      <xsl:choose>
        <xsl:when test="applicable/value = 'yes'"><phrase role="applies"><xsl:value-of select="t:s('soa.yes')"/></phrase></xsl:when>
        <xsl:when test="applicable/value = 'no'"><phrase role="badge mute"><xsl:value-of select="t:s('soa.no')"/></phrase></xsl:when>
        <xsl:when test="applicable/unread"><t:inline select="applicable"/></xsl:when>
        <xsl:otherwise><phrase role="badge open"><xsl:value-of select="t:s('soa.awaiting_decision')"/></phrase></xsl:otherwise>
      </xsl:choose>
    </para>
    <xsl:if test="applicable/value = 'yes'">
      <para>
        <xsl:choose>
          <xsl:when test="status"><t:inline select="status"/></xsl:when>
          <xsl:otherwise><phrase role="badge open"><xsl:value-of select="t:s('soa.no_status')"/></phrase></xsl:otherwise>
        </xsl:choose>
      </para>
    </xsl:if>
    <xsl:if test="due"><para role="small"><xsl:value-of select="t:s('due.by')"/><xsl:text> </xsl:text><phrase role="date"><t:inline select="due"/></phrase></para></xsl:if>
    <xsl:if test="owner"><para role="small"><t:inline select="owner"/></para></xsl:if>
  </xsl:template>

  <xsl:template name="soa-why">
    <xsl:for-each select="justification/value"><para><xsl:value-of select="."/></para></xsl:for-each>
    <xsl:if test="because/* | justification/unread">
      <para role="small"><xsl:value-of select="t:s('soa.needed_by')"/><xsl:text> </xsl:text>
        <t:refs select="because/* | justification/unread" show="code"/></para>
    </xsl:if>
    <xsl:if test="not(justification or because/*)">
      <para>
        <xsl:choose>
          <xsl:when test="applicable"><xsl:call-template name="not-stated"/></xsl:when>
          <xsl:otherwise>–</xsl:otherwise>
        </xsl:choose>
      </para>
    </xsl:if>
    <xsl:if test="note"><xsl:apply-templates select="note/db:*" mode="prose"/></xsl:if>
  </xsl:template>

  <xsl:template name="soa-how">
    <xsl:variable name="via" select="via/ref/@key"/>
    <xsl:variable name="also" select="(policies/ref | procedures/ref | processes/ref)[not(@key = $via)]"/>
    <xsl:for-each select="measures/value"><para><xsl:value-of select="."/></para></xsl:for-each>
    <xsl:if test="via/* | measures/unread"><para><t:refs select="via/* | measures/unread"/></para></xsl:if>
    <xsl:if test="$also and applicable/value = 'yes'">
      <para role="small"><xsl:value-of select="t:s('soa.also')"/><xsl:text> </xsl:text><t:refs select="$also"/></para>
    </xsl:if>
    <xsl:if test="evidence/*">
      <para role="small"><xsl:value-of select="t:s('evidence')"/><xsl:text> </xsl:text><t:refs select="evidence/*" show="code"/></para>
    </xsl:if>
    <xsl:if test="not(via/* or measures or evidence/* or ($also and applicable/value = 'yes'))">
      <para>
        <xsl:choose>
          <xsl:when test="applicable/value = 'yes'"><xsl:call-template name="not-stated"/></xsl:when>
          <xsl:otherwise>–</xsl:otherwise>
        </xsl:choose>
      </para>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
