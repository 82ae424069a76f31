/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A study is drawn once: which messages or threads are in it, which of them every coder codes, and in what order. All
 * of it follows from its seed, so that nobody can say that the easy ones were picked. */
#include "coding_priv.h"

#include "coding_queries.h"
#include "rng.h"
#include "text.h"

#include <string.h>

#define LEAST_BOTH 50

void coding_study_free(CodingStudy *study)
{
    if (!study)
        return;
    g_free(study->name);
    g_free(study->hash);
    g_free(study);
}

const char *coding_unit_kind_name(CodingUnitKind kind)
{
    static const char *const names[CODING_UNIT_KINDS] = { [CODING_MESSAGE] = "message", [CODING_THREAD] = "thread" };
    return kind < CODING_UNIT_KINDS ? names[kind] : "?";
}

const char *coding_purpose_name(CodingPurpose purpose)
{
    static const char *const names[CODING_PURPOSES] = {
        [CODING_RESEARCH] = "research", [CODING_ASSESSMENT] = "assessment"
    };
    return purpose < CODING_PURPOSES ? names[purpose] : "?";
}

const char *coding_state_name(CodingState state)
{
    static const char *const names[CODING_STATES] = {
        [CODING_OPEN] = "coding", [CODING_ADJUDICATION] = "adjudication", [CODING_FROZEN] = "frozen"
    };
    return state < CODING_STATES ? names[state] : "?";
}

static bool read_study(const StoreRow *row, gpointer data)
{
    CodingStudy *s = g_new0(CodingStudy, 1);
    s->id = store_int(row, 0);
    s->cohort = store_int(row, 1);
    s->name = store_text_dup(row, 2);
    s->book = store_int(row, 3);
    s->unit = (CodingUnitKind)store_int(row, 4);
    s->purpose = (CodingPurpose)store_int(row, 5);
    s->seed = (uint64_t)store_int(row, 6);
    s->state = (CodingState)store_int(row, 7);
    s->learns_from = store_int(row, 8);
    s->created = store_int(row, 9);
    s->opened = store_int(row, 10);
    s->frozen = store_int(row, 11);
    s->hash = store_text_dup(row, 12);
    g_ptr_array_add(data, s);
    return true;
}

static GPtrArray *list(Store *store, const StoreQuery *query, const StoreArg *args, GError **error)
{
    return coding_collect(store, query, args, read_study, (GDestroyNotify)coding_study_free, error);
}

GPtrArray *coding_studies(Store *store, int64_t cohort, GError **error)
{
    return list(store, &coding_db_study_all, ARGS(ARG_INT("cohort", cohort)), error);
}

CodingStudy *coding_study_get(Store *store, int64_t id, GError **error)
{
    g_autoptr(GPtrArray) found = list(store, &coding_db_study_row, ARGS(ARG_INT("id", id)), error);
    if (found && found->len)
        return g_ptr_array_steal_index(found, 0);
    if (found)
        coding_refuse(error, BARAZA_ERROR_MISSING, "there is no coding study %" G_GINT64_FORMAT, id);
    return NULL;
}

static char *nearest(Store *store, const char *name)
{
    g_autoptr(GPtrArray) all = coding_studies(store, 0, NULL), names = g_ptr_array_new();
    for (guint i = 0; all && i < all->len; i++)
        g_ptr_array_add(names, ((CodingStudy *)all->pdata[i])->name);
    g_ptr_array_add(names, NULL);
    const char *near = text_nearest(name, (const char *const *)names->pdata);
    return near ? g_strdup_printf("; did you mean \"%s\"?", near) : g_strdup("; baraza code studies lists them");
}

