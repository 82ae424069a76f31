/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases that learners bring: what waits, what becomes of them, and what the guideline leaves open. */
#include "brought.h"
#include "workspace.h"

#include <stdio.h>
#include <string.h>

static bool add_case(Workspace *w, const Cohort *cohort, const Brought *b, int64_t now, cJSON *list, GError **error)
{
    g_autoptr(Post) post = post_get(w->store, b->post, error);
    g_autoptr(Enrolment) e = post ? enrolment_get(w->store, w->vault, post->enrolment, error) : NULL;
    if (!e)
        return false;
    g_autofree char *learner = g_strdup_printf("L%" G_GINT64_FORMAT, e->learner);
    cJSON *one = json_put(json_put_int(cJSON_CreateObject(), "case", b->post), "cohort", cohort->name);
    json_put(json_put(json_put(one, "state", brought_state(b, post)), "step", b->step), "learner", learner);
    json_put_int(json_put_bool(one, "named", !post->anon), "number", post->number);
    json_put_int(json_put(one, "why", post->why_held), "age", now - post->written);
    json_put(json_put(json_put(one, "media", post->mime), "text", post->text), "grey", b->grey);
    json_put_item(list, NULL, one);
    return true;
}

static bool add_cohort(Workspace *w, int64_t id, int64_t now, cJSON *list, GError **error)
{
    g_autoptr(Cohort) cohort = cohort_get(w->store, id, error);
    g_autoptr(GPtrArray) cases = cohort ? brought_list(w->store, id, error) : NULL;
    for (guint i = 0; cases && i < cases->len; i++)
        if (!add_case(w, cohort, cases->pdata[i], now, list, error))
            return false;
    return cases != NULL;
}

static void print_case(const cJSON *one)
{
    g_autofree char *age = cli_age(json_int(one, "age", 0));
    int64_t number = json_int(one, "number", 0);
    g_autofree char *as = number ? g_strdup_printf(", #%" G_GINT64_FORMAT, number) : g_strdup("");
    const char *text = json_string(one, "text"), *media = json_string(one, "media"), *grey = json_string(one, "grey");
    printf("%" G_GINT64_FORMAT "  %s%s  %s old  %s, %s, step %s, %s (%s)\n", json_int(one, "case", 0),
        json_string(one, "state"), as, age, json_string(one, "learner"), json_string(one, "cohort"),
        json_string(one, "step"), json_bool(one, "named", false) ? "under her name" : "as a colleague",
        json_string(one, "why"));
    if (media)
        printf("    [%s]\n", media);
    g_auto(GStrv) lines = g_strsplit(text ? text : "", "\n", -1);
    for (char **line = lines; *line; line++)
        if (**line)
            printf("    %s\n", *line);
    if (grey)
        printf("    grey area: %s\n", grey);
}

bool cmd_cases_list(Cli *cli, GError **error)
{
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(GArray) cohorts = w ? workspace_cohorts(w, cli_arg(cli, 0), error) : NULL;
    g_autoptr(cJSON) list = cJSON_CreateArray();
    for (guint i = 0; cohorts && i < cohorts->len; i++)
        if (!add_cohort(w, g_array_index(cohorts, int64_t, i), cli->clock.now, list, error))
            return false;
    if (cohorts)
        cli_print_list(cli, list, print_case, "no case was brought");
    return cohorts != NULL;
}

/* Its number, and what the command's options say; NULL when it is no number. */
static cJSON *params_of(Cli *cli, GError **error)
{
    int64_t id = 0;
    if (!cli_post(cli, "case", "baraza cases list", &id, error))
        return NULL;
    return json_put_bool(json_put_int(cJSON_CreateObject(), "case", id), "dry_run", cli_switch(cli, "dry-run"));
}

bool cmd_cases_approve(Cli *cli, GError **error)
{
    cJSON *params = params_of(cli, error);
    g_autoptr(cJSON) result =
        params ? workspace_change(cli, "case.approve", json_put(params, "text", cli_option(cli, "text")), error) : NULL;
    if (!result || cli_said_json(cli, result))
        return result != NULL;
    printf("%s: %s #%" G_GINT64_FORMAT ", %s%s\n", cli_arg(cli, 0),
        cli_switch(cli, "dry-run") ? "would be in the room as" : "in the room as", json_int(result, "number", 0),
        json_bool(result, "named", false) ? "under her name" : "as a colleague",
        json_bool(result, "edited", false) ? ", in your words" : "");
    return true;
}

bool cmd_cases_return(Cli *cli, GError **error)
{
    cJSON *params = params_of(cli, error);
    g_autoptr(cJSON) result =
        params ? workspace_change(cli, "case.return", json_put(params, "why", cli_arg(cli, 1)), error) : NULL;
    if (result && !cli_said_json(cli, result))
        printf("%s: %s; she is told why\n", cli_arg(cli, 0),
            cli_switch(cli, "dry-run") ? "would be returned" : "returned");
    return result != NULL;
}

bool cmd_cases_close(Cli *cli, GError **error)
{
    cJSON *params = params_of(cli, error);
    if (!params)
        return false;
    json_put(json_put(params, "note", cli_arg(cli, 1)), "grey", cli_option(cli, "grey"));
    g_autoptr(cJSON) result = workspace_change(cli, "case.close", params, error);
    if (!result || cli_said_json(cli, result))
        return result != NULL;
    printf("%s: %s #%" G_GINT64_FORMAT "%s\n", cli_arg(cli, 0),
        cli_switch(cli, "dry-run") ? "would be closed by" : "closed by", json_int(result, "number", 0),
        json_bool(result, "grey", false) ? ", a grey area" : "");
    if (json_string(result, "looks"))
        printf("\n%s\n", json_string(result, "looks"));
    return true;
}

bool cmd_cases_export(Cli *cli, GError **error)
{
    cJSON *params = json_put(cJSON_CreateObject(), "cohort", cli_arg(cli, 0));
    g_autoptr(cJSON) result = workspace_change(cli, "case.export", params, error);
    const char *path = cli_option(cli, "out"), *csv = result ? json_string(result, "csv") : NULL;
    if (!csv)
        return false;
    if (!path || g_str_equal(path, "-"))
        fputs(csv, stdout);
    else if (!g_file_set_contents_full(path, csv, (gssize)strlen(csv), G_FILE_SET_CONTENTS_CONSISTENT, 0600, error))
        return false;
    fprintf(stderr, "%" G_GINT64_FORMAT " grey areas, %" G_GINT64_FORMAT " of them without the learner's words\n",
        json_int(result, "rows", 0), json_int(result, "left_out", 0));
    return true;
}
