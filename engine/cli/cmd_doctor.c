/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks at everything that a workspace needs, in the order in which it is set up; each line is ok, warn or fail, with
 * what to do. It changes nothing, and asks nobody but this machine and its own public address. */
#include "doctor.h"
#include "admin_socket.h"
#include "inbox.h"
#include "journal.h"
#include "outbox.h"

#include <errno.h>
#include <netinet/in.h>
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

static const char *const level_names[] = { "ok", "warn", "fail" };

void doctor_say(Doctor *d, DoctorLevel level, const char *check, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    d->failed += level == DOCTOR_FAIL;
    json_put_item(d->list, NULL,
        json_put(json_put(json_put(cJSON_CreateObject(), "check", check), "level", level_names[level]), "text", text));
}

void doctor_fail(Doctor *d, const char *check, const GError *error, const char *advice)
{
    doctor_say(d, DOCTOR_FAIL, check, "%s%s%s", error ? error->message : "it failed without a reason",
        advice ? "; " : "", advice ? advice : "");
}

static void check_folder(Doctor *d)
{
    struct stat facts;
    if (stat(d->dir, &facts) == 0 && (facts.st_mode & (S_IRWXG | S_IRWXO)))
        doctor_say(d, DOCTOR_WARN, "folder", "%s may be entered by others: chmod 700 %s", d->dir, d->dir);
    else
        doctor_say(d, DOCTOR_OK, "folder", "%s", d->dir);
    struct statvfs disk;
    if (statvfs(d->dir, &disk) != 0) {
        doctor_say(d, DOCTOR_FAIL, "disk", "the free space cannot be read: %s", g_strerror(errno));
        return;
    }
    uint64_t free_mb = (uint64_t)disk.f_bavail * disk.f_frsize >> 20;
    DoctorLevel level = free_mb < 100 ? DOCTOR_FAIL : free_mb < 1024 ? DOCTOR_WARN : DOCTOR_OK;
    doctor_say(d, level, "disk", "%" G_GUINT64_FORMAT " MB free%s", free_mb,
        level == DOCTOR_OK ? "" : "; a full disk stops sending and receiving: make room");
}

static void check_secret(Doctor *d, const char *group, const char *key, DoctorLevel bad, const char *advice)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = settings_secret(d->settings, group, key, &error);
    if (text)
        doctor_say(d, DOCTOR_OK, key, "%s", settings_text(d->settings, group, key));
    else {
        /* The line begins with the key as the sentence does. */
        const char *said = error->message + (g_str_has_prefix(error->message, key) ? strlen(key) : 0);
        doctor_say(d, bad, key, "%s; %s", said + strspn(said, ":, "), advice);
    }
}

static void check_platform(Doctor *d)
{
    bool local = workspace_is_local(d->settings);
    DoctorLevel bad = local ? DOCTOR_WARN : DOCTOR_FAIL;
    doctor_say(d, DOCTOR_OK, "platform", "%s%s", settings_text(d->settings, "whatsapp", "graph_url"),
        local ? " (on this machine: simulated, not for clinical use)" : "");
    check_secret(d, "whatsapp", "token_file", bad, "put the access token of a system user into it, chmod 600");
    check_secret(
        d, "whatsapp", "app_secret_file", bad, "copy the app secret from the app's basic settings into it, chmod 600");
    check_secret(
        d, "whatsapp", "verify_token_file", bad, "put a word of your own into it, the same as at the platform");
    static const char *const ids[] = { "phone_id", "waba_id" };
    for (gsize i = 0; i < G_N_ELEMENTS(ids); i++) {
        const char *value = settings_text(d->settings, "whatsapp", ids[i]);
        if (*value)
            doctor_say(d, DOCTOR_OK, ids[i], "%s", value);
        else
            doctor_say(d, i ? DOCTOR_WARN : bad, ids[i], "[whatsapp] %s is not set; WhatsApp Manager shows it", ids[i]);
    }
}

/* 0 when the port could be taken, else errno. */
static int try_port(const char *address, int port)
{
    struct sockaddr_in v4 = { .sin_family = AF_INET, .sin_port = htons((guint16)port) };
    struct sockaddr_in6 v6 = { .sin6_family = AF_INET6, .sin6_port = htons((guint16)port) };
    bool six = strchr(address, ':') != NULL;
    if (six ? inet_pton(AF_INET6, address, &v6.sin6_addr) != 1 : inet_pton(AF_INET, address, &v4.sin_addr) != 1)
        return EINVAL;
    int fd = socket(six ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), one = 1;
    if (fd < 0)
        return errno;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    int why =
        bind(fd, six ? (struct sockaddr *)&v6 : (struct sockaddr *)&v4, six ? sizeof v6 : sizeof v4) == 0 ? 0 : errno;
    close(fd);
    return why;
}

