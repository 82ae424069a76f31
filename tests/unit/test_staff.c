/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Those who work here: whose cohort is whose, and that a phone makes nobody a learner. */
#include "active.h"
#include "admin.h"
#include "course_data.h"
#include "desk.h"
#include "factor.h"
#include "journal.h"
#include "staff_clock.h"

#define NOW (TODAY * (int64_t)DAY + 10 * HOUR)
#define HASH "\"password\":\"$argon2id$x\""

typedef struct {
    Store *store;
    Vault *vault;
    Library *library;
    Context *context;
} World;

static World *world_new(void)
{
    g_autoptr(GError) error = NULL;
    World *w = g_new0(World, 1);
    g_autofree EmbeddedFile *schemas = context_schemas();
    g_autofree char *key = vault_new_key();
    w->store = store_open(":memory:", NULL, &error);
    ck_assert_msg(w->store && store_create(w->store, schemas, &error), "%s", error ? error->message : "");
    w->vault = vault_new(key, &error);
    w->library = library_new(w->store, "/nowhere");
    w->context = context_new(w->store, w->vault, w->library, &channel_caps_cloud, "N1", &error);
    unit_assert_ok(error);
    for (int i = 1; i <= 2; i++) {
        g_autofree char *name = g_strdup_printf("c%d", i);
        g_autoptr(Cohort) cohort = cohort_new(name);
        g_autoptr(StoreTx) tx = store_begin(w->store, &error);
        g_free(cohort->zone);
        cohort->zone = g_strdup("Africa/Harare");
        cohort->start_day = TODAY;
        ck_assert(cohort_add(w->store, cohort, &error) && store_commit(g_steal_pointer(&tx), &error));
    }
    return w;
}

static void world_free(World *w)
{
    context_free(w->context);
    library_free(w->library);
    vault_free(w->vault);
    store_free(w->store);
    g_free(w);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(World, world_free)

static cJSON *try_change(World *w, const char *verb, const char *params, GError **error)
{
    g_autoptr(cJSON) json = json_parse(params, strlen(params), error);
    ck_assert_msg(json != NULL, "%s", params);
    return admin_run(w->context, "S3", verb, json, NOW, error);
}

static void change(World *w, const char *verb, const char *params)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(cJSON) result = try_change(w, verb, params, &error);
    ck_assert_msg(result != NULL, "%s: %s", verb, error ? error->message : "");
}

static void refused(World *w, const char *verb, const char *params, BarazaError code, const char *says)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(cJSON) result = try_change(w, verb, params, &error);
    ck_assert_msg(result == NULL && error, "%s %s was done", verb, params);
    ck_assert_msg(g_error_matches(error, BARAZA_ERROR, (int)code), "%s: %d %s", verb, error->code, error->message);
    unit_assert_error(error, says);
}

static Staff *staff(World *w, const char *name)
{
    g_autoptr(GError) error = NULL;
    Staff *found = staff_find(w->store, name, &error);
    unit_assert_ok(error);
    return found;
}

static bool owns(World *w, const char *name, const char *cohort)
{
    g_autoptr(GError) error = NULL;
    bool result = false;
    g_autoptr(Staff) s = staff(w, name);
    g_autoptr(Cohort) c = cohort_find(w->store, cohort, &error);
    ck_assert(staff_owns(w->store, s, c->id, &result, &error));
    return result;
}

static int64_t owed_to(World *w, int64_t learner)
{
    OutboxCounts counts;
    g_autoptr(GError) error = NULL;
    ck_assert(outbox_counts(w->store, 0, &counts, &error));
    g_autoptr(GPtrArray) due = outbox_due(w->store, LANE_REPLY, NOW, 100, &error);
    int64_t n = 0;
    for (guint i = 0; i < due->len; i++)
        n += ((OutboxMsg *)due->pdata[i])->learner == learner;
    return n;
}

