/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who wants to hear of new courses: COURSES ON and OFF from a learner, a former one, or somebody with a poster; what is
 * tapped under an advert. To join by a tap is to write JOIN and the code that the advert bears. */
#include "advertise.h"
#include "command_priv.h"

bool courses_for(const Inbound *in)
{
    return !audience_rules(in->t.cohort->audience)->hidden;
}

static bool say(Inbound *in, bool given, GError **error)
{
    const char *reply = !courses_for(in) ? "group.no_courses" : given ? "courses.on" : "courses.off";
    bool tapped = in->event->payload != NULL;
    g_autofree char *actor = g_strdup_printf("L%" G_GINT64_FORMAT, in->t.enrolment->learner);
    AdvertSays says = { .learner = in->t.enrolment->learner,
        .at = in->now,
        .given = given,
        .means = tapped ? ADVERT_BY_TAP : ADVERT_BY_WORD,
        .wamid = in->event->id };
    return advertise_says(in->context, &says, actor, NULL, error) &&
           inbound_reply(in, phrase(in->t.who.lang, reply, NULL), error);
}

/* A no is always taken; a yes would keep her number for longer than her group was promised. */
bool command_courses_on(Inbound *in, const Said *said, GError **error)
{
    if (!courses_for(in))
        return inbound_reply(in, phrase(in->t.who.lang, "group.no_courses", NULL), error);
    return say(in, true, error);
}

bool command_courses_off(Inbound *in, const Said *said, GError **error)
{
    return say(in, false, error);
}

char *courses_data(Inbound *in, GError **error)
{
    bool is = false, found = false;
    AdvertSays last;
    int64_t learner = in->t.enrolment->learner;
    if (!courses_for(in))
        return g_strdup("");
    if (!advert_is_member(in->store, learner, &is, error) || !advert_said(in->store, learner, &last, &found, error))
        return NULL;
    g_autofree char *since = civil_local_text(cohort_zone(in->t.cohort), found ? last.at : in->now);
    since[10] = '\0';
    return phrase(in->t.who.lang, is ? "courses.mydata.on" : "courses.mydata.off", "since", since, NULL);
}

/* --- under an advert --- */

/* "JOIN HRE1", as if she had written it; NULL when there is no such advert. Given. */
static Event *written(Context *context, const Event *event, int64_t id, char **text, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Advert) advert = advert_get(context_store(context), id, &fault);
    g_autoptr(Invitation) invitation =
        advert ? invitation_get(context_store(context), advert->invitation, &fault) : NULL;
    if (!invitation) {
        if (!g_error_matches(fault, BARAZA_ERROR, BARAZA_ERROR_MISSING))
            g_propagate_error(error, g_steal_pointer(&fault));
        return NULL;
    }
    Event *copy = g_memdup2(event, sizeof *event);
    *text = g_strdup_printf("JOIN %s", invitation->code);
    copy->inbound = INBOUND_TEXT;
    copy->text = *text;
    copy->payload = NULL;
    return copy;
}

bool intake_advert_tap(Inbound *in, int64_t advert, const char *what, GError **error)
{
    bool handled = false;
    g_autofree char *text = NULL;
    if (g_str_equal(what, "off"))
        return say(in, false, error);
    g_autofree Event *join = g_str_equal(what, "join") ? written(in->context, in->event, advert, &text, error) : NULL;
    if (!join)
        return !(error && *error) && inbound_reply(in, phrase(in->t.who.lang, "got.stale", NULL), error);
    Inbound again = *in;
    again.event = join;
    return intake_join_again(&again, &handled, error) &&
           (handled || inbound_reply(in, phrase(in->t.who.lang, "got.stale", NULL), error));
}

/* --- somebody without a course --- */

typedef struct {
    Context *context;
    const Event *event;
    int64_t learner, now;
} Person;

/* A guest's own language, else the one that the word is of. Given. */
static char *language_of(const Person *p, Word word, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Guest) guest =
        p->learner ? guest_get(context_store(p->context), context_vault(p->context), p->learner, &fault) : NULL;
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return NULL;
    }
    g_autofree char *said = p->event->text ? phrase_said_in(p->event->text, word) : NULL;
    if (guest && guest->lang)
        return g_strdup(guest->lang);
    return g_strdup(said ? said : "en");
}

/* Nothing is kept of a stranger but that no list with an older yes puts this number on. */
static bool refuse_as_stranger(const Person *p, GError **error)
{
    const char *from = p->event->from;
    return !from || advert_refuse_number(context_store(p->context), context_vault(p->context), from, p->now, error);
}

static bool say_as_guest(Person *p, bool given, AdvertMeans means, GError **error)
{
    bool heard = false;
    g_autofree char *lang = language_of(p, given ? WORD_COURSES_ON : WORD_COURSES_OFF, error);
    if (!lang || !intake_let_in(p->context, p->event, lang, p->now, &p->learner, &heard, error))
        return false;
    if (given && !heard)
        return true;
    /* A no counts however often she has written, and whoever she is. */
    if (!p->learner)
        return refuse_as_stranger(p, error);
    g_autofree char *actor = g_strdup_printf("L%" G_GINT64_FORMAT, p->learner);
    AdvertSays says = { .learner = p->learner, .at = p->now, .given = given, .means = means, .wamid = p->event->id };
    return advertise_says(p->context, &says, actor, NULL, error) &&
           (!heard || intake_tell(p->context, p->event, p->learner,
                          phrase(lang, given ? "courses.on" : "courses.off", NULL), p->now, error));
}

/* STOP from one who is on the list, and waits for no place (whose STOP is answered as that). */
static bool stop_as_guest(Person *p, bool *taken, GError **error)
{
    bool is = false;
    g_autoptr(GError) fault = NULL;
    if (!p->learner)
        return refuse_as_stranger(p, error);
    if (!advert_is_member(context_store(p->context), p->learner, &is, error))
        return false;
    g_autoptr(Guest) guest = guest_get(context_store(p->context), context_vault(p->context), p->learner, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!is || (guest && guest->invitation))
        return advertise_stop(p->context, p->learner, p->event->id, p->now, error);
    *taken = true;
    return say_as_guest(p, false, ADVERT_BY_STOP, error);
}

static bool tap_as_guest(Person *p, bool *taken, GError **error)
{
    g_auto(GStrv) part = g_strsplit(p->event->payload, ".", 4);
    if (g_strv_length(part) != 3 || !g_str_equal(part[0], "v"))
        return true;
    *taken = true;
    if (g_str_equal(part[2], "off"))
        return say_as_guest(p, false, ADVERT_BY_TAP, error);
    g_autofree char *text = NULL;
    g_autofree Event *join = written(p->context, p->event, g_ascii_strtoll(part[1], NULL, 10), &text, error);
    return join ? intake_join(p->context, join, p->learner, p->now, taken, error) : !(error && *error);
}

bool intake_courses(Context *context, const Event *event, int64_t learner, int64_t now, bool *taken, GError **error)
{
    Person p = { .context = context, .event = event, .learner = learner, .now = now };
    *taken = false;
    if (!event->from && !event->user_id)
        return true;
    if (event->payload)
        return tap_as_guest(&p, taken, error);
    int number = 0;
    Word word = event->inbound == INBOUND_TEXT && event->text ? phrase_word(event->text, &number) : WORD_NONE;
    if (word == WORD_STOP)
        return stop_as_guest(&p, taken, error);
    *taken = word == WORD_COURSES_ON || word == WORD_COURSES_OFF;
    return !*taken || say_as_guest(&p, word == WORD_COURSES_ON, ADVERT_BY_WORD, error);
}
