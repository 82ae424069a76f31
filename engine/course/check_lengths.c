/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lengths, counted in characters as WhatsApp counts: what will not fit a button, a caption or a message.
 * Limits: Cloud API messages page, https://developers.facebook.com/documentation/business-messaging/whatsapp/messages
 */
#include "course_priv.h"
#include "text.h"
#include <string.h>

enum {
    BUTTON_TITLE = 20,
    ROW_TITLE = 24,
    BUTTONS = 3,
    ROWS = 10,
    INTERACTIVE_BODY = 1024,
    CAPTION = 1024,
    TEXT_BODY = 4096
};

typedef enum { PLAIN, CAPTIONED, TAPPED, USES } Use;

static void check_body(CourseReader *r, const char *what, const char *id, const CourseTexts *texts, Use use)
{
    for (guint i = 0; texts && i < texts->len; i++) {
        const CourseText *text = texts->pdata[i];
        size_t n = text_length(text->body);
        if (n > TEXT_BODY)
            course_fault(r, COURSE_ERROR, text->line, "%s \"%s\": this text has %zu characters; a message takes 4,096",
                what, id, n);
        else if (use == TAPPED && n > INTERACTIVE_BODY)
            course_fault(r, COURSE_WARNING, text->line,
                "%s \"%s\": this text has %zu characters; a message with buttons takes 1,024, so "
                "it goes as a message of its own before them",
                what, id, n);
        else if (use == CAPTIONED && n > CAPTION)
            course_fault(r, COURSE_NOTE, text->line,
                "%s \"%s\": this text has %zu characters; a caption takes 1,024, so it goes as a "
                "message of its own after the picture",
                what, id, n);
    }
}

/* One note a question is enough: its options are lettered as soon as one of them does not fit. */
static void check_titles(CourseReader *r, const char *what, const char *id, const GPtrArray *options, long line)
{
    guint most = options->len <= BUTTONS ? BUTTON_TITLE : ROW_TITLE;
    if (options->len > ROWS) {
        course_fault(r, COURSE_NOTE, line, "%s \"%s\" has %u options; a list takes 10, so they will be lettered", what,
            id, options->len);
        return;
    }
    for (guint i = 0; i < options->len; i++) {
        const ItemOption *option = options->pdata[i];
        for (guint k = 0; k < option->texts->len; k++) {
            const CourseText *text = option->texts->pdata[k];
            size_t n = text_length(text->body);
            if (n <= most)
                continue;
            course_fault(r, COURSE_NOTE, text->line,
                "%s \"%s\": option \"%s\" has %zu characters and a %s takes %u, so the options will be "
                "lettered",
                what, id, option->id, n, most == BUTTON_TITLE ? "button" : "list row", most);
            return;
        }
    }
}

static void check_item(CourseReader *r, const Item *item)
{
    bool tapped = item->kind == ITEM_SINGLE || item->kind == ITEM_TRUEFALSE || item->kind == ITEM_LIKERT;
    check_body(r, "item", item->id, item->stem, tapped ? TAPPED : PLAIN);
    if (item->kind == ITEM_SINGLE || item->kind == ITEM_LIKERT)
        check_titles(r, "item", item->id, item->options, item->line);
    for (guint i = 0; i < item->feedback->len; i++)
        check_body(r, "item", item->id, ((const ItemFeedback *)item->feedback->pdata[i])->texts, PLAIN);
    for (guint i = 0; i < item->options->len; i++) {
        const ItemOption *option = item->options->pdata[i];
        for (guint k = 0; k < option->feedback->len; k++)
            check_body(r, "item", item->id, ((const ItemFeedback *)option->feedback->pdata[k])->texts, PLAIN);
    }
    for (guint i = 0; i < item->gaps->len; i++)
        check_item(r, item->gaps->pdata[i]);
}

static void check_part(CourseReader *r, const Part *part)
{
    if (part && !part->step)
        check_body(r, "part", part->id, part->texts, part->shows->len > 0 ? CAPTIONED : PLAIN);
}

static void check_step(CourseReader *r, const Step *step)
{
    bool tapped = step->kind == STEP_AGREE || step->kind == STEP_POLL || step->kind == STEP_TASK || step->confirm_read;
    check_body(r, "step", step->id, step->texts, tapped ? TAPPED : step->shows->len > 0 ? CAPTIONED : PLAIN);
    for (guint i = 0; i < step->parts->len; i++)
        check_part(r, step->parts->pdata[i]);
    check_part(r, step->closing);
    if (step->kind == STEP_POLL)
        check_titles(r, "poll", step->id, step->choices, step->line);
}

void course_check_lengths(CourseReader *r)
{
    for (guint i = 0; i < r->course->items->len; i++)
        check_item(r, r->course->items->pdata[i]);
    for (guint i = 0; i < r->course->steps->len; i++)
        check_step(r, r->course->steps->pdata[i]);
}
