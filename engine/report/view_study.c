/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The study as designed: cohorts and arms, who is not independent of whom, and every outcome with its part in the plan.
 */
#include "report_priv.h"

#include <string.h>

char *view_count(int64_t n)
{
    return g_strdup_printf("%" G_GINT64_FORMAT, n);
}

void view_infer(cJSON *o, const char *lang, const Infer *f)
{
    json_put_bool(o, "ok", f->reason == STATS_OK);
    view_say(o, "reason", report_why(lang, f->reason));
    json_put(o, "method", infer_method_name(f->method));
    json_put_bool(o, "tested", !isnan(f->p));
    json_put_int(o, "n", f->n);
    json_put_int(o, "clusters", f->clusters);
    view_number(o, "estimate", "estimate", f->estimate, POINTS, 1);
    view_number(o, "se", "standard error", f->se, POINTS, 2);
    view_interval(o, "ci", "95 % confidence interval", f->ci, POINTS, 1);
    view_number(o, "t", "t", f->t, "", 2);
    view_number(o, "df", "degrees of freedom", f->df, "", fmod(f->df, 1) != 0 ? 1 : 0);
    view_number(o, "p", "p, two-sided", f->p, "p", 3);
    view_interval(o, "icc_05", "95 % interval if the intraclass correlation were .05", f->icc_05, POINTS, 1);
    view_interval(o, "icc_15", "95 % interval if the intraclass correlation were .15", f->icc_15, POINTS, 1);
    view_number(o, "icc", "intraclass correlation of the residuals", f->icc, "", 2);
    view_number(o, "design_effect", "design effect", f->design_effect, "", 2);
}

void view_say(cJSON *o, const char *key, char *taken)
{
    g_autofree char *text = taken;
    json_put(o, key, text);
}

static void put_cohorts(cJSON *study, const Sums *s)
{
    cJSON *rows = view_array(study, "cohorts");
    for (guint i = 0; i < s->data->cohorts->len; i++) {
        const ReportCohort *c = s->data->cohorts->pdata[i];
        cJSON *row = view_row(rows);
        g_autofree char *start = civil_utc_text(c->start);
        g_autofree char *seed = g_strdup_printf("%" G_GUINT64_FORMAT, c->seed);
        start[MIN(strlen(start), 10)] = '\0'; /* the date */
        json_put(json_put(row, "name", c->name), "start", start);
        json_put(json_put(row, "seed", seed), "course_version", c->course_version ? c->course_version : "");
        json_put_int(row, "n", c->learners);
    }
    json_put_bool(study, "several", s->data->cohorts->len > 1);
}

/* One sentence on how the intervals were made, and one on what they are not. */
static void put_clusters(cJSON *study, const Sums *s, const Infer *primary)
{
    static const char *const kinds[CLUSTER_KINDS] = { "cluster.none", "cluster.room", "cluster.facility",
        "cluster.cohort", "cluster.joined" };
    static const char *const methods[INFER_METHODS] = { "infer.independent", "infer.cr2", "infer.one_cluster",
        "infer.few_clusters" };
    const char *lang = s->data->lang;
    cJSON *o = view_object(study, "cluster");
    g_autofree char *n = view_count(primary->clusters), *many = view_count(INFER_MANY_CLUSTERS);
    g_autofree char *low = view_range(lang, primary->icc_05, 1), *high = view_range(lang, primary->icc_15, 1);
    g_autofree char *kind = report_say(lang, kinds[s->kind], NULL);
    json_put(o, "kind", kind);
    json_put_int(o, "n", s->clusters);
    json_put(o, "method", infer_method_name(primary->method));
    bool shared = s->kind != CLUSTER_NONE;
    const char *key = !shared && primary->reason == STATS_OK ? "infer.independent" : methods[primary->method];
    view_say(o, "text", report_say(lang, key, "n", n, "kind", kind, "icc05", low, "icc15", high, "many", many, NULL));
    json_put_bool(o, "few", shared && primary->clusters < INFER_MANY_CLUSTERS);
}

