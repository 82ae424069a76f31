/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Learners are joined when they shared a room that talked, when they were assigned together (to an arm, or to a form),
 * and when they are the same person in two cohorts. What hangs together is one cluster. */
#include "report_priv.h"

/* Union by the smaller number. */
static int root(int *of, int i)
{
    while (of[i] != i)
        i = of[i] = of[of[i]];
    return i;
}

static bool join(int *of, int a, int b)
{
    int x = root(of, a), y = root(of, b);
    of[MAX(x, y)] = MIN(x, y);
    return x != y;
}

/* Joins the learners whose `key` is the same text; those with NULL or "" stay apart. */
typedef const char *KeyOf(const ReportData *data, const ReportLearner *learner, char *space, gsize size);
static bool join_by(int *of, const ReportData *data, KeyOf *key)
{
    g_autoptr(GHashTable) first = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    bool joined = false;
    char space[64];
    for (guint i = 0; i < data->learners->len; i++) {
        const char *text = key(data, data->learners->pdata[i], space, sizeof space);
        if (!text || !*text)
            continue;
        gpointer known = g_hash_table_lookup(first, text);
        if (known)
            joined = join(of, GPOINTER_TO_INT(known) - 1, (int)i) || joined;
        else
            g_hash_table_insert(first, g_strdup(text), GINT_TO_POINTER((int)i + 1));
    }
    return joined;
}

static const char *key_room(const ReportData *data, const ReportLearner *l, char *space, gsize size)
{
    if (l->room < 0 || !(data->by_room || ((const ReportRoom *)data->rooms->pdata[l->room])->posts > 0))
        return NULL;
    g_snprintf(space, size, "%d", l->room);
    return space;
}

static const char *key_facility(const ReportData *data, const ReportLearner *l, char *space, gsize size)
{
    return l->facility;
}

static const char *key_cohort(const ReportData *data, const ReportLearner *l, char *space, gsize size)
{
    g_snprintf(space, size, "%d", l->cohort);
    return space;
}

static const char *key_person(const ReportData *data, const ReportLearner *l, char *space, gsize size)
{
    return l->study_id;
}

static void number(Sums *s, int *of)
{
    g_autofree int *name = g_new0(int, s->n + 1);
    for (int i = 0; i < s->n; i++) {
        int r = root(of, i);
        if (r == i)
            name[i] = s->clusters++;
        s->cluster[i] = name[r];
    }
}

static void find_arms(Sums *s)
{
    for (int i = 0; i < s->n; i++) {
        const ReportLearner *l = s->data->learners->pdata[i];
        s->arm[i] = -1;
        for (guint a = 0; l->arm && a < s->data->arms->len; a++)
            if (g_str_equal(s->data->arms->pdata[a], l->arm))
                s->arm[i] = (int)a;
    }
}

void sums_clusters(Sums *s)
{
    const ReportData *data = s->data;
    g_autofree int *of = g_new(int, s->n + 1);
    s->arm = g_new(int, s->n + 1);
    s->cluster = g_new(int, s->n + 1);
    for (int i = 0; i < s->n; i++)
        of[i] = i;
    join_by(of, data, key_person);
    if (join_by(of, data, key_room))
        s->kind = CLUSTER_ROOM;
    if (data->unit == PLAN_UNIT_FACILITY && join_by(of, data, key_facility))
        s->kind = s->kind == CLUSTER_ROOM ? CLUSTER_JOINED : CLUSTER_FACILITY;
    if ((data->unit == PLAN_UNIT_COHORT || data->by_cohort) && join_by(of, data, key_cohort))
        s->kind = CLUSTER_COHORT;
    number(s, of);
    find_arms(s);
}
