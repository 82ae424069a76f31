/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A closed cohort: its data are not changed any more, and each class of them is erased when its time has come, which is
 * looked for in the bytes on disk. */
#include "retention.h"
#include "traces.h"

#define THEN (NOW + 400 * DAY) /* every test is over */
#define PHOTO "the bytes of a photo from the ward"

static cJSON *at(World *w, int64_t now, const char *verb, const char *params, GError **error)
{
    g_autoptr(cJSON) json = json_parse(params, strlen(params), NULL);
    ck_assert_msg(json != NULL, "%s", params);
    return admin_run(w->context, "S3", verb, json, now, error);
}

static void denied(World *w, const char *verb, const char *params, const char *says)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(cJSON) none = at(w, THEN + HOUR, verb, params, &error);
    ck_assert_msg(!none, "%s %s was done", verb, params);
    ck_assert_msg(g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_STATE), "%s: %s", verb, error->message);
    ck_assert_msg(strstr(error->message, says), "%s: %s", verb, error->message);
}

static void add_photo(World *w)
{
    g_autoptr(Enrolment) e = enrolment_get(w->store, w->vault, first_enrolment(w), NULL);
    g_autoptr(GBytes) bytes = g_bytes_new_static(PHOTO, strlen(PHOTO));
    g_autoptr(GError) error = NULL;
    g_autoptr(StoreTx) tx = store_begin(w->store, NULL);
    g_autofree char *sha256 = NULL;
    ck_assert(library_put(w->library, bytes, "image/jpeg", "photo.jpg", &sha256, &error));
    Post post = { .room = e->room,
        .cohort = e->cohort,
        .enrolment = e->id,
        .media = (char *)"M1",
        .mime = (char *)"image/jpeg",
        .state = POST_SHARED,
        .written = NOW };
    ck_assert(post_add(w->store, &post, &error) && post_set_asset(w->store, post.id, sha256, "image/jpeg", &error) &&
              store_commit(g_steal_pointer(&tx), &error));
}

static void close_cohort(World *w)
{
    make_cohort(w);
    g_autoptr(cJSON) enrolled = change(w, "enrol", "{\"cohort\":\"c1\"," ROWS "}");
    leave_traces(w);
    add_photo(w);
    g_autoptr(GError) error = NULL;
    g_autoptr(cJSON) closed = at(w, THEN, "cohort.close", "{\"cohort\":\"c1\"}", &error);
    ck_assert_msg(closed, "%s", error ? error->message : "");
    ck_assert_int_eq(cJSON_GetArraySize(json_at(closed, "kept")), KEEP_CLASSES);
}

static bool take_first(const Post *post, gpointer data)
{
    int64_t *id = data;
    *id = *id ? *id : post->id;
    return true;
}

static int64_t first_post(World *w)
{
    int64_t id = 0;
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", NULL);
    ck_assert(post_each(w->store, cohort->id, take_first, &id, NULL) && id > 0);
    return id;
}

