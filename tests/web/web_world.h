/* SPDX-License-Identifier: GPL-3.0-or-later */
/* web_world.h - a cohort in the middle of the course, in a database of its own, and a browser without a screen. */
#pragma once
#include "advert.h"
#include "certificate.h"
#include "coding.h"
#include "course.h"
#include "circle.h"
#include "discussion.h"
#include "invitation.h"
#include "journal.h"
#include "library.h"
#include "outbox.h"
#include "quiz.h"
#include "schedule.h"
#include "sheet.h"
#include "stock.h"
#include "upkeep.h"
#include "xapi.h"
#include "unit.h"
#include "web.h"

#include <glib/gstdio.h>
#include <math.h>
#include <sodium.h>

#ifndef WORLD_COURSE
#define WORLD_COURSE "courses/pmtct-retention/course.xml"
#define WORLD_DAY 13
#endif
#define WORLD_PASSWORD "three plain words"
#define WORLD_PICTURE "<script>alert(1)</script>" /* what calls itself one */
#define WORLD_PHONE "+26377100"

typedef struct {
    char *dir, *path;
    Store *store;
    Vault *vault;
    Library *library;
    Cohort *cohort;
    const Course *course;
    Plan *plan;
    Web *web;
    int64_t now, learners[40];
    int n;
    int64_t strands, invitation;
    char *cookie;       /* of the browser, or NULL */
    GString *changes;   /* "actor verb params" a line */
    const char *refuse; /* the next change is refused with this */
    char *password;     /* hash of WORLD_PASSWORD, cheap to make */
    WebChange *run;     /* carries changes out, with run_data; NULL: they are only written down */
    gpointer run_data;
} World;

static World *world; /* of the case that runs; each runs in a process of its own */
static int64_t world_ms = 1000;

static inline int64_t world_clock(void)
{
    return world_ms;
}

static inline void world_ok(GError *error)
{
    unit_assert_ok(error);
}

static inline bool world_change(
    const char *actor, const char *verb, const cJSON *params, cJSON **result, gpointer data, GError **error)
{
    World *w = data;
    g_autofree char *text = json_text(params);
    g_string_append_printf(w->changes, "%s %s %s\n", actor, verb, text);
    if (w->refuse) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "%s", w->refuse);
        return false;
    }
    if (w->run)
        return w->run(actor, verb, params, result, w->run_data, error);
    const char *name = json_string(params, "name"), *invite = json_string(params, "invite");
    const char *password = json_string(params, "password");
    bool add = strcmp(verb, "staff.add") == 0, set = strcmp(verb, "staff.password") == 0;
    if (!add && !set)
        return true;
    g_autoptr(StoreTx) tx = store_begin(w->store, error);
    if (!tx ||
        (add && !staff_add(w->store, name, json_string(params, "role"), password ? password : "", w->now, error)))
        return false;
    g_autoptr(Staff) staff =
        name ? staff_find(w->store, name, error) : staff_of_invite(w->store, invite, w->now, error);
    return staff && (!add || !invite || staff_set_invite(w->store, staff->id, invite, w->now + DAY, error)) &&
           (!set || staff_set_password(w->store, staff->id, password, error)) &&
           store_commit(g_steal_pointer(&tx), error);
}

static inline int64_t world_file(const char *path, char *sha256, gpointer data)
{
    if (sha256)
        g_strlcpy(sha256, "0000000000000000000000000000000000000000000000000000000000000000", 65);
    return 1000;
}

