/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A correction goes to everyone who got the original, as the ledger tells; to whom it is still on its way, right behind
 * it; and to whoever is given the step later, with it. Once each, by its key. It passes pauses, since what was wrong
 * has been read, but wakes nobody. */
#include "facilitate_priv.h"
#include "phrase.h"

#include <string.h>

#define ORIGINAL_MAX 160 /* characters of the original that are quoted */

/* What the ledger knows of one learner and the original. */
typedef struct {
    int64_t enrolment;
    bool received, pending;
    char *wamid; /* of the first part that arrived */
} Holder;

typedef struct {
    const Correction *c;
    const Post *post;   /* of a post, else NULL */
    GPtrArray *holders; /* Holder *, in the order of the ledger */
    GHashTable *by_id;  /* enrolment -> Holder, borrowed */
} Search;

static void holder_free(gpointer data)
{
    Holder *holder = data;
    g_free(holder->wamid);
    g_free(holder);
}

static Holder *holder_of(Search *s, int64_t enrolment)
{
    Holder *holder = g_hash_table_lookup(s->by_id, &enrolment);
    if (holder)
        return holder;
    holder = g_new0(Holder, 1);
    holder->enrolment = enrolment;
    g_ptr_array_add(s->holders, holder);
    g_hash_table_insert(s->by_id, &holder->enrolment, holder);
    return holder;
}

/* "D42/3-7/...": a digest of the posts after #3 up to #7. */
static bool digest_holds(const char *key, int number)
{
    if (key[0] != 'D')
        return false;
    const char *slash = strchr(key, '/');
    char *end = NULL;
    int64_t from = slash ? g_ascii_strtoll(slash + 1, &end, 10) : 0;
    int64_t upto = end && *end == '-' ? g_ascii_strtoll(end + 1, NULL, 10) : 0;
    return slash && from < number && number <= upto;
}

static bool is_original(const Search *s, const OutboxLine *line)
{
    if (s->post) {
        g_autofree char *said = g_strdup_printf("N%" G_GINT64_FORMAT "/", s->post->id);
        return (line->kind == OWED_SAY && g_str_has_prefix(line->key, said)) ||
               (line->kind == OWED_RELAY && digest_holds(line->key, s->post->number));
    }
    return g_strcmp0(line->step, s->c->what) == 0 &&
           (line->kind == OWED_CONTENT || line->kind == OWED_PROMPT || line->kind == OWED_CONSENT);
}

static bool take_line(const OutboxLine *line, gpointer data)
{
    Search *s = data;
    if (!is_original(s, line))
        return true;
    bool over = g_str_equal(line->place, "done");
    bool got = over && (g_str_equal(line->reason, done_reason_name(DONE_ACCEPTED)) ||
                           g_str_equal(line->reason, done_reason_name(DONE_UNKNOWN)));
    if (over && !got)
        return true;
    Holder *holder = holder_of(s, line->enrolment);
    holder->received |= got;
    holder->pending |= !over;
    if (got && !holder->wamid)
        holder->wamid = g_strdup(line->wamid);
    return true;
}

typedef struct {
    Search *search;
    int64_t enrolment;
} Asked;

static bool take_asked(const QuizResponse *response, gpointer data)
{
    const Asked *a = data;
    if (response->asked && g_str_equal(response->item, a->search->c->what))
        holder_of(a->search, a->enrolment)->received = true;
    return true;
}

typedef struct {
    int64_t id, enrolment;
} Sitting;

static bool take_attempt(const Attempt *attempt, gpointer data)
{
    Sitting sitting = { attempt->id, attempt->enrolment };
    g_array_append_val((GArray *)data, sitting);
    return true;
}

static bool find_sitters(Context *context, Search *s, GError **error)
{
    g_autoptr(GArray) sittings = g_array_new(FALSE, FALSE, sizeof(Sitting));
    if (!quiz_each(context_store(context), s->c->cohort, take_attempt, sittings, error))
        return false;
    for (guint i = 0; i < sittings->len; i++) {
        const Sitting *sitting = &g_array_index(sittings, Sitting, i);
        Asked asked = { s, sitting->enrolment };
        if (!quiz_responses(context_store(context), sitting->id, take_asked, &asked, error))
            return false;
    }
    return true;
}

/* A digest's numbers are of its own room. */
static bool in_room(const Post *post, const Enrolment *e)
{
    return !post || post->room == e->room || post->enrolment == e->id;
}

static char *words(const Tutor *t, const Correction *c)
{
    return phrase(t->who.lang, c->kind == CORRECTED_ITEM ? "correction.item" : "correction", "original", c->original,
        "text", c->text, NULL);
}

static char *correction_key(const Correction *c, int64_t enrolment)
{
    return g_strdup_printf("X%" G_GINT64_FORMAT "/E%" G_GINT64_FORMAT, c->id, enrolment);
}

static bool tell(const Tutor *t, const Correction *c, Lane lane, const char *quote, char **looks, GError **error)
{
    g_autofree char *text = words(t, c);
    g_autofree char *key = correction_key(c, t->enrolment->id);
    GPtrArray *messages = layout_plain(&t->who, text);
    if (quote && messages->len)
        ((Message *)messages->pdata[0])->quote = g_strdup(quote);
    if (looks && !*looks)
        *looks = facilitate_plain(messages);
    return tutor_owe_post(t, key, lane, OWED_CORRECTION, 0, messages, error);
}

