/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the engine's alarms need of the machine: room on the disk, the age of the newest backup, and a program that
 * carries an alarm on when WhatsApp does not. */
#include "log.h"
#include "serve.h"
#include "workspace.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#define HERALD_MS 60000
#define HERALDS 8 /* at once: a command that hangs must not fill the machine */

/* An alarm command that runs. */
typedef struct {
    GPid pid;
    int64_t since_ms;
} Herald;

static int64_t disk_free(gpointer data)
{
    const Serve *s = data;
    struct statvfs disk;
    return statvfs(settings_dir(s->settings), &disk) == 0 ? (int64_t)((disk.f_bavail * disk.f_frsize) >> 20) : -1;
}

/* The newest file that baraza backup has written; with simulated phones nobody needs one. */
static int64_t backup(gpointer data)
{
    const Serve *s = data;
    if (workspace_is_local(s->settings))
        return -1;
    const char *folder = settings_text(s->settings, "backup", "folder");
    GDir *dir = g_dir_open(folder, 0, NULL);
    int64_t newest = 0;
    for (const char *name = dir ? g_dir_read_name(dir) : NULL; name; name = g_dir_read_name(dir)) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        GStatBuf facts;
        if (g_str_has_prefix(name, "baraza-") && g_str_has_suffix(name, ".sealed") && g_stat(path, &facts) == 0)
            newest = MAX(newest, (int64_t)facts.st_mtime);
    }
    if (dir)
        g_dir_close(dir);
    return newest;
}

/* A file in memory as standard input: nothing to write to while the program runs, and nothing on the disk, which may be
 * full. */
static int text_file(const char *text)
{
    int fd = memfd_create("alarm", MFD_CLOEXEC);
    gsize size = strlen(text);
    if (fd >= 0 && (write(fd, text, size) != (ssize_t)size || lseek(fd, 0, SEEK_SET) != 0)) {
        close(fd);
        return -1;
    }
    return fd;
}

static void unheard(const char *why)
{
    log_event(LOG_ERROR, "run.alarm_command", "why", why, NULL);
}

static void send_herald(Serve *s, char **argv, int fd)
{
    g_autoptr(GError) fault = NULL;
    Herald herald = { .since_ms = clock_monotonic_ms() };
    if (!g_spawn_async_with_fds(settings_dir(s->settings), argv, NULL,
            G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &herald.pid, fd, -1, -1, &fault)) {
        unheard(fault->message);
        return;
    }
    if (!s->heralds)
        s->heralds = g_array_new(FALSE, FALSE, sizeof herald);
    g_array_append_val(s->heralds, herald);
}

static void shout(const char *text, gpointer data)
{
    Serve *s = data;
    const char *command = settings_text(s->settings, "alarm", "command");
    if (!*command)
        return;
    g_auto(GStrv) argv = NULL;
    g_autoptr(GError) fault = NULL;
    g_autofree char *line = g_strconcat(text, "\n", NULL);
    if (s->heralds && s->heralds->len >= HERALDS) {
        unheard("too many of the earlier ones still run");
        return;
    }
    if (!g_shell_parse_argv(command, NULL, &argv, &fault)) {
        unheard(fault->message);
        return;
    }
    int fd = text_file(line);
    if (fd < 0) {
        unheard("no memory for its text");
        return;
    }
    send_herald(s, argv, fd);
    close(fd);
}

/* Whether it has ended. */
static bool has_ended(const Herald *herald)
{
    int status = 0;
    pid_t got = waitpid(herald->pid, &status, WNOHANG);
    if (got == 0 && clock_monotonic_ms() - herald->since_ms > HERALD_MS) {
        kill(herald->pid, SIGKILL);
        got = waitpid(herald->pid, &status, 0);
        unheard("it took longer than a minute and was ended");
    } else if (got > 0 && WIFEXITED(status) && WEXITSTATUS(status) != 0) {
        g_autofree char *why = g_strdup_printf("it ended with status %d", WEXITSTATUS(status));
        unheard(why);
    } else if (got > 0 && WIFSIGNALED(status))
        unheard("it was ended by a signal");
    return got > 0 || (got < 0 && errno == ECHILD);
}

void serve_reap(Serve *s)
{
    for (guint i = s->heralds ? s->heralds->len : 0; i-- > 0;)
        if (has_ended(&g_array_index(s->heralds, Herald, i)))
            g_array_remove_index(s->heralds, i);
}

EngineWatch serve_watch(Serve *s)
{
    return (
        EngineWatch){ .disk_free = disk_free, .backup = backup, .shout = shout, .lrs = s->xapi.endpoint, .data = s };
}
