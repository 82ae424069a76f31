/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The learners of a cohort: who they are, when they were last seen, and who has not joined yet. A name that is looked
 * for comes in a form's body: addresses end up in the logs of proxies. */
#include "web_priv.h"

#include "clock.h"

#include <string.h>

#define ROWS_MAX 150
#define WINDOW DAY /* each message from a learner opens WhatsApp's window for so long */
#define SILENT (3 * DAY)

typedef enum { SHOW_ALL, SHOW_NOT_JOINED, SHOW_SILENT, SHOW_PAUSED, SHOW_LEFT, SHOWS } Show;

static const struct {
    const char *word, *text;
} shows[SHOWS] = {
    [SHOW_ALL] = { "all", "All" },
    [SHOW_NOT_JOINED] = { "new", "Not joined yet" },
    [SHOW_SILENT] = { "silent", "Silent for 3 days" },
    [SHOW_PAUSED] = { "paused", "Paused" },
    [SHOW_LEFT] = { "left", "Left" },
};

typedef struct {
    WebPage *page;
    const Cohort *cohort;
    Show show;
    char *needle; /* folded */
    cJSON *list;
    int counts[SHOWS];
    int found;
} Roster;

static bool belongs(Show show, const Enrolment *e, int64_t seen, int64_t now)
{
    bool left = e->state == ENROLMENT_STOPPED || e->state == ENROLMENT_REMOVED;
    switch (show) {
    case SHOW_ALL:
        return true;
    case SHOW_NOT_JOINED:
        return !left && seen == 0;
    case SHOW_SILENT:
        return e->state == ENROLMENT_ACTIVE && seen > 0 && now - seen >= SILENT;
    case SHOW_PAUSED:
        return e->state == ENROLMENT_PAUSED;
    case SHOW_LEFT:
        return left;
    case SHOWS:
        break;
    }
    return false;
}

static bool holds(const char *text, const char *needle)
{
    g_autofree char *folded = text ? g_utf8_casefold(text, -1) : NULL;
    return folded && strstr(folded, needle);
}

/* By name, place of work or the id that the commands use. */
static bool is_meant(const Roster *roster, const Enrolment *e)
{
    if (!*roster->needle)
        return true;
    g_autofree char *id = g_strdup_printf("l%" G_GINT64_FORMAT, e->learner);
    return holds(e->name, roster->needle) || holds(e->facility, roster->needle) || holds(e->cadre, roster->needle) ||
           strcmp(id, roster->needle) == 0;
}

static bool put_learner(Roster *roster, const Enrolment *e, int64_t seen, GError **error)
{
    const WebPage *page = roster->page;
    if (++roster->found > ROWS_MAX)
        return true;
    g_autofree char *room = room_name(page->web->store, e->room, error);
    if (!room)
        return false;
    g_autofree char *to =
        g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/learner/%" G_GINT64_FORMAT, roster->cohort->id, e->id);
    g_autofree char *id = g_strdup_printf("L%" G_GINT64_FORMAT, e->learner);
    g_autofree char *age = seen ? web_span(MAX(page->now - seen, 0)) : NULL;
    g_autofree char *ago = age ? g_strconcat(age, " ago", NULL) : g_strdup("not yet");
    g_autofree char *when = web_time(roster->cohort->zone, seen);
    g_autofree char *who = web_who(page, e);
    cJSON *row = json_put(json_put(json_put(cJSON_CreateObject(), "who", who), "to", to), "id", id);
    json_put(json_put(json_put(row, "room", room), "ago", ago), "seen", when);
    json_put(json_put(row, "state", enrolment_state_name(e->state)), "facility", e->facility ? e->facility : "");
    json_put_item(roster->list, NULL, json_put_bool(row, "absent", !seen));
    return true;
}

static bool add_learner(Roster *roster, int64_t id, GError **error)
{
    Web *web = roster->page->web;
    OutboxThread thread;
    g_autoptr(Enrolment) e = enrolment_get(web->store, web->config.vault, id, error);
    if (!e || !outbox_thread_get(web->store, e->learner, &thread, error))
        return false;
    int64_t seen = thread.window_until ? thread.window_until - WINDOW : 0;
    for (int i = 0; i < SHOWS; i++)
        roster->counts[i] += belongs((Show)i, e, seen, roster->page->now);
    if (!belongs(roster->show, e, seen, roster->page->now) || !is_meant(roster, e))
        return true;
    return put_learner(roster, e, seen, error);
}

static void put_shows(const Roster *roster, cJSON *view)
{
    cJSON *list = cJSON_CreateArray();
    for (int i = 0; i < SHOWS; i++) {
        g_autofree char *to =
            g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/roster?show=%s", roster->cohort->id, shows[i].word);
        cJSON *item = json_put(json_put(cJSON_CreateObject(), "to", to), "text", shows[i].text);
        json_put_item(
            list, NULL, json_put_bool(json_put_int(item, "n", roster->counts[i]), "here", (int)roster->show == i));
    }
    json_put_item(view, "shows", list);
}

static Show asked_show(const WebPage *page)
{
    for (int i = 0; i < SHOWS; i++)
        if (strcmp(page_query(page, "show"), shows[i].word) == 0)
            return (Show)i;
    return SHOW_ALL;
}

bool roster_show(WebPage *page, GError **error)
{
    g_autoptr(Cohort) cohort = cohort_get(page->web->store, page->arg[0], error);
    g_autoptr(GArray) people = cohort ? enrolment_list(page->web->store, cohort->id, error) : NULL;
    if (!people)
        return false;
    g_autofree char *typed = g_strstrip(g_strdup(page_field(page, "find"))), *needle = g_utf8_casefold(typed, -1);
    g_autoptr(cJSON) view = json_put(cJSON_CreateObject(), "find", typed);
    Roster roster = { .page = page, .cohort = cohort, .show = asked_show(page), .needle = needle };
    roster.list = cJSON_CreateArray();
    json_put_item(view, "learners", roster.list);
    for (guint i = 0; i < people->len; i++)
        if (!add_learner(&roster, g_array_index(people, int64_t, i), error))
            return false;
    g_autofree char *here = web_cohort_path(cohort->id, "/roster");
    json_put_int(json_put_int(view, "found", roster.found), "more", MAX(roster.found - ROWS_MAX, 0));
    json_put_bool(json_put(view, "here", here), "empty", people->len == 0);
    put_shows(&roster, view);
    page_tabs(page, cohort, view);
    return page_render(page, 200, "roster", "Roster", g_steal_pointer(&view), error);
}
