/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The structs of a course: made empty, freed whole. Everything is owned by the course through its arrays. */
#include "course_priv.h"
#include <math.h>

static void text_free(gpointer data)
{
    CourseText *text = data;
    g_free(text->lang);
    g_free(text->country);
    g_free(text->body);
    g_free(text);
}

CourseTexts *course_texts_new(void)
{
    return g_ptr_array_new_with_free_func(text_free);
}

static void unref(GPtrArray *array)
{
    if (array)
        g_ptr_array_unref(array);
}

static void variant_free(gpointer data)
{
    AssetVariant *variant = data;
    g_free(variant->src);
    g_free(variant->sha256);
    g_free(variant->lang);
    unref(variant->texts);
    g_free(variant);
}

Asset *course_asset_new(void)
{
    Asset *asset = g_new0(Asset, 1);
    asset->variants = g_ptr_array_new_with_free_func(variant_free);
    return asset;
}

static void asset_free(gpointer data)
{
    Asset *asset = data;
    g_free(asset->id);
    g_free(asset->href);
    unref(asset->alt);
    unref(asset->variants);
    g_free(asset);
}

static void feedback_free(gpointer data)
{
    ItemFeedback *feedback = data;
    unref(feedback->texts);
    g_free(feedback);
}

ItemOption *course_option_new(void)
{
    ItemOption *option = g_new0(ItemOption, 1);
    option->value = option->min = option->max = option->tolerance = NAN;
    option->feedback = g_ptr_array_new_with_free_func(feedback_free);
    return option;
}

static void option_free(gpointer data)
{
    ItemOption *option = data;
    g_free(option->id);
    g_free(option->country);
    g_free(option->lang);
    unref(option->texts);
    unref(option->right);
    unref(option->feedback);
    g_free(option);
}

static void item_free(gpointer data)
{
    Item *item = data;
    g_free(item->id);
    g_free(item->bank);
    g_free(item->objective);
    g_free(item->source);
    g_free(item->level);
    g_free(item->twin);
    g_free(item->status);
    g_free(item->scoring);
    g_free(item->unit);
    g_free(item->country);
    unref(item->shows);
    unref(item->stem);
    unref(item->options);
    unref(item->feedback);
    unref(item->gaps);
    g_free(item);
}

Item *course_item_new(void)
{
    Item *item = g_new0(Item, 1);
    item->options = g_ptr_array_new_with_free_func(option_free);
    item->feedback = g_ptr_array_new_with_free_func(feedback_free);
    item->gaps = g_ptr_array_new_with_free_func(item_free);
    return item;
}

static void form_item_free(gpointer data)
{
    FormItem *entry = data;
    g_free(entry->item);
    g_free(entry);
}

static void form_free(gpointer data)
{
    Form *form = data;
    g_free(form->id);
    unref(form->items);
    g_free(form);
}

static void test_free(gpointer data)
{
    Test *test = data;
    g_free(test->id);
    unref(test->title);
    unref(test->forms);
    g_free(test);
}

Test *course_test_new(void)
{
    Test *test = g_new0(Test, 1);
    test->forms = g_ptr_array_new_with_free_func(form_free);
    return test;
}

Form *course_form_new(Test *test)
{
    Form *form = g_new0(Form, 1);
    form->items = g_ptr_array_new_with_free_func(form_item_free);
    g_ptr_array_add(test->forms, form);
    return form;
}

static void cond_free(gpointer data)
{
    Cond *cond = data;
    if (!cond)
        return;
    g_free(cond->ref);
    unref(cond->kids);
    g_free(cond);
}

Cond *course_cond_new(CondKind kind, long line)
{
    Cond *cond = g_new0(Cond, 1);
    cond->kind = kind;
    cond->line = line;
    cond->time = -1;
    cond->kids = g_ptr_array_new_with_free_func(cond_free);
    return cond;
}

static void step_free(gpointer data);

static void part_free(gpointer data)
{
    Part *part = data;
    if (!part)
        return;
    g_free(part->id);
    unref(part->shows);
    unref(part->texts);
    g_free(part->source);
    unref(part->notes);
    if (part->step)
        step_free(part->step);
    g_free(part);
}

