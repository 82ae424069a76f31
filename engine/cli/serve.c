/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening and closing what runs, and the loop: wait, keep what came, take a turn, wait again. */
#include "serve.h"
#include "admin.h"
#include "error.h"
#include "forgotten.h"
#include "log.h"
#include "lrs.h"
#include "notify.h"
#include "schema.h"
#include "workspace.h"
#include <string.h>

#define IDLE_MS 1000 /* the longest wait: clocks may be set, and files may change */
#define BUSY_MS 20   /* while somebody waits at the command socket */

static bool open_store(Serve *s, GError **error)
{
    g_autofree char *key = settings_secret(s->settings, "privacy", "key_file", error);
    if (!key || !(s->vault = vault_new(key, error)))
        return false;
    s->store = store_open(settings_text(s->settings, "engine", "database"), NULL, error);
    g_autofree EmbeddedFile *schemas = context_schemas();
    if (!s->store || !schema_check(s->store, settings_dir(s->settings), error) ||
        !store_create(s->store, schemas, error))
        return false;
    const char *warning = store_version_warning();
    if (warning)
        log_event(LOG_INFO, "run.sqlite", "version", store_version(), "note", warning, NULL);
    g_autofree char *media = g_build_filename(settings_dir(s->settings), "media", NULL);
    s->library = library_new(s->store, media);
    return true;
}

static bool open_sockets(Serve *s, GError **error)
{
    g_autofree char *secret = settings_secret(s->settings, "whatsapp", "app_secret_file", error);
    if (!secret || !(s->verify_token = settings_secret(s->settings, "whatsapp", "verify_token_file", error)))
        return false;
    s->key = webhook_key_new(secret);
    NetListener listeners[] = {
        { .name = "webhook",
            .address = settings_text(s->settings, "webhook", "listen"),
            .port = (int)settings_int(s->settings, "webhook", "port"),
            .methods = "GET POST",
            .max_body = 3 << 20,
            .max_waiting = (guint)settings_int(s->settings, "webhook", "backlog"),
            .admit = serve_admit,
            .admit_data = s },
        { .name = "pages",
            .address = settings_text(s->settings, "web", "listen"),
            .port = (int)settings_int(s->settings, "web", "port"),
            .methods = "GET POST HEAD",
            .max_body = 6 << 20 }, /* a file of 5 MB in its form */
    };
    NetConfig config = { .listeners = listeners, .n_listeners = G_N_ELEMENTS(listeners), .handle_signals = true };
    s->net = net_start(&config, error);
    return s->net != NULL;
}

/* Files that learners send are kept elsewhere than the rest; the simulator keeps all in one place. */
static HttpTransport *open_media(const Serve *s, const char **url, GError **error)
{
    *url = workspace_is_local(s->settings) ? settings_text(s->settings, "whatsapp", "graph_url") : CHANNEL_MEDIA_URL;
    NetTarget target = {
        .base_url = *url, .max_in_flight = 4, .timeout_ms = 120000, .max_response = CHANNEL_FETCH_MAX
    };
    return net_transport_new(s->net, &target, error);
}

static bool open_channel(Serve *s, GError **error)
{
    g_autofree char *token = settings_secret(s->settings, "whatsapp", "token_file", error);
    if (!token)
        return false;
    guint flight = (guint)settings_int(s->settings, "engine", "in_flight");
    NetTarget target = { .base_url = settings_text(s->settings, "whatsapp", "graph_url"), .max_in_flight = flight };
    const char *media_url = NULL;
    if (!(s->graph = net_transport_new(s->net, &target, error)) || !(s->media = open_media(s, &media_url, error)))
        return false;
    ChannelCloud cloud = { .version = settings_text(s->settings, "whatsapp", "api_version"),
        .phone_id = settings_text(s->settings, "whatsapp", "phone_id"),
        .waba_id = settings_text(s->settings, "whatsapp", "waba_id"),
        .token = token,
        .media_url = media_url,
        .media_transport = s->media };
    s->channel = channel_cloud_new(s->graph, &cloud);
    return true;
}

