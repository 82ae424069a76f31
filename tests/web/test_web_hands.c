/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hands_world.h"

START_TEST(a_question_is_answered_as_it_was_shown_and_once)
{
    hands_start(12);
    log_in("facilitator");
    g_autofree char *to = g_strdup_printf("/question/%" G_GINT64_FORMAT, world_post(POST_QUESTION)), *page = NULL;
    ck_assert_int_eq(get("/questions", &page), 200);
    page_says(page, "May I ask what to do when the partner refuses?");
    page_says(page, to);
    ck_assert_int_eq(post_from(to, to, "text=Offer+another+date.&go=preview", &page), 200);
    page_says(page, "Offer another date.");
    page_says(page, "her next message brings it");
    ck_assert_int_eq(changes_of(" reply "), 0);
    g_autofree char *ticket = ticket_of(page);
    g_autofree char *send = g_strdup_printf("text=Offer+another+date.&go=send&ticket=%s", ticket);
    ck_assert_int_eq(post_from(to, to, send, &page), 303);
    ck_assert_int_eq(post_from(to, to, send, &page), 303);
    ck_assert_int_eq(changes_of(" reply "), 1);
    ck_assert_int_eq(get("/questions", &page), 200);
    page_says(page, "Nobody waits for an answer");
    hands_end();
}
END_TEST

START_TEST(what_was_altered_after_its_preview_is_shown_again)
{
    hands_start(12);
    log_in("coordinator");
    g_autofree char *to = g_strdup_printf("/question/%" G_GINT64_FORMAT, world_post(POST_QUESTION)), *page = NULL;
    post_from(to, to, "text=Offer+another+date.&go=preview", &page);
    g_autofree char *ticket = ticket_of(page);
    g_autofree char *other = g_strdup_printf("text=Something+else.&go=send&ticket=%s", ticket);
    ck_assert_int_eq(post_from(to, to, other, &page), 200);
    page_says(page, "altered after it was shown");
    ck_assert_int_eq(post_from(to, to, "text=Nothing+shown.&go=send", &page), 200);
    ck_assert_int_eq(changes_of(" reply "), 0);
    ck_assert_int_eq(post_from(to, to, "text=&go=preview", &page), 409);
    hands_end();
}
END_TEST

START_TEST(the_next_page_says_once_what_a_change_did)
{
    hands_start(12);
    log_in("coordinator");
    g_autofree char *to = g_strdup_printf("/question/%" G_GINT64_FORMAT, world_post(POST_QUESTION)), *page = NULL;
    ck_assert_int_eq(preview_and_send(to, "text=Offer+another+date.", &page), 303);
    get("/questions", &page);
    page_says(page, "role=\"status\">The answer to Grace Otieno is on its way.");
    get("/questions", &page);
    ck_assert_ptr_null(strstr(page, "on its way"));
    hands_end();
}
END_TEST

START_TEST(words_are_said_to_a_cohort_a_room_or_a_learner_after_a_preview)
{
    hands_start(12);
    log_in("coordinator");
    GError *error = NULL;
    g_autoptr(GArray) rooms = room_list(world->store, world->cohort->id, &error);
    g_autofree char *at = g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/say", world->cohort->id), *page = NULL;
    g_autofree char *room =
        g_strdup_printf("to=room-%" G_GINT64_FORMAT "&text=Tomorrow+at+noon.&at=", g_array_index(rooms, int64_t, 0));
    g_autofree char *learner =
        g_strdup_printf("to=learner-%" G_GINT64_FORMAT "&text=How+are+you%%3F&at=", world->learners[3]);
    const char *fields[] = { "to=all&text=Tomorrow+at+noon.&at=", room, learner };
    static const char *const looks[] = { "It goes to 10 learners now", "It goes to 10 learners now", "1 learner now" };
    for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
        g_autofree char *show = g_strconcat(fields[i], "&go=preview", NULL);
        ck_assert_int_eq(post_from(at, at, show, &page), 200);
        page_says(page, looks[i]);
        page_says(page, "a template asks them back");
        ck_assert_int_eq(changes_of(" say "), (int)i);
        ck_assert_int_eq(preview_and_send(at, fields[i], &page), 303);
        ck_assert_int_eq(changes_of(" say "), (int)i + 1);
    }
    hands_end();
}
END_TEST

