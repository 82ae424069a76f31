/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis_plan.h"
#include "error.h"
#include "text.h"

#include <math.h>
#include <string.h>

static const char *const unit_names[PLAN_UNITS + 1] = { "none", "learner", "facility", "cohort", NULL };
static const char *const design_names[PLAN_DESIGNS + 1] = { "one-group", "arms", "stepped-wedge", NULL };
static const char *const outcome_names[OUTCOMES + 1] = { "gain", "delayed", "kept", "objective:ID", "level:NAME",
    NULL };

const char *plan_unit_name(PlanUnit unit)
{
    g_assert((unsigned)unit < PLAN_UNITS);
    return unit_names[unit];
}

const char *plan_design_name(PlanDesign design)
{
    g_assert((unsigned)design < PLAN_DESIGNS);
    return design_names[design];
}

gboolean outcome_read(const char *text, OutcomeKind *kind, char **what)
{
    const char *colon = strchr(text, ':');
    gsize size = colon ? (gsize)(colon - text) + 1 : strlen(text);
    for (int k = 0; k < OUTCOMES; k++) {
        gsize own = strcspn(outcome_names[k], ":") + (strchr(outcome_names[k], ':') ? 1 : 0);
        if (own != size || strncmp(text, outcome_names[k], size) != 0 || (colon && !colon[1]))
            continue;
        *kind = (OutcomeKind)k;
        *what = colon ? g_strdup(colon + 1) : NULL;
        return TRUE;
    }
    return FALSE;
}

void analysis_plan_free(AnalysisPlan *plan)
{
    if (!plan)
        return;
    char *texts[] = { plan->name, plan->sha256, plan->reference, plan->primary, plan->notes };
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    GPtrArray *lists[] = { plan->cohorts, plan->arms, plan->family, plan->adjust };
    for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
        g_ptr_array_unref(lists[i]);
    g_free(plan);
}

typedef struct {
    GKeyFile *keys;
    const char *file;
    GError **error;
} Reader;

