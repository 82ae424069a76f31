/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A life: what happens of its own accord is planned at the start; what is seen waits for a look at the phone. */
#include "persona_priv.h"

#include <math.h>
#include <string.h>

bool chance(Persona *persona, double probability)
{
    return rng_unit(&persona->rng) < probability;
}

int64_t between(Persona *persona, int64_t min, int64_t max)
{
    return max > min ? min + (int64_t)(rng_unit(&persona->rng) * (double)(max - min + 1)) : min;
}

static void plan_free(gpointer data)
{
    Plan *made = data;
    persona_action_clear(&made->action);
    g_free(made);
}

static void seen_free(gpointer data)
{
    Seen *seen = data;
    g_free(seen->text);
    g_ptr_array_unref(seen->titles);
    g_ptr_array_unref(seen->descriptions);
    g_free(seen);
}

void persona_action_clear(PersonaAction *action)
{
    g_clear_pointer(&action->text, g_free);
}

void plan(Persona *persona, int64_t time, PersonaActionKind kind, int64_t bubble, guint choice, const char *text,
    Intent intent)
{
    if (kind != PERSONA_OFFLINE && kind != PERSONA_ONLINE)
        time = awake_at(persona, time);
    Plan *made = g_new0(Plan, 1);
    made->time = time;
    made->seq = persona->seq++;
    made->intent = intent;
    made->action = (PersonaAction){ .kind = kind, .bubble = bubble, .choice = choice, .text = g_strdup(text) };
    guint at = persona->plans->len;
    while (at > 0 && ((const Plan *)persona->plans->pdata[at - 1])->time > time)
        at--;
    g_ptr_array_insert(persona->plans, (int)at, made);
}

/* Some moment of that day of the person's course. */
static int64_t moment(Persona *persona, int day)
{
    return persona->start + (int64_t)(day - 1) * DAYS + between(persona, 1 * HOURS, 9 * HOURS);
}

/* The days of a life are counted from the first message, or from the start where that is later. */
static void plan_life(Persona *persona, int64_t now)
{
    const PersonaTraits *who = &persona->traits;
    persona->begun = true;
    persona->start = MAX(persona->start, now);
    if (who->offline_day) {
        persona->offline_from =
            persona->start + (int64_t)(who->offline_day - 1) * DAYS + between(persona, 0, 12 * HOURS);
        persona->offline_to = persona->offline_from + (int64_t)who->offline_days * DAYS;
        plan(persona, persona->offline_from, PERSONA_OFFLINE, 0, 0, NULL, INTENT_NONE);
        plan(persona, persona->offline_to, PERSONA_ONLINE, 0, 0, NULL, INTENT_NONE);
    }
    if (who->stop_day)
        plan(persona, moment(persona, who->stop_day), PERSONA_TEXT, 0, 0, "STOP", INTENT_SLIP);
    if (who->asks_help)
        plan(persona, moment(persona, 3), PERSONA_TEXT, 0, 0, "help", INTENT_SLIP);
    if (who->mistypes)
        plan(persona, moment(persona, 10), PERSONA_TEXT, 0, 0, "my progres", INTENT_SLIP);
    if (who->discloses)
        plan(persona, moment(persona, 17), PERSONA_TEXT, 0, 0, talk_private(), INTENT_PRIVATE);
}

Persona *persona_new(const PersonaTraits *traits, PersonaKey *key, uint64_t seed, int64_t start, int offset)
{
    Persona *persona = g_new0(Persona, 1);
    persona->traits = *traits;
    persona->traits.name = g_strdup(traits->name);
    persona->traits.number = g_strdup(traits->number);
    persona->key = key;
    persona->rng = rng_stream(seed, traits->number);
    persona->start = start;
    persona->offset = offset * MINUTES;
    persona->look_at = INT64_MAX;
    persona->last_act = INT64_MIN / 2;
    persona->unread = g_ptr_array_new_with_free_func(seen_free);
    persona->plans = g_ptr_array_new_with_free_func(plan_free);
    persona->answers = g_new0(guint, MAX(key->items->len, 1));
    persona->known = g_new0(bool, MAX(key->texts->len, 1));
    persona->learned = g_new0(double, MAX(key->objectives, 1));
    return persona;
}

