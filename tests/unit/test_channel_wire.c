/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pure halves of the Cloud API driver: our message to its JSON, its answer to our outcome, its codes to our
 * classes. */
#include "unit.h"
#include "channel_priv.h"
#include "text.h"

static ChannelSend send_of(const Message *message)
{
    return (ChannelSend){
        .id = 7, .attempt = 1, .tag = "7.1.2.ab", .to = "+263770000001", .message = message, .media_id = "880001"
    };
}

/* `n` characters of two bytes each: limits count characters. */
static char *long_text(int n)
{
    GString *text = g_string_new(NULL);
    for (int i = 0; i < n; i++)
        g_string_append(text, "é");
    return g_string_free(text, FALSE);
}

static void set(char **slot, const char *text)
{
    g_free(*slot);
    *slot = g_strdup(text);
}

static Message *with_file(Message *message, MediaKind kind, const char *mime)
{
    set(&message->asset, "ab12");
    set(&message->mime, mime);
    message->media = kind;
    return message;
}

#define HEAD "{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"individual\",\"to\":\"+263770000001\","
#define TAIL ",\"biz_opaque_callback_data\":\"7.1.2.ab\"}"

static void expect(Message *message, const char *middle)
{
    g_autoptr(GError) error = NULL;
    ChannelSend send = send_of(message);
    g_autofree char *got = channel_cloud_encode(&send, &error);
    unit_assert_ok(error);
    g_autofree char *want = g_strconcat(HEAD, middle, TAIL, NULL);
    ck_assert_str_eq(got, want);
    g_autoptr(cJSON) parsed = json_parse(got, strlen(got), &error);
    unit_assert_ok(error);
    message_free(message);
}

START_TEST(a_text_is_a_body)
{
    expect(message_new(MESSAGE_TEXT, "Hello *nurse*"), "\"type\":\"text\",\"text\":{\"body\":\"Hello *nurse*\"}");
    Message *answer = message_new(MESSAGE_TEXT, "Yes");
    set(&answer->quote, "wamid.Q1=");
    expect(answer, "\"type\":\"text\",\"text\":{\"body\":\"Yes\"},\"context\":{\"message_id\":\"wamid.Q1=\"}");
}
END_TEST

START_TEST(media_go_by_their_id_with_what_each_kind_may_have)
{
    expect(with_file(message_new(MESSAGE_MEDIA, "A register"), MEDIA_IMAGE, "image/png"),
        "\"type\":\"image\",\"image\":{\"id\":\"880001\",\"caption\":\"A register\"}");
    expect(with_file(message_new(MESSAGE_MEDIA, NULL), MEDIA_VIDEO, "video/mp4"),
        "\"type\":\"video\",\"video\":{\"id\":\"880001\"}");
    expect(with_file(message_new(MESSAGE_MEDIA, NULL), MEDIA_AUDIO, "audio/mpeg"),
        "\"type\":\"audio\",\"audio\":{\"id\":\"880001\"}");
    expect(with_file(message_new(MESSAGE_MEDIA, NULL), MEDIA_AUDIO, "audio/ogg; codecs=opus"),
        "\"type\":\"audio\",\"audio\":{\"id\":\"880001\",\"voice\":true}");
    Message *paper = with_file(message_new(MESSAGE_MEDIA, "Job aid"), MEDIA_DOCUMENT, "application/pdf");
    set(&paper->filename, "job-aid.pdf");
    expect(paper,
        "\"type\":\"document\",\"document\":{\"id\":\"880001\",\"caption\":\"Job aid\",\"filename\":\"job-aid.pdf\"}");
}
END_TEST

