/* SPDX-License-Identifier: GPL-3.0-or-later */
/* coding_world.h - a cohort in whose rooms something was said, and evaluators to code it. */
#pragma once
#include "unit.h"

#include "admin_world.h"
#include "coding.h"
#include "staff.h"

typedef struct {
    int64_t learners[3]; /* enrolments: two who agree to all, one who refused research */
    int64_t room, anna, ben, coordinator, facilitator;
} CodingPeople;

static inline int64_t coding_account(World *w, const char *name, const char *role)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(StoreTx) tx = store_begin(w->store, &error);
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", &error);
    ck_assert(tx && cohort && staff_add(w->store, name, role, "$argon2id$x", NOW, &error));
    g_autoptr(Staff) staff = staff_find(w->store, name, &error);
    ck_assert(
        staff && staff_assign(w->store, staff, cohort, NOW, &error) && store_commit(g_steal_pointer(&tx), &error));
    return staff->id;
}

static inline int64_t coding_post_in(World *w, const CodingPeople *p, int who, const char *prompt, int64_t reply_to,
    const char *text, int64_t circle, bool social)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", &error);
    g_autoptr(StoreTx) tx = store_begin(w->store, &error);
    Post post = { .room = p->room,
        .cohort = cohort->id,
        .enrolment = who < 0 ? 0 : p->learners[who],
        .prompt = (char *)prompt,
        .reply_to = reply_to,
        .text = (char *)text,
        .length = (int)g_utf8_strlen(text, -1),
        .state = POST_UNDO,
        .keep = true,
        .circle = circle,
        .social = social,
        .written = NOW,
        .until = NOW };
    bool moved = false;
    ck_assert_msg(post_add(w->store, &post, &error) &&
                      post_move(w->store, post.id, POST_UNDO, POST_SHARED, NOW, NULL, &moved, &error) && moved &&
                      store_commit(g_steal_pointer(&tx), &error),
        "%s", error ? error->message : "");
    return post.id;
}

static inline int64_t coding_post(
    World *w, const CodingPeople *p, int who, const char *prompt, int64_t reply_to, const char *text)
{
    return coding_post_in(w, p, who, prompt, reply_to, text, 0, false);
}

/* Three learners, two evaluators of the cohort, its coordinator and its facilitator. */
static inline CodingPeople coding_people_of(World *w)
{
    g_autoptr(GError) error = NULL;
    make_cohort(w);
    CodingPeople p = { 0 };
    g_autoptr(cJSON) enrolled = change(w, "enrol",
        "{\"cohort\":\"c1\",\"rows\":["
        "{\"line\":2,\"phone\":\"+263772123456\",\"name\":\"Tendai "
        "Moyo\",\"opt_in\":1795000000,\"opt_in_means\":\"form\"},"
        "{\"line\":3,\"phone\":\"+263772123457\",\"name\":\"Chipo "
        "Banda\",\"opt_in\":1795000000,\"opt_in_means\":\"form\"},"
        "{\"line\":4,\"phone\":\"+263772123458\",\"name\":\"Rudo\",\"opt_in\":1795000000,\"opt_in_means\":\"form\"}]}");
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", &error);
    g_autoptr(GArray) ids = enrolment_list(w->store, cohort->id, &error);
    g_autoptr(StoreTx) tx = store_begin(w->store, &error);
    for (guint i = 0; i < 3; i++) {
        p.learners[i] = g_array_index(ids, int64_t, i);
        ck_assert(consent_add(w->store, p.learners[i], "posts", true, "h", NULL, NOW, &error) &&
                  consent_add(w->store, p.learners[i], "research", i < 2, "h", NULL, NOW, &error));
    }
    ck_assert(store_commit(g_steal_pointer(&tx), &error) && room_find(w->store, cohort->id, "1", &p.room, &error));
    p.anna = coding_account(w, "anna", "evaluator");
    p.ben = coding_account(w, "ben", "evaluator");
    p.coordinator = coding_account(w, "cora", "coordinator");
    p.facilitator = coding_account(w, "fay", "facilitator");
    return p;
}

/* A change by an account ("S" and its id). */
static inline cJSON *as(World *w, int64_t account, const char *verb, const char *params, GError **error)
{
    g_autofree char *actor = account ? g_strdup_printf("S%" G_GINT64_FORMAT, account) : g_strdup("cli");
    g_autoptr(cJSON) json = json_parse(params, strlen(params), error);
    ck_assert_msg(json != NULL, "%s", params);
    return admin_run(w->context, actor, verb, json, NOW, error);
}

static inline cJSON *done_as(World *w, int64_t account, const char *verb, const char *params)
{
    g_autoptr(GError) error = NULL;
    cJSON *result = as(w, account, verb, params, &error);
    ck_assert_msg(result != NULL, "%s %s: %s", verb, params, error ? error->message : "");
    return result;
}

static inline void denied_as(
    World *w, int64_t account, const char *verb, const char *params, BarazaError code, const char *says)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(cJSON) result = as(w, account, verb, params, &error);
    ck_assert_msg(result == NULL && error, "%s %s was done", verb, params);
    ck_assert_msg(
        g_error_matches(error, BARAZA_ERROR, (int)code), "%s: code %d: %s", verb, error->code, error->message);
    unit_assert_error(error, says);
}
