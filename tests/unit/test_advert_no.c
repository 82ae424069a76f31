/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose no stands before a list of agreements: STOP, FORGET ME and WhatsApp's own switch, also of who was on no list.
 */
#include "unit.h"

#include "admin_world.h"
#include "advertise.h"
#include "inbox.h"
#include "intake.h"

#define LIST(row) "{\"rows\":[{\"line\":2,\"phone\":\"+263772123456\",\"name\":\"Tendai\"" row "}]}"
#define OLDER LIST(",\"opt_in\":1795000000,\"opt_in_means\":\"signed sheet\"")
#define NEWER LIST(",\"opt_in\":1796000000,\"opt_in_means\":\"signed sheet\"")

static World *world_with_tendai(int64_t *learner)
{
    World *w = world_new();
    make_cohort(w);
    g_autoptr(cJSON) enrolled = change(w, "enrol", "{\"cohort\":\"c1\"," ROWS "}");
    ck_assert(address_find(w->store, w->vault, "263772123456", NULL, learner, NULL) && *learner > 0);
    return w;
}

static bool is_on(World *w, int64_t learner)
{
    bool is = false;
    ck_assert(advert_is_member(w->store, learner, &is, NULL));
    return is;
}

static void switched(World *w, int64_t learner, bool on)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(StoreTx) tx = store_begin(w->store, &error);
    ck_assert(advertise_switched(w->context, learner, on, NOW, &error));
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
}

static void stops(World *w, int64_t learner)
{
    g_autofree char *params = g_strdup_printf("{\"learner\":\"L%" G_GINT64_FORMAT "\"}", learner);
    g_autoptr(cJSON) stopped = change(w, "learner.stop", params);
}

static void not_brought_back(World *w)
{
    g_autoptr(cJSON) r = change(w, "advert.import", OLDER);
    ck_assert_int_eq(json_int(r, "added", -1), 0);
    ck_assert_int_eq(json_int(r, "refused", -1), 1);
    ck_assert_int_eq(json_int(r, "refusals.0.line", -1), 2);
    ck_assert_ptr_nonnull(strstr(json_string(r, "refusals.0.why"), "said no since"));
}

START_TEST(an_older_paper_brings_nobody_who_wrote_stop_before_she_was_on_the_list)
{
    int64_t learner = 0;
    g_autoptr(World) w = world_with_tendai(&learner);
    stops(w, learner);
    not_brought_back(w);
    ck_assert(!is_on(w, learner));
    g_autoptr(cJSON) newer = change(w, "advert.import", NEWER);
    ck_assert_int_eq(json_int(newer, "added", -1), 1);
}
END_TEST

START_TEST(an_older_paper_brings_nobody_back_who_was_forgotten_as_she_asked)
{
    int64_t learner = 0, erased = 0;
    g_autoptr(GError) error = NULL;
    g_autoptr(World) w = world_with_tendai(&learner);
    g_autoptr(cJSON) put_on = change(w, "advert.import", OLDER);
    g_autofree char *text = g_strdup_printf("{\"learner\":\"L%" G_GINT64_FORMAT "\"}", learner);
    g_autoptr(cJSON) params = json_parse(text, strlen(text), NULL);
    g_autoptr(cJSON) asked = admin_run(w->context, "cli", "learner.forget", params, NOW, &error);
    g_autoptr(cJSON) approved = admin_run(w->context, "cli", "learner.forget.approve", params, NOW, &error);
    ck_assert(asked && approved && admin_forget_due(w->context, NOW + 2 * DAY, &erased, &error));
    ck_assert_int_eq(erased, 1);
    not_brought_back(w);
}
END_TEST

/* A body from WhatsApp, in which Tendai's number writes it. */
static void arrives(World *w, const char *words)
{
    int worked = 0;
    g_autoptr(GError) error = NULL;
    g_autoptr(IntakeNews) news = intake_news_new();
    g_autoptr(WebhookAhead) ahead = webhook_ahead_new();
    g_autofree char *body = g_strdup_printf(
        "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"W\",\"changes\":[{\"field\":"
        "\"messages\",\"value\":{\"messaging_product\":\"whatsapp\",\"metadata\":{\"phone_number_id\":\"N1\"},"
        "\"contacts\":[{\"wa_id\":\"263772123456\"}],\"messages\":[{\"from\":\"263772123456\",\"id\":"
        "\"wamid.S1\",\"timestamp\":\"%" G_GINT64_FORMAT "\",\"type\":\"text\",\"text\":{\"body\":\"%s\"}}]}}]}]}",
        NOW, words);
    g_autoptr(StoreTx) tx = store_begin(w->store, &error);
    ck_assert(inbox_add(w->store, NOW, body, strlen(body), &error));
    ck_assert(intake_slice(w->context, ahead, "N1", NOW, 10, news, &worked, &error));
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    ck_assert_int_eq(worked, 1);
}

START_TEST(an_older_paper_brings_no_stranger_who_wrote_stop)
{
    int64_t learner = 0, aside = 0;
    g_autoptr(World) w = world_new();
    make_cohort(w);
    arrives(w, "please stop");
    ck_assert(inbox_aside_count(w->store, &aside, NULL) && aside == 0);
    ck_assert(address_find(w->store, w->vault, "263772123456", NULL, &learner, NULL) && !learner);
    not_brought_back(w);
    g_autoptr(cJSON) newer = change(w, "advert.import", NEWER);
    ck_assert_int_eq(json_int(newer, "added", -1), 1);
}
END_TEST

START_TEST(stop_outlasts_whatsapps_own_switch)
{
    int64_t learner = 0;
    g_autoptr(World) w = world_with_tendai(&learner);
    switched(w, learner, false);
    not_brought_back(w);
    switched(w, learner, true);
    ck_assert(!is_on(w, learner)); /* she never asked for any */
    g_autoptr(cJSON) put_on = change(w, "advert.import", NEWER);
    switched(w, learner, false);
    switched(w, learner, true);
    ck_assert(is_on(w, learner));
    switched(w, learner, false);
    stops(w, learner);
    switched(w, learner, true);
    ck_assert(!is_on(w, learner));
}
END_TEST

UNIT_MAIN("advert_no", an_older_paper_brings_nobody_who_wrote_stop_before_she_was_on_the_list,
    an_older_paper_brings_nobody_back_who_was_forgotten_as_she_asked, an_older_paper_brings_no_stranger_who_wrote_stop,
    stop_outlasts_whatsapps_own_switch)
