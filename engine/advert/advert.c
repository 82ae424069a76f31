/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adverts and whom each goes to. */
#include "advert.h"
#include "advert_queries.h"
#include "clock.h"
#include "error.h"
#include "text.h"

const char *advert_state_name(AdvertState state)
{
    static const char *const names[ADVERT_STATES] = { "made", "planned", "going", "gone", "stopped" };
    return state < ADVERT_STATES ? names[state] : "?";
}

static const struct {
    const char *name, *sentence;
} whys[ADVERT_WHYS] = {
    [ADVERT_GETS] = { "gets", "They get it." },
    [ADVERT_OFF] = { "off", "They have left the list." },
    [ADVERT_CAP] = { "cap", "They have had an advert lately." },
    [ADVERT_IN_COURSE] = { "in_course", "They take this course, or have taken it." },
    [ADVERT_BUSY] = { "busy", "They take another course now, and may take one at a time." },
    [ADVERT_LANGUAGE] = { "language", "There is no template in their language." },
    [ADVERT_ADDRESS] = { "address", "There is no number or account to write to." },
    [ADVERT_COUNTRY] = { "country", "WhatsApp brings no adverts to numbers of the United States." },
    [ADVERT_OVER] = { "over", "The advert was stopped, or nobody can join by its code any more." },
};

const char *advert_why_name(AdvertWhy why)
{
    return why < ADVERT_WHYS ? whys[why].name : "?";
}

const char *advert_why_sentence(AdvertWhy why)
{
    return why < ADVERT_WHYS ? whys[why].sentence : "";
}

void advert_free(Advert *advert)
{
    if (!advert)
        return;
    g_free(advert->name);
    g_free(advert->template_name);
    g_free(advert->words);
    g_free(advert->fallback);
    g_free(advert->fault);
    g_free(advert);
}

static bool collect(const StoreRow *row, gpointer data)
{
    Advert *a = g_new0(Advert, 1);
    a->id = store_int(row, 0);
    a->name = store_text_dup(row, 1);
    a->invitation = store_int(row, 2);
    a->cohort = store_int(row, 3);
    a->template_name = store_text_dup(row, 4);
    a->words = store_text_dup(row, 5);
    a->fallback = store_text_dup(row, 6);
    a->state = (AdvertState)store_int(row, 7);
    a->made = store_int(row, 8);
    a->begins = store_int(row, 9);
    a->next = store_int(row, 10);
    a->fault = store_text_dup(row, 11);
    g_ptr_array_add(data, a);
    return true;
}

static GPtrArray *rows_of(Store *store, const StoreQuery *query, const StoreArg *args, GError **error)
{
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)advert_free);
    return store_each(store, query, args, collect, list, error) ? g_steal_pointer(&list) : NULL;
}

GPtrArray *advert_list(Store *store, GError **error)
{
    return rows_of(store, &advert_rows, NO_ARGS, error);
}

Advert *advert_get(Store *store, int64_t id, GError **error)
{
    g_autoptr(GPtrArray) list = rows_of(store, &advert_row, ARGS(ARG_INT("id", id)), error);
    if (!list)
        return NULL;
    if (list->len)
        return g_ptr_array_steal_index(list, 0);
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "there is no advert %" G_GINT64_FORMAT, id);
    return NULL;
}

static void set_missing(Store *store, const char *name, GError **error)
{
    g_autoptr(GPtrArray) all = advert_list(store, error);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    if (!all)
        return;
    for (guint i = 0; i < all->len; i++)
        g_ptr_array_add(names, ((Advert *)all->pdata[i])->name);
    g_ptr_array_add(names, NULL);
    const char *near = text_nearest(name, (const char *const *)names->pdata);
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "there is no advert \"%s\"%s%s%s", name,
        near ? "; did you mean \"" : "; baraza advert list shows them", near ? near : "", near ? "\"?" : "");
}

Advert *advert_find(Store *store, const char *name, GError **error)
{
    g_autoptr(GPtrArray) list = rows_of(store, &advert_named, ARGS(ARG_TEXT("name", name)), error);
    if (!list)
        return NULL;
    if (list->len)
        return g_ptr_array_steal_index(list, 0);
    set_missing(store, name, error);
    return NULL;
}

