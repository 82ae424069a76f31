/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An invitation, and somebody of its waiting list who is let in. */
#include "admin_priv.h"
#include "admit.h"
#include "phrase.h"

#include <string.h>

#define PLACES 200 /* of an invitation that names none */
#define PLACES_MAX 10000
#define OPEN_DAYS 5 /* course days for which it is open when it names no date */
#define CODE_MIN 3

/* "Harare 1" -> "HARARE1". Given. */
static char *code_of_name(const char *name)
{
    GString *code = g_string_new(NULL);
    for (const char *p = name; *p && code->len < INVITATION_CODE_MAX; p++)
        if (g_ascii_isalnum(*p))
            g_string_append_c(code, g_ascii_toupper(*p));
    return g_string_free(code, FALSE);
}

/* The last second of a local date. */
static int64_t end_of(const Cohort *cohort, int64_t date)
{
    Civil civil = civil_from_days(date + 1);
    return civil_to_utc(cohort_zone(cohort), &civil, NULL);
}

/* The code joins when it is written alone: STOP must stay STOP in every language, also with a slip of the finger. */
static bool is_command(const char *code)
{
    Said said;
    return phrase_read(code, true, &said);
}

static bool read_code(Change *c, const Cohort *cohort, Invitation *invitation, GError **error)
{
    const char *code = json_string(c->params, "code");
    for (const char *p = code ? code : ""; *p; p++)
        if (!g_ascii_isalnum(*p))
            return change_refuse(error, BARAZA_ERROR_INPUT,
                "\"%s\" is no code: letters and digits without signs or blanks, such as HRE1", code);
    invitation->code = code ? g_ascii_strup(code, -1) : code_of_name(cohort->name);
    gsize length = strlen(invitation->code);
    if (length < CODE_MIN || length > INVITATION_CODE_MAX)
        return change_refuse(error, BARAZA_ERROR_INPUT,
            "a code has %d to %d letters and digits; choose one with --code", CODE_MIN, INVITATION_CODE_MAX);
    return !is_command(invitation->code) ||
           change_refuse(error, BARAZA_ERROR_INPUT,
               "%s is a word that %s command with, or nearly one; choose another with --code, such as HRE1",
               invitation->code, audience_rules(cohort->audience)->name);
}

