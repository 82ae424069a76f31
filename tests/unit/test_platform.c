/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each rule of the platform with a request that keeps it and one that breaks it. */
#include "platform_world.h"

#define BUTTONS(body, buttons)                                                                                         \
    "'type':'interactive','interactive':{'type':'button','body':{'text':'" body "'},'action':{'buttons':[" buttons "]" \
    "}"                                                                                                                \
    "}"
#define BUTTON(id, title) "{'type':'reply','reply':{'id':'" id "','title':'" title "'}}"
#define LIST(label, sections)                                                                                          \
    "'type':'interactive','interactive':{'type':'list','body':{'text':'Q1'},'action':{'button':'" label                \
    "','sections':[" sections "]}}"
#define ROW(id) "{'id':'" id "','title':'Row'}"
#define TEMPLATE(name, lang, rest)                                                                                     \
    "'type':'template','template':{'name':'" name "','language':{'code':'" lang "'}" rest "}"
#define BODY(params) ",'components':[{'type':'body','parameters':[" params "]}]"
#define T(text) "{'type':'text','text':'" text "'}"
#define TEN "aaaaaaaaaa"
#define TWENTY TEN TEN
#define LONG80 TWENTY TWENTY TWENTY TWENTY

typedef struct {
    const char *name, *members;
    int code;  /* at once; 0: a 200 */
    int later; /* by a failed status; 0: it is delivered */
} Case;