START_TEST(buttons_carry_ids_titles_and_a_picture_where_set)
{
    Message *plain = message_new(MESSAGE_BUTTONS, "Question 1");
    message_add_choice(plain, "M9:a", "Rapid test", NULL);
    message_add_choice(plain, "M9:b", "Wait", NULL);
    set(&plain->footer, "1 of 10");
    expect(plain, "\"type\":\"interactive\",\"interactive\":{\"type\":\"button\",\"body\":{\"text\":\"Question 1\"},"
                  "\"footer\":{\"text\":\"1 of "
                  "10\"},\"action\":{\"buttons\":[{\"type\":\"reply\",\"reply\":{\"id\":\"M9:a\",\"title\":"
                  "\"Rapid test\"}},{\"type\":\"reply\",\"reply\":{\"id\":\"M9:b\",\"title\":\"Wait\"}}]}}");
    Message *picture = with_file(message_new(MESSAGE_BUTTONS, "See"), MEDIA_IMAGE, "image/jpeg");
    message_add_choice(picture, "go", "Go", NULL);
    expect(picture, "\"type\":\"interactive\",\"interactive\":{\"type\":\"button\",\"header\":{\"type\":\"image\","
                    "\"image\":{\"id\":"
                    "\"880001\"}},\"body\":{\"text\":\"See\"},\"action\":{\"buttons\":[{\"type\":\"reply\",\"reply\":{"
                    "\"id\":\"go\",\"title\":"
                    "\"Go\"}}]}}");
}
END_TEST

START_TEST(a_list_is_one_section_of_rows)
{
    Message *list = message_new(MESSAGE_LIST, "When?");
    set(&list->list_label, "Choose");
    message_add_choice(list, "1", "At birth", "before discharge");
    message_add_choice(list, "2", "Six weeks", NULL);
    expect(list, "\"type\":\"interactive\",\"interactive\":{\"type\":\"list\",\"body\":{\"text\":\"When?\"},\"action\":"
                 "{\"button\":"
                 "\"Choose\",\"sections\":[{\"rows\":[{\"id\":\"1\",\"title\":\"At birth\",\"description\":\"before "
                 "discharge\"},{\"id\":"
                 "\"2\",\"title\":\"Six weeks\"}]}]}}");
}
END_TEST

START_TEST(a_template_has_clean_parameters_and_payloads_by_index)
{
    Message *opening = message_new(MESSAGE_TEMPLATE, NULL);
    set(&opening->template_name, "baraza_open_v1");
    set(&opening->language, "en");
    message_add_param(opening, "Rudo\nM.");
    message_add_param(opening, " module     3\t");
    message_add_choice(opening, "open:m3", "Start", NULL);
    message_add_choice(opening, "later", "Later", NULL);
    expect(opening, "\"type\":\"template\",\"template\":{\"name\":\"baraza_open_v1\",\"language\":{\"code\":\"en\"},"
                    "\"components\":["
                    "{\"type\":\"body\",\"parameters\":[{\"type\":\"text\",\"text\":\"Rudo "
                    "M.\"},{\"type\":\"text\",\"text\":\"module 3\"}]},"
                    "{\"type\":\"button\",\"sub_type\":\"quick_reply\",\"index\":\"0\",\"parameters\":[{\"type\":"
                    "\"payload\",\"payload\":"
                    "\"open:m3\"}]},{\"type\":\"button\",\"sub_type\":\"quick_reply\",\"index\":\"1\",\"parameters\":[{"
                    "\"type\":\"payload\","
                    "\"payload\":\"later\"}]}]}");
    Message *bare = message_new(MESSAGE_TEMPLATE, NULL);
    set(&bare->template_name, "t");
    set(&bare->language, "sw");
    expect(
        bare, "\"type\":\"template\",\"template\":{\"name\":\"t\",\"language\":{\"code\":\"sw\"},\"components\":[]}");
}
END_TEST

