/* The instruction of templates that turns an element of DocBook into one of HTML: <t:html name="…"/>. */
#ifndef RENDER_HTML_H
#define RENDER_HTML_H

/* Makes the instruction known to libxslt, before any stylesheet is compiled. */
void html_register(void);

#endif
