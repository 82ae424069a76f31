/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checklist_priv.h"

#include <string.h>

static const char *const levels[] = { "ok", "warn", "fail" };

bool checklist_begin(Checklist *list, Change *c, const Cohort *cohort, cJSON *result, GError **error)
{
    *list = (Checklist){ .change = c, .cohort = cohort, .plan = context_plan(c->context, cohort->version, error) };
    if (!list->plan)
        return false;
    list->course = plan_course(list->plan);
    list->list = cJSON_CreateArray();
    json_put_item(result, "checks", list->list);
    return true;
}

void check_say(Checklist *list, CheckLevel level, const char *check, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    list->failed += level == CHECK_FAIL;
    cJSON *one = json_put(json_put(cJSON_CreateObject(), "check", check), "level", levels[level]);
    json_put_item(list->list, NULL, json_put(one, "text", text));
}

void check_error(Checklist *list, const char *check, GError *error)
{
    g_autoptr(GError) owned = error;
    check_say(list, CHECK_FAIL, check, "%s", owned ? owned->message : "failed without a reason");
}

CheckLevel check_if_real(const Checklist *list)
{
    return list->cohort->simulated ? CHECK_WARN : CHECK_FAIL;
}

bool checklist_end(const Checklist *list, const char *what, cJSON *result, GError **error)
{
    json_put_int(result, "failed", list->failed);
    if (list->failed == 0 || list->change->dry)
        return true;
    g_autoptr(GString) reasons = g_string_new(NULL);
    const cJSON *one;
    cJSON_ArrayForEach(one, list->list)
    {
        if (strcmp(json_string(one, "level"), levels[CHECK_FAIL]) == 0)
            g_string_append_printf(reasons, "\n  %s: %s", json_string(one, "check"), json_string(one, "text"));
    }
    return change_refuse(
        error, BARAZA_ERROR_STATE, "the cohort %s cannot %s yet:%s", list->cohort->name, what, reasons->str);
}
