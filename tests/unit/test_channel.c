/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Cloud API driver over a transport that the test holds: what it asks, and how answers find what they answer. */
#include "unit.h"
#include "channel_priv.h"

/* Keeps requests; answers are given by the test. */
typedef struct {
    HttpTransport transport;
    GPtrArray *requests;  /* HttpRequest *, all that were submitted */
    GPtrArray *responses; /* HttpResponse *, to be drained */
    bool left;            /* a recall comes too late */
} Fake;

static void fake_submit(HttpTransport *transport, HttpRequest *request)
{
    g_ptr_array_add(((Fake *)transport)->requests, request);
}

static guint fake_drain(HttpTransport *transport, GPtrArray *responses)
{
    Fake *fake = (Fake *)transport;
    guint n = fake->responses->len;
    for (guint i = 0; i < n; i++)
        g_ptr_array_add(responses, g_ptr_array_index(fake->responses, i));
    g_ptr_array_set_size(fake->responses, 0);
    return n;
}

static bool fake_recall(HttpTransport *transport, int64_t id)
{
    return !((Fake *)transport)->left;
}

static guint fake_in_flight(HttpTransport *transport)
{
    return 0;
}

static Fake *fake_new(void)
{
    Fake *fake = g_new0(Fake, 1);
    fake->transport = (HttpTransport){
        .submit = fake_submit,
        .drain = fake_drain,
        .recall = fake_recall,
        .in_flight = fake_in_flight,
    };
    fake->requests = g_ptr_array_new_with_free_func((GDestroyNotify)http_request_free);
    fake->responses = g_ptr_array_new();
    return fake;
}

static void fake_free(Fake *fake)
{
    ck_assert_uint_eq(fake->responses->len, 0);
    g_ptr_array_unref(fake->requests);
    g_ptr_array_unref(fake->responses);
    g_free(fake);
}

static const HttpRequest *asked(Fake *fake, guint i)
{
    ck_assert_uint_gt(fake->requests->len, i);
    return g_ptr_array_index(fake->requests, i);
}

static void answer(Fake *fake, int64_t request, int status, const char *body)
{
    HttpResponse *response = g_new0(HttpResponse, 1);
    response->id = request;
    response->status = status;
    response->body = g_bytes_new(body, strlen(body));
    g_ptr_array_add(fake->responses, response);
}

static Channel *channel_over(Fake *fake)
{
    static const ChannelCloud config = { .version = "v25.0", .phone_id = "1065", .waba_id = "3001", .token = "secret" };
    return channel_cloud_new(&fake->transport, &config);
}

static void send_text(Channel *channel, int64_t id, int attempt, const char *text)
{
    g_autoptr(Message) message = message_new(MESSAGE_TEXT, text);
    ChannelSend send = { .id = id, .attempt = attempt, .tag = "t", .to = "+263770000001", .message = message };
    channel->submit(channel, &send);
}

static GPtrArray *outcomes_of(Channel *channel)
{
    GPtrArray *outcomes = g_ptr_array_new_with_free_func((GDestroyNotify)channel_outcome_free);
    ck_assert_uint_eq(channel->drain(channel, outcomes), outcomes->len);
    return outcomes;
}

static GPtrArray *assets_of(Channel *channel)
{
    GPtrArray *assets = g_ptr_array_new_with_free_func((GDestroyNotify)channel_asset_free);
    ck_assert_uint_eq(channel->drain_assets(channel, assets), assets->len);
    return assets;
}

static void assert_body(const HttpRequest *request, const char *part)
{
    gsize size = 0;
    const char *bytes = g_bytes_get_data(request->body, &size);
    g_autofree char *body = g_strndup(bytes, size);
    ck_assert_msg(strstr(body, part) != NULL, "%s is not in %s", part, body);
}

