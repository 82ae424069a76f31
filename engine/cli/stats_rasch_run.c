/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `baraza stats FILE rasch`: one form, or two on one scale by the items they share or by groups made by chance. */
#include "stats_cli.h"
#include "stats_rasch.h"
#include "stats_score.h"

#include <math.h>
#include <string.h>

#define FILE_MAX ((gsize)256 << 20)
#define LEARNERS_LEAST 100

/* One form: `which` names it, `frame` (borrowed) holds its columns. */
typedef struct {
    const char *which;
    Frame *frame;
    StatsScored scored;
    StatsRasch fit;
    StatsRaschItem *items;
    StatsRaschScore *scores;
} Form;

static void form_clear(Form *f)
{
    stats_scored_clear(&f->scored);
    g_free(f->items);
    g_free(f->scores);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Form, form_clear)

static void not_estimated(StatsJob *job, const char *which, const Form *f)
{
    const StatsRasch *r = &f->fit;
    if (r->reason == STATS_UNDEFINED && r->item >= 0)
        stats_warn(job, "%s: all or none of those who tell something got \"%s\" right: leave this question out.", which,
            frame_header(f->frame, f->scored.columns[r->item]));
    else if (r->reason != STATS_OK)
        stats_warn(job, "%s: not estimated; %s.", which, stats_reason_text(r->reason));
    else
        stats_warn(job, "%s: not estimated; too few: %d learners, and under %d difficulties are too rough to be used.",
            which, r->n, LEARNERS_LEAST);
}

/* Estimates what was read; false when there is no estimate that may be shown. */
static bool estimate(StatsJob *job, Form *f)
{
    f->items = g_new0(StatsRaschItem, f->scored.k + 1);
    f->scores = g_new0(StatsRaschScore, f->scored.k + 1);
    f->fit = stats_rasch(f->scored.scores, f->scored.n, f->scored.k, f->items, f->scores);
    bool good = f->fit.reason == STATS_OK && f->fit.n >= LEARNERS_LEAST;
    if (!good)
        not_estimated(job, f->which, f);
    return good;
}

/* Leaves the rows of one form and the columns that anybody of it answered. */
static void keep_form(Form *f, const int *of, int form)
{
    StatsScored *s = &f->scored;
    g_autofree bool *in = g_new0(bool, s->k + 1);
    for (int i = 0; i < s->n; i++)
        for (int j = 0; j < s->k && of[i] == form; j++) {
            g_autofree char *cell = frame_text(f->frame, i, s->columns[j]);
            in[j] = in[j] || *cell;
        }
    int n = 0, k = 0;
    gsize at = 0;
    for (int i = 0; i < s->n; i++) {
        n += of[i] == form;
        for (int j = 0; j < s->k && of[i] == form; j++)
            if (in[j])
                s->scores[at++] = s->scores[(gsize)i * s->k + j];
    }
    for (int j = 0; j < s->k; j++)
        if (in[j])
            s->columns[k++] = s->columns[j];
    s->n = n;
    s->k = k;
}

static void put_items(StatsJob *job, const char *table, const Form *f)
{
    for (int j = 0; j < f->scored.k; j++) {
        cJSON *row = stats_put_row(job, table);
        json_put(row, "item", frame_header(f->frame, f->scored.columns[j]));
        json_put_int(row, "right", f->items[j].right);
        json_put_double(row, "difficulty", f->items[j].difficulty);
        json_put_double(row, "se", f->items[j].se);
        json_put_double(row, "infit", f->items[j].infit);
        json_put_double(row, "outfit", f->items[j].outfit);
    }
}

static void put_scores(StatsJob *job, const Form *f)
{
    for (int t = 0; t <= f->scored.k; t++) {
        cJSON *row = stats_put_row(job, "scores");
        json_put_int(row, "total", t);
        json_put_int(row, "n", f->scores[t].n);
        json_put_double(row, "ability", f->scores[t].ability);
        json_put_double(row, "se", f->scores[t].se);
    }
}

