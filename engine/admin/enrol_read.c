/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An enrolment file is read by its column names, Moodle's or ours (Moodle: admin/tool/uploaduser). A row is either good
 * or refused with a reason; what was mended, and what follows from a blank, is said row by row. */
#include "admin_enrol.h"
#include "admin_enrol_priv.h"
#include "clock.h"
#include "csv.h"
#include "error.h"
#include "text.h"

#include <string.h>

#define SOURCE_MOST 40

#define OPT_IN_FIRST 10957 /* 2000-01-01; spreadsheets count days from 1900 or 1904 and show 0 as that day */

static void line_free(gpointer data)
{
    EnrolLine *line = data;
    g_free(line->name);
    g_free(line->phone);
    g_free(line->repair);
    g_free(line->note);
    g_free(line->refused);
    enrol_row_free(line->row);
    g_free(line);
}

void enrol_file_free(EnrolFile *file)
{
    if (!file)
        return;
    g_ptr_array_unref(file->lines);
    g_ptr_array_unref(file->notes);
    g_free(file);
}

static bool refuse(EnrolLine *line, char *sentence)
{
    g_free(line->refused);
    line->refused = sentence;
    return false;
}

static void note(EnrolLine *line, const char *sentence)
{
    char *both = line->note ? g_strdup_printf("%s; %s", line->note, sentence) : g_strdup(sentence);
    g_free(line->note);
    line->note = both;
}

static char *copy(const EnrolReader *r, guint row, EnrolColumn column)
{
    const char *cell = enrol_cell(r, row, column);
    return *cell ? g_strdup(cell) : NULL;
}

static bool read_name(const EnrolReader *r, guint row, EnrolLine *line)
{
    const char *first = enrol_cell(r, row, COLUMN_FIRST), *last = enrol_cell(r, row, COLUMN_LAST);
    char *name = copy(r, row, COLUMN_NAME);
    if (!name)
        name = g_strstrip(g_strdup_printf("%s %s", first, last));
    line->name = name;
    line->row->name = g_strdup(name);
    if (!*name)
        return refuse(line, g_strdup("there is no name: the room shows it beside each post"));
    if (text_length(name) > 80)
        return refuse(line, g_strdup("the name is longer than 80 characters"));
    return true;
}

static bool read_phone(const EnrolReader *r, guint row, EnrolLine *line)
{
    const char *cell = enrol_cell(r, row, COLUMN_PHONE);
    bool repaired = false;
    line->phone = g_strdup(cell);
    const char *country =
        line->row->country && enrol_knows_country(line->row->country) ? line->row->country : r->options->country;
    char *why = NULL;
    line->row->phone = enrol_phone(cell, country, &repaired, &why);
    if (!line->row->phone)
        return refuse(line, why);
    if (repaired)
        line->repair = g_strdup_printf("%s -> %s", cell, line->row->phone);
    gpointer before = g_hash_table_lookup(r->seen, line->row->phone);
    if (before)
        return refuse(line, g_strdup_printf("the same number as in line %u", GPOINTER_TO_UINT(before)));
    return true;
}

/* Moodle writes "en_us", others "en-US"; a course in "en" serves both. */
static bool read_language(const EnrolReader *r, guint row, EnrolLine *line)
{
    const char *const *known = r->options->languages;
    g_autofree char *wanted = g_ascii_strdown(enrol_cell(r, row, COLUMN_LANG), -1);
    g_strdelimit(wanted, "_", '-');
    if (!known || !known[0] || !*wanted) {
        line->row->lang = known && known[0] ? g_strdup(known[0]) : *wanted ? g_strdup(wanted) : NULL;
        return true;
    }
    g_autofree char *base = g_strndup(wanted, strcspn(wanted, "-"));
    for (int pass = 0; pass < 2; pass++)
        for (gsize i = 0; known[i]; i++)
            if (g_ascii_strcasecmp(known[i], pass ? base : wanted) == 0) {
                line->row->lang = g_strdup(known[i]);
                return true;
            }
    g_autofree char *all = g_strjoinv(", ", (char **)known);
    return refuse(line, g_strdup_printf("the course has no language \"%s\"; it has %s", wanted, all));
}

