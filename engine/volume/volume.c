/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every message that left and did not fail, once, by the ledger. */
#include "volume.h"

#include "clock.h"
#include "csv.h"
#include "message.h"
#include "outbox.h"
#include "volume_queries.h"

#include <string.h>

/* Messages of one course week (from 1; 0 and less before it) that cost the same. */
typedef struct {
    int64_t week, day; /* day: of the first of them */
    char *country, *category;
    int64_t messages, told, billed;
} Row;

typedef struct {
    Store *store;
    const Vault *vault;
    const Cohort *cohort;
    const Rates *rates;
    Volume *volume;
    GHashTable *countries; /* enrolment -> country, or "" */
    GHashTable *weeks;     /* "enrolment/week" */
    GHashTable *weights;   /* sha256 -> bytes */
    GHashTable *rows;      /* "week/country/category" -> Row */
    GError *fault;
} Sum;

static void row_free(gpointer data)
{
    Row *row = data;
    g_free(row->country);
    g_free(row->category);
    g_free(row);
}

static const char *country_of(Sum *sum, int64_t enrolment)
{
    const char *known = g_hash_table_lookup(sum->countries, &enrolment);
    if (known)
        return known;
    g_autoptr(Enrolment) e = enrolment_get(sum->store, sum->vault, enrolment, &sum->fault);
    const char *code = e && e->country ? e->country : sum->cohort->country;
    char *copy = g_strdup(code ? code : "");
    g_hash_table_insert(sum->countries, g_memdup2(&enrolment, sizeof enrolment), copy);
    return copy;
}

static int64_t weight_of(Sum *sum, const char *sha256)
{
    const int64_t *known = g_hash_table_lookup(sum->weights, sha256);
    if (known)
        return *known;
    int64_t bytes = 0;
    store_get_int(sum->store, &volume_media, ARGS(ARG_TEXT("sha256", sha256)), &bytes, NULL, &sum->fault);
    g_hash_table_insert(sum->weights, g_strdup(sha256), g_memdup2(&bytes, sizeof bytes));
    return bytes;
}

/* WhatsApp's word for what a message is priced as, in the table's words; what is in none of them has no price. */
static const char *of_table(const char *told)
{
    static const char *const known[] = { "marketing", "authentication" };
    const char *bare = g_str_has_prefix(told, "group_") ? told + strlen("group_") : told;
    for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
        if (g_str_has_prefix(bare, known[i])) /* marketing_lite, authentication-international */
            return known[i];
    return bare;
}

static void add_row(Sum *sum, const OutboxLine *line, int64_t week, const char *country, const char *category)
{
    g_autofree char *key = g_strdup_printf("%" G_GINT64_FORMAT "/%s/%s", week, country, category);
    Row *row = g_hash_table_lookup(sum->rows, key);
    if (!row) {
        row = g_new0(Row, 1);
        row->week = week;
        row->day = line->at / DAY;
        row->country = g_strdup(country);
        row->category = g_strdup(category);
        g_hash_table_insert(sum->rows, g_steal_pointer(&key), row);
    }
    row->messages++;
    row->told += *line->category != '\0';
    row->billed += *line->category && line->billed;
}

static void price(Sum *sum, const OutboxLine *line, int64_t week, bool template)
{
    Volume *v = sum->volume;
    RatePrice found;
    int64_t date = line->at / DAY;
    const char *country = country_of(sum, line->enrolment), *category = template ? "utility" : "service";
    bool known = rates_price(sum->rates, date, country, category, &found);
    cost_add(&v->estimated, 1, known ? &found : NULL);
    add_row(sum, line, week, country, category);
    if (!*line->category)
        return;
    v->told++;
    if (!line->billed)
        return;
    v->billed++;
    known = rates_price(sum->rates, date, country, of_table(line->category), &found);
    cost_add(&v->bill, 1, known ? &found : NULL);
}

