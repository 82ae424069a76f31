/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request is matched with the route table, which also says who may ask and that every change carries its form's
 * token; only then a page's own function runs, on one moment of a database that it can only read. */
#include "web_priv.h"

#include "clock.h"
#include "multipart.h"
#include "poster.h"
#include "text.h"
#include "web_queries.h"

#include <sodium.h>
#include <string.h>

#define READ_LIMIT_MS 2000
#define FORM_MAX (1 << 20) /* bytes of a form without a file */

/* Whether a change was asked for by one of our own pages, as far as the browser tells. A page without referrer sends
 * the origin "null"; then Sec-Fetch-Site and the form's token decide. */
static bool is_own_site(const WebPage *page)
{
    const char *site = page->request->headers[NET_FETCH_SITE], *origin = page->request->headers[NET_ORIGIN];
    if (site && strcmp(site, "same-origin") != 0)
        return false;
    if (!origin || strcmp(origin, "null") == 0)
        return true;
    const char *host = page->request->headers[NET_HOST];
    g_autofree char *own =
        page->web->origin ? g_strdup(page->web->origin) : g_strconcat("http://", host ? host : "", NULL);
    return g_ascii_strcasecmp(origin, own) == 0;
}

static bool read_files(WebPage *page, const char *type)
{
    g_autoptr(Multipart) form = multipart_read(type, page->request->body, NULL);
    if (!form)
        return false;
    page->form = g_hash_table_ref(form->fields);
    page->file = form->file ? g_bytes_ref(form->file) : NULL;
    page->file_name = g_strdup(form->name);
    return true;
}

/* A browser ends each line of a text with CR LF; ours end in LF, as those of a form with a file do. */
static void end_lines(GHashTable *form)
{
    GHashTableIter iter;
    gpointer value = NULL;
    g_hash_table_iter_init(&iter, form);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        g_auto(GStrv) lines = g_strsplit(value, "\r\n", -1);
        g_hash_table_iter_replace(&iter, g_strjoinv("\n", lines));
    }
}

static bool read_form(WebPage *page)
{
    const char *type = page->request->headers[NET_CONTENT_TYPE];
    if (type && page->route->files && g_str_has_prefix(type, "multipart/form-data;"))
        return read_files(page, type);
    if (!type || !g_str_has_prefix(type, "application/x-www-form-urlencoded"))
        return false;
    gsize size = 0;
    const char *data = page->request->body ? g_bytes_get_data(page->request->body, &size) : "";
    if (size > FORM_MAX)
        return false;
    page->form = net_form(data, size);
    if (page->form)
        end_lines(page->form);
    return page->form != NULL;
}

static bool has_form_token(const WebPage *page)
{
    if (!page->token)
        return false;
    g_autofree char *wanted = sessions_form_token(&page->web->sessions, page->token);
    return text_equal_secret(wanted, page_field(page, "token"));
}

static bool may_change(WebPage *page)
{
    if (!is_own_site(page))
        page_fail_status(page, 403, "The form was sent from another site.");
    else if (!read_form(page))
        page_fail_status(page, 400, "The form cannot be read.");
    else if (!has_form_token(page))
        page_fail_status(
            page, 403, "The page was open for too long. Go back, load it again and send the form once more.");
    else
        return true;
    return false;
}

static void refuse(WebPage *page)
{
    if (!page->session && strcmp(page->request->method, "GET") == 0)
        page_redirect(page, "/login");
    else if (!page->session)
        page_fail_status(page, 403, "Log in first.");
    else if (strcmp(page->request->path, "/") == 0)
        page_redirect(page, web_home(page));
    else {
        g_autofree char *sentence =
            g_strdup_printf("The role %s does not include this page.", page->session->role_name);
        page_fail_status(page, 403, sentence);
    }
}

