/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events: who meant to come and who was there. Assignments: what was handed in, whose reviews came, and what colleagues
 * marked. */
#include "clock.h"
#include "report_priv.h"
#include "review.h"

#include <string.h>

/* --- events --- */

/* In the cohort's zone where all cohorts met at the same time, else blank. Given. */
static char *when_of(const ReportData *data, int event)
{
    int64_t starts = 0;
    for (guint i = 0; i < data->visits->len; i++) {
        const ReportVisit *visit = data->visits->pdata[i];
        if (visit->event != event)
            continue;
        if (starts && visit->starts != starts)
            return g_strdup("");
        starts = visit->starts;
    }
    const CivilZone *zone = data->zone ? civil_zone(data->zone, NULL) : NULL;
    return !starts ? g_strdup("") : zone ? civil_local_text(zone, starts) : civil_utc_text(starts);
}

static void put_share(cJSON *row, const char *key, const char *name, int n, int of)
{
    view_number(row, key, name, of < SMALL_CELL ? NAN : 100.0 * n / of, PERCENT, 0);
}

static void put_event(cJSON *rows, const Sums *s, int event)
{
    const ReportData *data = s->data;
    const ReportEvent *e = data->events->pdata[event];
    int n = 0, yes = 0, maybe = 0, no = 0, present = 0, kept = 0;
    bool over = true; /* in every cohort */
    for (guint i = 0; i < data->visits->len; i++) {
        const ReportVisit *visit = data->visits->pdata[i];
        if (visit->event != event)
            continue;
        n++;
        yes += g_strcmp0(visit->comes, "yes") == 0;
        maybe += g_strcmp0(visit->comes, "maybe") == 0;
        no += g_strcmp0(visit->comes, "no") == 0;
        present += visit->present;
        kept += visit->present && g_strcmp0(visit->comes, "yes") == 0;
        over = over && visit->over;
    }
    cJSON *row = view_row(rows);
    json_put(json_put(row, "id", e->step), "title", e->title);
    view_say(row, "when", when_of(data, event));
    json_put_bool(row, "over", over);
    json_put_int(json_put_int(row, "minutes", e->minutes), "n", n);
    json_put_int(json_put_int(json_put_int(row, "yes", yes), "maybe", maybe), "no", no);
    view_number(row, "present", "were there", over || present ? present : NAN, "", 0);
    put_share(row, "share", "of those enrolled, were there", present, over ? n : 0);
    put_share(row, "kept", "of those who said yes, were there", kept, over ? yes : 0);
}

void view_events(cJSON *view, const Sums *s)
{
    cJSON *rows = view_array(view, "events");
    json_put_bool(view, "has_events", s->data->events->len > 0);
    for (guint e = 0; e < s->data->events->len; e++)
        put_event(rows, s, (int)e);
}

/* --- assignments --- */

/* The median of a work's reviewers by one criterion; NaN without a mark. */
static double mark_of(const ReportData *data, int64_t work, guint criterion)
{
    g_autoptr(GArray) marks = g_array_new(FALSE, FALSE, sizeof(int));
    for (guint i = 0; i < data->reviews->len; i++) {
        const ReportReview *review = data->reviews->pdata[i];
        if (review->work == work && criterion < review->marks->len)
            g_array_append_val(marks, g_array_index(review->marks, int, criterion));
    }
    return marks->len ? review_median((const int *)(gpointer)marks->data, marks->len) : NAN;
}

static void put_criteria(cJSON *row, const ReportData *data, int of)
{
    const ReportAssignment *a = data->assignments->pdata[of];
    g_autofree double *each = g_new(double, data->works->len + 1);
    cJSON *rows = view_array(row, "criteria");
    for (guint c = 0; c < a->criteria->len; c++) {
        for (guint i = 0; i < data->works->len; i++) {
            const ReportWork *work = data->works->pdata[i];
            each[i] = work->assignment == of ? mark_of(data, work->id, c) : NAN;
        }
        StatsSummary all = stats_summary(each, (int)data->works->len);
        bool told = all.n >= SMALL_CELL;
        cJSON *one = view_row(rows);
        json_put_int(json_put(one, "text", a->criteria->pdata[c]), "most", g_array_index(a->most, int, c));
        json_put_int(one, "n", all.n);
        json_put_bool(one, "told", told);
        view_number(one, "median", "median over works of the median of a work's reviewers", told ? all.median : NAN, "",
            fmod(all.median, 1) != 0 ? 1 : 0);
    }
    json_put_bool(row, "has_criteria", a->criteria->len > 0);
}

static int received(const ReportData *data, int64_t work)
{
    int n = 0;
    for (guint i = 0; i < data->reviews->len; i++) {
        const ReportReview *review = data->reviews->pdata[i];
        n += review->work == work && review->answered;
    }
    return n;
}

static void put_assignment(cJSON *rows, const Sums *s, int of, bool blind)
{
    const ReportData *data = s->data;
    const ReportAssignment *a = data->assignments->pdata[of];
    int handed = 0, staff = 0, all = 0, some = 0, none = 0, asked = 0, given = 0;
    for (guint i = 0; i < data->works->len; i++) {
        const ReportWork *work = data->works->pdata[i];
        if (work->assignment != of)
            continue;
        int n = received(data, work->id);
        handed += work->handed;
        staff += work->with_staff;
        all += work->handed && n >= a->peer;
        some += work->handed && n > 0 && n < a->peer;
        none += work->handed && n == 0 && a->peer > 0;
    }
    for (guint i = 0; i < data->reviews->len; i++) {
        const ReportReview *review = data->reviews->pdata[i];
        asked += review->assignment == of && review->asked;
        given += review->assignment == of && review->answered;
    }
    cJSON *row = view_row(rows);
    json_put(json_put(row, "id", a->step), "title", a->title);
    json_put_int(json_put_int(json_put_int(row, "n", s->n), "handed", handed), "staff", staff);
    json_put_bool(json_put_int(row, "peer", a->peer), "reviewed", a->peer > 0);
    json_put_int(json_put_int(json_put_int(row, "all", all), "some", some), "none", none);
    json_put_int(json_put_int(row, "asked", asked), "given", given);
    put_share(row, "share", "of those enrolled, handed in", handed, s->n);
    if (!blind)
        put_criteria(row, data, of);
    else
        json_put_bool(row, "has_criteria", false);
}

/* Counts at any time; marks not while blind. */
void view_works(cJSON *view, const Sums *s, bool blind)
{
    cJSON *rows = view_array(view, "assignments");
    json_put_bool(view, "has_assignments", s->data->assignments->len > 0);
    for (guint a = 0; a < s->data->assignments->len; a++)
        put_assignment(rows, s, (int)a, blind);
}
