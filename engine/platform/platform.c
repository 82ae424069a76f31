/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The life of the simulated platform: its configuration, what it owns, what it counted. */
#include "platform_priv.h"

PlatformConfig platform_config(void)
{
    return (PlatformConfig){
        .seed = 1,
        .phone_id = "106540352242922",
        .waba_id = "102290129340398",
        .token = "wasim-token",
        .display_number = "263242000100",
        .country_code = "263",
        .media_base = "https://lookaside.fbsbx.com",
        .webhook_version = 25,
        .identity = PLATFORM_ID_BOTH,
        .price = PLATFORM_PRICE_BY_DATE,
        .sent_min = 0,
        .sent_max = 1,
        .deliver_min = 1,
        .deliver_max = 3,
        .webhook_min = 0,
        .webhook_max = 1,
        .reorder_by = 60,
        .held_by = 3600,
        .late_failed_after = 86400,
        .overtake_by = 30,
        .batch = 50,
        .pair_every = 6,
        .pair_burst = 45,
        .number_rate = 80,
        .portfolio_limit = 2000,
        .portfolio_code = 131048,
        .approval_min = 60,
        .approval_max = 600,
    };
}

static const char *keep(Platform *platform, const char *text)
{
    char *copy = g_strdup(text);
    g_ptr_array_add(platform->texts, copy);
    return copy;
}

static void copy_texts(Platform *platform)
{
    PlatformConfig *config = &platform->config;
    config->phone_id = keep(platform, config->phone_id);
    config->waba_id = keep(platform, config->waba_id);
    config->token = keep(platform, config->token);
    config->display_number = keep(platform, config->display_number);
    config->country_code = keep(platform, config->country_code);
    config->media_base = keep(platform, config->media_base);
}

void phone_free(gpointer data)
{
    Phone *phone = data;
    g_free(phone->number);
    g_free(phone->name);
    g_free(phone->user_id);
    g_ptr_array_unref(phone->chat);
    g_ptr_array_unref(phone->waiting);
    g_ptr_array_unref(phone->unsent);
    g_free(phone);
}

void refusal_free(gpointer data)
{
    PlatformRefusal *refusal = data;
    const char *const texts[] = { refusal->request, refusal->details, refusal->to, refusal->tag, refusal->wamid };
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free((gpointer)texts[i]);
    g_free(refusal);
}

Platform *platform_new(const PlatformConfig *config)
{
    Platform *platform = g_new0(Platform, 1);
    platform->config = *config;
    platform->texts = g_ptr_array_new_with_free_func(g_free);
    copy_texts(platform);
    platform->heap = g_array_new(FALSE, FALSE, sizeof(HeapEvent));
    platform->phones = g_ptr_array_new_with_free_func(phone_free);
    platform->by_number = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    platform->by_user_id = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    platform->bubbles = g_ptr_array_new_with_free_func(bubble_free);
    platform->by_wamid = g_hash_table_new(g_str_hash, g_str_equal);
    platform->accepted = g_ptr_array_new();
    platform->record = g_ptr_array_new();
    platform->media = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, media_free);
    platform->media_urls = g_hash_table_new(g_str_hash, g_str_equal);
    platform->templates = g_ptr_array_new_with_free_func(template_free);
    platform->creations = g_array_new(FALSE, FALSE, sizeof(int64_t));
    platform->openings = g_array_new(FALSE, FALSE, sizeof(int64_t));
    platform->ready = g_ptr_array_new_with_free_func(update_free);
    platform->due = g_ptr_array_new();
    platform->webhooks = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, webhook_free);
    platform->refusals = g_ptr_array_new_with_free_func(refusal_free);
    platform->rate_second = -1;
    return platform;
}

void platform_free(Platform *platform)
{
    if (!platform)
        return;
    for (guint i = 0; i < platform->heap->len; i++) {
        HeapEvent *event = &g_array_index(platform->heap, HeapEvent, i);
        if (event->kind == EVENT_TELL)
            update_free(event->what);
    }
    GPtrArray *const lists[] = { platform->texts, platform->phones, platform->bubbles, platform->accepted,
        platform->record, platform->templates, platform->ready, platform->due, platform->refusals };
    GHashTable *const tables[] = { platform->by_number, platform->by_user_id, platform->by_wamid, platform->media,
        platform->media_urls, platform->webhooks };
    GArray *const arrays[] = { platform->heap, platform->creations, platform->openings };
    for (guint i = 0; i < G_N_ELEMENTS(tables); i++)
        g_hash_table_unref(tables[i]);
    for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
        g_ptr_array_unref(lists[i]);
    for (guint i = 0; i < G_N_ELEMENTS(arrays); i++)
        g_array_unref(arrays[i]);
    g_free(platform);
}

void platform_refuse_all(Platform *platform, int code)
{
    platform->refuse_all = code;
}

void platform_set_token(Platform *platform, const char *token)
{
    platform->config.token = keep(platform, token);
}

PlatformCounts platform_counts(const Platform *platform)
{
    PlatformCounts counts = platform->counts;
    counts.waiting = g_hash_table_size(platform->webhooks);
    return counts;
}
