/* SPDX-License-Identifier: GPL-3.0-or-later */
/* layout.h - a course's steps and the engine's own texts become messages of ours, within what a carrier can show. Pure.
 */
#pragma once
#include "channel_caps.h"
#include "course.h"

/* For whom. Borrowed. */
typedef struct {
    const Course *course;
    const ChannelCaps *caps;
    const char *lang, *country, *tier;
    const char *learner_name, *cohort_name;
    const char *due_text; /* for <var name="due"/>, or NULL */
    const char *score_text;
    const Module *module; /* for <var name="module.title"/>, or NULL: outside any */
    bool simulated;       /* stamps the first message of a module's opening "not for clinical use" */
} LayoutFor;

/* Messages in order: Message *, given. `shows` first, as media with the text as caption where it fits; the text cut at
 * paragraph ends where it is too long. Choices follow by their ids: up to three short ones as buttons, up to ten as a
 * list, otherwise lettered in the text. */
GPtrArray *layout_text(const LayoutFor *who, const GPtrArray *shows, const CourseTexts *texts);
/* The same for a plain engine text. */
GPtrArray *layout_plain(const LayoutFor *who, const char *text);
/* agree: yes and no; ids "a.KEY.yes", "a.KEY.no". */
GPtrArray *layout_agree(const LayoutFor *who, const Step *step, const char *key);
/* post with confirm="read", task: one button "r.KEY" or "t.KEY". Plain otherwise (key NULL). */
GPtrArray *layout_post(const LayoutFor *who, const Step *step, const char *key);
GPtrArray *layout_part(const LayoutFor *who, const Part *part);
/* A discussion's prompt with how to answer (`how`; NULL: to the room); `tag` is its short mark in the room, e.g.
 * "m3d1". first: with the not-for-emergencies line. */
GPtrArray *layout_prompt(const LayoutFor *who, const Step *step, const char *how, bool first);
/* poll: choice ids "p.KEY.CHOICE". `before` and `after` (or NULL) are words of the engine's around the question. */
GPtrArray *layout_poll(const LayoutFor *who, const Step *step, const char *key, const char *before, const char *after);
/* A question: "Question 2 of 10", stem and options in the shown order; ids "q.KEY.OPTION". `before` (feedback on the
 * last answer) is put in front where it fits in the same message. */
GPtrArray *layout_question(const LayoutFor *who, const Item *item, const GArray *order, int position, int count,
    const char *key, const char *before);
/* Feedback on a practice answer: right or wrong, the feedback of the options chosen (or of the accept that recognised a
 * number or words; NULL: none did) and of the item, the right answer in letters. Given. */
char *layout_feedback(const LayoutFor *who, const Item *item, const GArray *order, const char *answer,
    const ItemOption *accepted, bool correct);
/* Puts names into a course text's {variables}. Given. */
char *layout_fill(const LayoutFor *who, const char *text);
/* The utility template that asks a learner back when the window is closed: key "baraza_step_ready_v1", params name and
 * title; payload of its button "go". */
Message *layout_knock(const LayoutFor *who, const char *title);
/* The utility template that tells one of the staff, outside her window, that something waits: key
 * "baraza_staff_news_v1", params name and title; payload of its button "f.go". */
Message *layout_staff_news(const char *name, const char *title);
/* Definitions of the engine's templates for an account, as the management API takes them: a JSON array. Given. */
cJSON *layout_templates(void);

/* Course adverts (layout_advert.c). Borrowed. */
#define LAYOUT_ADVERT "baraza_course_advert_v1"
#define LAYOUT_ADVERT_WORDS 500 /* characters of the programme's own */
typedef struct {
    int64_t id;
    const char *template_name, *code;        /* code: the template's language as WhatsApp names it */
    const char *lang;                        /* the same as we do */
    const char *name, *title, *words, *join; /* words "": the template has its own, and no variables; join: "HRE1" */
} LayoutAdvert;
/* WhatsApp's name of a language in which the engine's template is; NULL: in none. Constant. */
const char *layout_advert_language(const char *lang);
/* Its definition in a language (ours), category marketing; NULL where it is not. Given. */
cJSON *layout_advert_template(const char *lang);
/* The message: ids of its buttons "v.ID.join" and "v.ID.off". Given. */
Message *layout_advert(const LayoutAdvert *advert);
/* As it will look; of a template with words of its own nothing is known but its frame. Given. */
char *layout_advert_preview(const LayoutAdvert *advert);
