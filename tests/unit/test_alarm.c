/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each rule at its edge, green and red; an alarm's times; what is read from the database. */
#include "unit.h"

#include "clock.h"
#include "context.h"
#include "desk.h"
#include "phrase.h"

#include <glib/gstdio.h>

#define NOW (20003 * (int64_t)DAY + 12 * HOUR) /* a Monday */

/* An engine with which all is well. */
static AlarmFacts well(void)
{
    return (AlarmFacts){ .now = NOW,
        .disk_free = 5000,
        .backup = NOW - DAY,
        .running_since = NOW - 20 * DAY,
        .oldest_due = NOW + HOUR,
        .heard = NOW - 10 * MINUTE,
        .recent = 200,
        .recent_delivered = 190,
        .before = 800,
        .before_delivered = 760 };
}

START_TEST(when_all_is_well_no_rule_holds)
{
    AlarmFacts f = well();
    for (int i = 0; i < ALARM_CAUSES; i++)
        ck_assert_msg(!alarm_rule((AlarmCause)i, &f, NULL), "%s", alarm_name((AlarmCause)i));
}
END_TEST

static void holds(AlarmCause cause, const AlarmFacts *f, bool on, int64_t n)
{
    int64_t figure = -1;
    bool is = alarm_rule(cause, f, &figure);
    ck_assert_msg(is == on, "%s: %d", alarm_name(cause), is);
    if (on)
        ck_assert_msg(figure == n, "%s: %" G_GINT64_FORMAT, alarm_name(cause), figure);
}

START_TEST(what_stops_sending_is_one_alarm_and_hides_what_follows_from_it)
{
    AlarmFacts f = well();
    f.oldest_due = NOW - HOUR;
    f.heard = NOW - 5 * HOUR;
    f.unheard = 9;
    holds(ALARM_LAG, &f, true, 60);
    holds(ALARM_WEBHOOKS, &f, true, 5);
    f.refused = true;
    holds(ALARM_NUMBER, &f, true, 0);
    holds(ALARM_LAG, &f, false, 0);
    holds(ALARM_WEBHOOKS, &f, false, 0);
    f.refused = false;
    f.clock_wrong = true;
    holds(ALARM_CLOCK, &f, true, 0);
    holds(ALARM_LAG, &f, false, 0);
    f.store_fault = true;
    holds(ALARM_STORE, &f, true, 0);
}
END_TEST

START_TEST(a_disk_is_told_of_while_there_is_still_room)
{
    AlarmFacts f = well();
    f.disk_free = ALARM_DISK_MB;
    holds(ALARM_DISK, &f, false, 0);
    f.disk_free = ALARM_DISK_MB - 1;
    holds(ALARM_DISK, &f, true, 499);
    f.disk_free = -1;
    holds(ALARM_DISK, &f, false, 0);
    f.disk_full = true;
    holds(ALARM_DISK, &f, true, 0);
}
END_TEST

START_TEST(lag_counts_from_a_quarter_of_an_hour)
{
    AlarmFacts f = well();
    f.oldest_due = NOW - ALARM_LAG_AFTER;
    holds(ALARM_LAG, &f, false, 0);
    f.oldest_due--;
    holds(ALARM_LAG, &f, true, 15);
    f.oldest_due = INT64_MAX;
    holds(ALARM_LAG, &f, false, 0);
}
END_TEST

START_TEST(silence_is_measured_by_what_was_sent_or_by_the_habit_of_the_hour)
{
    AlarmFacts f = well();
    f.heard = NOW - 2 * HOUR;
    f.unheard = ALARM_UNHEARD_LEAST - 1;
    holds(ALARM_WEBHOOKS, &f, false, 0);
    f.unheard++;
    holds(ALARM_WEBHOOKS, &f, true, 2);
    f.heard++;
    holds(ALARM_WEBHOOKS, &f, false, 0);
    f.unheard = 1;
    f.usual = ALARM_QUIET_LEAST;
    f.heard = NOW - 3 * HOUR;
    holds(ALARM_WEBHOOKS, &f, true, 3);
    f.usual--;
    holds(ALARM_WEBHOOKS, &f, false, 0);
    /* A course that is over: nobody was written to, so nothing could be told. */
    f.usual = 10 * ALARM_QUIET_LEAST;
    f.unheard = 0;
    f.heard = NOW - 30 * DAY;
    holds(ALARM_WEBHOOKS, &f, false, 0);
    /* A cohort that has just begun, or none: nothing was ever usual. */
    f.heard = 0;
    f.unheard = 5;
    f.running_since = NOW - HOUR;
    holds(ALARM_WEBHOOKS, &f, false, 0);
    f.running_since = 0;
    holds(ALARM_WEBHOOKS, &f, false, 0);
}
END_TEST

