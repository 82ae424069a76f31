/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The people behind the phones. A person sees what shows in the chat and nothing else, and acts on the phone as a thumb
 * would; between the two this file only carries. */
#include "wasim_priv.h"

#include "csv.h"
#include "error.h"

#include <string.h>

bool wasim_people_add(Wasim *wasim, GError **error)
{
    const WasimConfig *config = &wasim->config;
    wasim->cast = persona_cast(config->seed, config->phones);
    wasim->people = g_new0(WasimPerson, config->phones + 1);
    if (config->course_key) {
        wasim->key = persona_key_new(config->course_key, error);
        if (!wasim->key)
            return false;
    }
    for (guint i = 0; i < config->phones; i++) {
        const PersonaTraits *traits = wasim->cast->pdata[i];
        PlatformPhone phone = { .number = traits->number, .name = traits->name, .allowed = true };
        if (platform_phone_add(wasim->platform, &phone) < 0) {
            g_set_error(
                error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "two people have the same number; choose another --seed");
            return false;
        }
        if (wasim->key)
            wasim->people[i].life =
                persona_new(traits, wasim->key, config->seed, wasim->clock.now, config->zone_offset);
    }
    return true;
}

void wasim_people_free(Wasim *wasim)
{
    for (guint i = 0; wasim->people && i < wasim->config.phones; i++)
        persona_free(wasim->people[i].life);
    g_free(wasim->people);
    g_clear_pointer(&wasim->cast, g_ptr_array_unref);
    persona_key_free(wasim->key);
}

int64_t wasim_people_next(const Wasim *wasim)
{
    int64_t next = INT64_MAX;
    for (guint i = 0; i < wasim->config.phones; i++)
        if (wasim->people[i].life)
            next = MIN(next, persona_next(wasim->people[i].life));
    return next;
}

/* Header, body and footer read as one text. */
static char *visible_text(const PlatformBubble *bubble)
{
    GString *text = g_string_new(bubble->header);
    if (text->len > 0 && *bubble->text)
        g_string_append_c(text, '\n');
    g_string_append(text, bubble->text);
    if (bubble->footer)
        g_string_append_printf(text, "\n%s", bubble->footer);
    return g_string_free(text, FALSE);
}

static void show(WasimPerson *person, int64_t now, guint index, const PlatformBubble *bubble)
{
    g_autofree char *text = visible_text(bubble);
    g_autofree PersonaChoice *choices = g_new0(PersonaChoice, bubble->n_choices + 1);
    for (guint i = 0; i < bubble->n_choices; i++)
        choices[i] = (PersonaChoice){ bubble->choices[i].title, bubble->choices[i].description };
    /* A person's ids begin at 1: 0 is no bubble. */
    PersonaBubble seen = { .id = index + 1,
        .text = text,
        .choices = choices,
        .n_choices = bubble->n_choices,
        .is_template = bubble->kind == PLATFORM_TEMPLATE,
        .has_media = bubble->mime != NULL };
    persona_see(person->life, now, &seen);
}

/* A small grey square: what a simulated camera sees. */
static GBytes *photo(void)
{
    static const guint8 png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 0, 0,
        1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 10, 'I', 'D', 'A', 'T', 0x78, 0x9c, 0x63, 0x68,
        0, 0, 0, 0x82, 0, 0x81, 0x77, 0xcd, 0x72, 0xb6, 0, 0, 0, 0, 'I', 'E', 'N', 'D', 0xae, 0x42, 0x60, 0x82 };
    return g_bytes_new_static(png, sizeof png);
}

static void act(Wasim *wasim, int phone, const PersonaAction *action)
{
    Platform *platform = wasim->platform;
    int64_t now = wasim->clock.now;
    const PlatformBubble *bubble = NULL;
    if (action->bubble > 0 && action->bubble <= (int64_t)platform_bubbles(platform, phone))
        bubble = platform_bubble(platform, phone, (guint)action->bubble - 1);
    const char *on = bubble ? bubble->wamid : NULL;
    const char *text = action->text ? action->text : "";
    switch (action->kind) {
    case PERSONA_READ:
        platform_phone_read(platform, now, phone);
        return;
    case PERSONA_TEXT:
        platform_phone_text(platform, now, phone, text, NULL);
        return;
    case PERSONA_QUOTE:
        platform_phone_text(platform, now, phone, text, on);
        return;
    case PERSONA_TAP:
        if (on)
            platform_phone_tap(platform, now, phone, on, action->choice);
        return;
    case PERSONA_PHOTO: {
        g_autoptr(GBytes) bytes = photo();
        platform_phone_media(platform, now, phone, PLATFORM_IMAGE, "image/png", NULL, action->text, bytes, on);
        return;
    }
    case PERSONA_REACT:
        if (on)
            platform_phone_react(platform, now, phone, on, text);
        return;
    case PERSONA_OFFLINE:
    case PERSONA_ONLINE:
        platform_phone_online(platform, now, phone, action->kind == PERSONA_ONLINE);
        return;
    case PERSONA_ACTIONS:
        return;
    }
}

static void person_turn(Wasim *wasim, int phone)
{
    WasimPerson *person = &wasim->people[phone];
    guint n = platform_bubbles(wasim->platform, phone);
    for (; person->seen < n; person->seen++) {
        const PlatformBubble *bubble = platform_bubble(wasim->platform, phone, person->seen);
        if (bubble->from_business)
            show(person, wasim->clock.now, person->seen, bubble);
    }
    for (;;) {
        g_auto(PersonaAction) action = { 0 };
        if (!persona_act(person->life, wasim->clock.now, &action))
            return;
        act(wasim, phone, &action);
    }
}

void wasim_people_turn(Wasim *wasim)
{
    for (guint i = 0; i < wasim->config.phones; i++)
        if (wasim->people[i].life)
            person_turn(wasim, (int)i);
}

char *wasim_people_csv(GPtrArray *cast, bool late, int64_t start)
{
    static const char *const header[] = { "phone", "firstname", "lastname", "cadre", "lang", "consent",
        "consent_date" };
    g_autofree char *day = civil_utc_text(start - 7 * DAY);
    day[10] = '\0';
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(header); i++)
        csv_put(out, header[i]);
    csv_end_row(out);
    for (guint i = 0; i < cast->len; i++) {
        const PersonaTraits *traits = cast->pdata[i];
        if (traits->late_joiner != late)
            continue;
        g_autofree char *phone = g_strconcat("+", traits->number, NULL);
        g_auto(GStrv) names = g_strsplit(traits->name, " ", 2);
        csv_put(out, phone);
        csv_put(out, names[0] ? names[0] : "");
        csv_put(out, names[0] && names[1] ? names[1] : "");
        csv_put(out, persona_cadre_name(traits->cadre));
        csv_put(out, "en");
        csv_put(out, "paper form");
        csv_put(out, day);
        csv_end_row(out);
    }
    return g_string_free(out, FALSE);
}
