/* SPDX-License-Identifier: GPL-3.0-or-later */
/* POST /{phone}/messages: the checks in the order envelope, content, recipient, window, rates; then a 200 that promises
 * nothing. */
#include "platform_priv.h"
#include "json_doc.h"
#include "text.h"

static bool read_receipt(Request *request, const cJSON *body)
{
    const char *id;
    if (g_strcmp0(json_string(body, "status"), "read") != 0)
        return refuse(request, 100, "Param status must be one of {READ}");
    if (!check_text(request, body, "message_id", 512, &id))
        return false;
    Bubble *bubble = g_hash_table_lookup(request->platform->by_wamid, id);
    if (!bubble || bubble->shown.from_business || bubble->shown.accepted < request->platform->now - MESSAGE_TTL)
        return refuse(request, 100, "Message '%s' is not a message received in the last 30 days", id);
    const cJSON *typing = json_at(body, "typing_indicator");
    if (typing && g_strcmp0(json_string(typing, "type"), "text") != 0)
        return refuse(request, 131009, "Parameter 'typing_indicator.type' must be 'text'");
    const Phone *phone = request->platform->phones->pdata[bubble->shown.phone];
    for (guint i = 0; i < phone->chat->len; i++) {
        Bubble *own = phone->chat->pdata[i];
        if (!own->shown.from_business && own->shown.read < 0)
            own->shown.read = request->platform->now;
        if (own == bubble)
            break;
    }
    answer_json(request, 200, json_put_bool(cJSON_CreateObject(), "success", true));
    return true;
}

/* E.164 digits of a `to`: without + the business's country code is put before it, as the platform does. */
static char *read_number(const Platform *platform, const char *to)
{
    g_autoptr(GString) digits = g_string_new(*to == '+' ? "" : platform->config.country_code);
    for (const char *c = to + (*to == '+'); *c; c++) {
        if (g_ascii_isdigit(*c))
            g_string_append_c(digits, *c);
        else if (!strchr("-() ", *c))
            return NULL;
    }
    return digits->len >= 7 && digits->len <= 15 ? g_strdup(digits->str) : NULL;
}

/* Country code, dot, up to 128 letters and digits. */
static bool is_user_id(const char *text)
{
    gsize n = strlen(text);
    if (n < 4 || n > 131 || !g_ascii_isupper(text[0]) || !g_ascii_isupper(text[1]) || text[2] != '.')
        return false;
    for (gsize i = 3; i < n; i++)
        if (!g_ascii_isalnum(text[i]) && text[i] != '.')
            return false;
    return true;
}

/* Who is meant: *phone is NULL when nobody with that number is on the platform, which comes out later. */
static bool read_recipient(Request *request, const cJSON *body, Phone **phone, bool *by_user_id, char **input)
{
    Platform *platform = request->platform;
    const char *to = json_string(body, "to"), *user_id = json_string(body, "recipient");
    const char *kind = json_string(body, "recipient_type");
    if (kind && !g_str_equal(kind, "individual"))
        return refuse(request, 100,
            g_str_equal(kind, "group") ? "Recipient type does not match the recipient"
                                       : "Param recipient_type must be one of {individual, group}");
    if (!to && !user_id)
        return refuse(
            request, json_at(body, "to") ? 131009 : 131008, "Parameter 'to' is mandatory and must be a string");
    *by_user_id = !to;
    *input = g_strdup(to ? to : user_id);
    g_autofree char *number = to ? read_number(platform, to) : NULL;
    if (to ? !number : !is_user_id(user_id))
        return refuse(request, 131009, "Parameter '%s' is not a valid recipient", to ? "to" : "recipient");
    if (number && g_str_equal(number, platform->config.display_number))
        return refuse(request, 131021, "Sender and recipient are the same number");
    int index = GPOINTER_TO_INT(
        to ? g_hash_table_lookup(platform->by_number, number) : g_hash_table_lookup(platform->by_user_id, user_id));
    *phone = index ? platform->phones->pdata[index - 1] : NULL;
    if (platform->config.test_number && !(*phone && (*phone)->allowed))
        return refuse(request, 131030, "Recipient phone number not in allowed list");
    return true;
}

static bool check_context(Request *request, const cJSON *body, Phone *phone, Bubble *bubble)
{
    const cJSON *context = json_at(body, "context");
    const char *id;
    if (!context || bubble->shown.kind == PLATFORM_REACTION)
        return true;
    if (!check_text(request, context, "message_id", 512, &id))
        return false;
    const Bubble *quoted = g_hash_table_lookup(request->platform->by_wamid, id);
    bool in_chat = quoted && phone && phone_of(request->platform, quoted) == phone;
    if (in_chat && bubble->shown.kind != PLATFORM_TEMPLATE &&
        quoted->shown.accepted >= request->platform->now - MESSAGE_TTL)
        bubble->shown.quote = g_strdup(id);
    return true;
}

static bool window_is_open(const Platform *platform, const Phone *phone)
{
    return phone && phone->last_inbound && platform->now < phone->last_inbound + WINDOW;
}

static bool check_window(Request *request, const Phone *phone, Bubble *bubble)
{
    static const char details[] =
        "Message failed to send because more than 24 hours have passed since the customer last replied to this number.";
    if (bubble->shown.kind == PLATFORM_TEMPLATE || window_is_open(request->platform, phone))
        return true;
    if (request->platform->config.window_sync)
        return refuse(request, 131047, "%s", details);
    bubble_fail(bubble, 131047, false, details);
    return true;
}

