/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A live meeting from the phone of whoever leads it: SHEET, LIVE, LIVE END, and taps that bring the next cue, hold it,
 * leave it out, or ask somebody who is silent. */
#include "clock.h"
#include "facilitate.h"
#include "live_sheet.h"
#include "staff_priv.h"
#include "text.h"

#include <string.h>

#define NUDGES 3 /* names to tap */
#define HOLD 5   /* minutes */

/* `cue` (or NULL): what comes next while the button is good. */
static void add_button(const Desk *desk, Message *message, const char *what, int64_t id, const char *cue)
{
    g_autofree char *tap = g_strdup_printf("f.%s.%" G_GINT64_FORMAT "%s%s", what, id, cue ? "." : "", cue ? cue : "");
    g_autofree char *key = g_strdup_printf("staff.%s.button", what);
    g_autofree char *title = phrase(desk->lang, key, NULL);
    message_add_choice(message, tap, title, NULL);
}

static bool owe(const Desk *desk, const char *what, int64_t id, Message *message, GError **error)
{
    g_autofree char *key = g_strdup_printf("FL%" G_GINT64_FORMAT "/%s/%s", id, what, desk->event->id);
    return desk_owe(desk->context, desk->staff, key, LANE_REPLY, OWED_NOTICE, message, desk->now, error);
}

/* What goes wrong because of her choice is told to her; *error stays for what is ours. */
bool desk_told_why(const Desk *desk, GError *refused, GError **error)
{
    g_autoptr(GError) why = refused;
    if (why && (why->domain != BARAZA_ERROR || why->code >= BARAZA_ERROR_STORE)) {
        g_propagate_error(error, g_steal_pointer(&why));
        return false;
    }
    return desk_reply(desk, phrase(desk->lang, "staff.live.refused", "why", why ? why->message : "", NULL), error);
}

/* --- the sheet --- */

static const cJSON *next_of(const cJSON *sheet)
{
    const cJSON *cue;
    cJSON_ArrayForEach(cue, json_at(sheet, "script"))
    {
        if (strcmp(json_string(cue, "state"), "next") == 0)
            return cue;
    }
    return NULL;
}

static char *number(int64_t n)
{
    return g_strdup_printf("%" G_GINT64_FORMAT, n);
}

static void add_next(const Desk *desk, const cJSON *sheet, GString *out)
{
    const cJSON *next = next_of(sheet);
    if (!next)
        return;
    bool end = strcmp(json_string(next, "kind"), "end") == 0;
    const char *notes = json_string(next, "notes");
    g_autofree char *in = number(json_int(next, "in", 0)), *text = text_cut(json_string(next, "text"), 200);
    bool waits = json_bool(next, "waits", false);
    g_autofree char *line = phrase(desk->lang,
        end     ? "staff.sheet.end"
        : waits ? "staff.sheet.waits"
                : "staff.sheet.next",
        "n", in, "text", text, NULL);
    g_string_append_printf(out, "\n%s", line);
    if (notes && *notes)
        g_string_append_printf(out, "\n_%s_", notes);
    if (json_bool(next, "answer", false) && !*json_string(next, "signed")) {
        g_autofree char *sign = phrase(desk->lang, "staff.sheet.unsigned", NULL);
        g_string_append_printf(out, "\n%s", sign);
    }
}

static char *list_talk(const cJSON *sheet)
{
    GString *list = g_string_new(NULL);
    const cJSON *one;
    int n = 0;
    cJSON_ArrayForEach(one, json_at(sheet, "talk"))
    {
        if (n++ < 5)
            g_string_append_printf(
                list, "%s%s %d %%", list->len ? ", " : "", json_string(one, "name"), (int)json_int(one, "percent", 0));
    }
    return g_string_free(list, FALSE);
}

