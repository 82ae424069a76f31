/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the engine's alarms need of the machine: room on the disk, the age of the newest backup, and a program that
 * carries an alarm on when WhatsApp does not. */
#include "log.h"
#include "serve.h"
#include "workspace.h"

#include <glib/gstdio.h>
#include <sys/mman.h>
#include <sys/statvfs.h>
#include <unistd.h>

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

static void shout(const char *text, gpointer data)
{
    const Serve *s = data;
    const char *command = settings_text(s->settings, "alarm", "command");
    if (!*command)
        return;
    g_auto(GStrv) argv = NULL;
    g_autoptr(GError) fault = NULL;
    g_autofree char *line = g_strconcat(text, "\n", NULL);
    int fd = text_file(line);
    bool ok = fd >= 0 && g_shell_parse_argv(command, NULL, &argv, &fault) &&
              g_spawn_async_with_fds(settings_dir(s->settings), argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL,
                  NULL, fd, -1, -1, &fault);
    if (!ok)
        log_event(LOG_ERROR, "run.alarm_command", "why", fault ? fault->message : "no memory for its text", NULL);
    if (fd >= 0)
        close(fd);
}

EngineWatch serve_watch(Serve *s)
{
    return (EngineWatch){ .disk_free = disk_free, .backup = backup, .shout = shout, .data = s };
}
