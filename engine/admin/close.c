/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The end of a cohort, and the next one. */
#include "checklist_priv.h"
#include "alumni_priv.h"
#include "keep_priv.h"
#include "certificate.h"
#include "clock.h"
#include "correction.h"
#include "discussion.h"
#include "outbox.h"
#include "person.h"
#include "questions.h"
#include "quiz.h"

static void check_tests(Checklist *list)
{
    int open = 0;
    for (int i = 0; i < plan_count(list->plan); i++) {
        const Beat *beat = plan_beat(list->plan, i);
        int64_t opens = 0, closes = 0;
        if (beat->kind != BEAT_OPEN || beat->step->kind != STEP_SIT)
            continue;
        schedule_sit_window(list->plan, list->cohort, beat->step, &opens, &closes);
        if (closes <= list->change->now)
            continue;
        open++;
        g_autofree char *until = civil_local_text(cohort_zone(list->cohort), closes);
        check_say(list, CHECK_FAIL, "tests",
            "the %s test closes on %s: close the cohort after it; its date and its reason can be told with baraza say",
            occasion_name(beat->step->occasion), until);
    }
    if (open == 0)
        check_say(list, CHECK_OK, "tests", "all are over; the results are as they will stay");
}

typedef struct {
    const Course *course;
    int open;
} Surveys;

static bool count_survey(const Attempt *attempt, gpointer data)
{
    Surveys *surveys = data;
    const Step *step = course_step(surveys->course, attempt->step);
    surveys->open += step && step->kind == STEP_SURVEY && attempt->state == ATTEMPT_OPEN;
    return true;
}

/* What learners think of the course; who has not finished it by then is not asked again. */
static bool check_survey(Checklist *list, GError **error)
{
    Surveys surveys = { .course = list->course };
    bool any = false;
    for (guint i = 0; i < list->course->steps->len; i++)
        any |= ((const Step *)list->course->steps->pdata[i])->kind == STEP_SURVEY;
    if (any && !quiz_each(list->change->store, list->cohort->id, count_survey, &surveys, error))
        return false;
    if (!any)
        check_say(list, CHECK_OK, "survey", "the course has none");
    else if (surveys.open)
        check_say(list, CHECK_WARN, "survey", "%d learners have not finished it, and cannot afterwards", surveys.open);
    else
        check_say(list, CHECK_OK, "survey", "nobody is still at it");
    return true;
}

typedef struct {
    int questions, held;
} Waiting;

static bool count_waiting(const Post *post, gpointer data)
{
    Waiting *waiting = data;
    waiting->questions += post->state == POST_QUESTION;
    waiting->held += post->state == POST_HELD;
    return true;
}

static bool check_talk(Checklist *list, GError **error)
{
    Waiting waiting = { 0 };
    if (!post_each_held(list->change->store, list->cohort->id, count_waiting, &waiting, error))
        return false;
    g_autoptr(GPtrArray) open =
        question_list(list->change->store, list->cohort->id, list->change->now, QUESTION_PATIENCE, error);
    if (!open)
        return false;
    int of_rooms = 0;
    for (guint i = 0; i < open->len; i++)
        of_rooms += question_kind(open->pdata[i]) == QUESTION_ROOM;
    if (waiting.questions)
        check_say(list, CHECK_FAIL, "questions", "%d wait for an answer: baraza questions", waiting.questions);
    else if (of_rooms > 0)
        check_say(list, CHECK_WARN, "questions",
            "%d were asked in a room, and nobody has replied; nobody can afterwards: baraza questions", of_rooms);
    else
        check_say(list, CHECK_OK, "questions", "none waits");
    check_say(list, waiting.held ? CHECK_FAIL : CHECK_OK, "held posts",
        waiting.held ? "%d wait for a facilitator: baraza hold list" : "none waits", waiting.held);
    return true;
}

/* Certificates that have not reached their holders would be dropped with everything else that is owed. */
static bool count_unsent(const OutboxLine *line, gpointer data)
{
    bool paper = line->key && *line->key == 'C' && g_ascii_isdigit(line->key[1]);
    *(int *)data += paper && !g_str_equal(line->place, "done");
    return true;
}

