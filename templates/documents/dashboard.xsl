<?xml version="1.0" encoding="UTF-8"?>
<!-- The first page: posture at a glance, what needs a decision, what is late and what comes next, what was found, and the documents. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://docbook.org/ns/docbook"
  xmlns:db="http://docbook.org/ns/docbook" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:t="urn:ismsc:text"
  xmlns:func="http://exslt.org/functions" extension-element-prefixes="func t" exclude-result-prefixes="db">
  <xsl:import href="risk.xsl"/>
  <xsl:include href="controls.xsl"/>

  <xsl:variable name="applicable" select="(/isms/control | /isms/own_control)[applicable/value = 'yes']"/>
  <!-- Year and month as one number: what is due up to the end of this month is decided this month. -->
  <xsl:variable name="month" select="floor($today div 100)"/>
  <!-- What comes next: up to the end of the month after next. -->
  <xsl:variable name="soon" select="$month + 2 + 88 * (($month mod 100) + 2 > 12)"/>

  <func:function name="t:month">
    <xsl:param name="date"/>
    <func:result select="floor(t:day($date) div 100)"/>
  </func:function>

  <xsl:template match="isms" mode="control"/>

  <xsl:template match="isms" mode="intro">
    <para role="lead"><xsl:value-of select="t:s1('dashboard.as_of', @as-of)"/></para>
  </xsl:template>

  <xsl:template match="findings" mode="findings"/>

  <xsl:template match="isms" mode="body">
    <xsl:call-template name="posture"/>
    <xsl:if test="risk and method/level">
      <section xml:id="risks">
        <title><xsl:value-of select="t:kind('risk')/@titles"/></title>
        <xsl:call-template name="levels-table"><xsl:with-param name="short" select="true()"/></xsl:call-template>
        <xsl:if test="$unfinished"><para><xsl:value-of select="t:n('risks.unfinished', count($unfinished))"/></para></xsl:if>
        <para role="hint"><link xlink:href="{t:document('risk_assessment')/@href}"><xsl:value-of select="t:document-title('risk_assessment', t:document('risk_assessment')/@title)"/></link></para>
      </section>
    </xsl:if>
    <xsl:if test="control">
      <section xml:id="controls">
        <title><xsl:value-of select="t:s('soa.controls')"/></title>
        <xsl:call-template name="themes-table"/>
        <para role="hint"><link xlink:href="{t:document('soa')/@href}"><xsl:value-of select="t:document-title('soa', t:document('soa')/@title)"/></link></para>
      </section>
    </xsl:if>
    <xsl:call-template name="decisions"/>
    <xsl:call-template name="dates"/>
    <xsl:call-template name="mistakes"/>
    <xsl:call-template name="open-findings"/>
    <xsl:call-template name="waived-findings"/>
    <xsl:call-template name="document-set"/>
    <xsl:call-template name="silent-rules"/>
  </xsl:template>

  <!-- What is wrong with the sources themselves: a draft always says what makes it one. -->
  <xsl:template name="mistakes">
    <xsl:if test="mistakes/mistake or $draft">
      <section xml:id="mistakes">
        <title><xsl:value-of select="t:s('dashboard.mistakes')"/></title>
        <xsl:choose>
          <xsl:when test="mistakes/mistake">
            <para><xsl:value-of select="t:s('dashboard.mistakes.intro')"/></para>
            <informaltable role="findings long">
              <tgroup cols="3">
                <colspec colwidth="2*"/><colspec colwidth="8*"/><colspec colwidth="5*"/>
                <thead><row>
                  <entry><xsl:value-of select="t:s('findings.weight')"/></entry>
                  <entry><xsl:value-of select="t:s('findings.message')"/></entry>
                  <entry><xsl:value-of select="t:s('findings.place')"/></entry>
                </row></thead>
                <tbody>
                  <xsl:for-each select="mistakes/mistake">
                    <row>
                      <entry><xsl:call-template name="severity"/></entry>
                      <entry>
                        <para><xsl:for-each select="message"><xsl:call-template name="message"/></xsl:for-each></para>
                        <xsl:if test="help"><para role="small"><xsl:for-each select="help"><xsl:call-template name="message"/></xsl:for-each></para></xsl:if>
                      </entry>
                      <entry role="code"><code><xsl:value-of select="@place"/></code><xsl:if test="not(@place)">–</xsl:if></entry>
                    </row>
                  </xsl:for-each>
                </tbody>
              </tgroup>
            </informaltable>
            <xsl:if test="mistakes/@left-out > 0"><para role="hint"><xsl:value-of select="t:s1('findings.more', mistakes/@left-out)"/></para></xsl:if>
          </xsl:when>
          <xsl:otherwise><para><link linkend="findings"><xsl:value-of select="t:n('dashboard.mistakes.none', findings/@errors)"/></link></para></xsl:otherwise>
        </xsl:choose>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="posture">
    <xsl:variable name="f" select="findings"/>
    <xsl:variable name="left" select="count($ranks-left[. > $acceptable]) + count($ranks-kept[. > $acceptable])"/>
    <xsl:variable name="last" select="t:field('control.status')/value[last()]/@name"/>
    <xsl:variable name="controlled" select="(policy | procedure | document)[not(status/value/@name = 'withdrawn')]"/>
    <section xml:id="posture">
      <title><xsl:value-of select="t:s('dashboard.posture')"/></title>
      <variablelist role="tiles">
        <xsl:if test="$f">
          <xsl:call-template name="tile"><xsl:with-param name="label" select="t:s('dashboard.errors')"/><xsl:with-param name="n" select="$f/@errors + count(mistakes/mistake[@severity = 'error']) + sum(mistakes/@left-out)"/>
            <xsl:with-param name="tone"><xsl:if test="$f/@errors > 0 or mistakes/mistake[@severity = 'error']">bad</xsl:if></xsl:with-param></xsl:call-template>
          <xsl:call-template name="tile"><xsl:with-param name="label" select="t:s('dashboard.warnings')"/><xsl:with-param name="n" select="$f/@warnings + count(mistakes/mistake[@severity = 'warning'])"/>
            <xsl:with-param name="tone"><xsl:if test="$f/@warnings > 0">warn</xsl:if></xsl:with-param></xsl:call-template>
          <xsl:call-template name="tile"><xsl:with-param name="label" select="t:s('dashboard.undecided')"/><xsl:with-param name="n" select="$f/@undecided"/>
            <xsl:with-param name="tone"><xsl:if test="$f/@undecided > 0">open</xsl:if></xsl:with-param></xsl:call-template>
          <xsl:call-template name="tile"><xsl:with-param name="label" select="t:s('dashboard.waived')"/><xsl:with-param name="n" select="$f/@waived"/></xsl:call-template>
        </xsl:if>
        <xsl:if test="risk[level]">
          <xsl:call-template name="tile"><xsl:with-param name="label" select="t:s('dashboard.risks_above')"/><xsl:with-param name="n" select="$left"/><xsl:with-param name="of" select="count(risk)"/>
            <xsl:with-param name="tone"><xsl:if test="$left > 0">warn</xsl:if></xsl:with-param></xsl:call-template>
        </xsl:if>
        <xsl:if test="$applicable">
          <xsl:call-template name="tile"><xsl:with-param name="label" select="t:s('dashboard.controls')"/>
            <xsl:with-param name="n" select="count($applicable[status/value/@name = $last])"/><xsl:with-param name="of" select="count($applicable)"/></xsl:call-template>
        </xsl:if>
        <xsl:if test="$controlled">
          <xsl:call-template name="tile"><xsl:with-param name="label" select="t:s('dashboard.approved')"/>
            <xsl:with-param name="n" select="count($controlled[t:day(approved/value) &lt;= $today and not(status/value[@name != 'approved'])])"/><xsl:with-param name="of" select="count($controlled)"/></xsl:call-template>
        </xsl:if>
        <xsl:if test="objective">
          <xsl:call-template name="tile"><xsl:with-param name="label" select="t:s('dashboard.objectives')"/>
            <xsl:with-param name="n" select="count(objective[status/value[@name = 'reached' or @name = 'on_track']])"/><xsl:with-param name="of" select="count(objective)"/></xsl:call-template>
        </xsl:if>
        <xsl:if test="metric[on_target]">
          <xsl:call-template name="tile"><xsl:with-param name="label" select="t:s('dashboard.metrics')"/>
            <xsl:with-param name="n" select="count(metric[on_target/value = 'yes'])"/><xsl:with-param name="of" select="count(metric[on_target])"/></xsl:call-template>
        </xsl:if>
        <xsl:if test="nonconformity">
          <xsl:call-template name="tile"><xsl:with-param name="label" select="t:s('dashboard.nonconformities')"/>
            <xsl:with-param name="n" select="count(nonconformity[not(closed) and not(status/value/@name = 'closed')])"/></xsl:call-template>
        </xsl:if>
      </variablelist>
      <xsl:if test="not($f)"><para role="empty"><xsl:value-of select="t:s('dashboard.no_rules')"/></para></xsl:if>
    </section>
  </xsl:template>

  <!-- What somebody has to decide: undecided controls, risks nobody has accepted, reviews, ends of exceptions and waivers in this month. -->
  <xsl:template name="decisions">
    <xsl:variable name="controls" select="(control | own_control)[not(applicable)]"/>
    <xsl:variable name="risks" select="t:unaccepted(risk/treat)/.. | risk[not(treat[not(status/value/@name = 'dropped')]) and level/value/@rank > $acceptable]"/>
    <xsl:variable name="acceptances" select="risk[treat/accepted/until][t:accepted(treat)/accepted/until[t:month(value) &lt;= $month]]"/>
    <xsl:variable name="reviews" select="(policy | procedure | document | continuity_plan | obligation | supplier)[next_review][t:month(next_review/value) = $month and t:day(next_review/value) >= $today]"/>
    <xsl:variable name="exceptions" select="exception[until and not(closed)][t:month(until/value) &lt;= $month] | waive[t:month(until/value) &lt;= $month]"/>
    <xsl:variable name="changes" select="change[status/value/@name = 'proposed'] | improvement[status/value/@name = 'proposed']"/>
    <xsl:variable name="undecided" select="findings/finding[@severity = 'undecided' and not(@waived)]"/>
    <section xml:id="decisions">
      <title><xsl:value-of select="t:s('dashboard.decisions')"/></title>
      <xsl:choose>
        <xsl:when test="$controls | $risks | $acceptances | $reviews | $exceptions | $changes | $undecided">
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
                <xsl:if test="$undecided">
                  <row>
                    <entry><xsl:value-of select="t:s('dashboard.decide.findings')"/></entry>
                    <entry><link linkend="findings"><xsl:value-of select="t:n('dashboard.undecided_findings', count($undecided))"/></link></entry>
                  </row>
                </xsl:if>
              </tbody>
            </tgroup>
          </informaltable>
        </xsl:when>
        <xsl:otherwise><para role="empty"><xsl:value-of select="t:s('dashboard.no_decisions')"/></para></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <!-- Many of one sort are counted; the page of the first leads to the others. -->
  <xsl:template name="decision-row">
    <xsl:param name="what"/>
    <xsl:param name="list"/>
    <xsl:if test="$list">
      <row>
        <entry><xsl:value-of select="t:s(concat('dashboard.decide.', $what))"/></entry>
        <entry role="long">
          <xsl:for-each select="$list[position() &lt;= 12]">
            <xsl:if test="position() > 1">; </xsl:if>
            <xsl:call-template name="name"><xsl:with-param name="href"><xsl:call-template name="home"/></xsl:with-param></xsl:call-template>
            <xsl:variable name="date" select="(until | next_review | treat/accepted/until[t:month(value) &lt;= $month])[1]/value"/>
            <xsl:if test="$date"><xsl:text> </xsl:text>(<phrase role="date"><xsl:value-of select="$date"/></phrase>)</xsl:if>
          </xsl:for-each>
          <xsl:if test="count($list) > 12"><xsl:text> </xsl:text><xsl:value-of select="t:s1('dashboard.more', count($list) - 12)"/></xsl:if>
        </entry>
      </row>
    </xsl:if>
  </xsl:template>

  <!-- Where an entity is shown: the document itself rather than its line in the register of documents. -->
  <xsl:template name="home">
    <xsl:choose>
      <xsl:when test="self::document and t:document(@id)"><xsl:value-of select="t:document(@id)/@href"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="@href"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Only the latest of a series says when the next one is due. -->
  <xsl:variable name="latest-review">
    <xsl:for-each select="/isms/management_review[date]">
      <xsl:sort select="date/value" order="descending"/>
      <xsl:if test="position() = 1"><xsl:value-of select="@key"/></xsl:if>
    </xsl:for-each>
  </xsl:variable>

  <!-- Whatever has a day and nothing that says it was done. -->
  <xsl:variable name="dated" select="/isms/*/next_review | /isms/*/next[not(parent::management_review) or ../@key = $latest-review] |
    /isms/*/due[not(../done or ../closed or ../status/value[@name = 'done' or @name = 'closed' or @name = 'dropped' or @name = 'rejected' or @name = 'reached' or
    @name = 'implemented'])] | /isms/audit[not(done)]/planned | /isms/management_review[not(date)]/planned |
    /isms/nonconformity[not(closed)]/action[not(done)]/due | /isms/management_review/decision[not(done)]/due |
    /isms/risk/treat/action[not(done or status/value[@name = 'done' or @name = 'dropped'])]/due |
    /isms/risk/treat[not(action) and not(done or status/value[@name = 'done' or @name = 'dropped'])]/due |
    /isms/exception[not(closed)]/until | /isms/waive/until"/>

  <xsl:template name="dates">
    <xsl:variable name="late" select="$dated[t:day(value) &lt; $today]"/>
    <xsl:variable name="next" select="$dated[t:day(value) >= $today and t:month(value) &lt;= $soon]"/>
    <section xml:id="overdue">
      <title><xsl:value-of select="t:s('dashboard.overdue')"/></title>
      <xsl:choose>
        <xsl:when test="$late"><xsl:call-template name="dates-table"><xsl:with-param name="list" select="$late"/></xsl:call-template></xsl:when>
        <xsl:otherwise><para role="empty"><xsl:value-of select="t:s('dashboard.nothing_overdue')"/></para></xsl:otherwise>
      </xsl:choose>
    </section>
    <section xml:id="next">
      <title><xsl:value-of select="t:s('dashboard.next')"/></title>
      <xsl:choose>
        <xsl:when test="$next"><xsl:call-template name="dates-table"><xsl:with-param name="list" select="$next"/></xsl:call-template></xsl:when>
        <xsl:otherwise><para role="empty"><xsl:value-of select="t:s('dashboard.nothing_next')"/></para></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <xsl:template name="dates-table">
    <xsl:param name="list"/>
    <informaltable role="list dates">
      <tgroup cols="4">
        <colspec colwidth="2*"/><colspec colwidth="3*"/><colspec colwidth="8*"/><colspec colwidth="4*"/>
        <thead><row>
          <entry role="date"><xsl:value-of select="t:s('due')"/></entry>
          <entry><xsl:value-of select="t:s('dashboard.kind')"/></entry>
          <entry><xsl:value-of select="t:s('dashboard.what')"/></entry>
          <entry><xsl:value-of select="t:s('owner')"/></entry>
        </row></thead>
        <tbody>
          <xsl:for-each select="$list">
            <xsl:sort select="value"/>
            <xsl:sort select="ancestor::*[parent::isms]/@key"/>
            <xsl:if test="position() &lt;= 30"><xsl:call-template name="dates-row"/></xsl:if>
          </xsl:for-each>
        </tbody>
      </tgroup>
    </informaltable>
    <xsl:if test="count($list) > 30"><para role="hint"><xsl:value-of select="t:s1('dashboard.more', count($list) - 30)"/></para></xsl:if>
  </xsl:template>

  <xsl:template name="dates-row">
    <xsl:variable name="e" select="ancestor::*[parent::isms]"/>
    <row>
      <entry role="date"><xsl:value-of select="value"/></entry>
      <entry>
        <xsl:value-of select="t:kind(local-name($e))/@title"/>
        <xsl:choose>
          <xsl:when test="self::next_review">, <xsl:value-of select="t:s('dashboard.review')"/></xsl:when>
          <xsl:when test="self::until">, <xsl:value-of select="t:s('dashboard.end')"/></xsl:when>
          <xsl:when test="self::due and not(../parent::isms)">, <xsl:value-of select="t:s('dashboard.action')"/></xsl:when>
        </xsl:choose>
      </entry>
      <entry role="long">
        <xsl:for-each select="$e"><xsl:call-template name="name"><xsl:with-param name="href"><xsl:call-template name="home"/></xsl:with-param></xsl:call-template></xsl:for-each>
        <xsl:if test="not(../parent::isms) and ../@title">: <xsl:value-of select="../@title"/></xsl:if>
      </entry>
      <entry>
        <xsl:variable name="who" select="(../owner | ../measured_by | ../auditor)[1] | $e[not(current()/../owner | current()/../measured_by | current()/../auditor)]/owner"/>
        <xsl:choose>
          <xsl:when test="$who"><t:inline select="$who[1]"/></xsl:when>
          <xsl:when test="t:field(concat(local-name($e), '.owner'))"><xsl:call-template name="not-stated"/></xsl:when>
          <xsl:otherwise>–</xsl:otherwise>
        </xsl:choose>
      </entry>
    </row>
  </xsl:template>

  <xsl:template name="open-findings">
    <xsl:if test="findings">
      <section xml:id="findings">
        <title><xsl:value-of select="t:s('findings.title')"/></title>
        <xsl:choose>
          <xsl:when test="findings/finding[not(@waived)]">
            <xsl:call-template name="findings-table"><xsl:with-param name="list" select="findings/finding[not(@waived)]"/></xsl:call-template>
          </xsl:when>
          <xsl:otherwise><para role="empty"><xsl:value-of select="t:s('dashboard.no_findings')"/></para></xsl:otherwise>
        </xsl:choose>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="waived-findings">
    <xsl:if test="findings/finding[@waived]">
      <section xml:id="waived">
        <title><xsl:value-of select="t:s('dashboard.waived.title')"/></title>
        <para><xsl:value-of select="t:s('dashboard.waived.intro')"/></para>
        <xsl:call-template name="findings-table"><xsl:with-param name="list" select="findings/finding[@waived]"/></xsl:call-template>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="silent-rules">
    <xsl:variable name="silent" select="rules/rule[@state != 'ran']"/>
    <xsl:if test="rules">
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
    </xsl:if>
  </xsl:template>

  <!-- The set: each document with its version and state. -->
  <xsl:template name="document-set">
    <section xml:id="documents">
      <title><xsl:value-of select="t:s('dashboard.documents')"/></title>
      <informaltable role="documents">
        <tgroup cols="5">
          <colspec colwidth="7*"/><colspec colwidth="4*"/><colspec colwidth="2*"/><colspec colwidth="3*"/><colspec colwidth="3*"/>
          <thead><row>
            <entry><xsl:value-of select="t:kind('document')/@title"/></entry>
            <entry><xsl:value-of select="t:s('control.answers')"/></entry>
            <entry><xsl:value-of select="t:s('control.version')"/></entry>
            <entry><xsl:value-of select="t:s('status')"/></entry>
            <entry role="date"><xsl:value-of select="t:s('control.next_review')"/></entry>
          </row></thead>
          <tbody>
            <xsl:for-each select="documents/group">
              <xsl:variable name="members" select="../document[@group = current()/@id and not(@current)]"/>
              <xsl:if test="$members">
                <row role="group"><entry><xsl:value-of select="t:s(concat('group.', @id))"/></entry></row>
                <xsl:for-each select="$members"><xsl:call-template name="document-row"/></xsl:for-each>
              </xsl:if>
            </xsl:for-each>
          </tbody>
        </tgroup>
      </informaltable>
    </section>
  </xsl:template>

  <xsl:template name="document-row">
    <xsl:variable name="c" select="(t:entity(@subject) | t:entity(concat('document.', @id)))[1]"/>
    <row>
      <entry><link xlink:href="{@href}"><xsl:value-of select="t:document-title(@id, @title)"/></link></entry>
      <entry><xsl:choose><xsl:when test="@clauses"><xsl:call-template name="clauses"/></xsl:when><xsl:otherwise>–</xsl:otherwise></xsl:choose></entry>
      <entry><t:inline select="$c/version"/><xsl:if test="not($c/version)">–</xsl:if></entry>
      <entry><xsl:choose><xsl:when test="$c"><xsl:for-each select="$c"><xsl:call-template name="document-state"/></xsl:for-each></xsl:when><xsl:otherwise><xsl:value-of select="t:s('state.generated')"/></xsl:otherwise></xsl:choose></entry>
      <entry role="date">
        <t:inline select="$c/next_review"/><xsl:if test="not($c/next_review)">–</xsl:if>
        <xsl:if test="t:day($c/next_review/value) &lt; $today"><xsl:text> </xsl:text><phrase role="badge warn"><xsl:value-of select="t:s('overdue')"/></phrase></xsl:if>
      </entry>
    </row>
  </xsl:template>
</xsl:stylesheet>
