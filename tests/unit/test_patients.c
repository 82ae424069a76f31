/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of patients: off by default, twenty at most, each member and post by the doctor, and in no export. */
#include "coding_world.h"
#include "admit.h"
#include "export.h"
#include "invitation.h"
#include "person.h"

#define CREATE                                                                                                         \
    "{\"name\":\"sugar\",\"course\":\"%s\",\"start\":\"2026-12-07\",\"zone\":\"Africa/Harare\",\"simulated\":true%s}"
#define PATIENTS ",\"audience\":\"patients\",\"doctor\":\"amina\""

static cJSON *create(World *w, const char *course, const char *more, GError **error)
{
    g_autofree char *params = g_strdup_printf(CREATE, course, more);
    return try_change(w, "cohort.create", params, error);
}

static void create_refused(World *w, const char *course, const char *more, const char *says)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(cJSON) made = create(w, course, more, &error);
    ck_assert_msg(!made, "%s", says);
    unit_assert_error(error, says);
}

static void add_group_course(World *w)
{
    g_autofree char *xml = NULL;
    ck_assert(g_file_get_contents(DATA "/course-group/course.xml", &xml, NULL, NULL));
    g_autoptr(cJSON) params = json_put(cJSON_CreateObject(), "xml", xml);
    json_put_item(params, "files", cJSON_CreateArray());
    g_autofree char *text = json_text(params);
    g_autoptr(cJSON) added = change(w, "course.add", text);
}

/* A workspace in which the mode is on, with a doctor and the course. */
static World *hospital(void)
{
    World *w = world_new();
    g_autoptr(cJSON) doctor =
        change(w, "staff.add", "{\"name\":\"amina\",\"role\":\"facilitator\",\"password\":\"$argon2id$x\"}");
    g_autoptr(cJSON) other =
        change(w, "staff.add", "{\"name\":\"ben\",\"role\":\"evaluator\",\"password\":\"$argon2id$x\"}");
    add_group_course(w);
    context_set_patients(w->context, true, 90);
    return w;
}

static World *group_of(int most)
{
    g_autoptr(GError) error = NULL;
    World *w = hospital();
    g_autofree char *more = g_strdup_printf(PATIENTS ",\"room_size\":%d", most);
    g_autoptr(cJSON) made = create(w, "group", more, &error);
    unit_assert_ok(error);
    g_autoptr(cJSON) code = change(w, "cohort.invite", "{\"cohort\":\"sugar\",\"code\":\"SUGAR\"}");
    return w;
}

/* Somebody writes and waits, as intake does it; "L42". */
static char *asks(World *w, int n)
{
    int64_t learner = 0;
    g_autofree char *phone = g_strdup_printf("26377%07d", 2000000 + n);
    g_autoptr(Invitation) invitation = invitation_find(w->store, "SUGAR", NULL);
    g_autoptr(StoreTx) tx = store_begin(w->store, NULL);
    ck_assert(tx && guest_add(w->store, w->vault, phone, NULL, "Anna Dube", "en", NOW, &learner, NULL) &&
              guest_wait(w->store, learner, invitation->id, "wamid", NOW, NULL) &&
              store_commit(g_steal_pointer(&tx), NULL));
    return g_strdup_printf("L%" G_GINT64_FORMAT, learner);
}

static bool decide(World *w, const char *actor, const char *verb, const char *learner, const char *by, GError **error)
{
    g_autoptr(cJSON) params = json_put(json_put(cJSON_CreateObject(), "learner", learner), "by", by);
    g_autoptr(cJSON) done = admin_run(w->context, actor, verb, params, NOW, error);
    return done != NULL;
}

static char *let_in(World *w, int n)
{
    g_autoptr(GError) error = NULL;
    char *learner = asks(w, n);
    decide(w, "cli", "learner.admit", learner, "amina", &error);
    unit_assert_ok(error);
    return learner;
}

static Enrolment *member(World *w, const char *learner)
{
    int64_t id = 0;
    ck_assert(enrolment_of_learner(w->store, g_ascii_strtoll(learner + 1, NULL, 10), &id, NULL) && id);
    return enrolment_get(w->store, w->vault, id, NULL);
}

