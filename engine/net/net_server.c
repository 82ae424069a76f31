/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Listeners: bound before the thread starts, so that a taken port is an error of the start. At its cap of connections a
 * listener rests: the kernel's backlog holds the callers until a place is free. */
#include "net_priv.h"

#include "clock.h"
#include "error.h"
#include "log.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define ACCEPT_BATCH 64

static bool fail(NetServer *server, int fd, const char *what, GError **error)
{
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_NETWORK, "listener \"%s\": cannot %s %s port %d: %s", server->name,
        what, server->limits.address, server->limits.port, g_strerror(errno));
    if (fd >= 0)
        close(fd);
    return false;
}

static bool bind_path(NetServer *server, GError **error)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    if (g_strlcpy(address.sun_path, server->limits.address, sizeof address.sun_path) >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        return fail(server, -1, "use the path", error);
    }
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return fail(server, fd, "open a socket for", error);
    unlink(address.sun_path); /* left by a program that was killed; the engine's lock says that none runs */
    mode_t mask = umask(0177);
    int bound = bind(fd, (struct sockaddr *)&address, sizeof address);
    umask(mask);
    if (bound != 0 || listen(fd, 64) != 0)
        return fail(server, fd, "listen on", error);
    server->fd = fd;
    server->path = g_strdup(address.sun_path);
    return true;
}

static socklen_t read_address(const NetListener *limits, struct sockaddr_storage *storage)
{
    struct sockaddr_in *v4 = (struct sockaddr_in *)storage;
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)storage;
    memset(storage, 0, sizeof *storage);
    if (inet_pton(AF_INET, limits->address, &v4->sin_addr) == 1) {
        v4->sin_family = AF_INET;
        v4->sin_port = htons((uint16_t)limits->port);
        return sizeof *v4;
    }
    if (inet_pton(AF_INET6, limits->address, &v6->sin6_addr) == 1) {
        v6->sin6_family = AF_INET6;
        v6->sin6_port = htons((uint16_t)limits->port);
        return sizeof *v6;
    }
    return 0;
}

static bool bind_port(NetServer *server, GError **error)
{
    struct sockaddr_storage address;
    socklen_t size = read_address(&server->limits, &address);
    errno = EINVAL;
    if (size == 0 || server->limits.port < 0 || server->limits.port > 65535)
        return fail(server, -1, "read the address", error);
    int fd = socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), on = 1;
    if (fd < 0)
        return fail(server, fd, "open a socket for", error);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(fd, (struct sockaddr *)&address, size) != 0 || listen(fd, 1024) != 0)
        return fail(server, fd, "listen on", error);
    if (getsockname(fd, (struct sockaddr *)&address, &size) != 0)
        return fail(server, fd, "ask the port of", error);
    server->port = ntohs(address.ss_family == AF_INET ? ((struct sockaddr_in *)&address)->sin_port
                                                      : ((struct sockaddr_in6 *)&address)->sin6_port);
    server->fd = fd;
    return true;
}

static bool peer_is_ours(int fd)
{
    struct ucred peer;
    socklen_t size = sizeof peer;
    return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && (peer.uid == geteuid() || peer.uid == 0);
}

static void peer_text(const struct sockaddr_storage *address, char *text, socklen_t size)
{
    *text = '\0';
    if (address->ss_family == AF_INET)
        inet_ntop(AF_INET, &((const struct sockaddr_in *)address)->sin_addr, text, size);
    else if (address->ss_family == AF_INET6)
        inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)address)->sin6_addr, text, size);
    else
        g_strlcpy(text, "unix", size);
}

static void on_caller(int listener, short what, void *arg)
{
    NetServer *server = arg;
    for (guint i = 0; i < ACCEPT_BATCH; i++) {
        if (server->connections >= server->limits.max_connections) {
            net_server_rest(server);
            return;
        }
        struct sockaddr_storage address = { 0 };
        socklen_t size = sizeof address;
        int fd = accept4(listener, (struct sockaddr *)&address, &size, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (fd < 0) {
            /* Out of descriptors or memory: trying again at once would spin; the next tick tries. */
            if (errno != EAGAIN && errno != EINTR && errno != ECONNABORTED)
                net_server_rest(server);
            return;
        }
        char peer[48];
        peer_text(&address, peer, sizeof peer);
        if (server->path && !peer_is_ours(fd))
            close(fd);
        else
            net_conn_new(server, fd, server->path ? "unix" : peer);
    }
}

bool net_server_bind(NetServer *server, GError **error)
{
    bool bound = server->limits.address[0] == '/' ? bind_path(server, error) : bind_port(server, error);
    if (bound)
        event_assign(&server->readable, server->net->base, server->fd, EV_READ | EV_PERSIST, on_caller, server);
    server->resting = true;
    server->warned_ms = INT64_MIN / 2;
    return bound;
}

void net_server_open(NetServer *server)
{
    if (!server->resting || server->net->draining || server->connections >= server->limits.max_connections)
        return;
    server->resting = false;
    event_add(&server->readable, NULL);
}

void net_server_rest(NetServer *server)
{
    if (server->resting)
        return;
    server->resting = true;
    event_del(&server->readable);
    int64_t now_ms = clock_monotonic_ms();
    if (server->net->draining || now_ms - server->warned_ms < 60000)
        return;
    server->warned_ms = now_ms;
    log_event(LOG_WARN, "net.full", "listener", server->name, NULL);
}

void net_server_close(NetServer *server)
{
    if (server->fd >= 0)
        close(server->fd);
    if (server->path)
        unlink(server->path);
    g_free(server->path);
    g_free(server->name);
    g_free((char *)server->limits.address);
    g_free((char *)server->limits.methods);
}