static void put_arm(cJSON *rows, const Sums *s, int arm, const Outcome *gain)
{
    g_autofree double *own = g_new(double, s->n + 1), *pre = g_new(double, s->n + 1), *post = g_new(double, s->n + 1);
    int assigned = 0, both = 0;
    for (int i = 0; i < s->n; i++) {
        bool in = s->arm[i] == arm;
        assigned += in;
        own[i] = in ? gain->change[i] : NAN;
        both += !isnan(own[i]);
        pre[i] = in ? gain->before[i] : NAN;
        post[i] = in ? gain->after[i] : NAN;
    }
    Infer f = infer_change(own, s->sequence, s->cluster, s->n, s->data->sequences);
    StatsSummary before = stats_summary(pre, s->n), after = stats_summary(post, s->n);
    bool told = both >= SMALL_CELL;
    cJSON *row = view_row(rows);
    json_put(row, "arm", s->data->arms->pdata[arm]);
    json_put_bool(row, "reference", arm == 0 && s->data->plan && s->data->plan->plan->reference);
    json_put_int(json_put_int(row, "assigned", assigned), "both", both);
    view_number(row, "pre", "mean before", told ? before.mean : NAN, PERCENT, 1);
    view_number(row, "pre_sd", "standard deviation before", told ? before.sd : NAN, PERCENT, 1);
    view_number(row, "post", "mean after", told ? after.mean : NAN, PERCENT, 1);
    view_number(row, "post_sd", "standard deviation after", told ? after.sd : NAN, PERCENT, 1);
    view_infer(view_object(row, "gain"), s->data->lang, &f);
}

typedef enum { ROLE_PRIMARY, ROLE_FAMILY, ROLE_EXPLORATORY } Role;

static Role role_of(const Sums *s, const char *id)
{
    const AnalysisPlan *plan = s->data->plan ? s->data->plan->plan : NULL;
    if (!plan)
        return g_str_equal(id, "gain") ? ROLE_PRIMARY : ROLE_EXPLORATORY;
    if (g_str_equal(plan->primary, id))
        return ROLE_PRIMARY;
    bool in = g_ptr_array_find_with_equal_func(plan->family, id, g_str_equal, NULL);
    return in ? ROLE_FAMILY : ROLE_EXPLORATORY;
}

static char *label_of(const Sums *s, const Outcome *o)
{
    static const char *const keys[OUTCOMES] = { "outcome.gain", "outcome.delayed", "outcome.kept", "outcome.objective",
        "outcome.level" };
    g_autofree char *level = o->kind == OUTCOME_LEVEL ? report_level(s->data->lang, o->what) : NULL;
    return report_say(s->data->lang, keys[o->kind], "what", level ? level : o->what, NULL);
}

static void put_outcome(cJSON *rows, const Sums *s, const char *id, int arm)
{
    static const char *const roles[] = { "primary", "family", "exploratory" };
    g_autoptr(Outcome) o = outcome_new(s, id);
    Infer f = arm > 0 ? outcome_difference(s, o, arm, NULL) : outcome_change(s, o, NULL);
    Role role = role_of(s, id);
    cJSON *row = view_row(rows);
    json_put(row, "id", id);
    view_say(row, "label", label_of(s, o));
    json_put(row, "role", roles[role]);
    json_put_bool(row, "is_exploratory", role == ROLE_EXPLORATORY);
    json_put_bool(row, "is_primary", role == ROLE_PRIMARY);
    json_put(row, "arm", arm > 0 ? s->data->arms->pdata[arm] : "");
    if (arm > 0) {
        json_put_int(json_put_int(row, "n_arm", f.n_arm), "n_reference", f.n_reference);
        json_put_int(json_put_int(row, "clusters_arm", f.clusters_arm), "clusters_reference", f.clusters_reference);
        cJSON *by = view_object(row, "by_cluster");
        json_put_bool(by, "ok",
            f.by_cluster.reason == STATS_OK && MIN(f.clusters_arm, f.clusters_reference) >= INFER_MIN_CLUSTERS);
        view_number(by, "t", "Welch's t of cluster means", f.by_cluster.t, "", 2);
        view_number(by, "df", "degrees of freedom", f.by_cluster.df, "", 1);
        view_number(by, "p", "p, two-sided", f.by_cluster.p, "p", 3);
    }
    view_infer(row, s->data->lang, &f);
}

