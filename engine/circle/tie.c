/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of who knew whom before. The list that she was shown is kept with the answer: only of whom she was asked
 * does a number that she left out say that she did not know her. */
#include "tie.h"
#include "circle_queries.h"

static bool read_answer(const StoreRow *row, gpointer data)
{
    *(TieAnswer *)data =
        (TieAnswer){ (TieState)store_int(row, 0), store_int(row, 1), (int)store_int(row, 2), (int)store_int(row, 3) };
    return false;
}

bool tie_get(Store *store, int64_t enrolment, TieAnswer *answer, GError **error)
{
    *answer = (TieAnswer){ TIE_NOT_ASKED, 0, 0, 0 };
    return store_each(store, &circle_tie_answer, ARGS(ARG_INT("enrolment", enrolment)), read_answer, answer, error);
}

GArray *tie_unasked(Store *store, int64_t cohort, GError **error)
{
    return store_ids(store, &circle_tie_not_asked, ARGS(ARG_INT("cohort", cohort)), error);
}

bool tie_ask(Store *store, int64_t cohort, int64_t enrolment, const GArray *others, int64_t now, GError **error)
{
    if (!store_run(store, &circle_tie_put_asked,
            ARGS(ARG_INT("enrolment", enrolment), ARG_INT("cohort", cohort), ARG_INT("now", now)), NULL, error))
        return false;
    for (guint i = 0; i < others->len; i++)
        if (!store_run(store, &circle_tie_put_name,
                ARGS(ARG_INT("enrolment", enrolment), ARG_INT("number", i + 1),
                    ARG_INT("other", g_array_index(others, int64_t, i))),
                NULL, error))
            return false;
    return true;
}

static bool set_state(Store *store, int64_t enrolment, TieState state, GError **error)
{
    return store_run(store, &circle_tie_clear, ARGS(ARG_INT("enrolment", enrolment)), NULL, error) &&
           store_run(store, &circle_tie_set_state, ARGS(ARG_INT("enrolment", enrolment), ARG_INT("state", state)), NULL,
               error);
}

bool tie_say(Store *store, int64_t enrolment, const GArray *numbers, GError **error)
{
    if (!set_state(store, enrolment, TIE_ANSWERED, error))
        return false;
    for (guint i = 0; i < numbers->len; i++)
        if (!store_run(store, &circle_tie_set_known,
                ARGS(ARG_INT("enrolment", enrolment), ARG_INT("number", g_array_index(numbers, int, i))), NULL, error))
            return false;
    return true;
}

bool tie_skip(Store *store, int64_t enrolment, GError **error)
{
    return set_state(store, enrolment, TIE_SKIPPED, error);
}

static bool take_tie(const StoreRow *row, gpointer data)
{
    Tie tie = { store_int(row, 0), store_int(row, 1), store_int(row, 2) != 0 };
    g_array_append_val((GArray *)data, tie);
    return true;
}

GArray *tie_list(Store *store, int64_t cohort, GError **error)
{
    g_autoptr(GArray) ties = g_array_new(FALSE, FALSE, sizeof(Tie));
    if (!store_each(store, &circle_tie_answered, ARGS(ARG_INT("cohort", cohort)), take_tie, ties, error))
        return NULL;
    return g_steal_pointer(&ties);
}

GArray *tie_known(Store *store, int64_t enrolment, GError **error)
{
    g_autoptr(GArray) ties = g_array_new(FALSE, FALSE, sizeof(Tie));
    if (!store_each(store, &circle_tie_known_by, ARGS(ARG_INT("enrolment", enrolment)), take_tie, ties, error))
        return NULL;
    return g_steal_pointer(&ties);
}

bool tie_forget(Store *store, int64_t enrolment, GError **error)
{
    return store_run(store, &circle_tie_drop_names, ARGS(ARG_INT("enrolment", enrolment)), NULL, error) &&
           store_run(store, &circle_tie_drop_asked, ARGS(ARG_INT("enrolment", enrolment)), NULL, error);
}

bool tie_merge(Store *store, int64_t keep, int64_t other, GError **error)
{
    TieAnswer own, others;
    const StoreArg *both = ARGS(ARG_INT("keep", keep), ARG_INT("other", other));
    if (!tie_get(store, keep, &own, error) || !tie_get(store, other, &others, error))
        return false;
    /* A list that lies open with her keeps its numbers. */
    bool moves = own.state == TIE_NOT_ASKED && others.state >= TIE_ANSWERED;
    return store_run(store, &circle_tie_merge_known, both, NULL, error) &&
           store_run(store, &circle_tie_merge_name, both, NULL, error) &&
           (!moves || (store_run(store, &circle_tie_merge_list, both, NULL, error) &&
                          store_run(store, &circle_tie_merge_asked, both, NULL, error))) &&
           store_run(store, &circle_tie_drop_self, ARGS(ARG_INT("keep", keep)), NULL, error) &&
           tie_forget(store, other, error);
}

/* --- for circles --- */

static int index_of(const GArray *people, int64_t id)
{
    for (guint i = 0; i < people->len; i++)
        if (g_array_index(people, CirclePerson, i).id == id)
            return (int)i;
    return -1;
}

/* She gets the next number, and right after her everybody whom she has a tie with. */
static void number_from(GArray *people, const bool *knew, guint who, int group, int *next)
{
    CirclePerson *person = &g_array_index(people, CirclePerson, who);
    if (person->known)
        return;
    person->known = ++*next;
    person->group = group;
    for (guint i = 0; i < people->len; i++)
        if (knew[who * people->len + i])
            number_from(people, knew, i, group, next);
}

void tie_order(GArray *people, const GArray *ties)
{
    int next = 0;
    guint n = people->len;
    g_autofree bool *knew = g_new0(bool, (gsize)n *n + 1);
    for (guint i = 0; i < n; i++)
        g_array_index(people, CirclePerson, i).known = g_array_index(people, CirclePerson, i).group = 0;
    for (guint i = 0; i < ties->len; i++) {
        const Tie *tie = &g_array_index(ties, Tie, i);
        int one = tie->known ? index_of(people, tie->enrolment) : -1, other = index_of(people, tie->other);
        if (one >= 0 && other >= 0 && one != other)
            knew[(guint)one * n + (guint)other] = knew[(guint)other * n + (guint)one] = true;
    }
    for (guint i = 0; i < n; i++)
        for (guint j = 0; j < n; j++)
            if (knew[i * n + j])
                number_from(people, knew, i, (int)i + 1, &next);
}