START_TEST(words_for_later_are_listed_and_can_be_taken_back)
{
    hands_start(12);
    log_in("facilitator");
    g_autofree char *at = g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/say", world->cohort->id), *page = NULL;
    ck_assert_int_eq(post_from(at, at, "to=all&text=Too+late.&at=2020-01-01T08:00&go=preview", &page), 409);
    page_says(page, "is over");
    ck_assert_int_eq(preview_and_send(at, "to=all&text=Bring+your+cards.&at=2026-12-30T08:00", &page), 303);
    get(at, &page);
    page_says(page, "It waits for");
    page_says(page, "Bring your cards.");
    g_autofree char *other = g_strdup_printf("%s/999999", at);
    ck_assert_int_eq(post_from(at, other, "", NULL), 404);
    const char *way = strstr(page, "/say/");
    ck_assert_ptr_nonnull(way);
    g_autofree char *cancel = g_strdup_printf("%s/%.*s", at, (int)strcspn(way + 5, "\""), way + 5);
    ck_assert_int_eq(post_from(at, cancel, "", NULL), 303);
    get(at, &page);
    ck_assert_ptr_null(strstr(page, "Bring your cards."));
    hands_end();
}
END_TEST

START_TEST(nobody_speaks_to_a_room_or_learner_of_another_cohort)
{
    hands_start(12);
    log_in("facilitator");
    GError *error = NULL;
    g_autoptr(StoreTx) tx = store_begin(world->store, &error);
    g_autoptr(Cohort) other = cohort_new("other");
    other->version = world->cohort->version;
    g_autoptr(Staff) staff = staff_find(world->store, "facilitator", &error);
    ck_assert(cohort_add(world->store, other, &error) && staff_assign(world->store, staff, other, world->now, &error));
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    g_autoptr(GArray) rooms = room_list(world->store, world->cohort->id, &error);
    g_autofree char *at = g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/say", other->id), *page = NULL;
    g_autofree char *room =
        g_strdup_printf("to=room-%" G_GINT64_FORMAT "&text=Hello&go=preview", g_array_index(rooms, int64_t, 0));
    g_autofree char *learner =
        g_strdup_printf("to=learner-%" G_GINT64_FORMAT "&text=Hello&go=preview", world->learners[3]);
    ck_assert_int_eq(post_from(at, at, room, &page), 409);
    page_says(page, "no such room");
    ck_assert_int_eq(post_from(at, at, learner, &page), 404);
    ck_assert_int_eq(post_from(at, at, "to=L4&text=Hello&go=preview", &page), 409); /* never the whole cohort instead */
    ck_assert_int_eq(post_from(at, at, "text=Hello&go=preview", &page), 409);
    ck_assert_str_eq(world->changes->str, "");
    hands_end();
}
END_TEST

START_TEST(the_roster_finds_people_without_their_name_in_an_address)
{
    hands_start(12);
    log_in("facilitator");
    g_autofree char *at = g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/roster", world->cohort->id), *page = NULL;
    g_autofree char *absent = g_strconcat(at, "?show=new", NULL), *left = g_strconcat(at, "?show=left", NULL);
    ck_assert_int_eq(get(at, &page), 200);
    page_says(page, "Rudo Chikafu");
    page_says(page, "method=\"post\"");
    ck_assert_int_eq(post_from(at, at, "find=GRACE", &page), 200);
    page_says(page, "Grace Otieno");
    ck_assert_ptr_null(strstr(page, "Rudo Chikafu"));
    ck_assert_int_eq(post_from(at, at, "find=nobody+of+this+name", &page), 200);
    page_says(page, "is found by");
    get(absent, &page);
    page_says(page, "not joined yet");
    get(left, &page);
    page_says(page, "stopped");
    ck_assert_ptr_null(strstr(page, "Rudo Chikafu"));
    hands_end();
}
END_TEST

/* The thread of a learner. Given. */
static char *thread_of(int learner)
{
    return g_strdup_printf(
        "/cohort/%" G_GINT64_FORMAT "/learner/%" G_GINT64_FORMAT, world->cohort->id, world->learners[learner]);
}