/* What the invitation said before stays where nothing new is said. */
static bool read_known(Change *c, const Cohort *cohort, Invitation *invitation, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autofree char *key = invitation_key(invitation->code);
    g_autoptr(Invitation) known = invitation_find(c->store, key, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    bool same = known && known->cohort == cohort->id;
    int64_t last = MAX(cohort_day_date(cohort, OPEN_DAYS), cohort_today(cohort, c->now) + 1);
    const AudienceRules *rules = audience_rules(cohort->audience);
    invitation->cohort = cohort->id;
    invitation->most = same ? known->most : rules->one_room ? cohort->room_size : PLACES;
    invitation->until = same ? known->until : end_of(cohort, last);
    invitation->room = same ? g_strdup(known->room) : NULL;
    return true;
}

static bool read_rest(Change *c, const Cohort *cohort, Invitation *invitation, GError **error)
{
    int64_t date = 0;
    const char *until = json_string(c->params, "until"), *room = json_string(c->params, "room");
    invitation->most = json_int(c->params, "limit", invitation->most);
    if (invitation->most < 1 || invitation->most > PLACES_MAX)
        return change_refuse(error, BARAZA_ERROR_INPUT, "a limit is from 1 to %d places", PLACES_MAX);
    if (audience_rules(cohort->audience)->one_room && invitation->most > cohort->room_size)
        return change_refuse(error, BARAZA_ERROR_INPUT, "%s is a group of at most %d patients: a limit is up to %d",
            cohort->name, cohort->room_size, cohort->room_size);
    if (until && !civil_parse_date(until, &date))
        return change_refuse(error, BARAZA_ERROR_INPUT, "\"%s\" is no date; write 2026-12-07", until);
    if (until)
        invitation->until = end_of(cohort, date);
    if (until && invitation->until <= c->now)
        return change_refuse(error, BARAZA_ERROR_INPUT, "%s is over already", until);
    if (!room)
        return true;
    if (audience_rules(cohort->audience)->one_room)
        return change_refuse(error, BARAZA_ERROR_STATE, "%s is one group: it has no other rooms", cohort->name);
    int64_t id = 0;
    if (!room_find(c->store, cohort->id, room, &id, error))
        return false;
    if (!id && (!*room || g_utf8_strlen(room, -1) > 30))
        return change_refuse(error, BARAZA_ERROR_INPUT, "a room has a name of up to 30 characters");
    g_free(invitation->room);
    invitation->room = g_strdup(room);
    return true;
}

static bool tell(Change *c, const Cohort *cohort, const Invitation *invitation, cJSON *result, GError **error)
{
    int64_t taken = 0;
    if (!invitation_taken(c->store, invitation->id, &taken, error))
        return false;
    g_autofree char *message = g_strconcat("JOIN ", invitation->code, NULL);
    g_autofree char *until = civil_local_text(cohort_zone(cohort), invitation->until - 1);
    until[10] = '\0';
    json_put(json_put(json_put(result, "cohort", cohort->name), "code", invitation->code), "message", message);
    json_put(result, "audience", audience_rules(cohort->audience)->name);
    json_put(json_put(result, "room", invitation->room), "until", until);
    json_put_int(json_put_int(result, "limit", invitation->most), "taken", taken);
    c->payload =
        json_put(json_put_int(json_put(cJSON_CreateObject(), "code", invitation->code), "limit", invitation->most),
            "until", until);
    return true;
}

bool change_cohort_invite(Change *c, cJSON *result, GError **error)
{
    g_autoptr(Invitation) invitation = g_new0(Invitation, 1);
    g_autoptr(Cohort) cohort = change_cohort(c, error);
    if (!cohort)
        return false;
    if (!change_thawed(cohort, "nobody can join it any more. Invite people to the next one", error))
        return false;
    return read_code(c, cohort, invitation, error) && read_known(c, cohort, invitation, error) &&
           read_rest(c, cohort, invitation, error) && invitation_set(c->store, invitation, c->now, error) &&
           tell(c, cohort, invitation, result, error);
}

/* --- the waiting list --- */

static Guest *find_guest(Change *c, cJSON *result, GError **error)
{
    gint64 learner = 0;
    g_autoptr(GError) fault = NULL;
    const char *name = json_need_string(c->params, "learner", error);
    if (!name)
        return NULL;
    if (!g_ascii_string_to_signed(name + (*name == 'L'), 10, 1, G_MAXINT64, &learner, NULL)) {
        change_refuse(error, BARAZA_ERROR_INPUT, "\"%s\" is no id of who waits; ids look like L42", name);
        return NULL;
    }
    g_autoptr(Guest) guest = guest_get(c->store, context_vault(c->context), learner, &fault);
    if (fault)
        g_propagate_error(error, g_steal_pointer(&fault));
    else if (!guest || !guest->invitation)
        change_refuse(error, BARAZA_ERROR_MISSING,
            "L%" G_GINT64_FORMAT " is on no waiting list: baraza roster shows it", (int64_t)learner);
    else {
        json_put(result, "learner", name);
        change_subject(c, "L", learner);
        return g_steal_pointer(&guest);
    }
    return NULL;
}

static bool decide(Change *c, cJSON *result, bool yes, GError **error)
{
    g_autoptr(Guest) guest = find_guest(c, result, error);
    g_autoptr(Invitation) invitation = guest ? invitation_get(c->store, guest->invitation, error) : NULL;
    const Cohort *cohort = invitation ? context_cohort(c->context, invitation->cohort, error) : NULL;
    if (!cohort || !change_moderates(c, cohort, error))
        return false;
    json_put(json_put(result, "cohort", cohort->name), "name", guest->name);
    c->payload = json_put(json_put(cJSON_CreateObject(), "cohort", cohort->name), "code", invitation->code);
    return yes ? admit_guest(c->context, guest, cohort, c->now, error)
               : admit_decline(c->context, guest, c->now, error);
}

bool change_learner_admit(Change *c, cJSON *result, GError **error)
{
    return decide(c, result, true, error);
}

bool change_learner_decline(Change *c, cJSON *result, GError **error)
{
    return decide(c, result, false, error);
}