/* The course as text with its pictures as stored files of no content. */
static inline void world_course(World *w, GError **error)
{
    g_autofree char *xml = NULL;
    gsize size = 0;
    ck_assert(g_file_get_contents(WORLD_COURSE, &xml, &size, error));
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func((GDestroyNotify)course_fault_free);
    g_autoptr(Course) course = course_read(xml, size, "course.xml", world_file, NULL, 0, faults);
    ck_assert_ptr_nonnull(course);
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < course->assets->len; i++) {
        const Asset *asset = course->assets->pdata[i];
        for (guint j = 0; j < asset->variants->len; j++) {
            const AssetVariant *variant = asset->variants->pdata[j];
            if (!variant->src || !g_hash_table_add(seen, variant->src))
                continue;
            LibraryFile *file = g_new0(LibraryFile, 1);
            *file = (LibraryFile){
                .path = variant->src, .sha256 = variant->src, .mime = (char *)"image/png", .bytes = 1000
            };
            g_ptr_array_add(files, file);
        }
    }
    ck_assert_msg(library_add(w->library, w->now, course, xml, size, files, &w->cohort->version, error), "%s",
        *error ? (*error)->message : "");
}

static inline void world_enrol(World *w, const char *name, int i, GError **error)
{
    g_autofree char *phone = g_strdup_printf(WORLD_PHONE "%04d", i);
    EnrolRow row = { .phone = phone,
        .name = (char *)name,
        .lang = (char *)"en",
        .country = (char *)"ZW",
        .tier = (char *)"full",
        .opt_in = i == 7 ? 0 : 1000,
        .opt_in_means = i == 7 ? NULL : (char *)"paper form" };
    EnrolResult result;
    ck_assert_msg(enrolment_add(w->store, w->vault, w->cohort, &row, 1000, false, &w->learners[i], &result, error),
        "%s", *error ? (*error)->message : "");
}

/* One message of a step on its way as far as `far`: 0 queue, 1 held, 2 accepted, 3 delivered, 4 read, 5 failed, 6
 * unknown. */
static inline int64_t world_message(World *w, int i, const char *step, int far, int64_t when)
{
    GError *error = NULL;
    g_autoptr(Message) message = message_new(MESSAGE_TEXT, "Retest at 36 weeks. <b>Why</b>?");
    g_autofree char *key = g_strdup_printf("E%d/%s/%d", i, step, far);
    g_autoptr(Enrolment) e = enrolment_get(w->store, w->vault, w->learners[i], &error);
    world_ok(error);
    int64_t id = 0;
    /* a strand of its own, so that messages need not wait for each other */
    OutboxAdd add = { .key = key,
        .cohort = w->cohort->id,
        .enrolment = e->id,
        .learner = 100000 + ++w->strands,
        .lane = LANE_CONTENT,
        .kind = OWED_CONTENT,
        .step = step,
        .message = message,
        .due = when };
    ck_assert(outbox_add(w->store, &add, when, &id, &error));
    StatusEffect effect;
    g_autofree char *wamid = g_strdup_printf("wamid.%" G_GINT64_FORMAT, id);
    if (far == 1)
        outbox_hold(w->store, id, HELD_WINDOW, 0, &error);
    else if (far >= 2)
        outbox_lease(w->store, id, 1, when, when + 60, &error);
    world_ok(error);
    if (far >= 2 && far <= 4)
        outbox_accept(w->store, id, wamid, when + 2, NULL, &error);
    for (int status = 1; far >= 2 && far <= 4 && status < far; status++)
        outbox_status(
            w->store, &id, 1, wamid, status, when + 60 * status, 0, NULL, NULL, when + 60 * status, &effect, &error);
    if (far == 5)
        outbox_fail(w->store, id, 131026, "Message undeliverable", when + 5, &error);
    if (far == 6)
        outbox_mark_unknown(w->store, id, when + 7200, &error);
    world_ok(error);
    return id;
}

static inline void world_finish(World *w, int i, const char *beat, bool done)
{
    GError *error = NULL;
    g_autoptr(Due) row = schedule_find(w->store, w->learners[i], 0, beat, &error);
    if (!row || row->state != DUE_WAITING)
        return;
    schedule_open(w->store, row->id, row->utc, &error);
    world_ok(error);
    if (done)
        schedule_finish(w->store, row->id, row->utc + 900, NAN, &error);
    world_ok(error);
}

