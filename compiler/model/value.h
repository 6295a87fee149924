/* Values: what fields hold. */
#ifndef MODEL_VALUE_H
#define MODEL_VALUE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/source.h"
#include "base/str.h"
#include "schema/kind.h"

struct entity;
struct prose;

/* Months and days do not mix: 1 month is no fixed number of days. Seconds only for durations in hours or minutes. */
struct duration {
	int32_t months;
	int32_t days;
	int64_t seconds;
};

struct money {
	int64_t minor; /* in hundredths */
	char currency[4]; /* ISO 4217 */
};

struct expression {
	const struct tree *
		tree; /* whose tokens first..end are the expression; NULL when built from a YAML text */
	uint32_t first, end;
	struct compiled *compiled; /* set by rules/ or derive; NULL before */
};

struct value {
	enum type type;
	bool bad; /* a mistake was reported: whoever uses it stays silent */
	struct span span;
	union {
		bool boolean;
		int64_t integer; /* INT */
		double number; /* NUMBER; PERCENT in units of percent */
		int32_t date; /* days since 1970-01-01 */
		struct duration duration;
		struct money money;
		struct str string; /* STRING VERSION URL EMAIL PATH SHA256 PATTERN */
		uint32_t member; /* ENUM: index into the field's values */
		struct entity *entity; /* REF, BLOCK, LEVEL (the level's block entity) */
		struct prose *prose; /* TEXT */
		struct expression *expression;
	};
};

/* Parsers of single values from their text; false when it is none. Dates are proleptic Gregorian, years 1900 to 9999. */
bool date_parse(struct str s, int32_t *days);
void date_civil(int32_t days, int *year, int *month, int *day);
int32_t date_from_civil(int year, int month, int day);
/* The parts of "2026-02-30", which need not exist; false when it is not of that form. */
bool date_split(struct str s, int *year, int *month, int *day);
/* Days of a month from 1 to 12. */
int date_month_length(int year, int month);
/* "2026-11-01"; 11 bytes with NUL. */
void date_format(int32_t days, char out[11]);
/* Adds months first (the day clipped to the month's length), then days. */
int32_t date_add(int32_t days, struct duration d, int sign);
/* "12 months", "6 weeks", "30 days", "4 hours"; months count 30.436875 days for comparing. */
bool duration_parse(struct str number, struct str unit, struct duration *out);
double duration_days(struct duration d);
/* For people, in English: "12 months". */
void duration_format(struct duration d, char out[64]);
/* "5000" with "EUR", "1250.50" with "GBP". */
bool money_parse(struct str number, struct str currency, struct money *out);
void money_format(struct money m, char out[64]);
/* Whether it is a currency of ISO 4217 in use. */
bool money_currency(struct str s);
/* Numeric by parts: 2.10 is later than 2.9. */
int version_compare(struct str a, struct str b);
bool version_valid(struct str s);
bool number_parse(struct str s, double *out);
bool integer_parse(struct str s, int64_t *out);

#endif
