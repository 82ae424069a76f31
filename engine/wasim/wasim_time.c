/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stepped time. The engine asks for time to move when it has nothing left to do. If webhooks were on their way when it
 * asked, they have given it something to do: then time stays, and it asks again. Otherwise time moves to the sooner of
 * its wake and the next event here. So the engine has seen all of one moment before the next begins, and eight weeks
 * take seconds. */
#include "wasim_priv.h"

#include <string.h>

int64_t wasim_next(const Wasim *wasim)
{
    return MIN(platform_next(wasim->platform), cast_next(wasim->people));
}

char *wasim_time_text(const Wasim *wasim, int64_t utc)
{
    g_autofree char *text = civil_utc_text(utc + (int64_t)wasim->config.zone_offset * MINUTE);
    g_autofree char *day = g_strndup(text, 10);
    return g_strdup_printf("%s %.5s", day, text + 11);
}

static void answer(Wasim *wasim, int64_t id, bool moved)
{
    g_autoptr(cJSON) json = cJSON_CreateObject();
    json_put_int(json, "now", wasim->clock.now);
    json_put_bool(json, "idle", wasim_next(wasim) == INT64_MAX);
    json_put_bool(json, "moved", moved);
    NetRequest request = { .id = id };
    wasim_reply_json(wasim, &request, 200, json);
}

static int64_t round_up(int64_t time, int step)
{
    return (time + step - 1) / step * step;
}

/* Where time would go now; where it stands when there is nowhere to go. */
static int64_t target_of(const Wasim *wasim)
{
    int step = wasim->config.step > 0 ? wasim->config.step : 10;
    int64_t target = MIN(wasim->asked.wake, wasim_next(wasim));
    if (target == INT64_MAX || wasim->asked.wake <= wasim->clock.now)
        return wasim->clock.now;
    return round_up(MAX(target, wasim->clock.now + 1), step);
}

int wasim_pace_ms(const Wasim *wasim)
{
    if (wasim->config.speed <= 0 || !wasim->asked.id || wasim->asked.waited)
        return 0;
    int64_t span = target_of(wasim) - wasim->clock.now;
    int64_t left_ms = wasim->moved_at_ms + span * 1000 / wasim->config.speed - clock_monotonic_ms();
    return (int)CLAMP(left_ms, 0, 1000);
}

/* Returns whether time moved. */
static bool move(Wasim *wasim)
{
    int64_t target = target_of(wasim);
    if (target == wasim->clock.now)
        return false;
    clock_set(&wasim->clock, target);
    wasim->moved_at_ms = clock_monotonic_ms();
    platform_advance(wasim->platform, wasim->clock.now);
    cast_turn(wasim->people, wasim->clock.now);
    return true;
}

void wasim_settle(Wasim *wasim)
{
    int64_t id = wasim->asked.id;
    if (!id)
        return;
    if (!wasim_hook_is_idle(wasim)) {
        wasim->asked.waited = wasim->asked.waited || g_hash_table_size(wasim->posted) > 0;
        return;
    }
    if (wasim_pace_ms(wasim) > 0)
        return;
    wasim->asked.id = 0;
    bool moved = !wasim->asked.waited && move(wasim);
    answer(wasim, id, moved);
}

void wasim_clock_get(Wasim *wasim, const NetRequest *request)
{
    answer(wasim, request->id, false);
}

void wasim_clock_post(Wasim *wasim, const NetRequest *request)
{
    gsize size = 0;
    const char *body = request->body ? g_bytes_get_data(request->body, &size) : "";
    g_autoptr(GError) error = NULL;
    g_autoptr(cJSON) json = json_parse(body, size, &error);
    if (wasim->clock.kind == CLOCK_SYSTEM || !json) {
        const char *why = json ? "wasim runs on the system's time: start it with --start"
                               : "send {\"wake\":SECONDS} with the time of your next step";
        wasim_reply_text(wasim, request, json ? 409 : 400, "text/plain", why, -1);
        return;
    }
    if (wasim->asked.id) { /* most likely an engine that was killed and has come back: the new one counts */
        NetRequest before = { .id = wasim->asked.id };
        wasim_reply_text(wasim, &before, 409, "text/plain", "somebody else has asked for time to move", -1);
    }
    wasim->asked.id = request->id;
    wasim->asked.wake = json_int(json, "wake", INT64_MAX);
    wasim->asked.waited = false;
}