START_TEST(there_are_no_groups_of_patients_unless_the_settings_say_so)
{
    g_autoptr(World) w = hospital();
    context_set_patients(w->context, false, 90);
    create_refused(w, "group", PATIENTS, "groups of patients are off here");
    context_set_patients(w->context, true, 90);
    create_refused(w, "group", ",\"audience\":\"patients\"", "needs its doctor");
    create_refused(w, "group", ",\"audience\":\"patients\",\"doctor\":\"ben\"", "ben is an evaluator");
    create_refused(w, "group", ",\"audience\":\"patients\",\"doctor\":\"nobody\"", "nobody called");
    create_refused(w, "group", PATIENTS ",\"room_size\":21", "at most 20 members");
    create_refused(w, "group", ",\"audience\":\"clients\"", "learners or patients");
    create_refused(w, "group", ",\"doctor\":\"amina\"", "only a group of patients has a doctor");
    g_autoptr(GError) error = NULL;
    g_autoptr(cJSON) made = create(w, "group", PATIENTS, &error);
    unit_assert_ok(error);
    g_autoptr(Cohort) cohort = cohort_find(w->store, "sugar", NULL);
    ck_assert_int_eq(cohort->room_size, 20);
    ck_assert_int_eq(cohort->audience, AUDIENCE_PATIENTS);
}
END_TEST

START_TEST(a_course_with_tests_is_not_for_patients)
{
    g_autoptr(World) w = hospital();
    g_autoptr(cJSON) added = add_course(w);
    create_refused(w, json_string(added, "course"), PATIENTS, "is not for patients: line ");
}
END_TEST

START_TEST(why_a_post_waits_is_said_in_the_language_of_its_author)
{
    g_autofree char *sn = context_guard_shown("sn", "voice note, name, phone number");
    ck_assert_str_eq(sn, "manzwi, zita, nhamba yerunhare");
    g_autofree char *en = context_guard_shown("en", "photo, identity or hospital number, date");
    ck_assert_str_eq(en, "photo, identity or hospital number, date");
    for (int i = 0; i < GUARD_KINDS; i++) {
        g_autofree char *fr = context_guard_shown("fr", guard_kind_name((GuardKind)i));
        ck_assert(i == GUARD_DATE || strcmp(fr, guard_kind_name((GuardKind)i)) != 0);
    }
}
END_TEST

START_TEST(an_invitation_has_no_more_places_than_the_group)
{
    g_autoptr(World) w = group_of(12);
    g_autoptr(GError) error = NULL;
    g_autoptr(cJSON) usual = change(w, "cohort.invite", "{\"cohort\":\"sugar\",\"code\":\"SUGAR\"}");
    ck_assert_int_eq(json_int(usual, "limit", 0), 12);
    ck_assert_str_eq(json_string(usual, "audience"), "patients");
    g_autoptr(cJSON) more =
        try_change(w, "cohort.invite", "{\"cohort\":\"sugar\",\"code\":\"SUGAR\",\"limit\":50}", &error);
    ck_assert(!more);
    unit_assert_error(error, "a group of at most 12 patients");
}
END_TEST

START_TEST(the_twenty_first_is_refused_and_waits)
{
    g_autoptr(World) w = group_of(20);
    for (int i = 1; i <= 20; i++)
        g_free(let_in(w, i));
    g_autoptr(GError) error = NULL;
    g_autofree char *last = asks(w, 21);
    ck_assert(!decide(w, "cli", "learner.admit", last, "amina", &error));
    unit_assert_error(error, "has 20 members, and more it does not take");
    g_autoptr(Guest) guest = guest_get(w->store, w->vault, g_ascii_strtoll(last + 1, NULL, 10), NULL);
    ck_assert(guest && guest->invitation);
    /* STOP keeps a place; being taken out frees it. */
    g_autoptr(Cohort) cohort = cohort_find(w->store, "sugar", NULL);
    g_autoptr(GArray) members = enrolment_list(w->store, cohort->id, NULL);
    static const EnrolmentState states[] = { ENROLMENT_STOPPED, ENROLMENT_REMOVED };
    for (int i = 0; i < 2; i++) {
        int64_t id = g_array_index(members, int64_t, i);
        bool has = true;
        g_autoptr(StoreTx) tx = store_begin(w->store, NULL);
        ck_assert(consent_add(w->store, id, "course", true, "h", NULL, NOW, NULL) &&
                  enrolment_set_state(w->store, id, states[i], 0, NOW, NULL) &&
                  store_commit(g_steal_pointer(&tx), NULL));
        ck_assert(admit_has_place(w->context, cohort, &has, NULL));
        ck_assert_int_eq(has, i == 1);
    }
}
END_TEST

