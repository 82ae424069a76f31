/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work that learners have handed in, and how far its reviews have come. */
#include "review.h"
#include "handed.h"
#include "workspace.h"

#include <stdio.h>

/* Who stands where in the reviews of a piece of work, by id. */
static bool add_reviews(Workspace *w, int64_t work, cJSON *one, GError **error)
{
    g_autoptr(GPtrArray) reviews = review_of_work(w->store, work, error);
    cJSON *list = cJSON_CreateArray();
    json_put_item(one, "reviews", list);
    for (guint i = 0; reviews && i < reviews->len; i++) {
        const Review *review = reviews->pdata[i];
        g_autoptr(Enrolment) e = enrolment_get(w->store, w->vault, review->reviewer, error);
        if (!e)
            return false;
        g_autofree char *by = g_strdup_printf("L%" G_GINT64_FORMAT, e->learner);
        cJSON *row = json_put(json_put(cJSON_CreateObject(), "by", by), "name", e->name);
        json_put(json_put(row, "state", review_state_name(review->state)), "marks", review->marks);
        json_put_item(list, NULL, json_put(row, "comment", review->comment));
    }
    return reviews != NULL;
}

static bool add_work(Workspace *w, const Cohort *cohort, const Post *post, int64_t now, cJSON *list, GError **error)
{
    g_autoptr(Enrolment) e = enrolment_get(w->store, w->vault, post->enrolment, error);
    if (!e)
        return false;
    g_autofree char *learner = g_strdup_printf("L%" G_GINT64_FORMAT, e->learner);
    cJSON *one = json_put(json_put_int(cJSON_CreateObject(), "work", post->id), "cohort", cohort->name);
    json_put(json_put(json_put(one, "step", post->prompt), "learner", learner), "name", e->name);
    json_put(one, "state", work_is_with_staff(post) ? "facilitator" : post_state_name(post->state));
    json_put(json_put(json_put_int(one, "age", now - post->written), "text", post->text), "media", post->mime);
    json_put_item(list, NULL, one);
    return add_reviews(w, post->id, one, error);
}

/* Of a held post and a question only the ones that were handed in. */
static bool is_work(const Course *course, const Post *post)
{
    const Step *step = course_step(course, post->prompt);
    return step && step->kind == STEP_ASSIGNMENT && post->enrolment &&
           (post->state != POST_QUESTION || work_is_with_staff(post));
}

static bool add_cohort(Workspace *w, int64_t id, int64_t now, cJSON *list, GError **error)
{
    g_autoptr(Cohort) cohort = cohort_get(w->store, id, error);
    const Course *course = cohort ? library_course(w->library, cohort->version, error) : NULL;
    g_autoptr(GPtrArray) posts = course ? work_in_cohort(w->store, id, error) : NULL;
    for (guint i = 0; posts && i < posts->len; i++)
        if (is_work(course, posts->pdata[i]) && !add_work(w, cohort, posts->pdata[i], now, list, error))
            return false;
    return posts != NULL;
}

static void print_work(const cJSON *one)
{
    g_autofree char *age = cli_age(json_int(one, "age", 0));
    const char *text = json_string(one, "text"), *media = json_string(one, "media");
    printf("%" G_GINT64_FORMAT "  %s  %s old  %s %s, %s, step %s\n", json_int(one, "work", 0),
        json_string(one, "state"), age, json_string(one, "learner"), json_string(one, "name"),
        json_string(one, "cohort"), json_string(one, "step"));
    if (media)
        printf("    [%s]\n", media);
    g_auto(GStrv) lines = g_strsplit(text ? text : "", "\n", -1);
    for (char **line = lines; *line; line++)
        if (**line)
            printf("    %s\n", *line);
    const cJSON *review;
    cJSON_ArrayForEach(review, json_at(one, "reviews"))
    {
        const char *marks = json_string(review, "marks"), *comment = json_string(review, "comment");
        printf("    review by %s %s: %s%s%s%s%s\n", json_string(review, "by"), json_string(review, "name"),
            json_string(review, "state"), marks ? ", " : "", marks ? marks : "", comment ? ": " : "",
            comment ? comment : "");
    }
}

bool cmd_work_list(Cli *cli, GError **error)
{
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(GArray) cohorts = w ? workspace_cohorts(w, cli_arg(cli, 0), error) : NULL;
    g_autoptr(cJSON) list = cJSON_CreateArray();
    for (guint i = 0; cohorts && i < cohorts->len; i++)
        if (!add_cohort(w, g_array_index(cohorts, int64_t, i), cli->clock.now, list, error))
            return false;
    if (cohorts)
        cli_print_list(cli, list, print_work, "no work was handed in");
    return cohorts != NULL;
}

bool cmd_work_deal(Cli *cli, GError **error)
{
    cJSON *params = json_put(json_put(cJSON_CreateObject(), "cohort", cli_arg(cli, 0)), "step", cli_arg(cli, 1));
    g_autoptr(cJSON) result =
        workspace_change(cli, "work.deal", json_put_bool(params, "dry_run", cli_switch(cli, "dry-run")), error);
    if (!result || cli_said_json(cli, result))
        return result != NULL;
    int64_t let_go = json_int(result, "let_go", 0), asked = json_int(result, "asked", 0);
    if (let_go == 0 && asked == 0)
        puts(
            "nothing to deal: no work is past its close with too few reviewers, and none of them has been silent for a "
            "day");
    else
        printf("%" G_GINT64_FORMAT " reviews %s let go, %" G_GINT64_FORMAT " others %s asked for\n", let_go,
            cli_switch(cli, "dry-run") ? "would be" : "were", asked, cli_switch(cli, "dry-run") ? "would be" : "are");
    return true;
}

bool cmd_work_take(Cli *cli, GError **error)
{
    int64_t id = 0;
    if (!cli_post(cli, "piece of work", "baraza work list", &id, error))
        return false;
    cJSON *params =
        json_put_bool(json_put_int(cJSON_CreateObject(), "work", id), "dry_run", cli_switch(cli, "dry-run"));
    g_autoptr(cJSON) result = workspace_change(cli, "work.take", params, error);
    if (result && !cli_said_json(cli, result))
        printf("%" G_GINT64_FORMAT ": %s; answer it with baraza reply %" G_GINT64_FORMAT " \"...\"\n", id,
            cli_switch(cli, "dry-run") ? "would be yours" : "yours now", id);
    return result != NULL;
}
