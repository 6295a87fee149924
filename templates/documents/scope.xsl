<?xml version="1.0" encoding="UTF-8"?>
<!-- The scope statement: what is in, what is out and why, interfaces and dependencies (4.3), with the sites. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://docbook.org/ns/docbook"
  xmlns:db="http://docbook.org/ns/docbook" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:t="urn:ismsc:text"
  extension-element-prefixes="t" exclude-result-prefixes="db t">
  <xsl:import href="common.xsl"/>

  <xsl:template match="isms" mode="body">
    <xsl:if test="not(scope)"><para role="empty"><xsl:value-of select="t:s1('register.none', t:kind('scope')/@titles)"/></para></xsl:if>
    <xsl:apply-templates select="scope" mode="scope"/>
    <xsl:if test="site">
      <section xml:id="sites" role="wide">
        <title><xsl:value-of select="t:kind('site')/@titles"/></title>
        <xsl:call-template name="register">
          <xsl:with-param name="k" select="t:kind('site')"/>
          <xsl:with-param name="list" select="site"/>
        </xsl:call-template>
      </section>
      <section xml:id="details-site">
        <title><xsl:value-of select="t:s1('register.details', t:kind('site')/@titles)"/></title>
        <xsl:for-each select="site"><xsl:call-template name="details"/></xsl:for-each>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template match="scope" mode="scope">
    <section><xsl:attribute name="xml:id"><xsl:value-of select="@key"/></xsl:attribute>
      <title><xsl:value-of select="t:title('scope.statement')"/></title>
      <blockquote role="statement"><xsl:apply-templates select="statement/db:*" mode="prose"/></blockquote>
    </section>
    <section xml:id="included">
      <title><xsl:value-of select="t:s('scope.included')"/></title>
      <xsl:choose>
        <xsl:when test="include/ref">
          <xsl:call-template name="by-kind"><xsl:with-param name="list" select="include/ref"/></xsl:call-template>
        </xsl:when>
        <xsl:otherwise><para><xsl:call-template name="not-stated"/></para></xsl:otherwise>
      </xsl:choose>
      <xsl:apply-templates select="boundary/db:*" mode="prose"/>
    </section>
    <section xml:id="excluded">
      <title><xsl:value-of select="t:s('scope.excluded')"/></title>
      <xsl:choose>
        <xsl:when test="exclude">
          <informaltable role="blocks">
            <tgroup cols="2">
              <colspec colwidth="2*"/><colspec colwidth="5*"/>
              <thead><row>
                <entry><xsl:value-of select="t:title('scope.exclude.what')"/></entry>
                <entry><xsl:value-of select="t:title('scope.exclude.because')"/></entry>
              </row></thead>
              <tbody>
                <xsl:for-each select="exclude">
                  <row><xsl:attribute name="xml:id"><xsl:value-of select="@key"/></xsl:attribute>
                    <entry role="name"><t:inline select="what"/></entry>
                    <entry>
                      <xsl:choose>
                        <xsl:when test="because"><t:inline select="because"/></xsl:when>
                        <xsl:otherwise><xsl:call-template name="not-stated"/></xsl:otherwise>
                      </xsl:choose>
                    </entry>
                  </row>
                </xsl:for-each>
              </tbody>
            </tgroup>
          </informaltable>
        </xsl:when>
        <xsl:otherwise><para><xsl:value-of select="t:s('scope.nothing_excluded')"/></para></xsl:otherwise>
      </xsl:choose>
    </section>
    <xsl:call-template name="crossings"><xsl:with-param name="list" select="interface"/><xsl:with-param name="what" select="'interface'"/></xsl:call-template>
    <xsl:call-template name="crossings"><xsl:with-param name="list" select="dependency"/><xsl:with-param name="what" select="'dependency'"/></xsl:call-template>
    <section xml:id="considered">
      <title><xsl:value-of select="t:title('scope.considers')"/></title>
      <xsl:choose>
        <xsl:when test="considers/ref"><xsl:call-template name="by-kind"><xsl:with-param name="list" select="considers/ref"/></xsl:call-template></xsl:when>
        <xsl:otherwise><para><xsl:call-template name="not-stated"/></para></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <xsl:template name="crossings">
    <xsl:param name="list"/>
    <xsl:param name="what"/>
    <section><xsl:attribute name="xml:id"><xsl:value-of select="$what"/></xsl:attribute>
      <title><xsl:value-of select="t:s(concat('scope.', $what))"/></title>
      <xsl:choose>
        <xsl:when test="$list">
          <xsl:call-template name="block-table">
            <xsl:with-param name="list" select="$list"/>
            <xsl:with-param name="path" select="concat('scope.', $what)"/>
          </xsl:call-template>
        </xsl:when>
        <xsl:otherwise><para><xsl:call-template name="not-stated"/></para></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <!-- References gathered by what they are: one entry for each kind, in the order of first mention. -->
  <xsl:template name="by-kind">
    <xsl:param name="list"/>
    <variablelist role="fields">
      <xsl:for-each select="$list">
        <xsl:variable name="kind" select="substring-before(@key, '.')"/>
        <xsl:if test="generate-id() = generate-id($list[substring-before(@key, '.') = $kind][1])">
          <varlistentry>
            <term>
              <xsl:choose>
                <xsl:when test="t:kind($kind)"><xsl:value-of select="t:kind($kind)/@titles"/></xsl:when>
                <xsl:otherwise><xsl:value-of select="t:s(concat('kinds.', $kind))"/></xsl:otherwise>
              </xsl:choose>
            </term>
            <listitem><para><t:refs select="$list[substring-before(@key, '.') = $kind]"/></para></listitem>
          </varlistentry>
        </xsl:if>
      </xsl:for-each>
    </variablelist>
  </xsl:template>
</xsl:stylesheet>
