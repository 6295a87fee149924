<?xml version="1.0" encoding="UTF-8"?>
<!-- The Statement of Applicability: every control of Annex A and every own control (6.1.3 d), by theme. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://docbook.org/ns/docbook"
  xmlns:db="http://docbook.org/ns/docbook" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:t="urn:ismsc:text"
  exclude-result-prefixes="db t">
  <xsl:import href="common.xsl"/>

  <!-- The theme comes from the catalogue; an edition without themes is grouped by the first number. -->
  <xsl:key name="item" match="isms/annex_control" use="@id"/>
  <xsl:key name="theme" match="isms/control[key('item', @id)/theme]" use="string(key('item', @id)/theme/value)"/>
  <xsl:key name="theme" match="isms/control[not(key('item', @id)/theme)]" use="concat('A.', substring-before(substring-after(@id, '.'), '.'))"/>
  <xsl:key name="status" match="isms/control[applicable/value = 'yes'] | isms/own_control[applicable/value = 'yes']" use="status/value/@name"/>

  <xsl:template match="isms" mode="body">
    <xsl:variable name="all" select="control | own_control"/>
    <xsl:call-template name="soa-summary"><xsl:with-param name="all" select="$all"/></xsl:call-template>
    <xsl:variable name="undecided" select="$all[not(applicable)]"/>
    <xsl:if test="$undecided">
      <section xml:id="awaiting">
        <title><xsl:value-of select="t:s('soa.awaiting.title')"/></title>
        <para><xsl:value-of select="t:s('soa.awaiting.intro')"/></para>
        <para>
          <xsl:for-each select="$undecided">
            <xsl:if test="position() > 1">, </xsl:if>
            <link linkend="{@key}"><xsl:value-of select="@id"/></link>
          </xsl:for-each>
        </para>
      </section>
    </xsl:if>
    <xsl:if test="not(control)"><para role="empty"><xsl:value-of select="t:s('soa.none')"/></para></xsl:if>
    <xsl:for-each select="control">
      <xsl:variable name="theme"><xsl:call-template name="theme"/></xsl:variable>
      <xsl:if test="generate-id() = generate-id(key('theme', $theme)[1])">
        <xsl:call-template name="soa-section">
          <xsl:with-param name="id" select="concat('theme-', translate(@id, '.', '-'))"/>
          <xsl:with-param name="title">
            <xsl:choose>
              <xsl:when test="key('item', @id)/theme"><xsl:value-of select="t:s1('soa.theme', $theme)"/></xsl:when>
              <xsl:otherwise><xsl:value-of select="$theme"/><xsl:text> </xsl:text><xsl:value-of select="key('item', @id)/domain/value"/></xsl:otherwise>
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

  <xsl:template name="theme">
    <xsl:choose>
      <xsl:when test="key('item', @id)/theme"><xsl:value-of select="key('item', @id)/theme/value"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="concat('A.', substring-before(substring-after(@id, '.'), '.'))"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="soa-summary">
    <xsl:param name="all"/>
    <section xml:id="summary">
      <title><xsl:value-of select="t:s('summary')"/></title>
      <variablelist role="tiles">
        <xsl:call-template name="tile"><xsl:with-param name="label" select="t:s('soa.controls')"/><xsl:with-param name="n" select="count($all)"/></xsl:call-template>
        <xsl:call-template name="tile"><xsl:with-param name="label" select="t:s('soa.applicable')"/><xsl:with-param name="n" select="count($all[applicable/value = 'yes'])"/></xsl:call-template>
        <xsl:call-template name="tile"><xsl:with-param name="label" select="t:s('soa.excluded')"/><xsl:with-param name="n" select="count($all[applicable/value = 'no'])"/></xsl:call-template>
        <xsl:call-template name="tile"><xsl:with-param name="label" select="t:s('soa.awaiting')"/><xsl:with-param name="n" select="count($all[not(applicable)])"/>
          <xsl:with-param name="tone"><xsl:if test="$all[not(applicable)]">open</xsl:if></xsl:with-param></xsl:call-template>
      </variablelist>
      <informaltable role="numbers">
        <tgroup cols="2">
          <colspec colwidth="4*"/><colspec colwidth="1*"/>
          <thead><row><entry><xsl:value-of select="t:s('soa.status_of_applicable')"/></entry><entry role="number"><xsl:value-of select="t:s('number')"/></entry></row></thead>
          <tbody>
            <xsl:for-each select="key('field', 'control.status')/value">
              <xsl:sort select="position()" data-type="number" order="descending"/>
              <row>
                <entry>
                  <xsl:variable name="tone"><xsl:call-template name="tone"><xsl:with-param name="field" select="'status'"/></xsl:call-template></xsl:variable>
                  <phrase role="badge {$tone}"><xsl:value-of select="@title"/></phrase>
                </entry>
                <entry role="number"><xsl:value-of select="count(key('status', @name))"/></entry>
              </row>
            </xsl:for-each>
            <xsl:if test="$all[applicable/value = 'yes' and not(status)]">
              <row>
                <entry><xsl:call-template name="not-stated"/></entry>
                <entry role="number"><xsl:value-of select="count($all[applicable/value = 'yes' and not(status)])"/></entry>
              </row>
            </xsl:if>
          </tbody>
        </tgroup>
      </informaltable>
    </section>
  </xsl:template>

  <xsl:template name="soa-section">
    <xsl:param name="id"/>
    <xsl:param name="title"/>
    <xsl:param name="list"/>
    <section role="wide"><xsl:attribute name="xml:id"><xsl:value-of select="$id"/></xsl:attribute>
      <title><xsl:value-of select="$title"/></title>
      <informaltable role="register soa">
        <tgroup cols="5">
          <colspec colwidth="5*"/><colspec colwidth="3*"/><colspec colwidth="8*"/><colspec colwidth="3*"/><colspec colwidth="7*"/>
          <thead><row>
            <entry><xsl:value-of select="t:s('soa.control')"/></entry>
            <entry><xsl:value-of select="t:title('control.applicable')"/></entry>
            <entry><xsl:value-of select="t:s('soa.justification')"/></entry>
            <entry><xsl:value-of select="t:title('control.status')"/></entry>
            <entry><xsl:value-of select="t:s('soa.where')"/></entry>
          </row></thead>
          <tbody><xsl:for-each select="$list"><xsl:call-template name="soa-row"/></xsl:for-each></tbody>
        </tgroup>
      </informaltable>
    </section>
  </xsl:template>

  <xsl:template name="soa-row">
    <row><xsl:attribute name="xml:id"><xsl:value-of select="@key"/></xsl:attribute>
      <entry role="name">
        <phrase role="id"><xsl:value-of select="@id"/></phrase><xsl:text> </xsl:text><phrase><xsl:value-of select="@title"/></phrase>
        <xsl:if test="text"><xsl:text> </xsl:text><phrase role="small"><xsl:value-of select="normalize-space(text)"/></phrase></xsl:if>
        <xsl:variable name="attributes" select="control_type/value | key('item', self::control/@id)/control_type/value"/>
        <xsl:if test="$attributes">
          <xsl:text> </xsl:text>
          <phrase role="attributes"><xsl:for-each select="$attributes"><xsl:if test="position() > 1">, </xsl:if><xsl:value-of select="."/></xsl:for-each></phrase>
        </xsl:if>
      </entry>
      <entry>
        <xsl:choose>
          <xsl:when test="applicable/value = 'yes'"><phrase role="badge plain"><xsl:value-of select="t:s('bool.yes')"/></phrase></xsl:when>
          <xsl:when test="applicable/value = 'no'"><phrase role="badge mute"><xsl:value-of select="t:s('bool.no')"/></phrase></xsl:when>
          <xsl:otherwise><phrase role="badge open"><xsl:value-of select="t:s('soa.awaiting_decision')"/></phrase></xsl:otherwise>
        </xsl:choose>
      </entry>
      <entry role="long">
        <xsl:for-each select="justification/value"><para><xsl:value-of select="."/></para></xsl:for-each>
        <xsl:if test="because/*">
          <para><xsl:value-of select="t:s('soa.needed_by')"/><xsl:text> </xsl:text>
            <xsl:call-template name="refs"><xsl:with-param name="list" select="because/*"/><xsl:with-param name="short" select="true()"/></xsl:call-template></para>
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
      </entry>
      <entry>
        <xsl:choose>
          <xsl:when test="status"><xsl:apply-templates select="status" mode="inline"/></xsl:when>
          <xsl:when test="applicable/value = 'yes'"><xsl:call-template name="not-stated"/></xsl:when>
          <xsl:otherwise>–</xsl:otherwise>
        </xsl:choose>
        <xsl:if test="due"><xsl:text> </xsl:text><phrase role="small"><xsl:value-of select="t:s('due.by')"/><xsl:text> </xsl:text><phrase role="date"><xsl:value-of select="due/value"/></phrase></phrase></xsl:if>
        <xsl:if test="owner"><xsl:text> </xsl:text><phrase role="small"><xsl:apply-templates select="owner" mode="inline"/></phrase></xsl:if>
      </entry>
      <entry role="long">
        <xsl:if test="via/*"><para><xsl:call-template name="refs"><xsl:with-param name="list" select="via/*"/></xsl:call-template></para></xsl:if>
        <xsl:for-each select="measures/value"><para><xsl:value-of select="."/></para></xsl:for-each>
        <xsl:variable name="via" select="via/ref/@key"/>
        <xsl:variable name="also" select="(policies/ref | procedures/ref | processes/ref)[not(@key = $via)]"/>
        <xsl:if test="$also and applicable/value = 'yes'">
          <para role="small"><xsl:value-of select="t:s('soa.also')"/><xsl:text> </xsl:text><xsl:call-template name="refs"><xsl:with-param name="list" select="$also"/></xsl:call-template></para>
        </xsl:if>
        <xsl:if test="evidence/*">
          <para role="small"><xsl:value-of select="t:s('evidence')"/><xsl:text> </xsl:text><xsl:call-template name="refs"><xsl:with-param name="list" select="evidence/*"/><xsl:with-param name="short" select="true()"/></xsl:call-template></para>
        </xsl:if>
        <xsl:if test="not(via/* or measures or evidence/* or ($also and applicable/value = 'yes'))">
          <para>
            <xsl:choose>
              <xsl:when test="applicable/value = 'yes'"><xsl:call-template name="not-stated"/></xsl:when>
              <xsl:otherwise>–</xsl:otherwise>
            </xsl:choose>
          </para>
        </xsl:if>
      </entry>
    </row>
  </xsl:template>
</xsl:stylesheet>