START_TEST(whose_cohort_is_whose)
{
    g_autoptr(World) w = world_new();
    change(w, "staff.add", "{\"name\":\"Ada\",\"role\":\"admin\"," HASH "}");
    change(w, "staff.add", "{\"name\":\"Cora\",\"role\":\"coordinator\"," HASH "}");
    change(w, "staff.add", "{\"name\":\"Faith\",\"role\":\"facilitator\"," HASH "}");
    change(w, "staff.add", "{\"name\":\"Eve\",\"role\":\"evaluator\"," HASH "}");
    ck_assert_msg(owns(w, "Ada", "c1") && owns(w, "Cora", "c1"), "admin, or coordinator without cohorts");
    ck_assert_msg(!owns(w, "Faith", "c1") && !owns(w, "Eve", "c1"), "nobody else has one unassigned");
    change(w, "staff.assign", "{\"name\":\"Cora\",\"cohort\":\"c2\"}");
    change(w, "staff.assign", "{\"name\":\"Faith\",\"cohort\":\"c1\"}");
    ck_assert_msg(!owns(w, "Cora", "c1") && owns(w, "Cora", "c2"), "a coordinator with one has only that");
    ck_assert(owns(w, "Faith", "c1") && !owns(w, "Faith", "c2"));
    change(w, "staff.unassign", "{\"name\":\"Faith\",\"cohort\":\"c1\"}");
    ck_assert(!owns(w, "Faith", "c1"));
    refused(w, "staff.assign", "{\"name\":\"Ada\",\"cohort\":\"c1\"}", BARAZA_ERROR_STATE, "no cohorts of its own");
    refused(w, "staff.assign", "{\"name\":\"Fay\",\"cohort\":\"c1\"}", BARAZA_ERROR_MISSING, "no account \"Fay\"");
    refused(w, "staff.assign", "{\"name\":\"Faith\",\"cohort\":\"c3\"}", BARAZA_ERROR_MISSING, "c3");
}
END_TEST

START_TEST(a_phone_makes_nobody_a_learner)
{
    g_autoptr(World) w = world_new();
    g_autoptr(GError) error = NULL;
    int64_t enrolment = 0, learner = 0;
    change(w, "staff.add", "{\"name\":\"Faith\",\"role\":\"facilitator\",\"phone\":\"+263772000001\"," HASH "}");
    g_autoptr(Staff) s = staff(w, "Faith");
    ck_assert_int_gt(s->learner, 0);
    ck_assert(address_find(w->store, w->vault, "263772000001", NULL, &learner, &error));
    ck_assert_int_eq(learner, s->learner);
    ck_assert(enrolment_of_learner(w->store, learner, &enrolment, &error));
    ck_assert_int_eq(enrolment, 0);
    ck_assert_msg(owed_to(w, s->learner) == 1, "she is greeted once");
    OutboxCounts counts;
    ck_assert(outbox_counts(w->store, 1, &counts, &error));
    ck_assert_msg(counts.queued + counts.held == 0, "no cohort counts it");
    refused(w, "staff.phone", "{\"name\":\"Faith\",\"phone\":\"0772\"}", BARAZA_ERROR_INPUT, "0772");
    change(w, "staff.add", "{\"name\":\"Fred\",\"role\":\"facilitator\"," HASH "}");
    refused(w, "staff.phone", "{\"name\":\"Fred\",\"phone\":\"+263772000001\"}", BARAZA_ERROR_STATE, "Faith");
    change(w, "staff.phone", "{\"name\":\"Faith\"}");
    ck_assert(address_find(w->store, w->vault, "263772000001", NULL, &learner, &error));
    ck_assert_msg(learner == 0, "who is not enrolled is forgotten with the phone");
    change(w, "staff.phone", "{\"name\":\"Fred\",\"phone\":\"+263772000001\"}");
}
END_TEST

START_TEST(only_those_in_charge_with_a_phone_are_told)
{
    g_autoptr(World) w = world_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(Cohort) c1 = cohort_find(w->store, "c1", &error);
    int told = -1;
    change(w, "staff.add", "{\"name\":\"Cora\",\"role\":\"coordinator\",\"phone\":\"+263772000001\"," HASH "}");
    change(w, "staff.add", "{\"name\":\"Carl\",\"role\":\"coordinator\",\"phone\":\"+263772000002\"," HASH "}");
    change(w, "staff.add", "{\"name\":\"Faith\",\"role\":\"facilitator\",\"phone\":\"+263772000003\"," HASH "}");
    change(w, "staff.add", "{\"name\":\"Cleo\",\"role\":\"coordinator\"," HASH "}");
    change(w, "staff.assign", "{\"name\":\"Carl\",\"cohort\":\"c2\"}");
    g_autoptr(GPtrArray) who = staff_with_phone(w->store, "coordinator", c1->id, &error);
    ck_assert_int_eq(who->len, 1);
    ck_assert_str_eq(((Staff *)who->pdata[0])->name, "Cora");
    g_autoptr(StoreTx) tx = store_begin(w->store, &error);
    ck_assert(
        desk_tell(w->context, NULL, c1->id, "A1", LANE_ALARM, OWED_ALARM, "The number is paused.", NOW, &told, &error));
    ck_assert_int_eq(told, 1);
    ck_assert(staff_set_muted(w->store, ((Staff *)who->pdata[0])->id, NOW, &error));
    ck_assert(desk_tell(w->context, NULL, c1->id, "A2", LANE_ALARM, OWED_ALARM, "Again.", NOW, &told, &error));
    ck_assert_msg(told == 0, "STOP from her phone counts");
}
END_TEST