START_TEST(parameters_lose_breaks_and_long_blanks_only)
{
    static const char *const cases[][2] = {
        { "plain", "plain" },
        { "", "" },
        { "  both ends  ", "both ends" },
        { "four    stay", "four    stay" },
        { "five     go", "five go" },
        { "a\r\nb", "a b" },
        { "a\n\n\nb", "a b" },
        { "a \t b", "a b" },
        { "\n\n", "" },
        { "Ndi\xc3\xa9  \xe2\x9c\x85", "Ndi\xc3\xa9  \xe2\x9c\x85" },
        { "a\vb\fc", "a b c" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *clean = channel_clean_param(cases[i][0]);
        ck_assert_msg(strcmp(clean, cases[i][1]) == 0, "case %zu gave \"%s\"", i, clean);
    }
}
END_TEST

START_TEST(every_character_survives_the_writing)
{
    GString *all = g_string_new(NULL);
    for (int c = 1; c < 0x80; c++)
        g_string_append_c(all, (char)c);
    g_string_append(all, "é\u200d\U0001f476\u2028</script>");
    g_autoptr(Message) message = message_new(MESSAGE_TEXT, all->str);
    ChannelSend send = send_of(message);
    g_autofree char *json = channel_cloud_encode(&send, NULL);
    g_autoptr(cJSON) parsed = json_parse(json, strlen(json), NULL);
    ck_assert_ptr_nonnull(parsed);
    ck_assert_str_eq(json_string(parsed, "text.body"), all->str);
    g_string_free(all, TRUE);
}
END_TEST

START_TEST(a_user_id_goes_as_recipient_and_a_bad_address_does_not_go)
{
    static const struct {
        const char *to;
        bool user, good;
    } cases[] = {
        { "+263770000001", false, true },
        { "263770000001", false, false },
        { "+0770000001", false, false },
        { "+26377", false, false },
        { "+2637700000012345", false, false },
        { "+26377x000001", false, false },
        { "", false, false },
        { NULL, false, false },
        { "KE.13491208655302741918", true, true },
        { "KE.ENT.99", true, true },
        { "ke.1", true, false },
        { "KE.", true, false },
        { "KE.1\"", true, false },
        { "+263770000001", true, false },
    };
    g_autoptr(Message) message = message_new(MESSAGE_TEXT, "x");
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        ChannelSend send = send_of(message);
        send.to = cases[i].to;
        send.to_is_user_id = cases[i].user;
        g_autofree char *json = channel_cloud_encode(&send, &error);
        ck_assert_msg((json != NULL) == cases[i].good, "case %zu", i);
        if (!json)
            unit_assert_error(error, "the address is no");
        else
            ck_assert_ptr_nonnull(strstr(json, cases[i].user ? "\"recipient\":\"KE." : "\"to\":\"+263"));
    }
}
END_TEST

/* What is varied in a message, with its limit. */
typedef enum {
    VARY_TEXT,
    VARY_CAPTION,
    VARY_BUTTON_BODY,
    VARY_FOOTER,
    VARY_BUTTON_ID,
    VARY_BUTTON_TITLE,
    VARY_LIST_BODY,
    VARY_LIST_LABEL,
    VARY_ROW_ID,
    VARY_ROW_TITLE,
    VARY_ROW_DESCRIPTION,
    VARY_PARAM,
    VARY_PAYLOAD,
    VARIATIONS
} Vary;

/* As the platform's pages have them, typed apart from the module's own header. */
static const int limits[VARIATIONS] = {
    [VARY_TEXT] = 4096,
    [VARY_CAPTION] = 1024,
    [VARY_BUTTON_BODY] = 1024,
    [VARY_FOOTER] = 60,
    [VARY_BUTTON_ID] = 256,
    [VARY_BUTTON_TITLE] = 20,
    [VARY_LIST_BODY] = 1024,
    [VARY_LIST_LABEL] = 20,
    [VARY_ROW_ID] = 200,
    [VARY_ROW_TITLE] = 24,
    [VARY_ROW_DESCRIPTION] = 72,
    [VARY_PARAM] = 1024,
    [VARY_PAYLOAD] = 128,
};

