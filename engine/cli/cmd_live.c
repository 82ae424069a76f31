/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The run sheet of a room's live meeting, and running it from a command line. */
#include "live_sheet.h"
#include "workspace.h"

#include <stdio.h>
#include <string.h>

/* --- the sheet --- */

static void print_cue(const cJSON *cue)
{
    const char *state = json_string(cue, "state"), *at = json_string(cue, "at"), *kind = json_string(cue, "kind");
    const char *by = json_string(cue, "signed"), *notes = json_string(cue, "notes"), *own = json_string(cue, "own");
    bool next = strcmp(state, "next") == 0, end = strcmp(kind, "end") == 0;
    printf("%c minute %-3d %-8s %-5s ", next ? '>' : ' ', (int)json_int(cue, "minute", 0), state, *at ? at + 11 : "");
    if (next && !json_bool(cue, "waits", false))
        printf("in %d min  ", (int)json_int(cue, "in", 0));
    printf("%s%s%s\n", end ? "end of the meeting" : json_string(cue, "cue"), strcmp(kind, "text") && !end ? ", " : "",
        strcmp(kind, "text") && !end ? kind : "");
    if (json_bool(cue, "answer", false))
        printf("    %s%s\n",
            by && *by                        ? "signed by "
            : json_bool(cue, "waits", false) ? "NOT SIGNED: its time has come, and everything waits for it"
                                             : "not signed yet: baraza live sign",
            by ? by : "");
    if (!end)
        printf("    %s\n", own && *own ? own : json_string(cue, "text"));
    if (notes && *notes)
        printf("    (for you: %s)\n", notes);
}

static void print_people(const cJSON *sheet)
{
    const cJSON *one, *silent = json_at(sheet, "silent");
    const char *quiet = json_string(sheet, "quiet_until");
    bool on = strcmp(json_string(sheet, "state"), "on") == 0;
    if (cJSON_GetArraySize(silent))
        printf("%s (%d)%s%s\n", on ? "silent so far" : "said nothing", cJSON_GetArraySize(silent),
            on && quiet && *quiet ? ", not to be asked before " : "", on && quiet ? quiet : "");
    cJSON_ArrayForEach(one, silent)
    {
        printf("  %-6s %-24s %s\n", json_string(one, "learner"), json_string(one, "name"),
            json_bool(one, "here", false) ? "here" : "not here");
        if (on && (!quiet || !*quiet))
            printf("         baraza say %s: \"%s\"\n", json_string(one, "learner"), json_string(one, "nudge"));
    }
    if (cJSON_GetArraySize(json_at(sheet, "questions")))
        printf("open questions\n");
    cJSON_ArrayForEach(one, json_at(sheet, "questions"))
    {
        printf("  %-6d %-8s %s: %s\n", (int)json_int(one, "post", 0), json_string(one, "kind"),
            json_string(one, "name"), json_string(one, "text"));
    }
    if (cJSON_GetArraySize(json_at(sheet, "talk")))
        printf("talk\n");
    cJSON_ArrayForEach(one, json_at(sheet, "talk"))
    {
        printf("  %3d %%  %-24s %d post%s, %d characters\n", (int)json_int(one, "percent", 0), json_string(one, "name"),
            (int)json_int(one, "posts", 0), json_int(one, "posts", 0) == 1 ? "" : "s",
            (int)json_int(one, "characters", 0));
    }
}

static void print_sheet(const cJSON *sheet)
{
    static const char *const states[][2] = { { "planned", "begins" }, { "on", "going on since" },
        { "over", "over; it began" } };
    const char *state = json_string(sheet, "state"), *says = "";
    if (strcmp(state, "none") == 0) {
        printf(
            "%s, room %s: no live meeting is planned yet\n", json_string(sheet, "cohort"), json_string(sheet, "room"));
        return;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(states); i++)
        if (strcmp(state, states[i][0]) == 0)
            says = states[i][1];
    bool over = strcmp(state, "over") == 0;
    if (over && !json_bool(sheet, "begun", false))
        says = "did not take place; given up";
    printf("%s, room %s: %s (%s), %s %s, %d minutes\n", json_string(sheet, "cohort"), json_string(sheet, "room"),
        json_string(sheet, "title"), json_string(sheet, "step"), says, json_string(sheet, "starts"),
        (int)json_int(sheet, "minutes", 0));
    printf("%d of %d %s here, %d said they come\n\n", (int)json_int(sheet, "here", 0),
        (int)json_int(sheet, "members", 0), over ? "were" : "are", (int)json_int(sheet, "coming", 0));
    const cJSON *cue;
    cJSON_ArrayForEach(cue, json_at(sheet, "script"))
    {
        print_cue(cue);
    }
    printf("\n");
    print_people(sheet);
}

