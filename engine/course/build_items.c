/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Items, banks and tests from the document. */
#include "course_priv.h"
#include <math.h>
#include <string.h>

static int item_kind(const XmlNode *node)
{
    for (ItemKind kind = 0; kind < ITEM_KINDS; kind++)
        if (xml_is(node, item_kind_name(kind)))
            return kind;
    return -1;
}

bool course_is_item(const XmlNode *node)
{
    return item_kind(node) >= 0;
}

static void build_feedback(CourseReader *r, GPtrArray *list, const XmlNode *node)
{
    static const char *const names[FEEDBACK_KINDS] = {
        [FEEDBACK_ANY] = "any",
        [FEEDBACK_CORRECT] = "correct",
        [FEEDBACK_INCORRECT] = "incorrect",
    };
    for (const XmlNode *n = xml_child(node, "feedback"); n; n = xml_next(n, "feedback")) {
        ItemFeedback *feedback = g_new0(ItemFeedback, 1);
        feedback->on = course_attr_name(n, "on", names, FEEDBACK_KINDS, FEEDBACK_ANY);
        feedback->texts = course_build_texts(r, n, "text");
        g_ptr_array_add(list, feedback);
    }
}

static ItemOption *build_choice(CourseReader *r, const XmlNode *node)
{
    ItemOption *option = course_option_new();
    option->id = xml_attr(node, "id");
    option->correct = course_attr_bool(node, "correct", false);
    option->fraction = course_attr_double(node, "fraction", option->correct ? 1 : 0);
    option->country = xml_attr(node, "country");
    option->texts = course_build_texts(r, node, "text");
    build_feedback(r, option->feedback, node);
    return option;
}

static ItemOption *build_pair(CourseReader *r, const XmlNode *node)
{
    ItemOption *option = course_option_new();
    bool distractor = xml_is(node, "distractor");
    option->id = xml_attr(node, "id");
    option->correct = !distractor;
    option->fraction = distractor ? 0 : 1;
    option->texts = distractor ? course_texts_new() : course_build_texts(r, xml_child(node, "left"), "text");
    option->right = course_build_texts(r, distractor ? node : xml_child(node, "right"), "text");
    return option;
}

typedef struct {
    GString *words;
    int inside; /* elements that are open */
} OwnWords;

static void add_own_words(const char *text, const XmlNode *element, bool end, gpointer data)
{
    OwnWords *own = data;
    if (element)
        own->inside += end ? -1 : 1;
    else if (own->inside == 0)
        g_string_append(own->words, text);
}

/* The words of an element without those of its children. Given. */
static char *own_words(const XmlNode *node)
{
    OwnWords own = { .words = g_string_new(NULL) };
    xml_walk(node, add_own_words, &own);
    return g_strstrip(g_string_free(own.words, FALSE));
}

/* An accepted number or words. The words are kept as written: they are compared, never shown as markup. */
static ItemOption *build_accept(CourseReader *r, const XmlNode *node, bool words)
{
    ItemOption *option = course_option_new();
    option->fraction = course_attr_double(node, "fraction", 1);
    option->correct = option->fraction >= 1;
    option->value = course_attr_double(node, "value", NAN);
    option->min = course_attr_double(node, "min", NAN);
    option->max = course_attr_double(node, "max", NAN);
    option->tolerance = course_attr_double(node, "tolerance", NAN);
    option->lang = xml_lang(node);
    option->texts = course_texts_new();
    if (words) {
        CourseText *text = g_new0(CourseText, 1);
        text->lang = g_strdup(option->lang ? option->lang : r->course->lang);
        text->body = own_words(node);
        text->line = xml_line(node);
        g_ptr_array_add(option->texts, text);
    }
    build_feedback(r, option->feedback, node);
    return option;
}

