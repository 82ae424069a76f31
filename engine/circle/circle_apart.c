/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between some people nothing passes, by the wish of one of them: they are no company. Whoever sits with such a person
 * goes to another circle, or changes places with somebody, or (where nothing else is left) is without. */
#include "circle_priv.h"

typedef struct {
    GArray *people;      /* CirclePerson */
    const GArray *apart; /* CircleApart */
    int size;
} Seats;

static CirclePerson *person(const Seats *s, guint i)
{
    return &g_array_index(s->people, CirclePerson, i);
}

static bool are_apart(const Seats *s, int64_t a, int64_t b)
{
    for (guint i = 0; i < s->apart->len; i++) {
        const CircleApart *pair = &g_array_index(s->apart, CircleApart, i);
        if ((pair->one == a && pair->other == b) || (pair->one == b && pair->other == a))
            return true;
    }
    return false;
}

/* Whether `who` could sit in a circle, were `without` not in it (an index; people->len: nobody leaves). */
static bool fits(const Seats *s, guint who, int64_t circle, guint without)
{
    for (guint i = 0; i < s->people->len; i++)
        if (i != who && i != without && person(s, i)->circle == circle &&
            are_apart(s, person(s, who)->id, person(s, i)->id))
            return false;
    return true;
}

/* To the smallest circle that has room and nobody she must be kept from; false when there is none. */
static bool move(Seats *s, guint who)
{
    int best = 0;
    int64_t to = 0;
    for (guint i = 0; i < s->people->len; i++) {
        int64_t circle = person(s, i)->circle;
        int n = circle_size_of(s->people, circle);
        if (!circle || circle == person(s, who)->circle || n >= circle_most(s->size) || (to && n >= best) ||
            !fits(s, who, circle, s->people->len))
            continue;
        to = circle;
        best = n;
    }
    if (to)
        person(s, who)->circle = to;
    return to != 0;
}

static bool change_places(Seats *s, guint who)
{
    int64_t mine = person(s, who)->circle;
    for (guint i = 0; i < s->people->len; i++) {
        int64_t theirs = person(s, i)->circle;
        if (!theirs || theirs == mine || !fits(s, who, theirs, i) || !fits(s, i, mine, who))
            continue;
        person(s, i)->circle = mine;
        person(s, who)->circle = theirs;
        return true;
    }
    return false;
}

static void part(Seats *s, guint who)
{
    int64_t mine = person(s, who)->circle;
    bool others_stay = circle_size_of(s->people, mine) > CIRCLE_MIN;
    if ((others_stay && move(s, who)) || change_places(s, who))
        return;
    person(s, who)->circle = 0;
    for (guint i = 0; i < s->people->len; i++)
        if (!others_stay && person(s, i)->circle == mine)
            person(s, i)->circle = 0;
}

void circle_keep_apart(GArray *people, const GArray *apart, int size)
{
    Seats s = { people, apart, size };
    for (guint i = 0; i < people->len; i++)
        if (person(&s, i)->circle && !fits(&s, i, person(&s, i)->circle, people->len))
            part(&s, i);
    for (guint i = 0; i < people->len; i++)
        if (!person(&s, i)->circle)
            move(&s, i);
}
