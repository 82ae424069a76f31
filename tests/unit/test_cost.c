/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a cohort costs: told before the launch, estimated while it runs, and beside it what WhatsApp says it bills. */
#include "unit.h"
#include "admin_world.h"
#include "alarm.h"
#include "clock.h"
#include "volume.h"

#define RATES                                                                                                          \
    "from,country,category,currency,price\n2026-10-01,*,service,USD,0.0040\n2026-10-01,*,utility,USD,0.0060\n"         \
    "2026-10-01,ZA,service,USD,0.0080\n2026-10-01,ZA,utility,USD,0.0080\n"

/* A planned cohort of Tendai, whose media lie in a folder of their own, so that rates.csv lies beside it. */
static World *planned(const char *rates)
{
    g_autoptr(GError) error = NULL;
    World *w = world_new();
    g_autofree char *params = cohort_params(w, ",\"simulated\":true,\"country\":\"ZW\"");
    g_autoptr(cJSON) made = change(w, "cohort.create", params);
    g_autoptr(cJSON) enrolled = change(w, "enrol", "{\"cohort\":\"c1\"," ROWS "}");
    g_autofree char *media = g_build_filename(w->dir, "media", NULL);
    g_autofree char *path = g_build_filename(w->dir, "rates.csv", NULL);
    context_free(w->context);
    library_free(w->library);
    w->library = library_new(w->store, media);
    w->context = context_new(w->store, w->vault, w->library, &channel_caps_cloud, "N1", &error);
    ck_assert(!rates || g_file_set_contents(path, rates, -1, NULL));
    unit_assert_ok(error);
    return w;
}

static char *line_of(World *w, const char *check)
{
    g_autoptr(cJSON) list = change(w, "cohort.launch", "{\"cohort\":\"c1\",\"dry_run\":true}");
    const cJSON *one;
    cJSON_ArrayForEach(one, json_at(list, "checks"))
    {
        if (g_str_equal(json_string(one, "check"), check))
            return g_strdup_printf("%s %s", json_string(one, "level"), json_string(one, "text"));
    }
    return g_strdup("none");
}

START_TEST(the_launch_says_about_how_many_messages_and_how_much_money)
{
    g_autoptr(World) w = planned(RATES);
    g_autofree char *messages = line_of(w, "messages"), *cost = line_of(w, "cost");
    ck_assert_msg(
        g_regex_match_simple("^ok about [0-9]+ in all: at least [0-9]+ to each", messages, 0, 0), "%s", messages);
    gint64 n = g_ascii_strtoll(messages + strlen("ok about "), NULL, 10);
    g_autofree char *sum =
        g_strdup_printf("ok about USD %.2f, estimated: USD 0.0040 for a message of words, by the row "
                        "of rates.csv from 2026-10-01",
            0.004 * (double)(n - n / 12) + 0.006 * (double)(n / 12));
    ck_assert_msg(g_str_has_prefix(cost, sum), "%s, not %s", cost, sum);
}
END_TEST

START_TEST(without_a_price_the_launch_says_that_nobody_can_tell)
{
    static const char *const tables[] = { NULL, "from,country,category,currency,price\n2026-10-01,*,service,USD,\n",
        "from,country,category,currency,price\n2026-10-01,*,service,USD,1\n2026-10-01,*,utility,EUR,1\n" };
    for (gsize i = 0; i < G_N_ELEMENTS(tables); i++) {
        g_autoptr(World) w = planned(tables[i]);
        g_autofree char *cost = line_of(w, "cost");
        ck_assert_msg(g_str_has_prefix(cost, "warn nobody can tell"), "table %d: %s", (int)i, cost);
    }
    g_autoptr(World) w = planned("from,country\n");
    g_autofree char *rates = line_of(w, "rates");
    ck_assert_ptr_nonnull(strstr(rates, "there is no column"));
}
END_TEST

