<?xml version="1.0" encoding="UTF-8"?>
<!-- The risk treatment plan: what is done about each risk, by whom, until when, what remains and who approved it (6.1.3 e and f, 8.3). -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://docbook.org/ns/docbook"
  xmlns:db="http://docbook.org/ns/docbook" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:t="urn:ismsc:text"
  extension-element-prefixes="t" exclude-result-prefixes="db t">
  <xsl:import href="risk.xsl"/>

  <!-- Of the open actions those that are due first; all stand with their treatment. -->
  <xsl:variable name="shown" select="50"/>
  <!-- Fields of a treatment that an organization added. -->
  <xsl:variable name="added" select="t:field('risk.treat')/field[not(contains(' option by with stops plan because owner due done set status cost resources evidence action residual accepted ',
    concat(' ', @name, ' ')))]"/>
  <xsl:variable name="home" select="'risk_assessment.xml'"/>

  <xsl:template match="isms" mode="body">
    <xsl:variable name="treats" select="risk/treat"/>
    <xsl:variable name="steps" select="risk/treat/action | risk/treat[not(action) and (due or not(option/value/@name = 'retain'))]"/>
    <xsl:variable name="open" select="$steps[not(done) and not(status/value/@name = 'done' or status/value/@name = 'dropped')]"/>
    <xsl:variable name="late" select="$open[t:day(due/value) &lt; $today]"/>
    <section xml:id="summary">
      <title><xsl:value-of select="t:s('summary')"/></title>
      <para>
        <xsl:value-of select="t:n('plan.treatments', count($treats))"/><xsl:text> </xsl:text>
        <xsl:value-of select="t:n('plan.open', count($open))"/><xsl:text> </xsl:text>
        <xsl:value-of select="t:n('plan.late', count($late))"/><xsl:text> </xsl:text>
        <xsl:value-of select="t:n('plan.unapproved', count(t:unaccepted($treats)))"/>
        <xsl:if test="risk[not(treat)]"><xsl:text> </xsl:text><xsl:value-of select="t:n('plan.untreated', count(risk[not(treat)]))"/></xsl:if>
      </para>
      <xsl:if test="$treats">
        <informaltable role="numbers">
          <tgroup cols="2">
            <colspec colwidth="3*"/><colspec colwidth="1*"/>
            <thead><row><entry><xsl:value-of select="t:title('risk.treat.option')"/></entry><entry role="number"><xsl:value-of select="t:s('number')"/></entry></row></thead>
            <tbody>
              <xsl:for-each select="t:field('risk.treat.option')/value">
                <xsl:variable name="n" select="count($treats[option/value/@name = current()/@name])"/>
                <xsl:if test="$n > 0">
                  <row>
                    <entry><xsl:value-of select="@title"/></entry>
                    <entry role="number"><xsl:value-of select="$n"/></entry>
                  </row>
                </xsl:if>
              </xsl:for-each>
            </tbody>
          </tgroup>
        </informaltable>
      </xsl:if>
    </section>
    <xsl:if test="$open">
      <section xml:id="open" role="wide">
        <title><xsl:value-of select="t:s('plan.actions')"/></title>
        <para role="hint">
          <xsl:value-of select="t:s('plan.actions.intro')"/>
          <xsl:if test="count($open) > $shown"><xsl:text> </xsl:text><xsl:value-of select="t:s1('plan.actions.first', $shown)"/></xsl:if>
        </para>
        <informaltable role="register">
          <tgroup cols="5">
            <colspec colwidth="2*"/><colspec colwidth="7*"/><colspec colwidth="5*"/><colspec colwidth="3*"/><colspec colwidth="2*"/>
            <thead><row>
              <entry role="date"><xsl:value-of select="t:s('due')"/></entry>
              <entry><xsl:value-of select="t:s('plan.action')"/></entry>
              <entry><xsl:value-of select="t:kind('risk')/@title"/></entry>
              <entry><xsl:value-of select="t:s('owner')"/></entry>
              <entry><xsl:value-of select="t:s('status')"/></entry>
            </row></thead>
            <tbody>
              <xsl:for-each select="$open">
                <xsl:sort select="concat(due/value, substring('9999', 1, 4 * not(due)))"/>
                <xsl:if test="position() &lt;= $shown"><xsl:call-template name="action-row"/></xsl:if>
              </xsl:for-each>
            </tbody>
          </tgroup>
        </informaltable>
      </section>
    </xsl:if>
    <section xml:id="plan" role="wide">
      <title><xsl:value-of select="t:s('plan.all')"/></title>
      <para role="hint"><xsl:value-of select="t:s('plan.all.intro')"/></para>
      <xsl:choose>
        <xsl:when test="$treats"><xsl:call-template name="plan-table"/></xsl:when>
        <xsl:otherwise><para role="empty"><xsl:value-of select="t:s('plan.none')"/></para></xsl:otherwise>
      </xsl:choose>
    </section>
    <xsl:if test="risk[not(treat)]">
      <section xml:id="untreated">
        <title><xsl:value-of select="t:s('plan.untreated.title')"/></title>
        <itemizedlist role="plain">
          <xsl:for-each select="risk[not(treat)]">
            <listitem><para><xsl:call-template name="name"><xsl:with-param name="href" select="concat($home, '#', @key)"/></xsl:call-template>
              <xsl:if test="level"><xsl:text> </xsl:text><t:inline select="level"/></xsl:if></para></listitem>
          </xsl:for-each>
        </itemizedlist>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template match="*" mode="added">
    <para role="small"><t:label/><xsl:text> </xsl:text><t:inline select="."/></para>
  </xsl:template>

  <!-- An action, or a treatment that names none. -->
  <xsl:template name="action-row">
    <xsl:variable name="treat" select="ancestor-or-self::treat"/>
    <row>
      <entry role="date">
        <xsl:call-template name="or-missing"><xsl:with-param name="f" select="due"/></xsl:call-template>
        <xsl:if test="t:day(due/value) &lt; $today"><xsl:text> </xsl:text><phrase role="badge bad"><xsl:value-of select="t:s('overdue')"/></phrase></xsl:if>
      </entry>
      <entry role="long">
        <xsl:choose>
          <xsl:when test="@title"><xsl:value-of select="@title"/></xsl:when>
          <xsl:when test="plan"><t:inline select="plan"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="option/value"/></xsl:otherwise>
        </xsl:choose>
      </entry>
      <entry role="name"><xsl:for-each select="$treat/.."><xsl:call-template name="name"><xsl:with-param name="href" select="concat($home, '#', @key)"/></xsl:call-template></xsl:for-each></entry>
      <entry><xsl:call-template name="or-missing"><xsl:with-param name="f" select="(owner | $treat/owner)[last()]"/></xsl:call-template></entry>
      <entry><xsl:call-template name="or-missing"><xsl:with-param name="f" select="status"/></xsl:call-template></entry>
    </row>
  </xsl:template>

  <!-- A risk that is kept as it is has nothing to be done by a day, and nothing that changes it. -->
  <xsl:template name="nothing-or-missing">
    <xsl:choose>
      <xsl:when test="option/value/@name = 'retain'">–</xsl:when>
      <xsl:otherwise><xsl:call-template name="not-stated"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="or-missing">
    <xsl:param name="f"/>
    <xsl:choose>
      <xsl:when test="$f"><t:inline select="$f"/></xsl:when>
      <xsl:otherwise><xsl:call-template name="not-stated"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="plan-table">
    <informaltable role="register plan">
      <tgroup cols="7">
        <colspec colwidth="4*"/><colspec colwidth="2*"/><colspec colwidth="8*"/><colspec colwidth="3*"/><colspec colwidth="3*"/><colspec colwidth="3*"/><colspec colwidth="4*"/>
        <thead><row>
          <entry><xsl:value-of select="t:kind('risk')/@title"/></entry>
          <entry><xsl:value-of select="t:title('risk.treat.option')"/></entry>
          <entry><xsl:value-of select="t:s('plan.measures')"/></entry>
          <entry><xsl:value-of select="t:s('owner')"/></entry>
          <entry><xsl:value-of select="t:s('due')"/>, <xsl:value-of select="t:s('status')"/></entry>
          <entry><xsl:value-of select="t:s('plan.levels')"/></entry>
          <entry><xsl:value-of select="t:s('plan.approval')"/></entry>
        </row></thead>
        <tbody><xsl:for-each select="risk/treat"><xsl:sort select="t:number(../@id)"/><xsl:call-template name="plan-row"/></xsl:for-each></tbody>
      </tgroup>
    </informaltable>
  </xsl:template>

  <xsl:template name="plan-row">
    <!-- As t:accepted has it; here for each row. -->
    <xsl:variable name="holds" select="accepted[by/ref/@key = ../../owner/ref/@key and t:day(on/value) &lt;= $today and not(t:day(until/value) &lt; $today) and (not($asks) or t:signed(.))]"/>
    <row xml:id="{@key}">
      <entry role="name"><xsl:for-each select=".."><xsl:call-template name="name"><xsl:with-param name="href" select="concat($home, '#', @key)"/></xsl:call-template></xsl:for-each></entry>
      <entry>
        <xsl:value-of select="option/value"/>
        <xsl:if test="set"><xsl:text> </xsl:text><phrase role="small"><xsl:value-of select="t:s('plan.decided')"/>&#160;<phrase role="date"><xsl:value-of select="set/value"/></phrase></phrase></xsl:if>
      </entry>
      <entry role="long">
        <xsl:if test="by/* | with/*">
          <para><t:refs select="by/* | with/*" show="code"/></para>
        </xsl:if>
        <xsl:for-each select="plan/value | stops/value"><para><xsl:value-of select="."/></para></xsl:for-each>
        <xsl:if test="because"><para role="small"><xsl:value-of select="t:s('because')"/><xsl:text> </xsl:text><t:inline select="because"/></para></xsl:if>
        <xsl:if test="action">
          <itemizedlist role="actions">
            <xsl:for-each select="action">
              <listitem xml:id="{@key}"><para>
                <xsl:value-of select="@title"/>
                <xsl:text> – </xsl:text>
                <xsl:for-each select="owner | due | status | done | evidence">
                  <xsl:if test="position() > 1">, </xsl:if>
                  <xsl:if test="self::done"><xsl:value-of select="t:s('done')"/><xsl:text> </xsl:text></xsl:if>
                  <xsl:if test="self::due"><xsl:value-of select="t:s('due.by')"/><xsl:text> </xsl:text></xsl:if>
                  <t:inline select="."/>
                </xsl:for-each>
                <xsl:if test="not(owner | due | status | done | evidence)"><xsl:call-template name="not-stated"/></xsl:if>
              </para></listitem>
            </xsl:for-each>
          </itemizedlist>
        </xsl:if>
        <xsl:if test="cost or resources">
          <para role="small"><xsl:value-of select="t:s('plan.means')"/><xsl:text> </xsl:text>
            <t:inline select="cost"/><xsl:if test="cost and resources">; </xsl:if><t:inline select="resources"/></para>
        </xsl:if>
        <xsl:if test="evidence">
          <para role="small"><xsl:value-of select="t:s('evidence')"/><xsl:text> </xsl:text><t:refs select="evidence/*" show="code"/></para>
        </xsl:if>
        <xsl:if test="$added"><xsl:apply-templates select="*[local-name() = $added/@name]" mode="added"/></xsl:if>
        <xsl:if test="not(by or with or plan or stops or because or action or cost or resources or evidence)"><para><xsl:call-template name="not-stated"/></para></xsl:if>
      </entry>
      <entry><xsl:call-template name="or-missing"><xsl:with-param name="f" select="owner"/></xsl:call-template></entry>
      <entry role="due">
        <xsl:if test="due"><phrase role="date"><xsl:value-of select="due/value"/></phrase><xsl:text> </xsl:text></xsl:if>
        <xsl:if test="done"><phrase><xsl:value-of select="t:s('done')"/><xsl:text> </xsl:text><phrase role="date"><xsl:value-of select="done/value"/></phrase></phrase><xsl:text> </xsl:text></xsl:if>
        <t:inline select="status"/>
        <xsl:if test="not(due or status or done)"><xsl:call-template name="nothing-or-missing"/></xsl:if>
        <xsl:if test="due and not(done or status/value[@name = 'done' or @name = 'dropped']) and t:day(due/value) &lt; $today">
          <xsl:text> </xsl:text><phrase role="badge bad"><xsl:value-of select="t:s('overdue')"/></phrase>
        </xsl:if>
      </entry>
      <entry role="level">
        <para><xsl:call-template name="or-missing"><xsl:with-param name="f" select="../level"/></xsl:call-template></para>
        <para>→ <xsl:choose>
            <!-- What is not done leaves nothing. -->
            <xsl:when test="status/value/@name = 'dropped'">–</xsl:when>
            <xsl:when test="residual"><xsl:for-each select="residual"><phrase xml:id="{@key}">
              <t:inline select="level"/><xsl:text> </xsl:text>
              <phrase role="score"><xsl:value-of select="concat(likelihood/value, $sign, impact/value, $equals, score/value)"/></phrase></phrase></xsl:for-each></xsl:when>
            <xsl:otherwise><xsl:call-template name="nothing-or-missing"/></xsl:otherwise>
          </xsl:choose></para>
      </entry>
      <entry>
        <xsl:for-each select="accepted">
          <para xml:id="{@key}">
            <xsl:call-template name="or-missing"><xsl:with-param name="f" select="by"/></xsl:call-template><xsl:text>, </xsl:text>
            <phrase role="date"><xsl:call-template name="or-missing"><xsl:with-param name="f" select="on"/></xsl:call-template></phrase>
            <xsl:if test="until"><xsl:text> </xsl:text>(<xsl:value-of select="t:s1('until', until/value)"/>)</xsl:if>
          </para>
          <xsl:choose>
            <xsl:when test="by/ref and not(by/ref/@key = ../../owner/ref/@key)"><para><phrase role="badge bad"><xsl:value-of select="t:s('plan.not_owner')"/></phrase></para></xsl:when>
            <xsl:when test="$asks and not(t:signed(.))"><para><phrase role="badge bad"><xsl:value-of select="t:s('plan.not_signed')"/></phrase></para></xsl:when>
            <xsl:when test="t:day(on/value) > $today"><para><phrase role="badge bad"><xsl:value-of select="t:s('plan.not_yet')"/></phrase></para></xsl:when>
            <xsl:when test="t:day(until/value) &lt; $today"><para><phrase role="badge bad"><xsl:value-of select="t:s('expired')"/></phrase></para></xsl:when>
          </xsl:choose>
          <xsl:if test="because"><para role="small"><t:inline select="because"/></para></xsl:if>
        </xsl:for-each>
        <xsl:choose>
          <xsl:when test="not($holds or status/value/@name = 'dropped')"><para><phrase role="badge open"><xsl:value-of select="t:s('plan.awaiting')"/></phrase></para></xsl:when>
          <xsl:when test="not(accepted)"><para>–</para></xsl:when>
        </xsl:choose>
      </entry>
    </row>
  </xsl:template>
</xsl:stylesheet>
