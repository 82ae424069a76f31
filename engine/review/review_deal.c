/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who reviews what, and what marks mean. */
#include "review.h"

#include <string.h>

int review_needed(int peer, ReviewRound round)
{
    switch (round) {
    case ROUND_ALL:
        return peer;
    case ROUND_HALF:
        return (peer + 1) / 2;
    case ROUND_ANY:
    case REVIEW_ROUNDS:
        break;
    }
    return 1;
}

bool review_read(const Rubric *rubric, const char *text, int *marks, const char **comment)
{
    const char *p = text;
    for (guint i = 0; i < rubric->criteria->len; i++) {
        const Criterion *criterion = rubric->criteria->pdata[i];
        char *end = NULL;
        p += strspn(p, " ,;/\n\t");
        if (!g_ascii_isdigit(*p))
            return false;
        gint64 mark = g_ascii_strtoll(p, &end, 10);
        if (mark > (gint64)criterion->points || g_ascii_isalpha(*end) || *end == '%')
            return false;
        marks[i] = (int)mark;
        p = end;
    }
    p += strspn(p, " ,;:./\n\t-");
    *comment = p;
    /* One number too many: the reader counted another rubric. */
    return !g_ascii_isdigit(*p);
}

static gint by_value(gconstpointer a, gconstpointer b)
{
    return *(const int *)a - *(const int *)b;
}

double review_median(const int *marks, guint n)
{
    g_autoptr(GArray) sorted = g_array_new(FALSE, FALSE, sizeof(int));
    g_array_append_vals(sorted, marks, n);
    g_array_sort(sorted, by_value);
    return (g_array_index(sorted, int, (n - 1) / 2) + g_array_index(sorted, int, n / 2)) / 2.0;
}

/* --- who reviews what --- */

static guint pair_hash(gconstpointer key)
{
    const ReviewPair *pair = key;
    return g_int64_hash(&pair->work) * 31 + g_int64_hash(&pair->reviewer);
}

static gboolean pair_equal(gconstpointer a, gconstpointer b)
{
    const ReviewPair *x = a, *y = b;
    return x->work == y->work && x->reviewer == y->reviewer;
}

/* Index of whoever has the least to do, in the ring after `of`; -1 when nobody may. */
static int find_reviewer(const GArray *works, GHashTable *had, guint of)
{
    int best = -1;
    const ReviewWork *work = &g_array_index(works, ReviewWork, of);
    for (guint step = 1; step < works->len; step++) {
        guint i = (of + works->len - step) % works->len;
        const ReviewWork *other = &g_array_index(works, ReviewWork, i);
        ReviewPair pair = { work->work, other->author };
        if (other->gone || other->author == work->author || g_hash_table_contains(had, &pair))
            continue;
        if (best < 0 || other->load < g_array_index(works, ReviewWork, best).load)
            best = (int)i;
    }
    return best;
}

GArray *review_deal(GArray *works, const GArray *had, int peer)
{
    GArray *fresh = g_array_new(FALSE, FALSE, sizeof(ReviewPair));
    g_autoptr(GHashTable) known = g_hash_table_new_full(pair_hash, pair_equal, g_free, NULL);
    for (guint i = 0; i < had->len; i++)
        g_hash_table_add(known, g_memdup2(&g_array_index(had, ReviewPair, i), sizeof(ReviewPair)));
    for (int round = 0; round < peer; round++)
        for (guint i = 0; i < works->len; i++) {
            ReviewWork *work = &g_array_index(works, ReviewWork, i);
            int reviewer = work->asked <= round ? find_reviewer(works, known, i) : -1;
            if (reviewer < 0)
                continue;
            ReviewPair pair = { work->work, g_array_index(works, ReviewWork, reviewer).author };
            g_array_append_val(fresh, pair);
            g_hash_table_add(known, g_memdup2(&pair, sizeof pair));
            g_array_index(works, ReviewWork, reviewer).load++;
            work->asked++;
        }
    return fresh;
}