START_TEST(fewer_arrivals_are_measured_by_what_is_usual_here)
{
    AlarmFacts f = well();
    f.before_delivered = 400; /* half of them: phones are often off here */
    f.recent_delivered = 70;
    holds(ALARM_DELIVERY, &f, false, 0);
    f.recent_delivered = 69;
    holds(ALARM_DELIVERY, &f, true, 34);
    f.before = 49;
    holds(ALARM_DELIVERY, &f, true, 34);
    f.recent_delivered = 100;
    holds(ALARM_DELIVERY, &f, false, 0);
    f.recent = 19;
    f.recent_delivered = 0;
    holds(ALARM_DELIVERY, &f, false, 0);
}
END_TEST

START_TEST(templates_and_backups_are_looked_after)
{
    AlarmFacts f = well();
    f.templates = 1;
    holds(ALARM_TEMPLATE, &f, true, 1);
    f.backup = NOW - ALARM_BACKUP_AFTER;
    holds(ALARM_BACKUP, &f, false, 0);
    f.backup--;
    holds(ALARM_BACKUP, &f, true, 3);
    f.backup = 0; /* never; the cohort has run for 20 days */
    holds(ALARM_BACKUP, &f, true, 20);
    f.running_since = NOW - DAY;
    holds(ALARM_BACKUP, &f, false, 0);
    f.running_since = 0;
    holds(ALARM_BACKUP, &f, false, 0);
    f.backup = -1;
    f.running_since = 1;
    holds(ALARM_BACKUP, &f, false, 0);
}
END_TEST

START_TEST(an_alarm_is_said_once_then_ever_more_rarely_and_its_end_once)
{
    Alarm a = { .cause = ALARM_LAG };
    int64_t t = NOW;
    ck_assert_int_eq(alarm_step(&a, false, 0, t), ALARM_QUIET);
    ck_assert_int_eq(a.since, 0);
    int64_t said[8] = { 0 };
    int n = 0;
    for (; t <= NOW + 10 * DAY; t += 5 * MINUTE)
        if (alarm_step(&a, true, 20, t) != ALARM_QUIET)
            said[n++] = t - NOW;
    const int64_t due[] = { 0, 6 * HOUR, 6 * HOUR + DAY, 6 * HOUR + 4 * DAY, 6 * HOUR + 7 * DAY };
    ck_assert_int_eq(n, G_N_ELEMENTS(due));
    for (int i = 0; i < n; i++)
        ck_assert_int_eq(said[i], due[i]);
    t = a.seen;
    ck_assert_int_eq(alarm_step(&a, false, 0, t + 9 * MINUTE), ALARM_QUIET);
    ck_assert_int_eq(alarm_step(&a, false, 0, t + 10 * MINUTE), ALARM_CLEARED);
    ck_assert_int_eq(alarm_step(&a, false, 0, t + 15 * MINUTE), ALARM_QUIET);
}
END_TEST

START_TEST(a_record_store_that_is_away_alarms_after_six_hours_and_one_that_does_not_know_us_at_once)
{
    AlarmFacts f = well();
    f.lrs_failing = NOW - ALARM_LRS_AFTER;
    holds(ALARM_LRS, &f, false, 0);
    f.lrs_failing--;
    holds(ALARM_LRS, &f, true, 6);
    f.lrs_failing = NOW - MINUTE;
    f.lrs_refused = true;
    holds(ALARM_LRS, &f, true, 0);
    f.lrs_failing = 0;
    holds(ALARM_LRS, &f, false, 0);
    f.parked = 2;
    holds(ALARM_PARKED, &f, true, 2);
}
END_TEST