void persona_free(Persona *persona)
{
    if (!persona)
        return;
    g_free(persona->traits.name);
    g_free(persona->traits.number);
    g_ptr_array_unref(persona->unread);
    g_ptr_array_unref(persona->plans);
    g_free(persona->answers);
    g_free(persona->known);
    g_free(persona->learned);
    g_free(persona);
}

const PersonaTraits *persona_traits(const Persona *persona)
{
    return &persona->traits;
}

static bool has_left(const Persona *persona, int64_t now)
{
    const PersonaTraits *who = &persona->traits;
    return persona->stopped || who->never_starts ||
           (who->quit_day && now >= persona->start + (int64_t)(who->quit_day - 1) * DAYS);
}

/* While the phone is in hand the next look comes at once; else after the person's own time, drawn log-normal. */
static int64_t next_look(Persona *persona, int64_t now)
{
    if (now - persona->last_act < 10 * MINUTES || now < persona->meets_until)
        return awake_at(persona, now + between(persona, 5, 40));
    double wait = (double)persona->traits.lag * exp(0.9 * rng_normal(&persona->rng));
    return awake_at(persona, now + (int64_t)CLAMP(wait, 20, 2 * DAYS));
}

void persona_see(Persona *persona, int64_t now, const PersonaBubble *bubble)
{
    if (has_left(persona, now))
        return;
    if (!persona->begun)
        plan_life(persona, now);
    Seen *seen = g_new0(Seen, 1);
    seen->id = bubble->id;
    seen->text = g_strdup(bubble->text ? bubble->text : "");
    seen->is_template = bubble->is_template;
    seen->has_media = bubble->has_media;
    seen->titles = g_ptr_array_new_with_free_func(g_free);
    seen->descriptions = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < bubble->n_choices; i++) {
        g_ptr_array_add(seen->titles, g_strdup(bubble->choices[i].title));
        g_ptr_array_add(seen->descriptions, g_strdup(bubble->choices[i].description));
    }
    g_ptr_array_add(persona->unread, seen);
    persona->look_at = MIN(persona->look_at, next_look(persona, now));
}

static int64_t next_plan(const Persona *persona)
{
    return persona->plans->len ? ((const Plan *)persona->plans->pdata[0])->time : INT64_MAX;
}

int64_t persona_next(const Persona *persona)
{
    return MIN(persona->look_at, next_plan(persona));
}

static void look(Persona *persona, int64_t now, PersonaAction *action)
{
    int64_t at = now;
    for (guint i = 0; i < persona->unread->len; i++)
        at = bubble_read(persona, at, persona->unread->pdata[i]);
    g_ptr_array_set_size(persona->unread, 0);
    persona->look_at = INT64_MAX;
    persona->last_act = MAX(persona->last_act, now);
    *action = (PersonaAction){ .kind = PERSONA_READ };
}

static bool is_ready(const Persona *persona, const Plan *made, int64_t now)
{
    return made->action.kind == PERSONA_OFFLINE || made->action.kind == PERSONA_ONLINE || !has_left(persona, now);
}

bool persona_act(Persona *persona, int64_t now, PersonaAction *action)
{
    *action = (PersonaAction){ 0 };
    while (persona_next(persona) <= now) {
        if (persona->look_at <= next_plan(persona)) {
            look(persona, persona->look_at, action);
            return true;
        }
        Plan *made = g_ptr_array_steal_index(persona->plans, 0);
        bool ready = is_ready(persona, made, made->time);
        if (ready) {
            *action = made->action;
            made->action.text = NULL;
            persona->last_act = MAX(persona->last_act, made->time);
            if (action->kind == PERSONA_TEXT || action->kind == PERSONA_QUOTE || action->kind == PERSONA_PHOTO)
                persona->intent = made->intent;
            persona->stopped = persona->stopped || g_strcmp0(action->text, "STOP") == 0;
        }
        plan_free(made);
        if (ready)
            return true;
    }
    return false;
}

double persona_chance(const Persona *persona, const char *stem)
{
    const Match *match = key_match(persona->key, stem);
    return match->item ? item_chance(persona, match->item) : NAN;
}
