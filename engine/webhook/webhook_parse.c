/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A body holds entries, an entry changes, a change one field with its value; a value of `messages` holds messages,
 * statuses and errors, each in any number. Every one of them is walked, and what fits no expectation becomes an event
 * of unknown kind with its raw text: nothing that was acknowledged is dropped here. */
#include "webhook_priv.h"
#include "error.h"
#include "json_doc.h"
#include <string.h>

/* Exactly one thing in the list: then a single contact beside it is about that thing. */
static bool is_single(const cJSON *list)
{
    return cJSON_IsObject(list) || cJSON_GetArraySize(list) == 1;
}

static void unknown(const WireChange *change, const cJSON *part)
{
    Event *event = wire_event(change, EVENT_UNKNOWN);
    event->time = change->entry_time;
    wire_keep_raw(event, part);
}

static void read_errors(const WireChange *change, const cJSON *errors)
{
    WIRE_EACH(error, errors)
    {
        Event *event = wire_event(change, EVENT_ERROR);
        event->time = change->entry_time;
        if (cJSON_IsObject(error))
            wire_error(event, error);
        wire_keep_raw(event, error);
    }
}

static void read_messages_value(const WireChange *change)
{
    const cJSON *messages = json_at(change->value, "messages"), *statuses = json_at(change->value, "statuses");
    const cJSON *errors = json_at(change->value, "errors");
    if (!wire_first(messages) && !wire_first(statuses) && !wire_first(errors)) {
        if (!cJSON_IsArray(messages) && !cJSON_IsArray(statuses) && !cJSON_IsArray(errors))
            unknown(change, change->value);
        return;
    }
    WIRE_EACH(message, messages)
    {
        if (cJSON_IsObject(message))
            webhook_read_message(change, message, is_single(messages));
        else
            unknown(change, message);
    }
    WIRE_EACH(status, statuses)
    {
        if (cJSON_IsObject(status))
            webhook_read_status(change, status, is_single(statuses));
        else
            unknown(change, status);
    }
    read_errors(change, errors);
}

static void read_change(GPtrArray *events, const cJSON *part, int64_t entry_time)
{
    WireChange change = { .events = events, .entry_time = entry_time };
    change.field = json_string(part, "field");
    change.value = json_at(part, "value");
    if (!cJSON_IsObject(change.value)) {
        unknown(&change, part);
        return;
    }
    bool unnamed = !change.field && (json_at(change.value, "messages") || json_at(change.value, "statuses"));
    if (unnamed || g_strcmp0(change.field, "messages") == 0)
        read_messages_value(&change);
    else
        webhook_read_field(&change);
}

static void read_entry(GPtrArray *events, const cJSON *entry)
{
    const cJSON *changes = json_at(entry, "changes");
    int64_t time = wire_time(entry, "time");
    if (!cJSON_IsArray(changes) && !cJSON_IsObject(changes)) {
        unknown(&(WireChange){ .events = events, .entry_time = time }, entry);
        return;
    }
    WIRE_EACH(change, changes)
    read_change(events, change, time);
}

/* One change alone is how the platform's own test page shows a body. */
static bool is_ours(const cJSON *body)
{
    const char *object = json_string(body, "object");
    if (object)
        return strcmp(object, "whatsapp_business_account") == 0;
    return wire_first(json_at(body, "entry")) || (json_string(body, "field") && json_at(body, "value"));
}

GPtrArray *webhook_parse(const char *body, gsize size, GError **error)
{
    g_autoptr(JsonDoc) doc = json_doc_parse(body, size, error);
    const cJSON *root = json_doc_root(doc);
    if (!root) {
        g_prefix_error(error, "webhook: ");
        return NULL;
    }
    if (!cJSON_IsObject(root) || !is_ours(root)) {
        const char *object = json_string(root, "object");
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT,
            "webhook: the body is no notice of a WhatsApp business account (%s%s)",
            object ? "its object is " : "it names no object", object ? object : "");
        return NULL;
    }
    g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func((GDestroyNotify)webhook_event_free);
    const cJSON *entries = json_at(root, "entry");
    if (!cJSON_IsArray(entries) && !cJSON_IsObject(entries))
        read_change(events, root, 0);
    WIRE_EACH(entry, entries)
    read_entry(events, entry);
    return g_steal_pointer(&events);
}
