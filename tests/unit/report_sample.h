/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cohort made up for the tests: 28 learners in two rooms, three forms of ten questions and two anchors, three
 * occasions. */
#pragma once
#include "report.h"

#include <math.h>

#define SAMPLE_LEARNERS 28
#define SAMPLE_START INT64_C(1796601600) /* 2026-12-07T00:00:00Z */

static inline double sample_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(*state >> 33) / (double)(UINT64_C(1) << 31);
}

static inline void sample_items(ReportData *data)
{
    static const char *const names[] = { "A", "B", "C" };
    static const char *const levels[] = { "recall", "apply", "understand" };
    for (int f = 0; f < 3; f++) {
        g_ptr_array_add(data->forms, g_strdup(names[f]));
        for (int i = 0; i < 10; i++) {
            g_autofree char *id = g_strdup_printf("%c%02d", 'a' + f, i + 1);
            ReportItem *item = report_add_item(data, id);
            item->version = 1;
            item->objective = g_strdup_printf("o%d", i % 6 + 1);
            item->level = g_strdup(levels[i % 3]);
            item->stem = g_strdup_printf(
                "Question %d of form %s: what is the next step for this mother and her baby?", i + 1, names[f]);
            item->key = g_strdup("a");
            g_ptr_array_add(item->options, g_strdup("a: the right step"));
            g_ptr_array_add(item->options, g_strdup("b: a step many take"));
            g_ptr_array_add(item->forms, g_strdup(names[f]));
        }
    }
    for (int i = 0; i < 2; i++) {
        g_autofree char *id = g_strdup_printf("x%02d", i + 1);
        ReportItem *item = report_add_item(data, id);
        item->version = 2;
        item->anchor = true;
        item->objective = g_strdup("o1");
        item->level = g_strdup("apply");
        item->stem = g_strdup_printf("Anchor question %d: when is the next test due?", i + 1);
        item->key = g_strdup("a");
        for (int f = 0; f < 3; f++)
            g_ptr_array_add(item->forms, g_strdup(names[f]));
    }
}

static inline void sample_sit(ReportData *data, int i, Occasion o, double ability, uint64_t *random)
{
    static const int64_t opens[] = { 1, 57, 147 };
    int form = (i % 3 + o) % 3;
    ReportSit *sit = report_add_sit(data, i, o);
    sit->form = g_strdup(data->forms->pdata[form]);
    sit->opened = SAMPLE_START + opens[o] * DAY + 600 * i;
    bool unfinished = i == 5 && o == OCCASION_POST;
    sit->missing = unfinished ? MISSING_NO_ANSWER : MISSING_NONE;
    sit->submitted = unfinished ? 0 : sit->opened + 1500;
    sit->pre_late = i == 9 && o == OCCASION_PRE;
    for (int q = 0; q < 12; q++) {
        int item = q < 10 ? form * 10 + q : 30 + q - 10;
        double chance = ability - .04 * (q % 5) - (form == 1 ? .08 : 0), draw = sample_random(random);
        ReportAnswer answer = {
            .item = item, .score = draw < chance, .shown = g_strdup("b a"), .asked = sit->opened + 120 * q
        };
        answer.answered = answer.asked + 40 + (int)(60 * sample_random(random));
        answer.answer = g_strdup(answer.score == 1 ? "a" : "b");
        answer.mate_sat = o == OCCASION_POST && draw > .9;
        if (unfinished && q > 6) {
            g_free(answer.answer);
            answer.answer = NULL;
            answer.answered = 0;
            answer.score = NAN;
            answer.missing = MISSING_NO_ANSWER;
        }
        g_array_append_val(sit->answers, answer);
    }
}

static inline void sample_learner(ReportData *data, int i, uint64_t *random)
{
    static const char *const bands[] = { "25-34", "35-44", "45-54" };
    ReportLearner *l = report_add_learner(data);
    l->study_id = g_strdup_printf("S%04d", 1000 + i * 37 % 997);
    l->cadre = g_strdup(i % 7 == 6 ? "student" : i % 3 ? "nurse" : "midwife");
    l->sex = g_strdup(i % 4 == 3 ? "m" : "f");
    l->age_band = i == 4 ? NULL : g_strdup(bands[i % 3]);
    l->facility = g_strdup_printf("F%02d", i % 9 + 1);
    l->country = g_strdup("ZW");
    l->left_herself = i == 12; /* the other was stopped by staff */
    l->status = g_strdup(i == 12 || i == 20 ? "stopped" : i == 27 ? "no_opt_in" : "active");
    l->room = i % 2;
    l->sequence = i % 3;
    l->enrolled = SAMPLE_START - 4 * DAY;
    l->messaged = i == 27 ? 0 : SAMPLE_START + 8 * HOUR;
    l->asked_course = i < 26;
    l->may_course = i < 26 && i != 25;
    l->may_posts = l->may_course && i != 7;
    l->may_research = l->may_course && i != 3 && i != 11;
    l->consented = l->may_course ? SAMPLE_START + 9 * HOUR : 0;
    l->withdrawn = i == 12 ? SAMPLE_START + 20 * DAY : i == 20 ? SAMPLE_START + 33 * DAY : 0;
    l->steps_done = l->may_course ? 18 + i % 9 : 0;
    ((ReportRoom *)data->rooms->pdata[l->room])->members++;
    if (!l->may_course)
        return;
    double ability = .42 + .3 * sample_random(random), learnt = .04 + .3 * sample_random(random);
    sample_sit(data, i, OCCASION_PRE, ability, random);
    if (l->withdrawn || i == 16)
        report_add_sit(data, i, OCCASION_POST)->missing = l->withdrawn ? MISSING_WITHDRAWN : MISSING_NOT_READ;
    else
        sample_sit(data, i, OCCASION_POST, ability + learnt, random);
    if (l->withdrawn || i % 6 == 4)
        report_add_sit(data, i, OCCASION_DELAYED)->missing = l->withdrawn ? MISSING_WITHDRAWN : MISSING_UNDELIVERED;
    else
        sample_sit(data, i, OCCASION_DELAYED, ability + .7 * learnt, random);
}

