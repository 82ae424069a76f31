/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Before its first day a cohort moves as a whole. Afterwards what has happened stays where it was: later, by course
 * days that become free; earlier, by free days ahead that become course days again. */
#include "admin_priv.h"
#include "clock.h"
#include "phrase.h"
#include "tutor.h"

#include <string.h>

#define DAYS_MOST 60

typedef struct {
    const Cohort *cohort;
    const Plan *plan;
    cJSON *list; /* {step, from, to, count} */
    int64_t now;
    int past;
    int64_t enrolment; /* whose rows move just now; 0: a room's */
    int64_t next;      /* the first instant that something new moves to; INT64_MAX: nothing */
    GArray *closings;  /* Closing: of what is open */
} Moves;
typedef struct {
    int64_t enrolment, utc;
    const Step *step; /* borrowed from the plan */
} Closing;

static char *local(const Cohort *cohort, int64_t utc)
{
    return civil_local_text(cohort_zone(cohort), utc);
}

static void note_move(const char *beat, int64_t from, int64_t to, gpointer data)
{
    Moves *moves = data;
    int index = plan_find(moves->plan, beat);
    const Beat *what = index < 0 ? NULL : plan_beat(moves->plan, index);
    if (what && what->kind == BEAT_CLOSE && moves->enrolment) {
        Closing closing = { moves->enrolment, to, what->step };
        g_array_append_val(moves->closings, closing);
    } else if (what && what->kind != BEAT_CLOSE && what->kind != BEAT_AGAIN_CLOSE && what->kind != BEAT_REMIND)
        moves->next = MIN(moves->next, to);
    g_autofree char *was = local(moves->cohort, from), *is = local(moves->cohort, to);
    moves->past += to <= moves->now;
    cJSON *one;
    cJSON_ArrayForEach(one, moves->list)
    {
        if (strcmp(json_string(one, "step"), beat) == 0 && strcmp(json_string(one, "from"), was) == 0 &&
            strcmp(json_string(one, "to"), is) == 0) {
            int64_t count = json_int(one, "count", 0);
            cJSON_DeleteItemFromObject(one, "count");
            json_put_int(one, "count", count + 1);
            return;
        }
    }
    one = json_put(json_put(json_put(cJSON_CreateObject(), "step", beat), "from", was), "to", is);
    json_put_item(moves->list, NULL, json_put_int(one, "count", 1));
}

static bool is_course_day(const Cohort *cohort, int64_t date)
{
    int day = cohort_day_of(cohort, date);
    return day > 0 && cohort_day_date(cohort, day) == date;
}

static void shift_start(Cohort *cohort, int days)
{
    if (days > 0) {
        cohort->start_day = cohort_day_date(cohort, 1 + days);
        return;
    }
    for (int left = -days; left > 0;) {
        cohort->start_day--;
        left -= cohort_day_date(cohort, 1) == cohort->start_day;
    }
}

