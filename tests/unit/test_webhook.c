/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"
#include "webhook_ahead.h"
#include <stdio.h>

static GPtrArray *parse(const char *body)
{
    g_autoptr(GError) error = NULL;
    GPtrArray *events = webhook_parse(body, strlen(body), &error);
    unit_assert_ok(error);
    return events;
}

static char *data(const char *name)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_build_filename(DATA, name, NULL);
    char *text = NULL;
    g_file_get_contents(path, &text, NULL, &error);
    unit_assert_ok(error);
    return text;
}

static char *lines(GPtrArray *events)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < events->len; i++) {
        g_autoptr(cJSON) json = event_to_json(g_ptr_array_index(events, i));
        g_autofree char *line = json_text(json);
        g_string_append_printf(text, "%s\n", line);
    }
    return g_string_free(text, FALSE);
}

static const char *const bodies[] = { "text_and_duplicate", "media", "replies", "system_and_changes", "identities",
    "statuses", "other_fields", "odd_shapes", "bare_change" };

START_TEST(every_stored_body_gives_the_lines_beside_it)
{
    for (size_t i = 0; i < G_N_ELEMENTS(bodies); i++) {
        g_autofree char *name = g_strconcat(bodies[i], ".json", NULL);
        g_autofree char *golden = g_strconcat(bodies[i], ".lines", NULL);
        g_autofree char *body = data(name);
        g_autoptr(GPtrArray) events = parse(body);
        g_autofree char *got = lines(events);
        if (g_getenv("GOLDEN_UPDATE")) {
            g_autofree char *path = g_build_filename(DATA, golden, NULL);
            ck_assert(g_file_set_contents(path, got, -1, NULL));
        }
        g_autofree char *want = data(golden);
        ck_assert_msg(strcmp(got, want) == 0, "%s: expected\n%sbut got\n%s", bodies[i], want, got);
    }
}
END_TEST

/* RFC 4231, test case 2. */
START_TEST(the_signature_is_hmac_sha256)
{
    g_autoptr(WebhookKey) key = webhook_key_new("Jefe");
    static const char body[] = "what do ya want for nothing?";
    static const char want[] = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    for (int again = 0; again < 3; again++) {
        g_autofree char *made = webhook_sign(key, body, strlen(body));
        ck_assert_str_eq(made, want);
        ck_assert(webhook_verify(key, body, strlen(body), want));
    }
}
END_TEST

START_TEST(a_wrong_signature_is_refused)
{
    g_autoptr(WebhookKey) key = webhook_key_new("secret");
    static const char body[] = "{\"object\":\"x\"}";
    g_autofree char *good = webhook_sign(key, body, strlen(body));
    ck_assert(webhook_verify(key, body, strlen(body), good));
    ck_assert(!webhook_verify(key, body, strlen(body) - 1, good));
    ck_assert(!webhook_verify(key, body, strlen(body), NULL));
    ck_assert(!webhook_verify(key, body, strlen(body), ""));
    ck_assert(!webhook_verify(key, body, strlen(body), "sha256="));
    ck_assert(!webhook_verify(key, body, strlen(body), good + 7));
    g_autofree char *longer = g_strconcat(good, "0", NULL);
    ck_assert(!webhook_verify(key, body, strlen(body), longer));
    for (size_t at = 7; at < strlen(good); at++) {
        g_autofree char *bad = g_strdup(good);
        bad[at] = bad[at] == '0' ? '1' : '0';
        ck_assert_msg(!webhook_verify(key, body, strlen(body), bad), "digit %zu is not looked at", at);
    }
}
END_TEST

START_TEST(without_a_secret_nothing_verifies)
{
    g_autoptr(WebhookKey) key = webhook_key_new("");
    ck_assert_ptr_null(webhook_sign(key, "x", 1));
    /* HMAC of "x" with an empty key: what a forger would send to a server whose secret was forgotten */
    ck_assert(!webhook_verify(key, "x", 1, "sha256=4cbc96099a6467ce002461f10549b4898265ebe6188b45efacc44293516e62c4"));
}
END_TEST

START_TEST(the_handshake_answers_only_to_the_right_token)
{
    ck_assert_str_eq(webhook_challenge("subscribe", "tok", "1158201444", "tok"), "1158201444");
    ck_assert_ptr_null(webhook_challenge("subscribe", "tak", "1", "tok"));
    ck_assert_ptr_null(webhook_challenge("unsubscribe", "tok", "1", "tok"));
    ck_assert_ptr_null(webhook_challenge(NULL, "tok", "1", "tok"));
    ck_assert_ptr_null(webhook_challenge("subscribe", NULL, "1", "tok"));
    ck_assert_ptr_null(webhook_challenge("subscribe", "", "1", ""));
    ck_assert_ptr_null(webhook_challenge("subscribe", "tok", NULL, "tok"));
}
END_TEST