static const Case rules[] = {
    { "text", "'type':'text','text':{'body':'Hello'}", 0, 0 },
    { "no type is text", "'text':{'body':'Hello'}", 0, 0 },
    { "text missing", "'type':'text'", 131008, 0 },
    { "text empty", "'type':'text','text':{'body':''}", 131009, 0 },
    { "text no string", "'type':'text','text':{'body':5}", 131009, 0 },
    { "unknown type", "'type':'hologram','hologram':{}", 131009, 0 },
    { "group type", "'recipient_type':'group','type':'text','text':{'body':'x'}", 100, 0 },
    { "tag", "'biz_opaque_callback_data':'t1','type':'text','text':{'body':'x'}", 0, 0 },
    { "pin in a chat", "'type':'pin','pin':{}", 131051, 0 },
    { "three buttons", BUTTONS("Q", BUTTON("a", "A") "," BUTTON("b", "B") "," BUTTON("c", "C")), 0, 0 },
    { "four buttons", BUTTONS("Q", BUTTON("a", "A") "," BUTTON("b", "B") "," BUTTON("c", "C") "," BUTTON("d", "D")),
        131009, 0 },
    { "no button", BUTTONS("Q", ""), 131009, 0 },
    { "button title of 20", BUTTONS("Q", BUTTON("a", TWENTY)), 0, 0 },
    { "button title of 20 code points in 40 bytes", BUTTONS("Q", BUTTON("a", "éééééééééééééééééééé")), 0, 0 },
    { "button title of 21", BUTTONS("Q", BUTTON("a", TWENTY "b")), 131009, 0 },
    { "button ids equal", BUTTONS("Q", BUTTON("a", "A") "," BUTTON("a", "B")), 131009, 0 },
    { "button titles equal", BUTTONS("Q", BUTTON("a", "A") "," BUTTON("b", "A")), 131009, 0 },
    { "button id with a blank", BUTTONS("Q", BUTTON("a ", "A")), 131009, 0 },
    { "button body empty", BUTTONS("", BUTTON("a", "A")), 131008, 0 },
    { "button without type", BUTTONS("Q", "{'reply':{'id':'a','title':'A'}}"), 131009, 0 },
    { "footer of 61",
        "'type':'interactive','interactive':{'type':'button','body':{'text':'Q'},'footer':{'text':'" TWENTY TWENTY
            TWENTY "x'},'action':{'buttons':[" BUTTON("a", "A") "]}}",
        131009, 0 },
    { "header text",
        "'type':'interactive','interactive':{'type':'list','header':{'type':'text','text':'H'},'body':{'text':'Q'},"
        "'action':{'button':'Open','sections':[{'rows':[" ROW("a") "]}]}}",
        0, 0 },
    { "picture over a list",
        "'type':'interactive','interactive':{'type':'list','header':{'type':'image','image':{'id':'1'}},"
        "'body':{'text':'Q'},'action':{'button':'Open','sections':[{'rows':[" ROW("a") "]}]}}",
        131009, 0 },
    { "list", LIST("Choose", "{'rows':[" ROW("a") "," ROW("b") "]}"), 0, 0 },
    { "list titles may be equal, ids not", LIST("Choose", "{'rows':[" ROW("a") "," ROW("a") "]}"), 131009, 0 },
    { "list label of 21", LIST(TWENTY "x", "{'rows':[" ROW("a") "]}"), 131009, 0 },
    { "two sections with titles",
        LIST("Choose", "{'title':'S','rows':[" ROW("a") "]},{'title':'T','rows':[" ROW("b") "]}"), 0, 0 },
    { "two sections without titles", LIST("Choose", "{'rows':[" ROW("a") "]},{'rows':[" ROW("b") "]}"), 131008, 0 },
    { "eleven rows over two sections",
        LIST("Choose",
            "{'title':'S','rows':[" ROW("a") "," ROW("b") "," ROW("c") "," ROW("d") "," ROW("e") "," ROW(
                "f") "]},{'title':'T','rows':[" ROW("g") "," ROW("h") "," ROW("i") "," ROW("j") "," ROW("k") "]}"),
        131009, 0 },
    { "row title of 25", LIST("Choose", "{'rows':[{'id':'a','title':'" TWENTY "aaaaa'}]}"), 131009, 0 },
    { "row description of 80", LIST("Choose", "{'rows':[{'id':'a','title':'A','description':'" LONG80 "'}]}"), 131009,
        0 },
    { "link",
        "'type':'interactive','interactive':{'type':'cta_url','body':{'text':'x'},'action':{'name':'cta_url',"
        "'parameters':{'display_text':'Open','url':'https://example.org'}}}",
        0, 0 },
    { "link of another kind",
        "'type':'interactive','interactive':{'type':'cta_url','body':{'text':'x'},'action':{'name':'cta_url',"
        "'parameters':{'display_text':'Open','url':'ftp://example.org'}}}",
        131009, 0 },
    { "form by id and name",
        "'type':'interactive','interactive':{'type':'flow','body':{'text':'x'},'action':{'name':'flow',"
        "'parameters':{'flow_message_version':'3','flow_id':'1','flow_name':'n','flow_cta':'Go'}}}",
        131009, 0 },
    { "interactive of unknown type", "'type':'interactive','interactive':{'type':'carousel2','body':{'text':'x'}}",
        131009, 0 },
    { "location", "'type':'location','location':{'latitude':-17.8,'longitude':'31.0'}", 0, 0 },
    { "location off the globe", "'type':'location','location':{'latitude':95,'longitude':31}", 131009, 0 },
    { "contacts", "'type':'contacts','contacts':[{'name':{'formatted_name':'Sr Moyo','first_name':'Sr'}}]", 0, 0 },
    { "contact with one name part", "'type':'contacts','contacts':[{'name':{'formatted_name':'Sr Moyo'}}]", 131008, 0 },
    { "reaction to nothing", "'type':'reaction','reaction':{'message_id':'wamid.x','emoji':'+'}", 0, 131009 },
    { "image without id or link", "'type':'image','image':{}", 131008, 0 },
    { "image with both", "'type':'image','image':{'id':'1','link':'https://example.org/a.png'}", 131009, 0 },
    { "image of an unknown id", "'type':'image','image':{'id':'99'}", 131009, 0 },
    { "image by link", "'type':'image','image':{'link':'https://example.org/a.png','caption':'c'}", 0, 0 },
    { "image by a plain link", "'type':'image','image':{'link':'http://example.org/a.png'}", 131009, 0 },
    { "image by a private link", "'type':'image','image':{'link':'https://localhost/a.png'}", 0, 131053 },
    { "audio with caption", "'type':'audio','audio':{'link':'https://example.org/a.ogg','caption':'c'}", 131009, 0 },
    { "template", TEMPLATE("ready", "en", BODY(T("Amina") "," T("3"))), 0, 0 },
    { "template unknown", TEMPLATE("nope", "en", ""), 132001, 0 },
    { "template in another language", TEMPLATE("ready", "fr", BODY(T("Amina") "," T("3"))), 132001, 0 },
    { "template with a parameter missing", TEMPLATE("ready", "en", BODY(T("Amina"))), 132000, 0 },
    { "template with one too many", TEMPLATE("ready", "en", BODY(T("a") "," T("b") "," T("c"))), 132000, 0 },
    { "template parameter of another kind",
        TEMPLATE("ready", "en", BODY(T("a") ",{'type':'image','image':{'id':'1'}}")), 132012, 0 },
    { "template parameter with a line break", TEMPLATE("ready", "en", BODY(T("a\\n") "," T("b"))), 132018, 0 },
    { "template parameter with four spaces", TEMPLATE("ready", "en", BODY(T("a    b") "," T("b"))), 0, 0 },
    { "template parameter with five spaces", TEMPLATE("ready", "en", BODY(T("a     b") "," T("b"))), 132018, 0 },
    { "template without language", "'type':'template','template':{'name':'ready'}", 131008, 0 },
    { "quick reply payload",
        TEMPLATE("ready", "en",
            ",'components':[{'type':'body','parameters':[" T("a") "," T(
                "b") "]},{'type':'button',"
                     "'sub_type':'quick_reply','index':'0','parameters':[{'type':'payload','payload':'go'}]}]"),
        0, 0 },
    { "quick reply that is not there",
        TEMPLATE("ready", "en",
            ",'components':[{'type':'body','parameters':[" T("a") "," T(
                "b") "]},"
                     "{'type':'button','sub_type':'quick_reply','index':'4','parameters':[{'type':'payload','payload':'"
                     "go'}]}]"),
        132000, 0 },
    { "template paused", TEMPLATE("paused", "en", ""), 132015, 0 },
    { "template disabled", TEMPLATE("disabled", "en", ""), 132016, 0 },
    { "template not judged", TEMPLATE("pending", "en", ""), 132001, 0 },
};

