/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The morning card, from what the tables say now. Silent is who has sent nothing for three course days; stuck is whom
 * something keeps from the course that only a person can mend. */
#include "clock.h"
#include "desk.h"
#include "host.h"
#include "phrase.h"
#include "text.h"
#include <string.h>

#define SILENT_DAYS 3
#define NAMES_MAX 8
#define STEPS_MAX 8

typedef struct {
    Context *context;
    const Cohort *cohort;
    const Plan *plan;
    const char *lang;
    int64_t now;
    GString *today, *silent, *stuck;
    const char *rooms; /* lines of silent rooms, or NULL */
    int steps, n_silent, n_stuck, held, questions, paused;
} Card;

static void add_name(GString *list, int n, const char *name)
{
    if (n < NAMES_MAX)
        g_string_append_printf(list, "%s%s", n ? ", " : "", name);
}

/* --- today --- */

static bool add_step(const char *id, int64_t utc, int64_t rows, gpointer data)
{
    Card *card = data;
    int index = plan_find(card->plan, id);
    const Beat *beat = index >= 0 ? plan_beat(card->plan, index) : NULL;
    if (!beat || beat->kind == BEAT_CLOSE || beat->kind == BEAT_AGAIN_CLOSE || beat->kind == BEAT_REMIND)
        return true;
    if (card->steps++ >= STEPS_MAX)
        return true;
    const Course *course = plan_course(card->plan);
    const char *title = beat->step->title ? course_text(beat->step->title, course, card->lang, NULL) : "";
    if (!*title)
        title = course_text(beat->module->title, course, card->lang, NULL);
    g_autofree char *when = civil_local_text(cohort_zone(card->cohort), utc);
    g_string_append_printf(card->today, "\n%s %s", when + 11, title);
    return true;
}

static bool add_today(Card *card, GError **error)
{
    Civil midnight = civil_from_days(cohort_today(card->cohort, card->now) + 1);
    int64_t end = civil_to_utc(cohort_zone(card->cohort), &midnight, NULL);
    return schedule_coming(context_store(card->context), card->cohort->id, card->now, end, add_step, card, error);
}

/* --- who is silent, who is stuck --- */

static bool keep_failure(const OutboxLine *line, gpointer data)
{
    char **why = data;
    bool failed = g_str_equal(line->reason, "failed") || g_str_equal(line->status, "failed");
    bool arrived = line->delivered_at > 0 || line->read_at > 0;
    if (failed || arrived) {
        g_free(*why);
        *why = failed ? g_strdup(line->detail && *line->detail ? line->detail : "") : NULL;
    }
    return true;
}

/* Why her messages fail, as far as the last that was settled tells; NULL when they arrive. Given. */
static bool last_failure(Card *card, const Enrolment *e, char **why, GError **error)
{
    *why = NULL;
    return outbox_each(context_store(card->context), card->cohort->id, e->id, keep_failure, why, error);
}

static void add_stuck(Card *card, const Enrolment *e, const char *why)
{
    if (card->n_stuck++ < NAMES_MAX)
        g_string_append_printf(card->stuck, "\n%s: %s", desk_name(card->cohort, e), why);
}

static bool silent_days(Card *card, const Enrolment *e, int *days, GError **error)
{
    OutboxThread thread;
    if (!outbox_thread_get(context_store(card->context), e->learner, &thread, error))
        return false;
    int64_t heard = thread.window_until ? thread.window_until - context_caps(card->context)->window : e->enrolled;
    int64_t last = cohort_today(card->cohort, heard);
    int day = cohort_day_of(card->cohort, cohort_today(card->cohort, card->now));
    *days = day - MAX(cohort_day_of(card->cohort, last), 1);
    return true;
}

static bool add_person(Card *card, const Enrolment *e, GError **error)
{
    int days = 0;
    g_autofree char *failure = NULL, *why = NULL;
    bool begun = cohort_day_of(card->cohort, cohort_today(card->cohort, card->now)) > 1;
    if (e->state == ENROLMENT_NO_OPT_IN) {
        why = phrase(card->lang, "staff.stuck.opt_in", NULL);
    } else if (e->state == ENROLMENT_PAUSED && e->paused_until > card->now) {
        card->paused++;
        return true;
    } else if (e->state != ENROLMENT_ACTIVE && e->state != ENROLMENT_PAUSED) {
        return true;
    } else if (!silent_days(card, e, &days, error)) {
        return false;
    } else if (days >= SILENT_DAYS) {
        add_name(card->silent, card->n_silent++, desk_name(card->cohort, e));
        if (!last_failure(card, e, &failure, error))
            return false;
        why = failure ? phrase(card->lang, "staff.stuck.fails", "why", failure, NULL) : NULL;
    } else if (!e->asked_course && begun) {
        why = phrase(card->lang, "staff.stuck.consent", NULL);
    }
    if (why)
        add_stuck(card, e, why);
    return true;
}

static bool add_people(Card *card, int64_t room, GError **error)
{
    Store *store = context_store(card->context);
    g_autoptr(GArray) ids =
        room ? room_members(store, room, false, error) : enrolment_list(store, card->cohort->id, error);
    for (guint i = 0; ids && i < ids->len; i++) {
        g_autoptr(Enrolment) e =
            enrolment_get(store, context_vault(card->context), g_array_index(ids, int64_t, i), error);
        if (!e || (e->role != MEMBER_OBSERVER && !add_person(card, e, error)))
            return false;
    }
    return ids != NULL;
}

/* --- the words --- */