static gint by_day(gconstpointer a, gconstpointer b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

/* The next course days after today become free. */
static void shift_later(Cohort *cohort, int64_t today, int days)
{
    for (int64_t date = today + 1; days > 0; date++)
        if (is_course_day(cohort, date)) {
            g_array_append_val(cohort->holidays, date);
            g_array_sort(cohort->holidays, by_day);
            days--;
        }
}

/* Free days ahead that are no week-end become course days again. Returns how many it found. */
static int shift_earlier(Cohort *cohort, int64_t today, int days)
{
    int found = 0;
    for (guint i = 0; i < cohort->holidays->len && found < days;) {
        int64_t date = g_array_index(cohort->holidays, int64_t, i);
        if (date <= today) {
            i++;
            continue;
        }
        g_array_remove_index(cohort->holidays, i);
        found += is_course_day(cohort, date);
    }
    return found;
}

static bool shift_calendar(Change *c, Cohort *cohort, int days, GError **error)
{
    int64_t today = cohort_today(cohort, c->now);
    if (cohort->state == COHORT_PLANNED || cohort_day_date(cohort, 1) > today) {
        shift_start(cohort, days);
        return cohort_day_date(cohort, 1) >= today + (cohort->state != COHORT_PLANNED) ||
               change_refuse(error, BARAZA_ERROR_STATE, "course day 1 would lie in the past, or be today");
    }
    if (days > 0) {
        shift_later(cohort, today, days);
        return true;
    }
    int found = shift_earlier(cohort, today, -days);
    return found == -days ||
           change_refuse(error, BARAZA_ERROR_STATE,
               "the course has begun: it can only come earlier by free days that lie ahead, and there "
               "are %d of them",
               found);
}

static bool replan_all(Change *c, const Plan *plan, const Cohort *cohort, Moves *moves, GError **error)
{
    g_autoptr(GArray) rooms = room_list(c->store, cohort->id, error);
    g_autoptr(GArray) people = rooms ? enrolment_list(c->store, cohort->id, error) : NULL;
    for (guint i = 0; people && i < rooms->len; i++)
        if (!schedule_replan(
                c->store, plan, cohort, 0, g_array_index(rooms, int64_t, i), 0, c->now, note_move, moves, error))
            return false;
    for (guint i = 0; people && i < people->len; i++) {
        g_autoptr(Enrolment) e = enrolment_get(c->store, NULL, g_array_index(people, int64_t, i), error);
        moves->enrolment = e ? e->id : 0;
        if (!e || !schedule_replan(c->store, plan, cohort, e->id, e->room, e->joined_late ? e->enrolled : 0, c->now,
                      note_move, moves, error))
            return false;
    }
    return people != NULL;
}

static void put_sits(const Plan *plan, const Cohort *before, const Cohort *cohort, cJSON *list)
{
    for (int i = 0; i < plan_count(plan); i++) {
        const Beat *beat = plan_beat(plan, i);
        int64_t was[2], is[2];
        if (beat->kind != BEAT_OPEN || beat->step->kind != STEP_SIT)
            continue;
        schedule_sit_window(plan, before, beat->step, &was[0], &was[1]);
        schedule_sit_window(plan, cohort, beat->step, &is[0], &is[1]);
        if (was[0] == is[0])
            continue;
        g_autofree char *from = local(cohort, was[0]), *to = local(cohort, is[0]), *closes = local(cohort, is[1]);
        cJSON *one = json_put(json_put(cJSON_CreateObject(), "sit", beat->step->id), "from", from);
        json_put_item(list, NULL, json_put(json_put(one, "to", to), "closes", closes));
    }
}

/* Nobody is to be asked for answers whose scores others read already. */
static bool check_open_sits(const Plan *plan, const Cohort *before, const Cohort *cohort, int64_t now, GError **error)
{
    for (int i = 0; i < plan_count(plan); i++) {
        const Beat *beat = plan_beat(plan, i);
        int64_t was[2], is[2];
        if (beat->kind != BEAT_OPEN || beat->step->kind != STEP_SIT)
            continue;
        schedule_sit_window(plan, before, beat->step, &was[0], &was[1]);
        schedule_sit_window(plan, cohort, beat->step, &is[0], &is[1]);
        g_autofree char *closes = local(before, was[1]);
        if (was[0] <= now && now < was[1] && is[1] < was[1])
            return change_refuse(error, BARAZA_ERROR_STATE,
                "the test %s is open and was told to close on %s, which cannot come earlier: shift after it",
                beat->step->test, closes);
    }
    return true;
}

/* Answers are taken until the new closing. */
static bool move_closings(Change *c, const Moves *moves, GError **error)
{
    for (guint i = 0; i < moves->closings->len; i++) {
        const Closing *one = &g_array_index(moves->closings, Closing, i);
        if (!quiz_set_closes(c->store, one->enrolment, one->step->id, one->utc, error))
            return false;
    }
    return true;
}

static char *words(const Tutor *t, const Moves *moves, int64_t days)
{
    g_autofree char *n = g_strdup_printf("%" G_GINT64_FORMAT, days < 0 ? -days : days);
    g_autoptr(GString) open = g_string_new(NULL);
    for (guint i = 0; i < moves->closings->len; i++) {
        const Closing *one = &g_array_index(moves->closings, Closing, i);
        if (one->enrolment != t->enrolment->id)
            continue;
        g_autofree char *date = tutor_date(t, one->utc);
        g_autofree char *line = phrase(t->who.lang, "shift.open", "step",
            course_text(one->step->title, t->who.course, t->who.lang, t->who.country), "date", date, NULL);
        g_string_append_printf(open, "\n%s", line);
    }
    g_autofree char *date = moves->next < INT64_MAX ? tutor_date(t, moves->next) : NULL;
    g_autofree char *next = date ? phrase(t->who.lang, "shift.next", "date", date, NULL) : g_strdup("");
    g_autofree char *head = phrase(t->who.lang, days > 0 ? "shift.later" : "shift.earlier", "n", n, "title",
        course_text(t->who.course->title, t->who.course, t->who.lang, t->who.country), NULL);
    return g_strdup_printf("%s%s%s%s", head, *next ? " " : "", next, open->str);
}

/* Whoever takes part is told once, with the next message that may go; where nothing changes for her, not. */
static bool tell_all(Change *c, const Moves *moves, int64_t days, cJSON *result, GError **error)
{
    int64_t told = 0;
    g_autoptr(GArray) people = enrolment_list(c->store, moves->cohort->id, error);
    for (guint i = 0; people && i < people->len; i++) {
        Tutor t;
        g_autoptr(Enrolment) e =
            enrolment_get(c->store, context_vault(c->context), g_array_index(people, int64_t, i), error);
        if (!e || !tutor_init(&t, c->context, e, c->now, error))
            return false;
        if ((e->state != ENROLMENT_ACTIVE && e->state != ENROLMENT_PAUSED) || !e->may_course)
            continue;
        g_autofree char *key = g_strdup_printf("SHIFT/%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, e->id, c->now);
        char *text = words(&t, moves, days);
        if (told++ == 0)
            json_put(result, "looks", text);
        if (!tutor_say(&t, key, LANE_CONTENT, OWED_NOTICE, text, error))
            return false;
    }
    json_put_int(result, "told", told);
    return people != NULL;
}

bool change_cohort_shift(Change *c, cJSON *result, GError **error)
{
    int64_t days = 0;
    g_autoptr(Cohort) cohort = change_cohort(c, error);
    g_autoptr(Cohort) before = cohort ? cohort_get(c->store, cohort->id, error) : NULL;
    const Plan *plan = before ? context_plan(c->context, cohort->version, error) : NULL;
    if (!plan || !json_need_int(c->params, "days", &days, error))
        return false;
    if (days == 0 || days < -DAYS_MOST || days > DAYS_MOST)
        return change_refuse(
            error, BARAZA_ERROR_INPUT, "days are course days, from -%d to %d, and not 0", DAYS_MOST, DAYS_MOST);
    if (cohort->state == COHORT_CLOSED)
        return change_refuse(error, BARAZA_ERROR_STATE, "the cohort %s is closed", cohort->name);
    g_autoptr(GArray) closings = g_array_new(FALSE, FALSE, sizeof(Closing));
    Moves moves = { .cohort = cohort,
        .plan = plan,
        .list = cJSON_CreateArray(),
        .now = c->now,
        .next = INT64_MAX,
        .closings = closings };
    cJSON *sits = cJSON_CreateArray();
    json_put_item(json_put_item(json_put(result, "cohort", cohort->name), "moves", moves.list), "sits", sits);
    if (!shift_calendar(c, cohort, (int)days, error) || !cohort_set_calendar(c->store, cohort, error))
        return false;
    context_forget(c->context);
    if (!check_open_sits(plan, before, cohort, c->now, error) || !replan_all(c, plan, cohort, &moves, error) ||
        !move_closings(c, &moves, error))
        return false;
    if (moves.past)
        return change_refuse(error, BARAZA_ERROR_STATE, "%d steps would fall into the past", moves.past);
    put_sits(plan, before, cohort, sits);
    Civil first = civil_from_days(cohort_day_date(cohort, 1));
    g_autofree char *day = g_strdup_printf("%04d-%02d-%02d", first.year, first.month, first.day);
    json_put_int(json_put(result, "first_day", day), "days", days);
    c->payload = json_put_int(cJSON_CreateObject(), "days", days);
    return cohort->state == COHORT_PLANNED || cJSON_GetArraySize(moves.list) == 0 ||
           tell_all(c, &moves, days, result, error);
}
