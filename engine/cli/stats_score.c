/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats_score.h"

#include "text.h"

#include <math.h>
#include <string.h>

void stats_scored_clear(StatsScored *s)
{
    g_free(s->columns);
    g_free(s->scores);
    g_free(s->choice);
    g_free(s->key);
    g_clear_pointer(&s->labels, g_ptr_array_unref);
}

/* The option's number among the labels; added when it is new. "b)" and "B" are one. */
static int option_number(StatsScored *s, const char *text)
{
    g_autofree char *key = text_word_key(text);
    g_autofree char *label = g_utf8_strup(key, -1);
    if (!*label)
        return -1;
    for (guint i = 0; i < s->labels->len; i++)
        if (strcmp(s->labels->pdata[i], label) == 0)
            return (int)i;
    g_ptr_array_add(s->labels, g_steal_pointer(&label));
    return (int)s->labels->len - 1;
}

static int by_text(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Labels in order, and the numbers with them. */
static void sort_options(StatsScored *s)
{
    int n = (int)s->labels->len;
    g_autofree int *place = g_new(int, n + 1);
    g_autofree gpointer *old = g_memdup2(s->labels->pdata, sizeof(gpointer) * n);
    g_ptr_array_sort(s->labels, by_text);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            if (s->labels->pdata[j] == old[i])
                place[i] = j;
    for (gsize i = 0; i < (gsize)s->n * s->k; i++)
        s->choice[i] = s->choice[i] < 0 ? -1 : place[s->choice[i]];
    for (int j = 0; j < s->k; j++)
        s->key[j] = place[s->key[j]];
}

/* "B,D,A" or "BDA", one for each column. */
static bool read_key(StatsJob *job, const char *text, StatsScored *s, GError **error)
{
    g_auto(GStrv) parts = g_strsplit(text, ",", -1);
    bool run = g_strv_length(parts) == 1 && (int)text_length(text) == s->k;
    int given = run ? s->k : (int)g_strv_length(parts);
    if (given != s->k) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
            "--key names %d right options for %d columns; write it as BDAC or B,D,A,C", given, s->k);
        return false;
    }
    const char *at = text;
    s->key = g_new0(int, s->k + 1);
    for (int j = 0; j < s->k; j++) {
        g_autofree char *one = run ? g_strndup(at, (gsize)(g_utf8_next_char(at) - at)) : g_strdup(parts[j]);
        s->key[j] = option_number(s, one);
        at = run ? g_utf8_next_char(at) : at;
        if (s->key[j] < 0) {
            g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "--key: the right option of column \"%s\" is blank",
                frame_header(job->frame, s->columns[j]));
            return false;
        }
    }
    return true;
}

static void mark(StatsJob *job, StatsScored *s)
{
    gsize cells = (gsize)s->n * s->k;
    s->choice = g_new(int, cells + 1);
    s->scores = g_new(double, cells + 1);
    for (int i = 0; i < s->n; i++)
        for (int j = 0; j < s->k; j++) {
            g_autofree char *text = frame_text(job->frame, i, s->columns[j]);
            int option = option_number(s, text);
            s->choice[(gsize)i * s->k + j] = option;
            s->scores[(gsize)i * s->k + j] = option < 0 ? NAN : option == s->key[j];
        }
    sort_options(s);
}

static bool blanks_wrong(const StatsJob *job, bool *wrong, GError **error)
{
    const char *text = cli_option(job->cli, "blanks");
    *wrong = text && strcmp(text, "wrong") == 0;
    if (!text || *wrong || strcmp(text, "missing") == 0)
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "--blanks is wrong or missing, not \"%s\"", text);
    return false;
}

bool stats_scored_read(StatsJob *job, const char *option, StatsScored *s, GError **error)
{
    const char *key = cli_option(job->cli, "key");
    bool wrong;
    if (!blanks_wrong(job, &wrong, error))
        return false;
    s->n = stats_job_rows(job);
    if (key) {
        s->labels = g_ptr_array_new_with_free_func(g_free);
        s->columns = frame_select(job->frame, cli_option(job->cli, option), &s->k, error);
        if (!s->columns || !read_key(job, key, s, error))
            return false;
        mark(job, s);
    } else {
        s->scores = stats_job_columns(job, option, &s->columns, &s->k, error);
        if (!s->scores) {
            if (error && *error && strstr((*error)->message, "is not a number")) {
                g_autofree char *more =
                    g_strconcat((*error)->message, "; option letters need --key with the right ones", NULL);
                g_free((*error)->message);
                (*error)->message = g_steal_pointer(&more);
            }
            return false;
        }
    }
    for (gsize i = 0; wrong && i < (gsize)s->n * s->k; i++)
        s->scores[i] = isnan(s->scores[i]) ? 0 : s->scores[i];
    return true;
}

bool stats_scored_used(const StatsScored *s, int j, int o)
{
    for (int i = 0; i < s->n; i++)
        if (s->choice[(gsize)i * s->k + j] == o)
            return true;
    return false;
}
