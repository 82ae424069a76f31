/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looked at once a course morning. Too few who carry the talk is told to the facilitators, once a week at most, with
 * what helps; what the room has reached is told to the room, once a week at most and without names: thanks that rank
 * people silence the others. */
#include "core_group.h"
#include "active.h"
#include "clock.h"
#include "host.h"
#include "phrase.h"
#include "staff.h"

#include <string.h>

#define MORNING (2 * HOUR) /* active */
#define WEEK (CORE_DAYS * DAY)
#define NAMES_MAX 4

CoreGroup core_group(const GArray *counts, int enough)
{
    CoreGroup g = { 0 };
    int64_t sum = 0;
    for (guint i = 0; i < counts->len; i++)
        g.posts += g_array_index(counts, TalkCount, i).posts;
    for (guint i = 0; i < counts->len; i++) {
        const TalkCount *one = &g_array_index(counts, TalkCount, i);
        g.core += one->posts >= enough;
        g.half += 2 * sum < g.posts;
        sum += one->posts;
    }
    return g;
}

static gint by_named(gconstpointer a, gconstpointer b)
{
    const TalkCount *x = a, *y = b;
    return x->named != y->named ? (x->named < y->named) - (x->named > y->named)
                                : (x->enrolment > y->enrolment) - (x->enrolment < y->enrolment);
}

GArray *core_named(const GArray *counts, int enough)
{
    GArray *named = g_array_new(FALSE, FALSE, sizeof(TalkCount));
    for (guint i = 0; i < counts->len; i++) {
        const TalkCount *one = &g_array_index(counts, TalkCount, i);
        if (one->named >= enough)
            g_array_append_val(named, *one);
    }
    g_array_sort(named, by_named);
    return named;
}

static const struct {
    const char *name;
    int64_t posts;
} round_numbers[] = { { "1000", 1000 }, { "500", 500 }, { "250", 250 }, { "100", 100 }, { "50", 50 }, { "20", 20 } };

const char *milestone_next(int64_t posts, bool everyone, const char *const *told)
{
    if (everyone && !g_strv_contains(told, "everyone"))
        return "everyone";
    for (gsize i = 0; i < G_N_ELEMENTS(round_numbers); i++)
        if (posts >= round_numbers[i].posts)
            return g_strv_contains(told, round_numbers[i].name) ? NULL : round_numbers[i].name;
    return NULL;
}

typedef struct {
    Context *context;
    const Cohort *cohort;
    const Upkeep *upkeep;
    int64_t room, now;
} Room;

/* Takes part, and writes. */
static bool is_here(const Enrolment *e)
{
    return e->role != MEMBER_OBSERVER && e->may_course &&
           (e->state == ENROLMENT_ACTIVE || e->state == ENROLMENT_PAUSED);
}

/* --- too few --- */

/* Who wrote, but less than makes a core contributor: "Rudo, Tendai"; "-" when nobody. Who wrote only without her name
 * is not named here either. Given. */
static char *nearly(const Room *r, const GArray *counts, GError **error)
{
    g_autoptr(GString) names = g_string_new(NULL);
    int n = 0;
    for (guint i = 0; i < counts->len && n < NAMES_MAX; i++) {
        const TalkCount *one = &g_array_index(counts, TalkCount, i);
        if (one->posts >= r->upkeep->core_posts || one->named == 0)
            continue;
        g_autoptr(Enrolment) e =
            enrolment_get(context_store(r->context), context_vault(r->context), one->enrolment, error);
        if (!e)
            return NULL;
        if (is_here(e))
            g_string_append_printf(names, "%s%s", n++ ? ", " : "", desk_name(r->cohort, e));
    }
    return g_strdup(n ? names->str : "-");
}

