/* SPDX-License-Identifier: GPL-3.0-or-later */
/* xAPI 1.0.3, Communication 2.1: a POST of several statements is taken whole or not at all. So a batch that is too
 * large (413) or has a statement that is wrong (400) or is another one there (409) is halved until one stands alone. An
 * answer that did not come (a time-out, a 5xx, our own end) leads to the same statements under the same ids again. */
#include "xapi_send.h"
#include "lrs.h"
#include "net.h"
#include "workspace.h"

#include <stdio.h>
#include <string.h>

#define BATCH 50
#define BATCH_BYTES 500000
#define ATTEMPTS 3
#define VERSION "1.0.3"

bool xapi_send_init(XapiSend *send, const Cli *cli, const Settings *settings, const char *cohort, GError **error)
{
    g_autofree char *endpoint = lrs_endpoint(settings);
    const char *user = settings_text(settings, "xapi", "user");
    int64_t seconds = 30;
    if (!endpoint || !*user) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
            "the settings name no learning record store: set endpoint, user and secret_file of [xapi] in baraza.ini");
        return false;
    }
    g_autofree char *secret = settings_secret(settings, "xapi", "secret_file", error);
    if (!secret || !cli_number(cli, "timeout", 1, 600, &seconds, error))
        return false;
    const char *path = strchr(strstr(endpoint, "://") + 3, '/');
    gsize root = path ? (gsize)(path - endpoint) : strlen(endpoint);
    *send = (XapiSend){ .cli = cli, .cohort = cohort, .timeout_ms = (int)seconds * 1000 };
    send->root = g_strndup(endpoint, root);
    send->path = g_strdup(path ? path : "");
    send->endpoint = g_steal_pointer(&endpoint);
    send->basic = g_strdup_printf("%s:%s", user, secret);
    send->pending = cJSON_CreateArray();
    return true;
}

void xapi_send_clear(XapiSend *send)
{
    g_free(send->endpoint);
    g_free(send->root);
    g_free(send->path);
    g_free(send->basic);
    g_free(send->fault);
    cJSON_Delete(send->pending);
}

/* --- one exchange --- */

/* `body` NULL: a GET. `query` begins with "?" or is "". */
static HttpResponse *call(const XapiSend *send, const char *query, GBytes *body, GError **error)
{
    NetTarget target = { .base_url = send->root, .timeout_ms = send->timeout_ms, .max_response = 4 * NET_RESPONSE_MAX };
    g_autoptr(HttpRequest) request = g_new0(HttpRequest, 1);
    request->method = g_strdup(body ? "POST" : "GET");
    request->path = g_strdup_printf("%s/statements%s", send->path, query);
    request->basic = g_strdup(send->basic);
    request->xapi = g_strdup(VERSION);
    request->content_type = body ? g_strdup("application/json") : NULL;
    request->body = body ? g_bytes_ref(body) : NULL;
    return net_call(&target, request, error);
}

/* A store that is broken, or worse, may say our secret back to us. */
static bool holds_secret(const XapiSend *send, const char *text, gsize size)
{
    const char *secret = strchr(send->basic, ':') + 1;
    g_autofree char *coded = g_base64_encode((const guchar *)send->basic, strlen(send->basic));
    return (*secret && g_strstr_len(text, (gssize)size, secret)) || g_strstr_len(text, (gssize)size, coded);
}

/* The beginning of what it said, on one line. Given. */
static char *said(const XapiSend *send, const HttpResponse *response)
{
    gsize size = 0;
    const char *text = response->body ? g_bytes_get_data(response->body, &size) : "";
    if (send->quiet || (text && holds_secret(send, text, size)))
        return g_strdup("");
    g_autofree char *cut = g_strndup(text ? text : "", MIN(size, 200)), *valid = g_utf8_make_valid(cut, -1);
    for (char *p = valid; *p; p++)
        if ((guchar)*p < ' ')
            *p = ' ';
    return g_strdup(g_strstrip(valid));
}

static GBytes *body_of(const GPtrArray *list, guint from, guint n)
{
    GString *text = g_string_new("[");
    for (guint i = from; i < from + n; i++)
        g_string_append_printf(text, "%s%s", i > from ? "," : "", ((const XapiStatement *)list->pdata[i])->json);
    g_string_append_c(text, ']');
    return g_string_free_to_bytes(text);
}

static bool must_wait(int status)
{
    return status == 429 || status == 408 || status >= 500;
}

/* Remembers why no more is told. Takes the sentence. */
static void give_up(XapiSend *send, int status, char *fault)
{
    send->status = status;
    g_free(send->fault);
    send->fault = fault;
}

