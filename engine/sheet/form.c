/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form's file, what a message answers of it, and whether a value fits. */
#include "sheet.h"
#include "clock.h"
#include "error.h"
#include "number.h"
#include "text.h"

#include <math.h>
#include <string.h>

#define QUESTION_LENGTH 300
#define CHOICES 10

static void field_free(gpointer data)
{
    SheetField *f = data;
    g_free(f->name);
    g_free(f->question);
    if (f->choices)
        g_ptr_array_unref(f->choices);
    g_free(f);
}

void sheet_form_free(SheetForm *form)
{
    if (!form)
        return;
    g_free(form->title);
    g_ptr_array_unref(form->fields);
    g_free(form);
}

/* --- the file --- */

static bool fail(GError **error, int line, const char *format, ...) G_GNUC_PRINTF(3, 4);
static bool fail(GError **error, int line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *what = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "line %d: %s", line, what);
    return false;
}

static bool read_range(const char *text, SheetField *f)
{
    char *end = NULL;
    f->min = g_ascii_strtod(text, &end);
    if (end == text || *end != '-')
        return false;
    const char *second = end + 1;
    f->max = g_ascii_strtod(second, &end);
    return end != second && *end == '\0' && f->min <= f->max && fabs(f->min) <= 1e9 && fabs(f->max) <= 1e9;
}

static gboolean is_choice(gconstpointer choice, gconstpointer key)
{
    g_autofree char *own = text_word_key(choice);
    return g_str_equal(own, key);
}

static bool read_choices(const char *text, SheetField *f)
{
    g_auto(GStrv) parts = g_strsplit(text, "/", -1);
    f->choices = g_ptr_array_new_with_free_func(g_free);
    for (char **part = parts; *part; part++) {
        g_autofree char *key = text_word_key(g_strstrip(*part));
        bool again = g_ptr_array_find_with_equal_func(f->choices, key, is_choice, NULL);
        if (!*key || again)
            return false;
        g_ptr_array_add(f->choices, g_strdup(*part));
    }
    return f->choices->len >= 2 && f->choices->len <= CHOICES;
}

/* "number 0-500", "choice yes/no". */
static bool read_kind(const char *text, SheetField *f, int line, GError **error)
{
    g_auto(GStrv) parts = g_strsplit(text, " ", 2);
    const char *kind = parts[0] ? parts[0] : "", *rest = parts[0] && parts[1] ? g_strstrip(parts[1]) : "";
    f->decimals = g_str_equal(kind, "decimal");
    if (f->decimals || g_str_equal(kind, "number")) {
        f->kind = SHEET_NUMBER;
        return read_range(rest, f) || fail(error, line, "a number needs its range, such as: number 0-500");
    }
    if (g_str_equal(kind, "choice")) {
        f->kind = SHEET_CHOICE;
        return read_choices(rest, f) ||
               fail(error, line, "a choice needs 2 to %d answers, each another word, such as: choice yes/no/some",
                   CHOICES);
    }
    f->kind = g_str_equal(kind, "date") ? SHEET_DATE : g_str_equal(kind, "text") ? SHEET_TEXT : SHEET_KINDS;
    return (f->kind != SHEET_KINDS && !*rest) ||
           fail(
               error, line, "\"%s\" is no kind of answer: number 0-500, decimal 0-50, date, choice yes/no, text", text);
}

static bool is_name(const char *name)
{
    return g_ascii_islower(*name) && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(name) &&
           strlen(name) <= 30;
}

static bool is_taken(const SheetForm *form, const char *name)
{
    for (guint i = 0; i < form->fields->len; i++)
        if (g_str_equal(((const SheetField *)form->fields->pdata[i])->name, name))
            return true;
    return false;
}

static bool read_field(SheetForm *form, const char *name, const char *rest, int line, GError **error)
{
    const char *colon = strchr(rest, ':');
    if (!is_name(name) || is_taken(form, name))
        return fail(error, line, "\"%s\" is no new name: small letters, digits and _, each once", name);
    if (!colon || !*(colon + 1 + strspn(colon + 1, " ")))
        return fail(error, line, "the question is missing: %s = number 0-500: How many ...?", name);
    if (form->fields->len == SHEET_FIELDS)
        return fail(error, line, "a form asks at most %d questions; make two of it", SHEET_FIELDS);
    SheetField *f = g_new0(SheetField, 1);
    g_ptr_array_add(form->fields, f);
    f->name = g_strdup(name);
    f->question = g_strstrip(g_strdup(colon + 1));
    g_autofree char *kind = g_strndup(rest, (gsize)(colon - rest));
    if (text_length(f->question) > QUESTION_LENGTH)
        return fail(error, line, "the question has more than %d characters", QUESTION_LENGTH);
    return read_kind(g_strstrip(kind), f, line, error);
}

static bool read_line(SheetForm *form, char *text, int line, GError **error)
{
    char *sign = strchr(text, '=');
    if (!sign)
        return fail(error, line, "write it as: name = number 0-500: question");
    *sign = '\0';
    const char *name = g_strstrip(text), *rest = g_strstrip(sign + 1);
    if (!g_str_equal(name, "title"))
        return read_field(form, name, rest, line, error);
    if (!*rest || text_length(rest) > 60)
        return fail(error, line, "a title has 1 to 60 characters");
    g_free(form->title);
    form->title = g_strdup(rest);
    return true;
}

