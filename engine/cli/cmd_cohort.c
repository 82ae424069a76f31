/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace.h"

#include <stdio.h>
#include <string.h>

static bool read_holidays(const char *path, cJSON *params, GError **error)
{
    g_autofree char *text = cli_read_text(path, 1u << 20, error);
    if (!text)
        return false;
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    cJSON *days = cJSON_CreateArray();
    json_put_item(params, "holidays", days);
    for (guint i = 0; lines[i]; i++) {
        char *line = g_strstrip(lines[i]);
        int64_t day = 0;
        if (!*line || *line == '#')
            continue;
        line[strcspn(line, " \t,;#")] = '\0'; /* a name may follow the date */
        if (!civil_parse_date(line, &day)) {
            g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s:%u: \"%s\" is no date; write it as 2026-12-25",
                path, i + 1, line);
            return false;
        }
        json_put_item(days, NULL, cJSON_CreateString(line));
    }
    return true;
}

/* On a platform on this machine nobody real can be reached: then, and only then, a cohort is a simulated one. */
static bool read_simulated(const Cli *cli, bool *simulated, GError **error)
{
    g_autofree char *dir = workspace_dir(cli, error);
    g_autoptr(Settings) settings = dir ? settings_load(dir, error) : NULL;
    if (!settings)
        return false;
    *simulated = workspace_is_local(settings);
    if (*simulated || !cli_switch(cli, "simulated"))
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
        "--simulated is only for a platform on this machine, but [whatsapp] graph_url is %s",
        settings_text(settings, "whatsapp", "graph_url"));
    return false;
}

bool cmd_cohort_create(Cli *cli, GError **error)
{
    static const struct {
        const char *option, *param;
    } texts[] = { { "course", "course" }, { "start", "start" }, { "zone", "zone" }, { "rest", "rest" },
        { "country", "country" }, { "quiet", "quiet" }, { "time", "time" }, { "primary", "primary" },
        { "seed", "seed" }, { "audience", "audience" }, { "doctor", "doctor" } };
    g_autoptr(cJSON) params = json_put(cJSON_CreateObject(), "name", cli_arg(cli, 0));
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        json_put(params, texts[i].param, cli_option(cli, texts[i].option));
    for (gsize i = 0; i < 3; i++)
        if (!cli_option(cli, texts[i].option)) {
            g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
                "--%s is needed: baraza cohort create --help has an example", texts[i].option);
            return false;
        }
    int64_t cap = 0, size = 0;
    bool simulated = false;
    if (!cli_number(cli, "cap", 1, 50, &cap, error) || !cli_number(cli, "room-size", 2, 1000, &size, error) ||
        (cli_option(cli, "holidays") && !read_holidays(cli_option(cli, "holidays"), params, error)) ||
        !read_simulated(cli, &simulated, error))
        return false;
    if (cap)
        json_put_int(params, "cap", cap);
    if (size)
        json_put_int(params, "room_size", size);
    json_put_bool(params, "simulated", simulated);
    g_autoptr(cJSON) result = workspace_change(cli, "cohort.create", g_steal_pointer(&params), error);
    const char *audience = cli_option(cli, "audience");
    bool invites = audience && strcmp(audience, "patients") == 0;
    if (result && invites && !cli_said_json(cli, result))
        printf("%s: %s, for patients with %s, course day 1 is %s; nothing is sent before it is launched:\n"
               "  baraza cohort invite %s --code CODE\n  baraza cohort launch %s --dry-run\n",
            json_string(result, "cohort"), json_string(result, "course"), cli_option(cli, "doctor"),
            json_string(result, "first_day"), json_string(result, "cohort"), json_string(result, "cohort"));
    else if (result && !invites && !cli_said_json(cli, result))
        printf("%s: %s, course day 1 is %s; nothing is sent before it is launched:\n  baraza enrol %s FILE\n"
               "  baraza cohort launch %s --dry-run\n",
            json_string(result, "cohort"), json_string(result, "course"), json_string(result, "first_day"),
            json_string(result, "cohort"), json_string(result, "cohort"));
    return result != NULL;
}

