/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a room's steps become for each of its members, and how a learner's course begins. */
#include "certify.h"
#include "company.h"
#include "tutor.h"
#include "discussion.h"
#include "event_step.h"
#include "facilitate_priv.h"
#include "host.h"
#include "live_step.h"
#include "poll_priv.h"

static char *beat_key(const Tutor *t, const Beat *beat)
{
    return g_strdup_printf("E%" G_GINT64_FORMAT "/%s", t->enrolment->id, beat->id);
}

/* The case's name in bold above its first scene. */
static GPtrArray *case_opening(const Tutor *t, const Beat *beat)
{
    g_autofree char *title =
        layout_fill(&t->who, course_text(beat->step->title, t->who.course, t->who.lang, t->who.country));
    GPtrArray *messages = beat->part ? layout_part(&t->who, beat->part) : layout_plain(&t->who, "");
    Message *first = messages->len ? messages->pdata[0] : NULL;
    if (first && *title && first->text) {
        char *text = g_strdup_printf("*%s*\n\n%s", title, first->text);
        if (g_utf8_strlen(text, -1) <=
            (first->kind == MESSAGE_MEDIA ? t->who.caps->max_caption : t->who.caps->max_text)) {
            g_free(first->text);
            first->text = text;
        } else {
            g_free(text);
        }
    }
    return messages;
}

static GPtrArray *put_above(const Tutor *t, const char *head, GPtrArray *messages)
{
    Message *first = messages->len ? messages->pdata[0] : NULL;
    g_autofree char *text = first && first->text ? g_strdup_printf("%s\n\n%s", head, first->text) : NULL;
    glong most = first && first->kind == MESSAGE_MEDIA ? t->who.caps->max_caption : t->who.caps->max_text;
    if (text && g_utf8_strlen(text, -1) <= most) {
        g_free(first->text);
        first->text = g_steal_pointer(&text);
        return messages;
    }
    GPtrArray *all = layout_plain(&t->who, head);
    g_ptr_array_extend_and_steal(all, messages);
    return all;
}

/* A discussion that a peer opens begins with her name and words: in the same message where there is room. */
static GPtrArray *discussion_opening(const Tutor *t, const Beat *beat, GError **error)
{
    const GPtrArray *modules = t->who.course->modules;
    bool early = beat->module == modules->pdata[0] || (modules->len > 1 && beat->module == modules->pdata[1]);
    g_autoptr(GError) fault = NULL;
    g_autofree char *head = host_lead_head(t, beat->step, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return NULL;
    }
    CircleKind kind;
    g_autofree char *how = NULL;
    if (company_step(beat->step, &kind) && !(how = company_how(t, beat->step, error)))
        return NULL;
    GPtrArray *messages = layout_prompt(&t->who, beat->step, how, early);
    return head ? put_above(t, head, messages) : messages;
}

static GPtrArray *opening(const Tutor *t, const Beat *beat, int64_t row, GError **error)
{
    g_autofree char *key = g_strdup_printf("%" G_GINT64_FORMAT, row);
    const Step *step = beat->step;
    if (step->kind == STEP_CASE)
        return case_opening(t, beat);
    if (step->kind == STEP_AGREE)
        return layout_agree(&t->who, step, key);
    if (step->kind == STEP_DISCUSSION)
        return discussion_opening(t, beat, error);
    if (step->kind == STEP_POLL)
        return poll_opening(t, beat, key, error);
    if (step->kind == STEP_EVENT)
        return event_opening(t, step, key);
    return layout_post(&t->who, step, step->kind == STEP_TASK || step->confirm_read ? key : NULL);
}

/* NULL without error where a beat tells nobody anything. */
static GPtrArray *beat_messages(const Tutor *t, const Beat *beat, int64_t row, OwedKind *kind, GError **error)
{
    *kind = OWED_CONTENT;
    if (beat->step->kind == STEP_LIVE)
        return live_messages(t, beat, row, kind, error);
    switch (beat->kind) {
    case BEAT_OPEN:
        *kind = beat->step->kind == STEP_DISCUSSION ? OWED_PROMPT
                : beat->step->kind == STEP_AGREE    ? OWED_CONSENT
                                                    : OWED_CONTENT;
        return opening(t, beat, row, error);
    case BEAT_SCENE:
    case BEAT_PROBE:
    case BEAT_CLOSING:
        return layout_part(&t->who, beat->part);
    case BEAT_CLOSE:
        if (beat->step->commit)
            *kind = OWED_PROMPT;
        return beat->step->kind == STEP_POLL ? poll_closing(t, beat, error) : NULL;
    case BEAT_AGAIN:
        return opening(t, beat, row, error);
    case BEAT_AGAIN_CLOSE:
        return poll_closing(t, beat, error);
    case BEAT_CUE:
    case BEAT_REVIEW:
    case BEAT_REMIND:
    case BEAT_KINDS:
        break;
    }
    return NULL;
}

bool tutor_show_as(const Tutor *outside, const Beat *beat, int64_t row, const char *key, char **looks, GError **error)
{
    const Tutor inside = tutor_in(outside, beat->step), *t = &inside;
    OwedKind kind = OWED_CONTENT;
    g_autoptr(GError) fault = NULL;
    GPtrArray *messages = beat_messages(t, beat, row, &kind, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (messages && looks)
        *looks = facilitate_plain(messages);
    Lane lane = kind == OWED_REMINDER ? LANE_REMINDER : LANE_CONTENT;
    return !messages || tutor_owe(t, key, lane, kind, beat->step->id, messages, error);
}

bool tutor_show(const Tutor *t, const Beat *beat, int64_t row, GError **error)
{
    g_autofree char *key = beat_key(t, beat);
    return tutor_show_as(t, beat, row, key, NULL, error);
}

bool tutor_extend_room(Context *context, int64_t cohort, int64_t room, GError **error)
{
    const Cohort *c = context_cohort(context, cohort, error);
    if (c && (c->state == COHORT_PLANNED || c->state == COHORT_CLOSED))
        return true;
    const Plan *plan = c ? context_plan(context, c->version, error) : NULL;
    return plan && schedule_extend(context_store(context), plan, c, 0, room, 0, NULL, error);
}

bool tutor_begin(const Tutor *t, GError **error)
{
    const Enrolment *e = t->enrolment;
    if (t->cohort->state == COHORT_PLANNED)
        return true; /* the launch begins it */
    if (e->state == ENROLMENT_NO_OPT_IN)
        return tutor_extend_room(t->context, e->cohort, e->room, error);
    return tutor_extend_room(t->context, e->cohort, e->room, error) && tutor_extend(t, error) &&
           certify_look(t, NULL, error) &&
           relay_join(context_store(t->context), e->room, e->id, tutor_next_digest(t->cohort, t->now), error);
}
