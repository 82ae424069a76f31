/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small readings that every part of a webhook needs. Nothing here may trust a member to be there or of its type. */
#include "webhook_priv.h"
#include <limits.h>
#include <string.h>

Event *wire_event(const WireChange *change, EventKind kind)
{
    Event *event = g_new0(Event, 1);
    event->kind = kind;
    wire_set(&event->field, change->field);
    wire_take(&event->number_id, change->value, "metadata.phone_number_id");
    g_ptr_array_add(change->events, event);
    return event;
}

void wire_keep_raw(Event *event, const cJSON *part)
{
    if (!event->raw && part)
        event->raw = json_text(part);
}

void wire_set(char **slot, const char *text)
{
    if (!*slot && text && *text)
        *slot = g_strdup(text);
}

void wire_take(char **slot, const cJSON *object, const char *path)
{
    const char *plain = *slot ? NULL : json_string(object, path);
    if (*slot || plain) {
        wire_set(slot, plain);
        return;
    }
    char *text = json_id(object, path);
    if (text && *text)
        *slot = text;
    else
        g_free(text);
}

/* Digits in `text` as a number; 0 when it is anything else or too large. */
static int64_t whole_number(const char *text)
{
    char *end = NULL;
    int64_t number = text ? g_ascii_strtoll(text, &end, 10) : 0;
    bool whole = end && end != text && (*end == '\0' || *end == '.');
    return whole && number > INT64_MIN && number < INT64_MAX ? number : 0;
}

static int64_t number_at(const cJSON *object, const char *path)
{
    const char *text = json_string(object, path);
    return text ? whole_number(text) : json_int(object, path, 0);
}

int64_t wire_time(const cJSON *object, const char *path)
{
    int64_t time = number_at(object, path);
    while (time > 100000000000) /* past the year 5138: a finer unit */
        time /= 1000;
    return MAX(time, 0);
}

int wire_int(const cJSON *object, const char *path)
{
    int64_t number = number_at(object, path);
    return number > INT_MIN && number <= INT_MAX ? (int)number : 0;
}

/* Digits only, from a phone as people and platforms write it; NULL when it is no phone. Given. */
static char *phone_digits(const char *text)
{
    g_autofree char *digits = g_malloc(strlen(text) + 1);
    size_t n = 0;
    for (const char *c = text; *c; c++) {
        if (g_ascii_isdigit(*c))
            digits[n++] = *c;
        else if (!strchr("+-() ", *c))
            return NULL;
    }
    digits[n] = '\0';
    return n > 0 ? g_steal_pointer(&digits) : NULL;
}

void wire_identity(Event *event, char **phone, const char *text)
{
    if (!text || !*text)
        return;
    bool scoped = g_ascii_isupper(text[0]) && g_ascii_isupper(text[1]) && text[2] == '.';
    if (scoped && g_str_has_prefix(text + 3, "ENT."))
        wire_set(&event->parent_user_id, text);
    else if (scoped)
        wire_set(&event->user_id, text);
    else if (!*phone)
        *phone = phone_digits(text);
}

void wire_identities(Event *event, char **phone, const cJSON *object, const char *const *members)
{
    for (; *members; members++) {
        const cJSON *item = json_at(object, *members); /* most are not there */
        const char *text = cJSON_GetStringValue(item);
        g_autofree char *number = text || !item ? NULL : json_id(item, "");
        wire_identity(event, phone, text ? text : number);
    }
}

static const char *const contact_ids[] = { "wa_id", "user_id", "parent_user_id", "input", NULL };

/* Whether one of the contact's identifiers is the event's person. */
static bool same_person(const Event *event, const char *phone, const cJSON *contact)
{
    Event seen = { 0 };
    g_autofree char *number = NULL;
    wire_identities(&seen, &number, contact, contact_ids);
    g_autofree char *user_id = seen.user_id;
    g_autofree char *parent = seen.parent_user_id;
    return (phone && g_strcmp0(phone, number) == 0) || (event->user_id && g_strcmp0(event->user_id, user_id) == 0);
}

static const cJSON *find_contact(const Event *event, const char *phone, const cJSON *contacts, bool only)
{
    WIRE_EACH(contact, contacts)
    if (same_person(event, phone, contact))
        return contact;
    const cJSON *first = wire_first(contacts);
    bool single = first && !(cJSON_IsArray(contacts) && first->next);
    return only && single ? first : NULL;
}

void wire_contact(Event *event, char **phone, const WireChange *change, bool only)
{
    const cJSON *contact = find_contact(event, *phone, json_at(change->value, "contacts"), only);
    if (!contact)
        return;
    wire_identities(event, phone, contact, contact_ids);
    wire_take(&event->profile_name, contact, "profile.name");
    const char *username = json_string(contact, "profile.username");
    if (!username)
        username = json_string(contact, "username");
    wire_set(&event->username, username && *username == '@' ? username + 1 : username);
}

void wire_error(Event *event, const cJSON *errors)
{
    static const char *const details[] = { "error_data.details", "details", "error_user_msg", "message", "title",
        NULL };
    const cJSON *error = wire_first(errors);
    if (!error)
        return;
    event->code = wire_int(error, "code");
    for (const char *const *path = details; *path; path++)
        wire_set(&event->detail, json_string(error, *path));
}

const cJSON *wire_first(const cJSON *list)
{
    if (cJSON_IsObject(list))
        return list;
    return cJSON_IsArray(list) ? list->child : NULL;
}
