/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each column means, and how many were left out and why. */
#include "csv_rows.h"

const CsvColumn wide_columns[] = {
    { "learner_id", "study id, random; the same in every file of this cohort", "text", "" },
    { "cohort", "cohort", "text", "" },
    { "arm", "arm of a comparison, blank for one group", "text", "" },
    { "room", "room in which the learner talked", "text", "" },
    { "cadre", "cadre, as enrolled", "text", "" },
    { "sex", "sex, as declared", "text", "" },
    { "age_band", "age band, as declared", "text", "" },
    { "facility_id", "facility, as enrolled", "text", "" },
    { "country", "country", "text", "ISO 3166 alpha-2" },
    { "status", "state of the enrolment", "text", "no_opt_in active paused stopped removed" },
    { "consent_course", "agreed to take the course", "flag", FLAG },
    { "consent_posts", "lets posts be kept for assessment", "flag", FLAG },
    { "consent_research", "lets data be used for research", "flag", FLAG },
    { "sequence", "row of the design of test forms, from 1; 0 not assigned", "integer", "" },
    { "enrolled_at", "enrolled", "time", "ISO 8601, UTC" },
    { "first_message_at", "first message accepted by the platform", "time", "ISO 8601, UTC" },
    { "consented_at", "agreed to take the course", "time", "ISO 8601, UTC" },
    { "withdrawn_at", "stopped or was removed", "time", "ISO 8601, UTC" },
    { "steps_done", "course steps of which a message was read or answered, tests aside", "integer", "" },
    { "posts", "posts shared with the room", "integer", "" },
    { "characters", "characters in those posts", "integer", "" },
    { "first_post_at", "first post", "time", "ISO 8601, UTC" },
    { "tz", "time zone of the cohort; all times are UTC", "text", "IANA" },
};
const CsvColumn occasion_columns[] = {
    { "form", "test form sat", "text", "" },
    { "total", "per cent of points; blank questions of a finished test are wrong", "number", "0 to 100" },
    { "total_first", "the same by the first keys, before questions were corrected", "number", "0 to 100" },
    { "missing", "why there is no total", "text", "reason" },
    { "late", "pre-test begun after course content: not in the primary estimate", "flag", FLAG },
    { "opened_at", "test opened", "time", "ISO 8601, UTC" },
    { "submitted_at", "test finished", "time", "ISO 8601, UTC" },
};
const CsvColumn long_columns[] = {
    { "learner_id", "study id", "text", "" },
    { "occasion", "occasion", "text", "pre post delayed" },
    { "form", "test form", "text", "" },
    { "item", "question", "text", "" },
    { "item_version", "version of the question", "integer", "" },
    { "objective", "learning objective", "text", "" },
    { "shown", "option ids in the order shown", "text", "" },
    { "answer", "option ids chosen, or the typed value", "text", "" },
    { "score", "share of the points", "number", "0 to 1" },
    { "score_first", "the same by the first key, before the question was corrected", "number", "0 to 1" },
    { "missing", "why there is no score", "text", "reason" },
    { "asked_at", "question sent", "time", "ISO 8601, UTC" },
    { "answered_at", "answer received", "time", "ISO 8601, UTC" },
    { "latency_s", "seconds from question to answer", "integer", "" },
    { "mate_sat", "a room-mate had sat the question before", "flag", FLAG },
    { "tz", "time zone of the cohort", "text", "IANA" },
};
const CsvColumn post_columns[] = {
    { "room", "room", "text", "" },
    { "number", "number of the post in its room", "integer", "" },
    { "learner_id", "study id of the author, or facilitator", "text", "" },
    { "role", "role of the author", "text", "learner facilitator" },
    { "prompt", "step whose prompt it answers", "text", "" },
    { "posted_at", "shared with the room", "time", "ISO 8601, UTC" },
    { "reply_to", "number of the post it answers", "integer", "" },
    { "reply_basis", "how that post was found", "text", "quote number inferred none" },
    { "characters", "length", "integer", "" },
    { "tombstone", "the author did not let the text be kept", "flag", FLAG },
    { "text", "text, blank in a tombstone", "text", "" },
    { "circle", "pair or circle in which it was said, which counts its own numbers; blank for the room", "integer",
        "" },
    { "tz", "time zone of the cohort", "text", "IANA" },
};
const guint n_wide_columns = G_N_ELEMENTS(wide_columns), n_occasion_columns = G_N_ELEMENTS(occasion_columns),
            n_long_columns = G_N_ELEMENTS(long_columns), n_post_columns = G_N_ELEMENTS(post_columns);

/* file, name, label, type, values, item version, key, objective */
void csv_book_row(
    GString *out, const char *file, const char *name, const char *label, const char *type, const char *values)
{
    const char *const cells[] = { file, name, label, type, values, "", "", "" };
    put_texts(out, cells, G_N_ELEMENTS(cells));
    csv_end_row(out);
}

