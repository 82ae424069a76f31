/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields beside `messages`. What a field is called is not always what it holds (a quality notice has been seen
 * under the status field), so templates are told by their members. Each event keeps its value raw: these are for people
 * too. */
#include "webhook_priv.h"
#include <string.h>

/* The first of the NULL-ended members that is there. */
static void take_first(char **slot, const cJSON *object, const char *const *members)
{
    for (; *members; members++)
        wire_take(slot, object, *members);
}

static Event *value_event(const WireChange *change, EventKind kind)
{
    Event *event = wire_event(change, kind);
    wire_take(&event->number_id, change->value, "phone_number_id");
    event->time = wire_time(change->value, "timestamp");
    if (event->time == 0)
        event->time = change->entry_time;
    wire_take(&event->event, change->value, "event");
    wire_error(event, json_at(change->value, "errors"));
    wire_keep_raw(event, change->value);
    return event;
}

static bool is_template(const cJSON *value)
{
    return json_at(value, "message_template_name") || json_at(value, "message_template_id");
}

static void read_template(const WireChange *change)
{
    static const char *const reasons[] = { "rejection_info.reason", "reason", "other_info.title",
        "other_info.description", "disable_info.disable_date", NULL };
    const cJSON *value = change->value;
    Event *event = value_event(change, EVENT_TEMPLATE);
    wire_take(&event->id, value, "message_template_id");
    wire_take(&event->name, value, "message_template_name");
    wire_take(&event->language, value, "message_template_language");
    wire_take(&event->price_category, value, "message_template_category");
    wire_take(&event->price_category, value, "new_category");
    if (json_at(value, "new_quality_score")) {
        wire_set(&event->event, "QUALITY");
        wire_take(&event->detail, value, "new_quality_score");
    } else if (json_at(value, "correct_category")) {
        wire_set(&event->event, "CATEGORY_NOTICE");
        wire_take(&event->detail, value, "correct_category");
    } else if (json_at(value, "new_category")) {
        wire_set(&event->event, "CATEGORY");
        wire_take(&event->detail, value, "new_category");
    } else if (json_at(value, "message_template_element")) {
        wire_set(&event->event, "COMPONENTS");
    }
    if (g_strcmp0(json_string(value, "reason"), "NONE") != 0)
        take_first(&event->detail, value, reasons);
    else
        take_first(&event->detail, value, reasons + 2);
}

static void read_number(const WireChange *change)
{
    static const char *const details[] = { "rejection_reason", "current_limit", "max_daily_conversations_per_business",
        NULL };
    Event *event = value_event(change, EVENT_NUMBER);
    wire_take(&event->event, change->value, "decision");
    wire_take(&event->name, change->value, "display_phone_number");
    const char *reason = json_string(change->value, "rejection_reason");
    take_first(&event->detail, change->value, reason && strcmp(reason, "NONE") == 0 ? details + 1 : details);
}

static void read_account(const WireChange *change)
{
    static const char *const events[] = { "decision", "alert_type", "alert_info.alert_type", NULL };
    static const char *const details[] = { "violation_info.violation_type", "restriction_info.0.restriction_type",
        "ban_info.waba_ban_state", "alert_description", "alert_info.alert_description", "message",
        "max_daily_conversation_per_phone", "max_daily_conversations_per_business", NULL };
    Event *event = value_event(change, EVENT_ACCOUNT);
    take_first(&event->event, change->value, events);
    wire_take(&event->name, change->value, "display_phone_number");
    wire_take(&event->id, change->value, "flow_id");
    take_first(&event->detail, change->value, details);
}

static void read_preferences(const WireChange *change)
{
    static const char *const person[] = { "wa_id", "user_id", "parent_user_id", NULL };
    const cJSON *list = json_at(change->value, "user_preferences");
    bool only = cJSON_GetArraySize(list) == 1;
    WIRE_EACH(preference, list)
    {
        Event *event = wire_event(change, EVENT_PREFERENCE);
        event->time = wire_time(preference, "timestamp");
        wire_identities(event, &event->from, preference, person);
        wire_contact(event, &event->from, change, only);
        wire_take(&event->type, preference, "category");
        wire_take(&event->event, preference, "value");
        wire_take(&event->detail, preference, "detail");
        wire_keep_raw(event, preference);
    }
}

/* The one participant of a join, a leave or a request; of several, `raw` tells. */
static void read_participant(Event *event, const cJSON *group)
{
    static const char *const person[] = { "wa_id", "user_id", "parent_user_id", "input", NULL };
    static const char *const lists[] = { "added_participants", "removed_participants", "failed_participants", NULL };
    wire_identities(event, &event->from, group, person);
    for (const char *const *list = lists; *list; list++) {
        const cJSON *people = json_at(group, *list);
        if (cJSON_GetArraySize(people) == 1)
            wire_identities(event, &event->from, people->child, person);
    }
}

static const char *group_change(const cJSON *group)
{
    static const char *const parts[] = { "profile_picture", "group_subject", "group_description", NULL };
    for (const char *const *part = parts; *part; part++)
        if (json_at(group, *part))
            return *part;
    return NULL;
}

static void read_groups(const WireChange *change)
{
    static const char *const details[] = { "reason", "initiated_by", NULL };
    static const char *const names[] = { "subject", "group_subject.text", NULL };
    WIRE_EACH(group, json_at(change->value, "groups"))
    {
        Event *event = wire_event(change, EVENT_GROUP);
        event->time = wire_time(group, "timestamp");
        wire_take(&event->group, group, "group_id");
        wire_take(&event->event, group, "type");
        wire_set(&event->event, group_change(group));
        take_first(&event->name, group, names);
        read_participant(event, group);
        wire_error(event, json_at(group, "errors"));
        take_first(&event->detail, group, details);
        wire_take(&event->detail, change->value, "initiated_by");
        wire_keep_raw(event, group);
    }
}

static const struct {
    const char *field;
    void (*read)(const WireChange *change);
    const char *list; /* the member it cannot do without, or NULL */
} fields[] = {
    { .field = "message_template_status_update", .read = read_template },
    { .field = "message_template_quality_update", .read = read_template },
    { .field = "message_template_components_update", .read = read_template },
    { .field = "template_category_update", .read = read_template },
    { .field = "phone_number_quality_update", .read = read_number },
    { .field = "phone_number_name_update", .read = read_number },
    { .field = "account_update", .read = read_account },
    { .field = "account_alerts", .read = read_account },
    { .field = "account_review_update", .read = read_account },
    { .field = "business_capability_update", .read = read_account },
    { .field = "security", .read = read_account },
    { .field = "flows", .read = read_account },
    { .field = "user_preferences", .read = read_preferences, .list = "user_preferences" },
    { .field = "group_lifecycle_update", .read = read_groups, .list = "groups" },
    { .field = "group_participants_update", .read = read_groups, .list = "groups" },
    { .field = "group_participant_update", .read = read_groups, .list = "groups" },
    { .field = "group_settings_update", .read = read_groups, .list = "groups" },
    { .field = "group_status_update", .read = read_groups, .list = "groups" },
};

void webhook_read_field(const WireChange *change)
{
    for (size_t i = 0; change->field && i < G_N_ELEMENTS(fields); i++) {
        if (strcmp(change->field, fields[i].field) != 0)
            continue;
        if (cJSON_IsObject(change->value) && (!fields[i].list || wire_first(json_at(change->value, fields[i].list)))) {
            fields[i].read(change);
            return;
        }
    }
    if (is_template(change->value))
        read_template(change);
    else
        value_event(change, EVENT_UNKNOWN);
}
