/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Twenty-eight simulated learners on simulated phones, taught for four weeks: proof that the two fit together, before
 * and apart from the engine. */
#include "persona_school.h"

static void take_webhooks(School *school)
{
    g_autoptr(GArray) due = g_array_new(FALSE, FALSE, sizeof(PlatformWebhook));
    platform_webhooks(school->platform, school->now, due);
    for (guint i = 0; i < due->len; i++) {
        const PlatformWebhook *webhook = &g_array_index(due, PlatformWebhook, i);
        g_autoptr(cJSON) body = json_parse(webhook->body, webhook->size, NULL);
        const cJSON *change, *message;
        g_checksum_update(school->sum, (const guchar *)webhook->body, (gssize)webhook->size);
        cJSON_ArrayForEach(change, json_at(body, "entry.0.changes"))
            cJSON_ArrayForEach(message, json_at(change, "value.messages")) hear(school, message);
        platform_webhook_done(school->platform, school->now, webhook->id, true);
    }
}

/* What is new on a phone is shown to its owner: visible things only. */
static void show(School *school, guint index)
{
    Pupil *pupil = &school->pupils[index];
    for (; pupil->shown < platform_bubbles(school->platform, (int)index); pupil->shown++) {
        const PlatformBubble *bubble = platform_bubble(school->platform, (int)index, pupil->shown);
        PersonaChoice choices[10];
        for (guint i = 0; i < bubble->n_choices; i++)
            choices[i] = (PersonaChoice){ bubble->choices[i].title, bubble->choices[i].description };
        PersonaBubble seen = { .id = pupil->shown,
            .text = bubble->text,
            .choices = choices,
            .n_choices = bubble->n_choices,
            .is_template = bubble->kind == PLATFORM_TEMPLATE };
        if (bubble->from_business)
            persona_see(school->people->pdata[index], school->now, &seen);
    }
}

static void do_action(School *school, int phone, const PersonaAction *action)
{
    Platform *platform = school->platform;
    const PlatformBubble *bubble = platform_bubble(platform, phone, (guint)action->bubble);
    g_autoptr(GBytes) picture = g_bytes_new_static("JPEG", 4);
    switch (action->kind) {
    case PERSONA_READ:
        platform_phone_read(platform, school->now, phone);
        break;
    case PERSONA_TEXT:
        platform_phone_text(platform, school->now, phone, action->text, NULL);
        break;
    case PERSONA_QUOTE:
        platform_phone_text(platform, school->now, phone, action->text, bubble->wamid);
        break;
    case PERSONA_TAP:
        ck_assert(platform_phone_tap(platform, school->now, phone, bubble->wamid, action->choice) != NULL);
        break;
    case PERSONA_PHOTO:
        platform_phone_media(
            platform, school->now, phone, PLATFORM_IMAGE, "image/jpeg", NULL, action->text, picture, bubble->wamid);
        break;
    case PERSONA_REACT:
        platform_phone_react(platform, school->now, phone, bubble->wamid, action->text);
        break;
    case PERSONA_OFFLINE:
    case PERSONA_ONLINE:
        platform_phone_online(platform, school->now, phone, action->kind == PERSONA_ONLINE);
        break;
    case PERSONA_ACTIONS:
        ck_abort();
    }
    school->acts++;
}

static void live(School *school, guint index)
{
    for (;;) {
        g_auto(PersonaAction) action = { 0 };
        if (!persona_act(school->people->pdata[index], school->now, &action))
            return;
        do_action(school, (int)index, &action);
    }
}

static void run_school(School *school, int64_t until)
{
    int64_t bell = START + 10 * 3600 + 1800;
    while (school->now < until) {
        int64_t next = MIN(platform_next(school->platform), bell);
        for (guint i = 0; i < PUPILS; i++)
            next = MIN(next, persona_next(school->people->pdata[i]));
        school->now = MAX(school->now, MIN(next, until));
        take_webhooks(school);
        if (school->now >= bell) {
            bell += DAY;
            for (guint i = 0; i < PUPILS; i++) {
                school->pupils[i].waits = false; /* a question left open is passed over */
                teach(school, i);
            }
        }
        for (guint i = 0; i < PUPILS; i++) {
            show(school, i);
            live(school, i);
        }
    }
}

START_TEST(a_cohort_learns_on_simulated_phones)
{
    g_autoptr(School) school = school_new(4);
    run_school(school, START + DAYS_TAUGHT * DAY);
    for (guint i = 0; i < platform_refusals(school->platform); i++)
        ck_abort_msg(
            "%d %s", platform_refusal(school->platform, i)->code, platform_refusal(school->platform, i)->details);
    double before = 0, after = 0;
    int n = 0;
    for (guint i = 0; i < PUPILS; i++) {
        const Pupil *pupil = &school->pupils[i];
        if (pupil->answered[1] < ITEMS)
            continue;
        before += pupil->right[0];
        after += pupil->right[1];
        n++;
    }
    ck_assert_int_ge(n, PUPILS / 2);
    ck_assert_msg(after / n > before / n + 0.8, "%.2f then %.2f of %d", before / n, after / n, ITEMS);
    ck_assert_msg(before / n > 2 && after / n < 11.5, "%.2f then %.2f of %d", before / n, after / n, ITEMS);
    ck_assert_uint_eq(school->stops, 1);
    ck_assert_uint_eq(school->held, 2);
    ck_assert_uint_eq(school->photos, 1);
    ck_assert_uint_eq(school->never_wrote, 0);
    ck_assert_uint_gt(school->knocks, PUPILS);
    ck_assert_uint_gt(school->offers, 5);
    PlatformCounts counts = platform_counts(school->platform);
    ck_assert_int_gt(counts.read, counts.arrived / 2);
    ck_assert_int_eq(counts.inbound, school->inbound);
}
END_TEST

START_TEST(the_same_seed_is_the_same_course_to_the_byte)
{
    g_autofree char *sums[3] = { NULL };
    for (int i = 0; i < 3; i++) {
        g_autoptr(School) school = school_new(i < 2 ? 9 : 10);
        run_school(school, START + 6 * DAY);
        sums[i] = g_strdup(g_checksum_get_string(school->sum));
    }
    ck_assert_str_eq(sums[0], sums[1]);
    ck_assert_str_ne(sums[0], sums[2]);
    g_free(sums[1]);
    g_free(sums[2]);
}
END_TEST

UNIT_MAIN("persona_platform", a_cohort_learns_on_simulated_phones, the_same_seed_is_the_same_course_to_the_byte)
