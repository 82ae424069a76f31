/* SPDX-License-Identifier: GPL-3.0-or-later */
/* attendance.csv: of each event of the course, who said that she comes, and who was there. Not where it was. */
#include "export_priv.h"

static void put_time(GString *out, int64_t utc)
{
    g_autofree char *text = utc ? civil_utc_text(utc) : g_strdup("");
    csv_put(out, text);
}

void export_attendance(Exporting *x)
{
    static const char *const head[] = { "learner_id", "event", "starts_at", "minutes", "comes", "present", "noted_at" };
    GString *out = g_string_new(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(head); i++)
        csv_put(out, head[i]);
    csv_end_row(out);
    for (guint i = 0; i < x->data->visits->len; i++) {
        const ReportVisit *visit = x->data->visits->pdata[i];
        const ReportEvent *event = x->data->events->pdata[visit->event];
        csv_put(out, ((const ReportLearner *)x->data->learners->pdata[visit->learner])->study_id);
        csv_put(out, event->step);
        put_time(out, visit->starts);
        csv_put_int(out, event->minutes);
        csv_put(out, visit->comes ? visit->comes : "");
        csv_put_int(out, visit->present);
        put_time(out, visit->noted);
        csv_end_row(out);
    }
    export_put(x, "attendance.csv", out);
}
