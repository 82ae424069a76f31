/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code_world.h - posts to be coded, and studies of them. */
#pragma once
#include "coding.h"
#include "hands_world.h"

/* A post of a learner who lets it be used. */
static inline void code_say(int who, const char *text)
{
    GError *error = NULL;
    bool moved = false;
    g_autoptr(Enrolment) e = enrolment_get(world->store, world->vault, world->learners[who], &error);
    g_autoptr(StoreTx) tx = store_begin(world->store, &error);
    Post post = { .room = e->room,
        .cohort = world->cohort->id,
        .enrolment = e->id,
        .prompt = (char *)"m1d1",
        .text = (char *)text,
        .length = (int)strlen(text),
        .state = POST_UNDO,
        .keep = true,
        .written = world->now };
    ck_assert(consent_add(world->store, e->id, "posts", true, "h", NULL, world->now, &error) &&
              consent_add(world->store, e->id, "research", true, "h", NULL, world->now, &error) &&
              post_add(world->store, &post, &error) &&
              post_move(world->store, post.id, POST_UNDO, POST_SHARED, world->now, NULL, &moved, &error) && moved &&
              store_commit(g_steal_pointer(&tx), &error));
}

/* A study of all that was said, by evaluators that are there (ended by NULL), with the seed 1. Its id. */
static inline int64_t code_study_made(const char *name, const char *const *coders)
{
    GError *error = NULL;
    g_autoptr(cJSON) params = json_put(json_put(cJSON_CreateObject(), "cohort", "harare-1"), "study", name);
    cJSON *list = cJSON_CreateArray();
    json_put_item(json_put(json_put(params, "codebook", "iam"), "seed", "1"), "coders", list);
    for (; *coders; coders++)
        json_put_item(list, NULL, cJSON_CreateString(*coders));
    g_autoptr(cJSON) made = admin_run(world->run_data, "cli", "code.study", params, world->now, &error);
    ck_assert_msg(made != NULL, "%s", error ? error->message : "");
    g_autoptr(CodingStudy) study = coding_study_find(world->store, name, &error);
    world_ok(error);
    return study->id;
}
