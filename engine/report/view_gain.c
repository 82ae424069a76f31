/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was learnt: the primary estimate as designed, the unadjusted tests beside it, effects, retention, sensitivity.
 */
#include "report_priv.h"

static void put_reason(cJSON *object, const char *lang, StatsReason reason)
{
    json_put_bool(object, "ok", reason == STATS_OK);
    view_say(object, "reason", report_why(lang, reason));
}

static void put_test(cJSON *o, double t, double df, double p)
{
    json_put_bool(o, "tested", !isnan(t));
    view_number(o, "t", "t", t, "", 2);
    view_number(o, "df", "degrees of freedom", df, "", fmod(df, 1) != 0 ? 1 : 0);
    view_number(o, "p", "p, two-sided", p, "p", 3);
}

static void put_primary(cJSON *gain, const Sums *s)
{
    StatsCrossed r = stats_crossed(s->gain, s->sequence, s->n, s->data->sequences);
    Infer f = infer_change(s->gain, s->sequence, s->cluster, s->n, s->data->sequences);
    cJSON *o = view_object(gain, "primary");
    json_put_bool(o, "crossed", s->data->sequences > 1);
    view_infer(o, s->data->lang, &f);
    view_number(o, "sd", "standard deviation within sequences", r.sd_within, POINTS, 1);
    cJSON *rows = view_array(gain, "sequences");
    for (int i = 0; i < r.k; i++) {
        cJSON *row = view_row(rows);
        json_put_int(row, "sequence", i + 1);
        json_put_int(row, "n", r.n_s[i]);
        bool small = r.n_s[i] < SMALL_CELL;
        view_number(row, "mean", "mean gain", small ? NAN : r.mean_s[i], POINTS, 1);
        view_number(row, "sd", "standard deviation", small ? NAN : r.sd_s[i], POINTS, 1);
    }
}

static void put_paired(cJSON *o, const Sums *s, const char *label, const StatsPaired *r)
{
    json_put(o, "label", label);
    put_reason(o, s->data->lang, r->reason);
    json_put_int(o, "n", r->n);
    view_number(o, "mean_x", "mean before", r->mean_x, PERCENT, 1);
    view_number(o, "sd_x", "standard deviation before", r->sd_x, PERCENT, 1);
    view_number(o, "mean_y", "mean after", r->mean_y, PERCENT, 1);
    view_number(o, "sd_y", "standard deviation after", r->sd_y, PERCENT, 1);
    view_number(o, "estimate", "mean difference", r->difference, POINTS, 1);
    view_number(o, "sd", "standard deviation of differences", r->sd_difference, POINTS, 1);
    view_number(o, "r", "correlation", r->r, "", 2);
    view_interval(o, "ci", "95 % confidence interval", r->ci, POINTS, 1);
    put_test(o, r->t, r->df, r->p);
}

static void put_unadjusted(cJSON *gain, const Sums *s, const double *x, const double *y)
{
    StatsPaired t = stats_paired_t(x, y, s->n);
    put_paired(view_object(gain, "paired"), s, "paired t, unadjusted for forms", &t);
    StatsSignedRank w = stats_signed_rank(x, y, s->n);
    cJSON *o = view_object(gain, "wilcoxon");
    put_reason(o, s->data->lang, w.reason);
    json_put_int(o, "n", w.n);
    json_put_int(o, "used", w.used);
    json_put_int(o, "zeros", w.zeros);
    json_put_bool(o, "ties", w.ties);
    view_number(o, "w", "sum of positive ranks V", w.w_plus, "", fmod(w.w_plus, 1) != 0 ? 1 : 0);
    bool exact = !isnan(w.p_exact);
    json_put(o, "method", exact ? "exact given the ties" : "normal with continuity correction");
    view_number(o, "p", "p, two-sided", exact ? w.p_exact : w.p_normal_corrected, "p", 3);
    view_number(o, "p_exact", "p, exact given the ties", w.p_exact, "p", 3);
    view_number(o, "p_normal", "p, normal with continuity correction", w.p_normal_corrected, "p", 3);
    view_number(o, "p_plain", "p, normal without correction", w.p_normal, "p", 3);
    view_number(o, "rank_biserial", "matched-pairs rank biserial correlation", w.rank_biserial, "", 2);
}

