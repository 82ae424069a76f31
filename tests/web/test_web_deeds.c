/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes by pages that are made of deeds: each is tried, shown, and done once. */
#include "hands_world.h"
#include "person.h"
#include "retention.h"
#include "restore.h"
#include "room_rules.h"
#include "stock.h"
#include "upkeep.h"
#include "xapi.h"

/* "/cohort/7" and the rest. Given. */
static char *here(const char *rest)
{
    return g_strdup_printf("/cohort/%" G_GINT64_FORMAT "%s", world->cohort->id, rest);
}

/* Tries a deed of the page `from` and does it. Gives the status of the last; *page is what the trial showed, or why
 * not. */
static int deed(const char *from, const char *word, const char *fields, char **page)
{
    g_autofree char *to = g_strconcat(from, "/", word, NULL);
    g_autofree char *show = g_strconcat(fields, *fields ? "&" : "", "go=preview", NULL);
    int status = post_from(from, to, show, page);
    if (status != 200)
        return status;
    page_says(*page, "Tried: nothing is changed yet");
    g_autofree char *ticket = ticket_of(*page);
    g_autofree char *send = g_strdup_printf("%s%sgo=send&ticket=%s", fields, *fields ? "&" : "", ticket);
    status = post_from(from, to, send, NULL);
    ck_assert_int_eq(post_from(from, to, send, NULL), 303); /* an impatient finger */
    return status;
}

static void share_post_as(const char *text, bool anon, int64_t *id)
{
    GError *error = NULL;
    g_autoptr(StoreTx) tx = store_begin(world->store, &error);
    g_autoptr(Enrolment) e = enrolment_get(world->store, world->vault, world->learners[2], &error);
    Post post = { .cohort = world->cohort->id,
        .room = e->room,
        .enrolment = e->id,
        .prompt = (char *)"m1p1",
        .text = (char *)text,
        .length = 20,
        .state = POST_HELD,
        .keep = true,
        .anon = anon,
        .wamid = (char *)"wamid.in-charge",
        .written = world->now - 60 };
    ck_assert(post_add(world->store, &post, &error) && store_commit(g_steal_pointer(&tx), &error));
    g_autoptr(cJSON) params = json_put_int(cJSON_CreateObject(), "post", post.id);
    g_autoptr(cJSON) done = admin_run(world->run_data, "cli", "hold.release", params, world->now, &error);
    ck_assert_ptr_nonnull(done);
    *id = post.id;
}

static void share_post(const char *text, int64_t *id)
{
    share_post_as(text, false, id);
}

START_TEST(a_post_a_step_and_an_item_are_corrected_as_shown_and_once)
{
    hands_start(4);
    int64_t id = 0;
    share_post("Retest at 30 weeks", &id);
    g_autofree char *at = here("/correct"), *page = NULL;
    g_autofree char *post = g_strdup_printf("what=P%" G_GINT64_FORMAT "&text=At+36+weeks.", id);
    log_in("facilitator");
    ck_assert_int_eq(deed(at, "post", post, &page), 303);
    page_says(page, "Retest at 30 weeks");
    ck_assert_int_eq(deed(at, "step", "what=m1p1&text=Better+so.", &page), 303);
    page_says(page, "had got it, and get the correction");
    ck_assert_int_eq(deed(at, "item", "what=q01&text=No.&key=", &page), 403);
    log_in("coordinator");
    const Item *item = world->course->items->pdata[0];
    g_autofree char *retire = g_strdup_printf("what=%s&text=Both+are+right.&key=", item->id);
    ck_assert_int_eq(deed(at, "item", retire, &page), 303);
    ck_assert_int_eq(changes_of(" correct "), 3);
    page_says(world->changes->str, "\"retire\":true");
    get(at, &page);
    page_says(page, "Both are right.");
    hands_end();
}
END_TEST

/* A message to who wrote the post of share_post. */
static void owe_to_author(const char *key, const char *text)
{
    GError *error = NULL;
    int64_t id = 0;
    g_autoptr(Message) message = message_new(MESSAGE_TEXT, text);
    g_autoptr(Enrolment) e = enrolment_get(world->store, world->vault, world->learners[2], &error);
    g_autoptr(StoreTx) tx = store_begin(world->store, &error);
    OutboxAdd add = { .key = key,
        .cohort = world->cohort->id,
        .enrolment = e->id,
        .learner = e->learner,
        .lane = LANE_REPLY,
        .kind = OWED_NOTICE,
        .step = "m1p1",
        .message = message,
        .due = world->now };
    ck_assert(outbox_add(world->store, &add, world->now, &id, &error) && store_commit(g_steal_pointer(&tx), &error));
}

