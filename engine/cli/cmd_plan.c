/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who opens which discussion, week by week. */
#include "host.h"
#include "workspace.h"

#include <stdio.h>

static cJSON *lead_json(Workspace *w, const Cohort *cohort, const Lead *lead, GError **error)
{
    g_autofree char *room = room_name(w->store, lead->room, error);
    g_autofree char *at = civil_local_text(cohort_zone(cohort), lead->at);
    g_autoptr(Enrolment) e = room && lead->enrolment ? enrolment_get(w->store, w->vault, lead->enrolment, error) : NULL;
    if (!room || (lead->enrolment && !e))
        return NULL;
    cJSON *one = json_put_int(cJSON_CreateObject(), "week", lead->week + 1);
    json_put(json_put(json_put(one, "at", at), "room", room), "step", lead->step);
    json_put(one, "lead", lead->wanted ? "peer" : "facilitator");
    if (e) {
        g_autofree char *learner = g_strdup_printf("L%" G_GINT64_FORMAT, e->learner);
        json_put(json_put(one, "learner", learner), "name", e->name);
    }
    return json_put(one, "state", lead->wanted ? lead_state_name(lead->state) : "");
}

static bool add_room(Workspace *w, const Cohort *cohort, int64_t room, cJSON *list, GError **error)
{
    g_autoptr(GPtrArray) leads = lead_list(w->store, room, error);
    for (guint i = 0; leads && i < leads->len; i++) {
        cJSON *one = lead_json(w, cohort, leads->pdata[i], error);
        if (!one)
            return false;
        json_put_item(list, NULL, one);
    }
    return leads != NULL;
}

static void print_lead(const cJSON *one)
{
    const char *name = json_string(one, "name"), *learner = json_string(one, "learner");
    bool peer = g_str_equal(json_string(one, "lead"), "peer");
    printf("week %-2" G_GINT64_FORMAT " %s  room %-6s %-14s ", json_int(one, "week", 0), json_string(one, "at"),
        json_string(one, "room"), json_string(one, "step"));
    if (!peer)
        puts("facilitator");
    else if (!name)
        puts("a peer, but nobody has offered it yet: the facilitator");
    else
        printf("%s %s, %s\n", learner, name, json_string(one, "state"));
}

bool cmd_plan(Cli *cli, GError **error)
{
    Upkeep upkeep;
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(Cohort) cohort = w ? cohort_find(w->store, cli_arg(cli, 0), error) : NULL;
    g_autoptr(GArray) rooms = cohort ? room_list(w->store, cohort->id, error) : NULL;
    g_autoptr(cJSON) list = cJSON_CreateArray();
    if (!rooms || !upkeep_get(w->store, cohort->id, &upkeep, error))
        return false;
    for (guint i = 0; i < rooms->len; i++)
        if (!add_room(w, cohort, g_array_index(rooms, int64_t, i), list, error))
            return false;
    if (cli_switch(cli, "json")) {
        cli_print_json(list);
        return true;
    }
    if (upkeep.n_shares == 0)
        printf("the facilitator leads every discussion; to hand some over:\n  baraza upkeep set %s shares \"100 75 50 "
               "25\"\n",
            cohort->name);
    else if (cJSON_GetArraySize(list) == 0)
        printf("nothing is planned yet: baraza plan make %s, or wait for the engine's morning look\n", cohort->name);
    const cJSON *one;
    cJSON_ArrayForEach(one, list)
    {
        print_lead(one);
    }
    return true;
}

bool cmd_plan_make(Cli *cli, GError **error)
{
    cJSON *params =
        json_put_bool(json_put(cJSON_CreateObject(), "cohort", cli_arg(cli, 0)), "dry_run", cli_switch(cli, "dry-run"));
    g_autoptr(cJSON) r = workspace_change(cli, "plan.make", params, error);
    if (!r || cli_said_json(cli, r))
        return r != NULL;
    printf("%s%" G_GINT64_FORMAT " discussions to come, %" G_GINT64_FORMAT " of them led by peers",
        json_bool(r, "dry_run", false) ? "dry run: " : "", json_int(r, "prompts", 0), json_int(r, "peers", 0));
    if (json_int(r, "nobody", 0))
        printf("; %" G_GINT64_FORMAT " of these without a volunteer: the word VOLUNTEER offers it",
            json_int(r, "nobody", 0));
    puts("");
    return true;
}

bool cmd_plan_lead(Cli *cli, GError **error)
{
    cJSON *params = json_put(json_put(cJSON_CreateObject(), "cohort", cli_arg(cli, 0)), "room", cli_arg(cli, 1));
    json_put(json_put(params, "step", cli_arg(cli, 2)), "learner", cli_arg(cli, 3));
    json_put_bool(params, "dry_run", cli_switch(cli, "dry-run"));
    g_autoptr(cJSON) r = workspace_change(cli, "plan.lead", params, error);
    if (!r || cli_said_json(cli, r))
        return r != NULL;
    printf("%s%s: %s leads\n", json_bool(r, "dry_run", false) ? "dry run: " : "", json_string(r, "step"),
        json_string(r, "learner"));
    return true;
}
