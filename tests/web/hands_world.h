/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hands_world.h - the cohort of web_world.h with its changes carried out as in the engine. */
#pragma once
#include "admin.h"
#include "web_world.h"

static inline bool hands_run(
    const char *actor, const char *verb, const cJSON *params, cJSON **result, gpointer data, GError **error)
{
    cJSON *done = admin_run(data, actor, verb, params, world->now, error);
    if (!done)
        return false;
    if (result)
        *result = done;
    else
        cJSON_Delete(done);
    return true;
}

/* `learners` as in world_start; ends with hands_end. */
static inline void hands_start(int learners)
{
    GError *error = NULL;
    world_start(learners, NULL);
    g_autofree EmbeddedFile *schemas = context_schemas();
    ck_assert_msg(store_create(world->store, schemas, &error), "%s", error ? error->message : "");
    world->run_data = context_new(world->store, world->vault, world->library, &channel_caps_cloud, "N1", &error);
    world_ok(error);
    world->run = hands_run;
}

static inline void hands_end(void)
{
    context_free(world->run_data);
    world_end();
}

static inline void page_says(const char *page, const char *words)
{
    ck_assert_msg(strstr(page, words) != NULL, "the page lacks \"%s\":\n%s", words, page);
}

/* What a form needs to send what it has just shown. Given. */
static inline char *ticket_of(const char *html)
{
    const char *at = strstr(html, "name=\"ticket\" value=\"");
    ck_assert_ptr_nonnull(at);
    at += strlen("name=\"ticket\" value=\"");
    return g_strndup(at, strcspn(at, "\""));
}

/* Looks at the preview that `fields` give and sends it; gives the status of the last. */
static inline int preview_and_send(const char *at, const char *fields, char **page)
{
    g_autofree char *show = g_strconcat(fields, "&go=preview", NULL);
    int status = post_from(at, at, show, page);
    ck_assert_msg(status == 200, "the preview answers %d: %s", status, *page);
    g_autofree char *ticket = ticket_of(*page);
    g_autofree char *send = g_strdup_printf("%s&go=send&ticket=%s", fields, ticket);
    return post_from(at, at, send, page);
}

/* How many changes of a verb were asked for, tries left out. */
static inline int changes_of(const char *verb)
{
    g_auto(GStrv) lines = g_strsplit(world->changes->str, "\n", -1);
    int count = 0;
    for (char **line = lines; *line; line++)
        count += strstr(*line, verb) && !strstr(*line, "\"dry_run\":true");
    return count;
}