static bool check_certificates(Checklist *list, GError **error)
{
    int64_t valid = 0;
    int unsent = 0;
    Store *store = list->change->store;
    if (!certificate_count(store, list->cohort->id, &valid, error) ||
        !outbox_each(store, list->cohort->id, 0, count_unsent, &unsent, error))
        return false;
    check_say(list, unsent ? CHECK_WARN : CHECK_OK, "certificates",
        unsent ? "of %" G_GINT64_FORMAT " issued, %d wait for their holders to write and will not go any more"
               : "%" G_GINT64_FORMAT " issued, all sent (%d wait)",
        valid, unsent);
    return true;
}

static bool check_owed(Checklist *list, GError **error)
{
    OutboxCounts counts;
    int64_t first = 0, last = 0, waiting = 0;
    Store *store = list->change->store;
    if (!outbox_counts(store, list->cohort->id, &counts, error) ||
        !schedule_span(store, list->cohort->id, &first, &last, &waiting, error))
        return false;
    int64_t owed = counts.queued + counts.held + counts.leased;
    check_say(list, owed || waiting ? CHECK_WARN : CHECK_OK, "owed",
        owed || waiting ? "%" G_GINT64_FORMAT " messages and %" G_GINT64_FORMAT
                          " steps have not gone out and will not go any more"
                        : "nothing (%" G_GINT64_FORMAT " messages, %" G_GINT64_FORMAT " steps)",
        owed, waiting);
    if (list->course->certificate_rule && !check_certificates(list, error))
        return false;
    keep_check(list);
    return true;
}

static bool take_undo(const Post *post, gpointer data)
{
    if (post->state == POST_UNDO)
        g_array_append_val((GArray *)data, post->id);
    return true;
}

/* What is half done comes to its end before the data are frozen: posts whose UNDO time runs, questions that are open.
 */
static bool settle_all(Change *c, const Cohort *cohort, GError **error)
{
    double score = 0;
    g_autoptr(GArray) posts = g_array_new(FALSE, FALSE, sizeof(int64_t));
    g_autoptr(GArray) people = enrolment_list(c->store, cohort->id, error);
    if (!people || !post_each(c->store, cohort->id, take_undo, posts, error))
        return false;
    for (guint i = 0; i < posts->len; i++)
        if (!post_move(c->store, g_array_index(posts, int64_t, i), POST_UNDO, POST_SHARED, c->now, NULL, NULL, error))
            return false;
    for (guint i = 0; i < people->len; i++) {
        g_autoptr(Attempt) attempt = NULL;
        while ((attempt = quiz_current(c->store, g_array_index(people, int64_t, i), error))) {
            if (!quiz_finish(c->store, attempt, ATTEMPT_CLOSED, c->now, &score, error))
                return false;
            g_clear_pointer(&attempt, attempt_free);
        }
        if (error && *error)
            return false;
    }
    return true;
}

/* Of learners of this cohort alone; the rest is dropped when its turn comes. */
static bool cancel_all(Change *c, const Cohort *cohort, GError **error)
{
    g_autoptr(GArray) people = enrolment_list(c->store, cohort->id, error);
    for (guint i = 0; people && i < people->len; i++) {
        g_autoptr(Enrolment) e = enrolment_get(c->store, NULL, g_array_index(people, int64_t, i), error);
        g_autoptr(GArray) all = e ? enrolments_of(c->store, e->learner, error) : NULL;
        if (!all || (all->len == 1 && !outbox_cancel_learner(c->store, e->learner, DONE_CLOSED, NULL, c->now, error)) ||
            !relay_leave(c->store, e->id, error))
            return false;
    }
    return people && schedule_cancel_cohort(c->store, cohort->id, "the cohort was closed", c->now, error);
}

