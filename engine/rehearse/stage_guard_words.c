/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A learner's own words: nobody else sees them but as far as she shared them. */
#include "stage_guard_priv.h"

#include "phrase.h"
#include "text.h"

#include <string.h>

/* Shorter texts ("yes", "I am not sure") stand in many messages. */
#define PRIVATE_LENGTH 24

/* The engine's own words by which somebody lets others see hers. */
typedef enum { SAYS_SHARE, SAYS_CIRCLE, SAYS_WORK, SAYS_SENIOR, SAYS_ASK, SAYS_ROOM, SAYINGS } Saying;

typedef struct {
    const Watch *watch;
    char *says[SAYINGS];
    GHashTable *shared, *asked; /* wamids of own words about which Share, or Ask facilitator, was tapped; borrowed */
} Words;

static bool is_share(const Words *words, const char *text)
{
    return g_str_equal(text, words->says[SAYS_SHARE]) || g_str_equal(text, words->says[SAYS_CIRCLE]) ||
           g_str_equal(text, words->says[SAYS_WORK]) || g_str_equal(text, words->says[SAYS_SENIOR]) ||
           g_str_has_prefix(text, words->says[SAYS_ROOM]);
}

/* A tap quotes the question, and the question quotes the words that it is about. */
static void find_tapped(const Words *words, int phone)
{
    const Platform *platform = words->watch->platform;
    for (guint i = 0; i < platform_bubbles(platform, phone); i++) {
        const PlatformBubble *own = platform_bubble(platform, phone, i);
        bool asks = !own->from_business && own->quote && g_str_equal(own->text, words->says[SAYS_ASK]);
        if (own->from_business || !own->quote || (!asks && !is_share(words, own->text)))
            continue;
        const PlatformBubble *question = platform_bubble_find(platform, own->quote);
        if (question && question->quote)
            g_hash_table_add(asks ? words->asked : words->shared, (gpointer)question->quote);
    }
}

/* By plain choice: it quotes something, begins with a number, or Share was tapped on the question that quotes it. */
static bool was_shared(const Words *words, const PlatformBubble *own)
{
    return own->quote || own->text[0] == '#' || g_hash_table_contains(words->shared, own->wamid);
}

/* Words of one learner that nobody else may see. */
typedef struct {
    int phone;
    const char *words;
    bool asked; /* meant for the facilitator, who may read it */
    bool told;  /* by somebody else too, who shared them */
} Private;

/* All of them by the hash of their first bytes, so that each message is read once, however many there are. */
typedef struct {
    const Words *words;
    const GHashTable *shared; /* texts that somebody told a room */
    GHashTable *begin;        /* hash -> GArray of Private */
    guint64 *may;             /* a bit for the top bits of each hash: nearly all other places are passed by it */
} Privates;

#define MAY_BITS 18
#define HASH_BASE G_GUINT64_CONSTANT(0x100000001b3)

static guint64 hash_first(const char *text)
{
    guint64 hash = 0;
    for (int i = 0; i < PRIVATE_LENGTH; i++)
        hash = hash * HASH_BASE + (unsigned char)text[i];
    return hash;
}

static bool may_begin(const Privates *all, guint64 hash)
{
    return all->may[hash >> (64 - MAY_BITS) >> 6] >> (hash >> (64 - MAY_BITS) & 63) & 1;
}

static void add_private(Privates *all, Private one)
{
    guint64 bits = hash_first(one.words);
    gint64 hash = (gint64)bits;
    all->may[bits >> (64 - MAY_BITS) >> 6] |= G_GUINT64_CONSTANT(1) << (bits >> (64 - MAY_BITS) & 63);
    GArray *list = g_hash_table_lookup(all->begin, &hash);
    if (!list) {
        list = g_array_new(FALSE, FALSE, sizeof(Private));
        g_hash_table_insert(all->begin, g_memdup2(&hash, sizeof hash), list);
    }
    g_array_append_val(list, one);
}

/* What somebody has told a room is told, with more around it too, whoever else has the same words for herself. */
static bool was_told(const Privates *all, Private *one)
{
    GHashTableIter iter;
    gpointer text;
    g_hash_table_iter_init(&iter, (GHashTable *)all->shared);
    while (!one->told && g_hash_table_iter_next(&iter, &text, NULL))
        one->told = strstr(text, one->words) != NULL;
    return one->told;
}