START_TEST(only_a_coordinator_learns_who_wrote_without_her_name)
{
    hands_start(4);
    int64_t id = 0;
    share_post_as("I was afraid of my in-charge?", true, &id);
    g_autofree char *released = g_strdup_printf("P%" G_GINT64_FORMAT "/released", id);
    owe_to_author(released, "Your case is with your group as #1.");
    owe_to_author("R/wamid.in-charge", "Shared with your group, without your name.");
    owe_to_author("R/wamid.tap", "The group will see your case as a colleague's, without your name.");
    owe_to_author("R/wamid.other", "What she may see.");
    GError *error = NULL;
    g_autofree char *author = g_strdup_printf("E%" G_GINT64_FORMAT, world->learners[2]);
    g_autoptr(StoreTx) tx = store_begin(world->store, &error);
    ck_assert(journal_add(world->store, world->now - 60, "L1", "case.brought", author, NULL, &error) &&
              journal_add(world->store, world->now, "L1", "learner.renamed", author, NULL, &error) &&
              store_commit(g_steal_pointer(&tx), &error));
    g_autofree char *at = here("/correct"), *grid = here(""), *page = NULL;
    g_autofree char *thread = g_strdup_printf(
        "/cohort/%" G_GINT64_FORMAT "/learner/%" G_GINT64_FORMAT, world->cohort->id, world->learners[2]);
    world->now += 2 * DAY; /* nobody has replied */
    const char *const pages[] = { at, "/questions" };
    for (gsize i = 0; i < G_N_ELEMENTS(pages); i++) {
        log_in("facilitator");
        ck_assert_int_eq(get(pages[i], &page), 200);
        page_says(page, "A colleague, without her name");
        ck_assert_ptr_null(strstr(page, "Chipo Banda"));
        log_in("coordinator");
        ck_assert_int_eq(get(pages[i], &page), 200);
        page_says(page, "Chipo Banda (without her name)");
    }
    log_in("facilitator");
    ck_assert_int_eq(get(thread, &page), 200);
    ck_assert_ptr_null(strstr(page, "in-charge"));
    page_says(page, "What she may see.");
    page_says(page, "learner.renamed");
    static const char *const never[] = { "as #1", "without your name", "case.brought" };
    g_autofree char *cell = g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "/m1p1", world->cohort->id,
                        world->learners[2]),
                    *reason = NULL;
    ck_assert_int_eq(get(cell, &reason), 200);
    page_says(reason, "What she may see.");
    for (gsize i = 0; i < G_N_ELEMENTS(never); i++)
        ck_assert_msg(!strstr(page, never[i]) && !strstr(reason, never[i]), "a page tells \"%s\"", never[i]);
    ck_assert_msg(!strstr(reason, "1 post"), "the reason behind the cell counts the post");
    ck_assert_int_eq(get(grid, &page), 200);
    ck_assert_msg(!strstr(page, "1 post"), "the grid counts the post");
    log_in("coordinator");
    ck_assert_int_eq(get(thread, &page), 200);
    page_says(page, "in-charge");
    page_says(page, "as #1");
    page_says(page, "case.brought");
    ck_assert_int_eq(get(grid, &page), 200);
    page_says(page, "1 post");
    hands_end();
}
END_TEST

START_TEST(what_was_not_offered_cannot_be_chosen)
{
    hands_start(3);
    log_in("coordinator");
    g_autofree char *correct = here("/correct"), *invite = here("/invite"), *page = NULL;
    ck_assert_int_eq(deed(correct, "post", "what=P999999&text=No.", &page), 422);
    page_says(page, "none of those to choose from");
    ck_assert_int_eq(deed(correct, "step", "what=&text=No.", &page), 422);
    page_says(page, "Fill in: Step");
    ck_assert_int_eq(deed(invite, "admit", "learner=L3", &page), 422);
    ck_assert_int_eq(deed(invite, "make", "limit=many", &page), 422);
    page_says(page, "“many” is no number; write digits alone.");
    ck_assert_int_eq(deed(invite, "nosuchdeed", "limit=2", &page), 404);
    g_autofree char *long_code = g_strnfill(501, 'X'), *code = g_strconcat("code=", long_code, NULL);
    ck_assert_int_eq(deed(invite, "make", code, &page), 422);
    page_says(page, "role=\"alert\">Code, such as HRE1: at most 500 characters, not 501.</p>"); /* not what was typed */
    ck_assert_int_eq(changes_of(""), 0);
    ck_assert_int_eq(deed(invite, "make", "code=AB", &page), 422);
    page_says(page, "role=\"alert\">A code has 3 to 16 letters and digits; choose one.</p>"); /* no option */
    hands_end();
}
END_TEST

