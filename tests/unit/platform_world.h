/* SPDX-License-Identifier: GPL-3.0-or-later */
/* platform_world.h - a simulated platform with two phones for the tests of it: requests in shorthand, webhooks
 * collected. */
#pragma once
#include "json.h"
#include "platform_phone.h"
#include "unit.h"

#define NUMBER "106540352242922"
#define ACCOUNT "102290129340398"
#define NOON INT64_C(1796040000) /* 2026-11-30T12:00:00Z */

typedef struct {
    PlatformConfig config;
    Platform *platform;
    int64_t now;
    int status, code;   /* of the last answer; code 0 for none */
    char *details, *id; /* error details; wamid, media or template id */
    cJSON *answer;
    GPtrArray *told;             /* char *: bodies of webhooks answered 200 */
    guint attempts, refuse_next; /* posts seen; how many to answer with 503 first */
} World;

/* JSON with ' for ", so that a case is one readable line. Given. */
static inline char *world_json(const char *text)
{
    char *copy = g_strdup(text);
    for (char *at = copy; *at; at++)
        *at = *at == '\'' ? '"' : *at;
    return copy;
}

static inline World *world_new(const PlatformConfig *config)
{
    World *world = g_new0(World, 1);
    world->config = config ? *config : platform_config();
    world->platform = platform_new(&world->config);
    world->now = NOON;
    world->told = g_ptr_array_new_with_free_func(g_free);
    platform_advance(world->platform, NOON);
    PlatformPhone amina = { .number = "263770000001", .name = "Amina", .allowed = true },
                  rudo = { .number = "263770000002", .name = "Rudo" };
    ck_assert_int_eq(platform_phone_add(world->platform, &amina), 0);
    ck_assert_int_eq(platform_phone_add(world->platform, &rudo), 1);
    return world;
}

static inline void world_forget(World *world)
{
    g_clear_pointer(&world->details, g_free);
    g_clear_pointer(&world->id, g_free);
    g_clear_pointer(&world->answer, cJSON_Delete);
    world->status = world->code = 0;
}

static inline void world_free(World *world)
{
    world_forget(world);
    platform_free(world->platform);
    g_ptr_array_unref(world->told);
    g_free(world);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(World, world_free)

static inline void world_ask(
    World *world, const char *method, const char *path, const char *type, const void *body, gsize size)
{
    g_auto(PlatformAnswer) answer = { 0 };
    world_forget(world);
    platform_request(world->platform, world->now, method, path, world->config.token, type, body, size, &answer);
    gsize n = 0;
    const char *text = answer.body ? g_bytes_get_data(answer.body, &n) : "";
    world->status = answer.status;
    world->answer = json_parse(text, n, NULL);
    world->code = (int)json_int(world->answer, "error.code", 0);
    world->details = g_strdup(json_string(world->answer, "error.error_data.details"));
    const char *id = json_string(world->answer, "messages.0.id");
    world->id = g_strdup(id ? id : json_string(world->answer, "id"));
}

/* Sends a whole body written with '. */
static inline void world_post(World *world, const char *body)
{
    g_autofree char *json = world_json(body);
    world_ask(world, "POST", "/v25.0/" NUMBER "/messages", "application/json", json, strlen(json));
}

/* Sends the members after the envelope to Amina. */
static inline void world_send(World *world, const char *members)
{
    g_autofree char *body = g_strdup_printf("{'messaging_product':'whatsapp','to':'+263770000001',%s}", members);
    world_post(world, body);
}

/* Lets everything happen that is due up to `until`, step by step, collecting webhooks. */
static inline void world_run(World *world, int64_t until)
{
    g_autoptr(GArray) due = g_array_new(FALSE, FALSE, sizeof(PlatformWebhook));
    for (;;) {
        int64_t next = platform_next(world->platform);
        world->now = MAX(world->now, MIN(next, until));
        if (platform_webhooks(world->platform, world->now, due) == 0 && next > until)
            return;
        for (guint i = 0; i < due->len; i++) {
            PlatformWebhook *webhook = &g_array_index(due, PlatformWebhook, i);
            bool ok = world->refuse_next == 0;
            world->attempts++;
            if (ok)
                g_ptr_array_add(world->told, g_strndup(webhook->body, webhook->size));
            else
                world->refuse_next--;
            platform_webhook_done(world->platform, world->now, webhook->id, ok);
        }
        g_array_set_size(due, 0);
    }
}

static inline void world_later(World *world, int64_t seconds)
{
    world_run(world, world->now + seconds);
}

/* All elements of value.`member` told so far, in order, as one JSON array. Given. */
static inline cJSON *world_told(World *world, const char *member)
{
    cJSON *all = cJSON_CreateArray();
    for (guint i = 0; i < world->told->len; i++) {
        const char *body = world->told->pdata[i];
        GError *error = NULL;
        g_autoptr(cJSON) root = json_parse(body, strlen(body), &error);
        unit_assert_ok(error);
        const cJSON *entry, *change, *item;
        cJSON_ArrayForEach(entry, json_at(root, "entry")) cJSON_ArrayForEach(change, json_at(entry, "changes"))
        {
            cJSON_ArrayForEach(item, json_at(json_at(change, "value"), member))
                cJSON_AddItemToArray(all, cJSON_Duplicate(item, true));
        }
    }
    return all;
}

/* "sent delivered read" of one message, in the order told. Given. */
static inline char *world_statuses(World *world, const char *wamid)
{
    g_autoptr(cJSON) all = world_told(world, "statuses");
    GString *out = g_string_new(NULL);
    const cJSON *status;
    cJSON_ArrayForEach(status, all)
    {
        if (g_strcmp0(json_string(status, "id"), wamid) == 0)
            g_string_append_printf(out, "%s%s", out->len ? " " : "", json_string(status, "status"));
    }
    return g_string_free(out, FALSE);
}

/* Opens Amina's window. */
static inline void world_open(World *world)
{
    ck_assert(platform_phone_text(world->platform, world->now, 0, "hi", NULL) != NULL);
}

static inline void assert_statuses(World *world, const char *wamid, const char *expected)
{
    g_autofree char *found = world_statuses(world, wamid);
    ck_assert_str_eq(found, expected);
}
