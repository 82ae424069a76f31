/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run sheet as it is read on a phone: now and next first, then who is silent, what is asked, who talks, the script.
 */
#include "meeting_priv.h"

#include "text.h"

#include <string.h>

bool meeting_to_sign(const cJSON *cue)
{
    const char *state = json_string(cue, "state");
    return json_bool(cue, "answer", false) && !*json_string(cue, "signed") &&
           (strcmp(state, "next") == 0 || strcmp(state, "later") == 0);
}

char *meeting_answer(const cJSON *cue)
{
    return g_strdup_printf("%.16s.%s", json_string(cue, "hash"), json_string(cue, "cue"));
}

char *meeting_words(const cJSON *cue, size_t most)
{
    const char *own = json_string(cue, "own");
    bool end = strcmp(json_string(cue, "kind"), "end") == 0;
    return text_cut(end ? "The end of the meeting" : own && *own ? own : json_string(cue, "text"), most);
}

static bool is_state(const cJSON *one, const char *state)
{
    return strcmp(json_string(one, "state"), state) == 0;
}

static const cJSON *next_of(const Meeting *m)
{
    const cJSON *cue = NULL;
    cJSON_ArrayForEach(cue, json_at(m->sheet, "script"))
    {
        if (is_state(cue, "next"))
            return cue;
    }
    return NULL;
}

/* --- buttons --- */

static void put_move(const Meeting *m, cJSON *list, const char *word, const char *button, const char *cue)
{
    g_autofree char *to = g_strconcat(m->post, "/", word, NULL);
    cJSON *one = json_put(json_put(cJSON_CreateObject(), "to", to), "button", button);
    json_put_item(list, NULL, json_put(json_put(one, "word", word), "cue", cue));
}

static void put_moves(const WebPage *page, const Meeting *m, cJSON *view)
{
    cJSON *list = cJSON_CreateArray();
    const cJSON *next = next_of(m);
    g_autofree char *now = civil_local_text(cohort_zone(m->cohort), page->now);
    json_put_item(view, "moves", list);
    if (is_state(m->sheet, "planned") && strncmp(json_string(m->sheet, "starts"), now, 10) == 0)
        put_move(m, list, "start", "Begin", "");
    if (!is_state(m->sheet, "on") || !next)
        return;
    const char *cue = json_string(next, "cue");
    bool end = strcmp(json_string(next, "kind"), "end") == 0;
    if (!end)
        put_move(m, list, "next", "Next now", cue);
    put_move(m, list, "hold", "Wait", cue);
    if (!end)
        put_move(m, list, "skip", "Leave out", cue);
    put_move(m, list, "end", "End", "");
}

/* --- the script --- */

/* What stands beside a cue; *class is how it looks. */
static const char *mark_of(const cJSON *cue, const char **class)
{
    bool late = json_bool(cue, "waits", false);
    *class = "";
    if (is_state(cue, "done"))
        return "given";
    if (is_state(cue, "out"))
        return "left out";
    if (meeting_to_sign(cue)) {
        *class = late ? "fail" : "warn";
        return late ? "waits for a signature" : "not signed";
    }
    *class = "ok";
    return is_state(cue, "next") ? "next" : "";
}

/* Given. */
static char *when_of(const cJSON *cue)
{
    const char *at = json_string(cue, "at"), *clock = *at ? at + strlen("2026-01-07 ") : "";
    if (json_bool(cue, "waits", false))
        return g_strdup("as soon as it is signed");
    return is_state(cue, "next") ? g_strdup_printf("%s, in %d min", clock, (int)json_int(cue, "in", 0))
                                 : g_strdup(clock);
}

/* Where it is signed; "" where nothing is to be. Given. */
static char *sign_way(const Meeting *m, const cJSON *cue)
{
    if (!meeting_to_sign(cue))
        return g_strdup("");
    g_autofree char *value = meeting_answer(cue);
    return g_strdup_printf("%s&cue=%s#sign", m->back, value);
}

