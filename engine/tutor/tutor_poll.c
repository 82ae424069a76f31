/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a room chose. A commit poll is answered in private: nobody is told how many chose what before it closes; then
 * the room talks, is asked once more, and sees both spreads. Counts only: never who, and nothing where fewer than three
 * have answered, for then a count is a name. */
#include "poll_priv.h"
#include "phrase.h"

#define SPREAD_MIN 3 /* answers below which a spread is not shown */
#define BAR_WIDTH 10 /* blocks of the longest bar */

/* When a beat of the poll comes to the learner's room, as local time: from its row, or where that is not made yet from
 * `expected`. Given; NULL with *error. */
static char *time_of(const Tutor *t, const char *before, const char *suffix, int64_t expected, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autofree char *beat = g_strconcat(before, suffix, NULL);
    g_autoptr(Due) row = schedule_find(context_store(t->context), 0, t->enrolment->room, beat, &fault);
    if (!fault)
        return civil_local_text(cohort_zone(t->cohort), row ? row->utc : expected);
    g_propagate_error(error, g_steal_pointer(&fault));
    return NULL;
}

GPtrArray *poll_opening(const Tutor *t, const Beat *beat, const char *key, GError **error)
{
    const Step *poll = beat->step;
    if (!poll->commit)
        return layout_poll(&t->who, poll, key, NULL, NULL);
    g_autofree char *time = time_of(t, beat->id, ".close", schedule_closes(t->cohort, poll, t->now), error);
    if (!time)
        return NULL;
    bool again = beat->kind == BEAT_AGAIN;
    g_autofree char *before = again ? phrase(t->who.lang, "commit.again", NULL) : NULL;
    g_autofree char *after = phrase(t->who.lang, again ? "commit.again_how" : "commit.how", "time", time, NULL);
    return layout_poll(&t->who, poll, key, before, after);
}

static const char *choice_text(const Tutor *t, const Step *poll, guint i)
{
    const ItemOption *choice = poll->choices->pdata[i];
    return course_text(choice->texts, t->who.course, t->who.lang, t->who.country);
}

static int64_t count_of(const cJSON *counts, const Step *poll, guint i)
{
    return json_int(counts, ((const ItemOption *)poll->choices->pdata[i])->id, 0);
}

/* Blocks in proportion to the votes; at least one where there is a vote. */
static void add_bar(GString *out, int64_t count, int voters)
{
    int64_t blocks = voters ? (count * BAR_WIDTH + voters / 2) / voters : 0;
    for (int64_t i = 0; i < MAX(blocks, count > 0); i++)
        g_string_append(out, "\u2588");
    g_string_append_printf(out, "%s%" G_GINT64_FORMAT, count ? " " : "", count);
}

static GPtrArray *plain_results(const Tutor *t, const Step *poll, GError **error)
{
    int voters = 0;
    g_autoptr(cJSON) counts =
        poll_counts(context_store(t->context), poll, poll->id, t->enrolment->room, &voters, error);
    if (!counts)
        return NULL;
    g_autoptr(GString) lines = g_string_new(NULL);
    for (guint i = 0; i < poll->choices->len; i++)
        g_string_append_printf(lines, "\n- %s: %" G_GINT64_FORMAT, choice_text(t, poll, i), count_of(counts, poll, i));
    g_autofree char *n = g_strdup_printf("%d", voters);
    g_autofree char *text = voters < SPREAD_MIN
                                ? phrase(t->who.lang, "commit.few", "n", n, NULL)
                                : phrase(t->who.lang, "poll.results", "n", n, "lines", lines->str, NULL);
    return layout_plain(&t->who, text);
}

