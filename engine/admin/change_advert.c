/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A course advert: made, sent, stopped. */
#include "admin_priv.h"
#include "advertise.h"

#include <string.h>

#define NAME_MOST 60

static bool read_name(Change *c, const char **name, GError **error)
{
    *name = json_need_string(c->params, "advert", error);
    if (!*name)
        return false;
    glong length = g_utf8_strlen(*name, -1);
    return (length > 0 && length <= NAME_MOST && !strpbrk(*name, "/\n\t")) ||
           change_refuse(error, BARAZA_ERROR_INPUT,
               "an advert has a name of up to %d characters on one line, none of them \"/\", such as newborn-1",
               NAME_MOST);
}

/* The code that is asked for, or the newest of the cohort that is open. */
static Invitation *read_invitation(Change *c, const Cohort *cohort, GError **error)
{
    const char *code = json_string(c->params, "code");
    g_autofree char *key = code ? invitation_key(code) : NULL;
    g_autoptr(GPtrArray) list = invitation_list(c->store, cohort->id, error);
    for (guint i = list ? list->len : 0; i > 0; i--) {
        const Invitation *one = list->pdata[i - 1];
        g_autofree char *own = invitation_key(one->code);
        if (one->until > c->now && (!key || g_str_equal(own, key)))
            return invitation_get(c->store, one->id, error);
    }
    if (list && code)
        change_refuse(error, BARAZA_ERROR_MISSING,
            "%s has no invitation %s that is open: baraza cohort invite %s --code %s --until DATE makes or renews it",
            cohort->name, code, cohort->name, code);
    else if (list)
        change_refuse(error, BARAZA_ERROR_STATE,
            "nobody can join %s by a code now: baraza cohort invite %s --until DATE makes one, and the advert bears it",
            cohort->name, cohort->name);
    return NULL;
}

/* Each language once: of two, one would be shown and never sent. */
static bool put_words(cJSON *words, const char *lang, const char *text, GError **error)
{
    if (json_at(words, lang))
        return change_refuse(error, BARAZA_ERROR_INPUT, "the advert has its \"%s\" twice", lang);
    json_put(words, lang, text);
    return true;
}

static bool take_words(cJSON *words, const char *lang, const char *text, GError **error)
{
    g_autofree char *plain = g_strstrip(g_strdup(text));
    if (!*plain || g_utf8_strlen(plain, -1) > LAYOUT_ADVERT_WORDS)
        return change_refuse(error, BARAZA_ERROR_INPUT,
            "an advert says in 1 to %d characters what the course offers; it has %ld", LAYOUT_ADVERT_WORDS,
            g_utf8_strlen(plain, -1));
    if (strstr(plain, "{{") || strchr(plain, '\n'))
        return change_refuse(error, BARAZA_ERROR_INPUT,
            "the words of an advert stand in one paragraph, without \"{{\": WhatsApp takes nothing else in a template");
    if (!layout_advert_language(lang))
        return change_refuse(error, BARAZA_ERROR_INPUT,
            "there is no template in \"%s\": Baraza's own is in en, fr, pt and sw. Those who speak another language "
            "get it in one of these with --fallback",
            lang);
    return put_words(words, lang, plain, error);
}

/* "en", "pt_PT", as WhatsApp names them. */
static bool is_language(const char *code)
{
    size_t n = strspn(code, "abcdefghijklmnopqrstuvwxyz");
    return (n == 2 || n == 3) && (!code[n] || (code[n] == '_' && g_ascii_isupper(code[n + 1]) &&
                                                  g_ascii_isupper(code[n + 2]) && !code[n + 3]));
}

/* A template that the programme has made: the languages it has, without words. */
static bool read_template(Change *c, const char *template, const char *lang, cJSON *words, GError **error)
{
    const cJSON *one;
    if (!*template || template[strspn(template, "abcdefghijklmnopqrstuvwxyz0123456789_")])
        return change_refuse(error, BARAZA_ERROR_INPUT,
            "\"%s\" is no name of a template: WhatsApp takes small letters, digits and _", template);
    if (json_string(c->params, "text") || cJSON_GetArraySize(json_at(c->params, "texts")) > 0)
        return change_refuse(error, BARAZA_ERROR_INPUT,
            "a template of your own has its words already: give --text or --template, one of them");
    cJSON_ArrayForEach(one, json_at(c->params, "languages"))
    {
        const char *code = cJSON_IsString(one) ? one->valuestring : "";
        if (!is_language(code))
            return change_refuse(
                error, BARAZA_ERROR_INPUT, "\"%s\" is no language as WhatsApp names them: en, pt_PT", code);
        if (!put_words(words, code, "", error))
            return false;
    }
    return words->child || put_words(words, lang, "", error);
}

