/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps of a module from the document, and of a case the steps inside it. */
#include "course_priv.h"
#include "clock.h"
#include <string.h>

static int step_kind(const XmlNode *node)
{
    for (StepKind kind = 0; kind < STEP_KINDS; kind++)
        if (xml_is(node, step_kind_name(kind)))
            return kind;
    return -1;
}

/* Reads what a part has in common with others; `id` is taken, NULL reads the authored one. */
static Part *build_part(CourseReader *r, const XmlNode *node, char *id)
{
    Part *part = course_part_new();
    part->id = id ? id : xml_attr(node, "id");
    part->plus = course_attr_duration(node, "plus", &part->plus_days);
    part->if_posts_below = course_attr_int(node, "ifPostsBelow", 0);
    part->shows = course_build_shows(node);
    part->texts = course_build_texts(r, node, "text");
    part->source = xml_attr(node, "source");
    part->line = xml_line(node);
    course_set_thing(r->course, part->id, part);
    return part;
}

static bool has_item(const GPtrArray *items, const char *id)
{
    for (guint i = 0; i < items->len; i++)
        if (strcmp(items->pdata[i], id) == 0)
            return true;
    return false;
}

/* The first live practice items of the bank that this step does not have yet. */
static void resolve_pick(CourseReader *r, Step *step, const XmlNode *node)
{
    g_autofree char *bank = xml_attr(node, "bank"), *objective = xml_attr(node, "objective");
    int wanted = course_attr_int(node, "count", 1), found = 0;
    for (guint i = 0; i < r->course->items->len && found < wanted; i++) {
        const Item *item = r->course->items->pdata[i];
        bool live = !item->status || strcmp(item->status, "live") == 0;
        if (item->is_test || !live || g_strcmp0(item->bank, bank) != 0 || has_item(step->items, item->id))
            continue;
        if (objective && !course_in_list(item->objective, objective))
            continue;
        g_ptr_array_add(step->items, g_strdup(item->id));
        found++;
    }
    if (found < wanted)
        course_fault(r, COURSE_ERROR, xml_line(node),
            "quiz \"%s\": %d items are to be picked from bank \"%s\"%s%s%s, but only %d "
            "live practice items are left there",
            step->id, wanted, bank, objective ? " for objective \"" : "", objective ? objective : "",
            objective ? "\"" : "", found);
}

static void build_items(CourseReader *r, Step *step, const XmlNode *node)
{
    for (const XmlNode *n = xml_child(node, NULL); n; n = xml_next(n, NULL)) {
        if (xml_is(n, "itemref")) {
            g_autofree char *ref = xml_attr(n, "ref");
            if (has_item(step->items, ref))
                course_fault(r, COURSE_ERROR, xml_line(n), "quiz \"%s\" asks item \"%s\" twice", step->id, ref);
            else
                g_ptr_array_add(step->items, g_steal_pointer(&ref));
        } else if (xml_is(n, "pick")) {
            resolve_pick(r, step, n);
        } else if (course_is_item(n)) {
            Item *item = course_build_item(r, n, step->id);
            g_ptr_array_add(r->course->items, item);
            g_ptr_array_add(step->items, g_strdup(item->id));
        }
    }
}

static void build_discussion(CourseReader *r, Step *step, const XmlNode *node)
{
    const XmlNode *prompt = xml_child(node, "prompt");
    g_clear_pointer(&step->texts, g_ptr_array_unref);
    g_clear_pointer(&step->shows, g_ptr_array_unref);
    step->texts = course_build_texts(r, prompt, "text");
    step->shows = course_build_shows(prompt);
    if (!step->source)
        step->source = xml_attr(prompt, "source");
    if (!step->objective)
        step->objective = xml_attr(prompt, "objective");
    int number = 0;
    for (const XmlNode *n = xml_child(node, "probe"); n; n = xml_next(n, "probe"))
        g_ptr_array_add(step->parts, build_part(r, n, g_strdup_printf("%s.probe%d", step->id, ++number)));
    const XmlNode *summary = xml_child(node, "summaryPost");
    if (summary)
        step->closing = build_part(r, summary, g_strdup_printf("%s.summary", step->id));
}