static void build_options(CourseReader *r, Item *item, const XmlNode *node)
{
    for (const XmlNode *n = xml_child(node, NULL); n; n = xml_next(n, NULL)) {
        if (xml_is(n, "option") || xml_is(n, "step"))
            g_ptr_array_add(item->options, build_choice(r, n));
        else if (xml_is(n, "pair") || xml_is(n, "distractor"))
            g_ptr_array_add(item->options, build_pair(r, n));
        else if (xml_is(n, "accept"))
            g_ptr_array_add(item->options, build_accept(r, n, item->kind == ITEM_SHORT));
        else if (item->kind == ITEM_CLOZE && course_is_item(n))
            g_ptr_array_add(item->gaps, course_build_item(r, n, item->bank));
    }
}

Item *course_build_item(CourseReader *r, const XmlNode *node, const char *bank)
{
    static const char *const uses[] = { "practice", "test" };
    Item *item = course_item_new();
    item->kind = item_kind(node);
    item->id = xml_attr(node, "id");
    item->bank = g_strdup(bank);
    item->is_test = course_attr_name(node, "use", uses, 2, 0) == 1;
    item->version = course_attr_int(node, "version", 1);
    item->objective = xml_attr(node, "objective");
    item->source = xml_attr(node, "source");
    item->level = xml_attr(node, "level");
    item->twin = xml_attr(node, "twin");
    item->status = xml_attr(node, "status");
    item->scoring = xml_attr(node, "scoring");
    item->unit = xml_attr(node, "unit");
    item->country = xml_attr(node, "country");
    item->points = course_attr_double(node, "points", 1);
    item->shuffle = course_attr_bool(node, "shuffle", false);
    item->case_sensitive = course_attr_bool(node, "case", false);
    item->answer = course_attr_bool(node, "answer", false);
    item->min = course_attr_int(node, "min", 0);
    item->max = course_attr_int(node, "max", 0);
    item->line = xml_line(node);
    const XmlNode *stem = xml_child(node, "stem");
    item->shows = course_build_shows(stem);
    item->stem = course_build_texts(r, stem, "text");
    build_options(r, item, node);
    build_feedback(r, item->feedback, node);
    course_set_thing(r->course, item->id, item);
    return item;
}

void course_build_banks(CourseReader *r)
{
    for (const XmlNode *bank = xml_child(r->root, "bank"); bank; bank = xml_next(bank, "bank")) {
        g_autofree char *id = xml_attr(bank, "id");
        for (const XmlNode *n = xml_child(bank, NULL); n; n = xml_next(n, NULL))
            g_ptr_array_add(r->course->items, course_build_item(r, n, id));
    }
}

static void build_form(Test *test, const XmlNode *node)
{
    Form *form = course_form_new(test);
    form->id = xml_attr(node, "id");
    for (const XmlNode *n = xml_child(node, "itemref"); n; n = xml_next(n, "itemref")) {
        FormItem *entry = g_new0(FormItem, 1);
        entry->item = xml_attr(n, "ref");
        entry->anchor = course_attr_bool(n, "anchor", false);
        entry->line = xml_line(n);
        g_ptr_array_add(form->items, entry);
    }
}

void course_build_tests(CourseReader *r)
{
    static const char *const assigns[] = { [TEST_FIXED] = "fixed", [TEST_COUNTERBALANCE] = "counterbalance" };
    static const char *const units[] = {
        [UNIT_INDIVIDUAL] = "individual", [UNIT_ROOM] = "room", [UNIT_COHORT] = "cohort"
    };
    for (const XmlNode *node = xml_child(r->root, "test"); node; node = xml_next(node, "test")) {
        Test *test = course_test_new();
        test->id = xml_attr(node, "id");
        test->assign = course_attr_name(node, "assign", assigns, G_N_ELEMENTS(assigns), TEST_FIXED);
        test->unit = course_attr_name(node, "unit", units, G_N_ELEMENTS(units), UNIT_INDIVIDUAL);
        test->pass_mark = course_attr_double(node, "passMark", NAN);
        test->title = course_build_texts(r, node, "title");
        test->line = xml_line(node);
        for (const XmlNode *n = xml_child(node, "form"); n; n = xml_next(n, "form"))
            build_form(test, n);
        g_ptr_array_add(r->course->tests, test);
        course_set_thing(r->course, test->id, test);
    }
}
