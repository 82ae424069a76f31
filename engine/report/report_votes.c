/* SPDX-License-Identifier: GPL-3.0-or-later */
/* votes.csv: who chose what, and who changed from what to what after the talk. */
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

static void put_time(GString *out, int64_t utc)
{
    g_autofree char *text = utc ? civil_utc_text(utc) : NULL;
    csv_put(out, text ? text : "");
}

static void put_vote(GString *out, const ReportData *data, const ReportVote *vote)
{
    const ReportLearner *l = data->learners->pdata[vote->learner];
    const ReportRoom *room = vote->room >= 0 ? data->rooms->pdata[vote->room] : NULL;
    csv_put(out, l->study_id ? l->study_id : "");
    csv_put(out, room ? room->name : "");
    csv_put(out, vote->step);
    csv_put(out, vote->first ? vote->first : "");
    put_time(out, vote->first_at);
    csv_put(out, vote->second ? vote->second : "");
    put_time(out, vote->second_at);
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
