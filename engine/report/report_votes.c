/* SPDX-License-Identifier: GPL-3.0-or-later */
/* votes.csv: who chose what, and who changed from what to what after the talk. circles.csv: who talked with whom. */
#include "csv_rows.h"

const CsvColumn vote_columns[] = {
    { "learner_id", "study id", "text", "" },
    { "room", "room in which the learner voted", "text", "" },
    { "poll", "step", "text", "" },
    { "first", "option ids chosen, the first time", "text", "" },
    { "first_at", "last change of that answer", "time", "ISO 8601, UTC" },
    { "second", "option ids chosen when asked again, after the spread was shown and talked about", "text", "" },
    { "second_at", "last change of that answer", "time", "ISO 8601, UTC" },
    { "changed", "both are there and differ; blank unless both are there", "flag", "0 no; 1 yes" },
    { "tz", "time zone of the cohort", "text", "IANA" },
};
const guint n_vote_columns = G_N_ELEMENTS(vote_columns);

static void put_vote(GString *out, const ReportData *data, const ReportVote *vote)
{
    const ReportLearner *l = data->learners->pdata[vote->learner];
    const ReportRoom *room = vote->room >= 0 ? data->rooms->pdata[vote->room] : NULL;
    const char *const who[] = { l->study_id, room ? room->name : "", vote->step };
    put_texts(out, who, G_N_ELEMENTS(who));
    csv_put(out, vote->first ? vote->first : "");
    csv_put_time(out, vote->first_at);
    csv_put(out, vote->second ? vote->second : "");
    csv_put_time(out, vote->second_at);
    if (vote->first && vote->second)
        csv_put_int(out, !g_str_equal(vote->first, vote->second));
    else
        csv_put(out, "");
    csv_put(out, data->zone ? data->zone : "");
    csv_end_row(out);
}

GString *report_csv_votes(const ReportData *data, ReportPurpose purpose)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < n_vote_columns; i++)
        csv_put(out, vote_columns[i].name);
    csv_end_row(out);
    for (guint i = 0; i < data->votes->len; i++) {
        const ReportVote *vote = data->votes->pdata[i];
        if (row_is_in(data->learners->pdata[vote->learner], purpose))
            put_vote(out, data, vote);
    }
    return out;
}

const CsvColumn stay_columns[] = {
    { "learner_id", "study id", "text", "" },
    { "room", "room that the circle belongs to", "text", "" },
    { "circle", "number of the pair or circle; the finest unit that talked together", "integer", "" },
    { "kind", "what it is", "text", "pair circle" },
    { "entered_at", "when the learner came to it", "time", "ISO 8601, UTC" },
    { "left_at", "when she left it; blank while she is in it", "time", "ISO 8601, UTC" },
    { "why", "why she left it", "text",
        "silent paused left moved observes alone regrouped formed_anew moved_by_staff" },
    { "tz", "time zone of the cohort", "text", "IANA" },
};
const guint n_stay_columns = G_N_ELEMENTS(stay_columns);

GString *report_csv_circles(const ReportData *data, ReportPurpose purpose)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < n_stay_columns; i++)
        csv_put(out, stay_columns[i].name);
    csv_end_row(out);
    for (guint i = 0; i < data->stays->len; i++) {
        const ReportStay *stay = data->stays->pdata[i];
        const ReportLearner *l = data->learners->pdata[stay->learner];
        const ReportRoom *room = stay->room >= 0 ? data->rooms->pdata[stay->room] : NULL;
        if (!row_is_in(l, purpose))
            continue;
        const char *const who[] = { l->study_id, room ? room->name : "" };
        put_texts(out, who, G_N_ELEMENTS(who));
        csv_put_int(out, stay->circle);
        csv_put(out, stay->kind);
        csv_put_time(out, stay->entered);
        csv_put_time(out, stay->left);
        csv_put(out, stay->why ? stay->why : "");
        csv_put(out, data->zone ? data->zone : "");
        csv_end_row(out);
    }
    return out;
}