/* The columns of the first form that --anchors names, by their place in the frame; NULL for all. */
static bool wanted(StatsJob *job, const Form *a, bool **want, GError **error)
{
    const char *text = cli_option(job->cli, "anchors");
    int k;
    if (!text)
        return true;
    g_autofree int *chosen = frame_select(a->frame, text, &k, error);
    if (!chosen)
        return false;
    *want = g_new0(bool, frame_columns(a->frame) + 1);
    for (int i = 0; i < k; i++)
        (*want)[chosen[i]] = true;
    return true;
}

/* Items of the same name in both forms, of those wanted. */
static int shared(
    const Form *a, const Form *b, const bool *want, StatsRaschItem *x, StatsRaschItem *y, const char **names)
{
    int m = 0;
    for (int i = 0; i < a->scored.k; i++)
        for (int j = 0; j < b->scored.k; j++) {
            const char *name = frame_header(a->frame, a->scored.columns[i]);
            if ((want && !want[a->scored.columns[i]]) ||
                strcmp(name, frame_header(b->frame, b->scored.columns[j])) != 0)
                continue;
            names[m] = name;
            x[m] = a->items[i];
            y[m++] = b->items[j];
        }
    return m;
}

static void put_anchors(StatsJob *job, const StatsRaschItem *x, const StatsRaschItem *y, const char **names, int m)
{
    g_autofree StatsAnchor *each = g_new0(StatsAnchor, m + 1);
    stats_rasch_anchors(x, y, m, each);
    for (int i = 0; i < m; i++) {
        cJSON *row = stats_put_row(job, "anchors");
        json_put(row, "item", names[i]);
        json_put_double(row, "apart", each[i].apart);
        json_put_double(row, "away", each[i].away);
        json_put_double(row, "z", each[i].z);
        if (each[i].displaced)
            stats_warn(job,
                "The anchor \"%s\" is displaced by %.2f logits against the others: look at how both forms put it, and "
                "link again by the other --anchors.",
                names[i], each[i].away);
    }
}

static bool put_link(StatsJob *job, const Form *a, const Form *b, GError **error)
{
    g_autofree bool *want = NULL;
    g_autofree StatsRaschItem *x = g_new(StatsRaschItem, a->scored.k + 1), *y = g_new(StatsRaschItem, a->scored.k + 1);
    g_autofree const char **names = g_new(const char *, a->scored.k + 1);
    if (!wanted(job, a, &want, error))
        return false;
    int m = shared(a, b, want, x, y, names);
    put_anchors(job, x, y, names, m);
    StatsLink l = stats_rasch_link(x, y, m);
    json_put_int(job->out, "anchor_items", l.anchors);
    json_put_double(job->out, "shift", l.shift);
    json_put_double(job->out, "equating_error", l.error);
    json_put_double(job->out, "equating_error_sampling", l.error_sampling);
    if (l.reason == STATS_TOO_FEW)
        stats_warn(job, "Not linked by anchors: the forms share %d of the columns, and two are needed.", m);
    else
        stats_put_reason(job, "The link", l.reason);
    if (l.reason == STATS_OK && m < 5)
        stats_warn(job, "%d anchors carry the link; one that has changed its meaning shifts everything.", m);
    return true;
}

static StatsRaschPeople put_people(StatsJob *job, const Form *f)
{
    StatsRaschPeople p = stats_rasch_people(f->items, f->scores, f->scored.k);
    cJSON *row = stats_put_row(job, "random_groups");
    json_put(row, "form", f->which);
    json_put_int(row, "n", p.n);
    json_put_double(row, "mean", p.mean);
    json_put_double(row, "sd", p.sd);
    json_put_double(row, "se", p.se);
    return p;
}

