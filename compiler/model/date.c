/* Days since 1970-01-01 ↔ dates of the proleptic Gregorian calendar, by counting from the first of March, so that the
 * leap day ends its year. */
#include <stdio.h>
#include <string.h>

#include "model/value.h"

#define YEAR_FIRST 1900
#define YEAR_LAST 9999
#define MONTHS 12
/* Days from 0000-03-01 to 1970-01-01, and of 400 years. */
#define EPOCH 719468
#define ERA 146097

static bool
is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int
date_month_length(int year, int month)
{
	static const int lengths[MONTHS] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return month == 2 && is_leap(year) ? 29 : lengths[month - 1];
}

int32_t
date_from_civil(int year, int month, int day)
{
	int from_march = month > 2 ? month - 3 : month + 9;
	int y = month > 2 ? year : year - 1;
	int era = (y >= 0 ? y : y - 399) / 400;
	int year_of_era = y - era * 400;
	int day_of_year = (153 * from_march + 2) / 5 + day - 1;

	return era * ERA + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
	       EPOCH;
}

void
date_civil(int32_t days, int *year, int *month, int *day)
{
	int z = days + EPOCH;
	int era = (z >= 0 ? z : z - (ERA - 1)) / ERA;
	int day_of_era = z - era * ERA;
	int year_of_era =
		(day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int from_march = (5 * day_of_year + 2) / 153;

	*day = day_of_year - (153 * from_march + 2) / 5 + 1;
	*month = from_march < 10 ? from_march + 3 : from_march - 9;
	*year = year_of_era + era * 400 + (*month <= 2);
}

/* Exactly `count` digits at s. */
static bool
read_digits(const char *s, int count, int *out)
{
	*out = 0;
	for (int i = 0; i < count; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		*out = *out * 10 + (s[i] - '0');
	}
	return true;
}

bool
date_split(struct str s, int *year, int *month, int *day)
{
	return s.len == 10 && s.ptr[4] == '-' && s.ptr[7] == '-' && read_digits(s.ptr, 4, year) &&
	       read_digits(s.ptr + 5, 2, month) && read_digits(s.ptr + 8, 2, day);
}

bool
date_parse(struct str s, int32_t *days)
{
	int year, month, day;

	if (!date_split(s, &year, &month, &day) || year < YEAR_FIRST || month < 1 ||
		month > MONTHS || day < 1 || day > date_month_length(year, month))
		return false;
	*days = date_from_civil(year, month, day);
	return true;
}

void
date_format(int32_t days, char out[11])
{
	int year, month, day;
	char text[48];

	date_civil(days, &year, &month, &day);
	snprintf(text, sizeof(text), "%04d-%02d-%02d", year, month, day);
	memcpy(out, text, 10);
	out[10] = '\0';
}

/* A date outside the calendar becomes its first or last day. */
static int32_t
clip(int64_t days)
{
	int32_t first = date_from_civil(YEAR_FIRST, 1, 1);
	int32_t last = date_from_civil(YEAR_LAST, MONTHS, 31);

	return days < first ? first : days > last ? last : (int32_t)days;
}

int32_t
date_add(int32_t days, struct duration d, int sign)
{
	int year, month, day, length;
	int64_t months;

	date_civil(days, &year, &month, &day);
	months = (int64_t)year * MONTHS + month - 1 + (int64_t)sign * d.months;
	if (months < (int64_t)YEAR_FIRST * MONTHS)
		return clip(INT64_MIN);
	if (months >= (int64_t)(YEAR_LAST + 1) * MONTHS)
		return clip(INT64_MAX);
	year = (int)(months / MONTHS);
	month = (int)(months % MONTHS) + 1;
	length = date_month_length(year, month);
	/* Whole days of the seconds count; a date has no hours. */
	return clip((int64_t)date_from_civil(year, month, day > length ? length : day) +
		    sign * ((int64_t)d.days + d.seconds / 86400));
}
