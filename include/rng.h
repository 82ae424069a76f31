/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rng.h - random numbers: a seeded stream that replays to the byte, and the system's for secrets. */
#pragma once
#include <stddef.h>
#include <stdint.h>

/* xoshiro256** (Blackman and Vigna), seeded by splitmix64. */
typedef struct {
    uint64_t s[4];
} Rng;

Rng rng_seeded(uint64_t seed);
/* A stream of its own for (seed, label): equal labels give equal streams, whatever else was drawn. */
Rng rng_stream(uint64_t seed, const char *label);
uint64_t rng_u64(Rng *rng);
/* Uniform in [0, n) without bias; n >= 1. */
uint32_t rng_below(Rng *rng, uint32_t n);
/* Uniform in [0, 1). */
double rng_unit(Rng *rng);
/* Standard normal. */
double rng_normal(Rng *rng);
/* Fisher-Yates on n ints. */
void rng_shuffle(Rng *rng, int *values, size_t n);
/* Bytes from the system's generator, for keys and tokens. */
void rng_secret(void *buffer, size_t size);
