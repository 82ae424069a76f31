/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Rasch model of each form before the course, and whether a question treats women and men of the same total alike.
 * Later forms are put on the scale of the first.
 * Under a hundred learners a form or group neither is told: estimates of so few mislead more than they say. */
#include "report_priv.h"
#include "stats_dif.h"
#include "stats_rasch.h"

#include <string.h>

#define MODEL_LEAST 100

/* One form on the pre-test: rows of learners, columns of its questions; and what the Rasch model made of it. */
typedef struct {
    const Sums *s;
    const char *form;
    int n, k;
    int *items, *learners;
    double *scores;
    bool binary, fitted;
    StatsRaschItem *fit;
    StatsRaschScore *totals;
} Sheet;

static void sheet_clear(Sheet *t)
{
    g_free(t->items);
    g_free(t->learners);
    g_free(t->scores);
    g_free(t->fit);
    g_free(t->totals);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Sheet, sheet_clear)

static double score_of(const ReportSit *sit, int item)
{
    for (guint a = 0; a < sit->answers->len; a++) {
        const ReportAnswer *answer = &g_array_index(sit->answers, ReportAnswer, a);
        if (answer->item == item)
            return isnan(answer->score) ? 0 : answer->score;
    }
    return NAN;
}

static Sheet sheet_new(const Sums *s, const char *form)
{
    const ReportData *data = s->data;
    Sheet t = { .s = s, .form = form, .binary = true };
    t.items = g_new(int, data->items->len + 1);
    t.learners = g_new(int, s->n + 1);
    for (guint j = 0; j < data->items->len; j++) {
        const ReportItem *item = data->items->pdata[j];
        if (!item->retired && g_ptr_array_find_with_equal_func(item->forms, form, g_str_equal, NULL))
            t.items[t.k++] = (int)j;
    }
    t.scores = g_new(double, (gsize)s->n *t.k + 1);
    for (int i = 0; i < s->n; i++) {
        const ReportSit *sit = s->sit[OCCASION_PRE][i];
        if (!sit || sit->missing != MISSING_NONE || sit->pre_late || g_strcmp0(sit->form, form) != 0)
            continue;
        for (int c = 0; c < t.k; c++) {
            double score = t.scores[(gsize)t.n * t.k + c] = score_of(sit, t.items[c]);
            t.binary = t.binary && (isnan(score) || score == 0 || score == 1);
        }
        t.learners[t.n++] = i;
    }
    return t;
}

/* Too few, or marks between right and wrong, which neither model takes. */
static void put_why_not(cJSON *o, const Sheet *t, int n)
{
    g_autofree char *have = view_count(n), *need = view_count(MODEL_LEAST);
    json_put_bool(o, "ok", false);
    view_say(o, "why",
        report_say(
            t->s->data->lang, n < MODEL_LEAST ? "model.too_few" : "model.part_marks", "n", have, "need", need, NULL));
}

static void put_rasch(cJSON *o, Sheet *t)
{
    StatsRaschItem *items = t->fit = g_new0(StatsRaschItem, t->k + 1);
    t->totals = g_new0(StatsRaschScore, t->k + 1);
    StatsRasch r = stats_rasch(t->scores, t->n, t->k, items, t->totals);
    t->fitted = r.reason == STATS_OK;
    json_put_bool(o, "ok", r.reason == STATS_OK);
    view_say(o, "why", t->fitted ? g_strdup("") : report_why(t->s->data->lang, r.reason));
    view_number(o, "lr", "Andersen's likelihood ratio", r.lr, "", 2);
    view_number(o, "lr_df", "degrees of freedom", r.lr_df, "", 0);
    view_number(o, "lr_p", "p", r.lr_p, "p", 3);
    cJSON *rows = view_array(o, "items");
    for (int c = 0; c < t->k && r.reason == STATS_OK; c++) {
        cJSON *row = view_row(rows);
        json_put(row, "id", ((const ReportItem *)t->s->data->items->pdata[t->items[c]])->id);
        view_number(row, "difficulty", "difficulty, logits", items[c].difficulty, "", 2);
        view_number(row, "se", "standard error", items[c].se, "", 2);
        view_number(row, "infit", "infit mean square", items[c].infit, "", 2);
        view_number(row, "outfit", "outfit mean square", items[c].outfit, "", 2);
    }
}

/* Focal: women; reference: men; who said neither is left out. */
static int sex_of(const Sums *s, int i)
{
    const char *sex = ((const ReportLearner *)s->data->learners->pdata[i])->sex;
    return g_strcmp0(sex, "f") == 0 ? 1 : g_strcmp0(sex, "m") == 0 ? 0 : -1;
}

static void put_dif(cJSON *o, const Sheet *t, int women, int men)
{
    g_autofree double *column = g_new(double, t->n + 1), *total = g_new0(double, t->n + 1);
    g_autofree int *focal = g_new(int, t->n + 1);
    cJSON *rows = view_array(o, "items");
    json_put_bool(o, "ok", true);
    json_put(o, "why", "");
    json_put_int(json_put_int(o, "women", women), "men", men);
    for (int i = 0; i < t->n; i++) {
        focal[i] = sex_of(t->s, t->learners[i]);
        for (int c = 0; c < t->k; c++)
            total[i] += t->scores[(gsize)i * t->k + c];
    }
    for (int c = 0; c < t->k; c++) {
        for (int i = 0; i < t->n; i++)
            column[i] = t->scores[(gsize)i * t->k + c];
        StatsDif d = stats_dif(column, total, focal, t->n);
        char level[2] = { d.level ? d.level : '-', '\0' };
        cJSON *row = view_row(rows);
        json_put(row, "id", ((const ReportItem *)t->s->data->items->pdata[t->items[c]])->id);
        json_put(row, "level", level);
        view_number(row, "delta", "delta (ETS), below 0 harder for women", d.delta, "", 2);
        view_number(row, "p", "p", d.p, "p", 3);
    }
}