START_TEST(no_group_is_left_without_its_doctor)
{
    g_autoptr(World) w = group_of(5);
    refused(w, "staff.remove", "{\"name\":\"amina\"}", BARAZA_ERROR_STATE, "amina is the doctor of the group");
    refused(w, "staff.role", "{\"name\":\"amina\",\"role\":\"evaluator\"}", BARAZA_ERROR_STATE, "names another first");
    refused(w, "staff.unassign", "{\"name\":\"amina\",\"cohort\":\"sugar\"}", BARAZA_ERROR_STATE, "is the doctor");
    g_autoptr(cJSON) role = change(w, "staff.role", "{\"name\":\"amina\",\"role\":\"coordinator\"}");
    g_autoptr(cJSON) other = change(w, "staff.role", "{\"name\":\"ben\",\"role\":\"facilitator\"}");
    g_autoptr(cJSON) set = change(w, "cohort.set", "{\"cohort\":\"sugar\",\"doctor\":\"ben\"}");
    g_autoptr(cJSON) gone = change(w, "staff.remove", "{\"name\":\"amina\"}");
}
END_TEST

START_TEST(nobody_but_the_doctor_lets_in_or_turns_away)
{
    g_autoptr(World) w = group_of(20);
    g_autoptr(Staff) doctor = staff_find(w->store, "amina", NULL);
    g_autofree char *own = g_strdup_printf("S%" G_GINT64_FORMAT, doctor->id);
    g_autofree char *one = asks(w, 1);
    g_autofree char *two = asks(w, 2);
    static const char *const others[][2] = { { "cli", NULL }, { "cli", "ben" }, { "S999", "amina" } };
    for (gsize i = 0; i < G_N_ELEMENTS(others); i++) {
        g_autoptr(GError) error = NULL;
        ck_assert(!decide(w, others[i][0], i ? "learner.admit" : "learner.decline", one, others[i][1], &error));
        ck_assert(g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_DENIED));
    }
    ck_assert(decide(w, own, "learner.admit", one, NULL, NULL));
    ck_assert(decide(w, own, "learner.decline", two, NULL, NULL));
    g_autoptr(Enrolment) e = member(w, one);
    ck_assert_str_eq(enrolment_shown(e), "Member 1");
    g_autoptr(GError) error = NULL;
    ck_assert(!decide(w, own, "learner.admit", two, NULL, &error)); /* off the list */
    unit_assert_error(error, "on no waiting list");
}
END_TEST

START_TEST(what_learners_do_is_refused_with_a_reason)
{
    static const char *const verbs[][3] = {
        { "enrol", "\"rows\":[]", "takes nobody from a file" },
        { "cohort.peer", "\"learner\":\"L1\"", "moderated by its doctor" },
        { "upkeep.set", "\"name\":\"milestones\",\"value\":\"1\"", "ranks nobody" },
        { "form.open", "\"form\":\"x\",\"due\":\"x\"", "collects no figures" },
        { "stock.items", "\"items\":[]", "trades no stock" },
        { "certificates.csv", "\"council\":\"zw\"", "no certificates" },
        { "room.mode", "\"room\":\"1\",\"mode\":\"observed\"", "no number is seen" },
        { "advert.make", "\"advert\":\"x\",\"text\":\"x\"", "by its doctor alone" },
        { "upkeep.set", "\"name\":\"acquaint\",\"value\":\"1\"", "counts nobody" },
        { "case.export", "\"x\":1", "her own" },
        { "cohort.copy", "\"name\":\"next\",\"start\":\"2027-01-04\"", "made anew" },
    };
    g_autoptr(World) w = group_of(20);
    for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++) {
        g_autofree char *params = g_strdup_printf("{\"cohort\":\"sugar\",%s}", verbs[i][1]);
        refused(w, verbs[i][0], params, BARAZA_ERROR_STATE, verbs[i][2]);
    }
    g_autofree char *learner = let_in(w, 1);
    g_autofree char *role = g_strdup_printf("{\"learner\":\"%s\",\"role\":\"senior\"}", learner);
    refused(w, "learner.role", role, BARAZA_ERROR_STATE, "no seniors");
    g_autofree char *other = let_in(w, 2);
    g_autofree char *both = g_strdup_printf("{\"learner\":\"%s\",\"other\":\"%s\"}", learner, other);
    refused(w, "learner.merge", both, BARAZA_ERROR_STATE, "apart from every other record");
    refused(w, "study.seal",
        "{\"cohorts\":[\"sugar\",\"sugar\"],"
        "\"commitment\":\"0000000000000000000000000000000000000000000000000000000000000000\"}",
        BARAZA_ERROR_STATE, "no part of a trial");
}
END_TEST

