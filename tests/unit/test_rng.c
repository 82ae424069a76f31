/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "rng.h"

#include <math.h>

START_TEST(the_stream_is_the_published_one)
{
    /* splitmix64 from 1234567, and xoshiro256** from the state 1 2 3 4: the authors' reference code. */
    Rng seeded = rng_seeded(1234567);
    ck_assert(seeded.s[0] == 6457827717110365317u && seeded.s[1] == 3203168211198807973u);
    ck_assert(seeded.s[2] == 9817491932198370423u && seeded.s[3] == 4593380528125082431u);
    Rng rng = { .s = { 1, 2, 3, 4 } };
    static const uint64_t expected[] = { 11520, 0, 1509978240, 1215971899390074240 };
    for (gsize i = 0; i < G_N_ELEMENTS(expected); i++)
        ck_assert(rng_u64(&rng) == expected[i]);
}
END_TEST

START_TEST(streams_of_equal_labels_are_equal_and_of_others_are_not)
{
    Rng a = rng_stream(7, "L1"), b = rng_stream(7, "L1"), c = rng_stream(7, "L2"), d = rng_stream(8, "L1");
    uint64_t first = rng_u64(&a);
    ck_assert(first == rng_u64(&b));
    ck_assert(first != rng_u64(&c) && first != rng_u64(&d));
}
END_TEST

START_TEST(below_gives_each_number_equally_often)
{
    Rng rng = rng_seeded(42);
    int counts[6] = { 0 };
    for (int i = 0; i < 60000; i++)
        counts[rng_below(&rng, 6)]++;
    double chi = 0;
    for (int i = 0; i < 6; i++)
        chi += (counts[i] - 10000.0) * (counts[i] - 10000.0) / 10000.0;
    ck_assert_double_lt(chi, 20.5); /* 0.999 quantile at 5 degrees of freedom */
    ck_assert_uint_eq(rng_below(&rng, 1), 0);
    for (int i = 0; i < 1000; i++)
        ck_assert_uint_lt(rng_below(&rng, 3000000000u), 3000000000u);
}
END_TEST

START_TEST(normals_have_mean_zero_and_variance_one)
{
    Rng rng = rng_seeded(3);
    double sum = 0, squares = 0;
    const int n = 40000;
    for (int i = 0; i < n; i++) {
        double x = rng_normal(&rng), u = rng_unit(&rng);
        ck_assert(isfinite(x) && u >= 0 && u < 1);
        sum += x;
        squares += x * x;
    }
    ck_assert_double_lt(fabs(sum / n), 0.02);
    ck_assert_double_lt(fabs(squares / n - 1), 0.03);
}
END_TEST

START_TEST(a_shuffle_keeps_every_value_and_replays)
{
    int a[52], b[52], seen[52] = { 0 }, moved = 0;
    for (int i = 0; i < 52; i++)
        a[i] = b[i] = i;
    Rng first = rng_seeded(9), second = rng_seeded(9);
    rng_shuffle(&first, a, 52);
    rng_shuffle(&second, b, 52);
    for (int i = 0; i < 52; i++) {
        ck_assert_int_eq(a[i], b[i]);
        seen[a[i]]++;
        moved += a[i] != i;
    }
    for (int i = 0; i < 52; i++)
        ck_assert_int_eq(seen[i], 1);
    ck_assert_int_gt(moved, 40);
}
END_TEST

START_TEST(secrets_differ)
{
    unsigned char a[32] = { 0 }, b[32] = { 0 }, zero[32] = { 0 };
    rng_secret(a, sizeof a);
    rng_secret(b, sizeof b);
    ck_assert(memcmp(a, b, sizeof a) != 0 && memcmp(a, zero, sizeof a) != 0);
}
END_TEST

UNIT_MAIN("rng", the_stream_is_the_published_one, streams_of_equal_labels_are_equal_and_of_others_are_not,
    below_gives_each_number_equally_often, normals_have_mean_zero_and_variance_one,
    a_shuffle_keeps_every_value_and_replays, secrets_differ)