START_TEST(whoever_has_no_name_is_called_by_her_study_id)
{
    hands_start(4);
    GError *error = NULL;
    g_autoptr(Enrolment) e = enrolment_get(world->store, world->vault, world->learners[0], &error);
    g_autoptr(StoreTx) tx = store_begin(world->store, &error);
    ck_assert(person_set_name(world->store, world->vault, e->learner, "", &error) &&
              store_commit(g_steal_pointer(&tx), &error));
    log_in("coordinator");
    g_autofree char *roster = g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/roster", world->cohort->id), *page = NULL;
    g_autofree char *thread = thread_of(0), *more = g_strconcat(thread, "/do", NULL);
    g_autofree char *say = g_strdup_printf(
        "/cohort/%" G_GINT64_FORMAT "/say?to=learner-%" G_GINT64_FORMAT, world->cohort->id, world->learners[0]);
    g_autofree char *alone = g_strconcat(">", e->study_id, " alone<", NULL);
    const char *const pages[] = { roster, thread, more, say };
    for (gsize i = 0; i < G_N_ELEMENTS(pages); i++) {
        ck_assert_int_eq(get(pages[i], &page), 200);
        page_says(page, e->study_id);
    }
    page_says(page, alone);
    hands_end();
}
END_TEST

START_TEST(a_thread_holds_what_went_and_came_with_its_state_and_reason)
{
    hands_start(12);
    log_in("coordinator");
    g_autofree char *failed = thread_of(5), *asked = thread_of(3), *page = NULL;
    ck_assert_int_eq(get(failed, &page), 200);
    page_says(page, "Retest at 36 weeks. &lt;b&gt;Why&lt;/b&gt;?");
    page_says(page, "WhatsApp");
    page_says(page, "Message undeliverable");
    ck_assert_int_eq(get(asked, &page), 200);
    page_says(page, "May I ask what to do when the partner refuses?");
    page_says(page, "From her:");
    page_says(page, "held: photo");
    hands_end();
}
END_TEST

START_TEST(a_number_is_shown_to_a_coordinator_who_asks_and_journalled)
{
    hands_start(12);
    log_in("facilitator");
    g_autofree char *to = thread_of(3), *ask = g_strconcat(to, "/phone", NULL), *page = NULL;
    get(to, &page);
    ck_assert_ptr_null(strstr(page, "Show her number"));
    ck_assert_int_eq(post_from(to, ask, "", &page), 403);
    ck_assert_int_eq(changes_of("learner.reveal"), 0);
    log_in("coordinator");
    get(to, &page);
    ck_assert_ptr_null(strstr(page, "+26377100"));
    ck_assert_int_eq(post_from(to, ask, "reason=", &page), 409);
    page_says(page, "a reason is needed");
    ck_assert_ptr_null(strstr(page, "+26377100"));
    ck_assert_int_eq(post_from(to, ask, "reason=She+cannot+be+reached", &page), 200);
    page_says(page, "+263771000003");
    get(to, &page);
    ck_assert_ptr_null(strstr(page, "+26377100"));
    page_says(page, "learner.phone_shown");
    hands_end();
}
END_TEST

START_TEST(no_page_shows_a_learner_under_another_cohort)
{
    hands_start(12);
    log_in("facilitator");
    GError *error = NULL;
    g_autoptr(StoreTx) tx = store_begin(world->store, &error);
    g_autoptr(Cohort) other = cohort_new("other");
    other->version = world->cohort->version;
    g_autoptr(Staff) staff = staff_find(world->store, "facilitator", &error);
    ck_assert(cohort_add(world->store, other, &error) && staff_assign(world->store, staff, other, world->now, &error));
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    g_autofree char *to =
        g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/learner/%" G_GINT64_FORMAT, other->id, world->learners[3]);
    ck_assert_int_eq(get(to, NULL), 404);
    hands_end();
}
END_TEST

START_TEST(a_held_file_is_shown_as_what_it_is_and_as_nothing_else)
{
    hands_start(12);
    log_in("facilitator");
    g_autofree char *to = g_strdup_printf("/held/%" G_GINT64_FORMAT "/file", world_post(POST_HELD)), *page = NULL;
    get("/held", &page);
    g_autofree char *shown = g_strdup_printf("<img class=\"sent\" src=\"%s\" alt=\"Picture sent by Grace", to);
    page_says(page, shown);
    g_auto(WebReply) reply = { 0 };
    browse_with("GET", to, &(Sent){ 0 }, &reply);
    ck_assert_int_eq(reply.status, 200);
    ck_assert_str_eq(reply.reply.content_type, "image/jpeg");
    ck_assert_str_eq(reply_header(&reply, "X-Content-Type-Options"), "nosniff");
    ck_assert_str_eq(
        reply_header(&reply, "Content-Security-Policy"), "default-src 'none'; sandbox; frame-ancestors 'none'");
    ck_assert_str_eq(reply_header(&reply, "Content-Disposition"), "inline");
    ck_assert_str_eq(reply_header(&reply, "Cross-Origin-Resource-Policy"), "same-origin");
    hands_end();
}
END_TEST

