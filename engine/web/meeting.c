/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Leading a live meeting from a page. The sheet renews itself and has a button for each move; what is typed (other
 * words for an answer, words to somebody silent) stands on a page that stays as it is. */
#include "meeting_priv.h"

#include "live_sheet.h"

#include <string.h>

static void meeting_clear(Meeting *m)
{
    cohort_free(m->cohort);
    cJSON_Delete(m->sheet);
    g_free(m->post);
    g_free(m->back);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Meeting, meeting_clear)

cJSON *meeting_sheet(WebPage *page, const Cohort *cohort, int64_t room, GError **error)
{
    Web *web = page->web;
    const Course *course = library_course(web->library, cohort->version, error);
    return course ? live_sheet(web_context(web), cohort, room, course->lang, page->now, error) : NULL;
}

/* --- choices, of the room page->arg[1] --- */

typedef void PutChoice(const cJSON *one, cJSON *list);

static bool each_of(WebPage *page, const char *array, PutChoice *put, cJSON *list, GError **error)
{
    g_autoptr(Cohort) cohort = cohort_get(page->web->store, page->arg[0], error);
    g_autoptr(cJSON) sheet = cohort ? meeting_sheet(page, cohort, page->arg[1], error) : NULL;
    const cJSON *one = NULL;
    cJSON_ArrayForEach(one, json_at(sheet, array)) put(one, list);
    return sheet != NULL;
}

static char *cue_line(const cJSON *cue)
{
    g_autofree char *words = meeting_words(cue, 60);
    return g_strdup_printf("Minute %d: %s", (int)json_int(cue, "minute", 0), words);
}

static void put_next(const cJSON *cue, cJSON *list)
{
    g_autofree char *line = cue_line(cue);
    if (strcmp(json_string(cue, "state"), "next") == 0)
        deed_choice(list, json_string(cue, "cue"), line);
}

static bool comes_next(WebPage *page, cJSON *list, GError **error)
{
    return each_of(page, "script", put_next, list, error);
}

static void put_answer(const cJSON *cue, cJSON *list)
{
    if (!meeting_to_sign(cue))
        return;
    g_autofree char *line = cue_line(cue), *value = meeting_answer(cue);
    deed_choice(list, value, line);
}

static bool answers(WebPage *page, cJSON *list, GError **error)
{
    return each_of(page, "script", put_answer, list, error);
}

static void put_silent(const cJSON *one, cJSON *list)
{
    deed_choice(list, json_string(one, "learner"), json_string(one, "name"));
}

static bool silent(WebPage *page, cJSON *list, GError **error)
{
    return each_of(page, "silent", put_silent, list, error);
}

/* --- what can be done --- */

static void tell_start(const cJSON *result, cJSON *sentences)
{
    deed_say(sentences, g_strdup_printf("It begins at %s.", json_string(result, "at")));
}

static void tell_sign(const cJSON *result, cJSON *sentences)
{
    int64_t rooms = json_int(result, "rooms", 0);
    deed_say(sentences, g_strdup_printf("Signed by %s, %s: that stands under it, in %" G_GINT64_FORMAT " room%s.",
                            json_string(result, "name"), json_string(result, "role"), rooms, rooms == 1 ? "" : "s"));
}

static void tell_nudge(const cJSON *result, cJSON *sentences)
{
    const char *quiet = json_string(result, "quiet_until");
    if (json_int(result, "window", 0) > 0)
        deed_say(sentences, g_strdup("She has not written for a day: a template asks her back first."));
    if (quiet && *quiet)
        deed_say(sentences, g_strdup_printf("It is quiet there until %s: she gets it then.", quiet));
}

