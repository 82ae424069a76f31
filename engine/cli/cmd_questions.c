/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What waits for a person's answer, oldest first, and the answers. A number is a post's, which stays the same. */
#include "facilitate.h"
#include "workspace.h"

#include <stdio.h>

static cJSON *describe(Workspace *w, const Post *post, int64_t now, GError **error)
{
    g_autoptr(Enrolment) e = enrolment_get(w->store, w->vault, post->enrolment, error);
    g_autoptr(Cohort) cohort = e ? cohort_get(w->store, post->cohort, error) : NULL;
    g_autofree char *room = cohort ? room_name(w->store, post->room, error) : NULL;
    if (!room)
        return NULL;
    g_autofree char *learner = g_strdup_printf("L%" G_GINT64_FORMAT, e->learner);
    g_autofree char *written = civil_utc_text(post->written);
    cJSON *one = json_put_int(cJSON_CreateObject(), "question", post->id);
    json_put(json_put(one, "kind", question_kind_name(question_kind(post))), "written", written);
    json_put_int(one, "age", now - post->written);
    json_put(json_put(json_put(one, "learner", learner), "name", e->name), "cohort", cohort->name);
    json_put(one, "room", room);
    if (post->number)
        json_put_int(one, "number", post->number);
    return json_put(json_put(json_put(one, "prompt", post->prompt), "media", post->mime), "text", post->text);
}

static void print_question(const cJSON *one)
{
    const char *kind = json_string(one, "kind"), *text = json_string(one, "text"), *media = json_string(one, "media");
    g_autofree char *age = cli_age(json_int(one, "age", 0));
    bool erasure = g_str_equal(kind, "erasure"), in_room = g_str_equal(kind, "room");
    printf("%" G_GINT64_FORMAT "  %s old  %s %s, %s/%s: ", json_int(one, "question", 0), age,
        json_string(one, "learner"), json_string(one, "name"), json_string(one, "cohort"), json_string(one, "room"));
    if (in_room)
        printf("asked the room as #%" G_GINT64_FORMAT ", and nobody has replied\n", json_int(one, "number", 0));
    else
        puts(erasure ? "asks to be forgotten: her data are to be removed" : "asks privately");
    if (media)
        printf("    [%s]\n", media);
    g_auto(GStrv) lines = g_strsplit(text ? text : "", "\n", -1);
    for (char **line = lines; *line; line++)
        if (**line)
            printf("    %s\n", *line);
}

bool cmd_questions(Cli *cli, GError **error)
{
    int64_t hours = QUESTION_PATIENCE / HOUR;
    if (!cli_number(cli, "hours", 0, 10000, &hours, error))
        return false;
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(Cohort) cohort = w && cli_arg(cli, 0) ? cohort_find(w->store, cli_arg(cli, 0), error) : NULL;
    if (!w || (cli_arg(cli, 0) && !cohort))
        return false;
    int64_t now = cli->clock.now;
    g_autoptr(GPtrArray) posts = question_list(w->store, cohort ? cohort->id : 0, now, hours * HOUR, error);
    g_autoptr(cJSON) list = cJSON_CreateArray();
    for (guint i = 0; posts && i < posts->len; i++) {
        cJSON *one = describe(w, posts->pdata[i], now, error);
        if (!one)
            return false;
        json_put_item(list, NULL, one);
    }
    if (posts)
        cli_print_list(cli, list, print_question, "no question waits for an answer");
    return posts != NULL;
}

static void print_reply(const cJSON *r, bool dry)
{
    const char *quiet = json_string(r, "quiet_until"), *looks = json_string(r, "looks");
    bool is_private = json_bool(r, "private", false), room = json_bool(r, "room", false);
    printf("%s%s %s %s%s%s\n", dry ? "would answer " : "answered ", json_string(r, "learner"), json_string(r, "name"),
        is_private ? "privately" : "in the room", is_private && room ? ", and the room without her name" : "",
        quiet ? "; quiet hours hold it back" : "");
    if (is_private && json_bool(r, "window", false))
        puts("  she has not written for a day: a template asks her back, her next message brings it");
    if (quiet)
        printf("  it goes at %s\n", quiet);
    if (dry && looks)
        printf("it looks like this:\n%s\n", looks);
}

bool cmd_reply(Cli *cli, GError **error)
{
    int64_t id = 0;
    if (!cli_post(cli, "question", "baraza questions", &id, error))
        return false;
    bool dry = cli_switch(cli, "dry-run");
    cJSON *params = json_put(json_put_int(cJSON_CreateObject(), "question", id), "text", cli_arg(cli, 1));
    json_put_bool(json_put_bool(params, "share", cli_switch(cli, "share")), "again", cli_switch(cli, "again"));
    json_put(params, "by", cli_option(cli, "by"));
    json_put_bool(params, "dry_run", dry);
    g_autoptr(cJSON) result = workspace_change(cli, "reply", params, error);
    if (!result)
        return false;
    if (cli_switch(cli, "json"))
        cli_print_json(result);
    else
        print_reply(result, dry);
    return true;
}
