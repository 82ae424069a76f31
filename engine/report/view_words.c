/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the numbers mean, in plain words: the headline and the warnings that belong beside it. */
#include "report_priv.h"

static double number(const cJSON *view, const char *path)
{
    g_autofree char *full = g_strconcat(path, ".value", NULL);
    return json_double(view, full, NAN);
}

static char *ci_text(const cJSON *view, const char *path)
{
    g_autofree char *low = g_strconcat(path, ".ci_low", NULL), *high = g_strconcat(path, ".ci_high", NULL);
    return view_range((StatsInterval){ number(view, low), number(view, high) }, 1);
}

/* "about 1.5 more right answers in a test of 12": only where all forms are as long. */
static char *in_answers(const Sums *s, double gain)
{
    const ReportData *data = s->data;
    int length = -1;
    for (guint f = 0; f < data->forms->len; f++) {
        int n = 0;
        for (guint i = 0; i < data->items->len; i++) {
            const ReportItem *item = data->items->pdata[i];
            n += g_ptr_array_find_with_equal_func(item->forms, data->forms->pdata[f], g_str_equal, NULL);
        }
        if (length >= 0 && n != length)
            return NULL;
        length = n;
    }
    if (length < 1)
        return NULL;
    g_autofree char *answers = view_read(fabs(gain) * length / 100, "", 1);
    return g_strdup_printf(
        "about %s %s right answers in a test of %d questions", answers, gain > 0 ? "more" : "fewer", length);
}

static void headline_gain(cJSON *headline, const cJSON *view, const Sums *s)
{
    double gain = number(view, "gain.primary.estimate"), low = number(view, "gain.primary.ci_low");
    double high = number(view, "gain.primary.ci_high");
    g_autofree char *range = ci_text(view, "gain.primary"), *size = view_read(fabs(gain), "", 1);
    g_autofree char *signed_size = view_read(gain, "", 1), *answers = in_answers(s, gain);
    if (low > 0 || high < 0) {
        json_put(headline, "kind", low > 0 ? "gain" : "loss");
        view_text(headline, "text", "Scores %s by %s percentage points from the pre-test to the post-test.",
            low > 0 ? "rose" : "fell", size);
        view_text(headline, "detail", "%s%s%sThe 95 %% confidence interval runs from %s points.",
            answers ? "That is " : "", answers ? answers : "", answers ? ". " : "", range);
        return;
    }
    json_put(headline, "kind", "none");
    json_put(headline, "text", "No detectable gain from the pre-test to the post-test.");
    view_text(headline, "detail",
        "Scores changed by %s percentage points, and the 95 %% confidence interval, %s, includes no change. That is a "
        "result: "
        "either little was learnt, or the test could not show it; the interval says how much may have been missed.",
        signed_size, range);
}

/* "2027-02-04 12:30, Africa/Harare" */
static char *local_time(const ReportData *data, int64_t utc)
{
    const CivilZone *zone = data->zone ? civil_zone(data->zone, NULL) : NULL;
    if (!zone)
        return civil_utc_text(utc);
    g_autofree char *time = civil_local_text(zone, utc);
    return g_strdup_printf("%s, %s", time, data->zone);
}

static void put_headline(cJSON *view, const Sums *s)
{
    cJSON *headline = view_object(view, "headline");
    if (report_is_blind(s->data)) {
        g_autofree char *closes = local_time(s->data, s->data->post_closes);
        json_put(headline, "kind", "blind");
        json_put(headline, "text", "Results are sealed until the post-test has closed for everyone.");
        view_text(headline, "detail",
            "Until then this report shows counts and delivery only. The post-test closes at %s.", closes);
    } else if (!json_bool(view, "gain.primary.ok", false)) {
        json_put(headline, "kind", "unknown");
        json_put(headline, "text", "The gain cannot be computed.");
        view_text(headline, "detail", "Reason: %s. %d learners have both tests.",
            json_string(view, "gain.primary.reason"), (int)json_int(view, "gain.primary.n", 0));
    } else {
        headline_gain(headline, view, s);
    }
}

static void warn(cJSON *rows, const char *id, const char *format, ...) G_GNUC_PRINTF(3, 4);
static void warn(cJSON *rows, const char *id, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    cJSON *row = view_row(rows);
    json_put(row, "id", id);
    json_put(row, "text", text);
}