/* The spread, the author's words and when the question comes again. */
static GPtrArray *spread(const Tutor *t, const Step *poll, GError **error)
{
    int voters = 0;
    int64_t again = cohort_after(t->cohort, t->now, poll->again, poll->again_days);
    g_autoptr(cJSON) counts =
        poll_counts(context_store(t->context), poll, poll->id, t->enrolment->room, &voters, error);
    g_autofree char *time = counts ? time_of(t, poll->id, ".again", again, error) : NULL;
    if (!time)
        return NULL;
    g_autoptr(GString) lines = g_string_new(NULL);
    for (guint i = 0; i < poll->choices->len; i++) {
        g_string_append_printf(lines, "\n%c. %s\n", 'A' + (int)i, choice_text(t, poll, i));
        add_bar(lines, count_of(counts, poll, i), voters);
    }
    g_autofree char *n = g_strdup_printf("%d", voters);
    g_autofree char *head = voters < SPREAD_MIN
                                ? phrase(t->who.lang, "commit.few", "n", n, NULL)
                                : phrase(t->who.lang, "commit.spread", "n", n, "lines", lines->str, NULL);
    const CourseTexts *own = poll->closing ? poll->closing->texts : NULL;
    g_autofree char *words = own ? layout_fill(&t->who, course_text(own, t->who.course, t->who.lang, t->who.country))
                                 : phrase(t->who.lang, "commit.talk", NULL);
    g_autofree char *foot = phrase(t->who.lang, "commit.foot", "time", time, NULL);
    g_autofree char *text = g_strdup_printf("%s\n\n%s\n\n%s\n_%s_", head, words, foot, poll->id);
    return layout_plain(&t->who, text);
}

/* --- both votes beside each other --- */

typedef struct {
    GHashTable *first; /* enrolment -> choices */
    int both, changed;
} Compare;

static bool remember(const PollVote *vote, gpointer data)
{
    const Compare *c = data;
    g_hash_table_insert(c->first, g_memdup2(&vote->enrolment, sizeof vote->enrolment), g_strdup(vote->choices));
    return true;
}

static bool compare(const PollVote *vote, gpointer data)
{
    Compare *c = data;
    const char *before = g_hash_table_lookup(c->first, &vote->enrolment);
    c->both += before != NULL;
    c->changed += before && !g_str_equal(before, vote->choices);
    return true;
}

static GPtrArray *before_and_after(const Tutor *t, const Beat *beat, GError **error)
{
    Store *store = context_store(t->context);
    const Step *poll = beat->step;
    g_autofree char *again = g_strconcat(poll->id, ".again", NULL);
    g_autoptr(GHashTable) first = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
    Compare c = { .first = first };
    int before = 0, after = 0;
    g_autoptr(cJSON) was = poll_counts(store, poll, poll->id, t->enrolment->room, &before, error);
    g_autoptr(cJSON) is = was ? poll_counts(store, poll, again, t->enrolment->room, &after, error) : NULL;
    if (!is || !poll_each(store, poll->id, t->enrolment->room, remember, &c, error) ||
        !poll_each(store, again, t->enrolment->room, compare, &c, error))
        return NULL;
    g_autofree char *n = g_strdup_printf("%d", after);
    if (before < SPREAD_MIN || after < SPREAD_MIN) {
        g_autofree char *few = phrase(t->who.lang, "commit.few_again", "n", n, NULL);
        return layout_plain(&t->who, few);
    }
    g_autofree char *was_word = phrase(t->who.lang, "commit.before", NULL);
    g_autofree char *is_word = phrase(t->who.lang, "commit.after", NULL);
    g_autoptr(GString) lines = g_string_new(NULL);
    for (guint i = 0; i < poll->choices->len; i++) {
        g_string_append_printf(lines, "\n%c. %s\n", 'A' + (int)i, choice_text(t, poll, i));
        add_bar(lines, count_of(was, poll, i), before);
        g_string_append_printf(lines, " %s\n", was_word);
        add_bar(lines, count_of(is, poll, i), after);
        g_string_append_printf(lines, " %s", is_word);
    }
    g_autofree char *both = g_strdup_printf("%d", c.both), *changed = g_strdup_printf("%d", c.changed);
    g_autofree char *text =
        phrase(t->who.lang, "commit.result", "n", n, "lines", lines->str, "changed", changed, "both", both, NULL);
    return layout_plain(&t->who, text);
}

GPtrArray *poll_closing(const Tutor *t, const Beat *beat, GError **error)
{
    if (beat->kind == BEAT_AGAIN_CLOSE)
        return before_and_after(t, beat, error);
    return beat->step->commit ? spread(t, beat->step, error) : plain_results(t, beat->step, error);
}
