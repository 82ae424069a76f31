/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What waits for a facilitator, and what becomes of it. */
#include "discussion.h"
#include "workspace.h"

#include <stdio.h>
#include <string.h>

typedef struct {
    cJSON *list;
    Workspace *w;
    int64_t now;
} Held;

static bool take_post(const Post *post, gpointer data)
{
    Held *held = data;
    g_autofree char *written = civil_utc_text(post->written);
    cJSON *one = json_put_int(cJSON_CreateObject(), "post", post->id);
    json_put_int(json_put_int(one, "cohort_id", post->cohort), "enrolment", post->enrolment);
    json_put_int(json_put_int(one, "answers", post->reply_to), "age", held->now - post->written);
    json_put(json_put(json_put(one, "state", post_state_name(post->state)), "why", post->why_held), "written", written);
    json_put(json_put(json_put(one, "prompt", post->prompt), "media", post->mime), "text", post->text);
    json_put_item(held->list, NULL, one);
    return true;
}

/* What a post answers: the number of another, else the step whose prompt it was. */
static bool add_answered(const Held *held, cJSON *one, GError **error)
{
    int64_t parent = json_int(one, "answers", 0);
    g_autoptr(Post) post = parent ? post_get(held->w->store, parent, error) : NULL;
    const char *prompt = json_string(one, "prompt");
    g_autofree char *answers = post ? g_strdup_printf("#%d", post->number) : g_strdup(prompt);
    cJSON_DeleteItemFromObject(one, "answers");
    json_put(one, "answers", answers);
    return !parent || post;
}

/* Rows of the same query cannot be read inside it: names of learners and cohorts come afterwards. */
static bool add_names(Held *held, GError **error)
{
    cJSON *one;
    cJSON_ArrayForEach(one, held->list)
    {
        g_autoptr(Enrolment) e = enrolment_get(held->w->store, held->w->vault, json_int(one, "enrolment", 0), error);
        g_autoptr(Cohort) cohort = e ? cohort_get(held->w->store, e->cohort, error) : NULL;
        if (!cohort || !add_answered(held, one, error))
            return false;
        g_autofree char *learner = g_strdup_printf("L%" G_GINT64_FORMAT, e->learner);
        json_put(json_put(json_put(one, "cohort", cohort->name), "learner", learner), "name", e->name);
        cJSON_DeleteItemFromObject(one, "cohort_id");
        cJSON_DeleteItemFromObject(one, "enrolment");
    }
    return true;
}

static void print_post(const cJSON *one)
{
    const char *media = json_string(one, "media"), *text = json_string(one, "text"), *why = json_string(one, "why");
    const char *answers = json_string(one, "answers");
    g_autofree char *age = cli_age(json_int(one, "age", 0));
    printf("%" G_GINT64_FORMAT "  %s old  %s %s, %s: %s%s%s%s%s\n", json_int(one, "post", 0), age,
        json_string(one, "learner"), json_string(one, "name"), json_string(one, "cohort"), json_string(one, "state"),
        why ? ", because of: " : "", why ? why : "", answers ? ", answers " : "", answers ? answers : "");
    if (media)
        printf("    [%s]\n", media);
    g_auto(GStrv) lines = g_strsplit(text ? text : "", "\n", -1);
    for (char **line = lines; *line; line++)
        if (**line)
            printf("    %s\n", *line);
}

bool cmd_hold_list(Cli *cli, GError **error)
{
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(Cohort) cohort = w && cli_arg(cli, 0) ? cohort_find(w->store, cli_arg(cli, 0), error) : NULL;
    if (!w || (cli_arg(cli, 0) && !cohort))
        return false;
    g_autoptr(cJSON) list = cJSON_CreateArray();
    Held held = { list, w, cli->clock.now };
    if (!post_each_held(w->store, cohort ? cohort->id : 0, take_post, &held, error) || !add_names(&held, error))
        return false;
    cli_print_list(cli, list, print_post, "nothing is held");
    return true;
}

static bool decide(Cli *cli, const char *verb, GError **error)
{
    int64_t post = 0;
    if (!cli_post(cli, "post", "baraza hold list", &post, error))
        return false;
    cJSON *params = json_put(json_put_int(cJSON_CreateObject(), "post", post), "why", cli_option(cli, "why"));
    json_put(params, "by", cli_option(cli, "by"));
    json_put_bool(params, "dry_run", cli_switch(cli, "dry-run"));
    g_autoptr(cJSON) result = workspace_change(cli, verb, params, error);
    if (!result || cli_said_json(cli, result))
        return result != NULL;
    printf("%" G_GINT64_FORMAT ": %s", (int64_t)post, json_string(result, "state"));
    if (json_at(result, "number"))
        printf(" as #%" G_GINT64_FORMAT, json_int(result, "number", 0));
    puts(cli_switch(cli, "dry-run") ? " (tried only: nothing is changed)" : "");
    return true;
}

bool cmd_hold_release(Cli *cli, GError **error)
{
    return decide(cli, "hold.release", error);
}

bool cmd_hold_reject(Cli *cli, GError **error)
{
    return decide(cli, "hold.reject", error);
}

bool cmd_learner_stop(Cli *cli, GError **error)
{
    cJSON *params = json_put(cJSON_CreateObject(), "learner", cli_arg(cli, 0));
    json_put_bool(params, "dry_run", cli_switch(cli, "dry-run"));
    g_autoptr(cJSON) result = workspace_change(cli, "learner.stop", params, error);
    if (result && !cli_said_json(cli, result))
        printf("%s: stopped; nothing more is sent%s\n", json_string(result, "learner"),
            cli_switch(cli, "dry-run") ? " (tried only: nothing is changed)" : "");
    return result != NULL;
}