START_TEST(an_invitation_is_made_shown_and_printed)
{
    hands_start(3);
    log_in("facilitator");
    g_autofree char *at = here("/invite"), *page = NULL;
    ck_assert_int_eq(deed(at, "make", "code=hre2&limit=30&until=2026-12-30", &page), 303);
    page_says(page, "Whoever writes JOIN HRE2 has a place");
    get(at, &page);
    page_says(page, "JOIN HRE2");
    page_says(page, "0 of 30 places taken");
    page_says(page, "https://wa.me/263719000000?text=JOIN%20HRE2");
    page_says(page, "<svg");
    g_autofree char *poster = g_strdup_printf("%s/%" G_GINT64_FORMAT "/poster", at, world->invitation);
    ck_assert_int_eq(get(poster, &page), 200);
    page_says(page, "JOIN HRE1");
    g_autofree char *none = g_strconcat(at, "/999999/poster", NULL);
    ck_assert_int_eq(get(none, NULL), 404);
    hands_end();
}
END_TEST

START_TEST(one_who_waits_is_given_a_place)
{
    hands_start(3);
    GError *error = NULL;
    int64_t learner = 0;
    g_autoptr(StoreTx) tx = store_begin(world->store, &error);
    ck_assert(guest_add(world->store, world->vault, "263771234999", NULL, "Ruth", "en", world->now, &learner, &error) &&
              guest_wait(world->store, learner, world->invitation, "wamid.x", world->now, &error) &&
              store_commit(g_steal_pointer(&tx), &error));
    log_in("coordinator");
    g_autofree char *at = here("/invite"), *page = NULL;
    get(at, &page);
    page_says(page, "1. Ruth, waits since");
    g_autofree char *fields = g_strdup_printf("learner=L%" G_GINT64_FORMAT, learner);
    ck_assert_int_eq(deed(at, "admit", fields, &page), 303);
    get(at, &page);
    ck_assert_ptr_null(strstr(page, "Ruth"));
    hands_end();
}
END_TEST

START_TEST(what_a_record_store_refuses_is_decided_by_an_administrator)
{
    hands_start(3);
    g_autoptr(GError) error = NULL;
    static const char lrs[] = "https://lrs.example.org";
    XapiWay way = { .failing = 1, .failures = 2, .next = 2, .waiting = 7, .fault = "it answers 503" };
    XapiTold told = { .id = "0632bafb-4ed9-432c-90c7-02010504f4e4", .refused = "400", .enrolment = 1, .at = 1 };
    g_autofree char *page = NULL, *fields = g_strdup_printf("cohort=%s", world->cohort->name);
    log_in("admin");
    get("/lrs", &page);
    page_says(page, "Nothing is refused");
    g_autoptr(StoreTx) tx = store_begin(world->store, &error);
    ck_assert(tx && xapi_tell(world->store, lrs, world->cohort->id, &told, &error) &&
              xapi_set_way(world->store, lrs, world->cohort->id, &way, &error) &&
              store_commit(g_steal_pointer(&tx), &error));
    get("/lrs", &page);
    page_says(page, "7 waiting, 1 refused for good; the store has taken nothing since");
    page_says(page, "it answers 503");
    ck_assert_int_eq(deed("/lrs", "leave", fields, &page), 303);
    page_says(page, "To stay untold for good: 1");
    XapiCounts n;
    ck_assert(xapi_count(world->store, lrs, world->cohort->id, &n, &error) && n.parked == 0 && n.left == 1);
    log_in("coordinator");
    ck_assert_int_eq(get("/lrs", NULL), 403);
    hands_end();
}
END_TEST