static bool tell_facilitator(const Room *r, const Staff *staff, const CoreGroup *g, const char *names, GError **error)
{
    g_autofree char *lang = desk_lang(r->context, staff, error);
    g_autofree char *title = lang ? desk_room_title(r->context, r->room, r->cohort->id, error) : NULL;
    if (!title)
        return false;
    g_autofree char *core = g_strdup_printf("%d", g->core), *half = g_strdup_printf("%d", g->half);
    g_autofree char *floor = g_strdup_printf("%d", r->upkeep->core_floor);
    g_autofree char *k = g_strdup_printf("%d", r->upkeep->core_posts);
    g_autofree char *key =
        g_strdup_printf("FC%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "/S%" G_GINT64_FORMAT, r->room, r->now, staff->id);
    return desk_say(r->context, staff, key, LANE_REMINDER, OWED_NOTICE,
        phrase(lang, "staff.core", "room", title, "core", core, "k", k, "floor", floor, "half", half, "names", names,
            NULL),
        r->now, error);
}

static bool look_at_core(const Room *r, GError **error)
{
    int64_t told = 0;
    Store *store = context_store(r->context);
    g_autoptr(GArray) counts = talk_counts(store, r->room, r->now - WEEK, error);
    if (!counts || !milestone_last(store, r->room, "core", &told, error))
        return false;
    CoreGroup g = core_group(counts, r->upkeep->core_posts);
    if (g.core >= r->upkeep->core_floor || (told && r->now < told + WEEK))
        return true;
    g_autofree char *names = nearly(r, counts, error);
    g_autoptr(GPtrArray) staff = names ? staff_with_phone(store, NULL, r->cohort->id, error) : NULL;
    for (guint i = 0; staff && i < staff->len; i++)
        if (!tell_facilitator(r, staff->pdata[i], &g, names, error))
            return false;
    return staff && milestone_put(store, r->room, "core", r->now, error);
}

/* --- what the room has reached --- */

static bool wrote(const GArray *counts, int64_t enrolment)
{
    for (guint i = 0; i < counts->len; i++)
        if (g_array_index(counts, TalkCount, i).enrolment == enrolment)
            return true;
    return false;
}

/* Enrolment *, who takes part. Given. */
static GPtrArray *people_of(const Room *r, GError **error)
{
    Store *store = context_store(r->context);
    g_autoptr(GPtrArray) people = g_ptr_array_new_with_free_func((GDestroyNotify)enrolment_free);
    g_autoptr(GArray) members = room_members(store, r->room, false, error);
    for (guint i = 0; members && i < members->len; i++) {
        g_autoptr(Enrolment) e =
            enrolment_get(store, context_vault(r->context), g_array_index(members, int64_t, i), error);
        if (!e)
            return NULL;
        if (is_here(e))
            g_ptr_array_add(people, g_steal_pointer(&e));
    }
    return members ? g_steal_pointer(&people) : NULL;
}

static bool tell_room(const Room *r, const GPtrArray *people, const char *name, GError **error)
{
    for (guint i = 0; i < people->len; i++) {
        Tutor t;
        Enrolment *e = people->pdata[i];
        if (!tutor_init(&t, r->context, e, r->now, error))
            return false;
        bool everyone = strcmp(name, "everyone") == 0;
        g_autofree char *key = g_strdup_printf("MS%" G_GINT64_FORMAT "/%s/E%" G_GINT64_FORMAT, r->room, name, e->id);
        if (!tutor_say(&t, key, LANE_REMINDER, OWED_REMINDER,
                phrase(t.who.lang, everyone ? "milestone.everyone" : "milestone.posts", "count", name, NULL), error))
            return false;
    }
    return milestone_put(context_store(r->context), r->room, name, r->now, error);
}

static bool look_at_milestones(const Room *r, GError **error)
{
    int64_t last = 0;
    Store *store = context_store(r->context);
    g_autoptr(GArray) counts = talk_counts(store, r->room, 0, error);
    g_autoptr(GPtrArray) people = counts ? people_of(r, error) : NULL;
    g_auto(GStrv) told = people ? milestones_told(store, r->room, &last, error) : NULL;
    if (!told)
        return false;
    bool everyone = people->len > 1;
    for (guint i = 0; i < people->len; i++)
        everyone = everyone && wrote(counts, ((const Enrolment *)people->pdata[i])->id);
    const char *next = milestone_next(core_group(counts, 1).posts, everyone, (const char *const *)told);
    return !next || (last && r->now < last + WEEK) || tell_room(r, people, next, error);
}

bool host_core(Context *context, const Cohort *cohort, const Upkeep *upkeep, int64_t now, int64_t *next, GError **error)
{
    *next = INT64_MAX;
    if (upkeep->core_floor == 0 && upkeep->milestones == 0)
        return true;
    Civil tomorrow = civil_from_days(cohort_today(cohort, now) + 1);
    *next = active_after(cohort, civil_to_utc(cohort_zone(cohort), &tomorrow, NULL), MORNING);
    /* Set at night: the morning is early enough. */
    if (cohort_quiet_until(cohort, now))
        return true;
    bool week = cohort_today(cohort, now) >= cohort->start_day + CORE_DAYS;
    g_autoptr(GArray) rooms = room_list(context_store(context), cohort->id, error);
    for (guint i = 0; rooms && i < rooms->len; i++) {
        Room r = { context, cohort, upkeep, g_array_index(rooms, int64_t, i), now };
        g_autofree char *mode = room_mode(context_store(context), r.room, error);
        if (!mode)
            return false;
        if (strcmp(mode, "observed") == 0)
            continue;
        if ((upkeep->core_floor && week && !look_at_core(&r, error)) ||
            (upkeep->milestones && !look_at_milestones(&r, error)))
            return false;
    }
    return rooms != NULL;
}