static char *sheet_text(const Desk *desk, const cJSON *sheet)
{
    bool on = strcmp(json_string(sheet, "state"), "on") == 0;
    g_autofree char *here = number(json_int(sheet, "here", 0)), *members = number(json_int(sheet, "members", 0));
    g_autofree char *coming = number(json_int(sheet, "coming", 0)), *passed = number(json_int(sheet, "passed", 0));
    g_autofree char *silent = number(cJSON_GetArraySize(json_at(sheet, "silent")));
    g_autofree char *questions = number(cJSON_GetArraySize(json_at(sheet, "questions")));
    g_autofree char *talk = list_talk(sheet);
    GString *out = g_string_new(NULL);
    g_autofree char *head = phrase(desk->lang, on ? "staff.sheet.on" : "staff.sheet.planned", "title",
        json_string(sheet, "title"), "room", json_string(sheet, "room"), "n", passed, "minutes",
        json_string(sheet, "ends") + 11, "when", json_string(sheet, "starts"), NULL);
    g_string_append(out, head);
    g_autofree char *who = phrase(desk->lang, on ? "staff.sheet.who" : "staff.sheet.coming", "here", here, "members",
        members, "coming", coming, NULL);
    g_string_append_printf(out, "\n%s", who);
    add_next(desk, sheet, out);
    if (!on)
        return g_string_free(out, FALSE);
    g_autofree char *people =
        phrase(desk->lang, "staff.sheet.people", "silent", silent, "questions", questions, "talk", talk, NULL);
    g_string_append_printf(out, "\n%s", people);
    return g_string_free(out, FALSE);
}

/* WhatsApp takes no button without a title, and no title twice in a message. */
static bool is_title(const Message *message, const char *title)
{
    for (guint i = 0; i < message->choices->len; i++)
        if (strcmp(((const MessageChoice *)message->choices->pdata[i])->title, title) == 0)
            return false;
    return *title != '\0';
}

/* "f.nudge.42": the name is the title, of two namesakes the id. */
static bool offer_nudges(const Desk *desk, const cJSON *sheet, int64_t room, GError **error)
{
    const cJSON *one, *silent = json_at(sheet, "silent");
    if (cJSON_GetArraySize(silent) == 0 || *json_string(sheet, "quiet_until"))
        return true;
    Message *message = message_new(MESSAGE_BUTTONS, NULL);
    cJSON_ArrayForEach(one, silent)
    {
        g_autofree char *id = g_strdup_printf("f.nudge.%s", json_string(one, "learner") + 1);
        g_autofree char *title = text_cut(json_string(one, "name"), (size_t)context_caps(desk->context)->button_title);
        if (message->choices->len < NUDGES)
            message_add_choice(message, id, is_title(message, title) ? title : json_string(one, "learner"), NULL);
    }
    message->text =
        phrase(desk->lang, "staff.sheet.nudge", "text", json_string(cJSON_GetArrayItem(silent, 0), "nudge"), NULL);
    return owe(desk, "nudges", room, message, error);
}

static bool show_sheet(const Desk *desk, int64_t room, const cJSON *sheet, GError **error)
{
    bool on = strcmp(json_string(sheet, "state"), "on") == 0;
    g_autofree char *text = sheet_text(desk, sheet);
    Message *message = message_new(MESSAGE_BUTTONS, text);
    static const char *const moves[] = { "lnext", "lhold", "lskip" };
    const cJSON *next = next_of(sheet);
    bool end = next && strcmp(json_string(next, "kind"), "end") == 0;
    for (gsize i = 0; on && next && i < G_N_ELEMENTS(moves); i++)
        if (!end || strcmp(moves[i], "lskip") != 0)
            add_button(desk, message, moves[i], room, json_string(next, "cue"));
    if (!on)
        add_button(desk, message, "lgo", room, NULL);
    return owe(desk, "sheet", room, message, error) && (!on || offer_nudges(desk, sheet, room, error));
}

typedef bool WithSheet(const Desk *desk, int64_t room, const cJSON *sheet, GError **error);

