/* What lies between the quotes of a text → what is wrong with it as a whole. */
#include <string.h>

#include "syntax/trouble.h"

/* The indentation of the lines start..end of a text. */
static void
complain_layout(struct trouble *t, uint32_t start, uint32_t end)
{
	const char *text = t->tree->text.ptr;
	struct text_layout layout = text_layout((struct str){text + start, end - start});
	uint32_t line = start + layout.torn, blanks = 0;
	struct diag *d;

	if (layout.torn != UINT32_MAX) {
		while (text[line + blanks] == ' ' || text[line + blanks] == '\t')
			blanks++;
		d = trouble_add(t, DIAG_MIXED_INDENT, line, line + blanks,
			"tabs and blanks in this line's indentation contradict the lines above");
		trouble_help(t, d, "indent all lines of the text alike");
	} else if (layout.outdented != UINT32_MAX) {
		line = start + layout.outdented;
		while (line + blanks < end && text[line + blanks] != '\n')
			blanks++;
		d = trouble_add(t, DIAG_MIXED_INDENT, line, line + blanks,
			"this line stands so far left that the first line of the text becomes "
			"code");
		trouble_help(t, d, "indent all lines of the text alike");
	}
}

void
complain_inside(struct trouble *t, uint32_t start, uint32_t end)
{
	const char *text = t->tree->text.ptr;

	for (uint32_t i = start; i + 3 <= end; i++) {
		if (memcmp(text + i, "\"\"\"", 3) != 0 || text[i + 3] == '"')
			continue;
		struct diag *d = trouble_add(t, DIAG_UNCLOSED_TEXT, i, i + 3,
			"this `\"\"\"` would end the text in the middle");
		trouble_help(t, d, "remove it; a text ends at the first three quotes");
		return;
	}
	complain_layout(t, start, end);
}
