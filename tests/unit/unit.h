/* SPDX-License-Identifier: GPL-3.0-or-later */
/* unit.h - the one main of a unit test: a file writes START_TEST cases and ends with UNIT_MAIN("module", case, case,
 * ...). */
#pragma once
#include <check.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

/* A folder with everything in it; links are not followed. */
static inline void unit_remove(const char *path)
{
    GDir *dir = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
    for (const char *name; dir && (name = g_dir_read_name(dir));) {
        char *inner = g_build_filename(path, name, NULL);
        unit_remove(inner);
        g_free(inner);
    }
    if (dir)
        g_dir_close(dir);
    (void)g_remove(path);
}

/* Runs every case in a child of its own (fork mode; CK_FORK=no for a debugger), each bounded to a minute. What cases
 * make under the temporary folder lies in one of the program's own, and goes with it, also when a case fails or
 * crashes. */
static inline int unit_run(const char *name, const TTest *const *cases, size_t n)
{
    Suite *suite = suite_create(name);
    TCase *tcase = tcase_create(name);
    tcase_set_timeout(tcase, 60);
    for (size_t i = 0; i < n; i++)
        tcase_add_test(tcase, cases[i]);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    /* Before GLib is asked for the temporary folder, which it remembers. */
    const char *top = g_getenv("TMPDIR");
    char *folder = g_build_filename(top && *top ? top : "/tmp", "baraza-test-XXXXXX", NULL);
    if (g_mkdtemp(folder))
        g_setenv("TMPDIR", folder, TRUE);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    unit_remove(folder);
    g_free(folder);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#define UNIT_MAIN(name, ...)                                                                                           \
    int main(void)                                                                                                     \
    {                                                                                                                  \
        const TTest *const cases[] = { __VA_ARGS__ };                                                                  \
        return unit_run(name, cases, G_N_ELEMENTS(cases));                                                             \
    }

/* What a call said went wrong: asserts that there is an error and that its message holds `part`, then clears it. */
#define unit_assert_error(error, part)                                                                                 \
    do {                                                                                                               \
        ck_assert_msg((error) != NULL, "no error, but one that says \"%s\" was due", (part));                          \
        ck_assert_msg(                                                                                                 \
            strstr((error)->message, (part)) != NULL, "\"%s\" does not say \"%s\"", (error)->message, (part));         \
        g_clear_error(&(error));                                                                                       \
    } while (0)

#define unit_assert_ok(error) ck_assert_msg((error) == NULL, "%s", (error) ? (error)->message : "")