/* What is open to her whose role needs a second factor before she has one. */
static bool is_way_to_enrol(const WebRoute *route)
{
    static const char *const open[] = { "/second", "/password", "/logout", NULL };
    return g_strv_contains(open, route->path);
}

static void answer(WebPage *page)
{
    g_autoptr(GError) error = NULL;
    bool other_method = false;
    page->route = web_find_route(page, &other_method);
    if (!page->route && other_method)
        page_fail_status(page, 405, "This address does not take such a request.");
    else if (!page->route)
        page_fail_status(page, 404, "Nothing is known under this address.");
    else if (page->route->roles && !page_may(page, page->route->roles))
        refuse(page);
    else if (page->must_enrol && page->route->roles && !is_way_to_enrol(page->route))
        page_redirect(page, "/second");
    else if (g_str_has_prefix(page->route->path, "/cohort/#") && !page_owns(page, page->arg[0]))
        page_fail_status(page, 404, "Nothing is known under this address.");
    else if (strcmp(page->route->method, "POST") == 0 && !may_change(page))
        return;
    else {
        /* one moment of the database for the whole page; a change runs on the writer and needs no snapshot */
        bool reads = strcmp(page->route->method, "GET") == 0;
        g_autoptr(StoreTx) tx = reads ? store_begin(page->web->store, &error) : NULL;
        if ((reads && !tx) || !page->route->show(page, &error))
            page_fail(page, error);
    }
}

static void start_headers(WebPage *page)
{
    page_policy(page, NULL);
    page_header(page, "X-Content-Type-Options", "nosniff");
    page_header(page, "Referrer-Policy", "no-referrer");
    page_header(page, "Cache-Control", "no-store");
    page_header(page, "Cross-Origin-Opener-Policy", "same-origin");
    page_header(page, "Cross-Origin-Resource-Policy", "same-origin");
    if (page->web->sessions.secure)
        page_header(page, "Strict-Transport-Security", "max-age=31536000");
}

/* Who has this page already gets a word instead of it: a page that renews itself costs data. */
static void spare_known(WebPage *page)
{
    WebReply *out = page->out;
    if (out->status != 200 || !out->body || strcmp(page->request->method, "GET") != 0)
        return;
    g_autofree char *sum = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, out->body);
    g_autofree char *tag = g_strdup_printf("\"%.16s\"", sum);
    page_header(page, "ETag", tag);
    if (g_strcmp0(page->request->headers[NET_IF_NONE_MATCH], tag) != 0)
        return;
    out->status = 304;
    g_clear_pointer(&out->body, g_bytes_unref);
}

void web_handle(Web *web, const NetRequest *request, int64_t now, WebReply *out)
{
    *out = (WebReply){ .headers = g_ptr_array_new_with_free_func(g_free) };
    WebPage page = { .web = web, .request = request, .now = now, .out = out };
    start_headers(&page);
    page.token = sessions_cookie(&web->sessions, request->headers[NET_COOKIE]);
    g_autoptr(GError) error = NULL;
    if (page_enter(&page, sessions_find(&web->sessions, page.token, page_ms(&page)), &error))
        answer(&page);
    else
        page_fail(&page, error);
    if (page.new_cookie)
        page_header(&page, "Set-Cookie", page.new_cookie);
    spare_known(&page);
    g_ptr_array_add(out->headers, NULL);
    out->reply.headers = (const char *const *)out->headers->pdata;
    out->reply.body = out->body;
    g_free(page.token);
    g_free(page.new_cookie);
    g_free(page.word);
    g_clear_pointer(&page.own, g_array_unref);
    g_clear_pointer(&page.form, g_hash_table_unref);
    g_clear_pointer(&page.file, g_bytes_unref);
    g_free(page.file_name);
}

void web_reply_clear(WebReply *reply)
{
    g_clear_pointer(&reply->headers, g_ptr_array_unref);
    g_clear_pointer(&reply->body, g_bytes_unref);
    reply->reply = (NetReply){ 0 };
}

