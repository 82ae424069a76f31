/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "poster.h"
#include "phrase.h"
#include "template.h"

#include <string.h>

#define LANGUAGES_MAX 3 /* on one page */

extern const EmbeddedFile poster_files[];

/* "263771234567" -> "+263 771 234 567": in threes, so that it can be copied by hand. Given. */
static char *spaced(const char *number)
{
    GString *out = g_string_new("+");
    for (gsize i = 0; number[i]; i++)
        g_string_append_printf(out, "%s%c", i && i % 3 == 0 ? " " : "", number[i]);
    return g_string_free(out, FALSE);
}

static void add_language(
    cJSON *list, const Poster *poster, const Course *course, const char *lang, const Cohort *cohort)
{
    static const char *const texts[] = { "poster.call", "poster.scan", "poster.send", "poster.answer", "poster.data",
        "poster.private", "poster.not_urgent" };
    g_autofree char *number = spaced(poster->number);
    cJSON *one = json_put(cJSON_CreateObject(), "lang", lang);
    json_put(one, "title", course_text(course->title, course, lang, cohort->country));
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autofree char *text = phrase(lang, texts[i], "number", number, "message", poster->message, NULL);
        json_put(one, strchr(texts[i], '.') + 1, text);
    }
    json_put_item(list, NULL, one);
}

char *poster_html(Workspace *w, const Poster *poster, GError **error)
{
    g_autoptr(Cohort) cohort = cohort_find(w->store, poster->cohort, error);
    const Course *course = cohort ? library_course(w->library, cohort->version, error) : NULL;
    if (!course)
        return NULL;
    g_autofree char *number = spaced(poster->number);
    g_autoptr(Markup) svg = qr_svg(poster->qr, poster->link);
    g_autoptr(cJSON) view = json_put(cJSON_CreateObject(), "number", number);
    json_put(json_put(view, "message", poster->message), "link", poster->link);
    json_put(json_put(view, "lang", course->lang), "title", course_text(course->title, course, course->lang, NULL));
    json_put_bool(view, "simulated", cohort->simulated);
    g_autofree char *by = phrase(course->lang, "poster.by", NULL);
    json_put(view, "by", by);
    template_put_markup(view, "qr", svg);
    cJSON *languages = cJSON_CreateArray();
    json_put_item(view, "languages", languages);
    add_language(languages, poster, course, course->lang, cohort);
    for (guint i = 0; i < course->languages->len && cJSON_GetArraySize(languages) < LANGUAGES_MAX; i++) {
        const char *lang = course->languages->pdata[i];
        if (strcmp(lang, course->lang) != 0 && phrase_has(lang, "poster.call"))
            add_language(languages, poster, course, lang, cohort);
    }
    return template_fill(poster_files, "poster.html", view, error);
}
