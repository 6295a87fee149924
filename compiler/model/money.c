/* "1250.50" with "GBP" → hundredths and a currency of ISO 4217, and back. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "model/value.h"

#define WHOLE_LIMIT INT64_C(1000000000000000)

bool
money_currency(struct str s)
{
	/* The currencies in use; each takes four places. */
	static const char codes[] =
		"AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV "
		"BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK "
		"DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL "
		"HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT "
		"LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR "
		"MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF "
		"SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP "
		"TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XOF "
		"XPF YER ZAR ZMW ZWG ";

	if (s.len != 3)
		return false;
	for (const char *at = codes; *at != '\0'; at += 4) {
		if (memcmp(at, s.ptr, 3) == 0)
			return true;
	}
	return false;
}

bool
money_parse(struct str number, struct str currency, struct money *out)
{
	const char *dot = number.len > 0 ? memchr(number.ptr, '.', number.len) : NULL;
	struct str whole = number, fraction = {"", 0};
	int64_t units, cents = 0;
	bool negative;

	if (dot != NULL) {
		whole.len = (size_t)(dot - number.ptr);
		fraction = (struct str){dot + 1, number.len - whole.len - 1};
		if (fraction.len < 1 || fraction.len > 2)
			return false;
		for (size_t i = 0; i < fraction.len; i++) {
			if (fraction.ptr[i] < '0' || fraction.ptr[i] > '9')
				return false;
			cents = cents * 10 + (fraction.ptr[i] - '0');
		}
		if (fraction.len == 1)
			cents *= 10;
	}
	if (!integer_parse(whole, &units) || units > WHOLE_LIMIT || units < -WHOLE_LIMIT ||
		!money_currency(currency))
		return false;
	negative = whole.ptr[0] == '-';
	out->minor = units * 100 + (negative ? -cents : cents);
	memcpy(out->currency, currency.ptr, 3);
	out->currency[3] = '\0';
	return true;
}

void
money_format(struct money m, char out[64])
{
	uint64_t minor = m.minor < 0 ? 0 - (uint64_t)m.minor : (uint64_t)m.minor;
	const char *sign = m.minor < 0 ? "-" : "";

	if (minor % 100 == 0)
		snprintf(out, 64, "%s%" PRIu64 " %.3s", sign, minor / 100, m.currency);
	else
		snprintf(out, 64, "%s%" PRIu64 ".%02u %.3s", sign, minor / 100,
			(unsigned)(minor % 100), m.currency);
}