static void build_poll(CourseReader *r, Step *step, const XmlNode *node)
{
    const XmlNode *prompt = xml_child(node, "prompt");
    g_clear_pointer(&step->texts, g_ptr_array_unref);
    g_clear_pointer(&step->shows, g_ptr_array_unref);
    step->texts = course_build_texts(r, prompt, "text");
    step->shows = course_build_shows(prompt);
    for (const XmlNode *n = xml_child(node, "choice"); n; n = xml_next(n, "choice")) {
        ItemOption *choice = course_option_new();
        choice->id = xml_attr(n, "id");
        choice->texts = course_build_texts(r, n, "text");
        g_ptr_array_add(step->choices, choice);
    }
    const XmlNode *discuss = xml_child(node, "discuss");
    if (discuss)
        step->closing = build_part(r, discuss, g_strdup_printf("%s.discuss", step->id));
}

static Step *build_step(CourseReader *r, Module *module, const XmlNode *node, Step *parent);

static void build_case(CourseReader *r, Module *module, Step *step, const XmlNode *node)
{
    for (const XmlNode *n = xml_child(node, NULL); n; n = xml_next(n, NULL)) {
        if (xml_is(n, "scene")) {
            g_ptr_array_add(step->parts, build_part(r, n, NULL));
        } else if (xml_is(n, "reveal")) {
            step->closing = build_part(r, n, g_strdup_printf("%s.reveal", step->id));
        } else if (step_kind(n) >= 0) {
            Part *part = course_part_new();
            part->step = build_step(r, module, n, step);
            part->id = g_strdup(part->step->id);
            part->plus = 0;
            part->line = part->step->line;
            g_ptr_array_add(step->parts, part);
        }
    }
}

/* The cues of a live meeting. A text of its own is a part "ID.cue1"; a scene, poll or talk keeps its id. */
static void build_live(CourseReader *r, Module *module, Step *step, const XmlNode *node)
{
    int number = 0;
    for (const XmlNode *cue = xml_child(node, "cue"); cue; cue = xml_next(cue, "cue")) {
        const XmlNode *scene = xml_child(cue, "scene"), *inner = xml_child(cue, "poll");
        inner = inner ? inner : xml_child(cue, "discussion");
        const XmlNode *notes = xml_child(cue, "notes");
        Part *part = NULL;
        number++;
        if (inner) {
            part = course_part_new();
            part->step = build_step(r, module, inner, step);
            part->id = g_strdup(part->step->id);
        } else {
            part = build_part(r, scene ? scene : cue, scene ? NULL : g_strdup_printf("%s.cue%d", step->id, number));
        }
        part->minute = course_attr_int(cue, "minute", 0);
        part->answer = course_attr_bool(cue, "answer", false);
        part->notes = notes ? course_build_texts(r, notes, "text") : NULL;
        part->line = xml_line(cue);
        g_ptr_array_add(step->parts, part);
    }
}

/* What every kind may have: the attributes of a step and the texts directly inside it. */
static void build_common(CourseReader *r, Step *step, const XmlNode *node)
{
    static const char *const tos[TO_KINDS] = {
        [TO_EACH] = "each",
        [TO_ROOM] = "room",
        [TO_COHORT] = "cohort",
        [TO_FACILITATOR] = "facilitator",
        [TO_PAIR] = "pair",
        [TO_CIRCLE] = "circle",
    };
    step->id = xml_attr(node, "id");
    step->to = course_attr_name(node, "to", tos, TO_KINDS, TO_EACH);
    step->day = course_attr_int(node, "day", 0);
    step->time = course_attr_time(node);
    step->after = xml_attr(node, "after");
    step->plus = course_attr_duration(node, "plus", &step->plus_days);
    step->required = course_attr_bool(node, "required", false);
    step->due = course_attr_duration(node, "due", &step->due_days);
    step->source = xml_attr(node, "source");
    step->objective = xml_attr(node, "objective");
    step->shows = course_build_shows(node);
    step->title = course_build_texts(r, node, "title");
    step->texts = course_build_texts(r, node, "text");
    const XmlNode *notes = xml_child(node, "notes");
    step->notes = notes ? course_build_texts(r, notes, "text") : course_texts_new();
    step->line = xml_line(node);
}

