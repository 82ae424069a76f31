/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The life of a cohort: planned, launched, shifted, paused, closed. */
#include "admin_world.h"
#include "person.h"

static void make_planned(World *w, const char *start)
{
    g_autofree char *text = cohort_params(w, ",\"simulated\":true,\"country\":\"ZW\"");
    g_autoptr(cJSON) params = json_parse(text, strlen(text), NULL);
    cJSON_DeleteItemFromObject(params, "start");
    json_put(params, "start", start);
    g_autofree char *changed = json_text(params);
    g_autoptr(cJSON) made = change(w, "cohort.create", changed);
}

static const char *level_of(const cJSON *result, const char *check)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, json_at(result, "checks"))
    {
        if (g_str_equal(json_string(one, "check"), check))
            return json_string(one, "level");
    }
    return "absent";
}

static CohortState state_of(World *w)
{
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", NULL);
    return cohort->state;
}

START_TEST(nothing_of_a_course_is_planned_before_the_launch_and_all_of_it_by_the_launch)
{
    g_autoptr(World) w = world_new();
    make_planned(w, "2026-12-07");
    g_autoptr(cJSON) enrolled = change(w, "enrol", "{\"cohort\":\"c1\"," ROWS "}");
    ck_assert_ptr_nonnull(strstr(json_string(enrolled, "warnings.0"), "launch"));
    ck_assert_int_eq(owed(w), 0);
    int64_t before = entries(w);
    g_autoptr(cJSON) dry = change(w, "cohort.launch", "{\"cohort\":\"c1\",\"dry_run\":true}");
    ck_assert_int_eq(json_int(dry, "failed", -1), 0);
    ck_assert_int_eq(owed(w), 0);
    ck_assert_int_eq(entries(w), before);
    ck_assert_int_eq(state_of(w), COHORT_PLANNED);
    g_autoptr(cJSON) launched = change(w, "cohort.launch", "{\"cohort\":\"c1\"}");
    ck_assert_int_eq(json_int(launched, "begun", 0), 1);
    ck_assert_int_gt(owed(w), 0);
    ck_assert_int_eq(entries(w), before + 1);
    ck_assert_int_eq(state_of(w), COHORT_RUNNING);
    refused(w, "cohort.launch", "{\"cohort\":\"c1\"}", BARAZA_ERROR_STATE, "has been launched");
}
END_TEST

START_TEST(no_invitation_has_a_code_that_is_a_command_in_any_language)
{
    static const char *const words[] = { "STOP", "Stopp", "ARRET", "MENU", "pausa" };
    g_autoptr(World) w = world_new();
    make_cohort(w);
    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        g_autofree char *params = g_strdup_printf("{\"cohort\":\"c1\",\"code\":\"%s\"}", words[i]);
        refused(w, "cohort.invite", params, BARAZA_ERROR_INPUT, "a word that learners command with");
    }
    g_autoptr(cJSON) invited = change(w, "cohort.invite", "{\"cohort\":\"c1\",\"code\":\"HRE1\"}");
    ck_assert_str_eq(json_string(invited, "message"), "JOIN HRE1");
}
END_TEST

START_TEST(a_launch_without_learners_or_after_its_first_day_is_refused_with_every_reason)
{
    g_autoptr(World) w = world_new();
    make_planned(w, "2026-11-02");
    refused(w, "cohort.launch", "{\"cohort\":\"c1\"}", BARAZA_ERROR_STATE, "learners: nobody can be reached");
    refused(w, "cohort.launch", "{\"cohort\":\"c1\"}", BARAZA_ERROR_STATE, "first day: course day 1 was 2026-11-02");
    g_autoptr(cJSON) dry = change(w, "cohort.launch", "{\"cohort\":\"c1\",\"dry_run\":true}");
    ck_assert_int_eq(json_int(dry, "failed", 0), 2);
    ck_assert_str_eq(level_of(dry, "learners"), "fail");
    ck_assert_str_eq(level_of(dry, "facilitator"), "warn");
    ck_assert_int_eq(state_of(w), COHORT_PLANNED);
    refused(w, "cohort.pause", "{\"cohort\":\"c1\"}", BARAZA_ERROR_STATE, "not launched yet");
}
END_TEST