static void add_templates(World *world)
{
    g_autofree char *ready = world_json(
        "[{'type':'BODY','text':'Hello {{1}}, module {{2}} is ready.'},{'type':'FOOTER','text':'CPD'},"
        "{'type':'BUTTONS','buttons':[{'type':'QUICK_REPLY','text':'Start'},{'type':'QUICK_REPLY','text':'Later'}]}]");
    g_autofree char *plain = world_json("[{'type':'BODY','text':'Hello'}]");
    static const char *const others[] = { "paused", "disabled", "pending" };
    static const char *const states[] = { "PAUSED", "DISABLED", "PENDING" };
    ck_assert(platform_template_add(world->platform, "ready", "en", "UTILITY", ready));
    for (guint i = 0; i < G_N_ELEMENTS(others); i++) {
        ck_assert(platform_template_add(world->platform, others[i], "en", "UTILITY", plain));
        ck_assert(platform_template_set(world->platform, world->now, others[i], "en", states[i]));
    }
}

START_TEST(every_rule_has_a_message_that_keeps_it_and_one_that_breaks_it)
{
    for (guint i = 0; i < G_N_ELEMENTS(rules); i++) {
        g_autoptr(World) world = world_new(NULL);
        world_open(world);
        add_templates(world);
        world_send(world, rules[i].members);
        ck_assert_msg(world->code == rules[i].code, "%s: code %d, not %d (%s)", rules[i].name, world->code,
            rules[i].code, world->details ? world->details : "");
        ck_assert_msg(world->status == (world->code == 0           ? 200
                                           : world->code == 132001 ? 404
                                                                   : 400),
            "%s: %d", rules[i].name, world->status);
        g_autofree char *wamid = g_strdup(world->id);
        world_later(world, 60);
        const PlatformBubble *bubble = wamid ? platform_bubble_find(world->platform, wamid) : NULL;
        ck_assert_msg((bubble != NULL) == (rules[i].code == 0), "%s", rules[i].name);
        if (bubble)
            ck_assert_msg(bubble->code == rules[i].later &&
                              bubble->state == (rules[i].later ? PLATFORM_FAILED : PLATFORM_DELIVERED),
                "%s: later %d, state %d", rules[i].name, bubble->code, bubble->state);
        guint refused = rules[i].code || rules[i].later;
        ck_assert_msg(platform_refusals(world->platform) == refused, "%s: %u refusals", rules[i].name,
            platform_refusals(world->platform));
        if (refused)
            ck_assert_int_eq(
                platform_refusal(world->platform, 0)->code, rules[i].code ? rules[i].code : rules[i].later);
    }
}
END_TEST

