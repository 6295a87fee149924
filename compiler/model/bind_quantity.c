/* One value from its tokens: numbers, dates, durations and money.
 *
 *   number   = [ "-" ] DIGITS ;         percent = number "%" ;
 *   duration = [ "every" ] DIGITS UNIT ;   money = [ "-" ] DIGITS CURRENCY ;
 */
#include "model/build.h"

static const char *const months[] = {"January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December"};

static void
check_range(struct reader *r, struct value *v, double number)
{
	const struct field *f = r->field;
	const char *unit = f->type == TYPE_PERCENT ? " %" : "";
	struct diag *d;

	if ((!f->has_min || number >= f->min) && (!f->has_max || number <= f->max))
		return;
	v->bad = true;
	if (f->has_min && number < f->min)
		d = diag_add(r->b->sink, DIAG_OUT_OF_RANGE, v->span, "`%s` is at least %.15g%s",
			f->name->text, f->min, unit);
	else
		d = diag_add(r->b->sink, DIAG_OUT_OF_RANGE, v->span, "`%s` is at most %.15g%s",
			f->name->text, f->max, unit);
	if (f->has_min && f->has_max)
		diag_help(r->b->sink, d, "it lies between %.15g%s and %.15g%s", f->min, unit,
			f->max, unit);
}

/* A minus sign directly before a number belongs to it. */
static double
read_sign(struct reader *r)
{
	if (!reader_is(r, TOKEN_MINUS))
		return 1;
	reader_next(r);
	return -1;
}

/* A percentage without its sign is read all the same, but whether 0.4 means 40 % is not for the compiler to say. */
static void
missing_percent(struct reader *r, struct value *v, struct str digits)
{
	struct diag *d;

	v->bad = true;
	d = diag_add(r->b->sink, DIAG_BAD_VALUE, v->span, "`%s` takes a percentage",
		r->field->name->text);
	diag_help(r->b->sink, d, "write `%.*s %%`", yaml_shown(digits), digits.ptr);
	diag_fix(r->b->sink, d, (struct span){v->span.source, v->span.end, v->span.end}, " %");
}

void
bind_number(struct reader *r, struct value *v)
{
	uint32_t first = r->at;
	double sign = read_sign(r);
	struct str digits = reader_word(r);
	bool whole = r->field->type == TYPE_INT;
	int64_t integer = 0;
	double number = 0;

	if (!(whole ? integer_parse(digits, &integer) : number_parse(digits, &number))) {
		r->at = first;
		reader_wrong(r, v);
		return;
	}
	v->span = span_join(v->span, reader_span(r));
	reader_next(r);
	if (whole) {
		v->integer = sign < 0 ? -integer : integer;
		number = (double)v->integer;
	} else {
		v->number = number *= sign;
	}
	if (r->field->type == TYPE_PERCENT) {
		if (!reader_is(r, TOKEN_PERCENT)) {
			missing_percent(r, v, digits);
			return;
		}
		v->span = span_join(v->span, reader_span(r));
		reader_next(r);
	}
	check_range(r, v, number);
}

void
bind_date(struct reader *r, struct value *v)
{
	struct str word = reader_word(r);
	int year, month, day;
	struct diag *d;

	if (date_parse(word, &v->date)) {
		reader_next(r);
		return;
	}
	if (!date_split(word, &year, &month, &day)) {
		reader_wrong(r, v);
		return;
	}
	v->bad = true;
	d = diag_add(
		r->b->sink, DIAG_BAD_VALUE, v->span, "there is no %.*s", (int)word.len, word.ptr);
	if (month < 1 || month > 12)
		diag_help(r->b->sink, d,
			"dates are year-month-day: the month lies between 01 and 12");
	else if (year < 1900)
		diag_help(r->b->sink, d, "years lie between 1900 and 9999");
	else
		diag_help(r->b->sink, d, "%s %d has %d days", months[month - 1], year,
			date_month_length(year, month));
	reader_next(r);
}

/* The amount with a minus sign directly before it, as one text. */
static struct str
read_amount(struct reader *r)
{
	struct span span = reader_span(r);
	bool negative = reader_is(r, TOKEN_MINUS);

	if (negative)
		reader_next(r);
	if (!reader_is(r, TOKEN_WORD))
		return (struct str){"", 0};
	if (negative && reader_span(r).start != span.end)
		return (struct str){"", 0};
	return source_text(r->b->sources, span_join(span, reader_span(r)));
}

void
bind_pair(struct reader *r, struct value *v)
{
	uint32_t first = r->at;
	bool money = r->field->type == TYPE_MONEY;
	struct str number, unit;

	if (!money && str_is(reader_word(r), "every"))
		reader_next(r);
	number = money ? read_amount(r) : reader_word(r);
	reader_next(r);
	unit = reader_word(r);
	if (!(money ? money_parse(number, unit, &v->money)
		    : duration_parse(number, unit, &v->duration))) {
		r->at = first;
		reader_wrong(r, v);
		return;
	}
	v->span = span_join(v->span, reader_span(r));
	reader_next(r);
}
