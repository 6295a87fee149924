<?xml version="1.0" encoding="UTF-8"?>
<!-- A policy: its text as the document, then what it puts in force, sets, and who refers to it. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://docbook.org/ns/docbook"
  xmlns:db="http://docbook.org/ns/docbook" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:t="urn:ismsc:text"
  extension-element-prefixes="t" exclude-result-prefixes="db t">
  <xsl:import href="common.xsl"/>

  <xsl:variable name="controlled" select="' owner approver version status approved next_review classification distribution '"/>

  <xsl:template match="isms" mode="body">
    <xsl:apply-templates select="$subject" mode="policy"/>
  </xsl:template>

  <xsl:template match="*" mode="policy">
    <xsl:if test="applies_to">
      <para><emphasis role="strong"><xsl:value-of select="t:s('policy.applies_to')"/></emphasis><xsl:text> </xsl:text>
        <t:inline select="applies_to"/></para>
    </xsl:if>
    <xsl:choose>
      <xsl:when test="text/db:*"><xsl:call-template name="main-text"/></xsl:when>
      <xsl:otherwise><para role="empty"><xsl:value-of select="t:s('policy.no_text')"/></para></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="sets">
      <section xml:id="sets">
        <title><xsl:value-of select="t:s('policy.sets')"/></title>
        <xsl:call-template name="blocks">
          <xsl:with-param name="list" select="sets"/>
          <xsl:with-param name="path" select="'policy.sets'"/>
        </xsl:call-template>
      </section>
    </xsl:if>
    <xsl:call-template name="implements"/>
    <xsl:call-template name="particulars"><xsl:with-param name="skip" select="' applies_to sets '"/></xsl:call-template>
    <xsl:call-template name="history"/>
  </xsl:template>

  <!-- Text that opens with paragraphs gets a section of its own, so that sections follow sections. -->
  <xsl:template name="main-text">
    <xsl:if test="text/db:*[not(self::db:section)]">
      <section xml:id="text">
        <title><xsl:value-of select="t:s('policy.text')"/></title>
        <xsl:apply-templates select="text/db:*[not(self::db:section)]" mode="prose"/>
      </section>
    </xsl:if>
    <xsl:apply-templates select="text/db:section" mode="prose"><xsl:with-param name="flat" select="false()"/></xsl:apply-templates>
  </xsl:template>

  <xsl:template name="implements">
    <xsl:if test="implements/ref">
      <section xml:id="implements">
        <title><xsl:value-of select="t:s('policy.implements')"/></title>
        <para><xsl:value-of select="t:s('policy.implements.intro')"/></para>
        <itemizedlist role="plain">
          <xsl:for-each select="implements/ref"><listitem><para><t:refs select="."/></para></listitem></xsl:for-each>
        </itemizedlist>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- What neither the control box nor the text has said. -->
  <xsl:template name="particulars">
    <xsl:param name="skip" select="' '"/>
    <xsl:variable name="all" select="concat($controlled, $skip, ' text implements history ')"/>
    <xsl:if test="*[not(contains($all, concat(' ', local-name(), ' ')))]">
      <section xml:id="particulars">
        <title><xsl:value-of select="t:s('policy.particulars')"/></title>
        <xsl:call-template name="fields"><xsl:with-param name="skip" select="$all"/></xsl:call-template>
      </section>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
