/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shell around every page: headers, frame, navigation, and what is said when something is wrong. */
#include "web_priv.h"

#include "clock.h"
#include "template.h"
#include "text.h"

#include <string.h>

#define POLICY                                                                                                         \
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "              \
    "media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

int64_t page_ms(const WebPage *page)
{
    return page->web->config.monotonic_ms ? page->web->config.monotonic_ms() : clock_monotonic_ms();
}

bool page_may(const WebPage *page, unsigned roles)
{
    return page->session && (page->session->role & roles);
}

void page_header(WebPage *page, const char *name, const char *value)
{
    GPtrArray *headers = page->out->headers;
    for (guint i = 0; i < headers->len; i += 2)
        if (strcmp(headers->pdata[i], name) == 0) {
            g_free(headers->pdata[i + 1]);
            headers->pdata[i + 1] = g_strdup(value);
            return;
        }
    g_ptr_array_add(headers, g_strdup(name));
    g_ptr_array_add(headers, g_strdup(value));
}

void page_policy(WebPage *page, const char *policy)
{
    page_header(page, "Content-Security-Policy", policy ? policy : POLICY);
}

void page_body(WebPage *page, int status, const char *type, const char *bytes, gsize size)
{
    page->out->status = status;
    page->out->reply.content_type = type;
    g_clear_pointer(&page->out->body, g_bytes_unref);
    page->out->body = g_bytes_new(bytes, size);
}

bool page_redirect(WebPage *page, const char *where)
{
    page_header(page, "Location", where);
    page_body(page, 303, "text/plain; charset=utf-8", "", 0);
    return true;
}

const char *page_field(const WebPage *page, const char *name)
{
    const char *value = page->form ? g_hash_table_lookup(page->form, name) : NULL;
    return value ? value : "";
}

const char *page_query(const WebPage *page, const char *name)
{
    const char *value = page->request->query ? g_hash_table_lookup(page->request->query, name) : NULL;
    return value ? value : "";
}

static cJSON *navigation(const WebPage *page)
{
    cJSON *list = cJSON_CreateArray();
    for (const WebRoute *route = web_routes(); page->session && route->method; route++) {
        if (!route->nav || !page_may(page, route->roles))
            continue;
        bool here = route == page->route;
        cJSON *item = cJSON_CreateObject();
        json_put_bool(json_put(json_put(item, "to", route->path), "text", route->nav), "here", here);
        cJSON_AddItemToArray(list, item);
    }
    return list;
}

bool page_render(WebPage *page, int status, const char *name, const char *title, cJSON *taken, GError **error)
{
    g_autoptr(cJSON) view = taken;
    Web *web = page->web;
    cJSON *frame = cJSON_CreateObject();
    const char *refresh = json_string(view, "refresh");
    json_put(frame, "refresh", refresh ? refresh : "");
    json_put(json_put(json_put(frame, "css", web->css), "base", web->base), "script", web->script);
    json_put(json_put(frame, "title", title), "token", "");
    if (page->token) {
        g_autofree char *token = sessions_form_token(&web->sessions, page->token);
        cJSON_ReplaceItemInObjectCaseSensitive(frame, "token", cJSON_CreateString(token));
    }
    json_put(frame, "user", page->session ? page->session->name : "");
    json_put(frame, "role", page->session ? page->session->role_name : "");
    json_put_item(frame, "nav", navigation(page));
    json_put(frame, "told", page->session && page->session->told ? page->session->told : "");
    if (page->session)
        g_clear_pointer(&page->session->told, g_free);
    json_put_item(frame, "alarms", page_alarms(page));
    json_put_item(view, "frame", frame);
    g_autofree char *html = template_fill(web_files, name, view, error);
    if (!html)
        return false;
    page_body(page, status, "text/html; charset=utf-8", html, strlen(html));
    return true;
}

/* HTTP status and heading by the kind of trouble. */
static const struct {
    int status;
    const char *title;
} troubles[BARAZA_ERRORS] = {
    [BARAZA_ERROR_USAGE] = { 400, "This request cannot be understood" },
    [BARAZA_ERROR_INPUT] = { 422, "Something needs to be put right" },
    [BARAZA_ERROR_MISSING] = { 404, "There is no such page" },
    [BARAZA_ERROR_STATE] = { 409, "Not possible now" },
    [BARAZA_ERROR_DENIED] = { 403, "Not allowed" },
    [BARAZA_ERROR_STORE] = { 503, "The database does not answer" },
    [BARAZA_ERROR_FULL] = { 503, "The disk is full" },
    [BARAZA_ERROR_NETWORK] = { 502, "WhatsApp does not answer" },
};

