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

/* One row: what, how, and who says so. */
static const struct {
    const char *head, *text;
} rows_of_all[] = {
    { "Who is independent", "Learners who shared a room in which anybody wrote, or who were assigned together, are one "
                            "cluster; where rooms and "
                            "units of assignment share people they are joined. From four clusters an arm: CR2 errors "
                            "with Satterthwaite's degrees "
                            "of freedom (Bell & McCaffrey 2002; Pustejovsky & Tipton 2018). Below: an estimate and no "
                            "p. Intervals for an assumed "
                            "intraclass correlation ρ add τ² Σ(Σw)² with τ² = ρ s²/(1 − ρ) to the variance (Donner & "
                            "Klar 2000). An arm without "
                            "rooms enters as singles: partially nested." },
    { "Arms",
        "Least squares of the score after on the score before, the sequence of forms in effect coding, what the plan "
        "adjusts "
        "for, and the arm (analysis of covariance; Vickers & Altman 2001). Beside it Welch's t of the clusters' mean "
        "residuals." },
    { "Many outcomes", "The primary outcome stands by itself; p values of the declared family are adjusted by Holm "
                       "(1979); what was not "
                       "declared is exploratory and not adjusted." },
    { "Wilcoxon", "Zero differences are dropped, tied ranks averaged; the exact p is conditional on the ties. The rank "
                  "biserial correlation is (W₊ − W₋)/(W₊ + W₋) (Kerby 2014)." },
    { "Effect sizes", "dz and its interval by the noncentral t (Steiger & Fouladi 1997); the interval of d_av is that "
                      "of dz, rescaled by the "
                      "ratio of the standard deviations (Lakens 2013). Hedges' J is exact (Hedges 1981). Normalised "
                      "gain: Hake (1998); "
                      "normalised change: Marx & Cummings (2007)." },
    { "Missing tests", "Complete cases are primary. Beside them: the last value carried forward, which assumes no "
                       "gain; the worst case, in which "
                       "the lost had the lowest change seen in their sequence (of a reference arm the highest); "
                       "weights 1/P(seen) from a "
                       "logistic regression on the pre-test, from 50 learners on and only while all are under 10, with "
                       "a bootstrap interval "
                       "that fits the weights anew (Seaman & White 2013); multiple imputation in R (Rubin 1987; "
                       "Barnard & Rubin 1999). "
                       "Standardised differences: Austin (2009)." },
    { "Questions", "Facility is the share with full marks, with Wilson's (1927) interval. An anchor is met again by "
                   "the same learners: its "
                   "change is paired (exact McNemar 1947). Any other question was answered by different learners "
                   "before and after: "
                   "Newcombe's (1998) interval. Holm's adjustment runs over all questions. Discrimination D compares "
                   "the upper and lower "
                   "27 % by total (Kelley 1939); learners tied at the edge share its places. In words only from 100 "
                   "answers on (Ebel & "
                   "Frisbie 1991). α: Cronbach (1951), interval Feldt (1965). Rasch model: conditional maximum "
                   "likelihood (Andersen 1972), "
                   "from 100 learners a form on; differential functioning: Mantel & Haenszel (1959), Holland & Thayer "
                   "(1988), from 100 a "
                   "group on." },
    { "Participation", "Posts shared with the room, counted over all who were enrolled, the silent included. Gini "
                       "G = 2 Σ i·x₍ᵢ₎/(n Σ x) − (n + 1)/n. Network: degree centralisation Freeman (1979), E-I index "
                       "Krackhardt & Stern (1988). "
                       "Waiting: Kaplan & Meier (1958) on a clock of active hours, posts without an answer counted as "
                       "still waiting." },
    { "Outcome levels", "Kirkpatrick & Kirkpatrick (2006); Moore, Green & Gallis (2009); Bloom's levels as revised by "
                        "Anderson & Krathwohl (2001)." },
    { "Small groups", "Groups of fewer than five people are put together, with the next smallest until they are five; "
                      "a mean or share that "
                      "rests on fewer than five, or would give away fewer than five, is not told." },
};

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
        "post-test. The table of assumptions shows what other choices would give.");
    if (s->data->observers == 1)
        say(rows, "Observers", "One observer read along and is in no count.");
    else if (s->data->observers > 1)
        say(rows, "Observers", "%d observers read along and are in no count.", (int)s->data->observers);
    for (guint i = 0; i < G_N_ELEMENTS(rows_of_all); i++)
        say(rows, rows_of_all[i].head, "%s", rows_of_all[i].text);
    say(rows, "Consent",
        "Learners who refused research use (%d of %d) count in the sums of this report, which evaluates the course, "
        "and are left out of the research files. Posts whose author did not let them be kept are counted, and "
        "their text is gone.",
        (int)json_int(view, "people.consents.no_research", 0), s->n);
}
