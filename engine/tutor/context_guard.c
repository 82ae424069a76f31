/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may not reach a room unseen. The names of a course's own cases are everybody's: those that the guard finds in
 * its texts are no patients'. */
#include "context.h"
#include "context_priv.h"
#include "phrase.h"
#include <string.h>

static void add_texts(GuardNames *names, const Guard *guard, const CourseTexts *texts)
{
    for (guint i = 0; texts && i < texts->len; i++)
        guard_names_add(names, guard, ((const CourseText *)texts->pdata[i])->body);
}

static void add_step(GuardNames *names, const Guard *guard, const Step *step)
{
    add_texts(names, guard, step->title);
    add_texts(names, guard, step->texts);
    for (guint i = 0; step->parts && i < step->parts->len; i++)
        add_texts(names, guard, ((const Part *)step->parts->pdata[i])->texts);
    if (step->closing)
        add_texts(names, guard, step->closing->texts);
    for (guint i = 0; step->choices && i < step->choices->len; i++)
        add_texts(names, guard, ((const ItemOption *)step->choices->pdata[i])->texts);
}

static void add_item(GuardNames *names, const Guard *guard, const Item *item)
{
    add_texts(names, guard, item->stem);
    for (guint i = 0; item->options && i < item->options->len; i++)
        add_texts(names, guard, ((const ItemOption *)item->options->pdata[i])->texts);
}

const Guard *context_guard_of(Context *context)
{
    if (context->shared)
        return context->shared;
    if (!context->guard)
        context->guard = guard_new();
    return context->guard;
}

void context_share_guard(Context *context, const Guard *guard)
{
    context->shared = guard;
}

const GuardNames *context_cases_of(Context *context, int64_t cohort)
{
    const Plan *plan = cohort ? context_plan_of(context, cohort, NULL) : NULL;
    const Course *course = plan ? plan_course(plan) : NULL;
    GuardNames *names = course ? g_hash_table_lookup(context->guard_names, course) : NULL;
    if (names || !course)
        return names;
    names = guard_names_new();
    for (guint i = 0; i < course->steps->len; i++)
        add_step(names, context_guard_of(context), course->steps->pdata[i]);
    for (guint i = 0; i < course->items->len; i++)
        add_item(names, context_guard_of(context), course->items->pdata[i]);
    g_hash_table_insert(context->guard_names, (gpointer)course, names);
    return names;
}

char *context_guard(Context *context, int64_t cohort, const char *text)
{
    return text ? guard_why(context_guard_of(context), context_cases_of(context, cohort), text) : NULL;
}

bool context_guard_add(Context *context, const char *name, const char *text, GError **error)
{
    context_guard_of(context);
    return guard_add(context->guard, name, text, error);
}

static const char *const kinds[GUARD_KINDS] = {
    [GUARD_NAME] = "guard.kind.name",
    [GUARD_INITIALS] = "guard.kind.initials",
    [GUARD_PHONE] = "guard.kind.phone",
    [GUARD_NUMBER] = "guard.kind.number",
    [GUARD_DATE] = "guard.kind.date",
    [GUARD_PLACE] = "guard.kind.place",
    [GUARD_CONTACT] = "guard.kind.contact",
};
/* What a post of a file waits for: the file, in a facilitator's word. */
static const char *const files[][2] = { { "photo", "digest.image" }, { "video", "digest.video" },
    { "voice note", "digest.audio" }, { "document", "digest.document" } };

static char *reason_shown(const char *lang, const char *reason)
{
    for (int kind = 0; kind < GUARD_KINDS; kind++)
        if (strcmp(reason, guard_kind_name((GuardKind)kind)) == 0)
            return phrase(lang, kinds[kind], NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(files); i++)
        if (strcmp(reason, files[i][0]) == 0)
            return phrase(lang, files[i][1], NULL);
    return g_strdup(reason);
}

char *context_guard_shown(const char *lang, const char *why)
{
    g_auto(GStrv) reasons = g_strsplit(why, ", ", -1);
    for (char **reason = reasons; *reason; reason++) {
        char *shown = reason_shown(lang, *reason);
        g_free(*reason);
        *reason = shown;
    }
    return g_strjoinv(", ", reasons);
}
