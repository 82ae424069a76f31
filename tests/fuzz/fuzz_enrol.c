/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes at all are an enrolment file: a table that is written and read back the same, and rows that are either
 * good, with a number in E.164, or refused with a reason. */
#include "admin_enrol.h"
#include "clock.h"
#include "csv.h"
#include "replay.h"
#include <string.h>

#define TODAY 20779 /* 2026-11-22 */

static char *write_table(const CsvTable *table)
{
    GString *out = g_string_new(NULL);
    for (guint row = 0; row < csv_rows(table); row++) {
        for (guint column = 0; column < csv_columns(table, row); column++)
            csv_put(out, csv_cell(table, row, column));
        csv_end_row(out);
    }
    return g_string_free(out, FALSE);
}

static void check_table(const CsvTable *table)
{
    guint line = 0;
    for (guint row = 0; row < csv_rows(table); row++) {
        if (csv_line(table, row) <= line)
            g_error("row %u is not below the one before it", row);
        line = csv_line(table, row);
        for (guint column = 0; column < csv_columns(table, row); column++)
            if (!g_utf8_validate(csv_cell(table, row, column), -1, NULL))
                g_error("line %u, column %u is not UTF-8", line, column);
    }
    if (g_str_has_prefix(csv_cell(table, 0, 0), "\xef\xbb\xbf")) /* a second byte-order mark, lost when read again */
        return;
    g_autofree char *first = write_table(table);
    g_autoptr(CsvTable) again = csv_parse(first, strlen(first), "again.csv", NULL);
    if (!again)
        g_error("what was written is not read: %s", first);
    g_autofree char *second = write_table(again);
    if (strcmp(first, second) != 0)
        g_error("written as\n%s\nand then as\n%s", first, second);
}

static void check_good(const EnrolLine *line)
{
    const EnrolRow *row = line->row;
    if (!row || !row->name || !*row->name || !row->phone)
        g_error("line %u is good and has no name or number", line->line);
    gsize digits = strlen(row->phone) - 1;
    if (row->phone[0] != '+' || digits < 8 || digits > 15 || row->phone[1] == '0' ||
        strspn(row->phone + 1, "0123456789") != digits)
        g_error("line %u: %s is no E.164", line->line, row->phone);
    if (row->opt_in < 0 || row->opt_in > (TODAY + 1) * (int64_t)DAY ||
        (row->opt_in != 0) != (row->opt_in_means != NULL))
        g_error("line %u: an opt-in at %" G_GINT64_FORMAT, line->line, row->opt_in);
    if (row->opt_in == 0 && !line->note)
        g_error("line %u: no opt-in, and nothing said about it", line->line);
}

static void check_file(const EnrolFile *file)
{
    guint good = 0, repaired = 0, no_opt_in = 0;
    for (guint i = 0; i < file->lines->len; i++) {
        const EnrolLine *line = file->lines->pdata[i];
        if ((line->refused != NULL) == (line->row != NULL))
            g_error("line %u is either good or refused, not both and not neither", line->line);
        if (line->refused && (!*line->refused || !g_utf8_validate(line->refused, -1, NULL)))
            g_error("line %u is refused without a sentence", line->line);
        if (!line->row)
            continue;
        check_good(line);
        good++;
        repaired += line->repair != NULL;
        no_opt_in += line->row->opt_in == 0;
    }
    if (good != file->good || file->good + file->refused != file->lines->len || repaired != file->repaired ||
        no_opt_in != file->no_opt_in)
        g_error("the sums are not those of the lines");
}

static void check_enrol(const char *bytes, size_t size, const EnrolOptions *options)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(EnrolFile) file = enrol_read(bytes, size, "nurses.csv", options, &error);
    if ((file == NULL) != (error != NULL) || (error && !g_utf8_validate(error->message, -1, NULL)))
        g_error("either a file or an error in UTF-8, not both and not neither");
    if (file)
        check_file(file);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const char *const languages[] = { "en", "pt-BR", NULL };
    const EnrolOptions anywhere = { .today = TODAY };
    const EnrolOptions zimbabwe = { .country = "ZW", .languages = languages, .today = TODAY };
    /* A copy of exact size: reading beyond it is seen. */
    g_autofree char *data = size ? g_memdup2(bytes, size) : g_new(char, 1);
    g_autoptr(GError) error = NULL;
    g_autoptr(CsvTable) table = csv_parse(data, size, "nurses.csv", &error);
    if ((table == NULL) != (error != NULL))
        g_error("either a table or an error, not both and not neither");
    if (table)
        check_table(table);
    check_enrol(data, size, &anywhere);
    check_enrol(data, size, &zimbabwe);
    return 0;
}
