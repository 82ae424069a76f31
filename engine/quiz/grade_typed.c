/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers that are typed: numbers, words, and the gaps of a cloze. */
#include "quiz_priv.h"
#include "number.h"
#include "text.h"
#include <math.h>
#include <string.h>

/* Longer than any accepted word or phrase: the learner is talking. */
#define SHORT_MAX 120

/* The better of two accepts that recognise an answer; of equals the first. */
static const ItemOption *better(const ItemOption *best, const ItemOption *accept)
{
    return best && best->fraction >= accept->fraction ? best : accept;
}

static double fraction_of(const ItemOption *accept)
{
    return accept ? accept->fraction : 0;
}

/* What recognises a number, or NULL; bounds are inclusive, with room for decimals that binary cannot hold. */
static const ItemOption *accept_number(const Item *item, double value)
{
    const ItemOption *best = NULL;
    for (guint i = 0; i < item->options->len; i++) {
        const ItemOption *accept = item->options->pdata[i];
        double slack = 1e-9 * MAX(1, fabs(value));
        double tolerance = isnan(accept->tolerance) ? 0 : accept->tolerance;
        bool near = !isnan(accept->value) && fabs(value - accept->value) <= tolerance + slack;
        bool inside = isnan(accept->value) && (!isnan(accept->min) || !isnan(accept->max)) &&
                      (isnan(accept->min) || value >= accept->min - slack) &&
                      (isnan(accept->max) || value <= accept->max + slack);
        if (near || inside)
            best = better(best, accept);
    }
    return best;
}

QuizOutcome quiz_grade_numeric(const Reading *r, const char *answer, Graded *graded)
{
    double value, other;
    g_autofree char *bare = quiz_bare(answer);
    if (!number_read(bare, r->item->unit, r->lang, &value, &other))
        return QUIZ_NOT_AN_ANSWER;
    const ItemOption *accepted = accept_number(r->item, value);
    const ItemOption *otherwise = isnan(other) ? NULL : accept_number(r->item, other);
    if (fraction_of(accepted) <= 0 && fraction_of(otherwise) > 0) {
        value = other; /* "1.250" of one who writes thousands so */
        accepted = otherwise;
    }
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    graded->answer = g_strdup(g_ascii_formatd(digits, sizeof digits, "%.15g", value));
    graded->accepted = accepted;
    graded->fraction = fraction_of(accepted);
    return QUIZ_GRADED;
}

/* NFC with single blanks: for items in which upper and lower case differ. */
static char *exact_form(const char *text)
{
    g_autofree char *composed = g_utf8_normalize(text, -1, G_NORMALIZE_ALL_COMPOSE);
    g_auto(GStrv) words = g_strsplit_set(composed ? composed : text, " \t\r\n", -1);
    GString *out = g_string_new(NULL);
    for (char **w = words; *w; w++)
        if (**w)
            g_string_append_printf(out, "%s%s", out->len ? " " : "", *w);
    while (out->len && strchr(".!,;", out->str[out->len - 1]))
        g_string_truncate(out, out->len - 1);
    return g_string_free(out, FALSE);
}

/* `*` stands for anything, also nothing. */
static bool matches(const char *pattern, const char *text)
{
    const char *star = NULL, *back = NULL;
    while (*text) {
        if (*pattern == '*') {
            star = pattern++;
            back = text;
        } else if (*pattern == *text) {
            pattern++;
            text++;
        } else if (star) {
            pattern = star + 1;
            text = ++back;
        } else {
            return false;
        }
    }
    return pattern[strspn(pattern, "*")] == '\0';
}

/* The pattern in the form of the text: its stars are kept, also at its ends. */
static char *pattern_form(const char *pattern, bool exact)
{
    g_auto(GStrv) parts = g_strsplit(pattern, "*", -1);
    for (char **p = parts; *p && !exact; p++) {
        bool before = g_str_has_prefix(*p, " "), after = g_str_has_suffix(*p, " ");
        g_autofree char *key = parts[1] ? text_key(*p) : text_word_key(*p);
        char *whole = g_strconcat(before && p > parts ? " " : "", key, after && p[1] && *key ? " " : "", NULL);
        g_free(*p);
        *p = whole;
    }
    return g_strjoinv("*", parts);
}

static const ItemOption *accept_words(const Item *item, const char *text)
{
    g_autofree char *form = item->case_sensitive ? exact_form(text) : text_word_key(text);
    const ItemOption *best = NULL;
    for (guint i = 0; i < item->options->len; i++) {
        const ItemOption *accept = item->options->pdata[i];
        for (guint t = 0; t < accept->texts->len; t++) {
            const CourseText *own = accept->texts->pdata[t];
            g_autofree char *pattern = pattern_form(own->body, item->case_sensitive);
            if (*pattern && matches(pattern, form))
                best = better(best, accept);
        }
    }
    return best;
}