/* One token per `pair_every` seconds, kept as seconds of credit. */
static bool check_pair(Request *request, Phone *phone)
{
    const PlatformConfig *config = &request->platform->config;
    if (!phone || config->pair_burst <= 0)
        return true;
    int64_t full = (int64_t)config->pair_burst * config->pair_every;
    phone->pair_credit = MIN(full, phone->pair_credit + request->platform->now - phone->pair_time);
    phone->pair_time = request->platform->now;
    if (phone->pair_credit < config->pair_every)
        return refuse(request, 131056, "Too many messages sent from this number to the same user; wait and try again");
    phone->pair_credit -= config->pair_every;
    return true;
}

static bool check_rate(Request *request)
{
    Platform *platform = request->platform;
    if (platform->config.number_rate <= 0)
        return true;
    if (platform->rate_second != platform->now) {
        platform->rate_second = platform->now;
        platform->rate_used = 0;
    }
    if (platform->rate_used >= platform->config.number_rate)
        return refuse(request, 130429, "Cloud API message throughput has been reached.");
    platform->rate_used++;
    return true;
}

static bool check_portfolio(Request *request, Phone *phone, Bubble *bubble)
{
    Platform *platform = request->platform;
    const int64_t from = platform->now - WINDOW;
    if (!phone || bubble->fail_code || platform->config.portfolio_limit <= 0 || window_is_open(platform, phone) ||
        (phone->opened && phone->opened > from))
        return true;
    guint old = 0;
    while (old < platform->openings->len && g_array_index(platform->openings, int64_t, old) <= from)
        old++;
    if (old)
        g_array_remove_range(platform->openings, 0, old);
    if (platform->openings->len >= (guint)platform->config.portfolio_limit) {
        static const char details[] = "The messaging limit of the business portfolio has been reached";
        if (platform->config.portfolio_sync)
            return refuse(request, platform->config.portfolio_code, "%s", details);
        bubble_fail(bubble, platform->config.portfolio_code, false, details);
        return true;
    }
    g_array_append_val(platform->openings, platform->now);
    phone->opened = platform->now;
    return true;
}

static bool fails_by_chance(Request *request, Phone *phone)
{
    const PlatformConfig *config = &request->platform->config;
    if (request->platform->refuse_all)
        return !refuse(request, request->platform->refuse_all, "Sending is switched off for this account");
    if (config->fail_sync <= 0 || !phone)
        return false;
    Rng rng = phone_draw(request->platform, phone);
    return rng_unit(&rng) < config->fail_sync && !refuse(request, 131016, "Service is temporarily unavailable");
}

static void answer_accepted(Request *request, const char *input, const Phone *phone, const Bubble *bubble)
{
    const Platform *platform = request->platform;
    cJSON *contact = json_put(cJSON_CreateObject(), "input", input);
    if (phone && !bubble->by_user_id && platform->config.identity != PLATFORM_ID_USER_ONLY)
        json_put(contact, "wa_id", phone->number);
    if (phone && (bubble->by_user_id || platform->config.identity != PLATFORM_ID_PHONE))
        json_put(contact, "user_id", phone->user_id);
    if (!phone)
        json_put(contact, "wa_id", *input == '+' ? input + 1 : input);
    cJSON *message = json_put(cJSON_CreateObject(), "id", bubble->shown.wamid);
    if (bubble->shown.kind == PLATFORM_TEMPLATE)
        json_put(message, "message_status", bubble->held ? "held_for_quality_assessment" : "accepted");
    cJSON *body = json_put(cJSON_CreateObject(), "messaging_product", "whatsapp");
    cJSON *contacts = cJSON_CreateArray(), *messages = cJSON_CreateArray();
    cJSON_AddItemToArray(contacts, contact);
    cJSON_AddItemToArray(messages, message);
    json_put_item(json_put_item(body, "contacts", contacts), "messages", messages);
    answer_json(request, 200, body);
}

static bool send_checked(Request *request, const cJSON *body)
{
    Platform *platform = request->platform;
    const char *type = json_string(body, "type"), *tag;
    g_autofree char *input = NULL;
    Phone *phone = NULL;
    bool by_user_id = false;
    if (g_strcmp0(json_string(body, "messaging_product"), "whatsapp") != 0)
        return refuse(request, 100, "The parameter messaging_product is required and must be 'whatsapp'.");
    if (json_at(body, "status"))
        return read_receipt(request, body);
    request->to = json_string(body, "to");
    request->tag = json_string(body, "biz_opaque_callback_data");
    if (!check_optional(request, body, "biz_opaque_callback_data", LIMIT_TAG, &tag) ||
        !read_recipient(request, body, &phone, &by_user_id, &input) || fails_by_chance(request, phone))
        return false;
    g_autoptr(Bubble) bubble = bubble_new(phone);
    bubble->by_user_id = by_user_id;
    bubble->shown.from_business = true;
    bubble->shown.tag = g_strdup(tag);
    if (!content_read(request, body, type ? type : "text", bubble, phone) ||
        !check_context(request, body, phone, bubble) || !check_window(request, phone, bubble) ||
        !check_pair(request, phone) || !check_rate(request) || !check_portfolio(request, phone, bubble))
        return false;
    if (!phone)
        bubble_fail(bubble, 131026, false, "The recipient is not on WhatsApp or cannot receive this message");
    bubble_accept(platform, phone, bubble);
    answer_accepted(request, input, phone, g_steal_pointer(&bubble));
    return true;
}

void send_message(Request *request)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(JsonDoc) doc = json_doc_parse(request->body, request->size, &error);
    const cJSON *body = json_doc_root(doc);
    if (!body || !cJSON_IsObject(body)) {
        refuse(request, 100, "The body is not a JSON object: %s", error ? error->message : "another type");
        return;
    }
    send_checked(request, body);
}
