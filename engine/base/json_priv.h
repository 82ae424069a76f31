/* SPDX-License-Identifier: GPL-3.0-or-later */
/* json_priv.h - reading in two passes: the strict grammar check, then the tree of what it found good. */
#pragma once
#include <cjson/cJSON.h>
#include <glib.h>
#include <stdbool.h>

#define JSON_DEPTH 64

/* RFC 8259 without recursion: one value and nothing after it, depth at most JSON_DEPTH, no \u0000, no lone surrogate,
 * no raw control character. False with a sentence in *reason (static) and the byte (from 0) in *at; *values counts
 * what the tree has. Does not check UTF-8. */
bool json_scan(const char *bytes, gsize size, gsize *values, const char **reason, gsize *at);
/* json_scan, and UTF-8; false with the error that json_parse tells. */
bool json_check(const char *bytes, gsize size, gsize *values, GError **error);

/* The tree of a text that json_check took. Given (cJSON_Delete). */
cJSON *json_build(const char *bytes, gsize size);
/* The same in a block of json_block_size bytes: the values, the root first, and behind them their texts. Its parts are
 * freed with it and never by themselves. */
gsize json_block_size(gsize values, gsize size);
void json_build_in(void *block, gsize values, const char *bytes, gsize size);
/* How many of the bytes stand for themselves in a JSON string: no quote, no backslash, none below 0x20. */
gsize json_plain(const char *text, gsize size);
