/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What waits for a facilitator: posts that might name a patient or carry a picture. */
#include "held_priv.h"

#include "web_queries.h"

#include <string.h>

typedef struct {
    WebPage *page;
    cJSON *posts;
    GError **error;
    bool bad;
} Held;

static bool put_post(const Post *post, gpointer data)
{
    Held *held = data;
    if (post->state != POST_HELD || !page_owns(held->page, post->cohort))
        return true;
    Web *web = held->page->web;
    g_autoptr(Cohort) cohort = cohort_get(web->store, post->cohort, NULL);
    g_autoptr(Enrolment) e =
        post->enrolment ? enrolment_get(web->store, web->config.vault, post->enrolment, NULL) : NULL;
    g_autofree char *who = web_author(held->page, e, post->anon);
    g_autofree char *when = web_time(cohort ? cohort->zone : "UTC", post->written);
    g_autofree char *to = g_strdup_printf("/held/%" G_GINT64_FORMAT, post->id);
    g_autofree char *release = g_strconcat(to, "/release", NULL), *reject = g_strconcat(to, "/reject", NULL);
    cJSON *item = json_put_int(cJSON_CreateObject(), "id", post->id);
    json_put(json_put(json_put(item, "who", who), "when", when), "cohort", cohort ? cohort->name : "");
    json_put(json_put(item, "why", post->why_held ? post->why_held : ""), "text", post->text ? post->text : "");
    json_put(json_put(item, "media", post->mime ? post->mime : ""), "prompt", post->prompt ? post->prompt : "");
    json_put(json_put(item, "release", release), "reject", reject);
    cJSON_AddItemToArray(held->posts, item);
    held->bad = !held_put_file(held->page, post, item, held->error);
    return !held->bad;
}

static bool held_page(WebPage *page, int status, const char *sentence, GError **error)
{
    g_autoptr(cJSON) view = json_put(cJSON_CreateObject(), "sentence", sentence);
    Held held = { .page = page, .posts = cJSON_CreateArray(), .error = error };
    json_put_item(view, "posts", held.posts);
    if (!post_each_held(page->web->store, 0, put_post, &held, error) || held.bad)
        return false;
    json_put_int(view, "n_posts", cJSON_GetArraySize(held.posts));
    return page_render(page, status, "held", "Held posts", g_steal_pointer(&view), error);
}

bool held_show(WebPage *page, GError **error)
{
    return held_page(page, 200, "", error);
}

static bool decide(WebPage *page, const char *verb, GError **error)
{
    g_autoptr(GError) wrong = NULL;
    if (!page_owns_post(page, page->arg[0], error))
        return false;
    const char *why = page_field(page, "why");
    cJSON *params = json_put_int(cJSON_CreateObject(), "post", page->arg[0]);
    if (page_change(page, verb, json_put(params, "why", *why ? why : NULL), &wrong)) {
        bool released = strcmp(verb, "hold.release") == 0;
        page_tell(page, g_strdup(released ? "It goes to the room." : "It is rejected; its author is told."));
        return page_redirect(page, "/held");
    }
    return held_page(page, 409, wrong->message, error);
}

bool held_release(WebPage *page, GError **error)
{
    return decide(page, "hold.release", error);
}

bool held_reject(WebPage *page, GError **error)
{
    return decide(page, "hold.reject", error);
}
