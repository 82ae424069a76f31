/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a coordinator sees of an advert: before it goes, who would get it and who not, and what that costs; afterwards,
 * what became of it. */
#include "advertise.h"
#include "clock.h"
#include "person.h"
#include "volume.h"

#include <string.h>

/* The price table of the workspace that the media folder lies in; NULL without error when there is none. */
static Rates *rates_of(Context *context, GError **error)
{
    g_autofree char *dir = g_path_get_dirname(library_dir(context_library(context)));
    return rates_load(dir, error);
}

static void add_price(Cost *cost, const Rates *rates, int64_t now, const char *country, int64_t n)
{
    RatePrice price;
    bool known = rates_price(rates, now / DAY, *country ? country : NULL, "marketing", &price);
    cost_add(cost, n, known ? &price : NULL);
}

static void put_cost(cJSON *view, const Cost *cost)
{
    g_autofree char *text = cost->priced + cost->unpriced ? cost_text(cost, 1, 2) : NULL;
    json_put(view, "cost", text);
}

static gint by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void cost_of_tally(const AdvertTally *tally, const Rates *rates, int64_t now, cJSON *view)
{
    Cost cost = { 0 };
    GHashTableIter iter;
    gpointer country = NULL;
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    g_hash_table_iter_init(&iter, tally->countries);
    while (g_hash_table_iter_next(&iter, &country, NULL))
        g_ptr_array_add(names, country);
    g_ptr_array_sort(names, by_name);
    for (guint i = 0; i < names->len; i++)
        add_price(&cost, rates, now, names->pdata[i],
            *(const int64_t *)g_hash_table_lookup(tally->countries, names->pdata[i]));
    put_cost(view, &cost);
}

static void put_reasons(cJSON *view, const int64_t counts[ADVERT_WHYS])
{
    cJSON *list = cJSON_CreateArray();
    for (int i = ADVERT_GETS + 1; i < ADVERT_WHYS; i++) {
        if (!counts[i])
            continue;
        cJSON *one = json_put_int(cJSON_CreateObject(), "people", counts[i]);
        json_put(json_put(one, "why", advert_why_name((AdvertWhy)i)), "sentence", advert_why_sentence((AdvertWhy)i));
        json_put_item(list, NULL, one);
    }
    json_put_item(view, "not", list);
}

/* Its state on the account, language by language, with what to do. */
static const char *template_advice(const char *status, const char *category)
{
    if (*category && g_ascii_strcasecmp(category, "MARKETING") != 0)
        return "WhatsApp does not count it as marketing: nothing is sent with it.";
    if (g_str_equal(status, "APPROVED"))
        return "approved";
    if (g_str_equal(status, "WANTED") || g_str_equal(status, "PENDING"))
        return "WhatsApp looks at it, for up to a day; what is owed meanwhile waits.";
    if (!*status)
        return "WhatsApp has not told of it; its first message tells.";
    return "It may not be used as it is: see the WhatsApp Manager, Message templates.";
}

static bool put_words(Context *context, const Advertising *a, cJSON *view, GError **error)
{
    const cJSON *one;
    cJSON *list = cJSON_CreateArray();
    json_put_item(view, "words", list);
    cJSON_ArrayForEach(one, a->words)
    {
        g_autofree char *status = NULL, *category = NULL, *looks = advertise_preview(a, one->string);
        if (!advertise_template(context, a, one->string, &status, &category, error))
            return false;
        cJSON *row = json_put(json_put(cJSON_CreateObject(), "language", one->string), "looks", looks);
        json_put(json_put(row, "status", status), "category", category);
        json_put_item(list, NULL, json_put(row, "template", template_advice(status, category)));
    }
    return true;
}

static bool put_head(Context *context, const Advertising *a, cJSON *view, GError **error)
{
    const Advert *advert = a->advert;
    json_put(json_put(view, "advert", advert->name), "state", advert_state_name(advert->state));
    json_put(json_put(view, "cohort", a->cohort->name), "code", a->invitation->code);
    json_put(view, "title", course_text(a->course->title, a->course, a->course->lang, a->cohort->country));
    json_put(view, "template", advert->template_name);
    if (advert->begins) {
        g_autofree char *begins = civil_local_text(cohort_zone(a->cohort), advert->begins);
        json_put(view, "begins", begins);
    }
    if (advert->next) {
        g_autofree char *next = civil_local_text(cohort_zone(a->cohort), advert->next);
        json_put(view, "next", next);
    }
    json_put(view, "fault", advert->fault);
    json_put_bool(view, "over", a->over);
    return put_words(context, a, view, error);
}

bool advertise_forecast(Context *context, const Advert *advert, int64_t now, cJSON *view, GError **error)
{
    g_auto(Advertising) a = { 0 };
    g_auto(AdvertTally) tally = { 0 };
    g_autoptr(GError) fault = NULL;
    g_autoptr(Rates) rates = rates_of(context, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!advertising_init(&a, context, advert, now, error) || !put_head(context, &a, view, error) ||
        !advertise_tally(context, &a, now, &tally, error))
        return false;
    int64_t gets = tally.by_why[ADVERT_GETS], a_day = context_adverts_a_day(context);
    json_put_int(json_put_int(view, "list", tally.list), "gets", gets);
    json_put_int(json_put_int(view, "a_day", a_day), "days", (gets + a_day - 1) / a_day);
    put_reasons(view, tally.by_why);
    cost_of_tally(&tally, rates, now, view);
    return true;
}

static bool put_spent(Context *context, const Advertising *a, int64_t now, cJSON *view, GError **error)
{
    Cost cost = { 0 };
    g_autoptr(GError) fault = NULL;
    g_autoptr(Rates) rates = rates_of(context, &fault);
    g_autoptr(GArray) people = fault ? NULL : advert_reached(context_store(context), a->advert->id, &fault);
    for (guint i = 0; people && i < people->len; i++) {
        g_autoptr(PersonCard) card =
            person_card(context_store(context), context_vault(context), g_array_index(people, int64_t, i), &fault);
        if (!card)
            break;
        const char *country = card->country ? card->country : a->cohort->country;
        add_price(&cost, rates, a->advert->begins, country ? country : "", 1);
    }
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    put_cost(view, &cost);
    return true;
}

bool advertise_view(Context *context, const Advert *advert, int64_t now, cJSON *view, GError **error)
{
    AdvertSums s;
    g_auto(Advertising) a = { 0 };
    if (!advertising_init(&a, context, advert, now, error) || !put_head(context, &a, view, error) ||
        !advert_sums(context_store(context), advert->id, &s, error) || !put_spent(context, &a, now, view, error))
        return false;
    json_put_int(json_put_int(view, "waiting", s.waiting), "owed", s.owed);
    json_put_int(json_put_int(view, "held", s.held), "on_its_way", s.on_its_way);
    json_put_int(json_put_int(json_put_int(view, "sent", s.sent), "delivered", s.delivered), "read", s.read);
    json_put_int(json_put_int(view, "joined", s.joined), "left", s.left);
    json_put_int(json_put_int(view, "capped", s.capped), "switched_off", s.switched_off);
    json_put_int(json_put_int(view, "experiment", s.experiment), "failed", s.failed);
    json_put_int(json_put_int(json_put_int(view, "late", s.late), "dropped", s.dropped), "billed", s.billed);
    put_reasons(view, s.passed);
    return true;
}
