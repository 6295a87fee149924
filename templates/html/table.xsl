<?xml version="1.0" encoding="UTF-8"?>
<!-- Tables. Each cell carries the label of its column, which phones show when rows become cards. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:db="http://docbook.org/ns/docbook"
  xmlns:t="urn:ismsc:text" exclude-result-prefixes="db t">

  <!-- The numbers behind a chart are there for whoever wants them. -->
  <xsl:template match="db:table[contains(concat(' ', @role, ' '), ' behind ')]">
    <details class="behind">
      <summary><xsl:apply-templates select="db:title/node()"/></summary>
      <table>
        <xsl:apply-templates select="@xml:id | @role"/>
        <xsl:apply-templates select="db:tgroup"/>
      </table>
    </details>
  </xsl:template>

  <xsl:template match="db:informaltable | db:table">
    <table>
      <xsl:apply-templates select="@xml:id | @role"/>
      <xsl:if test="db:title"><caption><xsl:apply-templates select="db:title/node()"/></caption></xsl:if>
      <xsl:apply-templates select="db:tgroup"/>
    </table>
  </xsl:template>

  <xsl:template match="db:tgroup">
    <xsl:variable name="heads" select="db:thead/db:row[1]/db:entry"/>
    <xsl:if test="db:thead">
      <thead>
        <xsl:for-each select="db:thead/db:row">
          <tr>
            <xsl:for-each select="db:entry"><th scope="col"><xsl:call-template name="cell-class"/><xsl:apply-templates/></th></xsl:for-each>
          </tr>
        </xsl:for-each>
      </thead>
    </xsl:if>
    <xsl:if test="db:tbody/db:row">
      <tbody>
        <xsl:for-each select="db:tbody/db:row">
          <tr>
            <xsl:if test="@*"><xsl:apply-templates select="@xml:id | @role"/></xsl:if>
            <xsl:choose>
              <xsl:when test="@role = 'group'"><th scope="rowgroup" colspan="{count($heads)}"><xsl:apply-templates select="db:entry/node()"/></th></xsl:when>
              <xsl:when test="@role = 'more'"><td colspan="{count($heads)}"><xsl:apply-templates select="db:entry/node()"/></td></xsl:when>
              <xsl:otherwise>
                <xsl:for-each select="db:entry">
                  <xsl:choose>
                    <xsl:when test="position() = 1 and (@role = 'name' or contains(@role, 'head'))">
                      <th scope="row"><xsl:call-template name="cell-class"/><xsl:apply-templates/></th>
                    </xsl:when>
                    <xsl:when test="$heads">
                      <td data-label="{t:label($heads)}"><xsl:if test="@*"><xsl:call-template name="cell-class"/></xsl:if><xsl:apply-templates/></td>
                    </xsl:when>
                    <xsl:otherwise><td><xsl:if test="@*"><xsl:call-template name="cell-class"/></xsl:if><xsl:apply-templates/></td></xsl:otherwise>
                  </xsl:choose>
                </xsl:for-each>
              </xsl:otherwise>
            </xsl:choose>
          </tr>
        </xsl:for-each>
      </tbody>
    </xsl:if>
  </xsl:template>

  <xsl:template name="cell-class">
    <xsl:choose>
      <xsl:when test="@role"><xsl:attribute name="class"><xsl:value-of select="@role"/></xsl:attribute></xsl:when>
      <xsl:when test="@align = 'right'"><xsl:attribute name="class">number</xsl:attribute></xsl:when>
      <xsl:when test="@align = 'center'"><xsl:attribute name="class">center</xsl:attribute></xsl:when>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
