/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The script of a live meeting in a room's kit: its minutes, the notes for whoever leads, and who has signed what. */
#include "kit_live.h"
#include "phrase.h"

#include <string.h>

static const Part *part_of(const Beat *beat)
{
    const Step *meeting = beat_meeting(beat);
    for (guint i = 0; meeting && i < meeting->parts->len; i++) {
        const Part *part = meeting->parts->pdata[i];
        if (strcmp(part->id, beat->id) == 0)
            return part;
    }
    return NULL;
}

char *kit_live_note(const LayoutFor *who, const Beat *beat, const LiveCue *cue)
{
    const Part *part = part_of(beat);
    if (!part && beat_meeting(beat) && beat->kind == BEAT_OPEN)
        return g_strdup_printf("A live meeting of %d minutes begins. Ask people a day and an hour before to be there.",
            beat->step->minutes);
    if (!part)
        return NULL;
    g_autofree char *notes =
        part->notes ? layout_fill(who, course_text(part->notes, who->course, who->lang, who->country)) : g_strdup("");
    GString *out = g_string_new(NULL);
    g_string_append_printf(out, "Minute %d of the meeting.", part->minute);
    if (*notes)
        g_string_append_printf(out, " For you: %s", notes);
    if (part->answer && !live_is_signed(cue, part))
        g_string_append(out, " NOT SIGNED: do not post this answer before an expert has signed it (baraza live sign), "
                             "then make the kit again.");
    return g_string_free(out, FALSE);
}

GPtrArray *kit_live_words(const LayoutFor *who, const Beat *beat, const LiveCue *cue)
{
    if (!beat->part || !beat->part->answer)
        return NULL;
    GPtrArray *messages = NULL;
    if (!live_is_signed(cue, beat->part)) {
        messages = layout_plain(who, "NOT SIGNED: not to be posted as it is.");
        g_ptr_array_extend_and_steal(messages, layout_part(who, beat->part));
        return messages;
    }
    messages = cue->text ? layout_plain(who, cue->text) : layout_part(who, beat->part);
    g_autofree char *key = g_strconcat("role.", cue->role, NULL);
    g_autofree char *role = phrase_has("en", key) ? phrase(who->lang, key, NULL) : g_strdup(cue->role);
    g_autofree char *line = phrase(who->lang, "live.signed", "name", cue->name, "role", role, NULL);
    g_ptr_array_extend_and_steal(messages, layout_plain(who, line));
    return messages;
}
