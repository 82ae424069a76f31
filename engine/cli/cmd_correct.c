/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes back what was wrong, on the phones of all who got it. */
#include "correction.h"
#include "workspace.h"

#include <stdio.h>

static void print_part(const cJSON *r, const char *name, const char *sentence)
{
    int64_t n = json_int(r, name, 0);
    if (n)
        printf("  %" G_GINT64_FORMAT " %s\n", n, sentence);
}

static void print_result(const cJSON *r, bool dry)
{
    const char *at = json_string(r, "told_at"), *looks = json_string(r, "looks");
    g_autofree char *original = g_strndup(json_string(r, "original"), 300);
    g_autofree char *valid = g_utf8_make_valid(g_strdelimit(original, "\n", ' '), -1);
    printf("%s %s %s: \"%s\"\n", dry ? "would correct" : "corrected", json_string(r, "kind"), json_string(r, "what"),
        valid);
    if (at)
        printf("  a test with it is still open: the scores are corrected now, the rooms are told at %s "
               "(baraza say --list)\n",
            at);
    print_part(r, "people", "had got it, and get the correction before anything else");
    print_part(r, "pending", "are still to get it, and get the correction right behind it");
    print_part(r, "window", "of these are outside the 24-hour window: a template asks them back");
    print_part(r, "left_out", "left out: who has left or may not be written to");
    if (dry && looks)
        printf("it looks like this:\n%s\n", looks);
}

typedef struct {
    cJSON *list;
    const Cohort *cohort;
} Listing;

static bool take(const Correction *c, gpointer data)
{
    const Listing *listing = data;
    g_autofree char *at = civil_local_text(cohort_zone(listing->cohort), c->at);
    cJSON *one = json_put(json_put_int(cJSON_CreateObject(), "correction", c->id), "at", at);
    json_put(json_put(json_put(one, "kind", corrected_kind_name(c->kind)), "what", c->what), "original", c->original);
    json_put(json_put(json_put(one, "text", c->text), "remedy", remedy_name(c->remedy)), "key", c->key);
    json_put_item(listing->list, NULL, json_put(one, "by", c->actor));
    return true;
}

static bool list(Cli *cli, GError **error)
{
    if (!cli_arg(cli, 0)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "name the cohort: baraza correct --list harare-1");
        return false;
    }
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(Cohort) cohort = w ? cohort_find(w->store, cli_arg(cli, 0), error) : NULL;
    g_autoptr(cJSON) rows = cJSON_CreateArray();
    Listing listing = { rows, cohort };
    if (!cohort || !correction_each(w->store, cohort->id, take, &listing, error))
        return false;
    if (cli_switch(cli, "json")) {
        cli_print_json(rows);
        return true;
    }
    const cJSON *one;
    cJSON_ArrayForEach(one, rows)
    {
        const char *remedy = json_string(one, "remedy"), *key = json_string(one, "key");
        printf("%s  %s %s%s%s%s%s, by %s\n    was: %s\n    is:  %s\n", json_string(one, "at"), json_string(one, "kind"),
            json_string(one, "what"), *remedy ? ", " : "", remedy, key ? " " : "", key ? key : "",
            json_string(one, "by"), json_string(one, "original"), json_string(one, "text"));
    }
    if (cJSON_GetArraySize(rows) == 0)
        puts("nothing was corrected");
    return true;
}

bool cmd_correct(Cli *cli, GError **error)
{
    if (cli_switch(cli, "list"))
        return list(cli, error);
    if (!cli_arg(cli, 1)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
            "say what is corrected, and how it is right: baraza correct m1p1 \"Give 300 mg once a day.\"");
        return false;
    }
    bool dry = cli_switch(cli, "dry-run");
    cJSON *params = json_put(json_put(cJSON_CreateObject(), "what", cli_arg(cli, 0)), "text", cli_arg(cli, 1));
    json_put(json_put(params, "cohort", cli_option(cli, "cohort")), "key", cli_option(cli, "key"));
    json_put_bool(json_put_bool(params, "retire", cli_switch(cli, "retire")), "dry_run", dry);
    g_autoptr(cJSON) result = workspace_change(cli, "correct", params, error);
    if (!result)
        return false;
    if (cli_switch(cli, "json"))
        cli_print_json(result);
    else
        print_result(result, dry);
    return true;
}
