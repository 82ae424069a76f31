/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What members are sent of a live meeting. A reply to any of it is a post in the room. */
#include "live_step.h"
#include "clock.h"
#include "event_step.h"
#include "phrase.h"
#include "text.h"

#include <string.h>

static char *title_of(const Tutor *t, const Step *meeting)
{
    return layout_fill(&t->who, course_text(meeting->title, t->who.course, t->who.lang, t->who.country));
}

static char *clock_text(const Tutor *t, int64_t utc)
{
    g_autofree char *local = civil_local_text(cohort_zone(t->cohort), utc);
    return g_strdup(local + 11);
}

static void add_button(const Tutor *t, Message *message, int64_t row, const char *says)
{
    g_autofree char *id = g_strdup_printf("l.%" G_GINT64_FORMAT ".%s", row, says);
    g_autofree char *key = g_strdup_printf("live.%s.button", says);
    g_autofree char *full = phrase(t->who.lang, key, NULL);
    g_autofree char *title = text_cut(full, (size_t)t->who.caps->button_title);
    message_add_choice(message, id, title, NULL);
}

static GPtrArray *one(Message *message)
{
    GPtrArray *list = g_ptr_array_new_with_free_func((GDestroyNotify)message_free);
    if (message)
        g_ptr_array_add(list, message);
    return list;
}

/* A day before: whether she comes; an hour before: nothing to those who said that they cannot. A tap opens the window
 * for the meeting. */
static GPtrArray *invitation(const Tutor *t, const Beat *beat, int64_t row, GError **error)
{
    Store *store = context_store(t->context);
    const Step *meeting = beat->step;
    g_autofree char *answer = NULL;
    g_autoptr(Due) opening = schedule_find(store, 0, t->enrolment->room, meeting->id, error);
    if (!opening || !event_answered(t, meeting, &answer, error))
        return NULL;
    bool day = beat->plus == -DAY;
    if (!day && g_strcmp0(answer, "no") == 0)
        return one(NULL);
    g_autofree char *title = title_of(t, meeting), *time = clock_text(t, opening->utc);
    g_autofree char *date = tutor_date(t, opening->utc), *n = g_strdup_printf("%d", meeting->minutes);
    g_autofree char *text = phrase(
        t->who.lang, day ? "live.invite" : "live.soon", "title", title, "date", date, "time", time, "minutes", n, NULL);
    Message *message = message_new(MESSAGE_BUTTONS, text);
    add_button(t, message, row, day ? "come" : "here");
    add_button(t, message, row, "no");
    return one(message);
}

static GPtrArray *beginning(const Tutor *t, const Beat *beat, int64_t row, GError **error)
{
    bool here = false;
    if (!task_is_confirmed(context_store(t->context), t->enrolment->id, beat->step->id, &here, error))
        return NULL;
    g_autofree char *title = title_of(t, beat->step);
    g_autofree char *to = clock_text(t, t->now + beat->step->minutes * MINUTE);
    g_autofree char *text =
        phrase(t->who.lang, here ? "live.begins.here" : "live.begins", "title", title, "to", to, NULL);
    if (here)
        return layout_plain(&t->who, text);
    Message *message = message_new(MESSAGE_BUTTONS, text);
    add_button(t, message, row, "here");
    return one(message);
}

/* The signature stands under the last words: in the same message where there is room. */
static GPtrArray *sign(const Tutor *t, const LiveCue *cue, GPtrArray *messages)
{
    g_autofree char *key = g_strconcat("role.", cue->role, NULL);
    g_autofree char *role = phrase_has("en", key) ? phrase(t->who.lang, key, NULL) : g_strdup(cue->role);
    g_autofree char *line = phrase(t->who.lang, "live.signed", "name", cue->name, "role", role, NULL);
    Message *last = messages->len ? messages->pdata[messages->len - 1] : NULL;
    g_autofree char *text = last && last->text && !last->asset ? g_strdup_printf("%s\n\n%s", last->text, line) : NULL;
    if (text && text_length(text) <= (size_t)t->who.caps->max_text) {
        g_free(last->text);
        last->text = g_steal_pointer(&text);
        return messages;
    }
    g_ptr_array_extend_and_steal(messages, layout_plain(&t->who, line));
    return messages;
}

static GPtrArray *cue_messages(const Tutor *t, const Beat *beat, GError **error)
{
    if (!beat->part->answer)
        return layout_part(&t->who, beat->part);
    g_autoptr(LiveCue) cue =
        live_cue_get(context_store(t->context), t->cohort->id, t->enrolment->room, beat->id, error);
    if (!cue)
        return NULL;
    /* Asked for a second time where it goes out: nothing unsigned leaves by another way. */
    if (!live_is_signed(cue, beat->part))
        return one(NULL);
    return sign(t, cue, cue->text ? layout_plain(&t->who, cue->text) : layout_part(&t->who, beat->part));
}

GPtrArray *live_messages(const Tutor *t, const Beat *beat, int64_t row, OwedKind *kind, GError **error)
{
    *kind = OWED_PROMPT; /* an invitation, too: it waits for the tap that a knock asks for (live_is_past ends it) */
    switch (beat->kind) {
    case BEAT_REMIND:
        return invitation(t, beat, row, error);
    case BEAT_OPEN:
        return beginning(t, beat, row, error);
    case BEAT_CUE:
        return cue_messages(t, beat, error);
    case BEAT_CLOSE: {
        g_autofree char *title = title_of(t, beat->step);
        g_autofree char *text = phrase(t->who.lang, "live.over", "title", title, NULL);
        return layout_plain(&t->who, text);
    }
    case BEAT_SCENE:
    case BEAT_PROBE:
    case BEAT_CLOSING:
    case BEAT_AGAIN:
    case BEAT_AGAIN_CLOSE:
    case BEAT_REVIEW:
    case BEAT_KINDS:
        break;
    }
    return one(NULL);
}

static bool has_part(const char *key, const char *step, const char *end)
{
    g_autofree char *part = g_strconcat("/", step, end, "/", NULL);
    return strstr(key, part) != NULL;
}

bool live_is_past(const Tutor *t, const char *step, const char *key, int64_t now, bool *past, GError **error)
{
    const Step *meeting = step ? course_step(t->who.course, step) : NULL;
    *past = false;
    if (!meeting || meeting->kind != STEP_LIVE)
        return true;
    bool day = has_part(key, step, ".day"), hour = has_part(key, step, ".hour"), begins = has_part(key, step, "");
    if (!day && !hour && !begins)
        return true;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Due) opening = schedule_find(context_store(t->context), 0, t->enrolment->room, step, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    bool waits = opening && opening->state == DUE_WAITING;
    *past = begins ? !opening || now >= opening->started + meeting->minutes * MINUTE
                   : !waits || (day && now + HOUR >= opening->utc);
    return true;
}