/* "day 61 14:00" or "2026-03-05 14:00"; what is no date leaves start_time at -1. */
static void build_event(Step *step, const XmlNode *node)
{
    g_autofree char *start = xml_attr(node, "start");
    g_auto(GStrv) word = g_strsplit(start ? g_strstrip(start) : "", " ", 3);
    guint words = g_strv_length(word);
    bool by_day = words == 3 && strcmp(word[0], "day") == 0;
    step->start_time = -1;
    step->start_day = by_day ? (int)g_ascii_strtoll(word[1], NULL, 10) : 0;
    if (by_day || (words == 2 && civil_parse_date(word[0], &step->start_date)))
        if (!civil_parse_time(word[words - 1], &step->start_time))
            step->start_time = -1;
    step->minutes = course_attr_int(node, "minutes", 60);
    step->rsvp = course_attr_bool(node, "rsvp", false);
    step->place = xml_attr(node, "place");
}

/* Attributes that one kind has; absent ones read as nothing for all others. */
static void build_particular(Step *step, const XmlNode *node)
{
    static const char *const feedbacks[] = {
        [FEEDBACK_IMMEDIATE] = "immediate",
        [FEEDBACK_END] = "end",
        [FEEDBACK_NONE] = "none",
    };
    step->purpose = xml_attr(node, "purpose");
    step->evidence = step->kind == STEP_TASK ? xml_attr(node, "evidence") : NULL;
    step->practice = course_attr_bool(node, "practice", false);
    step->test = xml_attr(node, "test");
    step->of = xml_attr(node, "of");
    step->commitment = xml_attr(node, "commitment");
    step->codebook = xml_attr(node, "codebook");
    g_autofree char *confirm = xml_attr(node, "confirm"), *attempts = xml_attr(node, "attempts");
    step->confirm_read = confirm != NULL;
    step->min_posts = course_attr_int(node, "minPosts", 0);
    step->credit = course_attr_bool(node, "credit", false);
    step->multiple = course_attr_bool(node, "multiple", false);
    step->commit = course_attr_bool(node, "commit", false);
    step->again = course_attr_duration(node, "again", &step->again_days);
    step->attempts = !attempts ? 1 : g_strcmp0(attempts, "unlimited") == 0 ? 0 : course_attr_int(node, "attempts", 1);
    step->feedback = course_attr_name(node, "feedback", feedbacks, G_N_ELEMENTS(feedbacks), FEEDBACK_IMMEDIATE);
    const char *occasions[OCCASIONS];
    for (Occasion o = 0; o < OCCASIONS; o++)
        occasions[o] = occasion_name(o);
    step->occasion = course_attr_name(node, "role", occasions, OCCASIONS, OCCASION_PRE);
    step->max = course_attr_int(node, "max", 1);
    step->accepts = xml_attr(node, "accepts");
    step->rubric = xml_attr(node, "rubric");
    step->peer = course_attr_int(node, "peer", 0);
    step->minutes = step->kind == STEP_LIVE ? course_attr_int(node, "minutes", 0) : 0;
    if (step->kind == STEP_EVENT)
        build_event(step, node);
}

static Step *build_step(CourseReader *r, Module *module, const XmlNode *node, Step *parent)
{
    Step *step = course_step_new();
    step->kind = step_kind(node);
    step->module = g_strdup(module->id);
    step->parent = parent;
    build_common(r, step, node);
    build_particular(step, node);
    g_ptr_array_add(r->course->steps, step);
    course_set_thing(r->course, step->id, step);
    if (step->kind == STEP_CASE)
        build_case(r, module, step, node);
    else if (step->kind == STEP_DISCUSSION)
        build_discussion(r, step, node);
    else if (step->kind == STEP_POLL)
        build_poll(r, step, node);
    else if (step->kind == STEP_LIVE)
        build_live(r, module, step, node);
    else if (step->kind == STEP_QUIZ || step->kind == STEP_SURVEY)
        build_items(r, step, node);
    return step;
}

void course_build_steps(CourseReader *r, Module *module, const XmlNode *node)
{
    for (const XmlNode *n = xml_child(node, NULL); n; n = xml_next(n, NULL))
        if (step_kind(n) >= 0)
            g_ptr_array_add(module->steps, build_step(r, module, n, NULL));
}
