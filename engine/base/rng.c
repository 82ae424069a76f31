/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rng.h"

#include <glib.h>
#include <math.h>
#include <sodium.h>

/* splitmix64 (Steele, Lea, Flood 2014), constants of S. Vigna's public-domain version. */
static uint64_t splitmix64(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

Rng rng_seeded(uint64_t seed)
{
    Rng rng;
    for (size_t i = 0; i < G_N_ELEMENTS(rng.s); i++)
        rng.s[i] = splitmix64(&seed);
    return rng;
}

Rng rng_stream(uint64_t seed, const char *label)
{
    uint64_t hash = 0xcbf29ce484222325u; /* FNV-1a */
    for (const char *c = label; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 0x100000001b3u;
    uint64_t mixed = splitmix64(&seed) ^ splitmix64(&hash);
    return rng_seeded(mixed);
}

static uint64_t rotate_left(uint64_t x, int k)
{
    return (x << k) | (x >> (64 - k));
}

uint64_t rng_u64(Rng *rng)
{
    uint64_t *s = rng->s;
    uint64_t result = rotate_left(s[1] * 5, 7) * 9, t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate_left(s[3], 45);
    return result;
}

/* Lemire, "Fast Random Integer Generation in an Interval" (2019): a multiplication, and a draw refused only where it
 * would favour the low numbers. */
uint32_t rng_below(Rng *rng, uint32_t n)
{
    g_assert(n > 0);
    uint32_t refused = -n % n;
    for (;;) {
        uint64_t product = (rng_u64(rng) >> 32) * n;
        if ((uint32_t)product >= refused)
            return (uint32_t)(product >> 32);
    }
}

double rng_unit(Rng *rng)
{
    return (double)(rng_u64(rng) >> 11) * 0x1.0p-53;
}

/* Box and Muller; one of the pair, so that a stream's state is its four words alone. */
double rng_normal(Rng *rng)
{
    double radius = sqrt(-2 * log(1 - rng_unit(rng)));
    return radius * cos(2 * G_PI * rng_unit(rng));
}

void rng_shuffle(Rng *rng, int *values, size_t n)
{
    for (size_t i = n; i > 1; i--) {
        size_t j = rng_below(rng, (uint32_t)i);
        int kept = values[i - 1];
        values[i - 1] = values[j];
        values[j] = kept;
    }
}

void rng_secret(void *buffer, size_t size)
{
    g_assert(sodium_init() >= 0);
    randombytes_buf(buffer, size);
}