QuizOutcome quiz_grade_short(const Reading *r, const char *answer, Graded *graded)
{
    g_autofree char *key = text_word_key(answer);
    g_autofree char *bare = quiz_bare(answer);
    if (*key == '\0' || text_length(answer) > SHORT_MAX)
        return QUIZ_NOT_AN_ANSWER;
    const ItemOption *accepted = accept_words(r->item, answer);
    const ItemOption *barely = accepted || r->item->case_sensitive ? NULL : accept_words(r->item, bare);
    if (barely)
        accepted = barely;
    g_autofree char *trimmed = g_strstrip(g_strdup(answer));
    if (fraction_of(accepted) <= 0 && g_str_has_suffix(trimmed, "?"))
        return QUIZ_NOT_AN_ANSWER;
    graded->answer = g_steal_pointer(&trimmed);
    graded->accepted = accepted;
    graded->fraction = fraction_of(accepted);
    return QUIZ_GRADED;
}

static bool is_marker(const char *word, guint n)
{
    g_autofree char *key = text_word_key(word);
    g_autofree char *wanted = g_strdup_printf("%u", n);
    return strcmp(key, wanted) == 0;
}

/* "1 rub 2 twenty seconds": each gap's number, then at least one word. */
static GStrv split_numbered(char **words, guint gaps)
{
    g_autoptr(GStrvBuilder) out = g_strv_builder_new();
    g_autoptr(GString) piece = g_string_new(NULL);
    guint found = 0;
    for (char **w = words; *w; w++) {
        if (found < gaps && is_marker(*w, found + 1) && (found == 0 || piece->len > 0)) {
            if (found++ > 0)
                g_strv_builder_add(out, piece->str);
            g_string_truncate(piece, 0);
        } else if (found == 0) {
            return NULL;
        } else {
            g_string_append_printf(piece, "%s%s", piece->len ? " " : "", *w);
        }
    }
    if (found != gaps || piece->len == 0)
        return NULL;
    g_strv_builder_add(out, piece->str);
    return g_strv_builder_end(out);
}

static GStrv non_empty(const char *text, const char *separators)
{
    g_autoptr(GStrvBuilder) out = g_strv_builder_new();
    g_auto(GStrv) words = g_strsplit_set(text, separators, -1);
    for (char **w = words; *w; w++) {
        g_strstrip(*w);
        if (**w)
            g_strv_builder_add(out, *w);
    }
    return g_strv_builder_end(out);
}

/* "(1) rub": a piece may still bear its gap's number. */
static void drop_marker(char **piece, guint n)
{
    g_auto(GStrv) parts = g_strsplit(*piece, " ", 2);
    if (parts[0] && parts[1] && is_marker(parts[0], n)) {
        g_free(*piece);
        *piece = g_strstrip(g_strdup(parts[1]));
    }
}

/* One text a gap; NULL when they cannot be told apart. */
static GStrv split_gaps(const char *answer, guint gaps)
{
    g_auto(GStrv) words = non_empty(answer, " \t\r\n");
    GStrv numbered = gaps > 1 ? split_numbered(words, gaps) : NULL;
    if (numbered)
        return numbered;
    static const char *const separators[] = { "\n", ";", "/", ",", " \t\r\n" };
    for (size_t i = 0; i < G_N_ELEMENTS(separators); i++) {
        g_auto(GStrv) pieces = gaps > 1 ? non_empty(answer, separators[i]) : g_strsplit(answer, "\n\n\n", 1);
        if (g_strv_length(pieces) != gaps)
            continue;
        for (guint k = 0; k < gaps; k++)
            drop_marker(&pieces[k], k + 1);
        return g_steal_pointer(&pieces);
    }
    return NULL;
}

/* Each gap is graded as the item it is; the whole is their mean by points. Options of a gap keep their authored order.
 */
QuizOutcome quiz_grade_cloze(const Reading *r, const char *answer, Graded *graded)
{
    const GPtrArray *gaps = r->item->gaps;
    g_auto(GStrv) pieces = gaps->len ? split_gaps(answer, gaps->len) : NULL;
    if (!pieces)
        return QUIZ_NOT_AN_ANSWER;
    g_autoptr(GString) kept = g_string_new(NULL);
    double earned = 0, full = 0;
    for (guint i = 0; i < gaps->len; i++) {
        const Item *gap = gaps->pdata[i];
        QuizMark mark = { 0 };
        g_autoptr(GArray) order = g_array_new(FALSE, FALSE, sizeof(int));
        for (int k = 0; k < (int)gap->options->len; k++)
            g_array_append_val(order, k);
        if (quiz_grade(gap, r->course, order, pieces[i], r->lang, r->country, &mark) != QUIZ_GRADED)
            return QUIZ_NOT_AN_ANSWER;
        g_string_append_printf(kept, "%s%u %s", i ? "; " : "", i + 1, mark.answer);
        earned += (double)mark.mark / QUIZ_FULL;
        full += mark.scored ? gap->points : 0;
        quiz_mark_clear(&mark);
    }
    graded->answer = g_strdup(kept->str);
    graded->fraction = full > 0 ? earned / full : 0;
    return QUIZ_GRADED;
}