START_TEST(a_file_is_shown_only_while_it_waits_for_somebody)
{
    hands_start(12);
    log_in("facilitator");
    GError *error = NULL;
    bool moved = false;
    int64_t post = world_post(POST_HELD);
    g_autofree char *to = g_strdup_printf("/held/%" G_GINT64_FORMAT "/file", post), *page = NULL;
    ck_assert_int_eq(get(to, NULL), 200);
    g_autoptr(StoreTx) tx = store_begin(world->store, &error);
    ck_assert(post_move(world->store, post, POST_HELD, POST_WITHDRAWN, world->now, NULL, &moved, &error) && moved);
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    ck_assert_int_eq(get(to, &page), 404);
    hands_end();
}
END_TEST

/* Where the page of a cohort's runs is. Given. */
static char *run_at(const char *word)
{
    return g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/run%s", world->cohort->id, word);
}

static CohortState state_now(void)
{
    GError *error = NULL;
    g_autoptr(Cohort) cohort = cohort_get(world->store, world->cohort->id, &error);
    world_ok(error);
    return cohort->state;
}

START_TEST(a_cohort_is_launched_paused_and_resumed_after_a_trial)
{
    hands_start(12);
    log_in("coordinator");
    static const struct {
        const char *word;
        CohortState from, to;
    } cases[] = { { "/pause", COHORT_RUNNING, COHORT_PAUSED }, { "/resume", COHORT_PAUSED, COHORT_RUNNING } };
    g_autofree char *at = run_at(""), *page = NULL;
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *to = run_at(cases[i].word);
        ck_assert_int_eq(post_from(at, to, "go=preview", &page), 200);
        page_says(page, "nothing is changed yet");
        ck_assert_int_eq(state_now(), cases[i].from);
        g_autofree char *ticket = ticket_of(page), *send = g_strdup_printf("go=send&days=&ticket=%s", ticket);
        ck_assert_int_eq(post_from(at, to, send, &page), 303);
        ck_assert_int_eq(state_now(), cases[i].to);
        ck_assert_int_eq(post_from(at, to, send, &page), 303);
        ck_assert_int_eq(state_now(), cases[i].to);
    }
    hands_end();
}
END_TEST

START_TEST(a_ticket_for_one_change_does_not_serve_for_another)
{
    hands_start(12);
    log_in("coordinator");
    g_autofree char *at = run_at(""), *pause = run_at("/pause"), *shut = run_at("/close"), *page = NULL;
    post_from(at, pause, "go=preview", &page);
    g_autofree char *ticket = ticket_of(page), *send = g_strdup_printf("go=send&days=&ticket=%s", ticket);
    ck_assert_int_eq(post_from(at, shut, send, &page), 200);
    ck_assert_int_eq(state_now(), COHORT_RUNNING);
    hands_end();
}
END_TEST

START_TEST(a_checklist_that_fails_offers_no_button)
{
    hands_start(12);
    log_in("coordinator");
    g_autofree char *at = run_at(""), *shut = run_at("/close"), *page = NULL;
    ck_assert_int_eq(post_from(at, shut, "go=preview", &page), 200);
    page_says(page, "wait for an answer");
    page_says(page, "cannot be done before");
    ck_assert_ptr_null(strstr(page, "Close it for good"));
    hands_end();
}
END_TEST

START_TEST(a_shift_tells_what_moves_and_what_was_typed_wrong)
{
    hands_start(12);
    log_in("coordinator");
    g_autofree char *at = run_at(""), *shift = run_at("/shift"), *page = NULL;
    ck_assert_int_eq(post_from(at, shift, "days=two&go=preview", &page), 422);
    page_says(page, "by how many course days");
    ck_assert_int_eq(post_from(at, shift, "days=2&go=preview", &page), 200);
    page_says(page, "instead of");
    page_says(page, "Shift it");
    hands_end();
}
END_TEST

static void keep_page(const char *dir, const char *name, const char *page)
{
    g_autofree char *path = g_strdup_printf("%s/%s.html", dir, name);
    g_autoptr(GString) local = g_string_new(page);
    g_string_replace(local, "\"/static/", "\"static/", 0);
    ck_assert(g_file_set_contents(path, local->str, -1, NULL));
    g_print("%s %zu bytes\n", name, strlen(page));
}