START_TEST(lengths_count_characters_and_are_exact)
{
    static const struct {
        const char *format;
        guint limit;
        int code;
    } rows[] = {
        { "'type':'text','text':{'body':'%s'}", 4096, 100 },
        { "'type':'image','image':{'link':'https://example.org/a.png','caption':'%s'}", 1024, 131009 },
        { "'type':'interactive','interactive':{'type':'button','body':{'text':'%s'},'action':{'buttons':[" BUTTON(
              "a", "A") "]}}",
            1024, 131009 },
        { "'type':'interactive','interactive':{'type':'list','body':{'text':'%s'},'action':{'button':'b','sections':[{'"
          "rows':[" ROW("a") "]}]}}",
            1024, 131009 },
        { "'type':'interactive','interactive':{'type':'button','body':{'text':'Q'},'action':{'buttons':[{'type':'reply'"
          ",'reply':{'id':'%s',"
          "'title':'A'}}]}}",
            256, 131009 },
        { "'type':'interactive','interactive':{'type':'list','body':{'text':'Q'},'action':{'button':'b','sections':[{'"
          "rows':[{'id':'%s',"
          "'title':'A'}]}]}}",
            200, 131009 },
        { TEMPLATE("ready", "en", BODY(T("%s") "," T("b"))), 1024 - 26, 132005 },
        { "'biz_opaque_callback_data':'%s','type':'text','text':{'body':'x'}", 512, 131009 },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        for (guint over = 0; over < 2; over++) {
            g_autoptr(World) world = world_new(NULL);
            g_autoptr(GString) text = g_string_new(NULL);
            add_templates(world);
            world_open(world);
            for (guint n = 0; n < rows[i].limit + over; n++)
                g_string_append(text, "ä");
            g_auto(GStrv) around = g_strsplit(rows[i].format, "%s", 2);
            g_autofree char *members = g_strconcat(around[0], text->str, around[1], NULL);
            world_send(world, members);
            ck_assert_msg(world->code == (over ? rows[i].code : 0), "row %u over %u: %d %s", i, over, world->code,
                world->details);
        }
}
END_TEST

START_TEST(the_envelope_is_checked_before_the_message)
{
    static const struct {
        const char *body;
        int code;
    } rows[] = {
        { "not json", 100 },
        { "[]", 100 },
        { "{'to':'+263770000001','type':'text','text':{'body':'x'}}", 100 },
        { "{'messaging_product':'sms','to':'+263770000001'}", 100 },
        { "{'messaging_product':'whatsapp','type':'text','text':{'body':'x'}}", 131008 },
        { "{'messaging_product':'whatsapp','to':'+26377ABC','type':'text','text':{'body':'x'}}", 131009 },
        { "{'messaging_product':'whatsapp','to':'+12','type':'text','text':{'body':'x'}}", 131009 },
        { "{'messaging_product':'whatsapp','to':'+263242000100','type':'text','text':{'body':'x'}}", 131021 },
        { "{'messaging_product':'whatsapp','to':'+263 (77) 000-0001','type':'text','text':{'body':'x'}}", 0 },
        { "{'messaging_product':'whatsapp','to':'770000001','type':'text','text':{'body':'x'}}", 0 },
        { "{'messaging_product':'whatsapp','recipient':'ZW','type':'text','text':{'body':'x'}}", 131009 },
        { "{'messaging_product':'whatsapp','status':'read','message_id':'wamid.none'}", 100 },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(World) world = world_new(NULL);
        world_open(world);
        world_post(world, rows[i].body);
        ck_assert_msg(world->code == rows[i].code, "%s: %d", rows[i].body, world->code);
    }
}
END_TEST

START_TEST(a_path_and_a_token_are_needed)
{
    g_autoptr(World) world = world_new(NULL);
    static const struct {
        const char *method, *path, *bearer;
        int status, code;
    } rows[] = {
        { "POST", "/v25.0/" NUMBER "/messages", NULL, 401, 190 },
        { "POST", "/v25.0/" NUMBER "/messages", "wrong", 401, 190 },
        { "POST", "/v25.0/999/messages", "wasim-token", 400, 100 },
        { "GET", "/v25.0/" NUMBER "/messages", "wasim-token", 400, 100 },
        { "POST", "/", "wasim-token", 400, 2500 },
        { "GET", "/" NUMBER, "wasim-token", 200, 0 },
        { "GET", "/v25.0/" NUMBER "?fields=quality_rating", "wasim-token", 200, 0 },
        { "POST", "/v25.0/" ACCOUNT "/subscribed_apps", "wasim-token", 200, 0 },
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_auto(PlatformAnswer) answer = { 0 };
        platform_request(
            world->platform, NOON, rows[i].method, rows[i].path, rows[i].bearer, "application/json", "{}", 2, &answer);
        ck_assert_msg(answer.status == rows[i].status, "%s: %d", rows[i].path, answer.status);
        g_autoptr(cJSON) body = json_parse(g_bytes_get_data(answer.body, NULL), g_bytes_get_size(answer.body), NULL);
        ck_assert_int_eq(json_int(body, "error.code", 0), rows[i].code);
    }
}
END_TEST

START_TEST(somebody_without_whatsapp_is_found_out_later)
{
    g_autoptr(World) world = world_new(NULL);
    add_templates(world);
    world_post(world,
        "{'messaging_product':'whatsapp','to':'263770000001'," TEMPLATE("ready", "en", BODY(T("a") "," T("b"))) "}");
    ck_assert_int_eq(world->status, 200); /* without + the country code came before it: another number */
    g_autofree char *wamid = g_strdup(world->id);
    world_later(world, 60);
    assert_statuses(world, wamid, "failed");
    ck_assert_int_eq(platform_bubble_find(world->platform, wamid)->code, 131026);
    ck_assert_uint_eq(platform_refusal_count(world->platform, PLATFORM_REFUSAL_RECIPIENT), 1);
}
END_TEST

START_TEST(a_test_number_writes_to_its_list_only)
{
    PlatformConfig config = platform_config();
    config.test_number = true;
    g_autoptr(World) world = world_new(&config);
    world_open(world);
    world_send(world, "'text':{'body':'x'}");
    ck_assert_int_eq(world->code, 0);
    world_post(world, "{'messaging_product':'whatsapp','to':'+263770000002','text':{'body':'x'}}");
    ck_assert_int_eq(world->code, 131030);
}
END_TEST

START_TEST(the_window_closes_after_a_day_and_only_templates_pass)
{
    for (int sync = 0; sync < 2; sync++) {
        PlatformConfig config = platform_config();
        config.window_sync = sync;
        g_autoptr(World) world = world_new(&config);
        add_templates(world);
        world_open(world);
        world->now = NOON + 86399;
        world_send(world, "'text':{'body':'in time'}");
        world_run(world, NOON + 86399);
        ck_assert_uint_eq(platform_refusals(world->platform), 0);
        world->now = NOON + 86400;
        world_send(world, "'text':{'body':'too late'}");
        ck_assert_int_eq(world->code, sync ? 131047 : 0);
        world_later(world, 60);
        ck_assert_uint_eq(platform_refusals(world->platform), 1);
        ck_assert_int_eq(platform_refusal(world->platform, 0)->code, 131047);
        ck_assert(platform_refusal(world->platform, 0)->by_status == !sync);
        world_send(world, TEMPLATE("ready", "en", BODY(T("a") "," T("b"))));
        world_later(world, 60);
        ck_assert_uint_eq(platform_refusals(world->platform), 1);
    }
}
END_TEST

UNIT_MAIN("platform", every_rule_has_a_message_that_keeps_it_and_one_that_breaks_it,
    lengths_count_characters_and_are_exact, the_envelope_is_checked_before_the_message, a_path_and_a_token_are_needed,
    somebody_without_whatsapp_is_found_out_later, a_test_number_writes_to_its_list_only,
    the_window_closes_after_a_day_and_only_templates_pass)
