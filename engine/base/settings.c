/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file is read line by line, not by GKeyFile, which forgets the line that a wrong key stands on. */
#include "settings.h"

#include "error.h"
#include "settings_priv.h"
#include "text.h"

#include <string.h>
#include <sys/stat.h>

#define SECRET_MAX 65536

struct Settings {
    char *dir;
    char **values; /* by row; NULL where the file is silent */
    guint *lines;  /* by row: where the file sets it, 0 where it is silent */
};

typedef struct {
    const char *file;
    guint line;
    char *group;
} Place;

static gsize count_rows(void)
{
    gsize n = 0;
    for (const SettingRow *row = settings_rows(); row->group; row++)
        n++;
    return n;
}

void settings_free(Settings *settings)
{
    if (!settings)
        return;
    for (gsize i = 0; i < count_rows(); i++)
        g_free(settings->values[i]);
    g_free(settings->values);
    g_free(settings->lines);
    g_free(settings->dir);
    g_free(settings);
}

static int find_row(const char *group, const char *key)
{
    const SettingRow *rows = settings_rows();
    for (int i = 0; rows[i].group; i++)
        if (strcmp(rows[i].group, group) == 0 && (!key || strcmp(rows[i].key, key) == 0))
            return i;
    return -1;
}

/* "no group [webb]; did you mean [web]?": `key` NULL for a group. */
static bool unknown(const Place *place, const char *group, const char *key, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (const SettingRow *row = settings_rows(); row->group; row++)
        if (!key || strcmp(row->group, group) == 0)
            g_ptr_array_add(names, (gpointer)(key ? row->key : row->group));
    g_ptr_array_add(names, NULL);
    const char *near = text_nearest(key ? key : group, (const char *const *)names->pdata);
    const char *open = key ? "\"" : "[", *close = key ? "\"" : "]";
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s:%u: there is no %s %s%s%s%s%s%s%s%s", place->file,
        place->line, key ? "setting" : "group", open, key ? key : group, close, near ? "; did you mean " : "",
        near ? open : "", near ? near : "", near ? close : "", near ? "?" : "");
    return false;
}

static bool complain(const Place *place, const char *what, GError **error)
{
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s:%u: %s", place->file, place->line, what);
    return false;
}

static bool set_value(Settings *settings, const Place *place, const char *key, const char *value, GError **error)
{
    if (!place->group)
        return complain(place, "a setting stands before the first [group]", error);
    int i = find_row(place->group, key);
    if (i < 0)
        return unknown(place, place->group, key, error);
    const SettingRow *row = &settings_rows()[i];
    if (settings->values[i]) {
        g_autofree char *what = g_strdup_printf("\"%s\" is already set on line %u", key, settings->lines[i]);
        return complain(place, what, error);
    }
    gint64 number = 0;
    if (row->kind == SETTING_INT && !g_ascii_string_to_signed(value, 10, row->min, row->max, &number, NULL)) {
        g_autofree char *what = g_strdup_printf("\"%s\" must be a whole number from %" G_GINT64_FORMAT
                                                " to %" G_GINT64_FORMAT ", not \"%s\"",
            key, row->min, row->max, value);
        return complain(place, what, error);
    }
    settings->values[i] =
        row->kind == SETTING_PATH && *value ? g_canonicalize_filename(value, settings->dir) : g_strdup(value);
    settings->lines[i] = place->line;
    return true;
}

/* One line, stripped: blank, comment, [group] or key = value. */
static bool read_line(Settings *settings, Place *place, char *line, GError **error)
{
    if (*line == '\0' || *line == '#' || *line == ';')
        return true;
    gsize length = strlen(line);
    if (*line == '[' && line[length - 1] == ']') {
        g_free(place->group);
        place->group = g_strndup(line + 1, length - 2);
        return find_row(place->group, NULL) >= 0 || unknown(place, place->group, NULL, error);
    }
    char *equals = strchr(line, '=');
    if (!equals)
        return complain(place, "this is neither [group] nor key = value", error);
    *equals = '\0';
    return set_value(settings, place, g_strstrip(line), g_strstrip(equals + 1), error);
}