/* With WEB_OUT=DIR: the pages as files beside their style, to be looked at; what has fields is a preview. */
START_TEST(pages_can_be_looked_at)
{
    const char *dir = g_getenv("WEB_OUT");
    if (!dir)
        return;
    hands_start(28);
    g_autofree char *base = g_strdup_printf("/cohort/%" G_GINT64_FORMAT, world->cohort->id);
    g_autofree char *question = g_strdup_printf("/question/%" G_GINT64_FORMAT, world_post(POST_QUESTION));
    g_autofree char *say = g_strconcat(base, "/say", NULL), *roster = g_strconcat(base, "/roster", NULL);
    g_autofree char *runs = run_at(""), *shift = run_at("/shift"), *shut = run_at("/close"), *thread = thread_of(3);
    g_autofree char *failed = thread_of(5);
    const struct {
        const char *role, *from, *to, *fields, *name;
    } shots[] = { { "coordinator", NULL, "/", NULL, "today" }, { NULL, NULL, "/held", NULL, "held" },
        { NULL, NULL, "/questions", NULL, "questions" }, { NULL, NULL, question, NULL, "question" },
        { NULL, question, question, "text=Offer another date, and say why.&go=preview", "question-preview" },
        { NULL, NULL, say, NULL, "say" }, { NULL, say, say, "to=all&text=Tomorrow at noon.&go=preview", "say-preview" },
        { NULL, NULL, roster, NULL, "roster" }, { NULL, NULL, thread, NULL, "thread" },
        { NULL, NULL, failed, NULL, "thread-failed" }, { NULL, NULL, runs, NULL, "run" },
        { NULL, runs, shift, "days=2&go=preview", "run-shift" }, { NULL, runs, shut, "go=preview", "run-close" },
        { NULL, NULL, "/cohorts", NULL, "cohorts" }, { NULL, NULL, base, NULL, "grid" },
        { NULL, NULL, "/password", NULL, "password" }, { "facilitator", NULL, "/", NULL, "today-facilitator" },
        { NULL, NULL, thread, NULL, "thread-facilitator" }, { "admin", NULL, "/", NULL, "today-admin" },
        { NULL, NULL, "/staff", NULL, "staff" }, { "evaluator", NULL, base, NULL, "grid-evaluator" },
        { "auditor", NULL, "/journal", NULL, "journal" } };
    for (gsize i = 0; i < G_N_ELEMENTS(shots); i++) {
        g_autofree char *page = NULL;
        if (shots[i].role)
            log_in(shots[i].role);
        if (shots[i].from)
            post_from(shots[i].from, shots[i].to, shots[i].fields, &page);
        else
            get(shots[i].to, &page);
        keep_page(dir, shots[i].name, page);
    }
    hands_end();
}
END_TEST

static void put_field(GByteArray *form, const char *name, const char *value)
{
    g_autofree char *part =
        g_strdup_printf("--xYz\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n", name, value);
    g_byte_array_append(form, (const guint8 *)part, (guint)strlen(part));
}

/* Says "Look at this." with a file (NULL: none chosen) to everyone; the status. */
static int say_with(const char *at, const char *go, const char *ticket, const char *sum, GBytes *file, char **page)
{
    static const char head[] = "--xYz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"C:\\a.png\"\r\n\r\n";
    g_autofree char *form_page = NULL;
    get("/password", &form_page);
    g_autofree char *token = token_of(form_page);
    GByteArray *form = g_byte_array_new();
    put_field(form, "token", token);
    put_field(form, "to", "all");
    put_field(form, "text", "Look at this.");
    put_field(form, "at", "");
    put_field(form, "go", go);
    put_field(form, "ticket", ticket);
    put_field(form, "file_sum", sum);
    if (file) {
        gsize size = 0;
        const guint8 *bytes = g_bytes_get_data(file, &size);
        g_byte_array_append(form, (const guint8 *)head, sizeof head - 1);
        g_byte_array_append(form, bytes, (guint)size);
        g_byte_array_append(form, (const guint8 *)"\r\n", 2);
    }
    g_byte_array_append(form, (const guint8 *)"--xYz--\r\n", 9);
    g_autoptr(GBytes) body = g_byte_array_free_to_bytes(form);
    g_auto(WebReply) reply = { 0 };
    browse_with("POST", at, &(Sent){ .form = body, .site = "same-origin", .origin = "null" }, &reply);
    g_free(*page);
    *page = reply_text(&reply);
    return reply.status;
}

