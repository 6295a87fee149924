/* "12 months" → months, days and seconds, and back. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "model/value.h"

#define NUMBER_LIMIT 1000000
#define DAY 86400
#define MONTH_DAYS 30.436875

bool
duration_parse(struct str number, struct str unit, struct duration *out)
{
	static const struct {
		const char *one, *many;
		int32_t months, days;
		int64_t seconds;
	} units[] = {
		{"year", "years", 12, 0, 0},
		{"month", "months", 1, 0, 0},
		{"week", "weeks", 0, 7, 0},
		{"day", "days", 0, 1, 0},
		{"hour", "hours", 0, 0, 3600},
		{"minute", "minutes", 0, 0, 60},
		{"second", "seconds", 0, 0, 1},
	};
	int64_t n;

	if (!integer_parse(number, &n) || n < 0 || n > NUMBER_LIMIT)
		return false;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (!str_is(unit, units[i].one) && !str_is(unit, units[i].many))
			continue;
		out->months = (int32_t)n * units[i].months;
		out->days = (int32_t)n * units[i].days;
		out->seconds = n * units[i].seconds;
		return true;
	}
	return false;
}

double
duration_days(struct duration d)
{
	return d.months * MONTH_DAYS + d.days + (double)d.seconds / DAY;
}

static void
add_part(char out[64], int64_t count, const char *unit)
{
	size_t len = strlen(out);

	if (count != 0 && len < 63)
		snprintf(out + len, 64 - len, "%s%" PRId64 " %s%s", len > 0 ? " " : "", count, unit,
			count == 1 ? "" : "s");
}

void
duration_format(struct duration d, char out[64])
{
	out[0] = '\0';
	/* One year is commonly said in months, several are not. */
	if (d.months % 12 == 0 && (d.months > 12 || d.months < -12))
		add_part(out, d.months / 12, "year");
	else
		add_part(out, d.months, "month");
	add_part(out, d.days, "day");
	if (d.seconds % 3600 == 0)
		add_part(out, d.seconds / 3600, "hour");
	else if (d.seconds % 60 == 0)
		add_part(out, d.seconds / 60, "minute");
	else
		add_part(out, d.seconds, "second");
	if (out[0] == '\0')
		memcpy(out, "0 days", sizeof("0 days"));
}