static cJSON *cue_item(const Meeting *m, const cJSON *cue)
{
    const char *class = NULL, *mark = mark_of(cue, &class), *kind = json_string(cue, "kind");
    const char *by = json_string(cue, "signed");
    bool plain = strcmp(kind, "text") == 0 || strcmp(kind, "end") == 0;
    g_autofree char *when = when_of(cue), *words = meeting_words(cue, 3000), *answer = sign_way(m, cue);
    cJSON *one = json_put_int(cJSON_CreateObject(), "minute", json_int(cue, "minute", 0));
    json_put(json_put(json_put(one, "when", when), "words", words), "notes", json_string(cue, "notes"));
    json_put(json_put(json_put(one, "mark", mark), "class", class), "kind", plain ? "" : kind);
    return json_put(json_put(one, "by", by ? by : ""), "sign", answer);
}

static void put_script(const Meeting *m, cJSON *view)
{
    cJSON *list = cJSON_CreateArray(), *first = cJSON_CreateArray();
    const cJSON *cue = NULL, *next = next_of(m);
    json_put_item(json_put_item(view, "script", list), "next", first);
    if (next && is_state(m->sheet, "on"))
        json_put_item(first, NULL, cue_item(m, next));
    cJSON_ArrayForEach(cue, json_at(m->sheet, "script"))
    {
        json_put_item(list, NULL, cue_item(m, cue));
    }
}

/* --- people --- */

static void put_silent(const Meeting *m, cJSON *view)
{
    const cJSON *one = NULL;
    cJSON *list = cJSON_CreateArray();
    const char *quiet = json_string(m->sheet, "quiet_until");
    cJSON_ArrayForEach(one, json_at(m->sheet, "silent"))
    {
        const char *learner = json_string(one, "learner");
        g_autofree char *ask = quiet && *quiet ? g_strdup("") : g_strdup_printf("%s&to=%s#nudge", m->back, learner);
        cJSON *item = json_put(json_put(cJSON_CreateObject(), "who", json_string(one, "name")), "ask", ask);
        json_put_item(list, NULL, json_put(item, "here", json_bool(one, "here", false) ? "is here" : "is not here"));
    }
    json_put_int(json_put_item(view, "silent", list), "n_silent", cJSON_GetArraySize(list));
    json_put(view, "quiet", quiet ? quiet : "");
}

static void put_questions(const Meeting *m, cJSON *view)
{
    const cJSON *one = NULL;
    cJSON *list = cJSON_CreateArray();
    cJSON_ArrayForEach(one, json_at(m->sheet, "questions"))
    {
        g_autofree char *to = g_strdup_printf("/question/%" G_GINT64_FORMAT, json_int(one, "post", 0));
        cJSON *item = json_put(json_put(cJSON_CreateObject(), "who", json_string(one, "name")), "answer", to);
        json_put_item(list, NULL, json_put(item, "words", json_string(one, "text")));
    }
    json_put_int(json_put_item(view, "questions", list), "n_questions", cJSON_GetArraySize(list));
}

static void put_talk(const Meeting *m, cJSON *view)
{
    const cJSON *one = NULL;
    cJSON *list = cJSON_CreateArray();
    cJSON_ArrayForEach(one, json_at(m->sheet, "talk"))
    {
        cJSON *item = json_put(cJSON_CreateObject(), "who", json_string(one, "name"));
        int64_t n = json_int(one, "posts", 0);
        g_autofree char *posts = g_strdup_printf("%" G_GINT64_FORMAT " post%s", n, n == 1 ? "" : "s");
        json_put_int(json_put(item, "posts", posts), "percent", json_int(one, "percent", 0));
        json_put_item(list, NULL, item);
    }
    json_put_item(view, "talk", list);
}

const cJSON *meeting_cue(const Meeting *m, const char *value)
{
    const cJSON *cue = NULL;
    cJSON_ArrayForEach(cue, json_at(m->sheet, "script"))
    {
        g_autofree char *answer = meeting_to_sign(cue) ? meeting_answer(cue) : NULL;
        if (g_strcmp0(answer, value) == 0 || strcmp(json_string(cue, "cue"), value) == 0)
            return cue;
    }
    return NULL;
}

