/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What words say, from files of "meaning = word, words that go together" lines (engine/guard/words). Words are read
 * from the files as from a text, so that both are folded and parted alike. */
#include "guard_words_priv.h"
#include "embedded.h"
#include "error.h"

#include <string.h>

extern const EmbeddedFile guard_word_files[];

#define PHRASE_MAX 5 /* words */

static const char *const meanings[SAYS] = {
    [SAYS_TITLE] = "title",
    [SAYS_TITLE_SOFT] = "title-soft",
    [SAYS_STAFF] = "staff",
    [SAYS_PERSON] = "person",
    [SAYS_SHE] = "she",
    [SAYS_NAMED] = "named",
    [SAYS_CALLED] = "called",
    [SAYS_TREATED] = "treated",
    [SAYS_CLINICAL] = "clinical",
    [SAYS_TALK] = "talk",
    [SAYS_NAME] = "name",
    [SAYS_NAME_SOFT] = "name-soft",
    [SAYS_PLAIN] = "plain",
    [SAYS_LINK] = "link",
    [SAYS_INITIALS] = "initials",
    [SAYS_YEARS] = "years",
    [SAYS_MONTH] = "month",
    [SAYS_MONTH_SOFT] = "month-soft",
    [SAYS_DAY] = "day",
    [SAYS_BIRTH] = "birth",
    [SAYS_PUBLIC] = "public",
    [SAYS_FILE] = "file",
    [SAYS_REGISTER] = "register",
    [SAYS_NO] = "no",
    [SAYS_PHONE] = "phone",
    [SAYS_UNIT] = "unit",
    [SAYS_MEASURE] = "measure",
    [SAYS_DIGIT] = "digit",
    [SAYS_LIVES] = "lives",
    [SAYS_SETTLEMENT] = "settlement",
    [SAYS_ROLE] = "role",
    [SAYS_KIN] = "kin",
    [SAYS_ONLY] = "only",
    [SAYS_RARE] = "rare",
};

/* What a word says, and how many words go on from it at most. */
typedef struct {
    guint64 says;
    guint longest; /* words of the longest phrase that begins with it */
} Entry;

static Entry *entry_of(Guard *guard, const char *key)
{
    Entry *entry = g_hash_table_lookup(guard->words, key);
    if (!entry) {
        entry = g_new0(Entry, 1);
        g_hash_table_insert(guard->words, g_strdup(key), entry);
    }
    return entry;
}

static void add_phrase(Guard *guard, guint64 says, const GArray *tokens)
{
    GString *key = g_string_new(NULL);
    for (guint i = 0; i < MIN(tokens->len, PHRASE_MAX); i++) {
        const Token *token = &g_array_index(tokens, Token, i);
        g_string_append_printf(key, "%s%s", i ? " " : "", token->key);
    }
    Entry *first = entry_of(guard, g_array_index(tokens, Token, 0).key);
    first->longest = MAX(first->longest, MIN(tokens->len, PHRASE_MAX));
    entry_of(guard, key->str)->says |= says;
    g_string_free(key, TRUE);
}

/* Digits and letters of a number, whatever stands between them. */
static char *bare(const char *text)
{
    GString *out = g_string_new(NULL);
    for (const char *p = text; *p; p++)
        if (g_ascii_isalnum(*p))
            g_string_append_c(out, *p);
    return g_string_free(out, FALSE);
}

/* "263 9 7": numbers abroad begin 263 and have nine digits more. */
static bool add_country(Guard *guard, const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, " ", 3);
    if (g_strv_length(parts) < 2 || !g_ascii_isdigit(*parts[0]) || !g_ascii_isdigit(*parts[1]))
        return false;
    g_hash_table_insert(
        guard->countries, g_strdup(parts[0]), GINT_TO_POINTER((int)g_ascii_strtoll(parts[1], NULL, 10)));
    return true;
}

/* One word or phrase of a line; false when it cannot be what the line says. */
static bool add_one(Guard *guard, const char *name, const char *text)
{
    if (g_str_equal(name, "country"))
        return add_country(guard, text);
    if (g_str_equal(name, "identity") || g_str_equal(name, "allow")) {
        GHashTable *set = *name == 'i' ? guard->identities : guard->allowed;
        g_hash_table_add(set, bare(text));
        return true;
    }
    for (int i = 0; i < SAYS; i++) {
        if (!g_str_equal(name, meanings[i]))
            continue;
        g_autoptr(GStringChunk) keys = g_string_chunk_new(256);
        g_autoptr(GArray) tokens = guard_tokens(text, keys);
        if (tokens->len)
            add_phrase(guard, SAY(i), tokens);
        return tokens->len > 0;
    }
    return false;
}

