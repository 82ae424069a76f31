/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What waits for a person's answer, oldest first, and the answer: shown as the learner will get it, then sent. */
#include "held_priv.h"

#include "clock.h"
#include "questions.h"

#include <string.h>

#define LISTED 60 /* the oldest; the others come up as these are answered */

static const char *const answer_fields[] = { "text", "share", NULL };

static const char *asked_how(const Post *post)
{
    switch (question_kind(post)) {
    case QUESTION_PRIVATE:
        return "asks privately";
    case QUESTION_ROOM:
        return "asked the room; nobody has replied";
    case QUESTION_ERASURE:
        return "asks to be forgotten";
    case QUESTION_KINDS:
        break;
    }
    return "";
}

static cJSON *describe(WebPage *page, const Post *post, GError **error)
{
    Web *web = page->web;
    g_autoptr(Cohort) cohort = cohort_get(web->store, post->cohort, error);
    g_autoptr(Enrolment) e = cohort ? enrolment_get(web->store, web->config.vault, post->enrolment, error) : NULL;
    g_autofree char *room = e ? room_name(web->store, post->room, error) : NULL;
    if (!room)
        return NULL;
    g_autofree char *who = web_author(page, e, post->anon), *when = web_time(cohort->zone, post->written);
    g_autofree char *age = web_span(MAX(page->now - post->written, 0));
    g_autofree char *to = g_strdup_printf("/question/%" G_GINT64_FORMAT, post->id);
    cJSON *item = json_put(json_put(json_put(cJSON_CreateObject(), "who", who), "when", when), "age", age);
    json_put(json_put(json_put(item, "cohort", cohort->name), "room", room), "how", asked_how(post));
    json_put(json_put(item, "text", post->text ? post->text : ""), "prompt", post->prompt ? post->prompt : "");
    g_autofree char *person =
        g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/learner/%" G_GINT64_FORMAT "/do#forget", e->cohort, e->id);
    json_put(json_put(item, "to", to), "person", person);
    if (!held_put_file(page, post, item, error)) {
        cJSON_Delete(item);
        return NULL;
    }
    json_put_bool(item, "answerable", question_kind(post) != QUESTION_ERASURE);
    return json_put_bool(item, "private", question_kind(post) == QUESTION_PRIVATE);
}

static bool put_cohort(WebPage *page, int64_t cohort, cJSON *list, int64_t *more, GError **error)
{
    g_autoptr(GPtrArray) posts = question_list(page->web->store, cohort, page->now, QUESTION_PATIENCE, error);
    for (guint i = 0; posts && i < posts->len; i++) {
        const Post *post = posts->pdata[i];
        if (cJSON_GetArraySize(list) >= LISTED) {
            ++*more;
            continue;
        }
        cJSON *item = describe(page, post, error);
        if (!item)
            return false;
        json_put_item(list, NULL, item);
    }
    return posts != NULL;
}

bool questions_show(WebPage *page, GError **error)
{
    g_autoptr(cJSON) view = cJSON_CreateObject();
    cJSON *list = cJSON_CreateArray();
    int64_t more = 0;
    json_put_item(view, "questions", list);
    bool good = page->own || put_cohort(page, 0, list, &more, error);
    for (guint i = 0; page->own && good && i < page->own->len; i++)
        good = put_cohort(page, g_array_index(page->own, int64_t, i), list, &more, error);
    if (!good)
        return false;
    json_put_int(json_put_int(view, "more", more), "count", cJSON_GetArraySize(list) + more);
    return page_render(page, 200, "questions", "Questions", g_steal_pointer(&view), error);
}

/* --- one question --- */

static Post *find_question(WebPage *page, GError **error)
{
    return page_owns_post(page, page->arg[0], error) ? post_get(page->web->store, page->arg[0], error) : NULL;
}

/* What the preview says about where and when it will go. */
static char *way_of(const cJSON *result)
{
    g_autoptr(GString) way = g_string_new("");
    bool is_private = json_bool(result, "private", false);
    g_string_append(way, is_private ? "It goes to her alone" : "It goes to the room, as a post by the facilitator");
    g_string_append(way, is_private && json_bool(result, "room", false) ? ", and to the room without her name." : ".");
    if (is_private && json_bool(result, "window", false))
        g_string_append(
            way, " She has not written for a day: WhatsApp lets us only ask her back, and her next message brings it.");
    if (json_string(result, "quiet_until"))
        g_string_append_printf(way, " Quiet hours hold it back until %s.", json_string(result, "quiet_until"));
    return g_string_free(g_steal_pointer(&way), FALSE);
}

static bool question_page(
    WebPage *page, int status, const Post *post, const cJSON *preview, const char *sentence, GError **error)
{
    g_autoptr(cJSON) view = json_put(cJSON_CreateObject(), "sentence", sentence);
    cJSON *question = describe(page, post, error);
    if (!question)
        return false;
    json_put_item(view, "question", question);
    json_put_bool(view, "answered", post->answered != 0);
    json_put(view, "written", page_field(page, "text"));
    json_put_bool(view, "shared", *page_field(page, "share") != '\0');
    g_autofree char *ticket = preview ? page_ticket(page, answer_fields) : g_strdup("");
    g_autofree char *way = preview ? way_of(preview) : g_strdup("");
    const char *looks = preview ? json_string(preview, "looks") : "";
    json_put(json_put(json_put(view, "ticket", ticket), "way", way), "looks", looks ? looks : "");
    return page_render(page, status, "question", "Answer", g_steal_pointer(&view), error);
}

bool question_show(WebPage *page, GError **error)
{
    g_autoptr(Post) post = find_question(page, error);
    return post && question_page(page, 200, post, NULL, "", error);
}

static cJSON *answer(WebPage *page, bool dry, GError **error)
{
    cJSON *params = json_put_int(cJSON_CreateObject(), "question", page->arg[0]);
    json_put_bool(json_put(params, "text", page_field(page, "text")), "share", *page_field(page, "share") != '\0');
    return page_ask(page, "reply", json_put_bool(params, "dry_run", dry), error);
}

bool question_answer(WebPage *page, GError **error)
{
    g_autoptr(GError) wrong = NULL;
    g_autoptr(Post) post = find_question(page, error);
    if (!post)
        return false;
    bool send = strcmp(page_field(page, "go"), "send") == 0;
    Ticket ticket = send ? page_take_ticket(page, answer_fields) : TICKET_NONE;
    if (ticket == TICKET_USED)
        return page_redirect(page, "/questions");
    g_autoptr(cJSON) result = answer(page, ticket != TICKET_GOOD, &wrong);
    if (!result)
        return question_page(page, 409, post, NULL, wrong->message, error);
    if (ticket == TICKET_NONE)
        return question_page(page, 200, post, result,
            send ? "The answer was altered after it was shown: look at it as it is now, then send it." : "", error);
    g_autoptr(Enrolment) e = enrolment_get(page->web->store, page->web->config.vault, post->enrolment, NULL);
    g_autofree char *who = e ? web_author(page, e, post->anon) : g_strdup("the learner");
    page_tell(page, g_strdup_printf("The answer to %s is on its way.", who));
    return page_redirect(page, "/questions");
}
