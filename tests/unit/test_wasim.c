/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The local WhatsApp over loopback, with the test in the engine's place: webhooks, stepped time, pages, record. */
#include "wasim_priv.h"
#include "unit.h"
#include "error.h"

#define START 1796626800 /* 2026-12-07 07:00 UTC */
#define SECRET "app secret"
#define NUMBER_PATH "/v25.0/106540352242922/messages"

typedef struct {
    Wasim *wasim;
    Net *net;             /* the engine's */
    HttpTransport *graph; /* to wasim */
    GPtrArray *bodies;    /* char *: webhooks that came */
    GPtrArray *held;      /* NetRequest *: not answered yet */
    int status;           /* given to webhooks; 0: they are held */
    guint handshakes;
    cJSON *key;
} World;

static World *world_new_with(const char *verify_token, const char *our_token, const char *key)
{
    World *world = g_new0(World, 1);
    world->key = key ? json_parse(key, strlen(key), NULL) : NULL;
    world->status = 200;
    world->bodies = g_ptr_array_new_with_free_func(g_free);
    world->held = g_ptr_array_new_with_free_func((GDestroyNotify)net_request_free);
    NetListener listener = { .name = "webhook", .max_body = 3 * 1024 * 1024 };
    g_autoptr(GError) error = NULL;
    world->net = net_start(&(NetConfig){ .listeners = &listener, .n_listeners = 1 }, &error);
    unit_assert_ok(error);
    g_autofree char *webhook = g_strdup_printf("http://127.0.0.1:%d/webhook", net_port(world->net, "webhook"));
    WasimConfig config = { .webhook = webhook,
        .verify_token = verify_token,
        .app_secret = SECRET,
        .phones = 3,
        .seed = 1,
        .zone_offset = 120,
        .start = START,
        .course_key = world->key,
        .platform = platform_config() };
    config.platform.token = "token";
    world->wasim = wasim_new(&config, &error);
    unit_assert_ok(error);
    world->wasim->config.verify_token = our_token;
    g_autofree char *url = g_strdup_printf("http://127.0.0.1:%d", wasim_port(world->wasim));
    world->graph = net_transport_new(world->net, &(NetTarget){ .base_url = url }, &error);
    unit_assert_ok(error);
    return world;
}

static World *world_new(void)
{
    return world_new_with("verify", "verify", NULL);
}

