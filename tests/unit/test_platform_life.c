/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of messages: statuses, prices, rates, phones that are off, webhooks that are refused, media, templates.
 */
#include "platform_world.h"

#define SAY "'type':'text','text':{'body':'Hello'}"
#define READY                                                                                                          \
    "'type':'template','template':{'name':'ready','language':{'code':'en'},'components':[{'type':'body','parameters':" \
    "[{'type':'text','text':'Amina'}]}]}"

static void add_ready(World *world)
{
    g_autofree char *ready = world_json("[{'type':'BODY','text':'Hello {{1}}, a module is ready.'},"
                                        "{'type':'BUTTONS','buttons':[{'type':'QUICK_REPLY','text':'Start'}]}]");
    ck_assert(platform_template_add(world->platform, "ready", "en", "UTILITY", ready));
}

/* The statuses of `wamid` told so far; given. */
static cJSON *statuses_of(World *world, const char *wamid)
{
    cJSON *all = world_told(world, "statuses");
    for (cJSON *item = all->child, *next; item; item = next) {
        next = item->next;
        if (g_strcmp0(json_string(item, "id"), wamid) != 0)
            cJSON_Delete(cJSON_DetachItemViaPointer(all, item));
    }
    return all;
}

START_TEST(a_message_is_sent_delivered_and_read_with_its_tag_and_price)
{
    g_autoptr(World) world = world_new(NULL);
    world_open(world);
    world_send(world, "'biz_opaque_callback_data':'t7'," SAY);
    ck_assert_str_eq(json_string(world->answer, "contacts.0.wa_id"), "263770000001");
    g_autofree char *wamid = g_strdup(world->id);
    world_later(world, 60);
    assert_statuses(world, wamid, "sent delivered");
    platform_phone_read(world->platform, world->now, 0);
    platform_phone_read(world->platform, world->now, 0);
    world_later(world, 60);
    assert_statuses(world, wamid, "sent delivered read");
    g_autoptr(cJSON) told = statuses_of(world, wamid);
    ck_assert_str_eq(json_string(told, "0.biz_opaque_callback_data"), "t7");
    ck_assert_str_eq(json_string(told, "0.recipient_id"), "263770000001");
    ck_assert_str_eq(json_string(told, "0.pricing.category"), "service");
    ck_assert(json_bool(told, "1.pricing.billable", false));
    ck_assert(json_at(told, "2.pricing") == NULL && json_at(told, "0.conversation") == NULL);
    const PlatformBubble *bubble = platform_bubble(world->platform, 0, 1);
    ck_assert_str_eq(bubble->tag, "t7");
    ck_assert_int_eq(bubble->state, PLATFORM_READ);
    ck_assert_int_eq(platform_counts(world->platform).waiting, 0);
}
END_TEST

START_TEST(prices_and_conversations_follow_date_and_version)
{
    static const struct {
        int64_t at;
        PlatformPrice mode;
        bool template, open, billable;
    } rows[] = {
        { 1790812799, PLATFORM_PRICE_BY_DATE, false, true, false },
        { 1790812800, PLATFORM_PRICE_BY_DATE, false, true, true },
        { 1790812799, PLATFORM_PRICE_BY_DATE, true, true, false },
        { 1790812799, PLATFORM_PRICE_BY_DATE, true, false, true },
        { NOON, PLATFORM_PRICE_2025, true, true, false },
        { 1790812700, PLATFORM_PRICE_2026, false, true, true },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        PlatformConfig config = platform_config();
        config.price = rows[i].mode;
        config.webhook_version = 23;
        Platform *unused = NULL;
        g_autoptr(World) world = world_new(&config);
        unused = world->platform;
        world->platform = platform_new(&config); /* a platform whose time has not begun */
        platform_free(unused);
        PlatformPhone amina = { .number = "263770000001" };
        ck_assert_int_eq(platform_phone_add(world->platform, &amina), 0);
        world->now = rows[i].at;
        add_ready(world);
        if (rows[i].open)
            world_open(world);
        world_send(world, rows[i].template ? READY : SAY);
        g_autofree char *wamid = g_strdup(world->id);
        world_later(world, 60);
        g_autoptr(cJSON) told = statuses_of(world, wamid);
        ck_assert_msg(json_bool(told, "0.pricing.billable", !rows[i].billable) == rows[i].billable, "row %u", i);
        ck_assert_str_eq(json_string(told, "0.pricing.type"), rows[i].billable ? "regular" : "free_customer_service");
        ck_assert_str_eq(json_string(told, "0.conversation.origin.type"), rows[i].template ? "utility" : "service");
    }
}
END_TEST