START_TEST(the_last_admin_stays)
{
    g_autoptr(World) w = world_new();
    change(w, "staff.add", "{\"name\":\"Ada\",\"role\":\"admin\"," HASH "}");
    refused(w, "staff.remove", "{\"name\":\"Ada\"}", BARAZA_ERROR_STATE, "only admin");
    refused(w, "staff.role", "{\"name\":\"Ada\",\"role\":\"auditor\"}", BARAZA_ERROR_STATE, "only admin");
    change(w, "staff.add", "{\"name\":\"Eve\",\"role\":\"admin\",\"invite\":\"abc\"}");
    refused(w, "staff.remove", "{\"name\":\"Ada\"}", BARAZA_ERROR_STATE, "only admin who can log in");
    change(w, "staff.add", "{\"name\":\"Abe\",\"role\":\"admin\"," HASH "}");
    change(w, "staff.remove", "{\"name\":\"Ada\",\"dry_run\":true}");
    g_autoptr(Staff) still = staff(w, "Ada");
    ck_assert_msg(still != NULL, "a dry run changes nothing");
    change(w, "staff.remove", "{\"name\":\"Ada\"}");
    g_autoptr(Staff) gone = staff(w, "Ada");
    ck_assert(gone == NULL);
}
END_TEST

START_TEST(no_two_accounts_look_alike)
{
    g_autoptr(World) w = world_new();
    change(w, "staff.add", "{\"name\":\"Rudo Moyo\",\"role\":\"facilitator\"," HASH "}");
    refused(w, "staff.add", "{\"name\":\"rudo  moyo\",\"role\":\"admin\"," HASH "}", BARAZA_ERROR_STATE,
        "there is an account \"Rudo Moyo\"");
    change(w, "staff.add", "{\"name\":\"Rudo Moyo\",\"role\":\"evaluator\"," HASH "}");
    g_autoptr(Staff) s = staff(w, "Rudo Moyo");
    ck_assert_str_eq(s->role, "evaluator");
}
END_TEST

#define FACTOR(secret)                                                                                                 \
    "{\"name\":\"Ada\",\"secret\":\"" secret                                                                           \
    "\",\"step\":7,\"words\":[\"" WORD("0") "\",\"" WORD("1") "\",\"" WORD("2") "\",\"" WORD("3") "\",\"" WORD(        \
        "4") "\",\"" WORD("5") "\",\"" WORD("6") "\",\"" WORD("7") "\",\"" WORD("8") "\",\"" WORD("9") "\"]}"
#define WORD(n) "a00000000000000000000000000000000000000000000000000000000000000" n

START_TEST(a_second_factor_is_sealed_and_each_code_and_word_good_once)
{
    g_autoptr(World) w = world_new();
    GError *error = NULL;
    bool set = false;
    change(w, "staff.add", "{\"name\":\"Ada\",\"role\":\"admin\"," HASH "}");
    g_autoptr(Staff) ada = staff(w, "Ada");
    refused(w, "staff.factor", "{\"name\":\"Ada\",\"secret\":\"ABC\",\"step\":7,\"words\":[]}", BARAZA_ERROR_INPUT,
        "10 SHA-256");
    refused(w, "staff.factor.reset", "{\"name\":\"Ada\"}", BARAZA_ERROR_STATE, "no second factor");
    change(w, "staff.factor", FACTOR("ABCDEFGH"));
    g_autoptr(Factor) factor = factor_get(w->store, w->vault, ada->id, &error);
    ck_assert_str_eq(factor->secret, "ABCDEFGH");
    ck_assert_int_eq(factor->words, 10);
    refused(w, "staff.factor.use", "{\"name\":\"Ada\",\"step\":7}", BARAZA_ERROR_DENIED, "used already");
    change(w, "staff.factor.use", "{\"name\":\"Ada\",\"step\":8}");
    refused(w, "staff.factor.use", "{\"name\":\"Ada\",\"step\":8}", BARAZA_ERROR_DENIED, "used already");
    change(w, "staff.factor.use", "{\"name\":\"Ada\",\"word\":\"" WORD("3") "\"}");
    refused(
        w, "staff.factor.use", "{\"name\":\"Ada\",\"word\":\"" WORD("3") "\"}", BARAZA_ERROR_DENIED, "used already");
    change(w, "staff.factor.reset", "{\"name\":\"Ada\"}");
    ck_assert(factor_is_set(w->store, ada->id, &set, &error) && !set);
    change(w, "staff.factor", FACTOR("ABCDEFGH"));
    change(w, "staff.add", "{\"name\":\"Abe\",\"role\":\"admin\"," HASH "}");
    change(w, "staff.remove", "{\"name\":\"Ada\"}");
    ck_assert(factor_is_set(w->store, ada->id, &set, &error) && !set);
}
END_TEST

