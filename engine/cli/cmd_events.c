/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cohort's events: when and where, the number for the place, who means to come and who was there. */
#include "event_step.h"
#include "workspace.h"

#include <stdio.h>

typedef struct {
    Workspace *w;
    const Cohort *cohort;
    const Step *event;
    int yes, maybe, no, silent, present;
    cJSON *people;
} Book;

static bool add_person(Book *book, int64_t enrolment, GError **error)
{
    bool there = false;
    g_autofree char *answer = NULL;
    g_autoptr(Enrolment) e = enrolment_get(book->w->store, book->w->vault, enrolment, error);
    if (!e || !poll_choices(book->w->store, e->id, book->event->id, &answer, error) ||
        !task_is_confirmed(book->w->store, e->id, book->event->id, &there, error))
        return false;
    if (e->state == ENROLMENT_REMOVED && !there)
        return true;
    *(g_strcmp0(answer, "yes") == 0       ? &book->yes
        : g_strcmp0(answer, "maybe") == 0 ? &book->maybe
        : g_strcmp0(answer, "no") == 0    ? &book->no
                                          : &book->silent) += 1;
    book->present += there;
    g_autofree char *learner = g_strdup_printf("L%" G_GINT64_FORMAT, e->learner);
    cJSON *one = json_put(json_put(cJSON_CreateObject(), "learner", learner), "name", e->name);
    json_put_bool(json_put(one, "comes", answer ? answer : ""), "present", there);
    json_put_item(book->people, NULL, one);
    return true;
}

static cJSON *event_json(Workspace *w, const Cohort *cohort, const Course *course, const Step *event, GError **error)
{
    Book book = { .w = w, .cohort = cohort, .event = event, .people = cJSON_CreateArray() };
    g_autofree char *start = civil_local_text(cohort_zone(cohort), schedule_event_start(cohort, event));
    g_autofree char *code = event_code(cohort, event);
    cJSON *one = json_put(json_put(cJSON_CreateObject(), "event", event->id), "title",
        course_text(event->title, course, course->lang, cohort->country));
    json_put_int(json_put(json_put(one, "start", start), "zone", cohort->zone), "minutes", event->minutes);
    json_put(json_put(one, "place", event->place ? event->place : ""), "code", code);
    json_put_item(one, "people", book.people);
    g_autoptr(GArray) ids = enrolment_list(w->store, cohort->id, error);
    for (guint i = 0; ids && i < ids->len; i++)
        if (!add_person(&book, g_array_index(ids, int64_t, i), error))
            g_clear_pointer(&ids, g_array_unref);
    if (!ids) {
        cJSON_Delete(one);
        return NULL;
    }
    json_put_int(json_put_int(json_put_int(one, "yes", book.yes), "maybe", book.maybe), "no", book.no);
    json_put_bool(json_put_int(json_put_int(one, "silent", book.silent), "present", book.present), "rsvp", event->rsvp);
    return one;
}

static const char *comes_words(const cJSON *person, bool rsvp)
{
    const char *comes = json_string(person, "comes");
    return g_str_equal(comes, "yes")     ? "comes"
           : g_str_equal(comes, "maybe") ? "may come"
           : g_str_equal(comes, "no")    ? "does not come"
           : rsvp                        ? "has not said"
                                         : "";
}

static void print_event(const cJSON *one, bool who)
{
    const char *place = json_string(one, "place");
    bool rsvp = json_bool(one, "rsvp", false);
    printf("%s  %s\n  %s %s, %" G_GINT64_FORMAT " minutes%s%s\n", json_string(one, "event"), json_string(one, "title"),
        json_string(one, "start"), json_string(one, "zone"), json_int(one, "minutes", 0), *place ? ", at " : "", place);
    printf("  show at the place: HERE %s\n  ", json_string(one, "code"));
    if (rsvp)
        printf("%d come, %d may come, %d do not, %d have not said; ", (int)json_int(one, "yes", 0),
            (int)json_int(one, "maybe", 0), (int)json_int(one, "no", 0), (int)json_int(one, "silent", 0));
    printf("%d were there\n", (int)json_int(one, "present", 0));
    const cJSON *person;
    if (who)
        cJSON_ArrayForEach(person, cJSON_GetObjectItemCaseSensitive(one, "people"))
        {
            printf("  %-6s %-24s %-14s %s\n", json_string(person, "learner"), json_string(person, "name"),
                comes_words(person, rsvp), json_bool(person, "present", false) ? "was there" : "");
        }
}

bool cmd_events(Cli *cli, GError **error)
{
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(Cohort) cohort = w ? cohort_find(w->store, cli_arg(cli, 0), error) : NULL;
    const Course *course = cohort ? library_course(w->library, cohort->version, error) : NULL;
    g_autoptr(cJSON) list = cJSON_CreateArray();
    if (!course)
        return false;
    for (guint i = 0; i < course->steps->len; i++) {
        const Step *step = course->steps->pdata[i];
        cJSON *one = step->kind == STEP_EVENT ? event_json(w, cohort, course, step, error) : NULL;
        if (step->kind == STEP_EVENT && !one)
            return false;
        if (one)
            json_put_item(list, NULL, one);
    }
    if (cli_switch(cli, "json")) {
        cli_print_json(list);
        return true;
    }
    if (cJSON_GetArraySize(list) == 0)
        printf("the course of %s has no <event>\n", cohort->name);
    const cJSON *one;
    cJSON_ArrayForEach(one, list)
    {
        print_event(one, cli_switch(cli, "who"));
    }
    return true;
}

bool cmd_events_mark(Cli *cli, GError **error)
{
    cJSON *params = json_put(json_put(cJSON_CreateObject(), "cohort", cli_arg(cli, 0)), "event", cli_arg(cli, 1));
    json_put_bool(json_put(params, "learner", cli_arg(cli, 2)), "absent", cli_switch(cli, "absent"));
    json_put_bool(params, "dry_run", cli_switch(cli, "dry-run"));
    g_autoptr(cJSON) r = workspace_change(cli, "event.attend", params, error);
    if (!r || cli_said_json(cli, r))
        return r != NULL;
    bool present = json_bool(r, "present", false), changed = json_bool(r, "changed", false);
    printf("%s%s %s, %s: %s%s\n", json_bool(r, "dry_run", false) ? "dry run: " : "", json_string(r, "learner"),
        json_string(r, "name"), json_string(r, "event"), present ? "was there" : "was not there",
        changed ? "" : " (as noted before)");
    return true;
}