Part *course_part_new(void)
{
    return g_new0(Part, 1);
}

static void step_free(gpointer data)
{
    Step *step = data;
    char *owned[] = { step->id, step->module, step->after, step->source, step->objective, step->purpose, step->evidence,
        step->codebook, step->test, step->of, step->accepts, step->rubric, step->place, step->commitment };
    for (size_t i = 0; i < G_N_ELEMENTS(owned); i++)
        g_free(owned[i]);
    GPtrArray *arrays[] = { step->shows, step->title, step->texts, step->notes, step->parts, step->choices,
        step->items };
    for (size_t i = 0; i < G_N_ELEMENTS(arrays); i++)
        unref(arrays[i]);
    part_free(step->closing);
    g_free(step);
}

Step *course_step_new(void)
{
    Step *step = g_new0(Step, 1);
    step->time = -1;
    step->parts = g_ptr_array_new_with_free_func(part_free);
    step->choices = g_ptr_array_new_with_free_func(option_free);
    step->items = g_ptr_array_new_with_free_func(g_free);
    return step;
}

static void criterion_free(gpointer data)
{
    Criterion *criterion = data;
    g_free(criterion->id);
    unref(criterion->texts);
    g_free(criterion);
}

static void rubric_free(gpointer data)
{
    Rubric *rubric = data;
    g_free(rubric->id);
    unref(rubric->title);
    unref(rubric->criteria);
    g_free(rubric);
}

Rubric *course_rubric_new(Course *course)
{
    Rubric *rubric = g_new0(Rubric, 1);
    rubric->criteria = g_ptr_array_new_with_free_func(criterion_free);
    g_ptr_array_add(course->rubrics, rubric);
    return rubric;
}

static void signoff_free(gpointer data)
{
    Signoff *signoff = data;
    g_free(signoff->lang);
    g_free(signoff->country);
    g_free(signoff->clinician);
    g_free(signoff->hash);
    g_free(signoff);
}

Module *course_module_new(void)
{
    Module *module = g_new0(Module, 1);
    module->signoffs = g_ptr_array_new_with_free_func(signoff_free);
    module->steps = g_ptr_array_new_with_free_func(step_free);
    return module;
}

static void module_free(gpointer data)
{
    Module *module = data;
    g_free(module->id);
    g_free(module->source);
    g_free(module->objective);
    unref(module->title);
    unref(module->signoffs);
    unref(module->steps);
    cond_free(module->release);
    g_free(module);
}

static void source_free(gpointer data)
{
    Source *source = data;
    g_free(source->id);
    g_free(source->edition);
    g_free(source->country);
    g_free(source->href);
    g_free(source->text);
    g_free(source);
}

static void objective_free(gpointer data)
{
    Objective *objective = data;
    g_free(objective->id);
    unref(objective->texts);
    g_free(objective);
}

Course *course_new(void)
{
    Course *course = g_new0(Course, 1);
    course->languages = g_ptr_array_new_with_free_func(g_free);
    course->objectives = g_ptr_array_new_with_free_func(objective_free);
    course->sources = g_ptr_array_new_with_free_func(source_free);
    course->assets = g_ptr_array_new_with_free_func(asset_free);
    course->items = g_ptr_array_new_with_free_func(item_free);
    course->tests = g_ptr_array_new_with_free_func(test_free);
    course->rubrics = g_ptr_array_new_with_free_func(rubric_free);
    course->modules = g_ptr_array_new_with_free_func(module_free);
    course->steps = g_ptr_array_new();
    course->by_id = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    return course;
}

void course_free(Course *course)
{
    if (!course)
        return;
    g_free(course->id);
    g_free(course->version);
    g_free(course->lang);
    g_free(course->provider);
    g_free(course->provider_number);
    g_free(course->certificate);
    GPtrArray *arrays[] = { course->languages, course->title, course->summary, course->objectives, course->sources,
        course->assets, course->items, course->tests, course->rubrics, course->steps, course->modules,
        course->certificate_title };
    for (size_t i = 0; i < G_N_ELEMENTS(arrays); i++)
        unref(arrays[i]);
    cond_free(course->certificate_rule);
    g_hash_table_unref(course->by_id);
    g_free(course);
}