START_TEST(the_hours_of_who_answers_learners_are_set_and_said_where_they_hardly_meet)
{
    hands_start(3);
    GError *error = NULL;
    log_in("facilitator");
    log_in("evaluator");
    log_in("admin");
    g_autoptr(Staff) hers = staff_find(world->store, "facilitator", &error);
    g_autoptr(Staff) counts = staff_find(world->store, "evaluator", &error);
    g_autofree char *page = NULL, *to = g_strdup_printf("/staff/%" G_GINT64_FORMAT "/clock", hers->id);
    g_autofree char *none = g_strdup_printf("action=\"/staff/%" G_GINT64_FORMAT "/clock\"", counts->id);
    get("/staff", &page);
    page_says(page, to);
    ck_assert_msg(!strstr(page, none), "nobody asks an evaluator");
    ck_assert_int_eq(post_from("/staff", to, "zone=Mars%2FBase&hours=", &page), 422);
    page_says(page, "Mars/Base");
    ck_assert_int_eq(post_from("/staff", to, "zone=&hours=8-4", &page), 422);
    page_says(page, "must look like 08:00-16:00");
    ck_assert_int_eq(post_from("/staff", to, "zone=+Europe%2FLondon+&hours=09:00-17:00", &page), 303);
    get("/staff", &page);
    page_says(page, "works 09:00-17:00 Europe/London");
    ck_assert_ptr_null(strstr(page, "Done, but"));
    ck_assert_int_eq(post_from("/staff", to, "zone=America%2FLos_Angeles&hours=13:00-17:00", &page), 303);
    get("/staff", &page);
    page_says(page, "Done, but facilitator works 13:00-17:00 America/Los_Angeles, and shares only 0 minutes");
    ck_assert_int_eq(post_from("/staff", to, "zone=&hours=", &page), 303);
    get("/staff", &page);
    ck_assert_ptr_null(strstr(page, " works "));
    hands_end();
}
END_TEST

START_TEST(being_forgotten_takes_a_coordinator_and_an_administrator)
{
    hands_start(3);
    GError *error = NULL;
    g_autofree char *at = g_strdup_printf(
        "/cohort/%" G_GINT64_FORMAT "/learner/%" G_GINT64_FORMAT "/do", world->cohort->id, world->learners[1]);
    g_autofree char *page = NULL;
    log_in("facilitator");
    ck_assert_int_eq(deed(at, "forget", "", &page), 403);
    log_in("admin");
    get("/erasures", &page);
    page_says(page, "Nobody waits to be forgotten");
    log_in("coordinator");
    ck_assert_int_eq(deed(at, "forget", "", &page), 303);
    page_says(page, "would go, for good");
    ck_assert_int_eq(get("/erasures", NULL), 403);
    log_in("admin");
    get("/erasures", &page);
    ck_assert_ptr_null(strstr(page, "Tendai"));
    g_autoptr(Enrolment) e = enrolment_get(world->store, world->vault, world->learners[1], &error);
    page_says(page, e->study_id);
    g_autofree char *fields = g_strdup_printf("learner=L%" G_GINT64_FORMAT, e->learner);
    ck_assert_int_eq(deed("/erasures", "approve", fields, &page), 303);
    g_autoptr(Erasure) erasure = erasure_get(world->store, e->learner, &error);
    ck_assert_int_gt(erasure->approved, 0);
    hands_end();
}
END_TEST

START_TEST(the_next_cohort_is_looked_after_by_the_same_people)
{
    hands_start(3);
    GError *error = NULL;
    log_in("facilitator");
    log_in("coordinator");
    g_autofree char *at = here("/next"), *page = NULL;
    ck_assert_int_eq(deed(at, "copy", "name=harare-2&start=2027-02-01&zone=", &page), 303);
    page_says(page, "first course day is 2027-02-01");
    g_autoptr(Cohort) made = cohort_find(world->store, "harare-2", &error);
    ck_assert_ptr_nonnull(made);
    log_in("facilitator");
    get("/cohorts", &page);
    page_says(page, "harare-2");
    hands_end();
}
END_TEST

START_TEST(a_certificate_is_issued_reissued_and_revoked_by_a_coordinator)
{
    hands_start(3);
    log_in("coordinator");
    g_autofree char *list = here("/certificates"), *page = NULL;
    g_autofree char *at = g_strdup_printf(
        "/cohort/%" G_GINT64_FORMAT "/certificate/%" G_GINT64_FORMAT, world->cohort->id, world->learners[0]);
    ck_assert_int_eq(get(list, &page), 200);
    page_says(page, "0 valid");
    ck_assert_int_eq(deed(at, "issue", "reason=an+exception", &page), 303);
    page_says(page, "has not met the rule");
    get(list, &page);
    page_says(page, "1 valid");
    ck_assert_int_eq(deed(at, "reissue", "name=Rudo+C.+Chikafu&registration=", &page), 303);
    page_says(page, "Rudo C. Chikafu");
    ck_assert_int_eq(deed(at, "revoke", "reason=", &page), 422);
    ck_assert_int_eq(deed(at, "revoke", "reason=a+mistake", &page), 303);
    get(list, &page);
    page_says(page, "0 valid");
    page_says(page, "a mistake");
    g_autofree char *csv = g_strconcat(list, "/csv", NULL);
    ck_assert_int_eq(post_from(list, csv, "council=zw", &page), 409);
    page_says(page, "simulated");
    log_in("facilitator");
    ck_assert_int_eq(get(list, &page), 200);
    ck_assert_ptr_null(strstr(page, "/certificate/"));
    hands_end();
}
END_TEST