static bool add_line(Guard *guard, const char *line)
{
    const char *sign = strstr(line, " = ");
    if (!sign)
        return false;
    g_autofree char *name = g_strndup(line, (gsize)(sign - line));
    g_strstrip(name);
    g_auto(GStrv) words = g_strsplit(sign + 3, ",", -1);
    for (char **word = words; *word; word++)
        if (!add_one(guard, name, g_strstrip(*word)))
            return false;
    return true;
}

bool guard_add(Guard *guard, const char *name, const char *text, GError **error)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i]; i++) {
        g_strstrip(lines[i]);
        if (*lines[i] && *lines[i] != '#' && !add_line(guard, lines[i])) {
            g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT,
                "%s:%u: a line is \"meaning = word, word\" with a meaning of the guard's own files; this is \"%.60s\"",
                name, i + 1, lines[i]);
            return false;
        }
    }
    return true;
}

Guard *guard_new(void)
{
    Guard *guard = g_new0(Guard, 1);
    guard->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    guard->identities = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    guard->allowed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    guard->countries = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (const EmbeddedFile *file = guard_word_files; file->name; file++) {
        g_autoptr(GError) error = NULL;
        if (!guard_add(guard, file->name, file->data, &error))
            g_error("%s", error->message);
    }
    return guard;
}

void guard_free(Guard *guard)
{
    if (!guard)
        return;
    g_hash_table_unref(guard->words);
    g_hash_table_unref(guard->identities);
    g_hash_table_unref(guard->allowed);
    g_hash_table_unref(guard->countries);
    g_free(guard);
}

/* The longest phrase that begins at `i`: its words get what it says. Returns how many they are, at least 1. */
static guint mark_phrase(const Guard *guard, GArray *tokens, guint i, GString *key)
{
    Token *first = &g_array_index(tokens, Token, i);
    const Entry *entry = g_hash_table_lookup(guard->words, first->key);
    guint best = 1;
    guint64 says = entry ? entry->says : 0;
    g_string_assign(key, first->key);
    for (guint n = 1; entry && n < entry->longest && i + n < tokens->len; n++) {
        const Token *next = &g_array_index(tokens, Token, i + n);
        if (next->line)
            break;
        g_string_append_printf(key, " %s", next->key);
        const Entry *longer = g_hash_table_lookup(guard->words, key->str);
        if (longer && longer->says) {
            best = n + 1;
            says = longer->says;
        }
    }
    for (guint n = 0; n < best; n++) {
        Token *token = &g_array_index(tokens, Token, i + n);
        token->says = says;
        token->phrase = n > 0;
    }
    return best;
}

void guard_meanings(const Guard *guard, GArray *tokens)
{
    GString *key = g_string_new(NULL);
    for (guint i = 0; i < tokens->len;)
        i += mark_phrase(guard, tokens, i, key);
    g_string_free(key, TRUE);
}

/* --- numbers --- */

bool guard_is_public_line(const Guard *guard, const char *digits)
{
    const char *p = digits;
    /* From abroad a free line has its country's code and no nought in front. */
    for (gsize n = 2; n <= 3 && strlen(digits) > n; n++) {
        g_autofree char *code = g_strndup(digits, n);
        if (g_hash_table_contains(guard->countries, code) && g_str_has_prefix(digits + n, "80"))
            p = digits + n;
    }
    return g_hash_table_contains(guard->allowed, digits) || g_str_has_prefix(p, "0800") ||
           g_str_has_prefix(p, "0808") || (p != digits && (g_str_has_prefix(p, "800") || g_str_has_prefix(p, "808")));
}

bool guard_is_identity(const Guard *guard, const char *shape)
{
    return g_hash_table_contains(guard->identities, shape);
}

bool guard_is_abroad(const Guard *guard, const char *digits)
{
    for (gsize n = 2; n <= 3 && strlen(digits) > n; n++) {
        g_autofree char *code = g_strndup(digits, n);
        int more = GPOINTER_TO_INT(g_hash_table_lookup(guard->countries, code));
        if (more && (int)strlen(digits) == (int)n + more)
            return true;
    }
    return false;
}
