/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who gets it, who does not and why, how they sit, and who works here. */
#include "checklist_priv.h"
#include "staff.h"
#include "volume.h"

#include <string.h>

/* Learners that a line names before it says "and more". */
#define TOLD 5

typedef struct {
    guint count;
    GString *names;
} Group;

static void group_add(Group *group, int64_t learner)
{
    if (!group->names)
        group->names = g_string_new(NULL);
    if (group->count++ < TOLD)
        g_string_append_printf(group->names, "%sL%" G_GINT64_FORMAT, group->count > 1 ? ", " : "", learner);
    else if (group->count == TOLD + 1)
        g_string_append(group->names, ", ...");
}

static void group_say(Checklist *list, Group *group, CheckLevel level, const char *check, const char *why)
{
    if (group->count)
        check_say(list, level, check, "%u %s (%s)", group->count, why, group->names->str);
    if (group->names)
        g_string_free(group->names, TRUE);
    *group = (Group){ 0 };
}

typedef struct {
    Group reached, no_opt_in, no_address, gone, foreign;
    GArray *rooms;         /* int64_t: room of each who is reached */
    Rates *rates;          /* or NULL */
    Cost words, templates; /* of one message to each who is reached */
    RatePrice newest;      /* of the words, by the newest row */
} Roster;

static bool speaks(const Course *course, const char *language)
{
    bool speaks = strcmp(course->lang, language) == 0;
    for (guint i = 0; i < course->languages->len; i++)
        speaks = speaks || strcmp(course->languages->pdata[i], language) == 0;
    return speaks;
}

/* What a message to her costs when the course begins. */
static void price_one(const Checklist *list, Roster *roster, const Enrolment *e)
{
    RatePrice price;
    const Cohort *cohort = list->cohort;
    const char *country = e->country && *e->country ? e->country : cohort->country;
    bool known = rates_price(roster->rates, cohort->start_day, country, "utility", &price);
    cost_add(&roster->templates, 1, known ? &price : NULL);
    known = rates_price(roster->rates, cohort->start_day, country, "service", &price);
    cost_add(&roster->words, 1, known ? &price : NULL);
    if (known && price.from >= roster->newest.from)
        roster->newest = price;
}