static bool read_country(const EnrolReader *r, guint row, EnrolLine *line)
{
    g_autofree char *code = g_ascii_strup(enrol_cell(r, row, COLUMN_COUNTRY), -1);
    if (!*code)
        return true;
    if (!g_regex_match_simple("^[A-Z]{2}$", code, 0, 0))
        return refuse(line, g_strdup_printf("the country \"%s\" must be two letters, such as ZW", code));
    line->row->country = g_steal_pointer(&code);
    return true;
}

static bool read_tier(const EnrolReader *r, guint row, EnrolLine *line)
{
    static const char *const tiers[] = { "full", "low", "text", NULL };
    g_autofree char *tier = g_ascii_strdown(enrol_cell(r, row, COLUMN_TIER), -1);
    if (*tier && !g_strv_contains(tiers, tier))
        return refuse(line, g_strdup_printf("the media tier \"%s\" must be full, low or text", tier));
    line->row->tier = *tier ? g_steal_pointer(&tier) : NULL;
    return true;
}

/* 2026-11-30, or 30/11/2026 and 30.11.2026 where the day cannot be a month. 0: cannot be told. */
static int64_t read_date(const char *text)
{
    int64_t days = 0;
    g_autofree char *date = g_strndup(text, strcspn(text, " T"));
    if (civil_parse_date(date, &days))
        return days;
    g_strdelimit(date, "/.", '-');
    g_auto(GStrv) parts = g_strsplit(date, "-", -1);
    guint64 day = 0, month = 0, year = 0;
    if (g_strv_length(parts) != 3 || !g_ascii_string_to_unsigned(parts[0], 10, 1, 31, &day, NULL) ||
        !g_ascii_string_to_unsigned(parts[1], 10, 1, 12, &month, NULL) ||
        !g_ascii_string_to_unsigned(parts[2], 10, 2000, 2200, &year, NULL) || (day <= 12 && day != month))
        return 0;
    g_autofree char *iso = g_strdup_printf("%04u-%02u-%02u", (guint)year, (guint)month, (guint)day);
    return civil_parse_date(iso, &days) ? days : 0;
}

static bool says_no(const char *text)
{
    static const char *const words[] = { "no", "n", "0", "false", "refused", "none", "not yet", NULL };
    g_autofree char *key = text_word_key(text);
    return g_strv_contains(words, key);
}

static bool says_yes(const char *text)
{
    static const char *const words[] = { "yes", "y", "1", "true", "x", NULL };
    g_autofree char *key = text_word_key(text);
    return g_strv_contains(words, key);
}

static bool read_opt_in(const EnrolReader *r, guint row, EnrolLine *line)
{
    const char *date = enrol_cell(r, row, COLUMN_OPT_IN_DATE), *means = enrol_cell(r, row, COLUMN_OPT_IN_MEANS);
    int64_t day = *date ? read_date(date) : 0;
    if (*date && !day)
        return refuse(line, g_strdup_printf("the date of opt-in \"%s\" cannot be read; write it as 2026-11-30", date));
    if (*date && day < OPT_IN_FIRST)
        return refuse(line,
            g_strdup_printf("the date of opt-in %s is what a spreadsheet makes of a broken date; write the day itself, "
                            "such as 2026-11-30",
                date));
    if (day > r->options->today + 1) /* +1: it may be tomorrow already where the file was written */
        return refuse(line, g_strdup_printf("the date of opt-in %s lies in the future", date));
    if (says_no(means)) {
        note(line, "did not opt in: will not be messaged");
        return true;
    }
    if (!day || !*means) {
        note(line, !day && !*means ? "no date and means of opt-in: will not be messaged"
                   : day           ? "no means of opt-in: will not be messaged"
                                   : "no date of opt-in: will not be messaged");
        return true;
    }
    line->row->opt_in = day * DAY;
    line->row->opt_in_means = says_yes(means) ? g_strdup("consent recorded in the enrolment file") : g_strdup(means);
    return true;
}

