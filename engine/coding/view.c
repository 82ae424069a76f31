/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a coder sees of a unit: its thread around it, speakers by letter, people taken out of the words by who shows it.
 * Consent is asked at the moment of looking: what was erased, withdrawn or refused since the draw has no words any
 * more. */
#include "coding_priv.h"

#include <string.h>

#define BEFORE 8 /* posts of the thread that stand before a coded message */
#define AFTER 3

void coding_post_free(CodingPost *post)
{
    if (!post)
        return;
    g_free(post->text);
    g_free(post->media);
    g_free(post);
}

static bool is_coded(const CodingUnit *unit, int64_t post)
{
    for (guint i = 0; i < unit->posts->len; i++)
        if (g_array_index(unit->posts, int64_t, i) == post)
            return true;
    return false;
}

/* CodingSaid *, borrowed, of the unit's thread; empty when its posts have left the room. Given. */
static GPtrArray *thread_of(const CodingUnit *unit, const GPtrArray *all)
{
    GPtrArray *thread = g_ptr_array_new();
    int number = 0;
    for (guint i = 0; i < all->len && !number; i++)
        if (is_coded(unit, ((const CodingSaid *)all->pdata[i])->id))
            number = ((const CodingSaid *)all->pdata[i])->thread;
    for (guint i = 0; i < all->len && number; i++)
        if (((const CodingSaid *)all->pdata[i])->thread == number)
            g_ptr_array_add(thread, all->pdata[i]);
    return thread;
}

/* First and last place of what is shown. */
static void window(const CodingUnit *unit, const GPtrArray *thread, guint *from, guint *to)
{
    guint first = thread->len, last = 0;
    for (guint i = 0; i < thread->len; i++)
        if (is_coded(unit, ((const CodingSaid *)thread->pdata[i])->id)) {
            first = MIN(first, i);
            last = MAX(last, i);
        }
    *from = first > BEFORE ? first - BEFORE : 0;
    *to = MIN(last + 1 + AFTER, thread->len);
}

static void name_speaker(GHashTable *speakers, CodingPost *post, int64_t enrolment)
{
    static const char letters[] = "ABCDEGHIJKLMNOPQRSTUVWXYZ"; /* F is the facilitator */
    if (enrolment <= 0) {
        g_strlcpy(post->speaker, "F", sizeof post->speaker);
        return;
    }
    gpointer known = NULL;
    if (!g_hash_table_lookup_extended(speakers, &enrolment, NULL, &known)) {
        known = GUINT_TO_POINTER(g_hash_table_size(speakers));
        g_hash_table_insert(speakers, g_memdup2(&enrolment, sizeof enrolment), known);
    }
    guint n = GPOINTER_TO_UINT(known);
    if (n < 25)
        g_snprintf(post->speaker, sizeof post->speaker, "%c", letters[n]);
    else
        g_snprintf(post->speaker, sizeof post->speaker, "%c%u", letters[n % 25], MIN(n / 25, 999u));
}

static int number_of(const GPtrArray *all, int64_t post)
{
    for (guint i = 0; post && i < all->len; i++)
        if (((const CodingSaid *)all->pdata[i])->id == post)
            return ((const CodingSaid *)all->pdata[i])->number;
    return 0;
}

static CodingPost *shown(const CodingUnit *unit, const CodingSaid *said, bool may)
{
    CodingPost *post = g_new0(CodingPost, 1);
    post->id = said->id;
    post->number = said->number;
    post->coded = is_coded(unit, said->id);
    post->learner = said->enrolment > 0;
    post->at = said->shared;
    post->text = may && said->text ? g_strdup(said->text) : NULL;
    post->media = g_strdup(said->mime);
    return post;
}

GPtrArray *coding_view(
    Store *store, const CodingStudy *study, const CodingUnit *unit, CodingMask *mask, gpointer data, GError **error)
{
    g_autoptr(GPtrArray) all = coding_said(store, study->cohort, error);
    g_autoptr(GHashTable) people = coding_people(),
                          speakers = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    g_autoptr(GPtrArray) view = g_ptr_array_new_with_free_func((GDestroyNotify)coding_post_free);
    g_autoptr(GPtrArray) thread = all ? thread_of(unit, all) : NULL;
    guint from = 0, to = 0;
    if (!thread)
        return NULL;
    window(unit, thread, &from, &to);
    for (guint i = from; i < to; i++) {
        const CodingSaid *said = thread->pdata[i];
        bool may = said->enrolment <= 0 || coding_may_use(store, people, study, said);
        CodingPost *post = shown(unit, said, may);
        if (post->text && mask) {
            char *masked = mask(post->text, data);
            g_free(post->text);
            post->text = masked;
        }
        post->reply_to = number_of(all, said->reply_to);
        name_speaker(speakers, post, said->enrolment);
        g_ptr_array_add(view, post);
    }
    return g_steal_pointer(&view);
}
