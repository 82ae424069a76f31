/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is in a cohort, who has not been seen yet, and who waits for a place. */
#include "csv.h"
#include "invitation.h"
#include "outbox.h"
#include "workspace.h"

#include <stdio.h>
#include <string.h>

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
    json_put(json_put(one, "opt_in", e->opt_in_means), "cadre", e->cadre);
    json_put(json_put(one, "facility", e->facility), "language", e->lang);
    json_put(one, "source", e->source);
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
        const char *source = json_string(one, "source"), *name = json_string(one, "name");
        printf("%-8s %-24.24s %-6s %-10s %-17s %s%s%s%s\n", json_string(one, "learner"),
            name ? name : "sealed with another key", json_string(one, "room"), json_string(one, "state"),
            seen ? seen : "-", source ? "from " : "", source ? source : "", source && note ? "; " : "",
            note ? note : "");
    }
    printf("%d learners, %d of them not seen yet\n", cJSON_GetArraySize(list), silent);
}

static bool add_all(Workspace *w, const Cohort *cohort, bool absent, cJSON *list, GError **error)
{
    g_autoptr(GArray) people = enrolment_list(w->store, cohort->id, error);
    for (guint i = 0; people && i < people->len; i++)
        if (!add_learner(w, cohort, g_array_index(people, int64_t, i), list, error))
            return false;
    for (int i = cJSON_GetArraySize(list) - 1; people && absent && i >= 0; i--)
        if (json_bool(cJSON_GetArrayItem(list, i), "joined", false))
            cJSON_DeleteItemFromArray(list, i);
    return people != NULL;
}

bool cmd_learner_list(Cli *cli, GError **error)
{
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(Cohort) cohort = w ? cohort_find(w->store, cli_arg(cli, 0), error) : NULL;
    g_autoptr(cJSON) list = cJSON_CreateArray();
    if (!cohort || !add_all(w, cohort, false, list, error))
        return false;
    if (cli_switch(cli, "json"))
        cli_print_json(list);
    else
        print_roster(list);
    return true;
}

/* --- with the waiting list --- */

static bool add_waiting(Workspace *w, const Cohort *cohort, cJSON *list, GError **error)
{
    g_autoptr(GArray) waiting = guests_waiting(w->store, cohort->id, error);
    for (guint i = 0; waiting && i < waiting->len; i++) {
        g_autoptr(Guest) guest = guest_get(w->store, w->vault, g_array_index(waiting, int64_t, i), error);
        if (!guest)
            return false;
        g_autofree char *since = civil_local_text(cohort_zone(cohort), guest->since);
        g_autofree char *learner = g_strdup_printf("L%" G_GINT64_FORMAT, guest->learner);
        cJSON *one = json_put_int(cJSON_CreateObject(), "place", i + 1);
        json_put(json_put(json_put(one, "learner", learner), "name", guest->name), "since", since);
        json_put_item(list, NULL, one);
    }
    return waiting != NULL;
}

static void print_waiting(const cJSON *waiting)
{
    const cJSON *one;
    if (cJSON_GetArraySize(waiting) == 0)
        return;
    printf("\nWaiting for a place (baraza learner admit ID):\n");
    cJSON_ArrayForEach(one, waiting)
    {
        printf("%3" G_GINT64_FORMAT "  %-8s %-24.24s since %s\n", json_int(one, "place", 0),
            json_string(one, "learner"), json_string(one, "name"), json_string(one, "since"));
    }
}

/* "learner", "name" ... as the members of a row, then those who wait. */
static void print_csv(const cJSON *list, const cJSON *waiting)
{
    static const char *const columns[] = { "learner", "name", "room", "state", "seen", "opt_in", "language", "cadre",
        "facility", "source", "note" };
    g_autoptr(GString) out = g_string_new(NULL);
    const cJSON *one;
    for (gsize i = 0; i < G_N_ELEMENTS(columns); i++)
        csv_put(out, columns[i]);
    csv_end_row(out);
    cJSON_ArrayForEach(one, list)
    {
        for (gsize i = 0; i < G_N_ELEMENTS(columns); i++) {
            const char *text = json_string(one, columns[i]);
            csv_put(out, text ? text : "");
        }
        csv_end_row(out);
    }
    cJSON_ArrayForEach(one, waiting)
    {
        for (gsize i = 0; i < G_N_ELEMENTS(columns); i++) {
            const char *text = strcmp(columns[i], "state") == 0 ? "waiting" : json_string(one, columns[i]);
            csv_put(out, text ? text : "");
        }
        csv_end_row(out);
    }
    fputs(out->str, stdout);
}

bool cmd_roster(Cli *cli, GError **error)
{
    bool absent = cli_switch(cli, "not-joined");
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(Cohort) cohort = w ? cohort_find(w->store, cli_arg(cli, 0), error) : NULL;
    g_autoptr(cJSON) both = cJSON_CreateObject();
    cJSON *list = cJSON_CreateArray(), *waiting = cJSON_CreateArray();
    json_put_item(both, "learners", list);
    json_put_item(both, "waiting", waiting);
    if (!cohort || !add_all(w, cohort, absent, list, error) || (!absent && !add_waiting(w, cohort, waiting, error)))
        return false;
    if (cli_switch(cli, "csv")) {
        print_csv(list, waiting);
        return true;
    }
    if (cli_switch(cli, "json")) {
        cli_print_json(both);
        return true;
    }
    print_roster(list);
    print_waiting(waiting);
    return true;
}