START_TEST(a_message_is_posted_and_its_answer_comes_back_as_its_outcome)
{
    Fake *fake = fake_new();
    Channel *channel = channel_over(fake);
    send_text(channel, 901, 2, "Hello");
    const HttpRequest *request = asked(fake, 0);
    ck_assert_str_eq(request->method, "POST");
    ck_assert_str_eq(request->path, "/v25.0/1065/messages");
    ck_assert_str_eq(request->bearer, "secret");
    ck_assert_str_eq(request->content_type, "application/json");
    ck_assert_ptr_null(request->file_name);
    assert_body(request, "\"body\":\"Hello\"");
    ck_assert_uint_eq(channel->in_flight(channel), 1);
    g_autoptr(GPtrArray) none = outcomes_of(channel);
    ck_assert_uint_eq(none->len, 0);
    answer(fake, request->id, 200, "{\"messages\":[{\"id\":\"wamid.1\"}]}");
    g_autoptr(GPtrArray) outcomes = outcomes_of(channel);
    ck_assert_uint_eq(outcomes->len, 1);
    const ChannelOutcome *outcome = g_ptr_array_index(outcomes, 0);
    ck_assert_int_eq(outcome->id, 901);
    ck_assert_int_eq(outcome->attempt, 2);
    ck_assert_int_eq(outcome->result, CHANNEL_ACCEPTED);
    ck_assert_uint_eq(channel->in_flight(channel), 0);
    channel->free(channel);
    fake_free(fake);
}
END_TEST

START_TEST(two_attempts_at_one_message_are_not_taken_for_each_other)
{
    Fake *fake = fake_new();
    Channel *channel = channel_over(fake);
    send_text(channel, 901, 1, "Hello");
    send_text(channel, 901, 2, "Hello");
    answer(fake, asked(fake, 1)->id, 200, "{\"messages\":[{\"id\":\"wamid.second\"}]}");
    answer(fake, asked(fake, 0)->id, 400, "{\"error\":{\"code\":131047}}");
    g_autoptr(GPtrArray) outcomes = outcomes_of(channel);
    ck_assert_uint_eq(outcomes->len, 2);
    const ChannelOutcome *second = g_ptr_array_index(outcomes, 0), *first = g_ptr_array_index(outcomes, 1);
    ck_assert_int_eq(second->attempt, 2);
    ck_assert_int_eq(second->result, CHANNEL_ACCEPTED);
    ck_assert_int_eq(first->attempt, 1);
    ck_assert_int_eq(first->refusal, REFUSAL_WINDOW);
    channel->free(channel);
    fake_free(fake);
}
END_TEST

START_TEST(a_message_that_cannot_be_encoded_is_refused_and_nothing_leaves)
{
    Fake *fake = fake_new();
    Channel *channel = channel_over(fake);
    send_text(channel, 1, 1, "");
    g_autoptr(Message) picture = message_new(MESSAGE_MEDIA, NULL);
    picture->asset = g_strdup("ab12");
    ChannelSend send = { .id = 2, .to = "+263770000001", .message = picture };
    channel->submit(channel, &send);
    send.to = "0770000001";
    send.id = 3;
    channel->submit(channel, &send);
    static const Refusal want[] = { REFUSAL_CONTENT, REFUSAL_MEDIA, REFUSAL_PERMANENT };
    ck_assert_uint_eq(channel->in_flight(channel), 3);
    g_autoptr(GPtrArray) outcomes = outcomes_of(channel);
    ck_assert_uint_eq(outcomes->len, G_N_ELEMENTS(want));
    for (guint i = 0; i < outcomes->len; i++) {
        const ChannelOutcome *outcome = g_ptr_array_index(outcomes, i);
        ck_assert_int_eq(outcome->id, i + 1);
        ck_assert_int_eq(outcome->result, CHANNEL_REFUSED);
        ck_assert_int_eq(outcome->refusal, want[i]);
        ck_assert_ptr_nonnull(outcome->detail);
    }
    ck_assert_uint_eq(fake->requests->len, 0);
    channel->free(channel);
    fake_free(fake);
}
END_TEST

START_TEST(a_recall_takes_back_only_what_has_not_left)
{
    Fake *fake = fake_new();
    Channel *channel = channel_over(fake);
    send_text(channel, 5, 1, "Hello");
    fake->left = true;
    channel->recall(channel, 5);
    g_autoptr(GPtrArray) none = outcomes_of(channel);
    ck_assert_uint_eq(none->len, 0);
    fake->left = false;
    channel->recall(channel, 6);
    channel->recall(channel, 5);
    channel->recall(channel, 5);
    g_autoptr(GPtrArray) outcomes = outcomes_of(channel);
    ck_assert_uint_eq(outcomes->len, 1);
    const ChannelOutcome *outcome = g_ptr_array_index(outcomes, 0);
    ck_assert_int_eq(outcome->id, 5);
    ck_assert_int_eq(outcome->result, CHANNEL_NEVER_LEFT);
    ck_assert_uint_eq(channel->in_flight(channel), 0);
    channel->free(channel);
    fake_free(fake);
}
END_TEST

