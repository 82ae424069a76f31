/* SPDX-License-Identifier: GPL-3.0-or-later */
/* channel_priv.h - the parts of the Cloud API driver, and of its tests. */
#pragma once
#include "channel.h"

/* What the codes of an error ask for; the first row that holds a code counts. */
typedef struct {
    int first, last; /* codes, both included */
    Refusal refusal;
    int64_t after; /* first delay in seconds; 0 where the refusal has none */
    const char *why;
} ChannelErrorRow;
extern const ChannelErrorRow channel_error_rows[];
extern const guint channel_n_error_rows;

/* Checks a message against the platform's limits. BARAZA_ERROR_INPUT: the content is wrong; _MISSING: its file has no
 * media id; _STATE: the address is none. */
bool channel_check(const ChannelSend *send, GError **error);
/* Checks a file before its upload. */
bool channel_check_file(const char *mime, gsize size, GError **error);
/* A template's parameter without line breaks, tabs and long runs of blanks, trimmed. Given. */
char *channel_clean_param(const char *param);

/* JSON written straight into a text: the hot path makes no tree. `value` is UTF-8. */
void channel_write_string(GString *json, const char *value);
/* "name":"value", with `before` (a comma, a brace) in front. */
void channel_write_member(GString *json, const char *before, const char *name, const char *value);
void channel_write_template(GString *json, const ChannelSend *send);

/* The platform's error in an answer's body, if there is one: code, and a sentence with the platform's trace. */
bool channel_read_error(const cJSON *root, int *code, char **detail);
/* Path and query of a file's address when it is at the place where files are kept, else NULL. Given. */
char *channel_media_path(const char *url, const char *media_url);
/* What an answer to a look-up means: NULL when *path and *mime (given) say where to load it. */
ChannelAsset *channel_read_lookup(
    const char *key, const char *media_url, const HttpResponse *response, char **path, char **mime);
ChannelAsset *channel_read_file(const char *key, const char *mime, const HttpResponse *response);
/* What an answer to an upload or a template's creation means; takes key. */
ChannelAsset *channel_read_asset(char *key, const char *member, const HttpResponse *response);