static bool refuse(const Reader *r, const char *format, ...) G_GNUC_PRINTF(2, 3);
static bool refuse(const Reader *r, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error(r->error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s: %s", r->file, text);
    return false;
}

static bool refuse_name(const Reader *r, const char *what, const char *word, const char *const *names)
{
    const char *near = text_nearest(word, names);
    g_autofree char *all = g_strjoinv(", ", (char **)names);
    return refuse(r, "there is no %s \"%s\"%s%s%s; there are %s", what, word, near ? "; did you mean \"" : "",
        near ? near : "", near ? "\"?" : "", all);
}

/* Every group and key is known; the keys of [arms] are cohorts and are looked at later. */
static bool check_names(const Reader *r)
{
    static const char *const groups[] = { "study", "arms", "outcomes", "analysis", NULL };
    static const char *const known[][7] = { { "name", "cohorts", "design", "unit", "learners", NULL }, { NULL },
        { "primary", "family", NULL }, { "adjust", "per_protocol", "notes", NULL } };
    g_auto(GStrv) given = g_key_file_get_groups(r->keys, NULL);
    for (int g = 0; given[g]; g++) {
        int row = 0;
        while (groups[row] && !g_str_equal(groups[row], given[g]))
            row++;
        if (!groups[row])
            return refuse_name(r, "group", given[g], groups);
        g_auto(GStrv) keys = g_key_file_get_keys(r->keys, given[g], NULL, NULL);
        for (int k = 0; keys && keys[k] && known[row][0]; k++)
            if (!g_strv_contains((const char *const *)known[row], keys[k])) {
                g_autofree char *what = g_strdup_printf("key of [%s]", given[g]);
                return refuse_name(r, what, keys[k], known[row]);
            }
    }
    return true;
}

static char *text_of(const Reader *r, const char *group, const char *key)
{
    char *text = g_key_file_get_string(r->keys, group, key, NULL);
    if (text && !*g_strstrip(text))
        g_clear_pointer(&text, g_free);
    return text;
}

static void read_list(const Reader *r, const char *group, const char *key, GPtrArray *list)
{
    g_autofree char *text = text_of(r, group, key);
    g_auto(GStrv) words = g_strsplit(text ? text : "", ";", -1);
    for (int i = 0; words[i]; i++)
        if (*g_strstrip(words[i]))
            g_ptr_array_add(list, g_strdup(words[i]));
}

static bool read_name(const Reader *r, const char *key, const char *const *names, int *value)
{
    g_autofree char *text = text_of(r, "study", key);
    for (int i = 0; text && names[i]; i++)
        if (g_str_equal(names[i], text)) {
            *value = i;
            return true;
        }
    return !text || refuse_name(r, key, text, names);
}

static bool read_number(const Reader *r, const char *group, const char *key, double low, double high, double *value)
{
    g_autofree char *text = text_of(r, group, key);
    if (!text)
        return true;
    char *end = NULL;
    *value = g_ascii_strtod(text, &end);
    if (end != text && !*end && *value >= low && *value <= high)
        return true;
    return refuse(r, "%s in [%s] is \"%s\"; it is a number from %g to %g", key, group, text, low, high);
}

static bool has(const GPtrArray *list, const char *text)
{
    return g_ptr_array_find_with_equal_func((GPtrArray *)list, text, g_str_equal, NULL);
}

/* Each cohort has its arm, each line of [arms] is a cohort, and the reference is one of at least two arms. */
static bool read_arms(const Reader *r, AnalysisPlan *plan)
{
    g_auto(GStrv) keys = g_key_file_get_keys(r->keys, "arms", NULL, NULL);
    plan->reference = text_of(r, "arms", "reference");
    for (int k = 0; keys && keys[k]; k++)
        if (!g_str_equal(keys[k], "reference") && !has(plan->cohorts, keys[k]))
            return refuse(r, "[arms] names \"%s\", which is none of the cohorts of [study]", keys[k]);
    if (plan->design == PLAN_ONE_GROUP)
        return !keys || refuse(r, "[arms] needs design = arms or stepped-wedge in [study]");
    bool several = false;
    for (guint i = 0; i < plan->cohorts->len; i++) {
        char *arm = text_of(r, "arms", plan->cohorts->pdata[i]);
        if (!arm)
            return refuse(r, "[arms] does not say which arm the cohort \"%s\" is", (char *)plan->cohorts->pdata[i]);
        g_ptr_array_add(plan->arms, arm);
        several = several || !g_str_equal(arm, plan->arms->pdata[0]);
    }
    if (!several)
        return refuse(r, "[arms] needs two arms at least");
    if (plan->design == PLAN_STEPPED_WEDGE)
        return true;
    if (!plan->reference || !has(plan->arms, plan->reference))
        return refuse(r, "[arms] needs reference = one of its arms, the one that the others are compared with");
    return true;
}

static bool read_outcomes(const Reader *r, AnalysisPlan *plan)
{
    plan->primary = text_of(r, "outcomes", "primary");
    if (!plan->primary)
        return refuse(r, "[outcomes] needs a primary outcome, such as primary = gain");
    read_list(r, "outcomes", "family", plan->family);
    for (guint i = 0; i <= plan->family->len; i++) {
        const char *text = i ? plan->family->pdata[i - 1] : plan->primary;
        OutcomeKind kind;
        g_autofree char *what = NULL;
        if (!outcome_read(text, &kind, &what))
            return refuse_name(r, "outcome", text, outcome_names);
        for (guint j = 1; j < i; j++)
            if (g_str_equal(plan->family->pdata[j - 1], text))
                return refuse(r, "family in [outcomes] names %s twice", text);
    }
    if (has(plan->family, plan->primary))
        return refuse(
            r, "family in [outcomes] is what is tested beside the primary outcome; %s is that one", plan->primary);
    return true;
}

static bool read_analysis(const Reader *r, AnalysisPlan *plan)
{
    static const char *const traits[] = { "cadre", "sex", "age_band", "country", NULL };
    read_list(r, "analysis", "adjust", plan->adjust);
    for (guint i = 0; i < plan->adjust->len; i++)
        if (!g_strv_contains(traits, plan->adjust->pdata[i]))
            return refuse_name(r, "thing to adjust for", plan->adjust->pdata[i], traits);
    plan->notes = text_of(r, "analysis", "notes");
    double learners = 0;
    bool good = read_number(r, "analysis", "per_protocol", 0, 1, &plan->per_protocol) &&
                read_number(r, "study", "learners", 1, 1e6, &learners);
    plan->learners = (int)learners;
    return good;
}

static bool read_study(const Reader *r, AnalysisPlan *plan)
{
    int unit = PLAN_UNIT_NONE, design = PLAN_ONE_GROUP;
    plan->name = text_of(r, "study", "name");
    read_list(r, "study", "cohorts", plan->cohorts);
    if (!plan->name || plan->cohorts->len == 0)
        return refuse(r, "[study] needs a name, and cohorts = one or more names with ; between them");
    if (!read_name(r, "unit", unit_names, &unit) || !read_name(r, "design", design_names, &design))
        return false;
    plan->unit = (PlanUnit)unit;
    plan->design = (PlanDesign)design;
    if (design != PLAN_ONE_GROUP && unit == PLAN_UNIT_NONE)
        return refuse(r, "[study] needs unit = learner, facility or cohort: what was assigned to the arms");
    return true;
}

AnalysisPlan *analysis_plan_read(const char *text, gsize size, const char *file, GError **error)
{
    g_autoptr(GKeyFile) keys = g_key_file_new();
    g_autoptr(GError) fault = NULL;
    if (!g_utf8_validate(text, (gssize)size, NULL) || !g_key_file_load_from_data(keys, text, size, 0, &fault)) {
        g_set_error(
            error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s: %s", file, fault ? fault->message : "it is not UTF-8");
        return NULL;
    }
    Reader r = { keys, file, error };
    g_autoptr(AnalysisPlan) plan = g_new0(AnalysisPlan, 1);
    plan->per_protocol = .5;
    GPtrArray **lists[] = { &plan->cohorts, &plan->arms, &plan->family, &plan->adjust };
    for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
        *lists[i] = g_ptr_array_new_with_free_func(g_free);
    plan->sha256 = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)text, size);
    bool good = check_names(&r) && read_study(&r, plan) && read_arms(&r, plan) && read_outcomes(&r, plan) &&
                read_analysis(&r, plan);
    return good ? g_steal_pointer(&plan) : NULL;
}
