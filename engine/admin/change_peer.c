/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A learner helps as facilitator for some days. She stays a learner in every count, and sees no held post and no
 * private question. */
#include "admin_priv.h"
#include "clock.h"
#include "peer.h"
#include "phrase.h"
#include "tutor.h"

#define PEER_DAYS_MAX 31

static bool read_date(Change *c, const char *name, int64_t *date, GError **error)
{
    const char *text = json_need_string(c->params, name, error);
    return text && (civil_parse_date(text, date) ||
                       change_refuse(error, BARAZA_ERROR_INPUT, "\"%s\" is no date; write 2026-12-07", text));
}

static Enrolment *find_learner(Change *c, const Cohort *cohort, GError **error)
{
    int64_t id = 0;
    gint64 learner = 0;
    const char *name = json_need_string(c->params, "learner", error);
    if (!name)
        return NULL;
    if (!g_ascii_string_to_signed(name + (*name == 'L'), 10, 1, G_MAXINT64, &learner, NULL)) {
        change_refuse(error, BARAZA_ERROR_INPUT, "\"%s\" is no learner; ids look like L42", name);
        return NULL;
    }
    if (!enrolment_of_learner(c->store, learner, &id, error))
        return NULL;
    g_autoptr(Enrolment) e = id ? enrolment_get(c->store, context_vault(c->context), id, error) : NULL;
    if (e && e->cohort == cohort->id && (e->state == ENROLMENT_ACTIVE || e->state == ENROLMENT_PAUSED))
        return g_steal_pointer(&e);
    if (!(error && *error))
        change_refuse(error, BARAZA_ERROR_MISSING, "there is no learner L%" G_GINT64_FORMAT " taking part in %s",
            (int64_t)learner, cohort->name);
    return NULL;
}

static bool tell(Change *c, Enrolment *e, const char *from, const char *to, GError **error)
{
    Tutor t;
    if (!tutor_init(&t, c->context, e, c->now, error))
        return false;
    g_autofree char *key = g_strdup_printf("PEER%" G_GINT64_FORMAT "/%s-%s", e->id, from, to);
    return tutor_say(
        &t, key, LANE_RELAY, OWED_NOTICE, phrase(t.who.lang, "peer.told", "from", from, "to", to, NULL), error);
}

bool change_cohort_peer(Change *c, cJSON *result, GError **error)
{
    Peer peer = { 0 };
    g_autoptr(Cohort) cohort = change_cohort(c, error);
    bool off = json_bool(c->params, "off", false);
    if (!cohort || (!off && (!read_date(c, "from", &peer.from, error) || !read_date(c, "to", &peer.to, error))))
        return false;
    if (!off && !cohort->alumni && !change_thawed(cohort, "its rooms are quiet, and nobody leads them", error))
        return false;
    int64_t today = cohort_today(cohort, c->now);
    if (off)
        peer = (Peer){ .from = today, .to = today - 1 };
    else if (peer.to < peer.from || peer.to < today || peer.to - peer.from >= PEER_DAYS_MAX)
        return change_refuse(error, BARAZA_ERROR_INPUT,
            "the role is for at most %d days, up to today or later: its first day comes before its last",
            PEER_DAYS_MAX);
    g_autoptr(Enrolment) e = find_learner(c, cohort, error);
    if (!e)
        return false;
    peer.enrolment = e->id;
    const char *from = json_string(c->params, "from"), *to = json_string(c->params, "to");
    json_put(json_put(json_put(result, "learner", json_string(c->params, "learner")), "name", e->name), "cohort",
        cohort->name);
    json_put_bool(json_put(json_put(result, "from", from), "to", to), "dry_run", c->dry);
    c->payload = json_put(json_put(json_put_int(cJSON_CreateObject(), "enrolment", e->id), "from", from), "to", to);
    return peer_set(c->store, cohort, &peer, c->now, error) && (off || tell(c, e, from, to, error));
}
