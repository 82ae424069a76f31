/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Health workers learn together; patients meet a doctor. What is right for the ones (tests, names, seniors, figures) is
 * wrong for the others, so each difference is a row here and is asked for by whoever acts. */
#include "audience.h"

#include <string.h>

#define ALL_KINDS ((1u << GUARD_KINDS) - 1)
/* A member may tell her own dates and where she lives; who somebody else is she may not. */
#define OF_OTHERS                                                                                                      \
    ((1u << GUARD_NAME) | (1u << GUARD_INITIALS) | (1u << GUARD_PHONE) | (1u << GUARD_NUMBER) | (1u << GUARD_CONTACT))

static const AudienceRules rules[AUDIENCES] = {
    [AUDIENCE_LEARNERS] = { .name = "learners", .room_most = 1000, .studied = true, .guard_kinds = ALL_KINDS },
    [AUDIENCE_PATIENTS] = { .name = "patients",
        .room_most = 20,
        .one_room = true,
        .moderated = true,
        .own_consent = true,
        .hidden = true,
        .guard_kinds = OF_OTHERS },
};

const AudienceRules *audience_rules(Audience audience)
{
    return &rules[audience];
}

bool audience_from_name(const char *name, Audience *audience)
{
    for (int i = 0; i < AUDIENCES; i++)
        if (strcmp(rules[i].name, name) == 0) {
            *audience = (Audience)i;
            return true;
        }
    return false;
}

/* Verbs that begin so ("form." each that does), and why patients have no use of them. */
static const struct {
    const char *verb, *why;
} refused[] = {
    { "enrol",
        "takes nobody from a file: each member writes herself (baraza cohort invite), and its doctor lets her in" },
    { "learner.role", "has no seniors and no observers" },
    { "learner.move", "is one group: there is no other room" },
    { "learner.merge", "keeps its members apart from every other record" },
    { "cohort.peer", "is moderated by its doctor, not by members" },
    { "cohort.copy", "is made anew each time, by its doctor: baraza cohort create" },
    { "plan.", "is moderated by its doctor, not by members" },
    { "upkeep.", "counts nobody, ranks nobody and asks nobody why she is silent" },
    { "weekly.", "is not reported on week by week" },
    { "rules.", "has the rules of its consent, which nobody votes on" },
    { "circles.", "has no pairs and circles" },
    { "case.", "has no cases: what a member tells is her own" },
    { "work.", "has no assignments" },
    { "form.", "collects no figures" },
    { "stock.", "trades no stock" },
    { "live.", "has no live meetings, for every post waits for its doctor" },
    { "room.", "stays a relay room, in which no number is seen" },
    { "certificate", "has no certificates" },
    { "event.attend", "keeps no list of who was there" },
    { "study.", "is no part of a trial" },
    { "advert.", "is made known by its doctor alone, not by adverts" },
};

const char *audience_refuses(Audience audience, const char *verb)
{
    for (gsize i = 0; audience == AUDIENCE_PATIENTS && i < G_N_ELEMENTS(refused); i++)
        if (g_str_has_prefix(verb, refused[i].verb))
            return refused[i].why;
    return NULL;
}

/* Why a step is nothing for patients; NULL when it is. */
static const char *unsuited(const Step *step)
{
    static const char *const kinds[STEP_KINDS] = { [STEP_QUIZ] = "there are no quizzes",
        [STEP_SIT] = "there are no tests",
        [STEP_ASSIGNMENT] = "nothing is handed in or marked",
        [STEP_BRING] = "what a member tells is her own and no case",
        [STEP_LIVE] = "every post waits for the doctor, so there are no live meetings" };
    if (step->kind == STEP_AGREE && g_str_equal(step->purpose, "course"))
        return "the group's own consent is asked in its place";
    if (step->to == TO_PAIR || step->to == TO_CIRCLE)
        return "there are no pairs and circles";
    return kinds[step->kind];
}

char *audience_unsuited(Audience audience, const Course *course)
{
    if (audience != AUDIENCE_PATIENTS)
        return NULL;
    for (guint i = 0; i < course->steps->len; i++) {
        const Step *step = course->steps->pdata[i];
        const char *why = unsuited(step);
        if (why)
            return g_strdup_printf(
                "the course %s is not for patients: line %ld, %s \"%s\": in a group of patients with a doctor %s",
                course->id, step->line, step_kind_name(step->kind), step->id, why);
    }
    return course->certificate ? g_strdup_printf("the course %s is not for patients: it gives a certificate (\"%s\")",
                                     course->id, course->certificate)
                               : NULL;
}

char *audience_guarded(Audience audience, const char *why)
{
    g_auto(GStrv) parts = g_strsplit(why ? why : "", ", ", -1);
    g_autoptr(GString) kept = g_string_new(NULL);
    for (int kind = 0; kind < GUARD_KINDS; kind++)
        if ((rules[audience].guard_kinds & (1u << kind)) &&
            g_strv_contains((const char *const *)parts, guard_kind_name((GuardKind)kind)))
            g_string_append_printf(kept, "%s%s", kept->len ? ", " : "", guard_kind_name((GuardKind)kind));
    return kept->len ? g_strdup(kept->str) : NULL;
}
