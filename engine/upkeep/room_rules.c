/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "room_rules.h"
#include "upkeep_queries.h"

void rules_free(Rules *rules)
{
    if (rules)
        g_free(rules->text);
    g_free(rules);
}

const char *rules_state_name(RulesState state)
{
    static const char *const names[RULES_STATES] = {
        [RULES_VOTING] = "voting", [RULES_HOLD] = "hold", [RULES_DROPPED] = "dropped", [RULES_REPLACED] = "replaced"
    };
    return state < RULES_STATES ? names[state] : "?";
}

bool rules_carry(int64_t yes, int64_t no)
{
    return yes > no;
}

bool rules_add(Store *store, Rules *rules, GError **error)
{
    return store_next_id(store, &rules->id, error) &&
           store_run(store, &upkeep_rules_add,
               ARGS(ARG_INT("id", rules->id), ARG_INT("cohort", rules->cohort), ARG_TEXT("text", rules->text),
                   ARG_INT("proposed", rules->proposed), ARG_INT("closes", rules->closes)),
               NULL, error);
}

static bool take(const StoreRow *row, gpointer data)
{
    Rules *r = g_new0(Rules, 1);
    *r = (Rules){ .id = store_int(row, 0),
        .cohort = store_int(row, 1),
        .text = store_text_dup(row, 2),
        .proposed = store_int(row, 3),
        .closes = store_int(row, 4),
        .state = (RulesState)store_int(row, 5),
        .yes = store_int(row, 6),
        .no = store_int(row, 7) };
    g_ptr_array_add(data, r);
    return true;
}

static GPtrArray *all_of(Store *store, const StoreQuery *query, const StoreArg *args, GError **error)
{
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)rules_free);
    return store_each(store, query, args, take, list, error) ? g_steal_pointer(&list) : NULL;
}

static Rules *last_of(GPtrArray *list)
{
    Rules *last = list && list->len ? g_ptr_array_steal_index(list, list->len - 1) : NULL;
    if (list)
        g_ptr_array_unref(list);
    return last;
}

Rules *rules_get(Store *store, int64_t id, GError **error)
{
    return last_of(all_of(store, &upkeep_rules_get, ARGS(ARG_INT("id", id)), error));
}

Rules *rules_of(Store *store, int64_t cohort, RulesState state, GError **error)
{
    return last_of(all_of(store, &upkeep_rules_in, ARGS(ARG_INT("cohort", cohort), ARG_INT("state", state)), error));
}

GPtrArray *rules_list(Store *store, int64_t cohort, GError **error)
{
    return all_of(store, &upkeep_rules_list, ARGS(ARG_INT("cohort", cohort)), error);
}

bool rules_set_state(Store *store, int64_t id, RulesState state, GError **error)
{
    return store_run(store, &upkeep_rules_state, ARGS(ARG_INT("id", id), ARG_INT("state", state)), NULL, error);
}

bool rules_answer(Store *store, int64_t id, int64_t enrolment, bool yes, int64_t now, GError **error)
{
    return store_run(store, &upkeep_rules_answer,
        ARGS(ARG_INT("rules", id), ARG_INT("enrolment", enrolment), ARG_INT("yes", yes), ARG_INT("now", now)), NULL,
        error);
}

typedef struct {
    int64_t at;
    bool yes;
} Answer;

static bool take_answer(const StoreRow *row, gpointer data)
{
    *(Answer *)data = (Answer){ store_int(row, 0), store_int(row, 1) != 0 };
    return false;
}

bool rules_answered(Store *store, int64_t id, int64_t enrolment, int64_t *at, bool *yes, GError **error)
{
    Answer answer = { 0 };
    bool ok = store_each(store, &upkeep_rules_answered, ARGS(ARG_INT("rules", id), ARG_INT("enrolment", enrolment)),
        take_answer, &answer, error);
    *at = answer.at;
    *yes = answer.yes;
    return ok;
}