static void put_effect(cJSON *rows, const char *lang, const char *id, double d, const StatsInterval *ci)
{
    g_autofree char *name = g_strconcat("effect.", id, NULL), *by = g_strconcat("effect.", id, ".by", NULL);
    cJSON *row = view_row(rows);
    json_put(row, "id", id);
    view_say(row, "label", report_say(lang, name, NULL));
    view_say(row, "denominator", report_say(lang, by, NULL));
    view_number(row, "estimate", id, d, "", 2);
    view_interval(row, "ci", "95 % confidence interval", ci ? *ci : (StatsInterval){ NAN, NAN }, "", 2);
}

static void put_effects(cJSON *gain, const char *lang, const double *x, const double *y, int n)
{
    StatsPaired paired = stats_paired_t(x, y, n);
    StatsEffect e = stats_effect(&paired);
    StatsGain g = stats_gain(x, y, n, 100);
    cJSON *rows = view_array(gain, "effects");
    put_effect(rows, lang, "dz", e.dz, &e.dz_ci);
    put_effect(rows, lang, "d_av", e.d_av, &e.d_av_ci);
    put_effect(rows, lang, "g_z", e.g_z, &e.g_z_ci);
    put_effect(rows, lang, "g_av", e.g_av, &e.g_av_ci);
    put_effect(rows, lang, "d_rm", e.d_rm, NULL);
    put_effect(rows, lang, "glass", e.glass, NULL);
    put_effect(rows, lang, "class", g.class_gain, NULL);
    put_effect(rows, lang, "individual", g.individual, NULL);
    put_effect(rows, lang, "c", g.c, NULL);
    json_put(gain, "band", stats_gain_band(g.class_gain));
}

static void put_forms(cJSON *gain, const Sums *s)
{
    cJSON *rows = view_array(gain, "by_form");
    StatsInterval none = { NAN, NAN };
    g_autofree double *x = g_new(double, s->n + 1);
    for (int o = 0; o < OCCASIONS - !s->data->has_delayed; o++) {
        for (guint f = 0; f < s->data->forms->len; f++) {
            int n = 0;
            for (int i = 0; i < s->n; i++) {
                if (s->sit[o][i] && g_strcmp0(s->sit[o][i]->form, s->data->forms->pdata[f]) == 0)
                    x[n++] = s->score[o][i];
            }
            StatsSummary sum = stats_summary(x, n);
            if (sum.n == 0)
                continue;
            cJSON *row = view_row(rows);
            view_put_occasion(row, s->data, o);
            json_put(row, "form", s->data->forms->pdata[f]);
            json_put_int(row, "n", sum.n);
            bool small = sum.n < SMALL_CELL;
            view_number(row, "mean", "mean", small ? NAN : sum.mean, PERCENT, 1);
            view_number(row, "sd", "standard deviation", small ? NAN : sum.sd, PERCENT, 1);
            view_interval(row, "ci", "95 % confidence interval", small ? none : sum.ci, PERCENT, 1);
        }
    }
}

