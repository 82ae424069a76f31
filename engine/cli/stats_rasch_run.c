/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `baraza stats FILE rasch`: one form, or a second one that shares items with it. */
#include "stats_cli.h"
#include "stats_rasch.h"
#include "stats_score.h"

#include <math.h>
#include <string.h>

#define FILE_MAX ((gsize)256 << 20)
#define LEARNERS_LEAST 100

typedef struct {
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
            frame_header(job->frame, f->scored.columns[r->item]));
    else if (r->reason != STATS_OK)
        stats_warn(job, "%s: not estimated; %s.", which, stats_reason_text(r->reason));
    else
        stats_warn(job, "%s: not estimated; too few: %d learners, and under %d difficulties are too rough to be used.",
            which, r->n, LEARNERS_LEAST);
}

/* Reads and estimates the form in job->frame; false in *good when there is no estimate that may be shown. */
static bool read_form(StatsJob *job, const char *which, Form *f, bool *good, GError **error)
{
    if (!stats_scored_read(job, "columns", &f->scored, error))
        return false;
    f->items = g_new0(StatsRaschItem, f->scored.k + 1);
    f->scores = g_new0(StatsRaschScore, f->scored.k + 1);
    f->fit = stats_rasch(f->scored.scores, f->scored.n, f->scored.k, f->items, f->scores);
    *good = f->fit.reason == STATS_OK && f->fit.n >= LEARNERS_LEAST;
    if (!*good)
        not_estimated(job, which, f);
    return true;
}

static void put_form(StatsJob *job, const char *table, const Form *f)
{
    for (int j = 0; j < f->scored.k; j++) {
        cJSON *row = stats_put_row(job, table);
        json_put(row, "item", frame_header(job->frame, f->scored.columns[j]));
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

/* Items of the same name in both forms. */
static void put_link(StatsJob *job, const Frame *first, const Form *a, const Form *b)
{
    g_autofree StatsRaschItem *x = g_new(StatsRaschItem, a->scored.k + 1), *y = g_new(StatsRaschItem, a->scored.k + 1);
    int anchors = 0;
    for (int i = 0; i < a->scored.k; i++)
        for (int j = 0; j < b->scored.k; j++) {
            const char *name = frame_header(first, a->scored.columns[i]);
            if (strcmp(name, frame_header(job->frame, b->scored.columns[j])) != 0)
                continue;
            cJSON *row = stats_put_row(job, "anchors");
            json_put(row, "item", name);
            json_put_double(row, "apart", a->items[i].difficulty - b->items[j].difficulty);
            x[anchors] = a->items[i];
            y[anchors++] = b->items[j];
        }
    StatsLink l = stats_rasch_link(x, y, anchors);
    json_put_int(job->out, "anchor_items", l.anchors);
    json_put_double(job->out, "shift", l.shift);
    json_put_double(job->out, "equating_error", l.error);
    json_put_double(job->out, "equating_error_sampling", l.error_sampling);
    stats_put_reason(job, "The link", l.reason);
    if (l.reason == STATS_OK && anchors < 5)
        stats_warn(job, "%d anchors carry the link; one that has changed its meaning shifts everything.", anchors);
}

static bool link_second(StatsJob *job, const Form *a, GError **error)
{
    const char *path = cli_option(job->cli, "link");
    g_autofree char *bytes = NULL;
    gsize size;
    bool good;
    if (!path)
        return true;
    if (!cli_read(path, FILE_MAX, &bytes, &size, error))
        return false;
    g_autoptr(Frame) second = frame_parse(bytes, size, path, error);
    if (!second)
        return false;
    Frame *first = job->frame;
    g_auto(Form) b = { 0 };
    job->frame = second;
    bool read = read_form(job, path, &b, &good, error);
    if (read && good) {
        put_form(job, "items_second", &b);
        put_link(job, first, a, &b);
    }
    job->frame = first;
    return read;
}

bool stats_run_rasch(StatsJob *job, GError **error)
{
    g_auto(Form) f = { 0 };
    bool good;
    if (!read_form(job, job->file, &f, &good, error))
        return false;
    stats_put_n(job, f.fit.n + f.fit.extreme, f.fit.missing);
    json_put_int(job->out, "n_used", f.fit.n);
    json_put_int(job->out, "extreme", f.fit.extreme);
    json_put_int(job->out, "k", f.fit.k);
    if (!good)
        return true;
    json_put_double(job->out, "log_likelihood", f.fit.log_likelihood);
    json_put_double(job->out, "andersen_lr", f.fit.lr);
    json_put_double(job->out, "andersen_df", f.fit.lr_df);
    json_put_double(job->out, "andersen_p", f.fit.lr_p);
    if (isnan(f.fit.lr))
        stats_warn(
            job, "Andersen's test cannot be given: in one half of the totals a question was right or wrong for all.");
    put_form(job, "items", &f);
    put_scores(job, &f);
    return link_second(job, &f, error);
}