/* Until there is an answer that says something: NULL and *error when there is none after some attempts. */
static HttpResponse *ask(XapiSend *send, const char *query, GBytes *body, GError **error)
{
    for (int attempt = 1;; attempt++) {
        g_autoptr(GError) fault = NULL;
        g_autoptr(HttpResponse) response = call(send, query, body, &fault);
        if (response && !must_wait(response->status))
            return g_steal_pointer(&response);
        if (attempt == ATTEMPTS || (fault && !g_error_matches(fault, BARAZA_ERROR, BARAZA_ERROR_NETWORK))) {
            give_up(send, response ? response->status : 0,
                response ? g_strdup_printf("it answers %d", response->status) : g_strdup(fault->message));
            g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_NETWORK,
                "the learning record store %s cannot be told now: %s. It has taken %d statements; the others go with "
                "the "
                "next baraza xapi --send",
                send->endpoint, send->fault, send->sent);
            return NULL;
        }
        g_usleep((gulong)G_USEC_PER_SEC << (attempt - 1));
    }
}

/* Nothing more is told before somebody has looked: it does not know us, or is no learning record store. */
static bool stop(XapiSend *send, const HttpResponse *response, GError **error)
{
    g_autofree char *words = said(send, response);
    const char *how = response->status == 200 ? ", and not as a learning record store does" : "";
    const char *advice = response->status == 401 || response->status == 403
                             ? "Check user and secret_file of [xapi]"
                             : "Check endpoint of [xapi]: it ends before /statements";
    give_up(send, response->status, g_strdup_printf("it answers %d%s. %s", response->status, how, advice));
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "the learning record store %s answers %d%s%s%s. %s",
        send->endpoint, response->status, how, *words ? ": " : "", words, advice);
    return false;
}

/* --- noting --- */

/* Writes what is pending down: what is not is told once more under the same ids. */
static bool flush(XapiSend *send, GError **error)
{
    if (cJSON_GetArraySize(send->pending) == 0)
        return true;
    cJSON *params = json_put(json_put(cJSON_CreateObject(), "cohort", send->cohort), "lrs", send->endpoint);
    json_put_item(params, "statements", send->pending);
    send->pending = cJSON_CreateArray();
    g_autoptr(cJSON) done = workspace_change(send->cli, "xapi", params, error);
    return done != NULL;
}

static cJSON *put_down(XapiSend *send, const XapiStatement *s)
{
    cJSON *one = json_put_int(json_put(cJSON_CreateObject(), "id", s->id), "enrolment", s->enrolment);
    if (s->words)
        json_put_bool(one, "words", true);
    if (s->voids)
        json_put(one, "voids", s->voids);
    json_put_item(send->pending, NULL, one);
    return one;
}

/* Before it is sent: who takes her consent back before an answer has come is to be taken back, too. */
static bool note_doubt(XapiSend *send, const GPtrArray *batch, GError **error)
{
    for (guint i = 0; i < batch->len; i++)
        json_put_bool(put_down(send, batch->pdata[i]), "doubt", true);
    return flush(send, error);
}

static bool note(XapiSend *send, const GPtrArray *list, guint from, guint n, const char *refused)
{
    for (guint i = from; i < from + n; i++) {
        cJSON *one = put_down(send, list->pdata[i]);
        if (refused)
            json_put(one, "refused", refused);
    }
    send->refused += refused ? (int)n : 0;
    send->sent += refused ? 0 : (int)n;
    return true;
}

/* What came with 200, or NULL. Given. */
static cJSON *json_of(const HttpResponse *response)
{
    gsize size = 0;
    const char *text = response->status == 200 && response->body ? g_bytes_get_data(response->body, &size) : NULL;
    return text ? json_parse(text, size, NULL) : NULL;
}

/* What both are told with must be the same: the store may have added members of its own. */
static bool is_part(const cJSON *ours, const cJSON *theirs)
{
    const cJSON *one;
    if (!cJSON_IsObject(ours))
        return cJSON_Compare(ours, theirs, true);
    cJSON_ArrayForEach(one, ours)
    {
        const cJSON *other = cJSON_GetObjectItemCaseSensitive(theirs, one->string);
        if (!other || !is_part(one, other))
            return false;
    }
    return true;
}

static bool is_same(const cJSON *ours, const cJSON *theirs)
{
    static const char *const parts[] = { "actor", "object", "result" };
    bool same = g_strcmp0(json_string(json_at(theirs, "verb"), "id"), json_string(json_at(ours, "verb"), "id")) == 0;
    for (gsize i = 0; same && i < G_N_ELEMENTS(parts); i++) {
        const cJSON *part = json_at(ours, parts[i]);
        same = !part || is_part(part, json_at(theirs, parts[i]));
    }
    return same;
}

