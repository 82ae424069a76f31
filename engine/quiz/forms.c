/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which form whom on which occasion. A design has as many sequences as the test has forms, sequence s sitting form (s +
 * o) mod n on occasion o: crossed over for two, a Latin square for three. Units are given sequences in blocks of one
 * each, every block shuffled, so that arms stay balanced whenever enrolment stops. */
#include "quiz_priv.h"
#include "quiz_queries.h"
#include "rng.h"

const Form *quiz_form(const Test *test, int sequence, Occasion occasion)
{
    guint n = test->forms->len, at = (guint)occasion;
    if (n == 0)
        return NULL;
    if (test->assign == TEST_COUNTERBALANCE)
        at = ((guint)sequence + (guint)occasion) % n;
    return test->forms->pdata[MIN(at, n - 1)];
}

static int draw(const Test *test, int64_t place, uint64_t seed)
{
    int n = (int)test->forms->len;
    g_autofree int *block = g_new(int, n);
    for (int i = 0; i < n; i++)
        block[i] = i;
    g_autofree char *label = g_strdup_printf("form/%s/%" G_GINT64_FORMAT, test->id, place / n);
    Rng rng = rng_stream(seed, label);
    rng_shuffle(&rng, block, (size_t)n);
    return block[place % n];
}

static bool unit_sequence(
    Store *store, const Test *test, int64_t cohort, int64_t unit, uint64_t seed, int64_t *sequence, GError **error)
{
    bool found = false;
    int64_t place = 0;
    if (!store_get_int(store, &quiz_unit,
            ARGS(ARG_INT("cohort", cohort), ARG_TEXT("test", test->id), ARG_INT("unit", unit)), sequence, &found,
            error))
        return false;
    if (found)
        return true;
    if (!store_get_int(
            store, &quiz_unit_places, ARGS(ARG_INT("cohort", cohort), ARG_TEXT("test", test->id)), &place, NULL, error))
        return false;
    *sequence = draw(test, place, seed);
    return store_run(store, &quiz_unit_keep,
        ARGS(ARG_INT("cohort", cohort), ARG_TEXT("test", test->id), ARG_INT("unit", unit), ARG_INT("place", place),
            ARG_INT("sequence", *sequence)),
        NULL, error);
}

bool quiz_assign(Store *store, const Test *test, int64_t cohort, int64_t room, int64_t enrolment, uint64_t seed,
    int *sequence, GError **error)
{
    const int64_t units[] = { [UNIT_INDIVIDUAL] = enrolment, [UNIT_ROOM] = room, [UNIT_COHORT] = cohort };
    int64_t value = 0;
    bool found = false;
    *sequence = 0;
    if (test->assign == TEST_FIXED || test->forms->len == 0)
        return true;
    if (!store_get_int(store, &quiz_sequence, ARGS(ARG_INT("enrolment", enrolment), ARG_TEXT("test", test->id)), &value,
            &found, error))
        return false;
    if (!found && (!unit_sequence(store, test, cohort, units[test->unit], seed, &value, error) ||
                      !store_run(store, &quiz_sequence_keep,
                          ARGS(ARG_INT("enrolment", enrolment), ARG_TEXT("test", test->id), ARG_INT("sequence", value)),
                          NULL, error)))
        return false;
    *sequence = (int)value;
    return true;
}
