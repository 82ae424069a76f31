/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command's side, and the address that both use. */
#include "admin_socket.h"
#include "admin_socket_priv.h"
#include "clock.h"
#include "error.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define ANSWER_MS 60000
#define ANSWER_MAX (64u * 1024 * 1024)

/* An address holds 107 bytes of path; a deeper folder is named through its descriptor (Linux, proc(5)). *folder is open
 * while the address is in use; -1 when not needed. */
static bool address_of(const char *dir, struct sockaddr_un *address, int *folder)
{
    g_autofree char *path = g_build_filename(dir, ADMIN_SOCKET, NULL);
    *address = (struct sockaddr_un){ .sun_family = AF_UNIX };
    *folder = -1;
    if (strlen(path) >= sizeof address->sun_path) {
        *folder = open(dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
        if (*folder < 0)
            return false;
        g_free(path);
        path = g_strdup_printf("/proc/self/fd/%d/" ADMIN_SOCKET, *folder);
    }
    g_strlcpy(address->sun_path, path, sizeof address->sun_path);
    return true;
}

int admin_socket_listen(const char *dir, GError **error)
{
    struct sockaddr_un address;
    int folder = -1, fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    bool good = fd >= 0 && address_of(dir, &address, &folder);
    if (good) {
        unlink(address.sun_path); /* of an engine that was killed: this one holds the lock */
        mode_t before = umask(0177);
        good = bind(fd, (struct sockaddr *)&address, sizeof address) == 0 && listen(fd, 16) == 0;
        umask(before);
    }
    int why = errno;
    if (folder >= 0)
        close(folder);
    if (good)
        return fd;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "%s/" ADMIN_SOCKET " cannot be opened for commands: %s", dir,
        g_strerror(why));
    if (fd >= 0)
        close(fd);
    return -1;
}

int admin_socket_connect(const char *dir)
{
    struct sockaddr_un address;
    int folder = -1, fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool good =
        fd >= 0 && address_of(dir, &address, &folder) && connect(fd, (struct sockaddr *)&address, sizeof address) == 0;
    if (folder >= 0)
        close(folder);
    if (good)
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

static bool send_all(int fd, const char *text, GError **error)
{
    gsize left = strlen(text);
    while (left > 0) {
        ssize_t n = send(fd, text, left, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "the running engine hung up: %s", g_strerror(errno));
            return false;
        }
        text += n;
        left -= (gsize)n;
    }
    return true;
}

static GByteArray *read_line(int fd, GError **error)
{
    g_autoptr(GByteArray) line = g_byte_array_new();
    int64_t until = clock_monotonic_ms() + ANSWER_MS;
    guint8 piece[65536];
    while (line->len < ANSWER_MAX) {
        int64_t left = until - clock_monotonic_ms();
        struct pollfd wait = { .fd = fd, .events = POLLIN };
        int ready = left > 0 ? poll(&wait, 1, (int)left) : 0;
        if (ready < 0 && errno == EINTR)
            continue;
        ssize_t n = ready > 0 ? recv(fd, piece, sizeof piece, 0) : 0;
        if (n <= 0) {
            g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "the running engine %s; look at its log and try again",
                ready == 0 ? "does not answer" : "hung up");
            return NULL;
        }
        g_byte_array_append(line, piece, (guint)n);
        if (piece[n - 1] == '\n')
            return g_steal_pointer(&line);
    }
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "the running engine answers without end");
    return NULL;
}

static cJSON *open_answer(const GByteArray *line, GError **error)
{
    g_autoptr(cJSON) reply = json_parse((const char *)line->data, line->len - 1, error);
    if (!reply)
        return NULL;
    if (json_bool(reply, "ok", false))
        return cJSON_DetachItemFromObjectCaseSensitive(reply, "result");
    int64_t code = json_int(reply, "code", BARAZA_ERROR_STORE);
    const char *message = json_string(reply, "message");
    g_set_error_literal(error, BARAZA_ERROR, code >= 0 && code < BARAZA_ERRORS ? (int)code : BARAZA_ERROR_STORE,
        message ? message : "the running engine gave no reason");
    return NULL;
}

bool admin_running(const char *dir)
{
    int fd = admin_socket_connect(dir);
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

cJSON *admin_call(
    const char *dir, const char *actor, const char *verb, const cJSON *params, bool *running, GError **error)
{
    int fd = admin_socket_connect(dir);
    *running = fd >= 0;
    if (fd < 0)
        return NULL;
    g_autoptr(cJSON) request = json_put(json_put(cJSON_CreateObject(), "actor", actor), "verb", verb);
    json_put_item(request, "params", params ? cJSON_Duplicate(params, true) : cJSON_CreateObject());
    g_autofree char *text = json_text(request);
    g_autofree char *line = g_strconcat(text, "\n", NULL);
    g_autoptr(GByteArray) answer = send_all(fd, line, error) ? read_line(fd, error) : NULL;
    close(fd);
    return answer ? open_answer(answer, error) : NULL;
}
