/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keeps a cohort's rooms alive: how it is set, and how the rooms are. */
#include "active.h"
#include "core_group.h"
#include "room_talk.h"
#include "upkeep.h"
#include "workspace.h"

#include <stdio.h>

static cJSON *settings_json(const Upkeep *upkeep)
{
    cJSON *list = cJSON_CreateArray();
    const char *sentence = NULL;
    for (guint i = 0; upkeep_name(i, &sentence); i++) {
        g_autofree char *value = upkeep_value(upkeep, i);
        cJSON *one = json_put(json_put(cJSON_CreateObject(), "name", upkeep_name(i, NULL)), "value", value);
        json_put_item(list, NULL, json_put(one, "means", sentence));
    }
    return list;
}

static bool add_vote(const char *choice, int64_t count, gpointer data)
{
    json_put_int(data, choice, count);
    return true;
}

/* Those who wrote enough with their names. */
static bool put_named(Workspace *w, const GArray *counts, int enough, cJSON *names, GError **error)
{
    g_autoptr(GArray) named = core_named(counts, enough);
    for (guint i = 0; i < named->len; i++) {
        const TalkCount *count = &g_array_index(named, TalkCount, i);
        g_autoptr(Enrolment) e = enrolment_get(w->store, w->vault, count->enrolment, error);
        if (!e)
            return false;
        g_autofree char *id = g_strdup_printf("L%" G_GINT64_FORMAT, e->learner);
        cJSON *who = json_put(json_put(cJSON_CreateObject(), "learner", id), "name", e->name);
        json_put_item(names, NULL, json_put_int(who, "posts", count->named));
    }
    return true;
}

/* Who carries the room's talk. */
static bool put_core(Workspace *w, int64_t room, const Upkeep *upkeep, int64_t now, cJSON *one, GError **error)
{
    g_autoptr(GArray) counts = talk_counts(w->store, room, now - CORE_DAYS * DAY, error);
    cJSON *names = cJSON_CreateArray();
    json_put_item(one, "core", names);
    json_put_int(json_put_int(one, "core_posts", upkeep->core_posts), "core_floor", upkeep->core_floor);
    if (!counts)
        return false;
    CoreGroup core = core_group(counts, upkeep->core_posts);
    json_put_int(json_put_int(one, "core_size", core.core), "half", core.half);
    return put_named(w, counts, upkeep->core_posts, names, error);
}

static void print_core(const cJSON *one)
{
    const cJSON *who;
    int64_t floor = json_int(one, "core_floor", 0);
    printf("    core: %d wrote %d posts or more in %d days", (int)json_int(one, "core_size", 0),
        (int)json_int(one, "core_posts", 0), CORE_DAYS);
    if (floor)
        printf(" (floor %d)", (int)floor);
    const char *before = "; with their names: ";
    cJSON_ArrayForEach(who, json_at(one, "core"))
    {
        printf("%s%s %s %d", before, json_string(who, "learner"), json_string(who, "name"),
            (int)json_int(who, "posts", 0));
        before = ", ";
    }
    printf("; half of the words by %d\n", (int)json_int(one, "half", 0));
}

static cJSON *room_json(
    Workspace *w, const Cohort *cohort, const Upkeep *upkeep, int64_t room, int64_t now, GError **error)
{
    Silence s;
    int64_t word = 0;
    g_autofree char *name = room_name(w->store, room, error);
    g_autoptr(GArray) volunteers = name ? volunteer_list(w->store, room, error) : NULL;
    if (!volunteers || !silence_get(w->store, room, &s, error) || !talk_last_word(w->store, room, &word, error))
        return NULL;
    g_autofree char *at = word ? civil_utc_text(word) : NULL;
    cJSON *votes = cJSON_CreateObject();
    cJSON *one = json_put(json_put(cJSON_CreateObject(), "room", name), "last_word", at);
    json_put_int(one, "silent_hours", word ? active_between(cohort, word, now) / HOUR : 0);
    json_put(one, "attempt", s.since && word <= s.since ? rung_name(s.rung) : "");
    json_put_int(json_put_int(one, "silences", s.episodes), "volunteers", volunteers->len);
    json_put_item(one, "reasons", votes);
    if (silence_votes(w->store, room, add_vote, votes, error) && put_core(w, room, upkeep, now, one, error))
        return one;
    cJSON_Delete(one);
    return NULL;
}

static void print_room(const cJSON *one)
{
    const char *at = json_string(one, "last_word"), *attempt = json_string(one, "attempt");
    printf("room %s: ", json_string(one, "room"));
    if (at)
        printf("last word %s, %" G_GINT64_FORMAT " active hours ago", at, json_int(one, "silent_hours", 0));
    else
        printf("nothing said yet");
    printf("; %" G_GINT64_FORMAT " volunteers%s%s\n", json_int(one, "volunteers", 0), *attempt ? "; " : "", attempt);
    print_core(one);
    const cJSON *vote;
    cJSON_ArrayForEach(vote, json_at(one, "reasons"))
    {
        printf("    %s: %" G_GINT64_FORMAT "\n", vote->string, json_int(json_at(one, "reasons"), vote->string, 0));
    }
}

static void print_all(const cJSON *settings, const cJSON *rooms)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, settings)
    {
        printf("%-13s %-14s %s\n", json_string(one, "name"), json_string(one, "value"), json_string(one, "means"));
    }
    puts("");
    cJSON_ArrayForEach(one, rooms)
    {
        print_room(one);
    }
}

bool cmd_upkeep(Cli *cli, GError **error)
{
    Upkeep upkeep;
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(Cohort) cohort = w ? cohort_find(w->store, cli_arg(cli, 0), error) : NULL;
    if (!cohort || !upkeep_get(w->store, cohort->id, &upkeep, error))
        return false;
    g_autoptr(cJSON) all = cJSON_CreateObject();
    cJSON *settings = settings_json(&upkeep), *rooms = cJSON_CreateArray();
    json_put(all, "cohort", cohort->name);
    json_put_item(json_put_item(all, "settings", settings), "rooms", rooms);
    g_autoptr(GArray) ids = room_list(w->store, cohort->id, error);
    for (guint i = 0; ids && i < ids->len; i++) {
        cJSON *one = room_json(w, cohort, &upkeep, g_array_index(ids, int64_t, i), cli->clock.now, error);
        if (!one)
            return false;
        json_put_item(rooms, NULL, one);
    }
    if (!ids)
        return false;
    if (cli_switch(cli, "json"))
        cli_print_json(all);
    else
        print_all(settings, rooms);
    return true;
}

bool cmd_upkeep_set(Cli *cli, GError **error)
{
    cJSON *params = json_put(json_put(cJSON_CreateObject(), "cohort", cli_arg(cli, 0)), "name", cli_arg(cli, 1));
    json_put_bool(json_put(params, "value", cli_arg(cli, 2)), "dry_run", cli_switch(cli, "dry-run"));
    g_autoptr(cJSON) r = workspace_change(cli, "upkeep.set", params, error);
    if (!r || cli_said_json(cli, r))
        return r != NULL;
    printf("%s%s of %s: %s (was %s)\n", json_bool(r, "dry_run", false) ? "dry run: " : "", json_string(r, "name"),
        json_string(r, "cohort"), json_string(r, "value"), json_string(r, "before"));
    return true;
}