CodingStudy *coding_study_find(Store *store, const char *name, GError **error)
{
    g_autoptr(GPtrArray) found = list(store, &coding_db_study_named, ARGS(ARG_TEXT("name", name)), error);
    if (found && found->len)
        return g_ptr_array_steal_index(found, 0);
    g_autofree char *near = found ? nearest(store, name) : NULL;
    if (found)
        coding_refuse(error, BARAZA_ERROR_MISSING, "there is no coding study \"%s\"%s", name, near);
    return NULL;
}

GArray *coding_coders(Store *store, int64_t study, GError **error)
{
    return store_ids(store, &coding_db_coders, ARGS(ARG_INT("study", study)), error);
}

/* --- the draw --- */

static CodingUnit *unit_of(const CodingSaid *said)
{
    CodingUnit *unit = g_new0(CodingUnit, 1);
    unit->room = said->room;
    unit->prompt = g_strdup(said->prompt);
    unit->thread = said->thread;
    unit->posts = g_array_new(FALSE, FALSE, sizeof(int64_t));
    return unit;
}

/* Messages, or threads, of what may be coded; in the order in which they were said. CodingUnit *, given. */
static GPtrArray *possible_units(Store *store, const CodingStudy *study, GError **error)
{
    g_autoptr(GPtrArray) all = coding_said(store, study->cohort, error);
    g_autoptr(GHashTable) people = coding_people(), threads = g_hash_table_new(NULL, NULL);
    GPtrArray *units = all ? g_ptr_array_new_with_free_func((GDestroyNotify)coding_unit_free) : NULL;
    for (guint i = 0; all && i < all->len; i++) {
        const CodingSaid *said = all->pdata[i];
        if (!coding_may_code(store, people, study, said))
            continue;
        gpointer thread = GINT_TO_POINTER(said->thread);
        CodingUnit *unit = study->unit == CODING_THREAD ? g_hash_table_lookup(threads, thread) : NULL;
        if (!unit) {
            unit = unit_of(said);
            g_ptr_array_add(units, unit);
            g_hash_table_insert(threads, thread, unit);
        }
        g_array_append_val(unit->posts, said->id);
    }
    return units;
}

/* A permutation of the n units. Given. */
static int *shuffled(uint64_t seed, const char *label, int n)
{
    int *order = g_new(int, n);
    for (int i = 0; i < n; i++)
        order[i] = i;
    Rng rng = rng_stream(seed, label);
    rng_shuffle(&rng, order, (size_t)n);
    return order;
}

static void sums_of(const CodingPlan *plan, int possible, CodingSums *sums)
{
    sums->possible = possible;
    sums->units = plan->sample > 0 ? MIN(plan->sample, possible) : possible;
    sums->training = MIN(plan->training, sums->units);
    int left = sums->units - sums->training, wanted = plan->both >= 0 ? plan->both : MAX(LEAST_BOTH, (left + 9) / 10);
    sums->both = MIN(wanted, left);
}

/* The drawn units in the order of the queue: training first, then the others, who codes them unseen in their order.
 * CodingUnit *, borrowed. Given. */
static GPtrArray *draw(const CodingStudy *study, const GPtrArray *units, const CodingSums *sums)
{
    GPtrArray *drawn = g_ptr_array_new();
    g_autofree int *order = shuffled(study->seed, "sample", (int)units->len);
    g_autofree int *queue = shuffled(study->seed, "queue", sums->units - sums->training);
    for (int i = 0; i < sums->units; i++) {
        bool trains = i < sums->training;
        int place = trains ? i : sums->training + queue[i - sums->training];
        CodingUnit *unit = units->pdata[order[place]];
        unit->draw = trains ? CODING_TRAINING : place < sums->training + sums->both ? CODING_BOTH : CODING_SINGLE;
        unit->place = i + 1;
        g_ptr_array_add(drawn, unit);
    }
    return drawn;
}

static bool add_task(Store *store, const CodingUnit *unit, int64_t coder, GError **error)
{
    return store_run(store, &coding_db_task_add,
        ARGS(ARG_INT("unit", unit->id), ARG_INT("coder", coder), ARG_INT("study", unit->study),
            ARG_INT("place", unit->place)),
        NULL, error);
}

