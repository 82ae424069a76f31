/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The phones as pages: the list of them, and one phone's chat as its owner sees it, with a field to write in and
 * choices to tap. */
#include "wasim_priv.h"

#include "template.h"
#include "text.h"

#include <string.h>

extern const EmbeddedFile wasim_files[];

static void reply_page(Wasim *wasim, const NetRequest *request, const char *name, const cJSON *view)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *page = template_fill(wasim_files, name, view, &error);
    if (page)
        wasim_reply_text(wasim, request, 200, "text/html; charset=utf-8", page, -1);
    else
        wasim_reply_text(wasim, request, 500, "text/plain", error->message, -1);
}

static void put_text(cJSON *view, const char *name, const char *text)
{
    json_put(view, name, text ? text : "");
}

/* --- the list --- */

static cJSON *phone_row(Wasim *wasim, int phone)
{
    Platform *platform = wasim->platform;
    guint n = platform_bubbles(platform, phone), unread = 0;
    for (guint i = 0; i < n; i++) {
        const PlatformBubble *bubble = platform_bubble(platform, phone, i);
        unread += bubble->from_business && bubble->read < 0;
    }
    const PlatformBubble *last = n > 0 ? platform_bubble(platform, phone, n - 1) : NULL;
    g_autofree char *words = last ? text_cut(last->text, 60) : NULL;
    g_autofree char *time = last ? wasim_time_text(wasim, last->time) : NULL;
    cJSON *row = cJSON_CreateObject();
    json_put_int(row, "index", phone + 1);
    put_text(row, "name", platform_phone_name(platform, phone));
    put_text(row, "number", platform_phone_number(platform, phone));
    put_text(row, "last", words);
    put_text(row, "time", time);
    json_put_int(row, "unread", unread);
    json_put_bool(row, "offline", !platform_phone_is_online(platform, phone));
    return row;
}

static cJSON *view_new(Wasim *wasim, const char *title)
{
    PlatformCounts counts = platform_counts(wasim->platform);
    g_autofree char *now = wasim_time_text(wasim, wasim->clock.now);
    g_autofree char *arrived = text_grouped(counts.arrived), *inbound = text_grouped(counts.inbound);
    cJSON *view = cJSON_CreateObject();
    json_put(view, "title", title);
    json_put(view, "now", now);
    json_put(view, "arrived", arrived);
    json_put(view, "inbound", inbound);
    json_put_int(view, "violations", platform_refusal_count(wasim->platform, PLATFORM_REFUSAL_RULE));
    return view;
}

void wasim_page_phones(Wasim *wasim, const NetRequest *request)
{
    g_autoptr(cJSON) view = view_new(wasim, "Phones");
    cJSON *rows = cJSON_CreateArray();
    for (int i = 0; i < platform_phones(wasim->platform); i++)
        json_put_item(rows, NULL, phone_row(wasim, i));
    json_put_item(view, "phones", rows);
    reply_page(wasim, request, "phones", view);
}

/* --- one chat --- */

static const char *ticks(const PlatformBubble *bubble)
{
    static const char *const marks[PLATFORM_STATES] = { "…", "✓", "✓✓", "read", "failed", "expired" };
    return bubble->from_business || bubble->state >= PLATFORM_STATES ? "" : marks[bubble->state];
}

static cJSON *choices_of(const PlatformBubble *bubble)
{
    cJSON *list = cJSON_CreateArray();
    for (guint i = 0; i < bubble->n_choices; i++) {
        cJSON *choice = cJSON_CreateObject();
        json_put_int(choice, "choice", i);
        put_text(choice, "choice_title", bubble->choices[i].title);
        put_text(choice, "description", bubble->choices[i].description);
        json_put_item(list, NULL, choice);
    }
    return list;
}

