/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How things stand: the engine, and for each cohort its people, what is owed and why, and what comes next. */
#include "admin_socket.h"
#include "discussion.h"
#include "inbox.h"
#include "outbox.h"
#include "volume.h"
#include "cmd_kept.h"
#include "lrs.h"

#include <stdio.h>
#include <string.h>

static bool put_people(Workspace *w, const Cohort *cohort, cJSON *one, GError **error)
{
    int64_t states[ENROLMENT_STATES] = { 0 };
    g_autoptr(GArray) ids = enrolment_list(w->store, cohort->id, error);
    for (guint i = 0; ids && i < ids->len; i++) {
        g_autoptr(Enrolment) e = enrolment_get(w->store, NULL, g_array_index(ids, int64_t, i), error);
        if (!e)
            return false;
        states[e->state]++;
    }
    cJSON *people = cJSON_CreateObject();
    for (int i = 0; i < ENROLMENT_STATES; i++)
        json_put_int(people, enrolment_state_name((EnrolmentState)i), states[i]);
    json_put_item(one, "learners", people);
    return ids != NULL;
}

static cJSON *reason(const char *name, const char *sentence, int64_t count)
{
    return json_put(json_put_int(json_put(cJSON_CreateObject(), "reason", name), "count", count), "sentence", sentence);
}

static bool put_messages(Workspace *w, const Cohort *cohort, cJSON *one, GError **error)
{
    OutboxCounts n;
    if (!outbox_counts(w->store, cohort->id, &n, error))
        return false;
    cJSON *m = cJSON_CreateObject(), *held = cJSON_CreateArray(), *done = cJSON_CreateArray();
    json_put_int(json_put_int(json_put_int(json_put_int(m, "queued", n.queued), "held", n.held), "leased", n.leased),
        "done", n.done);
    json_put_int(json_put_int(json_put_int(m, "unknown", n.unknown), "sent", n.sent), "delivered", n.delivered);
    json_put_int(json_put_int(m, "read", n.read), "failed", n.failed);
    for (int i = 0; i < HELD_REASONS; i++)
        if (n.held_by[i])
            json_put_item(
                held, NULL, reason(held_reason_name((HeldReason)i), held_reason_sentence((HeldReason)i), n.held_by[i]));
    for (int i = 0; i < DONE_REASONS; i++)
        if (n.done_by[i])
            json_put_item(
                done, NULL, reason(done_reason_name((DoneReason)i), done_reason_sentence((DoneReason)i), n.done_by[i]));
    json_put_item(json_put_item(m, "held_by", held), "done_by", done);
    json_put_item(one, "messages", m);
    return true;
}

/* Data received by a phone and what it costs, learner by week. */
static bool put_volume(Workspace *w, const Cohort *cohort, cJSON *one, GError **error)
{
    Volume v;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Rates) rates = rates_load(w->dir, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!volume_read(w->store, w->vault, cohort, rates, &v, error))
        return false;
    cJSON *all = json_put_int(json_put_int(cJSON_CreateObject(), "messages", v.messages), "templates", v.templates);
    json_put_int(json_put_int(all, "text_bytes", v.text_bytes), "media_bytes", v.media_bytes);
    json_put_int(json_put_int(all, "learner_weeks", v.learner_weeks), "unpriced", v.estimated.unpriced);
    json_put_bool(all, "estimated", true);
    if (*v.estimated.currency && !v.estimated.mixed)
        json_put_int(json_put(all, "currency", v.estimated.currency), "cost_millionths", v.estimated.micro);
    json_put_int(json_put_int(all, "told", v.told), "billed", v.billed);
    if (*v.bill.currency && !v.bill.mixed)
        json_put_int(json_put(all, "billed_currency", v.bill.currency), "billed_millionths", v.bill.micro);
    json_put_int(all, "billed_unpriced", v.bill.unpriced);
    json_put_item(one, "volume", all);
    return true;
}