/* The number of a learner's step from 1, as world_play counts; 0 for one that it leaves out. */
static inline int world_step_no(const World *w, const Step *wanted)
{
    int step_no = 0;
    for (guint s = 0; s < w->course->steps->len; s++) {
        const Step *step = w->course->steps->pdata[s];
        if (step->kind == STEP_REMINDER || step->to == TO_FACILITATOR)
            continue;
        step_no++;
        if (step == wanted)
            return step_no;
    }
    return 0;
}

/* How learner `i` takes a step, 0 to 10: 0 and 1 it does not arrive, 2 and 3 it is read only, from 4 it is answered. */
static inline int world_mood(int i, int step_no)
{
    return (i * 7 + step_no * 3) % 11;
}

/* The first learner who takes the step in that mood. */
static inline int world_in_mood(const World *w, const char *step, int mood)
{
    int step_no = world_step_no(w, course_step(w->course, step));
    for (int i = 0; i < w->n; i++)
        if (world_mood(i, step_no) == mood)
            return i;
    ck_abort_msg("no learner takes %s in mood %d", step, mood);
    return -1;
}

/* Every step until `day` has been sent, more or less well. */
static inline void world_play(World *w, int day)
{
    GError *error = NULL;
    int step_no = 0;
    bool fresh = false;
    for (guint s = 0; s < w->course->steps->len; s++) {
        const Step *step = w->course->steps->pdata[s];
        if (step->kind == STEP_REMINDER || step->to == TO_FACILITATOR || ++step_no > day)
            continue;
        int64_t when = cohort_time(w->cohort, MAX(step_no / 2, 1), 12 * 60 + 30);
        for (int i = 0; i < w->n; i++) {
            int mood = world_mood(i, step_no);
            bool gone = i == 7 || (i == 11 && step_no > 9);
            if (gone)
                continue;
            int far = step_no == day && mood < 2        ? 0
                      : step_no > day - 3 && i % 9 == 4 ? 1
                      : mood == 0                       ? 2
                      : mood == 1                       ? 3
                                                        : 4;
            if (i == 5 && step_no > day - 2)
                far = 5;
            if (i == 6 && step_no == day)
                far = 6;
            world_message(w, i, step->id, far, when);
            world_finish(w, i, step->id, far == 4 && mood != 2);
            if (far == 4 && mood > 3 && step->kind != STEP_POST && step->kind != STEP_AGREE)
                ck_assert(task_confirm(w->store, w->learners[i], step->id, NULL, when, &fresh, &error));
        }
    }
    world_ok(error);
}

static inline void world_posts(World *w)
{
    GError *error = NULL;
    static const struct {
        PostState state;
        const char *text, *why, *mime;
    } posts[] = {
        { POST_HELD, "Mrs Moyo <img src=x onerror=alert(1)> missed two visits", "name", NULL },
        { POST_HELD, "This is our register", "photo", "image/jpeg" },
        { POST_QUESTION, "May I ask what to do when the partner refuses?", NULL, NULL },
    };
    g_autoptr(Enrolment) e = enrolment_get(w->store, w->vault, w->learners[MIN(3, w->n - 1)], &error);
    for (gsize i = 0; i < G_N_ELEMENTS(posts); i++) {
        Post post = { .cohort = w->cohort->id,
            .room = e->room,
            .enrolment = e->id,
            .prompt = (char *)"m1d1",
            .text = (char *)posts[i].text,
            .length = 20,
            .state = posts[i].state,
            .why_held = (char *)posts[i].why,
            .media = posts[i].mime ? (char *)"M1" : NULL,
            .mime = (char *)posts[i].mime,
            .keep = true,
            .written = w->now - 3600 };
        ck_assert(post_add(w->store, &post, &error));
        if (!posts[i].mime)
            continue;
        g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, WORLD_PICTURE, -1);
        g_autofree char *path = g_build_filename(w->dir, sum, NULL);
        ck_assert(g_file_set_contents(path, WORLD_PICTURE, -1, &error));
        ck_assert(post_set_asset(w->store, post.id, sum, posts[i].mime, &error));
    }
    world_ok(error);
}