static void put_media(cJSON *view, const PlatformBubble *bubble)
{
    bool image = bubble->media_id && bubble->mime && g_str_has_prefix(bubble->mime, "image/");
    bool file = bubble->media_id && !image;
    put_text(view, "image", image ? bubble->media_id : "");
    put_text(view, "file", file ? bubble->media_id : "");
    put_text(view, "filename", bubble->filename && *bubble->filename ? bubble->filename : bubble->mime);
}

static cJSON *bubble_view(Wasim *wasim, const PlatformBubble *bubble)
{
    const PlatformBubble *quoted = bubble->quote ? platform_bubble_find(wasim->platform, bubble->quote) : NULL;
    g_autofree char *quote = quoted ? text_cut(quoted->text, 80) : NULL;
    g_autofree char *time = wasim_time_text(wasim, bubble->time);
    cJSON *view = cJSON_CreateObject();
    json_put_bool(view, "own", !bubble->from_business);
    put_text(view, "header", bubble->header);
    g_autoptr(Markup) text = wasim_markup(bubble->text);
    put_text(view, "has_text", bubble->text);
    template_put_markup(view, "text", text);
    put_text(view, "footer", bubble->footer);
    put_text(view, "label", bubble->label);
    put_text(view, "quote", quote);
    put_text(view, "reaction", bubble->reaction);
    put_text(view, "wamid", bubble->wamid);
    put_text(view, "time", time);
    put_text(view, "ticks", ticks(bubble));
    put_media(view, bubble);
    json_put_item(view, "choices", bubble->from_business ? choices_of(bubble) : cJSON_CreateArray());
    return view;
}

void wasim_page_phone(Wasim *wasim, const NetRequest *request, int phone)
{
    Platform *platform = wasim->platform;
    g_autoptr(cJSON) view = view_new(wasim, platform_phone_name(platform, phone));
    cJSON *bubbles = cJSON_CreateArray();
    for (guint i = 0; i < platform_bubbles(platform, phone); i++)
        json_put_item(bubbles, NULL, bubble_view(wasim, platform_bubble(platform, phone, i)));
    int64_t window = platform_phone_window(platform, phone);
    g_autofree char *until = window > wasim->clock.now ? wasim_time_text(wasim, window) : NULL;
    put_text(view, "number", platform_phone_number(platform, phone));
    json_put_int(view, "index", phone + 1);
    put_text(view, "window", until);
    json_put_bool(view, "offline", !platform_phone_is_online(platform, phone));
    json_put_item(view, "bubbles", bubbles);
    reply_page(wasim, request, "phone", view);
}

/* --- files --- */

void wasim_page_style(Wasim *wasim, const NetRequest *request)
{
    for (const EmbeddedFile *file = wasim_files; file->name; file++)
        if (strcmp(file->name, "style.css") == 0)
            wasim_reply_text(wasim, request, 200, "text/css; charset=utf-8", file->data, (gssize)file->size);
}

/* Fetched as the business would: first the address, then the bytes. */
void wasim_page_media(Wasim *wasim, const NetRequest *request, const char *media_id)
{
    const char *token = wasim->config.platform.token;
    g_autofree char *path = g_strconcat("/", media_id, NULL);
    g_auto(PlatformAnswer) where = { 0 }, file = { 0 };
    platform_request(wasim->platform, wasim->clock.now, "GET", path, token, NULL, NULL, 0, &where);
    gsize size = 0;
    const char *body = where.body ? g_bytes_get_data(where.body, &size) : "";
    g_autoptr(cJSON) json = json_parse(body, size, NULL);
    const char *url = json ? json_string(json, "url") : NULL;
    const char *host = url ? strstr(url, "://") : NULL;
    const char *address = host ? strchr(host + 3, '/') : NULL;
    if (!address) {
        wasim_reply_text(wasim, request, 404, "text/plain", "The file is gone.\n", -1);
        return;
    }
    platform_request(wasim->platform, wasim->clock.now, "GET", address, token, NULL, NULL, 0, &file);
    body = file.body ? g_bytes_get_data(file.body, &size) : "";
    wasim_reply_text(wasim, request, file.status, file.content_type, body, (gssize)size);
}