/* "HASH.m1l.cue3" into what the verb takes; without the tick it is signed for all rooms. */
static void adapt_sign(cJSON *params)
{
    const char *value = json_string(params, "cue");
    g_auto(GStrv) part = g_strsplit(value ? value : "", ".", 2);
    bool whole = g_strv_length(part) == 2;
    if (!json_bool(params, "only", false))
        cJSON_DeleteItemFromObjectCaseSensitive(params, "room");
    cJSON_DeleteItemFromObjectCaseSensitive(params, "only");
    cJSON_DeleteItemFromObjectCaseSensitive(params, "cue");
    json_put(json_put(params, "cue", whole ? part[1] : ""), "read", whole ? part[0] : "");
}

/* Words to one person need neither. */
static void adapt_nudge(cJSON *params)
{
    cJSON_DeleteItemFromObjectCaseSensitive(params, "cohort");
    cJSON_DeleteItemFromObjectCaseSensitive(params, "room");
}

/* clang-format off */
#define COMES { "cue", "What is next", DEED_CHOICE, false, comes_next }
#define SIGN { "sign", "live.sign", WEB_NAMES, "Sign a prepared answer", \
    "Your name and role stand under it. Until somebody signs it, it and all that follows wait.", \
    "Sign it with my name", "It is signed, and goes out at its time; where it waited, it goes out now.", \
    { { "cue", "Which answer", DEED_CHOICE, false, answers }, \
        { "text", "In other words, or as it stands", DEED_WORDS, true, NULL }, \
        { "only", "In this room alone", DEED_TICK, true, NULL } }, .adapt = adapt_sign, .tell = tell_sign }
#define NUDGE { "nudge", "say", WEB_NAMES, "Ask somebody who is silent", "To her alone: her group does not see it.", \
    "Send it to her", "She is asked, privately.", \
    { { "to", "Whom", DEED_CHOICE, false, silent }, { "text", "Words", DEED_WORDS, false, NULL } }, \
    .adapt = adapt_nudge, .tell = tell_nudge }
/* clang-format on */

static const Deed all_deeds[] = {
    { "start", "live.start", WEB_NAMES, "Begin the meeting",
        "Now, or at another time of this day. By itself it begins when it is planned.", "Begin it",
        "The beginning is set.", { { "at", "At another time, such as 14:20", DEED_LINE, true, NULL } },
        .tell = tell_start },
    { "next", "live.next", WEB_NAMES, "What is next comes now", "It goes to everybody in the room at once.",
        "Let it come", "It comes now.", { COMES } },
    { "hold", "live.hold", WEB_NAMES, "Wait a little", "What is next, and all after it, comes so much later.", "Wait",
        "What is next comes later.", { COMES, { "minutes", "Minutes, 5 unless said", DEED_NUMBER, true, NULL } } },
    { "skip", "live.skip", WEB_NAMES, "Leave it out", "What is next goes to nobody. The rest keeps its distances.",
        "Leave it out", "It is left out.", { COMES } },
    { "end", "live.end", WEB_NAMES, "End the meeting", "What is left of the script is left out.", "End it",
        "The meeting ends now.", { { NULL } } },
    SIGN,
    NUDGE,
    { NULL },
};
static const Deed sign_deeds[] = { SIGN, { NULL } };
static const Deed nudge_deeds[] = { NUDGE, { NULL } };
static const Deed no_deeds[] = { { NULL } };

static cJSON *meeting_params(WebPage *page, gpointer data, GError **error)
{
    const Meeting *m = data;
    return json_put(json_put(cJSON_CreateObject(), "cohort", m->cohort->name), "room", json_string(m->sheet, "room"));
}

/* --- which room --- */

/* How much a room's meeting asks for being looked at. */
static int worth(const cJSON *sheet, const char *today)
{
    const char *state = json_string(sheet, "state"), *starts = json_string(sheet, "starts");
    if (strcmp(state, "on") == 0)
        return 3;
    return strcmp(state, "planned") ? 0 : starts && g_str_has_prefix(starts, today) ? 2 : 1;
}

