/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A live meeting led from its page. */
#define WORLD_COURSE "tests/data/course-live/course.xml"
#define WORLD_DAY 2
#include "hands_world.h"
#include "live.h"

static int64_t room_id(void)
{
    GError *error = NULL;
    g_autoptr(GArray) rooms = room_list(world->store, world->cohort->id, &error);
    world_ok(error);
    return g_array_index(rooms, int64_t, 0);
}

/* What is due in the room happens; of a step that lasts only the beginning. */
static void play(void)
{
    GError *error = NULL;
    g_autoptr(StoreTx) tx = store_begin(world->store, &error);
    g_autoptr(GPtrArray) due = schedule_due(world->store, world->now, 1000, &error);
    for (guint i = 0; i < due->len; i++) {
        const Due *row = due->pdata[i];
        bool meeting = g_str_equal(row->beat, "m1l");
        ck_assert(row->enrolment || (schedule_open(world->store, row->id, world->now, &error) &&
                                        (meeting || schedule_finish(world->store, row->id, world->now, NAN, &error))));
    }
    world_extend(world);
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
}

static void close_meeting(bool took_place)
{
    GError *error = NULL;
    g_autoptr(StoreTx) tx = store_begin(world->store, &error);
    g_autoptr(Due) row = schedule_find(world->store, 0, room_id(), "m1l", &error);
    ck_assert(row &&
              (took_place ? schedule_finish(world->store, row->id, world->now, NAN, &error)
                          : schedule_skip(world->store, row->id, "Baraza was paused.", world->now, &error)) &&
              store_commit(g_steal_pointer(&tx), &error));
}

/* Day 3, the meeting has begun, its first cue is out. */
static void begin(void)
{
    GError *error = NULL;
    hands_start(4);
    g_autoptr(StoreTx) tx = store_begin(world->store, &error);
    for (int i = 0; i < world->n; i++)
        ck_assert(consent_add(world->store, world->learners[i], "course", true, "h", NULL, world->now, &error));
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    world->now = cohort_time(world->cohort, 3, 14 * 60);
    play();
    play();
    log_in("facilitator");
}

static char *path(const char *rest)
{
    return g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/live%s", world->cohort->id, rest);
}

/* Tries a move of the room and does it; gives the status of the last. */
static int move(const char *word, const char *fields, char **page)
{
    g_autofree char *from = path("");
    g_autofree char *to = g_strdup_printf("%s/%" G_GINT64_FORMAT "/%s", from, room_id(), word);
    g_autofree char *show = g_strconcat(fields, *fields ? "&" : "", "go=preview", NULL);
    int status = post_from(from, to, show, page);
    if (status != 200)
        return status;
    page_says(*page, "Tried: nothing is changed yet");
    g_autofree char *ticket = ticket_of(*page);
    g_autofree char *send = g_strdup_printf("%s%sgo=send&ticket=%s", fields, *fields ? "&" : "", ticket);
    return post_from(from, to, send, NULL);
}

/* The value that the first link of the sheet gives this name. Given. */
static char *offered(const char *name)
{
    g_autofree char *page = NULL, *at = path(""), *begins = g_strdup_printf("&amp;%s=", name);
    ck_assert_int_eq(get(at, &page), 200);
    const char *way = strstr(page, begins);
    ck_assert_msg(way, "nothing leads to %s: %s", begins, page);
    way += strlen(begins);
    return g_strndup(way, strcspn(way, "#"));
}

START_TEST(a_sheet_shows_what_is_next_and_who_is_silent)
{
    begin();
    g_autofree char *page = NULL, *at = path("");
    ck_assert_int_eq(get(at, &page), 200);
    page_says(page, "Minute 0 of 12, until 14:12");
    page_says(page, "Next: 14:03, in 3 min");
    page_says(page, "How many breaths a minute?");
    page_says(page, "For you: Let everybody say one thing first.");
    page_says(page, "Silent so far: 4");
    page_says(page, "not signed");
    /* renews itself, also where no script runs */
    page_says(page, "<noscript><meta http-equiv=\"refresh\" content=\"15\"></noscript>");
    page_says(page, "data-live");
    page_says(page, "id=\"move-next\""); /* live.js keeps the focus on what has an id */
    ck_assert_ptr_null(strstr(page, "<textarea"));
    hands_end();
}
END_TEST

