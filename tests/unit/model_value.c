/* Value types: dates with leap years and ends of months, durations, money, versions, numbers. */
#include "support.h"

#include "model/value.h"

static int32_t
day(const char *text)
{
	int32_t days = 0;

	assert_true(date_parse(str_of(text), &days));
	return days;
}

static void
assert_day(int32_t days, const char *text)
{
	char out[11];

	date_format(days, out);
	assert_string_equal(out, text);
}

static void
dates_read(void **state)
{
	static const char *const wrong[] = {"", "2026", "2026-1-01", "2026-13-01", "2026-00-10",
		"2026-02-29", "2026-04-31", "2100-02-29", "1899-12-31", "2026-02-00", "2026/02/01",
		"2026-02-01 ", "20x6-02-01"};
	int32_t days;

	assert_int_equal(day("1970-01-01"), 0);
	assert_int_equal(day("2000-03-01"), 11017);
	assert_int_equal(day("1969-12-31"), -1);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_false(date_parse(str_of(wrong[i]), &days));
	assert_true(date_parse(STR("2024-02-29"), &days));
	assert_true(date_parse(STR("2000-02-29"), &days));
	(void)state;
}

/* Every day of the calendar, there and back. */
static void
dates_count(void **state)
{
	int32_t first = day("1900-01-01"), last = day("9999-12-31");
	int before = 0;

	for (int32_t days = first; days <= last; days++) {
		int year, month, d;

		date_civil(days, &year, &month, &d);
		if (date_from_civil(year, month, d) != days || d < 1 ||
			d > date_month_length(year, month) || (d > 1 && month != before))
			fail_msg("day %d", (int)days);
		before = month;
	}
	(void)state;
}

static void
dates_add(void **state)
{
	struct duration month = {.months = 1}, year = {.months = 12}, days = {.days = 30};
	struct duration both = {.months = 1, .days = 1}, hours = {.seconds = 72 * 3600};

	assert_day(date_add(day("2026-01-31"), month, 1), "2026-02-28");
	assert_day(date_add(day("2024-01-31"), month, 1), "2024-02-29");
	assert_day(date_add(day("2024-02-29"), year, 1), "2025-02-28");
	assert_day(date_add(day("2024-02-29"), year, -1), "2023-02-28");
	assert_day(date_add(day("2026-03-31"), month, -1), "2026-02-28");
	assert_day(date_add(day("2026-12-15"), month, 1), "2027-01-15");
	assert_day(date_add(day("2026-01-15"), month, -1), "2025-12-15");
	assert_day(date_add(day("2026-12-15"), days, 1), "2027-01-14");
	assert_day(date_add(day("2026-01-31"), both, 1), "2026-03-01");
	assert_day(date_add(day("2026-01-01"), hours, 1), "2026-01-04");
	/* The calendar has ends. */
	assert_day(date_add(day("9999-12-31"), month, 1), "9999-12-31");
	assert_day(date_add(day("9999-12-31"), days, 1), "9999-12-31");
	assert_day(date_add(day("1900-01-01"), year, -1), "1900-01-01");
	(void)state;
}

static void
durations(void **state)
{
	static const struct {
		const char *number, *unit, *text;
		struct duration d;
	} rows[] = {
		{"12", "months", "12 months", {12, 0, 0}},
		{"1", "month", "1 month", {1, 0, 0}},
		{"2", "years", "2 years", {24, 0, 0}},
		{"18", "months", "18 months", {18, 0, 0}},
		{"6", "weeks", "42 days", {0, 42, 0}},
		{"1", "day", "1 day", {0, 1, 0}},
		{"72", "hours", "72 hours", {0, 0, 259200}},
		{"15", "minutes", "15 minutes", {0, 0, 900}},
		{"0", "days", "0 days", {0, 0, 0}},
	};
	struct duration d;
	char out[64];

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_true(duration_parse(str_of(rows[i].number), str_of(rows[i].unit), &d));
		assert_int_equal(d.months, rows[i].d.months);
		assert_int_equal(d.days, rows[i].d.days);
		assert_int_equal(d.seconds, rows[i].d.seconds);
		duration_format(d, out);
		assert_string_equal(out, rows[i].text);
	}
	assert_false(duration_parse(STR("12"), STR("moons"), &d));
	assert_false(duration_parse(STR("1.5"), STR("years"), &d));
	assert_false(duration_parse(STR("-1"), STR("year"), &d));
	assert_false(duration_parse(STR("99999999999"), STR("years"), &d));
	d = (struct duration){.months = 1};
	assert_true(duration_days(d) > 30 && duration_days(d) < 31);
	d = (struct duration){.months = 14, .days = 3, .seconds = 60};
	duration_format(d, out);
	assert_string_equal(out, "14 months 3 days 1 minute");
	(void)state;
}