static void say(WebPage *page, int status, const char *title, const char *sentence)
{
    g_autoptr(GError) error = NULL;
    cJSON *view = json_put(json_put(cJSON_CreateObject(), "heading", title), "sentence", sentence);
    if (!page_render(page, status, "trouble", title, view, &error))
        page_body(page, 500, "text/plain; charset=utf-8", sentence, strlen(sentence));
}

void page_fail(WebPage *page, const GError *error)
{
    if (error->domain == BARAZA_ERROR && error->code >= 0 && error->code < BARAZA_ERRORS)
        say(page, troubles[error->code].status, troubles[error->code].title, error->message);
    else
        say(page, 500, "Something went wrong", error->message);
}

void page_fail_status(WebPage *page, int status, const char *sentence)
{
    const char *title = "This request was refused";
    for (gsize i = G_N_ELEMENTS(troubles); i-- > 0;)
        if (troubles[i].status == status)
            title = troubles[i].title;
    say(page, status, title, sentence);
}

#define SENTENCE_MAX 400 /* characters: what repeats a field of any length is cut */

static void propagate_cut(GError **error, GError *taken)
{
    char *cut = text_cut(taken->message, SENTENCE_MAX);
    g_free(taken->message);
    taken->message = cut;
    g_propagate_error(error, taken);
}

cJSON *page_ask(WebPage *page, const char *verb, cJSON *taken, GError **error)
{
    g_autoptr(cJSON) params = taken;
    g_autoptr(cJSON) result = NULL;
    const WebConfig *config = &page->web->config;
    if (!config->change) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "Changes are not possible from these pages.");
        return NULL;
    }
    const WebSession *session = page->session ? page->session : page->half;
    g_autofree char *actor = session ? g_strdup_printf("S%" G_GINT64_FORMAT, session->id) : g_strdup("setup");
    GError *wrong = NULL;
    if (!config->change(actor, verb, params, &result, config->data, &wrong)) {
        propagate_cut(error, wrong);
        return NULL;
    }
    return result ? g_steal_pointer(&result) : cJSON_CreateObject();
}

bool page_change(WebPage *page, const char *verb, cJSON *params, GError **error)
{
    g_autoptr(cJSON) result = page_ask(page, verb, params, error);
    return result != NULL;
}

static char *moment(const char *zone_name, int64_t utc, bool with_year)
{
    static const char *const days[] = { "", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
    static const char *const months[] = { "", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct",
        "Nov", "Dec" };
    const CivilZone *zone = utc ? civil_zone(zone_name, NULL) : NULL;
    if (!zone)
        return g_strdup("");
    Civil c = civil_from_utc(zone, utc);
    g_autofree char *year = with_year ? g_strdup_printf(" %d", c.year) : g_strdup("");
    return g_strdup_printf("%s %d %s%s %02d:%02d", days[c.weekday], c.day, months[c.month], year, c.hour, c.minute);
}

char *web_time(const char *zone, int64_t utc)
{
    return moment(zone, utc, false);
}

char *web_moment(const char *zone, int64_t utc)
{
    return moment(zone, utc, true);
}

char *web_span(int64_t seconds)
{
    if (seconds < 2 * MINUTE)
        return g_strdup_printf("%d s", (int)seconds);
    if (seconds < 2 * HOUR)
        return g_strdup_printf("%d min", (int)(seconds / MINUTE));
    if (seconds < 2 * DAY)
        return g_strdup_printf("%d h", (int)(seconds / HOUR));
    return g_strdup_printf("%d days", (int)(seconds / DAY));
}

char *web_who(const WebPage *page, const Enrolment *enrolment)
{
    const char *name = page_may(page, WEB_NAMES) ? enrolment->name : NULL;
    return g_strdup(name && *name ? name : enrolment->study_id);
}

char *web_author(const WebPage *page, const Enrolment *author, bool anon)
{
    if (!author)
        return g_strdup("Facilitator");
    if (anon && !page_may(page, WEB_COORDINATOR))
        return g_strdup("A colleague, without her name");
    g_autofree char *who = web_who(page, author);
    return anon ? g_strconcat(who, " (without her name)", NULL) : g_steal_pointer(&who);
}

char *web_learners(int64_t n)
{
    return g_strdup_printf("%" G_GINT64_FORMAT " learner%s", n, n == 1 ? "" : "s");
}