/* Each of her rooms whose meeting is on, or planned for this day where `planned`; *n counts them. */
static bool each_sheet(const Desk *desk, bool planned, WithSheet *fn, int *n, GError **error)
{
    g_autoptr(GArray) rooms = desk_rooms(desk->context, desk->staff, error);
    *n = 0;
    for (guint i = 0; rooms && i < rooms->len; i++) {
        int64_t room = g_array_index(rooms, int64_t, i), id = 0;
        const Cohort *cohort =
            room_cohort(desk->store, room, &id, error) ? context_cohort(desk->context, id, error) : NULL;
        g_autoptr(cJSON) sheet = cohort ? live_sheet(desk->context, cohort, room, desk->lang, desk->now, error) : NULL;
        if (!sheet)
            return false;
        const char *state = json_string(sheet, "state");
        g_autofree char *today = civil_local_text(cohort_zone(cohort), desk->now);
        bool on = strcmp(state, "on") == 0;
        bool due = strcmp(state, "planned") == 0 && strncmp(json_string(sheet, "starts"), today, 10) == 0;
        if (!on && !(planned && due))
            continue;
        ++*n;
        if (!fn(desk, room, sheet, error))
            return false;
    }
    return rooms != NULL;
}

bool desk_sheet(const Desk *desk, GError **error)
{
    int n = 0;
    return each_sheet(desk, true, show_sheet, &n, error) &&
           (n || desk_reply(desk, phrase(desk->lang, "staff.live.none", NULL), error));
}

/* --- moving it --- */

static const Cohort *own_room(const Desk *desk, int64_t room, GError **error)
{
    int64_t id = 0;
    bool may = false;
    if (!room_cohort(desk->store, room, &id, error) || (id && !desk_may(desk, id, &may, error)))
        return NULL;
    if (may)
        return context_cohort(desk->context, id, error);
    desk_reply(desk, phrase(desk->lang, "staff.not_yours", NULL), error);
    return NULL;
}

static bool begin(const Desk *desk, const Cohort *cohort, int64_t room, GError **refused)
{
    g_autoptr(Due) opening = NULL;
    const Step *meeting = live_today(desk->context, cohort, room, desk->now, &opening, refused);
    if (!meeting && !*refused)
        g_set_error(refused, BARAZA_ERROR, BARAZA_ERROR_STATE, "no meeting of this room waits to begin today");
    return meeting && live_begin(desk->context, cohort, opening, desk->now, desk->now, refused);
}

static bool move(
    const Desk *desk, const Cohort *cohort, int64_t room, const char *what, const char *cue, GError **refused)
{
    g_autofree char *id = NULL;
    const Step *meeting = live_open(desk->context, cohort, room, NULL, refused);
    LiveHow how = strcmp(what, "lnext") == 0 ? LIVE_COME : strcmp(what, "lhold") == 0 ? LIVE_HOLD : LIVE_SKIP;
    LiveMove by = { how, HOLD, cue };
    if (!meeting && !*refused)
        g_set_error(refused, BARAZA_ERROR, BARAZA_ERROR_STATE, "no meeting goes on in this room");
    if (!meeting)
        return false;
    if (strcmp(what, "lend") == 0)
        return live_end(
            desk->context, cohort->id, room, meeting, "Whoever led the meeting ended it before.", desk->now, refused);
    return live_move(desk->context, cohort, room, meeting, &by, desk->now, &id, refused);
}

bool desk_live(const Desk *desk, const char *what, int64_t room, const char *cue, GError **error)
{
    static const char *const notes[][2] = { { "lgo", "live.started" }, { "lnext", "live.moved_on" },
        { "lhold", "live.held" }, { "lskip", "live.skipped" }, { "lend", "live.ended" } };
    GError *refused = NULL;
    const Cohort *cohort = own_room(desk, room, error);
    if (!cohort)
        return !(error && *error);
    bool good =
        strcmp(what, "lgo") == 0 ? begin(desk, cohort, room, &refused) : move(desk, cohort, room, what, cue, &refused);
    if (!good)
        return desk_told_why(desk, refused, error);
    g_autofree char *payload = g_strdup_printf("{\"room\":%" G_GINT64_FORMAT "}", room);
    g_autofree char *says = g_strdup_printf("staff.%s.said", what);
    for (gsize i = 0; i < G_N_ELEMENTS(notes); i++)
        if (strcmp(notes[i][0], what) == 0 && !desk_note(desk, notes[i][1], "C", cohort->id, payload, error))
            return false;
    return desk_reply(desk, phrase(desk->lang, says, NULL), error);
}