START_TEST(one_that_comes_back_within_the_hour_is_the_old_one)
{
    Alarm a = { .cause = ALARM_NUMBER };
    ck_assert_int_eq(alarm_step(&a, true, 0, NOW), ALARM_RAISED);
    ck_assert_int_eq(alarm_step(&a, false, 0, NOW + 10 * MINUTE), ALARM_CLEARED);
    ck_assert_int_eq(alarm_step(&a, true, 0, NOW + 20 * MINUTE), ALARM_QUIET);
    ck_assert(a.since == NOW && a.cleared == 0);
    ck_assert_int_eq(alarm_step(&a, false, 0, NOW + 30 * MINUTE), ALARM_CLEARED);
    ck_assert_int_eq(alarm_step(&a, true, 0, NOW + 91 * MINUTE), ALARM_RAISED);
    ck_assert_int_eq(a.since, NOW + 91 * MINUTE);
}
END_TEST

START_TEST(each_cause_has_its_words_and_they_fit_a_template)
{
    for (int i = 0; i < ALARM_CAUSES; i++) {
        Alarm a = { .cause = (AlarmCause)i,
            .since = NOW,
            .seen = NOW + 7 * HOUR,
            .n = 1000,
            .times = 2,
            .about = "baraza_step_ready_v1" };
        g_autofree char *what = desk_alarm_what("en", &a);
        ck_assert_msg(strlen(what) <= 200, "%s", what);
        g_autofree char *again = desk_alarm_text("en", &a, ALARM_AGAIN);
        ck_assert(g_str_has_prefix(again, what));
        ck_assert_ptr_nonnull(strstr(again, "(Said 2 times; it began 7 hours ago.)"));
        g_autofree char *over = desk_alarm_text("en", &a, ALARM_CLEARED);
        ck_assert(g_str_has_prefix(over, "All clear: "));
    }
}
END_TEST

START_TEST(a_store_that_refuses_us_at_once_is_not_said_to_have_been_away)
{
    Alarm a = { .cause = ALARM_LRS, .since = NOW, .seen = NOW, .about = "" };
    g_autofree char *refuses = desk_alarm_what("en", &a);
    ck_assert_msg(strstr(refuses, "refuses us") && !strstr(refuses, "hours"), "%s", refuses);
    a.n = ALARM_LRS_AFTER / HOUR;
    g_autofree char *away = desk_alarm_what("en", &a);
    ck_assert_msg(strstr(away, "for 6 hours") && !strstr(away, "refuses"), "%s", away);
}
END_TEST

typedef struct {
    char *dir;
    Store *store;
} World;

static World open_world(void)
{
    g_autoptr(GError) error = NULL;
    World w = { .dir = g_dir_make_tmp("baraza-alarm-XXXXXX", NULL) };
    g_autofree char *path = g_build_filename(w.dir, "test.db", NULL);
    g_autofree EmbeddedFile *schemas = context_schemas();
    w.store = store_open(path, NULL, &error);
    ck_assert_msg(w.store && store_create(w.store, schemas, &error), "%s", error ? error->message : "");
    return w;
}

static void close_world(World *w)
{
    store_free(w->store);
    GDir *dir = g_dir_open(w->dir, 0, NULL);
    for (const char *name; (name = g_dir_read_name(dir));) {
        g_autofree char *path = g_build_filename(w->dir, name, NULL);
        g_unlink(path);
    }
    g_dir_close(dir);
    g_rmdir(w->dir);
    g_free(w->dir);
}