static double money(const cJSON *v, const char *name)
{
    return (double)json_int(v, name, 0) / 1e6;
}

static void print_billed(const cJSON *v)
{
    int64_t told = json_int(v, "told", 0), unpriced = json_int(v, "billed_unpriced", 0);
    const char *currency = json_string(v, "billed_currency");
    if (!told)
        return;
    printf("    by WhatsApp's own word, of %" G_GINT64_FORMAT " messages %" G_GINT64_FORMAT " are billed", told,
        json_int(v, "billed", 0));
    if (currency && (!unpriced || money(v, "billed_millionths") > 0))
        printf(": %s%s %.2f by rates.csv", unpriced ? "at least " : "", currency, money(v, "billed_millionths"));
    if (unpriced)
        printf("; %" G_GINT64_FORMAT " of these have no price there", unpriced);
    puts("");
}

static void print_volume(const cJSON *v)
{
    double weeks = (double)MAX(json_int(v, "learner_weeks", 0), 1);
    double bytes = (double)(json_int(v, "text_bytes", 0) + json_int(v, "media_bytes", 0));
    int64_t unpriced = json_int(v, "unpriced", 0);
    const char *currency = json_string(v, "currency");
    if (json_int(v, "messages", 0) == 0)
        return;
    printf("  each learner and week: %.1f messages, %.0f kB", (double)json_int(v, "messages", 0) / weeks,
        bytes / weeks / 1000);
    double cost = money(v, "cost_millionths");
    const char *least = unpriced ? "at least " : "";
    if (currency && (!unpriced || cost > 0))
        printf(", %s%s %.4f; so far %s%s %.2f (estimated by rates.csv)", least, currency, cost / weeks, least, currency,
            cost);
    else
        printf(", cost unknown");
    puts("");
    if (unpriced)
        printf("    %" G_GINT64_FORMAT " messages have no price in rates.csv: look them up in Meta's rate card\n",
            unpriced);
    print_billed(v);
}

static bool count_post(const Post *post, gpointer data)
{
    (*(int64_t *)data)++;
    return true;
}

/* Where the settings name a learning record store. */
static bool put_lrs(Workspace *w, const Cohort *cohort, cJSON *one, GError **error)
{
    g_autofree char *endpoint = lrs_endpoint(w->settings);
    cJSON *state = endpoint ? lrs_state(w->store, endpoint, cohort, error) : NULL;
    if (state)
        json_put_item(one, "record_store", state);
    return state || !endpoint;
}

static cJSON *cohort_status(Workspace *w, int64_t id, bool alone, int64_t now, GError **error)
{
    g_autoptr(Cohort) c = cohort_get(w->store, id, error);
    const Course *course = c ? library_course(w->library, c->version, error) : NULL;
    int64_t first = 0, last = 0, waiting = 0, posts = 0;
    if (!course || !schedule_span(w->store, id, &first, &last, &waiting, error) ||
        !post_each_held(w->store, id, count_post, &posts, error))
        return NULL;
    g_autoptr(cJSON) one = json_put(json_put(cJSON_CreateObject(), "cohort", c->name), "course", course->id);
    json_put(json_put(one, "state", cohort_state_name(c->state)), "zone", c->zone);
    json_put_bool(json_put_int(one, "course_day", cohort_day_of(c, cohort_today(c, now))), "simulated", c->simulated);
    g_autofree char *ends = last ? civil_utc_text(last) : NULL;
    json_put_int(json_put(json_put_int(one, "steps_waiting", waiting), "last_planned", ends), "posts_held", posts);
    return cli_put_kept(w, c, one, error) && put_people(w, c, one, error) && put_messages(w, c, one, error) &&
                   put_lrs(w, c, one, error) && (!alone || put_volume(w, c, one, error))
               ? g_steal_pointer(&one)
               : NULL;
}

static void print_reasons(const cJSON *list)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, list)
    {
        printf("      %6" G_GINT64_FORMAT "  %s\n", json_int(one, "count", 0), json_string(one, "sentence"));
    }
}

