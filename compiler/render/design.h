/* Reads templates/documents.yaml: the designs of documents. For the files of this folder only. */
#ifndef RENDER_DESIGN_H
#define RENDER_DESIGN_H

#include "render/document.h"

/* Fills set->designs, groups and control. Mistakes are reported and the row is left out. */
void designs_read(struct document_set *set, const struct yaml *file, const struct model *m,
	struct sink *sink);

#endif