START_TEST(what_came_out_of_a_backup_sends_when_an_administrator_says_so)
{
    hands_start(3);
    GError *error = NULL;
    int64_t backup = 0;
    g_autofree char *page = NULL;
    log_in("admin");
    get("/restore", &page);
    page_says(page, "did not come out of a backup");
    ck_assert(restore_mark(world->store, world->now - 3600, world->now, &error));
    get("/", &page);
    page_says(page, "href=\"/restore\"");
    ck_assert_int_eq(deed("/restore", "confirm", "what_was_due=perhaps", &page), 422);
    ck_assert_int_eq(deed("/restore", "confirm", "what_was_due=skip", &page), 409);
    page_says(page, "has not run since");
    ck_assert(restore_ran(world->store, &error));
    ck_assert_int_eq(deed("/restore", "confirm", "what_was_due=skip", &page), 303);
    ck_assert(restore_pending(world->store, &backup, &error) && backup == 0);
    hands_end();
}
END_TEST

/* One has told that something is out. */
static void say_out(void)
{
    bool news = false;
    g_autoptr(GArray) people = enrolment_list(world->store, world->cohort->id, NULL);
    Stock s = { .cohort = world->cohort->id,
        .enrolment = g_array_index(people, int64_t, 0),
        .item = (char *)"rutf",
        .shown = (char *)"RUTF",
        .place = (char *)"mpilo",
        .facility = (char *)"Mpilo",
        .at = world->now,
        .until = world->now + DAY };
    g_autoptr(StoreTx) tx = store_begin(world->store, NULL);
    ck_assert(upkeep_set(world->store, world->cohort->id, "stock", "14", world->now, NULL) &&
              stock_put(world->store, &s, &news, NULL) && store_commit(g_steal_pointer(&tx), NULL));
}

START_TEST(rules_change_as_shown_and_the_page_says_how_they_stand)
{
    hands_start(3);
    log_in("facilitator");
    g_autofree char *at = here("/rules"), *page = NULL;
    ck_assert_int_eq(get(at, NULL), 403);
    log_in("coordinator");
    ck_assert_int_eq(
        deed(at, "set", "cap=7&digests=18%3A00%2C+12%3A30&quiet=21%3A00-06%3A00&highlights=0", &page), 303);
    page_says(page, "Digests of the rooms: 12:30,18:00 instead of ");
    ck_assert_int_eq(changes_of(" cohort.set "), 1);
    get(at, &page);
    page_says(page, "7 at most");
    page_says(page, "12:30, 18:00");
    page_says(page, "21:00 to 06:00");
    page_says(page, "all posts come");
    ck_assert_ptr_null(strstr(page, "Stock:"));
    say_out();
    get(at, &page);
    page_says(page, "1 out, 0 to give, each for 14 days after it was told");
    ck_assert_int_eq(deed(at, "set", "digests=noon", &page), 422);
    page_says(page, "must look like 13:00,18:30");
    ck_assert_int_eq(deed(at, "keep", "class=files&until=2027-06-30&reason=x", &page), 404);
    hands_end();
}
END_TEST

/* How a cohort is closed, or made alumni of, without going through its checklist. */
static void close_it(bool alumni)
{
    GError *error = NULL;
    g_autoptr(StoreTx) tx = store_begin(world->store, &error);
    ck_assert(cohort_close(world->store, world->cohort->id, world->now, &error) &&
              cohort_set_alumni(world->store, world->cohort->id, alumni ? world->now : 0, &error) &&
              retention_set(world->store, world->cohort->id, KEEP_FILES, world->now + 90 * DAY, &error) &&
              store_commit(g_steal_pointer(&tx), &error));
}

