/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who was lost between the tests, whether they were different before, and whether one arm lost more. */
#include "report_priv.h"

typedef struct {
    const Sums *s;
    const bool *had, *kept; /* sat before; and after */
    int stayed, lost;
} Lost;

/* Difference of two shares in standard deviations (Austin 2009). */
static double share_difference(double p, double q)
{
    double sd = sqrt((p * (1 - p) + q * (1 - q)) / 2);
    return sd > 0 ? (p - q) / sd : p == q ? 0 : NAN;
}

static void put_share(cJSON *rows, const Lost *l, const char *trait, const char *name, const TraitGroup *group, int g,
    const GArray *groups)
{
    int stayed = 0, lost = 0;
    for (int i = 0; i < l->s->n; i++) {
        bool in = l->had[i] && trait_group_of(groups, l->s, trait, i) == g;
        stayed += in && l->kept[i];
        lost += in && !l->kept[i];
    }
    bool small = stayed + lost < SMALL_CELL || (lost > 0 && lost < SMALL_CELL) || (stayed > 0 && stayed < SMALL_CELL);
    double p = l->stayed ? (double)stayed / l->stayed : NAN, q = l->lost ? (double)lost / l->lost : NAN;
    cJSON *row = view_row(rows);
    json_put(json_put(row, "trait", name), "label", group->label);
    json_put_bool(row, "small", small);
    view_number(row, "stayed", "share of those who stayed", small ? NAN : 100 * p, PERCENT, 0);
    view_number(row, "lost", "share of those who were lost", small ? NAN : 100 * q, PERCENT, 0);
    view_number(row, "smd", "standardised difference", small ? NAN : share_difference(p, q), "", 2);
}

static void put_traits(cJSON *o, const Lost *l)
{
    static const char *const traits[] = { "cadre", "sex", "age_band", "country", "source" };
    cJSON *rows = view_array(o, "baseline");
    if (l->lost < SMALL_CELL || l->stayed < SMALL_CELL)
        return;
    for (guint t = 0; t < G_N_ELEMENTS(traits); t++) {
        g_autoptr(GArray) groups = trait_groups(l->s, traits[t]);
        g_autofree char *key = g_strconcat("trait.", traits[t], NULL), *name = report_say(l->s->data->lang, key, NULL);
        int from = cJSON_GetArraySize(rows);
        for (guint g = 0; g < groups->len && groups->len > 1; g++)
            put_share(rows, l, traits[t], name, &g_array_index(groups, TraitGroup, g), (int)g, groups);
        trait_hide(rows, from, "small", (const char *const[]){ "stayed", "lost", "smd", NULL });
    }
}

static void put_scores(cJSON *o, const Lost *l)
{
    g_autofree double *with = g_new(double, l->s->n + 1), *without = g_new(double, l->s->n + 1);
    int a = 0, b = 0;
    for (int i = 0; i < l->s->n; i++)
        if (l->had[i])
            *(l->kept[i] ? &with[a++] : &without[b++]) = l->s->score[OCCASION_PRE][i];
    StatsTwoSample t = stats_two_sample(with, a, without, b, STATS_WELCH);
    StatsGroupEffect e = stats_group_effect(&t);
    bool small = a < SMALL_CELL || b < SMALL_CELL;
    json_put_bool(o, "small", b > 0 && small);
    json_put_bool(o, "told", b > 0 && !small);
    view_number(o, "pre_stayed", "pre-test of those who stayed", small ? NAN : t.mean1, PERCENT, 1);
    view_number(o, "pre_lost", "pre-test of those who were lost", small ? NAN : t.mean2, PERCENT, 1);
    view_number(o, "pre_smd", "standardised difference", small ? NAN : e.d, "", 2);
}

/* Losses of each arm, and how many more than in the reference. */
static void put_arms(cJSON *o, const Lost *l)
{
    cJSON *rows = view_array(o, "arms");
    int first_n = 0, first_lost = 0;
    for (guint a = 0; a < l->s->data->arms->len; a++) {
        int n = 0, lost = 0;
        for (int i = 0; i < l->s->n; i++) {
            n += l->s->arm[i] == (int)a && l->had[i];
            lost += l->s->arm[i] == (int)a && l->had[i] && !l->kept[i];
        }
        first_n = a == 0 ? n : first_n;
        first_lost = a == 0 ? lost : first_lost;
        StatsProportion p = stats_proportion(lost, n);
        StatsProportions d = stats_proportions(lost, n, first_lost, first_n);
        cJSON *row = view_row(rows);
        json_put(row, "arm", l->s->data->arms->pdata[a]);
        json_put_int(json_put_int(row, "n", n), "lost", lost);
        view_number(row, "share", "share lost", 100 * p.p, PERCENT, 0);
        view_interval(
            row, "ci", "95 % Wilson interval", (StatsInterval){ 100 * p.ci.low, 100 * p.ci.high }, PERCENT, 0);
        bool other = a > 0 && d.reason == STATS_OK;
        view_number(row, "more", "more than the reference", other ? 100 * d.difference : NAN, POINTS, 0);
        view_interval(row, "more_ci", "95 % Newcombe interval",
            other ? (StatsInterval){ 100 * d.ci.low, 100 * d.ci.high } : (StatsInterval){ NAN, NAN }, POINTS, 0);
    }
}

void view_attrition(cJSON *view, const Sums *s)
{
    g_autofree bool *had = g_new0(bool, s->n + 1), *kept = g_new0(bool, s->n + 1);
    Lost l = { .s = s, .had = had, .kept = kept };
    for (int i = 0; i < s->n; i++) {
        had[i] = !isnan(s->score[OCCASION_PRE][i]);
        kept[i] = !isnan(s->score[OCCASION_POST][i]);
        l.stayed += had[i] && kept[i];
        l.lost += had[i] && !kept[i];
    }
    StatsProportion p = stats_proportion(l.lost, l.lost + l.stayed);
    cJSON *o = view_object(view, "attrition");
    json_put_int(json_put_int(json_put_int(o, "n", l.lost + l.stayed), "stayed", l.stayed), "lost", l.lost);
    view_number(o, "share", "share lost between the tests", 100 * p.p, PERCENT, 0);
    view_interval(o, "ci", "95 % Wilson interval", (StatsInterval){ 100 * p.ci.low, 100 * p.ci.high }, PERCENT, 0);
    put_scores(o, &l);
    put_traits(o, &l);
    put_arms(o, &l);
}