static bool sort_one(Checklist *list, Roster *roster, int64_t id, GError **error)
{
    const Context *context = list->change->context;
    g_autoptr(Enrolment) e = enrolment_get(list->change->store, context_vault(context), id, error);
    if (!e)
        return false;
    bool user_id = false;
    g_autoptr(GError) fault = NULL;
    g_autofree char *address = address_of(list->change->store, context_vault(context), e->learner, &user_id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (e->state == ENROLMENT_NO_OPT_IN)
        group_add(&roster->no_opt_in, e->learner);
    else if (e->state != ENROLMENT_ACTIVE && e->state != ENROLMENT_PAUSED)
        group_add(&roster->gone, e->learner);
    else if (!address)
        group_add(&roster->no_address, e->learner);
    else {
        group_add(&roster->reached, e->learner);
        g_array_append_val(roster->rooms, e->room);
        price_one(list, roster, e);
        if (e->lang && *e->lang && !speaks(list->course, e->lang))
            group_add(&roster->foreign, e->learner);
    }
    return true;
}

static bool check_roster(Checklist *list, Roster *roster, GError **error)
{
    g_autoptr(GArray) ids = enrolment_list(list->change->store, list->cohort->id, error);
    if (!ids)
        return false;
    for (guint i = 0; i < ids->len; i++)
        if (!sort_one(list, roster, g_array_index(ids, int64_t, i), error))
            return false;
    if (roster->reached.count)
        check_say(list, CHECK_OK, "learners", "%u will be reached", roster->reached.count);
    else
        check_say(list, CHECK_FAIL, "learners",
            audience_rules(list->cohort->audience)->moderated
                ? "nobody is in the group: baraza cohort invite %s, and its doctor lets in who asks"
                : "nobody can be reached: baraza enrol %s FILE",
            list->cohort->name);
    group_say(list, &roster->no_opt_in, CHECK_WARN, "opt-in",
        "have no date and means of opt-in and will get nothing: enrol them once more with both");
    group_say(list, &roster->no_address, CHECK_WARN, "address", "have no number: baraza learner phone sets one");
    group_say(list, &roster->gone, CHECK_OK, "stopped", "have stopped or were withdrawn, and get nothing");
    group_say(list, &roster->foreign, CHECK_WARN, "language",
        "asked for a language that the course does not have, and get its own");
    return true;
}

static bool check_rooms(Checklist *list, const Roster *roster, GError **error)
{
    g_autoptr(GArray) rooms = room_list(list->change->store, list->cohort->id, error);
    if (!rooms)
        return false;
    guint least = G_MAXUINT, most = 0, used = 0;
    for (guint i = 0; i < rooms->len; i++) {
        guint people = 0;
        for (guint k = 0; k < roster->rooms->len; k++)
            people += g_array_index(roster->rooms, int64_t, k) == g_array_index(rooms, int64_t, i);
        if (people == 0)
            continue;
        used++;
        least = MIN(least, people);
        most = MAX(most, people);
    }
    if (used == 0)
        return true;
    if (least < 2)
        check_say(list, CHECK_WARN, "rooms",
            "%u, but in one of them somebody is alone with nobody to talk to: baraza learner move", used);
    else
        check_say(list, CHECK_OK, "rooms", least == most ? "%u, of %u learners" : "%u, of %u to %u learners", used,
            least, most);
    return true;
}

static bool count_staff(Checklist *list, const char *role, guint *count, GError **error)
{
    Store *store = list->change->store;
    g_autoptr(GPtrArray) staff = staff_list(store, error);
    for (guint i = 0; staff && i < staff->len; i++) {
        const Staff *one = staff->pdata[i];
        bool owns = false;
        if (!staff_owns(store, one, list->cohort->id, &owns, error))
            return false;
        *count += owns && strcmp(one->role, role) == 0;
    }
    return staff != NULL;
}

static bool check_staff(Checklist *list, GError **error)
{
    static const struct {
        const char *role, *without;
    } needed[] = {
        { "facilitator", "nobody assigned to the cohort would look at held posts and answer questions: baraza staff "
                         "add, then staff assign" },
        { "coordinator", "nobody answers for the course: baraza staff add NAME --role coordinator" },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(needed); i++) {
        guint count = 0;
        if (!count_staff(list, needed[i].role, &count, error))
            return false;
        if (count)
            check_say(list, CHECK_OK, needed[i].role, "%u named", count);
        else
            check_say(list, i == 0 ? check_if_real(list) : CHECK_WARN, needed[i].role, "%s", needed[i].without);
    }
    return true;
}

/* As measured in rehearsals of the course that ships: to 133 parts and questions came 86 replies to answers and posts,
 * digests, reminders and templates; of all messages one in twelve was a template. */
#define ABOUT(least) ((least)*219 / 133)
#define TEMPLATES(all) ((all) / 12)

static void check_cost(Checklist *list, Roster *roster, int64_t messages)
{
    int64_t templates = TEMPLATES(messages), reached = roster->reached.count;
    Cost all = roster->words;
    all.mixed |= roster->templates.mixed || g_strcmp0(all.currency, roster->templates.currency) != 0;
    all.micro = roster->words.micro * (messages - templates) / reached + roster->templates.micro * templates / reached;
    if (!roster->rates || all.unpriced || roster->templates.unpriced || all.mixed) {
        check_say(list, CHECK_WARN, "cost",
            "nobody can tell: rates.csv has no price, in one currency, for each learner's country of service (words) "
            "and utility (templates) messages on the first day; look them up in Meta's rate card");
        return;
    }
    Civil from = civil_from_days(roster->newest.from);
    g_autofree char *sum = cost_text(&all, 1, 2), *each = cost_text(&roster->words, 1.0 / (double)reached, 4);
    check_say(list, CHECK_OK, "cost",
        "about %s, estimated: %s for a message of words, by the row of rates.csv from %04d-%02d-%02d; what WhatsApp "
        "gives free is not taken off",
        sum, each, from.year, from.month, from.day);
}

/* What the course itself sends to each; talk, feedback and knocks come on top. */
static void check_volume(Checklist *list, Roster *roster)
{
    guint beats = 0, questions = 0;
    for (int i = 0; i < plan_count(list->plan); i++) {
        const Beat *beat = plan_beat(list->plan, i);
        if (beat->to_facilitator || beat->kind == BEAT_CLOSE || beat->kind == BEAT_REMIND)
            continue;
        beats++;
        if (beat->kind != BEAT_OPEN)
            continue;
        const Test *test = beat->step->kind == STEP_SIT ? course_test(list->course, beat->step->test) : NULL;
        if (test && test->forms->len)
            questions += ((const Form *)test->forms->pdata[0])->items->len;
        else if (beat->step->items)
            questions += beat->step->items->len;
    }
    int64_t least = (int64_t)(beats + questions) * roster->reached.count, about = ABOUT(least);
    check_say(list, CHECK_OK, "messages",
        "about %" G_GINT64_FORMAT
        " in all: at least %u to each (%u parts of lessons and %u questions), %" G_GINT64_FORMAT
        " to all; replies, talk and reminders come on top (baraza rehearse counts them)",
        about, beats + questions, beats, questions, least);
    check_cost(list, roster, about);
}

static Rates *read_rates(Checklist *list)
{
    g_autoptr(GError) fault = NULL;
    g_autofree char *dir = g_path_get_dirname(library_dir(context_library(list->change->context)));
    Rates *rates = rates_load(dir, &fault);
    if (fault)
        check_say(list, CHECK_WARN, "rates", "%s", fault->message);
    return rates;
}

bool launch_check_people(Checklist *list, GError **error)
{
    g_autoptr(GArray) rooms = g_array_new(FALSE, FALSE, sizeof(int64_t));
    g_autoptr(Rates) rates = read_rates(list);
    Roster roster = { .rooms = rooms, .rates = rates };
    bool good = check_roster(list, &roster, error) && check_rooms(list, &roster, error) && check_staff(list, error);
    if (good && roster.reached.count)
        check_volume(list, &roster);
    Group *const groups[] = { &roster.reached, &roster.no_opt_in, &roster.no_address, &roster.gone, &roster.foreign };
    for (gsize i = 0; i < G_N_ELEMENTS(groups); i++)
        if (groups[i]->names)
            g_string_free(groups[i]->names, TRUE);
    return good;
}