START_TEST(what_a_closed_cohort_left_is_kept_until_another_day_with_a_reason)
{
    hands_start(3);
    close_it(false);
    log_in("coordinator");
    g_autofree char *at = here("/rules"), *page = NULL;
    ck_assert_int_eq(deed(at, "keep", "class=files&until=2027-06-30&reason=", &page), 422);
    ck_assert_int_eq(deed(at, "keep", "class=words&until=2027-06-30&reason=coding", &page), 422);
    ck_assert_int_eq(deed(at, "keep", "class=files&until=2027-06-30&reason=coding", &page), 303);
    page_says(page, "until 2027-06-30 instead of ");
    get(at, &page);
    page_says(page, "kept until 2027-06-30");
    ck_assert_int_eq(deed(at, "end", "", &page), 404);
    hands_end();
}
END_TEST

START_TEST(what_stands_against_closing_with_alumni_is_shown_without_a_button)
{
    hands_start(3);
    log_in("coordinator");
    g_autofree char *at = here("/rules"), *to = here("/rules/alumni"), *page = NULL;
    GError *error = NULL;
    g_autoptr(Enrolment) e = enrolment_get(world->store, world->vault, world->learners[2], &error);
    g_autofree char *tried = g_strdup_printf("moderator=L%" G_GINT64_FORMAT "&go=preview", e->learner);
    ck_assert_int_eq(post_from(at, to, tried, &page), 422);
    page_says(page, "has not agreed to the course");
    g_autoptr(StoreTx) tx = store_begin(world->store, &error);
    ck_assert(consent_add(world->store, e->id, "course", true, "h", NULL, world->now, &error) &&
              store_commit(g_steal_pointer(&tx), &error));
    ck_assert_int_eq(post_from(at, to, tried, &page), 200);
    page_says(page, "ok · alumni: the rooms go on with 1 of the learners as moderators");
    page_says(page, "fail · ");
    page_says(page, "It cannot be done before what fails is put right.");
    ck_assert_ptr_null(strstr(page, "baraza ")); /* who reads this has no command line */
    ck_assert_ptr_null(strstr(page, "value=\"send\""));
    ck_assert_int_eq(post_from(at, to, "moderator=nobody&go=preview", &page), 422);
    close_it(true);
    get(at, &page);
    page_says(page, "the course has ended, the rooms go on");
    ck_assert_int_eq(deed(at, "end", "", &page), 303);
    get(at, &page);
    ck_assert_ptr_null(strstr(page, "the rooms go on"));
    hands_end();
}
END_TEST

static void invite_by(const char *code)
{
    GError *error = NULL;
    g_autoptr(cJSON) params = json_put(cJSON_CreateObject(), "cohort", world->cohort->name);
    g_autoptr(cJSON) made =
        admin_run(world->run_data, "cli", "cohort.invite", json_put(params, "code", code), world->now, &error);
    ck_assert_msg(made, "%s", error ? error->message : "");
}

/* It has gone to everybody on the list, and a message of it waits for the morning. */
static void advert_waits(const char *name)
{
    GError *error = NULL;
    int64_t msg = 0;
    AdvertSays says = { .learner = world->learners[0], .given = true, .means = ADVERT_BY_WORD, .at = world->now };
    g_autoptr(StoreTx) tx = store_begin(world->store, &error);
    g_autoptr(Advert) made = advert_find(world->store, name, &error);
    g_autoptr(Message) message = message_new(MESSAGE_TEXT, "x");
    OutboxAdd add = {
        .key = "AD", .learner = says.learner, .lane = LANE_REMINDER, .kind = OWED_ADVERT, .message = message
    };
    ck_assert(made && advert_says(world->store, world->vault, &says, NULL, &error) &&
              advert_begin(world->store, made->id, world->now, &error) && advert_fill(world->store, made->id, &error) &&
              outbox_add(world->store, &add, world->now, &msg, &error) &&
              advert_told(world->store, made->id, says.learner, msg, ADVERT_GETS, world->now, &error));
    g_autoptr(Advert) begun = advert_get(world->store, made->id, &error);
    ck_assert(advert_move(world->store, begun, ADVERT_GONE, 0, &error) && store_commit(g_steal_pointer(&tx), &error));
}

