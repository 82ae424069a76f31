/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data of a cohort as they stood when it was closed: one hash over who answered what, with which mark, and over the
 * posts. It goes into the journal, so that a later look can tell whether the figures of a report are of these data. */
#include "checklist_priv.h"
#include "discussion.h"
#include "quiz.h"

typedef struct {
    GChecksum *sum;
    GArray *attempts; /* int64_t ids */
    int64_t closed;   /* what was written later is none of them */
    Freeze *freeze;
} Freezing;

static void add(GChecksum *sum, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void add(GChecksum *sum, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *line = g_strdup_vprintf(format, args);
    va_end(args);
    g_checksum_update(sum, (const guchar *)line, -1);
}

static bool add_attempt(const Attempt *a, gpointer data)
{
    Freezing *f = data;
    add(f->sum, "A %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s %d %d %" G_GINT64_FORMAT "\n", a->id, a->enrolment,
        a->step, a->number, (int)a->state, a->finished);
    g_array_append_val(f->attempts, a->id);
    return true;
}

static bool add_response(const QuizResponse *r, gpointer data)
{
    Freezing *f = data;
    add(f->sum, "R %d %s %d %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", r->position, r->item, r->version,
        r->answer ? r->answer : "-", r->mark, r->answered);
    f->freeze->answers += r->answered > 0;
    return true;
}

static bool add_post(const Post *p, gpointer data)
{
    Freezing *f = data;
    if (f->closed && p->written > f->closed)
        return true;
    /* Words that may not be kept are no part of the data. */
    add(f->sum, "P %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %d %d %s\n", p->id, p->enrolment, p->number, (int)p->state,
        p->keep && p->text ? p->text : "-");
    f->freeze->posts += p->state == POST_SHARED;
    return true;
}

bool cohort_freeze(Store *store, int64_t cohort, Freeze *freeze, GError **error)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_autoptr(GArray) attempts = g_array_new(FALSE, FALSE, sizeof(int64_t));
    g_autoptr(Cohort) row = cohort_get(store, cohort, error);
    Freezing f = { sum, attempts, row ? row->closed : 0, freeze };
    *freeze = (Freeze){ 0 };
    if (!row || !quiz_each(store, cohort, add_attempt, &f, error))
        return false;
    for (guint i = 0; i < attempts->len; i++)
        if (!quiz_responses(store, g_array_index(attempts, int64_t, i), add_response, &f, error))
            return false;
    if (!post_each(store, cohort, add_post, &f, error))
        return false;
    g_strlcpy(freeze->sha256, g_checksum_get_string(sum), sizeof freeze->sha256);
    return true;
}
