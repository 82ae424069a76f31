/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cohorts made up for the tests of the evaluation: as many learners, rooms and facilities as asked, a true gain, a
 * base, losses. */
#pragma once
#include "report.h"

#include <math.h>

typedef struct {
    const char *name;
    int learners, rooms, facilities;
    double base, gain, spread; /* chance of a right answer before, what is added after, and between rooms */
    double lost;               /* share without a post-test; the weak go first */
    int forms, items;          /* 1 form: before and after the same; 2 crossed; 3 with a delayed test */
    bool quiet;                /* nobody posts */
    int later;                 /* days after the others' start */
    uint64_t seed;
} Trial;

#define TRIAL_START INT64_C(1796601600) /* 2026-12-07T00:00:00Z */

static inline double trial_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(*state >> 33) / (double)(UINT64_C(1) << 31);
}

static inline void trial_items(ReportData *data, const Trial *t)
{
    static const char *const names[] = { "A", "B", "C" };
    static const char *const levels[] = { "recall", "apply" };
    for (int f = 0; f < t->forms; f++) {
        g_ptr_array_add(data->forms, g_strdup(names[f]));
        for (int i = 0; i < t->items; i++) {
            g_autofree char *id = g_strdup_printf("%c%02d", 'a' + f, i + 1);
            ReportItem *item = report_add_item(data, id);
            item->version = 1;
            item->objective = g_strdup_printf("o%d", i % 3 + 1);
            item->level = g_strdup(levels[i % 2]);
            item->stem = g_strdup("What is the next step?");
            item->key = g_strdup("a");
            g_ptr_array_add(item->options, g_strdup("a: right"));
            g_ptr_array_add(item->options, g_strdup("b: wrong"));
            g_ptr_array_add(item->forms, g_strdup(names[f]));
        }
    }
    for (int o = 0; o < 3; o++) {
        ReportObjective *objective = g_new0(ReportObjective, 1);
        objective->id = g_strdup_printf("o%d", o + 1);
        objective->text = g_strdup_printf("Objective %d", o + 1);
        g_ptr_array_add(data->objectives, objective);
    }
}

static inline void trial_sit(ReportData *data, const Trial *t, int i, Occasion o, double chance, uint64_t *random)
{
    static const int64_t opens[] = { 1, 40, 100 };
    int form = (i % t->forms + (int)o) % t->forms;
    ReportSit *sit = report_add_sit(data, i, o);
    sit->form = g_strdup(data->forms->pdata[form]);
    sit->opened = TRIAL_START + (opens[o] + t->later) * DAY + 600 * i;
    sit->submitted = sit->opened + 900;
    for (int q = 0; q < t->items; q++) {
        double harder = form == 1 ? .06 : 0, draw = trial_random(random);
        ReportAnswer answer = { .item = form * t->items + q,
            .score = draw < chance - harder - .03 * (q % 3),
            .shown = g_strdup("a b"),
            .asked = sit->opened + 60 * q };
        answer.answered = answer.asked + 20 + (int)(30 * trial_random(random));
        answer.answer = g_strdup(answer.score == 1 ? "a" : "b");
        g_array_append_val(sit->answers, answer);
    }
}

