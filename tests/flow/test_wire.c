/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Our side of the wire against the simulated platform, which has its limits and names from the same reference but
 * shares no code: what channel writes is shown on the phone as it was meant, and what the platform tells is what
 * webhook reads. */
#include "../unit/platform_world.h"
#include "channel.h"
#include "webhook.h"

static ChannelSend send_to_amina(const Message *message, const char *media_id)
{
    return (ChannelSend){
        .id = 7, .attempt = 1, .tag = "7.1.2.ab", .to = "+263770000001", .message = message, .media_id = media_id
    };
}

/* Hands a message over as the driver does. Given. */
static ChannelOutcome *carry(World *world, const ChannelSend *send)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *body = channel_cloud_encode(send, &error);
    unit_assert_ok(error);
    world_ask(world, "POST", "/v25.0/" NUMBER "/messages", "application/json", body, strlen(body));
    g_autofree char *answer = json_text(world->answer);
    HttpResponse response = { .end = HTTP_DONE, .status = world->status };
    response.body = g_bytes_new(answer, strlen(answer));
    ChannelOutcome *outcome = channel_cloud_decode(send->id, send->attempt, &response);
    g_bytes_unref(response.body);
    return outcome;
}

/* Everything told since the last call, as events. */
static GPtrArray *events_of(World *world)
{
    GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify)webhook_event_free);
    for (guint i = 0; i < world->told->len; i++) {
        g_autoptr(GError) error = NULL;
        const char *body = g_ptr_array_index(world->told, i);
        g_autoptr(GPtrArray) events = webhook_parse(body, strlen(body), &error);
        unit_assert_ok(error);
        for (guint e = 0; e < events->len; e++)
            g_ptr_array_add(all, g_steal_pointer(&events->pdata[e]));
    }
    g_ptr_array_set_size(world->told, 0);
    return all;
}

/* The bubble of a message that must be accepted and arrive, its statuses carrying its id, tag and person. */
static const PlatformBubble *arrives(World *world, const Message *message, const char *media_id)
{
    ChannelSend send = send_to_amina(message, media_id);
    g_autoptr(ChannelOutcome) outcome = carry(world, &send);
    ck_assert_msg(outcome->result == CHANNEL_ACCEPTED, "refused: %s", outcome->detail);
    ck_assert_str_eq(outcome->wa_id, "263770000001");
    world_later(world, 60);
    g_autoptr(GPtrArray) events = events_of(world);
    guint seen = 0;
    for (guint i = 0; i < events->len; i++) {
        const Event *event = g_ptr_array_index(events, i);
        ck_assert_int_eq(event->kind, EVENT_STATUS);
        ck_assert_ptr_null(event->raw);
        ck_assert_str_eq(event->id, outcome->wamid);
        ck_assert_str_eq(event->tag, "7.1.2.ab");
        ck_assert_str_eq(event->recipient, "263770000001");
        ck_assert_str_eq(event->number_id, NUMBER);
        ck_assert_int_gt(event->time, NOON - 1);
        seen |= 1u << event->status;
    }
    ck_assert_uint_eq(seen, 1u << STATUS_SENT | 1u << STATUS_DELIVERED);
    return platform_bubble_find(world->platform, outcome->wamid);
}

static World *open_world(void)
{
    World *world = world_new(NULL);
    world_open(world);
    world_later(world, 60);
    g_ptr_array_set_size(world->told, 0);
    return world;
}

/* `n` characters of two bytes each. */
static char *long_text(int n)
{
    GString *text = g_string_new(NULL);
    for (int i = 0; i < n; i++)
        g_string_append(text, "é");
    return g_string_free(text, FALSE);
}

START_TEST(texts_buttons_and_lists_show_as_they_were_meant)
{
    g_autoptr(World) world = open_world();
    g_autoptr(Message) text = message_new(MESSAGE_TEXT, "Six \"weeks\"\nor \\ nine?");
    ck_assert_str_eq(arrives(world, text, NULL)->text, text->text);
    g_autoptr(Message) buttons = message_new(MESSAGE_BUTTONS, "Which?");
    buttons->footer = g_strdup("1 of 10");
    message_add_choice(buttons, "M9:a", "Rapid test", NULL);
    message_add_choice(buttons, "M9:b", "Wait", NULL);
    const PlatformBubble *bubble = arrives(world, buttons, NULL);
    ck_assert_int_eq(bubble->kind, PLATFORM_BUTTONS);
    ck_assert_str_eq(bubble->footer, "1 of 10");
    ck_assert_uint_eq(bubble->n_choices, 2);
    ck_assert_str_eq(bubble->choices[1].title, "Wait");
    g_autoptr(Message) list = message_new(MESSAGE_LIST, "When?");
    list->list_label = g_strdup("Choose");
    message_add_choice(list, "1", "At birth", "before discharge");
    message_add_choice(list, "2", "Six weeks", NULL);
    bubble = arrives(world, list, NULL);
    ck_assert_int_eq(bubble->kind, PLATFORM_LIST);
    ck_assert_str_eq(bubble->label, "Choose");
    ck_assert_str_eq(bubble->choices[0].description, "before discharge");
    ck_assert_uint_eq(platform_refusals(world->platform), 0);
}
END_TEST