static void
amounts(void **state)
{
	static const struct {
		const char *number, *text;
		int64_t minor;
	} rows[] = {{"5000", "5000 EUR", 500000}, {"1250.50", "1250.50 EUR", 125050},
		{"0.5", "0.50 EUR", 50}, {"-0.05", "-0.05 EUR", -5}, {"-12", "-12 EUR", -1200},
		{"1000000000000000", "1000000000000000 EUR", INT64_C(100000000000000000)}};
	static const char *const wrong[] = {
		"", "x", "1.", ".5", "1.234", "1,5", "1.x", "-", "1e3", "1000000000000001"};
	struct money m;
	char out[64];

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_true(money_parse(str_of(rows[i].number), STR("EUR"), &m));
		assert_int_equal(m.minor, rows[i].minor);
		money_format(m, out);
		assert_string_equal(out, rows[i].text);
	}
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_false(money_parse(str_of(wrong[i]), STR("EUR"), &m));
	assert_true(money_currency(STR("GBP")));
	assert_true(money_currency(STR("ZWG")));
	assert_false(money_currency(STR("eur")));
	assert_false(money_currency(STR("EUX")));
	assert_false(money_currency(STR("D A")));
	assert_false(money_currency(STR("EURO")));
	(void)state;
}

static void
versions(void **state)
{
	static const struct {
		const char *a, *b;
		int order;
	} rows[] = {{"2.10", "2.9", 1}, {"2", "2.0", 0}, {"2.0.1", "2", 1}, {"1.0", "1.0", 0},
		{"2.0-draft", "2.0", -1}, {"2.0-a", "2.0-b", -1}, {"v3", "3", 0}, {"007", "7", 0},
		{"99999999999999999999", "100000000000000000000", -1}, {"", "", 0}};
	static const char *const wrong[] = {"", "v", "2.", ".2", "2..1", "2a", "2-", "two", "2.0 "};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(
			version_compare(str_of(rows[i].a), str_of(rows[i].b)), rows[i].order);
		assert_int_equal(
			version_compare(str_of(rows[i].b), str_of(rows[i].a)), -rows[i].order);
	}
	assert_true(version_valid(STR("2.10")));
	assert_true(version_valid(STR("v1.0-rc.2")));
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_false(version_valid(str_of(wrong[i])));
	(void)state;
}

static void
numbers(void **state)
{
	static const char *const wrong[] = {"", "-", "1.", ".5", "1..2", "0x10", "1e5", "nan",
		"inf", " 1", "1,5", "1234567890123456"};
	int64_t n;
	double d;

	assert_true(number_parse(STR("0.1"), &d) && d == 0.1);
	assert_true(number_parse(STR("-2.50"), &d) && d == -2.5);
	assert_true(number_parse(STR("99.95"), &d) && d == 99.95);
	assert_true(number_parse(STR("0000000000000000000001"), &d) && d == 1);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_false(number_parse(str_of(wrong[i]), &d));
	assert_true(integer_parse(STR("-42"), &n));
	assert_int_equal(n, -42);
	assert_true(integer_parse(STR("922337203685477580"), &n));
	assert_false(integer_parse(STR("99999999999999999999"), &n));
	assert_false(integer_parse(STR("4.0"), &n));
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_read),
		cmocka_unit_test(dates_count),
		cmocka_unit_test(dates_add),
		cmocka_unit_test(durations),
		cmocka_unit_test(amounts),
		cmocka_unit_test(versions),
		cmocka_unit_test(numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
