/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of all languages by their keys, made at the first use, the same for ever after: nearly every message is
 * talk and must be found to be no word at the cost of a few look-ups, however many words there are. */
#include "words_priv.h"
#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *key;
    size_t size;
    guint64 letters;
    Word word;
} WordNear;

typedef struct {
    GHashTable *commands, *languages, *never; /* key -> its Word, its EmbeddedFile, itself */
    WordNear *near;                           /* commands, shorter ones first */
    guint n_near;
    WordLine *polite;
    guint n_polite;
    char **keys; /* by row */
} Lists;

static bool called(const EmbeddedWord *row, const char *name)
{
    return *row->name == *name && strncmp(row->name, name, row->name_size) == 0 && name[row->name_size] == '\0';
}

static Word word_of(const EmbeddedWord *row)
{
    for (Word w = WORD_STOP; w < WORDS; w++)
        if (called(row, phrase_word_name(w)))
            return w;
    return WORD_NONE;
}

/* One bit a byte that occurs: one slip takes away one of them and adds one at most. */
static guint64 letters_of(const char *key)
{
    guint64 letters = 0;
    for (const char *p = key; *p; p++)
        letters |= G_GUINT64_CONSTANT(1) << (*p & 63);
    return letters;
}

static int by_size(gconstpointer a, gconstpointer b)
{
    const WordNear *x = a, *y = b;
    return x->size != y->size ? (x->size < y->size ? -1 : 1) : strcmp(x->key, y->key);
}

/* The files' order decides: the first stays. */
static void add(GHashTable *table, const char *key, gconstpointer value)
{
    if (*key && !g_hash_table_contains(table, key))
        g_hash_table_insert(table, (gpointer)key, (gpointer)value);
}

static void take_row(Lists *l, const EmbeddedWord *row, const char *key)
{
    if (called(row, "never"))
        add(l->never, key, key);
    else if (called(row, "this"))
        add(l->languages, key, row->file);
    else if (*key && called(row, "polite"))
        l->polite[l->n_polite++] = (WordLine){ key, strlen(key) };
    Word word = word_of(row);
    if (word == WORD_NONE)
        return;
    add(l->commands, key, GINT_TO_POINTER(word));
    l->near[l->n_near++] = (WordNear){ key, strlen(key), letters_of(key), word };
}

static Lists *make_lists(void)
{
    gsize n = 0;
    while (layout_words_list[n].file)
        n++;
    Lists *l = g_new0(Lists, 1);
    l->commands = g_hash_table_new(g_str_hash, g_str_equal);
    l->never = g_hash_table_new(g_str_hash, g_str_equal);
    l->languages = g_hash_table_new(g_str_hash, g_str_equal);
    l->keys = g_new0(char *, n + 1);
    l->near = g_new0(WordNear, n);
    l->polite = g_new0(WordLine, n);
    for (gsize i = 0; i < n; i++) {
        g_autofree char *text = g_strndup(layout_words_list[i].word, layout_words_list[i].size);
        l->keys[i] = words_key(text);
        take_row(l, &layout_words_list[i], l->keys[i]);
    }
    qsort(l->near, l->n_near, sizeof *l->near, by_size);
    return l;
}

static const Lists *lists(void)
{
    static gsize made;
    if (g_once_init_enter(&made))
        g_once_init_leave(&made, (gsize)make_lists());
    return (const Lists *)made;
}

const char *words_key_of(const EmbeddedWord *row)
{
    return lists()->keys[row - layout_words_list];
}

Word words_find(const char *key)
{
    return (Word)GPOINTER_TO_INT(g_hash_table_lookup(lists()->commands, key));
}

bool words_never(const char *key)
{
    return g_hash_table_contains(lists()->never, key);
}

const EmbeddedFile *words_language(const char *key)
{
    return g_hash_table_lookup(lists()->languages, key);
}

const WordLine *words_polite(guint *n)
{
    *n = lists()->n_polite;
    return lists()->polite;
}

/* The first that is not shorter. */
static guint first_of_size(const Lists *l, size_t size)
{
    guint from = 0, to = l->n_near;
    while (from < to) {
        guint middle = (from + to) / 2;
        if (l->near[middle].size < size)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* At most two bits. */
static bool is_few(guint64 bits)
{
    bits &= bits - 1;
    return (bits & (bits - 1)) == 0;
}

Word words_find_near(const char *key, size_t least, bool *several)
{
    const Lists *l = lists();
    size_t size = strlen(key);
    guint64 letters = letters_of(key);
    Word found = WORD_NONE;
    *several = false;
    for (guint i = first_of_size(l, MAX(least, size - 1)); i < l->n_near && l->near[i].size <= size + 1; i++) {
        const WordNear *near = &l->near[i];
        if (near->word == found || !is_few(near->letters ^ letters) || !words_near(near->key, key))
            continue;
        *several = *several || found != WORD_NONE;
        found = near->word;
    }
    return found;
}