static bool open_engine(Serve *s, GError **error)
{
    EngineWatch watch = serve_watch(s);
    EngineConfig config = { .watch = &watch,
        .number = settings_text(s->settings, "whatsapp", "number"),
        .phone_id = settings_text(s->settings, "whatsapp", "phone_id"),
        .account = settings_text(s->settings, "whatsapp", "waba_id"),
        .slice_rows = (int)settings_int(s->settings, "engine", "slice_rows"),
        .in_flight = (int)settings_int(s->settings, "engine", "in_flight"),
        .rate = (int)settings_int(s->settings, "engine", "number_rate"),
        .raw_days = (int)settings_int(s->settings, "privacy", "raw_days") };
    s->engine = engine_new(s->store, s->vault, s->library, s->channel, &config, s->clock.now, error);
    return s->engine && workspace_set_context(s->settings, engine_context(s->engine), error);
}

static bool change(
    const char *actor, const char *verb, const cJSON *params, cJSON **result, gpointer data, GError **error)
{
    Serve *s = data;
    g_autoptr(cJSON) done = admin_run(engine_context(s->engine), actor, verb, params, s->clock.now, error);
    bool ok = done != NULL;
    if (result)
        *result = g_steal_pointer(&done);
    return ok;
}

static const char *paused(gpointer data)
{
    return engine_paused(((Serve *)data)->engine);
}

/* An app's codes follow the wall clock, so that stepped time cannot ask for them. */
static bool demands_factor(const Serve *s)
{
    const char *said = settings_text(s->settings, "web", "second_factor");
    bool open = g_str_has_prefix(settings_text(s->settings, "web", "public_url"), "https://");
    return !s->stepped && (strcmp(said, "required") == 0 || (strcmp(said, "offered") != 0 && open));
}

static bool open_pages(Serve *s, GError **error)
{
    g_autofree char *media = g_build_filename(settings_dir(s->settings), "media", NULL);
    g_autofree char *lrs = lrs_endpoint(s->settings);
    WebConfig config = { .database = settings_text(s->settings, "engine", "database"),
        .media_dir = media,
        .public_url = settings_text(s->settings, "web", "public_url"),
        .program = BARAZA_VERSION,
        .evaluate = s->stepped ? NULL : "/proc/self/exe",
        .lrs = lrs,
        .demand_factor = demands_factor(s),
        .vault = s->vault,
        .guard = context_guard_of(engine_context(s->engine)),
        .change = change,
        .number = settings_text(s->settings, "whatsapp", "number"),
        .phone = settings_text(s->settings, "whatsapp", "display_phone"),
        .paused = paused,
        .data = s };
    if (!(s->web = web_new(&config, error)))
        return false;
    g_autofree char *setup = web_setup_path(s->web, error);
    if (error && *error)
        return false;
    const char *path = setup ? setup : "/";
    g_print("baraza: pages at http://%s:%d%s\n", settings_text(s->settings, "web", "listen"), net_port(s->net, "pages"),
        path);
    if (config.public_url && *config.public_url)
        g_print("baraza: or, through the proxy, %s%s\n", config.public_url,
            g_str_has_suffix(config.public_url, "/") ? path + 1 : path);
    if (setup)
        g_print("baraza: this link makes the first account, once; nobody can sign in before\n");
    return true;
}

bool serve_open(Serve *s, const char *dir, GError **error)
{
    /* Commands that come from now on wait for the first turn. */
    if (!(s->settings = settings_load(dir, error)) || !open_store(s, error) ||
        !(s->admin = admin_server_new(settings_dir(s->settings), error)) || !open_sockets(s, error) ||
        !open_channel(s, error))
        return false;
    s->stepped = g_str_equal(settings_text(s->settings, "engine", "clock"), "stepped");
    s->clock = s->stepped ? clock_fixed(0) : clock_system();
    clock_tick(&s->clock);
    if (s->stepped && !serve_first_instant(s, error))
        return false;
    s->begun_ms = clock_monotonic_ms();
    serve_xapi_open(s);
    return open_engine(s, error) &&
           forgotten_replay(settings_dir(s->settings), engine_context(s->engine), s->clock.now, error) &&
           open_pages(s, error);
}