/* For LIVE END: the sheet of one of several that go on, with the button that ends it. */
static bool show_end(const Desk *desk, int64_t room, const cJSON *sheet, GError **error)
{
    g_autofree char *text = sheet_text(desk, sheet);
    Message *message = message_new(MESSAGE_BUTTONS, text);
    add_button(desk, message, "lend", room, NULL);
    return owe(desk, "end", room, message, error);
}

static bool begin_one(const Desk *desk, int64_t room, const cJSON *sheet, GError **error)
{
    return strcmp(json_string(sheet, "state"), "on") == 0 ? show_sheet(desk, room, sheet, error)
                                                          : desk_live(desk, "lgo", room, NULL, error);
}

static bool end_one(const Desk *desk, int64_t room, const cJSON *sheet, GError **error)
{
    return desk_live(desk, "lend", room, NULL, error);
}

/* With several rooms she says which: each shows its sheet with the button. */
static bool one_or_sheets(const Desk *desk, bool planned, WithSheet *fn, WithSheet *which, GError **error)
{
    int n = 0;
    g_autoptr(GArray) rooms = desk_rooms(desk->context, desk->staff, error);
    if (!rooms)
        return false;
    return each_sheet(desk, planned, rooms->len == 1 ? fn : which, &n, error) &&
           (n || desk_reply(desk, phrase(desk->lang, "staff.live.none", NULL), error));
}

bool desk_live_word(const Desk *desk, bool end, GError **error)
{
    return one_or_sheets(desk, !end, end ? end_one : begin_one, end ? show_end : show_sheet, error);
}

/* --- somebody silent --- */

static bool ask_silent(
    const Desk *desk, const Enrolment *e, const char *to, const Step *meeting, Notice *notice, GError **error)
{
    bool here = false;
    if (!task_is_confirmed(desk->store, e->id, meeting->id, &here, error))
        return false;
    g_autofree char *actor = g_strdup_printf("S%" G_GINT64_FORMAT, desk->staff->id);
    const char *lang = e->lang && *e->lang ? e->lang : desk->lang;
    g_autofree char *text = phrase(lang, here ? "live.nudge" : "live.nudge.away", "name", enrolment_shown(e), NULL);
    notice->actor = actor;
    notice->text = text;
    return notice_add(desk->store, notice, error) &&
           facilitate_deliver(desk->context, notice, desk->now, NULL, error) &&
           desk_note(desk, "words.sent", "L", e->learner, NULL, error) &&
           desk_reply(
               desk, phrase(desk->lang, "staff.nudge.said", "name", e->name && *e->name ? e->name : to, NULL), error);
}

/* The suggested words, said to her alone as by `say`; never in quiet hours. An old button may name one who has left. */
bool desk_nudge(const Desk *desk, int64_t learner, GError **error)
{
    int64_t id = 0;
    bool may = false;
    if (!enrolment_of_learner(desk->store, learner, &id, error))
        return false;
    g_autoptr(Enrolment) e = id ? enrolment_get(desk->store, context_vault(desk->context), id, error) : NULL;
    const Cohort *cohort = e ? context_cohort(desk->context, e->cohort, error) : NULL;
    if (!cohort || !desk_may(desk, e->cohort, &may, error))
        return !(error && *error);
    GError *refused = NULL;
    const Step *meeting = may ? live_open(desk->context, cohort, e->room, NULL, &refused) : NULL;
    if (refused)
        return desk_told_why(desk, refused, error);
    if (!meeting || cohort_quiet_until(cohort, desk->now))
        return desk_reply(desk, phrase(desk->lang, may ? "staff.live.none" : "staff.not_yours", NULL), error);
    Notice notice = { .written = desk->now, .at = desk->now, .state = NOTICE_SENT };
    g_autofree char *to = g_strdup_printf("L%" G_GINT64_FORMAT, learner);
    return facilitate_find(desk->context, to, &notice, &refused) ? ask_silent(desk, e, to, meeting, &notice, error)
                                                                 : desk_told_why(desk, refused, error);
}
