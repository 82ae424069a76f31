/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparing computed numbers with reference answers. */
#pragma once
#include <check.h>
#include <glib.h>
#include <math.h>
#include <stdbool.h>

/* Agrees to a relative tolerance (absolute for an expected 0). */
static inline void near_check(double got, double want, double tolerance, const char *what, int line)
{
    ck_assert_msg(fabs(got - want) <= tolerance * (want == 0 ? 1 : fabs(want)), "line %d: %s is %.17g, expected %.17g",
        line, what, got, want);
}
#define NEAR(got, want) near_check(got, want, 1e-8, #got, __LINE__)
/* For answers printed with few digits. */
#define NEAR_TO(got, want, tolerance) near_check(got, want, tolerance, #got, __LINE__)

/* Whether a text prints a number that is none: nan or inf as a word of its own ("Brennan" is a name). */
static inline bool near_prints_nan(const char *text)
{
    return g_regex_match_simple("(?<!\\pL)(nan|inf|infinity)(?!\\pL)", text, G_REGEX_CASELESS, 0);
}