/* She wrote the same for herself: these are her own words that come back to her. */
static bool is_own(const GArray *list, int phone, const char *words)
{
    for (guint i = 0; i < list->len; i++) {
        const Private *one = &g_array_index(list, Private, i);
        if (one->phone == phone && strcmp(one->words, words) == 0)
            return true;
    }
    return false;
}

static void blame_if_seen(const Privates *all, const GArray *list, const PlatformBubble *bubble, const char *at)
{
    for (guint i = 0; i < list->len; i++) {
        Private *one = &g_array_index(list, Private, i);
        if (bubble->phone == one->phone || one->told || !g_str_has_prefix(at, one->words) ||
            is_own(list, bubble->phone, one->words) || was_told(all, one))
            continue;
        watch_blame(all->words->watch, bubble, "another's private words", one->words,
            one->asked ? BLAME_UNLESS_STAFF : BLAME_ALWAYS);
    }
}

static bool seek_words(const PlatformBubble *bubble, gpointer data)
{
    const Privates *all = data;
    const char *text = bubble->text;
    guint64 first = 1;
    gsize size = strlen(text);
    if (size < PRIVATE_LENGTH)
        return true;
    for (int i = 1; i < PRIVATE_LENGTH; i++)
        first *= HASH_BASE;
    guint64 hash = hash_first(text);
    for (gsize at = 0;; at++) {
        gint64 key = (gint64)hash;
        const GArray *list = may_begin(all, hash) ? g_hash_table_lookup(all->begin, &key) : NULL;
        if (list)
            blame_if_seen(all, list, bubble, text + at);
        if (at + PRIVATE_LENGTH >= size)
            return true;
        hash = (hash - (unsigned char)text[at] * first) * HASH_BASE + (unsigned char)text[at + PRIVATE_LENGTH];
    }
}

/* Set of texts, borrowed. */
static GHashTable *shared_words(const Words *words)
{
    const Platform *platform = words->watch->platform;
    GHashTable *shared = g_hash_table_new(g_str_hash, g_str_equal);
    for (int phone = 0; phone < platform_phones(platform); phone++)
        for (guint i = 0; i < platform_bubbles(platform, phone); i++) {
            const PlatformBubble *own = platform_bubble(platform, phone, i);
            if (!own->from_business && was_shared(words, own))
                g_hash_table_add(shared, (gpointer)own->text);
        }
    return shared;
}

/* Words that a course's own text holds too cannot be told from it. */
static void look_at_words(const Words *words)
{
    const Platform *platform = words->watch->platform;
    for (int phone = 0; phone < platform_phones(platform); phone++)
        find_tapped(words, phone);
    g_autoptr(GHashTable) shared = shared_words(words);
    g_autofree guint64 *may = g_new0(guint64, (1 << MAY_BITS) / 64);
    Privates all = { words, shared,
        g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)g_array_unref), may };
    for (int phone = 0; phone < platform_phones(platform); phone++)
        for (guint i = 0; i < platform_bubbles(platform, phone); i++) {
            const PlatformBubble *own = platform_bubble(platform, phone, i);
            if (own->from_business || text_length(own->text) < PRIVATE_LENGTH || own->kind == PLATFORM_REACTION)
                continue;
            if (g_hash_table_contains(shared, own->text) || strstr(words->watch->course, own->text))
                continue;
            add_private(&all, (Private){ phone, own->text, g_hash_table_contains(words->asked, own->wamid), false });
        }
    platform_record_each(platform, seek_words, &all);
    g_hash_table_unref(all.begin);
}

void guard_words(const Watch *watch)
{
    static const char *const keys[SAYS_ROOM] = { "share.button", "circle.button", "work.button", "senior.ask.button",
        "ask.button" };
    g_autoptr(GHashTable) shared = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GHashTable) asked = g_hash_table_new(g_str_hash, g_str_equal);
    Words words = { .watch = watch, .shared = shared, .asked = asked };
    for (int i = 0; i < SAYS_ROOM; i++)
        words.says[i] = phrase("en", keys[i], NULL);
    words.says[SAYS_ROOM] = phrase("en", "staff.ask.room", "room", "", NULL);
    look_at_words(&words);
    for (int i = 0; i < SAYINGS; i++)
        g_free(words.says[i]);
}
