/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is placed with whom. People are put in an order in which those who belong together stand side by side; mixed,
 * they are dealt out like cards, acquainted, cut into stretches. Ties are broken by the stream, so that a seed makes
 * the same circles again. */
#include "circle_priv.h"
#include <string.h>

typedef struct {
    guint person; /* index */
    int draw, known;
    const char *cadre, *facility;
} Card;

static gint by_cadre(gconstpointer a, gconstpointer b)
{
    const Card *x = a, *y = b;
    int order = g_strcmp0(x->cadre, y->cadre);
    order = order ? order : g_strcmp0(x->facility, y->facility);
    order = order ? order : x->known - y->known;
    return order ? order : x->draw - y->draw;
}

/* Who knew each other before stand side by side, then come the others. */
static gint by_acquaintance(gconstpointer a, gconstpointer b)
{
    const Card *x = a, *y = b;
    int order = x->known && y->known ? x->known - y->known : !x->known - !y->known;
    order = order ? order : g_strcmp0(x->facility, y->facility);
    return order ? order : x->draw - y->draw;
}

int circle_most(int size)
{
    return size == 2 ? 3 : CIRCLE_MOST;
}

/* How many circles of about `size` hold n people, none alone and none too many. */
static int circles_for(int n, int size)
{
    int count = size == 2 ? n / 2 : (2 * n + size) / (2 * size);
    return CLAMP(count, (n + circle_most(size) - 1) / circle_most(size), MAX(n / CIRCLE_MIN, 1));
}

static CirclePerson *person(GArray *people, guint i)
{
    return &g_array_index(people, CirclePerson, i);
}

/* People who stand side by side and belong together: who knew each other, or of one facility. */
typedef struct {
    guint next, left;
} Bunch;

static bool belong(const GArray *people, const Card *a, const Card *b)
{
    int one = g_array_index(people, CirclePerson, a->person).group;
    int other = g_array_index(people, CirclePerson, b->person).group;
    return one == other && (one || g_strcmp0(a->facility, b->facility) == 0);
}

static GArray *bunches_of(const GArray *people, const GArray *cards)
{
    GArray *bunches = g_array_new(FALSE, FALSE, sizeof(Bunch));
    for (guint i = 0; i < cards->len; i++) {
        Bunch bunch = { i, 1 };
        if (i && belong(people, &g_array_index(cards, Card, i - 1), &g_array_index(cards, Card, i)))
            g_array_index(bunches, Bunch, bunches->len - 1).left++;
        else
            g_array_append_val(bunches, bunch);
    }
    return bunches;
}

/* What comes next into a circle with `rest` places: while it is empty a bunch that fills it, else the largest that has
 * room in it, else the smallest. */
static Bunch *next_bunch(GArray *bunches, guint rest, bool empty)
{
    Bunch *fits = NULL, *small = NULL;
    for (guint i = 0; i < bunches->len; i++) {
        Bunch *b = &g_array_index(bunches, Bunch, i);
        if (b->left >= rest && empty)
            return b;
        if (b->left && b->left <= rest && (!fits || b->left > fits->left))
            fits = b;
        if (b->left && (!small || b->left < small->left))
            small = b;
    }
    return fits ? fits : small;
}

static void pack(GArray *people, const GArray *cards, guint count, int64_t fresh)
{
    g_autoptr(GArray) bunches = bunches_of(people, cards);
    for (guint circle = 0, placed = 0; circle < count; circle++) {
        guint end = ((circle + 1) * cards->len + count - 1) / count, size = end - placed;
        while (placed < end) {
            Bunch *b = next_bunch(bunches, end - placed, end - placed == size);
            for (guint take = MIN(b->left, end - placed); take; take--, placed++, b->left--)
                person(people, g_array_index(cards, Card, b->next++).person)->circle = fresh - (int64_t)circle;
        }
    }
}

/* New circles for those whose indices are in `loose`; *fresh counts the new ones down. */
static void deal(GArray *people, const GArray *loose, int size, CircleMix mix, Rng *rng, int64_t *fresh)
{
    guint n = loose->len;
    g_autofree int *draws = g_new(int, n + 1);
    for (guint i = 0; i < n; i++)
        draws[i] = (int)i;
    rng_shuffle(rng, draws, n);
    g_autoptr(GArray) cards = g_array_new(FALSE, FALSE, sizeof(Card));
    for (guint i = 0; i < n; i++) {
        guint at = g_array_index(loose, guint, i);
        const CirclePerson *p = person(people, at);
        Card card = { at, draws[i], p->known, p->cadre, p->facility };
        g_array_append_val(cards, card);
    }
    g_array_sort(cards, mix == CIRCLE_MIXED ? by_cadre : by_acquaintance);
    guint count = (guint)circles_for((int)n, size);
    if (mix == CIRCLE_ACQUAINTED && n && g_array_index(cards, Card, 0).known) {
        pack(people, cards, count, *fresh);
        *fresh -= count;
        return;
    }
    for (guint i = 0; i < n; i++) {
        guint circle = mix == CIRCLE_MIXED ? i % count : i * count / n;
        person(people, g_array_index(cards, Card, i).person)->circle = *fresh - (int64_t)circle;
    }
    *fresh -= count;
}

int circle_size_of(const GArray *people, int64_t circle)
{
    int n = 0;
    for (guint i = 0; i < people->len; i++)
        n += g_array_index(people, CirclePerson, i).circle == circle;
    return n;
}

/* The smallest (or largest) circle, the older first; 0 when there is none. */
static int64_t extreme(GArray *people, bool largest, int *size)
{
    int64_t found = 0;
    *size = 0;
    for (guint i = 0; i < people->len; i++) {
        int64_t circle = person(people, i)->circle;
        int n = circle ? circle_size_of(people, circle) : 0;
        if (n && (!found || (largest ? n > *size : n < *size))) {
            found = circle;
            *size = n;
        }
    }
    return found;
}

/* One newcomer: into the smallest circle that has room; else one of the largest comes out to be her company. */
static void place(GArray *people, guint who, int size, int64_t *fresh)
{
    int n = 0;
    int64_t circle = extreme(people, false, &n);
    if (!circle)
        return;
    if (n < circle_most(size)) {
        person(people, who)->circle = circle;
        return;
    }
    circle = extreme(people, true, &n);
    for (guint i = people->len; i-- > 0;) {
        if (person(people, i)->circle != circle)
            continue;
        person(people, i)->circle = person(people, who)->circle = (*fresh)--;
        return;
    }
}

/* Indices of those without company. Given. */
static GArray *loose_ones(GArray *people)
{
    GArray *loose = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < people->len; i++) {
        int64_t circle = person(people, i)->circle;
        if (circle && circle_size_of(people, circle) > 1)
            continue;
        person(people, i)->circle = 0;
        g_array_append_val(loose, i);
    }
    return loose;
}

static void settle(GArray *people, int size, CircleMix mix, Rng *rng)
{
    int64_t fresh = -1;
    g_autoptr(GArray) loose = loose_ones(people);
    bool first = loose->len == people->len;
    if (loose->len >= CIRCLE_MIN && (first || size == 2 || loose->len >= 3)) {
        deal(people, loose, size, mix, rng, &fresh);
        return;
    }
    for (guint i = 0; i < loose->len; i++)
        place(people, g_array_index(loose, guint, i), size, &fresh);
}

void circle_settle(GArray *people, const GArray *apart, int size, CircleMix mix, Rng *rng)
{
    settle(people, size, mix, rng);
    if (apart && apart->len)
        circle_keep_apart(people, apart, size);
}
