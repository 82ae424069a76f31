/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people do on phones and how the business hears of it; media and templates from birth to end. */
#include "platform_world.h"

#define SAY "'type':'text','text':{'body':'Hello'}"
#define CREATE "/v25.0/" ACCOUNT "/message_templates"

/* The last message told. Given. */
static cJSON *last_message(World *world)
{
    g_autoptr(cJSON) all = world_told(world, "messages");
    ck_assert_int_gt(cJSON_GetArraySize(all), 0);
    return cJSON_DetachItemFromArray(all, cJSON_GetArraySize(all) - 1);
}

START_TEST(taps_tell_id_and_title_and_what_they_answer)
{
    static const struct {
        const char *members, *type, *id_path, *title_path, *id;
    } rows[] = {
        { "'type':'interactive','interactive':{'type':'button','body':{'text':'Q'},'action':{'buttons':[{'type':'reply'"
          ",'reply':{'id':'x',"
          "'title':'X'}},{'type':'reply','reply':{'id':'q1:b','title':'B'}}]}}",
            "interactive", "interactive.button_reply.id", "interactive.button_reply.title", "q1:b" },
        { "'type':'interactive','interactive':{'type':'list','body':{'text':'Q'},'action':{'button':'Open','sections':["
          "{'rows':[{'id':'x',"
          "'title':'X'},{'id':'q1:b','title':'B','description':'d'}]}]}}",
            "interactive", "interactive.list_reply.id", "interactive.list_reply.title", "q1:b" },
        { "'type':'template','template':{'name':'two','language':{'code':'en'},'components':[{'type':'button','sub_"
          "type':'quick_reply',"
          "'index':'1','parameters':[{'type':'payload','payload':'q1:b'}]}]}",
            "button", "button.payload", "button.text", "q1:b" },
        { "'type':'template','template':{'name':'two','language':{'code':'en'}}", "button", "button.payload",
            "button.text", "B" },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(World) world = world_new(NULL);
        g_autofree char *two = world_json(
            "[{'type':'BODY','text':'Choose'},{'type':'BUTTONS','buttons':[{'type':'QUICK_REPLY','text':'X'},"
            "{'type':'QUICK_REPLY','text':'B'}]}]");
        ck_assert(platform_template_add(world->platform, "two", "en", "UTILITY", two));
        world_open(world);
        world_send(world, rows[i].members);
        g_autofree char *wamid = g_strdup(world->id);
        ck_assert(platform_phone_tap(world->platform, world->now, 0, wamid, 1) == NULL); /* not there yet */
        world_later(world, 60);
        const PlatformBubble *bubble = platform_bubble_find(world->platform, wamid);
        ck_assert_uint_eq(bubble->n_choices, 2);
        ck_assert_str_eq(bubble->choices[1].title, "B");
        ck_assert(platform_phone_tap(world->platform, world->now, 0, wamid, 2) == NULL);
        ck_assert(platform_phone_tap(world->platform, world->now, 1, wamid, 1) == NULL);
        ck_assert(platform_phone_tap(world->platform, world->now, 0, wamid, 1) != NULL);
        world_later(world, 60);
        g_autoptr(cJSON) told = last_message(world);
        ck_assert_str_eq(json_string(told, "type"), rows[i].type);
        ck_assert_str_eq(json_string(told, rows[i].id_path), rows[i].id);
        ck_assert_str_eq(json_string(told, rows[i].title_path), "B");
        ck_assert_str_eq(json_string(told, "context.id"), wamid);
    }
}
END_TEST

