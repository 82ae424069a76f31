/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "allocate.h"
#include "rng.h"

#define BLOCK_MAX 64

/* The stream of a stratum and what is left of its block. */
typedef struct {
    Rng rng;
    int block[BLOCK_MAX], size, next;
} Stratum;

static uint64_t seed_of(const char *secret)
{
    guint8 digest[32];
    gsize size = sizeof digest;
    uint64_t seed = 0;
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(sum, (const guchar *)"allocation/", -1);
    g_checksum_update(sum, (const guchar *)secret, -1);
    g_checksum_get_digest(sum, digest, &size);
    for (int i = 0; i < 8; i++)
        seed = seed << 8 | digest[i];
    return seed;
}

static void fill_block(Stratum *s, int arms)
{
    int times = 2 * arms <= BLOCK_MAX && rng_below(&s->rng, 2) ? 2 : 1;
    s->size = times * arms;
    s->next = 0;
    for (int i = 0; i < s->size; i++)
        s->block[i] = i % arms;
    rng_shuffle(&s->rng, s->block, (size_t)s->size);
}

void allocate_arms(const char *secret, const char *const *stratum, int n, int arms, int *arm)
{
    g_assert(arms >= 2 && arms <= BLOCK_MAX);
    uint64_t seed = seed_of(secret);
    g_autoptr(GHashTable) strata = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    for (int i = 0; i < n; i++) {
        Stratum *s = g_hash_table_lookup(strata, stratum[i]);
        if (!s) {
            s = g_new0(Stratum, 1);
            s->rng = rng_stream(seed, stratum[i]);
            g_hash_table_insert(strata, (gpointer)stratum[i], s);
        }
        if (s->next == s->size)
            fill_block(s, arms);
        arm[i] = s->block[s->next++];
    }
}

char *allocate_commitment(const char *secret)
{
    return g_compute_checksum_for_string(G_CHECKSUM_SHA256, secret, -1);
}
