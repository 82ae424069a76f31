/* SPDX-License-Identifier: GPL-3.0-or-later */
/* work.csv and reviews.csv: what was handed in, who reviewed it, what they marked. And who was at which event, in
 * wide.csv: a column an event. */
#include "csv_rows.h"

const CsvColumn work_columns[] = {
    { "work", "number of the piece of work in these files", "integer", "" },
    { "learner_id", "study id of its author", "text", "" },
    { "assignment", "step", "text", "" },
    { "handed_in_at", "handed in, or brought before the facilitators", "time", "ISO 8601, UTC" },
    { "state",
        "handed_in: for its reviewers; held: a facilitator looks at it first; facilitator: with one in place of "
        "reviewers",
        "text", "handed_in held facilitator" },
    { "reviews_asked", "colleagues who were asked to review it", "integer", "" },
    { "reviews_received", "of these, who did", "integer", "" },
    { "reviews_given", "reviews of others' work that its author gave in this assignment", "integer", "" },
    { "characters", "length", "integer", "" },
    { "tombstone", "the author did not let the text be kept", "flag", FLAG },
    { "text", "text, blank in a tombstone and for what is no text", "text", "" },
    { "tz", "time zone of the cohort", "text", "IANA" },
};
const CsvColumn review_columns[] = {
    { "work", "number of the piece of work in work.csv, blank when it was taken back", "integer", "" },
    { "assignment", "step", "text", "" },
    { "author_id", "study id of the author of the work", "text", "" },
    { "reviewer_id", "study id of the one who was asked to review it", "text", "" },
    { "state", "how far it came", "text", "waiting asked done let_go" },
    { "asked_at", "asked", "time", "ISO 8601, UTC" },
    { "answered_at", "reviewed", "time", "ISO 8601, UTC" },
    { "characters", "length of the comment", "integer", "" },
    { "tombstone", "there is a comment, and its writer or the author of the work does not let posts be kept", "flag",
        FLAG },
    { "comment", "comment, blank in a tombstone", "text", "" },
    { "tz", "time zone of the cohort", "text", "IANA" },
};
const guint n_work_columns = G_N_ELEMENTS(work_columns), n_review_columns = G_N_ELEMENTS(review_columns);

static const char *id_of(const ReportData *data, int learner)
{
    const char *id = ((const ReportLearner *)data->learners->pdata[learner])->study_id;
    return id ? id : "";
}

static const char *step_of(const ReportData *data, int assignment)
{
    return ((const ReportAssignment *)data->assignments->pdata[assignment])->step;
}

/* From 1 among those that are in the file; 0 for none. */
static int number_of(const ReportData *data, ReportPurpose purpose, int64_t id)
{
    int number = 0;
    for (guint i = 0; i < data->works->len; i++) {
        const ReportWork *work = data->works->pdata[i];
        bool in = row_is_in(data->learners->pdata[work->learner], purpose);
        number += in;
        if (work->id == id)
            return in ? number : 0;
    }
    return 0;
}

static void count_reviews(const ReportData *data, const ReportWork *work, int *asked, int *received, int *given)
{
    *asked = *received = *given = 0;
    for (guint i = 0; i < data->reviews->len; i++) {
        const ReportReview *review = data->reviews->pdata[i];
        bool done = review->answered != 0;
        *asked += review->work == work->id && review->asked;
        *received += review->work == work->id && done;
        *given += review->reviewer == work->learner && review->assignment == work->assignment && done;
    }
}

static void put_work(GString *out, const ReportData *data, ReportPurpose purpose, const ReportWork *work)
{
    const ReportLearner *author = data->learners->pdata[work->learner];
    const char *text = author->may_posts ? work->text : NULL;
    int asked, received, given;
    count_reviews(data, work, &asked, &received, &given);
    csv_put_int(out, number_of(data, purpose, work->id));
    csv_put(out, id_of(data, work->learner));
    csv_put(out, step_of(data, work->assignment));
    csv_put_time(out, work->time);
    csv_put(out, !work->handed ? "held" : work->with_staff ? "facilitator" : "handed_in");
    csv_put_int(out, asked);
    csv_put_int(out, received);
    csv_put_int(out, given);
    csv_put_int(out, work->length);
    csv_put_int(out, !text && work->length > 0);
    csv_put(out, text ? text : "");
    csv_put(out, data->zone ? data->zone : "");
    csv_end_row(out);
}

GString *report_csv_work(const ReportData *data, ReportPurpose purpose)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < n_work_columns; i++)
        csv_put(out, work_columns[i].name);
    csv_end_row(out);
    for (guint i = 0; i < data->works->len; i++) {
        const ReportWork *work = data->works->pdata[i];
        if (row_is_in(data->learners->pdata[work->learner], purpose))
            put_work(out, data, purpose, work);
    }
    return out;
}