START_TEST(files_show_with_their_captions_and_over_buttons)
{
    static const struct {
        MediaKind media;
        PlatformKind kind;
        const char *mime, *caption;
    } cases[] = {
        { MEDIA_IMAGE, PLATFORM_IMAGE, "image/png", "A register" },
        { MEDIA_VIDEO, PLATFORM_VIDEO, "video/mp4", NULL },
        { MEDIA_AUDIO, PLATFORM_AUDIO, "audio/ogg", NULL },
        { MEDIA_DOCUMENT, PLATFORM_DOCUMENT, "application/pdf", "Job aid" },
    };
    g_autoptr(World) world = open_world();
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        world_ask(world, "POST", "/v25.0/" NUMBER "/media", cases[i].mime, "bytes", 5);
        g_autofree char *media_id = g_strdup(world->id);
        g_autoptr(Message) message = message_new(MESSAGE_MEDIA, cases[i].caption);
        message->asset = g_strdup("ab12");
        message->media = cases[i].media;
        message->mime = g_strdup(cases[i].mime);
        message->filename = g_strdup("file.bin");
        const PlatformBubble *bubble = arrives(world, message, media_id);
        ck_assert_int_eq(bubble->kind, cases[i].kind);
        ck_assert_str_eq(bubble->media_id, media_id);
        ck_assert_str_eq(bubble->text, cases[i].caption ? cases[i].caption : "");
        if (cases[i].media == MEDIA_AUDIO)
            continue;
        message->kind = MESSAGE_BUTTONS;
        g_free(message->text);
        message->text = g_strdup("Look");
        message_add_choice(message, "a", "Seen", NULL);
        bubble = arrives(world, message, media_id);
        ck_assert_int_eq(bubble->kind, PLATFORM_BUTTONS);
        ck_assert_str_eq(bubble->media_id, media_id);
    }
    ck_assert_uint_eq(platform_refusals(world->platform), 0);
}
END_TEST

static Message *opening(const char *param)
{
    Message *message = message_new(MESSAGE_TEMPLATE, NULL);
    message->template_name = g_strdup("baraza_open_v1");
    message->language = g_strdup("en");
    message_add_param(message, param);
    message_add_choice(message, "open:m3", "Start", NULL);
    return message;
}

START_TEST(a_template_opens_a_closed_window_and_its_tap_comes_back_with_our_payload)
{
    g_autoptr(World) world = world_new(NULL);
    ck_assert(platform_template_add(world->platform, "baraza_open_v1", "en", "UTILITY",
        "[{\"type\":\"BODY\",\"text\":\"Hello {{1}}, your module is "
        "ready.\"},{\"type\":\"BUTTONS\",\"buttons\":[{\"type\":"
        "\"QUICK_REPLY\",\"text\":\"Start\"}]}]"));
    g_autoptr(Message) message = opening("Rudo\n      M.");
    const PlatformBubble *bubble = arrives(world, message, NULL);
    ck_assert_str_eq(bubble->text, "Hello Rudo M., your module is ready.");
    ck_assert_ptr_nonnull(platform_phone_tap(world->platform, world->now, 0, bubble->wamid, 0));
    world_later(world, 60);
    g_autoptr(GPtrArray) events = events_of(world);
    const Event *tap = NULL;
    for (guint i = 0; i < events->len && !tap; i++) {
        const Event *event = g_ptr_array_index(events, i);
        tap = event->kind == EVENT_MESSAGE ? event : NULL;
    }
    ck_assert_ptr_nonnull(tap);
    ck_assert_int_eq(tap->inbound, INBOUND_BUTTON);
    ck_assert_str_eq(tap->payload, "open:m3");
    ck_assert_str_eq(tap->text, "Start");
    ck_assert_str_eq(tap->context_id, bubble->wamid);
    ck_assert_str_eq(tap->from, "263770000001");
    ck_assert_ptr_nonnull(tap->user_id);
}
END_TEST

