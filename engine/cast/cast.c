/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People and their phones. A person sees what shows in the chat and nothing else; between the two this file only
 * carries. Who is next stands on a heap, and what has appeared is read on from the platform's record, so that a
 * thousand people who sleep cost nothing. */
#include "cast.h"

#include "error.h"

struct Cast {
    Platform *platform;
    GPtrArray *traits; /* PersonaTraits * */
    PersonaKey *key;
    Persona **lives; /* or NULL */
    guint n;
    guint recorded; /* messages of the platform's record that were shown */
    guint *heap;    /* people, the next to act first */
    guint *place;   /* of each person on the heap */
};

static int64_t next_of(const Cast *cast, guint place)
{
    return persona_next(cast->lives[cast->heap[place]]);
}

/* Of two at one moment the lower phone is first. */
static bool is_before(const Cast *cast, guint a, guint b)
{
    int64_t x = next_of(cast, a), y = next_of(cast, b);
    return x < y || (x == y && cast->heap[a] < cast->heap[b]);
}

static void swap(Cast *cast, guint a, guint b)
{
    guint person = cast->heap[a];
    cast->heap[a] = cast->heap[b];
    cast->heap[b] = person;
    cast->place[cast->heap[a]] = a;
    cast->place[cast->heap[b]] = b;
}

/* Finds the place of a person whose next moment has changed. */
static void settle(Cast *cast, guint person)
{
    guint at = cast->place[person];
    for (; at > 0 && is_before(cast, at, (at - 1) / 2); at = (at - 1) / 2)
        swap(cast, at, (at - 1) / 2);
    for (;;) {
        guint least = at;
        for (guint kid = 2 * at + 1; kid <= 2 * at + 2 && kid < cast->n; kid++)
            if (is_before(cast, kid, least))
                least = kid;
        if (least == at)
            return;
        swap(cast, at, least);
        at = least;
    }
}

static bool add_people(Cast *cast, const CastConfig *config, GError **error)
{
    for (guint i = 0; i < cast->n; i++) {
        const PersonaTraits *traits = cast->traits->pdata[i];
        PlatformPhone phone = { .number = traits->number, .name = traits->name, .allowed = true };
        if (platform_phone_add(cast->platform, &phone) != (int)i) {
            g_set_error(
                error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "two people have the same number; choose another --seed");
            return false;
        }
    }
    if (!config->course_key)
        return true;
    cast->key = persona_key_new(config->course_key, error);
    if (!cast->key)
        return false;
    cast->lives = g_new0(Persona *, cast->n + 1);
    cast->heap = g_new0(guint, cast->n + 1);
    cast->place = g_new0(guint, cast->n + 1);
    for (guint i = 0; i < cast->n; i++) {
        cast->lives[i] =
            persona_new(cast->traits->pdata[i], cast->key, config->seed, config->start, config->zone_offset);
        cast->heap[i] = cast->place[i] = i;
    }
    for (guint i = 0; i < cast->n; i++)
        settle(cast, i);
    return true;
}

void cast_free(Cast *cast)
{
    if (!cast)
        return;
    for (guint i = 0; cast->lives && i < cast->n; i++)
        persona_free(cast->lives[i]);
    g_free(cast->lives);
    g_free(cast->heap);
    g_free(cast->place);
    persona_key_free(cast->key);
    g_ptr_array_unref(cast->traits);
    g_free(cast);
}

GPtrArray *cast_people(const Cast *cast)
{
    return cast->traits;
}

int64_t cast_next(const Cast *cast)
{
    return cast->lives && cast->n ? next_of(cast, 0) : INT64_MAX;
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

static void show(Cast *cast, int64_t now, const PlatformBubble *bubble)
{
    guint person = (guint)bubble->phone;
    g_autofree char *text = visible_text(bubble);
    g_autofree PersonaChoice *choices = g_new0(PersonaChoice, bubble->n_choices + 1);
    for (guint i = 0; i < bubble->n_choices; i++)
        choices[i] = (PersonaChoice){ bubble->choices[i].title, bubble->choices[i].description };
    /* A person's ids begin at 1: 0 is no bubble. */
    PersonaBubble seen = { .id = bubble->place + 1,
        .text = text,
        .choices = choices,
        .n_choices = bubble->n_choices,
        .is_template = bubble->kind == PLATFORM_TEMPLATE,
        .has_media = bubble->mime != NULL };
    persona_see(cast->lives[person], now, &seen);
    settle(cast, person);
}

/* A small grey square: what a simulated camera sees. */
static GBytes *photo(void)
{
    static const guint8 png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 0, 0,
        1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 10, 'I', 'D', 'A', 'T', 0x78, 0x9c, 0x63, 0x68,
        0, 0, 0, 0x82, 0, 0x81, 0x77, 0xcd, 0x72, 0xb6, 0, 0, 0, 0, 'I', 'E', 'N', 'D', 0xae, 0x42, 0x60, 0x82 };
    return g_bytes_new_static(png, sizeof png);
}

static void act(Platform *platform, int64_t now, int phone, const PersonaAction *action)
{
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

/* Returns how many things she did. */
static guint act_all(Cast *cast, guint person, int64_t now)
{
    for (guint done = 0;; done++) {
        g_auto(PersonaAction) action = { 0 };
        if (!persona_act(cast->lives[person], now, &action))
            return done;
        act(cast->platform, now, (int)person, &action);
    }
}

static void look_around(Cast *cast, int64_t now)
{
    const PlatformBubble *bubble;
    for (; (bubble = platform_record(cast->platform, cast->recorded)); cast->recorded++)
        if (bubble->phone < (int)cast->n && bubble->kind != PLATFORM_REACTION)
            show(cast, now, bubble);
}

Cast *cast_new(Platform *platform, const CastConfig *config, GError **error)
{
    g_autoptr(Cast) cast = g_new0(Cast, 1);
    cast->platform = platform;
    cast->n = config->people;
    cast->traits = persona_cast(config->seed, config->people);
    return add_people(cast, config, error) ? g_steal_pointer(&cast) : NULL;
}

guint cast_turn(Cast *cast, int64_t now)
{
    guint done = 0;
    if (!cast->lives || !cast->n)
        return 0;
    look_around(cast, now);
    while (next_of(cast, 0) <= now) {
        guint person = cast->heap[0];
        done += act_all(cast, person, now);
        g_assert(persona_next(cast->lives[person]) > now);
        settle(cast, person);
    }
    return done;
}
