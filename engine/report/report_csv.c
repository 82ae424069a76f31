/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data as files: one row a learner, one row an answer, one row a post. Who refused is left out, or their words are;
 * which is written in the codebook. */
#include "csv_rows.h"

bool row_is_in(const ReportLearner *learner, ReportPurpose purpose)
{
    return purpose == REPORT_ASSESSMENT || learner->may_research;
}

void put_texts(GString *out, const char *const *texts, guint n)
{
    for (guint i = 0; i < n; i++)
        csv_put(out, texts[i] ? texts[i] : "");
}

void csv_put_time(GString *out, int64_t utc)
{
    g_autofree char *text = utc ? civil_utc_text(utc) : NULL;
    csv_put(out, text ? text : "");
}

static void wide_header(GString *out, const ReportData *data)
{
    for (guint i = 0; i < n_wide_columns; i++)
        csv_put(out, wide_columns[i].name);
    csv_events_head(out, data);
    csv_surveys_head(out, data);
    for (int o = 0; o < OCCASIONS - !data->has_delayed; o++) {
        for (guint i = 0; i < n_occasion_columns; i++) {
            g_autofree char *name = g_strdup_printf("%s_%s", occasion_name(o), occasion_columns[i].name);
            csv_put(out, name);
        }
        for (guint j = 0; j < data->items->len; j++) {
            const ReportItem *item = data->items->pdata[j];
            g_autofree char *score = g_strdup_printf("%s_%s", occasion_name(o), item->id);
            g_autofree char *missing = g_strdup_printf("%s_%s_missing", occasion_name(o), item->id);
            csv_put(out, score);
            csv_put(out, missing);
        }
    }
    csv_end_row(out);
}

/* Why scores and answers of questions may not be shown yet, or NULL. */
static const char *sealed(const ReportData *data)
{
    return report_is_blind(data) ? "blinded" : report_items_sealed(data) ? "embargoed" : NULL;
}

static const ReportAnswer *answer_to(const ReportSit *sit, guint item)
{
    for (guint a = 0; sit && a < sit->answers->len; a++) {
        const ReportAnswer *answer = &g_array_index(sit->answers, ReportAnswer, a);
        if (answer->item == (int)item)
            return answer;
    }
    return NULL;
}

static void put_item(GString *out, const Sums *s, int i, Occasion o, guint j)
{
    const ReportSit *sit = s->sit[o][i];
    const ReportAnswer *answer = answer_to(sit, j);
    ReportMissing why = answer                     ? answer->missing
                        : sit && sit->answers->len ? MISSING_NOT_IN_FORM
                        : sit                      ? sit->missing
                                                   : MISSING_NOT_SENT;
    const char *seal = sealed(s->data);
    csv_put_double(out, answer && !seal ? answer->score : NAN);
    csv_put(out, seal ? seal : report_missing_name(why));
}

static void put_occasion(GString *out, const Sums *s, int i, Occasion o)
{
    const ReportSit *sit = s->sit[o][i];
    bool blind = report_is_blind(s->data);
    ReportMissing why = sit ? sit->missing : MISSING_NOT_SENT;
    csv_put(out, sit && sit->form ? sit->form : "");
    csv_put_double(out, blind ? NAN : s->score[o][i]);
    csv_put_double(out, blind || isnan(s->score[o][i]) ? NAN : sums_percent(s->data, sit, true));
    csv_put(out, blind && why == MISSING_NONE ? "blinded" : report_missing_name(why));
    csv_put_int(out, sit && sit->pre_late);
    csv_put_time(out, sit ? sit->opened : 0);
    csv_put_time(out, sit ? sit->submitted : 0);
    for (guint j = 0; j < s->data->items->len; j++)
        put_item(out, s, i, o, j);
}

/* What a learner wrote. */
typedef struct {
    int posts, length;
    int64_t first;
} Wrote;

/* By learner, given. */
static Wrote *wrote_of(const ReportData *data)
{
    Wrote *wrote = g_new0(Wrote, data->learners->len + 1);
    for (guint p = 0; p < data->posts->len; p++) {
        const ReportPost *post = data->posts->pdata[p];
        Wrote *w = post->learner >= 0 ? wrote + post->learner : NULL;
        if (!w)
            continue;
        w->posts++;
        w->length += post->length;
        w->first = w->first ? MIN(w->first, post->time) : post->time;
    }
    return wrote;
}

static void put_person(GString *out, const ReportData *data, int i, const Wrote *wrote)
{
    const ReportLearner *l = data->learners->pdata[i];
    const ReportRoom *room = l->room >= 0 ? data->rooms->pdata[l->room] : NULL;
    bool known = l->cohort < (int)data->cohorts->len;
    const char *cohort = known ? ((const ReportCohort *)data->cohorts->pdata[l->cohort])->name : data->cohort;
    const char *const texts[] = { l->study_id, cohort, l->arm, room ? room->name : "", l->cadre, l->sex, l->age_band,
        l->facility, l->country, l->status };
    put_texts(out, texts, G_N_ELEMENTS(texts));
    csv_put_int(out, l->may_course);
    csv_put_int(out, l->may_posts);
    csv_put_int(out, l->may_research);
    csv_put_int(out, l->sequence + 1);
    csv_put_time(out, l->enrolled);
    csv_put_time(out, l->messaged);
    csv_put_time(out, l->consented);
    csv_put_time(out, l->withdrawn);
    csv_put_int(out, l->steps_done);
    csv_put_int(out, wrote->posts);
    csv_put_int(out, wrote->length);
    csv_put_time(out, wrote->first);
    csv_put(out, data->zone ? data->zone : "");
}

