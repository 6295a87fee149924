<?xml version="1.0" encoding="UTF-8"?>
<!-- What all documents share: the article with its control box, introduction and findings; values, references, prose and tables of
     entities. Reads a slice of the XML model, writes DocBook 5. A document's own stylesheet imports this one and gives the template
     of mode "body". -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://docbook.org/ns/docbook"
  xmlns:db="http://docbook.org/ns/docbook" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:func="http://exslt.org/functions"
  xmlns:t="urn:ismsc:text" extension-element-prefixes="func" exclude-result-prefixes="db t">

  <xsl:output method="xml" encoding="UTF-8" indent="no"/>

  <xsl:param name="draft" select="false()"/>

  <xsl:variable name="isms" select="/isms"/>
  <xsl:variable name="today" select="number(translate(/isms/@as-of, '-', ''))"/>

  <!-- Keys begin at the root: libxslt looks through the whole document for any other. -->
  <xsl:key name="entity" match="/isms/*[@key]" use="@key"/>
  <xsl:key name="kind" match="/isms/language/kind" use="@name"/>
  <xsl:key name="of-kind" match="/isms/*[@key]" use="local-name()"/>
  <!-- By path: kind and name, with the blocks between. -->
  <xsl:key name="field" match="/isms/language//field" use="@path"/>
  <xsl:key name="set" match="/isms/documents/document" use="@id"/>

  <!-- Words. -->

  <!-- The string with {1} replaced. -->
  <func:function name="t:s1">
    <xsl:param name="id"/>
    <xsl:param name="one"/>
    <xsl:variable name="s" select="t:s($id)"/>
    <func:result select="concat(substring-before($s, '{1}'), $one, substring-after($s, '{1}'))"/>
  </func:function>

  <!-- A count with its noun: ID.one or ID.many, each holding {1}. -->
  <func:function name="t:n">
    <xsl:param name="id"/>
    <xsl:param name="n"/>
    <xsl:choose>
      <xsl:when test="$n = 1"><func:result select="t:s1(concat($id, '.one'), $n)"/></xsl:when>
      <xsl:otherwise><func:result select="t:s1(concat($id, '.many'), $n)"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

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
    <xsl:variable name="field" select="key('field', $path)"/>
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
      <xsl:when test="/isms/@subject"><xsl:value-of select="local-name(key('entity', /isms/@subject))"/></xsl:when>
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
      <xsl:variable name="controlling" select="key('entity', @control)[@href]"/>
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
    <xsl:variable name="c" select="(key('entity', @control) | self::isms[not(@control)]/scope | self::isms[not(@control)]/method)[1]"/>
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
          <listitem><para><xsl:apply-templates select="$c/distribution" mode="inline"/></para></listitem>
        </varlistentry>
      </xsl:if>
    </variablelist>
  </xsl:template>

  <!-- What the document answers: what it says itself that it puts in force, else the clauses of its design. -->
  <xsl:template name="answers">
    <xsl:variable name="own" select="key('entity', @subject)/implements/* |
      key('entity', @control)/answers/ref[@kind = 'clause' or @kind = 'chapter' or @kind = 'control' or @kind = 'annex_control' or @kind = 'own_control']"/>
    <xsl:if test="$own or @clauses">
      <varlistentry>
        <term><xsl:value-of select="t:s('control.answers')"/></term>
        <listitem><para>
          <xsl:choose>
            <xsl:when test="$own"><xsl:call-template name="refs"><xsl:with-param name="list" select="$own"/><xsl:with-param name="short" select="true()"/></xsl:call-template></xsl:when>
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
      <xsl:when test="status"><xsl:apply-templates select="status" mode="inline"/></xsl:when>
      <xsl:when test="t:day(approved/value) &lt;= $today"><phrase role="badge good"><xsl:value-of select="t:s('state.approved')"/></phrase></xsl:when>
      <xsl:otherwise><phrase role="badge open"><xsl:value-of select="t:s('state.not_approved')"/></phrase></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="clauses">
    <xsl:for-each select="str:tokenize(@clauses, ' ')" xmlns:str="http://exslt.org/strings">
      <xsl:if test="position() > 1">, </xsl:if>
      <xsl:value-of select="."/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="control-field">
    <xsl:param name="label"/>
    <xsl:param name="f"/>
    <varlistentry>
      <term><xsl:value-of select="t:s(concat('control.', $label))"/></term>
      <listitem><para>
        <xsl:choose>
          <xsl:when test="$f"><xsl:apply-templates select="$f" mode="inline"/></xsl:when>
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

  <!-- What the rules found about what this document states. -->

  <xsl:template match="findings" mode="findings">
    <xsl:if test="finding">
      <section xml:id="findings">
        <title><xsl:value-of select="t:s('findings.title')"/></title>
        <para><xsl:value-of select="t:s('findings.intro')"/></para>
        <xsl:call-template name="findings-table"><xsl:with-param name="list" select="finding"/></xsl:call-template>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- More than anybody reads on a page: the count tells of the rest. -->
  <xsl:variable name="findings-shown" select="200"/>

  <xsl:template name="findings-table">
    <xsl:param name="list"/>
    <informaltable role="findings">
      <tgroup cols="4">
        <colspec colwidth="2*"/><colspec colwidth="4*"/><colspec colwidth="8*"/><colspec colwidth="4*"/>
        <thead><row>
          <entry><xsl:value-of select="t:s('findings.weight')"/></entry>
          <entry><xsl:value-of select="t:s('findings.about')"/></entry>
          <entry><xsl:value-of select="t:s('findings.message')"/></entry>
          <entry><xsl:value-of select="t:s('findings.rule')"/></entry>
        </row></thead>
        <tbody>
          <xsl:for-each select="$list">
            <xsl:sort select="boolean(@waived)"/>
            <xsl:sort select="string-length(substring-before('error warning undecided note ', concat(@severity, ' ')))" data-type="number"/>
            <xsl:if test="position() &lt;= $findings-shown"><xsl:apply-templates select="." mode="finding-row"/></xsl:if>
          </xsl:for-each>
        </tbody>
      </tgroup>
    </informaltable>
    <xsl:if test="count($list) > $findings-shown"><para role="hint"><xsl:value-of select="t:s1('findings.more', count($list) - $findings-shown)"/></para></xsl:if>
  </xsl:template>

  <!-- A message with names between backquotes → names as code. -->
  <xsl:template name="message">
    <xsl:param name="text" select="."/>
    <xsl:for-each select="str:split(concat(' ', $text), '`')" xmlns:str="http://exslt.org/strings">
      <xsl:choose>
        <xsl:when test="position() = 1"><xsl:value-of select="substring(., 2)"/></xsl:when>
        <xsl:when test="position() mod 2 = 0"><code><xsl:value-of select="."/></code></xsl:when>
        <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="finding" mode="finding-row">
    <row>
      <entry><xsl:call-template name="severity"/></entry>
      <entry>
        <xsl:choose>
          <xsl:when test="about/ref">
            <xsl:apply-templates select="holder/ref" mode="ref"/>
            <xsl:if test="holder/ref and about/ref/@title != ''">: </xsl:if>
            <xsl:apply-templates select="about/ref" mode="ref"/>
          </xsl:when>
          <xsl:otherwise>–</xsl:otherwise>
        </xsl:choose>
      </entry>
      <entry>
        <para><xsl:for-each select="message"><xsl:call-template name="message"/></xsl:for-each></para>
        <xsl:if test="help != ''"><para role="small"><xsl:for-each select="help"><xsl:call-template name="message"/></xsl:for-each></para></xsl:if>
        <xsl:if test="@waived">
          <para role="small">
            <xsl:value-of select="t:s('waived.because')"/><xsl:text> </xsl:text><xsl:value-of select="@because"/>
            <xsl:if test="@until"><xsl:text> </xsl:text>(<xsl:value-of select="t:s1('until', @until)"/>)</xsl:if>
          </para>
        </xsl:if>
      </entry>
      <entry role="code">
        <para><xsl:if test="@clause"><xsl:value-of select="@clause"/><xsl:text> </xsl:text></xsl:if><code><xsl:value-of select="@rule"/></code></para>
        <xsl:if test="@place"><para role="small"><code><xsl:value-of select="@place"/></code></para></xsl:if>
      </entry>
    </row>
  </xsl:template>

  <xsl:template name="severity">
    <xsl:choose>
      <xsl:when test="@waived"><phrase role="badge mute"><xsl:value-of select="t:s('waived')"/></phrase></xsl:when>
      <xsl:when test="@severity = 'error'"><phrase role="badge bad"><xsl:value-of select="t:s('severity.error')"/></phrase></xsl:when>
      <xsl:when test="@severity = 'warning'"><phrase role="badge warn"><xsl:value-of select="t:s('severity.warning')"/></phrase></xsl:when>
      <xsl:when test="@severity = 'undecided'"><phrase role="badge open"><xsl:value-of select="t:s('severity.undecided')"/></phrase></xsl:when>
      <xsl:otherwise><phrase role="badge mute"><xsl:value-of select="t:s('severity.note')"/></phrase></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- References. -->

  <xsl:template name="link">
    <xsl:param name="href"/>
    <xsl:param name="title" select="''"/>
    <xsl:param name="text"/>
    <xsl:choose>
      <xsl:when test="$href = ''"><phrase><xsl:value-of select="$text"/></phrase></xsl:when>
      <xsl:otherwise>
        <link>
          <xsl:choose>
            <!-- Only a link by address may have a title. -->
            <xsl:when test="starts-with($href, '#') and $title = ''"><xsl:attribute name="linkend"><xsl:value-of select="substring($href, 2)"/></xsl:attribute></xsl:when>
            <xsl:otherwise><xsl:attribute name="xlink:href"><xsl:value-of select="$href"/></xsl:attribute></xsl:otherwise>
          </xsl:choose>
          <xsl:if test="$title != ''"><xsl:attribute name="xlink:title"><xsl:value-of select="$title"/></xsl:attribute></xsl:if>
          <xsl:value-of select="$text"/>
        </link>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Where a reference leads: the document itself rather than its line in the register of documents. -->
  <func:function name="t:href">
    <xsl:param name="ref"/>
    <xsl:variable name="document" select="$ref[@kind = 'document']/@id"/>
    <xsl:choose>
      <xsl:when test="$document and $document != $isms/@document and key('set', $document)">
        <func:result select="string(key('set', $document)/@href)"/>
      </xsl:when>
      <xsl:otherwise><func:result select="string($ref/@href)"/></xsl:otherwise>
    </xsl:choose>
  </func:function>

  <!-- In full: code and title. -->
  <xsl:template match="ref" mode="ref">
    <xsl:choose>
      <xsl:when test="@kind = 'document'">
        <xsl:call-template name="link">
          <xsl:with-param name="href" select="t:href(.)"/>
          <xsl:with-param name="text" select="string(@name)"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:when test="starts-with(@href, '#')"><link linkend="{@key}"><xsl:value-of select="@name"/></link></xsl:when>
      <xsl:when test="@href"><link xlink:href="{@href}"><xsl:value-of select="@name"/></link></xsl:when>
      <xsl:otherwise><phrase><xsl:value-of select="@name"/></phrase></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- In a narrow cell: the code alone where there is one, its title for the pointer. -->
  <xsl:template match="ref" mode="short">
    <xsl:choose>
      <xsl:when test="@code and @href and @kind != 'document'"><link xlink:href="{@href}" xlink:title="{@title}"><xsl:value-of select="@id"/></link></xsl:when>
      <xsl:otherwise><xsl:apply-templates select="." mode="ref"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- What the source says and could not be read: shown, so that nobody takes it for left out. -->
  <xsl:template match="unread" mode="ref">
    <phrase role="unread"><xsl:if test=". != ''"><xsl:value-of select="."/><xsl:text> </xsl:text></xsl:if>[<xsl:value-of select="t:s('unread')"/>]</phrase>
  </xsl:template>
  <xsl:template match="unread" mode="short"><xsl:apply-templates select="." mode="ref"/></xsl:template>

  <!-- `list`: refs and unread values. -->
  <xsl:template name="refs">
    <xsl:param name="list"/>
    <xsl:param name="short" select="false()"/>
    <xsl:for-each select="$list">
      <xsl:if test="position() > 1">, </xsl:if>
      <xsl:choose>
        <xsl:when test="$short"><xsl:apply-templates select="." mode="short"/></xsl:when>
        <xsl:otherwise><xsl:apply-templates select="." mode="ref"/></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:template>

  <!-- Values: the element of a field → inline content. -->

  <xsl:template match="*" mode="inline">
    <xsl:choose>
      <xsl:when test="ref"><xsl:call-template name="refs"><xsl:with-param name="list" select="*"/></xsl:call-template></xsl:when>
      <xsl:when test="value">
        <xsl:for-each select="value">
          <xsl:if test="position() > 1">
            <xsl:choose>
              <xsl:when test="@name or string-length(.) &lt; 24">, </xsl:when>
              <xsl:otherwise>; </xsl:otherwise>
            </xsl:choose>
          </xsl:if>
          <xsl:call-template name="value"/>
        </xsl:for-each>
      </xsl:when>
      <xsl:when test="db:*"><xsl:value-of select="normalize-space(.)"/></xsl:when>
      <xsl:when test="@key"><xsl:call-template name="block-inline"/></xsl:when>
    </xsl:choose>
    <xsl:if test="unread and not(ref)">
      <xsl:if test="value">, </xsl:if>
      <xsl:call-template name="refs"><xsl:with-param name="list" select="unread"/></xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- One value. -->
  <xsl:template name="value">
    <xsl:choose>
      <xsl:when test="not(@* or ../@type)"><xsl:value-of select="."/></xsl:when>
      <xsl:when test="@rank and $levels > 1"><phrase role="badge level step-{1 + round(4 * @rank div ($levels - 1))}"><xsl:value-of select="."/></phrase></xsl:when>
      <xsl:when test="@rank"><xsl:call-template name="level"/></xsl:when>
      <xsl:when test="@name and not(contains($toned, concat(' ', local-name(..), ' ')))"><xsl:value-of select="."/></xsl:when>
      <xsl:when test="@name">
        <xsl:variable name="tone"><xsl:call-template name="tone"><xsl:with-param name="field" select="local-name(..)"/></xsl:call-template></xsl:variable>
        <xsl:choose>
          <xsl:when test="$tone != ''"><phrase role="badge {$tone}"><xsl:value-of select="."/></phrase></xsl:when>
          <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
        </xsl:choose>
      </xsl:when>
      <xsl:when test="@currency">
        <xsl:variable name="amount" select="format-number(@amount, substring('#,##0.00', 1, 5 + 3 * (@amount != floor(@amount))))"/>
        <xsl:choose>
          <xsl:when test="$isms/@language = 'de'"><xsl:value-of select="translate($amount, ',.', '.,')"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="$amount"/></xsl:otherwise>
        </xsl:choose>
        <xsl:text>&#160;</xsl:text><xsl:value-of select="@currency"/>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="plain-value"><xsl:with-param name="type" select="../@type"/></xsl:call-template></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="plain-value">
    <xsl:param name="type"/>
    <xsl:choose>
      <xsl:when test="$type = 'bool'"><xsl:value-of select="t:s(concat('bool.', .))"/></xsl:when>
      <xsl:when test="$type = 'percent'"><xsl:value-of select="."/>&#160;%</xsl:when>
      <xsl:when test="$type = 'url' and starts-with(., 'http')"><link xlink:href="{.}"><xsl:value-of select="."/></link></xsl:when>
      <xsl:when test="$type = 'email'"><link xlink:href="mailto:{.}"><xsl:value-of select="."/></link></xsl:when>
      <xsl:when test="$type = 'expression' or $type = 'path' or $type = 'sha256'"><code><xsl:value-of select="."/></code></xsl:when>
      <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Levels are shown on a scale of five steps whatever their number. -->
  <xsl:variable name="levels" select="count(/isms/method/level)"/>

  <xsl:template name="step">
    <xsl:param name="rank" select="@rank"/>
    <xsl:choose>
      <xsl:when test="$levels > 1"><xsl:value-of select="1 + round(4 * $rank div ($levels - 1))"/></xsl:when>
      <xsl:when test="$rank > 4">5</xsl:when>
      <xsl:otherwise><xsl:value-of select="1 + $rank"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="level">
    <xsl:variable name="step"><xsl:call-template name="step"/></xsl:variable>
    <phrase role="badge level step-{$step}"><xsl:value-of select="."/></phrase>
  </xsl:template>

  <!-- How a member of an enumeration is toned; nothing where it is no judgement. -->
  <xsl:variable name="toned" select="' status severity criticality grade state '"/>

  <xsl:template name="tone">
    <xsl:param name="field"/>
    <xsl:variable name="word" select="concat(' ', @name, ' ')"/>
    <xsl:if test="contains($toned, concat(' ', $field, ' '))">
      <xsl:choose>
        <xsl:when test="contains(' done implemented approved reached closed ', $word)">good</xsl:when>
        <xsl:when test="contains(' in_progress partial on_track contained recovered corrected accepted strength ', $word)">mid</xsl:when>
        <xsl:when test="contains(' missed at_risk major critical error ', $word)">bad</xsl:when>
        <xsl:when test="contains(' high minor warning not_started open ', $word)">warn</xsl:when>
        <xsl:when test="contains(' planned proposed draft undecided ', $word)">open</xsl:when>
        <xsl:otherwise>mute</xsl:otherwise>
      </xsl:choose>
    </xsl:if>
  </xsl:template>

  <!-- A block on one line: its head and title, then its simple fields. -->
  <xsl:template name="block-inline">
    <xsl:if test="@title"><xsl:value-of select="@title"/></xsl:if>
    <xsl:variable name="named" select="boolean(@title)"/>
    <xsl:for-each select="*[value or ref or unread]">
      <xsl:choose>
        <xsl:when test="position() > 1">, </xsl:when>
        <xsl:when test="$named">: </xsl:when>
      </xsl:choose>
      <xsl:value-of select="@label"/><xsl:text> </xsl:text>
      <xsl:apply-templates select="." mode="inline"/>
    </xsl:for-each>
  </xsl:template>

  <!-- Prose. Sections stay sections in the body of an article and become headings elsewhere. -->

  <xsl:template match="db:*" mode="prose">
    <xsl:param name="flat" select="true()"/>
    <xsl:element name="{local-name()}" namespace="http://docbook.org/ns/docbook">
      <xsl:copy-of select="@*"/>
      <xsl:apply-templates mode="prose"><xsl:with-param name="flat" select="$flat"/></xsl:apply-templates>
    </xsl:element>
  </xsl:template>

  <xsl:template match="db:section" mode="prose">
    <xsl:param name="flat" select="true()"/>
    <xsl:choose>
      <xsl:when test="$flat">
        <bridgehead><xsl:apply-templates select="db:title/node()" mode="prose"/></bridgehead>
        <xsl:apply-templates select="*[not(self::db:title)]" mode="prose"/>
      </xsl:when>
      <xsl:otherwise>
        <section>
          <xsl:attribute name="xml:id">section<xsl:number level="multiple" count="db:section" format=".1"/></xsl:attribute>
          <title><xsl:apply-templates select="db:title/node()" mode="prose"/></title>
          <xsl:apply-templates select="*[not(self::db:title)]" mode="prose"><xsl:with-param name="flat" select="false()"/></xsl:apply-templates>
          <xsl:if test="not(*[not(self::db:title)])"><para/></xsl:if>
        </section>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Words that stand in an item without a paragraph. -->
  <xsl:template match="db:listitem[text()[normalize-space()]]" mode="prose">
    <listitem>
      <para><xsl:apply-templates select="node()[not(self::db:itemizedlist or self::db:orderedlist)]" mode="prose"/></para>
      <xsl:apply-templates select="db:itemizedlist | db:orderedlist" mode="prose"/>
    </listitem>
  </xsl:template>

  <xsl:template match="db:listitem[not(node())]" mode="prose"><listitem><para/></listitem></xsl:template>

  <xsl:template match="ref" mode="prose">
    <xsl:choose>
      <xsl:when test="string(.) != ''">
        <xsl:call-template name="link">
          <xsl:with-param name="href" select="t:href(.)"/>
          <xsl:with-param name="text" select="string(.)"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:otherwise><xsl:apply-templates select="." mode="ref"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

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
          <term><xsl:value-of select="@label"/></term>
          <listitem>
            <xsl:choose>
              <xsl:when test="not(@key) and (ref or value and not(value[2]))"><para><xsl:apply-templates select="." mode="inline"/></para></xsl:when>
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
                  <xsl:apply-templates select="." mode="inline"/>
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
                <xsl:apply-templates select="$head" mode="inline"/>
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
    <xsl:variable name="inner" select="key('field', $path)/field"/>
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
          <xsl:if test="$titled"><entry><xsl:value-of select="key('field', $path)/@title"/></entry></xsl:if>
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
                      <xsl:apply-templates select="$cell" mode="inline"/>
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

  <xsl:template name="title-of">
    <xsl:choose>
      <xsl:when test="@title != ''"><xsl:value-of select="@title"/></xsl:when>
      <xsl:when test="@id"><xsl:value-of select="@id"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="key('kind', local-name())/@title"/></xsl:otherwise>
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
      <xsl:when test="$f/ref"><xsl:call-template name="refs"><xsl:with-param name="list" select="$f/ref | $f/unread"/><xsl:with-param name="short" select="true()"/></xsl:call-template></xsl:when>
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
      <xsl:otherwise><xsl:apply-templates select="$f" mode="inline"/></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="(@name = 'next_review' or @name = 'next') and t:day($f/value) &lt; $today">
      <xsl:text> </xsl:text><phrase role="badge warn"><xsl:value-of select="t:s('overdue')"/></phrase>
    </xsl:if>
  </xsl:template>

  <!-- An entity in full, with its anchor. -->
  <xsl:template name="details">
    <section role="entity"><xsl:attribute name="xml:id"><xsl:value-of select="@key"/></xsl:attribute>
      <title>
        <xsl:if test="t:code(@id) and @title != @id"><phrase role="id"><xsl:value-of select="@id"/></phrase><xsl:text> </xsl:text></xsl:if>
        <xsl:call-template name="title-of"/>
      </title>
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