START_TEST(the_data_of_a_closed_cohort_are_not_changed_any_more)
{
    g_autoptr(World) w = world_new();
    close_cohort(w);
    g_autoptr(Enrolment) e = enrolment_get(w->store, NULL, first_enrolment(w), NULL);
    g_autofree char *move = g_strdup_printf("{\"learner\":\"L%" G_GINT64_FORMAT "\",\"room\":\"2\"}", e->learner);
    denied(w, "enrol", "{\"cohort\":\"c1\"," ROWS "}", "baraza cohort copy");
    denied(w, "cohort.invite", "{\"cohort\":\"c1\"}", "data are frozen");
    denied(w, "cohort.peer", "{\"cohort\":\"c1\",\"learner\":\"L1\",\"from\":\"2028-01-01\",\"to\":\"2028-01-02\"}",
        "data are frozen");
    denied(w, "learner.move", move, "data are frozen");
    denied(w, "say", "{\"to\":\"c1\",\"text\":\"Hello all of you.\"}", "data are frozen");
    denied(w, "correct", "{\"what\":\"m1q1\",\"text\":\"It is b.\",\"cohort\":\"c1\"}", "data are frozen");
    denied(w, "room.import", "{\"cohort\":\"c1\",\"room\":\"1\",\"posts\":[]}", "data are frozen");
    denied(w, "cohort.shift", "{\"cohort\":\"c1\",\"days\":2}", "closed");
    denied(w, "cohort.resume", "{\"cohort\":\"c1\"}", "closed");
    g_autofree char *role = g_strdup_printf("{\"learner\":\"L%" G_GINT64_FORMAT "\",\"role\":\"senior\"}", e->learner);
    denied(w, "learner.role", role, "data are frozen");
    denied(w, "plan.make", "{\"cohort\":\"c1\"}", "data are frozen");
    denied(w, "plan.lead", "{\"cohort\":\"c1\",\"room\":\"1\",\"step\":\"d1\",\"learner\":\"L1\"}", "data are frozen");
    denied(w, "circles.form", "{\"cohort\":\"c1\"}", "data are frozen");
    g_autofree char *circle = g_strdup_printf("{\"learner\":\"L%" G_GINT64_FORMAT "\",\"circle\":1}", e->learner);
    denied(w, "circles.move", circle, "data are frozen");
    g_autofree char *post = g_strdup_printf("{\"post\":%" G_GINT64_FORMAT "}", first_post(w));
    denied(w, "post.aside", post, "data are frozen");
    denied(w, "post.withdraw", post, "data are frozen");
}
END_TEST

START_TEST(who_took_part_may_still_leave_and_be_forgotten)
{
    g_autoptr(World) w = world_new();
    close_cohort(w);
    g_autoptr(GError) error = NULL;
    g_autoptr(Enrolment) e = enrolment_get(w->store, NULL, first_enrolment(w), NULL);
    static const char *const verbs[] = { "learner.phone", "learner.withdraw" };
    static const char *const more[] = { "\"phone\":\"+263772000001\"", "\"reason\":\"she asked\"" };
    for (int i = 0; i < 2; i++) {
        g_autofree char *params = g_strdup_printf("{\"learner\":\"L%" G_GINT64_FORMAT "\",%s}", e->learner, more[i]);
        g_autoptr(cJSON) done = at(w, THEN + DAY, verbs[i], params, &error);
        ck_assert_msg(done, "%s: %s", verbs[i], error ? error->message : "");
    }
}
END_TEST

static int64_t erase(World *w, int64_t now)
{
    int64_t erased = -1;
    g_autoptr(GError) error = NULL;
    ck_assert_msg(admin_keep_due(w->context, now, &erased, &error), "%s", error ? error->message : "");
    return erased;
}

START_TEST(each_class_is_on_disk_until_its_time_and_in_no_byte_afterwards)
{
    g_autoptr(World) w = world_new();
    close_cohort(w);
    ck_assert_int_eq(erase(w, THEN + 90 * DAY - 1), 0);
    ck_assert(in_files(w, PHOTO) && in_files(w, WORDS));
    ck_assert_int_eq(erase(w, THEN + 90 * DAY), 1);
    ck_assert(!in_files(w, PHOTO) && in_files(w, WORDS));
    ck_assert_int_eq(erase(w, THEN + 365 * DAY - 1), 0);
    ck_assert_int_eq(erase(w, THEN + 365 * DAY), 1);
    g_autoptr(Enrolment) e = enrolment_get(w->store, w->vault, first_enrolment(w), NULL);
    ck_assert_str_eq(e->name, "Tendai");
    int64_t learner = 0;
    ck_assert(address_find(w->store, w->vault, NUMBER, NULL, &learner, NULL) && learner == e->learner);
    ck_assert_int_eq(erase(w, THEN + 1095 * DAY), 1);
    ck_assert(address_find(w->store, w->vault, NUMBER, NULL, &learner, NULL) && learner == 0);
    ck_assert(!in_files(w, WORDS) && !in_files(w, NUMBER) && !in_files(w, "Tendai"));
    g_autoptr(Enrolment) after = enrolment_get(w->store, w->vault, first_enrolment(w), NULL);
    ck_assert_str_eq(after->name, "");
    ck_assert_str_eq(after->study_id, e->study_id); /* who she was in the study stays */
    ck_assert_int_eq(erase(w, THEN + 2190 * DAY), 1);
    ck_assert_int_eq(erase(w, THEN + 4000 * DAY), 0);
    ck_assert_int_gt(entries(w), 0);
}
END_TEST

