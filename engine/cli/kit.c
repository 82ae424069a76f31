/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The posts of a room by time: what is planned already, and of the rest when it would come if all went by the plan. */
#include "kit.h"
#include "kit_live.h"
#include "layout.h"
#include "phrase.h"
#include "schedule.h"

#include <math.h>
#include <string.h>

static void post_free_kit(gpointer data)
{
    KitPost *post = data;
    g_free(post->beat);
    g_free(post->what);
    g_free(post->text);
    g_free(post->note);
    g_ptr_array_unref(post->files);
    g_ptr_array_unref(post->assets);
    g_free(post);
}

void kit_free(Kit *kit)
{
    if (!kit)
        return;
    g_ptr_array_unref(kit->posts);
    g_free(kit);
}

static const char *ending_of(const Message *message)
{
    static const char *const endings[][2] = { { "image/jpeg", "jpg" }, { "image/png", "png" }, { "image/webp", "webp" },
        { "audio/ogg", "ogg" }, { "audio/mpeg", "mp3" }, { "audio/mp4", "m4a" }, { "audio/aac", "aac" },
        { "video/mp4", "mp4" }, { "application/pdf", "pdf" } };
    for (gsize i = 0; message->mime && i < G_N_ELEMENTS(endings); i++)
        if (g_str_has_prefix(message->mime, endings[i][0]))
            return endings[i][1];
    return "bin";
}

/* Choices that the text does not list itself. */
static void add_choices(GString *text, const Message *message)
{
    for (guint k = 0; message->choices && k < message->choices->len; k++) {
        const char *title = ((const MessageChoice *)message->choices->pdata[k])->title;
        g_autofree char *begin = g_utf8_substring(title, 0, MIN(g_utf8_strlen(title, -1), 12));
        if (!message->text || !strstr(message->text, begin))
            g_string_append_printf(text, "\n%c) %s", (int)('A' + k), title);
    }
}

/* What stands in the messages, one below the other, as WhatsApp's own formatting has it; their files beside it. */
static void take(KitPost *post, GString *text, GPtrArray *messages)
{
    for (guint i = 0; i < messages->len; i++) {
        const Message *message = messages->pdata[i];
        if (message->text && *message->text)
            g_string_append_printf(text, "%s%s", text->len ? "\n\n" : "", message->text);
        add_choices(text, message);
        if (message->asset) {
            g_ptr_array_add(post->assets, g_strdup(message->asset));
            g_ptr_array_add(
                post->files, g_strdup_printf("%s-%u.%s", post->beat, post->files->len + 1, ending_of(message)));
        }
    }
    g_ptr_array_unref(messages);
}

static GPtrArray *messages_of(const LayoutFor *who, const Beat *beat)
{
    const Step *step = beat->step;
    if (beat->part)
        return layout_part(who, beat->part);
    if (step->kind == STEP_POLL)
        return layout_poll(who, step, "kit", NULL, NULL);
    return layout_text(who, step->shows, step->texts);
}

static const char *what_of(const Beat *beat)
{
    static const char *const names[BEAT_KINDS] = { [BEAT_SCENE] = "goes on",
        [BEAT_PROBE] = "asks again",
        [BEAT_CLOSING] = "sums up",
        [BEAT_CUE] = "cue",
        [BEAT_AGAIN] = "asked once more" };
    return names[beat->kind] ? names[beat->kind] : step_kind_name(beat->step->kind);
}

/* What the facilitator should know besides the time. */
static char *note_of(const Beat *beat, int64_t utc)
{
    if (!utc)
        return g_strdup("When its time comes: the plan makes it wait for something that is not known yet.");
    if (beat->kind == BEAT_PROBE && beat->part->if_posts_below > 0)
        return g_strdup_printf("Only if fewer than %d have answered by then.", beat->part->if_posts_below);
    if (beat->step->kind == STEP_POLL && beat->kind != BEAT_CLOSING)
        return g_strdup("Make it a poll of WhatsApp's own, or let people answer with a letter.");
    if (beat->kind == BEAT_OPEN && (beat->step->to == TO_PAIR || beat->step->to == TO_CIRCLE))
        return g_strdup_printf("Meant for %s: say first who talks with whom, for the engine forms none in this group.",
            beat->step->to == TO_PAIR ? "pairs" : "small circles");
    return NULL;
}

/* A room's beat that people see; tests, quizzes and what only facilitators get stay one to one. */
static bool is_posted(const Beat *beat)
{
    bool shown = beat->kind == BEAT_OPEN || beat->kind == BEAT_SCENE || beat->kind == BEAT_PROBE ||
                 beat->kind == BEAT_CLOSING || beat->kind == BEAT_AGAIN || beat->kind == BEAT_CUE;
    StepKind kind = beat->step->kind;
    return beat->for_room && !beat->to_facilitator && shown && kind != STEP_QUIZ && kind != STEP_SIT &&
           kind != STEP_SURVEY && kind != STEP_AGREE;
}

