/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A group of patients is made only where the settings allow it, and has one doctor who answers for it: she lets each
 * member in and releases each post. Nobody does it in her place; another doctor can be named. */
#include "checklist_priv.h"

#include <string.h>

bool change_suits(const Change *c, const Cohort *cohort, GError **error)
{
    const char *why = audience_refuses(cohort->audience, c->verb);
    return !why || change_refuse(error, BARAZA_ERROR_STATE, "the group of patients %s %s", cohort->name, why);
}

bool change_moderates(const Change *c, const Cohort *cohort, GError **error)
{
    if (!audience_rules(cohort->audience)->moderated)
        return true;
    g_autoptr(Staff) doctor = cohort->moderator ? staff_get(c->store, cohort->moderator, error) : NULL;
    if (!doctor && cohort->moderator && error && *error)
        return false;
    g_autofree char *own = g_strdup_printf("S%" G_GINT64_FORMAT, cohort->moderator);
    const char *by = json_string(c->params, "by");
    bool hers =
        doctor && (strcmp(c->actor, own) == 0 || (strcmp(c->actor, "cli") == 0 && by && strcmp(by, doctor->name) == 0));
    return hers || change_refuse(error, BARAZA_ERROR_DENIED,
                       "in the group of patients %s this is done by its doctor alone, %s: on her page or phone; a "
                       "command names her with --by",
                       cohort->name, doctor ? doctor->name : "of whom there is none (baraza cohort set --doctor)");
}

/* One who may moderate, and can be reached. */
static bool find_doctor(Change *c, const char *name, Staff **doctor, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Staff) staff = staff_find(c->store, name, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!staff)
        return change_refuse(error, BARAZA_ERROR_MISSING,
            "nobody called \"%s\" works here: baraza staff add NAME --role facilitator --phone NUMBER", name);
    if (strcmp(staff->role, "facilitator") != 0 && strcmp(staff->role, "coordinator") != 0)
        return change_refuse(error, BARAZA_ERROR_STATE,
            "%s is %s %s: a group's doctor is a facilitator or coordinator, who moderates", name,
            strchr("aeiou", *staff->role) ? "an" : "a", staff->role);
    *doctor = g_steal_pointer(&staff);
    return true;
}

static bool no_doctor(const Cohort *cohort, GError **error)
{
    return change_refuse(
        error, BARAZA_ERROR_STATE, "%s is for learners: only a group of patients has a doctor", cohort->name);
}

bool change_set_doctor(Change *c, Cohort *cohort, const char *name, GError **error)
{
    g_autoptr(Staff) doctor = NULL;
    if (!audience_rules(cohort->audience)->moderated)
        return no_doctor(cohort, error);
    if (!find_doctor(c, name, &doctor, error) || !staff_assign(c->store, doctor, cohort, c->now, error))
        return false;
    cohort->moderator = doctor->id;
    return cohort_set_moderator(c->store, cohort->id, doctor->id, error);
}

bool change_no_doctor(Change *c, const Staff *staff, int64_t cohort, GError **error)
{
    g_autoptr(GArray) all = cohort_list(c->store, error);
    for (guint i = 0; all && i < all->len; i++) {
        g_autoptr(Cohort) one = cohort_get(c->store, g_array_index(all, int64_t, i), error);
        if (!one)
            return false;
        bool counts = audience_rules(one->audience)->moderated && one->state != COHORT_CLOSED;
        if (counts && one->moderator == staff->id && (!cohort || cohort == one->id))
            return change_refuse(error, BARAZA_ERROR_STATE,
                "%s is the doctor of the group of patients %s, whose posts and requests wait for her: baraza cohort "
                "set %s --doctor NAME names another first",
                staff->name, one->name, one->name);
    }
    return all != NULL;
}

bool change_read_audience(Change *c, Cohort *cohort, GError **error)
{
    const char *name = json_string(c->params, "audience");
    if (name && !audience_from_name(name, &cohort->audience))
        return change_refuse(error, BARAZA_ERROR_INPUT, "\"%s\" is no audience: learners or patients", name);
    const AudienceRules *rules = audience_rules(cohort->audience);
    if (!rules->moderated)
        return !json_string(c->params, "doctor") || no_doctor(cohort, error);
    if (!context_patients(c->context))
        return change_refuse(error, BARAZA_ERROR_STATE,
            "groups of patients are off here: \"patients = yes\" in [modes] of baraza.ini turns them on "
            "(docs/patients.md says what that asks of you)");
    if (!json_string(c->params, "doctor"))
        return change_refuse(
            error, BARAZA_ERROR_USAGE, "a group of patients needs its doctor: --doctor NAME, of one on staff");
    if (json_at(c->params, "room_size") && cohort->room_size > rules->room_most)
        return change_refuse(error, BARAZA_ERROR_INPUT, "a group of patients has at most %d members", rules->room_most);
    cohort->room_size = MIN(cohort->room_size, rules->room_most);
    return true;
}

bool change_suits_course(const Cohort *cohort, const Course *course, GError **error)
{
    g_autofree char *why = audience_unsuited(cohort->audience, course);
    return !why || change_refuse(error, BARAZA_ERROR_STATE, "%s", why);
}

bool launch_check_audience(Checklist *list, GError **error)
{
    const Cohort *cohort = list->cohort;
    if (!audience_rules(cohort->audience)->moderated)
        return true;
    g_autofree char *why = audience_unsuited(cohort->audience, list->course);
    check_say(list, why ? CHECK_FAIL : CHECK_OK, "audience", "%s",
        why ? why : "patients: by approval, under numbers, each post after the doctor's look; in no report");
    if (!context_patients(list->change->context))
        check_say(list, CHECK_FAIL, "audience", "groups of patients are off here: [modes] patients in baraza.ini");
    g_autoptr(GError) fault = NULL;
    g_autoptr(Staff) doctor = staff_get(list->change->store, cohort->moderator, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!doctor)
        check_say(list, CHECK_FAIL, "doctor", "nobody: baraza cohort set %s --doctor NAME", cohort->name);
    else
        check_say(list, doctor->learner && !doctor->muted ? CHECK_OK : CHECK_WARN, "doctor", "%s%s", doctor->name,
            doctor->muted     ? " wrote STOP: only her pages tell her what waits"
            : doctor->learner ? ""
                              : " has no phone: only her pages tell her what waits (baraza staff phone)");
    return true;
}
