<?xml version="1.0" encoding="UTF-8"?>
<!-- A DocBook article → an HTML page: the frame with navigation, contents of the page, and one template for each DocBook element that
     documents use. No style or script within the page; everything works without JavaScript. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:db="http://docbook.org/ns/docbook"
  xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:func="http://exslt.org/functions" xmlns:t="urn:ismsc:text"
  extension-element-prefixes="func t" exclude-result-prefixes="db xlink">

  <xsl:import href="inline.xsl"/>
  <xsl:import href="table.xsl"/>


  <xsl:param name="root" select="''"/>
  <xsl:param name="draft" select="false()"/>
  <xsl:param name="accent" select="''"/>
    <xsl:param name="navigation-uri" select="'ismsc:navigation'"/>
  <xsl:param name="strings-uri" select="'ismsc:strings'"/>

  <xsl:variable name="strings" select="document($strings-uri)"/>
  <xsl:variable name="set" select="document($navigation-uri)/documents"/>
  <xsl:variable name="article" select="/db:article"/>
  <!-- The document that is the site's first page, index.html. -->
  <xsl:variable name="index" select="string($set/document[@index]/@id)"/>

  <xsl:key name="in-group" match="/documents/document" use="@group"/>

  <xsl:template match="/">
    <xsl:apply-templates select="db:article"/>
  </xsl:template>

  <xsl:template match="db:article">
    <html lang="{@xml:lang}" data-filter="{t:s('page.filter')}" data-filter-count="{t:s('page.filter.count')}" data-theme-label="{t:s('page.theme')}"
      data-theme-auto="{t:s('page.theme.auto')}" data-theme-light="{t:s('page.theme.light')}" data-theme-dark="{t:s('page.theme.dark')}">
      <xsl:call-template name="head"/>
      <body>
        <a class="skip" href="#main"><xsl:value-of select="t:s('page.skip')"/></a>
        <header class="top">
          <a class="brand" href="{$root}index.html">
            <svg class="mark" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
              <rect x="1" y="1" width="14" height="14" rx="3">
                <xsl:if test="starts-with($accent, '#')"><xsl:attribute name="fill"><xsl:value-of select="$accent"/></xsl:attribute></xsl:if>
              </rect>
            </svg>
            <span><xsl:value-of select="db:info/db:orgname"/></span>
          </a>
          <a class="menu" href="#set"><xsl:value-of select="t:s('page.documents')"/></a>
          <xsl:if test="$draft"><span class="badge bad"><xsl:value-of select="t:s('page.draft')"/></span></xsl:if>
        </header>
        <div class="frame">
          <xsl:call-template name="navigation"/>
          <main id="main" tabindex="-1">
            <article id="{@xml:id}">
              <xsl:apply-templates select="@role"/>
              <header>
                <p class="eyebrow"><xsl:call-template name="eyebrow"/></p>
                <h1><xsl:apply-templates select="db:info/db:title/node()"/></h1>
                <xsl:apply-templates select="*[not(self::db:info or self::db:section)]"/>
                <xsl:call-template name="contents"/>
              </header>
              <xsl:apply-templates select="db:section"/>
            </article>
          </main>
        </div>
        <footer class="bottom">
          <p>
            <xsl:value-of select="db:info/db:orgname"/><xsl:text> · </xsl:text><xsl:value-of select="db:info/db:title"/><xsl:text> · </xsl:text>
            <xsl:value-of select="t:s('page.as_of')"/><xsl:text> </xsl:text><time><xsl:value-of select="db:info/db:date"/></time><xsl:text> · </xsl:text>
            <xsl:value-of select="t:s('page.made_with')"/><xsl:text> </xsl:text><xsl:value-of select="db:info/db:releaseinfo"/>
          </p>
        </footer>
      </body>
    </html>
  </xsl:template>

  <!-- Above the title: what sort of document it is. -->
  <xsl:template name="eyebrow">
    <xsl:choose>
      <xsl:when test="db:info/db:subtitle"><xsl:apply-templates select="db:info/db:subtitle/node()"/></xsl:when>
      <xsl:otherwise>
        <xsl:for-each select="$set/group[@id = $set/document[@current]/@group]"><xsl:value-of select="t:group(.)"/></xsl:for-each>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="head">
    <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <!-- file: because a page opened from a folder has no origin of its own that 'self' could mean. -->
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self' file:; script-src 'self' file:; img-src 'self' file: data:; base-uri 'none'; form-action 'none'"/>
      <meta name="color-scheme" content="light dark"/>
      <title><xsl:value-of select="db:info/db:title"/><xsl:text> · </xsl:text><xsl:value-of select="db:info/db:orgname"/></title>
      <link rel="icon" href="data:,"/>
      <link rel="stylesheet" href="{$root}assets/site.css"/>
      <script src="{$root}assets/site.js" defer="defer"/>
    </head>
  </xsl:template>

  <!-- All documents in groups: beside the text on wide screens, behind it on phones. Large groups open where the reader is in them. -->
  <xsl:template name="navigation">
    <nav class="set" id="set" aria-label="{t:s('page.documents')}">
      <xsl:for-each select="$set/group[key('in-group', @id)]">
        <xsl:choose>
          <xsl:when test="count(key('in-group', @id)) > 9">
            <details>
              <xsl:if test="key('in-group', @id)[@current]"><xsl:attribute name="open">open</xsl:attribute></xsl:if>
              <summary class="group"><span id="nav-{@id}"><xsl:value-of select="t:group(.)"/></span><xsl:text> </xsl:text>
                <span class="count"><xsl:value-of select="count(key('in-group', @id))"/></span></summary>
              <xsl:call-template name="navigation-group"/>
            </details>
          </xsl:when>
          <xsl:otherwise>
            <p class="group" id="nav-{@id}"><xsl:value-of select="t:group(.)"/></p>
            <xsl:call-template name="navigation-group"/>
          </xsl:otherwise>
        </xsl:choose>
      </xsl:for-each>
    </nav>
  </xsl:template>

  <xsl:template name="navigation-group">
    <ul aria-labelledby="nav-{@id}">
      <xsl:for-each select="key('in-group', @id)">
        <li>
          <a href="{@page}">
            <xsl:if test="@current"><xsl:attribute name="aria-current">page</xsl:attribute></xsl:if>
            <xsl:choose>
              <xsl:when test="$titled"><xsl:call-template name="document-title"/></xsl:when>
              <xsl:otherwise><xsl:value-of select="@title"/></xsl:otherwise>
            </xsl:choose>
          </a>
        </li>
      </xsl:for-each>
    </ul>
  </xsl:template>

  <func:function name="t:group">
    <xsl:param name="group"/>
    <xsl:variable name="own" select="t:s(concat('group.', $group/@id))"/>
    <xsl:choose>
      <xsl:when test="$own != ''"><func:result select="$own"/></xsl:when>
      <xsl:otherwise><func:result select="string($group/@title)"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- Titles are asked for only in a language that has its own. -->
  <xsl:variable name="titled" select="boolean($strings/strings/s[starts-with(@id, 'title.')])"/>

  <xsl:template name="document-title">
    <xsl:choose>
      <xsl:when test="t:s(concat('title.', @id)) != ''"><xsl:value-of select="t:s(concat('title.', @id))"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="@title"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Contents of the page: its sections. -->
  <xsl:template name="contents">
    <xsl:if test="count(db:section) > 2">
      <nav class="contents" aria-label="{t:s('page.on_this_page')}">
        <p><xsl:value-of select="t:s('page.on_this_page')"/></p>
        <ul>
          <xsl:for-each select="db:section[@xml:id]">
            <li><a href="#{@xml:id}"><xsl:value-of select="db:title"/></a></li>
          </xsl:for-each>
        </ul>
      </nav>
    </xsl:if>
  </xsl:template>

  <!-- Blocks. -->

  <xsl:template match="db:section"><t:html name="section"/></xsl:template>

  <xsl:template match="db:section/db:title">
    <xsl:call-template name="heading"><xsl:with-param name="level" select="count(ancestor::db:section) + 1"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="db:bridgehead">
    <xsl:call-template name="heading">
      <xsl:with-param name="level" select="count(ancestor::db:section) + 2"/>
      <xsl:with-param name="class" select="'bridge'"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="heading">
    <xsl:param name="level"/>
    <xsl:param name="class" select="''"/>
    <xsl:variable name="name">
      <xsl:choose>
        <xsl:when test="$level > 6">h6</xsl:when>
        <xsl:otherwise>h<xsl:value-of select="$level"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:element name="{$name}">
      <xsl:if test="$class != ''"><xsl:attribute name="class"><xsl:value-of select="$class"/></xsl:attribute></xsl:if>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="db:info"/>

  <!-- Charts. The words of a chart are its label; what it shows stands as numbers beside it. -->
  <xsl:template match="db:figure">
    <figure>
      <xsl:apply-templates select="@xml:id | @role"/>
      <xsl:if test="db:title"><figcaption><xsl:apply-templates select="db:title/node()"/></figcaption></xsl:if>
      <xsl:apply-templates select="db:mediaobject"/>
    </figure>
  </xsl:template>

  <!-- The only paragraph of an item or a cell needs no element of its own. -->
  <xsl:template match="db:para">
    <xsl:choose>
      <xsl:when test="node()"><t:html name="p" bare="alone"/></xsl:when>
      <xsl:when test="@xml:id"><div class="anchor" id="{@xml:id}"/></xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="db:warning | db:note | db:important">
    <div class="notice" role="note"><xsl:apply-templates/></div>
  </xsl:template>

  <xsl:template match="db:blockquote"><t:html name="blockquote"/></xsl:template>

  <xsl:template match="db:programlisting"><pre><code><xsl:apply-templates/></code></pre></xsl:template>

  <xsl:template match="db:itemizedlist | db:simplelist"><t:html name="ul"/></xsl:template>

  <xsl:template match="db:orderedlist">
    <ol>
      <xsl:if test="@startingnumber"><xsl:attribute name="start"><xsl:value-of select="@startingnumber"/></xsl:attribute></xsl:if>
      <xsl:apply-templates/>
    </ol>
  </xsl:template>

  <xsl:template match="db:member | db:listitem"><t:html name="li"/></xsl:template>

  <xsl:template match="db:variablelist">
    <xsl:if test="db:title"><p class="list-title"><xsl:apply-templates select="db:title/node()"/></p></xsl:if>
    <dl><xsl:apply-templates select="@role"/><xsl:apply-templates select="db:varlistentry"/></dl>
  </xsl:template>

  <!-- The control box is one thing with a name. -->
  <xsl:template match="db:variablelist[@role = 'control']">
    <section class="control" aria-label="{db:title}">
      <dl><xsl:apply-templates select="db:varlistentry"/></dl>
    </section>
  </xsl:template>

  <xsl:template match="db:varlistentry"><t:html name="div"/></xsl:template>
  <xsl:template match="db:term"><t:html name="dt"/></xsl:template>
  <xsl:template match="db:varlistentry/db:listitem"><t:html name="dd"/></xsl:template>

  <xsl:template match="@xml:id"><xsl:attribute name="id"><xsl:value-of select="."/></xsl:attribute></xsl:template>
  <xsl:template match="@role"><xsl:attribute name="class"><xsl:value-of select="."/></xsl:attribute></xsl:template>
</xsl:stylesheet>