START_TEST(quotes_reactions_and_pictures_are_told)
{
    g_autoptr(World) world = world_new(NULL);
    world_open(world);
    world_send(world, SAY);
    g_autofree char *wamid = g_strdup(world->id);
    world_later(world, 60);
    ck_assert(platform_phone_text(world->platform, world->now, 0, "I think so", wamid) != NULL);
    ck_assert(platform_phone_text(world->platform, world->now, 0, "x", "wamid.none") == NULL);
    world_later(world, 60);
    g_autoptr(cJSON) quote = last_message(world);
    ck_assert_str_eq(json_string(quote, "context.id"), wamid);
    ck_assert_str_eq(json_string(quote, "from"), "263770000001");
    ck_assert(json_string(quote, "from_user_id") != NULL);
    ck_assert(platform_phone_react(world->platform, world->now, 0, wamid, "+1") != NULL);
    world_later(world, 60);
    g_autoptr(cJSON) reaction = last_message(world);
    ck_assert_str_eq(json_string(reaction, "reaction.message_id"), wamid);
    g_autoptr(GBytes) bytes = g_bytes_new_static("JPEG", 4);
    ck_assert(platform_phone_media(
                  world->platform, world->now, 0, PLATFORM_IMAGE, "image/jpeg", NULL, "my ward", bytes, NULL) != NULL);
    world_later(world, 60);
    g_autoptr(cJSON) picture = last_message(world);
    ck_assert_str_eq(json_string(picture, "image.caption"), "my ward");
    g_autofree char *path = g_strconcat("/v25.0/", json_string(picture, "image.id"), NULL);
    world_ask(world, "GET", path, NULL, NULL, 0);
    ck_assert_int_eq(world->status, 200);
    const char *url = json_string(world->answer, "url");
    g_autofree char *download = g_strdup(strstr(url, "/whatsapp_business"));
    g_auto(PlatformAnswer) answer = { 0 };
    platform_request(world->platform, world->now, "GET", download, world->config.token, NULL, NULL, 0, &answer);
    ck_assert_int_eq(answer.status, 200);
    ck_assert(g_bytes_equal(answer.body, bytes));
    platform_answer_clear(&answer);
    platform_request(world->platform, world->now + 300, "GET", download, world->config.token, NULL, NULL, 0, &answer);
    ck_assert_int_eq(answer.status, 404);
    world->now += 7 * 86400;
    world_ask(world, "GET", path, NULL, NULL, 0);
    ck_assert_int_eq(world->code, 100);
}
END_TEST

START_TEST(who_wrote_is_told_as_the_identity_mode_says)
{
    for (int mode = 0; mode < PLATFORM_IDS; mode++) {
        PlatformConfig config = platform_config();
        config.identity = (PlatformIdentity)mode;
        g_autoptr(World) world = world_new(&config);
        world_open(world);
        world_later(world, 60);
        g_autoptr(cJSON) message = last_message(world), contacts = world_told(world, "contacts");
        ck_assert((json_string(message, "from") != NULL) == (mode != PLATFORM_ID_USER_ONLY));
        ck_assert((json_string(message, "from_user_id") != NULL) == (mode != PLATFORM_ID_PHONE));
        ck_assert((json_string(contacts, "0.wa_id") != NULL) == (mode != PLATFORM_ID_USER_ONLY));
        const char *user_id = json_string(message, "from_user_id");
        if (!user_id)
            continue;
        g_autofree char *body = g_strdup_printf("{'messaging_product':'whatsapp','recipient':'%s'," SAY "}", user_id);
        world_post(world, body);
        ck_assert_int_eq(world->code, 0);
        ck_assert(json_at(world->answer, "contacts.0.wa_id") == NULL);
        world_later(world, 60);
        ck_assert_uint_eq(platform_bubbles(world->platform, 0), 2);
    }
}
END_TEST

START_TEST(a_changed_number_is_told_and_the_old_one_is_nobody)
{
    g_autoptr(World) world = world_new(NULL);
    world_open(world);
    ck_assert(!platform_phone_renumber(world->platform, world->now, 0, "263770000002"));
    ck_assert(platform_phone_renumber(world->platform, world->now, 0, "263780000009"));
    world_later(world, 60);
    g_autoptr(cJSON) message = last_message(world);
    ck_assert_str_eq(json_string(message, "system.type"), "user_changed_number");
    ck_assert_str_eq(json_string(message, "from"), "263770000001");
    ck_assert_str_eq(json_string(message, "system.wa_id"), "263780000009");
    ck_assert_int_eq(platform_phone_find(world->platform, "263770000001"), -1);
    ck_assert_int_eq(platform_phone_find(world->platform, "263780000009"), 0);
}
END_TEST

START_TEST(what_a_person_wrote_can_be_marked_read)
{
    g_autoptr(World) world = world_new(NULL);
    const PlatformBubble *own = platform_phone_text(world->platform, world->now, 0, "hi", NULL);
    g_autofree char *body =
        g_strdup_printf("{'messaging_product':'whatsapp','status':'read','message_id':'%s'}", own->wamid);
    world->now += 60;
    world_post(world, body);
    ck_assert_int_eq(world->status, 200);
    ck_assert_int_eq(own->read, world->now);
    world->now += 31 * 86400;
    world_post(world, body);
    ck_assert_int_eq(world->code, 100);
}
END_TEST

static void upload(World *world, const char *product, const char *type, const char *bytes)
{
    g_autofree char *body =
        g_strdup_printf("--B7\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\n%s\r\n--B7\r\n"
                        "Content-Disposition: form-data; name=\"type\"\r\n\r\n%s\r\n--B7\r\nContent-Disposition: "
                        "form-data; name=\"file\"; "
                        "filename=\"a.bin\"\r\nContent-Type: %s\r\n\r\n%s\r\n--B7--\r\n",
            product, type, type, bytes);
    world_ask(world, "POST", "/v25.0/" NUMBER "/media", "multipart/form-data; boundary=B7", body, strlen(body));
}

