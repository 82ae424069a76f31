/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a learner can ask about the course: help, the menu, where she is, and what is kept about her. */
#include "command_priv.h"
#include "certify.h"
#include "clock.h"
#include "step_kind.h"

char *command_course_title(const Inbound *in)
{
    const Course *course = in->t.who.course;
    return layout_fill(&in->t.who, course_text(course->title, course, in->t.who.lang, in->t.who.country));
}

bool command_help(Inbound *in, const Said *said, GError **error)
{
    g_autofree char *title = command_course_title(in);
    const char *help = audience_rules(in->t.cohort->audience)->moderated ? "group.help" : "help";
    return inbound_reply(in, phrase(in->t.who.lang, help, "title", title, NULL), error);
}

static void add_row(const Inbound *in, Message *menu, const char *word)
{
    g_autofree char *id = g_strconcat("w.", word, NULL);
    g_autofree char *title_key = g_strdup_printf("menu.%s.row", word),
                    *more_key = g_strdup_printf("menu.%s.more", word);
    g_autofree char *title = phrase(in->t.who.lang, title_key, NULL), *more = phrase(in->t.who.lang, more_key, NULL);
    message_add_choice(menu, id, title, more);
}

bool command_menu(Inbound *in, const Said *said, GError **error)
{
    const Course *course = in->t.who.course;
    bool full = g_str_equal(in->t.who.tier, "full");
    g_autofree char *text = phrase(in->t.who.lang, "menu", NULL);
    Message *menu = message_new(MESSAGE_LIST, text);
    menu->list_label = phrase(in->t.who.lang, "menu.label", NULL);
    add_row(in, menu, "continue");
    add_row(in, menu, "progress");
    if (course->certificate_rule)
        add_row(in, menu, "cpd");
    add_row(in, menu, "ask");
    add_row(in, menu, "later");
    add_row(in, menu, "pause");
    add_row(in, menu, full ? "lite" : "full");
    if (course->languages->len > 1)
        add_row(in, menu, "language");
    /* A list has ten rows at most; the word stands in the text above them. */
    if (courses_for(in) && menu->choices->len + 2 < (guint)in->t.who.caps->max_rows)
        add_row(in, menu, "courses_on");
    add_row(in, menu, "my_data");
    add_row(in, menu, "stop");
    return inbound_send(in, "R", menu, error);
}

char *command_step_title(const Inbound *in, const Step *step)
{
    return certify_step_title(&in->t, step);
}

/* What the learner is asked for at the moment: the newest step that waits for her. */
static char *next_text(Inbound *in, const BeatFact *facts)
{
    const Step *open = NULL;
    for (int i = 0; i < plan_count(in->t.plan); i++) {
        const Beat *beat = plan_beat(in->t.plan, i);
        StepKind kind = beat->step->kind;
        bool asks = kind == STEP_TASK || (step_kind_is_personal(kind) && kind != STEP_EVENT);
        if (beat->kind == BEAT_OPEN && asks && facts[i].start && !facts[i].done)
            open = beat->step;
    }
    if (!open)
        return phrase(in->t.who.lang, "progress.nothing", NULL);
    g_autofree char *filled = command_step_title(in, open);
    return phrase(in->t.who.lang, "progress.waiting", "title", filled, NULL);
}

bool command_progress(Inbound *in, const Said *said, GError **error)
{
    const Plan *plan = in->t.plan;
    g_autofree BeatFact *facts = g_new(BeatFact, plan_count(plan));
    int done = 0, total = 0;
    if (!schedule_facts(in->store, plan, in->t.enrolment->id, in->t.enrolment->room, facts, error))
        return false;
    for (int i = 0; i < plan_count(plan); i++) {
        const Beat *beat = plan_beat(plan, i);
        if (beat->kind != BEAT_OPEN || beat->to_facilitator || beat->step->parent)
            continue;
        total++;
        done += facts[i].done && !facts[i].skipped;
    }
    g_autofree char *d = g_strdup_printf("%d", done), *n = g_strdup_printf("%d", total);
    g_autofree char *next = next_text(in, facts), *title = command_course_title(in);
    return inbound_reply(
        in, phrase(in->t.who.lang, "progress", "title", title, "done", d, "n", n, "next", next, NULL), error);
}

