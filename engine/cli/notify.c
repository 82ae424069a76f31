/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "notify.h"
#include "clock.h"

#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define STATUS_MS 10000 /* without a watchdog, how often the status line is told */

void notify_send(const char *state)
{
    const char *path = g_getenv("NOTIFY_SOCKET");
    struct sockaddr_un to = { .sun_family = AF_UNIX };
    gsize length = path ? strlen(path) : 0;
    if (length < 2 || length >= sizeof to.sun_path || (path[0] != '/' && path[0] != '@'))
        return;
    memcpy(to.sun_path, path, length);
    if (path[0] == '@') /* a name of the kernel's own, not of a file */
        to.sun_path[0] = '\0';
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return;
    /* Nobody can be told of a failure, and the watchdog notices it. */
    (void)!sendto(fd, state, strlen(state), MSG_NOSIGNAL | MSG_DONTWAIT, (struct sockaddr *)&to,
        (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length));
    close(fd);
}

void notify_alive(int64_t *told_ms, const char *status)
{
    const char *text = g_getenv("WATCHDOG_USEC");
    gint64 usec = 0;
    if (!g_getenv("NOTIFY_SOCKET"))
        return;
    if (!text || !g_ascii_string_to_signed(text, 10, 1, G_MAXINT64, &usec, NULL))
        usec = 0;
    int64_t now = clock_monotonic_ms(), every = usec ? usec / 2000 : STATUS_MS;
    if (*told_ms && now - *told_ms < MIN(every, STATUS_MS))
        return;
    *told_ms = now;
    g_autofree char *state = g_strconcat("WATCHDOG=1\nSTATUS=", status ? status : "Sending.", NULL);
    notify_send(state);
}
