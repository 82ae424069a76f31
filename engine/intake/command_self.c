/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a learner decides about herself: pictures, language, the name the group sees, research. */
#include "command_priv.h"
#include "certificate.h"
#include "invitation.h"
#include "text.h"
#include <string.h>

#define NAME_LEAST 2
#define NAME_MOST 30

static bool set_tier(Inbound *in, const char *tier, const char *key, GError **error)
{
    return enrolment_set_tier(in->store, in->t.enrolment->id, tier, error) &&
           inbound_reply(in, phrase(in->t.who.lang, key, NULL), error);
}

bool command_lite(Inbound *in, const Said *said, GError **error)
{
    return set_tier(in, "low", "tier.lite", error);
}

bool command_full(Inbound *in, const Said *said, GError **error)
{
    return set_tier(in, "full", "tier.full", error);
}

/* A language in its own words, or its code where the engine has none. Given. */
static char *language_name(const char *lang)
{
    return phrase_has(lang, "language.self") ? phrase(lang, "language.self", NULL) : g_strdup(lang);
}

static bool offer_languages(Inbound *in, GError **error)
{
    const GPtrArray *languages = in->t.who.course->languages;
    guint most = (guint)in->t.who.caps->max_rows;
    if (languages->len < 2) {
        g_autofree char *only = language_name(in->t.who.course->lang);
        return inbound_reply(in, phrase(in->t.who.lang, "language.only", "language", only, NULL), error);
    }
    g_autofree char *text = phrase(in->t.who.lang, "language.ask", NULL);
    Message *list = message_new(MESSAGE_LIST, text);
    list->list_label = phrase(in->t.who.lang, "language.label", NULL);
    for (guint i = 0; i < MIN(languages->len, most); i++) {
        g_autofree char *id = g_strdup_printf("w.language.%s", (const char *)languages->pdata[i]);
        g_autofree char *title = language_name(languages->pdata[i]);
        message_add_choice(list, id, title, NULL);
    }
    return inbound_send(in, "R", list, error);
}

bool command_language_tapped(Inbound *in, const char *lang, GError **error)
{
    const GPtrArray *languages = in->t.who.course->languages;
    for (guint i = 0; i < languages->len; i++) {
        if (g_ascii_strcasecmp(languages->pdata[i], lang) != 0)
            continue;
        const char *own = languages->pdata[i];
        g_autofree char *name = language_name(own);
        g_autofree char *payload = g_strdup_printf("{\"lang\":\"%s\"}", own);
        return enrolment_set_lang(in->store, in->t.enrolment->id, own, error) &&
               inbound_note(in, "learner.language", payload, error) &&
               inbound_reply(in, phrase(own, "language.reply", "language", name, NULL), error);
    }
    return offer_languages(in, error);
}

bool command_language(Inbound *in, const Said *said, GError **error)
{
    return *said->rest ? command_language_tapped(in, said->rest, error) : offer_languages(in, error);
}

/* Letters of any script, blanks, and what stands inside names. */
static bool looks_like_name(const char *name)
{
    size_t length = text_length(name);
    for (const char *p = name; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (!g_unichar_isalpha(c) && !g_unichar_ismark(c) && c != 0x2019 && (c > 0x7f || !strchr(" .'-", (int)c)))
            return false;
    }
    return length >= NAME_LEAST && length <= NAME_MOST && !g_str_has_prefix(name, "www.");
}

/* Nobody is to be taken for the facilitator. */
static bool is_staff_name(const char *name)
{
    g_autofree char *key = text_key(name);
    for (const char *const *lang = phrase_languages(); *lang; lang++) {
        g_autofree char *staff = phrase(*lang, "facilitator", NULL), *staff_key = text_key(staff);
        if (strstr(key, staff_key))
            return true;
    }
    return strstr(key, "baraza") || strstr(key, "admin");
}

/* Nor for somebody else in the room. */
static bool is_taken(Inbound *in, const char *name, bool *taken, GError **error)
{
    *taken = false;
    g_autofree char *key = text_key(name);
    g_autoptr(GArray) members = room_members(in->store, in->t.enrolment->room, true, error);
    for (guint i = 0; members && i < members->len && !*taken; i++) {
        int64_t id = g_array_index(members, int64_t, i);
        g_autoptr(Enrolment) other =
            id == in->t.enrolment->id ? NULL : enrolment_get(in->store, context_vault(in->context), id, error);
        if (!other && id != in->t.enrolment->id)
            return false;
        const char *const names[] = { other ? other->name : NULL, other ? other->alias : NULL };
        for (gsize n = 0; n < G_N_ELEMENTS(names); n++) {
            g_autofree char *own = text_key(names[n] ? names[n] : "");
            *taken = *taken || (*own && g_str_equal(own, key));
        }
    }
    return members != NULL;
}

bool command_name_fits(Inbound *in, const char *name, const char **refusal, GError **error)
{
    bool taken = false;
    *refusal = NULL;
    if (!looks_like_name(name) || is_staff_name(name))
        *refusal = "name.refused";
    else if (!is_taken(in, name, &taken, error))
        return false;
    else if (taken)
        *refusal = "name.taken";
    return true;
}

/* Whether her certificate is still to come, under a name that can be chosen. */
static bool paper_to_come(Inbound *in, bool *to_come, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Certificate) paper = certificate_of(in->store, in->t.enrolment->id, &fault);
    *to_come = !fault && in->t.who.course->certificate_rule && (!paper || paper->revoked);
    if (fault)
        g_propagate_error(error, g_steal_pointer(&fault));
    return !fault;
}

