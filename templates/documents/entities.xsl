<?xml version="1.0" encoding="UTF-8"?>
<!-- Entities: in full, as a line of a register, as the instances of a block. Included by common.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://docbook.org/ns/docbook"
  xmlns:db="http://docbook.org/ns/docbook" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:func="http://exslt.org/functions"
  xmlns:t="urn:ismsc:text" extension-element-prefixes="func t" exclude-result-prefixes="db t">

  <!-- Entities with all their fields. -->

  <!-- Parameters of a kind that are shown as a list of pairs: own fields first, then who refers to it. -->
  <xsl:template name="fields">
    <xsl:param name="kind" select="local-name()"/>
    <xsl:param name="skip" select="' '"/>
    <xsl:variable name="own" select="*[not(@inverse) and not(contains($skip, concat(' ', local-name(), ' ')))]"/>
    <xsl:variable name="inverse" select="*[@inverse]"/>
    <xsl:if test="$own">
      <variablelist role="fields">
        <xsl:call-template name="field-entries">
          <xsl:with-param name="list" select="$own"/>
          <xsl:with-param name="path" select="$kind"/>
        </xsl:call-template>
      </variablelist>
    </xsl:if>
    <xsl:if test="$inverse">
      <variablelist role="fields inverse">
        <title><xsl:value-of select="t:s('referred_to_by')"/></title>
        <xsl:call-template name="field-entries">
          <xsl:with-param name="list" select="$inverse"/>
          <xsl:with-param name="path" select="$kind"/>
        </xsl:call-template>
      </variablelist>
    </xsl:if>
  </xsl:template>

  <!-- One entry for each field; the instances of a block are gathered in one. -->
  <xsl:template name="field-entries">
    <xsl:param name="list"/>
    <xsl:param name="path"/>
    <xsl:for-each select="$list">
      <xsl:variable name="name" select="local-name()"/>
      <xsl:if test="not(@key) or @n = 1">
        <varlistentry>
          <term><t:label/></term>
          <listitem>
            <xsl:choose>
              <xsl:when test="not(@key) and (ref or value and not(value[2]))"><para><t:inline select="."/></para></xsl:when>
              <xsl:when test="@key">
                <xsl:call-template name="blocks">
                  <xsl:with-param name="list" select="../*[local-name() = $name]"/>
                  <xsl:with-param name="path" select="concat($path, '.', $name)"/>
                </xsl:call-template>
              </xsl:when>
              <xsl:when test="db:*"><xsl:apply-templates select="db:*" mode="prose"/></xsl:when>
              <xsl:when test="count(value) > 1 and value[string-length(.) > 40]">
                <itemizedlist>
                  <xsl:for-each select="value"><listitem><para><xsl:value-of select="."/></para></listitem></xsl:for-each>
                </itemizedlist>
              </xsl:when>
              <xsl:otherwise>
                <para>
                  <t:inline select="."/>
                </para>
              </xsl:otherwise>
            </xsl:choose>
          </listitem>
        </varlistentry>
      </xsl:if>
    </xsl:for-each>
  </xsl:template>

  <!-- The instances of a block: a table where they are many and simple, else one list after the other. -->
  <xsl:template name="blocks">
    <xsl:param name="list"/>
    <xsl:param name="path"/>
    <xsl:choose>
      <xsl:when test="count($list) > 1 and not($list/*/*[not(self::ref or self::value)]) and not($list/*[@key]) and count($list[1]/*) &lt; 6">
        <xsl:call-template name="block-table">
          <xsl:with-param name="list" select="$list"/>
          <xsl:with-param name="path" select="$path"/>
        </xsl:call-template>
      </xsl:when>
      <!-- A few short facts need no list of their own. -->
      <xsl:when test="count($list) = 1 and not($list/@title) and $list/* and count($list/*) &lt; 6 and not($list/*[not(value or ref or unread)]) and
        string-length($list) &lt; 160">
        <para><xsl:attribute name="xml:id"><xsl:value-of select="$list/@key"/></xsl:attribute>
          <xsl:for-each select="$list"><xsl:call-template name="block-inline"/></xsl:for-each>
        </para>
      </xsl:when>
      <xsl:otherwise>
        <xsl:for-each select="$list">
          <xsl:variable name="head" select="*[value[@name = current()/@head or . = current()/@head] or ref/@id = current()/@head][1]"/>
          <para role="block"><xsl:attribute name="xml:id"><xsl:value-of select="@key"/></xsl:attribute>
            <xsl:choose>
              <xsl:when test="@title"><xsl:value-of select="@title"/></xsl:when>
              <xsl:when test="$head">
                <t:inline select="$head"/>
              </xsl:when>
              <xsl:when test="count($list) > 1"><xsl:value-of select="@n"/></xsl:when>
            </xsl:choose>
          </para>
          <xsl:variable name="head-name" select="local-name($head)"/>
          <xsl:variable name="rest" select="*[@title or local-name() != $head-name]"/>
          <xsl:if test="$rest">
            <variablelist role="fields">
              <xsl:call-template name="field-entries">
                <xsl:with-param name="list" select="$rest"/>
                <xsl:with-param name="path" select="$path"/>
              </xsl:call-template>
            </variablelist>
          </xsl:if>
        </xsl:for-each>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Columns are the fields that any instance has, in the order of the language. -->
  <xsl:template name="block-table">
    <xsl:param name="list"/>
    <xsl:param name="path"/>
    <xsl:variable name="titled" select="boolean($list/@title)"/>
    <xsl:variable name="inner" select="t:field($path)/field"/>
    <xsl:variable name="used">
      <xsl:for-each select="$inner">
        <xsl:if test="$list/*[local-name() = current()/@name]"><xsl:value-of select="concat(' ', @name, ' ')"/></xsl:if>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="shown" select="$inner[contains($used, concat(' ', @name, ' '))]"/>
    <informaltable role="blocks">
      <tgroup cols="{count($shown) + $titled}">
        <xsl:if test="$titled"><colspec/></xsl:if>
        <xsl:for-each select="$shown"><colspec/></xsl:for-each>
        <thead><row>
          <xsl:if test="$titled"><entry><xsl:value-of select="t:field($path)/@title"/></entry></xsl:if>
          <xsl:for-each select="$shown"><entry><xsl:call-template name="cell-role"/><xsl:value-of select="@title"/></entry></xsl:for-each>
        </row></thead>
        <tbody>
          <xsl:for-each select="$list">
            <xsl:variable name="block" select="."/>
            <row><xsl:attribute name="xml:id"><xsl:value-of select="@key"/></xsl:attribute>
              <xsl:if test="$titled"><entry><xsl:value-of select="@title"/></entry></xsl:if>
              <xsl:for-each select="$shown">
                <xsl:variable name="cell" select="$block/*[local-name() = current()/@name]"/>
                <entry>
                  <xsl:call-template name="cell-role"/>
                  <xsl:choose>
                    <xsl:when test="$cell">
                      <t:inline select="$cell"/>
                    </xsl:when>
                    <xsl:otherwise>–</xsl:otherwise>
                  </xsl:choose>
                </entry>
              </xsl:for-each>
            </row>
          </xsl:for-each>
        </tbody>
      </tgroup>
    </informaltable>
  </xsl:template>

  <!-- The name of an entity in a table: code and title, a link to its details. -->
  <xsl:template name="name">
    <xsl:param name="href" select="concat('#', @key)"/>
    <xsl:variable name="code" select="t:code(@id)"/>
    <xsl:if test="$code and @title != @id"><phrase role="id"><xsl:value-of select="@id"/></phrase><xsl:text> </xsl:text></xsl:if>
    <xsl:choose>
      <xsl:when test="@title != '' and starts-with($href, '#')"><link linkend="{substring($href, 2)}"><xsl:value-of select="@title"/></link></xsl:when>
      <xsl:when test="@title != '' and $href != ''"><link xlink:href="{$href}"><xsl:value-of select="@title"/></link></xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="link">
          <xsl:with-param name="href" select="$href"/>
          <xsl:with-param name="text"><xsl:call-template name="title-of"/></xsl:with-param>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The same where it stands itself. -->
  <xsl:template name="heading">
    <xsl:if test="t:code(@id) and @title != @id"><phrase role="id"><xsl:value-of select="@id"/></phrase><xsl:text> </xsl:text></xsl:if>
    <xsl:call-template name="title-of"/>
  </xsl:template>

  <xsl:template name="title-of">
    <xsl:choose>
      <xsl:when test="@title != ''"><xsl:value-of select="@title"/></xsl:when>
      <xsl:when test="@id"><xsl:value-of select="@id"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="t:kind(local-name())/@title"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The register of a kind: a table of its columns. `k`: the kind in the language; `list`: its entities. -->
  <xsl:template name="register">
    <xsl:param name="k"/>
    <xsl:param name="list"/>
    <informaltable role="register">
      <tgroup cols="{1 + count($k/field[@column])}">
        <colspec colwidth="3*"/>
        <xsl:for-each select="$k/field[@column]"><colspec colwidth="2*"/></xsl:for-each>
        <thead><row>
          <entry><xsl:value-of select="$k/@title"/></entry>
          <xsl:for-each select="$k/field[@column]">
            <xsl:sort select="@column" data-type="number"/>
            <entry><xsl:call-template name="cell-role"/><xsl:value-of select="@title"/></entry>
          </xsl:for-each>
        </row></thead>
        <tbody>
          <xsl:for-each select="$list">
            <xsl:variable name="e" select="."/>
            <row>
              <entry role="name"><xsl:call-template name="name"/></entry>
              <xsl:for-each select="$k/field[@column]">
                <xsl:sort select="@column" data-type="number"/>
                <xsl:variable name="f" select="$e/*[local-name() = current()/@name]"/>
                <entry>
                  <xsl:call-template name="cell-role"/>
                  <xsl:call-template name="cell"><xsl:with-param name="f" select="$f"/></xsl:call-template>
                </entry>
              </xsl:for-each>
            </row>
          </xsl:for-each>
        </tbody>
      </tgroup>
    </informaltable>
  </xsl:template>

  <xsl:template name="cell-role">
    <xsl:if test="@type = 'int' or @type = 'number' or @type = 'percent' or @type = 'money'"><xsl:attribute name="role">number</xsl:attribute></xsl:if>
    <xsl:if test="@type = 'date'"><xsl:attribute name="role">date</xsl:attribute></xsl:if>
    <xsl:if test="@type = 'text' or @type = 'block'"><xsl:attribute name="role">long</xsl:attribute></xsl:if>
  </xsl:template>

  <!-- A cell of a register: short. The context is the field in the language. -->
  <xsl:template name="cell">
    <xsl:param name="f"/>
    <xsl:choose>
      <xsl:when test="not($f)">–</xsl:when>
      <xsl:when test="$f/ref"><t:refs select="$f/ref | $f/unread" show="code"/></xsl:when>
      <xsl:when test="$f/@key">
        <xsl:for-each select="$f">
          <xsl:if test="position() > 1">; </xsl:if>
          <xsl:choose>
            <xsl:when test="@title"><xsl:value-of select="@title"/></xsl:when>
            <xsl:otherwise><xsl:call-template name="block-inline"/></xsl:otherwise>
          </xsl:choose>
        </xsl:for-each>
      </xsl:when>
      <xsl:when test="$f/db:*"><xsl:apply-templates select="$f/db:*" mode="prose"/></xsl:when>
      <xsl:otherwise><t:inline select="$f"/></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="(@name = 'next_review' or @name = 'next') and t:day($f/value) &lt; $today">
      <xsl:text> </xsl:text><phrase role="badge warn"><xsl:value-of select="t:s('overdue')"/></phrase>
    </xsl:if>
  </xsl:template>

  <!-- An entity in full, with its anchor. -->
  <xsl:template name="details">
    <section role="entity"><xsl:attribute name="xml:id"><xsl:value-of select="@key"/></xsl:attribute>
      <title><xsl:call-template name="heading"/></title>
      <xsl:call-template name="fields"/>
      <xsl:if test="not(*)"><para><xsl:call-template name="not-stated"/></para></xsl:if>
    </section>
  </xsl:template>

  <!-- A number of things as a tile of a summary: the number, of how many, its label. -->
  <xsl:template name="tile">
    <xsl:param name="n"/>
    <xsl:param name="of" select="''"/>
    <xsl:param name="label"/>
    <xsl:param name="tone" select="''"/>
    <varlistentry>
      <xsl:if test="$tone != ''"><xsl:attribute name="role"><xsl:value-of select="$tone"/></xsl:attribute></xsl:if>
      <term><xsl:value-of select="$label"/></term>
      <listitem><para><xsl:value-of select="$n"/><xsl:if test="$of != ''"><xsl:text> </xsl:text><phrase role="of">/ <xsl:value-of select="$of"/></phrase></xsl:if></para></listitem>
    </varlistentry>
  </xsl:template>
</xsl:stylesheet>
