/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who takes part: drawn from the seed, with roles that every cohort of 28 or more has. */
#include "persona_priv.h"

static const char *const given[] = { "Tendai", "Rudo", "Chipo", "Nyasha", "Farai", "Tsitsi", "Memory", "Precious",
    "Blessing", "Tatenda", "Rumbidzai", "Sekai", "Kudzai", "Vimbai", "Shamiso", "Loveness", "Patience", "Grace",
    "Ruvimbo", "Anesu", "Nomsa", "Thandiwe", "Sibongile", "Nokuthula", "Mercy", "Fadzai", "Yeukai", "Tariro", "Munashe",
    "Simbarashe" };
static const char *const families[] = { "Moyo", "Ncube", "Sibanda", "Dube", "Mpofu", "Ndlovu", "Chikwanha", "Mutasa",
    "Gumbo", "Zvobgo", "Marufu", "Chirwa", "Banda", "Nyathi", "Mlambo", "Hove", "Shoko", "Mapfumo" };

void persona_traits_free(PersonaTraits *traits)
{
    g_free(traits->name);
    g_free(traits->number);
    g_free(traits);
}

static void free_traits(gpointer data)
{
    persona_traits_free(data);
}

const char *persona_cadre_name(PersonaCadre cadre)
{
    static const char *const names[PERSONA_CADRES] = { "nurse", "midwife", "student" };
    return names[cadre];
}

static PersonaTraits *draw(uint64_t seed, guint index)
{
    g_autofree char *label = g_strdup_printf("cast %u", index);
    Rng rng = rng_stream(seed, label);
    PersonaTraits *who = g_new0(PersonaTraits, 1);
    who->name = g_strdup_printf("%s %s", given[index % G_N_ELEMENTS(given)],
        families[(index / G_N_ELEMENTS(given) * 7 + index * 5) % G_N_ELEMENTS(families)]);
    who->number = g_strdup_printf("26377%07u", 2000001 + index * 37);
    double cadre = rng_unit(&rng);
    who->cadre = cadre < 0.5 ? PERSONA_NURSE : cadre < 0.85 ? PERSONA_MIDWIFE : PERSONA_STUDENT;
    who->ability = rng_normal(&rng) * 0.8 - 0.2 - (who->cadre == PERSONA_STUDENT ? 0.4 : 0);
    who->attention = 0.4 + 0.6 * rng_unit(&rng);
    who->talk = rng_unit(&rng) * rng_unit(&rng) * 1.4;
    who->taps = 0.6 + 0.4 * rng_unit(&rng);
    who->diligence = 0.75 + 0.25 * rng_unit(&rng);
    who->lag = (int64_t)(10 * MINUTES + rng_unit(&rng) * rng_unit(&rng) * 8 * HOURS);
    who->wake = 5 * 60 + (int)rng_below(&rng, 90);
    who->bed = 21 * 60 + (int)rng_below(&rng, 90);
    who->night_shifts = rng_unit(&rng) < 0.2;
    who->shift_phase = (int)rng_below(&rng, 8);
    who->rests_weekends = rng_unit(&rng) < 0.25;
    who->keeps_posts = rng_unit(&rng) < 0.95;
    who->joins_research = rng_unit(&rng) < 0.9;
    who->quit_day = rng_unit(&rng) < 0.08 ? 8 + (int)rng_below(&rng, 40) : 0;
    bool offline = rng_unit(&rng) < 0.15;
    who->offline_day = offline ? 5 + (int)rng_below(&rng, 40) : 0;
    who->offline_days = offline ? 1 + (int)rng_below(&rng, 4) : 0;
    who->mistypes = rng_unit(&rng) < 0.1;
    who->asks_help = rng_unit(&rng) < 0.1;
    return who;
}

typedef enum {
    ROLE_STOP,
    ROLE_OFFLINE,
    ROLE_NUMBER,
    ROLE_NAME,
    ROLE_PHOTO,
    ROLE_NO_POSTS,
    ROLE_NO_RESEARCH,
    ROLE_NEVER,
    ROLE_LATE,
    ROLE_DISCLOSES,
    ROLE_REGRETS,
    ROLE_NIGHTS,
    ROLE_MISTYPES,
    ROLE_LINE,
    ROLES
} Role;

static void play(PersonaTraits *who, Role role)
{
    who->quit_day = 0;
    who->talk = MAX(who->talk, 0.5);
    if (role != ROLE_OFFLINE)
        who->offline_day = who->offline_days = 0;
    /* Who is to be held takes part, or nothing would be. */
    if (role == ROLE_NUMBER || role == ROLE_NAME || role == ROLE_PHOTO || role == ROLE_LINE)
        who->diligence = 1;
    switch (role) {
    case ROLE_STOP:
        who->stop_day = 17;
        break;
    case ROLE_OFFLINE:
        who->offline_day = 12;
        who->offline_days = 9;
        break;
    case ROLE_NUMBER:
        who->hold = PERSONA_HOLD_NUMBER;
        break;
    case ROLE_NAME:
        who->hold = PERSONA_HOLD_NAME;
        break;
    case ROLE_PHOTO:
        who->hold = PERSONA_HOLD_PHOTO;
        break;
    case ROLE_NO_POSTS:
        who->keeps_posts = false;
        break;
    case ROLE_NO_RESEARCH:
        who->joins_research = false;
        break;
    case ROLE_NEVER:
        who->never_starts = true;
        break;
    case ROLE_LATE:
        who->late_joiner = true;
        break;
    case ROLE_DISCLOSES:
        who->discloses = true;
        break;
    case ROLE_REGRETS:
        who->regrets = true;
        who->talk = 0.9;
        break;
    case ROLE_NIGHTS:
        who->night_shifts = true;
        break;
    case ROLE_MISTYPES:
        who->mistypes = who->asks_help = true;
        break;
    case ROLE_LINE:
        who->hold = PERSONA_HOLD_LINE;
        break;
    case ROLES:
        break;
    }
}

GPtrArray *persona_cast(uint64_t seed, guint n)
{
    GPtrArray *cast = g_ptr_array_new_with_free_func(free_traits);
    for (guint i = 0; i < n; i++)
        g_ptr_array_add(cast, draw(seed, i));
    for (guint role = 0; role < ROLES && role * 2 + 1 < n; role++)
        play(cast->pdata[role * 2 + 1], (Role)role);
    return cast;
}
