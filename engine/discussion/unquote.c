/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What repeats a learner's words or names her: what staff say, answer, correct and leave open, and reports. */
#include "discussion_priv.h"
#include "discussion_queries.h"
#include "text.h"

bool post_let_go_files(Store *store, int64_t cohort, GError **error)
{
    return store_run(store, &discussion_let_go_files, ARGS(ARG_INT("cohort", cohort)), NULL, error);
}

bool post_erase_words(Store *store, int64_t cohort, GError **error)
{
    const StoreArg *of = ARGS(ARG_INT("cohort", cohort));
    return store_run(store, &discussion_erase_words, of, NULL, error) &&
           store_run(store, &discussion_erase_notices, of, NULL, error) &&
           store_run(store, &discussion_erase_originals, of, NULL, error) &&
           store_run(store, &discussion_erase_greys, of, NULL, error);
}

typedef struct {
    int64_t id;
    char *text;
} Said;

static void said_clear(gpointer said)
{
    g_free(((Said *)said)->text);
}

static bool collect(const StoreRow *row, gpointer data)
{
    Said said = { store_int(row, 0), store_text_dup(row, 1) };
    g_array_append_val((GArray *)data, said);
    return true;
}

/* Where words of people about people stand, with the query that writes such a text anew. */
static const struct {
    const StoreQuery *said, *reword;
} places[] = {
    { &discussion_said_posts, &discussion_reword_post },
    { &discussion_said_notices, &discussion_reword_notice },
    { &discussion_said_corrections, &discussion_reword_correction },
    { &discussion_said_greys, &discussion_reword_grey },
};

static bool leave_out(Store *store, int64_t cohort, const char *words, bool whole, GError **error)
{
    for (gsize p = 0; p < G_N_ELEMENTS(places); p++) {
        g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Said));
        g_array_set_clear_func(list, said_clear);
        if (!store_each(store, places[p].said, ARGS(ARG_INT("cohort", cohort), ARG_TEXT("needle", words)), collect,
                list, error))
            return false;
        for (guint i = 0; i < list->len; i++) {
            const Said *said = &g_array_index(list, Said, i);
            bool found = false;
            g_autofree char *text = text_leave_out(said->text, words, "…", whole, &found);
            if (found &&
                !store_run(store, places[p].reword, ARGS(ARG_INT("id", said->id), ARG_TEXT("text", text)), NULL, error))
                return false;
        }
    }
    return true;
}

bool post_unname(Store *store, int64_t cohort, const char *name, GError **error)
{
    /* Most people are called by the first of their names. */
    g_auto(GStrv) parts = g_strsplit(name, " ", 2);
    bool first = parts[0] && parts[1] && g_utf8_strlen(parts[0], -1) > 2;
    return leave_out(store, cohort, name, true, error) && (!first || leave_out(store, cohort, parts[0], true, error));
}

bool post_unquote(Store *store, int64_t cohort, int64_t post, const char *start, const GPtrArray *cuts, GError **error)
{
    g_autofree char *what = g_strdup_printf("%" G_GINT64_FORMAT, post);
    for (guint i = 0; i < cuts->len; i++)
        if (!leave_out(store, cohort, cuts->pdata[i], false, error))
            return false;
    return store_run(store, &discussion_unquote_corrections,
        ARGS(ARG_INT("cohort", cohort), ARG_TEXT("post", what), ARG_TEXT("start", start), ARG_TEXT("instead", "…")),
        NULL, error);
}