static void print_cohort(const cJSON *one)
{
    int64_t day = json_int(one, "course_day", 0);
    g_autofree char *when = day ? g_strdup_printf("course day %" G_GINT64_FORMAT, day) : g_strdup("not begun");
    printf("\n%s: %s, %s, %s%s\n  learners:", json_string(one, "cohort"), json_string(one, "course"),
        json_string(one, "state"), when, json_bool(one, "simulated", false) ? ", not for clinical use" : "");
    const cJSON *state;
    cJSON_ArrayForEach(state, json_at(one, "learners"))
    {
        if (state->valuedouble > 0)
            printf(" %.0f %s", state->valuedouble, state->string);
    }
    const cJSON *m = json_at(one, "messages");
    printf("\n  messages: %" G_GINT64_FORMAT " sent, %" G_GINT64_FORMAT " delivered, %" G_GINT64_FORMAT
           " read, %" G_GINT64_FORMAT " failed\n",
        json_int(m, "sent", 0), json_int(m, "delivered", 0), json_int(m, "read", 0), json_int(m, "failed", 0));
    printf("    to go: %" G_GINT64_FORMAT " now, %" G_GINT64_FORMAT " on their way, %" G_GINT64_FORMAT " held\n",
        json_int(m, "queued", 0), json_int(m, "leased", 0), json_int(m, "held", 0));
    print_reasons(json_at(m, "held_by"));
    printf("    done: %" G_GINT64_FORMAT "\n", json_int(m, "done", 0));
    print_reasons(json_at(m, "done_by"));
    print_volume(json_at(one, "volume"));
    cli_print_kept(one);
    if (json_at(one, "record_store"))
        printf("  learning record store: %s\n", json_string(json_at(one, "record_store"), "what"));
    printf("  steps to come: %" G_GINT64_FORMAT "; posts and questions waiting for a facilitator: %" G_GINT64_FORMAT
           "\n",
        json_int(one, "steps_waiting", 0), json_int(one, "posts_held", 0));
}

static cJSON *read_status(Workspace *w, const char *name, int64_t now, GError **error)
{
    int64_t backlog = 0, aside = 0;
    if (!inbox_backlog(w->store, &backlog, error) || !inbox_aside_count(w->store, &aside, error))
        return NULL;
    g_autoptr(cJSON) all = json_put_bool(cJSON_CreateObject(), "running", admin_running(w->dir));
    cJSON *list = cJSON_CreateArray();
    json_put_item(json_put_int(json_put_int(all, "inbox_waiting", backlog), "inbox_aside", aside), "cohorts", list);
    g_autoptr(GArray) ids = workspace_cohorts(w, name, error);
    if (!ids)
        return NULL;
    for (guint i = 0; i < ids->len; i++) {
        cJSON *one = cohort_status(w, g_array_index(ids, int64_t, i), name != NULL, now, error);
        if (!one)
            return NULL;
        json_put_item(list, NULL, one);
    }
    return g_steal_pointer(&all);
}

bool cmd_status(Cli *cli, GError **error)
{
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(cJSON) all = w ? read_status(w, cli_arg(cli, 0), cli->clock.now, error) : NULL;
    if (!all || cli_switch(cli, "json")) {
        if (all)
            cli_print_json(all);
        return all != NULL;
    }
    printf("engine: %s; webhooks waiting: %" G_GINT64_FORMAT ", set aside: %" G_GINT64_FORMAT "\n",
        json_bool(all, "running", false) ? "running" : "not running (start it with baraza run)",
        json_int(all, "inbox_waiting", 0), json_int(all, "inbox_aside", 0));
    const cJSON *one;
    cJSON_ArrayForEach(one, json_at(all, "cohorts"))
    {
        print_cohort(one);
    }
    if (cJSON_GetArraySize(json_at(all, "cohorts")) == 0)
        puts("no cohorts yet: baraza cohort create --help");
    return true;
}
