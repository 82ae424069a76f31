/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A correction names a post, a step or an item. A step or item is corrected in every cohort that takes the course,
 * unless one is named. */
#include "admin_priv.h"
#include "facilitate.h"

#include <string.h>

typedef struct {
    CorrectedKind kind;
    const char *what;
    GArray *cohorts; /* int64_t */
    char *course;    /* whose step or item it is, or NULL */
    const Item *item;
    char *original;
} Target;

static void target_clear(Target *target)
{
    g_array_unref(target->cohorts);
    g_free(target->course);
    g_free(target->original);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Target, target_clear)

static bool looks_like_post(const char *what)
{
    const char *digits = what + (*what == 'P');
    return *digits && strspn(digits, "0123456789") == strlen(digits);
}

static bool find_post(Change *c, Target *target, GError **error)
{
    target->kind = CORRECTED_POST;
    target->what += *target->what == 'P';
    g_autoptr(Post) post = post_get(c->store, g_ascii_strtoll(target->what, NULL, 10), error);
    if (!post)
        return false;
    if (post->state != POST_SHARED)
        return change_refuse(error, BARAZA_ERROR_STATE, "post %s is not in a room: it is %s, so nobody has read it",
            target->what, post_state_name(post->state));
    if (!post->text)
        return change_refuse(error, BARAZA_ERROR_STATE, "the words of post %s are gone", target->what);
    const Cohort *cohort = context_cohort(c->context, post->cohort, error);
    if (!cohort || !change_thawed(cohort, "what was said in it stays as it was", error))
        return false;
    target->original = g_strdup(post->text);
    g_array_append_val(target->cohorts, post->cohort);
    return true;
}

static const CourseTexts *words_of(const Step *step, const Item *item)
{
    if (item)
        return item->stem;
    if (step->texts && step->texts->len)
        return step->texts;
    for (guint i = 0; i < step->parts->len; i++) {
        const Part *part = step->parts->pdata[i];
        if (part->texts)
            return part->texts;
    }
    return step->title;
}

/* What a learner has read of a step or item. Given. */
static char *read_words(
    Context *context, const Course *course, const Cohort *cohort, const Step *step, const Item *item)
{
    LayoutFor who = { .course = course,
        .module = step ? course_module(course, step->module) : NULL,
        .caps = context_caps(context),
        .lang = course->lang,
        .country = cohort->country,
        .tier = "low",
        .learner_name = "...",
        .cohort_name = cohort->name };
    return layout_fill(&who, course_text(words_of(step, item), course, course->lang, cohort->country));
}

/* Whether this cohort's course has the thing; all that do must take the same course. */
static bool look_in(Change *c, Target *target, const Cohort *cohort, GError **error)
{
    const Plan *plan = context_plan(c->context, cohort->version, error);
    if (!plan)
        return false;
    const Course *course = plan_course(plan);
    const Step *step = course_step(course, target->what);
    const Item *item = step ? NULL : course_item(course, target->what);
    if (!step && !item)
        return true;
    if (target->course && !g_str_equal(target->course, course->id))
        return change_refuse(error, BARAZA_ERROR_INPUT,
            "\"%s\" is in the courses %s and %s; say which cohort is meant with --cohort", target->what, target->course,
            course->id);
    if (!target->course) {
        target->course = g_strdup(course->id);
        target->original = read_words(c->context, course, cohort, step, item);
        target->item = item;
        target->kind = item ? CORRECTED_ITEM : CORRECTED_STEP;
    }
    g_array_append_val(target->cohorts, cohort->id);
    return true;
}

static bool find_in_courses(Change *c, Target *target, GError **error)
{
    const char *only = json_string(c->params, "cohort");
    g_autoptr(Cohort) named = only ? cohort_find(c->store, only, error) : NULL;
    if (only)
        return named &&
               change_thawed(
                   named, "its scores stay as they were. Correct the course, for the cohorts that follow", error) &&
               look_in(c, target, named, error);
    g_autoptr(GArray) ids = cohort_list(c->store, error);
    for (guint i = 0; ids && i < ids->len; i++) {
        const Cohort *cohort = context_cohort(c->context, g_array_index(ids, int64_t, i), error);
        if (!cohort || (cohort->state != COHORT_CLOSED && !look_in(c, target, cohort, error)))
            return false;
    }
    return ids != NULL;
}

static bool is_option(const Item *item, const char *id)
{
    if (item->kind == ITEM_TRUEFALSE)
        return g_str_equal(id, "true") || g_str_equal(id, "false");
    for (guint i = 0; i < item->options->len; i++)
        if (g_strcmp0(((const ItemOption *)item->options->pdata[i])->id, id) == 0)
            return true;
    return false;
}

