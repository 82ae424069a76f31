/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "JOIN HRE1", "join hre 1", "\"Join HRE-1\" please", "JOINHREI", "Jiunge HRE1", "HRE1". */
#include "join_said.h"
#include "phrase.h"
#include "text.h"
#include <string.h>

#define TEXT_MAX 200 /* bytes of a message that can be one */
#define LEADING 3    /* words before JOIN: "Good morning, join HRE1" */

void join_said_clear(JoinSaid *said)
{
    g_clear_pointer(&said->code, g_free);
    g_clear_pointer(&said->invitation, invitation_free);
}

/* Words of letters and digits. Given. */
static GPtrArray *tokens_of(const char *text)
{
    g_autofree char *key = text_key(text);
    GPtrArray *tokens = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GString) word = g_string_new(NULL);
    for (const char *p = key;; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c && g_unichar_isalnum(c)) {
            g_string_append_unichar(word, c);
            continue;
        }
        if (word->len && tokens->len < LEADING + JOIN_TOKENS)
            g_ptr_array_add(tokens, g_strdup(word->str));
        g_string_truncate(word, 0);
        if (!c)
            return tokens;
    }
}

/* The length of the longest word for joining that `token` is, or (`glued`) begins with. */
static size_t join_word(const char *token, bool glued, const char **lang)
{
    size_t longest = 0;
    for (const char *const *l = phrase_languages(); *l; l++) {
        g_autofree char *all = phrase_has(*l, "join.words") ? phrase(*l, "join.words", NULL) : g_strdup("");
        g_auto(GStrv) words = g_strsplit(all, ",", -1);
        for (char **word = words; *word; word++) {
            g_autofree char *key = text_key(*word);
            size_t length = strlen(key);
            if (length > longest && (glued ? g_str_has_prefix(token, key) : g_str_equal(token, key))) {
                longest = length;
                *lang = *l;
            }
        }
    }
    return longest;
}

/* The longest run of words from `from` on that is a code. */
static bool find_code(Store *store, const GPtrArray *tokens, guint from, JoinSaid *said, GError **error)
{
    guint last = MIN(tokens->len, from + JOIN_TOKENS);
    for (guint end = last; end > from && !said->invitation; end--) {
        g_autoptr(GString) run = g_string_new(NULL);
        for (guint i = from; i < end; i++)
            g_string_append(run, tokens->pdata[i]);
        g_autoptr(GError) fault = NULL;
        g_autofree char *key = invitation_key(run->str);
        said->invitation = *key && run->len <= INVITATION_CODE_MAX ? invitation_find(store, key, &fault) : NULL;
        if (fault) {
            g_propagate_error(error, g_steal_pointer(&fault));
            return false;
        }
    }
    return true;
}

static void keep_code(const GPtrArray *tokens, guint from, JoinSaid *said)
{
    GString *code = g_string_new(NULL);
    for (guint i = from; i < tokens->len; i++)
        g_string_append_printf(code, "%s%s", i > from ? " " : "", (const char *)tokens->pdata[i]);
    g_free(said->code);
    said->code = g_string_free(code, FALSE);
}

/* "joinhre1" */
static bool read_glued(Store *store, GPtrArray *tokens, JoinSaid *said, GError **error)
{
    const char *lang = "en";
    const char *first = tokens->pdata[0];
    size_t length = join_word(first, true, &lang);
    if (!length || !first[length])
        return true;
    char *rest = g_strdup(first + length);
    g_free(tokens->pdata[0]);
    tokens->pdata[0] = rest;
    if (!find_code(store, tokens, 0, said, error))
        return false;
    said->join = said->invitation != NULL;
    said->lang = lang;
    return true;
}

bool join_read(Store *store, const char *text, bool strict, JoinSaid *said, GError **error)
{
    *said = (JoinSaid){ .lang = "en", .code = g_strdup("") };
    if (!text || strlen(text) > TEXT_MAX)
        return true;
    g_autoptr(GPtrArray) tokens = tokens_of(text);
    for (guint i = 0; i < MIN(tokens->len, strict ? 1 : LEADING + 1); i++) {
        if (!join_word(tokens->pdata[i], false, &said->lang))
            continue;
        said->join = true;
        keep_code(tokens, i + 1, said);
        return find_code(store, tokens, i + 1, said, error);
    }
    if (!strict && tokens->len && !find_code(store, tokens, 0, said, error))
        return false;
    return said->invitation || tokens->len == 0 || read_glued(store, tokens, said, error);
}
