/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said in a circle: to whom, at once, and under which names. */
#include "company_priv.h"
#include "facilitate_priv.h"
#include "phrase.h"
#include "room_talk.h"

/* "Rudo, Tendai and Chipo" of the others in a circle; NULL without error when there is nobody. Given. */
static char *names_in(const Tutor *t, int64_t circle, GError **error)
{
    Store *store = context_store(t->context);
    g_autoptr(GArray) in = circle_members(store, circle, error);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; in && i < in->len; i++) {
        int64_t id = g_array_index(in, int64_t, i);
        if (id == t->enrolment->id)
            continue;
        g_autoptr(Enrolment) e = enrolment_get(store, context_vault(t->context), id, error);
        if (!e)
            return NULL;
        const char *name = enrolment_shown(e);
        g_ptr_array_add(names, *name ? g_strdup(name) : phrase(t->who.lang, "circle.somebody", NULL));
    }
    if (!in || names->len == 0)
        return NULL;
    g_autoptr(GString) list = g_string_new(NULL);
    g_autofree char *and = phrase(t->who.lang, "circle.and", NULL);
    for (guint i = 0; i < names->len; i++)
        g_string_append_printf(list, "%s%s%s%s",
            i == 0               ? ""
            : i + 1 < names->len ? ", "
                                 : " ",
            i > 0 && i + 1 == names->len ? and : "", i > 0 && i + 1 == names->len ? " " : "",
            (const char *)names->pdata[i]);
    return g_strdup(list->str);
}

char *company_names(const Tutor *t, CircleKind kind, GError **error)
{
    int64_t circle = 0;
    if (!circle_of(context_store(t->context), t->enrolment->id, kind, &circle, error))
        return NULL;
    return circle ? names_in(t, circle, error) : NULL;
}

char *company_how(const Tutor *t, const Step *step, GError **error)
{
    CircleKind kind;
    g_autoptr(GError) fault = NULL;
    company_step(step, &kind);
    g_autofree char *names = company_names(t, kind, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return NULL;
    }
    return names ? phrase(t->who.lang, "circle.how", "names", names, NULL) : phrase(t->who.lang, "circle.alone", NULL);
}

bool company_of(const Tutor *t, const Step *step, int64_t *circle, GError **error)
{
    CircleKind kind;
    Store *store = context_store(t->context);
    *circle = 0;
    if (!step || !company_step(step, &kind))
        return true;
    if (!circle_of(store, t->enrolment->id, kind, circle, error))
        return false;
    if (*circle)
        return true;
    return company_settle(t->context, t->enrolment->room, kind, true, t->now, NULL, error) &&
           circle_of(store, t->enrolment->id, kind, circle, error);
}

static bool relay_to(
    Context *context, const Post *post, const Enrolment *author, int64_t reader, int64_t now, GError **error)
{
    Tutor t;
    bool passes = false;
    if (!talk_passes(context_store(context), reader, post, &passes, error) || !passes)
        return !(error && *error);
    g_autoptr(Enrolment) e = enrolment_get(context_store(context), context_vault(context), reader, error);
    if (!e || !tutor_init(&t, context, e, now, error))
        return false;
    const char *shown = post->anon ? "" : enrolment_shown(author);
    g_autofree char *somebody = phrase(t.who.lang, "circle.somebody", NULL);
    g_autofree char *line = phrase(t.who.lang, post->text ? "circle.post" : "circle.file", "name",
        *shown ? shown : somebody, "text", post->text ? post->text : "", NULL);
    g_autofree char *key = g_strdup_printf(
        "C%" G_GINT64_FORMAT "/E%" G_GINT64_FORMAT "/post=%" G_GINT64_FORMAT, post->id, e->id, post->id);
    return tutor_owe_post(
        &t, key, LANE_RELAY, OWED_TALK, post->id, facilitate_with_file(&t, line, post->asset, post->mime), error);
}

bool company_relay(Context *context, const Post *post, int64_t now, GError **error)
{
    Store *store = context_store(context);
    g_autoptr(GArray) in = circle_members(store, post->circle, error);
    g_autoptr(Enrolment) author = in ? enrolment_get(store, context_vault(context), post->enrolment, error) : NULL;
    for (guint i = 0; author && i < in->len; i++)
        if (g_array_index(in, int64_t, i) != post->enrolment &&
            !relay_to(context, post, author, g_array_index(in, int64_t, i), now, error))
            return false;
    return author != NULL;
}

/* --- a circle that has changed --- */

bool company_tell(const Settling *s, GError **error)
{
    for (guint i = 0; i < s->people->len; i++) {
        const CirclePerson *p = &g_array_index(s->people, CirclePerson, i);
        Tutor t;
        if (!p->circle || !g_hash_table_contains(s->touched, &p->circle))
            continue;
        if (!tutor_init(&t, s->context, s->enrolments->pdata[i], s->now, error))
            return false;
        g_autoptr(GError) fault = NULL;
        g_autofree char *names = names_in(&t, p->circle, &fault);
        if (fault) {
            g_propagate_error(error, g_steal_pointer(&fault));
            return false;
        }
        g_autofree char *question =
            facilitate_quote(course_text(s->step->texts, t.who.course, t.who.lang, t.who.country), 200);
        g_autofree char *text = names ? phrase(t.who.lang, "circle.changed", "names", names, "question", question, NULL)
                                      : phrase(t.who.lang, "circle.alone", NULL);
        g_autofree char *key =
            g_strdup_printf("CN%" G_GINT64_FORMAT "/E%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, p->circle, p->id, s->now);
        if (!tutor_owe(&t, key, LANE_RELAY, OWED_PROMPT, s->step->id, layout_plain(&t.who, text), error))
            return false;
    }
    return true;
}