GString *report_csv_wide(const ReportData *data, ReportPurpose purpose)
{
    g_autoptr(Sums) sums = sums_new(data);
    g_autofree Wrote *wrote = wrote_of(data);
    g_autofree const ReportVisit **visits = csv_visits(data);
    g_autofree const ReportReply **replies = csv_replies(data);
    GString *out = g_string_new(NULL);
    wide_header(out, data);
    for (int i = 0; i < sums->n; i++) {
        if (!row_is_in(data->learners->pdata[i], purpose))
            continue;
        put_person(out, data, i, wrote + i);
        csv_events_row(out, data, visits, i);
        csv_surveys_row(out, data, replies, i);
        for (int o = 0; o < OCCASIONS - !data->has_delayed; o++)
            put_occasion(out, sums, i, o);
        csv_end_row(out);
    }
    return out;
}

static void long_row(GString *out, const ReportData *data, const ReportSit *sit, const ReportAnswer *answer)
{
    const ReportLearner *l = data->learners->pdata[sit->learner];
    const char *seal = sealed(data);
    csv_put(out, l->study_id ? l->study_id : "");
    csv_put(out, occasion_name(sit->occasion));
    csv_put(out, sit->form ? sit->form : "");
    if (!answer) { /* the sit as a whole is missing */
        for (guint i = 3; i < n_long_columns - 1; i++)
            csv_put(out, g_str_equal(long_columns[i].name, "missing") ? report_missing_name(sit->missing) : "");
        csv_put(out, data->zone ? data->zone : "");
        csv_end_row(out);
        return;
    }
    const ReportItem *item = data->items->pdata[answer->item];
    bool held = answer->answer && item->essay && !l->may_posts;
    csv_put(out, item->id);
    csv_put_int(out, item->version);
    csv_put(out, item->objective ? item->objective : "");
    csv_put(out, answer->shown ? answer->shown : "");
    csv_put(out, answer->answer && !seal && !held ? answer->answer : "");
    csv_put_double(out, seal ? NAN : answer->score);
    csv_put_double(out, seal ? NAN : answer->corrected ? answer->first : answer->score);
    csv_put(out, answer->missing != MISSING_NONE ? report_missing_name(answer->missing)
                 : seal                          ? seal
                 : held                          ? "not_kept"
                                                 : "");
    csv_put_time(out, answer->asked);
    csv_put_time(out, answer->answered);
    if (answer->asked && answer->answered)
        csv_put_int(out, answer->answered - answer->asked);
    else
        csv_put(out, "");
    csv_put_int(out, answer->mate_sat);
    csv_put(out, data->zone ? data->zone : "");
    csv_end_row(out);
}

GString *report_csv_long(const ReportData *data, ReportPurpose purpose)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < n_long_columns; i++)
        csv_put(out, long_columns[i].name);
    csv_end_row(out);
    for (guint i = 0; i < data->sits->len; i++) {
        const ReportSit *sit = data->sits->pdata[i];
        if (!row_is_in(data->learners->pdata[sit->learner], purpose))
            continue;
        if (sit->answers->len == 0)
            long_row(out, data, sit, NULL);
        for (guint a = 0; a < sit->answers->len; a++)
            long_row(out, data, sit, &g_array_index(sit->answers, ReportAnswer, a));
    }
    return out;
}

static void post_row(GString *out, const ReportData *data, const ReportPost *post, const ReportLearner *author)
{
    const ReportRoom *room = post->room >= 0 ? data->rooms->pdata[post->room] : NULL;
    bool keep = post->text && (!author || author->may_posts);
    csv_put(out, room ? room->name : "");
    csv_put_int(out, post->number);
    csv_put(out, author ? (author->study_id ? author->study_id : "") : "facilitator");
    csv_put(out, author ? "learner" : "facilitator");
    csv_put(out, post->prompt ? post->prompt : "");
    csv_put_time(out, post->time);
    if (post->reply_to)
        csv_put_int(out, post->reply_to);
    else
        csv_put(out, "");
    csv_put(out, post->basis ? post->basis : "");
    csv_put_int(out, post->length);
    csv_put_int(out, !keep);
    csv_put(out, keep ? post->text : "");
    if (post->circle)
        csv_put_int(out, post->circle);
    else
        csv_put(out, "");
    csv_put(out, data->zone ? data->zone : "");
    csv_end_row(out);
}

GString *report_csv_posts(const ReportData *data, ReportPurpose purpose)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < n_post_columns; i++)
        csv_put(out, post_columns[i].name);
    csv_end_row(out);
    for (guint i = 0; i < data->posts->len; i++) {
        const ReportPost *post = data->posts->pdata[i];
        const ReportLearner *author = post->learner >= 0 ? data->learners->pdata[post->learner] : NULL;
        if (!author || row_is_in(author, purpose))
            post_row(out, data, post, author);
    }
    return out;
}