static void put_random(StatsJob *job, const Form *a, const Form *b)
{
    StatsRaschPeople first = put_people(job, a), second = put_people(job, b);
    StatsLink l = stats_rasch_link_groups(&first, &second);
    json_put_double(job->out, "random_shift", l.shift);
    json_put_double(job->out, "random_error", l.error);
    stats_put_reason(job, "The link by random groups", l.reason);
}

/* Estimates the second form and links it. */
static bool put_second(StatsJob *job, const Form *a, Form *b, GError **error)
{
    if (!estimate(job, b))
        return true;
    put_items(job, "items_second", b);
    if (cli_switch(job->cli, "random"))
        put_random(job, a, b);
    return put_link(job, a, b, error);
}

static bool link_file(StatsJob *job, const Form *a, GError **error)
{
    const char *path = cli_option(job->cli, "link");
    g_autofree char *bytes = NULL;
    gsize size;
    if (!cli_read(path, FILE_MAX, &bytes, &size, error))
        return false;
    g_autoptr(Frame) second = frame_parse(bytes, size, path, error);
    if (!second)
        return false;
    Frame *first = job->frame;
    g_auto(Form) b = { .which = path, .frame = second };
    job->frame = second;
    bool read = stats_scored_read(job, "columns", &b.scored, error);
    job->frame = first;
    return read && put_second(job, a, &b, error);
}

static bool put_first(StatsJob *job, Form *f)
{
    bool good = estimate(job, f);
    stats_put_n(job, f->fit.n + f->fit.extreme, f->fit.missing);
    json_put_int(job->out, "n_used", f->fit.n);
    json_put_int(job->out, "extreme", f->fit.extreme);
    json_put_int(job->out, "k", f->fit.k);
    if (!good)
        return false;
    json_put_double(job->out, "log_likelihood", f->fit.log_likelihood);
    json_put_double(job->out, "andersen_lr", f->fit.lr);
    json_put_double(job->out, "andersen_df", f->fit.lr_df);
    json_put_double(job->out, "andersen_p", f->fit.lr_p);
    if (isnan(f->fit.lr))
        stats_warn(
            job, "Andersen's test cannot be given: in one half of the totals a question was right or wrong for all.");
    put_items(job, "items", f);
    put_scores(job, f);
    return true;
}

/* Both forms from one file, by --form. */
static bool run_forms(StatsJob *job, GError **error)
{
    g_auto(GStrv) labels = NULL;
    g_autofree int *of = stats_job_groups(job, "form", &labels, error);
    int one, two;
    if (!of || !stats_job_two(job, "form", labels, &one, &two, error))
        return false;
    g_auto(Form) a = { .which = labels[one], .frame = job->frame }, b = { .which = labels[two], .frame = job->frame };
    if (!stats_scored_read(job, "columns", &a.scored, error) || !stats_scored_read(job, "columns", &b.scored, error))
        return false;
    int strays = 0;
    for (int i = 0; i < stats_job_rows(job); i++)
        strays += of[i] < 0;
    if (strays)
        stats_warn(job, "Left out: rows that name no form: %d.", strays);
    keep_form(&a, of, one);
    keep_form(&b, of, two);
    json_put(job->out, "first", a.which);
    json_put(job->out, "second", b.which);
    return !put_first(job, &a) || put_second(job, &a, &b, error);
}

bool stats_run_rasch(StatsJob *job, GError **error)
{
    bool by_form = cli_option(job->cli, "form"), by_file = cli_option(job->cli, "link");
    if (by_form && by_file) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
            "give the second form by --link FILE or by --form COL, not by both");
        return false;
    }
    if (!by_form && !by_file && (cli_option(job->cli, "anchors") || cli_switch(job->cli, "random"))) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
            "--anchors and --random link two forms: name the second by --link FILE or by --form COL");
        return false;
    }
    if (by_form)
        return run_forms(job, error);
    g_auto(Form) f = { .which = job->file, .frame = job->frame };
    if (!stats_scored_read(job, "columns", &f.scored, error))
        return false;
    return !put_first(job, &f) || !by_file || link_file(job, &f, error);
}
