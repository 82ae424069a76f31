/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An invitation for the kick-off meeting: the link, its QR code, and files to print. */
#include "poster.h"
#include "workspace.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#define PNG_SCALE 8

/* NULL with *error when the settings do not say. Given. */
static char *own_number(const Settings *settings, GError **error)
{
    char *number = poster_number(settings_text(settings, "whatsapp", "display_phone"));
    if (!number)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
            "the link needs the number that learners write to: set display_phone under [whatsapp] in baraza.ini");
    return number;
}

static bool write_file(const char *dir, const char *code, const char *suffix, const char *bytes, gsize size,
    GPtrArray *written, GError **error)
{
    g_autofree char *name = g_strconcat(code, suffix, NULL), *path = g_build_filename(dir, name, NULL);
    if (!g_file_set_contents(path, bytes, (gssize)size, error)) {
        g_prefix_error(error, "%s: ", path);
        return false;
    }
    g_ptr_array_add(written, g_steal_pointer(&path));
    return true;
}

static bool write_all(const Cli *cli, const cJSON *result, const Poster *poster, GPtrArray *written, GError **error)
{
    const char *dir = cli_option(cli, "out"), *code = json_string(result, "code");
    g_autoptr(Markup) svg = qr_svg(poster->qr, poster->link);
    g_autoptr(GBytes) png = qr_png(poster->qr, PNG_SCALE);
    gsize size = 0;
    const char *bytes = g_bytes_get_data(png, &size);
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autofree char *html = w ? poster_html(w->store, w->library, poster, error) : NULL;
    if (!html)
        return false;
    if (g_mkdir_with_parents(dir, 0755) != 0) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s: %s", dir, g_strerror(errno));
        return false;
    }
    return write_file(dir, code, ".svg", markup_text(svg), strlen(markup_text(svg)), written, error) &&
           write_file(dir, code, ".png", bytes, size, written, error) &&
           write_file(dir, code, "-poster.html", html, strlen(html), written, error);
}

static cJSON *params_of(Cli *cli, GError **error)
{
    int64_t limit = 0;
    static const char *const texts[] = { "code", "room", "until" };
    if (!cli_number(cli, "limit", 1, 10000, &limit, error))
        return NULL;
    cJSON *params = json_put(cJSON_CreateObject(), "cohort", cli_arg(cli, 0));
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        json_put(params, texts[i], cli_option(cli, texts[i]));
    if (limit)
        json_put_int(params, "limit", limit);
    return json_put_bool(params, "dry_run", cli_switch(cli, "dry-run"));
}

static void print_text(const cJSON *result, const Poster *poster, const GPtrArray *written)
{
    g_autofree char *blocks = qr_blocks(poster->qr);
    const char *room = json_string(result, "room");
    const char *audience = json_string(result, "audience");
    printf("%s\n%s\n%s scan this, tap the link, or write %s to +%s.\n", blocks, poster->link,
        strcmp(audience, "patients") == 0 ? "Patients" : "Learners", json_string(result, "message"), poster->number);
    printf("%s: %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " places taken, open until %s%s%s%s\n",
        json_string(result, "cohort"), json_int(result, "taken", 0), json_int(result, "limit", 0),
        json_string(result, "until"), room ? ", room " : "", room ? room : "",
        json_bool(result, "dry_run", false) ? " (tried only: nothing is changed)" : "");
    for (guint i = 0; i < written->len; i++)
        printf("%s\n", (const char *)written->pdata[i]);
}

bool cmd_cohort_invite(Cli *cli, GError **error)
{
    g_autofree char *dir = workspace_dir(cli, error);
    g_autoptr(Settings) settings = dir ? settings_load(dir, error) : NULL;
    g_autofree char *number = settings ? own_number(settings, error) : NULL;
    cJSON *params = number ? params_of(cli, error) : NULL;
    g_autoptr(cJSON) result = params ? workspace_change(cli, "cohort.invite", params, error) : NULL;
    if (!result)
        return false;
    g_autofree char *link = poster_link(number, json_string(result, "message"));
    g_autoptr(Qr) qr = qr_new(link, error);
    g_autoptr(GPtrArray) written = g_ptr_array_new_with_free_func(g_free);
    const Poster poster = { qr, link, number, json_string(result, "cohort"), json_string(result, "message") };
    bool writes = cli_option(cli, "out") && !cli_switch(cli, "dry-run");
    if (!qr || (writes && !write_all(cli, result, &poster, written, error)))
        return false;
    json_put(result, "link", link);
    if (!cli_said_json(cli, result))
        print_text(result, &poster, written);
    return true;
}

static bool decide(Cli *cli, const char *verb, const char *says, GError **error)
{
    cJSON *params = json_put(json_put(cJSON_CreateObject(), "learner", cli_arg(cli, 0)), "by", cli_option(cli, "by"));
    json_put_bool(params, "dry_run", cli_switch(cli, "dry-run"));
    g_autoptr(cJSON) result = workspace_change(cli, verb, params, error);
    if (result && !cli_said_json(cli, result))
        printf("%s: %s %s%s\n", json_string(result, "learner"), says, json_string(result, "cohort"),
            cli_switch(cli, "dry-run") ? " (tried only: nothing is changed)" : "");
    return result != NULL;
}

bool cmd_learner_admit(Cli *cli, GError **error)
{
    return decide(cli, "learner.admit", "is welcomed and has a place in", error);
}

bool cmd_learner_decline(Cli *cli, GError **error)
{
    return decide(cli, "learner.decline", "is told that there is no place for her in", error);
}