/* The question that was asked last, once more. */
static bool ask_again(Inbound *in, const Attempt *attempt, GError **error)
{
    int position = attempt->asked - 1;
    g_autoptr(QuizResponse) response = quiz_response(in->store, attempt->id, position, error);
    const Item *item = response ? course_item(in->t.who.course, response->item) : NULL;
    if (!item)
        return response != NULL && command_progress(in, NULL, error);
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT ".%d", attempt->id, position);
    g_autofree char *key = g_strdup_printf("Q%s/%s", id, in->event->id);
    g_autofree char *before = phrase(in->t.who.lang, "quiz.resume", NULL);
    const Step *step = course_step(in->t.who.course, attempt->step);
    const Tutor inside = step ? tutor_in(&in->t, step) : in->t;
    return tutor_owe(&in->t, key, LANE_REPLY, OWED_QUESTION, attempt->step,
        layout_question(&inside.who, item, response->order, position, attempt->count, id, before), error);
}

/* What the group wrote and the daily limit or the next digest keeps back. */
static bool news_now(Inbound *in, GError **error)
{
    return outbox_release(in->store, in->t.enrolment->learner, HELD_CAP, in->now, NULL, error) &&
           relay_set_next(in->store, in->t.enrolment->id, in->now, error);
}

/* A pause ends; otherwise the group's news come, and what is open comes again, or is named. */
bool command_continue(Inbound *in, const Said *said, GError **error)
{
    if (in->t.enrolment->state == ENROLMENT_PAUSED && in->now < in->t.enrolment->paused_until)
        return command_start(in, said, error);
    if (!news_now(in, error))
        return false;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Attempt) attempt = quiz_current(in->store, in->t.enrolment->id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (attempt && (!attempt->closes || in->now < attempt->closes))
        return ask_again(in, attempt, error);
    return command_progress(in, said, error);
}

typedef struct {
    int64_t answers, messages;
} Counts;

static bool count_answer(const QuizResponse *response, gpointer data)
{
    ((Counts *)data)->answers += response->answered > 0;
    return true;
}

static bool count_message(const OutboxLine *line, gpointer data)
{
    ((Counts *)data)->messages += *line->status != '\0';
    return true;
}

static bool count(Inbound *in, Counts *counts, GError **error)
{
    const Course *course = in->t.who.course;
    for (guint i = 0; i < course->steps->len; i++) {
        const Step *step = course->steps->pdata[i];
        if (step->kind != STEP_QUIZ && step->kind != STEP_SIT && step->kind != STEP_SURVEY)
            continue;
        g_autoptr(GError) fault = NULL;
        g_autoptr(Attempt) attempt = quiz_of_step(in->store, in->t.enrolment->id, step->id, &fault);
        if (fault) {
            g_propagate_error(error, g_steal_pointer(&fault));
            return false;
        }
        if (attempt && !quiz_responses(in->store, attempt->id, count_answer, counts, error))
            return false;
    }
    return outbox_each(in->store, 0, in->t.enrolment->id, count_message, counts, error);
}

bool command_my_data(Inbound *in, const Said *said, GError **error)
{
    const Enrolment *e = in->t.enrolment;
    const char *lang = in->t.who.lang;
    Counts counts = { 0 };
    int64_t posts = 0;
    if (!count(in, &counts, error) || !post_written(in->store, e->id, &posts, error))
        return false;
    g_autofree char *yes = phrase(lang, "agree.yes", NULL), *no = phrase(lang, "agree.no", NULL);
    g_autofree char *since = civil_local_text(cohort_zone(in->t.cohort), e->enrolled);
    since[10] = '\0';
    g_autofree char *answers = g_strdup_printf("%" G_GINT64_FORMAT, counts.answers);
    g_autofree char *messages = g_strdup_printf("%" G_GINT64_FORMAT, counts.messages);
    g_autofree char *written = g_strdup_printf("%" G_GINT64_FORMAT, posts);
    g_autofree char *adverts = courses_data(in, error);
    g_autofree char *field = adverts ? field_data(in, error) : NULL;
    if (!field)
        return false;
    g_autofree char *days =
        g_strdup_printf("%" G_GINT64_FORMAT, context_keep_days_of(in->context, in->t.cohort, KEEP_WORDS));
    const char *key = audience_rules(in->t.cohort->audience)->hidden ? "group.mydata" : "mydata";
    g_autofree char *about = phrase(lang, key, "name", e->name ? e->name : "", "shown", in->t.who.learner_name, "since",
        since, "course", e->may_course ? yes : no, "posts", e->may_posts ? yes : no, "research",
        e->may_research ? yes : no, "answers", answers, "written", written, "messages", messages, "days", days, NULL);
    return inbound_reply(in, g_strdup_printf("%s%s%s%s", about, field, *adverts ? "\n\n" : "", adverts), error);
}