static bool tell_holder(Context *context, const Search *s, const Holder *holder, int64_t now, CorrectReach *reach,
    char **looks, GError **error)
{
    Tutor t;
    bool open = false;
    g_autoptr(Enrolment) e = enrolment_get(context_store(context), context_vault(context), holder->enrolment, error);
    if (!e)
        return false;
    if (!in_room(s->post, e))
        return true;
    if (!facilitate_may_reach(e, true)) {
        reach->left_out++;
        return true;
    }
    if (!tutor_init(&t, context, e, now, error) || !facilitate_open(context, e->learner, now, &open, error))
        return false;
    reach->people += !holder->pending;
    reach->pending += holder->pending;
    reach->window += !open;
    /* Behind the original where that has not gone, before everything else where it has. */
    Lane lane = holder->pending ? (s->post ? LANE_RELAY : LANE_CONTENT) : LANE_ALARM;
    return tell(&t, s->c, lane, open && !holder->pending ? holder->wamid : NULL, looks, error);
}

/* When the last sit of the test that holds the item has closed; 0 when it is in none, or all are over. */
static bool sealed_until(Context *context, const Correction *c, int64_t now, int64_t *until, GError **error)
{
    const Cohort *cohort = context_cohort(context, c->cohort, error);
    const Plan *plan = cohort ? context_plan(context, cohort->version, error) : NULL;
    if (!plan)
        return false;
    const Course *course = plan_course(plan);
    const Item *item = course_item(course, c->what);
    *until = 0;
    for (guint i = 0; item && item->is_test && i < course->steps->len; i++) {
        int64_t opens = 0, closes = 0;
        const Step *step = course->steps->pdata[i];
        if (step->kind != STEP_SIT)
            continue;
        schedule_sit_window(plan, cohort, step, &opens, &closes);
        *until = closes > now ? MAX(*until, closes) : *until;
    }
    return true;
}

/* Before that, telling the right answer would give it away: the rooms hear it when it is over. */
static bool tell_later(Context *context, const Correction *c, int64_t at, int64_t now, GError **error)
{
    const Plan *plan = context_plan_of(context, c->cohort, error);
    if (!plan)
        return false;
    g_autofree char *text =
        phrase(plan_course(plan)->lang, "correction.item", "original", c->original, "text", c->text, NULL);
    Notice notice = { .cohort = c->cohort, .written = now, .at = at, .actor = c->actor, .text = text };
    return notice_add(context_store(context), &notice, error);
}

static bool find_holders(Context *context, Search *s, GError **error)
{
    if (s->c->kind == CORRECTED_ITEM)
        return find_sitters(context, s, error);
    if (!outbox_each(context_store(context), s->c->cohort, 0, take_line, s, error))
        return false;
    if (s->post && s->post->enrolment)
        holder_of(s, s->post->enrolment)->received = true;
    return true;
}

bool facilitate_correct(Context *context, Correction *c, int64_t now, CorrectReach *reach, char **looks, GError **error)
{
    Store *store = context_store(context);
    g_autofree char *original = facilitate_quote(c->original, ORIGINAL_MAX);
    g_free(c->original);
    c->original = g_steal_pointer(&original);
    g_autoptr(Post) post =
        c->kind == CORRECTED_POST ? post_get(store, g_ascii_strtoll(c->what, NULL, 10), error) : NULL;
    int64_t sealed = 0;
    if ((c->kind == CORRECTED_POST && !post) || !correction_add(store, c, error) ||
        (c->kind == CORRECTED_ITEM && !sealed_until(context, c, now, &sealed, error)))
        return false;
    if (sealed) {
        reach->told_at = sealed;
        return tell_later(context, c, sealed, now, error);
    }
    g_autoptr(GPtrArray) holders = g_ptr_array_new_with_free_func(holder_free);
    g_autoptr(GHashTable) by_id = g_hash_table_new(g_int64_hash, g_int64_equal);
    Search search = { c, post, holders, by_id };
    if (!find_holders(context, &search, error))
        return false;
    for (guint i = 0; i < holders->len; i++)
        if (!tell_holder(context, &search, holders->pdata[i], now, reach, looks, error))
            return false;
    return true;
}

bool facilitate_follow(const Tutor *t, const char *step, Lane lane, GError **error)
{
    g_autoptr(GPtrArray) list = correction_of(context_store(t->context), t->cohort->id, CORRECTED_STEP, step, error);
    for (guint i = 0; list && i < list->len; i++)
        if (!tell(t, list->pdata[i], lane, NULL, NULL, error))
            return false;
    return list != NULL;
}

static Correction *newest(GPtrArray *list)
{
    return list->len ? g_ptr_array_steal_index(list, list->len - 1) : NULL;
}

Correction *facilitate_remedy(Context *context, int64_t cohort, const char *item, GError **error)
{
    g_autoptr(GPtrArray) list = correction_of(context_store(context), cohort, CORRECTED_ITEM, item, error);
    return list ? newest(list) : NULL;
}

char *facilitate_post_text(Context *context, const char *lang, const Post *post, GError **error)
{
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, post->id);
    g_autoptr(GPtrArray) list = correction_of(context_store(context), post->cohort, CORRECTED_POST, id, error);
    g_autoptr(Correction) last = list ? newest(list) : NULL;
    const char *text = post->text ? post->text : "";
    if (!list || !last)
        return list ? g_strdup(text) : NULL;
    g_autofree char *note = phrase(lang, "correction.post", "text", last->text, NULL);
    return g_strdup_printf("%s\n%s", text, note);
}
