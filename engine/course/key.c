/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The key of a course as JSON: what is right, and which text teaches it. For simulated learners and for people who
 * check a course by reading it; never for anything a learner receives. */
#include "course_priv.h"
#include <math.h>
#include <string.h>

typedef struct {
    const Course *course;
    const char *lang, *country;
} Key;

static const char *words(const Key *k, const CourseTexts *texts)
{
    return course_text(texts, k->course, k->lang, k->country);
}

static cJSON *strings(const char *list)
{
    cJSON *array = cJSON_CreateArray();
    g_auto(GStrv) parts = g_strsplit_set(list ? list : "", " \t\r\n", -1);
    for (char **part = parts; *part; part++)
        if (**part)
            cJSON_AddItemToArray(array, cJSON_CreateString(*part));
    return array;
}

static const Module *module_of(const Course *course, const Step *step)
{
    return course_module(course, step->module);
}

/* What a step teaches: its own objectives, or else the module's. */
static const char *objectives_of(const Course *course, const Step *step)
{
    if (step->objective)
        return step->objective;
    if (step->parent && step->parent->objective)
        return step->parent->objective;
    const Module *module = module_of(course, step);
    return module ? module->objective : NULL;
}

/* Tests, surveys and words about the course teach nothing. */
static bool teaches(const Step *step)
{
    return step->kind == STEP_POST || step->kind == STEP_TASK || step->kind == STEP_CASE ||
           step->kind == STEP_DISCUSSION || step->kind == STEP_POLL || step->kind == STEP_LIVE;
}

static bool shares_objective(const char *list, const char *objectives)
{
    g_auto(GStrv) parts = g_strsplit_set(objectives ? objectives : "", " \t\r\n", -1);
    for (char **part = parts; *part; part++)
        if (**part && course_in_list(list, *part))
            return true;
    return false;
}

static void put_option(const Key *k, cJSON *options, const ItemOption *option)
{
    if (option->country && !course_in_list(option->country, k->country))
        return;
    cJSON *row = cJSON_CreateObject();
    json_put(row, "id", option->id);
    if (option->texts->len > 0)
        json_put(row, "text", words(k, option->texts));
    if (option->right)
        json_put(row, "right", words(k, option->right));
    if (!isnan(option->value))
        json_put_double(row, "value", option->value);
    if (!isnan(option->min))
        json_put_double(row, "min", option->min);
    if (!isnan(option->max))
        json_put_double(row, "max", option->max);
    if (!isnan(option->tolerance))
        json_put_double(row, "tolerance", option->tolerance);
    json_put_double(row, "fraction", option->fraction);
    cJSON_AddItemToArray(options, row);
}

static cJSON *teaching_steps(const Course *course, const char *objectives)
{
    cJSON *steps = cJSON_CreateArray();
    for (guint i = 0; i < course->steps->len; i++) {
        const Step *step = course->steps->pdata[i];
        if (teaches(step) && shares_objective(objectives_of(course, step), objectives))
            cJSON_AddItemToArray(steps, cJSON_CreateString(step->id));
    }
    return steps;
}

static cJSON *item_row(const Key *k, const Item *item)
{
    cJSON *row = cJSON_CreateObject();
    json_put(row, "id", item->id);
    json_put(row, "bank", item->bank);
    json_put(row, "use", item->is_test ? "test" : "practice");
    json_put(row, "kind", item_kind_name(item->kind));
    json_put(row, "objective", item->objective);
    json_put(row, "level", item->level);
    json_put_double(row, "points", item->points);
    json_put(row, "stem", words(k, item->stem));
    if (item->kind == ITEM_TRUEFALSE)
        json_put_bool(row, "answer", item->answer);
    cJSON *options = cJSON_CreateArray();
    for (guint i = 0; i < item->options->len; i++)
        put_option(k, options, item->options->pdata[i]);
    json_put_item(row, "options", options);
    if (item->gaps->len > 0) {
        cJSON *gaps = cJSON_CreateArray();
        for (guint i = 0; i < item->gaps->len; i++)
            cJSON_AddItemToArray(gaps, item_row(k, item->gaps->pdata[i]));
        json_put_item(row, "gaps", gaps);
    }
    json_put_item(row, "steps", teaching_steps(k->course, item->objective));
    return row;
}

static void put_text(const Key *k, cJSON *rows, const Step *step, const char *id, const CourseTexts *texts)
{
    const char *text = words(k, texts);
    if (text[0] == '\0')
        return;
    cJSON *row = cJSON_CreateObject();
    json_put(row, "step", step->id);
    json_put(row, "id", id);
    json_put_item(row, "objectives", strings(objectives_of(k->course, step)));
    json_put(row, "text", text);
    cJSON_AddItemToArray(rows, row);
}

static cJSON *text_rows(const Key *k)
{
    cJSON *rows = cJSON_CreateArray();
    for (guint i = 0; i < k->course->steps->len; i++) {
        const Step *step = k->course->steps->pdata[i];
        if (!teaches(step))
            continue;
        put_text(k, rows, step, step->id, step->texts);
        for (guint p = 0; p < step->parts->len; p++) {
            const Part *part = step->parts->pdata[p];
            if (!part->step)
                put_text(k, rows, step, part->id, part->texts);
        }
        if (step->closing)
            put_text(k, rows, step, step->closing->id, step->closing->texts);
    }
    return rows;
}

cJSON *course_key(const Course *course, const char *lang, const char *country)
{
    Key k = { course, lang, country };
    cJSON *key = cJSON_CreateObject(), *objectives = cJSON_CreateArray(), *items = cJSON_CreateArray();
    json_put(key, "course", course->id);
    json_put(key, "version", course->version);
    for (guint i = 0; i < course->objectives->len; i++) {
        const Objective *objective = course->objectives->pdata[i];
        cJSON *row = cJSON_CreateObject();
        json_put(row, "id", objective->id);
        json_put(row, "text", words(&k, objective->texts));
        cJSON_AddItemToArray(objectives, row);
    }
    for (guint i = 0; i < course->items->len; i++)
        cJSON_AddItemToArray(items, item_row(&k, course->items->pdata[i]));
    json_put_item(key, "objectives", objectives);
    json_put_item(key, "items", items);
    json_put_item(key, "texts", text_rows(&k));
    return key;
}
