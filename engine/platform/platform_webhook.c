/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Updates become webhook bodies, and bodies are kept until they are answered 200 or seven days have passed. */
#include "platform_priv.h"

/* Meta escapes what is not ASCII before it signs, in lower-case hex; in JSON text it can only stand inside strings. */
static char *escape_ascii(const char *json)
{
    if (g_str_is_ascii(json))
        return g_strdup(json);
    GString *out = g_string_sized_new(strlen(json) + 64);
    for (const char *at = json; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (c < 0x80)
            g_string_append_c(out, (char)c);
        else if (c < 0x10000)
            g_string_append_printf(out, "\\u%04x", c);
        else
            g_string_append_printf(
                out, "\\u%04x\\u%04x", 0xd800 + ((c - 0x10000) >> 10), 0xdc00 + ((c - 0x10000) & 0x3ff));
    }
    return g_string_free(out, FALSE);
}

static cJSON *new_value(const Platform *platform)
{
    cJSON *metadata = json_put(cJSON_CreateObject(), "display_phone_number", platform->config.display_number);
    json_put(metadata, "phone_number_id", platform->config.phone_id);
    return json_put_item(json_put(cJSON_CreateObject(), "messaging_product", "whatsapp"), "metadata", metadata);
}

static cJSON *member_array(cJSON *object, const char *name)
{
    cJSON *array = cJSON_GetObjectItemCaseSensitive(object, name);
    if (array)
        return array;
    array = cJSON_CreateArray();
    json_put_item(object, name, array);
    return array;
}

static void add_contact(cJSON *value, cJSON *contact)
{
    cJSON *contacts = member_array(value, "contacts"), *other;
    cJSON_ArrayForEach(other, contacts)
    {
        if (cJSON_Compare(other, contact, true)) {
            cJSON_Delete(contact);
            return;
        }
    }
    cJSON_AddItemToArray(contacts, contact);
}

static void add_change(cJSON *changes, const char *field, cJSON *value)
{
    cJSON *change = json_put(cJSON_CreateObject(), "field", field);
    cJSON_AddItemToArray(changes, json_put_item(change, "value", value));
}

/* Neighbours of one kind share a value, up to ten: messages beside messages, statuses beside statuses. */
static void add_updates(Platform *platform, cJSON *changes, guint from, guint to)
{
    cJSON *value = NULL;
    UpdateKind kind = UPDATE_OTHER;
    guint shared = 0;
    for (guint i = from; i < to; i++) {
        Update *update = platform->ready->pdata[i];
        if (update->kind == UPDATE_OTHER) {
            add_change(changes, update->field, g_steal_pointer(&update->item));
            kind = UPDATE_OTHER;
            continue;
        }
        if (kind != update->kind || ++shared >= 10) {
            value = new_value(platform);
            add_change(changes, update->field, value);
            kind = update->kind;
            shared = 0;
        }
        if (update->contact)
            add_contact(value, g_steal_pointer(&update->contact));
        cJSON_AddItemToArray(
            member_array(value, kind == UPDATE_STATUS ? "statuses" : "messages"), g_steal_pointer(&update->item));
    }
}

static void post(Platform *platform, guint from, guint to)
{
    cJSON *changes = cJSON_CreateArray();
    add_updates(platform, changes, from, to);
    cJSON *entry = json_put_int(json_put(cJSON_CreateObject(), "id", platform->config.waba_id), "time", platform->now);
    json_put_item(entry, "changes", changes);
    cJSON *entries = cJSON_CreateArray();
    cJSON_AddItemToArray(entries, entry);
    g_autoptr(cJSON) body = json_put(cJSON_CreateObject(), "object", "whatsapp_business_account");
    json_put_item(body, "entry", entries);
    g_autofree char *text = json_text(body);
    Webhook *webhook = g_new0(Webhook, 1);
    webhook->body = escape_ascii(text);
    webhook->out =
        (PlatformWebhook){ .id = ++platform->next_webhook, .body = webhook->body, .size = strlen(webhook->body) };
    webhook->first = platform->now;
    g_hash_table_insert(platform->webhooks, &webhook->out.id, webhook);
    g_ptr_array_add(platform->due, webhook);
    platform->counts.webhooks++;
}

void webhook_free(gpointer data)
{
    Webhook *webhook = data;
    g_free(webhook->body);
    g_free(webhook);
}

void webhook_pack(Platform *platform)
{
    guint batch = (guint)CLAMP(platform->config.batch, 1, 1000);
    for (guint from = 0; from < platform->ready->len; from += batch)
        post(platform, from, MIN(from + batch, platform->ready->len));
    g_ptr_array_set_size(platform->ready, 0);
}

guint platform_webhooks(Platform *platform, int64_t now, GArray *out)
{
    platform_advance(platform, now);
    webhook_pack(platform);
    guint n = platform->due->len;
    for (guint i = 0; i < n; i++) {
        Webhook *webhook = platform->due->pdata[i];
        webhook->handed = true;
        webhook->out.attempt++;
        platform->counts.webhook_retries += webhook->out.attempt > 1;
        g_array_append_val(out, webhook->out);
    }
    g_ptr_array_set_size(platform->due, 0);
    return n;
}

void platform_webhook_done(Platform *platform, int64_t now, int64_t id, bool ok)
{
    platform_advance(platform, now);
    Webhook *webhook = g_hash_table_lookup(platform->webhooks, &id);
    if (!webhook || !webhook->handed)
        return;
    webhook->handed = false;
    if (ok) {
        g_hash_table_remove(platform->webhooks, &id);
        return;
    }
    int64_t wait = WEBHOOK_FIRST_RETRY;
    for (int i = 1; i < webhook->out.attempt && wait < WEBHOOK_LAST_RETRY; i++)
        wait *= 2;
    int64_t next = platform->now + MIN(wait, WEBHOOK_LAST_RETRY);
    if (next > webhook->first + WEBHOOK_GIVE_UP) {
        platform->counts.webhooks_lost++;
        g_hash_table_remove(platform->webhooks, &id);
        return;
    }
    heap_push(platform, next, EVENT_POST, webhook);
}
