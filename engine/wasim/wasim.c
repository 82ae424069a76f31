/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One turn of the local WhatsApp: requests in, people act, webhooks out, and time moves when the engine asks for it. */
#include "wasim_priv.h"

#define TURN_MS 1000       /* on the system's time events fall due by themselves, in whole seconds */
#define VERIFY_TURN_MS 100 /* while the engine has not answered the handshake */

static bool start_net(Wasim *wasim, GError **error)
{
    NetListener listener = { .name = "wasim",
        .port = wasim->config.port,
        .methods = "GET POST DELETE",
        .max_body = 105 * 1024 * 1024, /* the largest upload, a document, and its envelope */
        .max_waiting = 65536,
        .max_connections = 4096,
        .max_waiting_bytes = 512 * 1024 * 1024 };
    NetConfig config = {
        .listeners = &listener, .n_listeners = 1, .handle_signals = true, .answer_ms = 600000, .idle_ms = 120000
    };
    wasim->net = net_start(&config, error);
    return wasim->net != NULL;
}

Wasim *wasim_new(const WasimConfig *config, GError **error)
{
    g_autoptr(Wasim) wasim = g_new0(Wasim, 1);
    wasim->config = *config;
    wasim->clock = config->start ? clock_fixed(config->start) : clock_system();
    clock_tick(&wasim->clock);
    if (!start_net(wasim, error))
        return NULL;
    g_autofree char *media_base = g_strdup_printf("http://127.0.0.1:%d", wasim_port(wasim));
    PlatformConfig platform = config->platform;
    platform.media_base = media_base;
    wasim->platform = platform_new(&platform);
    platform_advance(wasim->platform, wasim->clock.now);
    if (!wasim_people_add(wasim, error) || !wasim_hook_open(wasim, error))
        return NULL;
    return g_steal_pointer(&wasim);
}

void wasim_free(Wasim *wasim)
{
    if (!wasim)
        return;
    wasim_hook_close(wasim);
    wasim_late_clear(wasim);
    net_free(wasim->net);
    cast_free(wasim->people);
    platform_free(wasim->platform);
    g_free(wasim);
}

int wasim_port(const Wasim *wasim)
{
    return net_port(wasim->net, "wasim");
}

static int wait_ms(Wasim *wasim, int timeout_ms)
{
    int own_ms = wasim->hook && !wasim->verified ? VERIFY_TURN_MS : wasim->clock.kind == CLOCK_SYSTEM ? TURN_MS : -1;
    int pace_ms = wasim_pace_ms(wasim);
    own_ms = pace_ms > 0 ? pace_ms : own_ms;
    int late_ms = wasim_late_turn(wasim);
    if (late_ms >= 0 && (own_ms < 0 || late_ms < own_ms))
        own_ms = late_ms;
    if (own_ms < 0 || (timeout_ms >= 0 && timeout_ms < own_ms))
        return timeout_ms;
    return own_ms;
}

bool wasim_turn(Wasim *wasim, int timeout_ms)
{
    g_autoptr(GPtrArray) requests = g_ptr_array_new_with_free_func((GDestroyNotify)net_request_free);
    net_take(wasim->net, wait_ms(wasim, timeout_ms), requests);
    clock_tick(&wasim->clock);
    for (guint i = 0; i < requests->len; i++)
        wasim_answer(wasim, requests->pdata[i]);
    cast_turn(wasim->people, wasim->clock.now);
    /* The last hook turn posts what a move of time has made due. It may also take the last answers that an ask was
     * waiting for, and no event would come to say so: then the ask is settled at once. */
    do {
        wasim_hook_turn(wasim);
        wasim_settle(wasim);
        wasim_hook_turn(wasim);
    } while (wasim->asked.id && wasim_hook_is_idle(wasim) && wasim_pace_ms(wasim) == 0);
    return !net_stopping(wasim->net);
}
