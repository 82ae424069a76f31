/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message says JOIN and a code. There is a place: it enrols her, for it is her own message and so her opt-in. There
 * is none: she waits, and is told her number. A wrong code is answered a few times a day, a flood of new numbers not at
 * all; nothing else from a stranger is answered. */
#include "command_priv.h"
#include "join_said.h"
#include "admit.h"
#include "log.h"
#include "newcomer.h"
#include "person.h"

#define TRIES_A_DAY 5   /* answers a number gets a day while it has no place */
#define NEW_AN_HOUR 200 /* persons without a place who may be new within an hour */
#define KEPT (30 * DAY) /* for how long somebody without a place is kept */
#define SWEPT 20

/* A person who wrote, before she has a place. */
typedef struct {
    Context *context;
    Store *store;
    const Event *event;
    const JoinSaid *said;
    int64_t learner, now;
} Caller;

static bool note(const Caller *c, const char *what, const char *kind, int64_t id, GError **error)
{
    g_autofree char *actor = g_strdup_printf("L%" G_GINT64_FORMAT, c->learner);
    g_autofree char *subject = g_strdup_printf("%s%" G_GINT64_FORMAT, kind, id);
    g_autoptr(cJSON) payload = json_put(cJSON_CreateObject(), "code", c->said->invitation->code);
    g_autofree char *text = json_text(json_put(json_put(payload, "means", "own message"), "wamid", c->event->id));
    return journal_add(c->store, c->now, actor, what, subject, text, error);
}

/* --- those without a place --- */

/* Makes her a guest and opens her 24 hours; *heard is false when there are too many, or she has written too often. */
static bool let_in(Caller *c, bool *heard, GError **error)
{
    int64_t fresh = 0;
    const Vault *vault = context_vault(c->context);
    g_autoptr(GError) fault = NULL;
    *heard = false;
    g_autoptr(Guest) guest = c->learner ? guest_get(c->store, vault, c->learner, &fault) : NULL;
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (guest && guest->day == c->now / DAY && guest->tries >= TRIES_A_DAY)
        return true;
    if (!guest && !guest_count_since(c->store, c->now - HOUR, &fresh, error))
        return false;
    if (fresh >= NEW_AN_HOUR) {
        log_event(LOG_WARN, "intake.guests_too_many", NULL);
        return true;
    }
    *heard = true;
    return guest_sweep(c->store, vault, c->now - KEPT, SWEPT, error) &&
           guest_add(c->store, vault, c->event->from, c->event->user_id, c->event->profile_name, c->said->lang, c->now,
               &c->learner, error) &&
           guest_tried(c->store, c->learner, c->now, error) &&
           intake_open_thread(c->context, c->event, c->learner, 0, c->now, error);
}

static bool tell(const Caller *c, char *text, GError **error)
{
    g_autofree char *owned = text;
    g_autofree char *key = g_strdup_printf("G/%s", c->event->id);
    g_autoptr(Message) message = message_new(MESSAGE_TEXT, owned);
    OutboxAdd add = {
        .key = key, .learner = c->learner, .lane = LANE_REPLY, .kind = OWED_NOTICE, .message = message, .due = c->now
    };
    return outbox_add(c->store, &add, c->now, NULL, error);
}

bool intake_let_in(
    Context *context, const Event *event, const char *lang, int64_t now, int64_t *learner, bool *heard, GError **error)
{
    const JoinSaid said = { .lang = lang };
    Caller caller = { .context = context,
        .store = context_store(context),
        .event = event,
        .said = &said,
        .learner = *learner,
        .now = now };
    bool ok = let_in(&caller, heard, error);
    *learner = caller.learner;
    return ok;
}

bool intake_tell(Context *context, const Event *event, int64_t learner, char *text, int64_t now, GError **error)
{
    const Caller caller = {
        .context = context, .store = context_store(context), .event = event, .learner = learner, .now = now
    };
    return tell(&caller, text, error);
}

static bool refuse(Caller *c, const char *why, GError **error)
{
    bool heard = false;
    return let_in(c, &heard, error) && (!heard || tell(c, phrase(c->said->lang, why, NULL), error));
}

