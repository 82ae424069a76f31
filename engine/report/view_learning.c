/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was learnt of what: by objective and by level, and how far up the outcome levels the evidence goes. */
#include "report_priv.h"

#include <string.h>

/* Bloom's levels from low to high (Anderson & Krathwohl 2001); older names beside them. */
static const char *const bloom[][3] = { { "remember", "recall", "knowledge" }, { "understand", "comprehension", NULL },
    { "apply", "application", NULL }, { "analyse", "analyze", "analysis" }, { "evaluate", "evaluation", NULL },
    { "create", "synthesis", NULL } };

static int bloom_rank(const char *level)
{
    for (guint i = 0; i < G_N_ELEMENTS(bloom); i++)
        for (guint j = 0; j < 3 && bloom[i][j]; j++)
            if (g_ascii_strcasecmp(bloom[i][j], level) == 0)
                return (int)i;
    return G_N_ELEMENTS(bloom);
}

char *report_level(const char *lang, const char *level)
{
    int rank = level ? bloom_rank(level) : (int)G_N_ELEMENTS(bloom);
    if (rank == G_N_ELEMENTS(bloom))
        return g_strdup(level ? level : "");
    g_autofree char *key = g_strconcat("bloom.", bloom[rank][0], NULL);
    return report_say(lang, key, NULL);
}

static const char *objective_text(const ReportData *data, const char *id)
{
    for (guint i = 0; i < data->objectives->len; i++) {
        const ReportObjective *o = data->objectives->pdata[i];
        if (g_str_equal(o->id, id))
            return o->text;
    }
    return "";
}

static void put_part(cJSON *rows, const Sums *s, const char *id)
{
    g_autoptr(Outcome) o = outcome_new(s, id);
    Infer f = outcome_change(s, o, NULL);
    StatsPaired pair = stats_paired_t(o->before, o->after, s->n);
    cJSON *row = view_row(rows);
    json_put(
        json_put(row, "id", o->what), "text", o->kind == OUTCOME_OBJECTIVE ? objective_text(s->data, o->what) : "");
    view_say(row, "label", o->kind == OUTCOME_LEVEL ? report_level(s->data->lang, o->what) : g_strdup(o->what));
    json_put_int(row, "items", o->items);
    bool told = pair.n >= SMALL_CELL;
    view_number(row, "pre", "mean before", told ? pair.mean_x : NAN, PERCENT, 0);
    view_number(row, "post", "mean after", told ? pair.mean_y : NAN, PERCENT, 0);
    view_infer(row, s->data->lang, &f);
}

static int by_bloom(gconstpointer a, gconstpointer b)
{
    const char *x = strchr(*(const char *const *)a, ':') + 1, *y = strchr(*(const char *const *)b, ':') + 1;
    int rx = bloom_rank(x), ry = bloom_rank(y);
    return rx != ry ? rx - ry : strcmp(x, y);
}

void view_learning(cJSON *view, const Sums *s)
{
    g_autoptr(GPtrArray) ids = study_outcomes(s), levels = g_ptr_array_new();
    cJSON *learning = view_object(view, "learning"), *rows = view_array(learning, "objectives");
    for (guint i = 0; i < ids->len; i++) {
        if (g_str_has_prefix(ids->pdata[i], "objective:"))
            put_part(rows, s, ids->pdata[i]);
        if (g_str_has_prefix(ids->pdata[i], "level:"))
            g_ptr_array_add(levels, ids->pdata[i]);
    }
    g_ptr_array_sort(levels, by_bloom);
    rows = view_array(learning, "levels");
    for (guint i = 0; i < levels->len; i++)
        put_part(rows, s, levels->pdata[i]);
}

/* Learners in a list of rows whose first member is the learner's index. */
static int people_in(const Sums *s, const GPtrArray *rows, bool surveys)
{
    g_autofree bool *seen = g_new0(bool, s->n + 1);
    int n = 0;
    for (guint i = 0; i < rows->len; i++) {
        const ReportQuiz *quiz = surveys ? rows->pdata[i] : NULL;
        int learner = surveys ? quiz->learner : ((const ReportTask *)rows->pdata[i])->learner;
        if ((surveys && (!quiz->survey || !quiz->finished)) || seen[learner])
            continue;
        seen[learner] = true;
        n++;
    }
    return n;
}

static void put_level(cJSON *rows, const Sums *s, const char *frame, const char *level, const char *evidence, int n)
{
    g_autofree char *key = g_strdup_printf("%s.%s", frame, level), *count = view_count(n);
    cJSON *row = view_row(rows);
    json_put(row, "level", level);
    view_say(row, "label", report_say(s->data->lang, key, NULL));
    json_put_bool(row, "blank", n == 0);
    json_put_int(row, "n", n);
    view_say(row, "evidence", report_say(s->data->lang, n ? evidence : "level.blank", "n", count, NULL));
}

/* Learners with a change on questions of these ranks of Bloom. */
static int changed_on(const Sums *s, int low, int high)
{
    g_autofree bool *seen = g_new0(bool, s->n + 1);
    g_autoptr(GPtrArray) ids = study_outcomes(s);
    int n = 0;
    for (guint i = 0; i < ids->len; i++) {
        const char *level = g_str_has_prefix(ids->pdata[i], "level:") ? strchr(ids->pdata[i], ':') + 1 : NULL;
        if (!level || bloom_rank(level) < low || bloom_rank(level) > high)
            continue;
        g_autoptr(Outcome) o = outcome_new(s, ids->pdata[i]);
        for (int l = 0; l < s->n; l++) {
            n += !isnan(o->change[l]) && !seen[l];
            seen[l] = seen[l] || !isnan(o->change[l]);
        }
    }
    return n;
}

void view_levels(cJSON *view, const Sums *s)
{
    cJSON *levels = view_object(view, "levels"), *k = view_array(levels, "kirkpatrick"),
          *m = view_array(levels, "moore");
    int surveys = people_in(s, s->data->quizzes, true), tasks = people_in(s, s->data->tasks, false), gain = 0, took = 0;
    for (int i = 0; i < s->n; i++) {
        gain += !isnan(s->gain[i]);
        took += ((const ReportLearner *)s->data->learners->pdata[i])->steps_done > 0;
    }
    put_level(k, s, "kirkpatrick", "1", "level.survey", surveys);
    put_level(k, s, "kirkpatrick", "2", "level.gain", gain);
    put_level(k, s, "kirkpatrick", "3", "level.task", tasks);
    put_level(k, s, "kirkpatrick", "4", "level.blank", 0);
    put_level(m, s, "moore", "1", "level.took", took);
    put_level(m, s, "moore", "2", "level.survey", surveys);
    put_level(m, s, "moore", "3A", "level.know", changed_on(s, 0, 1));
    put_level(m, s, "moore", "3B", "level.apply", changed_on(s, 2, 5));
    put_level(m, s, "moore", "4", "level.blank", 0);
    put_level(m, s, "moore", "5", "level.task", tasks);
    put_level(m, s, "moore", "6", "level.blank", 0);
    put_level(m, s, "moore", "7", "level.blank", 0);
    view_promises(levels, s);
}
