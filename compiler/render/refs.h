/* The instruction of templates that writes references: <t:refs select="…" show="code"/>. */
#ifndef RENDER_REFS_H
#define RENDER_REFS_H

/* Makes the instruction known to libxslt, before any stylesheet is compiled. */
void refs_register(void);

#endif
