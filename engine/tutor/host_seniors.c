/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A junior asks one senior rather than everybody or the facilitator. The question lies with nobody else meanwhile, so
 * it has a clock: whoever does not answer in her hours, is away by then, or wants no more, lets go of it. */
#include "host_seniors.h"
#include "active.h"
#include "audience.h"
#include "facilitate_priv.h"
#include "phrase.h"
#include "text.h"

#define LOOK_AGAIN HOUR         /* active; for what lies with a senior */
#define INVITE_AGAIN (6 * HOUR) /* active; for seniors who came, or agreed to the course, since */
#define QUOTE_MAX 200           /* characters of a question that are said again */

/* Words and buttons in one message where it holds them. */
static GPtrArray *with_buttons(const Tutor *t, const char *text, const char *ask, Message **buttons)
{
    g_autofree char *both = g_strdup_printf("%s\n\n%s", text, ask);
    bool fits = text_length(both) <= (size_t)t->who.caps->max_body;
    GPtrArray *messages =
        fits ? g_ptr_array_new_with_free_func((GDestroyNotify)message_free) : layout_plain(&t->who, text);
    *buttons = message_new(MESSAGE_BUTTONS, fits ? both : ask);
    g_ptr_array_add(messages, *buttons);
    return messages;
}

static void add_button(Message *message, const Tutor *t, const char *id, const char *key)
{
    g_autofree char *title = phrase(t->who.lang, key, NULL);
    message_add_choice(message, id, title, NULL);
}

/* --- whom --- */

static bool has_open(const GArray *open, int64_t senior)
{
    for (guint i = 0; i < open->len; i++)
        if (g_array_index(open, Asked, i).senior == senior)
            return true;
    return false;
}

/* Whether she may have a question of `asker` at this moment, or keep it. */
static bool fits(Store *store, const Cohort *cohort, const Enrolment *senior, int64_t asker, bool *may, GError **error)
{
    bool apart = false, willing = false;
    *may = false;
    if (!senior_is(store, senior->id, &willing, error) || !talk_apart(store, asker, senior->id, &apart, error))
        return false;
    *may = willing && !apart && senior->role == MEMBER_SENIOR && senior->state == ENROLMENT_ACTIVE &&
           senior->may_course && senior->id != asker && cohort->state == COHORT_RUNNING;
    return true;
}

static bool may_ask(const Tutor *t, int *hours, GError **error)
{
    Upkeep upkeep;
    *hours = 0;
    if (audience_rules(t->cohort->audience)->hidden || t->enrolment->role != MEMBER_LEARNER)
        return true;
    if (!upkeep_get(context_store(t->context), t->cohort->id, &upkeep, error))
        return false;
    *hours = upkeep.ask_seniors;
    return true;
}

static bool mark_here(const Tutor *t, Volunteer *v, const GArray *open, int64_t only, GError **error)
{
    Store *store = context_store(t->context);
    if ((only && v->enrolment != only) || has_open(open, v->enrolment))
        return true;
    g_autoptr(Enrolment) e = enrolment_get(store, context_vault(t->context), v->enrolment, error);
    return e && fits(store, t->cohort, e, t->enrolment->id, &v->here, error);
}

Enrolment *host_senior_for(const Tutor *t, int64_t only, int *hours, GError **error)
{
    Store *store = context_store(t->context);
    if (!may_ask(t, hours, error) || *hours == 0)
        return NULL;
    g_autoptr(GArray) open = asked_open(store, t->cohort->id, error);
    g_autoptr(GArray) list = open ? senior_list(store, t->enrolment->room, error) : NULL;
    for (guint i = 0; list && i < list->len; i++)
        if (!mark_here(t, &g_array_index(list, Volunteer, i), open, only, error))
            return NULL;
    int pick = list ? volunteer_pick((const Volunteer *)list->data, list->len, 0, (uint64_t)t->enrolment->room) : -1;
    return pick < 0 ? NULL
                    : enrolment_get(store, context_vault(t->context),
                          g_array_index(list, Volunteer, (guint)pick).enrolment, error);
}

/* --- there --- */

/* She agreed to be asked, one question at a time, and it has a clock: so it is no part of the day's ration, as an
 * answer is none. */