static bool tell_place(const Caller *c, const Guest *guest, GError **error)
{
    int64_t place = 0;
    if (!guest_place(c->store, guest, &place, error))
        return false;
    g_autofree char *n = g_strdup_printf("%" G_GINT64_FORMAT, place);
    return tell(c, phrase(guest->lang ? guest->lang : "en", "join.waiting", "n", n, NULL), error);
}

/* A group of patients: nothing is said of it before its doctor has let her in. */
static bool tell_asked(const Caller *c, const Guest *guest, const Cohort *cohort, GError **error)
{
    return tell(c, phrase(guest->lang ? guest->lang : "en", "group.asked", NULL), error) &&
           admit_ask(c->context, guest, cohort, c->now, error);
}

static bool wait(Caller *c, const Cohort *cohort, GError **error)
{
    bool heard = false;
    const Vault *vault = context_vault(c->context);
    const Invitation *invitation = c->said->invitation;
    if (!let_in(c, &heard, error) || !heard)
        return !(error && *error);
    g_autoptr(Guest) guest = guest_get(c->store, vault, c->learner, error);
    if (!guest)
        return false;
    if (guest->invitation != invitation->id) {
        if (!guest_wait(c->store, c->learner, invitation->id, c->event->id, c->now, error) ||
            !note(c, "learner.waits", "C", invitation->cohort, error))
            return false;
        guest->invitation = invitation->id;
        guest->since = c->now;
    }
    return admit_by_hand(cohort) ? tell_asked(c, guest, cohort, error) : tell_place(c, guest, error);
}

/* STOP takes somebody who waits off the list. */
static bool from_guest(Caller *c, const Guest *guest, bool *taken, GError **error)
{
    int number = 0;
    if (!guest->invitation || !c->event->text || phrase_word(c->event->text, &number) != WORD_STOP)
        return true;
    *taken = true;
    return guest_wait(c->store, guest->learner, 0, NULL, c->now, error) &&
           intake_open_thread(c->context, c->event, guest->learner, 0, c->now, error) &&
           tell(c, phrase(guest->lang ? guest->lang : "en", "join.left", NULL), error);
}

/* --- those who get one --- */

static bool has_place(const Caller *c, bool *has, GError **error)
{
    int64_t taken = 0;
    const Invitation *invitation = c->said->invitation;
    if (!invitation_taken(c->store, invitation->id, &taken, error))
        return false;
    *has = c->now < invitation->until && taken < invitation->most;
    return true;
}

/* The newest enrolment that a coordinator ended is of this cohort. */
static bool was_removed(const Caller *c, int64_t cohort, bool *was, GError **error)
{
    *was = false;
    g_autoptr(GArray) all = c->learner ? enrolments_of(c->store, c->learner, error) : g_array_new(FALSE, FALSE, 8);
    for (guint i = 0; all && i < all->len; i++) {
        g_autoptr(Enrolment) e = enrolment_get(c->store, NULL, g_array_index(all, int64_t, i), error);
        if (!e)
            return false;
        *was = *was || e->cohort == cohort;
    }
    return all != NULL;
}

static bool welcome(const Caller *c, int64_t id, GError **error)
{
    Tutor t;
    Joining joining;
    bool found = false;
    g_autofree char *key = g_strdup_printf("J/%s", c->event->id);
    g_autoptr(Enrolment) e = enrolment_get(c->store, context_vault(c->context), id, error);
    return e && tutor_init(&t, c->context, e, c->now, error) && joining_get(c->store, id, &joining, &found, error) &&
           newcomer_ask(
               &t, &joining, key, phrase(t.who.lang, "join.welcome", "title", newcomer_title(&t), NULL), error);
}

static bool enrol(Caller *c, const Cohort *cohort, GError **error)
{
    int64_t id = 0;
    return guest_add(c->store, context_vault(c->context), c->event->from, c->event->user_id, c->event->profile_name,
               NULL, c->now, &c->learner, error) &&
           joining_enrol(c->store, cohort, c->said->invitation, c->learner, c->event->id, c->now, &id, error) &&
           intake_open_thread(c->context, c->event, c->learner, id, c->now, error) &&
           note(c, "learner.joined", "E", id, error) && welcome(c, id, error);
}