START_TEST(a_file_that_is_lost_stops_a_launch)
{
    g_autoptr(World) w = world_new();
    make_planned(w, "2026-12-07");
    g_autoptr(cJSON) enrolled = change(w, "enrol", "{\"cohort\":\"c1\"," ROWS "}");
    g_autofree char *sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, "media/song.ogg", -1);
    g_autofree char *path = g_build_filename(w->dir, sha256, NULL);
    g_unlink(path);
    refused(w, "cohort.launch", "{\"cohort\":\"c1\"}", BARAZA_ERROR_STATE, "media/song.ogg");
}
END_TEST

static int64_t due_of(World *w, const char *beat)
{
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", NULL);
    g_autoptr(GArray) people = enrolment_list(w->store, cohort->id, NULL);
    g_autoptr(GArray) rooms = room_list(w->store, cohort->id, NULL);
    g_autoptr(Due) own = schedule_find(w->store, g_array_index(people, int64_t, 0), 0, beat, NULL);
    g_autoptr(Due) room = own ? NULL : schedule_find(w->store, 0, g_array_index(rooms, int64_t, 0), beat, NULL);
    return own ? own->utc : room ? room->utc : 0;
}

START_TEST(before_its_first_day_a_cohort_moves_as_a_whole_and_back)
{
    g_autoptr(World) w = world_new();
    make_cohort(w);
    g_autoptr(cJSON) enrolled = change(w, "enrol", "{\"cohort\":\"c1\"," ROWS "}");
    g_autoptr(cJSON) dry = change(w, "cohort.shift", "{\"cohort\":\"c1\",\"days\":2,\"dry_run\":true}");
    const char *beat = json_string(dry, "moves.0.step");
    ck_assert_ptr_nonnull(beat);
    int64_t before = due_of(w, beat);
    g_autoptr(cJSON) later = change(w, "cohort.shift", "{\"cohort\":\"c1\",\"days\":2}");
    ck_assert_str_eq(json_string(later, "first_day"), "2026-12-09");
    ck_assert_int_eq(due_of(w, beat), before + 2 * DAY);
    g_autoptr(cJSON) back = change(w, "cohort.shift", "{\"cohort\":\"c1\",\"days\":-2}");
    ck_assert_str_eq(json_string(back, "first_day"), "2026-12-07");
    ck_assert_int_eq(due_of(w, beat), before);
    refused(w, "cohort.shift", "{\"cohort\":\"c1\",\"days\":0}", BARAZA_ERROR_INPUT, "not 0");
    refused(w, "cohort.shift", "{\"cohort\":\"c1\",\"days\":-60}", BARAZA_ERROR_STATE, "in the past");
}
END_TEST

START_TEST(a_cohort_is_not_closed_before_its_tests_and_the_next_has_its_rules)
{
    g_autoptr(World) w = world_new();
    make_cohort(w);
    refused(w, "cohort.close", "{\"cohort\":\"c1\"}", BARAZA_ERROR_STATE, "test closes on");
    g_autoptr(cJSON) next = change(w, "cohort.copy", "{\"cohort\":\"c1\",\"name\":\"c2\",\"start\":\"2027-02-01\"}");
    ck_assert_str_eq(json_string(next, "first_day"), "2027-02-01");
    g_autoptr(Cohort) copy = cohort_find(w->store, "c2", NULL);
    ck_assert(copy && copy->state == COHORT_PLANNED && copy->simulated);
    ck_assert_str_eq(copy->country, "ZW");
}
END_TEST

START_TEST(a_question_that_a_room_left_open_is_told_before_the_cohort_is_closed)
{
    g_autoptr(World) w = world_new();
    make_cohort(w);
    g_autoptr(cJSON) enrolled = change(w, "enrol", "{\"cohort\":\"c1\"," ROWS "}");
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", NULL);
    g_autoptr(GArray) people = enrolment_list(w->store, cohort->id, NULL);
    g_autoptr(Enrolment) e = enrolment_get(w->store, w->vault, g_array_index(people, int64_t, 0), NULL);
    Post post = { .room = e->room,
        .cohort = e->cohort,
        .enrolment = e->id,
        .text = (char *)"Does she still take it?",
        .length = 23,
        .state = POST_SHARED,
        .written = NOW,
        .shared = NOW };
    g_autoptr(StoreTx) tx = store_begin(w->store, NULL);
    ck_assert(post_add(w->store, &post, NULL) && store_commit(g_steal_pointer(&tx), NULL));
    g_autoptr(GError) error = NULL;
    g_autoptr(cJSON) params = json_put_bool(json_put(cJSON_CreateObject(), "cohort", "c1"), "dry_run", true);
    g_autoptr(cJSON) tried = admin_run(w->context, "S3", "cohort.close", params, NOW + 400 * DAY, &error);
    ck_assert_msg(tried, "%s", error ? error->message : "");
    ck_assert_str_eq(level_of(tried, "questions"), "warn");
}
END_TEST

