/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each question did. An anchor is met again by the same people: its change is paired. Any other item is in
 * different forms before and after, so different people answered it: independent groups. */
#include "report_priv.h"

#define VERDICT_LEAST 100

/* Scores of an item on an occasion by learner, NaN where not answered or not in the form; finished sits, late pre-tests
 * out. */
static void item_scores(const Sums *s, int item, Occasion o, double *into)
{
    for (int i = 0; i < s->n; i++) {
        const ReportSit *sit = s->sit[o][i];
        into[i] = NAN;
        for (guint a = 0; sit && sit->missing == MISSING_NONE && !sit->pre_late && a < sit->answers->len; a++) {
            const ReportAnswer *answer = &g_array_index(sit->answers, ReportAnswer, a);
            if (answer->item == item)
                into[i] = isnan(answer->score) ? 0 : answer->score;
        }
    }
}

static int right(const double *x, int n, int *answered)
{
    int k = 0;
    *answered = 0;
    for (int i = 0; i < n; i++) {
        *answered += !isnan(x[i]);
        k += x[i] >= 1 - 1e-9;
    }
    return k;
}

static void put_facility(cJSON *row, const char *key, const double *x, int n)
{
    int answered, k = right(x, n, &answered);
    StatsProportion p = stats_proportion(k, answered);
    cJSON *o = view_object(row, key);
    json_put_int(o, "n", answered);
    view_number(o, "facility", "facility: share right", p.p, "", 2);
    view_interval(o, "ci", "95 % Wilson interval", p.ci, "", 2);
}

/* The change from pre to post; the p value is returned for adjustment over the items. */
static double put_change(
    cJSON *row, const char *lang, const ReportItem *item, const double *pre, const double *post, int n)
{
    cJSON *o = view_object(row, "change");
    json_put_bool(o, "paired", item->anchor);
    double difference = NAN, p = NAN;
    StatsInterval ci = { NAN, NAN };
    if (item->anchor) {
        int lost = 0, won = 0;
        for (int i = 0; i < n; i++) {
            bool both = !isnan(pre[i]) && !isnan(post[i]);
            lost += both && pre[i] >= 1 && post[i] < 1;
            won += both && pre[i] < 1 && post[i] >= 1;
        }
        StatsPaired t = stats_paired_t(pre, post, n);
        StatsMcnemar m = stats_mcnemar(lost, won);
        difference = t.difference;
        ci = t.ci;
        p = m.p_exact;
        json_put_int(o, "lost", lost);
        json_put_int(o, "won", won);
        view_say(o, "method", report_say(lang, "change.paired", NULL));
    } else {
        int n1, n2, k1 = right(pre, n, &n1), k2 = right(post, n, &n2);
        StatsProportions d = stats_proportions(k2, n2, k1, n1);
        difference = d.difference;
        ci = d.ci;
        p = d.p;
        view_say(o, "method", report_say(lang, "change.independent", NULL));
    }
    view_number(o, "estimate", "change in share right", difference, "", 2);
    view_interval(o, "ci", "95 % interval", ci, "", 2);
    view_number(o, "p", "p, unadjusted", p, "p", 3);
    return p;
}

/* Discrimination within each form, pooled over forms as the mean weighted by learners. By the pre-test alone, over all
 * cohorts: after the course an easy question that all have learnt would look a bad one. */
static void put_discrimination(cJSON *row, double weighted, double weight, double r_weighted)
{
    view_number(
        row, "discrimination", "D: upper less lower 27 %, pre-test", weight > 0 ? weighted / weight : NAN, "", 2);
    StatsInterval ci = { NAN, NAN };
    double r = weight > 0 ? r_weighted / weight : NAN;
    if (weight >= 4 && fabs(r) < 1) {
        double half = dist_normal_quantile(.975) / sqrt(weight - 3);
        ci = (StatsInterval){ tanh(atanh(r) - half), tanh(atanh(r) + half) };
    }
    json_put_int(row, "discrimination_n", (int64_t)weight);
    view_number(row, "corrected", "corrected item-total correlation, pre-test", r, "", 2);
    view_interval(row, "corrected_ci", "95 % interval", ci, "", 2);
}

/* In words only from a hundred answers on (Ebel & Frisbie 1991); "" below: so few would say more than they know. */
static void put_verdict(cJSON *row, const Sums *s, double d, double n)
{
    const char *key = d >= .4    ? "verdict.good"
                      : d >= .3  ? "verdict.fair"
                      : d >= .2  ? "verdict.marginal"
                      : d >= 0.0 ? "verdict.poor"
                                 : "verdict.key";
    json_put(row, "verdict", "");
    if (n >= VERDICT_LEAST && !isnan(d)) {
        cJSON_DeleteItemFromObject(row, "verdict");
        view_say(row, "verdict", report_say(s->data->lang, key, NULL));
    }
}

typedef struct {
    double *d, *r, *weight; /* by item: sums weighted by learners, and the learners */
} Discrimination;

static void discrimination_init(Discrimination *x, int items)
{
    *x = (Discrimination){ g_new0(double, items + 1), g_new0(double, items + 1), g_new0(double, items + 1) };
}

static void discrimination_clear(Discrimination *x)
{
    g_free(x->d);
    g_free(x->r);
    g_free(x->weight);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Discrimination, discrimination_clear)