static bool take(Caller *c, GError **error)
{
    bool removed = false, place = false;
    const Invitation *invitation = c->said->invitation;
    if (!invitation)
        return refuse(c, "join.unknown", error);
    const Cohort *cohort = context_cohort(c->context, invitation->cohort, error);
    if (!cohort || !was_removed(c, cohort->id, &removed, error))
        return false;
    if (cohort->state == COHORT_CLOSED)
        return refuse(c, "join.over", error);
    if (removed)
        return refuse(c, "join.removed", error);
    if (!has_place(c, &place, error))
        return false;
    return place && !admit_by_hand(cohort) ? enrol(c, cohort, error) : wait(c, cohort, error);
}

bool intake_join(Context *context, const Event *event, int64_t learner, int64_t now, bool *taken, GError **error)
{
    Store *store = context_store(context);
    g_auto(JoinSaid) said = { 0 };
    Caller caller = {
        .context = context, .store = store, .event = event, .said = &said, .learner = learner, .now = now
    };
    *taken = false;
    if (event->inbound != INBOUND_TEXT || (!event->from && !event->user_id))
        return true;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Guest) guest = learner ? guest_get(store, context_vault(context), learner, &fault) : NULL;
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (guest && !from_guest(&caller, guest, taken, error))
        return false;
    if (*taken)
        return true;
    if (!join_read(store, event->text, false, &said, error))
        return false;
    *taken = said.join || said.invitation;
    return !*taken || take(&caller, error);
}

/* --- those who are learners already --- */

/* Her own message is what the list lacked: the opt-in. */
static bool opt_in(Inbound *in, const Caller *c, GError **error)
{
    bool changed = false;
    if (!joining_opt_in(in->store, in->t.enrolment->id, in->now, &changed, error))
        return false;
    in->t.enrolment->state = ENROLMENT_ACTIVE;
    g_autofree char *when = newcomer_when(&in->t);
    return note(c, "learner.joined", "E", in->t.enrolment->id, error) &&
           inbound_reply(in,
               phrase(in->t.who.lang, "join.roster", "title", newcomer_title(&in->t), "name", in->t.who.learner_name,
                   "when", when, NULL),
               error) &&
           tutor_begin(&in->t, error);
}

static bool same_cohort(Inbound *in, const Caller *c, GError **error)
{
    if (in->t.enrolment->state == ENROLMENT_NO_OPT_IN)
        return opt_in(in, c, error);
    if (in->t.enrolment->state == ENROLMENT_STOPPED)
        return command_start(in, NULL, error);
    g_autofree char *when = newcomer_when(&in->t);
    return inbound_reply(
        in, phrase(in->t.who.lang, "join.already", "title", newcomer_title(&in->t), "when", when, NULL), error);
}

bool intake_join_again(Inbound *in, bool *handled, GError **error)
{
    Said command;
    g_auto(JoinSaid) said = { 0 };
    *handled = false;
    if (in->event->inbound != INBOUND_TEXT || !in->event->text || phrase_read(in->event->text, false, &command))
        return true;
    if (!join_read(in->store, in->event->text, true, &said, error) || !said.invitation)
        return !(error && *error);
    Caller caller = { .context = in->context,
        .store = in->store,
        .event = in->event,
        .said = &said,
        .learner = in->t.enrolment->learner,
        .now = in->now };
    *handled = true;
    if (said.invitation->cohort == in->t.enrolment->cohort)
        return same_cohort(in, &caller, error);
    if (in->t.cohort->state == COHORT_CLOSED || in->t.enrolment->state == ENROLMENT_STOPPED)
        return take(&caller, error);
    g_autofree char *code = g_strconcat("JOIN ", said.invitation->code, NULL);
    return in->t.enrolment->state == ENROLMENT_NO_OPT_IN
               ? take(&caller, error)
               : inbound_reply(in,
                     phrase(in->t.who.lang, "join.elsewhere", "title", newcomer_title(&in->t), "code", code, NULL),
                     error);
}
