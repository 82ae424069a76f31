/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text is read into tokens, each token gets what it may mean in any language, then the rules look: dates, numbers,
 * people, places. A rule looks a bounded way around each token, so that no text costs more than its length. */
#include "guard_words_priv.h"

#include <string.h>

#define SENTENCE_MAX 24

static const char *const kinds[GUARD_KINDS] = {
    [GUARD_NAME] = "name",
    [GUARD_INITIALS] = "initials",
    [GUARD_PHONE] = "phone number",
    [GUARD_NUMBER] = "identity or hospital number",
    [GUARD_DATE] = "date",
    [GUARD_PLACE] = "place",
    [GUARD_CONTACT] = "address",
};

const char *guard_kind_name(GuardKind kind)
{
    return kinds[kind];
}

/* --- reading --- */

/* Where most words have capitals, a capital says nothing. */
static bool all_shout(const GArray *tokens)
{
    guint words = 0, capitals = 0;
    for (guint i = 0; i < tokens->len; i++) {
        const Token *token = &g_array_index(tokens, Token, i);
        words += token->kind == TOKEN_WORD && token->letters > 1;
        capitals += token->kind == TOKEN_WORD && token->letters > 1 && token->capital;
    }
    return words >= 6 && capitals * 10 >= words * 7;
}

void reading_init(Reading *reading, const Guard *guard, const GuardNames *names, const char *text)
{
    *reading = (Reading){ .guard = guard, .names = names, .text = text };
    reading->keys = g_string_chunk_new(1024);
    reading->tokens = guard_tokens(text, reading->keys);
    reading->found = g_array_new(FALSE, TRUE, sizeof(GuardFinding));
    guard_meanings(guard, reading->tokens);
    reading->shouting = all_shout(reading->tokens);
}

void reading_clear(Reading *reading)
{
    g_array_unref(reading->tokens);
    g_string_chunk_free(reading->keys);
    g_clear_pointer(&reading->found, g_array_unref);
}

const Token *reading_at(const Reading *reading, int i)
{
    static const Token none = { .kind = TOKEN_MARK, .key = "", .spaced = true, .line = true };
    return i >= 0 && i < (int)reading->tokens->len ? &g_array_index(reading->tokens, Token, i) : &none;
}

bool reading_says(const Reading *reading, int i, guint64 set)
{
    return (reading_at(reading, i)->says & set) != 0;
}

bool reading_says_between(const Reading *reading, int from, int to, guint64 set)
{
    for (int i = from; i <= to; i++)
        if (reading_says(reading, i, set))
            return true;
    return false;
}

void reading_find(Reading *reading, GuardKind kind, int from, int to)
{
    GuardFinding finding = { kind, reading_at(reading, from)->start, reading_at(reading, to)->end };
    g_array_append_val(reading->found, finding);
}

bool token_is(const Token *token, const char *mark)
{
    return token->kind == TOKEN_MARK && g_str_equal(token->key, mark);
}

/* Whether a sentence ends with this token. A full stop after one letter or before a small letter is an abbreviation's.
 */
static bool ends_sentence(const Reading *reading, int i)
{
    const Token *token = reading_at(reading, i), *next = reading_at(reading, i + 1);
    if (next->line)
        return true;
    if (token->kind != TOKEN_MARK || !strchr(".!?;", *token->key) || !next->spaced)
        return false;
    if (*token->key != '.')
        return true;
    const Token *before = reading_at(reading, i - 1);
    bool short_word = before->kind == TOKEN_WORD && before->letters <= 3 && !before->spaced == false;
    return next->kind == TOKEN_WORD && next->capital &&
           !(short_word && (before->says & (SAY(SAYS_TITLE) | SAY(SAYS_STAFF) | SAY(SAYS_TITLE_SOFT))));
}

