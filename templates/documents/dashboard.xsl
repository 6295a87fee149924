<?xml version="1.0" encoding="UTF-8"?>
<!-- The first page: posture at a glance, what needs a decision this month, what is late, what was found, and the set of documents. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://docbook.org/ns/docbook"
  xmlns:db="http://docbook.org/ns/docbook" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:t="urn:ismsc:text"
  xmlns:func="http://exslt.org/functions" extension-element-prefixes="func" exclude-result-prefixes="db t">
  <xsl:import href="risk.xsl"/>

  <xsl:key name="in-group" match="documents/document" use="@group"/>
  <xsl:key name="control-status" match="isms/control[applicable/value = 'yes'] | isms/own_control[applicable/value = 'yes']" use="status/value/@name"/>
  <!-- Year and month as one number: what is due up to the end of this month is decided this month. -->
  <xsl:variable name="month" select="floor($today div 100)"/>

  <func:function name="t:month">
    <xsl:param name="date"/>
    <func:result select="floor(t:day($date) div 100)"/>
  </func:function>

  <xsl:template match="isms" mode="control">
    <para role="asof"><xsl:value-of select="t:s1('dashboard.as_of', @as-of)"/></para>
  </xsl:template>

  <xsl:template match="findings" mode="findings"/>

  <xsl:template match="isms" mode="body">
    <xsl:call-template name="posture"/>
    <xsl:call-template name="decisions"/>
    <xsl:call-template name="overdue"/>
    <xsl:call-template name="open-findings"/>
    <xsl:call-template name="waived-findings"/>
    <xsl:call-template name="silent-rules"/>
    <xsl:call-template name="document-set"/>
  </xsl:template>

  <xsl:template name="posture">
    <xsl:variable name="f" select="findings"/>
    <xsl:variable name="left" select="risk[(residual_level | self::risk[not(residual_level)]/level)/value/@rank > $acceptable]"/>
    <xsl:variable name="applicable" select="(control | own_control)[applicable/value = 'yes']"/>
    <section xml:id="posture">
      <title><xsl:value-of select="t:s('dashboard.posture')"/></title>
      <variablelist role="tiles">
        <xsl:call-template name="tile"><xsl:with-param name="label" select="t:s('dashboard.errors')"/><xsl:with-param name="n" select="$f/@errors"/>
          <xsl:with-param name="tone"><xsl:if test="$f/@errors > 0">bad</xsl:if></xsl:with-param></xsl:call-template>
        <xsl:call-template name="tile"><xsl:with-param name="label" select="t:s('dashboard.warnings')"/><xsl:with-param name="n" select="$f/@warnings"/>
          <xsl:with-param name="tone"><xsl:if test="$f/@warnings > 0">warn</xsl:if></xsl:with-param></xsl:call-template>
        <xsl:call-template name="tile"><xsl:with-param name="label" select="t:s('dashboard.undecided')"/><xsl:with-param name="n" select="$f/@undecided"/>
          <xsl:with-param name="tone"><xsl:if test="$f/@undecided > 0">open</xsl:if></xsl:with-param></xsl:call-template>
        <xsl:call-template name="tile"><xsl:with-param name="label" select="t:s('dashboard.risks_above')"/><xsl:with-param name="n" select="concat(count($left), ' / ', count(risk))"/>
          <xsl:with-param name="tone"><xsl:if test="$left">warn</xsl:if></xsl:with-param></xsl:call-template>
        <xsl:call-template name="tile"><xsl:with-param name="label" select="t:s('dashboard.controls')"/>
          <xsl:with-param name="n" select="concat(count(key('control-status', 'implemented')), ' / ', count($applicable))"/></xsl:call-template>
        <xsl:if test="objective">
          <xsl:call-template name="tile"><xsl:with-param name="label" select="t:s('dashboard.objectives')"/>
            <xsl:with-param name="n" select="concat(count(objective[status/value[@name = 'reached' or @name = 'on_track']]), ' / ', count(objective))"/></xsl:call-template>
        </xsl:if>
        <xsl:if test="metric[on_target]">
          <xsl:call-template name="tile"><xsl:with-param name="label" select="t:s('dashboard.metrics')"/>
            <xsl:with-param name="n" select="concat(count(metric[on_target/value = 'yes']), ' / ', count(metric[on_target]))"/></xsl:call-template>
        </xsl:if>
        <xsl:if test="nonconformity">
          <xsl:call-template name="tile"><xsl:with-param name="label" select="t:s('dashboard.nonconformities')"/>
            <xsl:with-param name="n" select="count(nonconformity[not(closed) and not(status/value/@name = 'closed')])"/></xsl:call-template>
        </xsl:if>
      </variablelist>
      <xsl:if test="risk and method/level"><xsl:call-template name="levels-table"/></xsl:if>
    </section>
  </xsl:template>

  <!-- What somebody has to decide: undecided controls, risks nobody has accepted, reviews, ends of exceptions and waivers in this month. -->
  <xsl:template name="decisions">
    <xsl:variable name="controls" select="(control | own_control)[not(applicable)]"/>
    <xsl:variable name="risks" select="risk[treat[not(accepted)]] | risk[not(treat) and level/value/@rank > $acceptable]"/>
    <xsl:variable name="acceptances" select="risk[treat/accepted/until][t:month(treat/accepted/until/value) &lt;= $month]"/>
    <xsl:variable name="reviews" select="(policy | procedure | document | continuity_plan | obligation | supplier)[next_review][t:month(next_review/value) = $month and t:day(next_review/value) >= $today]"/>
    <xsl:variable name="exceptions" select="exception[until and not(closed)][t:month(until/value) &lt;= $month] | waive[t:month(until/value) &lt;= $month]"/>
    <xsl:variable name="changes" select="change[status/value/@name = 'proposed'] | improvement[status/value/@name = 'proposed']"/>
    <section xml:id="decisions">
      <title><xsl:value-of select="t:s('dashboard.decisions')"/></title>
      <xsl:choose>
        <xsl:when test="$controls | $risks | $acceptances | $reviews | $exceptions | $changes">
          <informaltable role="list">
            <tgroup cols="2">
              <colspec colwidth="3*"/><colspec colwidth="7*"/>
              <thead><row><entry><xsl:value-of select="t:s('dashboard.decision')"/></entry><entry><xsl:value-of select="t:s('dashboard.concerns')"/></entry></row></thead>
              <tbody>
                <xsl:call-template name="decision-row"><xsl:with-param name="what" select="'controls'"/><xsl:with-param name="list" select="$controls"/></xsl:call-template>
                <xsl:call-template name="decision-row"><xsl:with-param name="what" select="'risks'"/><xsl:with-param name="list" select="$risks"/></xsl:call-template>
                <xsl:call-template name="decision-row"><xsl:with-param name="what" select="'acceptances'"/><xsl:with-param name="list" select="$acceptances"/></xsl:call-template>
                <xsl:call-template name="decision-row"><xsl:with-param name="what" select="'reviews'"/><xsl:with-param name="list" select="$reviews"/></xsl:call-template>
                <xsl:call-template name="decision-row"><xsl:with-param name="what" select="'exceptions'"/><xsl:with-param name="list" select="$exceptions"/></xsl:call-template>
                <xsl:call-template name="decision-row"><xsl:with-param name="what" select="'changes'"/><xsl:with-param name="list" select="$changes"/></xsl:call-template>
              </tbody>
            </tgroup>
          </informaltable>
        </xsl:when>
        <xsl:otherwise><para role="empty"><xsl:value-of select="t:s('dashboard.no_decisions')"/></para></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <xsl:template name="decision-row">
    <xsl:param name="what"/>
    <xsl:param name="list"/>
    <xsl:if test="$list">
      <row>
        <entry><xsl:value-of select="t:s(concat('dashboard.decide.', $what))"/></entry>
        <entry>
          <xsl:for-each select="$list">
            <xsl:if test="position() > 1">; </xsl:if>
            <xsl:call-template name="name"><xsl:with-param name="href"><xsl:call-template name="home"/></xsl:with-param></xsl:call-template>
            <xsl:variable name="date" select="(until | next_review)[1]/value"/>
            <xsl:if test="$date"><xsl:text> </xsl:text>(<phrase role="date"><xsl:value-of select="$date"/></phrase>)</xsl:if>
          </xsl:for-each>
        </entry>
      </row>
    </xsl:if>
  </xsl:template>

  <!-- Where an entity is shown: the document itself rather than its line in the register of documents. -->
  <xsl:template name="home">
    <xsl:choose>
      <xsl:when test="self::document and key('set', @id)"><xsl:value-of select="key('set', @id)/@href"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="@href"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Whatever has a day that is past and nothing that says it was done. -->
  <xsl:template name="overdue">
    <xsl:variable name="late" select="*[t:day(next_review/value) &lt; $today]/next_review | *[t:day(next/value) &lt; $today]/next |
      *[not(done or closed or status/value[@name = 'done' or @name = 'closed' or @name = 'dropped' or @name = 'rejected' or @name = 'reached' or
      @name = 'implemented'])][t:day(due/value) &lt; $today]/due |
      nonconformity[not(closed)]/action[not(done)][t:day(due/value) &lt; $today]/due | management_review/decision[not(done)][t:day(due/value) &lt; $today]/due |
      risk/treat/action[not(done or status/value[@name = 'done' or @name = 'dropped'])][t:day(due/value) &lt; $today]/due |
      risk/treat[not(action) and not(done or status/value[@name = 'done' or @name = 'dropped'])][t:day(due/value) &lt; $today]/due"/>
    <section xml:id="overdue">
      <title><xsl:value-of select="t:s('dashboard.overdue')"/></title>
      <xsl:choose>
        <xsl:when test="$late">
          <informaltable role="list">
            <tgroup cols="4">
              <colspec colwidth="2*"/><colspec colwidth="3*"/><colspec colwidth="8*"/><colspec colwidth="4*"/>
              <thead><row>
                <entry role="date"><xsl:value-of select="t:s('due')"/></entry>
                <entry><xsl:value-of select="t:s('dashboard.kind')"/></entry>
                <entry><xsl:value-of select="t:s('dashboard.what')"/></entry>
                <entry><xsl:value-of select="t:s('owner')"/></entry>
              </row></thead>
              <tbody>
                <xsl:for-each select="$late">
                  <xsl:sort select="value"/>
                  <xsl:variable name="e" select="ancestor::*[parent::isms]"/>
                  <row>
                    <entry role="date"><xsl:value-of select="value"/></entry>
                    <entry>
                      <xsl:value-of select="key('kind', local-name($e))/@title"/>
                      <xsl:if test="self::next_review">, <xsl:value-of select="t:s('dashboard.review')"/></xsl:if>
                      <xsl:if test="$e != ..">, <xsl:value-of select="t:s('dashboard.action')"/></xsl:if>
                    </entry>
                    <entry role="long">
                      <xsl:for-each select="$e"><xsl:call-template name="name"><xsl:with-param name="href"><xsl:call-template name="home"/></xsl:with-param></xsl:call-template></xsl:for-each>
                      <xsl:if test="not(../parent::isms) and ../@title">: <xsl:value-of select="../@title"/></xsl:if>
                    </entry>
                    <entry>
                      <xsl:apply-templates select="(../owner | $e[not(current()/../owner)]/owner)[1]" mode="inline"/>
                      <xsl:if test="not(../owner or $e/owner)"><xsl:call-template name="not-stated"/></xsl:if>
                    </entry>
                  </row>
                </xsl:for-each>
              </tbody>
            </tgroup>
          </informaltable>
        </xsl:when>
        <xsl:otherwise><para role="empty"><xsl:value-of select="t:s('dashboard.nothing_overdue')"/></para></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <xsl:template name="open-findings">
    <section xml:id="findings">
      <title><xsl:value-of select="t:s('findings.title')"/></title>
      <xsl:choose>
        <xsl:when test="findings/finding[not(@waived)]">
          <xsl:call-template name="findings-table"><xsl:with-param name="list" select="findings/finding[not(@waived)]"/></xsl:call-template>
        </xsl:when>
        <xsl:otherwise><para role="empty"><xsl:value-of select="t:s('dashboard.no_findings')"/></para></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <xsl:template name="waived-findings">
    <xsl:if test="findings/finding[@waived]">
      <section xml:id="waived">
        <title><xsl:value-of select="t:s('dashboard.waived')"/></title>
        <para><xsl:value-of select="t:s('dashboard.waived.intro')"/></para>
        <xsl:call-template name="findings-table"><xsl:with-param name="list" select="findings/finding[@waived]"/></xsl:call-template>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="silent-rules">
    <xsl:variable name="silent" select="rules/rule[@state != 'ran']"/>
    <section xml:id="not-exercised">
      <title><xsl:value-of select="t:s('dashboard.silent')"/></title>
      <para>
        <xsl:value-of select="t:n('dashboard.rules_ran', count(rules/rule[@state = 'ran']))"/><xsl:text> </xsl:text>
        <xsl:value-of select="t:n('dashboard.rules_silent', count($silent))"/>
      </para>
      <xsl:if test="$silent">
        <itemizedlist role="plain">
          <xsl:for-each select="$silent">
            <listitem><para>
              <xsl:value-of select="@title"/><xsl:text> </xsl:text><code><xsl:value-of select="@id"/></code>
              <xsl:if test="@clauses != ''">, <xsl:call-template name="clauses"/></xsl:if>
              <xsl:text> </xsl:text><phrase role="badge mute"><xsl:value-of select="t:s(concat('checks.', @state))"/></phrase>
            </para></listitem>
          </xsl:for-each>
        </itemizedlist>
      </xsl:if>
    </section>
  </xsl:template>

  <xsl:template name="document-set">
    <section xml:id="documents">
      <title><xsl:value-of select="t:s('dashboard.documents')"/></title>
      <xsl:for-each select="documents/group[key('in-group', @id)]">
        <xsl:variable name="list" select="key('in-group', @id)[not(@current)]"/>
        <xsl:if test="$list">
          <variablelist role="set">
            <title><xsl:value-of select="t:s(concat('group.', @id))"/></title>
            <xsl:for-each select="$list">
              <varlistentry>
                <term><link xlink:href="{@href}"><xsl:value-of select="t:document-title(@id, @title)"/></link></term>
                <listitem><para><xsl:choose><xsl:when test="@clauses"><xsl:call-template name="clauses"/></xsl:when><xsl:otherwise>–</xsl:otherwise></xsl:choose></para></listitem>
              </varlistentry>
            </xsl:for-each>
          </variablelist>
        </xsl:if>
      </xsl:for-each>
    </section>
  </xsl:template>
</xsl:stylesheet>