static void check_ports(Doctor *d)
{
    static const char *const groups[] = { "webhook", "web" };
    bool running = admin_running(d->dir);
    doctor_say(d, DOCTOR_OK, "engine", running ? "running" : "not running; start it with baraza run");
    for (gsize i = 0; i < G_N_ELEMENTS(groups); i++) {
        const char *address = settings_text(d->settings, groups[i], "listen");
        int port = (int)settings_int(d->settings, groups[i], "port"), why = try_port(address, port);
        bool good = running ? port == 0 || why == EADDRINUSE : why == 0;
        g_autofree char *check = g_strdup_printf("%s port", groups[i]);
        if (good)
            doctor_say(d, DOCTOR_OK, check, "%s:%d", address, port);
        else if (running)
            doctor_say(d, DOCTOR_FAIL, check,
                "the engine does not listen at %s:%d; was the setting changed? start it again", address, port);
        else
            doctor_say(d, DOCTOR_FAIL, check,
                "%s:%d cannot be listened on: %s; end the other program or change [%s] port", address, port,
                g_strerror(why), groups[i]);
    }
}

/* What is off for everybody is on here, and asks for care (docs/patients.md). */
static void check_modes(Doctor *d)
{
    if (strcmp(settings_text(d->settings, "modes", "patients"), "yes") == 0)
        doctor_say(d, DOCTOR_OK, "patients",
            "groups of patients with a doctor may be made here ([modes] patients); what they leave is kept "
            "%" G_GINT64_FORMAT " days: docs/patients.md says what that asks of you",
            settings_int(d->settings, "privacy", "patients_days"));
}

/* A group would share what its own words are to hold. */
static bool check_guard(Doctor *d)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = NULL;
    const char *path = settings_text(d->settings, "guard", "words");
    if (!workspace_guard_words(d->settings, &text, &error)) {
        doctor_fail(d, "guard", error, "put the file there or mend the setting: nothing runs without it");
        return false;
    }
    doctor_say(
        d, DOCTOR_OK, "guard", "%s%s", text ? "with the words of " : "with its own words alone", text ? path : "");
    return true;
}

static void check_libraries(Doctor *d)
{
    const char *glib = glib_check_version(GLIB_MAJOR_VERSION, GLIB_MINOR_VERSION, 0), *sqlite = store_version_warning();
    doctor_say(d, glib ? DOCTOR_WARN : DOCTOR_OK, "GLib", "%u.%u.%u%s%s", glib_major_version, glib_minor_version,
        glib_micro_version, glib ? ": " : "", glib ? glib : "");
    /* A note, no fault: Baraza writes from one place, and nobody can do anything about Debian's version. */
    doctor_say(d, DOCTOR_OK, "SQLite", "%s%s%s", store_version(), sqlite ? ": " : "", sqlite ? sqlite : "");
}

static bool last_entry(const JournalEntry *entry, gpointer data)
{
    *(int64_t *)data = entry->time;
    return true;
}

static void check_clock(Doctor *d, Store *store, int64_t entries)
{
    int64_t last = 0;
    g_autofree char *now = civil_utc_text(d->now);
    g_autoptr(GError) error = NULL;
    if (!civil_zone("Africa/Harare", &error))
        doctor_fail(d, "time zones", error, "install tzdata");
    if (journal_each(store, NULL, MAX(entries - 1, 0), last_entry, &last, NULL) && last > d->now + 5 * MINUTE &&
        strcmp(settings_text(d->settings, "engine", "clock"), "stepped") != 0)
        doctor_say(d, DOCTOR_FAIL, "clock",
            "it is %s, but the journal has a later entry: set the clock (timedatectl) before the engine runs", now);
    else if (d->now < civil_days(2026, 1, 1) * DAY)
        doctor_say(d, DOCTOR_FAIL, "clock", "it is %s, which cannot be: set the clock (timedatectl)", now);
    else
        doctor_say(d, DOCTOR_OK, "clock", "%s", now);
}