/* A tag and no story: it stands in lists, and groups learners in the report. */
static bool read_source(const EnrolReader *r, guint row, EnrolLine *line)
{
    g_autofree char *source = copy(r, row, COLUMN_SOURCE);
    if (source && *source && g_utf8_strlen(source, -1) > SOURCE_MOST)
        return refuse(
            line, g_strdup_printf("the source \"%.20s...\" is no tag: at most %d characters, such as alumni-2019",
                      source, SOURCE_MOST));
    line->row->source = source && *source ? g_steal_pointer(&source) : NULL;
    return true;
}

static bool read_flags(const EnrolReader *r, guint row, EnrolLine *line)
{
    if (says_yes(enrol_cell(r, row, COLUMN_SUSPENDED)))
        return refuse(line, g_strdup("the file marks this person as suspended"));
    if (says_yes(enrol_cell(r, row, COLUMN_DELETED)))
        return refuse(line, g_strdup("the file marks this person as deleted"));
    return true;
}

static EnrolLine *read_line(const EnrolReader *r, guint row)
{
    EnrolLine *line = g_new0(EnrolLine, 1);
    line->line = csv_line(r->table, row);
    line->row = g_new0(EnrolRow, 1);
    line->row->line = line->line;
    line->row->cadre = copy(r, row, COLUMN_CADRE);
    line->row->sex = copy(r, row, COLUMN_SEX);
    line->row->age_band = copy(r, row, COLUMN_AGE_BAND);
    line->row->facility = copy(r, row, COLUMN_FACILITY);
    line->row->registration = copy(r, row, COLUMN_REGISTRATION);
    line->row->room = copy(r, row, COLUMN_ROOM);
    /* The name and the number first, so that a refused row can be recognised. */
    bool good = read_name(r, row, line);
    line->phone = line->phone ? line->phone : g_strdup("");
    if (good && read_country(r, row, line)) {
        g_clear_pointer(&line->phone, g_free);
        good = read_phone(r, row, line) && read_language(r, row, line) && read_tier(r, row, line) &&
               read_opt_in(r, row, line) && read_source(r, row, line) && read_flags(r, row, line);
    }
    if (line->refused)
        g_clear_pointer(&line->row, enrol_row_free);
    else
        g_hash_table_insert(r->seen, g_strdup(line->row->phone), GUINT_TO_POINTER(line->line));
    return line;
}

static bool is_blank(const CsvTable *table, guint row)
{
    for (guint i = 0; i < csv_columns(table, row); i++)
        if (*csv_cell(table, row, i))
            return false;
    return true;
}

static void add_line(EnrolFile *file, EnrolLine *line)
{
    g_ptr_array_add(file->lines, line);
    file->refused += line->refused != NULL;
    file->good += line->row != NULL;
    file->repaired += line->row && line->repair;
    file->no_opt_in += line->row && !line->row->opt_in;
}

EnrolFile *enrol_read(const char *bytes, gsize size, const char *name, const EnrolOptions *options, GError **error)
{
    g_autoptr(CsvTable) table = csv_parse(bytes, size, name, error);
    if (!table)
        return NULL;
    g_autoptr(EnrolFile) file = g_new0(EnrolFile, 1);
    file->lines = g_ptr_array_new_with_free_func(line_free);
    file->notes = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    EnrolReader r = { .table = table, .options = options, .seen = seen };
    if (!enrol_columns(&r, name, file->notes, error))
        return NULL;
    for (guint row = 1; row < csv_rows(table); row++)
        if (!is_blank(table, row))
            add_line(file, read_line(&r, row));
    if (file->lines->len == 0) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s holds no rows below its header", name);
        return NULL;
    }
    return g_steal_pointer(&file);
}