/* Words of its own by language, or the languages of a template that the programme has made. Given. */
static cJSON *read_words(Change *c, const Course *course, GError **error)
{
    g_autoptr(cJSON) words = cJSON_CreateObject();
    const cJSON *one;
    const char *text = json_string(c->params, "text"), *template = json_string(c->params, "template");
    if (template)
        return read_template(c, template, course->lang, words, error) ? g_steal_pointer(&words) : NULL;
    cJSON_ArrayForEach(
        one, json_at(c->params, "texts")) if (cJSON_IsString(one) &&
                                              !take_words(words, one->string, one->valuestring, error)) return NULL;
    if (text && !take_words(words, course->lang, text, error))
        return NULL;
    if (words->child)
        return g_steal_pointer(&words);
    change_refuse(error, BARAZA_ERROR_INPUT,
        "an advert needs words of its own (--text), or a template that WhatsApp has approved as marketing "
        "(--template)");
    return NULL;
}

/* Baraza's own template is made on the account in the languages that are used, when they are used first. */
static bool want_templates(Change *c, const cJSON *words, GError **error)
{
    const cJSON *one;
    Library *library = context_library(c->context);
    cJSON_ArrayForEach(one, words)
    {
        g_autofree char *status = NULL;
        const char *code = layout_advert_language(one->string);
        if (!library_template_get(library, LAYOUT_ADVERT, code, &status, error) ||
            (!*status && !library_template_set(library, LAYOUT_ADVERT, code, "WANTED", c->now, error)))
            return false;
    }
    return true;
}

bool change_advert_make(Change *c, cJSON *result, GError **error)
{
    const char *name = NULL, *fallback = json_string(c->params, "fallback");
    const char *template = json_string(c->params, "template");
    g_autoptr(Cohort) cohort = read_name(c, &name, error) ? change_cohort(c, error) : NULL;
    if (!cohort || !change_thawed(cohort, "nobody can join it any more", error))
        return false;
    const Course *course = library_course(context_library(c->context), cohort->version, error);
    g_autoptr(Invitation) invitation = course ? read_invitation(c, cohort, error) : NULL;
    g_autoptr(cJSON) words = invitation ? read_words(c, course, error) : NULL;
    if (!words)
        return false;
    if (fallback && *fallback && !json_at(words, fallback))
        return change_refuse(error, BARAZA_ERROR_INPUT, "the advert has no words in \"%s\" to fall back on", fallback);
    g_autoptr(Advert) advert = g_new0(Advert, 1);
    advert->name = g_strdup(name);
    advert->cohort = cohort->id;
    advert->invitation = invitation->id;
    advert->template_name = g_strdup(template ? template : LAYOUT_ADVERT);
    advert->words = json_text(words);
    advert->fallback = g_strdup(fallback ? fallback : "");
    advert->made = c->now;
    c->payload = json_put(json_put(cJSON_CreateObject(), "advert", name), "code", invitation->code);
    return (template || want_templates(c, words, error)) && advert_add(c->store, advert, error) &&
           advertise_forecast(c->context, advert, c->now, result, error);
}

static Advert *find(Change *c, GError **error)
{
    const char *name = json_need_string(c->params, "advert", error);
    g_autoptr(Advert) advert = name ? advert_find(c->store, name, error) : NULL;
    if (advert)
        change_subject(c, "C", advert->cohort);
    return g_steal_pointer(&advert);
}

bool change_advert_send(Change *c, cJSON *result, GError **error)
{
    int64_t at = 0;
    g_autoptr(Advert) advert = find(c, error);
    const Cohort *cohort = advert ? context_cohort(c->context, advert->cohort, error) : NULL;
    if (!cohort || !change_thawed(cohort, "nobody can join it any more", error) || !change_at(c, cohort, &at, error))
        return false;
    if (advert->state != ADVERT_MADE && advert->state != ADVERT_PLANNED)
        return change_refuse(error, BARAZA_ERROR_STATE,
            "\"%s\" is %s: an advert goes once. Make another under another name; who had one lately gets it later",
            advert->name, advert_state_name(advert->state));
    c->payload = json_put(cJSON_CreateObject(), "advert", advert->name);
    if (!advert_begin(c->store, advert->id, at, error))
        return false;
    g_autoptr(Advert) now = advert_get(c->store, advert->id, error);
    return now && advertise_forecast(c->context, now, c->now, result, error);
}

bool change_advert_stop(Change *c, cJSON *result, GError **error)
{
    g_autoptr(Advert) advert = find(c, error);
    g_autoptr(GArray) unsent = advert ? advert_unsent(c->store, 0, advert->id, error) : NULL;
    int64_t taken = 0;
    if (!unsent)
        return false;
    if (advert->state == ADVERT_STOPPED || (advert->state == ADVERT_GONE && unsent->len == 0))
        return change_refuse(
            error, BARAZA_ERROR_STATE, "\"%s\" is %s already", advert->name, advert_state_name(advert->state));
    for (guint i = 0; i < unsent->len; i++) {
        bool gone = false;
        if (!outbox_withdraw(c->store, g_array_index(unsent, int64_t, i), DONE_CLOSED, c->now, &gone, error))
            return false;
        taken += gone;
    }
    c->payload = json_put(cJSON_CreateObject(), "advert", advert->name);
    json_put_int(json_put(result, "advert", advert->name), "taken_back", taken);
    return advert_move(c->store, advert, ADVERT_STOPPED, 0, error);
}