static void world_free(World *world)
{
    world->graph->free(world->graph);
    wasim_free(world->wasim);
    net_free(world->net);
    cJSON_Delete(world->key);
    g_ptr_array_unref(world->bodies);
    g_ptr_array_unref(world->held);
    g_free(world);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(World, world_free)

static void handshake(World *world, const NetRequest *request)
{
    const char *token = g_hash_table_lookup(request->query, "hub.verify_token");
    const char *challenge = g_hash_table_lookup(request->query, "hub.challenge");
    g_autoptr(GBytes) body = g_bytes_new(challenge, strlen(challenge));
    bool right = strcmp(token, "verify") == 0;
    world->handshakes++;
    net_reply(world->net, request->id, right ? 200 : 403, &(NetReply){ .content_type = "text/plain", .body = body });
}

static void webhook(World *world, NetRequest *request)
{
    gsize size;
    const char *body = g_bytes_get_data(request->body, &size);
    g_autofree char *signature = wasim_sign(SECRET, body, size);
    ck_assert_str_eq(request->headers[NET_SIGNATURE], signature);
    ck_assert_str_eq(request->headers[NET_CONTENT_TYPE], "application/json");
    g_ptr_array_add(world->bodies, g_strndup(body, size));
    if (world->status)
        net_reply(world->net, request->id, world->status, NULL);
    else
        g_ptr_array_add(world->held, request);
}

/* Both sides have one turn. */
static void turn(World *world)
{
    wasim_turn(world->wasim, 1);
    g_autoptr(GPtrArray) requests = g_ptr_array_new();
    net_take(world->net, 1, requests);
    for (guint i = 0; i < requests->len; i++) {
        NetRequest *request = requests->pdata[i];
        bool is_handshake = strcmp(request->method, "GET") == 0;
        if (is_handshake)
            handshake(world, request);
        else
            webhook(world, request);
        if (is_handshake || world->status)
            net_request_free(request);
    }
}

static void turns(World *world, int n)
{
    for (int i = 0; i < n; i++)
        turn(world);
}

static void send_request(World *world, const char *method, const char *path, const char *type, const char *body)
{
    HttpRequest *request = g_new0(HttpRequest, 1);
    request->method = g_strdup(method);
    request->path = g_strdup(path);
    request->bearer = g_strdup("token");
    request->content_type = g_strdup(type);
    if (body)
        request->body = g_bytes_new(body, strlen(body));
    world->graph->submit(world->graph, request);
}

/* The response that comes within n turns, or NULL. */
static HttpResponse *response_within(World *world, int n)
{
    g_autoptr(GPtrArray) responses = g_ptr_array_new();
    for (int i = 0; i < n && world->graph->drain(world->graph, responses) == 0; i++)
        turn(world);
    ck_assert_uint_le(responses->len, 1);
    return responses->len ? responses->pdata[0] : NULL;
}

/* The body of the answer, which must have this status. Given. */
static char *ask(World *world, const char *method, const char *path, const char *type, const char *body, int status)
{
    send_request(world, method, path, type, body);
    g_autoptr(HttpResponse) response = response_within(world, 2000);
    ck_assert_ptr_nonnull(response);
    ck_assert_msg(response->end == HTTP_DONE, "%s", response->reason);
    gsize size;
    const char *text = g_bytes_get_data(response->body, &size);
    char *copy = g_strndup(text ? text : "", size);
    ck_assert_msg(response->status == status, "%s %s: %d %s", method, path, response->status, copy);
    return copy;
}

/* Asks for time to move; returns the new time. */
static int64_t step(World *world, int64_t wake, bool *moved, bool *idle)
{
    g_autofree char *body =
        wake == INT64_MAX ? g_strdup("{}") : g_strdup_printf("{\"wake\":%" G_GINT64_FORMAT "}", wake);
    g_autofree char *answer = ask(world, "POST", "/wasim/clock", "application/json", body, 200);
    g_autoptr(cJSON) json = json_parse(answer, strlen(answer), NULL);
    *moved = json_bool(json, "moved", false);
    *idle = json_bool(json, "idle", false);
    return json_int(json, "now", 0);
}

static void step_to(World *world, int64_t time)
{
    bool moved, idle;
    for (int i = 0; i < 1000; i++)
        if (step(world, time, &moved, &idle) >= time)
            return;
    ck_abort_msg("time does not move");
}

static bool came(const World *world, const char *part)
{
    for (guint i = 0; i < world->bodies->len; i++)
        if (strstr(world->bodies->pdata[i], part))
            return true;
    return false;
}

START_TEST(the_signature_is_an_hmac_of_the_bytes)
{
    /* RFC 4231, case 2 */
    g_autofree char *signature = wasim_sign("Jefe", "what do ya want for nothing?", 28);
    ck_assert_str_eq(signature, "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}
END_TEST

START_TEST(nothing_is_posted_before_the_handshake)
{
    g_autoptr(World) world = world_new_with("wrong", "wrong", NULL);
    platform_phone_text(world->wasim->platform, START, 0, "hello", NULL);
    for (int i = 0; i < 1000 && world->handshakes < 2; i++)
        turn(world);
    ck_assert_uint_ge(world->handshakes, 2);
    ck_assert_uint_eq(world->bodies->len, 0);
    world->wasim->config.verify_token = "verify";
    for (int i = 0; i < 1000 && !world->wasim->verified; i++)
        turn(world);
    step_to(world, START + 60);
    ck_assert(came(world, "hello"));
}
END_TEST

START_TEST(a_webhook_comes_again_until_it_is_answered_200)
{
    g_autoptr(World) world = world_new();
    world->status = 503;
    platform_phone_text(world->wasim->platform, START, 0, "hello", NULL);
    step_to(world, START + 10);
    turns(world, 50);
    guint first = world->bodies->len;
    ck_assert_uint_ge(first, 1);
    step_to(world, START + 60);
    turns(world, 20);
    ck_assert_uint_gt(world->bodies->len, first);
    world->status = 200;
    step_to(world, START + 3600);
    guint last = world->bodies->len;
    step_to(world, START + 7200);
    ck_assert_uint_eq(world->bodies->len, last);
    ck_assert_uint_eq(platform_counts(world->wasim->platform).waiting, 0);
}
END_TEST

START_TEST(a_message_reaches_the_phone_and_its_statuses_come_back)
{
    g_autoptr(World) world = world_new();
    platform_phone_text(world->wasim->platform, START, 1, "hi", NULL);
    step_to(world, START + 60);
    g_autofree char *body = g_strdup_printf("{\"messaging_product\":\"whatsapp\",\"to\":\"+%s\",\"type\":\"text\","
                                            "\"text\":{\"body\":\"welcome\"},\"biz_opaque_callback_data\":\"tag-1\"}",
        platform_phone_number(world->wasim->platform, 1));
    g_autofree char *refused = ask(world, "POST", NUMBER_PATH, "application/json", "{", 400);
    g_autofree char *answer = ask(world, "POST", NUMBER_PATH, "application/json", body, 200);
    ck_assert(strstr(answer, "wamid."));
    g_autofree char *nobody = ask(world, "POST", NUMBER_PATH, "application/json",
        "{\"messaging_product\":\"whatsapp\",\"to\":\"+263779999999\",\"type\":\"text\",\"text\":{\"body\":\"x\"}}",
        200);
    step_to(world, START + 600);
    ck_assert(came(world, "\"delivered\"") && came(world, "tag-1"));
    g_autofree char *text = ask(world, "GET", "/wasim/record.json", NULL, NULL, 200);
    g_autoptr(cJSON) record = json_parse(text, strlen(text), NULL);
    ck_assert_int_eq(cJSON_GetArraySize(json_at(record, "received")), 1);
    ck_assert_str_eq(json_string(record, "received.0.tag"), "tag-1");
    ck_assert_str_eq(json_string(record, "received.0.text"), "welcome");
    ck_assert_str_eq(json_string(record, "accepted.0.state"), "delivered");
    ck_assert_str_eq(json_string(record, "accepted.1.state"), "failed");
    ck_assert_int_eq(json_int(record, "counts.arrived", 0), 1);
    ck_assert_int_eq(json_int(record, "counts.violations", 0), 2); /* no JSON; outside the window */
}
END_TEST

START_TEST(time_waits_for_webhooks_and_then_for_the_engine)
{
    g_autoptr(World) world = world_new();
    bool moved, idle;
    ck_assert_int_eq(step(world, START + 5, &moved, &idle), START + 10);
    ck_assert(moved);
    world->status = 0;
    platform_phone_text(world->wasim->platform, START + 10, 0, "hello", NULL);
    for (int i = 0; i < 20 && world->held->len == 0; i++) {
        turns(world, 50);
        if (world->held->len == 0)
            step(world, START + 10 * (i + 2), &moved, &idle);
    }
    ck_assert_uint_eq(world->held->len, 1);
    int64_t now = world->wasim->clock.now;
    send_request(world, "POST", "/wasim/clock", "application/json", "{\"wake\":1796713200}");
    ck_assert_ptr_null(response_within(world, 100));
    ck_assert_int_eq(world->wasim->clock.now, now);
    net_reply(world->net, ((NetRequest *)world->held->pdata[0])->id, 200, NULL);
    g_autoptr(HttpResponse) response = response_within(world, 2000);
    ck_assert_ptr_nonnull(response);
    gsize size;
    const char *text = g_bytes_get_data(response->body, &size);
    g_autoptr(cJSON) json = json_parse(text, size, NULL);
    ck_assert_int_eq(json_int(json, "now", 0), now);
    ck_assert(!json_bool(json, "moved", true));
    world->status = 200;
    ck_assert_int_ge(step(world, now + 86400, &moved, &idle), now + 10);
    ck_assert(moved);
}
END_TEST

START_TEST(an_engine_that_comes_back_may_ask_again)
{
    g_autoptr(World) world = world_new();
    world->status = 0;
    platform_phone_text(world->wasim->platform, START, 0, "hello", NULL);
    for (int i = 0; i < 20 && world->held->len == 0; i++) {
        turns(world, 50);
        clock_advance(&world->wasim->clock, 10);
    }
    send_request(world, "POST", "/wasim/clock", "application/json", "{\"wake\":1796713200}");
    turns(world, 50);
    send_request(world, "POST", "/wasim/clock", "application/json", "{\"wake\":1796713201}");
    g_autoptr(HttpResponse) first = response_within(world, 2000);
    ck_assert_int_eq(first->status, 409);
    net_reply(world->net, ((NetRequest *)world->held->pdata[0])->id, 200, NULL);
    g_autoptr(HttpResponse) second = response_within(world, 2000);
    ck_assert_int_eq(second->status, 200);
}
END_TEST

START_TEST(for_watching_time_moves_no_faster_than_asked)
{
    g_autoptr(World) world = world_new();
    bool moved, idle;
    step(world, START + 10, &moved, &idle);
    world->wasim->config.speed = 1000;
    int64_t before_ms = clock_monotonic_ms();
    ck_assert_int_eq(step(world, START + 310, &moved, &idle), START + 310);
    ck_assert_int_ge(clock_monotonic_ms() - before_ms, 250);
}
END_TEST

START_TEST(what_a_browser_looks_for_by_itself_breaks_no_rule)
{
    g_autoptr(World) world = world_new();
    g_autofree char *icon = ask(world, "GET", "/favicon.ico", NULL, NULL, 404);
    ck_assert_uint_eq(platform_refusals(world->wasim->platform), 0);
}
END_TEST

START_TEST(graph_answers_are_late_when_asked)
{
    g_autoptr(World) world = world_new();
    world->wasim->config.latency_ms = 150;
    int64_t before_ms = clock_monotonic_ms();
    g_autofree char *one = ask(world, "POST", NUMBER_PATH, "application/json", "{", 400);
    ck_assert_int_ge(clock_monotonic_ms() - before_ms, 140);
    g_autofree char *page = ask(world, "GET", "/wasim/phones", NULL, NULL, 200);
}
END_TEST

START_TEST(with_nothing_to_come_time_stands_and_says_so)
{
    g_autoptr(World) world = world_new();
    bool moved, idle;
    ck_assert_int_eq(step(world, INT64_MAX, &moved, &idle), START);
    ck_assert(idle && !moved);
    ck_assert_int_eq(step(world, START - 5, &moved, &idle), START);
    ck_assert(!moved);
    g_autofree char *wrong = ask(world, "POST", "/wasim/clock", "application/json", "wake", 400);
    ck_assert(strstr(wrong, "wake"));
}
END_TEST

START_TEST(a_page_shows_the_chat_escaped_and_a_form_writes)
{
    g_autoptr(World) world = world_new();
    g_autofree char *sent = ask(world, "POST", "/wasim/phones/2/text", "application/x-www-form-urlencoded",
        "text=%3Cscript%3Ehello+there", 303);
    g_autofree char *page = ask(world, "GET", "/wasim/phones/2", NULL, NULL, 200);
    ck_assert_msg(strstr(page, "&lt;script&gt;hello there") && !strstr(page, "<script"), "%s", page);
    g_autofree char *list = ask(world, "GET", "/wasim/phones", NULL, NULL, 200);
    for (int i = 0; i < 3; i++)
        ck_assert(strstr(list, platform_phone_name(world->wasim->platform, i)));
    g_autofree char *style = ask(world, "GET", "/wasim/style.css", NULL, NULL, 200);
    ck_assert(strstr(style, ".bubble"));
    static const char *const missing[] = { "/wasim/phones/0", "/wasim/phones/4", "/wasim/phones/2/text",
        "/wasim/phones/x", "/wasim/nothing", "/wasim/media/1" };
    for (guint i = 0; i < G_N_ELEMENTS(missing); i++) {
        g_autofree char *nothing = ask(world, "GET", missing[i], NULL, NULL, 404);
    }
    step_to(world, START + 60);
    ck_assert(came(world, "hello there"));
}
END_TEST

START_TEST(a_choice_is_tapped_on_the_page)
{
    g_autoptr(World) world = world_new();
    Platform *platform = world->wasim->platform;
    platform_phone_text(platform, START, 0, "hi", NULL);
    step_to(world, START + 60);
    g_autofree char *body =
        g_strdup_printf("{\"messaging_product\":\"whatsapp\",\"to\":\"+%s\",\"type\":\"interactive\","
                        "\"interactive\":{\"type\":\"button\",\"body\":{\"text\":\"Ready?\"},\"action\":{\"buttons\":["
                        "{\"type\":\"reply\",\"reply\":{\"id\":\"y\",\"title\":\"Yes & go\"}}]}}}",
            platform_phone_number(platform, 0));
    g_autofree char *answer = ask(world, "POST", NUMBER_PATH, "application/json", body, 200);
    step_to(world, START + 600);
    g_autofree char *page = ask(world, "GET", "/wasim/phones/1", NULL, NULL, 200);
    ck_assert_msg(strstr(page, "Yes &amp; go"), "%s", page);
    const PlatformBubble *bubble = platform_bubble(platform, 0, platform_bubbles(platform, 0) - 1);
    g_autofree char *wamid = g_uri_escape_string(bubble->wamid, NULL, false);
    g_autofree char *form = g_strdup_printf("wamid=%s&choice=0", wamid);
    g_autofree char *tapped = ask(world, "POST", "/wasim/phones/1/tap", "application/x-www-form-urlencoded", form, 303);
    step_to(world, START + 1200);
    ck_assert(came(world, "button_reply"));
}
END_TEST

START_TEST(text_shows_as_on_a_phone)
{
    static const struct {
        const char *text, *shown;
    } cases[] = { { "*Bold* words", "<strong>Bold</strong> words" }, { "2*3*4", "2*3*4" }, { "* no *", "* no *" },
        { "a _b *c* d_.", "a <em>b <strong>c</strong> d</em>." },
        { "~old~ `a*b*`", "<del>old</del> <code>a*b*</code>" }, { "*open", "*open" }, { "*a\nb*", "*a\nb*" },
        { "snake_case_word", "snake_case_word" }, { "**", "**" }, { "_<script>_", "<em>&lt;script&gt;</em>" },
        { "", "" }, { "*é*", "<strong>é</strong>" } };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Markup) markup = wasim_markup(cases[i].text);
        ck_assert_str_eq(markup_text(markup), cases[i].shown);
    }
}
END_TEST

START_TEST(pages_are_for_this_machine_only)
{
    static const struct {
        const char *host, *site;
        bool foreign;
    } cases[] = { { "127.0.0.1:8081", NULL, false }, { "localhost", "same-origin", false },
        { "[::1]:80", "none", false }, { "[::1]", NULL, false }, { "evil.example", NULL, true },
        { "127.0.0.1.evil.example:80", NULL, true }, { "", NULL, true }, { NULL, NULL, true },
        { "127.0.0.1", "cross-site", true }, { "127.0.0.1", "same-site", true } };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        NetRequest request = { .path = (char *)"/wasim/phones" };
        request.headers[NET_HOST] = (char *)cases[i].host;
        request.headers[NET_FETCH_SITE] = (char *)cases[i].site;
        ck_assert_msg(wasim_is_foreign(&request) == cases[i].foreign, "case %u", i);
    }
}
END_TEST

