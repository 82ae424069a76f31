/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cohort's rules: how much a day and when, what that comes to; and at its end a group of alumni, and how long what is
 * left is kept. */
#include "deed_priv.h"
#include "retention.h"
#include "stock.h"
#include "upkeep.h"
#include "volume.h"

#include <string.h>

static const char *rule_words(const char *rule)
{
    static const char *const words[][2] = { { "cap", "Messages a day and learner" },
        { "digests", "Digests of the rooms" }, { "quiet", "Quiet hours" },
        { "highlights", "Highlights from so many missed posts on" } };
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
        if (strcmp(words[i][0], rule) == 0)
            return words[i][1];
    return rule;
}

static void tell_set(const cJSON *result, cJSON *sentences)
{
    const cJSON *one = NULL, *changes = json_at(result, "changes");
    cJSON_ArrayForEach(one, changes)
    {
        deed_say(sentences, g_strdup_printf("%s: %s instead of %s", rule_words(json_string(one, "rule")),
                                json_string(one, "to"), json_string(one, "from")));
    }
    if (cJSON_GetArraySize(changes) == 0)
        deed_say(sentences, g_strdup("Nothing would change."));
}

static void tell_keep(const cJSON *result, cJSON *sentences)
{
    deed_say(sentences, g_strdup_printf("%s: until %s instead of %s, then erased.", json_string(result, "what"),
                            json_string(result, "until"), json_string(result, "from")));
}

static void tell_checks(const cJSON *result, cJSON *sentences)
{
    const cJSON *one = NULL;
    cJSON_ArrayForEach(one, json_at(result, "checks"))
    {
        g_autofree char *text = web_without_command(json_string(one, "text"));
        deed_say(sentences, g_strdup_printf("%s · %s: %s", json_string(one, "level"), json_string(one, "check"), text));
    }
}

static void with_alumni(cJSON *params)
{
    json_put_bool(params, "alumni", true);
}

static bool kept(WebPage *page, cJSON *list, GError **error)
{
    g_autoptr(GArray) classes = retention_list(page->web->store, page->arg[0], error);
    for (guint i = 0; classes && i < classes->len; i++) {
        const Retention *one = &g_array_index(classes, Retention, i);
        if (!one->done)
            deed_choice(list, keep_name(one->class), keep_about(one->class));
    }
    return classes != NULL;
}

/* clang-format off */
#define SET { "set", "cohort.set", WEB_COORDINATOR, "Change the rules", \
    "What is left empty stays. What waits by the old rules is judged anew; nothing that has gone out changes.", \
    "Change them", "The rules are changed.", \
    { { "cap", "Messages a day and learner, at most", DEED_NUMBER, true, NULL }, \
        { "digests", "Digests of the rooms, such as 13:00,18:30", DEED_LINE, true, NULL }, \
        { "quiet", "Quiet hours, such as 20:00-07:00", DEED_LINE, true, NULL }, \
        { "highlights", "Posts missed from which on highlights are offered; 0: never", DEED_NUMBER, true, NULL } }, \
    .tell = tell_set }
#define KEEP { "keep", "cohort.keep", WEB_COORDINATOR, "Keep it longer or shorter", \
    "Another day for a part of what is left. The reason goes to the journal. What was erased does not come back.", \
    "Set the day", "The day is set.", \
    { { "class", "What", DEED_CHOICE, false, kept }, { "until", "Keep it until", DEED_DATE, false, NULL }, \
        { "reason", "Reason, for the journal", DEED_LINE, false, NULL } }, \
    .tell = tell_keep }
/* clang-format on */

static const Deed planned_deeds[] = { SET, { NULL } };
static const Deed going_deeds[] = { SET,
    { "alumni", "cohort.close", WEB_COORDINATOR, "Close it, and let its rooms go on",
        "Ends the course for good, as Close on the page Run does, and lets the rooms go on as a group of alumni, with "
        "learners of yours as moderators. Each learner is asked whether she stays; nothing is kept without a new "
        "consent.",
        "Close it, with alumni", "The cohort is closed, and its rooms go on as a group of alumni.",
        { { "moderator", "Who looks after it, such as L42,L77", DEED_LINE, false, NULL } }, .adapt = with_alumni,
        .tell = tell_checks },
    { NULL } };
static const Deed closed_deeds[] = { KEEP, { NULL } };
static const Deed alumni_deeds[] = { KEEP,
    { "end", "cohort.close", WEB_COORDINATOR, "End the group of alumni", "Nothing is passed on in its rooms any more.",
        "End it", "The group of alumni has ended.", { { NULL } }, .tell = tell_checks },
    { NULL } };

static const Deed *deeds_of(const Cohort *cohort)
{
    if (cohort->state == COHORT_CLOSED)
        return cohort->alumni ? alumni_deeds : closed_deeds;
    return cohort->state == COHORT_PLANNED ? planned_deeds : going_deeds;
}

static void put_line(cJSON *list, const char *what, char *taken)
{
    json_put_item(list, NULL, json_put(json_put(cJSON_CreateObject(), "what", what), "text", taken));
    g_free(taken);
}

