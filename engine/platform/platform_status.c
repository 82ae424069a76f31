/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the business is told: statuses with their price, messages with who wrote them; each perhaps late, twice or out
 * of order. */
#include "platform_priv.h"

static void price_free_in_window(Bubble *bubble)
{
    bubble->billable = false;
    bubble->price_type = "free_customer_service";
}

/* Per message since 2025-07: in the window free-form and utility were free until 2026-10-01 and are billed from then
 * on. */
void price_set(const Platform *platform, const Phone *phone, Bubble *bubble, const char *category)
{
    const PlatformPrice mode = platform->config.price;
    bool billed =
        mode == PLATFORM_PRICE_2026 || (mode == PLATFORM_PRICE_BY_DATE && platform->now >= PRICE_SERVICE_FROM);
    bool open = phone && phone->last_inbound && platform->now < phone->last_inbound + WINDOW;
    bubble->category = category;
    bubble->billable = true;
    bubble->price_type = "regular";
    if (!billed && (g_str_equal(category, "service") || (open && g_str_equal(category, "utility"))))
        price_free_in_window(bubble);
}

void update_free(gpointer data)
{
    Update *update = data;
    cJSON_Delete(update->item);
    cJSON_Delete(update->contact);
    g_free(update);
}

static void tell_at(Platform *platform, int64_t time, UpdateKind kind, const char *field, cJSON *item, cJSON *contact)
{
    Update *update = g_new(Update, 1);
    *update = (Update){ .kind = kind, .field = field, .item = item, .contact = contact };
    heap_push(platform, time, EVENT_TELL, update);
}

static void tell(Platform *platform, Phone *phone, UpdateKind kind, const char *field, cJSON *item, cJSON *contact)
{
    const PlatformConfig *config = &platform->config;
    Rng rng = phone_draw(platform, phone);
    int64_t at = platform->now + draw_between(&rng, config->webhook_min, config->webhook_max);
    if (rng_unit(&rng) < config->reorder)
        at += draw_between(&rng, 1, config->reorder_by);
    if (rng_unit(&rng) < config->duplicate) {
        int64_t again = at + draw_between(&rng, 0, MAX(config->reorder_by, 60));
        tell_at(
            platform, again, kind, field, cJSON_Duplicate(item, true), contact ? cJSON_Duplicate(contact, true) : NULL);
    }
    tell_at(platform, at, kind, field, item, contact);
}

static cJSON *contact_json(const Platform *platform, const Phone *phone)
{
    cJSON *contact =
        json_put_item(cJSON_CreateObject(), "profile", json_put(cJSON_CreateObject(), "name", phone->name));
    if (platform->config.identity != PLATFORM_ID_USER_ONLY)
        json_put(contact, "wa_id", phone->number);
    if (platform->config.identity != PLATFORM_ID_PHONE)
        json_put(contact, "user_id", phone->user_id);
    return contact;
}

static void put_seconds(cJSON *object, const char *name, int64_t time)
{
    g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, time);
    json_put(object, name, text);
}

static void put_price(const Platform *platform, Bubble *bubble, cJSON *status, bool sent)
{
    cJSON *pricing = json_put_bool(cJSON_CreateObject(), "billable", bubble->billable);
    json_put(json_put(pricing, "pricing_model", "PMP"), "category", bubble->category);
    json_put(pricing, "type", bubble->price_type);
    if (platform->config.webhook_version <= 23) {
        cJSON *conversation = cJSON_CreateObject();
        g_autofree char *id = g_compute_checksum_for_string(G_CHECKSUM_MD5, bubble->shown.wamid, -1);
        json_put(conversation, "id", id);
        if (sent)
            put_seconds(conversation, "expiration_timestamp", platform->now + WINDOW);
        json_put_item(conversation, "origin", json_put(cJSON_CreateObject(), "type", bubble->category));
        json_put_item(status, "conversation", conversation);
    }
    json_put_item(status, "pricing", pricing);
}

void tell_status(Platform *platform, Bubble *bubble, const char *name)
{
    Phone *phone = phone_of(platform, bubble);
    bool sent = g_str_equal(name, "sent"), failed = g_str_equal(name, "failed");
    cJSON *status = json_put(json_put(cJSON_CreateObject(), "id", bubble->shown.wamid), "status", name);
    put_seconds(status, "timestamp", platform->now);
    if (phone && platform->config.identity != PLATFORM_ID_USER_ONLY)
        json_put(status, "recipient_id", phone->number);
    if (phone && platform->config.identity != PLATFORM_ID_PHONE)
        json_put(status, "recipient_user_id", phone->user_id);
    if (bubble->shown.tag)
        json_put(status, "biz_opaque_callback_data", bubble->shown.tag);
    if (failed)
        json_put_item(status, "errors", error_errors(bubble->fail_code, bubble->fail_details));
    else if (sent || !bubble->priced)
        put_price(platform, bubble, status, sent);
    bubble->priced = bubble->priced || (!sent && !failed);
    tell(platform, phone, UPDATE_STATUS, "messages", status, phone && !failed ? contact_json(platform, phone) : NULL);
}

void tell_message(Platform *platform, Phone *phone, cJSON *message)
{
    const bool is_system = g_strcmp0(json_string(message, "type"), "system") == 0;
    tell(platform, phone, UPDATE_MESSAGE, "messages", message, is_system ? NULL : contact_json(platform, phone));
}

void tell_value(Platform *platform, const char *field, cJSON *value)
{
    tell(platform, NULL, UPDATE_OTHER, field, value, NULL);
}
