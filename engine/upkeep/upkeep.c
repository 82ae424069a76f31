/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cohort's row is only what it has other than the house. */
#include "upkeep.h"
#include "text.h"
#include "upkeep_queries.h"
#include <stddef.h>
#include <string.h>

typedef struct {
    const char *name, *sentence;
    gsize at;               /* of the number in Upkeep */
    int fallback, min, max; /* max 0: a list of per cents */
    int care;               /* that begins when it is set; -1: none */
} Setting;

#define NUMBER(member) .name = #member, .at = offsetof(Upkeep, member)
static const Setting settings[] = {
    { NUMBER(silence), .max = 500, .care = CARE_SILENCE,
        .sentence = "active hours without a word under an open question, after which a room is asked again; 0: never" },
    { NUMBER(again), .fallback = 8, .min = 1, .max = 500, .care = -1,
        .sentence = "active hours between two attempts at a silent room" },
    { NUMBER(answer), .max = 500, .care = CARE_QUESTIONS,
        .sentence =
            "active hours that a question waits for its room, then for each person it is given to; 0: no names" },
    { .name = "shares",
        .care = CARE_LEADS,
        .sentence = "per cent of prompts that the facilitator leads, by week: \"100 75 50 25\"; \"100\": all" },
    { NUMBER(tell), .fallback = 2, .max = 10, .care = -1,
        .sentence = "course days ahead in which a peer hears that she leads" },
    { NUMBER(grace), .fallback = 120, .min = 10, .max = 1440, .care = -1,
        .sentence = "minutes in which a peer may open her discussion, before the engine does" },
    { NUMBER(seniors_wait), .max = 20, .care = -1,
        .sentence = "answers by others before a senior's post is shown; 0: at once" },
    { NUMBER(ask_seniors), .max = 500, .care = CARE_SENIORS,
        .sentence = "active hours that a senior has for a private question put to her, before the facilitator gets it; "
                    "0: nobody is asked" },
    { NUMBER(stock), .max = 180, .care = -1,
        .sentence = "days for which STOCK item quantity facility counts; 0: nobody is asked for it" },
    { NUMBER(core_posts), .fallback = 2, .min = 1, .max = 20, .care = -1,
        .sentence = "posts in 7 days that make a core contributor" },
    { NUMBER(core_floor), .max = 50, .care = CARE_CORE,
        .sentence = "core contributors of a room below which its facilitators are told; 0: never" },
    { NUMBER(milestones), .max = 1, .care = CARE_CORE,
        .sentence = "1: a room is told what it has reached together, once a week at most" },
    { NUMBER(weekly), .max = 1, .care = CARE_WEEKLY,
        .sentence =
            "1: on the first morning of a week a facilitator gets a draft about the last, to send, change or drop" },
    { NUMBER(social), .max = 1, .care = -1,
        .sentence =
            "1: what begins with SOCIAL goes in a digest of its own, to those who have not left it; 0: with the rest" },
    { NUMBER(anon), .max = 1, .care = -1,
        .sentence = "1: a post that begins with ANON is shown without its author's name" },
    { NUMBER(acquaint), .max = 1, .care = CARE_TIES,
        .sentence =
            "1: each is asked once whom of her room she knew before the course; staff and study alone read it" },
    { NUMBER(live_wait), .fallback = 24, .min = 1, .max = 336, .care = -1,
        .sentence = "hours after a live meeting's end for which a prepared answer waits to be signed; unsigned it is "
                    "never posted" },
};

const char *upkeep_name(guint index, const char **sentence)
{
    if (index >= G_N_ELEMENTS(settings))
        return NULL;
    if (sentence)
        *sentence = settings[index].sentence;
    return settings[index].name;
}

static int *number_of(const Upkeep *upkeep, const Setting *s)
{
    return (int *)((char *)upkeep + s->at);
}

static const Setting *find(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(settings); i++)
        if (strcmp(settings[i].name, name) == 0)
            return &settings[i];
    return NULL;
}

/* "100 75 50" -> numbers; false when it is no such list. */
static bool read_shares(const char *text, Upkeep *upkeep)
{
    g_auto(GStrv) parts = g_strsplit_set(text, " ,%", -1);
    upkeep->n_shares = 0;
    for (char **p = parts; *p; p++) {
        guint64 n = 0;
        if (!**p)
            continue;
        if (upkeep->n_shares == UPKEEP_SHARES || !g_ascii_string_to_unsigned(*p, 10, 0, 100, &n, NULL))
            return false;
        upkeep->shares[upkeep->n_shares++] = (int)n;
    }
    return upkeep->n_shares > 0;
}

static bool read_value(const Setting *s, const char *text, Upkeep *upkeep)
{
    gint64 n = 0;
    if (s->max == 0)
        return read_shares(text, upkeep);
    if (!g_ascii_string_to_signed(text, 10, s->min, s->max, &n, NULL))
        return false;
    *number_of(upkeep, s) = (int)n;
    return true;
}

char *upkeep_value(const Upkeep *upkeep, guint index)
{
    const Setting *s = &settings[index];
    if (s->max)
        return g_strdup_printf("%d", *number_of(upkeep, s));
    GString *text = g_string_new(upkeep->n_shares ? NULL : "100");
    for (int i = 0; i < upkeep->n_shares; i++)
        g_string_append_printf(text, "%s%d", i ? " " : "", upkeep->shares[i]);
    return g_string_free(text, FALSE);
}

static bool take(const StoreRow *row, gpointer data)
{
    const Setting *s = find(store_text(row, 0));
    return !s || read_value(s, store_text(row, 1), data);
}

bool upkeep_get(Store *store, int64_t cohort, Upkeep *upkeep, GError **error)
{
    *upkeep = (Upkeep){ 0 };
    for (gsize i = 0; i < G_N_ELEMENTS(settings); i++)
        if (settings[i].max)
            *number_of(upkeep, &settings[i]) = settings[i].fallback;
    return store_each(store, &upkeep_settings, ARGS(ARG_INT("cohort", cohort)), take, upkeep, error);
}

static bool refuse_name(const char *name, GError **error)
{
    const char *names[G_N_ELEMENTS(settings) + 1] = { NULL };
    for (gsize i = 0; i < G_N_ELEMENTS(settings); i++)
        names[i] = settings[i].name;
    const char *near = text_nearest(name, names);
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "there is no setting \"%s\"%s%s%s", name,
        near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : ": baraza upkeep COHORT lists them");
    return false;
}

bool upkeep_set(Store *store, int64_t cohort, const char *name, const char *value, int64_t now, GError **error)
{
    Upkeep upkeep = { 0 };
    const Setting *s = find(name);
    if (!s)
        return refuse_name(name, error);
    if (!read_value(s, value, &upkeep)) {
        if (s->max)
            g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s is a number from %d to %d (%s), not \"%s\"", name,
                s->min, s->max, s->sentence, value);
        else
            g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT,
                "shares are at most %d numbers from 0 to 100, one a week (\"100 75 50 25\"), not \"%s\"", UPKEEP_SHARES,
                value);
        return false;
    }
    return store_run(store, &upkeep_put,
               ARGS(ARG_INT("cohort", cohort), ARG_TEXT("name", name), ARG_TEXT("value", value)), NULL, error) &&
           (s->care < 0 || care_set(store, cohort, (Care)s->care, now, error));
}

bool upkeep_seniors_wait(Store *store, bool *any, GError **error)
{
    int64_t n = 0;
    bool ok = store_remembered(store, &upkeep_any_seniors, &n, 1, error);
    *any = n > 0;
    return ok;
}