static Export *export_it(World *w, GError **error)
{
    static const guint8 key[EXPORT_KEY] = { 1 };
    ExportPlan plan = { .study = "s", .key = key, .program = "test", .k = 1 };
    g_autoptr(Cohort) cohort = cohort_find(w->store, "sugar", NULL);
    return export_make(w->context, cohort->id, &plan, NOW, error);
}

static void agrees(World *w, const Enrolment *e, const char *purpose)
{
    g_autoptr(StoreTx) tx = store_begin(w->store, NULL);
    ck_assert(tx && consent_add(w->store, e->id, purpose, true, "h", NULL, NOW, NULL) &&
              store_commit(g_steal_pointer(&tx), NULL));
}

START_TEST(an_export_refuses_until_a_member_agrees_to_research_and_holds_her_alone)
{
    g_autoptr(World) w = group_of(20);
    g_autofree char *one = let_in(w, 1);
    g_autofree char *two = let_in(w, 2);
    g_autoptr(Enrolment) e = member(w, one);
    g_autoptr(Enrolment) other = member(w, two);
    agrees(w, e, "course");
    agrees(w, other, "course");
    g_autoptr(GError) error = NULL;
    g_autoptr(Export) none = export_it(w, &error);
    ck_assert_ptr_null(none);
    unit_assert_error(error, "nobody in sugar agrees to research");
    agrees(w, e, "research");
    g_clear_error(&error);
    g_autoptr(Export) some = export_it(w, &error);
    unit_assert_ok(error);
    ck_assert_int_eq(some->learners, 1);
    ck_assert_int_eq(some->left_out, 0); /* not even how many others there are */
}
END_TEST

START_TEST(what_patients_leave_is_kept_for_ninety_days_and_never_longer)
{
    g_autoptr(World) w = group_of(20);
    g_autoptr(Cohort) cohort = cohort_find(w->store, "sugar", NULL);
    for (int i = 0; i < KEEP_CLASSES; i++)
        ck_assert_int_le(context_keep_days_of(w->context, cohort, (KeepClass)i), 90);
    cohort->audience = AUDIENCE_LEARNERS;
    ck_assert_int_eq(context_keep_days_of(w->context, cohort, KEEP_WORDS), 365);
    context_set_keep_days(w->context, KEEP_FILES, 30);
    cohort->audience = AUDIENCE_PATIENTS;
    ck_assert_int_eq(context_keep_days_of(w->context, cohort, KEEP_FILES), 30);
    g_autoptr(StoreTx) tx = store_begin(w->store, NULL);
    ck_assert(cohort_launch(w->store, cohort->id, NOW, NULL) && store_commit(g_steal_pointer(&tx), NULL));
    g_autoptr(cJSON) closed = change(w, "cohort.close", "{\"cohort\":\"sugar\"}");
    refused(w, "cohort.keep", "{\"cohort\":\"sugar\",\"class\":\"words\",\"until\":\"2027-06-01\",\"reason\":\"x\"}",
        BARAZA_ERROR_STATE, "no longer than 90 days");
    g_autoptr(cJSON) sooner = change(
        w, "cohort.keep", "{\"cohort\":\"sugar\",\"class\":\"words\",\"until\":\"2026-12-24\",\"reason\":\"x\"}");
}
END_TEST

START_TEST(the_guard_lets_her_tell_of_herself_and_not_of_others)
{
    static const char *const cases[][2] = { { "date, place", NULL }, { "date", NULL }, { "name, date", "name" },
        { "name, phone number, place", "name, phone number" }, { "", NULL } };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *counts = audience_guarded(AUDIENCE_PATIENTS, cases[i][0]);
        ck_assert_msg(g_strcmp0(counts, cases[i][1]) == 0, "%s: %s", cases[i][0], counts ? counts : "-");
    }
    g_autofree char *all = audience_guarded(AUDIENCE_LEARNERS, "name, date");
    ck_assert_str_eq(all, "name, date");
}
END_TEST

UNIT_MAIN("patients", there_are_no_groups_of_patients_unless_the_settings_say_so,
    why_a_post_waits_is_said_in_the_language_of_its_author, a_course_with_tests_is_not_for_patients,
    an_invitation_has_no_more_places_than_the_group, the_twenty_first_is_refused_and_waits,
    no_group_is_left_without_its_doctor, nobody_but_the_doctor_lets_in_or_turns_away,
    what_learners_do_is_refused_with_a_reason, an_export_refuses_until_a_member_agrees_to_research_and_holds_her_alone,
    what_patients_leave_is_kept_for_ninety_days_and_never_longer, the_guard_lets_her_tell_of_herself_and_not_of_others)
