/* SPDX-License-Identifier: GPL-3.0-or-later */
/* circle_priv.h - what dealing out and keeping apart share. Pure. */
#pragma once
#include "circle.h"

/* The largest circle of those that are made of `size`. */
int circle_most(int size);
int circle_size_of(const GArray *people, int64_t circle);
/* Whoever sits with somebody she is to be kept from sits elsewhere afterwards; `circle` 0 where there is no place. */
void circle_keep_apart(GArray *people, const GArray *apart, int size);