bool advert_add(Store *store, Advert *a, GError **error)
{
    g_autoptr(GPtrArray) same = rows_of(store, &advert_named, ARGS(ARG_TEXT("name", a->name)), error);
    if (!same)
        return false;
    const Advert *old = same->len ? same->pdata[0] : NULL;
    if (old && old->state != ADVERT_MADE) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
            "there is an advert \"%s\", and it is %s: give this one another name", a->name,
            advert_state_name(old->state));
        return false;
    }
    if ((old && !store_run(store, &advert_drop, ARGS(ARG_INT("id", old->id)), NULL, error)) ||
        !store_next_id(store, &a->id, error))
        return false;
    return store_run(store, &advert_put,
        ARGS(ARG_INT("id", a->id), ARG_TEXT("name", a->name), ARG_INT("invitation", a->invitation),
            ARG_INT("cohort", a->cohort), ARG_TEXT("template", a->template_name), ARG_TEXT("words", a->words),
            ARG_TEXT("fallback", a->fallback), ARG_INT("now", a->made)),
        NULL, error);
}

bool advert_begin(Store *store, int64_t id, int64_t at, GError **error)
{
    return store_run(store, &advert_start, ARGS(ARG_INT("id", id), ARG_INT("at", at)), NULL, error);
}

bool advert_move(Store *store, const Advert *advert, AdvertState to, int64_t next, GError **error)
{
    return store_run(store, &advert_set_state,
        ARGS(ARG_INT("id", advert->id), ARG_INT("from", advert->state), ARG_INT("to", to), ARG_INT("next", next)), NULL,
        error);
}

bool advert_park(Store *store, const Advert *advert, const char *fault, GError **error)
{
    return store_run(store, &advert_set_fault,
        ARGS(ARG_INT("id", advert->id), ARG_INT("from", advert->state), ARG_TEXT("fault", fault)), NULL, error);
}

bool advert_next(Store *store, int64_t *at, GError **error)
{
    return store_remembered(store, &advert_soonest, at, 1, error);
}

GPtrArray *advert_due(Store *store, int64_t now, GError **error)
{
    int64_t soonest = 0;
    if (!advert_next(store, &soonest, error))
        return NULL;
    return soonest > now ? g_ptr_array_new_with_free_func((GDestroyNotify)advert_free)
                         : rows_of(store, &advert_whose_time, ARGS(ARG_INT("now", now)), error);
}

/* --- whom it goes to --- */

bool advert_fill(Store *store, int64_t id, GError **error)
{
    return store_run(store, &advert_fill_from_list, ARGS(ARG_INT("advert", id)), NULL, error);
}

GArray *advert_waiting(Store *store, int64_t id, int limit, GError **error)
{
    return store_ids(store, &advert_not_told, ARGS(ARG_INT("advert", id), ARG_INT("limit", limit)), error);
}

bool advert_told(Store *store, int64_t id, int64_t learner, int64_t msg, AdvertWhy why, int64_t now, GError **error)
{
    return store_run(store, &advert_tell,
        ARGS(ARG_INT("advert", id), ARG_INT("learner", learner), ARG_INT("msg", msg), ARG_INT("why", why),
            ARG_INT("now", now)),
        NULL, error);
}

bool advert_owed_since(Store *store, int64_t since, int64_t *count, GError **error)
{
    return store_get_int(store, &advert_owed_count, ARGS(ARG_INT("since", since)), count, NULL, error);
}

static bool take_two(const StoreRow *row, gpointer data)
{
    int64_t *two = data;
    two[0] = store_int(row, 0);
    two[1] = store_int(row, 1);
    return false;
}

bool advert_had(
    Store *store, int64_t learner, int64_t before, int64_t now, int64_t *month, int64_t *week, GError **error)
{
    int64_t two[2] = { 0 };
    bool ok = store_each(store, &advert_had_lately,
        ARGS(ARG_INT("learner", learner), ARG_INT("before", before), ARG_INT("week", now - 7 * DAY),
            ARG_INT("month", now - 30 * DAY), ARG_INT("accepted", DONE_ACCEPTED), ARG_INT("unknown", DONE_UNKNOWN)),
        take_two, two, error);
    *month = two[0];
    *week = two[1];
    return ok;
}

bool advert_of_message(Store *store, int64_t msg, int64_t *advert, GError **error)
{
    *advert = 0;
    return store_get_int(store, &advert_of_msg, ARGS(ARG_INT("msg", msg)), advert, NULL, error);
}

bool advert_newest_to(Store *store, int64_t learner, int64_t since, int64_t *advert, GError **error)
{
    *advert = 0;
    return store_get_int(store, &advert_newest_brought,
        ARGS(ARG_INT("learner", learner), ARG_INT("accepted", DONE_ACCEPTED), ARG_INT("since", since)), advert, NULL,
        error);
}

GArray *advert_unsent(Store *store, int64_t learner, int64_t advert, GError **error)
{
    return learner ? store_ids(store, &advert_unsent_to, ARGS(ARG_INT("learner", learner)), error)
                   : store_ids(store, &advert_unsent_of, ARGS(ARG_INT("advert", advert)), error);
}
