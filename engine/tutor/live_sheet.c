/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What whoever leads a meeting wants to see at one glance; the script first. */
#include "live_sheet.h"
#include "clock.h"
#include "live_sheet_priv.h"

#include <string.h>

/* The meeting to show: one that has begun and not ended, else the first that is planned, else the last that was. */
static bool find_meeting(LiveSheet *s, GError **error)
{
    static const char *const names[DUE_STATES] = {
        [DUE_WAITING] = "planned", [DUE_OPEN] = "on", [DUE_DONE] = "over", [DUE_SKIPPED] = "over", [DUE_FAULT] = "over"
    };
    static const int worth[DUE_STATES] = {
        [DUE_WAITING] = 2, [DUE_OPEN] = 3, [DUE_DONE] = 1, [DUE_SKIPPED] = 1, [DUE_FAULT] = 1
    };
    int best = 0;
    for (int i = 0; i < plan_count(s->plan); i++) {
        const Beat *beat = plan_beat(s->plan, i);
        if (beat->kind != BEAT_OPEN || beat->step->kind != STEP_LIVE)
            continue;
        g_autoptr(GError) fault = NULL;
        g_autoptr(Due) row = schedule_find(context_store(s->context), 0, s->room, beat->id, &fault);
        if (fault) {
            g_propagate_error(error, g_steal_pointer(&fault));
            return false;
        }
        /* Of two that are over the later. */
        if (!row || worth[row->state] < best || (worth[row->state] == best && best > 1))
            continue;
        best = worth[row->state];
        s->meeting = beat->step;
        s->state = names[row->state];
        s->starts = row->started ? row->started : row->utc;
        s->begun = row->started && row->state != DUE_SKIPPED;
    }
    return true;
}

static char *local(const LiveSheet *s, int64_t utc)
{
    return civil_local_text(cohort_zone(s->cohort), utc);
}

static char *words(const LiveSheet *s, const CourseTexts *texts)
{
    const Course *course = plan_course(s->plan);
    LayoutFor who = { .course = course,
        .caps = context_caps(s->context),
        .lang = s->lang,
        .country = s->cohort->country,
        .tier = "full",
        .learner_name = "",
        .cohort_name = s->cohort->name };
    return texts ? layout_fill(&who, course_text(texts, course, s->lang, s->cohort->country)) : g_strdup("");
}

/* The part of the meeting that a beat is: an embedded step's has its id. */
static const Part *part_of(const LiveSheet *s, const Beat *beat)
{
    for (guint i = 0; i < s->meeting->parts->len; i++) {
        const Part *part = s->meeting->parts->pdata[i];
        if (strcmp(part->id, beat->id) == 0)
            return part;
    }
    return NULL;
}

static bool put_signature(const LiveSheet *s, const Beat *beat, cJSON *one, GError **error)
{
    g_autofree char *text = NULL;
    g_autoptr(LiveCue) cue = live_cue_get(context_store(s->context), s->cohort->id, s->room, beat->id, error);
    if (!cue)
        return false;
    bool is_signed = live_is_signed(cue, beat->part);
    g_autofree char *by = is_signed ? g_strdup_printf("%s, %s", cue->name, cue->role) : g_strdup("");
    g_autofree char *hash = live_hash(beat->part, NULL);
    json_put(one, "hash", hash);
    json_put(json_put_bool(one, "waits", cue->came && !is_signed), "signed", by);
    json_put(one, "own", is_signed && cue->text ? cue->text : "");
    return true;
}

static const char *row_state(const Due *row, bool next)
{
    if (row && (row->state == DUE_DONE || row->state == DUE_OPEN))
        return "done";
    if (row && row->state != DUE_WAITING)
        return "out";
    return next ? "next" : "later";
}

static bool put_cue(LiveSheet *s, const Beat *beat, cJSON *script, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Due) row = schedule_find(context_store(s->context), 0, s->room, beat->id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    const Part *part = part_of(s, beat);
    const CourseTexts *texts = !part ? NULL : part->step ? part->step->texts : part->texts;
    const char *kind = !part ? "end" : part->step ? step_kind_name(part->step->kind) : "text";
    bool next = row && row->state == DUE_WAITING;
    int64_t at = !row ? 0 : row->state == DUE_WAITING ? row->utc : row->started;
    g_autofree char *text = words(s, texts), *notes = words(s, part ? part->notes : NULL);
    g_autofree char *when = at ? local(s, at) : g_strdup("");
    cJSON *one = json_put_int(
        json_put(cJSON_CreateObject(), "cue", beat->id), "minute", part ? part->minute : s->meeting->minutes);
    json_put_item(script, NULL, one);
    json_put(json_put(json_put(one, "kind", kind), "text", text), "notes", notes);
    json_put(json_put(one, "state", row_state(row, next)), "at", when);
    if (next)
        json_put_int(one, "in", MAX((at - s->now + MINUTE - 1) / MINUTE, 0));
    bool answer = part && part->answer;
    json_put_bool(one, "answer", answer);
    return !answer || put_signature(s, beat, one, error);
}

static bool put_script(LiveSheet *s, cJSON *sheet, GError **error)
{
    cJSON *script = cJSON_AddArrayToObject(sheet, "script");
    for (int i = 0; i < plan_count(s->plan); i++) {
        const Beat *beat = plan_beat(s->plan, i);
        if (beat_meeting(beat) == s->meeting && beat_is_of_script(beat) && !put_cue(s, beat, script, error))
            return false;
    }
    return true;
}

static void put_head(const LiveSheet *s, cJSON *sheet)
{
    g_autofree char *title = words(s, s->meeting->title), *starts = local(s, s->starts);
    g_autofree char *ends = local(s, s->starts + s->meeting->minutes * MINUTE);
    json_put(json_put(json_put(sheet, "step", s->meeting->id), "title", title), "starts", starts);
    json_put_int(json_put(sheet, "ends", ends), "minutes", s->meeting->minutes);
    json_put_bool(sheet, "begun", s->begun);
    json_put_int(sheet, "passed", s->begun ? (s->now - s->starts) / MINUTE : 0);
}

cJSON *live_sheet(Context *context, const Cohort *cohort, int64_t room, const char *lang, int64_t now, GError **error)
{
    LiveSheet s = { .context = context, .cohort = cohort, .room = room, .lang = lang, .now = now, .state = "none" };
    g_autofree char *name = room_name(context_store(context), room, error);
    s.plan = name ? context_plan(context, cohort->version, error) : NULL;
    if (!s.plan || !find_meeting(&s, error))
        return NULL;
    g_autoptr(cJSON) sheet = json_put(json_put(cJSON_CreateObject(), "cohort", cohort->name), "room", name);
    json_put(sheet, "state", s.state);
    if (!s.meeting)
        return g_steal_pointer(&sheet);
    put_head(&s, sheet);
    return put_script(&s, sheet, error) && live_put_people(&s, sheet, error) ? g_steal_pointer(&sheet) : NULL;
}