static void warn_ceiling(cJSON *rows, const cJSON *view)
{
    double mean = number(view, "gain.by_occasion.0.mean"), full = number(view, "gain.by_occasion.0.at_max");
    if (!(mean > 80 || full > 20))
        return;
    g_autofree char *m = view_read(mean, PERCENT, 0), *f = view_read(full, PERCENT, 0);
    warn(rows, "ceiling",
        "Ceiling: before the course the mean was %s already, and %s had every answer right. A test this easy "
        "leaves little room to show a gain.",
        m, f);
}

static void warn_numbers(cJSON *rows, const cJSON *view, const Sums *s)
{
    int n = (int)json_int(view, "gain.primary.n", 0), pre = 0, lost = 0, rooms = 0;
    for (int i = 0; i < s->n; i++) {
        pre += !isnan(s->score[OCCASION_PRE][i]);
        lost += !isnan(s->score[OCCASION_PRE][i]) && isnan(s->score[OCCASION_POST][i]);
    }
    for (guint i = 0; i < s->data->rooms->len; i++)
        rooms += ((const ReportRoom *)s->data->rooms->pdata[i])->members > 0;
    if (n < 20)
        warn(rows, "small",
            "Few learners: the gain rests on %d %s. Read the interval, not the point, and do not compare items.", n,
            n == 1 ? "person" : "people");
    if (pre > 0 && lost * 5 > pre)
        warn(rows, "attrition",
            "Loss: %d of %d learners with a pre-test have no post-test. Those who stay are seldom like those "
            "who leave; see who left, and the line that takes no post-test as no change.",
            lost, pre);
    if (rooms == 1)
        warn(rows, "one_room",
            "One room: all learners talked in the same room, so they may have answered alike and the intervals "
            "may be too narrow. What this room did cannot be told from what the course did.");
}

static void warn_design(cJSON *rows, const cJSON *view, const Sums *s)
{
    int late = (int)json_int(view, "gain.pre_late", 0), unfinished = (int)json_int(view, "gain.unfinished", 0), sat = 0,
        all = 0;
    if (s->data->sequences < 2)
        warn(rows, "not_crossed",
            "Test forms were not crossed over the occasions: the gain and a difference in difficulty between "
            "the tests, or having met the questions before, cannot be told apart.");
    if (s->data->by_room)
        warn(rows, "by_room",
            "Forms were assigned to whole rooms, while the interval takes learners as independent: with few rooms it "
            "is too narrow.");
    if (late > 0)
        warn(rows, "pre_late",
            "%d pre-test%s begun after course content had been delivered and %s left out of the primary estimate.",
            late, late == 1 ? " was" : "s were", late == 1 ? "is" : "are");
    if (unfinished > 0)
        warn(rows, "unfinished",
            "%d test%s begun and not finished; %s not counted, except in the sensitivity line that says so.",
            unfinished, unfinished == 1 ? " was" : "s were", unfinished == 1 ? "it is" : "they are");
    for (guint i = 0; i < s->data->sits->len; i++) {
        const ReportSit *sit = s->data->sits->pdata[i];
        for (guint a = 0; a < sit->answers->len; a++) {
            const ReportAnswer *answer = &g_array_index(sit->answers, ReportAnswer, a);
            all += answer->answered != 0;
            sat += answer->answered != 0 && answer->mate_sat;
        }
    }
    if (sat > 0)
        warn(rows, "mate_sat",
            "In %d of %d test answers a room-mate had met the question before; some may have been passed on.", sat,
            all);
}

void view_words(cJSON *view, const Sums *s)
{
    put_headline(view, s);
    cJSON *rows = view_array(view, "warnings");
    if (s->data->unblinded && s->data->generated < s->data->post_closes)
        warn(rows, "early",
            "Early look: this report was unsealed before the post-test had closed for everyone. The journal says by "
            "whom and when.");
    if (report_is_blind(s->data))
        return;
    warn(rows, "one_group",
        "No comparison group: other things that happened in these weeks, and having been tested before, may "
        "explain part of any change.");
    warn_numbers(rows, view, s);
    warn_ceiling(rows, view);
    warn_design(rows, view, s);
    warn(rows, "identity", "Answers came from each learner's own phone. Who held it was not checked.");
}
