/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keeps an installation alive beyond today: backups, room on the disk, a restore that nobody has confirmed, and
 * the way in from outside. */
#include "backup.h"
#include "backup_cli.h"
#include "doctor.h"
#include "journal.h"
#include "net.h"
#include "retention.h"
#include "restore.h"

#include <string.h>
#include <sys/stat.h>

#define OLD_BACKUP (2 * DAY)
#define FEW_DAYS 60

static void check_restored(Doctor *d, const Workspace *w)
{
    g_autoptr(GError) error = NULL;
    int64_t backup = 0;
    if (!restore_pending(w->store, &backup, &error)) {
        doctor_fail(d, "restored", error, NULL);
        return;
    }
    g_autofree char *from = civil_utc_text(backup);
    if (backup)
        doctor_say(d, DOCTOR_FAIL, "restored",
            "this workspace came out of the backup of %s and sends nothing: look at baraza restore confirm --dry-run, "
            "then confirm",
            from);
}

static void check_backup(Doctor *d, const Workspace *w)
{
    int64_t at = 0;
    g_autofree char *path = NULL, *key = g_build_filename(d->dir, "backup.key", NULL);
    if (g_file_test(key, G_FILE_TEST_EXISTS))
        doctor_say(d, DOCTOR_WARN, "backup key",
            "%s lies on the machine whose backups it opens: take it to two safe places and remove it here", key);
    if (!backup_last(d->dir, &at, &path)) {
        doctor_say(d, DOCTOR_WARN, "backup", "there was never one: %s",
            *settings_text(w->settings, "backup", "recipient")
                ? "baraza backup, and each night by systemctl enable --now baraza-backup.timer"
                : "baraza backup key makes the keys for it");
        return;
    }
    g_autofree char *age = cli_age(MAX(d->now - at, 0));
    bool there = g_file_test(path, G_FILE_TEST_EXISTS);
    if (!there)
        doctor_say(
            d, DOCTOR_WARN, "backup", "the last one (%s ago) is not at %s any more: is it kept elsewhere?", age, path);
    else
        doctor_say(d, d->now - at > OLD_BACKUP ? DOCTOR_WARN : DOCTOR_OK, "backup", "%s ago: %s%s", age, path,
            d->now - at > OLD_BACKUP ? "; systemctl status baraza-backup.timer says why there is no newer one" : "");
}

/* Nothing that is older than it may be: the engine erases every six hours. */
static void check_kept(Doctor *d, const Workspace *w)
{
    Retention one;
    bool found = false;
    g_autoptr(GError) error = NULL;
    if (!retention_due(w->store, d->now - DAY, &one, &found, &error)) {
        doctor_fail(d, "kept", error, NULL);
        return;
    }
    g_autoptr(Cohort) cohort = found ? cohort_get(w->store, one.cohort, NULL) : NULL;
    g_autofree char *until = found ? civil_utc_text(one.until) : NULL;
    if (found)
        doctor_say(d, DOCTOR_FAIL, "kept",
            "of cohort %s %s should have been erased by %s: start the engine, and look at its log for admin.keep; or "
            "baraza cohort keep sets another date",
            cohort ? cohort->name : "?", keep_about(one.class), until);
    else
        doctor_say(d, DOCTOR_OK, "kept", "nothing of a closed cohort is older than it may be");
}

static bool first_entry(const JournalEntry *entry, gpointer data)
{
    *(int64_t *)data = entry->time;
    return false;
}

static int64_t size_of(const char *path)
{
    struct stat facts;
    return stat(path, &facts) == 0 ? (int64_t)facts.st_size : 0;
}

/* At the pace so far; the first days say nothing yet. */
static void check_days(Doctor *d, const Workspace *w)
{
    int64_t first = d->now, left = 0, used = size_of(settings_text(w->settings, "engine", "database"));
    g_autofree char *media = workspace_media(d->dir);
    g_autoptr(GDir) dir = g_dir_open(media, 0, NULL);
    for (const char *name; dir && (name = g_dir_read_name(dir));) {
        g_autofree char *path = g_build_filename(media, name, NULL);
        used += size_of(path);
    }
    if (!journal_each(w->store, NULL, 0, first_entry, &first, NULL) || !backup_free_space(d->dir, &left, NULL) ||
        d->now - first < 7 * DAY)
        return;
    int64_t days = left / MAX(used / ((d->now - first) / DAY), 1);
    if (days < FEW_DAYS)
        doctor_say(d, days < 7 ? DOCTOR_FAIL : DOCTOR_WARN, "disk days",
            "at the pace so far the disk is full in %" G_GINT64_FORMAT " days: make room, or take a larger one", days);
    else
        doctor_say(d, DOCTOR_OK, "disk days", "at the pace so far the disk lasts for more than %d days", FEW_DAYS);
}

/* The webhook through the proxy: without the word of the handshake it must answer 403, over a certificate that holds.
 */
static void check_outside(Doctor *d, const Workspace *w)
{
    const char *url = settings_text(w->settings, "web", "public_url"),
               *path = settings_text(w->settings, "webhook", "path");
    g_autoptr(GError) error = NULL;
    if (!*url) {
        doctor_say(d, workspace_is_local(w->settings) ? DOCTOR_OK : DOCTOR_WARN, "public url",
            "[web] public_url is not set: nobody outside this machine is expected; with a proxy, set it to the https "
            "address");
        return;
    }
    if (!g_str_has_prefix(url, "https://") && !workspace_is_local(w->settings)) {
        doctor_say(d, DOCTOR_FAIL, "public url",
            "%s is not https: passwords would go over the net in clear, and Meta sends webhooks over https only", url);
        return;
    }
    NetTarget target = { .base_url = url, .timeout_ms = 10000 };
    HttpRequest request = { .method = (char *)"GET", .path = (char *)path };
    g_autoptr(HttpResponse) response = net_call(&target, &request, &error);
    if (!response)
        doctor_say(d, DOCTOR_WARN, "public url",
            "%s does not answer from here: %s; look at the proxy, its certificate and the name", url, error->message);
    else if (response->status == 403)
        doctor_say(d, DOCTOR_OK, "public url", "%s: the webhook answers from there", url);
    else
        doctor_say(d, DOCTOR_WARN, "public url",
            "%s%s answers %d, not 403 as the engine does: is it running, and does the proxy pass %s on?", url, path,
            response->status, path);
}

void doctor_keep(Doctor *d, const Workspace *w)
{
    check_restored(d, w);
    check_backup(d, w);
    check_kept(d, w);
    check_days(d, w);
    check_outside(d, w);
}