/* The key of another workspace is a good key and opens nothing here. */
static void check_key(Doctor *d, const Workspace *w)
{
    bool fits = false;
    g_autoptr(GError) error = NULL;
    if (!vault_fits(w->store, w->vault, &fits, &error))
        doctor_fail(d, "key", error, NULL);
    else if (!fits)
        doctor_say(d, DOCTOR_FAIL, "key",
            "%s is not the key of this database: no name and no phone number of it can be read; do not run the engine, "
            "and put the key back from your copy or from the backup that the database came with",
            settings_text(d->settings, "privacy", "key_file"));
}

static void check_database(Doctor *d, Store *store)
{
    g_autoptr(GError) error = NULL;
    int64_t broken = 0, entries = 0, aside = 0;
    const char *restore = "stop the engine, keep the file, and put the newest backup in its place";
    if (store_integrity(store, &error))
        doctor_say(d, DOCTOR_OK, "database", "whole: %s", settings_text(d->settings, "engine", "database"));
    else
        doctor_fail(d, "database", error, restore);
    g_clear_error(&error);
    if (!outbox_check(store, &broken, &error))
        doctor_fail(d, "outbox", error, restore);
    else if (broken)
        doctor_say(d, DOCTOR_FAIL, "outbox",
            "message %" G_GINT64_FORMAT " is not in exactly one place; please report this", broken);
    else
        doctor_say(d, DOCTOR_OK, "outbox", "every message is in exactly one place");
    g_clear_error(&error);
    if (journal_verify(store, &entries, NULL, &error))
        doctor_say(d, DOCTOR_OK, "journal", "%" G_GINT64_FORMAT " entries, the chain is whole", entries);
    else
        doctor_fail(d, "journal", error,
            "somebody may have changed it: keep the file and tell whoever is responsible for the data");
    g_clear_error(&error);
    if (!inbox_aside_count(store, &aside, &error))
        doctor_fail(d, "inbox", error, NULL);
    else
        doctor_say(d, aside ? DOCTOR_WARN : DOCTOR_OK, "inbox",
            aside ? "%" G_GINT64_FORMAT " webhooks or events are set aside: baraza inbox aside"
                  : "nothing is set aside",
            aside);
    check_clock(d, store, entries);
}

static void check_workspace(Doctor *d, const Cli *cli)
{
    g_autoptr(GError) error = NULL;
    d->settings = settings_load(d->dir, &error);
    if (!d->settings) {
        doctor_fail(d, "settings", error, "mend baraza.ini");
        return;
    }
    doctor_say(d, DOCTOR_OK, "settings", "%s/baraza.ini", d->dir);
    check_secret(
        d, "privacy", "key_file", DOCTOR_FAIL, "restore it from your copy: without it no phone number can be read");
    check_platform(d);
    doctor_number(d);
    check_ports(d);
    check_modes(d);
    if (!check_guard(d))
        return;
    g_autoptr(Workspace) w = workspace_open(cli, &error);
    if (!w) {
        doctor_fail(d, "database", error, NULL);
        return;
    }
    check_key(d, w);
    check_database(d, w->store);
    doctor_keep(d, w);
    doctor_courses(d, w);
    doctor_lrs(d, w);
    doctor_adverts(d, w);
}

/* What can be read to somebody on the phone: each thing that is to be done has a number, the urgent ones first. */
static int print_findings(const cJSON *list, const char *level, int number)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, list)
    {
        if (strcmp(json_string(one, "level"), level) != 0)
            continue;
        if (number == 0)
            puts("\nTo do, the urgent ones first:");
        printf("%2d. %s: %s\n", ++number, json_string(one, "check"), json_string(one, "text"));
    }
    return number;
}

static void print_list(const cJSON *list)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, list)
    {
        printf("%-4s  %-18s %s\n", json_string(one, "level"), json_string(one, "check"), json_string(one, "text"));
    }
    if (print_findings(list, "warn", print_findings(list, "fail", 0)) == 0)
        puts("\nNothing to do.");
}

bool cmd_doctor(Cli *cli, GError **error)
{
    g_autofree char *dir = workspace_dir(cli, error);
    if (!dir)
        return false;
    g_autoptr(cJSON) list = cJSON_CreateArray();
    Doctor d = { .dir = dir, .now = cli->clock.now, .list = list };
    check_folder(&d);
    check_libraries(&d);
    check_workspace(&d, cli);
    settings_free(d.settings);
    if (cli_switch(cli, "json"))
        cli_print_json(list);
    else
        print_list(list);
    if (d.failed)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "%d check%s failed: each line says what to do", d.failed,
            d.failed == 1 ? "" : "s");
    return d.failed == 0;
}
