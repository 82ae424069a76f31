/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ground truth as JSON: what reached each phone, what was accepted, what was refused and why. */
#include "wasim_priv.h"

static const char *state_name(PlatformState state)
{
    static const char *const names[PLATFORM_STATES] = { "accepted", "sent", "delivered", "read", "failed", "expired" };
    return state < PLATFORM_STATES ? names[state] : "?";
}

static void put_time(cJSON *json, const char *name, int64_t time)
{
    if (time >= 0)
        json_put_int(json, name, time);
}

typedef struct {
    const Wasim *wasim;
    cJSON *list;
} Recording;

static bool put_bubble(const PlatformBubble *bubble, gpointer data)
{
    const Recording *recording = data;
    cJSON *json = cJSON_CreateObject();
    if (bubble->phone >= 0) /* accepted for a number that is not on WhatsApp */
        json_put(json, "to", platform_phone_number(recording->wasim->platform, bubble->phone));
    json_put(json, "wamid", bubble->wamid);
    json_put(json, "tag", bubble->tag);
    json_put(json, "state", state_name(bubble->state));
    json_put(json, "kind", platform_kind_name(bubble->kind));
    json_put(json, "template", bubble->template_name);
    json_put(json, "text", bubble->text);
    put_time(json, "accepted", bubble->accepted);
    put_time(json, "arrived", bubble->time);
    put_time(json, "read", bubble->read);
    if (bubble->code)
        json_put_int(json, "code", bubble->code);
    json_put_item(recording->list, NULL, json);
    return true;
}

static cJSON *refusals(const Platform *platform)
{
    static const char *const kinds[PLATFORM_REFUSALS] = { "rule", "rate", "recipient", "injected" };
    cJSON *list = cJSON_CreateArray();
    for (guint i = 0; i < platform_refusals(platform); i++) {
        const PlatformRefusal *refusal = platform_refusal(platform, i);
        cJSON *json = cJSON_CreateObject();
        json_put_int(json, "time", refusal->time);
        json_put(json, "kind", kinds[refusal->kind]);
        json_put_int(json, "code", refusal->code);
        json_put_int(json, "subcode", refusal->subcode);
        json_put_bool(json, "by_status", refusal->by_status);
        json_put(json, "request", refusal->request);
        json_put(json, "details", refusal->details);
        json_put(json, "to", refusal->to);
        json_put(json, "tag", refusal->tag);
        json_put(json, "wamid", refusal->wamid);
        json_put_item(list, NULL, json);
    }
    return list;
}

static cJSON *counts(const Platform *platform)
{
    PlatformCounts counts = platform_counts(platform);
    cJSON *json = cJSON_CreateObject();
    json_put_int(json, "requests", counts.requests);
    json_put_int(json, "accepted", counts.accepted);
    json_put_int(json, "arrived", counts.arrived);
    json_put_int(json, "read", counts.read);
    json_put_int(json, "failed", counts.failed);
    json_put_int(json, "inbound", counts.inbound);
    json_put_int(json, "webhooks", counts.webhooks);
    json_put_int(json, "webhook_retries", counts.webhook_retries);
    json_put_int(json, "webhooks_lost", counts.webhooks_lost);
    json_put_int(json, "waiting", counts.waiting);
    json_put_int(json, "violations", platform_refusal_count(platform, PLATFORM_REFUSAL_RULE));
    json_put_int(json, "too_fast", platform_refusal_count(platform, PLATFORM_REFUSAL_RATE));
    return json;
}

cJSON *wasim_record(const Wasim *wasim)
{
    cJSON *json = cJSON_CreateObject();
    json_put_int(json, "now", wasim->clock.now);
    json_put_item(json, "counts", counts(wasim->platform));
    json_put_item(json, "refusals", refusals(wasim->platform));
    Recording received = { wasim, cJSON_CreateArray() }, accepted = { wasim, cJSON_CreateArray() };
    platform_record_each(wasim->platform, put_bubble, &received);
    platform_accepted_each(wasim->platform, put_bubble, &accepted);
    json_put_item(json, "received", received.list);
    json_put_item(json, "accepted", accepted.list);
    return json;
}