START_TEST(a_file_goes_as_a_form_and_its_id_comes_back)
{
    Fake *fake = fake_new();
    Channel *channel = channel_over(fake);
    g_autoptr(GBytes) bytes = g_bytes_new_static("PNG", 3);
    channel->upload(channel, "ab12", "image/png", "register.png", bytes);
    const HttpRequest *request = asked(fake, 0);
    ck_assert_str_eq(request->path, "/v25.0/1065/media");
    ck_assert_str_eq(request->content_type, "image/png");
    ck_assert_str_eq(request->file_name, "register.png");
    ck_assert(g_bytes_equal(request->body, bytes));
    static const char *const fields[] = { "messaging_product", "whatsapp", "type", "image/png" };
    ck_assert_uint_eq(request->fields->len, G_N_ELEMENTS(fields));
    for (guint i = 0; i < G_N_ELEMENTS(fields); i++)
        ck_assert_str_eq(g_ptr_array_index(request->fields, i), fields[i]);
    answer(fake, request->id, 200, "{\"id\":\"880001\"}");
    g_autoptr(GPtrArray) outcomes = outcomes_of(channel); /* pulls, and must keep the asset for its own drain */
    ck_assert_uint_eq(outcomes->len, 0);
    g_autoptr(GPtrArray) assets = assets_of(channel);
    ck_assert_uint_eq(assets->len, 1);
    const ChannelAsset *asset = g_ptr_array_index(assets, 0);
    ck_assert(asset->ok);
    ck_assert_str_eq(asset->key, "ab12");
    ck_assert_str_eq(asset->media_id, "880001");
    channel->free(channel);
    fake_free(fake);
}
END_TEST

START_TEST(a_file_that_is_too_large_or_of_no_type_does_not_leave)
{
    Fake *fake = fake_new();
    Channel *channel = channel_over(fake);
    g_autofree char *big = g_malloc0(5000001);
    g_autoptr(GBytes) bytes = g_bytes_new_static(big, 5000001);
    g_autoptr(GBytes) empty = g_bytes_new_static("", 0);
    channel->upload(channel, "a", "image/png", "x.png", bytes);
    channel->upload(channel, "b", NULL, "x.png", bytes);
    channel->upload(channel, "c", "image/png", "x.png", empty);
    ck_assert_uint_eq(fake->requests->len, 0);
    g_autoptr(GPtrArray) assets = assets_of(channel);
    ck_assert_uint_eq(assets->len, 3);
    for (guint i = 0; i < assets->len; i++) {
        const ChannelAsset *asset = g_ptr_array_index(assets, i);
        ck_assert(!asset->ok);
        ck_assert_int_eq(asset->code, 131053);
        ck_assert_ptr_nonnull(asset->detail);
    }
    channel->free(channel);
    fake_free(fake);
}
END_TEST

#define FILE_RECORD                                                                                                    \
    "{\"url\":\"https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=77&ext=1\",\"mime_type\":\"image/"      \
    "jpeg\","                                                                                                          \
    "\"file_size\":3,\"id\":\"5501\"}"

