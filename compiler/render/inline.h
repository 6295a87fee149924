/* Instructions of templates for what stands within a line: <t:refs select="…"/> and <t:inline select="…"/>. */
#ifndef RENDER_INLINE_H
#define RENDER_INLINE_H

/* Makes the instructions known to libxslt, before any stylesheet is compiled. */
void inline_register(void);

#endif
