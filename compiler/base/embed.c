/* Looks up a built-in file by its path, in the sorted table that the Makefile generates. */
#include "base/embed.h"

const struct embedded *
embedded_find(struct str path)
{
	size_t low = 0, high = embedded_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_cmp(path, str_of(embedded_files[middle].path));

		if (order == 0)
			return &embedded_files[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}