START_TEST(words_are_gone_with_their_time_though_nobody_is_forgotten)
{
    g_autoptr(World) w = world_new();
    close_cohort(w);
    ck_assert_int_eq(erase(w, THEN + 365 * DAY), 2);
    /* What came over the wire goes 30 days after it came, by the engine's own tidying. */
    g_autoptr(StoreTx) tx = store_begin(w->store, NULL);
    int64_t purged = 0;
    ck_assert(inbox_purge(w->store, THEN, &purged, NULL) && store_commit(g_steal_pointer(&tx), NULL));
    ck_assert(store_forget(w->store, NULL));
    g_autoptr(Enrolment) e = enrolment_get(w->store, NULL, first_enrolment(w), NULL);
    g_autofree char *subject = g_strdup_printf("L%" G_GINT64_FORMAT, e->learner);
    g_autoptr(StoreTx) more = store_begin(w->store, NULL);
    ck_assert(journal_erase(w->store, THEN, "engine", subject, NULL, NULL) &&
              store_commit(g_steal_pointer(&more), NULL) && store_forget(w->store, NULL));
    ck_assert(!in_files(w, WORDS));
}
END_TEST

START_TEST(another_date_needs_a_reason_and_stands_in_the_journal)
{
    g_autoptr(World) w = world_new();
    close_cohort(w);
    g_autoptr(GError) error = NULL;
    int64_t before = entries(w);
    g_autoptr(cJSON) none =
        at(w, THEN, "cohort.keep", "{\"cohort\":\"c1\",\"class\":\"words\",\"until\":\"2031-12-31\"}", &error);
    ck_assert(!none);
    g_clear_error(&error);
    g_autoptr(cJSON) kept = at(w, THEN, "cohort.keep",
        "{\"cohort\":\"c1\",\"class\":\"words\",\"until\":\"2031-12-31\",\"reason\":\"coding goes on\"}", &error);
    ck_assert_msg(kept, "%s", error ? error->message : "");
    ck_assert_str_eq(json_string(kept, "until"), "2031-12-31");
    ck_assert_int_eq(entries(w), before + 1);
    ck_assert_int_eq(erase(w, THEN + 365 * DAY), 1); /* the files alone */
    ck_assert(in_files(w, WORDS));
    denied(w, "cohort.keep", "{\"cohort\":\"c1\",\"class\":\"files\",\"until\":\"2031-12-31\",\"reason\":\"too late\"}",
        "were erased");
    g_autoptr(cJSON) next =
        at(w, THEN, "cohort.copy", "{\"cohort\":\"c1\",\"name\":\"c2\",\"start\":\"2029-02-01\"}", &error);
    ck_assert_msg(next, "%s", error ? error->message : "");
    denied(w, "cohort.keep", "{\"cohort\":\"c2\",\"class\":\"files\",\"until\":\"2031-12-31\",\"reason\":\"early\"}",
        "starts when it is closed");
}
END_TEST

START_TEST(who_learns_in_another_cohort_keeps_her_name)
{
    g_autoptr(World) w = world_new();
    close_cohort(w);
    g_autoptr(GError) error = NULL;
    g_autoptr(cJSON) next =
        at(w, THEN, "cohort.copy", "{\"cohort\":\"c1\",\"name\":\"c2\",\"start\":\"2029-02-01\"}", &error);
    g_autoptr(cJSON) enrolled = at(w, THEN, "enrol", "{\"cohort\":\"c2\"," ROWS "}", &error);
    ck_assert_msg(next && enrolled, "%s", error ? error->message : "");
    ck_assert_int_eq(erase(w, THEN + 1095 * DAY), 3);
    int64_t learner = 0;
    ck_assert(address_find(w->store, w->vault, NUMBER, NULL, &learner, NULL) && learner > 0);
}
END_TEST

