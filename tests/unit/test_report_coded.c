/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Coded talk in the report: nothing before the freeze, then shares that were counted by hand. */
#include "coding_world.h"
#include "near.h"
#include "report.h"

#define STUDY(name, book)                                                                                              \
    "{\"cohort\":\"c1\",\"study\":\"" name "\",\"codebook\":\"" book "\",\"coders\":[\"anna\",\"ben\"],\"seed\":"      \
    "\"7\"}"

/* Each coder gives unit i her code of the list. */
static void code_all(World *w, int64_t who, const char *study, const char *const *codes)
{
    for (int i = 0; codes[i]; i++) {
        g_autofree char *apply =
            g_strdup_printf("{\"study\":\"%s\",\"unit\":%d,\"code\":\"%s\"}", study, i + 1, codes[i]);
        g_autofree char *done = g_strdup_printf("{\"study\":\"%s\",\"unit\":%d}", study, i + 1);
        g_autoptr(cJSON) one = done_as(w, who, "code.apply", apply);
        g_autoptr(cJSON) two = done_as(w, who, "code.done", done);
    }
}

static cJSON *report_of(World *w)
{
    GError *error = NULL;
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", &error);
    g_autoptr(ReportData) data =
        report_collect(w->store, w->library, cohort->id, NOW + 400 * (int64_t)DAY, "0.1", &error);
    unit_assert_ok(error);
    cJSON *view = report_view(data);
    g_autofree char *html = report_html(view, &error);
    unit_assert_ok(error);
    ck_assert_msg(!strstr(html, ") = –"), "a test that was not made is printed");
    bool shown = strstr(html, "Interaction Analysis Model") != NULL;
    ck_assert_int_eq(shown, json_bool(view, "talk.has_coded", false));
    return view;
}

static double figure(const cJSON *view, const char *path)
{
    g_autofree char *full = g_strconcat("talk.coded.0.codes.", path, ".value", NULL);
    return json_double(view, full, NAN);
}

START_TEST(codes_are_shown_once_they_are_frozen)
{
    g_autoptr(World) w = world_new();
    CodingPeople p = coding_people_of(w);
    for (int i = 0; i < 8; i++)
        coding_post(w, &p, i % 2, "m1d", 0, "We call after the first missed visit");
    g_autoptr(cJSON) made = done_as(w, p.coordinator, "code.study", STUDY("s", "iam"));
    code_all(w, p.anna, "s",
        (const char *[]){ "phase1", "phase1", "phase1", "phase1", "phase1", "phase2", "phase2", "phase3", NULL });
    code_all(w, p.ben, "s",
        (const char *[]){ "phase1", "phase1", "phase1", "phase1", "phase2", "phase2", "phase2", "phase3", NULL });
    g_autoptr(cJSON) before = report_of(w);
    ck_assert_int_eq(cJSON_GetArraySize(json_at(before, "talk.coded")), 0);
    ck_assert(strstr(json_string(before, "talk.coded_open"), "One coding study is not frozen yet") != NULL);
    g_autoptr(cJSON) opened = done_as(w, p.coordinator, "code.adjudicate", "{\"study\":\"s\"}");
    g_autoptr(cJSON) five =
        done_as(w, p.anna, "code.adjudicate", "{\"study\":\"s\",\"unit\":5,\"codes\":[\"phase1\"]}");
    g_autoptr(cJSON) frozen = done_as(w, p.coordinator, "code.freeze", "{\"study\":\"s\"}");
    g_autoptr(cJSON) view = report_of(w);
    ck_assert_str_eq(json_string(view, "talk.coded_open"), "");
    ck_assert_int_eq(json_int(view, "talk.coded.0.n", 0), 8);
    NEAR(figure(view, "0.share"), 62.5); /* five of eight */
    NEAR(figure(view, "1.share"), 25);
    NEAR(figure(view, "0.expected"), 65);
    NEAR(figure(view, "0.by_week.0.share"), 62.5);
    ck_assert(isnan(figure(view, "0.kappa"))); /* under ten positives */
    ck_assert(strstr(json_string(view, "talk.coded.0.citation"), "Gunawardena") != NULL);
}
END_TEST

START_TEST(a_week_of_few_posts_tells_no_share)
{
    g_autoptr(World) w = world_new();
    CodingPeople p = coding_people_of(w);
    for (int i = 0; i < 3; i++)
        coding_post(w, &p, i % 2, "m1d", 0, "We call after the first missed visit");
    g_autoptr(cJSON) made = done_as(w, p.coordinator, "code.study", STUDY("s", "iam"));
    code_all(w, p.anna, "s", (const char *[]){ "phase1", "phase1", "phase1", NULL });
    code_all(w, p.ben, "s", (const char *[]){ "phase1", "phase1", "phase1", NULL });
    g_autoptr(cJSON) opened = done_as(w, p.coordinator, "code.adjudicate", "{\"study\":\"s\"}");
    g_autoptr(cJSON) frozen = done_as(w, p.coordinator, "code.freeze", "{\"study\":\"s\"}");
    g_autoptr(cJSON) view = report_of(w);
    ck_assert(isnan(figure(view, "0.by_week.0.share")));
    NEAR(figure(view, "0.share"), 100);
}
END_TEST

START_TEST(advice_against_the_guideline_is_counted_until_it_is_corrected)
{
    g_autoptr(World) w = world_new();
    CodingPeople p = coding_people_of(w);
    coding_post(w, &p, 0, "m1d", 0, "Stop the medicine for a week");
    g_autoptr(cJSON) made = done_as(w, p.coordinator, "code.study", STUDY("g", "guideline"));
    g_autoptr(cJSON) none = report_of(w);
    ck_assert_int_eq(json_int(none, "talk.flagged", -1), 0);
    code_all(w, p.anna, "g", (const char *[]){ "discordant", NULL });
    g_autoptr(cJSON) view = report_of(w);
    ck_assert_int_eq(json_int(view, "talk.flagged", 0), 1);
    ck_assert(strstr(json_string(view, "talk.flagged_text"), "baraza code flagged") != NULL);
    g_autofree char *json = report_json(view);
    ck_assert_msg(!strstr(json, "Stop the medicine"), "the report repeats what was said");
}
END_TEST

UNIT_MAIN("report_coded", codes_are_shown_once_they_are_frozen, a_week_of_few_posts_tells_no_share,
    advice_against_the_guideline_is_counted_until_it_is_corrected)