static inline void sample_posts(ReportData *data, uint64_t *random)
{
    for (int n = 0; n < 190; n++) {
        double draw = sample_random(random);
        int i = (int)(26 * draw * draw * sample_random(random));
        ReportPost *post = g_new0(ReportPost, 1);
        static const char *const bases[] = { "quote", "number", "number", "inferred", "none" };
        post->learner = n % 8 == 0 ? -1 : i;
        post->room = n % 2;
        ((ReportRoom *)data->rooms->pdata[post->room])->posts++;
        post->number = n / 2 + 1;
        post->reply_to = n % 3 ? n / 2 : 0;
        post->basis = g_strdup(bases[n % 5]);
        post->prompt = g_strdup_printf("m%dd1", n * 6 / 190 + 1);
        post->text = post->learner == 7 ? NULL
                                        : g_strdup(n == 3 ? "=cmd|' /C calc'!A0"
                                                          : "In our clinic we call after the first missed visit.");
        post->length = 51;
        post->time = SAMPLE_START + (int64_t)(n * 52.0 / 190 * DAY) + 13 * HOUR;
        g_ptr_array_add(data->posts, post);
    }
}

static inline void sample_messages(ReportData *data, uint64_t *random)
{
    for (int n = 0; n < 24; n++) {
        ReportDelivery *d = g_new0(ReportDelivery, 1);
        d->step = g_strdup_printf("m%dp%d", n / 4 + 1, n % 4 + 1);
        d->title = g_strdup_printf("Module %d, part %d", n / 4 + 1, n % 4 + 1);
        d->owed = 27;
        d->not_sent = n > 12 ? 2 : 1;
        d->failed = n % 7 == 0;
        d->waiting = n == 23;
        d->accepted = d->owed - d->not_sent - d->failed - d->waiting;
        d->delivered = d->accepted - (int)(2 * sample_random(random));
        d->read = d->delivered - (int)(6 * sample_random(random));
        g_ptr_array_add(data->deliveries, d);
    }
    static const ReportReason reasons[] = {
        { (char *)"done", (char *)"opted_out", 33 },
        { (char *)"done", (char *)"failed", 4 },
        { (char *)"held", (char *)"window", 1 },
    };
    for (guint i = 0; i < G_N_ELEMENTS(reasons); i++) {
        ReportReason *r = g_memdup2(&reasons[i], sizeof *r);
        r->place = g_strdup(r->place);
        r->reason = g_strdup(r->reason);
        g_ptr_array_add(data->reasons, r);
    }
    for (int i = 0; i < 120; i++) {
        ReportQuiz *quiz = g_new0(ReportQuiz, 1);
        quiz->learner = i % 24;
        quiz->step = g_strdup_printf("m%dq", i / 24 + 1);
        quiz->title = g_strdup_printf("Practice, module %d", i / 24 + 1);
        quiz->score = floor(sample_random(random) * 4) / 3;
        quiz->opened = SAMPLE_START + i * HOUR;
        quiz->finished = i % 11 ? quiz->opened + 400 : 0;
        g_ptr_array_add(data->quizzes, quiz);
    }
}

static inline ReportData *report_sample(void)
{
    uint64_t random = 20261207;
    ReportData *data = report_data_new();
    data->course_id = g_strdup("pmtct-retention");
    data->course_title = g_strdup("Keeping mothers and babies in care");
    data->course_version = g_strdup("1.0");
    data->course_sha256 = g_strdup("b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c");
    data->cohort = g_strdup("harare-1");
    data->zone = g_strdup("Africa/Harare");
    data->primary = g_strdup("knowledge: post minus pre");
    data->program_version = g_strdup("0.1.0");
    data->test_id = g_strdup("knowledge");
    data->start = SAMPLE_START;
    data->post_closes = SAMPLE_START + 59 * DAY;
    data->test_closes = SAMPLE_START + 149 * DAY;
    data->generated = SAMPLE_START + 150 * DAY;
    data->seed = 1;
    data->simulated = data->has_delayed = true;
    data->sequences = data->design = 3;
    data->steps_all = 27;
    for (int r = 0; r < 2; r++) {
        ReportRoom *room = g_new0(ReportRoom, 1);
        room->name = g_strdup_printf("%d", r + 1);
        g_ptr_array_add(data->rooms, room);
    }
    sample_items(data);
    for (int i = 0; i < SAMPLE_LEARNERS; i++)
        sample_learner(data, i, &random);
    sample_posts(data, &random);
    sample_messages(data, &random);
    for (int i = 0; i < 6; i++) { /* every sixth ranks higher; six were asked, and the last has not answered */
        double hours = i < 5 ? i + 1 : (double)NAN;
        g_array_append_val(data->asked, hours);
    }
    for (int i = 0; i < SAMPLE_LEARNERS; i += 6)
        ((ReportLearner *)data->learners->pdata[i])->senior = true;
    for (int i = 0; i < 10; i++) { /* ten were asked about the next, and every second knew her */
        ReportTie *tie = g_new0(ReportTie, 1);
        *tie = (ReportTie){ i, i + 1, i % 2 };
        g_ptr_array_add(data->ties, tie);
    }
    return data;
}