static void put_row(GString *out, const char *file, const char *prefix, const CsvColumn *column)
{
    g_autofree char *name = g_strconcat(prefix, column->name, NULL);
    csv_book_row(out, file, name, column->label, column->type, column->values);
}

static void put_item_row(GString *out, const char *occasion, const ReportItem *item, bool sealed)
{
    g_autofree char *name = g_strdup_printf("%s_%s", occasion, item->id),
                    *version = g_strdup_printf("%d", item->version);
    g_autoptr(GString) options = g_string_new("0 to 1");
    for (guint i = 0; i < item->options->len; i++)
        g_string_append_printf(options, "; %s", (const char *)item->options->pdata[i]);
    const char *const cells[] = { "wide.csv", name, item->stem ? item->stem : "", "number", options->str, version,
        sealed || !item->key ? "" : item->key, item->objective ? item->objective : "" };
    put_texts(out, cells, G_N_ELEMENTS(cells));
    csv_end_row(out);
    g_autofree char *blank = g_strconcat(name, "_missing", NULL);
    const char *const why[] = { "wide.csv", blank, "why there is no score", "text", "reason", version, "", "" };
    put_texts(out, why, G_N_ELEMENTS(why));
    csv_end_row(out);
}

static void put_note(GString *out, const char *name, const char *label, const char *value)
{
    const char *const cells[] = { "*", name, label, "note", value, "", "", "" };
    put_texts(out, cells, G_N_ELEMENTS(cells));
    csv_end_row(out);
}

static void put_notes(GString *out, const ReportData *data, ReportPurpose purpose)
{
    int kept = 0, buried = 0;
    for (guint i = 0; i < data->learners->len; i++)
        kept += row_is_in(data->learners->pdata[i], purpose);
    for (guint i = 0; i < data->posts->len; i++) {
        const ReportPost *post = data->posts->pdata[i];
        const ReportLearner *author = post->learner >= 0 ? data->learners->pdata[post->learner] : NULL;
        buried += !post->text || (author && !author->may_posts);
    }
    g_autofree char *rows = g_strdup_printf("%d of %u", kept, data->learners->len);
    g_autofree char *out_of = g_strdup_printf("%u", data->learners->len - kept), *tombs = g_strdup_printf("%d", buried);
    put_note(out, "purpose", "who these files are for", purpose == REPORT_RESEARCH ? "research" : "assessment");
    put_note(out, "learners", "learners in these files, of those enrolled", rows);
    put_note(out, "left_out", "learners left out because they did not agree to research use", out_of);
    put_note(
        out, "tombstones", "posts of the cohort without text, because their authors did not let it be kept", tombs);
    for (int m = MISSING_NOT_SENT; m < MISSINGS; m++)
        put_note(out, report_missing_name(m), "reason of a blank", report_missing_label(m));
    put_note(out, "blinded", "reason of a blank", "the post-test has not closed for everyone");
    put_note(out, "embargoed", "reason of a blank", "the last sit of the test has not closed for everyone");
    put_note(out, "not_kept", "reason of a blank", "words that the learner does not let be kept, or had erased");
}

GString *report_csv_codebook(const ReportData *data, ReportPurpose purpose)
{
    static const char *const head[] = { "file", "name", "label", "type", "values", "item_version", "key", "objective" };
    GString *out = g_string_new(NULL);
    put_texts(out, head, G_N_ELEMENTS(head));
    csv_end_row(out);
    put_notes(out, data, purpose);
    for (guint i = 0; i < n_wide_columns; i++)
        put_row(out, "wide.csv", "", &wide_columns[i]);
    csv_events_book(out, data);
    csv_surveys_book(out, data);
    for (int o = 0; o < OCCASIONS - !data->has_delayed; o++) {
        g_autofree char *prefix = g_strconcat(occasion_name(o), "_", NULL);
        for (guint i = 0; i < n_occasion_columns; i++)
            put_row(out, "wide.csv", prefix, &occasion_columns[i]);
        for (guint j = 0; j < data->items->len; j++)
            put_item_row(out, occasion_name(o), data->items->pdata[j], report_items_sealed(data));
    }
    for (guint i = 0; i < n_long_columns; i++)
        put_row(out, "long.csv", "", &long_columns[i]);
    for (guint i = 0; i < n_post_columns; i++)
        put_row(out, "posts.csv", "", &post_columns[i]);
    for (guint i = 0; i < n_vote_columns; i++)
        put_row(out, "votes.csv", "", &vote_columns[i]);
    for (guint i = 0; i < n_stay_columns; i++)
        put_row(out, "circles.csv", "", &stay_columns[i]);
    for (guint i = 0; i < n_tie_columns; i++)
        put_row(out, "acquaintance.csv", "", &tie_columns[i]);
    for (guint i = 0; i < n_work_columns; i++)
        put_row(out, "work.csv", "", &work_columns[i]);
    for (guint i = 0; i < n_review_columns; i++)
        put_row(out, "reviews.csv", "", &review_columns[i]);
    csv_marks_book(out, data);
    return out;
}
