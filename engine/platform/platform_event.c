/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of an accepted message: sent, then at the phone or waiting for it, or failed. Time moves here and
 * nowhere else. */
#include "platform_priv.h"

Rng phone_draw(Platform *platform, Phone *phone)
{
    uint64_t key = phone ? phone->key : 1;
    uint64_t ordinal = phone ? phone->ordinal++ : platform->bubbles->len;
    return rng_seeded(
        platform->config.seed ^ (key * UINT64_C(0x9E3779B97F4A7C15)) ^ (ordinal * UINT64_C(0xD1B54A32D192ED03)));
}

int draw_between(Rng *rng, int min, int max)
{
    return max > min ? min + (int)rng_below(rng, (uint32_t)(max - min + 1)) : min;
}

Bubble *bubble_new(const Phone *phone)
{
    Bubble *bubble = g_new0(Bubble, 1);
    bubble->shown.phone = phone ? phone->index : -1;
    bubble->shown.time = bubble->shown.sent = bubble->shown.read = -1;
    bubble->expires = INT64_MAX;
    return bubble;
}

Phone *phone_of(const Platform *platform, const Bubble *bubble)
{
    return bubble->shown.phone < 0 ? NULL : platform->phones->pdata[bubble->shown.phone];
}

void bubble_free(gpointer data)
{
    Bubble *bubble = data;
    PlatformBubble *shown = &bubble->shown;
    const char *const texts[] = { shown->text, shown->header, shown->footer, shown->label, shown->mime, shown->filename,
        shown->media_id, shown->quote, shown->reaction, shown->wamid, shown->tag, shown->template_name,
        shown->template_language, bubble->fail_details };
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free((gpointer)texts[i]);
    for (guint i = 0; i < shown->n_choices; i++) {
        g_free((gpointer)shown->choices[i].title);
        g_free((gpointer)shown->choices[i].description);
    }
    g_free((gpointer)shown->choices);
    if (bubble->payloads)
        g_ptr_array_unref(bubble->payloads);
    cJSON_Delete(bubble->wire);
    g_free(bubble);
}

/* "wamid." and base64 of the number and 18 hex digits, the shape seen on the wire. */
static char *make_wamid(const Phone *phone, Rng *rng)
{
    g_autofree char *inner = g_strdup_printf("\x1c\x18\x0c%s\x15\x02\x11\x18\x12%016" G_GINT64_MODIFIER "X%02X",
        phone ? phone->number : "", rng_u64(rng), (unsigned)(rng_u64(rng) & 0xff));
    g_autofree char *encoded = g_base64_encode((const guchar *)inner, strlen(inner));
    return g_strconcat("wamid.", encoded, NULL);
}

void bubble_keep(Platform *platform, const Phone *phone, Bubble *bubble)
{
    Rng rng = phone_draw(platform, (Phone *)phone);
    bubble->shown.wamid = make_wamid(phone, &rng);
    if (!bubble->shown.text)
        bubble->shown.text = g_strdup("");
    bubble->shown.accepted = platform->now;
    bubble->seq = platform->bubbles->len;
    g_ptr_array_add(platform->bubbles, bubble);
    g_hash_table_insert(platform->by_wamid, (gpointer)bubble->shown.wamid, bubble);
}

void bubble_accept(Platform *platform, Phone *phone, Bubble *bubble)
{
    const PlatformConfig *config = &platform->config;
    bubble_keep(platform, phone, bubble);
    g_ptr_array_add(platform->accepted, bubble);
    platform->counts.accepted++;
    if (bubble->shown.kind != PLATFORM_TEMPLATE)
        price_set(platform, phone, bubble, "service");
    if (bubble->expires == INT64_MAX)
        bubble->expires = platform->now + MESSAGE_TTL;
    Rng rng = phone_draw(platform, phone);
    int64_t sent = platform->now + draw_between(&rng, config->sent_min, config->sent_max);
    bubble->held = bubble->shown.kind == PLATFORM_TEMPLATE && rng_unit(&rng) < config->held;
    if (bubble->held)
        sent += draw_between(&rng, 1, config->held_by);
    bubble->arrive_after = draw_between(&rng, config->deliver_min, config->deliver_max);
    bubble->tell_delivered = rng_unit(&rng) >= config->drop_delivered;
    if (rng_unit(&rng) < config->overtake)
        bubble->arrive_after += draw_between(&rng, 1, config->overtake_by);
    if (bubble->fail_code) {
        heap_push(platform, sent, EVENT_FAIL, bubble);
        return;
    }
    if (rng_unit(&rng) < config->late_failed) {
        bubble_fail(bubble, 131026, true, "Message undeliverable");
        bubble->fail_after = draw_between(&rng, 1, config->late_failed_after);
    }
    heap_push(platform, sent, EVENT_SEND, bubble);
}