START_TEST(rules_change_while_a_cohort_runs_and_the_next_one_has_them)
{
    g_autoptr(World) w = world_new();
    make_cohort(w);
    g_autoptr(cJSON) tried = change(w, "cohort.set", "{\"cohort\":\"c1\",\"cap\":3,\"dry_run\":true}");
    ck_assert_str_eq(json_string(tried, "changes.0.from"), "6");
    int64_t before = entries(w);
    g_autoptr(cJSON) set = change(w, "cohort.set",
        "{\"cohort\":\"c1\",\"cap\":3,\"digests\":\"18:30, 12:15,12:15\",\"quiet\":\"21:00-06:00\",\"highlights\":0}");
    ck_assert_str_eq(json_string(set, "rules.digests"), "12:15,18:30");
    ck_assert_int_eq(cJSON_GetArraySize(json_at(set, "changes")), 4);
    ck_assert_int_eq(entries(w), before + 1);
    g_autoptr(cJSON) again = change(w, "cohort.set", "{\"cohort\":\"c1\",\"cap\":3}");
    ck_assert_int_eq(cJSON_GetArraySize(json_at(again, "changes")), 0);
    ck_assert_int_eq(entries(w), before + 1);
    g_autoptr(cJSON) next = change(w, "cohort.copy", "{\"cohort\":\"c1\",\"name\":\"c2\",\"start\":\"2027-02-01\"}");
    g_autoptr(Cohort) copy = cohort_find(w->store, "c2", NULL);
    ck_assert(next && copy && copy->daily_cap == 3 && copy->highlights == 0 && copy->digests->len == 2);
    ck_assert_int_eq(g_array_index(copy->digests, int, 0), 12 * 60 + 15);
    refused(w, "cohort.set", "{\"cohort\":\"c1\",\"digests\":\"midday\"}", BARAZA_ERROR_INPUT, "must look like");
    refused(w, "cohort.set", "{\"cohort\":\"c1\",\"cap\":0}", BARAZA_ERROR_INPUT, "from 1 to 50");
}
END_TEST

START_TEST(two_records_in_two_cohorts_become_one_person_with_one_number)
{
    g_autoptr(World) w = world_new();
    make_cohort(w);
    g_autoptr(cJSON) one = change(w, "enrol", "{\"cohort\":\"c1\"," ROWS "}");
    g_autoptr(cJSON) next = change(w, "cohort.copy", "{\"cohort\":\"c1\",\"name\":\"c2\",\"start\":\"2027-02-01\"}");
    g_autoptr(cJSON) two = change(w, "enrol",
        "{\"cohort\":\"c2\",\"rows\":[{\"line\":2,\"phone\":\"+263772999999\",\"name\":\"Tendai "
        "M\",\"opt_in\":1795000000,"
        "\"opt_in_means\":\"form\"}]}");
    const char *keep = json_string(one, "rows.0.learner"), *other = json_string(two, "rows.0.learner");
    ck_assert(keep && other);
    g_autofree char *params = g_strdup_printf("{\"learner\":\"%s\",\"other\":\"%s\"}", keep, other);
    g_autofree char *back = g_strdup_printf("{\"learner\":\"%s\",\"other\":\"%s\"}", other, keep);
    g_autoptr(cJSON) merged = change(w, "learner.merge", params);
    ck_assert_str_eq(json_string(merged, "moved.0"), "c2");
    int64_t owner = -1, id = g_ascii_strtoll(keep + 1, NULL, 10);
    g_autoptr(GArray) all = enrolments_of(w->store, id, NULL);
    ck_assert_int_eq(all->len, 2);
    ck_assert(address_find(w->store, w->vault, "263772123456", NULL, &owner, NULL) && owner == id);
    ck_assert(address_find(w->store, w->vault, "263772999999", NULL, &owner, NULL) && owner == 0);
    refused(w, "learner.merge", params, BARAZA_ERROR_MISSING, "no learner");
    refused(w, "learner.merge", back, BARAZA_ERROR_MISSING, "no learner");
    int64_t broken = -1;
    ck_assert(outbox_check(w->store, &broken, NULL) && broken == 0);
}
END_TEST

