/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "volume.h"

#include "clock.h"
#include "csv.h"

#include <math.h>

typedef struct {
    int64_t from, micro;
    char *country, *category, *currency;
} Rate;
struct Rates {
    GPtrArray *rows;
};

static void rate_free(gpointer data)
{
    Rate *rate = data;
    g_free(rate->country);
    g_free(rate->category);
    g_free(rate->currency);
    g_free(rate);
}

void rates_free(Rates *rates)
{
    if (!rates)
        return;
    g_ptr_array_unref(rates->rows);
    g_free(rates);
}

static bool refuse(const char *name, guint line, const char *what, const char *cell, GError **error)
{
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s:%u: \"%s\" %s", name, line, cell, what);
    return false;
}

enum { FROM, COUNTRY, CATEGORY, CURRENCY, PRICE, COLUMNS };

static bool read_row(const char *name, const CsvTable *csv, guint row, const int at[], Rates *rates, GError **error)
{
    const char *cell[COLUMNS];
    guint line = csv_line(csv, row);
    for (int i = 0; i < COLUMNS; i++)
        cell[i] = csv_cell(csv, row, (guint)at[i]);
    int64_t from = 0;
    char *end = NULL;
    double price = g_ascii_strtod(cell[PRICE], &end);
    if (!civil_parse_date(cell[FROM], &from))
        return refuse(name, line, "is no date such as 2026-10-01", cell[FROM], error);
    if (!g_str_equal(cell[CATEGORY], "service") && !g_str_equal(cell[CATEGORY], "utility") &&
        !g_str_equal(cell[CATEGORY], "marketing") && !g_str_equal(cell[CATEGORY], "authentication"))
        return refuse(
            name, line, "is no category: service, utility, marketing or authentication", cell[CATEGORY], error);
    if (!*cell[COUNTRY] || strlen(cell[COUNTRY]) > 2)
        return refuse(name, line, "is no country such as ZW, nor *", cell[COUNTRY], error);
    if (*cell[PRICE] && (*end || !isfinite(price) || price < 0 || price > 1000))
        return refuse(name, line, "is no price such as 0.0040", cell[PRICE], error);
    if (strlen(cell[CURRENCY]) != 3)
        return refuse(name, line, "is no currency such as USD", cell[CURRENCY], error);
    Rate *rate = g_new0(Rate, 1);
    *rate = (Rate){ .from = from,
        .micro = *cell[PRICE] ? llround(price * 1e6) : -1,
        .country = g_ascii_strup(cell[COUNTRY], -1),
        .category = g_strdup(cell[CATEGORY]),
        .currency = g_ascii_strup(cell[CURRENCY], -1) };
    g_ptr_array_add(rates->rows, rate);
    return true;
}

Rates *rates_parse(const char *text, gsize size, const char *name, GError **error)
{
    static const char *const headers[COLUMNS] = { "from", "country", "category", "currency", "price" };
    g_autoptr(CsvTable) csv = csv_parse(text, size, name, error);
    int at[COLUMNS];
    if (!csv)
        return NULL;
    for (int i = 0; i < COLUMNS; i++)
        if ((at[i] = csv_find(csv, headers[i])) < 0) {
            g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s: there is no column \"%s\"", name, headers[i]);
            return NULL;
        }
    g_autoptr(Rates) rates = g_new0(Rates, 1);
    rates->rows = g_ptr_array_new_with_free_func(rate_free);
    for (guint row = 1; row < csv_rows(csv); row++)
        if (!read_row(name, csv, row, at, rates, error))
            return NULL;
    return g_steal_pointer(&rates);
}

Rates *rates_load(const char *dir, GError **error)
{
    g_autofree char *path = g_build_filename(dir, "rates.csv", NULL), *text = NULL;
    gsize size = 0;
    if (!g_file_test(path, G_FILE_TEST_EXISTS) || !g_file_get_contents(path, &text, &size, error))
        return NULL;
    return rates_parse(text, size, path, error);
}

const char *rates_default_text(void)
{
    return "from,country,category,currency,price\n"
           "2025-07-01,*,service,USD,0\n"
           "2025-07-01,*,utility,USD,\n"
           "2025-07-01,*,marketing,USD,\n"
           "2026-10-01,*,service,USD,\n";
}

bool rates_price(const Rates *rates, int64_t date, const char *country, const char *category, RatePrice *price)
{
    const Rate *best = NULL;
    for (guint i = 0; rates && i < rates->rows->len; i++) {
        const Rate *r = rates->rows->pdata[i];
        bool own = country && g_ascii_strcasecmp(r->country, country) == 0;
        if (r->from > date || !g_str_equal(r->category, category) || !(own || g_str_equal(r->country, "*")))
            continue;
        bool best_own = best && !g_str_equal(best->country, "*");
        if (!best || own > best_own || (own == best_own && r->from >= best->from))
            best = r;
    }
    if (!best || best->micro < 0)
        return false;
    *price = (RatePrice){ best->micro, best->from, best->currency };
    return true;
}

void cost_add(Cost *cost, int64_t messages, const RatePrice *price)
{
    if (!price) {
        cost->unpriced += messages;
        return;
    }
    cost->mixed |= *cost->currency && !g_str_equal(cost->currency, price->currency);
    g_strlcpy(cost->currency, price->currency, sizeof cost->currency);
    cost->micro += messages * price->micro;
    cost->priced += messages;
}

char *cost_text(const Cost *cost, double share, int digits)
{
    if (cost->mixed)
        return g_strdup("several currencies");
    if (!*cost->currency || (cost->unpriced && !cost->micro))
        return g_strdup("unknown");
    return g_strdup_printf(
        "%s%s %.*f", cost->unpriced ? "at least " : "", cost->currency, digits, (double)cost->micro / 1e6 * share);
}