/* What the group sees from now on; while no certificate is issued one tap puts the name on it, too. */
static bool say_named(Inbound *in, const char *name, GError **error)
{
    bool to_come = false;
    const char *lang = in->t.who.lang;
    if (!paper_to_come(in, &to_come, error))
        return false;
    g_autofree char *text = phrase(lang, "name.reply", "name", name, NULL);
    if (!to_come || g_strcmp0(name, in->t.enrolment->name) == 0)
        return inbound_reply(in, g_steal_pointer(&text), error);
    const char *enrolled = in->t.enrolment->name;
    g_autofree char *ask = phrase(lang, "name.paper.ask", "name", enrolled && *enrolled ? enrolled : "-", NULL);
    g_autofree char *both = g_strdup_printf("%s\n\n%s", text, ask), *title = phrase(lang, "name.paper.button", NULL);
    Message *message = message_new(MESSAGE_BUTTONS, both);
    message_add_choice(message, "w.paper", title, NULL);
    return inbound_send(in, "R", message, error);
}

bool command_name(Inbound *in, const Said *said, GError **error)
{
    const char *refusal = NULL;
    const char *lang = in->t.who.lang, *name = said->rest;
    if (audience_rules(in->t.cohort->audience)->hidden)
        return inbound_reply(in, phrase(lang, "group.no_names", "name", in->t.who.learner_name, NULL), error);
    if (*name == '\0')
        return inbound_reply(in, phrase(lang, "name.how", "name", in->t.who.learner_name, NULL), error);
    if (!command_name_fits(in, name, &refusal, error))
        return false;
    if (refusal)
        return inbound_reply(in, phrase(lang, refusal, NULL), error);
    g_autoptr(cJSON) payload = json_put(cJSON_CreateObject(), "name", name);
    g_autofree char *text = json_text(payload);
    return enrolment_set_alias(in->store, context_vault(in->context), in->t.enrolment->id, name, error) &&
           inbound_note(in, "learner.renamed", text, error) && say_named(in, name, error);
}

bool command_name_paper(Inbound *in, GError **error)
{
    bool to_come = false;
    const char *lang = in->t.who.lang, *name = in->t.enrolment->alias;
    if (!paper_to_come(in, &to_come, error))
        return false;
    if (!to_come)
        return inbound_reply(in, phrase(lang, "name.paper.late", NULL), error);
    if (!name || !*name)
        return inbound_reply(in, phrase(lang, "name.how", "name", in->t.who.learner_name, NULL), error);
    g_autoptr(cJSON) payload = json_put(cJSON_CreateObject(), "name", name);
    json_put(payload, "before", in->t.enrolment->name);
    g_autofree char *text = json_text(payload);
    return person_set_name(in->store, context_vault(in->context), in->t.enrolment->learner, name, error) &&
           inbound_note(in, "learner.paper_named", text, error) &&
           inbound_reply(in, phrase(lang, "name.paper.reply", "name", name, NULL), error);
}

/* The course's own question about research, with its beat's row for this learner where it was asked. */
static bool research_step(Inbound *in, const Step **step, int64_t *open_row, GError **error)
{
    const Course *course = in->t.who.course;
    *step = NULL;
    *open_row = 0;
    for (guint i = 0; i < course->steps->len && !*step; i++) {
        const Step *own = course->steps->pdata[i];
        if (own->kind == STEP_AGREE && g_str_equal(own->purpose, "research"))
            *step = own;
    }
    g_autoptr(GError) fault = NULL;
    g_autoptr(Due) row = *step ? schedule_find(in->store, in->t.enrolment->id, 0, (*step)->id, &fault) : NULL;
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    *open_row = row && row->state == DUE_OPEN ? row->id : 0;
    return true;
}

/* Takes effect at once: exports are made from what is in force when they are made. */
static bool study(Inbound *in, bool given, GError **error)
{
    const Step *step = NULL;
    int64_t row = 0;
    g_autofree char *reply = phrase(in->t.who.lang, given ? "study.yes_reply" : "study.no_reply", NULL);
    if (!research_step(in, &step, &row, error))
        return false;
    if (!step && given)
        return inbound_reply(in, phrase(in->t.who.lang, "study.none", NULL), error);
    if (row) {
        g_autofree char *tap = g_strdup_printf("a.%" G_GINT64_FORMAT ".%s", row, given ? "yes" : "no");
        return intake_tap(in, tap, error) && inbound_reply(in, g_steal_pointer(&reply), error);
    }
    const char *text = step ? course_text(step->texts, in->t.who.course, in->t.who.lang, in->t.who.country) : reply;
    g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
    g_autofree char *payload = g_strdup_printf("{\"purpose\":\"research\",\"given\":%s}", given ? "true" : "false");
    return consent_add(in->store, in->t.enrolment->id, "research", given, hash, in->event->id, in->now, error) &&
           inbound_note(in, "consent.answered", payload, error) && inbound_reply(in, g_steal_pointer(&reply), error);
}

bool command_study_no(Inbound *in, const Said *said, GError **error)
{
    return study(in, false, error);
}

bool command_study_yes(Inbound *in, const Said *said, GError **error)
{
    return study(in, true, error);
}
