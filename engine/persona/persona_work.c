/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work that is handed in, and a colleague's that is reviewed: a number for each point asked, then words. */
#include "persona_priv.h"

#include <string.h>

bool read_assignment(Persona *persona, int64_t at, const Seen *seen)
{
    if (!strstr(seen->text, "To hand in, reply to this message"))
        return false;
    if (chance(persona, persona->traits.diligence)) {
        g_autofree char *text = talk_post(persona);
        plan(persona, at + between(persona, 10 * MINUTES, 12 * HOURS), PERSONA_QUOTE, seen->id, 0, text, INTENT_POST);
    }
    return true;
}

/* "1. Its steps are clear (0 to 4)" asks for a number of up to 4. */
static void put_marks(Persona *persona, const char *text, GString *out)
{
    static const char range[] = "(0 to ";
    for (const char *at = text; (at = strstr(at, range)) != NULL;) {
        at += strlen(range);
        int64_t most = (int64_t)MIN(g_ascii_strtoull(at, NULL, 10), 100);
        g_string_append_printf(out, "%d ", (int)between(persona, most / 2, most));
    }
}

bool read_review(Persona *persona, int64_t at, const Seen *seen)
{
    if (!strstr(seen->text, "A colleague's work to review"))
        return false;
    g_autoptr(GString) text = g_string_new(NULL);
    put_marks(persona, seen->text, text);
    if (text->len && chance(persona, persona->traits.diligence)) {
        g_autofree char *words = talk_reply(persona);
        g_string_append(text, words);
        plan(persona, at + between(persona, 10 * MINUTES, 10 * HOURS), PERSONA_QUOTE, seen->id, 0, text->str,
            INTENT_SLIP);
    }
    return true;
}