static void on_send(Platform *platform, Bubble *bubble)
{
    bubble->shown.sent = platform->now;
    bubble->shown.state = PLATFORM_SENT;
    tell_status(platform, bubble, "sent");
    if (bubble->fail_code)
        heap_push(platform, platform->now + bubble->fail_after, EVENT_FAIL, bubble);
    else
        heap_push(platform, platform->now + bubble->arrive_after, EVENT_ARRIVE, bubble);
}

static void on_fail(Platform *platform, Bubble *bubble)
{
    const Phone *phone = phone_of(platform, bubble);
    bubble->shown.state = PLATFORM_FAILED;
    bubble->shown.code = bubble->fail_code;
    platform->counts.failed++;
    PlatformRefusal refusal = { .code = bubble->fail_code,
        .by_status = true,
        .request = "status failed",
        .details = bubble->fail_details,
        .to = phone ? phone->number : NULL,
        .tag = bubble->shown.tag,
        .wamid = bubble->shown.wamid };
    refusal_record(
        platform, bubble->fail_injected ? PLATFORM_REFUSAL_INJECTED : error_kind(bubble->fail_code), &refusal);
    tell_status(platform, bubble, "failed");
}

void bubble_place(Platform *platform, Bubble *bubble)
{
    Phone *phone = phone_of(platform, bubble);
    if (platform->now >= bubble->expires) {
        bubble->shown.state = PLATFORM_EXPIRED;
        return;
    }
    bubble->shown.time = platform->now;
    g_ptr_array_add(platform->record, bubble);
    platform->counts.arrived++;
    bubble->shown.state = PLATFORM_DELIVERED;
    if (bubble->reaction_only) {
        Bubble *target = g_hash_table_lookup(platform->by_wamid, bubble->shown.quote);
        g_free((gpointer)target->shown.reaction);
        target->shown.reaction = *bubble->shown.text ? g_strdup(bubble->shown.text) : NULL;
        return;
    }
    bubble->shown.place = phone->chat->len;
    g_ptr_array_add(phone->chat, bubble);
    if (bubble->tell_delivered)
        tell_status(platform, bubble, "delivered");
}

static void on_arrive(Platform *platform, Bubble *bubble)
{
    Phone *phone = phone_of(platform, bubble);
    if (phone->blocked)
        return;
    if (phone->online)
        bubble_place(platform, bubble);
    else
        g_ptr_array_add(phone->waiting, bubble);
}

static void on_event(Platform *platform, const HeapEvent *event)
{
    switch (event->kind) {
    case EVENT_SEND:
        on_send(platform, event->what);
        break;
    case EVENT_ARRIVE:
        on_arrive(platform, event->what);
        break;
    case EVENT_FAIL:
        on_fail(platform, event->what);
        break;
    case EVENT_TELL:
        g_ptr_array_add(platform->ready, event->what);
        break;
    case EVENT_VERDICT:
        template_verdict(platform, event->what, "APPROVED");
        break;
    case EVENT_POST:
        g_ptr_array_add(platform->due, event->what);
        break;
    }
}

void platform_advance(Platform *platform, int64_t now)
{
    HeapEvent event;
    while (heap_pop_due(platform, now, &event)) {
        platform->now = MAX(platform->now, event.time);
        on_event(platform, &event);
    }
    platform->now = MAX(platform->now, now);
}

int64_t platform_next(const Platform *platform)
{
    return platform->due->len || platform->ready->len ? platform->now : heap_next(platform);
}

static void each(const GPtrArray *bubbles, PlatformEach *visit, gpointer data)
{
    for (guint i = 0; i < bubbles->len; i++)
        if (!visit(bubbles->pdata[i], data))
            return;
}

void platform_record_each(const Platform *platform, PlatformEach *visit, gpointer data)
{
    each(platform->record, visit, data);
}

const PlatformBubble *platform_record(const Platform *platform, guint index)
{
    return index < platform->record->len ? platform->record->pdata[index] : NULL;
}

void platform_accepted_each(const Platform *platform, PlatformEach *visit, gpointer data)
{
    each(platform->accepted, visit, data);
}