void reading_sentence(const Reading *reading, int i, int *from, int *to)
{
    *from = *to = i;
    while (*from > 0 && i - *from < SENTENCE_MAX && !ends_sentence(reading, *from - 1))
        (*from)--;
    while (*to + 1 < (int)reading->tokens->len && *to - i < SENTENCE_MAX && !ends_sentence(reading, *to))
        (*to)++;
}

/* --- what is found --- */

static int compare(const void *a, const void *b)
{
    const GuardFinding *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return x->kind != y->kind ? (x->kind < y->kind ? -1 : 1) : x->end < y->end ? 1 : x->end > y->end ? -1 : 0;
}

/* In order, and each place once for a kind. */
static void tidy(GArray *found)
{
    g_array_sort(found, compare);
    gsize ends[GUARD_KINDS] = { 0 };
    guint kept = 0;
    for (guint i = 0; i < found->len; i++) {
        GuardFinding finding = g_array_index(found, GuardFinding, i);
        if (finding.end <= ends[finding.kind])
            continue;
        ends[finding.kind] = finding.end;
        g_array_index(found, GuardFinding, kept++) = finding;
    }
    g_array_set_size(found, kept);
}

GArray *guard_find(const Guard *guard, const GuardNames *names, const char *text)
{
    Reading reading;
    reading_init(&reading, guard, names, text);
    guard_dates(&reading);
    guard_numbers(&reading);
    guard_people(&reading);
    guard_places(&reading);
    GArray *found = g_steal_pointer(&reading.found);
    reading_clear(&reading);
    tidy(found);
    return found;
}

char *guard_why(const Guard *guard, const GuardNames *names, const char *text)
{
    g_autoptr(GArray) found = guard_find(guard, names, text);
    bool seen[GUARD_KINDS] = { false };
    for (guint i = 0; i < found->len; i++)
        seen[g_array_index(found, GuardFinding, i).kind] = true;
    GString *why = g_string_new(NULL);
    for (int kind = 0; kind < GUARD_KINDS; kind++)
        if (seen[kind])
            g_string_append_printf(why, "%s%s", why->len ? ", " : "", kinds[kind]);
    return g_string_free(why, why->len == 0);
}

/* --- names that are invented --- */

GuardNames *guard_names_new(void)
{
    GuardNames *names = g_new0(GuardNames, 1);
    names->keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return names;
}

void guard_names_free(GuardNames *names)
{
    if (!names)
        return;
    g_hash_table_unref(names->keys);
    g_free(names);
}

/* A word of a name; a prefix before an inner capital is none of it: uNomvula is Nomvula, too. */
static void add_name(GuardNames *names, const Token *before, const Token *token)
{
    g_hash_table_add(names->keys, g_strdup(token->key));
    if (token->stem)
        g_hash_table_add(names->keys, g_strdup(token->stem));
    if (before)
        g_hash_table_add(names->keys,
            g_strjoin(" ", before->stem ? before->stem : before->key, token->stem ? token->stem : token->key, NULL));
}

void guard_names_add(GuardNames *names, const Guard *guard, const char *text)
{
    g_autoptr(GArray) found = guard_find(guard, NULL, text);
    for (guint i = 0; i < found->len; i++) {
        const GuardFinding *finding = &g_array_index(found, GuardFinding, i);
        if (finding->kind != GUARD_NAME)
            continue;
        g_autofree char *name = g_strndup(text + finding->start, finding->end - finding->start);
        g_autoptr(GStringChunk) keys = g_string_chunk_new(256);
        g_autoptr(GArray) tokens = guard_tokens(name, keys);
        const Token *before = NULL;
        for (guint k = 0; k < tokens->len; k++) {
            const Token *token = &g_array_index(tokens, Token, k);
            if (token->kind == TOKEN_WORD)
                add_name(names, before, token);
            before = token->kind == TOKEN_WORD ? token : NULL;
        }
    }
}

bool guard_knows_name(const GuardNames *names, const char *key)
{
    return names && g_hash_table_contains(names->keys, key);
}
