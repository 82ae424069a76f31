/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "error.h"
#include "settings.h"

#include <glib/gstdio.h>

/* A workspace of one settings file. Given: the folder's name; dropped with drop_workspace. */
static char *workspace(const char *ini)
{
    char *dir = g_dir_make_tmp("settings-XXXXXX", NULL);
    ck_assert_ptr_nonnull(dir);
    g_autofree char *file = g_build_filename(dir, "baraza.ini", NULL);
    ck_assert(g_file_set_contents(file, ini, -1, NULL));
    return dir;
}

static void drop_workspace(char *dir)
{
    static const char *const names[] = { "baraza.ini", "secret" };
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *file = g_build_filename(dir, names[i], NULL);
        g_unlink(file);
    }
    g_rmdir(dir);
    g_free(dir);
}

static Settings *load(const char *ini, GError **error)
{
    char *dir = workspace(ini);
    Settings *settings = settings_load(dir, error);
    drop_workspace(dir);
    return settings;
}

START_TEST(an_empty_file_gives_every_default)
{
    GError *error = NULL;
    g_autoptr(Settings) settings = load("", &error);
    unit_assert_ok(error);
    for (const SettingRow *row = settings_rows(); row->group; row++) {
        ck_assert_msg(*row->help != '\0', "%s has no help", row->key);
        if (row->kind == SETTING_INT)
            ck_assert_msg(settings_int(settings, row->group, row->key) >= row->min &&
                              settings_int(settings, row->group, row->key) <= row->max,
                "%s", row->key);
        else if (row->kind == SETTING_PATH)
            ck_assert_msg(g_path_is_absolute(settings_text(settings, row->group, row->key)), "%s", row->key);
        else
            ck_assert_str_eq(settings_text(settings, row->group, row->key), row->fallback);
    }
    ck_assert_int_eq(settings_int(settings, "engine", "slice_rows"), 256);
}
END_TEST

START_TEST(the_default_text_loads_as_it_is_and_uncommented)
{
    GError *error = NULL;
    g_autofree char *text = settings_default_text();
    g_autoptr(Settings) as_is = load(text, &error);
    unit_assert_ok(error);
    g_autoptr(GRegex) comment = g_regex_new("^#([a-z_]+ =)", G_REGEX_MULTILINE, 0, NULL);
    g_autofree char *uncommented = g_regex_replace(comment, text, -1, 0, "\\1", 0, NULL);
    ck_assert_ptr_nonnull(strstr(uncommented, "\nport = 8090\n"));
    g_autoptr(Settings) set = load(uncommented, &error);
    unit_assert_ok(error);
    ck_assert_str_eq(settings_text(set, "whatsapp", "api_version"), settings_text(as_is, "whatsapp", "api_version"));
}
END_TEST

START_TEST(values_are_read_and_paths_are_below_the_workspace)
{
    GError *error = NULL;
    char *dir = workspace("; comment\n[engine]\n database = data/x.db \r\nin_flight=7\n[privacy]\nkey_file=/etc/key\n");
    g_autoptr(Settings) settings = settings_load(dir, &error);
    unit_assert_ok(error);
    g_autofree char *expected = g_build_filename(dir, "data/x.db", NULL);
    ck_assert_str_eq(settings_text(settings, "engine", "database"), expected);
    ck_assert_str_eq(settings_text(settings, "privacy", "key_file"), "/etc/key");
    ck_assert_int_eq(settings_int(settings, "engine", "in_flight"), 7);
    ck_assert_str_eq(settings_dir(settings), dir);
    drop_workspace(dir);
}
END_TEST