static char *static_address(const char *name)
{
    for (const EmbeddedFile *file = web_files; file->name; file++)
        if (strcmp(file->name, name) == 0) {
            g_autofree char *sum =
                g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)file->data, file->size);
            return g_strdup_printf("/static/%s?v=%.12s", name, sum);
        }
    g_assert_not_reached();
}

static char *origin_of(const char *url)
{
    const char *host = url ? strstr(url, "://") : NULL;
    return host ? g_strndup(url, (gsize)(host - url) + 3 + strcspn(host + 3, "/")) : NULL;
}

Web *web_new(const WebConfig *config, GError **error)
{
    if (sodium_init() < 0) {
        g_set_error(
            error, BARAZA_ERROR, BARAZA_ERROR_STORE, "libsodium cannot start: the system gives no random numbers.");
        return NULL;
    }
    g_autoptr(Store) store = store_open_reader(config->database, READ_LIMIT_MS, error);
    if (!store)
        return NULL;
    Web *web = g_new0(Web, 1);
    web->config = *config;
    web->config.program = g_strdup(config->program ? config->program : "");
    web->config.number = g_strdup(config->number ? config->number : "");
    web->config.phone = poster_number(config->phone);
    web->config.evaluate = g_strdup(config->evaluate);
    web->config.lrs = g_strdup(config->lrs);
    web->database = g_strdup(config->database);
    web->made = g_ptr_array_new_with_free_func(made_free);
    web->config.database = web->config.media_dir = web->config.public_url = NULL;
    web->origin = origin_of(config->public_url);
    web->media_dir = g_strdup(config->media_dir);
    web->store = g_steal_pointer(&store);
    web->library = library_new(web->store, config->media_dir);
    web->context = context_new(web->store, config->vault, web->library, &channel_caps_cloud, web->config.number, NULL);
    if (config->guard)
        context_share_guard(web->context, config->guard);
    web->plans = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)plan_free);
    sessions_init(&web->sessions, web->origin && g_str_has_prefix(web->origin, "https://"));
    web->css = static_address("site.css");
    web->base = static_address("base.css");
    web->script = static_address("live.js");
    web->code_script = static_address("code.js");
    return web;
}

void web_free(Web *web)
{
    if (!web)
        return;
    g_ptr_array_unref(web->made);
    g_hash_table_unref(web->plans);
    context_free(web->context);
    library_free(web->library);
    store_free(web->store);
    sessions_clear(&web->sessions);
    g_free((char *)web->config.program);
    g_free((char *)web->config.number);
    g_free((char *)web->config.phone);
    g_free((char *)web->config.evaluate);
    g_free((char *)web->config.lrs);
    g_free(web->database);
    g_free(web->origin);
    g_free(web->media_dir);
    g_free(web->setup);
    g_free(web->css);
    g_free(web->base);
    g_free(web->script);
    g_free(web->code_script);
    g_free(web);
}

bool web_prepare(Web *web, GError **error)
{
    return store_prepare_all(web->store, web_queries, error);
}

char *web_setup_path(Web *web, GError **error)
{
    int64_t accounts = 0;
    if (!staff_count(web->store, &accounts, error) || accounts > 0)
        return NULL;
    if (!web->setup)
        web->setup = sessions_token();
    return g_strconcat("/setup?t=", web->setup, NULL);
}

Context *web_context(Web *web)
{
    context_forget(web->context);
    return web->context;
}

const Plan *web_plan(Web *web, const Cohort *cohort, GError **error)
{
    const Plan *known = g_hash_table_lookup(web->plans, &cohort->version);
    if (known)
        return known;
    const Course *course = library_course(web->library, cohort->version, error);
    if (!course)
        return NULL;
    Plan *plan = plan_new(course);
    g_hash_table_insert(web->plans, g_memdup2(&cohort->version, sizeof cohort->version), plan);
    return plan;
}