/* A message of words that WhatsApp took, and the category under which it says it bills it; NULL: it has not said. */
static void took(World *w, int64_t enrolment, int64_t learner, const char *key, const OutboxPrice *price)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(StoreTx) tx = store_begin(w->store, &error);
    g_autoptr(Message) message = message_new(MESSAGE_TEXT, "Good morning.");
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", NULL);
    OutboxAdd add = { .key = key,
        .cohort = cohort->id,
        .enrolment = enrolment,
        .learner = learner,
        .lane = LANE_REPLY,
        .kind = OWED_NOTICE,
        .message = message,
        .due = NOW };
    int64_t id = 0, of = 0;
    StatusEffect effect;
    ck_assert(outbox_add(w->store, &add, NOW, &id, &error) && outbox_lease(w->store, id, 1, NOW, NOW + 60, &error) &&
              outbox_accept(w->store, id, key, NOW, NULL, &error));
    for (int status = 1; status <= 3; status++)
        ck_assert(outbox_status(w->store, &of, 1, key, status, NOW + status, 0, NULL, status < 3 ? price : NULL,
            NOW + status, &effect, &error));
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    unit_assert_ok(error);
}

START_TEST(what_whatsapp_says_it_bills_stands_beside_the_estimate)
{
    g_autoptr(World) w = planned(NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(Rates) rates = rates_parse(RATES, strlen(RATES), "rates.csv", &error);
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", NULL);
    g_autoptr(GArray) people = enrolment_list(w->store, cohort->id, NULL);
    g_autoptr(Enrolment) e = enrolment_get(w->store, w->vault, g_array_index(people, int64_t, 0), NULL);
    took(w, e->id, e->learner, "a", NULL);
    took(w, e->id, e->learner, "b", &(OutboxPrice){ "service", false });
    took(w, e->id, e->learner, "c", &(OutboxPrice){ "service", true });
    took(w, e->id, e->learner, "d", &(OutboxPrice){ "group_utility", true });
    took(w, e->id, e->learner, "e", &(OutboxPrice){ "something new", true });
    Volume v;
    ck_assert(volume_read(w->store, w->vault, cohort, rates, &v, &error));
    ck_assert_int_eq(v.messages, 5);
    ck_assert_int_eq(v.estimated.micro, 5 * 4000);
    ck_assert_int_eq(v.told, 4);
    ck_assert_int_eq(v.billed, 3);
    ck_assert_int_eq(v.bill.micro, 4000 + 6000);
    ck_assert_int_eq(v.bill.unpriced, 1);
    Volume same;
    GString *csv = volume_csv(w->store, w->vault, cohort, rates, &same, &error);
    ck_assert_int_eq(same.billed, v.billed);
    ck_assert_int_eq(same.estimated.micro, v.estimated.micro);
    ck_assert_str_eq(csv->str, "week,country,category,messages,rate_from,price,currency,cost,told,billed\r\n"
                               "-2,ZW,service,5,2026-10-01,0.004000,USD,0.020000,4,3\r\n");
    g_string_free(csv, TRUE);
    /* Words that were erased weigh nothing; that they went stays counted. */
    g_autoptr(StoreTx) tx = store_begin(w->store, NULL);
    ck_assert(outbox_erase(w->store, e->id, NULL) && store_commit(g_steal_pointer(&tx), NULL));
    ck_assert_msg(volume_read(w->store, w->vault, cohort, rates, &v, &error), "%s", error ? error->message : "");
    ck_assert_int_eq(v.text_bytes, 0);
}
END_TEST

START_TEST(the_launch_waits_while_whatsapp_refuses_the_number)
{
    g_autoptr(World) w = planned(RATES);
    g_autofree char *before = line_of(w, "number");
    ck_assert_str_eq(before, "none");
    const AlarmFacts facts = { .now = NOW, .refused = true, .disk_free = -1, .backup = -1 };
    AlarmTurn turns[ALARM_CAUSES];
    bool changed = false;
    g_autoptr(StoreTx) tx = store_begin(w->store, NULL);
    ck_assert(alarm_turn(w->store, &facts, true, turns, &changed, NULL) && changed &&
              store_commit(g_steal_pointer(&tx), NULL));
    g_autofree char *after = line_of(w, "number");
    ck_assert_msg(g_str_has_prefix(after, "warn WhatsApp refuses our number since 2026-11-22"), "%s", after);
}
END_TEST

UNIT_MAIN("cost", the_launch_waits_while_whatsapp_refuses_the_number,
    the_launch_says_about_how_many_messages_and_how_much_money, without_a_price_the_launch_says_that_nobody_can_tell,
    what_whatsapp_says_it_bills_stands_beside_the_estimate)
