/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A live meeting: the phone stays in hand, and what is asked is answered within a minute or not at all. */
#include "persona_priv.h"

#include <string.h>

#define CALLED (90 * MINUTES) /* from the last invitation to the end of the meeting */
#define MEETS (25 * MINUTES)  /* from its beginning */

static int title_at(const Seen *seen, const char *title)
{
    for (guint i = 0; i < seen->titles->len; i++)
        if (strcmp(seen->titles->pdata[i], title) == 0)
            return (int)i;
    return -1;
}

/* To the first invitation a word; to the later ones she is there, or not. */
static bool read_call(Persona *persona, int64_t at, const Seen *seen)
{
    int here = title_at(seen, "I am here"), come = title_at(seen, "I will come"), no = title_at(seen, "I cannot come");
    if (here < 0 && come < 0)
        return false;
    if (!chance(persona, 0.2 + persona->traits.diligence * 0.6)) {
        if (no >= 0 && chance(persona, 0.5))
            plan(persona, at, PERSONA_TAP, seen->id, (guint)no, NULL, INTENT_NONE);
        return true;
    }
    plan(persona, at, PERSONA_TAP, seen->id, (guint)MAX(here, come), NULL, INTENT_NONE);
    if (here >= 0)
        persona->meets_until = at + (seen->titles->len > 1 ? CALLED : MEETS);
    return true;
}

bool read_meeting(Persona *persona, int64_t at, const Seen *seen, const Match *match)
{
    if (read_call(persona, at, seen))
        return true;
    if (at >= persona->meets_until || seen->titles->len > 0 || match->texts->len == 0)
        return false;
    if (chance(persona, 0.3 + persona->traits.talk * 0.6)) {
        g_autofree char *text = talk_post(persona);
        plan(persona, at + between(persona, 10, 80), PERSONA_QUOTE, seen->id, 0, text, INTENT_POST);
    }
    return true;
}