/* Whether the store has this very statement: a 409 may only mean that it has it. */
static bool has_it(XapiSend *send, const XapiStatement *s, bool *has, GError **error)
{
    g_autofree char *query = g_strdup_printf("?statementId=%s", s->id);
    g_autoptr(HttpResponse) response = ask(send, query, NULL, error);
    if (!response)
        return false;
    *has = false;
    if (response->status == 404)
        return true;
    g_autoptr(cJSON) theirs = json_of(response), ours = json_parse(s->json, strlen(s->json), NULL);
    if (!cJSON_IsObject(theirs))
        return stop(send, response, error);
    *has = is_same(ours, theirs);
    return true;
}

static bool settle_one(XapiSend *send, const GPtrArray *list, guint at, const HttpResponse *response, GError **error)
{
    const XapiStatement *s = list->pdata[at];
    bool has = false;
    if (response->status == 409 && !has_it(send, s, &has, error))
        return false;
    if (has)
        return note(send, list, at, 1, NULL);
    /* Its own words may repeat ours: they are said here and kept nowhere. */
    g_autofree char *words = said(send, response), *status = g_strdup_printf("%d", response->status);
    const char *why = response->status == 409 ? "409: it has another statement under this id" : status;
    fprintf(stderr, "baraza: the learning record store refuses statement %s, %s%s%s\n", s->id, why, *words ? ": " : "",
        words);
    return note(send, list, at, 1, why);
}

static bool is_among(const char *id, const GPtrArray *list, guint from, guint n)
{
    for (guint i = from; id && i < from + n; i++)
        if (g_ascii_strcasecmp(id, ((const XapiStatement *)list->pdata[i])->id) == 0)
            return true;
    return false;
}

/* The same, 2.1.1: with 200 come the ids of what it has. So a page to log in at, which comes with 200, too, is told
 * from a store. */
static bool has_taken(const HttpResponse *response, const GPtrArray *list, guint from, guint n)
{
    g_autoptr(cJSON) ids = json_of(response);
    const cJSON *id;
    bool ours = cJSON_IsArray(ids) && cJSON_GetArraySize(ids) > 0;
    cJSON_ArrayForEach(id, ids) ours = ours && is_among(cJSON_GetStringValue(id), list, from, n);
    return ours || response->status == 204;
}

static bool send_some(XapiSend *send, const GPtrArray *list, guint from, guint n, GError **error)
{
    g_autoptr(GBytes) body = body_of(list, from, n);
    g_autoptr(HttpResponse) response = ask(send, "", body, error);
    if (!response)
        return false;
    if (has_taken(response, list, from, n))
        return note(send, list, from, n, NULL);
    bool halves = response->status == 400 || response->status == 409 || response->status == 413;
    if (halves && n > 1)
        return send_some(send, list, from, n / 2, error) && send_some(send, list, from + n / 2, n - n / 2, error);
    return halves ? settle_one(send, list, from, response, error) : stop(send, response, error);
}

/* The next batch, borrowed, from *from on, which moves behind it. NULL with *error. */
static GPtrArray *next_batch(const XapiSend *send, const GPtrArray *statements, guint *from, GError **error)
{
    g_autoptr(GPtrArray) batch = g_ptr_array_new();
    gsize bytes = 0;
    for (; *from < statements->len && batch->len < BATCH; (*from)++) {
        const XapiStatement *s = statements->pdata[*from];
        bool may = true;
        if (send->may && !send->may(s, send->data, &may, error))
            return NULL;
        bytes += may ? strlen(s->json) + 1 : 0;
        if (may && batch->len && bytes > BATCH_BYTES)
            break;
        if (may)
            g_ptr_array_add(batch, statements->pdata[*from]);
    }
    return g_steal_pointer(&batch);
}

static bool send_batches(XapiSend *send, const GPtrArray *statements, GError **error)
{
    for (guint from = 0; from < statements->len;) {
        g_autoptr(GPtrArray) batch = next_batch(send, statements, &from, error);
        if (!batch)
            return false;
        if (batch->len && (!note_doubt(send, batch, error) || !send_some(send, batch, 0, batch->len, error)))
            return false;
    }
    return true;
}

bool xapi_send_all(XapiSend *send, const GPtrArray *statements, GError **error)
{
    bool good = send_batches(send, statements, error);
    return flush(send, good ? error : NULL) && good;
}
