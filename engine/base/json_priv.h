/* SPDX-License-Identifier: GPL-3.0-or-later */
/* json_priv.h - reading in two passes: the strict grammar check, then the tree of what it found good. */
#pragma once
#include <cjson/cJSON.h>
#include <glib.h>
#include <stdbool.h>

#define JSON_DEPTH 64

/* RFC 8259 without recursion: one value and nothing after it, depth at most JSON_DEPTH, no \u0000, no lone surrogate,
 * no raw control character. False with a sentence in *reason (static) and the byte (from 0) in *at. Does not check
 * UTF-8. */
bool json_scan(const char *bytes, gsize size, const char **reason, gsize *at);

/* The tree of a text that json_scan took, and that is UTF-8. Given. */
cJSON *json_build(const char *bytes, gsize size);
/* How many of the bytes stand for themselves in a JSON string: no quote, no backslash, none below 0x20. */
gsize json_plain(const char *text, gsize size);
