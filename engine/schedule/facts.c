/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each answer and each step asks what has happened so far, and little of it changes from one to the next: so the facts
 * of learners and rooms stay in memory, and whoever writes a row writes there too. A write that passes by here makes
 * the store drop them all. */
#include "schedule_priv.h"
#include "schedule_queries.h"
#include <math.h>
#include <string.h>

/* Owners kept: some 3 kB each. */
#define MOST 2048

typedef struct {
    char *beat;
    int hint; /* its index in the plan that asked last */
    DueState state;
    int64_t start, done;
    double score;
} Fact;

static void fact_clear(gpointer data)
{
    g_free(((Fact *)data)->beat);
}

/* Owner -> GArray of Fact. */
static const StoreCache facts_cache = { .hash = g_int64_hash,
    .equal = g_int64_equal,
    .free_key = g_free,
    .free_value = (GDestroyNotify)g_array_unref,
    .most = MOST };

static Fact *find_fact(const GArray *facts, const char *beat)
{
    for (guint i = 0; i < facts->len; i++)
        if (strcmp(g_array_index(facts, Fact, i).beat, beat) == 0)
            return &g_array_index(facts, Fact, i);
    return NULL;
}

static Fact fact_from_row(const StoreRow *row, int first)
{
    return (Fact){ .beat = store_text_dup(row, first),
        .state = (DueState)store_int(row, first + 1),
        .start = store_int(row, first + 2),
        .done = store_int(row, first + 3),
        .score = store_is_null(row, first + 4) ? NAN : store_real(row, first + 4) };
}

static bool collect_fact(const StoreRow *row, gpointer data)
{
    Fact fact = fact_from_row(row, 0);
    g_array_append_val((GArray *)data, fact);
    return true;
}

/* The facts of one owner, from memory or the table. Given. */
static GArray *facts_of(Store *store, int64_t enrolment, int64_t room, GError **error)
{
    int64_t owner = enrolment ? enrolment : room;
    GHashTable *known = NULL;
    if (!store_cache(store, &facts_cache, &schedule_fact_rows, &known, error))
        return NULL;
    GArray *kept = known ? g_hash_table_lookup(known, &owner) : NULL;
    if (kept)
        return g_array_ref(kept);
    g_autoptr(GArray) facts = g_array_new(FALSE, FALSE, sizeof(Fact));
    g_array_set_clear_func(facts, fact_clear);
    if (!store_each(store, &schedule_fact_rows,
            ARGS(ARG_INT("enrolment", enrolment), ARG_INT("room", enrolment ? 0 : room)), collect_fact, facts, error))
        return NULL;
    if (known)
        g_hash_table_insert(known, g_memdup2(&owner, sizeof owner), g_array_ref(facts));
    return g_steal_pointer(&facts);
}

/* Before a write: what others have written meanwhile must be noticed before this write hides it. */
static bool look(Store *store, GError **error)
{
    GHashTable *known = NULL;
    return store_cache(store, &facts_cache, &schedule_fact_rows, &known, error);
}

/* After a write: the owner's facts, which the caller mends; NULL where there is nothing to mend. */
static bool keep(Store *store, int64_t owner, GArray **facts, GError **error)
{
    GHashTable *known = NULL;
    *facts = NULL;
    if (!store_cache_keep(store, &facts_cache, &schedule_fact_rows, error) ||
        !store_cache(store, &facts_cache, &schedule_fact_rows, &known, error))
        return false;
    *facts = known ? g_hash_table_lookup(known, &owner) : NULL;
    return true;
}

bool facts_add(Store *store, const StoreArg *args, int64_t owner, const char *beat, GError **error)
{
    int64_t added = 0;
    GArray *facts = NULL;
    if (!look(store, error) || !store_run(store, &schedule_insert, args, &added, error) ||
        !keep(store, owner, &facts, error))
        return false;
    if (!facts || added == 0)
        return true;
    Fact fact = { .beat = g_strdup(beat), .hint = -1, .state = DUE_WAITING, .score = NAN };
    g_array_append_val(facts, fact);
    return true;
}

typedef struct {
    int64_t owner;
    Fact fact;
} Moved;

static bool read_moved(const StoreRow *row, gpointer data)
{
    Moved *moved = data;
    moved->owner = store_int(row, 0) ? store_int(row, 0) : store_int(row, 1);
    moved->fact = fact_from_row(row, 2);
    return false;
}

bool facts_move(
    Store *store, const StoreQuery *query, const StoreArg *args, int64_t id, int64_t *changed, GError **error)
{
    Moved moved = { 0 };
    GArray *facts = NULL;
    if (!look(store, error) || !store_run(store, query, args, changed, error) ||
        !store_each(store, &schedule_moved_row, ARGS(ARG_INT("id", id)), read_moved, &moved, error))
        return false;
    g_autofree char *beat = moved.fact.beat;
    if (!keep(store, moved.owner, &facts, error))
        return false;
    Fact *fact = facts && beat ? find_fact(facts, beat) : NULL;
    if (!fact)
        return true;
    moved.fact.beat = fact->beat;
    moved.fact.hint = fact->hint;
    *fact = moved.fact;
    return true;
}

/* Most often the plan is the one that asked before. */
static int index_of(const Plan *plan, Fact *fact)
{
    if (fact->hint < 0 || fact->hint >= plan_count(plan) || strcmp(plan_beat(plan, fact->hint)->id, fact->beat) != 0)
        fact->hint = plan_find(plan, fact->beat);
    return fact->hint;
}

/* A learner's own rows of the room's lessons (a late joiner's) are left out unless asked for. */
static bool fill(
    Store *store, const Plan *plan, int64_t enrolment, int64_t room, bool also_rooms, BeatFact *facts, GError **error)
{
    g_autoptr(GArray) known = facts_of(store, enrolment, room, error);
    for (guint i = 0; known && i < known->len; i++) {
        Fact *fact = &g_array_index(known, Fact, i);
        int index = index_of(plan, fact);
        if (index >= 0 && (also_rooms || !enrolment || !plan_beat(plan, index)->for_room))
            facts[index] = (BeatFact){ .planned = true,
                .skipped = fact->state == DUE_SKIPPED,
                .start = fact->start,
                .done = fact->done,
                .score = fact->score };
    }
    return known != NULL;
}

bool schedule_facts(Store *store, const Plan *plan, int64_t enrolment, int64_t room, BeatFact *facts, GError **error)
{
    for (int i = 0; i < plan_count(plan); i++)
        facts[i] = (BeatFact){ .score = NAN };
    return fill(store, plan, 0, room, false, facts, error) &&
           (!enrolment || fill(store, plan, enrolment, 0, false, facts, error));
}

bool schedule_late_facts(
    Store *store, const Plan *plan, int64_t enrolment, int64_t room, BeatFact *facts, GError **error)
{
    g_autofree BeatFact *own = g_new0(BeatFact, plan_count(plan));
    if (!schedule_facts(store, plan, enrolment, room, facts, error) ||
        !fill(store, plan, enrolment, 0, true, own, error))
        return false;
    schedule_for_late(plan, facts, own);
    return true;
}
