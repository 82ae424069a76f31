/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words to a cohort, a room or one learner: shown with whom they reach, then sent, now or at a time. */
#include "web_priv.h"

#include "clock.h"
#include "notice.h"

#include <glib/gstdio.h>

#include <string.h>

static const char *const say_fields[] = { "to", "text", "at", "file_sum", NULL };

/* "room 2" or "learner 7" of the field into what the verb takes. A room and a learner must be of this cohort; the
 * learner's newest course must be this one, for her messages go there. Given. */
static char *address(WebPage *page, const Cohort *cohort, const char *to, GError **error)
{
    Store *store = page->web->store;
    int64_t id = 0, of = 0;
    if (g_str_has_prefix(to, "room-")) {
        id = g_ascii_strtoll(to + strlen("room-"), NULL, 10);
        g_autofree char *room =
            room_cohort(store, id, &of, error) && of == cohort->id ? room_name(store, id, error) : NULL;
        if (room)
            return g_strconcat(cohort->name, "/", room, NULL);
    } else if (g_str_has_prefix(to, "learner-")) {
        id = g_ascii_strtoll(to + strlen("learner-"), NULL, 10);
        g_autoptr(Enrolment) e = page_learner(page, cohort, id, true, error);
        return e ? g_strdup_printf("L%" G_GINT64_FORMAT, e->learner) : NULL;
    } else if (strcmp(to, "all") == 0)
        return g_strdup(cohort->name);
    if (!*error)
        g_set_error(
            error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "Choose to whom: the cohort has no such room or learner.");
    return NULL;
}

static void put_target(cJSON *list, const char *value, const char *chosen, char *text)
{
    cJSON *item = json_put(json_put(cJSON_CreateObject(), "value", value), "text", text);
    json_put_item(list, NULL, json_put_bool(item, "chosen", strcmp(value, chosen) == 0));
    g_free(text);
}

static bool put_targets(WebPage *page, const Cohort *cohort, const char *to, cJSON *view, GError **error)
{
    Store *store = page->web->store;
    g_autoptr(GArray) rooms = room_list(store, cohort->id, error);
    cJSON *list = cJSON_CreateArray();
    json_put_item(view, "targets", list);
    if (!rooms)
        return false;
    if (g_str_has_prefix(to, "learner-")) {
        g_autoptr(Enrolment) e =
            page_learner(page, cohort, g_ascii_strtoll(to + strlen("learner-"), NULL, 10), false, error);
        if (!e)
            return false;
        g_autofree char *who = web_who(page, e);
        put_target(list, to, to, g_strconcat(who, " alone", NULL));
    }
    put_target(list, "all", to, g_strdup_printf("The whole cohort %s", cohort->name));
    for (guint i = 0; rooms->len > 1 && i < rooms->len; i++) {
        int64_t id = g_array_index(rooms, int64_t, i);
        g_autofree char *name = room_name(store, id, error);
        g_autofree char *value = g_strdup_printf("room-%" G_GINT64_FORMAT, id);
        if (!name)
            return false;
        put_target(list, value, to, g_strdup_printf("Room %s", name));
    }
    return true;
}

static bool put_waiting(WebPage *page, const Cohort *cohort, cJSON *view, GError **error)
{
    g_autoptr(GPtrArray) waiting = notice_waiting(page->web->store, cohort->id, error);
    cJSON *list = cJSON_CreateArray();
    json_put_item(view, "waiting", list);
    for (guint i = 0; waiting && i < waiting->len; i++) {
        const Notice *notice = waiting->pdata[i];
        g_autofree char *when = web_time(cohort->zone, notice->at);
        g_autofree char *cancel =
            g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/say/%" G_GINT64_FORMAT, cohort->id, notice->id);
        cJSON *item = json_put(json_put(cJSON_CreateObject(), "when", when), "words", notice->text);
        json_put_item(list, NULL, json_put(json_put(item, "cancel", cancel), "file", notice->mime ? notice->mime : ""));
    }
    return waiting != NULL;
}

/* --- what a preview tells --- */

static const struct {
    const char *name, *sentence;
} parts[] = {
    { "window", "outside WhatsApp's 24 hours: a template asks them back, and their next message brings it." },
    { "consent", "without consent to the course so far: they get it when they agree." },
    { "paused", "on a pause: they get it when it is over." },
    { "left_out", "left out: gone, declined, or never opted in." },
};

