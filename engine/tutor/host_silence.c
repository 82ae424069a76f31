/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A room has an open question and nobody says a word: the question is asked again in other words; then everybody who
 * has said nothing is asked, by a tap, what keeps her; then one who has offered it is asked to begin; then the
 * facilitator is told. Each a while after the other, in active hours, and no further once somebody has spoken. */
#include "active.h"
#include "host.h"
#include "phrase.h"
#include <string.h>

#define LOOK_AGAIN (2 * HOUR) /* active, where no question is open */

static const char *const choices[] = { "time", "network", "unsure", "shy", "said" };

typedef struct {
    Context *context;
    const Cohort *cohort;
    const Plan *plan;
    const Upkeep *upkeep;
    const Step *prompt;
    Silence s;
    int64_t now;
} Room;

/* Keys of one attempt at one silence. */
static char *attempt_key(const Room *r, int64_t enrolment)
{
    return g_strdup_printf("U%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "/%d/E%" G_GINT64_FORMAT, r->s.room, r->s.since,
        (int)r->s.rung, enrolment);
}

static bool owe(const Room *r, const Tutor *t, Message *message, GError **error)
{
    g_autofree char *key = attempt_key(r, t->enrolment->id);
    return tutor_owe_one(t, key, LANE_REMINDER, OWED_REMINDER, r->prompt->id, message, error);
}

/* The same question with one of three other beginnings, each silence the next. */
static Message *again_message(const Room *r, const Tutor *t)
{
    static const char *const beginnings[] = { "silence.again.first", "silence.again.second", "silence.again.third" };
    g_autofree char *quote = host_quote(t, r->prompt->texts);
    g_autofree char *text = phrase(t->who.lang, beginnings[(r->s.episodes + 2) % 3], "quote", quote, NULL);
    return message_new(MESSAGE_TEXT, text);
}

static Message *poll_message(const Room *r, const Tutor *t)
{
    g_autofree char *quote = host_quote(t, r->prompt->texts);
    g_autofree char *text = phrase(t->who.lang, "silence.poll", "quote", quote, NULL);
    Message *message = message_new(MESSAGE_LIST, text);
    message->list_label = phrase(t->who.lang, "silence.poll.label", NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(choices); i++) {
        g_autofree char *id = g_strdup_printf("u.poll.%s", choices[i]);
        g_autofree char *key = g_strdup_printf("silence.%s.row", choices[i]);
        g_autofree char *title = phrase(t->who.lang, key, NULL);
        message_add_choice(message, id, title, NULL);
    }
    return message;
}

static bool is_here(const Enrolment *e, int64_t now)
{
    return e->role != MEMBER_OBSERVER && e->may_course &&
           (e->state == ENROLMENT_ACTIVE || (e->state == ENROLMENT_PAUSED && now >= e->paused_until));
}

typedef Message *Words(const Room *r, const Tutor *t);

static bool to_silent_one(const Room *r, int64_t enrolment, Words *words, GError **error)
{
    Tutor t;
    bool said = false;
    g_autoptr(Enrolment) e = enrolment_get(context_store(r->context), context_vault(r->context), enrolment, error);
    if (!e || !talk_has_said(context_store(r->context), enrolment, r->prompt->id, &said, error))
        return false;
    if (said || !is_here(e, r->now))
        return true;
    return tutor_init(&t, r->context, e, r->now, error) && owe(r, &t, words(r, &t), error);
}

static bool to_the_silent(const Room *r, Words *words, GError **error)
{
    g_autoptr(GArray) members = room_members(context_store(r->context), r->s.room, false, error);
    for (guint i = 0; members && i < members->len; i++)
        if (!to_silent_one(r, g_array_index(members, int64_t, i), words, error))
            return false;
    return members != NULL;
}

/* --- a volunteer --- */

static bool mark_who_is_here(const Room *r, GArray *list, GError **error)
{
    for (guint i = 0; i < list->len; i++) {
        Volunteer *v = &g_array_index(list, Volunteer, i);
        g_autoptr(Enrolment) e =
            enrolment_get(context_store(r->context), context_vault(r->context), v->enrolment, error);
        if (!e)
            return false;
        v->here = is_here(e, r->now) && !cohort_quiet_until(r->cohort, r->now);
    }
    return true;
}

