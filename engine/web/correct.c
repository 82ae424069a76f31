/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mistake is taken back: in a post, a step or an item of this cohort. An item's mark is credit, so that it stays with
 * the coordinator. */
#include "deed_priv.h"

#include "agreement_quality.h"
#include "correction.h"
#include "discussion.h"
#include "web_queries.h"

#include <string.h>

#define SHOWN 90 /* characters of a post or an item in a list */

static char *start_of(const char *text)
{
    g_autofree char *line = g_strdelimit(g_strdup(text ? text : ""), "\n", ' ');
    if (g_utf8_strlen(line, -1) <= SHOWN)
        return g_steal_pointer(&line);
    g_autofree char *start = g_utf8_substring(line, 0, SHOWN);
    return g_strconcat(start, "…", NULL);
}

/* --- what can be corrected --- */

typedef struct {
    WebPage *page;
    cJSON *list;
} Choices;

static bool put_post(const StoreRow *row, gpointer data)
{
    const Choices *choices = data;
    const Web *web = choices->page->web;
    int64_t enrolment = store_int(row, 2);
    g_autoptr(Enrolment) e = enrolment ? enrolment_get(web->store, web->config.vault, enrolment, NULL) : NULL;
    g_autofree char *who = web_author(choices->page, e, store_int(row, 5) != 0);
    g_autofree char *start = start_of(store_text(row, 4));
    g_autofree char *value = g_strdup_printf("P%" G_GINT64_FORMAT, store_int(row, 0));
    g_autofree char *text =
        g_strdup_printf("#%" G_GINT64_FORMAT " in room %s, %s: %s", store_int(row, 1), store_text(row, 3), who, start);
    deed_choice(choices->list, value, text);
    return true;
}

/* The newest, and before them the one that a link or the form names. */
static bool posts(WebPage *page, cJSON *list, GError **error)
{
    Choices choices = { page, list };
    const char *what = page->form ? page_field(page, "what") : page_query(page, "what");
    int64_t asked = *what == 'P' ? g_ascii_strtoll(what + 1, NULL, 10) : 0;
    Store *store = page->web->store;
    return (asked <= 0 ||
               store_each(store, &web_posts_shared, ARGS(ARG_INT("cohort", page->arg[0]), ARG_INT("asked", asked)),
                   put_post, &choices, error)) &&
           store_each(store, &web_posts_shared, ARGS(ARG_INT("cohort", page->arg[0]), ARG_INT("asked", 0)), put_post,
               &choices, error);
}

static bool items(WebPage *page, cJSON *list, GError **error)
{
    g_autoptr(Cohort) cohort = cohort_get(page->web->store, page->arg[0], error);
    const Plan *plan = cohort ? web_plan(page->web, cohort, error) : NULL;
    if (!plan)
        return false;
    const Course *course = plan_course(plan);
    for (guint i = 0; i < course->items->len; i++) {
        const Item *item = course->items->pdata[i];
        g_autofree char *start = start_of(course_text(item->stem, course, course->lang, cohort->country));
        g_autofree char *text = g_strconcat(item->id, " · ", start, NULL);
        deed_choice(list, item->id, text);
    }
    return true;
}

/* --- deeds --- */

/* An item without another key counts no longer. */
static void retire_or_key(cJSON *params)
{
    json_put_bool(params, "retire", !json_string(params, "key"));
}

static void tell_part(const cJSON *result, const char *name, const char *sentence, cJSON *sentences)
{
    int64_t n = json_int(result, name, 0);
    if (n)
        deed_say(sentences, g_strdup_printf("%" G_GINT64_FORMAT " %s", n, sentence));
}

static void tell(const cJSON *result, cJSON *sentences)
{
    const char *at = json_string(result, "told_at");
    g_autofree char *original = start_of(json_string(result, "original"));
    deed_say(sentences, g_strdup_printf("It was: “%s”", original));
    if (at)
        deed_say(sentences,
            g_strdup_printf("A test with it is still open: marks are corrected now, the rooms are told at %s.", at));
    if (!at && json_int(result, "people", 0) + json_int(result, "pending", 0) == 0)
        deed_say(sentences, g_strdup("Nobody has got it, so nobody is told."));
    tell_part(result, "people", "had got it, and get the correction before anything else.", sentences);
    tell_part(result, "pending", "are still to get it, and get the correction right behind it.", sentences);
    tell_part(result, "window", "of these have not written for a day: a template asks them back.", sentences);
    tell_part(result, "left_out", "are left out: gone, or not to be written to.", sentences);
}