static void put_preview(WebPage *page, const cJSON *result, cJSON *view)
{
    cJSON *list = cJSON_CreateArray();
    json_put_item(view, "parts", list);
    g_autofree char *ticket = result ? page_ticket(page, say_fields) : g_strdup("");
    g_autofree char *people = web_learners(result ? json_int(result, "people", 0) : 0);
    const char *looks = result ? json_string(result, "looks") : NULL, *quiet = json_string(result, "quiet_until");
    bool later = result && json_bool(result, "later", false);
    json_put(json_put(json_put(view, "ticket", ticket), "looks", looks ? looks : ""), "people", people);
    json_put(json_put(view, "later", later ? json_string(result, "at") : ""), "quiet", quiet ? quiet : "");
    for (gsize i = 0; result && i < G_N_ELEMENTS(parts); i++)
        if (json_int(result, parts[i].name, 0) > 0)
            json_put_item(list, NULL,
                json_put(json_put_int(cJSON_CreateObject(), "n", json_int(result, parts[i].name, 0)), "how",
                    parts[i].sentence));
}

static bool say_page(WebPage *page, int status, const cJSON *result, const char *sentence, GError **error)
{
    g_autoptr(Cohort) cohort = cohort_get(page->web->store, page->arg[0], error);
    if (!cohort)
        return false;
    const char *to = *page_field(page, "to") ? page_field(page, "to") : page_query(page, "to");
    g_autoptr(cJSON) view = json_put(cJSON_CreateObject(), "sentence", sentence);
    g_autofree char *clock = web_time(cohort->zone, page->now), *here = web_cohort_path(cohort->id, "/say");
    json_put(json_put(json_put(view, "written", page_field(page, "text")), "at", page_field(page, "at")), "here", here);
    json_put(json_put(view, "clock", clock), "zone", cohort->zone);
    page_tabs(page, cohort, view);
    put_preview(page, result, view);
    say_file_view(page, view);
    return put_targets(page, cohort, *to ? to : "all", view, error) && put_waiting(page, cohort, view, error) &&
           page_render(page, status, "say", "Say", g_steal_pointer(&view), error);
}

bool say_show(WebPage *page, GError **error)
{
    return say_page(page, 200, NULL, "", error);
}

static cJSON *say(WebPage *page, const Cohort *cohort, bool dry, GError **error)
{
    g_autofree char *to = address(page, cohort, page_field(page, "to"), error);
    if (!to)
        return NULL;
    const char *at = page_field(page, "at");
    g_autofree char *path = NULL;
    cJSON *params = json_put(json_put(cJSON_CreateObject(), "to", to), "text", page_field(page, "text"));
    json_put_bool(json_put(params, "at", *at ? at : NULL), "dry_run", dry);
    if (!say_file_put(page, params, &path, error)) {
        cJSON_Delete(params);
        return NULL;
    }
    cJSON *result = page_ask(page, "say", params, error);
    if (path && (dry || !result))
        g_unlink(path);
    return result;
}

bool say_send(WebPage *page, GError **error)
{
    g_autoptr(GError) wrong = NULL;
    g_autoptr(Cohort) cohort = cohort_get(page->web->store, page->arg[0], error);
    if (!cohort)
        return false;
    g_autofree char *here = web_cohort_path(cohort->id, "/say");
    bool send = strcmp(page_field(page, "go"), "send") == 0;
    if (!say_file_take(page, &wrong))
        return say_page(page, 422, NULL, wrong->message, error);
    Ticket ticket = send ? page_take_ticket(page, say_fields) : TICKET_NONE;
    if (ticket == TICKET_USED)
        return page_redirect(page, here);
    g_autoptr(cJSON) result = say(page, cohort, ticket != TICKET_GOOD, &wrong);
    if (!result)
        return say_page(page, 409, NULL, wrong->message, error);
    if (ticket == TICKET_NONE)
        return say_page(page, 200, result,
            send ? "This was altered after it was shown: look at it as it is now, then send it." : "", error);
    g_autofree char *people = web_learners(json_int(result, "people", 0));
    page_tell(page, json_bool(result, "later", false)
                        ? g_strdup_printf("It waits for %s, for %s.", json_string(result, "at"), people)
                        : g_strdup_printf("It is on its way to %s.", people));
    return page_redirect(page, here);
}

bool say_cancel(WebPage *page, GError **error)
{
    g_autoptr(GError) wrong = NULL;
    g_autoptr(Notice) notice = notice_get(page->web->store, page->arg[1], error);
    if (!notice)
        return false;
    if (notice->cohort != page->arg[0]) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "The cohort has no such message.");
        return false;
    }
    if (!page_change(page, "say.cancel", json_put_int(cJSON_CreateObject(), "message", notice->id), &wrong))
        return say_page(page, 409, NULL, wrong->message, error);
    page_tell(page, g_strdup("It will not be said."));
    g_autofree char *here = web_cohort_path(notice->cohort, "/say");
    return page_redirect(page, here);
}
