/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli_priv.h"
#include "package.h"
#include "workspace.h"

#include <stdio.h>
#include <string.h>

static bool known_language(const Course *course, const char *lang, GError **error)
{
    g_autoptr(GString) known = g_string_new(course->lang);
    for (guint i = 0; i < course->languages->len; i++) {
        if (strcmp(course->languages->pdata[i], lang) == 0)
            return true;
        if (strcmp(course->languages->pdata[i], course->lang) != 0)
            g_string_append_printf(known, ", %s", (char *)course->languages->pdata[i]);
    }
    if (strcmp(course->lang, lang) == 0)
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "the course %s has no language \"%s\"; it has %s", course->id,
        lang, known->str);
    return false;
}

static bool print_key(const Cli *cli, const Course *course, GError **error)
{
    const char *lang = cli_option(cli, "lang"), *country = cli_option(cli, "country");
    if (lang && !known_language(course, lang, error))
        return false;
    if (country && !g_regex_match_simple("^[A-Z]{2}$", country, 0, 0)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
            "--country takes two capital letters, such as ZW, not \"%s\"", country);
        return false;
    }
    g_autoptr(cJSON) key = course_key(course, lang ? lang : course->lang, country);
    cli_print_json(key);
    return true;
}

/* Of a course in the workspace, by its id. */
static bool stored_key(const Cli *cli, const char *id, GError **error)
{
    g_autoptr(Workspace) w = workspace_open(cli, error);
    if (!w) {
        g_prefix_error(error, "there is no folder %s, and as for a course of that id: ", id);
        return false;
    }
    int64_t version = 0;
    const Course *course =
        library_newest(w->library, id, &version, error) ? library_course(w->library, version, error) : NULL;
    return course && print_key(cli, course, error);
}

bool cmd_course_key(Cli *cli, GError **error)
{
    const char *where = cli_arg(cli, 0);
    if (!strchr(where, '/') && !g_file_test(where, G_FILE_TEST_EXISTS))
        return stored_key(cli, where, error);
    g_autoptr(Package) package = package_read(where, cli->clock.now / DAY, error);
    if (!package)
        return false;
    if (!package->course) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s has %u error%s: baraza course check %s lists them",
            package->path, package->errors, package->errors == 1 ? "" : "s", where);
        return false;
    }
    return print_key(cli, package->course, error);
}
