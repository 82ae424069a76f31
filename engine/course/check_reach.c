/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Does every step come, for a learner who does everything asked? Found by playing it: what is reached grows until
 * nothing new is, and what is then left can never come. */
#include "course_priv.h"
#include <string.h>

typedef struct {
    CourseReader *r;
    GHashTable *steps;   /* ids of steps reached */
    GHashTable *modules; /* ids of modules opened */
    GHashTable *above;   /* Step -> id of the step above it, which it follows when nothing else is said */
} Reach;

static bool is_reached(const Reach *reach, const char *id)
{
    return id && g_hash_table_contains(reach->steps, id);
}

/* A reference to nothing is a fault of its own and stops nothing here. */
static bool is_done(const Reach *reach, const char *id)
{
    const Step *step = course_step(reach->r->course, id);
    return !step || is_reached(reach, id);
}

static bool may_hold(const Reach *reach, const Cond *cond)
{
    switch (cond->kind) {
    case COND_AT:
    case COND_ON:
        return true;
    case COND_DONE:
    case COND_SCORE:
        return is_done(reach, cond->ref);
    case COND_ALL:
        for (guint i = 0; i < cond->kids->len; i++)
            if (!may_hold(reach, cond->kids->pdata[i]))
                return false;
        return true;
    case COND_ANY:
        for (guint i = 0; i < cond->kids->len; i++)
            if (may_hold(reach, cond->kids->pdata[i]))
                return true;
        return false;
    case COND_KINDS:
        break;
    }
    return true;
}

/* The step that this one waits for, or NULL: what it names, else the step above it in its module unless a day or time
 * is set. */
static const char *waits_on(const Reach *reach, const Step *step)
{
    if (step->kind == STEP_REMINDER)
        return step->of;
    if (step->after || step->day > 0 || step->time >= 0)
        return step->after;
    return g_hash_table_lookup(reach->above, step);
}

/* Reminders are passed over, as the schedule does. */
static void note_above(const Reach *reach, const Module *module)
{
    const char *above = NULL;
    for (guint i = 0; i < module->steps->len; i++) {
        const Step *step = module->steps->pdata[i];
        if (above)
            g_hash_table_insert(reach->above, (gpointer)step, (gpointer)above);
        if (step->kind != STEP_REMINDER)
            above = step->id;
    }
}

static bool step_comes(const Reach *reach, const Step *step)
{
    if (!g_hash_table_contains(reach->modules, step->module))
        return false;
    if (step->parent && !is_reached(reach, step->parent->id))
        return false;
    const char *before = waits_on(reach, step);
    return !course_step(reach->r->course, before) || is_done(reach, before);
}

static bool grow(Reach *reach)
{
    const Course *course = reach->r->course;
    bool grew = false;
    for (guint i = 0; i < course->modules->len; i++) {
        const Module *module = course->modules->pdata[i];
        if (!g_hash_table_contains(reach->modules, module->id) &&
            (!module->release || may_hold(reach, module->release)))
            grew |= g_hash_table_add(reach->modules, module->id);
    }
    for (guint i = 0; i < course->steps->len; i++) {
        const Step *step = course->steps->pdata[i];
        if (!is_reached(reach, step->id) && step_comes(reach, step))
            grew |= g_hash_table_add(reach->steps, step->id);
    }
    return grew;
}

/* The first step that a condition waits for in vain, or NULL. Borrowed. */
static const char *waits_for(const Reach *reach, const Cond *cond)
{
    if ((cond->kind == COND_DONE || cond->kind == COND_SCORE) && !is_done(reach, cond->ref))
        return cond->ref;
    for (guint i = 0; i < cond->kids->len; i++) {
        const char *ref = waits_for(reach, cond->kids->pdata[i]);
        if (ref)
            return ref;
    }
    return NULL;
}

/* Whether following what each step waits for leads back to this one. */
static bool in_circle(const Reach *reach, const Step *step)
{
    const Course *course = reach->r->course;
    const Step *next = course_step(course, waits_on(reach, step));
    for (guint i = 0; next && i <= course->steps->len; i++) {
        if (next == step)
            return true;
        next = course_step(course, waits_on(reach, next));
    }
    return false;
}

static void report_module(const Reach *reach, const Module *module)
{
    const char *ref = waits_for(reach, module->release);
    const Step *step = course_step(reach->r->course, ref);
    bool own = step && strcmp(step->module, module->id) == 0;
    course_fault(reach->r, COURSE_ERROR, module->release->line,
        "module \"%s\" never opens: it waits for step \"%s\", %s", module->id, ref ? ref : "?",
        own ? "which is inside it" : "which itself never comes before it: the releases go in a circle");
}

static void report_step(const Reach *reach, const Step *step)
{
    CourseReader *r = reach->r;
    if (!g_hash_table_contains(reach->modules, step->module) || (step->parent && !is_reached(reach, step->parent->id)))
        return; /* told once, for the module or the case */
    const char *before = waits_on(reach, step);
    if (in_circle(reach, step))
        course_fault(r, COURSE_ERROR, step->line,
            "step \"%s\" never comes: it waits for \"%s\", which waits for it in turn", step->id, before);
    else
        course_fault(r, COURSE_ERROR, step->line, "step \"%s\" never comes: it waits for \"%s\", which never comes",
            step->id, before);
}

/* A score is that of something with marks; nobody is ever done with a reminder. */
static void check_kinds(CourseReader *r, const Cond *cond)
{
    const Step *step = course_step(r->course, cond->ref);
    bool marked = step && (step->kind == STEP_QUIZ || step->kind == STEP_SIT ||
                              (step->kind == STEP_ASSIGNMENT && step->peer > 0));
    if (step && cond->kind == COND_SCORE && !marked)
        course_fault(r, COURSE_ERROR, cond->line, "score: step \"%s\" is <%s>, which has no marks", step->id,
            step_kind_name(step->kind));
    if (step && cond->kind == COND_DONE && step->kind == STEP_REMINDER)
        course_fault(
            r, COURSE_ERROR, cond->line, "done: \"%s\" is a reminder, which nobody can be done with", step->id);
    for (guint i = 0; i < cond->kids->len; i++)
        check_kinds(r, cond->kids->pdata[i]);
}

void course_check_reach(CourseReader *r)
{
    const Course *course = r->course;
    g_autoptr(GHashTable) steps = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GHashTable) modules = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GHashTable) above = g_hash_table_new(NULL, NULL);
    Reach reach = { r, steps, modules, above };
    for (guint i = 0; i < course->modules->len; i++)
        note_above(&reach, course->modules->pdata[i]);
    while (grow(&reach))
        continue;
    for (guint i = 0; i < course->modules->len; i++) {
        const Module *module = course->modules->pdata[i];
        if (module->release)
            check_kinds(r, module->release);
        if (!g_hash_table_contains(modules, module->id))
            report_module(&reach, module);
    }
    for (guint i = 0; i < course->steps->len; i++) {
        const Step *step = course->steps->pdata[i];
        if (!is_reached(&reach, step->id))
            report_step(&reach, step);
    }
    if (!course->certificate_rule)
        return;
    check_kinds(r, course->certificate_rule);
    if (!may_hold(&reach, course->certificate_rule))
        course_fault(r, COURSE_ERROR, course->certificate_rule->line,
            "nobody can earn the certificate: it waits for step \"%s\", which "
            "never comes",
            waits_for(&reach, course->certificate_rule));
}