START_TEST(what_a_phone_does_is_read_as_what_it_was)
{
    g_autoptr(World) world = open_world();
    g_autoptr(Message) buttons = message_new(MESSAGE_BUTTONS, "Which?");
    message_add_choice(buttons, "M9:a", "Rapid test", NULL);
    const PlatformBubble *question = arrives(world, buttons, NULL);
    g_autoptr(GBytes) bytes = g_bytes_new_static("jpg", 3);
    platform_phone_tap(world->platform, ++world->now, 0, question->wamid, 0);
    platform_phone_text(world->platform, ++world->now, 0, "it is \xf0\x9f\x91\xb6 B", question->wamid);
    platform_phone_react(world->platform, ++world->now, 0, question->wamid, "\xf0\x9f\x91\x8d");
    platform_phone_media(world->platform, ++world->now, 0, PLATFORM_IMAGE, "image/jpeg", NULL, "ours", bytes, NULL);
    ck_assert(platform_phone_renumber(world->platform, ++world->now, 0, "263770000011"));
    world_later(world, 60);
    static const struct {
        InboundKind kind;
        const char *text, *payload;
        bool about; /* the question */
    } want[] = {
        { INBOUND_BUTTON_REPLY, "Rapid test", "M9:a", true },
        { INBOUND_TEXT, "it is \xf0\x9f\x91\xb6 B", NULL, true },
        { INBOUND_REACTION, NULL, NULL, true },
        { INBOUND_IMAGE, "ours", NULL, false },
    };
    g_autoptr(GPtrArray) events = events_of(world);
    guint n = 0;
    bool renumbered = false;
    for (guint i = 0; i < events->len; i++) {
        const Event *event = g_ptr_array_index(events, i);
        ck_assert_msg(!event->raw, "not understood: %s", event->raw);
        if (event->kind != EVENT_MESSAGE)
            continue;
        if (event->inbound == INBOUND_SYSTEM) {
            ck_assert_str_eq(event->from, "263770000001");
            ck_assert_str_eq(event->new_wa_id, "263770000011");
            renumbered = true;
            continue;
        }
        ck_assert_uint_lt(n, G_N_ELEMENTS(want));
        ck_assert_int_eq(event->inbound, want[n].kind);
        ck_assert_pstr_eq(event->text, want[n].text);
        ck_assert_pstr_eq(event->payload, want[n].payload);
        ck_assert_pstr_eq(event->context_id, want[n].about ? question->wamid : NULL);
        n++;
    }
    ck_assert_uint_eq(n, G_N_ELEMENTS(want));
    ck_assert(renumbered);
}
END_TEST

START_TEST(refusals_are_classed_as_what_they_ask_for)
{
    PlatformConfig config = platform_config();
    config.window_sync = true;
    g_autoptr(World) world = world_new(&config);
    g_autoptr(Message) text = message_new(MESSAGE_TEXT, "Hello");
    ChannelSend send = send_to_amina(text, NULL);
    g_autoptr(ChannelOutcome) closed = carry(world, &send);
    ck_assert_int_eq(closed->refusal, REFUSAL_WINDOW);
    g_autoptr(Message) unknown = opening("p");
    send.message = unknown;
    g_autoptr(ChannelOutcome) missing = carry(world, &send);
    ck_assert_int_eq(missing->code, 132001);
    ck_assert_int_eq(missing->refusal, REFUSAL_CONTENT);
    platform_refuse_all(world->platform, 131042);
    g_autoptr(ChannelOutcome) unpaid = carry(world, &send);
    ck_assert_int_eq(unpaid->refusal, REFUSAL_PAUSE);
    platform_refuse_all(world->platform, 0);
    platform_set_token(world->platform, "another");
    g_autoptr(ChannelOutcome) locked_out = carry(world, &send);
    ck_assert_int_eq(locked_out->result, CHANNEL_REFUSED);
    ck_assert_int_eq(locked_out->refusal, REFUSAL_AUTH);
}
END_TEST

