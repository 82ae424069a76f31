/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Updates become webhook bodies, and bodies are kept until they are answered 200 or seven days have passed. */
#include "platform_priv.h"

#define SHARED 10 /* updates in one value */

/* Takes the text. Meta escapes what is not ASCII before it signs, in lower-case hex; in JSON text it can only stand
 * inside strings. */
static char *escape_ascii(char *json)
{
    g_autofree char *owned = json;
    if (g_str_is_ascii(json))
        return g_steal_pointer(&owned);
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

/* A value of the field "messages" under way: two lists, of which the one that began first stands first. */
typedef struct {
    GPtrArray *contacts; /* borrowed texts, each once */
    GString *lists[2];
    const char *names[2];
    int begun;
} Value;

static void list_add(Value *value, const char *name, const char *item)
{
    int at = 0;
    while (at < value->begun && !g_str_equal(value->names[at], name))
        at++;
    if (at == value->begun) {
        value->names[value->begun++] = name;
        value->lists[at] = g_string_new("[");
    }
    if (value->lists[at]->len > 1)
        g_string_append_c(value->lists[at], ',');
    g_string_append(value->lists[at], item);
}

static void add_update(Value *value, const Update *update)
{
    if (update->contact && !g_ptr_array_find_with_equal_func(value->contacts, update->contact, g_str_equal, NULL)) {
        g_ptr_array_add(value->contacts, update->contact);
        list_add(value, "contacts", update->contact);
    }
    list_add(value, update->kind == UPDATE_STATUS ? "statuses" : "messages", update->item);
}

static void open_change(GString *out, const char *field)
{
    if (out->str[out->len - 1] != '[')
        g_string_append_c(out, ',');
    g_string_append_c(out, '{');
    put_text(out, "field", field);
}

/* Neighbours of one kind share a value, up to ten: messages beside messages, statuses beside statuses. Returns how many
 * were put. */
static guint put_value(const Platform *platform, GString *out, guint from, guint to)
{
    const GPtrArray *ready = platform->ready;
    const Update *first = ready->pdata[from];
    g_autoptr(GPtrArray) contacts = g_ptr_array_new();
    Value value = { .contacts = contacts };
    guint n = 0;
    for (; from + n < to && n < SHARED && ((const Update *)ready->pdata[from + n])->kind == first->kind; n++)
        add_update(&value, ready->pdata[from + n]);
    open_change(out, first->field);
    put_json(out, "value", "{");
    put_text(out, "messaging_product", "whatsapp");
    put_json(out, "metadata", "{");
    put_text(out, "display_phone_number", platform->config.display_number);
    put_text(out, "phone_number_id", platform->config.phone_id);
    g_string_append_c(out, '}');
    for (int i = 0; i < value.begun; i++) {
        put_json(out, value.names[i], value.lists[i]->str);
        g_string_append_c(out, ']');
        g_string_free(value.lists[i], TRUE);
    }
    g_string_append(out, "}}");
    return n;
}

static void put_updates(const Platform *platform, GString *out, guint from, guint to)
{
    while (from < to) {
        const Update *update = platform->ready->pdata[from];
        if (update->kind != UPDATE_OTHER) {
            from += put_value(platform, out, from, to);
            continue;
        }
        open_change(out, update->field);
        put_json(out, "value", update->item);
        g_string_append_c(out, '}');
        from++;
    }
}

static char *body_of(const Platform *platform, guint from, guint to)
{
    char time[24];
    g_snprintf(time, sizeof time, "%" G_GINT64_FORMAT, platform->now);
    GString *out = g_string_sized_new(2048);
    g_string_append_c(out, '{');
    put_text(out, "object", "whatsapp_business_account");
    put_json(out, "entry", "[{");
    put_text(out, "id", platform->config.waba_id);
    put_json(out, "time", time);
    put_json(out, "changes", "[");
    put_updates(platform, out, from, to);
    g_string_append(out, "]}]}");
    return escape_ascii(g_string_free(out, FALSE));
}

static void post(Platform *platform, guint from, guint to)
{
    Webhook *webhook = g_new0(Webhook, 1);
    webhook->body = body_of(platform, from, to);
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