void serve_close(Serve *s)
{
    serve_xapi_close(s);
    g_clear_pointer(&s->web, web_free);
    g_clear_pointer(&s->admin, admin_server_free);
    g_clear_pointer(&s->engine, engine_free);
    if (s->channel)
        s->channel->free(s->channel);
    if (s->graph)
        s->graph->free(s->graph);
    if (s->media)
        s->media->free(s->media);
    if (s->steps)
        s->steps->free(s->steps);
    g_clear_pointer(&s->net, net_free);
    g_clear_pointer(&s->key, webhook_key_free);
    g_clear_pointer(&s->verify_token, g_free);
    g_clear_pointer(&s->library, library_free);
    g_clear_pointer(&s->store, store_free);
    g_clear_pointer(&s->vault, vault_free);
    g_clear_pointer(&s->settings, settings_free);
    g_clear_pointer(&s->heralds, g_array_unref);
}

static cJSON *run_change(const char *actor, const char *verb, const cJSON *params, gpointer data, GError **error)
{
    Serve *s = data;
    return admin_run(engine_context(s->engine), actor, verb, params, s->clock.now, error);
}

/* Between two slices of a turn: webhooks that wait are kept and answered. */
static bool between(Engine *engine, gpointer data, GError **error)
{
    Serve *s = data;
    g_autoptr(GPtrArray) requests = g_ptr_array_new_with_free_func((GDestroyNotify)net_request_free);
    return net_take(s->net, 0, requests) == 0 || serve_requests(s, requests, error);
}

static int wait_ms(const Serve *s, int64_t wake)
{
    if (admin_server_busy(s->admin))
        return BUSY_MS;
    if (s->stepped)
        return s->moved || wake <= s->clock.now ? 0 : s->asked ? IDLE_MS : BUSY_MS;
    int64_t ms = wake == INT64_MAX ? IDLE_MS : (wake - s->clock.now) * 1000;
    return (int)CLAMP(ms, 0, IDLE_MS);
}

/* A full disk is waited out, and the turn has told it: webhooks get 503 and come again. Any other fault of the store
 * ends the program, so that it starts again from what is on disk. */
static bool waits_out(GError **fault)
{
    if (!g_error_matches(*fault, BARAZA_ERROR, BARAZA_ERROR_FULL))
        return false;
    g_clear_error(fault);
    return true;
}

static bool iterate(Serve *s, int64_t *wake, GError **error)
{
    g_autoptr(GPtrArray) requests = g_ptr_array_new_with_free_func((GDestroyNotify)net_request_free);
    net_take(s->net, wait_ms(s, *wake), requests);
    clock_tick(&s->clock);
    serve_reap(s);
    web_tend(s->web);
    if (!serve_requests(s, requests, error))
        return false;
    admin_server_poll(s->admin, run_change, s);
    if (!engine_turn(s->engine, &s->clock, between, s, wake, error))
        return false;
    if (!serve_xapi(s, error))
        return false;
    if (!forgotten_keep(settings_dir(s->settings), s->store, &s->forgotten, error))
        return false;
    return !s->stepped || serve_step(s, *wake, error);
}

bool serve_loop(Serve *s, GError **error)
{
    int64_t wake = 0, told_ms = 0;
    notify_send("READY=1");
    while (!net_stopping(s->net) && !s->over) {
        g_autoptr(GError) fault = NULL;
        notify_alive(&told_ms, engine_paused(s->engine));
        if (iterate(s, &wake, &fault))
            continue;
        if (!waits_out(&fault)) {
            g_propagate_error(error, g_steal_pointer(&fault));
            return false;
        }
        wake = s->clock.now + 5;
    }
    notify_send("STOPPING=1");
    return true;
}