static bool ask_volunteer(Room *r, bool *asked, GError **error)
{
    Store *store = context_store(r->context);
    Tutor t;
    *asked = false;
    g_autoptr(GArray) list = volunteer_list(store, r->s.room, error);
    if (!list || !mark_who_is_here(r, list, error))
        return false;
    int pick = volunteer_pick((Volunteer *)list->data, list->len, r->s.tagged, r->cohort->seed);
    if (pick < 0)
        return true;
    int64_t id = g_array_index(list, Volunteer, (guint)pick).enrolment;
    g_autoptr(Enrolment) e = enrolment_get(store, context_vault(r->context), id, error);
    if (!e || !tutor_init(&t, r->context, e, r->now, error))
        return false;
    g_autofree char *quote = host_quote(&t, r->prompt->texts);
    g_autofree char *text = phrase(t.who.lang, "silence.tag", "name", t.who.learner_name, "quote", quote, NULL);
    r->s.tagged = id;
    *asked = true;
    return volunteer_asked(store, id, r->now, error) && owe(r, &t, message_new(MESSAGE_TEXT, text), error);
}

/* --- the facilitator --- */

static bool tell_facilitator(const Room *r, const Staff *staff, GError **error)
{
    g_autofree char *lang = desk_lang(r->context, staff, error);
    g_autofree char *title = lang ? desk_room_title(r->context, r->s.room, r->cohort->id, error) : NULL;
    g_autofree char *votes = title ? host_votes(r->context, lang, r->s.room, error) : NULL;
    if (!votes)
        return false;
    int64_t hours = active_between(r->cohort, r->s.since, r->now) / HOUR;
    g_autofree char *n = g_strdup_printf("%" G_GINT64_FORMAT, hours);
    g_autofree char *key = g_strdup_printf(
        "FU%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "/S%" G_GINT64_FORMAT, r->s.room, r->s.since, staff->id);
    return desk_say(r->context, staff, key, LANE_REMINDER, OWED_NOTICE,
        phrase(lang, *votes ? "staff.silent.votes" : "staff.silent", "room", title, "n", n, "votes", votes, NULL),
        r->now, error);
}

static bool tell_facilitators(const Room *r, GError **error)
{
    g_autoptr(GPtrArray) list = staff_with_phone(context_store(r->context), NULL, r->cohort->id, error);
    for (guint i = 0; list && i < list->len; i++)
        if (!tell_facilitator(r, list->pdata[i], error))
            return false;
    return list != NULL;
}

/* --- the ladder --- */

static bool climb(Room *r, GError **error)
{
    bool asked = false;
    r->s.rung++;
    if (r->s.rung == RUNG_TAG && !ask_volunteer(r, &asked, error))
        return false;
    if (r->s.rung == RUNG_TAG && !asked)
        r->s.rung = RUNG_ALERT; /* nobody may be asked: no reason to wait */
    r->s.moved = r->now;
    switch (r->s.rung) {
    case RUNG_AGAIN:
        r->s.episodes++;
        return to_the_silent(r, again_message, error);
    case RUNG_POLL:
        return to_the_silent(r, poll_message, error);
    case RUNG_ALERT:
        return tell_facilitators(r, error);
    case RUNG_NONE:
    case RUNG_TAG:
    case RUNGS:
        break;
    }
    return true;
}

/* The last word, or the opening of the prompt when that came later; a new one ends what was under way. */
static bool look(Room *r, bool *open, GError **error)
{
    int64_t opened = 0, word = 0;
    g_autoptr(GError) fault = NULL;
    r->prompt = host_prompt(r->context, r->cohort, r->plan, r->s.room, r->now, &opened, &fault);
    if (fault || !talk_last_word(context_store(r->context), r->s.room, &word, &fault)) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    *open = r->prompt != NULL;
    int64_t since = r->prompt ? MAX(opened, word) : 0;
    if (since != r->s.since) {
        r->s.since = since;
        r->s.rung = RUNG_NONE;
        r->s.moved = 0;
    }
    return true;
}

static bool look_at_room(Room *r, int64_t *next, GError **error)
{
    Store *store = context_store(r->context);
    bool open = false;
    g_autofree char *mode = room_mode(store, r->s.room, error);
    if (!mode || !silence_get(store, r->s.room, &r->s, error) || !look(r, &open, error))
        return false;
    r->s.cohort = r->cohort->id;
    *next = active_after(r->cohort, r->now, LOOK_AGAIN);
    if (g_str_equal(mode, "observed"))
        return true;
    if (open && silence_next(r->cohort, r->upkeep, &r->s) <= r->now && !cohort_quiet_until(r->cohort, r->now) &&
        !climb(r, error))
        return false;
    /* A word is not told here, so the clock is looked at when the silence would be long enough, or soon after. */
    if (open)
        *next = MIN(MAX(silence_next(r->cohort, r->upkeep, &r->s), r->now + MINUTE),
            active_after(r->cohort, r->now, (int64_t)r->upkeep->silence * HOUR));
    *next = MAX(*next, active_after(r->cohort, r->now, 0)); /* the night has no minutes to look at */
    return silence_put(store, &r->s, error);
}

bool host_silence(
    Context *context, const Cohort *cohort, const Upkeep *upkeep, int64_t now, int64_t *next, GError **error)
{
    *next = INT64_MAX;
    if (upkeep->silence == 0)
        return true;
    const Plan *plan = context_plan(context, cohort->version, error);
    g_autoptr(GArray) rooms = plan ? room_list(context_store(context), cohort->id, error) : NULL;
    for (guint i = 0; rooms && i < rooms->len; i++) {
        int64_t at = INT64_MAX;
        Room r = { .context = context, .cohort = cohort, .plan = plan, .upkeep = upkeep, .now = now };
        r.s.room = g_array_index(rooms, int64_t, i);
        if (!look_at_room(&r, &at, error))
            return false;
        *next = MIN(*next, at);
    }
    return rooms != NULL;
}

/* --- what the others see of it --- */

bool host_vote(const Tutor *t, const char *choice, bool *known, GError **error)
{
    *known = false;
    for (gsize i = 0; i < G_N_ELEMENTS(choices); i++)
        *known = *known || strcmp(choices[i], choice) == 0;
    return !*known ||
           silence_vote(context_store(t->context), t->enrolment->room, t->enrolment->id, choice, t->now, error);
}

typedef struct {
    const char *lang;
    GString *text;
} Votes;

static bool add_votes(const char *choice, int64_t count, gpointer data)
{
    Votes *votes = data;
    g_autofree char *key = g_strdup_printf("silence.%s.row", choice);
    g_autofree char *title = phrase(votes->lang, key, NULL);
    g_string_append_printf(votes->text, "%s%" G_GINT64_FORMAT " × %s", votes->text->len ? ", " : "", count, title);
    return true;
}

char *host_votes(Context *context, const char *lang, int64_t room, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    Votes votes = { lang, text };
    return silence_votes(context_store(context), room, add_votes, &votes, error) ? g_strdup(text->str) : NULL;
}

char *host_silent_rooms(Context *context, const Cohort *cohort, const char *lang, int64_t now, GError **error)
{
    Store *store = context_store(context);
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GArray) rooms = room_list(store, cohort->id, error);
    for (guint i = 0; rooms && i < rooms->len; i++) {
        Silence s;
        int64_t word = 0, room = g_array_index(rooms, int64_t, i);
        if (!silence_get(store, room, &s, error) || !talk_last_word(store, room, &word, error))
            return NULL;
        if (s.rung != RUNG_ALERT || word > s.since)
            continue;
        g_autofree char *name = room_name(store, room, error);
        g_autofree char *votes = name ? host_votes(context, lang, room, error) : NULL;
        if (!votes)
            return NULL;
        g_autofree char *n = g_strdup_printf("%" G_GINT64_FORMAT, active_between(cohort, s.since, now) / HOUR);
        g_autofree char *line = phrase(lang, *votes ? "staff.card.silent_room.votes" : "staff.card.silent_room", "room",
            name, "n", n, "votes", votes, NULL);
        g_string_append_printf(text, "\n%s", line);
    }
    return rooms ? g_strdup(text->str) : NULL;
}
