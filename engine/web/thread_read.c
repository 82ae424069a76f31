/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A learner's thread is put together from the ledger of what is owed to her and from what became of her messages:
 * posts and questions, answers, votes, and what the journal has of her. */
#include "thread_priv.h"

#include "discussion.h"
#include "journal.h"
#include "grid_priv.h"
#include "web_queries.h"

#include <string.h>

typedef struct {
    WebPage *page;
    const Cohort *cohort;
    const Course *course;
    const char *lang; /* hers */
    GPtrArray *moments;
    const GPtrArray *unnamed;
} Thread;

void moment_free(Moment *moment)
{
    g_free(moment->what);
    g_free(moment->mark);
    g_free(moment->why);
    g_free(moment->words);
    g_free(moment->to);
    g_free(moment);
}

static Moment *add(Thread *thread, int64_t at, int64_t id, bool hers, char *what)
{
    Moment *moment = g_new0(Moment, 1);
    *moment = (Moment){ .at = at, .id = id, .hers = hers, .css = "", .what = what };
    g_ptr_array_add(thread->moments, moment);
    return moment;
}

/* --- to her --- */

/* When it went, or when it was made while it has not gone. */
static int64_t moment_of(const OutboxLine *line)
{
    return line->sent_at ? line->sent_at : line->at ? line->at : line->created;
}

static bool put_message(const OutboxLine *line, gpointer data)
{
    Thread *thread = data;
    if (unnamed_message(thread->unnamed, thread->lang, line))
        return true;
    g_autoptr(Message) message = line->body ? message_from_json(line->body, NULL) : NULL;
    const char *lane = lane_name((Lane)line->lane);
    Moment *moment = add(thread, moment_of(line), line->id, false,
        g_strdup_printf("%s%s%s", *line->step ? line->step : "", *line->step ? " · " : "", lane));
    bool told = line->status && *line->status;
    bool over = strcmp(line->place, "done") == 0 && line->reason && *line->reason;
    moment->mark = g_strdup(told ? line->status : over ? line->reason : line->place);
    moment->css = strcmp(moment->mark, "failed") == 0 ? "failed" : strcmp(line->place, "held") == 0 ? "held" : "";
    /* What went well needs no sentence. */
    bool well = told && strcmp(line->status, "failed") != 0;
    g_autofree char *sentence = well ? NULL : grid_sentence(thread->page->web->store, line);
    moment->why = well ? NULL
                       : g_strdup_printf("%s%s%s", sentence, line->detail && *line->detail ? " " : "",
                             line->detail ? line->detail : "");
    moment->words = message ? message_plain(message) : NULL;
    if (*line->step)
        moment->to = g_strdup_printf(
            "/cohort/%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "/%s", thread->cohort->id, line->enrolment, line->step);
    return true;
}

/* --- from her --- */

static bool put_post(const StoreRow *row, gpointer data)
{
    Thread *thread = data;
    int64_t state = store_int(row, 2);
    if (store_int(row, 8) && !page_may(thread->page, WEB_COORDINATOR))
        return true; /* shared without her name */
    const char *name = post_state_name((PostState)CLAMP(state, 0, POST_STATES - 1)), *prompt = store_text(row, 5);
    const char *mime = store_text(row, 4);
    int64_t number = store_int(row, 7);
    g_autofree char *sign = number ? g_strdup_printf(" #%" G_GINT64_FORMAT, number) : g_strdup("");
    Moment *moment = add(thread, store_int(row, 1), store_int(row, 0), true,
        g_strdup_printf("%s%s%s%s%s%s%s", state == POST_QUESTION ? "question" : "post", sign, *prompt ? " · on " : "",
            prompt, *mime ? " · " : "", mime, store_int(row, 9) ? " · social, in no count" : ""));
    moment->mark = g_strdup(name);
    moment->css = state == POST_HELD ? "held" : "";
    moment->why = *store_text(row, 6) ? g_strdup_printf("held: %s", store_text(row, 6)) : NULL;
    moment->words = g_strdup(store_text(row, 3));
    if (state == POST_QUESTION)
        moment->to = g_strdup_printf("/question/%" G_GINT64_FORMAT, store_int(row, 0));
    else if (state == POST_HELD)
        moment->to = g_strdup("/held");
    else if (state == POST_SHARED)
        moment->to = g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/correct?what=P%" G_GINT64_FORMAT "#post",
            thread->cohort->id, store_int(row, 0));
    return true;
}