START_TEST(what_is_not_of_this_platform_is_an_error_that_says_so)
{
    static const struct {
        const char *body, *says;
    } cases[] = {
        { "", "webhook" },
        { "{", "webhook" },
        { "[]", "names no object" },
        { "7", "names no object" },
        { "{}", "names no object" },
        { "{\"object\":\"page\",\"entry\":[]}", "its object is page" },
        { "{\"object\":\"whatsapp_business_account\"} x", "webhook" },
        { "{\"object\":\"whatsapp_business_account\",\"entry\":\"\xff\"}", "webhook" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        ck_assert_msg(!webhook_parse(cases[i].body, strlen(cases[i].body), &error), "case %zu was accepted", i);
        unit_assert_error(error, cases[i].says);
    }
}
END_TEST

START_TEST(a_single_unrelated_contact_of_a_batch_binds_nobody)
{
    g_autofree char *body = data("identities.json");
    g_autoptr(GPtrArray) events = parse(body);
    int seen = 0;
    for (guint i = 0; i < events->len; i++) {
        const Event *event = g_ptr_array_index(events, i);
        if (g_strcmp0(event->id, "wamid.W6") == 0 || g_strcmp0(event->id, "wamid.W4") == 0) {
            ck_assert_msg(!event->user_id && !event->profile_name, "%s took another person's id", event->id);
            seen++;
        }
    }
    ck_assert_int_eq(seen, 2);
}
END_TEST

START_TEST(an_id_is_known_by_its_shape_in_every_member)
{
    static const char *const members[] = { "from", "from_user_id", "from_parent_user_id" };
    static const struct {
        const char *id, *from, *user, *parent;
    } cases[] = {
        { "254700000001", "254700000001", NULL, NULL },
        { "+254 (700) 000-001", "254700000001", NULL, NULL },
        { "KE.1349", NULL, "KE.1349", NULL },
        { "KE.ENT.1349", NULL, NULL, "KE.ENT.1349" },
        { "ke.1349", NULL, NULL, NULL },
        { "someone", NULL, NULL, NULL },
        { "+", NULL, NULL, NULL },
    };
    for (size_t m = 0; m < G_N_ELEMENTS(members); m++) {
        for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
            g_autofree char *body =
                g_strdup_printf("{\"object\":\"whatsapp_business_account\",\"entry\":[{\"changes\":[{\"field\":"
                                "\"messages\",\"value\":{\"messages\":[{\"%s\":\"%s\",\"id\":\"w\",\"type\":\"text\","
                                "\"text\":{\"body\":\"b\"}}]}}]}]}",
                    members[m], cases[i].id);
            g_autoptr(GPtrArray) events = parse(body);
            ck_assert_uint_eq(events->len, 1);
            const Event *event = g_ptr_array_index(events, 0);
            ck_assert_pstr_eq(event->from, cases[i].from);
            ck_assert_pstr_eq(event->user_id, cases[i].user);
            ck_assert_pstr_eq(event->parent_user_id, cases[i].parent);
        }
    }
}
END_TEST

START_TEST(times_are_seconds_whatever_their_unit)
{
    static const struct {
        const char *json;
        int64_t time;
    } cases[] = {
        { "\"1796040000\"", 1796040000 },
        { "1796040000", 1796040000 },
        { "\"1796040000123\"", 1796040000 },
        { "1796040000123", 1796040000 },
        { "\"1796040000123456\"", 1796040000 },
        { "\"\"", 0 },
        { "\"soon\"", 0 },
        { "-1", 0 },
        { "null", 0 },
        { "true", 0 },
        { "\"99999999999999999999999\"", 0 },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *body = g_strdup_printf(
            "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"changes\":[{\"field\":"
            "\"messages\",\"value\":{\"statuses\":[{\"id\":\"w\",\"status\":\"sent\",\"timestamp\":%s}]}}]}]}",
            cases[i].json);
        g_autoptr(GPtrArray) events = parse(body);
        const Event *event = g_ptr_array_index(events, 0);
        ck_assert_msg(event->time == cases[i].time, "%s became %" G_GINT64_FORMAT, cases[i].json, event->time);
    }
}
END_TEST