START_TEST(a_plan_of_analysis_is_frozen_only_while_no_outcome_can_be_seen)
{
    g_autoptr(World) w = world_new();
    make_cohort(w);
    const char *text = "{\"text\":\"[study]\\nname = S\\ncohorts = c1\\n[outcomes]\\nprimary = gain\\n\"}";
    const char *other = "{\"text\":\"[study]\\nname = S\\ncohorts = c1\\n[outcomes]\\nprimary = objective:zz\\n\"}";
    refused(w, "study.freeze", other, BARAZA_ERROR_INPUT, "has no such thing");
    int64_t before = entries(w);
    g_autoptr(cJSON) frozen = change(w, "study.freeze", text);
    ck_assert_str_eq(json_string(frozen, "cohorts.0"), "c1");
    ck_assert_int_eq(entries(w), before + 1);
    g_autoptr(cJSON) early = change(w, "unblind", "{\"cohort\":\"c1\",\"reason\":\"a look\"}");
    refused(w, "study.freeze", text, BARAZA_ERROR_STATE, "opened early");
}
END_TEST

START_TEST(arms_are_drawn_once_by_a_secret_that_was_sealed_before)
{
    g_autoptr(World) w = world_new();
    make_planned(w, "2026-12-07");
    g_autoptr(cJSON) next = change(w, "cohort.copy", "{\"cohort\":\"c1\",\"name\":\"c2\",\"start\":\"2027-02-01\"}");
#define HASH "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    const char *seal = "{\"cohorts\":[\"c1\",\"c2\"],\"commitment\":\"" HASH "\"}";
    const char *draw = "{\"cohorts\":[\"c1\",\"c2\"],\"commitment\":\"" HASH "\",\"allocation_sha256\":\"" HASH "\"}";
    refused(w, "study.allocate", draw, BARAZA_ERROR_STATE, "no allocation was sealed");
    refused(w, "study.seal", "{\"cohorts\":[\"c1\"],\"commitment\":\"" HASH "\"}", BARAZA_ERROR_USAGE, "two cohorts");
    refused(
        w, "study.seal", "{\"cohorts\":[\"c1\",\"c2\"],\"commitment\":\"abc\"}", BARAZA_ERROR_INPUT, "64 hex digits");
    int64_t before = entries(w);
    g_autoptr(cJSON) sealed = change(w, "study.seal", seal);
    g_autoptr(cJSON) drawn = change(w, "study.allocate", draw);
    ck_assert_int_eq(entries(w), before + 4);
    g_autoptr(cJSON) again = change(w, "study.allocate", draw); /* its lists may have been lost */
    ck_assert(json_bool(again, "again", false) && !json_bool(drawn, "again", true));
    ck_assert_int_eq(entries(w), before + 4);
    refused(w, "study.allocate",
        "{\"cohorts\":[\"c1\",\"c2\"],\"commitment\":\"" HASH "\",\"allocation_sha256\":\"other\"}", BARAZA_ERROR_STATE,
        "drawing twice would be choosing");
    g_autoptr(cJSON) third = change(w, "cohort.copy", "{\"cohort\":\"c1\",\"name\":\"c3\",\"start\":\"2027-02-01\"}");
    refused(w, "study.allocate",
        "{\"cohorts\":[\"c3\",\"c2\"],\"commitment\":\"" HASH "\",\"allocation_sha256\":\"" HASH "\"}",
        BARAZA_ERROR_STATE, "sealed with this secret for c3");
    g_autoptr(cJSON) enrolled = change(w, "enrol", "{\"cohort\":\"c1\"," ROWS "}");
    refused(w, "study.seal", seal, BARAZA_ERROR_STATE, "has learners already");
}
END_TEST

UNIT_MAIN("admin_cohort", no_invitation_has_a_code_that_is_a_command_in_any_language,
    arms_are_drawn_once_by_a_secret_that_was_sealed_before,
    a_plan_of_analysis_is_frozen_only_while_no_outcome_can_be_seen,
    a_question_that_a_room_left_open_is_told_before_the_cohort_is_closed,
    rules_change_while_a_cohort_runs_and_the_next_one_has_them,
    two_records_in_two_cohorts_become_one_person_with_one_number,
    before_its_first_day_a_cohort_moves_as_a_whole_and_back,
    a_cohort_is_not_closed_before_its_tests_and_the_next_has_its_rules,
    nothing_of_a_course_is_planned_before_the_launch_and_all_of_it_by_the_launch,
    a_launch_without_learners_or_after_its_first_day_is_refused_with_every_reason, a_file_that_is_lost_stops_a_launch)