static Message *varied(Vary vary, const char *text)
{
#define TEXT_FOR(what, other) (vary == (what) ? text : (other))
    Message *message = NULL;
    if (vary == VARY_TEXT)
        return message_new(MESSAGE_TEXT, text);
    if (vary == VARY_CAPTION)
        return with_file(message_new(MESSAGE_MEDIA, text), MEDIA_IMAGE, "image/png");
    if (vary <= VARY_BUTTON_TITLE) {
        message = message_new(MESSAGE_BUTTONS, TEXT_FOR(VARY_BUTTON_BODY, "b"));
        set(&message->footer, TEXT_FOR(VARY_FOOTER, "f"));
        message_add_choice(message, TEXT_FOR(VARY_BUTTON_ID, "i"), TEXT_FOR(VARY_BUTTON_TITLE, "t"), NULL);
        return message;
    }
    if (vary <= VARY_ROW_DESCRIPTION) {
        message = message_new(MESSAGE_LIST, TEXT_FOR(VARY_LIST_BODY, "b"));
        set(&message->list_label, TEXT_FOR(VARY_LIST_LABEL, "l"));
        message_add_choice(
            message, TEXT_FOR(VARY_ROW_ID, "i"), TEXT_FOR(VARY_ROW_TITLE, "t"), TEXT_FOR(VARY_ROW_DESCRIPTION, NULL));
        return message;
    }
    message = message_new(MESSAGE_TEMPLATE, NULL);
    set(&message->template_name, "name");
    set(&message->language, "en");
    message_add_param(message, TEXT_FOR(VARY_PARAM, "p"));
    message_add_choice(message, TEXT_FOR(VARY_PAYLOAD, "p"), "t", NULL);
    return message;
#undef TEXT_FOR
}

START_TEST(every_limit_is_kept_in_characters_and_one_more_is_refused)
{
    for (int vary = 0; vary < VARIATIONS; vary++) {
        for (int over = 0; over < 2; over++) {
            g_autoptr(GError) error = NULL;
            g_autofree char *text = long_text(limits[vary] + over);
            g_autoptr(Message) message = varied((Vary)vary, text);
            ChannelSend send = send_of(message);
            g_autofree char *json = channel_cloud_encode(&send, &error);
            ck_assert_msg((json != NULL) == (over == 0), "variation %d with %d characters", vary, limits[vary] + over);
            if (!json)
                unit_assert_error(error, "WhatsApp takes");
        }
    }
}
END_TEST

static Message *buttons(int n, const char *id_format, const char *title_format)
{
    Message *message = message_new(MESSAGE_BUTTONS, "b");
    for (int i = 0; i < n; i++) {
        g_autofree char *id = g_strdup_printf("%s%d", id_format, i % 2);
        g_autofree char *title = g_strdup_printf("%s%d", title_format, i % 3);
        message_add_choice(message,
            *id_format == '=' ? "same"
            : i == 2          ? "third"
                              : id,
            *title_format == '=' ? "same" : title, NULL);
    }
    return message;
}

static Message *list_of(int n)
{
    Message *message = message_new(MESSAGE_LIST, "b");
    set(&message->list_label, "Choose");
    for (int i = 0; i < n; i++) {
        g_autofree char *id = g_strdup_printf("%d", i);
        message_add_choice(message, id, "same title is fine in a list", NULL);
        set(&((MessageChoice *)g_ptr_array_index(message->choices, i))->title, "same");
    }
    return message;
}

static Message *footed(Message *message)
{
    set(&message->footer, "f");
    return message;
}

static Message *padded(const char *id)
{
    Message *message = message_new(MESSAGE_BUTTONS, "b");
    message_add_choice(message, id, "t", NULL);
    return message;
}

static Message *template_of(const char *name, const char *param)
{
    Message *message = message_new(MESSAGE_TEMPLATE, NULL);
    set(&message->template_name, name);
    set(&message->language, "en");
    message_add_param(message, param);
    return message;
}