static guint files_in_media(void)
{
    GDir *dir = g_dir_open(world->dir, 0, NULL);
    guint files = 0;
    for (const char *name; (name = g_dir_read_name(dir));)
        files += strlen(name) == 64;
    g_dir_close(dir);
    return files;
}

START_TEST(a_picture_goes_with_words_and_stays_nowhere_when_it_was_only_looked_at)
{
    hands_start(4);
    log_in("facilitator");
    GError *error = NULL;
    g_autofree char *png = NULL, *page = NULL;
    gsize size = 0;
    ck_assert(g_file_get_contents("courses/pmtct-retention/media/testing-low.png", &png, &size, &error));
    g_autoptr(GBytes) file = g_bytes_new(png, size);
    g_autofree char *at = g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/say", world->cohort->id);
    guint before = files_in_media();
    ck_assert_int_eq(say_with(at, "preview", "", "", file, &page), 200);
    page_says(page, "With it goes the file <b>a.png</b>");
    ck_assert_uint_eq(files_in_media(), before);
    const char *sum_at = strstr(page, "name=\"file_sum\" value=\"");
    g_autofree char *sum = g_strndup(sum_at + strlen("name=\"file_sum\" value=\""), 64), *ticket = ticket_of(page);
    /* without the file it is something else than was shown */
    ck_assert_int_eq(say_with(at, "send", ticket, "", NULL, &page), 200);
    page_says(page, "altered after it was shown");
    ck_assert_int_eq(changes_of(" say "), 0);
    ck_assert_int_eq(say_with(at, "preview", "", "", file, &page), 200);
    g_autofree char *again = ticket_of(page);
    ck_assert_int_eq(say_with(at, "send", again, sum, NULL, &page), 303);
    ck_assert_int_eq(changes_of(" say "), 1);
    page_says(world->changes->str, sum);
    ck_assert_uint_eq(files_in_media(), before + 1);
    hands_end();
}
END_TEST

START_TEST(what_is_no_picture_or_too_large_is_refused)
{
    hands_start(4);
    log_in("coordinator");
    g_autofree char *at = g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/say", world->cohort->id), *page = NULL;
    g_autofree char *run = g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/run/pause", world->cohort->id);
    g_autofree char *zeros = g_malloc0((5 << 20) + 1);
    g_autoptr(GBytes) script = g_bytes_new_static("<script>alert(1)</script>", 25);
    g_autoptr(GBytes) large = g_bytes_new(zeros, (5 << 20) + 1);
    ck_assert_int_eq(say_with(at, "preview", "", "", script, &page), 422);
    ck_assert_int_eq(say_with(at, "preview", "", "", large, &page), 422);
    page_says(page, "up to 5 MB");
    /* where no file has its place, no such form is read */
    ck_assert_int_eq(say_with(run, "preview", "", "", NULL, &page), 400);
    ck_assert_int_eq(changes_of(""), 0);
    hands_end();
}
END_TEST

UNIT_MAIN("web_hands", a_question_is_answered_as_it_was_shown_and_once,
    what_was_altered_after_its_preview_is_shown_again, the_next_page_says_once_what_a_change_did,
    words_are_said_to_a_cohort_a_room_or_a_learner_after_a_preview, words_for_later_are_listed_and_can_be_taken_back,
    nobody_speaks_to_a_room_or_learner_of_another_cohort, the_roster_finds_people_without_their_name_in_an_address,
    whoever_has_no_name_is_called_by_her_study_id, a_thread_holds_what_went_and_came_with_its_state_and_reason,
    a_number_is_shown_to_a_coordinator_who_asks_and_journalled, no_page_shows_a_learner_under_another_cohort,
    a_held_file_is_shown_as_what_it_is_and_as_nothing_else, a_file_is_shown_only_while_it_waits_for_somebody,
    a_cohort_is_launched_paused_and_resumed_after_a_trial, a_ticket_for_one_change_does_not_serve_for_another,
    a_checklist_that_fails_offers_no_button, a_shift_tells_what_moves_and_what_was_typed_wrong, pages_can_be_looked_at,
    a_picture_goes_with_words_and_stays_nowhere_when_it_was_only_looked_at, what_is_no_picture_or_too_large_is_refused)
