/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What staff do with the cases that learners bring, and the list of them for who writes the guideline. */
#include "admin_priv.h"
#include "bring.h"
#include "csv.h"
#include "facilitate.h"
#include "hide.h"

#include <string.h>

/* A case of a cohort that still talks. */
static bool find_case(Change *c, cJSON *result, Brought **brought, Post **post, GError **error)
{
    int64_t id = json_int(c->params, "case", 0);
    g_autoptr(GError) fault = NULL;
    if (!id)
        return change_refuse(error, BARAZA_ERROR_USAGE, "the parameter \"case\" is missing");
    *brought = brought_get(c->store, id, &fault);
    if (!*brought && !fault)
        return change_refuse(error, BARAZA_ERROR_MISSING,
            "there is no case %" G_GINT64_FORMAT "; baraza cases list shows their numbers", id);
    *post = fault ? NULL : post_get(c->store, id, &fault);
    const Cohort *cohort = *post ? context_cohort(c->context, (*post)->cohort, &fault) : NULL;
    if (!cohort) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    change_subject(c, "P", id);
    json_put(json_put_int(result, "case", id), "cohort", cohort->name);
    return change_thawed(cohort, "its cases stay as they were", error);
}

static bool must_wait(const Brought *brought, const Post *post, GError **error)
{
    return post->state == POST_HELD ||
           change_refuse(error, BARAZA_ERROR_STATE, "case %" G_GINT64_FORMAT " does not wait for a decision: it is %s",
               post->id, brought_state(brought, post));
}

bool change_case_approve(Change *c, cJSON *result, GError **error)
{
    g_autoptr(Brought) brought = NULL;
    g_autoptr(Post) post = NULL;
    const char *text = json_string(c->params, "text");
    if (!find_case(c, result, &brought, &post, error) || !must_wait(brought, post, error) ||
        (text && !facilitate_check(text, error)))
        return false;
    const char *words = text ? text : post->text;
    g_autofree char *found = words ? context_guard(c->context, post->cohort, words) : NULL;
    if (!bring_approve(c->context, post, text, c->now, error))
        return false;
    if (found)
        change_warn(result, g_strdup_printf("its words may still tell who a patient is: %s", found));
    json_put(json_put_int(result, "number", post->number), "state", brought_state(brought, post));
    json_put_bool(json_put_bool(result, "edited", text != NULL), "named", !post->anon);
    c->payload = json_put_bool(json_put(cJSON_CreateObject(), "why_held", post->why_held), "edited", text != NULL);
    return true;
}

bool change_case_return(Change *c, cJSON *result, GError **error)
{
    g_autoptr(Brought) brought = NULL;
    g_autoptr(Post) post = NULL;
    const char *why = json_need_string(c->params, "why", error);
    if (!why || !facilitate_check(why, error) || !find_case(c, result, &brought, &post, error) ||
        !must_wait(brought, post, error) || !bring_return(c->context, post, why, c->now, error))
        return false;
    json_put(result, "state", brought_state(brought, post));
    c->payload = json_put(json_put(cJSON_CreateObject(), "why_held", post->why_held), "why", why);
    return true;
}

bool change_case_close(Change *c, cJSON *result, GError **error)
{
    int number = 0;
    g_autofree char *looks = NULL;
    g_autoptr(Brought) brought = NULL;
    g_autoptr(Post) post = NULL;
    const char *note = json_need_string(c->params, "note", error), *grey = json_string(c->params, "grey");
    if (!note || !facilitate_check(note, error) || (grey && !facilitate_check(grey, error)) ||
        !find_case(c, result, &brought, &post, error))
        return false;
    if (post->state != POST_SHARED || brought->closed)
        return change_refuse(error, BARAZA_ERROR_STATE, "case %" G_GINT64_FORMAT " is not open in its room: it is %s",
            post->id, brought_state(brought, post));
    if (!bring_close(c->context, post, note, grey, facilitate_staff(c->actor), c->now, &number, &looks, error))
        return false;
    json_put(json_put(json_put_int(result, "number", number), "state", "closed"), "looks", looks);
    json_put_bool(result, "grey", grey != NULL);
    c->payload = json_put(json_put(cJSON_CreateObject(), "note", note), "grey", grey);
    return true;
}

/* --- grey areas --- */

static void put_date(GString *out, const Cohort *cohort, int64_t at)
{
    g_autofree char *text = at ? civil_local_text(cohort_zone(cohort), at) : g_strdup("");
    if (at)
        text[10] = '\0';
    csv_put(out, text);
}

/* Why a learner's words stay here; NULL when they may leave. Given. */
static bool left_out(Change *c, const Post *post, char **why, GError **error)
{
    g_autoptr(Enrolment) author = enrolment_get(c->store, context_vault(c->context), post->enrolment, error);
    if (!author)
        return false;
    g_autofree char *found = post->text ? context_guard(c->context, post->cohort, post->text) : NULL;
    *why = !post->text             ? g_strdup("no words are kept")
           : !author->may_research ? g_strdup("no consent to research")
           : found                 ? g_strdup_printf("may tell who a patient is: %s", found)
                                   : NULL;
    return true;
}

static void put_words(GString *out, const Hide *hide, const char *words)
{
    g_autofree char *hidden = words ? hide_text(hide, words, NULL) : NULL;
    csv_put(out, hidden ? hidden : "");
}

static bool put_case(Change *c, const Cohort *cohort, const Hide *hide, const Brought *b, GString *out,
    int64_t *kept_back, GError **error)
{
    g_autofree char *why = NULL;
    g_autoptr(Post) post = post_get(c->store, b->post, error);
    g_autoptr(Post) note = post ? post_get(c->store, b->note, error) : NULL;
    if (!note || !left_out(c, post, &why, error))
        return false;
    csv_put_int(out, b->post);
    csv_put(out, b->step);
    put_date(out, cohort, post->written);
    put_date(out, cohort, b->closed);
    put_words(out, hide, b->grey);
    put_words(out, hide, note->text);
    put_words(out, hide, why ? NULL : post->text);
    csv_put(out, why ? why : "");
    csv_end_row(out);
    *kept_back += why != NULL;
    return true;
}

bool change_case_export(Change *c, cJSON *result, GError **error)
{
    static const char *const headers[] = { "case", "step", "brought", "closed", "grey_area", "guideline_note", "words",
        "words_left_out" };
    int64_t rows = 0, kept_back = 0;
    g_autoptr(Cohort) cohort = change_cohort(c, error);
    g_autoptr(GPtrArray) list = cohort ? brought_list(c->store, cohort->id, error) : NULL;
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(Hide) hide = hide_new();
    if (!list || !hide_add_cohort(hide, c->context, cohort->id, NULL, NULL, error))
        return false;
    for (gsize i = 0; i < G_N_ELEMENTS(headers); i++)
        csv_put(out, headers[i]);
    csv_end_row(out);
    for (guint i = 0; i < list->len; i++) {
        const Brought *b = list->pdata[i];
        if (b->closed && b->grey && ++rows && !put_case(c, cohort, hide, b, out, &kept_back, error))
            return false;
    }
    json_put(json_put(result, "cohort", cohort->name), "csv", out->str);
    json_put_int(json_put_int(result, "rows", rows), "left_out", kept_back);
    c->payload = json_put_int(json_put_int(cJSON_CreateObject(), "rows", rows), "left_out", kept_back);
    return true;
}
