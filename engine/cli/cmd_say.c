/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a coordinator says to learners. The file goes into the media folder first, cleaned of what it tells beside the
 * picture and named by its hash; only then does the engine learn of it. */
#include "facilitate.h"
#include "received.h"
#include "workspace.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#define FILE_MAX (17u << 20) /* above what WhatsApp takes, so that the refusal can say so */

/* *path is given when the file was not there before. */
static cJSON *add_file(Cli *cli, const char *from, char **path, GError **error)
{
    g_autofree char *dir = workspace_dir(cli, error);
    g_autofree char *data = NULL;
    gsize size = 0;
    const char *mime = NULL;
    if (!dir || !cli_read(from, FILE_MAX, &data, &size, error))
        return NULL;
    g_autoptr(GBytes) raw = g_bytes_new_take(g_steal_pointer(&data), size);
    g_autoptr(GBytes) clean = received_clean(raw, NULL, &mime, error);
    if (!clean) {
        g_prefix_error(error, "%s: ", from);
        return NULL;
    }
    g_autofree char *sum = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, clean);
    g_autofree char *media = workspace_media(dir);
    g_autofree char *to = g_build_filename(media, sum, NULL);
    const char *bytes = g_bytes_get_data(clean, &size);
    g_autoptr(GError) fault = NULL;
    if (!g_file_test(to, G_FILE_TEST_EXISTS)) {
        if (!g_file_set_contents_full(
                to, bytes, (gssize)size, G_FILE_SET_CONTENTS_DURABLE | G_FILE_SET_CONTENTS_CONSISTENT, 0600, &fault)) {
            g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "%s cannot be copied into the workspace: %s", from,
                fault->message);
            return NULL;
        }
        *path = g_steal_pointer(&to);
    }
    cJSON *file = json_put(json_put(cJSON_CreateObject(), "path", from), "sha256", sum);
    return json_put_int(json_put(file, "mime", mime), "bytes", (int64_t)size);
}

static const char *learners(int64_t n)
{
    return n == 1 ? "learner" : "learners";
}

static bool is_learner(const char *to)
{
    return *to == 'L' && to[1] && to[1 + strspn(to + 1, "0123456789")] == '\0';
}

static void print_lines(const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text ? text : "", "\n", -1);
    for (char **line = lines; *line; line++)
        printf("    %s\n", *line);
}

static void print_part(const cJSON *r, const char *name, const char *sentence)
{
    int64_t n = json_int(r, name, 0);
    if (n)
        printf("  %" G_GINT64_FORMAT " %s\n", n, sentence);
}

static void print_said(const cJSON *r, bool dry)
{
    int64_t people = json_int(r, "people", 0), bytes = json_int(r, "bytes", 0);
    const char *quiet = json_string(r, "quiet_until"), *looks = json_string(r, "looks");
    if (dry)
        printf("would go to ");
    else if (json_bool(r, "later", false))
        printf("message %" G_GINT64_FORMAT " waits for %s; it will go to ", json_int(r, "message", 0),
            json_string(r, "at"));
    else
        printf("message %" G_GINT64_FORMAT " goes to ", json_int(r, "message", 0));
    /* Whom a learner's id names is one person, not one of many. */
    const char *to = json_string(r, "to");
    if (is_learner(to))
        puts(to);
    else
        printf("%" G_GINT64_FORMAT " %s of %s\n", people, learners(people), to);
    print_part(r, "left_out", "left out: who has left, declined, or never opted in");
    print_part(r, "window", "outside the 24-hour window: a template asks them back, and their next message brings it");
    print_part(r, "consent", "without consent to the course so far: when they agree");
    print_part(r, "paused", "on a pause: when it is over");
    if (quiet)
        printf("  quiet hours hold it back until %s\n", quiet);
    if (bytes)
        printf("  the file weighs %" G_GINT64_FORMAT " kB, %.1f MB for all; %" G_GINT64_FORMAT
               " on the text tier get only its name\n",
            (bytes + 999) / 1000, (double)bytes * (double)(people - json_int(r, "text_only", 0)) / 1e6,
            json_int(r, "text_only", 0));
    if (dry && looks) {
        puts("it looks like this:");
        print_lines(looks);
    }
}

static bool print_waiting(Cli *cli, GError **error)
{
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(Cohort) only = w && cli_arg(cli, 0) ? cohort_find(w->store, cli_arg(cli, 0), error) : NULL;
    if (!w || (cli_arg(cli, 0) && !only))
        return false;
    g_autoptr(GPtrArray) waiting = notice_waiting(w->store, only ? only->id : 0, error);
    for (guint i = 0; waiting && i < waiting->len; i++) {
        const Notice *n = waiting->pdata[i];
        g_autoptr(Cohort) cohort = cohort_get(w->store, n->cohort, error);
        g_autofree char *room = cohort && n->room ? room_name(w->store, n->room, error) : NULL;
        g_autoptr(Enrolment) e = cohort && n->enrolment ? enrolment_get(w->store, w->vault, n->enrolment, error) : NULL;
        if (!cohort || (n->room && !room) || (n->enrolment && !e))
            return false;
        g_autofree char *at = civil_local_text(cohort_zone(cohort), n->at);
        printf("%" G_GINT64_FORMAT "  %s  ", n->id, at);
        if (e)
            printf("L%" G_GINT64_FORMAT " %s of %s", e->learner, e->name, cohort->name);
        else
            printf("%s%s%s", cohort->name, room ? "/" : "", room ? room : "");
        printf(", by %s%s%s\n", n->actor, n->mime ? ", with a file: " : "", n->mime ? n->mime : "");
        print_lines(n->text);
    }
    if (waiting && waiting->len == 0)
        puts("nothing waits to be said");
    return waiting != NULL;
}

static bool cancel(Cli *cli, GError **error)
{
    const char *text = cli_option(cli, "cancel");
    gint64 id = 0;
    if (!g_ascii_string_to_signed(text, 10, 1, G_MAXINT64, &id, NULL)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
            "\"%s\" is no message: give the number that baraza say --list shows", text);
        return false;
    }
    g_autoptr(cJSON) result =
        workspace_change(cli, "say.cancel", json_put_int(cJSON_CreateObject(), "message", id), error);
    if (result)
        printf("%" G_GINT64_FORMAT ": cancelled, nobody gets it\n", (int64_t)id);
    return result != NULL;
}

bool cmd_say(Cli *cli, GError **error)
{
    if (cli_switch(cli, "list"))
        return print_waiting(cli, error);
    if (cli_option(cli, "cancel"))
        return cancel(cli, error);
    if (!cli_arg(cli, 1)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
            "say to whom, and what: baraza say harare-1 \"The meeting is at two.\"");
        return false;
    }
    g_autofree char *fresh = NULL;
    bool dry = cli_switch(cli, "dry-run");
    cJSON *params = json_put(json_put(cJSON_CreateObject(), "to", cli_arg(cli, 0)), "text", cli_arg(cli, 1));
    json_put_bool(json_put(params, "at", cli_option(cli, "at")), "dry_run", dry);
    if (cli_option(cli, "media")) {
        cJSON *file = add_file(cli, cli_option(cli, "media"), &fresh, error);
        if (!file) {
            cJSON_Delete(params);
            return false;
        }
        json_put_item(params, "media", file);
    }
    g_autoptr(cJSON) result = workspace_change(cli, "say", params, error);
    if (fresh && (dry || !result))
        g_unlink(fresh);
    if (!result)
        return false;
    if (cli_switch(cli, "json"))
        cli_print_json(result);
    else
        print_said(result, dry);
    return true;
}
