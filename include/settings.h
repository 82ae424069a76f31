/* SPDX-License-Identifier: GPL-3.0-or-later */
/* settings.h - the workspace's settings file: a key file with a table of known keys, defaults and checks. */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum { SETTING_TEXT, SETTING_INT, SETTING_PATH, SETTING_KINDS } SettingKind;

/* One known key. `help` is the comment written above it by settings_default_text. */
typedef struct {
    const char *group, *key;
    SettingKind kind;
    const char *fallback;
    int64_t min, max; /* SETTING_INT */
    const char *help;
} SettingRow;

typedef struct Settings Settings;

/* All rows, ended by a NULL group. */
const SettingRow *settings_rows(void);
/* Reads DIR/baraza.ini; an unknown group or key is an error with file, line and the nearest known name. A graph_url of
 * plain http is accepted only to this machine, and a stepped clock only with such a one. */
Settings *settings_load(const char *dir, GError **error);
void settings_free(Settings *settings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Settings, settings_free)
/* Asking for a key that has no row is a bug. Borrowed; "" when neither set nor with a default; SETTING_PATH comes
 * absolute (a relative one is below the workspace). */
const char *settings_text(const Settings *settings, const char *group, const char *key);
/* Whether baraza.ini itself says it, be it the default's value. */
bool settings_is_set(const Settings *settings, const char *group, const char *key);
int64_t settings_int(const Settings *settings, const char *group, const char *key);
/* The workspace folder, absolute. */
const char *settings_dir(const Settings *settings);
/* Contents of the secret file that a SETTING_PATH key names, trimmed; refused when others may read it. Where systemd hands
 * it over ($CREDENTIALS_DIRECTORY/token for token_file), that one is taken. Given. */
char *settings_secret(const Settings *settings, const char *group, const char *key, GError **error);
/* The text of a fresh settings file: every key with its help and default, as comments where it is the default. Given.
 */
char *settings_default_text(void);
