/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wording of WhatsApp itself, from files of "key = pattern" lines, one file a language (engine/chat/words). */
#include "chat_priv.h"
#include "embedded.h"
#include "error.h"

#include <string.h>

extern const EmbeddedFile chat_word_files[];

/* A pattern is literal pieces with a gap between each two: {name} holds no ": ", {text} may hold anything. */
typedef struct {
    ChatWordKind kind;
    const char *media; /* CHAT_WORD_OMITTED: interned */
    char **pieces;
    bool *names; /* of the gap behind each piece */
    guint n;
} Pattern;

struct ChatWords {
    GPtrArray *patterns[CHAT_WORDS]; /* with gaps */
    GHashTable *exact;               /* plain text -> Pattern, without gaps */
    GHashTable *attached, *attached_as, *edited, *noon;
};

static void pattern_free(void *data)
{
    Pattern *p = data;
    g_strfreev(p->pieces);
    g_free(p->names);
    g_free(p);
}

char *chat_plain(const char *text, gssize size)
{
    g_autofree char *folded = g_utf8_casefold(text, size);
    GString *out = g_string_sized_new(strlen(folded));
    for (const char *p = folded; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (chat_is_mark(c))
            continue;
        if (chat_is_blank(c))
            c = ' ';
        else if (c == 0x2019 || c == 0x2018 || c == 0x02BC)
            c = '\'';
        else if ((c >= 0x201C && c <= 0x201F) || c == 0xAB || c == 0xBB)
            c = '"';
        if (c == ' ' && (out->len == 0 || out->str[out->len - 1] == ' '))
            continue;
        g_string_append_unichar(out, c);
    }
    while (out->len > 0 && (out->str[out->len - 1] == ' ' || out->str[out->len - 1] == '.'))
        g_string_truncate(out, out->len - 1);
    return g_string_free(out, FALSE);
}

static Pattern *pattern_new(ChatWordKind kind, const char *media, const char *text)
{
    Pattern *p = g_new0(Pattern, 1);
    g_autofree char *plain = chat_plain(text, -1);
    g_autoptr(GPtrArray) pieces = g_ptr_array_new();
    GArray *names = g_array_new(FALSE, FALSE, sizeof(bool));
    const char *from = plain;
    for (const char *gap; (gap = strchr(from, '{'));) {
        bool name = g_str_has_prefix(gap, "{name}");
        if (!name && !g_str_has_prefix(gap, "{text}"))
            break;
        g_ptr_array_add(pieces, g_strndup(from, (gsize)(gap - from)));
        g_array_append_val(names, name);
        from = gap + strlen("{name}");
    }
    g_ptr_array_add(pieces, g_strdup(from));
    p->n = pieces->len;
    g_ptr_array_add(pieces, NULL);
    p->kind = kind;
    p->media = g_intern_string(media);
    p->pieces = (char **)g_ptr_array_steal(pieces, NULL);
    p->names = (bool *)g_array_free(names, FALSE);
    return p;
}

static bool gap_fits(const char *from, const char *to, bool name)
{
    return to > from && (!name || (to - from <= 400 && !g_strstr_len(from, to - from, ": ")));
}

static bool pattern_fits(const Pattern *p, const char *text, gsize size)
{
    const char *at = text, *end = text + size, *last = p->pieces[p->n - 1];
    gsize tail = strlen(last);
    if (strncmp(text, *p->pieces, strlen(*p->pieces)) != 0 || size < tail || strcmp(end - tail, last) != 0)
        return false;
    at += strlen(*p->pieces);
    for (guint i = 1; i < p->n; i++) {
        const char *next = i + 1 == p->n ? end - tail : at < end ? strstr(at + 1, p->pieces[i]) : NULL;
        if (!next || next < at || !gap_fits(at, next, p->names[i - 1]))
            return false;
        at = next + strlen(p->pieces[i]);
    }
    return true;
}

bool chat_words_is(const ChatWords *words, ChatWordKind kind, const char *plain, const char **media)
{
    const Pattern *p = g_hash_table_lookup(words->exact, plain);
    const GPtrArray *patterns = words->patterns[kind];
    gsize size = strlen(plain);
    if (p && p->kind != kind)
        p = NULL;
    for (guint i = 0; !p && i < patterns->len && size < 2000; i++)
        if (pattern_fits(patterns->pdata[i], plain, size))
            p = patterns->pdata[i];
    if (media)
        *media = p ? p->media : NULL;
    return p != NULL;
}

bool chat_words_is_attached(const ChatWords *words, const char *plain)
{
    return g_hash_table_contains(words->attached, plain);
}