static bool check_key(const Item *item, const char *key, GError **error)
{
    if (item->kind != ITEM_SINGLE && item->kind != ITEM_MULTIPLE && item->kind != ITEM_TRUEFALSE)
        return change_refuse(error, BARAZA_ERROR_INPUT,
            "item \"%s\" has no options to choose another key from; retire it with --retire", item->id);
    g_auto(GStrv) ids = g_strsplit(key, " ", -1);
    if (item->kind != ITEM_MULTIPLE && g_strv_length(ids) != 1)
        return change_refuse(
            error, BARAZA_ERROR_INPUT, "item \"%s\" has one right answer, so the key is one option", item->id);
    for (char **id = ids; *id; id++)
        if (!is_option(item, *id))
            return change_refuse(error, BARAZA_ERROR_INPUT, "item \"%s\" has no option \"%s\"", item->id, *id);
    return true;
}

static bool read_remedy(Change *c, const Target *target, Remedy *remedy, GError **error)
{
    bool retire = json_bool(c->params, "retire", false);
    const char *key = json_string(c->params, "key");
    *remedy = retire ? REMEDY_RETIRE : key ? REMEDY_KEY : REMEDY_NONE;
    if (!target->item)
        return *remedy == REMEDY_NONE ||
               change_refuse(error, BARAZA_ERROR_INPUT, "only an item is retired or has a key, and \"%s\" is a %s",
                   target->what, corrected_kind_name(target->kind));
    if (retire == (key != NULL))
        return change_refuse(error, BARAZA_ERROR_INPUT,
            "say what becomes of item \"%s\": --retire, and it counts no longer, or --key with the option that is "
            "right",
            target->what);
    return retire || check_key(target->item, key, error);
}

static bool correct_in(
    Change *c, const Target *target, int64_t cohort, Remedy remedy, CorrectReach *reach, char **looks, GError **error)
{
    g_autoptr(Correction) correction = g_new0(Correction, 1);
    correction->cohort = cohort;
    correction->at = c->now;
    correction->kind = target->kind;
    correction->what = g_strdup(target->what);
    correction->original = g_strdup(target->original);
    correction->text = g_strdup(json_string(c->params, "text"));
    correction->remedy = remedy;
    correction->key = remedy == REMEDY_KEY ? g_strdup(json_string(c->params, "key")) : NULL;
    correction->actor = g_strdup(c->actor);
    return facilitate_correct(c->context, correction, c->now, reach, looks, error);
}

static void tell(Change *c, cJSON *result, const Target *target, const CorrectReach *reach, const char *looks)
{
    json_put(json_put(result, "what", target->what), "kind", corrected_kind_name(target->kind));
    json_put(json_put(result, "original", target->original), "looks", looks);
    json_put_int(json_put_int(result, "people", reach->people), "pending", reach->pending);
    json_put_int(json_put_int(result, "window", reach->window), "left_out", reach->left_out);
    json_put_int(result, "cohorts", target->cohorts->len);
    const Cohort *cohort = context_cohort(c->context, g_array_index(target->cohorts, int64_t, 0), NULL);
    if (reach->told_at && cohort) {
        g_autofree char *at = civil_local_text(cohort_zone(cohort), reach->told_at);
        json_put(result, "told_at", at);
    }
}

bool change_correct(Change *c, cJSON *result, GError **error)
{
    g_auto(Target) target = { .cohorts = g_array_new(FALSE, FALSE, sizeof(int64_t)) };
    CorrectReach reach = { 0 };
    Remedy remedy = REMEDY_NONE;
    g_autofree char *looks = NULL;
    const char *text = json_need_string(c->params, "text", error);
    int64_t post = json_int(c->params, "what", 0);
    g_autofree char *number = post > 0 ? g_strdup_printf("%" G_GINT64_FORMAT, post) : NULL;
    target.what = number ? number : text ? json_need_string(c->params, "what", error) : NULL;
    if (!text || !target.what || !facilitate_check(text, error))
        return false;
    if (!(looks_like_post(target.what) ? find_post(c, &target, error) : find_in_courses(c, &target, error)))
        return false;
    if (target.cohorts->len == 0)
        return change_refuse(
            error, BARAZA_ERROR_MISSING, "no running cohort has a step or an item \"%s\"", target.what);
    if (!read_remedy(c, &target, &remedy, error))
        return false;
    for (guint i = 0; i < target.cohorts->len; i++)
        if (!correct_in(c, &target, g_array_index(target.cohorts, int64_t, i), remedy, &reach, &looks, error))
            return false;
    tell(c, result, &target, &reach, looks);
    change_subject(c, "C", g_array_index(target.cohorts, int64_t, 0));
    c->payload = json_put(json_put(cJSON_CreateObject(), "what", target.what), "text", text);
    json_put(json_put(c->payload, "remedy", remedy_name(remedy)), "key", json_string(c->params, "key"));
    return true;
}