START_TEST(a_thousand_updates_in_one_body_are_a_thousand_events_in_order)
{
    g_autoptr(GString) body =
        g_string_new("{\"object\":\"whatsapp_business_account\",\"entry\":[{\"changes\":[{\"field\":\"messages\","
                     "\"value\":{\"statuses\":[");
    for (int i = 0; i < 1000; i++)
        g_string_append_printf(
            body, "%s{\"id\":\"wamid.%d\",\"status\":\"read\",\"timestamp\":\"%d\"}", i ? "," : "", i, 1796000000 + i);
    g_string_append(body, "]}}]}]}");
    g_autoptr(GPtrArray) events = parse(body->str);
    ck_assert_uint_eq(events->len, 1000);
    for (guint i = 0; i < events->len; i++) {
        const Event *event = g_ptr_array_index(events, i);
        ck_assert_int_eq(event->time, 1796000000 + (int)i);
        ck_assert_int_eq(event->status, STATUS_READ);
    }
}
END_TEST

START_TEST(every_kind_has_a_name)
{
    for (int i = 0; i < EVENT_KINDS; i++)
        ck_assert_ptr_nonnull(event_kind_name((EventKind)i));
    for (int i = 0; i < INBOUND_KINDS; i++)
        ck_assert_ptr_nonnull(inbound_kind_name((InboundKind)i));
    for (int i = 0; i < STATUS_KINDS; i++)
        ck_assert_ptr_nonnull(status_kind_name((StatusKind)i));
}
END_TEST

static void takes(WebhookAhead *ahead, const char *name)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *json = g_strconcat(name, ".json", NULL), *golden = g_strconcat(name, ".lines", NULL);
    g_autofree char *body = data(json), *want = data(golden);
    g_autoptr(GPtrArray) events = webhook_ahead_take(ahead, body, strlen(body), &error);
    unit_assert_ok(error);
    g_autofree char *got = lines(events);
    ck_assert_msg(strcmp(got, want) == 0, "%s: expected\n%sbut got\n%s", name, want, got);
}

static void add_body(GPtrArray *list, const char *name)
{
    g_autofree char *json = g_strconcat(name, ".json", NULL);
    char *body = data(json);
    g_ptr_array_add(list, g_bytes_new_take(body, strlen(body)));
}

START_TEST(a_body_that_was_read_ahead_gives_the_same_whenever_and_however_often_it_is_asked_for)
{
    for (int round = 0; round < 200; round++) {
        g_autoptr(WebhookAhead) ahead = webhook_ahead_new();
        takes(ahead, "media"); /* nothing was begun */
        g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
        add_body(list, "replies");
        add_body(list, "statuses");
        g_ptr_array_add(list, g_bytes_new_static("{\"not\":", 7));
        add_body(list, "statuses");
        add_body(list, "media");
        webhook_ahead_begin(ahead, list);
        takes(ahead, "statuses");
        takes(ahead, "replies");
        GError *error = NULL;
        ck_assert_ptr_null(webhook_ahead_take(ahead, "{\"not\":", 7, &error));
        unit_assert_error(error, "webhook: ");
        for (int again = 0; again < 3; again++)
            takes(ahead, "statuses");
        takes(ahead, "identities");
        webhook_ahead_begin(ahead, list); /* and what was left is forgotten */
    }
}
END_TEST

START_TEST(more_than_is_read_ahead_is_read_when_it_is_asked_for)
{
    g_autoptr(WebhookAhead) ahead = webhook_ahead_new();
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    for (int i = 0; i < 200; i++)
        add_body(list, i % 2 ? "replies" : "identities");
    webhook_ahead_begin(ahead, list);
    for (int i = 0; i < 200; i++)
        takes(ahead, i % 2 ? "replies" : "identities");
}
END_TEST

UNIT_MAIN("webhook", every_stored_body_gives_the_lines_beside_it,
    a_body_that_was_read_ahead_gives_the_same_whenever_and_however_often_it_is_asked_for,
    more_than_is_read_ahead_is_read_when_it_is_asked_for, the_signature_is_hmac_sha256, a_wrong_signature_is_refused,
    without_a_secret_nothing_verifies, the_handshake_answers_only_to_the_right_token,
    what_is_not_of_this_platform_is_an_error_that_says_so, a_single_unrelated_contact_of_a_batch_binds_nobody,
    an_id_is_known_by_its_shape_in_every_member, times_are_seconds_whatever_their_unit,
    a_thousand_updates_in_one_body_are_a_thousand_events_in_order, every_kind_has_a_name)