bool change_cohort_close(Change *c, cJSON *result, GError **error)
{
    Checklist list;
    g_autoptr(Cohort) cohort = change_cohort(c, error);
    if (!cohort)
        return false;
    if (cohort->state == COHORT_CLOSED && cohort->alumni && !alumni_wanted(c))
        return alumni_end(c, cohort, result, error);
    if (cohort->state != COHORT_RUNNING && cohort->state != COHORT_PAUSED)
        return change_refuse(
            error, BARAZA_ERROR_STATE, "the cohort %s is %s", cohort->name, cohort_state_name(cohort->state));
    if (alumni_wanted(c) && audience_rules(cohort->audience)->moderated)
        return change_refuse(error, BARAZA_ERROR_STATE,
            "the group of patients %s ends with its doctor's care: nobody writes on in it without her", cohort->name);
    if (!checklist_begin(&list, c, cohort, result, error))
        return false;
    json_put(result, "cohort", cohort->name);
    check_tests(&list);
    if (!check_survey(&list, error) || !check_talk(&list, error) || !check_owed(&list, error) ||
        !alumni_check(&list, error) || !checklist_end(&list, "be closed", result, error))
        return false;
    if (c->dry)
        return true;
    Freeze freeze;
    if (!cohort_close(c->store, cohort->id, c->now, error) || !settle_all(c, cohort, error) ||
        !cancel_all(c, cohort, error) || !cohort_freeze(c->store, cohort->id, &freeze, error) ||
        !keep_begin(c, cohort, error) || !keep_tell(c, cohort, result, error) ||
        !alumni_begin(c, cohort, result, error))
        return false;
    json_put(json_put(result, "state", cohort_state_name(COHORT_CLOSED)), "frozen", freeze.sha256);
    c->payload = json_put(cJSON_CreateObject(), "frozen", freeze.sha256);
    json_put_int(json_put_int(c->payload, "answers", freeze.answers), "posts", freeze.posts);
    return true;
}

/* --- the next one --- */

static char *minutes_text(int minutes)
{
    return g_strdup_printf("%02d:%02d", minutes / 60, minutes % 60);
}

/* The rules of the old one; what the caller says goes before. */
static cJSON *rules(Change *c, const Cohort *old, const Course *course)
{
    static const char *const said[] = { "name", "start", "zone" };
    cJSON *params = cJSON_CreateObject();
    for (gsize i = 0; i < G_N_ELEMENTS(said); i++)
        json_put(params, said[i], json_string(c->params, said[i]));
    if (!json_at(params, "zone"))
        json_put(params, "zone", old->zone);
    g_autofree char *from = minutes_text(old->quiet_from), *to = minutes_text(old->quiet_to);
    g_autofree char *quiet = g_strdup_printf("%s-%s", from, to), *time = minutes_text(old->default_time);
    json_put(json_put(json_put(params, "course", course->id), "rest", old->rest_days), "country", old->country);
    json_put(json_put(json_put(params, "quiet", quiet), "time", time), "primary", *old->primary ? old->primary : NULL);
    json_put_int(json_put_int(params, "cap", old->daily_cap), "room_size", old->room_size);
    return json_put_bool(params, "simulated", json_bool(c->params, "simulated", old->simulated));
}

/* What cohort create does not ask for. */
static bool copy_rules(Change *c, const Cohort *old, GError **error)
{
    g_autoptr(Cohort) fresh = cohort_find(c->store, json_string(c->params, "name"), error);
    if (!fresh)
        return false;
    g_clear_pointer(&fresh->digests, g_array_unref);
    fresh->digests = g_array_ref(old->digests);
    fresh->highlights = old->highlights;
    return cohort_set_rules(c->store, fresh, error);
}

static bool put_correction(const Correction *correction, gpointer data)
{
    cJSON *one = json_put(cJSON_CreateObject(), "kind", corrected_kind_name(correction->kind));
    json_put_item(data, NULL, json_put(json_put(one, "what", correction->what), "text", correction->text));
    return true;
}

bool change_cohort_copy(Change *c, cJSON *result, GError **error)
{
    g_autoptr(Cohort) old = change_cohort(c, error);
    const Course *course = old ? library_course(context_library(c->context), old->version, error) : NULL;
    if (!course || !json_need_string(c->params, "name", error) || !json_need_string(c->params, "start", error))
        return false;
    g_autoptr(cJSON) params = rules(c, old, course);
    const cJSON *asked = c->params;
    c->params = params;
    bool made = change_cohort_create(c, result, error) && copy_rules(c, old, error);
    c->params = asked;
    cJSON *list = cJSON_CreateArray();
    json_put_item(json_put(result, "copied", old->name), "corrections", list);
    if (!made || !copy_staff(c, old, json_string(c->params, "name"), error) ||
        !correction_each(c->store, old->id, put_correction, list, error))
        return false;
    change_warn(result, g_strdup("holidays are not copied: new ones can only be given when a cohort is made by hand"));
    return true;
}