typedef struct {
    PostState state;
    int64_t id;
} PostOf;

static inline bool world_keep_post(const Post *post, gpointer data)
{
    PostOf *of = data;
    if (post->state == of->state)
        of->id = post->id;
    return true;
}

/* The newest post of a state that waits for somebody. */
static inline int64_t world_post(PostState state)
{
    GError *error = NULL;
    PostOf of = { .state = state };
    ck_assert(post_each_held(world->store, 0, world_keep_post, &of, &error) && of.id > 0);
    return of.id;
}

static inline void world_staff(World *w, const char *name, const char *role)
{
    GError *error = NULL;
    g_autoptr(StoreTx) tx = store_begin(w->store, &error);
    ck_assert_msg(staff_add(w->store, name, role, w->password, w->now, &error), "%s", error ? error->message : "");
    g_autoptr(Staff) staff = staff_find(w->store, name, &error);
    bool needs = strcmp(role, "facilitator") == 0 || strcmp(role, "evaluator") == 0;
    ck_assert(!needs || !w->cohort || staff_assign(w->store, staff, w->cohort, w->now, &error));
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
}

static inline const char *world_paused(gpointer data)
{
    return NULL;
}

/* Rows that have become known, for the rooms and for everyone. */
static inline void world_extend(World *w)
{
    GError *error = NULL;
    int added = 0;
    g_autoptr(GArray) rooms = room_list(w->store, w->cohort->id, &error);
    for (guint r = 0; r < rooms->len; r++)
        schedule_extend(w->store, w->plan, w->cohort, 0, g_array_index(rooms, int64_t, r), 1000, &added, &error);
    for (int i = 0; i < w->n; i++) {
        g_autoptr(Enrolment) e = enrolment_get(w->store, w->vault, w->learners[i], &error);
        schedule_extend(w->store, w->plan, w->cohort, e->id, e->room, 1000, &added, &error);
    }
    world_ok(error);
}

/* What is due opens; what closes or is the room's is done. */
static inline void world_due(World *w)
{
    GError *error = NULL;
    g_autoptr(GPtrArray) due = schedule_due(w->store, w->now, 100000, &error);
    for (guint i = 0; i < due->len; i++) {
        const Due *row = due->pdata[i];
        bool closes = g_str_has_suffix(row->beat, ".close");
        ck_assert(schedule_open(w->store, row->id, row->utc, &error));
        ck_assert((row->enrolment && !closes) || schedule_finish(w->store, row->id, row->utc, NAN, &error));
    }
    world_ok(error);
}

static inline void world_fill(World *w, int n)
{
    static const char *const names[] = { "Rudo Chikafu", "Tendai <script>alert(1)</script>", "Chipo Banda",
        "Grace Otieno", "Nyasha Dube", "Farai Sibanda", "Memory Zulu", "Blessing Ncube", "Wanjiru Kamau",
        "Tariro Gumbo" };
    GError *error = NULL;
    g_autoptr(StoreTx) tx = store_begin(w->store, &error);
    w->cohort = cohort_new("harare-1");
    civil_parse_date("2026-12-07", &w->cohort->start_day);
    g_free(w->cohort->zone);
    w->cohort->zone = g_strdup("Africa/Harare");
    w->cohort->simulated = true;
    world_course(w, &error);
    ck_assert_msg(cohort_add(w->store, w->cohort, &error), "%s", error ? error->message : "");
    for (w->n = 0; w->n < n; w->n++) {
        const char *name = names[w->n % 10];
        g_autofree char *numbered = w->n < 10 ? g_strdup(name) : g_strdup_printf("%s %c", name, 'A' + w->n / 10);
        world_enrol(w, numbered, w->n, &error);
    }
    w->course = library_course(w->library, w->cohort->version, &error);
    world_ok(error);
    w->plan = plan_new(w->course);
    w->now = cohort_time(w->cohort, WORLD_DAY, 9 * 60);
    Invitation invitation = { .cohort = w->cohort->id, .code = (char *)"HRE1", .most = 40, .until = w->now + DAY };
    ck_assert(invitation_set(w->store, &invitation, w->now, &error));
    w->invitation = invitation.id;
    world_extend(w);
    world_play(w, 24);
    world_extend(w);
    world_due(w);
    world_extend(w);
    world_due(w);
    ck_assert(n < 12 || enrolment_set_state(w->store, w->learners[11], ENROLMENT_STOPPED, 0, w->now, &error));
    world_posts(w);
    ck_assert(journal_add(w->store, w->now, "cli", "cohort.created", "C1", "{\"name\":\"harare-1\"}", &error));
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
}

