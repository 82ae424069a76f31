/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Markers of one line: styles off blanks and inside words first, then markers in the order of a stack, then the
 * author's own asterisks defused where they would pair. */
#include "markup_priv.h"
#include <string.h>

#define STYLES 4
#define JOINER "\u2060"
#define LONGEST 32768 /* bytes; a longer line cannot be sent and is refused later, so its pairs are not looked for */
static const char marks[STYLES + 1] = "*_~`";

/* A piece of the finished line: what was put, and whether it is a marker of ours, the author's, or protected. */
typedef enum { PIECE_WORDS, PIECE_OURS, PIECE_THEIRS, PIECE_KINDS } PieceKind;

typedef struct {
    GString *text;
    GByteArray *kind; /* PieceKind of each byte */
} Line;

static bool is_word(const char *text, gsize n, gsize at)
{
    if (at >= n)
        return false;
    const char *p = text + at;
    while (p > text && (*p & 0xc0) == 0x80)
        p--;
    return g_unichar_isalnum(g_utf8_get_char(p));
}

/* A blank is styled only when both neighbours are: markers must touch words. */
static void unstyle_blanks(const char *text, char *style, gsize n)
{
    for (gsize i = 0; i < n; i++) {
        if (text[i] != ' ')
            continue;
        gsize end = i;
        while (end < n && text[end] == ' ')
            end++;
        char both = i > 0 && end < n ? style[i - 1] & style[end] & ~MARKUP_RAW : 0;
        memset(style + i, both, end - i);
        i = end;
    }
}

/* A run that begins or ends inside a word is not styled by the client: better plain than with a stray asterisk. */
static void unstyle_inside_words(const char *text, char *style, gsize n, char bit)
{
    for (gsize i = 0; i < n; i++) {
        if (!(style[i] & bit))
            continue;
        gsize end = i;
        while (end < n && (style[end] & bit))
            end++;
        bool before = i > 0 && is_word(text, n, i - 1), after = is_word(text, n, end);
        if ((before && is_word(text, n, i)) || (after && is_word(text, n, end - 1)))
            for (gsize k = i; k < end; k++)
                style[k] &= ~bit;
        i = end;
    }
}

static void add(Line *line, const char *text, gsize n, PieceKind kind)
{
    g_string_append_len(line->text, text, n);
    guint8 byte = kind;
    for (gsize i = 0; i < n; i++)
        g_byte_array_append(line->kind, &byte, 1);
}

static gsize run_length(const char *style, gsize n, gsize at, int s)
{
    gsize end = at;
    while (end < n && (style[end] & (1 << s)))
        end++;
    return end - at;
}

/* Closes what ends here (and what stands above it, which is opened again), then opens what begins, the longest first.
 */
static void change_style(Line *line, int *stack, int *depth, const char *style, gsize n, gsize at)
{
    char now = at < n ? style[at] : 0;
    int keep = 0;
    while (keep < *depth && (now & (1 << stack[keep])))
        keep++;
    while (*depth > keep)
        add(line, &marks[stack[--*depth]], 1, PIECE_OURS);
    for (;;) {
        int best = -1;
        for (int s = 0; s < STYLES; s++) {
            bool open = false;
            for (int k = 0; k < *depth; k++)
                open |= stack[k] == s;
            if (!open && (now & (1 << s)) && (best < 0 || run_length(style, n, at, s) > run_length(style, n, at, best)))
                best = s;
        }
        if (best < 0)
            return;
        stack[(*depth)++] = best;
        add(line, &marks[best], 1, PIECE_OURS);
    }
}

static bool may_open(const Line *line, gsize i)
{
    const GString *t = line->text;
    return (i == 0 || !is_word(t->str, t->len, i - 1)) && i + 1 < t->len && t->str[i + 1] != ' ' &&
           t->str[i + 1] != t->str[i];
}

static bool may_close(const Line *line, gsize i)
{
    const GString *t = line->text;
    return i > 0 && t->str[i - 1] != ' ' && t->str[i - 1] != t->str[i] && !is_word(t->str, t->len, i + 1);
}

/* Whether the client would pair the author's character at `i` with another of its kind on this line. */
static bool would_pair(const Line *line, gsize i)
{
    char mark = line->text->str[i];
    if (may_open(line, i))
        for (gsize k = i + 2; k < line->text->len; k++)
            if (line->text->str[k] == mark && line->kind->data[k] != PIECE_WORDS && may_close(line, k))
                return true;
    if (may_close(line, i))
        for (gsize k = 0; k + 1 < i; k++)
            if (line->text->str[k] == mark && line->kind->data[k] != PIECE_WORDS && may_open(line, k))
                return true;
    return false;
}

static void defuse(GString *out, const Line *line)
{
    for (gsize i = 0; i < line->text->len; i++) {
        bool theirs = line->kind->data[i] == PIECE_THEIRS && line->text->len <= LONGEST && would_pair(line, i);
        if (theirs && may_close(line, i))
            g_string_append(out, JOINER);
        g_string_append_c(out, line->text->str[i]);
        if (theirs && may_open(line, i))
            g_string_append(out, JOINER);
    }
}

void markup_line(GString *out, const char *text, const char *given, gsize n)
{
    g_autofree char *style = g_memdup2(given, n);
    unstyle_blanks(text, style, n);
    for (int s = 0; s < STYLES; s++)
        unstyle_inside_words(text, style, n, 1 << s);
    Line line = { g_string_new(NULL), g_byte_array_new() };
    int stack[STYLES], depth = 0;
    for (gsize i = 0; i < n; i++) {
        change_style(&line, stack, &depth, style, n, i);
        bool literal = strchr(marks, text[i]) && !(style[i] & (MARKUP_RAW | MARKUP_CODE));
        if ((style[i] & MARKUP_CODE) && text[i] == '`')
            add(&line, "'", 1, PIECE_WORDS);
        else
            add(&line, text + i, 1, literal ? PIECE_THEIRS : PIECE_WORDS);
    }
    change_style(&line, stack, &depth, style, n, n);
    defuse(out, &line);
    g_string_free(line.text, TRUE);
    g_byte_array_unref(line.kind);
}
