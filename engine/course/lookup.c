/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding things in a course, their names, and the text that suits a learner. */
#include "course_priv.h"
#include <string.h>

gpointer course_thing(const Course *course, const char *id, IdKind kind)
{
    const IdEntry *entry = id ? g_hash_table_lookup(course->by_id, id) : NULL;
    return entry && entry->kind == kind ? entry->thing : NULL;
}

void course_set_thing(Course *course, const char *id, gpointer thing)
{
    IdEntry *entry = g_hash_table_lookup(course->by_id, id);
    if (entry && !entry->thing)
        entry->thing = thing;
}

const Step *course_step(const Course *course, const char *id)
{
    return course_thing(course, id, ID_STEP);
}

const Item *course_item(const Course *course, const char *id)
{
    return course_thing(course, id, ID_ITEM);
}

const Test *course_test(const Course *course, const char *id)
{
    return course_thing(course, id, ID_TEST);
}

const Asset *course_asset(const Course *course, const char *id)
{
    return course_thing(course, id, ID_ASSET);
}

const Module *course_module(const Course *course, const char *id)
{
    return course_thing(course, id, ID_MODULE);
}

const Source *course_source(const Course *course, const char *id)
{
    return course_thing(course, id, ID_SOURCE);
}

const Form *course_form(const Test *test, const char *id)
{
    for (guint i = 0; i < test->forms->len; i++) {
        const Form *form = test->forms->pdata[i];
        if (g_strcmp0(form->id, id) == 0)
            return form;
    }
    return NULL;
}

bool course_has_occasion(const Course *course, const char *test, Occasion occasion)
{
    for (guint i = 0; i < course->steps->len; i++) {
        const Step *step = course->steps->pdata[i];
        if (step->kind == STEP_SIT && step->occasion == occasion && g_strcmp0(step->test, test) == 0)
            return true;
    }
    return false;
}

bool course_in_list(const char *list, const char *word)
{
    size_t n = word ? strlen(word) : 0;
    for (const char *p = list; p && n > 0 && *p;) {
        p += strspn(p, " \t\n\r");
        size_t len = strcspn(p, " \t\n\r");
        if (len == n && strncmp(p, word, n) == 0)
            return true;
        p += len;
    }
    return false;
}

/* How well a text suits: higher is better, 0 not at all. A text for named countries never goes to a learner elsewhere
 * while any other is left. */
static int suits(const CourseText *text, const char *own, const char *lang, const char *country)
{
    bool wanted = lang && strcmp(text->lang, lang) == 0, fallback = strcmp(text->lang, own) == 0;
    bool here = course_in_list(text->country, country);
    if (text->country && !here)
        return 1;
    if (wanted)
        return here ? 6 : 5;
    if (fallback)
        return here ? 4 : 3;
    return 2;
}

const char *course_text(const CourseTexts *texts, const Course *course, const char *lang, const char *country)
{
    const CourseText *best = NULL;
    int rank = 0;
    for (guint i = 0; texts && i < texts->len; i++) {
        const CourseText *text = texts->pdata[i];
        int own = suits(text, course->lang, lang, country);
        if (own > rank) {
            rank = own;
            best = text;
        }
    }
    return best ? best->body : "";
}

const char *step_kind_name(StepKind kind)
{
    static const char *const names[STEP_KINDS] = {
        [STEP_AGREE] = "agree",
        [STEP_POST] = "post",
        [STEP_TASK] = "task",
        [STEP_CASE] = "case",
        [STEP_DISCUSSION] = "discussion",
        [STEP_POLL] = "poll",
        [STEP_QUIZ] = "quiz",
        [STEP_SIT] = "sit",
        [STEP_ASSIGNMENT] = "assignment",
        [STEP_BRING] = "bring",
        [STEP_LIVE] = "live",
        [STEP_EVENT] = "event",
        [STEP_SURVEY] = "survey",
        [STEP_REMINDER] = "reminder",
    };
    g_assert(kind < STEP_KINDS);
    return names[kind];
}

const char *item_kind_name(ItemKind kind)
{
    static const char *const names[ITEM_KINDS] = {
        [ITEM_SINGLE] = "single",
        [ITEM_MULTIPLE] = "multiple",
        [ITEM_TRUEFALSE] = "truefalse",
        [ITEM_NUMERIC] = "numeric",
        [ITEM_SHORT] = "short",
        [ITEM_MATCH] = "match",
        [ITEM_ORDER] = "order",
        [ITEM_CLOZE] = "cloze",
        [ITEM_LIKERT] = "likert",
        [ITEM_OPEN] = "open",
    };
    g_assert(kind < ITEM_KINDS);
    return names[kind];
}

const char *occasion_name(Occasion occasion)
{
    static const char *const names[OCCASIONS] = {
        [OCCASION_PRE] = "pre",
        [OCCASION_POST] = "post",
        [OCCASION_DELAYED] = "delayed",
    };
    g_assert(occasion < OCCASIONS);
    return names[occasion];
}