START_TEST(one_user_gets_45_at_once_and_then_one_in_six_seconds)
{
    g_autoptr(World) world = world_new(NULL);
    world_open(world);
    for (int i = 0; i < 45; i++) {
        world_send(world, SAY);
        ck_assert_int_eq(world->code, 0);
    }
    world_send(world, SAY);
    ck_assert_int_eq(world->code, 131056);
    world->now += 5;
    world_send(world, SAY);
    ck_assert_int_eq(world->code, 131056);
    world->now += 1;
    world_send(world, SAY);
    ck_assert_int_eq(world->code, 0);
    ck_assert_uint_eq(platform_refusal_count(world->platform, PLATFORM_REFUSAL_RATE), 2);
}
END_TEST

START_TEST(the_number_sends_eighty_a_second)
{
    g_autoptr(World) world = world_new(NULL);
    world_open(world);
    ck_assert(platform_phone_text(world->platform, world->now, 1, "hi", NULL) != NULL);
    for (int i = 0; i < 81; i++) {
        g_autofree char *body =
            g_strdup_printf("{'messaging_product':'whatsapp','to':'+26377000000%d'," SAY "}", 1 + i % 2);
        world_post(world, body);
        ck_assert_int_eq(world->code, i < 80 ? 0 : 130429);
    }
    world->now++;
    world_send(world, SAY);
    ck_assert_int_eq(world->code, 0);
}
END_TEST

START_TEST(beyond_the_portfolio_limit_new_users_wait_a_day)
{
    PlatformConfig config = platform_config();
    config.portfolio_limit = 1;
    g_autoptr(World) world = world_new(&config);
    add_ready(world);
    world_send(world, READY);
    world_send(world, READY); /* the same user again costs nothing */
    world_later(world, 60);
    ck_assert_uint_eq(platform_refusals(world->platform), 0);
    world_post(world, "{'messaging_product':'whatsapp','to':'+263770000002'," READY "}");
    ck_assert_int_eq(world->code, 0);
    world_later(world, 60);
    ck_assert_int_eq(platform_refusal(world->platform, 0)->code, 131048);
    world_later(world, 86400);
    world_post(world, "{'messaging_product':'whatsapp','to':'+263770000002'," READY "}");
    world_later(world, 60);
    ck_assert_uint_eq(platform_refusals(world->platform), 1);
}
END_TEST

START_TEST(an_offline_phone_gets_everything_in_order_when_it_is_back)
{
    PlatformConfig config = platform_config();
    config.deliver_max = 30;
    g_autoptr(World) world = world_new(&config);
    world_open(world);
    world_later(world, 10);
    platform_phone_online(world->platform, world->now, 0, false);
    for (int i = 0; i < 8; i++) {
        g_autofree char *members = g_strdup_printf("'text':{'body':'%d'}", i);
        world_send(world, members);
    }
    ck_assert(platform_phone_text(world->platform, world->now, 0, "written on the bus", NULL) != NULL);
    world_later(world, 7200);
    ck_assert_uint_eq(platform_bubbles(world->platform, 0), 2);
    ck_assert_int_eq(platform_phone_window(world->platform, 0), NOON + 86400);
    platform_phone_online(world->platform, world->now, 0, true);
    ck_assert_int_eq(platform_phone_window(world->platform, 0), world->now + 86400);
    ck_assert_uint_eq(platform_bubbles(world->platform, 0), 10);
    for (guint i = 0; i < 8; i++) {
        const PlatformBubble *bubble = platform_bubble(world->platform, 0, i + 2);
        ck_assert_int_eq(bubble->text[0], '0' + (char)i);
        ck_assert_int_eq(bubble->time, world->now);
    }
    world_later(world, 60);
    g_autoptr(cJSON) messages = world_told(world, "messages");
    ck_assert_str_eq(json_string(messages, "1.text.body"), "written on the bus");
}
END_TEST

