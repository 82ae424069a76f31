/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "webhook_priv.h"
#include <string.h>

static StatusKind status_kind(const char *name)
{
    int kind = 0;
    while (kind < STATUS_OTHER && strcmp(name, status_kind_name((StatusKind)kind)) != 0)
        kind++;
    return (StatusKind)kind;
}

/* The platform's pages spell the ids of a group's participant and of the parent in more than one way. */
static void read_recipient(Event *event, const cJSON *status)
{
    static const char *const participant[] = { "recipient_participant_id", "participant_recipient_id",
        "recipient_participant_user_id", "participant_recipient_user_id", "recipient_participant_parent_user_id",
        NULL };
    static const char *const person[] = { "recipient_id", "recipient_user_id", "parent_recipient_user_id",
        "recipient_parent_user_id", "parent_user_id", "user_id", NULL };
    wire_identities(event, &event->participant, status, participant);
    if (g_strcmp0(json_string(status, "recipient_type"), "group") == 0) {
        wire_take(&event->group, status, "recipient_id");
        wire_identities(event, &event->participant, status, person + 1);
    } else {
        wire_take(&event->group, status, "group_id");
        wire_identities(event, &event->recipient, status, person);
    }
}

void webhook_read_status(const WireChange *change, const cJSON *status, bool only)
{
    Event *event = wire_event(change, EVENT_STATUS);
    wire_take(&event->id, status, "id");
    event->time = wire_time(status, "timestamp");
    wire_take(&event->type, status, "status");
    event->status = event->type ? status_kind(event->type) : STATUS_OTHER;
    read_recipient(event, status);
    if (event->group)
        wire_contact(event, &event->participant, change, false);
    else
        wire_contact(event, &event->recipient, change, only);
    wire_take(&event->tag, status, "biz_opaque_callback_data");
    wire_take(&event->price_category, status, "pricing.category");
    wire_take(&event->price_type, status, "pricing.type");
    if (event->price_category && !event->price_type) /* before price types there was only this */
        event->price_type = g_strdup(json_bool(status, "pricing.billable", false) ? "regular" : "free");
    wire_error(event, json_at(status, "errors"));
    if (event->status == STATUS_OTHER || !event->id)
        wire_keep_raw(event, status);
}
