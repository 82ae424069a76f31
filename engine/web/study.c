/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new coding study: by which codes, in which units, by whom. Tried first: so many units there are, in so many
 * threads, and so many of them would every coder have. */
#include "deed_priv.h"

#include "coding.h"
#include "staff.h"

#include <string.h>

static void tell_study(const cJSON *result, cJSON *sentences)
{
    int64_t units = json_int(result, "units", 0), both = json_int(result, "double", 0),
            training = json_int(result, "training", 0);
    deed_say(sentences, g_strdup_printf("%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT
                                        " units that can be coded, in %" G_GINT64_FORMAT " threads.",
                            units, json_int(result, "possible", 0), json_int(result, "threads", 0)));
    if (json_int(result, "coders", 0) < 2)
        return;
    g_autofree char *before =
        training ? g_strdup_printf(", and %" G_GINT64_FORMAT " for training before", training) : g_strdup("");
    deed_say(sentences, g_strdup_printf("Every coder codes %" G_GINT64_FORMAT " of them%s%s.", both, before,
                            units > both + training ? "; the others have one coder each" : ""));
}

static char *drawn(WebPage *page, const cJSON *result)
{
    return g_strdup_printf("The study %s is drawn, from the seed %s, which stands in the journal: its units are in the "
                           "queues of its coders.",
        json_string(result, "study"), json_string(result, "seed"));
}

static bool listed(const cJSON *list, const char *value)
{
    const cJSON *one = NULL;
    cJSON_ArrayForEach(one, list)
    {
        if (strcmp(json_string(one, "value"), value) == 0)
            return true;
    }
    return false;
}

/* The newest version of each, then those that ship and were not used yet. */
static bool books(WebPage *page, cJSON *list, GError **error)
{
    g_autoptr(GPtrArray) added = coding_books(page->web->store, error);
    for (guint i = 0; added && i < added->len; i++) {
        const CodingBook *book = added->pdata[i], *next = i + 1 < added->len ? added->pdata[i + 1] : NULL;
        g_autofree char *text = g_strdup_printf("%s (%s@%d)", book->title, book->name, book->version);
        if (!next || strcmp(next->name, book->name) != 0)
            deed_choice(list, book->name, text);
    }
    for (const EmbeddedFile *file = codebook_files; added && file->name; file++) {
        g_autofree char *id = g_strndup(file->name, strcspn(file->name, "."));
        g_autoptr(Codebook) book = listed(list, id) ? NULL : codebook_shipped(id);
        g_autofree char *text = book ? g_strdup_printf("%s (%s)", codebook_title(book, NULL), id) : NULL;
        if (book)
            deed_choice(list, id, text);
    }
    return added != NULL;
}

static bool units(WebPage *page, cJSON *list, GError **error)
{
    deed_choice(list, "message", "A message");
    deed_choice(list, "thread", "A thread: what learners say on one prompt, or in reply to each other");
    return true;
}

static bool purposes(WebPage *page, cJSON *list, GError **error)
{
    deed_choice(list, "research", "Research: leaves out who refused it");
    deed_choice(list, "assessment", "Assessment: for marks, not for publication");
    return true;
}

/* Evaluators who work on the cohort. */
static bool coders(WebPage *page, cJSON *list, GError **error)
{
    Store *store = page->web->store;
    g_autoptr(GPtrArray) people = staff_list(store, error);
    for (guint i = 0; people && i < people->len; i++) {
        const Staff *staff = people->pdata[i];
        bool owns = false;
        if (strcmp(staff->role, "evaluator") != 0)
            continue;
        if (!staff_owns(store, staff, page->arg[0], &owns, error))
            return false;
        if (owns)
            deed_choice(list, staff->name, staff->name);
    }
    return people != NULL;
}

static bool teachers(WebPage *page, cJSON *list, GError **error)
{
    g_autoptr(GPtrArray) studies = coding_studies(page->web->store, page->arg[0], error);
    for (guint i = 0; studies && i < studies->len; i++) {
        const CodingStudy *study = studies->pdata[i];
        if (study->state == CODING_FROZEN)
            deed_choice(list, study->name, study->name);
    }
    return studies != NULL;
}

static const Deed deeds[] = {
    { "draw", "code.study", WEB_COORDINATOR | WEB_EVALUATOR, "Draw a study",
        "The draw follows from a seed that the journal keeps, so that nobody can say that the easy ones were picked. "
        "Coders see no names, no arm, no score, and nothing of each other.",
        "Draw it", "The study is drawn.",
        { { "study", "Its name, such as phases", DEED_LINE, false, NULL },
            { "codebook", "By which codes", DEED_CHOICE, false, books },
            { "unit", "What is coded", DEED_CHOICE, false, units },
            { "purpose", "What for", DEED_CHOICE, false, purposes },
            { "coders", "Who codes", DEED_MANY, false, coders },
            { "sample", "How many units, drawn at random; all unless said", DEED_NUMBER, true, NULL },
            { "double", "How many of them every coder codes; 50 unless said, or a tenth where that is more",
                DEED_NUMBER, true, NULL },
            { "training", "How many of them are for training first, in no agreement; none unless said", DEED_NUMBER,
                true, NULL },
            { "learn_from", "Assistant that suggests when asked, taught by this frozen study", DEED_CHOICE, true,
                teachers } },
        .tell = tell_study, .after = drawn },
    { NULL },
};

static cJSON *study_params(WebPage *page, gpointer data, GError **error)
{
    return json_put(cJSON_CreateObject(), "cohort", ((const Cohort *)data)->name);
}

static bool study_put(WebPage *page, cJSON *view, gpointer data, GError **error)
{
    json_put(json_put(json_put(view, "title", "New study"), "crumb", "Coding"), "about", "");
    json_put_item(view, "lines", cJSON_CreateArray());
    json_put(view, "none", "No evaluator works on this cohort yet: an administrator assigns one on the page Accounts.");
    page_tabs(page, data, view);
    return true;
}

static bool study_page(WebPage *page, bool (*run)(WebPage *page, const DeedPage *of, GError **error), GError **error)
{
    g_autoptr(Cohort) cohort = cohort_get(page->web->store, page->arg[0], error);
    if (!cohort)
        return false;
    g_autofree char *here = web_cohort_path(cohort->id, "/study"), *back = web_cohort_path(cohort->id, "/coding");
    const DeedPage of = { deeds, here, back, "deeds_page", "New study", study_params, study_put, cohort };
    return run(page, &of, error);
}

bool study_show(WebPage *page, GError **error)
{
    return study_page(page, deed_show, error);
}

bool study_do(WebPage *page, GError **error)
{
    return study_page(page, deed_do, error);
}