/* The first learner says something in the room. */
static void talk(const char *text)
{
    GError *error = NULL;
    g_autoptr(Enrolment) e = enrolment_get(world->store, world->vault, world->learners[0], &error);
    g_autoptr(StoreTx) tx = store_begin(world->store, &error);
    Post post = { .cohort = world->cohort->id,
        .room = room_id(),
        .enrolment = e->id,
        .text = (char *)text,
        .length = 40,
        .state = POST_HELD,
        .keep = true,
        .written = world->now };
    ck_assert(post_add(world->store, &post, &error) && store_commit(g_steal_pointer(&tx), &error));
    g_autoptr(cJSON) params = json_put_int(cJSON_CreateObject(), "post", post.id);
    g_autoptr(cJSON) done = admin_run(world->run_data, "cli", "hold.release", params, world->now, &error);
    ck_assert_msg(done, "%s", error ? error->message : "");
}

START_TEST(a_sheet_counts_who_talks_and_asks_for_no_more_of_her)
{
    begin();
    g_autofree char *page = NULL, *at = path("");
    talk("Dry her first, and watch the chest.");
    world->now += MINUTE;
    ck_assert_int_eq(get(at, &page), 200);
    page_says(page, "Silent so far: 3");
    page_says(page, "<b>100 %</b>");
    page_says(page, "<small>1 post</small>");
    hands_end();
}
END_TEST

START_TEST(a_move_is_tried_then_made_and_only_for_what_was_seen)
{
    begin();
    g_autofree char *page = NULL, *at = path("");
    ck_assert_int_eq(move("hold", "cue=m1v&minutes=4", &page), 303);
    page_says(world->changes->str, "live.hold {");
    ck_assert_int_eq(get(at, &page), 200);
    page_says(page, "Next: 14:07, in 7 min");
    ck_assert_int_eq(move("next", "cue=m1v", &page), 303);
    page_says(page, "<p class=\"words\">How many breaths a minute?</p>"); /* what is to go out, in full */
    page_says(page, "aria-current=\"page\">Live<");
    play();
    play();
    ck_assert_int_eq(move("next", "cue=m1v", &page), 422); /* the second finger */
    page_says(page, "none of those to choose from");
    ck_assert_int_eq(move("skip", "cue=m1l.cue3", &page), 303);
    ck_assert_int_eq(move("end", "", &page), 303);
    close_meeting(true);
    ck_assert_int_eq(get(at, &page), 200);
    page_says(page, "Over. It began");
    page_says(page, " of 4 were here.");
    ck_assert_int_eq(move("start", "", &page), 409);
    page_says(page, "planned for today, or it has begun already");
    hands_end();
}
END_TEST

START_TEST(a_meeting_that_was_missed_is_not_said_to_have_begun)
{
    hands_start(4);
    log_in("facilitator");
    g_autofree char *page = NULL, *at = path("");
    world->now = cohort_time(world->cohort, 4, 8 * 60);
    close_meeting(false);
    ck_assert_int_eq(get(at, &page), 200);
    page_says(page, "It did not take place, and was given up 2026-12-10 08:00. </p>");
    hands_end();
}
END_TEST

