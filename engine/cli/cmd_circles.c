/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pairs and small circles: who talks with whom, formed anew, or one learner put into another. */
#include "company.h"
#include "workspace.h"

#include <stdio.h>

static void print_circles(const cJSON *list)
{
    const cJSON *one, *who;
    cJSON_ArrayForEach(one, list)
    {
        printf("%-7s %6" G_GINT64_FORMAT "  room %s: ", json_string(one, "kind") ? json_string(one, "kind") : "",
            json_int(one, "circle", 0), json_string(one, "room"));
        const char *comma = "";
        cJSON_ArrayForEach(who, json_at(one, "members"))
        {
            const char *name = json_string(who, "name");
            printf("%s%s %s", comma, json_string(who, "learner"), name ? name : "(forgotten)");
            comma = ", ";
        }
        puts("");
    }
}

static bool add_member(Workspace *w, int64_t enrolment, cJSON *people, GError **error)
{
    g_autoptr(Enrolment) e = enrolment_get(w->store, w->vault, enrolment, error);
    if (!e)
        return false;
    g_autofree char *id = g_strdup_printf("L%" G_GINT64_FORMAT, e->learner);
    cJSON *one = json_put(json_put(cJSON_CreateObject(), "learner", id), "name", e->name);
    json_put_item(people, NULL, json_put(json_put(one, "cadre", e->cadre), "facility", e->facility));
    return true;
}

static bool add_circle(Workspace *w, const Circle *circle, const char *room, cJSON *list, GError **error)
{
    g_autoptr(GArray) in = circle_members(w->store, circle->id, error);
    if (!in)
        return false;
    cJSON *people = cJSON_CreateArray();
    cJSON *one = json_put_int(cJSON_CreateObject(), "circle", circle->id);
    json_put(json_put(one, "kind", circle_kind_name(circle->kind)), "room", room);
    json_put_item(list, NULL, json_put_item(one, "members", people));
    for (guint i = 0; i < in->len; i++)
        if (!add_member(w, g_array_index(in, int64_t, i), people, error))
            return false;
    return true;
}

static bool add_room(Workspace *w, int64_t room, cJSON *list, GError **error)
{
    g_autofree char *name = room_name(w->store, room, error);
    for (int kind = 0; name && kind < CIRCLE_KINDS; kind++) {
        g_autoptr(GArray) circles = circle_list(w->store, room, (CircleKind)kind, error);
        if (!circles)
            return false;
        for (guint i = 0; i < circles->len; i++)
            if (!add_circle(w, &g_array_index(circles, Circle, i), name, list, error))
                return false;
    }
    return name != NULL;
}

bool cmd_circles(Cli *cli, GError **error)
{
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(Cohort) cohort = w ? cohort_find(w->store, cli_arg(cli, 0), error) : NULL;
    g_autoptr(GArray) rooms = cohort ? room_list(w->store, cohort->id, error) : NULL;
    g_autoptr(cJSON) list = cJSON_CreateArray();
    for (guint i = 0; rooms && i < rooms->len; i++)
        if (!add_room(w, g_array_index(rooms, int64_t, i), list, error))
            return false;
    if (!rooms)
        return false;
    if (cli_switch(cli, "json"))
        cli_print_json(list);
    else if (cJSON_GetArraySize(list) == 0)
        printf("%s has no pairs or circles yet: they are formed when a step for them opens, or by circles form\n",
            cohort->name);
    else
        print_circles(list);
    return true;
}

static bool changed(Cli *cli, const char *verb, cJSON *params, GError **error)
{
    json_put_bool(params, "dry_run", cli_switch(cli, "dry-run"));
    g_autoptr(cJSON) result = workspace_change(cli, verb, params, error);
    if (!result)
        return false;
    if (cli_switch(cli, "json")) {
        cli_print_json(result);
        return true;
    }
    if (json_bool(result, "dry_run", false))
        puts("dry run: nothing was changed");
    print_circles(json_at(result, "circles"));
    return true;
}

bool cmd_circles_form(Cli *cli, GError **error)
{
    int64_t size = 0;
    if (!cli_number(cli, "size", 2, CIRCLE_MOST, &size, error))
        return false;
    cJSON *params = json_put(cJSON_CreateObject(), "cohort", cli_arg(cli, 0));
    json_put(params, "kind", size == 2 || cli_switch(cli, "pairs") ? "pair" : "circle");
    json_put(params, "mix", cli_option(cli, "mix"));
    if (size)
        json_put_int(params, "size", size);
    return changed(cli, "circles.form", params, error);
}

bool cmd_circles_move(Cli *cli, GError **error)
{
    int64_t to = 0;
    if (!cli_number(cli, "to", 1, G_MAXINT64, &to, error))
        return false;
    if (!to) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "give the number of the circle: --to N");
        return false;
    }
    cJSON *params = json_put(cJSON_CreateObject(), "learner", cli_arg(cli, 0));
    return changed(cli, "circles.move", json_put_int(params, "circle", to), error);
}
