/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every message that left and did not fail, once, by the ledger. */
#include "volume.h"

#include "clock.h"
#include "message.h"
#include "outbox.h"
#include "volume_queries.h"

typedef struct {
    Store *store;
    const Vault *vault;
    const Cohort *cohort;
    const Rates *rates;
    Volume *volume;
    GHashTable *countries; /* enrolment -> country, or "" */
    GHashTable *weeks;     /* "enrolment/week" */
    GHashTable *weights;   /* sha256 -> bytes */
    GError *fault;
} Sum;

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

static void price(Sum *sum, const OutboxLine *line, bool template)
{
    Volume *v = sum->volume;
    int64_t micro = 0;
    const char *currency = NULL;
    if (!sum->rates || !rates_price(sum->rates, line->at / DAY, country_of(sum, line->enrolment),
                           template ? "utility" : "service", &micro, &currency)) {
        v->unpriced++;
        return;
    }
    v->mixed |= *v->currency && !g_str_equal(v->currency, currency);
    g_strlcpy(v->currency, currency, sizeof v->currency);
    v->micro += micro;
}

static bool add_line(const OutboxLine *line, gpointer data)
{
    Sum *sum = data;
    Volume *v = sum->volume;
    bool left = line->wamid && *line->wamid && !g_str_equal(line->status, "failed");
    if (!left || sum->fault)
        return sum->fault == NULL;
    g_autoptr(Message) message = message_from_json(line->body, &sum->fault);
    if (!message)
        return false;
    bool template = message->kind == MESSAGE_TEMPLATE;
    g_autofree char *plain = message_plain(message);
    v->messages++;
    v->templates += template;
    v->text_bytes += (int64_t)strlen(plain);
    v->media_bytes += message->asset ? weight_of(sum, message->asset) : 0;
    int64_t week = (line->at / DAY - sum->cohort->start_day + 700) / 7;
    if (g_hash_table_add(sum->weeks, g_strdup_printf("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, line->enrolment, week)))
        v->learner_weeks++;
    price(sum, line, template);
    return sum->fault == NULL;
}

bool volume_read(
    Store *store, const Vault *vault, const Cohort *cohort, const Rates *rates, Volume *volume, GError **error)
{
    g_autoptr(GHashTable) countries = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
    g_autoptr(GHashTable) weeks = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) weights = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    *volume = (Volume){ 0 };
    Sum sum = { store, vault, cohort, rates, volume, countries, weeks, weights, NULL };
    bool ok = outbox_each(store, cohort->id, 0, add_line, &sum, error);
    if (sum.fault)
        g_propagate_error(error, sum.fault);
    return ok && !sum.fault;
}