START_TEST(an_advert_is_made_sent_once_and_stopped)
{
    hands_start(3);
    log_in("coordinator");
    g_autofree char *at = here("/adverts"), *page = NULL;
    get(at, &page);
    page_says(page, "0 on the list of those who asked");
    page_says(page, "No advert for this cohort yet");
    ck_assert_ptr_null(strstr(page, "adverts/send")); /* there is none to choose */
    invite_by("HANDS7");
    ck_assert_int_eq(deed(at, "make", "advert=one&code=HANDS7", &page), 422);
    ck_assert_int_eq(deed(at, "make", "advert=one&code=NONE&en=Free.", &page), 422);
    ck_assert_int_eq(deed(at, "make", "advert=one&code=HANDS7&en=Two+weeks%2C+free.", &page), 303);
    page_says(page, "Two weeks, free.");
    page_says(page, "0 on the list; as things are 0 get it.");
    get(at, &page);
    page_says(page, "one · made, JOIN HANDS7");
    page_says(page, "Not sent yet.");
    ck_assert_ptr_null(strstr(page, "adverts/stop"));
    ck_assert_int_eq(deed(at, "send", "advert=one&at=tomorrow", &page), 422);
    ck_assert_int_eq(deed(at, "send", "advert=one", &page), 303);
    page_says(page, "It would go from ");
    ck_assert_int_eq(changes_of(" advert.send "), 1);
    ck_assert_int_eq(deed(at, "stop", "advert=one", &page), 303);
    get(at, &page);
    page_says(page, "one · stopped");
    ck_assert_ptr_null(strstr(page, "adverts/stop"));
    ck_assert_int_eq(deed(at, "make", "advert=two&code=HANDS7&en=Once+more.", &page), 303);
    advert_waits("two");
    get(at, &page);
    page_says(page, "two · gone");
    ck_assert_ptr_nonnull(strstr(page, "adverts/stop"));
    ck_assert_int_eq(deed(at, "stop", "advert=two", &page), 303);
    page_says(page, "1 that had not left would be taken back");
    hands_end();
}
END_TEST

START_TEST(ground_rules_are_put_to_the_vote_and_nobody_sees_who_said_what)
{
    hands_start(3);
    log_in("facilitator");
    g_autofree char *at = here("/ground"), *page = NULL;
    get(at, &page);
    page_says(page, "No rules of its own yet");
    ck_assert_int_eq(deed(at, "propose", "text=Be+kind.%0D%0ANo+names.&hours=0", &page), 422);
    ck_assert_int_eq(deed(at, "propose", "text=+%0D%0A+&hours=24", &page), 422);
    page_says(page, "Fill in: The rules.");
    GError *error = NULL;
    ck_assert_int_eq(deed(at, "propose", "text=Be+kind.&hours=24", &page), 409);
    page_says(page, "Nobody in ");
    g_autoptr(StoreTx) agree = store_begin(world->store, &error);
    for (int i = 0; i < world->n; i++)
        ck_assert(consent_add(world->store, world->learners[i], "course", true, "h", NULL, world->now, &error));
    ck_assert(store_commit(g_steal_pointer(&agree), &error));
    ck_assert_int_eq(deed(at, "propose", "text=Be+kind.%0D%0ANo+names.&hours=24", &page), 303);
    page_says(page, "asked; the vote ends ");
    ck_assert_int_eq(changes_of(" rules.propose "), 1);
    g_autoptr(Rules) voting = rules_of(world->store, world->cohort->id, RULES_VOTING, &error);
    ck_assert_ptr_nonnull(voting);
    ck_assert_str_eq(voting->text, "Be kind.\nNo names.");
    g_autoptr(StoreTx) tx = store_begin(world->store, &error);
    ck_assert(rules_answer(world->store, voting->id, world->learners[0], true, world->now, &error) &&
              rules_answer(world->store, voting->id, world->learners[1], false, world->now, &error) &&
              store_commit(g_steal_pointer(&tx), &error));
    get(at, &page);
    page_says(page, "Voted on until ");
    page_says(page, "1 yes, 1 no so far");
    g_autoptr(Enrolment) e = enrolment_get(world->store, world->vault, world->learners[0], &error);
    ck_assert_ptr_null(strstr(page, e->name));
    ck_assert_int_eq(deed(at, "propose", "text=Others", &page), 409);
    page_says(page, "one vote at a time");
    hands_end();
}
END_TEST

static int64_t draft_week(const char *text)
{
    GError *error = NULL;
    g_autoptr(StoreTx) tx = store_begin(world->store, &error);
    g_autoptr(Enrolment) e = enrolment_get(world->store, world->vault, world->learners[0], &error);
    Post draft = { .cohort = world->cohort->id,
        .room = e->room,
        .staff = 1,
        .text = (char *)text,
        .state = POST_DRAFT,
        .keep = true,
        .written = world->now };
    ck_assert(post_add(world->store, &draft, &error) && store_commit(g_steal_pointer(&tx), &error));
    return draft.id;
}