static bool add_sheet(const Cli *cli, Workspace *w, const Cohort *cohort, int64_t room, cJSON *list, GError **error)
{
    const Course *course = library_course(w->library, cohort->version, error);
    cJSON *sheet = course ? live_sheet(w->context, cohort, room, course->lang, cli->clock.now, error) : NULL;
    if (sheet)
        json_put_item(list, NULL, sheet);
    return sheet != NULL;
}

bool cmd_live(Cli *cli, GError **error)
{
    int64_t room = 0;
    const char *name = cli_arg(cli, 1);
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(Cohort) cohort = w ? cohort_find(w->store, cli_arg(cli, 0), error) : NULL;
    if (!cohort || (name && !room_find(w->store, cohort->id, name, &room, error)))
        return false;
    if (name && !room) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "cohort %s has no room \"%s\"", cohort->name, name);
        return false;
    }
    g_autoptr(GArray) rooms = room_list(w->store, cohort->id, error);
    g_autoptr(cJSON) list = cJSON_CreateArray();
    for (guint i = 0; rooms && i < rooms->len; i++) {
        int64_t id = g_array_index(rooms, int64_t, i);
        if ((!room || id == room) && !add_sheet(cli, w, cohort, id, list, error))
            return false;
    }
    if (rooms)
        cli_print_list(cli, list, print_sheet, "this cohort has no room yet");
    return rooms != NULL;
}

/* --- running it --- */

static cJSON *params_of(Cli *cli, int room_at)
{
    cJSON *params = json_put(cJSON_CreateObject(), "cohort", cli_arg(cli, 0));
    json_put(params, "room", cli_arg(cli, room_at));
    return json_put_bool(params, "dry_run", cli_switch(cli, "dry-run"));
}

static const char *dry(const cJSON *r)
{
    return json_bool(r, "dry_run", false) ? "dry run: " : "";
}

bool cmd_live_start(Cli *cli, GError **error)
{
    cJSON *params = json_put(params_of(cli, 1), "at", cli_option(cli, "at"));
    g_autoptr(cJSON) r = workspace_change(cli, "live.start", params, error);
    if (r && !cli_said_json(cli, r))
        printf("%s%s of room %s begins at %s\n", dry(r), json_string(r, "step"), json_string(r, "room"),
            json_string(r, "at"));
    return r != NULL;
}

static bool move(Cli *cli, const char *verb, const char *done, cJSON *params, GError **error)
{
    g_autoptr(cJSON) r = workspace_change(cli, verb, json_put(params, "cue", cli_option(cli, "cue")), error);
    if (r && !cli_said_json(cli, r))
        printf("%sroom %s: %s %s\n", dry(r), json_string(r, "room"),
            json_string(r, "cue") ? json_string(r, "cue") : json_string(r, "step"), done);
    return r != NULL;
}

bool cmd_live_next(Cli *cli, GError **error)
{
    return move(cli, "live.next", "comes now", params_of(cli, 1), error);
}

bool cmd_live_skip(Cli *cli, GError **error)
{
    return move(cli, "live.skip", "is left out", params_of(cli, 1), error);
}

bool cmd_live_end(Cli *cli, GError **error)
{
    return move(cli, "live.end", "ends now", params_of(cli, 1), error);
}

bool cmd_live_hold(Cli *cli, GError **error)
{
    int64_t minutes = 5;
    if (!cli_number(cli, "minutes", 1, 120, &minutes, error))
        return false;
    g_autofree char *done = g_strdup_printf("comes %d minutes later", (int)minutes);
    return move(cli, "live.hold", done, json_put_int(params_of(cli, 1), "minutes", minutes), error);
}

bool cmd_live_sign(Cli *cli, GError **error)
{
    const char *file = cli_option(cli, "text");
    if (!cli_option(cli, "by")) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
            "whose signature is it? Name a facilitator or coordinator of the cohort: --by NAME");
        return false;
    }
    g_autofree char *text = file ? cli_read_text(file, 1u << 16, error) : NULL;
    if (file && !text)
        return false;
    cJSON *params = json_put(params_of(cli, 2), "cue", cli_arg(cli, 1));
    json_put(params, "by", cli_option(cli, "by"));
    if (text)
        json_put(params, "text", g_strchomp(text));
    g_autoptr(cJSON) r = workspace_change(cli, "live.sign", params, error);
    if (r && !cli_said_json(cli, r))
        printf("%s%s is signed by %s, %s%s, in %d room%s (SHA-256 %s)\n", dry(r), json_string(r, "cue"),
            json_string(r, "name"), json_string(r, "role"), json_bool(r, "edited", false) ? ", in other words" : "",
            (int)json_int(r, "rooms", 0), json_int(r, "rooms", 0) == 1 ? "" : "s", json_string(r, "hash"));
    return r != NULL;
}