START_TEST(a_message_is_dropped_in_silence_after_its_time)
{
    g_autoptr(World) world = world_new(NULL);
    world_open(world);
    platform_phone_online(world->platform, world->now, 0, false);
    world_send(world, SAY);
    g_autofree char *wamid = g_strdup(world->id);
    world_later(world, 30 * 86400 + 60);
    platform_phone_online(world->platform, world->now, 0, true);
    world_later(world, 60);
    assert_statuses(world, wamid, "sent");
    ck_assert_int_eq(platform_bubble_find(world->platform, wamid)->state, PLATFORM_EXPIRED);
}
END_TEST

START_TEST(a_held_template_leaves_within_the_hour)
{
    PlatformConfig config = platform_config();
    config.held = 1;
    g_autoptr(World) world = world_new(&config);
    add_ready(world);
    world_send(world, READY);
    ck_assert_str_eq(json_string(world->answer, "messages.0.message_status"), "held_for_quality_assessment");
    g_autofree char *wamid = g_strdup(world->id);
    world_later(world, 3700);
    const PlatformBubble *bubble = platform_bubble_find(world->platform, wamid);
    ck_assert(bubble->sent > NOON + 1 && bubble->sent <= NOON + 3601);
    assert_statuses(world, wamid, "sent delivered");
}
END_TEST

START_TEST(a_blocked_number_stays_at_sent)
{
    g_autoptr(World) world = world_new(NULL);
    world_open(world);
    platform_phone_block(world->platform, world->now, 0, true);
    world_send(world, SAY);
    g_autofree char *wamid = g_strdup(world->id);
    world_later(world, 86400);
    assert_statuses(world, wamid, "sent");
    ck_assert_uint_eq(platform_bubbles(world->platform, 0), 1);
}
END_TEST

START_TEST(statuses_repeat_hide_and_change_places_on_request)
{
    static const struct {
        double reorder, duplicate, drop, late;
        const char *expected;
    } rows[] = { { 0, 1, 0, 0, NULL }, { 0, 0, 1, 0, "sent read" }, { 0, 0, 0, 1, "sent failed" },
        { 1, 0, 0, 0, NULL } };
    guint swapped = 0;
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        for (uint64_t seed = 1; seed < 9; seed++) {
            PlatformConfig config = platform_config();
            config.seed = seed;
            config.reorder = rows[i].reorder;
            config.duplicate = rows[i].duplicate;
            config.drop_delivered = rows[i].drop;
            config.late_failed = rows[i].late;
            g_autoptr(World) world = world_new(&config);
            world_open(world);
            world_send(world, SAY);
            g_autofree char *wamid = g_strdup(world->id);
            world_later(world, 120);
            platform_phone_read(world->platform, world->now, 0);
            world_later(world, 86400);
            g_autofree char *found = world_statuses(world, wamid);
            if (rows[i].expected)
                ck_assert_str_eq(found, rows[i].expected);
            if (rows[i].duplicate > 0)
                ck_assert_uint_eq(strlen(found), strlen("sent delivered read sent delivered read"));
            if (rows[i].late > 0)
                ck_assert_uint_eq(platform_refusal_count(world->platform, PLATFORM_REFUSAL_INJECTED), 1);
            swapped += rows[i].reorder > 0 && !g_str_has_prefix(found, "sent delivered");
        }
    ck_assert_uint_gt(swapped, 0);
}
END_TEST