#define WORDS                                                                                                          \
    {                                                                                                                  \
        "text", "How it is right", DEED_WORDS, false, NULL                                                             \
    }

static const Deed deeds[] = {
    { "post", "correct", WEB_NAMES, "A post", "One of the newest that a room has read.", "Send the correction",
        "The correction is on its way.", { { "what", "Post", DEED_CHOICE, false, posts }, WORDS }, .tell = tell },
    { "step", "correct", WEB_NAMES, "A step of the course",
        "What the course said, in this cohort. The course's file stays as it is: mend it for the next cohort.",
        "Send the correction", "The correction is on its way.",
        { { "what", "Step", DEED_CHOICE, false, deed_steps }, WORDS }, .tell = tell },
    { "item", "correct", WEB_COORDINATOR, "A question",
        "With another right answer, both marks are kept and the new one counts; without one the question counts no "
        "longer.",
        "Send the correction", "The question is corrected.",
        { { "what", "Question", DEED_CHOICE, false, items },
            { "key", "Right option, such as b, or a c for several; empty: it counts no longer", DEED_LINE, true, NULL },
            WORDS },
        .adapt = retire_or_key, .tell = tell },
    { NULL },
};

static cJSON *correct_params(WebPage *page, gpointer data, GError **error)
{
    return json_put(cJSON_CreateObject(), "cohort", ((const Cohort *)data)->name);
}

/* --- what was corrected --- */

/* The account's name for "S7". Given. */
static char *name_of(Store *store, const char *actor)
{
    gint64 id = actor && *actor == 'S' ? g_ascii_strtoll(actor + 1, NULL, 10) : 0;
    g_autoptr(Staff) staff = id ? staff_get(store, id, NULL) : NULL;
    return g_strdup(staff ? staff->name : actor ? actor : "");
}

typedef struct {
    const Cohort *cohort;
    cJSON *list;
    Store *store;
} Made;

static bool put_made(const Correction *c, gpointer data)
{
    const Made *made = data;
    g_autofree char *when = web_moment(made->cohort->zone, c->at), *original = start_of(c->original);
    g_autofree char *by = name_of(made->store, c->actor);
    cJSON *one = json_put(json_put(cJSON_CreateObject(), "kind", corrected_kind_name(c->kind)), "what", c->what);
    json_put(json_put(json_put(one, "when", when), "by", by), "original", original);
    g_autofree char *remedy =
        g_strdup_printf("%s%s%s", remedy_name(c->remedy), c->key ? ": " : "", c->key ? c->key : "");
    cJSON_InsertItemInArray(made->list, 0, json_put(json_put(one, "text", c->text), "remedy", remedy));
    return true;
}

/* --- what a coder found wrong for patients --- */

static bool put_flagged(WebPage *page, const Cohort *cohort, cJSON *view, GError **error)
{
    g_autoptr(cJSON) list = quality_flagged(page->web->store, cohort->id, error);
    cJSON *flagged = cJSON_CreateArray();
    json_put_item(view, "flagged", flagged);
    const cJSON *one = NULL;
    cJSON_ArrayForEach(one, list)
    {
        const char *text = json_string(one, "text");
        g_autofree char *to = g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/correct?what=P%" G_GINT64_FORMAT "#post",
            cohort->id, json_int(one, "post", 0));
        cJSON *item = json_put_int(json_put(cJSON_CreateObject(), "to", to), "number", json_int(one, "number", 0));
        json_put(json_put(item, "found", json_string(one, "title")), "post_text", text ? text : "");
        json_put_item(flagged, NULL, item);
    }
    return list != NULL;
}

static bool correct_put(WebPage *page, cJSON *view, gpointer data, GError **error)
{
    Made made = { data, cJSON_CreateArray(), page->web->store };
    json_put_item(view, "made", made.list);
    page_tabs(page, made.cohort, view);
    return put_flagged(page, made.cohort, view, error) &&
           correction_each(page->web->store, made.cohort->id, put_made, &made, error);
}

static bool correct_page(WebPage *page, bool (*run)(WebPage *page, const DeedPage *of, GError **error), GError **error)
{
    g_autoptr(Cohort) cohort = cohort_get(page->web->store, page->arg[0], error);
    if (!cohort)
        return false;
    g_autofree char *here = web_cohort_path(cohort->id, "/correct");
    DeedPage of = { deeds, here, here, "correct", "Correct", correct_params, correct_put, cohort };
    return run(page, &of, error);
}

bool correct_show(WebPage *page, GError **error)
{
    return correct_page(page, deed_show, error);
}

bool correct_do(WebPage *page, GError **error)
{
    return correct_page(page, deed_do, error);
}
