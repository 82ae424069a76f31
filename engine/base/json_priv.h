/* SPDX-License-Identifier: GPL-3.0-or-later */
/* json_priv.h - the strict grammar check that stands before the parser. */
#pragma once
#include <glib.h>
#include <stdbool.h>

#define JSON_DEPTH 64

/* RFC 8259 without recursion: one value and nothing after it, depth at most JSON_DEPTH, no \u0000, no lone surrogate,
 * no raw control character. False with a sentence in *reason (static) and the byte (from 0) in *at. Does not check
 * UTF-8. */
bool json_scan(const char *bytes, gsize size, const char **reason, gsize *at);