/* The room that is asked for; without a word the first in which a meeting goes on, or is planned, or none. */
static bool find_room(WebPage *page, Meeting *m, int64_t wanted, GError **error)
{
    int best = -1;
    g_autofree char *now = civil_local_text(cohort_zone(m->cohort), page->now), *today = g_strndup(now, 10);
    g_autoptr(GArray) rooms = room_list(page->web->store, m->cohort->id, error);
    for (guint i = 0; rooms && i < rooms->len && best < 3; i++) {
        int64_t id = g_array_index(rooms, int64_t, i);
        if (wanted && id != wanted)
            continue;
        g_autoptr(cJSON) sheet = meeting_sheet(page, m->cohort, id, error);
        if (!sheet)
            return false;
        if (worth(sheet, today) <= best)
            continue;
        best = worth(sheet, today);
        m->room = id;
        cJSON_Delete(m->sheet);
        m->sheet = g_steal_pointer(&sheet);
    }
    if (rooms && wanted && !m->room)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "The cohort has no such room.");
    return rooms && (!wanted || m->room);
}

static bool meeting_open(WebPage *page, Meeting *m, int64_t wanted, GError **error)
{
    m->cohort = cohort_get(page->web->store, page->arg[0], error);
    if (!m->cohort || !find_room(page, m, wanted, error))
        return false;
    g_autofree char *here = web_cohort_path(m->cohort->id, "/live");
    m->post = g_strdup_printf("%s/%" G_GINT64_FORMAT, here, m->room);
    m->back = g_strdup_printf("%s?room=%" G_GINT64_FORMAT, here, m->room);
    page->arg[1] = m->room;
    return true;
}

/* The words that are suggested for her whom the address names; NULL when she is not silent any more. */
static const char *nudge_for(const Meeting *m, const char *learner)
{
    const cJSON *one = NULL;
    cJSON_ArrayForEach(one, json_at(m->sheet, "silent"))
    {
        if (strcmp(json_string(one, "learner"), learner) == 0)
            return json_string(one, "nudge");
    }
    return NULL;
}

/* Fills in the form that a link on the sheet leads to. Words stand in no address. */
static const Deed *fill_in(WebPage *page, Meeting *m, const char *to, const char *cue)
{
    const char *nudge = *to ? nudge_for(m, to) : NULL;
    const cJSON *answer = *cue ? meeting_cue(m, cue) : NULL;
    if (*to && !nudge)
        m->gone = "She has said something since, or the meeting is over: there is nobody to ask.";
    else if (!*to && (!answer || !meeting_to_sign(answer)))
        m->gone = "This answer is signed or left out by now, or its words have changed.";
    if (m->gone)
        return no_deeds;
    page->form = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_hash_table_insert(page->form, g_strdup("to"), g_strdup(to));
    g_hash_table_insert(page->form, g_strdup("cue"), g_strdup(cue));
    g_hash_table_insert(page->form, g_strdup("text"), g_strdup(nudge ? nudge : ""));
    return nudge ? nudge_deeds : sign_deeds;
}

bool meeting_show(WebPage *page, GError **error)
{
    g_auto(Meeting) m = { 0 };
    int64_t wanted = 0;
    const char *to = page_query(page, "to"), *cue = page_query(page, "cue");
    g_ascii_string_to_signed(page_query(page, "room"), 10, 1, G_MAXINT64, &wanted, NULL);
    if (!meeting_open(page, &m, wanted, error))
        return false;
    m.still = *to || *cue;
    const Deed *offered = m.still ? fill_in(page, &m, to, cue) : no_deeds;
    const DeedPage of = { offered, m.post, m.back, "meeting", "Live meeting", meeting_params, meeting_put, &m };
    return deed_show(page, &of, error);
}

bool meeting_do(WebPage *page, GError **error)
{
    g_auto(Meeting) m = { .still = true };
    if (!meeting_open(page, &m, page->arg[1], error))
        return false;
    const DeedPage of = { all_deeds, m.post, m.back, "meeting", "Live meeting", meeting_params, meeting_put, &m };
    return deed_do(page, &of, error);
}