START_TEST(media_lives_thirty_days_and_must_be_of_its_kind)
{
    static const struct {
        const char *product, *mime, *bytes;
        int code;
    } rows[] = { { "whatsapp", "image/png", "PNG\r\n\r\nx", 0 }, { "sms", "image/png", "PNG", 100 },
        { "whatsapp", "image/gif", "GIF", 100 }, { "whatsapp", "image/png", "", 100 },
        { "whatsapp", "audio/ogg; codecs=opus", "OggS", 0 } };
    g_autoptr(World) world = world_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        upload(world, rows[i].product, rows[i].mime, rows[i].bytes);
        ck_assert_msg(world->code == rows[i].code, "row %u: %d %s", i, world->code, world->details);
    }
    upload(world, "whatsapp", "image/png", "PNG\r\n--B");
    g_autofree char *id = g_strdup(world->id), *path = g_strconcat("/", id, NULL);
    world_ask(world, "GET", path, NULL, NULL, 0);
    ck_assert_int_eq(json_int(world->answer, "file_size", 0), 8);
    g_autofree char *other = g_strconcat(path, "?phone_number_id=999", NULL);
    world_ask(world, "GET", other, NULL, NULL, 0);
    ck_assert_int_eq(world->code, 100);
    world->now += 30 * 86400 - 1;
    for (int i = 0; i < 3; i++) {
        world_open(world);
        g_autofree char *members =
            g_strdup_printf("'type':'%s','%s':{'id':'%s'}", i == 1 ? "video" : "image", i == 1 ? "video" : "image", id);
        world_send(world, members);
        ck_assert_int_eq(world->code, i == 2 ? 131009 : 0);
        g_autofree char *wamid = g_strdup(world->id);
        if (wamid) {
            world->now += i; /* the last second of its life, then the first after it */
            world_later(world, i ? 60 : 0);
            platform_advance(world->platform, world->now);
        }
        if (i == 1)
            ck_assert_int_eq(platform_bubble_find(world->platform, wamid)->code, 131053);
    }
    upload(world, "whatsapp", "image/png", "PNG");
    g_autofree char *fresh = g_strconcat("/", world->id, NULL);
    world_ask(world, "DELETE", fresh, NULL, NULL, 0);
    ck_assert_int_eq(world->status, 200);
    world_ask(world, "GET", fresh, NULL, NULL, 0);
    ck_assert_int_eq(world->code, 100);
}
END_TEST

#define MAKE(name, parts) "{'name':'" name "','language':'en','category':'UTILITY','components':[" parts "]}"
#define TEXT(text, example) "{'type':'BODY','text':'" text "'" example "}"

START_TEST(template_creation_is_checked)
{
    static const struct {
        const char *body;
        int code, subcode;
    } rows[] = {
        { MAKE("ok", TEXT("Hello dear {{1}}, your module waits.", ",'example':{'body_text':[['Amina']]}")), 0, 0 },
        { MAKE("ok_plain", TEXT("Hello.", "")), 0, 0 },
        { MAKE("Bad Name", TEXT("Hello.", "")), 100, 0 },
        { MAKE("no_example", TEXT("Hello dear {{1}}, your module waits.", "")), 100, 2388072 },
        { MAKE("leading", TEXT("{{1}}, your module waits for you.", ",'example':{'body_text':[['Amina']]}")), 100,
            2388299 },
        { MAKE("trailing", TEXT("Your module waits for you {{1}}", ",'example':{'body_text':[['Amina']]}")), 100,
            2388299 },
        { MAKE("gap", TEXT("Hello dear {{2}}, your module waits.", ",'example':{'body_text':[['Amina']]}")), 100,
            2388072 },
        { MAKE("crowded", TEXT("Hi {{1}} and {{2}}.", ",'example':{'body_text':[['a','b']]}")), 100, 2388293 },
        { MAKE("foot", TEXT("Hello.", "") ",{'type':'FOOTER','text':'{{1}}'}"), 100, 2388073 },
        { MAKE("head", TEXT("Hello.", "") ",{'type':'HEADER','format':'SONG'}"), 100, 2388047 },
        { MAKE("no_body", "{'type':'FOOTER','text':'x'}"), 100, 2388072 },
        { MAKE("label",
              TEXT("Hello.",
                  "") ",{'type':'BUTTONS','buttons':[{'type':'QUICK_REPLY','text':'aaaaaaaaaaaaaaaaaaaaaaaaaa'}]}"),
            131009, 0 },
        { "{'name':'x','language':'en','category':'FUN','components':[" TEXT("Hello.", "") "]}", 100, 0 },
        { "{'name':'ttl','language':'en','category':'UTILITY','message_send_ttl_seconds':50000,'components':[" TEXT(
              "Hello.", "") "]}",
            100, 0 },
        { MAKE("ok_plain", TEXT("Hello again.", "")), 100, 2388024 },
    };
    g_autoptr(World) world = world_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *json = world_json(rows[i].body);
        world_ask(world, "POST", CREATE, "application/json", json, strlen(json));
        ck_assert_msg(
            world->code == rows[i].code && json_int(world->answer, "error.error_subcode", 0) == rows[i].subcode,
            "%s: %d %s", rows[i].body, world->code, world->details);
    }
}
END_TEST