static KitPost *make_post(const LayoutFor *all, const Beat *beat, const LiveCue *cue, int64_t utc)
{
    LayoutFor who = *all;
    GPtrArray *words = NULL;
    GString *text = g_string_new(NULL);
    KitPost *post = g_new0(KitPost, 1);
    who.module = beat->module;
    post->beat = g_strdup(beat->id);
    post->what = g_strdup_printf("%s, %s", beat->step->id, what_of(beat));
    post->files = g_ptr_array_new_with_free_func(g_free);
    post->assets = g_ptr_array_new_with_free_func(g_free);
    post->utc = utc;
    post->note = utc ? kit_live_note(&who, beat, cue) : NULL;
    post->note = post->note ? post->note : note_of(beat, utc);
    const char *title =
        beat->kind == BEAT_OPEN ? course_text(beat->step->title, all->course, all->lang, all->country) : "";
    if (*title) {
        g_autofree char *filled = layout_fill(&who, title);
        g_string_append_printf(text, "*%s*", filled);
    }
    words = kit_live_words(&who, beat, cue);
    take(post, text, words ? words : messages_of(&who, beat));
    g_string_append_printf(text, "%s[%s]", text->len ? "\n\n" : "", beat->step->id);
    post->text = g_string_free(text, FALSE);
    return post;
}

static gint by_time(gconstpointer a, gconstpointer b)
{
    const KitPost *x = *(KitPost *const *)a, *y = *(KitPost *const *)b;
    int64_t p = x->utc ? x->utc : G_MAXINT64, q = y->utc ? y->utc : G_MAXINT64;
    return p < q ? -1 : p > q;
}

static bool gather_beats(Workspace *w, Kit *kit, const Plan *plan, const LayoutFor *who, GError **error)
{
    g_autofree BeatFact *facts = g_new0(BeatFact, (gsize)plan_count(plan) + 1);
    if (!schedule_facts(w->store, plan, 0, kit->room_id, facts, error))
        return false;
    for (int i = 0; i < plan_count(plan); i++) {
        const Beat *beat = plan_beat(plan, i);
        g_autoptr(GError) fault = NULL;
        g_autoptr(Due) row = schedule_find(w->store, 0, kit->room_id, beat->id, &fault);
        int64_t utc = row ? row->utc : 0;
        if (fault) {
            g_propagate_error(error, g_steal_pointer(&fault));
            return false;
        }
        if (!row && schedule_when(plan, i, kit->cohort, facts, 0, &utc) != RELEASE_AT)
            utc = 0;
        /* What comes later is planned as if this came in its time. */
        if (utc && !facts[i].start)
            facts[i].start = facts[i].done = utc;
        if (!is_posted(beat) || (row && row->state == DUE_SKIPPED))
            continue;
        g_autoptr(LiveCue) cue = live_cue_get(w->store, kit->cohort->id, kit->room_id, beat->id, error);
        if (!cue)
            return false;
        g_ptr_array_add(kit->posts, make_post(who, beat, cue, utc));
    }
    g_ptr_array_sort(kit->posts, by_time);
    return true;
}

static bool speaks(const Course *course, const char *lang)
{
    return strcmp(course->lang, lang) == 0 ||
           g_ptr_array_find_with_equal_func(course->languages, lang, g_str_equal, NULL);
}

Kit *kit_gather(
    Workspace *w, const Cohort *cohort, int64_t room, const char *room_name, const char *lang, GError **error)
{
    const Plan *plan = context_plan(w->context, cohort->version, error);
    if (!plan)
        return NULL;
    const Course *course = plan_course(plan);
    if (lang && !speaks(course, lang)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "the course %s is not in \"%s\"", course->id, lang);
        return NULL;
    }
    g_autoptr(Kit) kit = g_new0(Kit, 1);
    kit->cohort = cohort;
    kit->room = room_name;
    kit->room_id = room;
    kit->lang = lang ? lang : course->lang;
    kit->title = course_text(course->title, course, kit->lang, cohort->country);
    kit->posts = g_ptr_array_new_with_free_func(post_free_kit);
    g_autofree char *everyone = phrase(kit->lang, "staff.kit.everyone", NULL);
    LayoutFor who = { .course = course,
        .caps = context_caps(w->context),
        .lang = kit->lang,
        .country = cohort->country,
        .tier = "full",
        .learner_name = everyone,
        .cohort_name = cohort->name,
        .simulated = cohort->simulated };
    return gather_beats(w, kit, plan, &who, error) ? g_steal_pointer(&kit) : NULL;
}
