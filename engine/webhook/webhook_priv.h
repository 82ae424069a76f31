/* SPDX-License-Identifier: GPL-3.0-or-later */
/* webhook_priv.h - what the readers of a webhook's parts share. */
#pragma once
#include "webhook.h"

/* One change of a body while it is read; all borrowed. */
typedef struct {
    GPtrArray *events; /* Event *, appended in the order of the body */
    const char *field; /* as sent, or NULL */
    const cJSON *value;
    int64_t entry_time; /* 0 when the entry has none */
} WireChange;

/* A new event of the change, already appended to its events. Borrowed. */
Event *wire_event(const WireChange *change, EventKind kind);
/* Keeps `part` as the event's raw text. */
void wire_keep_raw(Event *event, const cJSON *part);

/* Fills an empty slot with a copy of a text that is there and not empty. */
void wire_set(char **slot, const char *text);
/* The same from member `path` of `object`: a text, or a number as the platform sometimes writes ids. */
void wire_take(char **slot, const cJSON *object, const char *path);
/* An instant written as text or number, in seconds or in milliseconds; 0 when absent or senseless. */
int64_t wire_time(const cJSON *object, const char *path);
/* A whole number written as text or number; 0 when absent or outside int. */
int wire_int(const cJSON *object, const char *path);

/* Puts one identifier where its shape says: "KE.1349" is a user id, "KE.ENT.1349" its parent, digits are a phone (into
 * `phone`, without + and blanks) whatever member it came in. Anything else is dropped. A slot that is filled stays. */
void wire_identity(Event *event, char **phone, const char *text);
/* The same for each of the NULL-ended member names of `object`. */
void wire_identities(Event *event, char **phone, const cJSON *object, const char *const *members);
/* Adds what the change's contacts know of the person in `phone` and the event's user ids. `only` says that the change
 * has one message or status: then a single contact is that person's even where its number is written differently. */
void wire_contact(Event *event, char **phone, const WireChange *change, bool only);
/* First error of `errors` (an array or one object), in the shape with error_data or the older one. */
void wire_error(Event *event, const cJSON *errors);

/* Walks a member that should be an array; one object alone is walked as an array of one. */
const cJSON *wire_first(const cJSON *list);
#define WIRE_EACH(item, list)                                                                                          \
    for (const cJSON *item = wire_first(list); item; item = cJSON_IsArray(list) ? item->next : NULL)

void webhook_read_message(const WireChange *change, const cJSON *message, bool only);
void webhook_read_status(const WireChange *change, const cJSON *status, bool only);
/* Every field but `messages`. */
void webhook_read_field(const WireChange *change);
