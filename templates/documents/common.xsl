<?xml version="1.0" encoding="UTF-8"?>
<!-- What all documents share: the article with its control box, introduction and findings; values, references, prose and tables of
     entities. Reads a slice of the XML model, writes DocBook 5. A document's own stylesheet imports this one and gives the template
     of mode "body". -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://docbook.org/ns/docbook"
  xmlns:db="http://docbook.org/ns/docbook" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:func="http://exslt.org/functions"
  xmlns:t="urn:ismsc:text" extension-element-prefixes="func t" exclude-result-prefixes="db t">

  <xsl:include href="findings.xsl"/>
  <xsl:include href="values.xsl"/>
  <xsl:include href="prose.xsl"/>
  <xsl:include href="entities.xsl"/>

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>

  <xsl:param name="draft" select="false()"/>

  <xsl:variable name="isms" select="/isms"/>
  <!-- The entity that the document is about, and the one that controls it. -->
  <xsl:variable name="subject-key" select="string(/isms/@subject)"/>
  <xsl:variable name="control-key" select="string(/isms/@control)"/>
  <xsl:variable name="subject" select="/isms[$subject-key != '']/*[@key = $subject-key]"/>
  <xsl:variable name="control" select="/isms[$control-key != '']/*[@key = $control-key]"/>
  <xsl:variable name="today" select="number(translate(/isms/@as-of, '-', ''))"/>

  <!-- Words. -->

  <!-- A document's title in the language of the strings, where they have one. -->
  <func:function name="t:document-title">
    <xsl:param name="id"/>
    <xsl:param name="title"/>
    <xsl:variable name="own" select="t:s(concat('title.', $id))"/>
    <xsl:choose>
      <xsl:when test="$own != ''"><func:result select="$own"/></xsl:when>
      <xsl:otherwise><func:result select="string($title)"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- The title of a field: from the language, else from its name. -->
  <func:function name="t:title">
    <xsl:param name="path"/>
    <xsl:variable name="field" select="t:field($path)"/>
    <xsl:choose>
      <xsl:when test="$field"><func:result select="string($field/@title)"/></xsl:when>
      <xsl:otherwise>
        <xsl:variable name="name">
          <xsl:call-template name="last-word"><xsl:with-param name="path" select="$path"/></xsl:call-template>
        </xsl:variable>
        <func:result select="concat(translate(substring($name, 1, 1), 'abcdefghijklmnopqrstuvwxyz',
          'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), translate(substring($name, 2), '_', ' '))"/>
      </xsl:otherwise>
    </xsl:choose>
  </func:function>

  <xsl:template name="last-word">
    <xsl:param name="path"/>
    <xsl:choose>
      <xsl:when test="contains($path, '.')">
        <xsl:call-template name="last-word"><xsl:with-param name="path" select="substring-after($path, '.')"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$path"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The article. -->

  <xsl:variable name="design">
    <xsl:choose>
      <xsl:when test="/isms/@subject"><xsl:value-of select="local-name($subject)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="/isms/@document"/></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>

  <xsl:template match="/">
    <xsl:apply-templates select="isms"/>
  </xsl:template>

  <xsl:template match="isms">
    <article version="5.0" xml:lang="{@language}" role="{$design}">
      <xsl:attribute name="xml:id">
        <xsl:choose>
          <xsl:when test="@subject"><xsl:value-of select="@subject"/></xsl:when>
          <xsl:otherwise>document-<xsl:value-of select="translate(@document, '/', '.')"/></xsl:otherwise>
        </xsl:choose>
      </xsl:attribute>
      <xsl:if test="$draft"><xsl:attribute name="status">draft</xsl:attribute></xsl:if>
      <info>
        <xsl:apply-templates select="." mode="title"/>
        <orgname><xsl:value-of select="@project"/></orgname>
        <date><xsl:value-of select="@as-of"/></date>
        <releaseinfo>ismsc <xsl:value-of select="@version"/></releaseinfo>
      </info>
      <xsl:if test="$draft"><warning role="draft"><para><xsl:value-of select="t:s('draft')"/><xsl:text> </xsl:text><link xlink:href="{documents/document[@index]/@href}#mistakes"><xsl:value-of select="t:s('draft.see')"/></link></para></warning></xsl:if>
      <xsl:apply-templates select="." mode="control"/>
      <xsl:apply-templates select="." mode="intro"/>
      <xsl:variable name="controlling" select="$control[@href]"/>
      <xsl:apply-templates select="$controlling/text/db:*" mode="prose"/>
      <xsl:apply-templates select="." mode="body"/>
      <xsl:for-each select="$controlling"><xsl:call-template name="history"/></xsl:for-each>
      <xsl:apply-templates select="findings" mode="findings"/>
    </article>
  </xsl:template>

  <xsl:template match="isms" mode="title">
    <title><xsl:value-of select="t:document-title(@document, @title)"/></title>
  </xsl:template>

  <!-- Document control: the fields of the controlling entity, else those that the document's own statement has. -->
  <xsl:template match="isms" mode="control">
    <xsl:variable name="c" select="($control | self::isms[not(@control)]/scope | self::isms[not(@control)]/method)[1]"/>
    <variablelist role="control">
      <title><xsl:value-of select="t:s('control.title')"/></title>
      <xsl:call-template name="pair">
        <xsl:with-param name="label" select="t:s('control.id')"/>
        <xsl:with-param name="text" select="translate(@document, '/', ' ')"/>
      </xsl:call-template>
      <xsl:call-template name="answers"/>
      <xsl:call-template name="control-field"><xsl:with-param name="label" select="'version'"/><xsl:with-param name="f" select="$c/version"/></xsl:call-template>
      <varlistentry>
        <term><xsl:value-of select="t:s('control.status')"/></term>
        <listitem><para>
          <xsl:choose>
            <xsl:when test="$c"><xsl:for-each select="$c"><xsl:call-template name="document-state"/></xsl:for-each></xsl:when>
            <xsl:otherwise><xsl:value-of select="t:s('state.generated')"/></xsl:otherwise>
          </xsl:choose>
        </para></listitem>
      </varlistentry>
      <xsl:call-template name="control-field"><xsl:with-param name="label" select="'classification'"/><xsl:with-param name="f" select="$c/classification"/></xsl:call-template>
      <xsl:call-template name="control-field"><xsl:with-param name="label" select="'owner'"/><xsl:with-param name="f" select="$c/owner"/></xsl:call-template>
      <xsl:call-template name="control-field"><xsl:with-param name="label" select="'approver'"/><xsl:with-param name="f" select="$c/approver"/></xsl:call-template>
      <xsl:call-template name="control-field"><xsl:with-param name="label" select="'approved'"/><xsl:with-param name="f" select="$c/approved"/></xsl:call-template>
      <varlistentry>
        <term><xsl:value-of select="t:s('control.next_review')"/></term>
        <listitem><para>
          <xsl:choose>
            <xsl:when test="$c/next_review">
              <xsl:value-of select="$c/next_review/value"/>
              <xsl:if test="t:day($c/next_review/value) &lt; $today">
                <xsl:text> </xsl:text><phrase role="badge warn"><xsl:value-of select="t:s('overdue')"/></phrase>
              </xsl:if>
            </xsl:when>
            <xsl:otherwise><xsl:call-template name="not-stated"/></xsl:otherwise>
          </xsl:choose>
        </para></listitem>
      </varlistentry>
      <xsl:call-template name="pair">
        <xsl:with-param name="label" select="t:s('control.as_of')"/>
        <xsl:with-param name="text" select="@as-of"/>
      </xsl:call-template>
      <xsl:if test="$c/distribution">
        <varlistentry role="full">
          <term><xsl:value-of select="t:s('control.distribution')"/></term>
          <listitem><para><t:inline select="$c/distribution"/></para></listitem>
        </varlistentry>
      </xsl:if>
    </variablelist>
  </xsl:template>

  <!-- What the document answers: what it says itself that it puts in force, else the clauses of its design. -->
  <xsl:template name="answers">
    <xsl:variable name="own" select="$subject/implements/* | $control/answers/ref[contains(' clause chapter control annex_control own_control ', concat(' ', substring-before(@key, '.'), ' '))]"/>
    <xsl:if test="$own or @clauses">
      <varlistentry>
        <term><xsl:value-of select="t:s('control.answers')"/></term>
        <listitem><para>
          <xsl:choose>
            <xsl:when test="$own"><t:refs select="$own" show="code"/></xsl:when>
            <xsl:otherwise><xsl:call-template name="clauses"/></xsl:otherwise>
          </xsl:choose>
        </para></listitem>
      </varlistentry>
    </xsl:if>
  </xsl:template>

  <!-- The stated status; where there is none, the day of approval decides. What says that it is approved has to say since when. -->
  <xsl:template name="document-state">
    <xsl:choose>
      <xsl:when test="status/value/@name = 'approved' and not(t:day(approved/value) &lt;= $today)"><phrase role="badge bad"><xsl:value-of select="t:s('state.undated')"/></phrase></xsl:when>
      <xsl:when test="status"><t:inline select="status"/></xsl:when>
      <xsl:when test="t:day(approved/value) &lt;= $today"><phrase role="badge good"><xsl:value-of select="t:s('state.approved')"/></phrase></xsl:when>
      <xsl:otherwise><phrase role="badge open"><xsl:value-of select="t:s('state.not_approved')"/></phrase></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="clauses">
    <xsl:value-of select="t:commas(@clauses)"/>
  </xsl:template>

  <xsl:template name="control-field">
    <xsl:param name="label"/>
    <xsl:param name="f"/>
    <varlistentry>
      <term><xsl:value-of select="t:s(concat('control.', $label))"/></term>
      <listitem><para>
        <xsl:choose>
          <xsl:when test="$f"><t:inline select="$f"/></xsl:when>
          <xsl:otherwise><xsl:call-template name="not-stated"/></xsl:otherwise>
        </xsl:choose>
      </para></listitem>
    </varlistentry>
  </xsl:template>

  <xsl:template name="not-stated"><phrase role="missing"><xsl:value-of select="t:s('not_stated')"/></phrase></xsl:template>

  <xsl:template name="pair">
    <xsl:param name="label"/>
    <xsl:param name="text"/>
    <varlistentry>
      <term><xsl:value-of select="$label"/></term>
      <listitem><para><xsl:value-of select="$text"/></para></listitem>
    </varlistentry>
  </xsl:template>

  <!-- A document that has a text of its own says itself what it is for. -->
  <xsl:template match="isms" mode="intro">
    <xsl:variable name="purpose" select="t:s(concat('intro.', $design))"/>
    <xsl:variable name="read" select="t:s(concat('read.', $design))"/>
    <xsl:choose>
      <xsl:when test="@subject"/>
      <xsl:when test="$purpose != ''"><para role="lead"><xsl:value-of select="$purpose"/></para></xsl:when>
      <xsl:otherwise><para role="lead"><xsl:value-of select="t:s1('intro.register', t:document-title(@document, @title))"/></para></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="$read != ''"><para><xsl:value-of select="$read"/></para></xsl:if>
  </xsl:template>

  <!-- The change history of a controlled document. -->
  <xsl:template name="history">
    <xsl:if test="history">
      <section xml:id="history">
        <title><xsl:value-of select="t:s('policy.history')"/></title>
        <xsl:call-template name="block-table">
          <xsl:with-param name="list" select="history"/>
          <xsl:with-param name="path" select="concat(local-name(), '.history')"/>
        </xsl:call-template>
      </section>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