static bool world_demands_factor; /* said before world_start */

/* Twelve learners unless said otherwise; `url` NULL for plain http. */
static inline void world_start(int learners, const char *url)
{
    GError *error = NULL;
    ck_assert_int_ge(sodium_init(), 0);
    World *w = world = g_new0(World, 1);
    w->dir = g_dir_make_tmp("baraza-web-XXXXXX", NULL);
    w->path = g_build_filename(w->dir, "t.db", NULL);
    w->store = store_open(w->path, NULL, &error);
    world_ok(error);
    const EmbeddedFile *schemas[] = { journal_schema, cohort_schema, library_schema, outbox_schema, quiz_schema,
        coding_schema, discussion_schema, circle_schema, schedule_schema, certificate_schema, stock_schema,
        sheet_schema, upkeep_schema, xapi_schema, advert_schema };
    for (gsize i = 0; i < G_N_ELEMENTS(schemas); i++)
        ck_assert_msg(store_create(w->store, schemas[i], &error), "%s", error ? error->message : "");
    w->vault = vault_new("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", &error);
    w->library = library_new(w->store, w->dir);
    w->changes = g_string_new("");
    char hash[crypto_pwhash_STRBYTES];
    ck_assert_int_eq(crypto_pwhash_str(hash, WORLD_PASSWORD, strlen(WORLD_PASSWORD), 1, crypto_pwhash_MEMLIMIT_MIN), 0);
    w->password = g_strdup(hash);
    world_fill(w, learners);
    WebConfig config = { .database = w->path,
        .media_dir = w->dir,
        .public_url = url,
        .program = "0.1",
        .vault = w->vault,
        .demand_factor = world_demands_factor,
        .change = world_change,
        .number = "N1",
        .lrs = "https://lrs.example.org",
        .phone = "+263 71 900 0000",
        .paused = world_paused,
        .data = w,
        .monotonic_ms = world_clock };
    w->web = web_new(&config, &error);
    world_ok(error);
}

static inline void world_end(void)
{
    World *w = world;
    web_free(w->web);
    plan_free(w->plan);
    library_free(w->library);
    cohort_free(w->cohort);
    vault_free(w->vault);
    store_free(w->store);
    GDir *dir = g_dir_open(w->dir, 0, NULL);
    for (const char *name; (name = g_dir_read_name(dir));) {
        g_autofree char *path = g_build_filename(w->dir, name, NULL);
        g_unlink(path);
    }
    g_dir_close(dir);
    g_rmdir(w->dir);
    g_string_free(w->changes, TRUE);
    g_free(w->dir);
    g_free(w->path);
    g_free(w->cookie);
    g_free(w->password);
    g_free(w);
}

static inline const char *reply_header(const WebReply *reply, const char *name)
{
    for (guint i = 0; i + 1 < reply->headers->len; i += 2)
        if (strcmp(reply->headers->pdata[i], name) == 0)
            return reply->headers->pdata[i + 1];
    return NULL;
}

