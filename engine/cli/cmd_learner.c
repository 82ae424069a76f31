/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One learner: taken out, moved, given another number, forgotten; and the roster of a cohort. */
#include "outbox.h"
#include "person.h"
#include "workspace.h"

#include <stdio.h>
#include <string.h>

static cJSON *change(Cli *cli, const char *verb, const char *name, const char *value, GError **error)
{
    cJSON *params = json_put(cJSON_CreateObject(), "learner", cli_arg(cli, 0));
    if (name)
        json_put(params, name, value);
    json_put_bool(params, "dry_run", cli_switch(cli, "dry-run"));
    return workspace_change(cli, verb, params, error);
}

static const char *dry(const Cli *cli)
{
    return cli_switch(cli, "dry-run") ? " (tried only: nothing is changed)" : "";
}

bool cmd_learner_withdraw(Cli *cli, GError **error)
{
    const char *why = cli_option(cli, "reason");
    if (!why) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "--reason is needed; it goes to the journal");
        return false;
    }
    g_autoptr(cJSON) result = change(cli, "learner.withdraw", "reason", why, error);
    if (result)
        printf("%s: withdrawn; %s%s\n", json_string(result, "learner"),
            json_bool(result, "told", false) ? "she is told so, and nothing more is sent" : "nothing is sent",
            dry(cli));
    return result != NULL;
}

bool cmd_learner_move(Cli *cli, GError **error)
{
    g_autoptr(cJSON) result = change(cli, "learner.move", "room", cli_arg(cli, 1), error);
    if (result)
        printf("%s: from room %s to room %s%s\n", json_string(result, "learner"), json_string(result, "from"),
            json_string(result, "room"), dry(cli));
    return result != NULL;
}

bool cmd_learner_phone(Cli *cli, GError **error)
{
    g_autoptr(cJSON) result = change(cli, "learner.phone", "phone", cli_arg(cli, 1), error);
    if (result)
        printf("%s: the new number is kept; she is asked back there when something is due%s\n",
            json_string(result, "learner"), dry(cli));
    return result != NULL;
}

bool cmd_learner_forget(Cli *cli, GError **error)
{
    bool approve = cli_switch(cli, "approve");
    g_autoptr(cJSON) result = change(cli, approve ? "learner.forget.approve" : "learner.forget", NULL, NULL, error);
    if (!result)
        return false;
    const char *id = json_string(result, "learner");
    if (approve)
        printf("%s: %s; all is erased from %s on%s\n", id,
            json_bool(result, "told", false) ? "she gets a last confirmation"
                                             : "she cannot be told, her window is closed",
            json_string(result, "at"), dry(cli));
    else
        printf("%s: name, numbers, %" G_GINT64_FORMAT " posts with %" G_GINT64_FORMAT
               " files and the words of %" G_GINT64_FORMAT " messages would go.\n"
               "An admin approves it: baraza learner forget %s --approve%s\n",
            id, json_int(result, "posts", 0), json_int(result, "files", 0), json_int(result, "messages", 0), id,
            dry(cli));
    return true;
}

/* --- the roster --- */

static const char *unreachable(const Enrolment *e, const char *address, const OutboxThread *thread)
{
    if (e->state == ENROLMENT_NO_OPT_IN)
        return "no opt-in";
    if (e->state == ENROLMENT_STOPPED || e->state == ENROLMENT_REMOVED)
        return "has left";
    if (!address)
        return "no number";
    return thread->window_until ? NULL : "not seen yet";
}

static bool add_learner(Workspace *w, const Cohort *cohort, int64_t id, cJSON *list, GError **error)
{
    g_autoptr(Enrolment) e = enrolment_get(w->store, w->vault, id, error);
    OutboxThread thread;
    bool user_id = false;
    g_autoptr(GError) fault = NULL;
    if (!e || !outbox_thread_get(w->store, e->learner, &thread, error))
        return false;
    g_autofree char *address = address_of(w->store, w->vault, e->learner, &user_id, &fault);
    g_autofree char *room = room_name(w->store, e->room, error);
    if (fault || !room) {
        if (fault)
            g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    const char *why = unreachable(e, address, &thread);
    g_autofree char *learner = g_strdup_printf("L%" G_GINT64_FORMAT, e->learner);
    g_autofree char *seen = thread.window_until ? civil_local_text(cohort_zone(cohort),
                                                      thread.window_until - context_caps(w->context)->window)
                                                : NULL;
    cJSON *one = json_put(json_put(cJSON_CreateObject(), "learner", learner), "name", e->name);
    json_put(json_put(json_put(one, "room", room), "state", enrolment_state_name(e->state)), "seen", seen);
    json_put_bool(json_put_bool(one, "reachable", !why || thread.window_until == 0), "joined", thread.window_until > 0);
    json_put_item(list, NULL, json_put(one, "note", why));
    return true;
}

static void print_roster(const cJSON *list)
{
    int silent = 0;
    const cJSON *one;
    printf("%-8s %-24s %-6s %-10s %-17s %s\n", "LEARNER", "NAME", "ROOM", "STATE", "LAST SEEN", "NOTE");
    cJSON_ArrayForEach(one, list)
    {
        const char *seen = json_string(one, "seen"), *note = json_string(one, "note");
        silent += !json_bool(one, "joined", false);
        printf("%-8s %-24.24s %-6s %-10s %-17s %s\n", json_string(one, "learner"), json_string(one, "name"),
            json_string(one, "room"), json_string(one, "state"), seen ? seen : "-", note ? note : "");
    }
    printf("%d learners, %d of them not seen yet\n", cJSON_GetArraySize(list), silent);
}

bool cmd_learner_list(Cli *cli, GError **error)
{
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(Cohort) cohort = w ? cohort_find(w->store, cli_arg(cli, 0), error) : NULL;
    g_autoptr(GArray) people = cohort ? enrolment_list(w->store, cohort->id, error) : NULL;
    g_autoptr(cJSON) list = cJSON_CreateArray();
    for (guint i = 0; people && i < people->len; i++)
        if (!add_learner(w, cohort, g_array_index(people, int64_t, i), list, error))
            return false;
    if (people && cli_switch(cli, "json"))
        cli_print_json(list);
    else if (people)
        print_roster(list);
    return people != NULL;
}