static inline void trial_learner(ReportData *data, const Trial *t, int i, uint64_t *random)
{
    static const char *const cadres[] = { "nurse", "midwife", "chw" };
    ReportLearner *l = report_add_learner(data);
    int room = i % t->rooms;
    double room_shift = t->rooms > 1 ? t->spread * (2.0 * room / (t->rooms - 1) - 1) : 0;
    double ability = t->base + .3 * (trial_random(random) - .5);
    l->study_id = g_strdup_printf("%s-%03d", t->name, i);
    l->cadre = g_strdup(cadres[i % 3]);
    l->sex = g_strdup(i % 4 ? "f" : "m");
    l->age_band = g_strdup(i % 2 ? "25-34" : "35-44");
    l->country = g_strdup("ZW");
    l->facility = g_strdup_printf("%s-F%d", t->name, i % t->facilities);
    l->status = g_strdup("active");
    l->room = room;
    l->sequence = i % t->forms;
    l->enrolled = TRIAL_START - DAY;
    l->messaged = TRIAL_START;
    l->asked_course = l->may_course = l->may_posts = l->may_research = true;
    l->steps_done = (int)(20 * trial_random(random));
    ((ReportRoom *)data->rooms->pdata[room])->members++;
    trial_sit(data, t, i, OCCASION_PRE, ability, random);
    bool lost = trial_random(random) < t->lost * (ability < t->base ? 1.5 : .5);
    if (lost)
        report_add_sit(data, i, OCCASION_POST)->missing = MISSING_NO_ANSWER;
    else
        trial_sit(data, t, i, OCCASION_POST, ability + t->gain + room_shift, random);
    if (t->forms < 3)
        return;
    if (lost || i % 5 == 0)
        report_add_sit(data, i, OCCASION_DELAYED)->missing = MISSING_NO_ANSWER;
    else
        trial_sit(data, t, i, OCCASION_DELAYED, ability + .6 * t->gain + room_shift, random);
}

static inline void trial_posts(ReportData *data, const Trial *t, uint64_t *random)
{
    for (int n = 0; n < 3 * t->learners && !t->quiet; n++) {
        ReportPost *post = g_new0(ReportPost, 1);
        post->learner = (int)(t->learners * trial_random(random) * trial_random(random));
        post->room = post->learner % t->rooms;
        ReportRoom *room = data->rooms->pdata[post->room];
        post->number = ++room->posts;
        post->reply_to = n % 2 && post->number > 1 ? post->number - 1 : 0;
        post->basis = g_strdup(post->reply_to ? "quote" : "none");
        post->text = g_strdup("We call after the first missed visit.");
        post->length = 37;
        post->active = (int64_t)n * 3600;
        post->time = TRIAL_START + 2 * DAY + post->active;
        g_ptr_array_add(data->posts, post);
    }
}

static inline ReportData *report_trial(const Trial *t)
{
    uint64_t random = t->seed;
    ReportData *data = report_data_new();
    data->course_id = g_strdup("pmtct-retention");
    data->course_title = g_strdup("Keeping mothers and babies in care");
    data->course_version = g_strdup("1.0");
    data->cohort = g_strdup(t->name);
    data->zone = g_strdup("Africa/Harare");
    data->primary = g_strdup("knowledge: post minus pre");
    data->program_version = g_strdup("0.1.0");
    data->test_id = g_strdup("knowledge");
    data->start = TRIAL_START;
    data->post_closes = TRIAL_START + 45 * DAY;
    data->test_closes = TRIAL_START + 105 * DAY;
    data->generated = TRIAL_START + 110 * DAY;
    data->seed = t->seed;
    data->has_delayed = t->forms == 3;
    data->same_form = t->forms == 1;
    data->sequences = data->design = t->forms;
    data->steps_all = 20;
    ReportCohort *cohort = g_new0(ReportCohort, 1);
    *cohort = (ReportCohort){ .name = g_strdup(t->name),
        .course_version = g_strdup("1.0"),
        .start = data->start + t->later * DAY,
        .post_closes = data->post_closes,
        .test_closes = data->test_closes,
        .active = 60 * DAY,
        .seed = t->seed,
        .learners = t->learners };
    g_ptr_array_add(data->cohorts, cohort);
    for (int r = 0; r < t->rooms; r++) {
        ReportRoom *room = g_new0(ReportRoom, 1);
        room->name = g_strdup_printf("%d", r + 1);
        g_ptr_array_add(data->rooms, room);
    }
    trial_items(data, t);
    for (int i = 0; i < t->learners; i++)
        trial_learner(data, t, i, &random);
    trial_posts(data, t, &random);
    return data;
}

/* Two trials as one study. */
static inline ReportData *report_two(const Trial *a, const Trial *b)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func((GDestroyNotify)report_data_free);
    g_ptr_array_add(parts, report_trial(a));
    g_ptr_array_add(parts, report_trial(b));
    return report_merge(parts, NULL);
}
