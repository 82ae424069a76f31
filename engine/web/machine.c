/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an administrator decides: a wish to be forgotten, which a coordinator has prepared, and what a database that
 * came out of a backup does with what came due meanwhile. */
#include "deed_priv.h"

#include "clock.h"
#include "person.h"
#include "restore.h"

#include <string.h>

static void put_head(cJSON *view, const char *title, const char *about, const char *none)
{
    json_put(json_put(json_put(view, "title", title), "about", about), "none", none);
    json_put(json_put(view, "crumb", ""), "cohort_name", "");
    json_put_item(view, "tabs", cJSON_CreateArray());
}

static void put_line(cJSON *lines, const char *what, char *taken)
{
    json_put_item(lines, NULL, json_put(json_put(cJSON_CreateObject(), "what", what), "text", taken));
    g_free(taken);
}

/* --- to be forgotten --- */

/* By study id: whoever approves it need not know who it is. */
static char *study_of(const WebPage *page, int64_t learner, GError **error)
{
    g_autoptr(GArray) all = enrolments_of(page->web->store, learner, error);
    g_autoptr(Enrolment) e =
        all && all->len ? enrolment_get(page->web->store, NULL, g_array_index(all, int64_t, all->len - 1), error)
                        : NULL;
    return e ? g_strdup(e->study_id) : all ? g_strdup("–") : NULL;
}

static bool prepared(WebPage *page, cJSON *list, GError **error)
{
    g_autoptr(GPtrArray) open = erasures_open(page->web->store, error);
    for (guint i = 0; open && i < open->len; i++) {
        const Erasure *erasure = open->pdata[i];
        g_autofree char *id = g_strdup_printf("L%" G_GINT64_FORMAT, erasure->learner);
        if (!erasure->approved)
            deed_choice(list, id, id);
    }
    return open != NULL;
}

static void tell_approve(const cJSON *result, cJSON *sentences)
{
    deed_say(sentences, g_strdup_printf("All is erased from %s (UTC) on. %s", json_string(result, "at"),
                            json_bool(result, "told", false) ? "One last message tells her."
                                                             : "She cannot be told: she has not written for a day."));
}

static const Deed erasures[] = {
    { "approve", "learner.forget.approve", WEB_ADMIN, "Approve",
        "From then on nothing is sent to her; name, number, words and files are erased for good. It cannot be undone.",
        "Erase her data", "It is approved.", { { "learner", "Who", DEED_CHOICE, false, prepared } },
        .tell = tell_approve },
    { NULL },
};

static bool erasures_put(WebPage *page, cJSON *view, gpointer data, GError **error)
{
    put_head(view, "Erasures",
        "Who wishes to be forgotten is prepared by a coordinator, on the learner's page, and approved here by another "
        "person.",
        "Nobody waits to be forgotten.");
    cJSON *lines = cJSON_CreateArray();
    json_put_item(view, "lines", lines);
    g_autoptr(GPtrArray) open = erasures_open(page->web->store, error);
    for (guint i = 0; open && i < open->len; i++) {
        const Erasure *erasure = open->pdata[i];
        g_autofree char *id = g_strdup_printf("L%" G_GINT64_FORMAT, erasure->learner);
        g_autofree char *study = study_of(page, erasure->learner, error);
        g_autofree char *asked = web_moment("UTC", erasure->asked), *at = web_moment("UTC", erasure->approved);
        if (!study)
            return false;
        put_line(lines, id,
            erasure->approved ? g_strdup_printf("(%s) is erased from %s UTC on.", study, at)
                              : g_strdup_printf("(%s), prepared by %s on %s UTC.", study, erasure->asked_by, asked));
    }
    return open != NULL;
}

bool erasures_show(WebPage *page, GError **error)
{
    const DeedPage of = { erasures, "/erasures", "/erasures", "deeds_page", "Erasures", NULL, erasures_put, NULL };
    return deed_show(page, &of, error);
}

bool erasures_do(WebPage *page, GError **error)
{
    const DeedPage of = { erasures, "/erasures", "/erasures", "deeds_page", "Erasures", NULL, erasures_put, NULL };
    return deed_do(page, &of, error);
}

/* --- out of a backup --- */

static bool ways(WebPage *page, cJSON *list, GError **error)
{
    int64_t backup = 0;
    if (!restore_pending(page->web->store, &backup, error))
        return false;
    if (backup) {
        deed_choice(list, "send", "It has not gone out: send it");
        deed_choice(list, "skip", "It has gone out: leave it");
    }
    return true;
}

static void tell_restore(const cJSON *result, cJSON *sentences)
{
    deed_say(sentences,
        g_strdup_printf("The backup is of %s. In line: %" G_GINT64_FORMAT " messages, held: %" G_GINT64_FORMAT
                        ", of unknown outcome: %" G_GINT64_FORMAT ", steps that came due since: %" G_GINT64_FORMAT ".",
            json_string(result, "from"), json_int(result, "queued", 0), json_int(result, "held", 0),
            json_int(result, "unknown", 0), json_int(result, "due", 0)));
    int64_t left = json_int(result, "left", 0);
    if (left)
        deed_say(sentences, g_strdup_printf("%" G_GINT64_FORMAT " of these would be left unsent.", left));
}

static const Deed restores[] = {
    { "confirm", "restore.confirm", WEB_ADMIN, "Send again from now on",
        "What came due between the backup and now may have reached the learners already: only a person can know. Ask a "
        "few of them before you say.",
        "Send from now on", "Sending goes on.",
        { { "what_was_due", "What came due since the backup", DEED_CHOICE, false, ways } }, .tell = tell_restore },
    { NULL },
};

static bool restore_put(WebPage *page, cJSON *view, gpointer data, GError **error)
{
    int64_t backup = 0;
    if (!restore_pending(page->web->store, &backup, error))
        return false;
    g_autofree char *when = web_moment("UTC", backup);
    g_autofree char *about =
        backup ? g_strdup_printf(
                     "This database came out of a backup of %s UTC. Answers are taken in; nothing is sent.", when)
               : g_strdup("");
    put_head(view, "Out of a backup", about, "This database did not come out of a backup, or that was settled.");
    json_put_item(view, "lines", cJSON_CreateArray());
    return true;
}

bool restore_show(WebPage *page, GError **error)
{
    const DeedPage of = { restores, "/restore", "/", "deeds_page", "Out of a backup", NULL, restore_put, NULL };
    return deed_show(page, &of, error);
}

bool restore_do(WebPage *page, GError **error)
{
    const DeedPage of = { restores, "/restore", "/", "deeds_page", "Out of a backup", NULL, restore_put, NULL };
    return deed_do(page, &of, error);
}