START_TEST(a_draft_about_the_week_is_edited_and_sent_or_dropped)
{
    hands_start(3);
    log_in("facilitator");
    g_autofree char *at = here("/weekly"), *page = NULL;
    get(at, &page);
    page_says(page, "switches them on: baraza upkeep set harare-1 weekly 1");
    ck_assert_ptr_null(strstr(page, "Send a draft"));
    GError *error = NULL;
    g_autoptr(StoreTx) tx = store_begin(world->store, &error);
    ck_assert(upkeep_set(world->store, world->cohort->id, "weekly", "1", world->now, &error) &&
              store_commit(g_steal_pointer(&tx), &error));
    get(at, &page);
    page_says(page, "One is made about each week");
    int64_t id = draft_week("Our week:\n3 posts"), other = draft_week("Another");
    get(at, &page);
    page_says(page, "Our week:\n3 posts</p>");
    ck_assert_ptr_null(strstr(page, "3 posts</textarea>"));
    g_autofree char *edit = g_strdup_printf("%s?draft=%" G_GINT64_FORMAT, at, id);
    get(edit, &page);
    page_says(page, "3 posts</textarea>");
    g_autofree char *own = g_strdup_printf("draft=%" G_GINT64_FORMAT "&text=A+good+week.%%0D%%0AThank+you.", id);
    ck_assert_int_eq(deed(at, "send", own, &page), 303);
    page_says(page, "Thank you.");
    ck_assert_int_eq(changes_of(" weekly.send "), 1);
    ck_assert_int_eq(deed(at, "send", own, &page), 422); /* it waits no longer */
    g_autofree char *drop = g_strdup_printf("draft=%" G_GINT64_FORMAT, other);
    ck_assert_int_eq(deed(at, "drop", drop, &page), 303);
    get(at, &page);
    page_says(page, "No draft waits");
    hands_end();
}
END_TEST

START_TEST(a_planned_group_of_patients_is_offered_what_it_can_use)
{
    hands_start(3);
    log_in("coordinator");
    g_autofree char *page = NULL, *of_learners = here("");
    get(of_learners, &page);
    page_says(page, "/adverts\">Adverts");
    page_says(page, "/live\">Live");
    GError *error = NULL;
    g_autoptr(Cohort) group = cohort_new("sugar");
    group->version = world->cohort->version;
    group->audience = AUDIENCE_PATIENTS;
    group->state = COHORT_PLANNED;
    group->start_day = world->now / DAY + 3;
    g_autoptr(StoreTx) tx = store_begin(world->store, &error);
    ck_assert(cohort_add(world->store, group, &error) && store_commit(g_steal_pointer(&tx), &error));
    g_autofree char *at = g_strdup_printf("/cohort/%" G_GINT64_FORMAT, group->id);
    get(at, &page);
    page_says(page, "/invite\">Invite");
    ck_assert_ptr_null(strstr(page, "Adverts"));
    ck_assert_ptr_null(strstr(page, ">Live<"));
    get("/cohorts", &page);
    page_says(page, "<dt>Begins</dt>");
    page_says(page, "<dt>Began</dt>");
    hands_end();
}
END_TEST

UNIT_MAIN("web_deeds", a_post_a_step_and_an_item_are_corrected_as_shown_and_once,
    only_a_coordinator_learns_who_wrote_without_her_name, what_was_not_offered_cannot_be_chosen,
    an_invitation_is_made_shown_and_printed, one_who_waits_is_given_a_place,
    what_a_record_store_refuses_is_decided_by_an_administrator,
    the_hours_of_who_answers_learners_are_set_and_said_where_they_hardly_meet,
    being_forgotten_takes_a_coordinator_and_an_administrator, the_next_cohort_is_looked_after_by_the_same_people,
    a_certificate_is_issued_reissued_and_revoked_by_a_coordinator,
    what_came_out_of_a_backup_sends_when_an_administrator_says_so,
    rules_change_as_shown_and_the_page_says_how_they_stand,
    what_a_closed_cohort_left_is_kept_until_another_day_with_a_reason,
    what_stands_against_closing_with_alumni_is_shown_without_a_button, an_advert_is_made_sent_once_and_stopped,
    ground_rules_are_put_to_the_vote_and_nobody_sees_who_said_what,
    a_draft_about_the_week_is_edited_and_sent_or_dropped, a_planned_group_of_patients_is_offered_what_it_can_use)