static const char key_json[] =
    "{\"objectives\":[{\"id\":\"o1\",\"text\":\"Trace\"}],\"texts\":[],\"items\":[{\"id\":\"q1\",\"kind\":\"single\","
    "\"objective\":\"o1\",\"level\":\"apply\",\"stem\":\"A mother has missed two visits. What comes "
    "first?\",\"options\":["
    "{\"id\":\"a\",\"text\":\"The register\",\"fraction\":1},{\"id\":\"b\",\"text\":\"Her home\",\"fraction\":0}]}]}";

static gint by_text(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Asks all three a question and lets two days pass. What the people did, as the business was told, sorted: the order on
 * the wire is free. Given. */
static char *two_days(void)
{
    g_autoptr(World) world = world_new_with("verify", "verify", key_json);
    Platform *platform = world->wasim->platform;
    for (int i = 0; i < 3; i++)
        platform_phone_text(platform, START, i, "hi", NULL);
    step_to(world, START + 60);
    for (int i = 0; i < 3; i++) {
        g_autofree char *body = g_strdup_printf(
            "{\"messaging_product\":\"whatsapp\",\"to\":\"+%s\",\"type\":\"interactive\","
            "\"interactive\":{\"type\":\"button\",\"body\":{\"text\":\"A mother has missed two visits. What comes "
            "first?\"},"
            "\"action\":{\"buttons\":[{\"type\":\"reply\",\"reply\":{\"id\":\"a\",\"title\":\"The register\"}},"
            "{\"type\":\"reply\",\"reply\":{\"id\":\"b\",\"title\":\"Her home\"}}]}}}",
            platform_phone_number(platform, i));
        g_autofree char *answer = ask(world, "POST", NUMBER_PATH, "application/json", body, 200);
    }
    step_to(world, START + 2 * DAY);
    ck_assert_int_ge(platform_counts(platform).inbound, 3 + 1);
    GString *told = g_string_new(NULL);
    g_ptr_array_sort(world->bodies, by_text);
    for (guint i = 0; i < world->bodies->len; i++)
        g_string_append(told, world->bodies->pdata[i]);
    return g_string_free(told, FALSE);
}

START_TEST(the_people_answer_by_themselves_and_alike_for_one_seed)
{
    g_autofree char *once = two_days(), *again = two_days();
    ck_assert(strstr(once, "button_reply") || strstr(once, "\"text\""));
    ck_assert_str_eq(once, again);
}
END_TEST

START_TEST(knobs_are_checked_by_name_and_value)
{
    PlatformConfig config = platform_config();
    g_autoptr(GError) error = NULL;
    ck_assert(wasim_knob_set(&config, "duplicate=0.25", &error) && config.duplicate == 0.25);
    ck_assert(wasim_knob_set(&config, "batch=7", &error) && config.batch == 7);
    ck_assert(wasim_knob_set(&config, "window_sync=1", &error) && config.window_sync);
    static const char *const wrong[] = { "duplicate", "duplicate=", "duplicate=2", "batch=-1", "batch=1.5",
        "window_sync=2", "batch=1x" };
    for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
        ck_assert_msg(!wasim_knob_set(&config, wrong[i], &error), "%s", wrong[i]);
        unit_assert_error(error, wrong[i]);
    }
    ck_assert(!wasim_knob_set(&config, "duplicat=1", &error));
    unit_assert_error(error, "duplicate");
    g_autofree char *text = wasim_knobs_text(&config);
    ck_assert(strstr(text, "duplicate=0.25\n") && strstr(text, "batch=7\n"));
}
END_TEST