#define DO(id, text)                                                                                                   \
    static const StoreQuery id = { .name = #id, .sql = text, .params = { "a", "b", NULL }, .n_params = 2 }
DO(add_hook, "INSERT INTO inbox_raw (id, received, body) VALUES (:a, :b, x'7b7d')");
DO(add_done, "INSERT INTO outbox_done (id, outcome, code, at, attempt) VALUES (:a, 0, 0, :b, 1)");
DO(add_msg, "INSERT INTO outbox_msg (id, ukey, cohort, enrolment, learner, lane, kind, post, created, expires, body) "
            "VALUES (:a, 'k' || :a, :b, 1, 1, 2, 2, 0, 0, 0, '')");
DO(add_status, "INSERT INTO outbox_status (id, status, delivered_at) VALUES (:a, 2, :b)");
DO(add_due,
    "INSERT INTO due (id, cohort, enrolment, room, beat, state, utc, local) VALUES (9, :a, 1, 0, 'x', 0, :b, '')");
DO(add_way, "INSERT INTO xapi_way (lrs, cohort, next, tried, done, failing, failures, status, waiting, fault) "
            "VALUES ('https://lrs', :a, 0, 0, 0, :b, 1, 401, 3, 'x')");
DO(add_refused, "INSERT INTO xapi_told (lrs, id, cohort, enrolment, at, words, refused, doubt, left_at) "
                "VALUES ('https://lrs', 'id' || :b, :a, 1, 1, 0, '400', 0, CASE WHEN :b = 2 THEN 5 END)");
DO(add_template, "INSERT INTO template (name, language, status, updated) VALUES ('baraza_x', 'en', 'PAUSED', :a + :b)");

static void put(World *w, const StoreQuery *query, int64_t a, int64_t b)
{
    g_autoptr(GError) error = NULL;
    bool ok = store_run(w->store, query, ARGS(ARG_INT("a", a), ARG_INT("b", b)), NULL, &error);
    ck_assert_msg(ok, "%s", error ? error->message : "");
}

static int64_t run_cohort(World *w, int64_t today)
{
    g_autoptr(Cohort) cohort = cohort_new("c1");
    g_free(cohort->zone);
    cohort->zone = g_strdup("UTC");
    cohort->start_day = today - 30;
    cohort->created = NOW - 30 * DAY;
    g_autoptr(GError) error = NULL;
    bool ok = cohort_add(w->store, cohort, &error) && cohort_launch(w->store, cohort->id, NOW - 30 * DAY, &error);
    ck_assert_msg(ok, "%s", error ? error->message : "");
    return cohort->id;
}

/* A message that WhatsApp took and told us of. */
static void heard_of(World *w, int64_t id, int64_t cohort, int64_t at)
{
    put(w, &add_msg, id, cohort);
    put(w, &add_done, id, at);
    put(w, &add_status, id, at + MINUTE);
}

START_TEST(the_habit_is_the_cohorts_own_in_the_quieter_of_the_last_two_weeks)
{
    World w = open_world();
    g_autoptr(GError) error = NULL;
    g_autoptr(StoreTx) tx = store_begin(w.store, &error);
    int64_t id = 100, cohort = run_cohort(&w, NOW / DAY);
    put(&w, &add_due, cohort, NOW + DAY);
    for (int i = 0; i < 12; i++) {
        heard_of(&w, id++, cohort, NOW - 7 * DAY - 2 * HOUR + i);
        heard_of(&w, id++, cohort, NOW - 14 * DAY - 3 * HOUR + i);
        heard_of(&w, id++, cohort + 1000, NOW - 7 * DAY - 3 * HOUR + i); /* another cohort's habit */
        if (i < 5)
            heard_of(&w, id++, cohort, NOW - 14 * DAY - 2 * HOUR + i);
    }
    put(&w, &add_hook, id++, NOW - 4 * HOUR - 5 * MINUTE);
    AlarmFacts f = { .now = NOW };
    ck_assert_msg(alarm_read(w.store, &f, true, &error), "%s", error ? error->message : "");
    ck_assert_int_eq(f.heard, NOW - 4 * HOUR - 5 * MINUTE);
    ck_assert_int_eq(f.usual, 0); /* nobody was written to since */
    ck_assert_str_eq(f.quiet_cohort, "");
    put(&w, &add_msg, id, cohort);
    put(&w, &add_done, id++, NOW - 3 * HOUR);
    ck_assert_msg(alarm_read(w.store, &f, true, &error), "%s", error ? error->message : "");
    ck_assert_int_eq(f.unheard, 1);
    ck_assert_int_eq(f.usual, 5); /* two hours ago: 12 and 5; three hours ago: 0 and 12 */
    ck_assert_str_eq(f.quiet_cohort, "c1");
    ck_assert_int_eq(f.oldest_due, NOW + DAY);
    ck_assert_int_eq(f.running_since, NOW - 30 * DAY);
    g_autoptr(Cohort) free_day = cohort_get(w.store, cohort, &error);
    int64_t today = NOW / DAY;
    g_array_append_val(free_day->holidays, today);
    ck_assert(cohort_set_calendar(w.store, free_day, &error) && alarm_read(w.store, &f, true, &error));
    ck_assert_int_eq(f.usual, 0);
    g_clear_pointer(&tx, store_tx_free);
    close_world(&w);
}
END_TEST

START_TEST(the_store_of_the_settings_is_watched_and_no_other)
{
    World w = open_world();
    g_autoptr(GError) error = NULL;
    g_autoptr(StoreTx) tx = store_begin(w.store, &error);
    int64_t cohort = run_cohort(&w, NOW / DAY);
    put(&w, &add_way, cohort, NOW - HOUR);
    put(&w, &add_refused, cohort, 1);
    put(&w, &add_refused, cohort, 2); /* left */
    AlarmFacts f = { .now = NOW, .lrs = "https://lrs" };
    ck_assert_msg(alarm_read(w.store, &f, false, &error), "%s", error ? error->message : "");
    ck_assert(f.lrs_failing == NOW - HOUR && f.lrs_refused && f.parked == 1);
    ck_assert_str_eq(f.parked_cohort, "c1");
    f.lrs = "https://other";
    ck_assert(alarm_read(w.store, &f, false, &error) && !f.lrs_failing && !f.lrs_refused && !f.parked);
    g_clear_pointer(&tx, store_tx_free);
    close_world(&w);
}
END_TEST

START_TEST(of_two_cohorts_the_one_whose_own_messages_do_not_arrive_is_named)
{
    World w = open_world();
    g_autoptr(GError) error = NULL;
    g_autoptr(StoreTx) tx = store_begin(w.store, &error);
    int64_t cohort = run_cohort(&w, NOW / DAY);
    put(&w, &add_hook, 1, NOW - MINUTE);
    for (int64_t id = 10; id < 130; id++) {
        int64_t at = id < 70 ? NOW - 3 * DAY : NOW - 3 * HOUR;
        bool large = id % 3; /* the other cohort, with which all is well */
        put(&w, &add_msg, id, large ? cohort + 1000 : cohort);
        put(&w, &add_done, id, at);
        if (large || id < 70)
            put(&w, &add_status, id, at + MINUTE);
    }
    AlarmFacts f = { .now = NOW };
    ck_assert_msg(alarm_read(w.store, &f, true, &error), "%s", error ? error->message : "");
    ck_assert_str_eq(f.delivery_cohort, "c1");
    ck_assert_int_eq(f.recent, 20);
    ck_assert_int_eq(f.recent_delivered, 0);
    holds(ALARM_DELIVERY, &f, true, 0);
    AlarmTurn turns[ALARM_CAUSES];
    bool changed = false;
    ck_assert(alarm_turn(w.store, &f, true, turns, &changed, &error));
    g_autofree char *what = desk_alarm_what("en", &turns[ALARM_DELIVERY].alarm);
    ck_assert_ptr_nonnull(strstr(what, "to the cohort c1 only 0 %"));
    g_clear_pointer(&tx, store_tx_free);
    close_world(&w);
}
END_TEST

START_TEST(arrivals_unheard_messages_and_templates_are_read)
{
    World w = open_world();
    g_autoptr(GError) error = NULL;
    g_autoptr(StoreTx) tx = store_begin(w.store, &error);
    run_cohort(&w, NOW / DAY);
    put(&w, &add_hook, 1, NOW - 6 * HOUR);
    put(&w, &add_template, 1, 1);
    for (int64_t id = 10; id < 40; id++) {
        int64_t at = id < 20 ? NOW - 3 * DAY : id < 36 ? NOW - 3 * HOUR : NOW - HOUR;
        put(&w, &add_msg, id, 0);
        put(&w, &add_done, id, at);
        if (id % 2)
            put(&w, &add_status, id, at + (id < 30 ? MINUTE : 3 * HOUR));
    }
    AlarmFacts f = { .now = NOW };
    ck_assert_msg(alarm_read(w.store, &f, true, &error), "%s", error ? error->message : "");
    ck_assert_int_eq(f.unheard, 16);
    ck_assert_int_eq(f.recent, 16);
    ck_assert_int_eq(f.recent_delivered, 5);
    ck_assert_int_eq(f.before, 10);
    ck_assert_int_eq(f.before_delivered, 5);
    ck_assert_int_eq(f.templates, 1);
    ck_assert_str_eq(f.template_name, "baraza_x");
    g_clear_pointer(&tx, store_tx_free);
    close_world(&w);
}
END_TEST

START_TEST(an_alarm_is_one_row_from_its_beginning_to_its_end)
{
    World w = open_world();
    g_autoptr(GError) error = NULL;
    AlarmTurn turns[ALARM_CAUSES];
    AlarmFacts f = well();
    bool changed = true;
    ck_assert(alarm_turn(w.store, &f, false, turns, &changed, &error) && !changed);
    f.templates = 2;
    g_strlcpy(f.template_name, "baraza_x", sizeof f.template_name);
    for (int i = 0; i < 3; i++, f.now += 5 * MINUTE) {
        g_autoptr(StoreTx) tx = store_begin(w.store, &error);
        ck_assert(alarm_turn(w.store, &f, true, turns, &changed, &error) && changed);
        ck_assert_int_eq(turns[ALARM_TEMPLATE].news, i ? ALARM_QUIET : ALARM_RAISED);
        ck_assert(store_commit(g_steal_pointer(&tx), &error));
    }
    g_autoptr(GArray) list = alarm_list(w.store, 0, &error);
    ck_assert_uint_eq(list->len, 1);
    ck_assert_str_eq(g_array_index(list, Alarm, 0).about, "baraza_x");
    f.templates = 0;
    f.now += HOUR;
    g_autoptr(StoreTx) tx = store_begin(w.store, &error);
    ck_assert(alarm_turn(w.store, &f, true, turns, &changed, &error) && changed);
    ck_assert_int_eq(turns[ALARM_TEMPLATE].news, ALARM_CLEARED);
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    g_autoptr(GArray) none = alarm_list(w.store, 0, &error), was = alarm_list(w.store, NOW, &error);
    ck_assert(none->len == 0 && was->len == 1);
    close_world(&w);
}
END_TEST

UNIT_MAIN("alarm", when_all_is_well_no_rule_holds, what_stops_sending_is_one_alarm_and_hides_what_follows_from_it,
    a_disk_is_told_of_while_there_is_still_room, lag_counts_from_a_quarter_of_an_hour,
    silence_is_measured_by_what_was_sent_or_by_the_habit_of_the_hour, fewer_arrivals_are_measured_by_what_is_usual_here,
    templates_and_backups_are_looked_after, an_alarm_is_said_once_then_ever_more_rarely_and_its_end_once,
    a_record_store_that_is_away_alarms_after_six_hours_and_one_that_does_not_know_us_at_once,
    the_store_of_the_settings_is_watched_and_no_other, one_that_comes_back_within_the_hour_is_the_old_one,
    each_cause_has_its_words_and_they_fit_a_template, a_store_that_refuses_us_at_once_is_not_said_to_have_been_away,
    the_habit_is_the_cohorts_own_in_the_quieter_of_the_last_two_weeks,
    of_two_cohorts_the_one_whose_own_messages_do_not_arrive_is_named, arrivals_unheard_messages_and_templates_are_read,
    an_alarm_is_one_row_from_its_beginning_to_its_end)