START_TEST(a_refused_webhook_comes_again_later_and_later_for_a_week)
{
    g_autoptr(World) world = world_new(NULL);
    world->refuse_next = 3;
    world_open(world);
    world_run(world, NOON + 4);
    ck_assert_uint_eq(world->attempts, 1);
    world_run(world, NOON + 600);
    ck_assert_uint_eq(world->attempts, 4); /* after 5, 15 and 35 s */
    ck_assert_uint_eq(world->told->len, 1);
    world->refuse_next = G_MAXUINT;
    world_open(world);
    world_later(world, 9 * 86400);
    ck_assert_int_eq(platform_counts(world->platform).webhooks_lost, 1);
    ck_assert_uint_eq(platform_counts(world->platform).waiting, 0);
    ck_assert_int_eq(platform_next(world->platform), INT64_MAX);
    ck_assert_uint_lt(world->attempts, 200);
}
END_TEST

START_TEST(a_webhook_in_hand_is_not_posted_again)
{
    g_autoptr(World) world = world_new(NULL);
    g_autoptr(GArray) due = g_array_new(FALSE, FALSE, sizeof(PlatformWebhook));
    world_open(world);
    ck_assert_uint_eq(platform_webhooks(world->platform, NOON + 5, due), 1);
    ck_assert_uint_eq(platform_webhooks(world->platform, NOON + 500, due), 0);
    ck_assert_int_eq(platform_next(world->platform), INT64_MAX);
    platform_webhook_done(world->platform, NOON + 500, g_array_index(due, PlatformWebhook, 0).id, true);
    ck_assert_uint_eq(platform_counts(world->platform).waiting, 0);
}
END_TEST

START_TEST(bodies_are_ascii_and_batched)
{
    PlatformConfig config = platform_config();
    config.batch = 1000;
    g_autoptr(World) world = world_new(&config);
    ck_assert(platform_phone_text(world->platform, world->now, 0, "Café \xf0\x9f\x98\x80 \"/\"", NULL) != NULL);
    for (int i = 0; i < 30; i++)
        world_open(world);
    world_later(world, 0);
    guint at_once = world->told->len;
    world_later(world, 5);
    ck_assert_uint_le(at_once, 1);
    ck_assert_uint_le(world->told->len, 2);
    g_autoptr(GString) all = g_string_new(NULL);
    for (guint i = 0; i < world->told->len; i++)
        g_string_append(all, world->told->pdata[i]);
    ck_assert(g_str_is_ascii(all->str));
    ck_assert(strstr(all->str, "Caf\\u00e9 \\ud83d\\ude00 \\\"/\\\"") != NULL);
    g_autoptr(cJSON) messages = world_told(world, "messages");
    ck_assert_int_eq(cJSON_GetArraySize(messages), 31);
}
END_TEST

START_TEST(equal_seeds_give_equal_bytes)
{
    g_autofree char *first[3] = { NULL };
    for (int i = 0; i < 3; i++) {
        PlatformConfig config = platform_config();
        config.seed = i < 2 ? 5 : 6;
        config.reorder = config.duplicate = 0.5;
        g_autoptr(World) world = world_new(&config);
        world_open(world);
        for (int n = 0; n < 20; n++)
            world_send(world, SAY);
        world_later(world, 600);
        GString *all = g_string_new(NULL);
        for (guint n = 0; n < world->told->len; n++)
            g_string_append(all, world->told->pdata[n]);
        first[i] = g_string_free(all, FALSE);
    }
    ck_assert_str_eq(first[0], first[1]);
    ck_assert_str_ne(first[0], first[2]);
    g_free(first[1]);
    g_free(first[2]);
}
END_TEST

UNIT_MAIN("platform_life", a_message_is_sent_delivered_and_read_with_its_tag_and_price,
    prices_and_conversations_follow_date_and_version, one_user_gets_45_at_once_and_then_one_in_six_seconds,
    the_number_sends_eighty_a_second, beyond_the_portfolio_limit_new_users_wait_a_day,
    an_offline_phone_gets_everything_in_order_when_it_is_back, a_message_is_dropped_in_silence_after_its_time,
    a_held_template_leaves_within_the_hour, a_blocked_number_stays_at_sent,
    statuses_repeat_hide_and_change_places_on_request, a_refused_webhook_comes_again_later_and_later_for_a_week,
    a_webhook_in_hand_is_not_posted_again, bodies_are_ascii_and_batched, equal_seeds_give_equal_bytes)
