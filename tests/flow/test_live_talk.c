/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said in a live meeting stands with the meeting as its prompt, in the room's post, the report and an export;
 * and none comes in a heap after its time. */
#include "export.h"
#include "flow.h"
#include "report.h"

#define MEETING (scene_morning() + 2 * DAY + 6 * HOUR) /* 14:00 of course day 3 */

static void agree(Scene *scene)
{
    static const char *const purposes[] = { "posts", "research" };
    GError *error = NULL;
    g_autoptr(StoreTx) tx = store_begin(scene->stage->store, &error);
    g_autoptr(GArray) all = enrolment_list(scene->stage->store, scene->stage->cohort, &error);
    for (guint i = 0; i < all->len * 2; i++)
        ck_assert(consent_add(scene->stage->store, g_array_index(all, int64_t, i / 2), purposes[i % 2], true, "h", NULL,
            scene_morning(), &error));
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    context_forget(engine_context(scene->stage->engine));
}

/* Two say something while the meeting goes on, one of them without quoting anything. */
static void talk(Scene *scene)
{
    scene->course = "course-live";
    begin(scene);
    agree(scene);
    play(scene, MEETING + DAY);
}

static ReportData *collect(Scene *scene)
{
    GError *error = NULL;
    ReportData *data =
        report_collect(scene->stage->store, scene->stage->library, scene->stage->cohort, MEETING + DAY, "0", &error);
    unit_assert_ok(error);
    return data;
}

START_TEST(the_report_counts_what_was_said_in_a_meeting_to_the_meeting)
{
    g_auto(Scene) scene = { 0 };
    talk(&scene);
    g_autoptr(ReportData) data = collect(&scene);
    ck_assert_int_eq(data->posts->len, 2);
    for (guint i = 0; i < data->posts->len; i++)
        ck_assert_str_eq(((const ReportPost *)data->posts->pdata[i])->prompt, "m1l");
}
END_TEST

START_TEST(an_export_holds_what_was_said_in_a_meeting_with_its_prompt)
{
    static const guint8 key[EXPORT_KEY] = { 1 };
    GError *error = NULL;
    g_auto(Scene) scene = { 0 };
    talk(&scene);
    ExportPlan plan = { .study = "s", .key = key, .k = 1, .small = EXPORT_SUPPRESS, .program = "0" };
    Export *export =
        export_make(engine_context(scene.stage->engine), scene.stage->cohort, &plan, MEETING + DAY, &error);
    unit_assert_ok(error);
    int found = 0;
    ck_assert_int_eq(export->posts, 2);
    for (guint i = 0; i < export->files->len; i++) {
        const ExportFile *file = export->files->pdata[i];
        g_autofree char *text = g_strndup(g_bytes_get_data(file->bytes, NULL), g_bytes_get_size(file->bytes));
        g_auto(GStrv) lines = g_strsplit(g_str_has_suffix(file->name, "posts.csv") ? text : "", "\n", -1);
        for (int k = 0; lines[k]; k++)
            found += strstr(lines[k], "m1l") != NULL;
    }
    ck_assert_int_eq(found, 2);
    export_free(export);
}
END_TEST

static int bubbles_with(const Scene *scene, const char *words)
{
    int n = 0;
    for (guint i = 0; i < platform_bubbles(scene->stage->platform, 0); i++) {
        const PlatformBubble *b = platform_bubble(scene->stage->platform, 0, i);
        n += b->from_business && b->text && strstr(b->text, words);
    }
    return n;
}

START_TEST(a_meeting_that_the_engine_missed_or_broke_off_does_not_come_in_a_heap)
{
    const struct {
        int64_t stops;
        const char *had, *missed; /* before the engine stopped; what would have followed */
    } rows[] = { { MEETING - 30 * MINUTE, "It begins at 14:00", "does not cry. What do you do" },
        { MEETING + 2 * MINUTE, "does not cry. What do you do", "How many breaths" } };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_auto(Scene) scene = { .course = "course-live" };
        begin(&scene);
        play(&scene, rows[i].stops);
        stage_move(scene.stage, MEETING + 8 * HOUR);
        play(&scene, MEETING + DAY);
        ck_assert_int_eq(bubbles_with(&scene, rows[i].had), 1);
        ck_assert_msg(bubbles_with(&scene, rows[i].missed) == 0, "row %zu: it came in the morning", i);
        ck_assert_int_eq(bubbles_with(&scene, "follows: it is posted"), 0);
        no_faults(&scene);
    }
}
END_TEST

START_TEST(a_meeting_that_is_late_by_day_takes_place)
{
    g_auto(Scene) scene = { .course = "course-live" };
    begin(&scene);
    play(&scene, MEETING - 30 * MINUTE);
    stage_move(scene.stage, MEETING + 2 * HOUR);
    play(&scene, MEETING + 3 * HOUR);
    ck_assert_int_eq(bubbles_with(&scene, "does not cry. What do you do"), 1);
    ck_assert_int_eq(bubbles_with(&scene, "How many breaths"), 1);
    no_faults(&scene);
}
END_TEST

UNIT_MAIN("live_talk", a_meeting_that_the_engine_missed_or_broke_off_does_not_come_in_a_heap,
    a_meeting_that_is_late_by_day_takes_place, the_report_counts_what_was_said_in_a_meeting_to_the_meeting,
    an_export_holds_what_was_said_in_a_meeting_with_its_prompt)