SheetForm *sheet_form_read(const char *text, GError **error)
{
    g_autoptr(SheetForm) form = g_new0(SheetForm, 1);
    form->fields = g_ptr_array_new_with_free_func(field_free);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    int n = 0;
    for (char **line = lines; *line; line++) {
        n++;
        g_strstrip(*line);
        if (**line && **line != '#' && !read_line(form, *line, n, error))
            return NULL;
    }
    if (!form->title || form->fields->len == 0) {
        fail(error, MAX(n, 1), "%s", form->title ? "it asks nothing" : "the title is missing: title = Monthly report");
        return NULL;
    }
    return g_steal_pointer(&form);
}

/* --- a message --- */

/* "12:" at the beginning of a line may also be "12." or "12)". *value is what follows. */
static int marker(const char *p, bool begins, int n, const char **value)
{
    char *end = NULL;
    if (!g_ascii_isdigit(*p))
        return 0;
    gint64 number = g_ascii_strtoll(p, &end, 10);
    end += strspn(end, " ");
    bool sign = *end == ':' || *end == '=' || (begins && (*end == '.' || *end == ')') && !g_ascii_isdigit(end[1]));
    if (number < 1 || number > n || !sign)
        return 0;
    *value = end + 1;
    return (int)number;
}

static void said_clear(gpointer data)
{
    g_free(((SheetSaid *)data)->value);
}

static void keep_said(GArray *list, int number, const char *from, const char *to)
{
    if (!number)
        return;
    g_autofree char *raw = g_strndup(from, (gsize)(to - from));
    g_strstrip(raw);
    size_t end = strlen(raw);
    while (end && strchr(",;", raw[end - 1]))
        raw[--end] = '\0';
    for (guint i = 0; i < list->len; i++)
        if (g_array_index(list, SheetSaid, i).number == number) {
            g_array_remove_index(list, i);
            break;
        }
    SheetSaid said = { number, g_steal_pointer(&raw) };
    g_array_append_val(list, said);
}

GArray *sheet_said(const char *text, int n)
{
    GArray *list = g_array_new(FALSE, FALSE, sizeof(SheetSaid));
    g_array_set_clear_func(list, said_clear);
    int number = 0;
    const char *from = text, *p = text + strspn(text, " \t\n");
    if (!marker(p, true, n, &from))
        return list;
    for (bool begins = true; *p;) {
        const char *value = NULL;
        bool blank = begins || p[-1] == ' ' || strchr(",;\t", p[-1]);
        int next = blank ? marker(p, begins, n, &value) : 0;
        if (next) {
            keep_said(list, number, from, p);
            number = next;
            from = p = value;
            begins = false;
            continue;
        }
        begins = *p == '\n' || (begins && *p == ' ');
        p++;
    }
    keep_said(list, number, from, p);
    return list;
}

/* --- a value --- */

/* All its digits, whatever the language of the machine: "1000000", "12.5". */
static char *number_text(double v)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    return g_strdup(g_ascii_formatd(digits, sizeof digits, "%.15g", v));
}

/* Where no decimals are asked for, a sign that could be one groups thousands. */
static char *check_number(const SheetField *f, const char *value, const char *lang)
{
    double v = NAN, other = NAN;
    if (!number_read(value, NULL, lang, &v, &other))
        return NULL;
    if (!f->decimals && v != floor(v))
        v = other;
    if (isnan(v) || v < f->min || v > f->max || (!f->decimals && v != floor(v)))
        return NULL;
    return number_text(v + 0.0); /* no -0 */
}

/* 2026-12-05, or 5/12/2026 with the day first. */
static char *check_date(const char *key)
{
    int64_t date = 0;
    if (civil_parse_date(key, &date))
        return g_strdup(key);
    g_auto(GStrv) parts = g_strsplit_set(key, "/.-", -1);
    if (g_strv_length(parts) != 3 || strlen(parts[2]) != 4 || strlen(parts[0]) > 2 || strlen(parts[1]) > 2)
        return NULL;
    g_autofree char *iso = g_strdup_printf(
        "%s-%s%s-%s%s", parts[2], strlen(parts[1]) < 2 ? "0" : "", parts[1], strlen(parts[0]) < 2 ? "0" : "", parts[0]);
    return civil_parse_date(iso, &date) ? g_steal_pointer(&iso) : NULL;
}

/* By its words or its first letter, where only one begins so. */
static char *check_choice(const SheetField *f, const char *key)
{
    const char *found = NULL;
    for (guint i = 0; i < f->choices->len; i++) {
        g_autofree char *own = text_word_key(f->choices->pdata[i]);
        if (g_str_equal(own, key))
            return g_strdup(f->choices->pdata[i]);
        if (!g_str_has_prefix(own, key))
            continue;
        if (found)
            return NULL;
        found = f->choices->pdata[i];
    }
    return *key ? g_strdup(found) : NULL;
}

char *sheet_check(const SheetField *f, const char *value, const char *lang)
{
    g_autofree char *key = text_key(value), *word = text_word_key(value);
    switch (f->kind) {
    case SHEET_NUMBER:
        return check_number(f, value, lang);
    case SHEET_DATE:
        return check_date(key);
    case SHEET_CHOICE:
        return check_choice(f, word);
    case SHEET_TEXT:
        return *key && text_length(value) <= SHEET_TEXT_LENGTH ? g_strdup(value) : NULL;
    case SHEET_KINDS:
        break;
    }
    return NULL;
}

char *sheet_range(const SheetField *f)
{
    if (f->kind == SHEET_NUMBER) {
        g_autofree char *min = number_text(f->min), *max = number_text(f->max);
        return g_strdup_printf("%s - %s", min, max);
    }
    GString *out = g_string_new(NULL);
    for (guint i = 0; f->choices && i < f->choices->len; i++)
        g_string_append_printf(out, "%s%s", i ? " / " : "", (const char *)f->choices->pdata[i]);
    return g_string_free(out, FALSE);
}