START_TEST(what_is_wrong_is_named_with_its_line)
{
    static const struct {
        const char *ini, *says;
    } rows[] = {
        { "[engine]\nslice_mz = 3\n", "baraza.ini:2: there is no setting \"slice_mz\"; did you mean \"slice_ms\"?" },
        { "\n[whatsap]\n", "baraza.ini:2: there is no group [whatsap]; did you mean [whatsapp]?" },
        { "[nothing at all]\n", "no group [nothing at all]" },
        { "port = 1\n", ":1: a setting stands before" },
        { "[web]\nport\n", ":2: this is neither" },
        { "[web]\nport = 1\nport = 2\n", ":3: \"port\" is already set on line 2" },
        { "[web]\nport = 65536\n", "from 0 to 65535, not \"65536\"" },
        { "[web]\nport = 80 81\n", "whole number" },
        { "[web]\nport =\n", "whole number" },
        { "[whatsapp]\ngraph_url = http://graph.facebook.com\n", "graph_url must begin with https" },
        { "[whatsapp]\ngraph_url = http://127.0.0.1.example.org\n", "graph_url must begin with https" },
        { "[whatsapp]\ngraph_url = http://127.0.0.1@example.org\n", "graph_url must be an address" },
        { "[whatsapp]\ngraph_url = ftp://127.0.0.1\n", "graph_url must be an address" },
        { "[whatsapp]\ngraph_url =\n", "graph_url must be an address" },
        { "[whatsapp]\napi_version = 25\n", "api_version must look" },
        { "[whatsapp]\nnumber = my number\n", "number must be" },
        { "[webhook]\npath = webhook\n", "path must begin" },
        { "[web]\npublic_url = example.org\n", "public_url must begin" },
        { "[web]\npublic_url = HTTPS://example.org\n", "public_url must begin" },
        { "[web]\nsecond_factor = require\n", "second_factor must be required, offered or auto" },
        { "[modes]\npatients = perhaps\n", "patients must be yes or no" },
        { "[engine]\nclock = slow\n", "clock must be" },
        { "[engine]\nclock = stepped\n", "stepped_url belongs" },
        { "[engine]\nstepped_url = http://127.0.0.1:1/\n", "stepped_url belongs" },
        { "[engine]\nclock = stepped\nstepped_url = http://127.0.0.1:1/\n", "only with a [whatsapp] graph_url" },
        { "[whatsapp]\ngraph_url = http://localhost:1\n[engine]\nclock = stepped\nstepped_url = http://example.org/\n",
            "stepped_url must be an address on this machine" },
        { "[web]\npublic_url = \xff\n", "not valid UTF-8" },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        GError *error = NULL;
        ck_assert_msg(!load(rows[i].ini, &error), "row %zu", i);
        ck_assert(g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_INPUT));
        unit_assert_error(error, rows[i].says);
    }
}
END_TEST

START_TEST(plain_http_and_a_stepped_clock_are_for_this_machine)
{
    static const char *const urls[] = { "http://127.0.0.1:8080", "http://localhost", "http://[::1]:9",
        "https://127.3.2.1" };
    for (gsize i = 0; i < G_N_ELEMENTS(urls); i++) {
        GError *error = NULL;
        g_autofree char *ini = g_strdup_printf(
            "[whatsapp]\ngraph_url=%s\n[engine]\nclock=stepped\nstepped_url=http://127.0.0.1:9/clock\n", urls[i]);
        g_autoptr(Settings) settings = load(ini, &error);
        unit_assert_ok(error);
    }
}
END_TEST

START_TEST(no_workspace_is_missing)
{
    GError *error = NULL;
    ck_assert_ptr_null(settings_load("/nonexistent", &error));
    ck_assert(g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_MISSING));
    unit_assert_error(error, "/nonexistent/baraza.ini");
}
END_TEST

START_TEST(a_secret_is_read_only_where_no_one_else_may)
{
    GError *error = NULL;
    char *dir = workspace("[whatsapp]\ntoken_file = secret\n");
    g_autofree char *file = g_build_filename(dir, "secret", NULL);
    g_autoptr(Settings) settings = settings_load(dir, &error);
    ck_assert_ptr_null(settings_secret(settings, "whatsapp", "token_file", &error));
    ck_assert(g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_STATE));
    unit_assert_error(error, "there is no file");
    ck_assert(g_file_set_contents_full(file, " EAAG \n", -1, G_FILE_SET_CONTENTS_NONE, 0644, NULL));
    ck_assert_int_eq(g_chmod(file, 0640), 0);
    ck_assert_ptr_null(settings_secret(settings, "whatsapp", "token_file", &error));
    unit_assert_error(error, "others may read it");
    ck_assert_int_eq(g_chmod(file, 0600), 0);
    g_autofree char *secret = settings_secret(settings, "whatsapp", "token_file", &error);
    unit_assert_ok(error);
    ck_assert_str_eq(secret, "EAAG");
    ck_assert(g_file_set_contents(file, "\n", -1, NULL));
    ck_assert_int_eq(g_chmod(file, 0600), 0);
    ck_assert_ptr_null(settings_secret(settings, "whatsapp", "token_file", &error));
    unit_assert_error(error, "it is empty");
    drop_workspace(dir);
}
END_TEST

UNIT_MAIN("settings", an_empty_file_gives_every_default, the_default_text_loads_as_it_is_and_uncommented,
    values_are_read_and_paths_are_below_the_workspace, what_is_wrong_is_named_with_its_line,
    plain_http_and_a_stepped_clock_are_for_this_machine, no_workspace_is_missing,
    a_secret_is_read_only_where_no_one_else_may)
