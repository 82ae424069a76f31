/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes: what each verb does, that it is journalled once, and that a refused one leaves nothing behind. */
#include "admin_socket.h"
#include "admin_world.h"
#include "discussion.h"
#include "staff.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

START_TEST(a_course_is_added_once_and_journalled_once)
{
    g_autoptr(World) w = world_new();
    g_autoptr(cJSON) first = add_course(w);
    g_autoptr(cJSON) second = add_course(w);
    ck_assert(json_bool(first, "fresh", false));
    ck_assert(!json_bool(second, "fresh", true));
    ck_assert_int_eq(json_int(first, "version", 0), json_int(second, "version", 1));
    ck_assert_int_eq(entries(w), 1);
}
END_TEST

START_TEST(a_course_with_a_fault_or_a_lost_file_is_refused)
{
    g_autoptr(World) w = world_new();
    refused(w, "course.add", "{\"xml\":\"<course/>\",\"files\":[]}", BARAZA_ERROR_INPUT, "course.xml:1");
    refused(w, "course.add", "{\"files\":[]}", BARAZA_ERROR_INPUT, "xml");
    ck_assert_int_eq(entries(w), 0);
}
END_TEST

START_TEST(unsigned_texts_are_not_for_nurses)
{
    g_autoptr(World) w = world_new();
    g_autofree char *params = cohort_params(w, "");
    refused(w, "cohort.create", params, BARAZA_ERROR_STATE, "may not go to nurses");
    g_autoptr(GArray) none = cohort_list(w->store, NULL);
    ck_assert_uint_eq(none->len, 0);
    make_cohort(w);
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", NULL);
    ck_assert(cohort && cohort->simulated);
}
END_TEST

START_TEST(a_wrong_rule_of_a_cohort_is_refused_by_name)
{
    static const struct {
        const char *more, *says;
    } cases[] = {
        { ",\"zone\":\"Africa/Atlantis\"", "Atlantis" },
        { ",\"start\":\"7.12.2026\"", "is no date" },
        { ",\"name\":\"C 1\"", "no name for a cohort" },
        { ",\"rest\":\"1234567\"", "one day at least" },
        { ",\"country\":\"zw\"", "two capital letters" },
        { ",\"quiet\":\"8pm\"", "quiet hours" },
        { ",\"time\":\"25:00\"", "12:30" },
        { ",\"cap\":0", "cap must be" },
        { ",\"room_size\":1", "room_size must be" },
        { ",\"holidays\":[\"Christmas\"]", "the holiday \"Christmas\"" },
        { ",\"seed\":\"x\"", "whole number" },
        { ",\"course\":\"none\"", "none" },
    };
    g_autoptr(World) w = world_new();
    g_autofree char *good = cohort_params(w, ",\"simulated\":true");
    int64_t before = entries(w);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *with = g_strdup_printf("{%s}", cases[i].more + 1);
        g_autoptr(cJSON) params = json_parse(good, strlen(good), NULL);
        g_autoptr(cJSON) more = json_parse(with, strlen(with), NULL);
        cJSON *member = cJSON_DetachItemFromArray(more, 0);
        cJSON_DeleteItemFromObject(params, member->string);
        json_put_item(params, g_intern_string(member->string), member);
        g_autofree char *text = json_text(params);
        g_autoptr(GError) error = NULL;
        g_autoptr(cJSON) result = try_change(w, "cohort.create", text, &error);
        ck_assert_msg(result == NULL, "%s was taken", cases[i].more);
        unit_assert_error(error, cases[i].says);
    }
    ck_assert_int_eq(entries(w), before);
}
END_TEST

static Enrolment *tendai(World *w)
{
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", NULL);
    g_autoptr(GArray) people = enrolment_list(w->store, cohort->id, NULL);
    return enrolment_get(w->store, w->vault, g_array_index(people, int64_t, 0), NULL);
}

START_TEST(the_roster_by_which_she_came_is_kept_until_another_file_names_one)
{
    static const char *const steps[][3] = { { "", "new", NULL }, { ",\"source\":\"council\"", "changed", "council" },
        { "", "same", "council" }, { ",\"source\":\"council\"", "same", "council" },
        { ",\"source\":\"alumni-2019\"", "changed", "alumni-2019" } };
    g_autoptr(World) w = world_new();
    make_cohort(w);
    for (gsize i = 0; i < G_N_ELEMENTS(steps); i++) {
        g_autofree char *params = g_strdup_printf(
            "{\"cohort\":\"c1\",\"rows\":[{\"line\":2,\"phone\":\"+263772123456\",\"name\":\"Tendai\"%s}]}",
            steps[i][0]);
        g_autoptr(cJSON) done = change(w, "enrol", params);
        ck_assert_str_eq(json_string(done, "rows.0.result"), steps[i][1]);
        g_autoptr(Enrolment) e = tendai(w);
        ck_assert_msg(g_strcmp0(e->source, steps[i][2]) == 0, "%zu: %s", i, e->source ? e->source : "-");
    }
}
END_TEST

