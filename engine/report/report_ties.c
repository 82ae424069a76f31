/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who knew whom before the course: acquaintance.csv, and what the report says of it beside the replies. A pair is known
 * when either of the two named the other, and counts only where one of them was asked about the other and answered. */
#include "collect_priv.h"
#include "csv_rows.h"
#include "tie.h"

#include <math.h>

bool collect_ties(Collect *c, GError **error)
{
    g_autoptr(GArray) ties = tie_list(c->store, c->cohort->id, error);
    for (guint i = 0; ties && i < ties->len; i++) {
        const Tie *tie = &g_array_index(ties, Tie, i);
        int learner = collect_index(c->learner_of, tie->enrolment), other = collect_index(c->learner_of, tie->other);
        if (learner < 0 || other < 0)
            continue;
        ReportTie *row = g_new0(ReportTie, 1);
        *row = (ReportTie){ learner, other, tie->known };
        g_ptr_array_add(c->data->ties, row);
    }
    return ties != NULL;
}

const CsvColumn tie_columns[] = {
    { "learner_id", "study id of the one who was asked", "text", "" },
    { "other_id", "study id of one whose name was on her list", "text", "" },
    { "known", "she knew her before the course", "flag", FLAG },
};
const guint n_tie_columns = G_N_ELEMENTS(tie_columns);

GString *report_csv_ties(const ReportData *data, ReportPurpose purpose)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < n_tie_columns; i++)
        csv_put(out, tie_columns[i].name);
    csv_end_row(out);
    for (guint i = 0; i < data->ties->len; i++) {
        const ReportTie *tie = data->ties->pdata[i];
        const ReportLearner *one = data->learners->pdata[tie->learner], *other = data->learners->pdata[tie->other];
        if (!row_is_in(one, purpose) || !row_is_in(other, purpose))
            continue;
        const char *const cells[] = { one->study_id, other->study_id };
        put_texts(out, cells, G_N_ELEMENTS(cells));
        csv_put_int(out, tie->known);
        csv_end_row(out);
    }
    return out;
}

/* --- the report --- */

static int64_t *pair_of(int one, int other)
{
    int64_t key = (int64_t)MIN(one, other) << 32 | MAX(one, other);
    return g_memdup2(&key, sizeof key);
}

/* By pair: 1 asked about, 2 known. Given. */
static GHashTable *pairs_of(const ReportData *data, int *answered, int *known)
{
    GHashTable *pairs = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    g_autofree bool *said = g_new0(bool, data->learners->len + 1);
    for (guint i = 0; i < data->ties->len; i++) {
        const ReportTie *tie = data->ties->pdata[i];
        int64_t *key = pair_of(tie->learner, tie->other);
        int was = GPOINTER_TO_INT(g_hash_table_lookup(pairs, key)), is = MAX(was, tie->known ? 2 : 1);
        *answered += !said[tie->learner];
        *known += is == 2 && was != 2;
        said[tie->learner] = true;
        g_hash_table_replace(pairs, key, GINT_TO_POINTER(is));
    }
    return pairs;
}

void view_ties(cJSON *network, const Sums *s, const int *from, const int *to, int edges)
{
    int answered = 0, known = 0, among = 0, replies = 0;
    g_autoptr(GHashTable) pairs = pairs_of(s->data, &answered, &known);
    json_put_bool(network, "has_ties", answered >= SMALL_CELL);
    if (answered < SMALL_CELL)
        return;
    for (int e = 0; e < edges; e++) {
        g_autofree int64_t *key = from[e] < s->n && to[e] < s->n ? pair_of(from[e], to[e]) : NULL;
        int is = key ? GPOINTER_TO_INT(g_hash_table_lookup(pairs, key)) : 0;
        replies += is > 0;
        among += is == 2;
    }
    int all = (int)g_hash_table_size(pairs);
    double density = all ? (double)known / all : NAN;
    double share = replies ? (double)among / replies : NAN, ei = replies ? 1 - 2 * share : NAN;
    cJSON *o = view_object(network, "ties");
    json_put_int(json_put_int(json_put_int(o, "answered", answered), "pairs", all), "known", known);
    json_put_int(json_put_int(o, "replies", replies), "replies_known", among);
    view_number(o, "density", "density of acquaintance before the course", density, "", 3);
    view_number(o, "share", "share of replies between those who knew each other", share, "", 3);
    view_number(o, "ei", "E-I index of replies by acquaintance", ei, "", 2);
    g_autofree char *n = view_count(answered), *pairs_text = view_count(all), *known_text = view_count(known),
                    *replies_text = view_count(replies), *among_text = view_count(among),
                    *density_text = view_read(density, "", 3), *ei_text = view_read(ei, "", 2);
    view_say(o, "text",
        report_say(s->data->lang, "network.ties", "count", n, "known", known_text, "pairs", pairs_text, "density",
            density_text, "among", among_text, "replies", replies_text, "ei", ei_text, NULL));
}