/* The whole words of the cue that a form names. */
static void put_read(const WebPage *page, const Meeting *m, cJSON *view)
{
    const cJSON *cue = meeting_cue(m, page_field(page, "cue"));
    cJSON *list = cJSON_CreateArray();
    json_put_item(view, "read", list);
    if (cue)
        json_put_item(list, NULL, cue_item(m, cue));
}

/* --- the head --- */

static char *standing(const cJSON *sheet)
{
    const char *starts = json_string(sheet, "starts"), *ends = json_string(sheet, "ends") + strlen("2026-01-07 ");
    int minutes = (int)json_int(sheet, "minutes", 0), passed = (int)json_int(sheet, "passed", 0);
    if (is_state(sheet, "planned"))
        return g_strdup_printf("Begins %s, for %d minutes.", starts, minutes);
    if (is_state(sheet, "over"))
        return g_strdup_printf(
            json_bool(sheet, "begun", false) ? "Over. It began %s." : "It did not take place, and was given up %s.",
            starts);
    return passed <= minutes ? g_strdup_printf("Minute %d of %d, until %s.", passed, minutes, ends)
                             : g_strdup_printf("Minute %d: its time was over at %s.", passed, ends);
}

static char *attendance(const cJSON *sheet)
{
    int here = (int)json_int(sheet, "here", 0), all = (int)json_int(sheet, "members", 0);
    int coming = (int)json_int(sheet, "coming", 0);
    if (is_state(sheet, "planned"))
        return g_strdup_printf("%d of %d said they come.", coming, all);
    if (!json_bool(sheet, "begun", false))
        return g_strdup("");
    return g_strdup_printf("%d of %d %s here.", here, all, is_state(sheet, "over") ? "were" : "are");
}

static bool put_rooms(WebPage *page, const Meeting *m, cJSON *view, GError **error)
{
    cJSON *list = cJSON_CreateArray();
    json_put_item(view, "rooms", list);
    g_autoptr(GArray) rooms = room_list(page->web->store, m->cohort->id, error);
    for (guint i = 0; rooms && rooms->len > 1 && i < rooms->len; i++) {
        int64_t id = g_array_index(rooms, int64_t, i);
        g_autofree char *name = room_name(page->web->store, id, error);
        if (!name)
            return false;
        g_autofree char *to =
            g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/live?room=%" G_GINT64_FORMAT, m->cohort->id, id);
        cJSON *item = json_put(json_put(cJSON_CreateObject(), "way", to), "name", name);
        json_put_item(list, NULL, json_put_bool(item, "current", id == m->room));
    }
    json_put_bool(view, "many", rooms && rooms->len > 1);
    return rooms != NULL;
}

bool meeting_put(WebPage *page, cJSON *view, gpointer meeting, GError **error)
{
    const Meeting *m = meeting;
    bool none = !m->sheet || is_state(m->sheet, "none");
    page_tabs(page, m->cohort, view);
    json_put(json_put_bool(view, "none", none), "again", m->back);
    json_put_bool(json_put(view, "refresh", m->still || none ? "" : "15"), "renews", !m->still && !none);
    json_put_bool(json_put_bool(view, "sheet", !none && !m->still), "still", m->still);
    json_put(view, "gone", m->gone ? m->gone : "");
    if (!put_rooms(page, m, view, error))
        return false;
    if (none)
        return true;
    g_autofree char *state = standing(m->sheet), *who = attendance(m->sheet);
    json_put(json_put(json_put(view, "meeting", json_string(m->sheet, "title")), "standing", state), "who", who);
    json_put(view, "room", json_string(m->sheet, "room"));
    json_put_bool(view, "on", is_state(m->sheet, "on"));
    put_moves(page, m, view);
    put_script(m, view);
    put_read(page, m, view);
    put_silent(m, view);
    put_questions(m, view);
    put_talk(m, view);
    return true;
}