START_TEST(a_template_is_pending_then_approved_then_perhaps_paused_and_deleted)
{
    g_autoptr(World) world = world_new(NULL);
    g_autofree char *json = world_json(
        MAKE("knock", TEXT("Hello {{1}}, your module waits for you.", ",'example':{'body_text':[['Amina']]}")));
    world_ask(world, "POST", CREATE, "application/json", json, strlen(json));
    ck_assert_str_eq(json_string(world->answer, "status"), "PENDING");
    const char *send = "'type':'template','template':{'name':'knock','language':{'code':'en'},'components':[{'type':'"
                       "body','parameters':"
                       "[{'type':'text','text':'Amina'}]}]}";
    world_send(world, send);
    ck_assert_int_eq(world->code, 132001);
    world_later(world, 700);
    ck_assert(strstr(world->told->pdata[0], "\"event\":\"APPROVED\"") != NULL);
    world_send(world, send);
    ck_assert_str_eq(json_string(world->answer, "messages.0.message_status"), "accepted");
    world_later(world, 60);
    ck_assert_str_eq(platform_bubble(world->platform, 0, 0)->text, "Hello Amina, your module waits for you.");
    world_ask(world, "GET", CREATE "?limit=1&fields=name,status", NULL, NULL, 0);
    ck_assert_str_eq(json_string(world->answer, "data.0.status"), "APPROVED");
    world_ask(world, "GET", CREATE "?after=bad", NULL, NULL, 0);
    ck_assert_int_eq(world->code, 131059);
    ck_assert(platform_template_set(world->platform, world->now, "knock", "en", "PAUSED"));
    world_send(world, send);
    ck_assert_int_eq(world->code, 132015);
    world_ask(world, "DELETE", CREATE "?name=knock", NULL, NULL, 0);
    ck_assert_int_eq(world->status, 200);
    world_send(world, send);
    ck_assert_int_eq(world->code, 132001);
}
END_TEST

static bool note(const PlatformBubble *bubble, gpointer data)
{
    g_string_append_printf(data, "%d@%d ", bubble->phone, (int)(bubble->time - NOON) / 60);
    return true;
}

START_TEST(the_record_holds_what_reached_phones_in_order)
{
    g_autoptr(World) world = world_new(NULL);
    world_open(world);
    ck_assert(platform_phone_text(world->platform, world->now, 1, "hi", NULL) != NULL);
    platform_phone_online(world->platform, world->now, 0, false);
    world_send(world, SAY);
    world->now++;
    world_post(world, "{'messaging_product':'whatsapp','to':'+263770000002'," SAY "}");
    world_later(world, 60);
    platform_phone_online(world->platform, world->now, 0, true);
    world_later(world, 60);
    g_autoptr(GString) order = g_string_new(NULL);
    platform_record_each(world->platform, note, order);
    ck_assert_str_eq(order->str, "1@0 0@1 ");
    ck_assert_int_eq(platform_record(world->platform, 1)->phone, 0);
    ck_assert_uint_eq(platform_record(world->platform, 1)->place, 1);
    ck_assert(platform_record(world->platform, 2) == NULL);
    g_string_truncate(order, 0);
    platform_accepted_each(world->platform, note, order);
    ck_assert_str_eq(order->str, "0@1 1@0 ");
    ck_assert_int_eq(platform_counts(world->platform).arrived, 2);
    ck_assert_uint_eq(platform_refusals(world->platform), 0);
}
END_TEST

UNIT_MAIN("platform_phone", taps_tell_id_and_title_and_what_they_answer, quotes_reactions_and_pictures_are_told,
    who_wrote_is_told_as_the_identity_mode_says, a_changed_number_is_told_and_the_old_one_is_nobody,
    what_a_person_wrote_can_be_marked_read, media_lives_thirty_days_and_must_be_of_its_kind,
    template_creation_is_checked, a_template_is_pending_then_approved_then_perhaps_paused_and_deleted,
    the_record_holds_what_reached_phones_in_order)