static bool add_unit(Store *store, CodingUnit *unit, GError **error)
{
    if (!store_next_id(store, &unit->id, error) ||
        !store_run(store, &coding_db_unit_add,
            ARGS(ARG_INT("id", unit->id), ARG_INT("study", unit->study), ARG_INT("place", unit->place),
                ARG_INT("kind", unit->draw), ARG_INT("thread", unit->thread), ARG_INT("room", unit->room),
                ARG_TEXT("prompt", unit->prompt)),
            NULL, error))
        return false;
    for (guint i = 0; i < unit->posts->len; i++)
        if (!store_run(store, &coding_db_unit_post_add,
                ARGS(ARG_INT("unit", unit->id), ARG_INT("post", g_array_index(unit->posts, int64_t, i))), NULL, error))
            return false;
    return true;
}

/* Units of one coder go round in the order in which they were drawn. */
static bool add_units(Store *store, const GPtrArray *drawn, int64_t study, const GArray *coders, GError **error)
{
    guint next = 0;
    for (guint i = 0; i < drawn->len; i++) {
        CodingUnit *unit = drawn->pdata[i];
        unit->study = study;
        if (!add_unit(store, unit, error))
            return false;
        bool alone = unit->draw == CODING_SINGLE;
        for (guint c = 0; c < (alone ? 1 : coders->len); c++)
            if (!add_task(store, unit, g_array_index(coders, int64_t, alone ? next : c), error))
                return false;
        next = alone ? (next + 1) % coders->len : next;
    }
    return true;
}

static bool add_row(Store *store, CodingStudy *study, const GArray *coders, GError **error)
{
    if (!store_next_id(store, &study->id, error) ||
        !store_run(store, &coding_db_study_add,
            ARGS(ARG_INT("id", study->id), ARG_INT("cohort", study->cohort), ARG_TEXT("name", study->name),
                ARG_INT("book", study->book), ARG_INT("unit", study->unit), ARG_INT("purpose", study->purpose),
                ARG_INT("seed", (int64_t)study->seed), ARG_INT("learns_from", study->learns_from),
                ARG_INT("created", study->created)),
            NULL, error))
        return false;
    for (guint i = 0; i < coders->len; i++)
        if (!store_run(store, &coding_db_coder_add,
                ARGS(ARG_INT("study", study->id), ARG_INT("staff", g_array_index(coders, int64_t, i))), NULL, error))
            return false;
    return true;
}

static int threads_of(const GPtrArray *drawn)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < drawn->len; i++)
        g_hash_table_add(seen, GINT_TO_POINTER(((const CodingUnit *)drawn->pdata[i])->thread));
    return (int)g_hash_table_size(seen);
}

bool coding_study_add(
    Store *store, CodingStudy *study, const GArray *coders, const CodingPlan *plan, CodingSums *sums, GError **error)
{
    g_autoptr(GPtrArray) taken = list(store, &coding_db_study_named, ARGS(ARG_TEXT("name", study->name)), error);
    if (!taken)
        return false;
    if (taken->len)
        return coding_refuse(
            error, BARAZA_ERROR_STATE, "there is already a coding study \"%s\"; choose another name", study->name);
    g_autoptr(GPtrArray) units = possible_units(store, study, error);
    if (!units)
        return false;
    if (units->len == 0)
        return coding_refuse(error, BARAZA_ERROR_STATE,
            "no learner has said anything that may be coded%s: posts in a room, kept by their authors' consent",
            study->purpose == CODING_RESEARCH ? " for research" : "");
    sums_of(plan, (int)units->len, sums);
    g_autoptr(GPtrArray) drawn = draw(study, units, sums);
    sums->threads = threads_of(drawn);
    return add_row(store, study, coders, error) && add_units(store, drawn, study->id, coders, error);
}
