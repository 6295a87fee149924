<?xml version="1.0" encoding="UTF-8"?>
<!-- The rules that were checked, with what they found, and the waivers granted from them. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://docbook.org/ns/docbook"
  xmlns:db="http://docbook.org/ns/docbook" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:t="urn:ismsc:text"
  extension-element-prefixes="t" exclude-result-prefixes="db">
  <xsl:import href="common.xsl"/>

  <xsl:key name="entity-of-rule" match="/isms/rule" use="@id"/>

  <xsl:template match="isms" mode="body">
    <xsl:if test="waive">
      <section xml:id="waivers" role="wide">
        <title><xsl:value-of select="t:kind('waive')/@titles"/></title>
        <para role="hint"><xsl:value-of select="t:kind('waive')/@doc"/></para>
        <xsl:call-template name="waivers"/>
      </section>
    </xsl:if>
    <section xml:id="rules" role="wide">
      <title><xsl:value-of select="t:kind('rule')/@titles"/></title>
      <xsl:choose>
        <xsl:when test="rules/rule">
          <informaltable role="register">
            <tgroup cols="5">
              <colspec colwidth="2*"/><colspec colwidth="7*"/><colspec colwidth="3*"/><colspec colwidth="4*"/><colspec colwidth="2*"/>
              <thead><row>
                <entry><xsl:value-of select="t:s('checks.clause')"/></entry>
                <entry><xsl:value-of select="t:kind('rule')/@title"/></entry>
                <entry><xsl:value-of select="t:s('findings.weight')"/></entry>
                <entry><xsl:value-of select="t:s('checks.state')"/></entry>
                <entry role="number"><xsl:value-of select="t:s('checks.found')"/></entry>
              </row></thead>
              <tbody><xsl:for-each select="rules/rule"><xsl:call-template name="rule-row"/></xsl:for-each></tbody>
            </tgroup>
          </informaltable>
        </xsl:when>
        <xsl:otherwise><para role="empty"><xsl:value-of select="t:s(concat('checks.none', substring('_ran', 1, 4 * not(rules))))"/></para></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <xsl:template name="rule-row">
    <xsl:variable name="e" select="key('entity-of-rule', @id)[1]"/>
    <row>
      <xsl:if test="$e"><xsl:attribute name="xml:id"><xsl:value-of select="$e/@key"/></xsl:attribute></xsl:if>
      <entry>
        <xsl:choose>
          <xsl:when test="@clauses != ''"><xsl:call-template name="clauses"/></xsl:when>
          <xsl:otherwise>–</xsl:otherwise>
        </xsl:choose>
      </entry>
      <entry role="long">
        <xsl:value-of select="@title"/><xsl:text> </xsl:text><code><xsl:value-of select="@id"/></code>
        <xsl:if test="@changed"><xsl:text> </xsl:text><phrase role="small"><xsl:value-of select="t:s('checks.changed')"/><xsl:text> </xsl:text><xsl:value-of select="@changed"/></phrase></xsl:if>
      </entry>
      <entry><xsl:call-template name="severity"/></entry>
      <entry>
        <xsl:choose>
          <xsl:when test="@state = 'ran'"><xsl:value-of select="t:n('checks.ran', @subjects)"/></xsl:when>
          <xsl:otherwise><phrase role="badge mute"><xsl:value-of select="t:s(concat('checks.', @state))"/></phrase></xsl:otherwise>
        </xsl:choose>
      </entry>
      <entry role="number">
        <xsl:value-of select="@findings"/>
        <xsl:if test="@waived > 0"><xsl:text> </xsl:text><phrase role="small"><xsl:value-of select="t:s1('checks.waived', @waived)"/></phrase></xsl:if>
      </entry>
    </row>
  </xsl:template>

  <xsl:template name="waivers">
    <informaltable role="register">
      <tgroup cols="5">
        <colspec colwidth="3*"/><colspec colwidth="4*"/><colspec colwidth="6*"/><colspec colwidth="3*"/><colspec colwidth="2*"/>
        <thead><row>
          <entry><xsl:value-of select="t:kind('rule')/@title"/></entry>
          <entry><xsl:value-of select="t:title('waive.on')"/></entry>
          <entry><xsl:value-of select="t:title('waive.because')"/></entry>
          <entry><xsl:value-of select="t:title('waive.by')"/></entry>
          <entry role="date"><xsl:value-of select="t:title('waive.until')"/></entry>
        </row></thead>
        <tbody>
          <xsl:for-each select="waive">
            <row><xsl:attribute name="xml:id"><xsl:value-of select="@key"/></xsl:attribute>
              <entry><code><xsl:value-of select="@id"/></code></entry>
              <entry><t:inline select="on"/></entry>
              <entry role="long"><t:inline select="because"/></entry>
              <entry><t:inline select="by"/><xsl:if test="granted">, <phrase role="date"><xsl:value-of select="granted/value"/></phrase></xsl:if></entry>
              <entry role="date"><xsl:value-of select="until/value"/>
                <xsl:if test="t:day(until/value) &lt; $today"><xsl:text> </xsl:text><phrase role="badge bad"><xsl:value-of select="t:s('expired')"/></phrase></xsl:if></entry>
            </row>
          </xsl:for-each>
        </tbody>
      </tgroup>
    </informaltable>
  </xsl:template>
</xsl:stylesheet>
