/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The script that imputes, told what the complete cases of the same wide.csv give: one row of the gain, or where a plan
 * compares arms one of each arm against the reference; and what the rules for clusters and groups made of each row. */
#include "csv_rows.h"
#include "report_files.h"

#include <string.h>

#define DRAWS 50

typedef struct {
    Sums *sums;
    bool *in; /* stands in wide.csv */
    bool arms;
} Imputation;

static const char *template(void)
{
    const EmbeddedFile *file = report_files;
    while (!g_str_equal(file->name, "impute.R"))
        file++;
    return file->data;
}

static void put_text(GString *out, const char *text)
{
    g_string_append_printf(out, "%s\"", out->len ? ", " : "");
    for (const char *at = text; *at; at++)
        g_string_append_printf(out, "%s%c", *at == '"' || *at == '\\' ? "\\" : "", *at);
    g_string_append_c(out, '"');
}

static void put_number(GString *out, double value)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(text, sizeof text, "%.12g", value);
    g_string_append_printf(out, "%s%s", out->len ? ", " : "", isnan(value) ? "NaN" : text);
}

/* The texts that fill the holes. */
typedef struct {
    GString *arms, *n, *estimate, *se, *cluster, *adjust;
} Fill;

static void fill_row(Fill *f, const char *arm, const Infer *row)
{
    put_text(f->arms, arm);
    put_number(f->n, row->n);
    put_number(f->estimate, row->estimate);
    put_number(f->se, row->se);
}

static void fill_rows(Fill *f, const Imputation *m)
{
    const Sums *s = m->sums;
    g_autoptr(Outcome) gain = outcome_new(s, "gain");
    for (int i = 0; i < s->n; i++)
        if (!m->in[i])
            gain->after[i] = gain->change[i] = NAN;
    if (!m->arms) {
        Infer all = outcome_change(s, gain, NULL);
        fill_row(f, "", &all);
        return;
    }
    for (int arm = 1; arm < (int)s->data->arms->len; arm++) {
        Infer one = outcome_difference(s, gain, arm, NULL);
        fill_row(f, s->data->arms->pdata[arm], &one);
    }
}

/* Of each row of wide.csv its cluster, and of arms the columns beyond pre-test and sequence. */
static void fill_made(Fill *f, const Imputation *m)
{
    const Sums *s = m->sums;
    g_autoptr(Outcome) gain = outcome_new(s, "gain");
    int width = 0, first = MAX(1, s->data->sequences);
    g_autofree double *x = outcome_covariates(s, gain, &width);
    for (int i = 0; i < s->n; i++)
        if (m->in[i])
            put_number(f->cluster, s->cluster[i] + 1);
    for (int c = first; m->arms && c < width; c++) {
        g_autoptr(GString) column = g_string_new(NULL);
        for (int i = 0; i < s->n; i++)
            if (m->in[i])
                put_number(column, x[(gsize)i * width + c]);
        g_string_append_printf(f->adjust, ", x%d = c(%s)", c - first + 1, column->str);
    }
}

static void fill(GString *text, const char *hole, GString *with)
{
    g_string_replace(text, hole, with->str, 0);
    g_string_free(with, TRUE);
}

char *report_imputation(const ReportData *data, ReportPurpose purpose)
{
    g_autoptr(Sums) s = sums_new(data);
    g_autofree bool *in = g_new0(bool, s->n + 1);
    for (int i = 0; i < s->n; i++)
        in[i] = row_is_in(data->learners->pdata[i], purpose);
    bool arms = data->plan && data->plan->plan->design == PLAN_ARMS && data->arms->len > 1;
    Imputation m = { s, in, arms };
    Fill f = { g_string_new(NULL), g_string_new(NULL), g_string_new(NULL), g_string_new(NULL), g_string_new(NULL),
        g_string_new(NULL) };
    fill_rows(&f, &m);
    fill_made(&f, &m);
    GString *reference = g_string_new(NULL), *sequences = g_string_new(NULL), *draws = g_string_new(NULL),
            *seed = g_string_new(NULL);
    put_text(reference, arms ? data->arms->pdata[0] : "");
    put_number(sequences, data->sequences);
    put_number(draws, DRAWS);
    put_number(seed, (double)(data->seed % G_MAXINT32));
    g_autoptr(GString) text = g_string_new(template());
    fill(text, "{cohort}", g_string_new(data->cohort));
    fill(text, "{arms}", f.arms);
    fill(text, "{n}", f.n);
    fill(text, "{estimate}", f.estimate);
    fill(text, "{se}", f.se);
    fill(text, "{reference}", reference);
    fill(text, "{sequences}", sequences);
    fill(text, "{m}", draws);
    fill(text, "{seed}", seed);
    fill(text, "{adjust}", f.adjust);
    fill(text, "{cluster}", f.cluster);
    return g_strdup(text->str);
}
