/* SPDX-License-Identifier: GPL-3.0-or-later */
/* wasim - a WhatsApp of your own on this machine: options in, turns until a signal, the record out. */
#include "wasim_priv.h"

#include "error.h"
#include "log.h"

#include <stdio.h>
#include <string.h>

typedef struct {
    gint port, phones, zone_offset, step, speed, latency, parallel;
    gint64 seed;
    char *webhook, *verify_token, *app_secret_file, *token_file, *phone_id, *waba_id, *course_key, *start, *record;
    char **set;
    gboolean people, late_people, knobs;
} Options;

static bool parse(int *argc, char ***argv, Options *o, GError **error)
{
    const GOptionEntry entries[] = {
        { "port", 0, 0, G_OPTION_ARG_INT, &o->port, "listen here on 127.0.0.1 (default 8081; 0: any free port)",
            "PORT" },
        { "webhook", 0, 0, G_OPTION_ARG_STRING, &o->webhook, "post webhooks to this address", "URL" },
        { "verify-token", 0, 0, G_OPTION_ARG_STRING, &o->verify_token, "make the handshake with this token first",
            "TEXT" },
        { "app-secret-file", 0, 0, G_OPTION_ARG_FILENAME, &o->app_secret_file, "sign webhooks with this secret",
            "FILE" },
        { "token-file", 0, 0, G_OPTION_ARG_FILENAME, &o->token_file, "the access token that requests must bear",
            "FILE" },
        { "phone-id", 0, 0, G_OPTION_ARG_STRING, &o->phone_id, "id of the business number (default 106540352242922)",
            "ID" },
        { "waba-id", 0, 0, G_OPTION_ARG_STRING, &o->waba_id, "id of the business account (default 102290129340398)",
            "ID" },
        { "phones", 0, 0, G_OPTION_ARG_INT, &o->phones, "simulated people (default 28)", "N" },
        { "seed", 0, 0, G_OPTION_ARG_INT64, &o->seed, "same seed, same people and same luck (default 1)", "S" },
        { "course-key", 0, 0, G_OPTION_ARG_FILENAME, &o->course_key,
            "output of `baraza course key`: the people take the course by themselves", "FILE" },
        { "zone-offset", 0, 0, G_OPTION_ARG_INT, &o->zone_offset, "minutes east of UTC (default 120)", "MIN" },
        { "start", 0, 0, G_OPTION_ARG_STRING, &o->start,
            "step the time from here, a date or UTC seconds (default: the system's time)", "TIME" },
        { "step", 0, 0, G_OPTION_ARG_INT, &o->step, "stepped time moves to multiples of this (default 10)", "SECONDS" },
        { "speed", 0, 0, G_OPTION_ARG_INT, &o->speed, "at most so many simulated seconds a second, for watching", "N" },
        { "latency", 0, 0, G_OPTION_ARG_INT, &o->latency, "answer Graph requests so late (wall time)", "MS" },
        { "parallel", 0, 0, G_OPTION_ARG_INT, &o->parallel, "webhooks on the wire at once (default 8)", "N" },
        { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->set, "make the platform misbehave: duplicate=0.1 (see --knobs)",
            "NAME=VALUE" },
        { "record", 0, 0, G_OPTION_ARG_FILENAME, &o->record, "write what every phone received here at the end",
            "FILE" },
        { "people", 0, 0, G_OPTION_ARG_NONE, &o->people, "print the people as an enrolment list and end", NULL },
        { "late-people", 0, 0, G_OPTION_ARG_NONE, &o->late_people, "print those who join late, and end", NULL },
        { "knobs", 0, 0, G_OPTION_ARG_NONE, &o->knobs, "print what --set can set, and end", NULL },
        { NULL },
    };
    GOptionContext *context = g_option_context_new("- a local WhatsApp with simulated people");
    g_option_context_set_description(context,
        "Example:\n  wasim --port 8081 --webhook http://127.0.0.1:8080/webhook --verify-token v --app-secret-file "
        "secret \\\n"
        "        --token-file token --phones 28 --start 2026-12-07 --course-key key.json\n"
        "The phones are at http://127.0.0.1:8081/wasim/phones\n"
        "Exit status: 0 after a signal, 1 wrong options, 2 a file is wrong, 3 the port is taken.");
    g_option_context_add_main_entries(context, entries, NULL);
    bool parsed = g_option_context_parse(context, argc, argv, error);
    g_option_context_free(context);
    if (parsed && *argc > 1) {
        g_set_error(
            error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "%s: every value needs its option; see wasim --help", (*argv)[1]);
        return false;
    }
    return parsed;
}

/* A secret: the file's text without blanks at its ends. NULL path: NULL. */
static bool read_secret(const char *path, char **secret, GError **error)
{
    if (!path)
        return true;
    if (!g_file_get_contents(path, secret, NULL, error))
        return false;
    g_strstrip(*secret);
    if (**secret)
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s is empty", path);
    return false;
}

static bool read_start(const Options *o, int64_t *start, GError **error)
{
    if (!o->start)
        return true;
    int64_t days;
    char *end;
    *start = g_ascii_strtoll(o->start, &end, 10);
    if (civil_parse_date(o->start, &days))
        *start = days * DAY - (int64_t)o->zone_offset * MINUTE;
    else if (*end || *start <= 0) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
            "--start %s: give a date such as 2026-12-07, or UTC seconds", o->start);
        return false;
    }
    return true;
}