static void write_post(World *w, const char *text, int64_t at)
{
    g_autoptr(Enrolment) e = enrolment_get(w->store, NULL, first_enrolment(w), NULL);
    g_autoptr(StoreTx) tx = store_begin(w->store, NULL);
    Post post = { .room = e->room,
        .cohort = e->cohort,
        .enrolment = e->id,
        .text = (char *)text,
        .state = POST_SHARED,
        .written = at };
    ck_assert(post_add(w->store, &post, NULL) && consent_add(w->store, e->id, "alumni", true, "h", NULL, at, NULL) &&
              store_commit(g_steal_pointer(&tx), NULL));
}

static bool has_name(World *w, guint i)
{
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", NULL);
    g_autoptr(GArray) people = enrolment_list(w->store, cohort->id, NULL);
    g_autoptr(Enrolment) e = enrolment_get(w->store, w->vault, g_array_index(people, int64_t, i), NULL);
    return *e->name != '\0';
}

static void agree(World *w, int64_t enrolment)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(StoreTx) tx = store_begin(w->store, &error);
    ck_assert(consent_add(w->store, enrolment, "course", true, "h", NULL, THEN, &error) &&
              store_commit(g_steal_pointer(&tx), &error));
}

START_TEST(what_a_group_of_alumni_writes_is_erased_too_and_who_stays_keeps_her_number)
{
    g_autoptr(World) w = world_new();
    g_autoptr(GError) error = NULL;
    make_cohort(w);
    g_autoptr(cJSON) enrolled = change(w, "enrol", "{\"cohort\":\"c1\"," ROWS "}");
    g_autoptr(Enrolment) e = enrolment_get(w->store, NULL, first_enrolment(w), NULL);
    g_autofree char *close =
        g_strdup_printf("{\"cohort\":\"c1\",\"alumni\":true,\"moderator\":\"L%" G_GINT64_FORMAT "\"}", e->learner);
    g_autoptr(cJSON) without = at(w, THEN, "cohort.close", close, &error);
    ck_assert(!without);
    unit_assert_error(error, "has not agreed to the course");
    agree(w, e->id);
    g_autoptr(cJSON) closed = at(w, THEN, "cohort.close", close, &error);
    ck_assert_msg(closed, "%s", error ? error->message : "");
    write_post(w, "the first year among ourselves", THEN + 300 * DAY);
    ck_assert_int_eq(erase(w, THEN + 366 * DAY), 2);
    ck_assert(!in_files(w, "the first year"));
    write_post(w, "the second year among ourselves", THEN + 500 * DAY);
    ck_assert_int_eq(erase(w, THEN + 500 * DAY), 0);
    ck_assert(in_files(w, "the second year"));
    ck_assert_int_eq(erase(w, THEN + (366 + 365) * DAY), 1);
    ck_assert(!in_files(w, "the second year"));
    ck_assert_int_eq(erase(w, THEN + 1096 * DAY), 2);
    ck_assert(has_name(w, 0) && !has_name(w, 1));
    g_autoptr(cJSON) ended = at(w, THEN + 1100 * DAY, "cohort.close", "{\"cohort\":\"c1\"}", &error);
    ck_assert_msg(ended, "%s", error ? error->message : "");
    erase(w, THEN + 2 * 1096 * DAY);
    ck_assert(!has_name(w, 0));
    ck_assert_int_eq(erase(w, THEN + 9000 * DAY), 0);
}
END_TEST

UNIT_MAIN("keep", what_a_group_of_alumni_writes_is_erased_too_and_who_stays_keeps_her_number,
    the_data_of_a_closed_cohort_are_not_changed_any_more, who_took_part_may_still_leave_and_be_forgotten,
    each_class_is_on_disk_until_its_time_and_in_no_byte_afterwards,
    words_are_gone_with_their_time_though_nobody_is_forgotten, another_date_needs_a_reason_and_stands_in_the_journal,
    who_learns_in_another_cohort_keeps_her_name)