static bool set_state(const Cli *cli, const char *verb, GError **error)
{
    cJSON *params = json_put(cJSON_CreateObject(), "cohort", cli_arg(cli, 0));
    json_put_bool(params, "dry_run", cli_switch(cli, "dry-run"));
    g_autoptr(cJSON) result = workspace_change(cli, verb, params, error);
    if (!result || cli_said_json(cli, result))
        return result != NULL;
    printf("%s: %s%s%s\n", json_string(result, "cohort"), json_bool(result, "changed", true) ? "" : "was already ",
        json_string(result, "state"), cli_switch(cli, "dry-run") ? " (tried only: nothing is changed)" : "");
    if (json_int(result, "waiting", 0))
        printf("%" G_GINT64_FORMAT " messages wait; by the daily cap it takes %" G_GINT64_FORMAT
               " days until all have gone\n"
               "%" G_GINT64_FORMAT " of them are of earlier days and say so; to move the rest of the course: baraza "
               "cohort shift %s\n",
            json_int(result, "waiting", 0), json_int(result, "days", 0), json_int(result, "late", 0),
            json_string(result, "cohort"));
    return true;
}

bool cmd_cohort_pause(Cli *cli, GError **error)
{
    return set_state(cli, "cohort.pause", error);
}

bool cmd_cohort_resume(Cli *cli, GError **error)
{
    return set_state(cli, "cohort.resume", error);
}

static bool add_cohort(Workspace *w, int64_t id, int64_t now, cJSON *list, GError **error)
{
    g_autoptr(Cohort) c = cohort_get(w->store, id, error);
    const Course *course = c ? library_course(w->library, c->version, error) : NULL;
    g_autoptr(GArray) people = course ? enrolment_list(w->store, id, error) : NULL;
    g_autoptr(GArray) rooms = people ? room_list(w->store, id, error) : NULL;
    if (!rooms)
        return false;
    Civil start = civil_from_days(c->start_day);
    g_autofree char *day = g_strdup_printf("%04d-%02d-%02d", start.year, start.month, start.day);
    cJSON *one = cJSON_CreateObject();
    json_put(json_put(json_put(json_put(one, "cohort", c->name), "course", course->id), "start", day), "zone", c->zone);
    json_put(
        json_put_int(one, "course_day", cohort_day_of(c, cohort_today(c, now))), "state", cohort_state_name(c->state));
    json_put_int(json_put_int(one, "learners", people->len), "rooms", rooms->len);
    json_put_bool(json_put(json_put(one, "country", c->country), "primary", c->primary), "simulated", c->simulated);
    json_put_item(list, NULL, one);
    return true;
}

bool cmd_cohort_list(Cli *cli, GError **error)
{
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(GArray) ids = w ? cohort_list(w->store, error) : NULL;
    g_autoptr(cJSON) list = cJSON_CreateArray();
    for (guint i = 0; ids && i < ids->len; i++)
        if (!add_cohort(w, g_array_index(ids, int64_t, i), cli->clock.now, list, error))
            return false;
    if (!ids || cli_switch(cli, "json")) {
        if (ids)
            cli_print_json(list);
        return ids != NULL;
    }
    if (ids->len == 0)
        puts("no cohorts yet: baraza cohort create --help");
    else
        printf("%-20s %-20s %-10s %4s %8s %5s  %s\n", "COHORT", "COURSE", "START", "DAY", "LEARNERS", "ROOMS", "STATE");
    const cJSON *one;
    cJSON_ArrayForEach(one, list)
    {
        printf("%-20s %-20s %-10s %4" G_GINT64_FORMAT " %8" G_GINT64_FORMAT " %5" G_GINT64_FORMAT "  %s%s\n",
            json_string(one, "cohort"), json_string(one, "course"), json_string(one, "start"),
            json_int(one, "course_day", 0), json_int(one, "learners", 0), json_int(one, "rooms", 0),
            json_string(one, "state"), json_bool(one, "simulated", false) ? ", not for clinical use" : "");
    }
    return true;
}