START_TEST(a_file_is_looked_up_and_then_loaded_where_files_are_kept)
{
    Fake *fake = fake_new(), *files = fake_new();
    ChannelCloud config = { .version = "v25.0", .phone_id = "1065", .waba_id = "3001", .token = "secret" };
    config.media_transport = &files->transport;
    Channel *channel = channel_cloud_new(&fake->transport, &config);
    channel->fetch(channel, "P9", "5501");
    ck_assert_str_eq(asked(fake, 0)->method, "GET");
    ck_assert_str_eq(asked(fake, 0)->path, "/v25.0/5501?phone_number_id=1065");
    ck_assert_str_eq(asked(fake, 0)->bearer, "secret");
    answer(fake, asked(fake, 0)->id, 200, FILE_RECORD);
    g_autoptr(GPtrArray) none = assets_of(channel);
    ck_assert_uint_eq(none->len, 0);
    ck_assert_uint_eq(channel->in_flight(channel), 1);
    ck_assert_str_eq(asked(files, 0)->path, "/whatsapp_business/attachments/?mid=77&ext=1");
    ck_assert_str_eq(asked(files, 0)->bearer, "secret");
    answer(files, asked(files, 0)->id, 200, "JPG");
    g_autoptr(GPtrArray) assets = assets_of(channel);
    ck_assert_uint_eq(assets->len, 1);
    const ChannelAsset *asset = g_ptr_array_index(assets, 0);
    ck_assert(asset->ok);
    ck_assert_str_eq(asset->key, "P9");
    ck_assert_str_eq(asset->mime, "image/jpeg");
    ck_assert_uint_eq(g_bytes_get_size(asset->bytes), 3);
    ck_assert_uint_eq(channel->in_flight(channel), 0);
    channel->free(channel);
    fake_free(fake);
    fake_free(files);
}
END_TEST

START_TEST(a_file_that_cannot_be_loaded_says_why_and_whether_to_try_again)
{
    static const struct {
        int status;
        const char *body, *says;
        bool gone;
    } cases[] = {
        { 200, "{\"url\":\"https://elsewhere.example/f\",\"mime_type\":\"image/jpeg\"}", "not followed", false },
        { 200, "{\"url\":\"https://lookaside.fbsbx.com/f\",\"file_size\":17000000}", "larger than 16 MB", true },
        { 400, "{\"error\":{\"message\":\"gone\",\"code\":100,\"error_subcode\":33}}", "gone", true },
        { 500, "{\"error\":{\"message\":\"wait\",\"code\":131000}}", "wait", false },
        { 502, "<html>", "HTTP status 502", false },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Fake *fake = fake_new();
        Channel *channel = channel_over(fake);
        channel->fetch(channel, "P9", "5501");
        answer(fake, asked(fake, 0)->id, cases[i].status, cases[i].body);
        g_autoptr(GPtrArray) assets = assets_of(channel);
        ck_assert_uint_eq(assets->len, 1);
        const ChannelAsset *asset = g_ptr_array_index(assets, 0);
        ck_assert(!asset->ok);
        ck_assert_msg(strstr(asset->detail, cases[i].says) != NULL, "%s: %s", cases[i].says, asset->detail);
        ck_assert_msg(asset->gone == cases[i].gone, "%s: gone %d", cases[i].says, asset->gone);
        ck_assert_uint_eq(fake->requests->len, 1);
        channel->free(channel);
        fake_free(fake);
    }
}
END_TEST

START_TEST(the_token_goes_to_no_other_place_than_where_files_are_kept)
{
    static const struct {
        const char *url, *place, *path;
    } cases[] = {
        { "https://lookaside.fbsbx.com/a?b=c", CHANNEL_MEDIA_URL, "/a?b=c" },
        { "https://LOOKASIDE.fbsbx.com/a", CHANNEL_MEDIA_URL, "/a" },
        { "http://lookaside.fbsbx.com/a", CHANNEL_MEDIA_URL, NULL },
        { "https://lookaside.fbsbx.com:444/a", CHANNEL_MEDIA_URL, NULL },
        { "https://lookaside.fbsbx.com.example/a", CHANNEL_MEDIA_URL, NULL },
        { "https://lookaside.fbsbx.com@elsewhere.example/a", CHANNEL_MEDIA_URL, NULL },
        { "https://u:p@lookaside.fbsbx.com/a", CHANNEL_MEDIA_URL, NULL },
        { "http://127.0.0.1/a", CHANNEL_MEDIA_URL, NULL },
        { "http://127.0.0.1:8801/a", "http://localhost:8800", "/a" },
        { "http://127.0.0.1.example/a", "http://localhost:8800", NULL },
        { "http://10.0.0.1/a", "http://localhost:8800", NULL },
        { "https://lookaside.fbsbx.com", CHANNEL_MEDIA_URL, NULL },
        { "https://lookaside.fbsbx.com/a b", CHANNEL_MEDIA_URL, "/a%20b" },
        { "file:///etc/passwd", CHANNEL_MEDIA_URL, NULL },
        { "", CHANNEL_MEDIA_URL, NULL },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = channel_media_path(cases[i].url, cases[i].place);
        ck_assert_msg(g_strcmp0(path, cases[i].path) == 0, "%s at %s: %s", cases[i].url, cases[i].place,
            path ? path : "not followed");
    }
}
END_TEST

