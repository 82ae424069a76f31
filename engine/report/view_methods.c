/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the numbers were made: the text an evaluator can paste into a methods section. */
#include "report_priv.h"

static void say(cJSON *rows, const char *head, const char *format, ...) G_GNUC_PRINTF(3, 4);
static void say(cJSON *rows, const char *head, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    cJSON *row = view_row(rows);
    json_put(row, "head", head);
    json_put(row, "text", text);
}

static void say_primary(cJSON *rows, const ReportData *data)
{
    if (data->sequences > 1)
        say(rows, "Primary estimate",
            "%d parallel forms were crossed over the occasions, so that each form was a pre-test for some and a "
            "post-test for "
            "others. In each of the %d sequences the mean gain is the true gain plus the difference in difficulty of "
            "two forms; "
            "over the sequences these differences cancel. The estimate is the mean of the sequence means, its standard "
            "error "
            "s·√(Σ 1/nᵢ)/%d with the standard deviation s pooled within sequences, t with n − %d degrees of freedom. "
            "The raw "
            "paired t and the Wilcoxon test stand beside it and are not adjusted for forms.",
            (int)data->forms->len, data->sequences, data->sequences, data->sequences);
    else
        say(rows, "Primary estimate",
            "The mean of each learner's post-test less pre-test, with the paired t interval. Forms were not "
            "crossed over the occasions.");
}

/* Questions that were corrected, and what they did to the primary means. */
static void say_corrections(cJSON *rows, const Sums *s)
{
    const ReportData *data = s->data;
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < data->corrections->len; i++) {
        const ReportCorrection *c = data->corrections->pdata[i];
        g_autofree char *at = civil_utc_text(c->at);
        if (c->key)
            g_string_append_printf(text, "Question %s was given the key \"%s\" on %.10s. ", c->item, c->key, at);
        else
            g_string_append_printf(text, "Question %s was retired on %.10s and counts no longer. ", c->item, at);
    }
    if (text->len == 0)
        return;
    int changed = 0;
    for (guint i = 0; i < data->sits->len; i++) {
        const ReportSit *sit = data->sits->pdata[i];
        double now = sums_percent(data, sit, false), first = sums_percent(data, sit, true);
        changed += !isnan(now) && fabs(now - first) > 1e-9;
    }
    say(rows, "Corrected questions",
        "%sThis report uses the corrected scores, which differ from the first ones in %d of %u tests; both are in the "
        "files (total and total_first, score and score_first).",
        text->str, changed, data->sits->len);
}

void view_methods(cJSON *view, const Sums *s)
{
    cJSON *rows = view_array(view, "methods");
    say(rows, "Score",
        "Per cent of the points of the form. A test counts when it was finished before it closed; a question left "
        "blank in a finished test is wrong. Intervals are 95 %%, tests two-sided.");
    say_primary(rows, s->data);
    if (!report_items_sealed(s->data))
        say_corrections(rows, s);
    say(rows, "Who counts",
        "Learners with a finished pre-test begun before any course content was delivered and a finished "
        "post-test. The sensitivity table shows what other choices would give.");
    say(rows, "Wilcoxon",
        "Zero differences are dropped, tied ranks averaged; the exact p is conditional on the ties. The rank "
        "biserial correlation is (W₊ − W₋)/(W₊ + W₋).");
    say(rows, "Effect sizes",
        "dz and its interval by the noncentral t; the interval of d_av is that of dz, rescaled by the ratio of "
        "the standard deviations. Hedges' J is exact.");
    say(rows, "Items",
        "Facility is the share with full marks. An anchor item is met again by the same learners: its change is "
        "paired (exact McNemar). Any other item was answered by different learners before and after: independent "
        "groups (Newcombe interval). Holm's adjustment runs over all items. Discrimination D compares the upper and "
        "lower 27 %% by total; learners tied at the edge share its places equally. With a single cohort these figures "
        "are rough, so they are given with n and interval and without a verdict.");
    say(rows, "Participation",
        "Posts shared with the room, counted over all who were enrolled, the silent included. Gini "
        "G = 2 Σ i·x₍ᵢ₎/(n Σ x) − (n + 1)/n.");
    say(rows, "Consent",
        "Learners who refused research use (%d of %d) count in the sums of this report, which evaluates the course, "
        "and are left out of the research files. Posts whose author did not let them be kept are counted, and "
        "their text is gone.",
        (int)json_int(view, "people.consents.no_research", 0), s->n);
    say(rows, "Small groups",
        "Groups of fewer than five people are put together, with the next smallest until they are five.");
}
