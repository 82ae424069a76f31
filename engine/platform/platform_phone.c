/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The phones: who they are, whether they are on, and what they show. */
#include "platform_priv.h"

/* FNV-1a: draws hang on the number, not on the order in which phones were added. */
static uint64_t hash(const char *text)
{
    uint64_t value = UINT64_C(0xcbf29ce484222325);
    for (; *text; text++)
        value = (value ^ (uint8_t)*text) * UINT64_C(0x100000001b3);
    return value;
}

/* A business-scoped id of the usual form; the digits are made from number and seed, so another seed is another
 * portfolio. */
static char *make_user_id(const Platform *platform, const char *number)
{
    Rng rng = rng_seeded(hash(number) ^ platform->config.seed);
    return g_strdup_printf("ZW.%" G_GINT64_MODIFIER "u", rng_u64(&rng) | (UINT64_C(1) << 63));
}

int platform_phone_add(Platform *platform, const PlatformPhone *spec)
{
    if (g_hash_table_contains(platform->by_number, spec->number))
        return -1;
    Phone *phone = g_new0(Phone, 1);
    phone->index = (int)platform->phones->len;
    phone->number = g_strdup(spec->number);
    phone->name = g_strdup(spec->name ? spec->name : spec->number);
    phone->user_id = spec->user_id ? g_strdup(spec->user_id) : make_user_id(platform, spec->number);
    phone->key = hash(spec->number);
    phone->receipts = !spec->no_receipts;
    phone->allowed = spec->allowed;
    phone->online = true;
    phone->pair_credit = (int64_t)platform->config.pair_burst * platform->config.pair_every;
    phone->pair_time = platform->now;
    phone->chat = g_ptr_array_new();
    phone->waiting = g_ptr_array_new();
    phone->unsent = g_ptr_array_new();
    g_ptr_array_add(platform->phones, phone);
    g_hash_table_insert(platform->by_number, g_strdup(phone->number), GINT_TO_POINTER(phone->index + 1));
    g_hash_table_insert(platform->by_user_id, g_strdup(phone->user_id), GINT_TO_POINTER(phone->index + 1));
    return phone->index;
}

int platform_phones(const Platform *platform)
{
    return (int)platform->phones->len;
}

int platform_phone_find(const Platform *platform, const char *number)
{
    return GPOINTER_TO_INT(g_hash_table_lookup(platform->by_number, number)) - 1;
}

static Phone *phone_at(const Platform *platform, int phone)
{
    g_assert(phone >= 0 && (guint)phone < platform->phones->len);
    return platform->phones->pdata[phone];
}

const char *platform_phone_number(const Platform *platform, int phone)
{
    return phone_at(platform, phone)->number;
}

const char *platform_phone_name(const Platform *platform, int phone)
{
    return phone_at(platform, phone)->name;
}

guint platform_bubbles(const Platform *platform, int phone)
{
    return phone_at(platform, phone)->chat->len;
}

const PlatformBubble *platform_bubble(const Platform *platform, int phone, guint index)
{
    const GPtrArray *chat = phone_at(platform, phone)->chat;
    return index < chat->len ? chat->pdata[index] : NULL;
}

const PlatformBubble *platform_bubble_find(const Platform *platform, const char *wamid)
{
    return g_hash_table_lookup(platform->by_wamid, wamid);
}

int64_t platform_phone_window(const Platform *platform, int phone)
{
    const Phone *owner = phone_at(platform, phone);
    return owner->last_inbound ? owner->last_inbound + WINDOW : 0;
}

bool platform_phone_is_online(const Platform *platform, int phone)
{
    return phone_at(platform, phone)->online;
}

void platform_phone_read(Platform *platform, int64_t now, int phone)
{
    platform_advance(platform, now);
    Phone *owner = phone_at(platform, phone);
    for (; owner->read_to < owner->chat->len; owner->read_to++) {
        Bubble *bubble = owner->chat->pdata[owner->read_to];
        if (!bubble->shown.from_business || bubble->shown.read >= 0)
            continue;
        bubble->shown.read = platform->now;
        bubble->shown.state = PLATFORM_READ;
        platform->counts.read++;
        if (!owner->receipts)
            continue;
        if (owner->online)
            tell_status(platform, bubble, "read");
        else
            g_ptr_array_add(owner->unsent, bubble);
    }
}

static gint by_seq(gconstpointer a, gconstpointer b)
{
    const Bubble *x = *(Bubble *const *)a, *y = *(Bubble *const *)b;
    return x->seq < y->seq ? -1 : x->seq > y->seq;
}

static void come_online(Platform *platform, Phone *phone)
{
    for (guint i = 0; i < phone->unsent->len; i++) {
        Bubble *bubble = phone->unsent->pdata[i];
        if (bubble->shown.from_business)
            tell_status(platform, bubble, "read");
        else
            bubble_transmit(platform, phone, bubble);
    }
    g_ptr_array_set_size(phone->unsent, 0);
    g_ptr_array_sort(phone->waiting, by_seq);
    for (guint i = 0; i < phone->waiting->len; i++)
        bubble_place(platform, phone->waiting->pdata[i]);
    g_ptr_array_set_size(phone->waiting, 0);
}

void platform_phone_online(Platform *platform, int64_t now, int phone, bool online)
{
    platform_advance(platform, now);
    Phone *owner = phone_at(platform, phone);
    if (owner->online == online)
        return;
    owner->online = online;
    if (online)
        come_online(platform, owner);
}

void platform_phone_block(Platform *platform, int64_t now, int phone, bool blocked)
{
    platform_advance(platform, now);
    phone_at(platform, phone)->blocked = blocked;
}

bool platform_phone_renumber(Platform *platform, int64_t now, int phone, const char *number)
{
    platform_advance(platform, now);
    Phone *owner = phone_at(platform, phone);
    if (g_hash_table_contains(platform->by_number, number))
        return false;
    g_autofree char *old = owner->number, *old_id = owner->user_id;
    g_hash_table_remove(platform->by_number, old);
    g_hash_table_remove(platform->by_user_id, old_id);
    owner->number = g_strdup(number);
    owner->user_id = make_user_id(platform, number);
    owner->last_inbound = 0;
    g_hash_table_insert(platform->by_number, g_strdup(number), GINT_TO_POINTER(phone + 1));
    g_hash_table_insert(platform->by_user_id, g_strdup(owner->user_id), GINT_TO_POINTER(phone + 1));
    Bubble *bubble = bubble_new(owner);
    bubble_keep(platform, owner, bubble);
    g_autofree char *text = g_strdup_printf("User %s changed from %s to %s", owner->name, old, number);
    g_autofree char *time = g_strdup_printf("%" G_GINT64_FORMAT, platform->now);
    cJSON *message = json_put(json_put(cJSON_CreateObject(), "from", old), "id", bubble->shown.wamid);
    json_put(json_put(message, "timestamp", time), "type", "system");
    cJSON *system = json_put(json_put(cJSON_CreateObject(), "body", text), "wa_id", number);
    if (platform->config.identity != PLATFORM_ID_PHONE)
        json_put(json_put(system, "user_id", owner->user_id), "previous_user_id", old_id);
    json_put_item(message, "system", json_put(system, "type", "user_changed_number"));
    tell_message(platform, owner, message);
    return true;
}