/* Holm's adjustment within the declared family; the primary outcome stands by itself. */
static void adjust_family(cJSON *rows)
{
    g_autofree double *p = g_new(double, cJSON_GetArraySize(rows) + 1);
    int n = 0;
    cJSON *row;
    cJSON_ArrayForEach(row, rows)
    {
        if (g_str_equal(json_string(row, "role"), "family"))
            p[n++] = json_double(row, "p.value", NAN);
    }
    stats_adjust_holm(p, n);
    n = 0;
    cJSON_ArrayForEach(row, rows)
    {
        bool in = g_str_equal(json_string(row, "role"), "family");
        view_number(row, "p_holm", "p, Holm within the family", in ? p[n++] : NAN, "p", 3);
    }
}

static void add_outcome(GPtrArray *ids, const char *id)
{
    if (!g_ptr_array_find_with_equal_func(ids, id, g_str_equal, NULL))
        g_ptr_array_add(ids, g_strdup(id));
}

/* Every outcome that the data have: declared ones first. Objectives and levels only once questions may be shown. */
GPtrArray *study_outcomes(const Sums *s)
{
    GPtrArray *ids = g_ptr_array_new_with_free_func(g_free);
    const AnalysisPlan *plan = s->data->plan ? s->data->plan->plan : NULL;
    bool sealed = report_items_sealed(s->data);
    add_outcome(ids, plan ? plan->primary : "gain");
    for (guint i = 0; plan && i < plan->family->len; i++)
        add_outcome(ids, plan->family->pdata[i]);
    add_outcome(ids, "gain");
    if (s->data->has_delayed) {
        add_outcome(ids, "delayed");
        add_outcome(ids, "kept");
    }
    for (guint i = 0; i < s->data->items->len && !sealed; i++) {
        const ReportItem *item = s->data->items->pdata[i];
        g_auto(GStrv) objectives = g_strsplit(item->objective ? item->objective : "", " ", -1);
        for (int w = 0; objectives[w] && !item->retired; w++) {
            g_autofree char *id = *objectives[w] ? g_strconcat("objective:", objectives[w], NULL) : NULL;
            if (id)
                add_outcome(ids, id);
        }
    }
    for (guint i = 0; i < s->data->items->len && !sealed; i++) {
        const ReportItem *item = s->data->items->pdata[i];
        g_autofree char *id =
            item->level && *item->level && !item->retired ? g_strconcat("level:", item->level, NULL) : NULL;
        if (id)
            add_outcome(ids, id);
    }
    return ids;
}

static void put_outcomes(cJSON *study, const Sums *s)
{
    g_autoptr(GPtrArray) ids = study_outcomes(s);
    cJSON *rows = view_array(study, "outcomes");
    bool arms = s->data->plan && s->data->plan->plan->design == PLAN_ARMS;
    int last = arms ? (int)s->data->arms->len - 1 : 0;
    bool sealed = report_items_sealed(s->data);
    for (guint i = 0; i < ids->len; i++) {
        if (sealed && strchr(ids->pdata[i], ':'))
            continue;
        for (int arm = arms ? 1 : 0; arm <= last; arm++)
            put_outcome(rows, s, ids->pdata[i], arm);
    }
    adjust_family(rows);
}

void view_study(cJSON *view, const Sums *s)
{
    cJSON *study = view_object(view, "study");
    const AnalysisPlan *plan = s->data->plan ? s->data->plan->plan : NULL;
    json_put(study, "design", plan_design_name(plan ? plan->design : PLAN_ONE_GROUP));
    bool arms = s->data->arms->len > 1;
    json_put_bool(study, "has_arms", arms);
    json_put_bool(study, "has_sensitivity", plan && plan->design == PLAN_ARMS);
    json_put(study, "reference", plan && plan->reference ? plan->reference : "");
    put_cohorts(study, s);
    if (report_is_blind(s->data))
        return;
    g_autoptr(Outcome) gain = outcome_new(s, "gain");
    Infer primary = outcome_change(s, gain, NULL);
    put_clusters(study, s, &primary);
    cJSON *rows = view_array(study, "arms");
    for (guint a = 0; arms && a < s->data->arms->len; a++)
        put_arm(rows, s, (int)a, gain);
    put_outcomes(study, s);
    view_wedge(study, s);
}
