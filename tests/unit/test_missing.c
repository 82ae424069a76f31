/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "error.h"
#include "missing.h"
#include "unit.h"

START_TEST(only_what_is_missing_is_an_answer)
{
    GError *error = NULL;
    ck_assert(missing_only(NULL, &error) && !error);
    ck_assert(missing_only(g_error_new(BARAZA_ERROR, BARAZA_ERROR_MISSING, "there is none"), &error) && !error);
    ck_assert(!missing_only(g_error_new(BARAZA_ERROR, BARAZA_ERROR_STORE, "the disk does not read"), &error));
    unit_assert_error(error, "does not read");
}
END_TEST

UNIT_MAIN("missing", only_what_is_missing_is_an_answer)
