/* SPDX-License-Identifier: GPL-3.0-or-later */
/* json.h - the one door for JSON: strict on the way in, path-naming getters, compact on the way out. */
#pragma once
#include <cjson/cJSON.h>
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(cJSON, cJSON_Delete)

/* Parses exactly `size` bytes: valid UTF-8, no \u0000, no trailing data, depth at most 64. Errors name the byte. Given.
 */
cJSON *json_parse(const char *bytes, gsize size, GError **error);
/* Compact text; numbers with the digits it takes to read back the same (at most 17). Given (g_free). */
char *json_text(const cJSON *value);
/* Appends `text` as a JSON string, as json_text would write it: for what is written without a tree. */
void json_quote(GString *out, const char *text);
/* Members by path "text.body" or "errors.0.code"; NULL, fallback or false when absent or of another type. Borrowed.
 * The integer readers also take the text of one: how the platform writes times, and json_put_int what is over 2^53. */
const cJSON *json_at(const cJSON *value, const char *path);
const char *json_string(const cJSON *value, const char *path);
int64_t json_int(const cJSON *value, const char *path, int64_t fallback);
double json_double(const cJSON *value, const char *path, double fallback);
bool json_bool(const cJSON *value, const char *path, bool fallback);
/* A string, or a number printed as an integer: how the platform writes ids and times. Given, NULL when absent. */
char *json_id(const cJSON *value, const char *path);
/* The same as json_string and json_int, but an absent or mistyped member is an error that names the path. */
const char *json_need_string(const cJSON *value, const char *path, GError **error);
bool json_need_int(const cJSON *value, const char *path, int64_t *result, GError **error);
/* Adds a member; NULL text adds nothing. Return the object, for chaining. Integers keep 64 bits as text where over
 * 2^53. */
cJSON *json_put(cJSON *object, const char *name, const char *text);
cJSON *json_put_int(cJSON *object, const char *name, int64_t value);
cJSON *json_put_double(cJSON *object, const char *name, double value);
cJSON *json_put_bool(cJSON *object, const char *name, bool value);
/* Takes `child`; where `object` is an array the name is ignored. */
cJSON *json_put_item(cJSON *object, const char *name, cJSON *child);
