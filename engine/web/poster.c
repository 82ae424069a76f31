/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "poster.h"
#include "phrase.h"
#include "web_priv.h"
#include "template.h"

#include <string.h>

#define LANGUAGES_MAX 3 /* on one page */

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

char *poster_html(Store *store, Library *library, const Poster *poster, GError **error)
{
    g_autoptr(Cohort) cohort = cohort_find(store, poster->cohort, error);
    const Course *course = cohort ? library_course(library, cohort->version, error) : NULL;
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
    return template_fill(web_files, "poster", view, error);
}

char *poster_number(const char *display_phone)
{
    GString *digits = g_string_new(NULL);
    for (const char *p = display_phone; p && *p; p++)
        if (g_ascii_isdigit(*p))
            g_string_append_c(digits, *p);
    return g_string_free(digits, digits->len < 7);
}

char *poster_link(const char *number, const char *message)
{
    g_autofree char *said = g_uri_escape_string(message, NULL, FALSE);
    return g_strdup_printf("https://wa.me/%s?text=%s", number, said);
}

char *poster_style_source(const char *html)
{
    const char *from = strstr(html, "<style>"), *end = from ? strstr(from, "</style>") : NULL;
    if (!end)
        return g_strdup("");
    from += strlen("<style>");
    guint8 digest[32];
    gsize size = sizeof digest;
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(sum, (const guchar *)from, end - from);
    g_checksum_get_digest(sum, digest, &size);
    g_autofree char *text = g_base64_encode(digest, size);
    return g_strdup_printf("'sha256-%s'", text);
}
