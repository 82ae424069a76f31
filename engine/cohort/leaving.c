/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reason lives in the journal alone, as a payload, so that erasing her erases it. */
#include "leaving.h"
#include "journal.h"
#include "json.h"

#include <string.h>

#define LEFT "enrolment.stopped"
#define BECAUSE "enrolment.left_because"
#define BACK "enrolment.restarted"

/* What the study found to drive people out of groups, and what anybody may have. */
static const char *const reasons[] = { "no_time", "too_many", "too_quiet", "chatty", "formal", "not_useful", "costs",
    "other" };

const char *leaving_reason(guint index)
{
    return index < G_N_ELEMENTS(reasons) ? reasons[index] : NULL;
}

bool leaving_is(const char *reason)
{
    for (gsize i = 0; i < G_N_ELEMENTS(reasons); i++)
        if (g_strcmp0(reason, reasons[i]) == 0)
            return true;
    return false;
}

bool leaving_note(Store *store, int64_t learner, int64_t enrolment, const char *reason, int64_t now, GError **error)
{
    g_autofree char *actor = g_strdup_printf("L%" G_GINT64_FORMAT, learner);
    g_autofree char *subject = g_strdup_printf("E%" G_GINT64_FORMAT, enrolment);
    g_autofree char *payload = g_strdup_printf("{\"reason\":\"%s\"}", reason);
    return journal_add(store, now, actor, BECAUSE, subject, payload, error);
}

typedef struct {
    bool herself;
    char *reason;
} Left;

static bool look(const JournalEntry *entry, gpointer data)
{
    Left *left = data;
    bool because = strcmp(entry->what, BECAUSE) == 0, back = strcmp(entry->what, BACK) == 0;
    if (!because && !back && strcmp(entry->what, LEFT) != 0)
        return true;
    g_clear_pointer(&left->reason, g_free);
    left->herself = !back;
    g_autoptr(cJSON) json = because && entry->payload ? json_parse(entry->payload, strlen(entry->payload), NULL) : NULL;
    const char *said = json ? json_string(json, "reason") : NULL;
    left->reason = leaving_is(said) ? g_strdup(said) : NULL;
    return true;
}

bool leaving_said(Store *store, int64_t enrolment, bool *herself, char **reason, GError **error)
{
    g_autofree char *subject = g_strdup_printf("E%" G_GINT64_FORMAT, enrolment);
    Left left = { false, NULL };
    bool read = journal_each(store, subject, 0, look, &left, error);
    *herself = left.herself;
    *reason = left.reason;
    return read;
}