START_TEST(enrolling_twice_is_enrolling_once_and_a_dry_run_nothing)
{
    g_autoptr(World) w = world_new();
    make_cohort(w);
    int64_t before = entries(w);
    g_autoptr(cJSON) dry = change(w, "enrol", "{\"cohort\":\"c1\",\"dry_run\":true," ROWS "}");
    ck_assert_int_eq(json_int(dry, "new", 0), 2);
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", NULL);
    g_autoptr(GArray) none = enrolment_list(w->store, cohort->id, NULL);
    ck_assert_uint_eq(none->len, 0);
    ck_assert_int_eq(entries(w), before);
    g_autoptr(cJSON) first = change(w, "enrol", "{\"cohort\":\"c1\"," ROWS "}");
    ck_assert_int_eq(json_int(first, "new", 0), 2);
    ck_assert_int_eq(json_int(first, "refused", 0), 1);
    ck_assert(json_bool(first, "rows.0.messaged", false));
    ck_assert(!json_bool(first, "rows.1.messaged", true));
    ck_assert_str_eq(json_string(first, "rows.2.result"), "refused");
    ck_assert_int_eq(entries(w), before + 1);
    int64_t planned = owed(w);
    ck_assert_int_gt(planned, 0);
    g_autoptr(cJSON) second = change(w, "enrol", "{\"cohort\":\"c1\"," ROWS "}");
    ck_assert_int_eq(json_int(second, "same", 0), 2);
    ck_assert_int_eq(owed(w), planned);
    ck_assert_int_eq(entries(w), before + 1);
}
END_TEST

START_TEST(a_stopped_learner_is_owed_nothing)
{
    g_autoptr(World) w = world_new();
    make_cohort(w);
    g_autoptr(cJSON) enrolled = change(w, "enrol", "{\"cohort\":\"c1\"," ROWS "}");
    g_autofree char *params = g_strdup_printf("{\"learner\":\"%s\"}", json_string(enrolled, "rows.0.learner"));
    g_autoptr(cJSON) stopped = change(w, "learner.stop", params);
    OutboxCounts counts;
    ck_assert(outbox_counts(w->store, 0, &counts, NULL));
    ck_assert_int_eq(counts.queued + counts.held, 0);
    refused(w, "learner.stop", "{\"learner\":\"L9999\"}", BARAZA_ERROR_MISSING, "L9999");
    refused(w, "learner.stop", "{\"learner\":\"Tendai\"}", BARAZA_ERROR_INPUT, "L42");
}
END_TEST

static int64_t hold_post(World *w)
{
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", NULL);
    g_autoptr(GArray) people = enrolment_list(w->store, cohort->id, NULL);
    g_autoptr(GArray) rooms = room_list(w->store, cohort->id, NULL);
    Post post = { .room = g_array_index(rooms, int64_t, 0),
        .cohort = cohort->id,
        .enrolment = g_array_index(people, int64_t, 0),
        .text = (char *)"call 0772",
        .length = 9,
        .state = POST_HELD,
        .why_held = (char *)"phone number",
        .written = NOW };
    g_autoptr(StoreTx) tx = store_begin(w->store, NULL);
    ck_assert(tx && post_add(w->store, &post, NULL) && store_commit(g_steal_pointer(&tx), NULL));
    return post.id;
}

START_TEST(a_held_post_is_decided_once_and_its_author_told)
{
    static const char *const verbs[] = { "hold.release", "hold.reject" };
    g_autoptr(World) w = world_new();
    make_cohort(w);
    g_autoptr(cJSON) enrolled = change(w, "enrol", "{\"cohort\":\"c1\"," ROWS "}");
    for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++) {
        g_autofree char *params = g_strdup_printf("{\"post\":%" G_GINT64_FORMAT "}", hold_post(w));
        int64_t before = owed(w);
        g_autoptr(cJSON) done = change(w, verbs[i], params);
        ck_assert_int_eq(owed(w), before + 1);
        refused(w, "hold.release", params, BARAZA_ERROR_STATE, "is not held");
        refused(w, "hold.reject", params, BARAZA_ERROR_STATE, "is not held");
    }
    refused(w, "hold.release", "{\"post\":424242}", BARAZA_ERROR_MISSING, "424242");
}
END_TEST

START_TEST(every_early_look_is_journalled)
{
    g_autoptr(World) w = world_new();
    make_cohort(w);
    int64_t before = entries(w);
    g_autoptr(cJSON) one = change(w, "unblind", "{\"cohort\":\"c1\",\"reason\":\"ethics board\"}");
    g_autoptr(cJSON) two = change(w, "unblind", "{\"cohort\":\"c1\"}");
    ck_assert_int_eq(entries(w), before + 2);
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", NULL);
    ck_assert_int_eq(cohort->unblinded, NOW);
}
END_TEST

