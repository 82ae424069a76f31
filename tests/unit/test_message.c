/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message.h"
#include "error.h"
#include "unit.h"

static Message *full_message(MessageKind kind)
{
    Message *m = message_new(kind, "*Which* test? \"q\" \xe2\x98\x83\nline two");
    m->footer = g_strdup("Question 2 of 10");
    m->list_label = g_strdup("Answer");
    m->asset = g_strdup("0123abcd");
    m->media = MEDIA_DOCUMENT;
    m->mime = g_strdup("application/pdf");
    m->filename = g_strdup("aid.pdf");
    m->template_name = g_strdup("baraza_knock_v1");
    m->language = g_strdup("en");
    m->quote = g_strdup("wamid.X");
    message_add_param(m, "Rudo");
    message_add_param(m, NULL);
    message_add_choice(m, "q1.a", "Rapid test", NULL);
    message_add_choice(m, "q1.b", "PCR", "at six weeks");
    return m;
}

START_TEST(every_kind_survives_its_json_form)
{
    for (MessageKind kind = 0; kind < MESSAGE_KINDS; kind++) {
        g_autoptr(Message) m = full_message(kind);
        g_autofree char *first = message_to_json(m);
        g_autoptr(GError) error = NULL;
        g_autoptr(Message) back = message_from_json(first, &error);
        ck_assert_msg(back != NULL, "kind %d: %s", kind, error ? error->message : "");
        g_autofree char *second = message_to_json(back);
        ck_assert_str_eq(first, second);
        ck_assert_int_eq(back->kind, kind);
        ck_assert_str_eq(back->text, m->text);
        ck_assert_int_eq(back->media, MEDIA_DOCUMENT);
        ck_assert_str_eq(back->params->pdata[0], "Rudo");
        ck_assert_str_eq(back->params->pdata[1], "");
        const MessageChoice *b = back->choices->pdata[1];
        ck_assert_str_eq(b->id, "q1.b");
        ck_assert_str_eq(b->description, "at six weeks");
        ck_assert_str_eq(back->quote, "wamid.X");
    }
}
END_TEST

START_TEST(the_json_form_is_the_documented_one)
{
    g_autoptr(Message) m = message_new(MESSAGE_BUTTONS, "Take the course?");
    message_add_choice(m, "yes", "Yes", NULL);
    g_autofree char *json = message_to_json(m);
    ck_assert_str_eq(json, "{\"v\":1,\"kind\":\"buttons\",\"text\":\"Take the "
                           "course?\",\"choices\":[{\"id\":\"yes\",\"title\":\"Yes\"}]}");
}
END_TEST

static const struct {
    const char *json, *says;
} bad[] = {
    { "{\"v\":2,\"kind\":\"text\",\"text\":\"x\"}", "version 2" },
    { "{\"kind\":\"text\",\"text\":\"x\"}", "version 0" },
    { "{\"v\":1,\"text\":\"x\"}", "kind" },
    { "{\"v\":1,\"kind\":\"telegram\",\"text\":\"x\"}", "no kind \"telegram\"" },
    { "{\"v\":1,\"kind\":\"text\"}", "without \"text\"" },
    { "{\"v\":1,\"kind\":\"media\",\"media\":\"hologram\",\"asset\":\"a\"}", "no media kind \"hologram\"" },
    { "{\"v\":1,\"kind\":\"media\",\"text\":\"x\"}", "without \"asset\"" },
    { "{\"v\":1,\"kind\":\"buttons\",\"text\":\"x\"}", "1 to 3" },
    { "{\"v\":1,\"kind\":\"buttons\",\"text\":\"x\",\"choices\":[{\"title\":\"x\"}]}", "id" },
    { "{\"v\":1,\"kind\":\"list\",\"text\":\"x\",\"list_label\":\"o\"}", "1 to 10" },
    { "{\"v\":1,\"kind\":\"list\",\"text\":\"x\",\"choices\":[{\"id\":\"x\"}]}", "list_label" },
    { "{\"v\":1,\"kind\":\"template\",\"language\":\"en\"}", "template" },
    { "{\"v\":1,\"kind\":\"text\",\"text\":\"x\",\"params\":[3]}", "params" },
    { "{\"v\":1,\"kind\":\"text\",\"text\":\"x\",\"params\":{}}", "params" },
    { "{\"v\":1,\"kind\":\"text\",\"text\":\"x\",\"choices\":\"a\"}", "choices" },
    { "{\"v\":1", "stored message" },
};

START_TEST(a_stored_message_that_is_wrong_is_refused_with_its_reason)
{
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        GError *error = NULL;
        ck_assert_msg(message_from_json(bad[i].json, &error) == NULL, "accepted: %s", bad[i].json);
        ck_assert_msg(g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_INPUT), "%s", bad[i].json);
        unit_assert_error(error, bad[i].says);
    }
}
END_TEST

START_TEST(plain_text_shows_what_a_person_would_read)
{
    g_autoptr(Message) m = message_new(MESSAGE_LIST, "Which test?");
    m->list_label = g_strdup("Answer");
    message_add_choice(m, "a", "Rapid", NULL);
    message_add_choice(m, "b", "PCR", "at six weeks");
    g_autofree char *list = message_plain(m);
    ck_assert_str_eq(list, "Which test?\n[Answer]\n- Rapid\n- PCR: at six weeks");

    g_autoptr(Message) picture = message_new(MESSAGE_MEDIA, "The cascade");
    picture->asset = g_strdup("ab");
    picture->filename = g_strdup("cascade.png");
    g_autofree char *caption = message_plain(picture);
    ck_assert_str_eq(caption, "[image cascade.png]\nThe cascade");

    g_autoptr(Message) knock = message_new(MESSAGE_TEMPLATE, NULL);
    knock->template_name = g_strdup("knock");
    knock->language = g_strdup("en");
    message_add_param(knock, "Rudo");
    message_add_choice(knock, "open:4", NULL, NULL);
    g_autofree char *template = message_plain(knock);
    ck_assert_str_eq(template, "[template knock, en]\nRudo");
}
END_TEST

START_TEST(media_kinds_are_found_by_their_names)
{
    for (MediaKind kind = 0; kind < MEDIA_KINDS; kind++) {
        MediaKind back = MEDIA_KINDS;
        ck_assert(media_kind_from_name(media_kind_name(kind), &back));
        ck_assert_int_eq(back, kind);
    }
    MediaKind none;
    ck_assert(!media_kind_from_name("sticker", &none));
    ck_assert(!media_kind_from_name(NULL, &none));
}
END_TEST

UNIT_MAIN("message", every_kind_survives_its_json_form, the_json_form_is_the_documented_one,
    a_stored_message_that_is_wrong_is_refused_with_its_reason, plain_text_shows_what_a_person_would_read,
    media_kinds_are_found_by_their_names)