START_TEST(a_link_sets_a_password_once)
{
    g_autoptr(World) w = world_new();
    change(w, "staff.add", "{\"name\":\"Eve\",\"role\":\"evaluator\",\"invite\":\"abc\"}");
    refused(w, "staff.password", "{\"invite\":\"abd\"," HASH "}", BARAZA_ERROR_MISSING, "used already");
    change(w, "staff.password", "{\"invite\":\"abc\"," HASH "}");
    refused(w, "staff.password", "{\"invite\":\"abc\"," HASH "}", BARAZA_ERROR_MISSING, "used already");
    g_autoptr(Staff) s = staff(w, "Eve");
    ck_assert_str_eq(s->password, "$argon2id$x");
}
END_TEST

START_TEST(a_card_comes_on_each_course_day)
{
    g_autoptr(World) w = world_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(Cohort) c1 = cohort_find(w->store, "c1", &error);
    int64_t first = cohort_time(c1, 1, STAFF_CARD);
    ck_assert_int_eq(staff_card_after(c1, STAFF_CARD, first - 1), first);
    ck_assert_int_eq(staff_card_after(c1, STAFF_CARD, first), cohort_time(c1, 2, STAFF_CARD));
    ck_assert_int_eq(staff_card_after(c1, -1, first), INT64_MAX);
    change(w, "staff.add", "{\"name\":\"Faith\",\"role\":\"facilitator\"," HASH "}");
    change(w, "staff.assign", "{\"name\":\"Faith\",\"cohort\":\"c1\"}");
    change(w, "staff.set", "{\"name\":\"Faith\",\"card\":\"06:15\"}");
    int64_t at = 0;
    ck_assert(staff_card_next(w->store, &at, &error));
    ck_assert_int_eq(at, staff_card_after(c1, 6 * 60 + 15, NOW));
    refused(w, "staff.set", "{\"name\":\"Faith\",\"card\":\"6 o'clock\"}", BARAZA_ERROR_INPUT, "07:30");
    change(w, "staff.set", "{\"name\":\"Faith\",\"card\":\"off\"}");
    ck_assert(staff_card_next(w->store, &at, &error));
    ck_assert_int_eq(at, INT64_MAX);
}
END_TEST

START_TEST(a_mentor_abroad_has_her_own_morning_and_shares_part_of_the_day)
{
    g_autoptr(World) w = world_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(Cohort) c1 = cohort_find(w->store, "c1", &error);
    change(w, "staff.add",
        "{\"name\":\"May\",\"role\":\"facilitator\",\"zone\":\"America/New_York\",\"hours\":\"08:00-16:00\"," HASH "}");
    change(w, "staff.assign", "{\"name\":\"May\",\"cohort\":\"c1\"}");
    int64_t at = 0;
    ck_assert(staff_card_next(w->store, &at, &error));
    ck_assert_int_eq(at, (TODAY + 1) * (int64_t)DAY + 12 * HOUR + 30 * MINUTE); /* 07:30 on Monday in New York */
    g_autoptr(Staff) may = staff(w, "May");
    g_autoptr(Cohort) hers = staff_calendar(w->store, may->id, c1, &error);
    unit_assert_ok(error);
    ck_assert_int_eq(staff_clock_overlap(c1, hers, NOW), 5 * 60); /* 15:00 to 20:00 in Harare */
    ck_assert_int_eq(staff_clock_overlap(c1, c1, NOW), 13 * 60);
    /* Two hours from 20:00 in Harare: hers end at 22:00 on a working day. */
    int64_t evening = (TODAY + 1) * (int64_t)DAY + 18 * HOUR;
    ck_assert_int_eq(active_after(hers, evening, 2 * HOUR), evening + 2 * HOUR);
    ck_assert_int_eq(active_after(hers, evening + 4 * HOUR, 0), evening + 19 * HOUR); /* 08:00 the next day */
    refused(w, "staff.set", "{\"name\":\"May\",\"hours\":\"08:00\"}", BARAZA_ERROR_INPUT, "08:00-16:00");
    refused(w, "staff.set", "{\"name\":\"May\",\"zone\":\"Mars/Olympus\"}", BARAZA_ERROR_INPUT, "Mars/Olympus");
    change(w, "staff.set", "{\"name\":\"May\",\"hours\":\"off\",\"zone\":\"off\"}");
    ck_assert(staff_card_next(w->store, &at, &error));
    ck_assert_int_eq(at, staff_card_after(c1, STAFF_CARD, NOW));
    bool any = true;
    ck_assert(staff_clock_any(w->store, &any, &error) && !any);
}
END_TEST

UNIT_MAIN("staff", whose_cohort_is_whose, a_phone_makes_nobody_a_learner, only_those_in_charge_with_a_phone_are_told,
    the_last_admin_stays, no_two_accounts_look_alike, a_second_factor_is_sealed_and_each_code_and_word_good_once,
    a_link_sets_a_password_once, a_card_comes_on_each_course_day,
    a_mentor_abroad_has_her_own_morning_and_shares_part_of_the_day)