static bool tell_senior(const Tutor *theirs, const Tutor *t, const Post *question, int64_t until, GError **error)
{
    g_autofree char *key = g_strdup_printf("SQ%" G_GINT64_FORMAT, question->id);
    g_autofree char *id = g_strdup_printf("o.%" G_GINT64_FORMAT ".pass", question->id);
    g_autofree char *date = tutor_date(theirs, until), *local = civil_local_text(cohort_zone(t->cohort), until);
    g_autofree char *when = g_strdup_printf("%s, %s", date, local + 11);
    g_autofree char *text = phrase(
        theirs->who.lang, "senior.question", "name", enrolment_shown(t->enrolment), "text", question->text, NULL);
    g_autofree char *how =
        phrase(theirs->who.lang, "senior.how", "name", enrolment_shown(t->enrolment), "until", when, NULL);
    Message *message = NULL;
    GPtrArray *messages = with_buttons(theirs, text, how, &message);
    add_button(message, theirs, id, "senior.pass.button");
    return tutor_owe(theirs, key, LANE_RELAY, OWED_ANSWER, NULL, messages, error);
}

bool host_senior_put(const Tutor *t, const Post *question, Enrolment *senior, int hours, bool *put, GError **error)
{
    Tutor theirs;
    Store *store = context_store(t->context);
    Asked asked;
    bool known = false;
    *put = false;
    if (!asked_get(store, question->id, &asked, &known, error))
        return false;
    if (known || question->answered || !question->text)
        return true;
    if (!post_move(store, question->id, POST_QUESTION, POST_BETWEEN, t->now, NULL, put, error) || !*put)
        return !(error && *error);
    asked = (Asked){ .post = question->id,
        .cohort = t->cohort->id,
        .enrolment = t->enrolment->id,
        .senior = senior->id,
        .at = t->now,
        .until = active_after(t->cohort, t->now, (int64_t)hours * HOUR) };
    return asked_put(store, &asked, error) && given_drop(store, question->id, error) &&
           care_set(store, t->cohort->id, CARE_SENIORS, t->now, error) &&
           tutor_init(&theirs, t->context, senior, t->now, error) &&
           tell_senior(&theirs, t, question, asked.until, error);
}

/* --- and back --- */

typedef struct {
    const char *prefix;
    GArray *waiting; /* int64_t ids */
} Unsent;

static bool see_line(const OutboxLine *line, gpointer data)
{
    const Unsent *unsent = data;
    if (g_str_has_prefix(line->key, unsent->prefix) && !g_str_equal(line->place, "done"))
        g_array_append_val(unsent->waiting, line->id);
    return true;
}

/* What the senior has not got yet she does not get any more. */
static bool unsend(Store *store, const Asked *asked, int64_t now, GError **error)
{
    g_autofree char *prefix = g_strdup_printf("SQ%" G_GINT64_FORMAT "/", asked->post);
    g_autoptr(GArray) waiting = g_array_new(FALSE, FALSE, sizeof(int64_t));
    Unsent unsent = { prefix, waiting };
    if (!outbox_each(store, asked->cohort, asked->senior, see_line, &unsent, error))
        return false;
    for (guint i = 0; i < waiting->len; i++) {
        bool gone = false;
        if (!outbox_withdraw(store, g_array_index(waiting, int64_t, i), DONE_EXPIRED, now, &gone, error))
            return false;
    }
    return true;
}

static bool tell_author(Context *context, const Asked *asked, int64_t now, GError **error)
{
    Tutor t;
    Store *store = context_store(context);
    g_autoptr(Enrolment) e = enrolment_get(store, context_vault(context), asked->enrolment, error);
    g_autoptr(Enrolment) senior = e ? enrolment_get(store, context_vault(context), asked->senior, error) : NULL;
    if (!senior || !facilitate_may_reach(e, true))
        return senior != NULL;
    g_autofree char *key = g_strdup_printf("SF%" G_GINT64_FORMAT, asked->post);
    return tutor_init(&t, context, e, now, error) &&
           tutor_say(&t, key, LANE_RELAY, OWED_NOTICE,
               phrase(t.who.lang, "senior.lapsed", "name", enrolment_shown(senior), NULL), error);
}

bool host_senior_give_back(Context *context, Asked *asked, AskedState state, int64_t now, GError **error)
{
    bool moved = false;
    Store *store = context_store(context);
    asked->state = state;
    if (!asked_put(store, asked, error) || !unsend(store, asked, now, error) ||
        !post_move(store, asked->post, POST_BETWEEN, POST_QUESTION, now, NULL, &moved, error))
        return false;
    Upkeep upkeep;
    if (!upkeep_get(store, asked->cohort, &upkeep, error) ||
        (upkeep.answer && !care_set(store, asked->cohort, CARE_QUESTIONS, now, error)))
        return false;
    return !moved || state == ASKED_BACK || tell_author(context, asked, now, error);
}