START_TEST(a_template_is_created_under_the_account)
{
    Fake *fake = fake_new();
    Channel *channel = channel_over(fake);
    g_autoptr(cJSON) definition = cJSON_CreateObject();
    json_put(json_put(definition, "name", "baraza_open_v1"), "language", "en");
    channel->create_template(channel, "baraza_open_v1/en", definition);
    channel->create_template(channel, "baraza_open_v1/sw", definition);
    ck_assert_str_eq(asked(fake, 0)->path, "/v25.0/3001/message_templates");
    assert_body(asked(fake, 0), "{\"name\":\"baraza_open_v1\",\"language\":\"en\"}");
    answer(fake, asked(fake, 0)->id, 200, "{\"id\":\"77\",\"status\":\"PENDING\",\"category\":\"UTILITY\"}");
    answer(fake, asked(fake, 1)->id, 400,
        "{\"error\":{\"code\":100,\"error_subcode\":2388293,\"error_user_msg\":\"Too many\"}}");
    g_autoptr(GPtrArray) assets = assets_of(channel);
    const ChannelAsset *made = g_ptr_array_index(assets, 0), *refused = g_ptr_array_index(assets, 1);
    ck_assert(made->ok);
    ck_assert_str_eq(made->media_id, "PENDING");
    ck_assert(!refused->ok);
    ck_assert_str_eq(refused->key, "baraza_open_v1/sw");
    ck_assert_str_eq(refused->detail, "Too many");
    channel->free(channel);
    fake_free(fake);
}
END_TEST

START_TEST(a_read_mark_is_sent_and_forgotten)
{
    Fake *fake = fake_new();
    Channel *channel = channel_over(fake);
    channel->mark_read(channel, "wamid.\"odd\"");
    assert_body(asked(fake, 0),
        "{\"messaging_product\":\"whatsapp\",\"status\":\"read\",\"message_id\":\"wamid.\\\"odd\\\"\"}");
    answer(fake, asked(fake, 0)->id, 400, "{\"error\":{\"code\":190}}");
    g_autoptr(GPtrArray) outcomes = outcomes_of(channel);
    g_autoptr(GPtrArray) assets = assets_of(channel);
    ck_assert_uint_eq(outcomes->len + assets->len + channel->in_flight(channel), 0);
    channel->free(channel);
    fake_free(fake);
}
END_TEST

START_TEST(an_answer_to_nothing_changes_nothing)
{
    Fake *fake = fake_new();
    Channel *channel = channel_over(fake);
    send_text(channel, 5, 1, "Hello");
    answer(fake, asked(fake, 0)->id + 100, 200, "{\"messages\":[{\"id\":\"wamid.x\"}]}");
    g_autoptr(GPtrArray) outcomes = outcomes_of(channel);
    ck_assert_uint_eq(outcomes->len, 0);
    ck_assert_uint_eq(channel->in_flight(channel), 1);
    channel->free(channel); /* with one in flight */
    fake_free(fake);
}
END_TEST

UNIT_MAIN("channel", a_message_is_posted_and_its_answer_comes_back_as_its_outcome,
    two_attempts_at_one_message_are_not_taken_for_each_other,
    a_message_that_cannot_be_encoded_is_refused_and_nothing_leaves, a_recall_takes_back_only_what_has_not_left,
    a_file_goes_as_a_form_and_its_id_comes_back, a_file_that_is_too_large_or_of_no_type_does_not_leave,
    a_file_is_looked_up_and_then_loaded_where_files_are_kept,
    a_file_that_cannot_be_loaded_says_why_and_whether_to_try_again,
    the_token_goes_to_no_other_place_than_where_files_are_kept, a_template_is_created_under_the_account,
    a_read_mark_is_sent_and_forgotten, an_answer_to_nothing_changes_nothing)
