/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What staff do: the same changes that pages and commands make, by an account of the role. */
#include "story_priv.h"

#include "admin.h"
#include "certificate.h"
#include "discussion.h"
#include "error.h"
#include "staff.h"

#include <string.h>

/* Learners have one enrolment in a story. */
static char *learner_id(const Play *play, int phone)
{
    const Stage *stage = play->stage;
    int64_t learner = 0;
    const char *number = platform_phone_number(stage->platform, phone);
    if (!address_find(stage->store, stage->vault, number, NULL, &learner, NULL) || !learner)
        return NULL;
    return g_strdup_printf("L%" G_GINT64_FORMAT, learner);
}

/* 0 when there is none. */
static int64_t enrolment_of(const Play *play, int phone)
{
    const Stage *stage = play->stage;
    int64_t learner = 0, enrolment = 0;
    const char *number = platform_phone_number(stage->platform, phone);
    if (!address_find(stage->store, stage->vault, number, NULL, &learner, NULL) || !learner ||
        !enrolment_of_learner(stage->store, learner, &enrolment, NULL))
        return 0;
    return enrolment;
}

/* The newest post of a learner in a state; 0 when there is none. */
static int64_t newest_post(const Play *play, int phone, PostState state)
{
    int64_t enrolment = enrolment_of(play, phone);
    g_autoptr(Post) post = enrolment ? post_newest(play->stage->store, enrolment, state, 0, NULL) : NULL;
    return post ? post->id : 0;
}

/* "nurse1.certificate": the code of her newest one. */
static bool put_code(
    Play *play, const StoryLine *line, const StoryParam *param, int phone, cJSON *params, GError **error)
{
    g_autoptr(Certificate) found = certificate_of(play->stage->store, enrolment_of(play, phone), NULL);
    if (!found)
        return play_fail(play, line, error, "there is no %s", param->value);
    json_put(params, param->name, found->code);
    return true;
}

/* "nurse1.question", "nurse1.post", "nurse1.case" (one that waits, else her newest post): the number of her newest one.
 */
static bool put_post(
    Play *play, const StoryLine *line, const StoryParam *param, int phone, cJSON *params, GError **error)
{
    bool question = g_str_has_suffix(param->value, ".question");
    int64_t id = g_str_has_suffix(param->value, ".case") ? newest_post(play, phone, POST_HELD) : 0;
    id = id ? id : newest_post(play, phone, question ? POST_QUESTION : POST_SHARED);
    if (!id)
        return play_fail(play, line, error, "there is no %s", param->value);
    json_put_int(params, param->name, id);
    return true;
}

/* A number, yes or no, a learner's id ("nurse1") or number ("nurse1.phone"), else the word. */
static bool put_bare(Play *play, const StoryLine *line, const StoryParam *param, cJSON *params, GError **error)
{
    gint64 number = 0;
    if (g_ascii_string_to_signed(param->value, 10, -G_MAXINT32, G_MAXINT32, &number, NULL)) {
        json_put_int(params, param->name, number);
        return true;
    }
    if (g_str_equal(param->value, "yes") || g_str_equal(param->value, "no")) {
        json_put_bool(params, param->name, g_str_equal(param->value, "yes"));
        return true;
    }
    const char *dot = strchr(param->value, '.');
    g_autofree char *name = g_strndup(param->value, dot ? (gsize)(dot - param->value) : strlen(param->value));
    int phone = play_phone(play, name);
    if (phone >= 0 && dot && (g_str_equal(dot, ".question") || g_str_equal(dot, ".post") || g_str_equal(dot, ".case")))
        return put_post(play, line, param, phone, params, error);
    if (phone >= 0 && dot && g_str_equal(dot, ".certificate"))
        return put_code(play, line, param, phone, params, error);
    if (phone < 0 || (dot && !g_str_equal(dot, ".phone"))) {
        json_put(params, param->name, param->value);
        return true;
    }
    g_autofree char *text =
        dot ? g_strconcat("+", platform_phone_number(play->stage->platform, phone), NULL) : learner_id(play, phone);
    if (!text)
        return play_fail(play, line, error, "%s has not joined and has no id yet", name);
    json_put(params, param->name, text);
    return true;
}

static cJSON *params_of(Play *play, const StoryLine *line, GError **error)
{
    g_autoptr(cJSON) params = cJSON_CreateObject();
    for (guint i = 0; i < line->params->len; i++) {
        const StoryParam *param = line->params->pdata[i];
        if (param->quoted)
            json_put(params, param->name, param->value);
        else if (!put_bare(play, line, param, params, error))
            return NULL;
    }
    if (!json_at(params, "cohort"))
        json_put(params, "cohort", play->cohort->name);
    return g_steal_pointer(&params);
}

/* The account of a role, made when it is first needed. "S3"; given. */
static char *account(Play *play, const char *role, GError **error)
{
    const Stage *stage = play->stage;
    g_autoptr(GError) unknown = NULL;
    g_autoptr(Staff) staff = staff_find(stage->store, role, &unknown);
    if (!staff) {
        g_autoptr(cJSON) params = json_put(json_put(cJSON_CreateObject(), "name", role), "role", role);
        json_put(params, "password", "$argon2id$v=19$m=65536,t=2,p=1$c3Rvcnk$c3Rvcnk");
        g_autoptr(cJSON) added =
            admin_run(engine_context(stage->engine), "cli", "staff.add", params, stage->clock.now, error);
        staff = added ? staff_find(stage->store, role, error) : NULL;
    }
    return staff ? g_strdup_printf("S%" G_GINT64_FORMAT, staff->id) : NULL;
}

bool play_does(Play *play, const StoryLine *line, const StoryLine *next, GError **error)
{
    g_autoptr(cJSON) params = params_of(play, line, error);
    g_autofree char *actor = params ? account(play, line->who, error) : NULL;
    if (!actor)
        return false;
    g_clear_pointer(&play->told, cJSON_Delete);
    g_clear_pointer(&play->refused, g_free);
    g_autoptr(GError) refused = NULL;
    Stage *stage = play->stage;
    play->told = admin_run(engine_context(stage->engine), actor, line->other, params, stage->clock.now, &refused);
    if (!play->told && (!next || next->verb != STORY_REFUSED))
        return play_fail(play, line, error, "%s was refused: %s", line->other, refused->message);
    if (!play->told)
        play->refused = g_strdup(refused->message);
    return stage_settle(stage, NULL, NULL, error);
}

static char *told_text(const Play *play)
{
    return play->told ? json_text(play->told) : g_strdup("nothing");
}

bool play_refused(Play *play, const StoryLine *line, GError **error)
{
    if (!play->refused) {
        g_autofree char *told = told_text(play);
        return play_fail(play, line, error, "nothing was refused; what staff did answered %s", told);
    }
    return strstr(play->refused, line->text) ||
           play_fail(play, line, error, "it was refused, but with other words: %s", play->refused);
}

/* Whether a text within the answer holds `part`. */
static bool holds(const cJSON *item, const char *part)
{
    if (cJSON_IsString(item) && strstr(item->valuestring, part))
        return true;
    const cJSON *child;
    cJSON_ArrayForEach(child, item)
    {
        if (holds(child, part))
            return true;
    }
    return false;
}

bool play_told(Play *play, const StoryLine *line, GError **error)
{
    g_autofree char *told = told_text(play);
    return (play->told && (holds(play->told, line->text) || strstr(told, line->text))) ||
           play_fail(play, line, error, "what staff did answered %s", told);
}