static void add_block(const Card *card, GString *text, const char *key, int n, const GString *list)
{
    if (n == 0)
        return;
    g_autofree char *count = g_strdup_printf("%d", n);
    g_autofree char *more = g_strdup_printf("%d", n - NAMES_MAX);
    g_autofree char *rest = n > NAMES_MAX ? phrase(card->lang, "staff.card.more", "n", more, NULL) : g_strdup("");
    g_autofree char *block = phrase(card->lang, key, "n", count, "list", list->str, "rest", rest, NULL);
    g_string_append_printf(text, "\n\n%s", block);
}

static char *words_of(const Card *card, int64_t fresh)
{
    int day = cohort_day_of(card->cohort, cohort_today(card->cohort, card->now));
    g_autofree char *d = g_strdup_printf("%d", day), *held = g_strdup_printf("%d", card->held);
    g_autofree char *questions = g_strdup_printf("%d", card->questions),
                    *silent = g_strdup_printf("%d", card->n_silent);
    g_autofree char *stuck = g_strdup_printf("%d", card->n_stuck);
    g_autofree char *head = phrase(card->lang, "staff.card.head", "cohort", card->cohort->name, "day", d, "held", held,
        "questions", questions, "silent", silent, "stuck", stuck, NULL);
    GString *text = g_string_new(head);
    if (card->cohort->state == COHORT_PAUSED) {
        g_autofree char *paused = phrase(card->lang, "staff.card.paused", NULL);
        g_string_append_printf(text, "\n\n%s", paused);
    }
    g_autofree char *today =
        phrase(card->lang, card->steps ? "staff.card.today" : "staff.card.nothing", "list", card->today->str, NULL);
    g_string_append_printf(text, "\n\n%s", today);
    if (card->held + card->questions > 0) {
        g_autofree char *queue = phrase(card->lang, "staff.card.queue", "held", held, "questions", questions, NULL);
        g_string_append_printf(text, "\n\n%s", queue);
    }
    if (fresh > 0) {
        g_autofree char *n = g_strdup_printf("%" G_GINT64_FORMAT, fresh);
        g_autofree char *posts = phrase(card->lang, "staff.card.posts", "n", n, NULL);
        g_string_append_printf(text, "\n\n%s", posts);
    }
    if (card->rooms && *card->rooms) {
        g_autofree char *rooms = phrase(card->lang, "staff.card.silent_rooms", "list", card->rooms, NULL);
        g_string_append_printf(text, "\n\n%s", rooms);
    }
    add_block(card, text, "staff.card.silent", card->n_silent, card->silent);
    add_block(card, text, "staff.card.stuck", card->n_stuck, card->stuck);
    return g_string_free(text, FALSE);
}

/* Posts in the cohort's rooms that she has not asked for. */
static bool count_fresh(Context *context, const Staff *staff, const Cohort *cohort, int64_t *fresh, GError **error)
{
    Store *store = context_store(context);
    g_autoptr(GArray) rooms = room_list(store, cohort->id, error);
    for (guint i = 0; rooms && i < rooms->len; i++) {
        int64_t last = 0, upto = 0, room = g_array_index(rooms, int64_t, i);
        if (!post_last_number(store, room, &last, error) || !staff_read_upto(store, staff->id, room, &upto, error))
            return false;
        *fresh += last - upto;
    }
    return rooms != NULL;
}

char *desk_card(Context *context, const Staff *staff, const Cohort *cohort, int64_t now, bool *empty, GError **error)
{
    Card card = { .context = context, .cohort = cohort, .now = now };
    int64_t first = 0, last = 0, waiting = 0, fresh = 0;
    g_autofree char *lang = desk_lang(context, staff, error);
    card.lang = lang;
    card.plan = lang ? context_plan(context, cohort->version, error) : NULL;
    g_autoptr(GString) today = g_string_new(NULL), silent = g_string_new(NULL), stuck = g_string_new(NULL);
    card.today = today;
    card.silent = silent;
    card.stuck = stuck;
    g_autofree char *rooms = card.plan ? host_silent_rooms(context, cohort, lang, now, error) : NULL;
    card.rooms = rooms;
    if (!rooms || !add_today(&card, error) ||
        !desk_waiting(context, cohort->id, now, &card.held, &card.questions, error) || !add_people(&card, 0, error) ||
        !count_fresh(context, staff, cohort, &fresh, error) ||
        !schedule_span(context_store(context), cohort->id, &first, &last, &waiting, error))
        return NULL;
    if (empty)
        *empty = waiting == 0 && card.held + card.questions + card.steps == 0;
    return words_of(&card, fresh);
}

/* A peer is told numbers, never who: that is for the facilitator. */
char *desk_peer_card(const Tutor *t, GError **error)
{
    g_autoptr(GString) today = g_string_new(NULL), silent = g_string_new(NULL), stuck = g_string_new(NULL);
    Card card = { .context = t->context,
        .cohort = t->cohort,
        .plan = t->plan,
        .lang = t->who.lang,
        .now = t->now,
        .today = today,
        .silent = silent,
        .stuck = stuck };
    if (!add_today(&card, error) || !add_people(&card, t->enrolment->room, error))
        return NULL;
    g_autofree char *d = g_strdup_printf("%d", cohort_day_of(t->cohort, cohort_today(t->cohort, t->now)));
    g_autofree char *n = g_strdup_printf("%d", card.n_silent);
    g_autofree char *steps =
        phrase(card.lang, card.steps ? "staff.card.today" : "staff.card.nothing", "list", today->str, NULL);
    return phrase(card.lang, "peer.card", "day", d, "today", steps, "n", n, NULL);
}