/* What the browser sends beside its cookie. */
typedef struct {
    const char *body, *site, *origin, *host, *peer, *known;
    GBytes *form; /* multipart, with the boundary xYz */
} Sent;

static inline void browse_with(const char *method, const char *target, const Sent *sent, WebReply *reply)
{
    NetRequest request = { .method = method, .target = (char *)target };
    const char *query = strchr(target, '?');
    request.path = g_strndup(target, query ? (gsize)(query - target) : strlen(target));
    request.query = query ? net_form(query + 1, strlen(query + 1)) : NULL;
    g_strlcpy(request.peer, sent->peer ? sent->peer : "127.0.0.1", sizeof request.peer);
    request.headers[NET_HOST] = (char *)(sent->host ? sent->host : "127.0.0.1:8091");
    request.headers[NET_COOKIE] = world->cookie;
    request.headers[NET_FETCH_SITE] = (char *)sent->site;
    request.headers[NET_ORIGIN] = (char *)sent->origin;
    request.headers[NET_IF_NONE_MATCH] = (char *)sent->known;
    if (sent->form) {
        request.headers[NET_CONTENT_TYPE] = (char *)"multipart/form-data; boundary=xYz";
        request.body = g_bytes_ref(sent->form);
    } else if (sent->body) {
        request.headers[NET_CONTENT_TYPE] = (char *)"application/x-www-form-urlencoded";
        request.body = g_bytes_new(sent->body, strlen(sent->body));
    }
    web_handle(world->web, &request, world->now, reply);
    const char *set = reply_header(reply, "Set-Cookie");
    if (set) {
        g_free(world->cookie);
        world->cookie = g_strndup(set, strcspn(set, ";"));
    }
    g_free(request.path);
    g_clear_pointer(&request.query, g_hash_table_unref);
    g_clear_pointer(&request.body, g_bytes_unref);
}

/* The body as text. Given. */
static inline char *reply_text(const WebReply *reply)
{
    gsize size = 0;
    const char *data = reply->body ? g_bytes_get_data(reply->body, &size) : "";
    return g_strndup(size ? data : "", size);
}

static inline int get(const char *target, char **text)
{
    g_auto(WebReply) reply = { 0 };
    browse_with("GET", target, &(Sent){ .site = "same-origin" }, &reply);
    if (text) {
        g_free(*text);
        *text = reply_text(&reply);
    }
    return reply.status;
}

/* The token of the first form of a page. Given. */
static inline char *token_of(const char *html)
{
    const char *at = strstr(html, "name=\"token\" value=\"");
    ck_assert_ptr_nonnull(at);
    at += strlen("name=\"token\" value=\"");
    return g_strndup(at, strcspn(at, "\""));
}

/* Sends fields with the token of the page `from`; gives the status. */
static inline int post_from(const char *from, const char *target, const char *fields, char **text)
{
    g_autofree char *page = NULL;
    get(from, &page);
    g_autofree char *token = token_of(page);
    g_autofree char *body = g_strconcat(fields, *fields ? "&" : "", "token=", token, NULL);
    g_auto(WebReply) reply = { 0 };
    browse_with("POST", target, &(Sent){ .body = body, .site = "same-origin", .origin = "null" }, &reply);
    if (text) {
        g_free(*text);
        *text = reply_text(&reply);
    }
    return reply.status;
}

static inline void log_in(const char *role)
{
    g_clear_pointer(&world->cookie, g_free);
    GError *error = NULL;
    g_autoptr(Staff) there = staff_find(world->store, role, &error);
    if (!there)
        world_staff(world, role, role);
    world_ms += 120000; /* past the limit of tries */
    g_autofree char *fields = g_strdup_printf("name=%s&password=three+plain+words", role);
    ck_assert_int_eq(post_from("/login", "/login", fields, NULL), 303);
}
