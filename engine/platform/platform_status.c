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
    g_free(update->item);
    g_free(update->contact);
    g_free(update);
}

void put_json(GString *out, const char *name, const char *json)
{
    if (out->str[out->len - 1] != '{')
        g_string_append_c(out, ',');
    json_quote(out, name);
    g_string_append_c(out, ':');
    g_string_append(out, json);
}

void put_text(GString *out, const char *name, const char *text)
{
    if (!text)
        return;
    put_json(out, name, "");
    json_quote(out, text);
}

static void put_seconds(GString *out, const char *name, int64_t time)
{
    char text[24];
    g_snprintf(text, sizeof text, "%" G_GINT64_FORMAT, time);
    put_text(out, name, text);
}

static void tell_at(Platform *platform, int64_t time, UpdateKind kind, const char *field, char *item, char *contact)
{
    Update *update = g_new(Update, 1);
    *update = (Update){ .kind = kind, .field = field, .item = item, .contact = contact };
    heap_push(platform, time, EVENT_TELL, update);
}

/* Takes the texts. */
static void tell(Platform *platform, Phone *phone, UpdateKind kind, const char *field, char *item, char *contact)
{
    const PlatformConfig *config = &platform->config;
    Rng rng = phone_draw(platform, phone);
    int64_t at = platform->now + draw_between(&rng, config->webhook_min, config->webhook_max);
    if (rng_unit(&rng) < config->reorder)
        at += draw_between(&rng, 1, config->reorder_by);
    if (rng_unit(&rng) < config->duplicate) {
        int64_t again = at + draw_between(&rng, 0, MAX(config->reorder_by, 60));
        tell_at(platform, again, kind, field, g_strdup(item), g_strdup(contact));
    }
    tell_at(platform, at, kind, field, item, contact);
}

static char *contact_json(const Platform *platform, const Phone *phone)
{
    GString *contact = g_string_new("{\"profile\":{");
    put_text(contact, "name", phone->name);
    g_string_append_c(contact, '}');
    if (platform->config.identity != PLATFORM_ID_USER_ONLY)
        put_text(contact, "wa_id", phone->number);
    if (platform->config.identity != PLATFORM_ID_PHONE)
        put_text(contact, "user_id", phone->user_id);
    g_string_append_c(contact, '}');
    return g_string_free(contact, FALSE);
}

/* Until version 23. */
static void put_conversation(const Platform *platform, const Bubble *bubble, GString *status, bool sent)
{
    g_autofree char *id = g_compute_checksum_for_string(G_CHECKSUM_MD5, bubble->shown.wamid, -1);
    put_json(status, "conversation", "{");
    put_text(status, "id", id);
    if (sent)
        put_seconds(status, "expiration_timestamp", platform->now + WINDOW);
    put_json(status, "origin", "{");
    put_text(status, "type", bubble->category);
    g_string_append(status, "}}");
}

static void put_price(const Platform *platform, const Bubble *bubble, GString *status, bool sent)
{
    if (platform->config.webhook_version <= 23)
        put_conversation(platform, bubble, status, sent);
    put_json(status, "pricing", "{");
    put_json(status, "billable", bubble->billable ? "true" : "false");
    put_text(status, "pricing_model", "PMP");
    put_text(status, "category", bubble->category);
    put_text(status, "type", bubble->price_type);
    g_string_append_c(status, '}');
}

static void put_errors(const Bubble *bubble, GString *status)
{
    g_autoptr(cJSON) errors = error_errors(bubble->fail_code, bubble->fail_details);
    g_autofree char *text = json_text(errors);
    put_json(status, "errors", text);
}

/* Written without a tree: most of what the platform tells are statuses, three or four to a message. */
void tell_status(Platform *platform, Bubble *bubble, const char *name)
{
    Phone *phone = phone_of(platform, bubble);
    bool sent = g_str_equal(name, "sent"), failed = g_str_equal(name, "failed");
    GString *status = g_string_sized_new(512);
    g_string_append_c(status, '{');
    put_text(status, "id", bubble->shown.wamid);
    put_text(status, "status", name);
    put_seconds(status, "timestamp", platform->now);
    if (phone && platform->config.identity != PLATFORM_ID_USER_ONLY)
        put_text(status, "recipient_id", phone->number);
    if (phone && platform->config.identity != PLATFORM_ID_PHONE)
        put_text(status, "recipient_user_id", phone->user_id);
    put_text(status, "biz_opaque_callback_data", bubble->shown.tag);
    if (failed)
        put_errors(bubble, status);
    else if (sent || !bubble->priced)
        put_price(platform, bubble, status, sent);
    g_string_append_c(status, '}');
    bubble->priced = bubble->priced || (!sent && !failed);
    tell(platform, phone, UPDATE_STATUS, "messages", g_string_free(status, FALSE),
        phone && !failed ? contact_json(platform, phone) : NULL);
}

void tell_message(Platform *platform, Phone *phone, cJSON *message)
{
    g_autoptr(cJSON) owned = message;
    const bool is_system = g_strcmp0(json_string(message, "type"), "system") == 0;
    tell(platform, phone, UPDATE_MESSAGE, "messages", json_text(message),
        is_system ? NULL : contact_json(platform, phone));
}

void tell_value(Platform *platform, const char *field, cJSON *value)
{
    g_autoptr(cJSON) owned = value;
    tell(platform, NULL, UPDATE_OTHER, field, json_text(value), NULL);
}