START_TEST(an_account_needs_a_role_and_a_hashed_password)
{
    g_autoptr(World) w = world_new();
    refused(w, "staff.add", "{\"name\":\"A\",\"role\":\"king\",\"password\":\"$argon2id$x\"}", BARAZA_ERROR_INPUT,
        "is no role");
    refused(w, "staff.add", "{\"name\":\"A\",\"role\":\"admin\",\"password\":\"secret\"}", BARAZA_ERROR_INPUT,
        "never in clear");
    g_autoptr(cJSON) added = change(w, "staff.add", "{\"name\":\"A\",\"role\":\"admin\",\"password\":\"$argon2id$x\"}");
    g_autoptr(Staff) staff = staff_find(w->store, "A", NULL);
    ck_assert(staff != NULL);
}
END_TEST

START_TEST(an_unknown_change_names_the_nearest)
{
    g_autoptr(World) w = world_new();
    refused(w, "cohort.paus", "{}", BARAZA_ERROR_USAGE, "did you mean \"cohort.pause\"");
    g_autofree const char **verbs = admin_verbs();
    for (gsize i = 0; verbs[i]; i++)
        if (strcmp(verbs[i], "inbox.replay") != 0) {
            g_autoptr(GError) error = NULL;
            g_autoptr(cJSON) result = try_change(w, verbs[i], "{}", &error);
            ck_assert_msg(result == NULL && error, "%s without parameters was done", verbs[i]);
        }
    ck_assert_int_eq(entries(w), 0);
}
END_TEST

static cJSON *echo(const char *actor, const char *verb, const cJSON *params, gpointer data, GError **error)
{
    (*(int *)data)++;
    if (strcmp(verb, "fail") == 0) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "there is no %s", json_string(params, "what"));
        return NULL;
    }
    return json_put(json_put(cJSON_CreateObject(), "actor", actor), "what", json_string(params, "what"));
}

static void serve_until(AdminServer *server, int wanted, int *ran)
{
    int64_t until = clock_monotonic_ms() + 20000;
    while ((*ran < wanted || admin_server_busy(server)) && clock_monotonic_ms() < until) {
        admin_server_poll(server, echo, ran);
        g_usleep(1000);
    }
}

START_TEST(a_command_reaches_the_running_engine_and_gets_its_error_back)
{
    g_autoptr(GError) error = NULL;
    bool running = true;
    /* Deeper than an address of a socket can say. */
    g_autofree char *top = g_dir_make_tmp("baraza-sock-XXXXXX", NULL);
    g_autofree char *name = g_strnfill(100, 'd');
    g_autofree char *dir = g_build_filename(top, name, NULL);
    ck_assert_int_eq(g_mkdir(dir, 0700), 0);
    ck_assert(admin_call(dir, "cli", "x", NULL, &running, &error) == NULL && !running && !error);
    AdminServer *server = admin_server_new(dir, &error);
    unit_assert_ok(error);
    g_autofree char *path = g_build_filename(dir, "baraza.sock", NULL);
    struct stat facts;
    ck_assert(stat(path, &facts) == 0 && (facts.st_mode & 0777) == 0600);
    pid_t child = fork();
    if (child == 0) {
        g_autofree char *big = g_strnfill(3000000, 'x');
        g_autoptr(cJSON) params = json_put(cJSON_CreateObject(), "what", big);
        g_autoptr(cJSON) result = admin_call(dir, "cli", "say", params, &running, &error);
        bool good = result && running && strcmp(json_string(result, "what"), big) == 0 &&
                    strcmp(json_string(result, "actor"), "cli") == 0;
        g_autoptr(cJSON) what = json_put(cJSON_CreateObject(), "what", "cohort");
        g_autoptr(cJSON) none = admin_call(dir, "cli", "fail", what, &running, &error);
        good = good && !none && g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_MISSING) &&
               strcmp(error->message, "there is no cohort") == 0;
        _exit(good ? 0 : 1);
    }
    int ran = 0, status = -1;
    serve_until(server, 2, &ran);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_int_eq(status, 0);
    ck_assert_int_eq(ran, 2);
    admin_server_free(server);
    ck_assert(!g_file_test(path, G_FILE_TEST_EXISTS));
    g_rmdir(dir);
    g_rmdir(top);
}
END_TEST

UNIT_MAIN("admin", a_course_is_added_once_and_journalled_once, a_course_with_a_fault_or_a_lost_file_is_refused,
    unsigned_texts_are_not_for_nurses, a_wrong_rule_of_a_cohort_is_refused_by_name,
    the_roster_by_which_she_came_is_kept_until_another_file_names_one,
    enrolling_twice_is_enrolling_once_and_a_dry_run_nothing, a_stopped_learner_is_owed_nothing,
    a_held_post_is_decided_once_and_its_author_told, every_early_look_is_journalled,
    an_account_needs_a_role_and_a_hashed_password, an_unknown_change_names_the_nearest,
    a_command_reaches_the_running_engine_and_gets_its_error_back)