static bool read_text(Settings *settings, const char *file, const char *text, GError **error)
{
    Place place = { .file = file };
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    bool ok = true;
    for (guint i = 0; ok && lines[i]; i++) {
        place.line = i + 1;
        ok = read_line(settings, &place, g_strstrip(lines[i]), error);
    }
    g_free(place.group);
    return ok;
}

static void fill_defaults(Settings *settings)
{
    const SettingRow *rows = settings_rows();
    for (int i = 0; rows[i].group; i++)
        if (!settings->values[i])
            settings->values[i] = rows[i].kind == SETTING_PATH && *rows[i].fallback
                                      ? g_canonicalize_filename(rows[i].fallback, settings->dir)
                                      : g_strdup(rows[i].fallback);
}

Settings *settings_load(const char *dir, GError **error)
{
    g_autoptr(Settings) settings = g_new0(Settings, 1);
    settings->dir = g_canonicalize_filename(dir, NULL);
    settings->values = g_new0(char *, count_rows());
    settings->lines = g_new0(guint, count_rows());
    g_autofree char *file = g_build_filename(dir, "baraza.ini", NULL), *text = NULL;
    gsize size = 0;
    g_autoptr(GError) trouble = NULL;
    if (!g_file_get_contents(file, &text, &size, &trouble)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "the settings cannot be read: %s", trouble->message);
        return NULL;
    }
    if (!text_is_utf8(text, size)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s: not valid UTF-8", file);
        return NULL;
    }
    if (!read_text(settings, file, text, error))
        return NULL;
    fill_defaults(settings);
    if (!settings_check(settings, error)) {
        g_prefix_error(error, "%s: ", file);
        return NULL;
    }
    return g_steal_pointer(&settings);
}

const char *settings_text(const Settings *settings, const char *group, const char *key)
{
    int i = find_row(group, key);
    g_assert(i >= 0);
    return settings->values[i];
}

bool settings_is_set(const Settings *settings, const char *group, const char *key)
{
    int i = find_row(group, key);
    g_assert(i >= 0);
    return settings->lines[i] > 0;
}

int64_t settings_int(const Settings *settings, const char *group, const char *key)
{
    g_assert(settings_rows()[find_row(group, key)].kind == SETTING_INT);
    return g_ascii_strtoll(settings_text(settings, group, key), NULL, 10);
}

const char *settings_dir(const Settings *settings)
{
    return settings->dir;
}

static char *refuse_secret(const char *key, const char *file, const char *why, GError **error)
{
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_DENIED, "%s, file %s: %s", key, file, why);
    return NULL;
}

/* A secret that systemd hands over (LoadCredential=token:...): the key's name without _file. NULL when there is none.
 * Given. */
static char *credential(const char *key)
{
    const char *dir = g_getenv("CREDENTIALS_DIRECTORY");
    g_autofree char *name = g_str_has_suffix(key, "_file") ? g_strndup(key, strlen(key) - strlen("_file")) : NULL,
                    *path = dir && name ? g_build_filename(dir, name, NULL) : NULL, *text = NULL;
    gsize size = 0;
    if (!path || !g_file_get_contents(path, &text, &size, NULL) || size > SECRET_MAX || !*g_strstrip(text))
        return NULL;
    return g_steal_pointer(&text);
}

char *settings_secret(const Settings *settings, const char *group, const char *key, GError **error)
{
    const char *file = settings_text(settings, group, key);
    char *handed = credential(key);
    struct stat info;
    if (handed)
        return handed;
    if (!*file || stat(file, &info) != 0) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
            *file ? "%s: there is no file %s; write the secret into it, for its owner alone to read"
                  : "%s: baraza.ini names no file%s",
            key, file);
        return NULL;
    }
    if (!S_ISREG(info.st_mode) || info.st_size > SECRET_MAX)
        return refuse_secret(key, file, "not a file with one secret", error);
    if (info.st_mode & (S_IRWXG | S_IRWXO))
        return refuse_secret(key, file, "others may read it; let only its owner (chmod 600)", error);
    g_autofree char *text = NULL;
    gsize size = 0;
    if (!g_file_get_contents(file, &text, &size, NULL))
        return refuse_secret(key, file, "it cannot be read", error);
    g_strstrip(text);
    if (*text == '\0')
        return refuse_secret(key, file, "it is empty", error);
    return g_steal_pointer(&text);
}