static bool add_line(const OutboxLine *line, gpointer data)
{
    Sum *sum = data;
    Volume *v = sum->volume;
    bool left = line->wamid && *line->wamid && !g_str_equal(line->status, "failed");
    if (!left || sum->fault)
        return sum->fault == NULL;
    /* Erased words are not weighed any more; that the message went stays counted. */
    g_autoptr(Message) message = *line->body ? message_from_json(line->body, &sum->fault) : NULL;
    if (sum->fault)
        return false;
    bool template = message ? message->kind == MESSAGE_TEMPLATE : line->kind == OWED_KNOCK;
    g_autofree char *plain = message ? message_plain(message) : g_strdup("");
    v->messages++;
    v->templates += template;
    v->text_bytes += (int64_t)strlen(plain);
    v->media_bytes += message && message->asset ? weight_of(sum, message->asset) : 0;
    int64_t week = (line->at / DAY - sum->cohort->start_day + 700) / 7;
    if (g_hash_table_add(sum->weeks, g_strdup_printf("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, line->enrolment, week)))
        v->learner_weeks++;
    price(sum, line, week - 700 / 7 + 1, template);
    return sum->fault == NULL;
}

static bool sum_up(Sum *sum, GError **error)
{
    g_autoptr(GHashTable) countries = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
    g_autoptr(GHashTable) weeks = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) weights = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    *sum->volume = (Volume){ 0 };
    sum->countries = countries;
    sum->weeks = weeks;
    sum->weights = weights;
    bool ok = outbox_each(sum->store, sum->cohort->id, 0, add_line, sum, error);
    if (sum->fault)
        g_propagate_error(error, sum->fault);
    return ok && !sum->fault;
}

bool volume_read(
    Store *store, const Vault *vault, const Cohort *cohort, const Rates *rates, Volume *volume, GError **error)
{
    g_autoptr(GHashTable) rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, row_free);
    Sum sum = { .store = store, .vault = vault, .cohort = cohort, .rates = rates, .volume = volume, .rows = rows };
    return sum_up(&sum, error);
}

static gint in_order(gconstpointer a, gconstpointer b)
{
    const Row *x = *(Row *const *)a, *y = *(Row *const *)b;
    int by = (x->week > y->week) - (x->week < y->week);
    by = by ? by : strcmp(x->country, y->country);
    return by ? by : strcmp(x->category, y->category);
}

static void put_row(GString *csv, const Rates *rates, const Row *row)
{
    RatePrice found;
    bool known = rates_price(rates, row->day, row->country, row->category, &found);
    Civil from = civil_from_days(known ? found.from : 0);
    g_autofree char *since = g_strdup_printf("%04d-%02d-%02d", from.year, from.month, from.day);
    g_autofree char *each = g_strdup_printf("%.6f", known ? (double)found.micro / 1e6 : 0);
    g_autofree char *all = g_strdup_printf("%.6f", known ? (double)(found.micro * row->messages) / 1e6 : 0);
    csv_put_int(csv, row->week);
    csv_put(csv, row->country);
    csv_put(csv, row->category);
    csv_put_int(csv, row->messages);
    csv_put(csv, known ? since : "");
    csv_put(csv, known ? each : "");
    csv_put(csv, known ? found.currency : "");
    csv_put(csv, known ? all : "");
    csv_put_int(csv, row->told);
    csv_put_int(csv, row->billed);
    csv_end_row(csv);
}

GString *volume_csv(
    Store *store, const Vault *vault, const Cohort *cohort, const Rates *rates, Volume *volume, GError **error)
{
    static const char *const names[] = { "week", "country", "category", "messages", "rate_from", "price", "currency",
        "cost", "told", "billed" };
    g_autoptr(GHashTable) rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, row_free);
    Sum sum = { .store = store, .vault = vault, .cohort = cohort, .rates = rates, .volume = volume, .rows = rows };
    if (!sum_up(&sum, error))
        return NULL;
    GHashTableIter iter;
    gpointer row;
    g_autoptr(GPtrArray) list = g_ptr_array_new();
    g_hash_table_iter_init(&iter, rows);
    while (g_hash_table_iter_next(&iter, NULL, &row))
        g_ptr_array_add(list, row);
    g_ptr_array_sort(list, in_order);
    GString *csv = g_string_new(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
        csv_put(csv, names[i]);
    csv_end_row(csv);
    for (guint i = 0; i < list->len; i++)
        put_row(csv, rates, list->pdata[i]);
    return csv;
}
