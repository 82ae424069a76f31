/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One exchange over libcurl, and what is known when it breaks. A server cannot act on a body that it has not got whole,
 * so an exchange that broke before the last byte was handed to the socket never left; afterwards its outcome is
 * unknown. libcurl sends again by itself when a connection from its pool dies without an answer: before it can, on_open
 * and on_begin look at what had left, and refuse. */
#include "net_priv.h"

#include "error.h"

#include <string.h>
#include <sys/socket.h>

static gsize body_size(const HttpRequest *request)
{
    return request->body ? g_bytes_get_size(request->body) : 0;
}

static size_t on_data(char *data, size_t size, size_t n, void *arg)
{
    NetExchange *exchange = arg;
    if (exchange->answer->len + size * n > exchange->max_response) {
        exchange->too_big = true;
        return 0;
    }
    g_byte_array_append(exchange->answer, (const guint8 *)data, (guint)(size * n));
    return size * n;
}

/* True when an earlier attempt may have handed over all that a server needs to act. libcurl has forgotten by now how
 * much of the body went (CURLINFO_SIZE_UPLOAD_T is 0 again), but not that the head did. */
static bool may_have_left(NetExchange *exchange)
{
    if (exchange->begun == 0 || body_size(exchange->request) == 0)
        return false; /* without a body it is a GET or DELETE, which do no harm twice */
    long head = 0;
    curl_easy_getinfo(exchange->easy, CURLINFO_REQUEST_SIZE, &head);
    return head > 0;
}

static int on_begin(void *arg, char *to_ip, char *from_ip, int to_port, int from_port)
{
    NetExchange *exchange = arg;
    if (may_have_left(exchange)) {
        exchange->resent = true;
        return CURL_PREREQFUNC_ABORT;
    }
    exchange->begun++;
    return CURL_PREREQFUNC_OK;
}

static curl_socket_t on_open(void *arg, curlsocktype purpose, struct curl_sockaddr *address)
{
    NetExchange *exchange = arg;
    if (may_have_left(exchange)) {
        exchange->resent = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static bool is_loopback(const char *url)
{
    CURLU *parts = curl_url();
    char *host = NULL;
    bool loopback = curl_url_set(parts, CURLUPART_URL, url, 0) == CURLUE_OK &&
                    curl_url_get(parts, CURLUPART_HOST, &host, 0) == CURLUE_OK &&
                    (strcmp(host, "localhost") == 0 || strcmp(host, "[::1]") == 0 ||
                        (g_str_has_prefix(host, "127.") && g_hostname_is_ip_address(host)));
    curl_free(host);
    curl_url_cleanup(parts);
    return loopback;
}

static bool target_is_safe(const NetTarget *target, GError **error)
{
    if (g_str_has_prefix(target->base_url, "https://"))
        return true;
    if (g_str_has_prefix(target->base_url, "http://") && (target->socket_path || is_loopback(target->base_url)))
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
        "%s: give an https:// address (http:// only to this machine, such as http://127.0.0.1:8080)", target->base_url);
    return false;
}

NetExchange *net_exchange_new(const NetTarget *target, GError **error)
{
    if (!target_is_safe(target, error))
        return NULL;
    NetExchange *exchange = g_new0(NetExchange, 1);
    CURL *easy = exchange->easy = curl_easy_init();
    g_assert(easy != NULL);
    exchange->base_url = g_strdup(target->base_url);
    exchange->max_response = target->max_response ? target->max_response : NET_RESPONSE_MAX;
    exchange->plain = g_str_has_prefix(target->base_url, "http://");
    if (g_str_has_suffix(exchange->base_url, "/"))
        exchange->base_url[strlen(exchange->base_url) - 1] = '\0';
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, exchange->plain ? "http" : "https");
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_TCP_NODELAY, 1L);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "baraza");
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)(target->timeout_ms > 0 ? target->timeout_ms : 30000));
    curl_easy_setopt(
        easy, CURLOPT_CONNECTTIMEOUT_MS, (long)(target->connect_timeout_ms > 0 ? target->connect_timeout_ms : 5000));
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_data);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, exchange);
    curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, on_begin);
    curl_easy_setopt(easy, CURLOPT_PREREQDATA, exchange);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_open);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, exchange);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, exchange->error);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, exchange);
    if (exchange->plain)
        curl_easy_setopt(easy, CURLOPT_PROXY, "");
    if (target->socket_path)
        curl_easy_setopt(easy, CURLOPT_UNIX_SOCKET_PATH, target->socket_path);
    return exchange;
}

void net_exchange_free(NetExchange *exchange)
{
    if (!exchange)
        return;
    curl_easy_cleanup(exchange->easy);
    curl_mime_free(exchange->mime);
    curl_slist_free_all(exchange->headers);
    g_clear_pointer(&exchange->answer, g_byte_array_unref);
    g_free(exchange->bearer);
    g_free(exchange->content_type);
    g_free(exchange->signature);
    g_free(exchange->base_url);
    g_free(exchange);
}

static void append_header(NetExchange *exchange, const char *name, const char *value)
{
    if (!value || strpbrk(value, "\r\n")) /* a value must not become a header of its own */
        return;
    g_autofree char *line = g_strconcat(name, value, NULL);
    exchange->headers = curl_slist_append(exchange->headers, line);
}