/* The items of one form on one occasion, column by column. */
static void add_form(Discrimination *into, const GArray *columns, const StatsItem *items)
{
    for (guint c = 0; c < columns->len; c++) {
        int j = g_array_index(columns, int, c);
        if (isnan(items[c].discrimination) || isnan(items[c].corrected))
            continue;
        into->d[j] += items[c].discrimination * items[c].n_complete;
        into->r[j] += items[c].corrected * items[c].n_complete;
        into->weight[j] += items[c].n_complete;
    }
}

static gboolean in_form(const ReportItem *item, const char *form)
{
    return g_ptr_array_find_with_equal_func(item->forms, form, g_str_equal, NULL);
}

/* Scores of the learners who sat `form` on an occasion: rows of the form's items. Returns rows; *columns gets item
 * indices. */
static int form_table(const Sums *s, const char *form, Occasion o, GArray *columns, double *table)
{
    int rows = 0, k = columns->len;
    g_autofree double *x = g_new(double, s->n + 1);
    for (int i = 0; i < s->n; i++) {
        if (s->sit[o][i] && g_strcmp0(s->sit[o][i]->form, form) == 0 && !isnan(s->score[o][i]))
            x[rows++] = i;
    }
    g_autofree double *all = g_new(double, s->n + 1);
    for (int c = 0; c < k; c++) {
        item_scores(s, g_array_index(columns, int, c), o, all);
        for (int r = 0; r < rows; r++)
            table[r * k + c] = all[(int)x[r]];
    }
    return rows;
}

static void put_scale(cJSON *rows, const Sums *s, const char *form, Occasion o, const double *table, int n, int k)
{
    StatsScale scale = stats_scale(table, n, k);
    if (n == 0)
        return;
    cJSON *row = view_row(rows);
    json_put(row, "form", form);
    view_put_occasion(row, s->data, o);
    json_put_int(row, "n", scale.n);
    json_put_int(row, "items", k);
    json_put_bool(row, "ok", scale.reason == STATS_OK);
    view_say(row, "reason", report_why(s->data->lang, scale.reason));
    view_number(row, "alpha", "Cronbach's α (KR-20)", scale.alpha, "", 2);
    view_interval(row, "alpha_ci", "95 % Feldt interval", scale.alpha_ci, "", 2);
    view_number(row, "sem", "standard error of measurement", k ? 100 * scale.sem / k : NAN, POINTS, 1);
}

static void by_forms(cJSON *view, const Sums *s, Discrimination *pre)
{
    cJSON *scales = view_array(view, "reliability");
    for (guint f = 0; f < s->data->forms->len; f++) {
        const char *form = s->data->forms->pdata[f];
        g_autoptr(GArray) columns = g_array_new(FALSE, FALSE, sizeof(int));
        for (int j = 0; j < (int)s->data->items->len; j++) {
            const ReportItem *item = s->data->items->pdata[j];
            if (in_form(item, form) && !item->retired)
                g_array_append_val(columns, j);
        }
        g_autofree double *table = g_new(double, (gsize)s->n * columns->len + 1);
        g_autofree StatsItem *items = g_new(StatsItem, columns->len + 1);
        for (Occasion o = OCCASION_PRE; o <= OCCASION_POST; o++) {
            int n = form_table(s, form, o, columns, table);
            put_scale(scales, s, form, o, table, n, columns->len);
            if (o == OCCASION_PRE && stats_items(table, n, columns->len, items))
                add_form(pre, columns, items);
        }
    }
}

static double put_item(cJSON *row, const Sums *s, int j, const Discrimination *d)
{
    const ReportItem *item = s->data->items->pdata[j];
    g_autofree double *pre = g_new(double, s->n + 1), *post = g_new(double, s->n + 1);
    g_autofree char *forms = NULL;
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint f = 0; f < item->forms->len; f++)
        g_ptr_array_add(names, item->forms->pdata[f]);
    g_ptr_array_add(names, NULL);
    forms = g_strjoinv(" ", (char **)names->pdata);
    item_scores(s, j, OCCASION_PRE, pre);
    item_scores(s, j, OCCASION_POST, post);
    json_put(row, "id", item->id);
    json_put_int(row, "version", item->version);
    json_put(row, "objective", item->objective ? item->objective : "");
    json_put(row, "level", item->level ? item->level : "");
    view_say(row, "level_label", report_level(s->data->lang, item->level));
    json_put(row, "stem", item->stem ? item->stem : "");
    json_put(row, "forms", forms);
    put_facility(row, "pre", pre, s->n);
    put_facility(row, "post", post, s->n);
    put_discrimination(row, d->d[j], d->weight[j], d->r[j]);
    put_verdict(row, s, d->weight[j] > 0 ? d->d[j] / d->weight[j] : NAN, d->weight[j]);
    return put_change(row, s->data->lang, item, pre, post, s->n);
}

void view_items(cJSON *view, const Sums *s)
{
    int k = s->data->items->len;
    g_auto(Discrimination) pre = { 0 };
    g_autofree double *p = g_new(double, k + 1);
    discrimination_init(&pre, k);
    by_forms(view, s, &pre);
    cJSON *rows = view_array(view, "items");
    int shown = 0; /* a retired item counts nowhere */
    for (int j = 0; j < k; j++)
        if (!((const ReportItem *)s->data->items->pdata[j])->retired)
            p[shown++] = put_item(view_row(rows), s, j, &pre);
    stats_adjust_holm(p, shown);
    for (int j = 0; j < shown; j++) {
        cJSON *change = cJSON_GetObjectItem(cJSON_GetArrayItem(rows, j), "change");
        view_number(change, "p_holm", "p, adjusted over the items (Holm)", p[j], "p", 3);
    }
}
