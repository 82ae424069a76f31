/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "log.h"

#include <stdio.h>
#include <unistd.h>

/* What `write` sends to standard error. */
static char *captured(void (*write)(void))
{
    FILE *file = tmpfile();
    ck_assert_ptr_nonnull(file);
    fflush(stderr);
    int kept = dup(STDERR_FILENO);
    ck_assert_int_ge(dup2(fileno(file), STDERR_FILENO), 0);
    write();
    ck_assert_int_ge(dup2(kept, STDERR_FILENO), 0);
    close(kept);
    rewind(file);
    char *text = g_malloc0(4096);
    ck_assert_uint_lt(fread(text, 1, 4095, file), 4095);
    fclose(file);
    return text;
}

static void write_lines(void)
{
    log_event(LOG_DEBUG, "test.hidden", NULL);
    log_event(LOG_WARN, "test.shown", "code", "190", "why", "two words\nand \"quotes\"", NULL);
}

static void write_nothing(void)
{
    log_set_level(LOG_ERROR);
    log_event(LOG_WARN, "test.shown", NULL);
    log_set_level(LOG_INFO);
}

START_TEST(an_event_is_one_line_of_pairs)
{
    g_autofree char *text = captured(write_lines);
    ck_assert_ptr_null(strstr(text, "test.hidden"));
    const char *rest = strstr(text, " level=warn event=test.shown code=190 why=\"two words\\x0aand \\\"quotes\\\"\"");
    ck_assert_msg(rest != NULL, "%s", text);
    ck_assert(g_regex_match_simple("^time=\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z ", text, 0, 0));
    ck_assert_ptr_eq(strchr(text, '\n'), text + strlen(text) - 1);
}
END_TEST

START_TEST(lines_above_the_level_are_dropped)
{
    g_autofree char *text = captured(write_nothing);
    ck_assert_str_eq(text, "");
}
END_TEST

START_TEST(a_masked_number_can_be_recognised_but_not_called)
{
    static const struct {
        const char *phone, *masked;
    } rows[] = { { "+263771234542", "+2637***42" }, { "263771234542", "2637***42" }, { "+1234567", "***" },
        { "12345678", "1234***78" }, { "", "***" }, { NULL, "***" } };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *masked = log_mask_phone(rows[i].phone);
        ck_assert_str_eq(masked, rows[i].masked);
    }
}
END_TEST

UNIT_MAIN("log", an_event_is_one_line_of_pairs, lines_above_the_level_are_dropped,
    a_masked_number_can_be_recognised_but_not_called)