bool chat_words_is_attached_as(const ChatWords *words, const char *plain)
{
    return g_hash_table_contains(words->attached_as, plain);
}

bool chat_words_is_edited(const ChatWords *words, const char *plain)
{
    return g_hash_table_contains(words->edited, plain);
}

ChatNoon chat_words_noon(const ChatWords *words, const char *letters)
{
    void *noon = g_hash_table_lookup(words->noon, letters);
    return noon ? (ChatNoon)GPOINTER_TO_INT(noon) : CHAT_NOON_ODD;
}

static void add_pattern(ChatWords *words, ChatWordKind kind, const char *media, const char *text)
{
    Pattern *p = pattern_new(kind, media, text);
    if (p->n == 1)
        g_hash_table_replace(words->exact, g_strdup(*p->pieces), p);
    else
        g_ptr_array_add(words->patterns[kind], p);
}

static void add_noon(ChatWords *words, ChatNoon noon, const char *value)
{
    g_auto(GStrv) list = g_strsplit(value, ",", -1);
    for (char **word = list; *word; word++) {
        g_autofree char *lower = g_utf8_strdown(g_strstrip(*word), -1);
        GString *bare = g_string_new(NULL);
        for (const char *p = lower; *p; p = g_utf8_next_char(p))
            if (*p != '.' && !chat_is_blank(g_utf8_get_char(p)))
                g_string_append_unichar(bare, g_utf8_get_char(p));
        g_hash_table_replace(words->noon, g_string_free(bare, FALSE), GINT_TO_POINTER(noon));
    }
}

static bool add_line(ChatWords *words, const char *key, const char *value)
{
    static const char omitted[] = "omitted ";
    if (strcmp(key, "system") == 0)
        add_pattern(words, CHAT_WORD_SYSTEM, NULL, value);
    else if (strcmp(key, "deleted") == 0)
        add_pattern(words, CHAT_WORD_DELETED, NULL, value);
    else if (g_str_has_prefix(key, omitted))
        add_pattern(words, CHAT_WORD_OMITTED, key + strlen(omitted), value);
    else if (strcmp(key, "attached") == 0)
        g_hash_table_add(words->attached, chat_plain(value, -1));
    else if (strcmp(key, "attached-as") == 0)
        g_hash_table_add(words->attached_as, chat_plain(value, -1));
    else if (strcmp(key, "edited") == 0)
        g_hash_table_add(words->edited, chat_plain(value, -1));
    else if (strcmp(key, "am") == 0 || strcmp(key, "pm") == 0)
        add_noon(words, *key == 'a' ? CHAT_NOON_AM : CHAT_NOON_PM, value);
    else
        return false;
    return true;
}

bool chat_words_add(ChatWords *words, const char *name, const char *text, GError **error)
{
    if (!g_utf8_validate(text, -1, NULL)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s: this is no text in UTF-8", name);
        return false;
    }
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (int i = 0; lines[i]; i++) {
        char *line = g_strstrip(lines[i]), *sign = strstr(line, " = ");
        if (*line == '\0' || *line == '#')
            continue;
        if (sign)
            *sign = '\0';
        if (!sign || sign[3] == '\0' || !add_line(words, line, sign + 3)) {
            g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT,
                "%s:%d: a line is \"KEY = WORDING\", where KEY is system, deleted, edited, attached, attached-as, "
                "omitted "
                "KIND, am or pm",
                name, i + 1);
            return false;
        }
    }
    return true;
}

ChatWords *chat_words_new(void)
{
    ChatWords *words = g_new0(ChatWords, 1);
    for (int kind = 0; kind < CHAT_WORDS; kind++)
        words->patterns[kind] = g_ptr_array_new_with_free_func(pattern_free);
    words->exact = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, pattern_free);
    words->attached = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    words->attached_as = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    words->edited = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    words->noon = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (const EmbeddedFile *file = chat_word_files; file->name; file++) {
        g_autoptr(GError) error = NULL;
        if (!chat_words_add(words, file->name, file->data, &error))
            g_error("%s", error->message);
    }
    return words;
}

void chat_words_free(ChatWords *words)
{
    if (!words)
        return;
    for (int kind = 0; kind < CHAT_WORDS; kind++)
        g_ptr_array_unref(words->patterns[kind]);
    g_hash_table_unref(words->exact);
    g_hash_table_unref(words->attached);
    g_hash_table_unref(words->attached_as);
    g_hash_table_unref(words->edited);
    g_hash_table_unref(words->noon);
    g_free(words);
}