START_TEST(the_enrolment_list_has_everybody_once)
{
    g_autoptr(GPtrArray) cast = persona_cast(1, 28);
    g_autofree char *early = wasim_people_csv(cast, false, START), *late = wasim_people_csv(cast, true, START);
    guint lines = 0;
    for (const char *c = early; *c; c++)
        lines += *c == '\n';
    for (const char *c = late; *c; c++)
        lines += *c == '\n';
    ck_assert_uint_eq(lines, 28 + 2);
    ck_assert_msg(g_str_has_prefix(early, "phone,firstname,lastname,"), "%s", early);
    ck_assert_msg(strstr(early, "\n+263"), "%s", early);
    ck_assert_msg(strstr(early, "2026-11-30"), "%s", early);
}
END_TEST

UNIT_MAIN("wasim", the_signature_is_an_hmac_of_the_bytes, nothing_is_posted_before_the_handshake,
    a_webhook_comes_again_until_it_is_answered_200, a_message_reaches_the_phone_and_its_statuses_come_back,
    time_waits_for_webhooks_and_then_for_the_engine, an_engine_that_comes_back_may_ask_again,
    for_watching_time_moves_no_faster_than_asked, what_a_browser_looks_for_by_itself_breaks_no_rule,
    graph_answers_are_late_when_asked, with_nothing_to_come_time_stands_and_says_so,
    a_page_shows_the_chat_escaped_and_a_form_writes, a_choice_is_tapped_on_the_page, text_shows_as_on_a_phone,
    pages_are_for_this_machine_only, the_people_answer_by_themselves_and_alike_for_one_seed,
    knobs_are_checked_by_name_and_value, the_enrolment_list_has_everybody_once)
