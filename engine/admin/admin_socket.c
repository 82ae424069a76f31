/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of JSON each way: {"actor","verb","params"} and {"ok":true,"result"} or {"ok":false,"code","message"}. The
 * engine never waits for a command: what has not arrived whole is looked at again in the next iteration. */
#include "admin_socket.h"
#include "admin_socket_priv.h"
#include "clock.h"
#include "error.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PEERS 8
#define LINE_MAX_BYTES (96u * 1024 * 1024) /* a whole course as JSON text */
#define PATIENCE_MS 10000

typedef struct {
    int fd;
    GByteArray *in;
    GBytes *out;
    gsize sent;
    int64_t since_ms;
} Peer;
struct AdminServer {
    int fd;
    char *dir;
    GPtrArray *peers; /* Peer * */
};

static void peer_free(gpointer data)
{
    Peer *peer = data;
    close(peer->fd);
    g_byte_array_unref(peer->in);
    g_clear_pointer(&peer->out, g_bytes_unref);
    g_free(peer);
}

AdminServer *admin_server_new(const char *dir, GError **error)
{
    int fd = admin_socket_listen(dir, error);
    if (fd < 0)
        return NULL;
    AdminServer *server = g_new0(AdminServer, 1);
    server->fd = fd;
    server->dir = g_strdup(dir);
    server->peers = g_ptr_array_new_with_free_func(peer_free);
    return server;
}

void admin_server_free(AdminServer *server)
{
    if (!server)
        return;
    g_ptr_array_unref(server->peers);
    close(server->fd);
    g_autofree char *path = g_build_filename(server->dir, ADMIN_SOCKET, NULL);
    unlink(path);
    g_free(server->dir);
    g_free(server);
}

int admin_server_fd(const AdminServer *server)
{
    return server->fd;
}

bool admin_server_busy(const AdminServer *server)
{
    return server->peers->len > 0;
}

/* Only whoever could open the workspace's files anyway. */
static bool may_speak(int fd)
{
    struct ucred peer;
    socklen_t size = sizeof peer;
    return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && (peer.uid == 0 || peer.uid == geteuid());
}

static void accept_all(AdminServer *server)
{
    while (server->peers->len < PEERS) {
        int fd = accept4(server->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0)
            return;
        if (!may_speak(fd)) {
            close(fd);
            continue;
        }
        Peer *peer = g_new0(Peer, 1);
        peer->fd = fd;
        peer->in = g_byte_array_new();
        peer->since_ms = clock_monotonic_ms();
        g_ptr_array_add(server->peers, peer);
    }
}

static cJSON *run_line(const char *line, gsize size, AdminFn *fn, gpointer data, GError **error)
{
    g_autoptr(cJSON) request = json_parse(line, size, error);
    const char *actor = request ? json_need_string(request, "actor", error) : NULL;
    const char *verb = actor ? json_need_string(request, "verb", error) : NULL;
    if (!verb)
        return NULL;
    g_autoptr(cJSON) none = cJSON_CreateObject();
    const cJSON *params = json_at(request, "params");
    return fn(actor, verb, params ? params : none, data, error);
}

static GBytes *answer(const char *line, gsize size, AdminFn *fn, gpointer data)
{
    g_autoptr(GError) error = NULL;
    cJSON *result = run_line(line, size, fn, data, &error);
    g_autoptr(cJSON) reply = json_put_bool(cJSON_CreateObject(), "ok", result != NULL);
    if (result)
        json_put_item(reply, "result", result);
    else
        json_put(json_put_int(reply, "code", error && error->domain == BARAZA_ERROR ? error->code : BARAZA_ERROR_STORE),
            "message", error ? error->message : "failed without a reason");
    g_autofree char *text = json_text(reply);
    char *with_end = g_strconcat(text, "\n", NULL);
    return g_bytes_new_take(with_end, strlen(with_end));
}

/* Reads what is there; false when the peer has gone or sends too much. */
static bool read_some(Peer *peer)
{
    guint8 piece[65536];
    for (;;) {
        ssize_t n = recv(peer->fd, piece, sizeof piece, 0);
        if (n == 0)
            return false;
        if (n < 0)
            return errno == EAGAIN || errno == EINTR;
        g_byte_array_append(peer->in, piece, (guint)n);
        if (peer->in->len > LINE_MAX_BYTES)
            return false;
        if (memchr(piece, '\n', (gsize)n))
            return true;
    }
}

static bool write_some(Peer *peer)
{
    gsize size = 0;
    const char *data = g_bytes_get_data(peer->out, &size);
    while (peer->sent < size) {
        ssize_t n = send(peer->fd, data + peer->sent, size - peer->sent, MSG_NOSIGNAL);
        if (n < 0)
            return errno == EAGAIN || errno == EINTR;
        peer->sent += (gsize)n;
    }
    return false; /* all said */
}

/* True while the peer stays. */
static bool serve(Peer *peer, AdminFn *fn, gpointer data, int *ran)
{
    if (clock_monotonic_ms() - peer->since_ms > PATIENCE_MS)
        return false;
    if (!peer->out) {
        if (!read_some(peer))
            return false;
        const guint8 *end = peer->in->len ? memchr(peer->in->data, '\n', peer->in->len) : NULL;
        if (!end)
            return true;
        peer->out = answer((const char *)peer->in->data, (gsize)(end - peer->in->data), fn, data);
        peer->since_ms = clock_monotonic_ms();
        (*ran)++;
    }
    return write_some(peer);
}

int admin_server_poll(AdminServer *server, AdminFn *fn, gpointer data)
{
    int ran = 0;
    accept_all(server);
    for (guint i = 0; i < server->peers->len;) {
        if (serve(server->peers->pdata[i], fn, data, &ran))
            i++;
        else
            g_ptr_array_remove_index(server->peers, i);
    }
    return ran;
}