static void put_rules(const Cohort *c, cJSON *view)
{
    cJSON *lines = cJSON_CreateArray();
    g_autoptr(GString) digests = g_string_new(NULL);
    for (guint i = 0; i < c->digests->len; i++) {
        int at = g_array_index(c->digests, int, i);
        g_string_append_printf(digests, "%s%02d:%02d", i ? ", " : "", at / 60, at % 60);
    }
    put_line(lines, "Messages a day and learner:", g_strdup_printf("%d at most", c->daily_cap));
    put_line(lines, "Digests of the rooms:", g_strdup(digests->str));
    put_line(lines, "Quiet hours:",
        c->quiet_from == c->quiet_to ? g_strdup("none")
                                     : g_strdup_printf("%02d:%02d to %02d:%02d", c->quiet_from / 60, c->quiet_from % 60,
                                           c->quiet_to / 60, c->quiet_to % 60));
    put_line(lines, "After an absence:",
        c->highlights ? g_strdup_printf("highlights are offered from %d missed posts on", c->highlights)
                      : g_strdup("all posts come"));
    json_put_item(view, "lines", lines);
}

/* --- what it comes to --- */

static void put_row(cJSON *rows, const char *what, char *each, char *all)
{
    json_put_item(
        rows, NULL, json_put(json_put(json_put(cJSON_CreateObject(), "what", what), "each", each), "all", all));
    g_free(each);
    g_free(all);
}

/* Rates stand beside the media folder. A table that cannot be read leaves the rest of the page as it is. */
static bool put_volume(const WebPage *page, const Cohort *cohort, cJSON *view, GError **error)
{
    Volume v;
    g_autoptr(GError) fault = NULL;
    g_autofree char *dir = g_path_get_dirname(page->web->media_dir);
    g_autoptr(Rates) rates = rates_load(dir, &fault);
    if (!volume_read(page->web->store, page->web->config.vault, cohort, rates, &v, error))
        return false;
    double weeks = (double)MAX(v.learner_weeks, 1), kb = (double)(v.text_bytes + v.media_bytes) / 1000;
    cJSON *rows = cJSON_CreateArray();
    put_row(rows, "Messages", g_strdup_printf("%.1f", (double)v.messages / weeks),
        g_strdup_printf("%" G_GINT64_FORMAT, v.messages));
    put_row(rows, "Templates among these", g_strdup_printf("%.1f", (double)v.templates / weeks),
        g_strdup_printf("%" G_GINT64_FORMAT, v.templates));
    put_row(rows, "Data, kB", g_strdup_printf("%.1f", kb / weeks), g_strdup_printf("%.0f", kb));
    put_row(rows, "Cost, estimated", cost_text(&v.estimated, 1 / weeks, 4), cost_text(&v.estimated, 1, 2));
    if (v.told) {
        put_row(rows, "Billed, by WhatsApp's word", g_strdup_printf("%.1f", (double)v.billed / weeks),
            g_strdup_printf("%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " messages", v.billed, v.told));
        put_row(rows, "Cost of these", cost_text(&v.bill, 1 / weeks, 4), cost_text(&v.bill, 1, 2));
    }
    json_put_item(json_put_bool(view, "any", v.messages > 0), "rows", rows);
    g_autofree char *lack =
        v.estimated.unpriced ? g_strdup_printf("%" G_GINT64_FORMAT, v.estimated.unpriced) : g_strdup("");
    json_put(json_put(view, "unpriced", lack), "rates_fault", fault ? fault->message : "");
    return true;
}

/* What is out and what can be given, where the cohort collects it; the whole list is a command's. */
static bool put_stock(const WebPage *page, const Cohort *cohort, cJSON *view, GError **error)
{
    Upkeep upkeep;
    int out = 0, has = 0;
    g_autoptr(GPtrArray) rows = stock_list(page->web->store, cohort->id, error);
    if (!rows || !upkeep_get(page->web->store, cohort->id, &upkeep, error))
        return false;
    for (guint i = 0; i < rows->len; i++) {
        const Stock *s = rows->pdata[i];
        bool counts = s->until > page->now;
        out += counts && s->qty == 0;
        has += counts && s->qty > 0;
    }
    if (upkeep.stock)
        put_line(cJSON_GetObjectItemCaseSensitive(view, "lines"), "Stock:",
            g_strdup_printf("%d out, %d to give, each for %d days after it was told. Who looks after the server lists "
                            "them: baraza stock %s",
                out, has, upkeep.stock, cohort->name));
    return true;
}

static bool rules_put(WebPage *page, cJSON *view, gpointer data, GError **error)
{
    const Cohort *cohort = data;
    page_tabs(page, cohort, view);
    put_rules(cohort, view);
    if (!put_stock(page, cohort, view, error))
        return false;
    json_put_bool(view, "alumni", cohort->alumni != 0);
    cJSON *list = retention_json(page->web->store, cohort, error);
    json_put_item(view, "kept", list ? list : cJSON_CreateArray());
    return list && put_volume(page, cohort, view, error);
}

static cJSON *rules_params(WebPage *page, gpointer data, GError **error)
{
    return json_put(cJSON_CreateObject(), "cohort", ((const Cohort *)data)->name);
}

static bool rules_page(WebPage *page, bool (*run)(WebPage *page, const DeedPage *of, GError **error), GError **error)
{
    g_autoptr(Cohort) cohort = cohort_get(page->web->store, page->arg[0], error);
    if (!cohort)
        return false;
    g_autofree char *here = web_cohort_path(cohort->id, "/rules");
    const DeedPage of = { deeds_of(cohort), here, here, "rules", "Rules", rules_params, rules_put, cohort };
    return run(page, &of, error);
}

bool rules_show(WebPage *page, GError **error)
{
    return rules_page(page, deed_show, error);
}

bool rules_do(WebPage *page, GError **error)
{
    return rules_page(page, deed_do, error);
}