guint csv_marks(const ReportData *data)
{
    guint most = 0;
    for (guint i = 0; i < data->assignments->len; i++)
        most = MAX(most, ((const ReportAssignment *)data->assignments->pdata[i])->criteria->len);
    return most;
}

static void put_review(GString *out, const ReportData *data, ReportPurpose purpose, const ReportReview *review)
{
    const ReportLearner *author = data->learners->pdata[review->author],
                        *reviewer = data->learners->pdata[review->reviewer];
    bool has = review->comment && *review->comment, keep = has && author->may_posts && reviewer->may_posts;
    int number = number_of(data, purpose, review->work);
    csv_put_double(out, number ? number : NAN);
    csv_put(out, step_of(data, review->assignment));
    csv_put(out, id_of(data, review->author));
    csv_put(out, id_of(data, review->reviewer));
    csv_put(out, review->state);
    csv_put_time(out, review->asked);
    csv_put_time(out, review->answered);
    csv_put_int(out, has ? (int)g_utf8_strlen(review->comment, -1) : 0);
    csv_put_int(out, has && !keep);
    csv_put(out, keep ? review->comment : "");
    csv_put(out, data->zone ? data->zone : "");
    for (guint i = 0; i < csv_marks(data); i++)
        csv_put_double(
            out, i < review->marks->len && !report_is_blind(data) ? g_array_index(review->marks, int, i) : NAN);
    csv_end_row(out);
}

GString *report_csv_reviews(const ReportData *data, ReportPurpose purpose)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < n_review_columns; i++)
        csv_put(out, review_columns[i].name);
    for (guint i = 0; i < csv_marks(data); i++) {
        g_autofree char *name = g_strdup_printf("mark_%u", i + 1);
        csv_put(out, name);
    }
    csv_end_row(out);
    for (guint i = 0; i < data->reviews->len; i++) {
        const ReportReview *review = data->reviews->pdata[i];
        if (row_is_in(data->learners->pdata[review->author], purpose) &&
            row_is_in(data->learners->pdata[review->reviewer], purpose))
            put_review(out, data, purpose, review);
    }
    return out;
}

/* "m2a: Is it safe? (0 to 4); m5a: ..." */
void csv_marks_book(GString *out, const ReportData *data)
{
    for (guint i = 0; i < csv_marks(data); i++) {
        g_autofree char *name = g_strdup_printf("mark_%u", i + 1);
        g_autoptr(GString) values = g_string_new(NULL);
        for (guint a = 0; a < data->assignments->len; a++) {
            const ReportAssignment *one = data->assignments->pdata[a];
            if (i < one->criteria->len)
                g_string_append_printf(values, "%s%s: %s (0 to %d)", values->len ? "; " : "", one->step,
                    (const char *)one->criteria->pdata[i], g_array_index(one->most, int, i));
        }
        csv_book_row(out, "reviews.csv", name, "mark by a criterion of the rubric", "integer", values->str);
    }
}

/* --- events --- */

void csv_events_head(GString *out, const ReportData *data)
{
    for (guint e = 0; e < data->events->len; e++) {
        g_autofree char *name = g_strconcat("attended_", ((const ReportEvent *)data->events->pdata[e])->step, NULL);
        csv_put(out, name);
    }
}

const ReportVisit **csv_visits(const ReportData *data)
{
    const ReportVisit **all = g_new0(const ReportVisit *, (gsize)data->learners->len * data->events->len + 1);
    for (guint i = 0; i < data->visits->len; i++) {
        const ReportVisit *visit = data->visits->pdata[i];
        all[(gsize)visit->learner * data->events->len + (gsize)visit->event] = visit;
    }
    return all;
}

void csv_events_row(GString *out, const ReportData *data, const ReportVisit *const *visits, int learner)
{
    for (guint e = 0; e < data->events->len; e++) {
        const ReportVisit *own = visits[(gsize)learner * data->events->len + e];
        csv_put_double(out, own && (own->present || own->over) ? own->present : NAN);
    }
}

void csv_events_book(GString *out, const ReportData *data)
{
    for (guint e = 0; e < data->events->len; e++) {
        const ReportEvent *event = data->events->pdata[e];
        g_autofree char *name = g_strconcat("attended_", event->step, NULL),
                        *label = g_strdup_printf("was there, blank before it is over: %s", event->title);
        csv_book_row(out, "wide.csv", name, label, "flag", FLAG);
    }
}