START_TEST(what_the_platform_would_refuse_is_refused_with_a_sentence)
{
    const struct {
        Message *message;
        const char *says; /* NULL: it goes */
    } cases[] = {
        { buttons(3, "i", "t"), NULL },
        { buttons(0, "i", "t"), "0 buttons" },
        { buttons(4, "i", "t"), "4 buttons" },
        { buttons(2, "=", "t"), "the id \"same\"" },
        { buttons(2, "i", "="), "two choices say \"same\"" },
        { padded(" a"), "blank" },
        { padded("a "), "blank" },
        { padded(""), "empty" },
        { list_of(10), NULL },
        { list_of(11), "11 rows" },
        { list_of(0), "0 rows" },
        { with_file(list_of(2), MEDIA_IMAGE, "image/png"), "over a list" },
        { message_new(MESSAGE_TEXT, ""), "empty" },
        { message_new(MESSAGE_TEXT, NULL), "empty" },
        { footed(message_new(MESSAGE_TEXT, "t")), "a footer needs" },
        { with_file(message_new(MESSAGE_MEDIA, "words"), MEDIA_AUDIO, "audio/ogg"), "no caption" },
        { with_file(message_new(MESSAGE_MEDIA, NULL), MEDIA_IMAGE, "image/gif"), "no image of type image/gif" },
        { with_file(message_new(MESSAGE_MEDIA, NULL), MEDIA_VIDEO, "video/mpeg"), "no video" },
        { with_file(buttons(2, "i", "t"), MEDIA_AUDIO, "audio/ogg"), "over buttons" },
        { template_of("Name", "p"), "a-z" },
        { template_of("", "p"), "empty" },
        { template_of("n", " \n "), "parameter 1" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        ChannelSend send = send_of(cases[i].message);
        g_autofree char *json = channel_cloud_encode(&send, &error);
        ck_assert_msg((json == NULL) == (cases[i].says != NULL), "case %zu", i);
        if (cases[i].says)
            unit_assert_error(error, cases[i].says);
        message_free(cases[i].message);
    }
}
END_TEST

START_TEST(answers_mean_what_they_say)
{
#define ERROR_BODY(code)                                                                                               \
    "{\"error\":{\"message\":\"m\",\"code\":" #code ",\"error_data\":{\"details\":\"why\"},\"fbtrace_id\":\"Az\"}}"
    static const struct {
        HttpEnd end;
        int status;
        const char *body;
        ChannelResult result;
        int code;
        Refusal refusal;
        const char *detail;
    } cases[] = {
        { HTTP_DONE, 200,
            "{\"contacts\":[{\"wa_id\":\"263770000001\",\"user_id\":\"ZW.1\"}],\"messages\":[{\"id\":\"wamid.1=\"}]}",
            CHANNEL_ACCEPTED, 0, 0, NULL },
        { HTTP_DONE, 200, "{\"messages\":[{\"id\":\"wamid.1=\",\"message_status\":\"held_for_quality_assessment\"}]}",
            CHANNEL_ACCEPTED, 0, 0, NULL },
        { HTTP_DONE, 200, "{\"messages\":[]}", CHANNEL_UNKNOWN, 0, 0, "200" },
        { HTTP_DONE, 200, "<html>", CHANNEL_UNKNOWN, 0, 0, "200" },
        { HTTP_DONE, 200, "{\"messages\":[{\"id\":\"wam", CHANNEL_UNKNOWN, 0, 0, "200" },
        { HTTP_DONE, 200, NULL, CHANNEL_UNKNOWN, 0, 0, "200" },
        { HTTP_DONE, 200, ERROR_BODY(131000), CHANNEL_REFUSED, 131000, REFUSAL_BACKOFF, "why (trace Az)" },
        { HTTP_DONE, 400, ERROR_BODY(131047), CHANNEL_REFUSED, 131047, REFUSAL_WINDOW, "why (trace Az)" },
        { HTTP_DONE, 401, ERROR_BODY(190), CHANNEL_REFUSED, 190, REFUSAL_AUTH, "why" },
        { HTTP_DONE, 401, ERROR_BODY(0), CHANNEL_REFUSED, 0, REFUSAL_AUTH, "why" },
        { HTTP_DONE, 500, ERROR_BODY(131000), CHANNEL_REFUSED, 131000, REFUSAL_BACKOFF, "why" },
        { HTTP_DONE, 400, ERROR_BODY(987654), CHANNEL_REFUSED, 987654, REFUSAL_PERMANENT, "why" },
        { HTTP_DONE, 503, ERROR_BODY(987654), CHANNEL_REFUSED, 987654, REFUSAL_BACKOFF, "why" },
        { HTTP_DONE, 400, "{\"error\":{\"code\":987654,\"message\":\"m\",\"is_transient\":true}}", CHANNEL_REFUSED,
            987654, REFUSAL_BACKOFF, "m" },
        { HTTP_DONE, 400, "{\"error\":{\"code\":100,\"error_subcode\":33,\"message\":\"m\"}}", CHANNEL_REFUSED, 33,
            REFUSAL_PAUSE, "m" },
        { HTTP_DONE, 400, "{\"error\":{\"code\":\"131056\",\"message\":\"m\"}}", CHANNEL_REFUSED, 131056, REFUSAL_PAIR,
            "m" },
        { HTTP_DONE, 400, "{\"error\":{\"code\":100}}", CHANNEL_REFUSED, 100, REFUSAL_CONTENT, "no reason given" },
        { HTTP_DONE, 502, "Bad gateway", CHANNEL_UNKNOWN, 0, 0, "502" },
        { HTTP_DONE, 500, "{\"error\":\"text\"}", CHANNEL_UNKNOWN, 0, 0, "500" },
        { HTTP_DONE, 404, "nginx", CHANNEL_REFUSED, 0, REFUSAL_BACKOFF, "something in between" },
        { HTTP_DONE, 302, NULL, CHANNEL_REFUSED, 0, REFUSAL_BACKOFF, "302" },
        { HTTP_DONE, 403, "captive portal", CHANNEL_REFUSED, 0, REFUSAL_AUTH, "403" },
        { HTTP_NEVER_LEFT, 0, NULL, CHANNEL_NEVER_LEFT, 0, 0, "cable" },
        { HTTP_UNKNOWN, 0, NULL, CHANNEL_UNKNOWN, 0, 0, "cable" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        HttpResponse response = { .end = cases[i].end, .status = cases[i].status, .reason = (char *)"cable" };
        response.body = cases[i].body ? g_bytes_new_static(cases[i].body, strlen(cases[i].body)) : NULL;
        g_autoptr(ChannelOutcome) outcome = channel_cloud_decode(7, 2, &response);
        ck_assert_int_eq(outcome->id, 7);
        ck_assert_int_eq(outcome->attempt, 2);
        ck_assert_msg(outcome->result == cases[i].result, "case %zu gave result %d", i, outcome->result);
        ck_assert_msg(outcome->code == cases[i].code, "case %zu gave code %d", i, outcome->code);
        ck_assert_msg(outcome->refusal == cases[i].refusal, "case %zu gave refusal %d", i, outcome->refusal);
        if (cases[i].detail)
            ck_assert_msg(strstr(outcome->detail, cases[i].detail) != NULL, "case %zu said \"%s\"", i, outcome->detail);
        ck_assert_msg((outcome->wamid != NULL) == (outcome->result == CHANNEL_ACCEPTED), "case %zu: message id", i);
        g_clear_pointer(&response.body, g_bytes_unref);
        if (i == 0) {
            ck_assert_str_eq(outcome->wamid, "wamid.1=");
            ck_assert_str_eq(outcome->wa_id, "263770000001");
            ck_assert_str_eq(outcome->user_id, "ZW.1");
        }
    }
}
END_TEST

/* Typed from the reference, apart from the module's table. */
static const struct {
    Refusal refusal;
    int codes[40];
} classes[] = {
    { REFUSAL_AUTH, { 190, 3, 10, 200, 250, 299, 131005 } },
    { REFUSAL_BACKOFF, { 1, 2, 4, 80007, 613, 130429, 131000, 131016, 133004, 131057, 131208 } },
    { REFUSAL_PAUSE, { 33, 368, 131031, 131037, 131042, 131045, 133010, 131048, 131064, 133000, 133005, 133006, 133008,
                         133009, 133015, 133016 } },
    { REFUSAL_CONTENT,
        { 100, 131008, 131009, 131030, 131051, 131055, 131063, 132000, 132001, 132005, 132007, 132008, 132012, 132016,
            132018, 132068, 134100, 134103, 135000, 139000, 139004, 2388019, 2388293, 2593079, 2494100 } },
    { REFUSAL_PERMANENT, { 130472, 130497, 131021, 131026, 131041, 131050, 131052, 131059, 131062, 131201, 131204,
                             131209, 131213, 134011, 139100, 139103, 147001, 147005 } },
    { REFUSAL_WINDOW, { 131047, 139200, 2388318, 2388330 } },
    { REFUSAL_LATER, { 131020, 131049, 131207, 131214, 131215, 132069, 137000 } },
    { REFUSAL_PAIR, { 131056 } },
    { REFUSAL_TEMPLATE, { 132015 } },
    { REFUSAL_MEDIA, { 131053 } },
};

START_TEST(every_code_of_the_reference_has_its_class)
{
    int64_t after = -1;
    ck_assert_int_eq(channel_refusal(0, 401, &after), REFUSAL_AUTH);
    for (size_t i = 0; i < G_N_ELEMENTS(classes); i++)
        for (const int *code = classes[i].codes; *code; code++)
            ck_assert_msg(channel_refusal(*code, 400, &after) == classes[i].refusal, "code %d", *code);
    ck_assert_int_eq(channel_refusal(131049, 400, &after), REFUSAL_LATER);
    ck_assert_int_eq(after, 86400);
    ck_assert_int_eq(channel_refusal(131056, 400, &after), REFUSAL_PAIR);
    ck_assert_int_eq(after, 4);
}
END_TEST

START_TEST(every_row_of_codes_is_whole)
{
    for (guint i = 0; i < channel_n_error_rows; i++) {
        const ChannelErrorRow *row = &channel_error_rows[i];
        int64_t after = -1;
        ck_assert_msg(row->first <= row->last && row->why, "row %u", i);
        ck_assert_msg(channel_refusal(row->first, 400, &after) == row->refusal || row->first != row->last,
            "row %u (code %d) is hidden by one before it", i, row->first);
        bool waits = row->refusal == REFUSAL_BACKOFF || row->refusal == REFUSAL_LATER || row->refusal == REFUSAL_PAIR;
        ck_assert_msg(!waits || row->after > 0, "code %d waits for no time", row->first);
    }
}
END_TEST

UNIT_MAIN("channel wire", a_text_is_a_body, media_go_by_their_id_with_what_each_kind_may_have,
    buttons_carry_ids_titles_and_a_picture_where_set, a_list_is_one_section_of_rows,
    a_template_has_clean_parameters_and_payloads_by_index, parameters_lose_breaks_and_long_blanks_only,
    every_character_survives_the_writing, a_user_id_goes_as_recipient_and_a_bad_address_does_not_go,
    every_limit_is_kept_in_characters_and_one_more_is_refused,
    what_the_platform_would_refuse_is_refused_with_a_sentence, answers_mean_what_they_say,
    every_code_of_the_reference_has_its_class, every_row_of_codes_is_whole)
