/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An answer that nobody has signed goes to nobody: whoever reads it takes it for the programme's word. */
#include "live.h"
#include "clock.h"
#include "live_queries.h"

#include <string.h>

void live_cue_free(LiveCue *cue)
{
    if (!cue)
        return;
    g_free(cue->beat);
    g_free(cue->name);
    g_free(cue->role);
    g_free(cue->hash);
    g_free(cue->text);
    g_free(cue);
}

static bool read_cue(const StoreRow *row, gpointer data)
{
    LiveCue *cue = data;
    cue->cohort = store_int(row, 0);
    cue->came = store_int(row, 1);
    cue->signed_at = store_int(row, 2);
    cue->staff = store_int(row, 3);
    cue->name = store_text_dup(row, 4);
    cue->role = store_text_dup(row, 5);
    cue->hash = store_text_dup(row, 6);
    cue->text = store_text_dup(row, 7);
    return false;
}

LiveCue *live_cue_get(Store *store, int64_t cohort, int64_t room, const char *beat, GError **error)
{
    g_autoptr(LiveCue) cue = g_new0(LiveCue, 1);
    cue->cohort = cohort;
    cue->room = room;
    cue->beat = g_strdup(beat);
    return store_each(store, &live_row, ARGS(ARG_INT("room", room), ARG_TEXT("beat", beat)), read_cue, cue, error)
               ? g_steal_pointer(&cue)
               : NULL;
}

bool live_cue_put(Store *store, const LiveCue *cue, GError **error)
{
    return store_run(store, &live_put,
        ARGS(ARG_INT("room", cue->room), ARG_TEXT("beat", cue->beat), ARG_INT("cohort", cue->cohort),
            ARG_INT("came", cue->came), ARG_INT("signed", cue->signed_at), ARG_INT("staff", cue->staff),
            ARG_TEXT("name", cue->name ? cue->name : ""), ARG_TEXT("role", cue->role ? cue->role : ""),
            ARG_TEXT("hash", cue->hash ? cue->hash : ""), ARG_TEXT("text", cue->text)),
        NULL, error);
}

static void add(GChecksum *sum, const char *text)
{
    /* With its end, so that "ab" and "c" are not "a" and "bc". */
    g_checksum_update(sum, (const guchar *)(text ? text : ""), (gssize)(text ? strlen(text) : 0) + (text ? 1 : 0));
}

char *live_hash(const Part *part, const char *own)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    add(sum, own ? "own" : "course");
    if (own) {
        add(sum, own);
        return g_strdup(g_checksum_get_string(sum));
    }
    for (guint i = 0; i < part->texts->len; i++) {
        const CourseText *text = part->texts->pdata[i];
        add(sum, text->lang);
        add(sum, text->country);
        add(sum, text->body);
    }
    for (guint i = 0; part->shows && i < part->shows->len; i++)
        add(sum, part->shows->pdata[i]);
    return g_strdup(g_checksum_get_string(sum));
}

bool live_is_signed(const LiveCue *cue, const Part *part)
{
    g_autofree char *hash = cue->signed_at ? live_hash(part, cue->text) : NULL;
    return hash && strcmp(hash, cue->hash) == 0;
}

LiveNews live_unsigned(int64_t came, int64_t ends, int wait_hours, int64_t now, int64_t *again)
{
    int64_t over = MAX(came ? came : now, ends), give_up = over + wait_hours * HOUR;
    if (!came || now < over) {
        *again = now < ends ? ends : MIN(over + DAY, give_up);
        return LIVE_COMES;
    }
    *again = now;
    if (now >= give_up && now > over)
        return LIVE_GIVEN_UP;
    int64_t days = (now - over) / DAY + 1;
    *again = MAX(MIN(over + days * DAY, give_up), now + 1);
    return now < over + DAY ? LIVE_ENDS : LIVE_LATE;
}

bool live_goes_on(const Step *meeting, int64_t started, int64_t now)
{
    return started && now >= started && now < started + meeting->minutes * MINUTE + LIVE_OVERTIME;
}