bool host_senior_answer(const Tutor *senior, Asked *asked, const Post *question, const Post *answer, GError **error)
{
    Tutor t;
    Store *store = context_store(senior->context);
    g_autoptr(Enrolment) e = enrolment_get(store, context_vault(senior->context), asked->enrolment, error);
    if (!e || !tutor_init(&t, senior->context, e, senior->now, error))
        return false;
    asked->state = ASKED_ANSWERED;
    asked->answered = senior->now;
    asked->answer = answer->id;
    const char *name = enrolment_shown(senior->enrolment);
    g_autofree char *key = g_strdup_printf("SA%" G_GINT64_FORMAT, question->id);
    g_autofree char *share = g_strdup_printf("o.%" G_GINT64_FORMAT ".share", question->id),
                    *ask = g_strdup_printf("o.%" G_GINT64_FORMAT ".facilitator", question->id);
    g_autofree char *quote = facilitate_quote(question->text ? question->text : "", QUOTE_MAX);
    g_autofree char *text =
        phrase(t.who.lang, "senior.answer", "name", name, "question", quote, "text", answer->text, NULL);
    g_autofree char *after = phrase(t.who.lang, "senior.after", "name", name, NULL);
    Message *message = NULL;
    GPtrArray *messages = with_buttons(&t, text, after, &message);
    add_button(message, &t, share, "share.button");
    add_button(message, &t, ask, "ask.button");
    return asked_put(store, asked, error) && tutor_owe(&t, key, LANE_RELAY, OWED_ANSWER, NULL, messages, error);
}

/* --- the care --- */

static bool look_at(Context *context, const Cohort *cohort, const Upkeep *upkeep, Asked *asked, int64_t now,
    int64_t *next, GError **error)
{
    Store *store = context_store(context);
    bool may = false;
    g_autoptr(Enrolment) senior = enrolment_get(store, context_vault(context), asked->senior, error);
    if (!senior || !fits(store, cohort, senior, asked->enrolment, &may, error))
        return false;
    if (!may || !upkeep->ask_seniors || now >= asked->until)
        return host_senior_give_back(context, asked, ASKED_LAPSED, now, error);
    *next = MIN(*next, MIN(asked->until, active_after(cohort, now, LOOK_AGAIN)));
    return true;
}

/* Every senior hears once that she may let herself be asked. */
static bool invite(Context *context, Enrolment *e, int64_t now, GError **error)
{
    Tutor t;
    bool willing = false;
    if (e->role != MEMBER_SENIOR || e->state != ENROLMENT_ACTIVE || !e->may_course)
        return true;
    if (!senior_is(context_store(context), e->id, &willing, error) || willing)
        return willing;
    if (!tutor_init(&t, context, e, now, error))
        return false;
    g_autofree char *key = g_strdup_printf("SI%" G_GINT64_FORMAT, e->id),
                    *text = phrase(t.who.lang, "senior.invite", NULL);
    Message *message = message_new(MESSAGE_BUTTONS, text);
    add_button(message, &t, "u.senior.yes", "senior.yes.button");
    add_button(message, &t, "u.senior.no", "senior.no.button");
    return tutor_owe_one(&t, key, LANE_REMINDER, OWED_NOTICE, NULL, message, error);
}

static bool invite_all(Context *context, const Cohort *cohort, int64_t now, GError **error)
{
    Store *store = context_store(context);
    g_autoptr(GArray) people = enrolment_list(store, cohort->id, error);
    for (guint i = 0; people && i < people->len; i++) {
        g_autoptr(Enrolment) e = enrolment_get(store, context_vault(context), g_array_index(people, int64_t, i), error);
        if (!e || !invite(context, e, now, error))
            return false;
    }
    return people != NULL;
}

bool host_seniors(
    Context *context, const Cohort *cohort, const Upkeep *upkeep, int64_t now, int64_t *next, GError **error)
{
    bool asks = upkeep->ask_seniors && cohort->state == COHORT_RUNNING;
    *next = asks ? active_after(cohort, now, INVITE_AGAIN) : INT64_MAX;
    g_autoptr(GArray) open = asked_open(context_store(context), cohort->id, error);
    if (!open || (asks && !invite_all(context, cohort, now, error)))
        return false;
    for (guint i = 0; i < open->len; i++)
        if (!look_at(context, cohort, upkeep, &g_array_index(open, Asked, i), now, next, error))
            return false;
    return true;
}
