/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SIGN: prepared answers of live meetings, signed by a tap. Other words for an answer are shown once more before they
 * are signed: what is posted with a name is no slip of the finger. */
#include "facilitate.h"
#include "live_sheet.h"
#include "staff_priv.h"
#include "missing.h"
#include "text.h"

#include <string.h>

#define SHOWN_MAX 700 /* characters of words that stand beside the button */

static bool show_answer(const Desk *desk, int64_t cohort, const cJSON *cue, GError **error)
{
    g_autofree char *id = g_strdup_printf(
        "f.sign.%" G_GINT64_FORMAT ".%.16s.%s", cohort, json_string(cue, "hash"), json_string(cue, "cue"));
    g_autofree char *key =
        g_strdup_printf("FV%" G_GINT64_FORMAT "/%s/%s", cohort, json_string(cue, "cue"), desk->event->id);
    g_autofree char *last = g_strconcat(key, "/sign", NULL);
    g_autofree char *title = phrase(desk->lang, "staff.live.sign.button", NULL);
    Message *ask = message_new(MESSAGE_BUTTONS, NULL);
    ask->text = phrase(desk->lang, "staff.live.sign", NULL);
    message_add_choice(ask, id, title, NULL);
    return desk_say(desk->context, desk->staff, key, LANE_REPLY, OWED_NOTICE, g_strdup(json_string(cue, "text")),
               desk->now, error) &&
           desk_owe(desk->context, desk->staff, last, LANE_REPLY, OWED_NOTICE, ask, desk->now, error);
}

/* An answer is signed once for all rooms of a cohort, so it is shown once. */
bool desk_sign_word(const Desk *desk, GError **error)
{
    int n = 0;
    g_autoptr(GArray) rooms = desk_rooms(desk->context, desk->staff, error);
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; rooms && i < rooms->len; i++) {
        int64_t room = g_array_index(rooms, int64_t, i), id = 0;
        const Cohort *cohort =
            room_cohort(desk->store, room, &id, error) ? context_cohort(desk->context, id, error) : NULL;
        g_autoptr(cJSON) sheet = cohort ? live_sheet(desk->context, cohort, room, desk->lang, desk->now, error) : NULL;
        const cJSON *cue;
        if (!sheet)
            return false;
        cJSON_ArrayForEach(cue, json_at(sheet, "script"))
        {
            const char *state = json_string(cue, "state");
            char *known = g_strdup_printf("%" G_GINT64_FORMAT "/%s", id, json_string(cue, "cue"));
            bool open = strcmp(state, "next") == 0 || strcmp(state, "later") == 0;
            if (!g_hash_table_add(seen, known) || !open || !json_bool(cue, "answer", false) ||
                *json_string(cue, "signed"))
                continue;
            n++;
            if (!show_answer(desk, id, cue, error))
                return false;
        }
    }
    return rooms && (n || desk_reply(desk, phrase(desk->lang, "staff.live.no_answers", NULL), error));
}

static bool sign(const Desk *desk, int64_t id, const LiveSigning *what, GError **error)
{
    int rooms = 0;
    bool may = false;
    GError *refused = NULL;
    g_autofree char *hash = NULL;
    const Cohort *cohort =
        id && desk_may(desk, id, &may, error) && may ? context_cohort(desk->context, id, error) : NULL;
    if (!cohort)
        return !(error && *error) && desk_reply(desk, phrase(desk->lang, "staff.not_yours", NULL), error);
    if (!live_sign(desk->context, cohort, 0, what, desk->staff, desk->now, &hash, &rooms, &refused))
        return desk_told_why(desk, refused, error);
    g_autoptr(cJSON) json = json_put(json_put(cJSON_CreateObject(), "cue", what->cue), "hash", hash);
    json_put_bool(json_put(json, "name", desk->staff->name), "edited", what->own != NULL);
    g_autofree char *payload = json_text(json);
    return desk_note(desk, "live.signed", "C", id, payload, error) &&
           desk_reply(desk, phrase(desk->lang, "staff.live.signed", NULL), error);
}

/* "12.HASH.m1l.cue3" behind "f.sign.". */
bool desk_sign(const Desk *desk, const char *tap, GError **error)
{
    g_auto(GStrv) part = g_strsplit(tap, ".", 3);
    if (g_strv_length(part) < 3)
        return desk_reply(desk, phrase(desk->lang, "staff.unknown", NULL), error);
    LiveSigning what = { part[2], NULL, part[1] };
    return sign(desk, g_ascii_strtoll(part[0], NULL, 10), &what, error);
}

/* Nobody signs what she has not seen: long words go before the question, whole, and a reply to them is other words. */
static char *ask_words(const Desk *desk, const Post *draft, GError **error)
{
    if (text_length(draft->text) <= SHOWN_MAX)
        return phrase(desk->lang, "staff.live.words", "text", draft->text, NULL);
    g_autofree char *key =
        g_strdup_printf("FV%" G_GINT64_FORMAT "/%s/%s", draft->cohort, draft->prompt, desk->event->id);
    g_autofree char *n = g_strdup_printf("%zu", text_length(draft->text));
    return desk_say(desk->context, desk->staff, key, LANE_REPLY, OWED_NOTICE, g_strdup(draft->text), desk->now, error)
               ? phrase(desk->lang, "staff.live.words.above", "n", n, NULL)
               : NULL;
}

/* A reply to an answer that was shown to her, by its key "FV12/m1l.cue3/...": kept, and shown once more. */
bool desk_sign_words(const Desk *desk, const char *key, const char *text, GError **error)
{
    g_auto(GStrv) part = g_strsplit(key, "/", 3);
    if (g_strv_length(part) < 2)
        return desk_reply(desk, phrase(desk->lang, "staff.unknown", NULL), error);
    Post draft = { .cohort = g_ascii_strtoll(key + 2, NULL, 10),
        .staff = desk->staff->id,
        .prompt = part[1],
        .basis = BASIS_NONE,
        .text = (char *)text,
        .state = POST_DRAFT,
        .written = desk->now };
    if (!post_add(desk->store, &draft, error))
        return false;
    g_autofree char *id = g_strdup_printf("f.signas.%" G_GINT64_FORMAT, draft.id);
    g_autofree char *title = phrase(desk->lang, "staff.live.sign.button", NULL);
    g_autofree char *words = ask_words(desk, &draft, error);
    if (!words)
        return false;
    Message *ask = message_new(MESSAGE_BUTTONS, words);
    message_add_choice(ask, id, title, NULL);
    g_autofree char *asked = g_strdup_printf("FL%" G_GINT64_FORMAT "/words", draft.id);
    return desk_owe(desk->context, desk->staff, asked, LANE_REPLY, OWED_NOTICE, ask, desk->now, error);
}

bool desk_sign_draft(const Desk *desk, int64_t id, GError **error)
{
    bool moved = false;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Post) draft = post_get(desk->store, id, &fault);
    if (!missing_only(g_steal_pointer(&fault), error))
        return false;
    if (!draft || draft->staff != desk->staff->id || draft->state != POST_DRAFT || !draft->prompt || draft->room)
        return desk_reply(desk, phrase(desk->lang, "staff.gone", NULL), error);
    LiveSigning what = { draft->prompt, draft->text, NULL };
    return post_move(desk->store, id, POST_DRAFT, POST_DISCARDED, desk->now, NULL, &moved, error) &&
           sign(desk, draft->cohort, &what, error);
}
