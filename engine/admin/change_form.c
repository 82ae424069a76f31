/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Data forms: kept, and asked. */
#include "admin_priv.h"
#include "asking.h"
#include "clock.h"

#include <string.h>

#define CORRECTED_FOR (3 * DAY) /* corrections are taken so long after the due time, where nothing else is said */

static bool is_name(const char *name)
{
    return *name && strlen(name) <= 30 && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(name);
}

bool change_form_add(Change *c, cJSON *result, GError **error)
{
    g_autoptr(Cohort) cohort = change_cohort(c, error);
    const char *name = cohort ? json_need_string(c->params, "form", error) : NULL;
    const char *text = name ? json_need_string(c->params, "text", error) : NULL;
    if (!text || !change_thawed(cohort, "no form is asked any more", error))
        return false;
    if (!is_name(name))
        return change_refuse(
            error, BARAZA_ERROR_INPUT, "\"%s\" is no name of a form: small letters, digits and -, at most 30", name);
    g_autoptr(SheetForm) form = sheet_form_read(text, error);
    Sheet sheet = { .cohort = cohort->id, .name = (char *)name, .text = (char *)text };
    if (!form || !sheet_set(c->store, &sheet, error))
        return false;
    json_put(json_put(json_put(result, "cohort", cohort->name), "form", name), "title", form->title);
    json_put_int(result, "fields", form->fields->len);
    c->payload = json_put_int(json_put(cJSON_CreateObject(), "form", name), "fields", form->fields->len);
    return true;
}

/* A local time; `fallback` when it is not given. */
static bool read_time(Change *c, const Cohort *cohort, const char *name, int64_t fallback, int64_t *at, GError **error)
{
    int64_t date = 0;
    int minutes = 0;
    const char *text = json_string(c->params, name);
    *at = fallback;
    if (!text)
        return true;
    g_auto(GStrv) parts = g_strsplit_set(text, " T", 2);
    if (g_strv_length(parts) != 2 || !civil_parse_date(parts[0], &date) || !civil_parse_time(parts[1], &minutes))
        return change_refuse(
            error, BARAZA_ERROR_INPUT, "\"%s\" is no time; write it as \"2026-12-05 18:00\", local time", text);
    Civil civil = civil_from_days(date);
    civil.hour = minutes / 60;
    civil.minute = minutes % 60;
    *at = civil_to_utc(cohort_zone(cohort), &civil, NULL);
    return true;
}

static bool check_times(Change *c, const Cohort *cohort, const SheetRound *r, GError **error)
{
    if (cohort->state != COHORT_RUNNING)
        return change_refuse(error, BARAZA_ERROR_STATE, "%s is %s: a form is asked in a cohort that runs", cohort->name,
            cohort_state_name(cohort->state));
    if (r->due < c->now + HOUR)
        return change_refuse(error, BARAZA_ERROR_INPUT, "the due time must lie an hour ahead at least");
    if (r->closes < r->due)
        return change_refuse(error, BARAZA_ERROR_INPUT, "corrections cannot end before the form is due");
    if (r->again && (r->due - c->now > 27 * DAY || r->closes - c->now > 45 * DAY))
        return change_refuse(error, BARAZA_ERROR_INPUT,
            "a monthly form is due within 27 days and closes within 45, so that months do not run into each other");
    return true;
}

static bool is_asked_already(Change *c, const SheetRound *round, bool *is, GError **error)
{
    g_autoptr(GPtrArray) list = sheet_rounds(c->store, round->cohort, error);
    *is = false;
    for (guint i = 0; list && i < list->len; i++) {
        const SheetRound *r = list->pdata[i];
        *is = *is || (r->sheet == round->sheet && g_str_equal(r->label, round->label));
    }
    return list != NULL;
}

static bool find_form(Change *c, const Cohort *cohort, Sheet **sheet, GError **error)
{
    const char *name = json_need_string(c->params, "form", error);
    g_autoptr(GError) fault = NULL;
    if (!name)
        return false;
    *sheet = sheet_find(c->store, cohort->id, name, &fault);
    if (fault)
        g_propagate_error(error, g_steal_pointer(&fault));
    else if (!*sheet)
        change_refuse(error, BARAZA_ERROR_MISSING, "cohort %s has no form \"%s\"; baraza forms add %s %s FILE",
            cohort->name, name, cohort->name, name);
    return *sheet != NULL;
}

static bool open_round(Change *c, const Cohort *cohort, SheetRound *round, cJSON *result, GError **error)
{
    int people = 0;
    bool already = false;
    g_autofree char *looks = NULL;
    g_autoptr(SheetForm) form = sheet_form_read(round->text, error);
    if (!form || !check_times(c, cohort, round, error) || !is_asked_already(c, round, &already, error))
        return false;
    if (already)
        return change_refuse(error, BARAZA_ERROR_STATE,
            "this form was asked as \"%s\" already; give this asking another name with --label", round->label);
    if (!asking_open(c->context, cohort, round, form, c->now, &people, &looks, error))
        return false;
    g_autofree char *due = civil_local_text(cohort_zone(cohort), round->due);
    g_autofree char *closes = civil_local_text(cohort_zone(cohort), round->closes);
    json_put(json_put(json_put(result, "label", round->label), "due", due), "closes", closes);
    json_put(json_put_bool(json_put_int(result, "people", people), "monthly", round->again != 0), "looks", looks);
    c->payload = json_put(json_put(cJSON_CreateObject(), "label", round->label), "due", due);
    return true;
}

bool change_form_open(Change *c, cJSON *result, GError **error)
{
    g_autoptr(Cohort) cohort = change_cohort(c, error);
    g_autoptr(Sheet) sheet = NULL;
    if (!cohort || !change_thawed(cohort, "no form is asked any more", error) || !find_form(c, cohort, &sheet, error) ||
        !json_need_string(c->params, "due", error))
        return false;
    const char *label = json_string(c->params, "label");
    g_autofree char *month = asking_label(cohort, c->now);
    SheetRound round = { .sheet = sheet->id,
        .cohort = cohort->id,
        .label = (char *)(label ? label : month),
        .text = sheet->text,
        .opened = c->now,
        .again = json_bool(c->params, "monthly", false) ? asking_next_month(cohort, c->now) : 0 };
    if (!*round.label || g_utf8_strlen(round.label, -1) > 30)
        return change_refuse(error, BARAZA_ERROR_INPUT, "a label has 1 to 30 characters");
    json_put(json_put(result, "cohort", cohort->name), "form", sheet->name);
    return read_time(c, cohort, "due", 0, &round.due, error) &&
           read_time(c, cohort, "closes", round.due + CORRECTED_FOR, &round.closes, error) &&
           open_round(c, cohort, &round, result, error);
}
