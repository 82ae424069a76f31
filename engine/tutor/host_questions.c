/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A private question stands on a name at once; one that was asked in a room, once the room has had its time to answer.
 * Who does not take it in as many active hours passes it on, until everybody was asked: then it stands on nobody's name
 * and the coordinators are told. An answer, by whoever it is, ends it. Whoever has hours of her own is given it in
 * these, and by these it is counted. */
#include "active.h"
#include "host.h"
#include "phrase.h"
#include "questions.h"
#include "staff_clock.h"
#include <string.h>

#define LOOK_AGAIN HOUR /* active */

typedef struct {
    Context *context;
    const Cohort *cohort;
    const Upkeep *upkeep;
    GArray *staff;        /* int64_t, in order */
    GArray *open;         /* int: how many stand on each name */
    GPtrArray *calendars; /* Cohort *: of each of them, by her own clock */
    GArray *given;        /* Given */
    int64_t last;         /* who was given the newest */
    int64_t now, next;
} Round;

/* Those of a role whose cohort this is; `reached`: who can be told on a phone. */
static bool add_role(Round *r, const char *role, bool reached, GError **error)
{
    Store *store = context_store(r->context);
    g_autoptr(GPtrArray) all = staff_list(store, error);
    for (guint i = 0; all && i < all->len; i++) {
        const Staff *staff = all->pdata[i];
        bool owns = false;
        if (!g_str_equal(staff->role, role) || (reached && (!staff->learner || staff->muted)))
            continue;
        if (!staff_owns(store, staff, r->cohort->id, &owns, error))
            return false;
        if (owns)
            g_array_append_val(r->staff, staff->id);
    }
    return all != NULL;
}