START_TEST(an_answer_is_signed_by_who_is_logged_in_as_it_was_shown)
{
    begin();
    GError *error = NULL;
    g_autofree char *page = NULL, *at = path(""), *value = offered("cue");
    g_autofree char *still = g_strdup_printf("%s?room=%" G_GINT64_FORMAT "&cue=%s", at, room_id(), value);
    ck_assert_int_eq(get(still, &page), 200);
    page_says(page, "Dry the baby, then give 40 breaths a minute with a mask that fits.");
    page_says(page, " selected>Minute 6: Dry the baby");
    ck_assert_ptr_null(strstr(page, "http-equiv=\"refresh\"")); /* what is typed stays */
    ck_assert_ptr_null(strstr(page, "data-live"));
    ck_assert_int_eq(move("sign", "cue=0000000000000000.m1l.cue3", &page), 422); /* other words were shown */
    g_autofree char *sign = g_strconcat("cue=", value, NULL);
    ck_assert_int_eq(move("sign", sign, &page), 303);
    page_says(page, "Signed by facilitator, facilitator");
    g_autoptr(LiveCue) cue = live_cue_get(world->store, world->cohort->id, room_id(), "m1l.cue3", &error);
    world_ok(error);
    ck_assert_str_eq(cue->name, "facilitator");
    ck_assert_int_gt(cue->signed_at, 0);
    ck_assert_int_eq(get(at, &page), 200);
    page_says(page, "Signed by facilitator, facilitator.");
    ck_assert_int_eq(get(still, &page), 200); /* a sheet that was open on another phone */
    page_says(page, "This answer is signed or left out by now");
    ck_assert_ptr_null(strstr(page, "<textarea"));
    hands_end();
}
END_TEST

START_TEST(somebody_silent_is_asked_in_words_that_stand_in_no_address)
{
    begin();
    g_autofree char *page = NULL, *at = path(""), *who = offered("to");
    g_autofree char *still = g_strdup_printf("%s?room=%" G_GINT64_FORMAT "&to=%s", at, room_id(), who);
    ck_assert_int_eq(get(still, &page), 200);
    page_says(page, "Rudo Chikafu, ");
    page_says(page, "</textarea>");
    g_autofree char *ask = g_strdup_printf("to=%s&text=What+do+you+think%%3F", who);
    ck_assert_int_eq(move("nudge", ask, &page), 303);
    page_says(world->changes->str, "\"text\":\"What do you think?\"");
    ck_assert_int_eq(move("nudge", "to=L999999&text=You", &page), 422); /* not of this room */
    g_autofree char *nobody = path("?to=L999999");
    ck_assert_int_eq(get(nobody, &page), 200);
    page_says(page, "there is nobody to ask");
    ck_assert_ptr_null(strstr(page, "<textarea"));
    /* at night nobody is */
    world->now = cohort_time(world->cohort, 3, 21 * 60);
    ck_assert_int_eq(get(at, &page), 200);
    page_says(page, "nobody is asked before");
    ck_assert_ptr_null(strstr(page, "&amp;to=L"));
    hands_end();
}
END_TEST

START_TEST(only_who_looks_after_the_cohort_leads_its_meeting)
{
    begin();
    static const char *const others[] = { "admin", "evaluator", "auditor" };
    g_autofree char *page = NULL, *at = path("");
    g_autofree char *elsewhere = path("?room=999999");
    ck_assert_int_eq(get(elsewhere, &page), 404);
    for (gsize i = 0; i < G_N_ELEMENTS(others); i++) {
        log_in(others[i]);
        ck_assert_int_eq(get(at, &page), 403);
        ck_assert_int_eq(move("end", "", &page), 403);
    }
    ck_assert_int_eq(changes_of(" live."), 0);
    hands_end();
}
END_TEST

UNIT_MAIN("web_live", a_sheet_shows_what_is_next_and_who_is_silent,
    a_sheet_counts_who_talks_and_asks_for_no_more_of_her, a_move_is_tried_then_made_and_only_for_what_was_seen,
    a_meeting_that_was_missed_is_not_said_to_have_begun, an_answer_is_signed_by_who_is_logged_in_as_it_was_shown,
    somebody_silent_is_asked_in_words_that_stand_in_no_address, only_who_looks_after_the_cohort_leads_its_meeting)
