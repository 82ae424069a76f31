/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "allocate.h"

#include "unit.h"

#define N 300

static void strata_of(const char **stratum, int kinds)
{
    static const char *const names[] = { "urban", "rural", "remote" };
    for (int i = 0; i < N; i++)
        stratum[i] = names[i * 7 % kinds];
}

START_TEST(arms_never_differ_by_more_than_two_within_a_stratum)
{
    const char *stratum[N];
    int arm[N], count[3][2] = { { 0 } };
    strata_of(stratum, 3);
    allocate_arms("secret", stratum, N, 2, arm);
    for (int i = 0; i < N; i++) {
        int *c = count[*stratum[i] == 'u' ? 0 : stratum[i][1] == 'u' ? 1 : 2];
        c[arm[i]]++;
        ck_assert_int_le(ABS(c[0] - c[1]), 2);
    }
}
END_TEST

START_TEST(the_same_secret_gives_the_same_arms_and_another_others)
{
    const char *stratum[N];
    int one[N], same[N], other[N], differ = 0;
    strata_of(stratum, 2);
    allocate_arms("secret", stratum, N, 3, one);
    allocate_arms("secret", stratum, N, 3, same);
    allocate_arms("secreT", stratum, N, 3, other);
    for (int i = 0; i < N; i++) {
        ck_assert_int_eq(one[i], same[i]);
        differ += one[i] != other[i];
    }
    ck_assert_int_gt(differ, N / 3);
}
END_TEST

START_TEST(a_stratum_does_not_change_what_another_gets)
{
    const char *both[N], *one[N];
    int a[N], b[N], at = 0;
    strata_of(both, 2);
    allocate_arms("s", both, N, 2, a);
    for (int i = 0; i < N; i++)
        if (*both[i] == 'u')
            one[at++] = both[i];
    allocate_arms("s", one, at, 2, b);
    at = 0;
    for (int i = 0; i < N; i++)
        if (*both[i] == 'u')
            ck_assert_int_eq(a[i], b[at++]);
}
END_TEST

START_TEST(the_commitment_is_the_hash_of_the_secret)
{
    g_autofree char *hash = allocate_commitment("abc");
    ck_assert_str_eq(hash, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
END_TEST

UNIT_MAIN("allocate", arms_never_differ_by_more_than_two_within_a_stratum,
    the_same_secret_gives_the_same_arms_and_another_others, a_stratum_does_not_change_what_another_gets,
    the_commitment_is_the_hash_of_the_secret)