/* Requests of one target differ in path and body; the headers are made again only when they change. */
static void set_headers(NetExchange *exchange, const HttpRequest *request)
{
    const char *type = request->file_name || !request->body ? NULL : request->content_type;
    bool once = request->basic || request->xapi;
    if (exchange->headers && !once && !exchange->once && g_strcmp0(exchange->bearer, request->bearer) == 0 &&
        g_strcmp0(exchange->content_type, type) == 0 && g_strcmp0(exchange->signature, request->signature) == 0)
        return;
    g_free(exchange->bearer);
    g_free(exchange->content_type);
    g_free(exchange->signature);
    exchange->bearer = g_strdup(request->bearer);
    exchange->content_type = g_strdup(type);
    exchange->signature = g_strdup(request->signature);
    exchange->once = once;
    curl_slist_free_all(exchange->headers);
    exchange->headers = curl_slist_append(NULL, "Expect:");
    append_header(exchange, "Authorization: Bearer ", request->bearer);
    append_header(exchange, "Content-Type: ", type);
    append_header(exchange, "X-Hub-Signature-256: ", request->signature);
    append_header(exchange, "X-Experience-API-Version: ", request->xapi);
    if (request->basic) {
        g_autofree char *secret = g_base64_encode((const guchar *)request->basic, strlen(request->basic));
        append_header(exchange, "Authorization: Basic ", secret);
    }
    curl_easy_setopt(exchange->easy, CURLOPT_HTTPHEADER, exchange->headers);
}

static void set_multipart(NetExchange *exchange, const HttpRequest *request)
{
    exchange->mime = curl_mime_init(exchange->easy);
    for (guint i = 0; request->fields && i + 1 < request->fields->len; i += 2) {
        curl_mimepart *part = curl_mime_addpart(exchange->mime);
        curl_mime_name(part, request->fields->pdata[i]);
        curl_mime_data(part, request->fields->pdata[i + 1], CURL_ZERO_TERMINATED);
    }
    /* The file comes last: once all of it has left, so has everything before it. */
    curl_mimepart *file = curl_mime_addpart(exchange->mime);
    curl_mime_name(file, "file");
    curl_mime_filename(file, request->file_name);
    if (request->content_type)
        curl_mime_type(file, request->content_type);
    gsize size = 0;
    const char *data = request->body ? g_bytes_get_data(request->body, &size) : "";
    curl_mime_data(file, data, size);
    curl_easy_setopt(exchange->easy, CURLOPT_MIMEPOST, exchange->mime);
}

void net_exchange_begin(NetExchange *exchange, HttpRequest *request)
{
    CURL *easy = exchange->easy;
    exchange->request = request;
    exchange->begun = 0;
    exchange->resent = exchange->too_big = false;
    exchange->error[0] = '\0';
    exchange->answer = g_byte_array_new();
    g_autofree char *url = g_strconcat(exchange->base_url, request->path, NULL);
    curl_easy_setopt(easy, CURLOPT_URL, url);
    bool posts = strcmp(request->method, "POST") == 0;
    curl_easy_setopt(
        easy, CURLOPT_CUSTOMREQUEST, posts || strcmp(request->method, "GET") == 0 ? NULL : request->method);
    set_headers(exchange, request);
    if (request->file_name) {
        set_multipart(exchange, request);
    } else if (posts || request->body) {
        gsize size = 0;
        const void *data = request->body ? g_bytes_get_data(request->body, &size) : NULL;
        curl_easy_setopt(easy, CURLOPT_POST, 1L);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, data ? data : "");
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)size);
    } else {
        curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
    }
}

static HttpEnd ended_how(NetExchange *exchange, CURLcode code)
{
    if (code == CURLE_OK)
        return HTTP_DONE;
    if (exchange->resent)
        return HTTP_UNKNOWN;
    if (exchange->begun == 0)
        return HTTP_NEVER_LEFT;
    curl_off_t sent = 0;
    long head = 0;
    curl_easy_getinfo(exchange->easy, CURLINFO_SIZE_UPLOAD_T, &sent);
    curl_easy_getinfo(exchange->easy, CURLINFO_REQUEST_SIZE, &head);
    gsize size = body_size(exchange->request);
    bool left = size > 0 ? sent >= (curl_off_t)size : head > 0;
    return left ? HTTP_UNKNOWN : HTTP_NEVER_LEFT;
}

HttpResponse *net_exchange_end(NetExchange *exchange, CURLcode code)
{
    HttpResponse *response = g_new0(HttpResponse, 1);
    response->id = exchange->request->id;
    response->end = ended_how(exchange, code);
    long status = 0;
    curl_easy_getinfo(exchange->easy, CURLINFO_RESPONSE_CODE, &status);
    if (response->end == HTTP_DONE) {
        response->status = (int)status;
        response->body = g_byte_array_free_to_bytes(g_steal_pointer(&exchange->answer));
    } else {
        const char *why = exchange->too_big  ? "the answer is larger than what is read of one"
                          : exchange->resent ? "the connection was closed without an answer"
                          : *exchange->error ? exchange->error
                                             : curl_easy_strerror(code);
        response->reason = g_strdup_printf("%s: %s", exchange->base_url, why);
    }
    g_clear_pointer(&exchange->answer, g_byte_array_unref);
    if (exchange->mime) {
        curl_easy_setopt(exchange->easy, CURLOPT_MIMEPOST, NULL);
        curl_mime_free(g_steal_pointer(&exchange->mime));
    }
    exchange->request = NULL;
    return response;
}

HttpResponse *net_call(const NetTarget *target, const HttpRequest *request, GError **error)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
    g_autoptr(HttpResponse) response = NULL;
    NetExchange *exchange = net_exchange_new(target, error);
    if (exchange) {
        net_exchange_begin(exchange, (HttpRequest *)request);
        response = net_exchange_end(exchange, curl_easy_perform(exchange->easy));
        net_exchange_free(exchange);
    }
    curl_global_cleanup();
    if (response && response->end != HTTP_DONE) {
        g_set_error_literal(error, BARAZA_ERROR, BARAZA_ERROR_NETWORK, response->reason);
        return NULL;
    }
    return g_steal_pointer(&response);
}