static void put_occasions(cJSON *gain, const Sums *s)
{
    cJSON *rows = view_array(gain, "by_occasion");
    for (int o = 0; o < OCCASIONS - !s->data->has_delayed; o++) {
        StatsSummary sum = stats_summary(s->score[o], s->n);
        cJSON *row = view_row(rows);
        view_put_occasion(row, s->data, o);
        bool told = sum.n >= SMALL_CELL;
        json_put_bool(json_put_int(row, "n", sum.n), "told", told);
        view_number(row, "mean", "mean", told ? sum.mean : NAN, PERCENT, 1);
        view_number(row, "sd", "standard deviation", told ? sum.sd : NAN, PERCENT, 1);
        view_number(row, "median", "median", told ? sum.median : NAN, PERCENT, 1);
        view_number(row, "min", "lowest", told ? sum.min : NAN, PERCENT, 0);
        view_number(row, "max", "highest", told ? sum.max : NAN, PERCENT, 0);
        int full = 0;
        for (int i = 0; i < s->n; i++)
            full += s->score[o][i] >= 100 - 1e-9;
        view_number(row, "at_max", "share at the maximum", told ? 100.0 * full / sum.n : NAN, PERCENT, 0);
    }
}

static void put_retention(cJSON *gain, const Sums *s, const double *pre)
{
    if (!s->data->has_delayed)
        return;
    const double *post = s->score[OCCASION_POST], *later = s->score[OCCASION_DELAYED];
    StatsRetention r = stats_retention(pre, post, later, s->n);
    StatsPaired kept = stats_paired_t(pre, later, s->n);
    g_autofree double *rows = g_new(double, 3 * s->n + 1);
    for (int i = 0; i < s->n; i++) {
        rows[3 * i] = pre[i];
        rows[3 * i + 1] = post[i];
        rows[3 * i + 2] = later[i];
    }
    StatsFriedman f = stats_friedman(rows, s->n, 3);
    cJSON *o = view_object(gain, "retention");
    put_reason(o, s->data->lang, r.reason);
    json_put_int(o, "n", r.n);
    view_number(o, "fraction", "part of the gain still there at the delayed test", 100 * r.fraction, PERCENT, 0);
    put_paired(view_object(o, "change"), s, "post-test to delayed test", &r.change);
    put_paired(view_object(o, "kept"), s, "pre-test to delayed test", &kept);
    json_put_bool(o, "ranked", !isnan(f.chi2));
    view_number(o, "friedman", "Friedman χ²", f.chi2, "", 2);
    view_number(o, "friedman_df", "degrees of freedom", f.df, "", 0);
    view_number(o, "friedman_p", "p", f.p, "p", 3);
}

static void put_pairs(cJSON *gain, const Sums *s)
{
    cJSON *rows = view_array(gain, "pairs");
    for (int i = 0; i < s->n; i++) {
        if (isnan(s->gain[i]))
            continue;
        cJSON *row = view_row(rows);
        json_put_int(row, "sequence", s->sequence[i] + 1);
        json_put_double(row, "pre", s->score[OCCASION_PRE][i]);
        json_put_double(row, "post", s->score[OCCASION_POST][i]);
        json_put_double(row, "delayed", s->score[OCCASION_DELAYED][i]);
    }
}

void view_gain(cJSON *view, const Sums *s)
{
    cJSON *gain = view_object(view, "gain");
    g_autofree double *x = g_new(double, s->n + 1), *y = g_new(double, s->n + 1);
    int late = 0, unfinished = 0;
    for (int i = 0; i < s->n; i++) {
        bool in = !isnan(s->gain[i]);
        x[i] = in ? s->score[OCCASION_PRE][i] : NAN;
        y[i] = in ? s->score[OCCASION_POST][i] : NAN;
        late += s->sit[OCCASION_PRE][i] && s->sit[OCCASION_PRE][i]->pre_late;
        for (int o = 0; o < OCCASIONS; o++)
            unfinished += isnan(s->score[o][i]) && !isnan(s->begun[o][i]);
    }
    json_put_int(gain, "pre_late", late);
    json_put_int(gain, "unfinished", unfinished);
    put_primary(gain, s);
    put_unadjusted(gain, s, x, y);
    put_forms(gain, s);
    put_occasions(gain, s);
    put_effects(gain, s->data->lang, x, y, s->n);
    put_retention(gain, s, x);
    put_pairs(gain, s);
}
