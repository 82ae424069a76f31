/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of prices: which row counts, and what is refused, with its line. */
#include "unit.h"

#include "clock.h"
#include "volume.h"

static Rates *parse(const char *text, GError **error)
{
    return rates_parse(text, strlen(text), "rates.csv", error);
}

static int64_t price(const Rates *rates, const char *day, const char *country, const char *category)
{
    int64_t date = 0;
    RatePrice price = { 0 };
    ck_assert(civil_parse_date(day, &date));
    return rates_price(rates, date, country, category, &price) ? price.micro : -1;
}

START_TEST(the_newest_row_of_the_country_counts_and_else_the_star)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Rates) rates = parse("from,country,category,currency,price\n"
                                   "2026-10-01,ZA,service,USD,0.0076\n2026-10-01,*,service,USD,0.004\n"
                                   "2025-07-01,*,service,USD,0\n2027-01-01,*,service,USD,0.005\n"
                                   "2025-07-01,ZA,utility,USD,\n",
        &error);
    unit_assert_ok(error);
    ck_assert_int_eq(price(rates, "2025-06-30", "ZW", "service"), -1);
    ck_assert_int_eq(price(rates, "2026-09-30", "ZW", "service"), 0);
    ck_assert_int_eq(price(rates, "2026-10-01", "ZW", "service"), 4000);
    ck_assert_int_eq(price(rates, "2027-02-01", NULL, "service"), 5000);
    ck_assert_int_eq(price(rates, "2027-02-01", "za", "service"), 7600);
    ck_assert_int_eq(price(rates, "2026-12-01", "ZA", "utility"), -1);
    ck_assert_int_eq(price(rates, "2026-12-01", "ZW", "utility"), -1);
}
END_TEST

START_TEST(a_wrong_table_is_refused_with_its_line)
{
    static const struct {
        const char *row, *says;
    } wrong[] = {
        { "1 Oct 2026,*,service,USD,1", "rates.csv:2: \"1 Oct 2026\" is no date" },
        { "2026-10-01,Zimbabwe,service,USD,1", "is no country" },
        { "2026-10-01,*,chat,USD,1", "is no category" },
        { "2026-10-01,*,service,dollars,1", "is no currency" },
        { "2026-10-01,*,service,USD,0.1x", "is no price" },
        { "2026-10-01,*,service,USD,-1", "is no price" },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *text = g_strconcat("from,country,category,currency,price\n", wrong[i].row, "\n", NULL);
        ck_assert_ptr_null(parse(text, &error));
        unit_assert_error(error, wrong[i].says);
    }
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(parse("from,price\n", &error));
    unit_assert_error(error, "no column \"country\"");
    g_autoptr(Rates) own = parse(rates_default_text(), &error);
    unit_assert_ok(error);
}
END_TEST

START_TEST(money_is_summed_and_what_has_no_price_is_counted)
{
    Cost cost = { 0 };
    g_autofree char *nothing = cost_text(&cost, 1, 2);
    ck_assert_str_eq(nothing, "unknown");
    const RatePrice price = { 4000, 0, "USD" }, other = { 1, 0, "EUR" }, none = { 0, 0, "USD" };
    cost_add(&cost, 7, &none);
    g_autofree char *free_of_charge = cost_text(&cost, 1, 2);
    ck_assert_str_eq(free_of_charge, "USD 0.00");
    cost_add(&cost, 5, NULL);
    g_autofree char *who_knows = cost_text(&cost, 1, 2);
    ck_assert_str_eq(who_knows, "unknown");
    cost_add(&cost, 1000, &price);
    g_autofree char *all = cost_text(&cost, 1, 2), *half = cost_text(&cost, 0.5, 4);
    ck_assert_str_eq(all, "at least USD 4.00");
    ck_assert_str_eq(half, "at least USD 2.0000");
    ck_assert_int_eq(cost.priced, 1007);
    ck_assert_int_eq(cost.unpriced, 5);
    cost_add(&cost, 1, &other);
    g_autofree char *mixed = cost_text(&cost, 1, 2);
    ck_assert_str_eq(mixed, "several currencies");
    ck_assert(!rates_price(NULL, 0, "ZW", "service", &(RatePrice){ 0 }));
}
END_TEST

UNIT_MAIN("rates", money_is_summed_and_what_has_no_price_is_counted,
    the_newest_row_of_the_country_counts_and_else_the_star, a_wrong_table_is_refused_with_its_line)