static gint by_id(gconstpointer a, gconstpointer b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static const Given *given_of(const Round *r, int64_t post)
{
    for (guint i = 0; i < r->given->len; i++)
        if (g_array_index(r->given, Given, i).post == post)
            return &g_array_index(r->given, Given, i);
    return NULL;
}

static void count_open(Round *r)
{
    int64_t newest = 0;
    g_array_set_size(r->open, r->staff->len);
    for (guint i = 0; i < r->staff->len; i++) {
        int *n = &g_array_index(r->open, int, i);
        *n = 0;
        for (guint g = 0; g < r->given->len; g++)
            *n += g_array_index(r->given, Given, g).staff == g_array_index(r->staff, int64_t, i);
    }
    for (guint g = 0; g < r->given->len; g++) {
        const Given *given = &g_array_index(r->given, Given, g);
        if (given->at >= newest && given->staff) {
            newest = given->at;
            r->last = given->staff;
        }
    }
}

static bool told(const Round *r, const Post *post, int64_t id, GError **error)
{
    g_autoptr(Staff) staff = staff_get(context_store(r->context), id, error);
    return staff && desk_give(r->context, staff, post, r->now, error);
}

/* Everybody was asked: those who can do something about it hear that. */
static bool tell_coordinators(const Round *r, const Post *post, GError **error)
{
    g_autofree char *key = g_strdup_printf("FN%" G_GINT64_FORMAT, post->id);
    g_autofree char *n = g_strdup_printf("%u", r->staff->len);
    g_autofree char *number = g_strdup_printf("%" G_GINT64_FORMAT, post->id);
    g_autofree char *text =
        phrase("en", "staff.nobody_takes", "cohort", r->cohort->name, "n", n, "question", number, NULL);
    return desk_tell(
        r->context, "coordinator", r->cohort->id, key, LANE_REMINDER, OWED_NOTICE, text, r->now, NULL, error);
}

/* Whose turn it is of those who work now; -1 where nobody does: then *wakes is when the first one will. `passed`: who
 * has just passed it on, and does not get it back because all others sleep; 0: nobody. */
static int pick_awake(const Round *r, int64_t passed, int64_t *wakes)
{
    g_autoptr(GArray) staff = g_array_new(FALSE, FALSE, sizeof(int64_t)), open = g_array_new(FALSE, FALSE, sizeof(int));
    *wakes = INT64_MAX;
    for (guint i = 0; i < r->staff->len; i++) {
        if (passed && r->staff->len > 1 && g_array_index(r->staff, int64_t, i) == passed)
            continue;
        int64_t from = active_after(r->calendars->pdata[i], r->now, 0);
        *wakes = MIN(*wakes, from);
        if (from > r->now)
            continue;
        g_array_append_val(staff, g_array_index(r->staff, int64_t, i));
        g_array_append_val(open, g_array_index(r->open, int, i));
    }
    int picked =
        given_pick((const int64_t *)staff->data, (const int *)open->data, staff->len, passed ? passed : r->last);
    for (guint i = 0; picked >= 0 && i < r->staff->len; i++)
        if (g_array_index(r->staff, int64_t, i) == g_array_index(staff, int64_t, (guint)picked))
            return (int)i;
    return -1;
}

static bool give(Round *r, const Post *post, Given *g, GError **error)
{
    int64_t wakes = 0;
    int pick = pick_awake(r, g->staff, &wakes);
    bool all_asked = g->passes >= (int)r->staff->len;
    if (pick < 0 && !all_asked && r->staff->len > 0) {
        r->next = MIN(r->next, wakes);
        return true;
    }
    g->post = post->id;
    g->cohort = r->cohort->id;
    g->taken = false;
    g->at = r->now;
    g->staff = all_asked || pick < 0 ? 0 : g_array_index(r->staff, int64_t, (guint)pick);
    g->until =
        g->staff ? active_after(r->calendars->pdata[pick], r->now, (int64_t)r->upkeep->answer * HOUR) : INT64_MAX;
    if (!given_put(context_store(r->context), g, error))
        return false;
    if (!g->staff)
        return tell_coordinators(r, post, error);
    g_array_index(r->open, int, (guint)pick)++;
    r->last = g->staff;
    r->next = MIN(r->next, g->until);
    return told(r, post, g->staff, error);
}

static bool one_question(Round *r, const Post *post, GError **error)
{
    const Given *known = given_of(r, post->id);
    if (known) {
        Given g = *known;
        if (g.taken || !g.staff || r->now < g.until) {
            r->next = g.staff && !g.taken ? MIN(r->next, g.until) : r->next;
            return true;
        }
        g.passes++;
        return give(r, post, &g, error);
    }
    int64_t ripe = post->state == POST_QUESTION
                       ? r->now
                       : active_after(r->cohort, post->shared, (int64_t)r->upkeep->answer * HOUR);
    r->next = MIN(r->next, MAX(ripe, r->now + MINUTE));
    Given fresh = { 0 };
    return ripe > r->now || give(r, post, &fresh, error);
}

/* Facilitators with a phone, else any facilitator, else the coordinators. */
static bool add_staff(Round *r, GError **error)
{
    static const struct {
        const char *role;
        bool reached;
    } tries[] = { { "facilitator", true }, { "facilitator", false }, { "coordinator", true },
        { "coordinator", false } };
    for (gsize i = 0; i < G_N_ELEMENTS(tries) && r->staff->len == 0; i++)
        if (!add_role(r, tries[i].role, tries[i].reached, error))
            return false;
    g_array_sort(r->staff, by_id);
    for (guint i = 0; i < r->staff->len; i++) {
        Cohort *hers = staff_calendar(context_store(r->context), g_array_index(r->staff, int64_t, i), r->cohort, error);
        if (!hers)
            return false;
        g_ptr_array_add(r->calendars, hers);
    }
    return true;
}

/* What was answered stands on nobody's name any more. */
static bool drop_answered(const Round *r, const GPtrArray *open, GError **error)
{
    for (guint i = 0; i < r->given->len; i++) {
        int64_t id = g_array_index(r->given, Given, i).post;
        bool waits = false;
        for (guint q = 0; q < open->len; q++)
            waits = waits || ((const Post *)open->pdata[q])->id == id;
        if (!waits && !given_drop(context_store(r->context), id, error))
            return false;
    }
    return true;
}

static bool go_round(Round *r, GError **error)
{
    Store *store = context_store(r->context);
    g_autoptr(GPtrArray) open = question_list(store, r->cohort->id, r->now, 0, error);
    if (!open || !add_staff(r, error) || !drop_answered(r, open, error))
        return false;
    count_open(r);
    for (guint i = 0; i < open->len; i++)
        if (question_kind(open->pdata[i]) != QUESTION_ERASURE && !one_question(r, open->pdata[i], error))
            return false;
    return true;
}

bool host_questions(
    Context *context, const Cohort *cohort, const Upkeep *upkeep, int64_t now, int64_t *next, GError **error)
{
    *next = INT64_MAX;
    if (upkeep->answer == 0)
        return true;
    g_autoptr(GArray) staff = g_array_new(FALSE, FALSE, sizeof(int64_t)), open = g_array_new(FALSE, TRUE, sizeof(int));
    g_autoptr(GArray) given = given_list(context_store(context), cohort->id, error);
    g_autoptr(GPtrArray) calendars = g_ptr_array_new_with_free_func((GDestroyNotify)cohort_free);
    bool abroad = false;
    if (!staff_clock_any(context_store(context), &abroad, error))
        return false;
    Round r = { .context = context,
        .cohort = cohort,
        .upkeep = upkeep,
        .staff = staff,
        .open = open,
        .calendars = calendars,
        .given = given,
        .now = now,
        .next = abroad ? now + LOOK_AGAIN : active_after(cohort, now, LOOK_AGAIN) };
    *next = cohort_quiet_until(cohort, now);
    if (!given || (*next && !abroad))
        return given != NULL; /* nobody is given anything at night, but who has her day then */
    bool good = go_round(&r, error);
    *next = abroad ? r.next : MAX(r.next, active_after(cohort, now, 0));
    return good;
}

/* --- what she says to it --- */

static bool find_hers(Context *context, const Post *post, const Staff *staff, Given *given, bool *hers, GError **error)
{
    bool found = false;
    if (!given_get(context_store(context), post->id, given, &found, error))
        return false;
    *hers = found && given->staff == staff->id && !post->answered;
    return true;
}

bool host_take(Context *context, const Post *post, const Staff *staff, int64_t now, bool *hers, GError **error)
{
    Given given;
    if (!find_hers(context, post, staff, &given, hers, error) || !*hers)
        return !(error && *error);
    given.taken = true;
    return given_put(context_store(context), &given, error);
}

bool host_pass(Context *context, const Post *post, const Staff *staff, int64_t now, bool *hers, GError **error)
{
    Given given;
    if (!find_hers(context, post, staff, &given, hers, error) || !*hers)
        return !(error && *error);
    given.taken = false;
    given.until = now;
    return given_put(context_store(context), &given, error) &&
           care_set(context_store(context), post->cohort, CARE_QUESTIONS, now, error);
}