static char *logits(double value)
{
    return view_read(value, "", 2);
}

/* By the questions that stand in both forms; false with fewer than two of them. */
static bool link_anchors(cJSON *o, const Sheet *a, const Sheet *b)
{
    g_autofree StatsRaschItem *x = g_new0(StatsRaschItem, a->k + 1), *y = g_new0(StatsRaschItem, a->k + 1);
    g_autofree StatsAnchor *each = g_new0(StatsAnchor, a->k + 1);
    g_autofree int *items = g_new(int, a->k + 1);
    g_autoptr(GString) displaced = g_string_new(NULL);
    int m = 0;
    for (int i = 0; i < a->k; i++)
        for (int j = 0; j < b->k; j++) {
            if (a->items[i] != b->items[j])
                continue;
            items[m] = a->items[i];
            x[m] = a->fit[i];
            y[m++] = b->fit[j];
        }
    StatsLink l = stats_rasch_link(x, y, m);
    if (l.reason != STATS_OK)
        return false;
    stats_rasch_anchors(x, y, m, each);
    for (int i = 0; i < m; i++)
        if (each[i].displaced)
            g_string_append_printf(displaced, "%s%s", displaced->len ? ", " : "",
                ((const ReportItem *)a->s->data->items->pdata[items[i]])->id);
    g_autofree char *shift = logits(l.shift), *error = logits(l.error), *count = view_count(m);
    const char *lang = a->s->data->lang;
    view_number(o, "shift", "added to this form's difficulties, logits", l.shift, "", 2);
    view_number(o, "error", "equating error, logits", l.error, "", 2);
    view_say(o, "text",
        report_say(lang, "model.anchors", "first", a->form, "m", count, "shift", shift, "error", error, NULL));
    view_say(o, "displaced",
        displaced->len ? report_say(lang, "model.displaced", "items", displaced->str, NULL) : g_strdup(""));
    return true;
}

/* By chance: the forms' design was crossed within the cohort, so that the groups before the course are alike. */
static bool link_groups(cJSON *o, const Sheet *a, const Sheet *b)
{
    const ReportData *data = a->s->data;
    if (data->sequences < 2 || data->by_cohort)
        return false;
    StatsRaschPeople first = stats_rasch_people(a->fit, a->totals, a->k),
                     second = stats_rasch_people(b->fit, b->totals, b->k);
    StatsLink l = stats_rasch_link_groups(&first, &second);
    if (l.reason != STATS_OK)
        return false;
    g_autofree char *shift = logits(l.shift), *error = logits(l.error);
    view_number(o, "shift", "added to this form's difficulties, logits", l.shift, "", 2);
    view_number(o, "error", "equating error, logits", l.error, "", 2);
    view_say(o, "text",
        report_say(data->lang, data->by_room ? "model.random_rooms" : "model.random", "first", a->form, "shift", shift,
            "error", error, NULL));
    return true;
}

/* The first form's scale is everybody's, its own has no link; nothing where either is not estimated, which its own line
 * says. */
static void put_link(cJSON *row, const Sheet *first, const Sheet *t)
{
    cJSON *links = view_array(row, "links");
    if (!first || !first->fitted || !t->fitted)
        return;
    cJSON *o = view_row(links), *anchors = view_object(o, "anchors"), *groups = view_object(o, "groups");
    bool by_anchors = link_anchors(anchors, first, t), by_groups = link_groups(groups, first, t);
    json_put_bool(anchors, "ok", by_anchors);
    json_put_bool(groups, "ok", by_groups);
    view_say(o, "none",
        by_anchors || by_groups ? g_strdup("")
                                : report_say(first->s->data->lang, "model.unlinked", "first", first->form, NULL));
}

/* `first` is NULL for the first form. */
static void put_form(cJSON *rows, Sheet *t, const Sheet *first)
{
    int women = 0, men = 0;
    for (int i = 0; i < t->n; i++) {
        women += sex_of(t->s, t->learners[i]) == 1;
        men += sex_of(t->s, t->learners[i]) == 0;
    }
    cJSON *row = view_row(rows), *rasch = NULL, *dif = NULL;
    json_put_int(json_put(row, "form", t->form), "n", t->n);
    rasch = view_object(row, "rasch");
    if (t->n < MODEL_LEAST || !t->binary)
        put_why_not(rasch, t, t->n);
    else
        put_rasch(rasch, t);
    dif = view_object(row, "dif");
    if (women < MODEL_LEAST || men < MODEL_LEAST || !t->binary)
        put_why_not(dif, t, MIN(women, men));
    else
        put_dif(dif, t, women, men);
    put_link(row, first, t);
}

void view_models(cJSON *view, const Sums *s)
{
    cJSON *rows = view_array(view, "models");
    if (s->data->forms->len == 0)
        return;
    g_auto(Sheet) first = sheet_new(s, s->data->forms->pdata[0]);
    put_form(rows, &first, NULL);
    for (guint f = 1; f < s->data->forms->len; f++) {
        g_auto(Sheet) t = sheet_new(s, s->data->forms->pdata[f]);
        put_form(rows, &t, &first);
    }
}