START_TEST(what_fits_our_limits_fits_theirs)
{
    g_autoptr(World) world = open_world();
    const ChannelCaps *caps = &channel_caps_cloud;
    g_autofree char *body = long_text(caps->max_body), *text = long_text(caps->max_text),
                    *label = long_text(caps->list_label);
    g_autofree char *row = long_text(caps->row_title), *description = long_text(caps->row_description);
    g_autofree char *title = long_text(caps->button_title - 1), *footer = long_text(60);
    g_autoptr(Message) longest = message_new(MESSAGE_TEXT, text);
    arrives(world, longest, NULL);
    g_autoptr(Message) buttons = message_new(MESSAGE_BUTTONS, body);
    g_autoptr(Message) list = message_new(MESSAGE_LIST, body);
    buttons->footer = g_strdup(footer);
    list->list_label = g_strdup(label);
    for (int i = 0; i < caps->max_rows; i++) {
        g_autofree char *id = g_strdup_printf("%d", i), *unlike = g_strdup_printf("%s%d", title, i);
        message_add_choice(list, id, row, description);
        if (i < caps->max_buttons)
            message_add_choice(buttons, id, unlike, NULL);
    }
    arrives(world, buttons, NULL);
    arrives(world, list, NULL);
    ck_assert_uint_eq(platform_refusals(world->platform), 0);
}
END_TEST

/* The platform in process as a transport. */
typedef struct {
    HttpTransport transport;
    World *world;
    GPtrArray *responses;
} Near;

static void near_submit(HttpTransport *transport, HttpRequest *request)
{
    Near *near = (Near *)transport;
    g_auto(PlatformAnswer) answer = { 0 };
    platform_request(near->world->platform, near->world->now, request->method, request->path, request->bearer,
        request->content_type, NULL, 0, &answer);
    HttpResponse *response = g_new0(HttpResponse, 1);
    response->id = request->id;
    response->status = answer.status;
    response->body = answer.body ? g_bytes_ref(answer.body) : NULL;
    g_ptr_array_add(near->responses, response);
    http_request_free(request);
}

static guint near_drain(HttpTransport *transport, GPtrArray *responses)
{
    Near *near = (Near *)transport;
    guint n = near->responses->len;
    g_ptr_array_extend(responses, near->responses, NULL, NULL);
    g_ptr_array_set_size(near->responses, 0);
    return n;
}

/* What comes of a file that Amina sends and that is asked for `later` seconds after. Given. */
static ChannelAsset *photo_asked_for_after(int64_t later)
{
    g_autoptr(World) world = open_world();
    g_autoptr(GBytes) photo = g_bytes_new_static("a photo", 7);
    platform_phone_media(
        world->platform, world->now, 0, PLATFORM_IMAGE, "image/jpeg", NULL, "Our register", photo, NULL);
    world_later(world, 60);
    g_autoptr(GPtrArray) events = events_of(world);
    const Event *event = g_ptr_array_index(events, events->len - 1);
    Near near = { .transport = { .submit = near_submit, .drain = near_drain }, .world = world };
    near.responses = g_ptr_array_new();
    ChannelCloud config = { .version = "v25.0", .phone_id = NUMBER, .waba_id = ACCOUNT, .token = world->config.token };
    Channel *channel = channel_cloud_new(&near.transport, &config);
    world_later(world, later);
    channel->fetch(channel, "P1", event->media_id);
    g_autoptr(GPtrArray) assets = g_ptr_array_new();
    for (int i = 0; i < 2; i++)
        channel->drain_assets(channel, assets);
    ck_assert_uint_eq(assets->len, 1);
    channel->free(channel);
    g_ptr_array_unref(near.responses);
    return g_ptr_array_index(assets, 0);
}

START_TEST(a_photo_that_a_phone_sends_can_be_loaded_for_a_week)
{
    g_autoptr(ChannelAsset) asset = photo_asked_for_after(0);
    ck_assert_msg(asset->ok, "%s", asset->detail);
    ck_assert_str_eq(asset->mime, "image/jpeg");
    ck_assert_mem_eq(g_bytes_get_data(asset->bytes, NULL), "a photo", 7);
    g_autoptr(ChannelAsset) late = photo_asked_for_after(8 * 86400);
    ck_assert(!late->ok && late->gone);
}
END_TEST

UNIT_MAIN("wire", texts_buttons_and_lists_show_as_they_were_meant, files_show_with_their_captions_and_over_buttons,
    a_template_opens_a_closed_window_and_its_tap_comes_back_with_our_payload, what_a_phone_does_is_read_as_what_it_was,
    refusals_are_classed_as_what_they_ask_for, what_fits_our_limits_fits_theirs,
    a_photo_that_a_phone_sends_can_be_loaded_for_a_week)