/* The options of an answer as she read them; what she typed where there are none. Given. */
static char *answer_words(const Thread *thread, const char *item_id, const char *answer, const char *raw)
{
    const Item *item = course_item(thread->course, item_id);
    g_autoptr(GString) words = g_string_new("");
    g_auto(GStrv) ids = g_strsplit(answer, " ", -1);
    for (guint i = 0; item && item->options && i < item->options->len; i++) {
        const ItemOption *option = item->options->pdata[i];
        if (option->id && g_strv_contains((const char *const *)ids, option->id))
            g_string_append_printf(words, "%s%s", words->len ? "; " : "",
                course_text(option->texts, thread->course, thread->lang, thread->cohort->country));
    }
    /* a tap's payload says nothing to a reader */
    return words->len                    ? g_string_free(g_steal_pointer(&words), FALSE)
           : g_str_has_prefix(raw, "q.") ? g_strdup(answer)
                                         : g_strdup(raw);
}

/* What she answered in a test stays between her and the test. */
static bool put_answer(const StoreRow *row, gpointer data)
{
    Thread *thread = data;
    Moment *moment = add(thread, store_int(row, 0), 0, true,
        g_strdup_printf("answer · question %" G_GINT64_FORMAT " of %s", store_int(row, 2) + 1, store_text(row, 1)));
    moment->mark = g_strdup("answered");
    moment->words =
        store_int(row, 3) ? NULL : answer_words(thread, store_text(row, 5), store_text(row, 6), store_text(row, 4));
    return true;
}

static bool put_done(const StoreRow *row, gpointer data)
{
    Thread *thread = data;
    Moment *moment =
        add(thread, store_int(row, 1), 0, true, g_strdup_printf("%s · %s", store_text(row, 2), store_text(row, 0)));
    moment->mark = g_strdup("done");
    moment->words = g_strdup(store_text(row, 3));
    return true;
}

/* What she did herself; what was done about her is for the coordinator. */
static bool put_entry(const JournalEntry *entry, gpointer data)
{
    Thread *thread = data;
    bool hers = entry->actor[0] == 'L';
    if ((!hers && !page_may(thread->page, WEB_COORDINATOR)) || unnamed_instant(thread->unnamed, entry->time))
        return true;
    Moment *moment = add(thread, entry->time, 0, hers, g_strdup(entry->what));
    moment->mark = g_strdup("noted");
    moment->why = hers ? NULL : g_strdup_printf("by %s", entry->actor);
    return true;
}

static gint newest_first(gconstpointer a, gconstpointer b)
{
    const Moment *x = *(Moment *const *)a, *y = *(Moment *const *)b;
    if (x->at != y->at)
        return x->at < y->at ? 1 : -1;
    return x->id < y->id ? 1 : x->id > y->id ? -1 : strcmp(x->what, y->what);
}

GPtrArray *thread_moments(WebPage *page, const Cohort *cohort, const Enrolment *e, GError **error)
{
    Store *store = page->web->store;
    g_autoptr(GPtrArray) moments = g_ptr_array_new_with_free_func((GDestroyNotify)moment_free);
    const Plan *plan = web_plan(page->web, cohort, error);
    if (!plan)
        return NULL;
    g_autoptr(GPtrArray) unnamed = unnamed_of(page, e, error);
    if (!unnamed)
        return NULL;
    Thread thread = { .page = page,
        .cohort = cohort,
        .course = plan_course(plan),
        .lang = e->lang,
        .moments = moments,
        .unnamed = unnamed };
    g_autofree char *enrolment = g_strdup_printf("E%" G_GINT64_FORMAT, e->id);
    g_autofree char *learner = g_strdup_printf("L%" G_GINT64_FORMAT, e->learner);
    if (!outbox_each(store, cohort->id, e->id, put_message, &thread, error) ||
        !store_each(store, &web_thread_posts, ARGS(ARG_INT("enrolment", e->id)), put_post, &thread, error) ||
        !store_each(store, &web_thread_answers, ARGS(ARG_INT("enrolment", e->id)), put_answer, &thread, error) ||
        !store_each(store, &web_thread_done, ARGS(ARG_INT("enrolment", e->id)), put_done, &thread, error) ||
        !journal_each(store, enrolment, 0, put_entry, &thread, error) ||
        !journal_each(store, learner, 0, put_entry, &thread, error))
        return NULL;
    g_ptr_array_sort(moments, newest_first);
    return g_steal_pointer(&moments);
}