static bool check_ranges(const Options *o, GError **error)
{
    const struct {
        const char *name;
        gint64 value, min, max;
    } ranges[] = { { "port", o->port, 0, 65535 }, { "phones", o->phones, 0, 100000 },
        { "zone-offset", o->zone_offset, -840, 840 }, { "step", o->step, 1, 3600 }, { "speed", o->speed, 0, 1000000 },
        { "latency", o->latency, 0, 60000 }, { "parallel", o->parallel, 1, 1000 }, { "seed", o->seed, 0, G_MAXINT64 } };
    for (guint i = 0; i < G_N_ELEMENTS(ranges); i++) {
        if (ranges[i].value >= ranges[i].min && ranges[i].value <= ranges[i].max)
            continue;
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "--%s takes %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT,
            ranges[i].name, ranges[i].min, ranges[i].max);
        return false;
    }
    return true;
}

static bool read_platform(const Options *o, char **token, PlatformConfig *platform, GError **error)
{
    *platform = platform_config();
    platform->seed = (uint64_t)o->seed;
    if (o->phone_id)
        platform->phone_id = o->phone_id;
    if (o->waba_id)
        platform->waba_id = o->waba_id;
    if (!read_secret(o->token_file, token, error))
        return false;
    if (*token)
        platform->token = *token;
    for (guint i = 0; o->set && o->set[i]; i++)
        if (!wasim_knob_set(platform, o->set[i], error))
            return false;
    return true;
}

static bool read_key(const char *path, cJSON **key, GError **error)
{
    if (!path)
        return true;
    g_autofree char *text = NULL;
    gsize size;
    if (!g_file_get_contents(path, &text, &size, error))
        return false;
    *key = json_parse(text, size, error);
    if (!*key)
        g_prefix_error(error, "%s: ", path);
    return *key != NULL;
}

static bool print_and_end(const Options *o, const PlatformConfig *platform, int64_t start)
{
    g_autofree char *text = NULL;
    if (o->knobs)
        text = wasim_knobs_text(platform);
    if (o->people || o->late_people) {
        g_autoptr(GPtrArray) cast = persona_cast((uint64_t)o->seed, (guint)o->phones);
        Clock clock = clock_system();
        text = wasim_people_csv(cast, o->late_people, start ? start : clock_tick(&clock));
    }
    if (text)
        fputs(text, stdout);
    return text != NULL;
}

static bool write_record(Wasim *wasim, const char *path, GError **error)
{
    if (!path)
        return true;
    g_autoptr(cJSON) record = wasim_record(wasim);
    g_autofree char *text = json_text(record);
    return g_file_set_contents(path, text, -1, error);
}

static bool serve(const Options *o, WasimConfig *config, GError **error)
{
    g_autoptr(Wasim) wasim = wasim_new(config, error);
    if (!wasim)
        return false;
    g_autofree char *page = g_strdup_printf("http://127.0.0.1:%d/wasim/phones", wasim_port(wasim));
    log_event(LOG_INFO, "wasim.ready", "phones", page, NULL);
    while (wasim_turn(wasim, -1))
        ;
    return write_record(wasim, o->record, error);
}

static bool run(Options *o, GError **error)
{
    g_autofree char *token = NULL, *secret = NULL;
    g_autoptr(cJSON) key = NULL;
    WasimConfig config = { .port = o->port,
        .webhook = o->webhook,
        .verify_token = o->verify_token,
        .phones = (guint)o->phones,
        .seed = (uint64_t)o->seed,
        .zone_offset = o->zone_offset,
        .step = o->step,
        .speed = o->speed,
        .latency_ms = o->latency,
        .parallel = (guint)o->parallel };
    if (!check_ranges(o, error) || !read_start(o, &config.start, error) ||
        !read_platform(o, &token, &config.platform, error))
        return false;
    if (print_and_end(o, &config.platform, config.start))
        return true;
    if (!read_secret(o->app_secret_file, &secret, error) || !read_key(o->course_key, &key, error))
        return false;
    config.app_secret = secret;
    config.course_key = key;
    return serve(o, &config, error);
}

static int exit_status(const GError *error)
{
    if (error->domain == G_OPTION_ERROR || g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_USAGE))
        return 1;
    if (error->domain == G_FILE_ERROR || g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_INPUT))
        return 2;
    return 3;
}

static void options_clear(Options *o)
{
    char *texts[] = { o->webhook, o->verify_token, o->app_secret_file, o->token_file, o->phone_id, o->waba_id,
        o->course_key, o->start, o->record };
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    g_strfreev(o->set);
}

int main(int argc, char **argv)
{
    Options options = { .port = 8081, .phones = 28, .seed = 1, .zone_offset = 120, .step = 10, .parallel = 8 };
    g_autoptr(GError) error = NULL;
    bool done = parse(&argc, &argv, &options, &error) && run(&options, &error);
    options_clear(&options);
    if (done)
        return 0;
    fprintf(stderr, "wasim: %s\n", error->message);
    return exit_status(error);
}
