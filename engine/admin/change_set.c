/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules of a cohort that may change while it runs: how much a day, when digests go, when nobody is written to. */
#include "admin_priv.h"
#include "clock.h"
#include "discussion.h"
#include "outbox.h"
#include "tutor.h"

#define DIGESTS_MOST 6

static gint by_minute(gconstpointer a, gconstpointer b)
{
    return *(const int *)a - *(const int *)b;
}

/* "13:00,18:30": sorted, each once. */
static bool read_digests(Cohort *cohort, const char *text, GError **error)
{
    g_auto(GStrv) times = g_strsplit(text, ",", -1);
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(int));
    for (char **time = times; *time; time++) {
        int minutes = 0;
        if (!civil_parse_time(g_strstrip(*time), &minutes))
            return change_refuse(error, BARAZA_ERROR_INPUT, "the digests \"%s\" must look like 13:00,18:30", text);
        g_array_append_val(list, minutes);
    }
    g_array_sort(list, by_minute);
    for (guint i = 1; i < list->len;)
        if (g_array_index(list, int, i) == g_array_index(list, int, i - 1))
            g_array_remove_index(list, i);
        else
            i++;
    if (list->len == 0 || list->len > DIGESTS_MOST)
        return change_refuse(error, BARAZA_ERROR_INPUT, "one to %d digests a day", DIGESTS_MOST);
    g_clear_pointer(&cohort->digests, g_array_unref);
    cohort->digests = g_steal_pointer(&list);
    return true;
}

static bool read_number(const Change *c, const char *name, int min, int max, int *value, GError **error)
{
    int64_t number = json_int(c->params, name, -1);
    if (!json_at(c->params, name))
        return true;
    if (number < min || number > max)
        return change_refuse(error, BARAZA_ERROR_INPUT, "%s must be a whole number from %d to %d", name, min, max);
    *value = (int)number;
    return true;
}

static char *clock_text(int minutes)
{
    return g_strdup_printf("%02d:%02d", minutes / 60, minutes % 60);
}

static cJSON *rules_of(const Change *c, const Cohort *cohort)
{
    g_autofree char *from = clock_text(cohort->quiet_from), *to = clock_text(cohort->quiet_to);
    g_autofree char *quiet = g_strdup_printf("%s-%s", from, to);
    g_autofree char *cap = g_strdup_printf("%d", cohort->daily_cap);
    g_autofree char *highlights = g_strdup_printf("%d", cohort->highlights);
    g_autoptr(GString) digests = g_string_new(NULL);
    for (guint i = 0; i < cohort->digests->len; i++) {
        g_autofree char *time = clock_text(g_array_index(cohort->digests, int, i));
        g_string_append_printf(digests, "%s%s", i ? "," : "", time);
    }
    cJSON *rules = json_put(json_put(cJSON_CreateObject(), "cap", cap), "digests", digests->str);
    json_put(json_put(rules, "quiet", quiet), "highlights", highlights);
    g_autoptr(Staff) doctor = cohort->moderator ? staff_get(c->store, cohort->moderator, NULL) : NULL;
    return audience_rules(cohort->audience)->moderated ? json_put(rules, "doctor", doctor ? doctor->name : "nobody")
                                                       : rules;
}

/* What has moved: [{rule, from, to}]. */
static cJSON *differences(const cJSON *before, const cJSON *after)
{
    cJSON *list = cJSON_CreateArray();
    const cJSON *rule;
    cJSON_ArrayForEach(rule, before)
    {
        const char *to = json_string(after, rule->string);
        if (g_strcmp0(rule->valuestring, to) != 0)
            json_put_item(list, NULL,
                json_put(json_put(json_put(cJSON_CreateObject(), "rule", rule->string), "from", rule->valuestring),
                    "to", to));
    }
    return list;
}

static void warn(const Cohort *cohort, int64_t now, cJSON *result)
{
    int64_t today = cohort_today(cohort, now);
    for (guint i = 0; i < cohort->digests->len; i++) {
        Civil civil = civil_from_days(today);
        int minutes = g_array_index(cohort->digests, int, i);
        civil.hour = minutes / 60;
        civil.minute = minutes % 60;
        if (cohort_quiet_until(cohort, civil_to_utc(cohort_zone(cohort), &civil, NULL)))
            change_warn(
                result, g_strdup_printf("the digest of %02d:%02d lies in the quiet hours: it waits until these end",
                            minutes / 60, minutes % 60));
    }
    if (cohort->quiet_from == cohort->quiet_to)
        change_warn(result, g_strdup("there are no quiet hours: messages go at night, too"));
}

/* What waits by the old rules is judged anew, and the next digest goes by the new times. */
static bool apply(Change *c, const Cohort *cohort, GError **error)
{
    g_autoptr(GArray) people = enrolment_list(c->store, cohort->id, error);
    int64_t next = tutor_next_digest(cohort, c->now);
    for (guint i = 0; people && i < people->len; i++)
        if (!relay_set_next(c->store, g_array_index(people, int64_t, i), next, error))
            return false;
    return people && cohort_set_rules(c->store, cohort, error) &&
           outbox_release(c->store, 0, HELD_CAP, c->now, NULL, error) &&
           outbox_release(c->store, 0, HELD_QUIET, c->now, NULL, error);
}

bool change_cohort_set(Change *c, cJSON *result, GError **error)
{
    g_autoptr(Cohort) cohort = change_cohort(c, error);
    if (!cohort || !change_thawed(cohort, "its rules stay as they were", error))
        return false;
    g_autoptr(cJSON) before = rules_of(c, cohort);
    const char *digests = json_string(c->params, "digests"), *quiet = json_string(c->params, "quiet");
    const char *doctor = json_string(c->params, "doctor");
    if (doctor && !change_set_doctor(c, cohort, doctor, error))
        return false;
    if (!read_number(c, "cap", 1, 50, &cohort->daily_cap, error) ||
        !read_number(c, "highlights", 0, 1000, &cohort->highlights, error) ||
        (digests && !read_digests(cohort, digests, error)) || (quiet && !change_read_quiet(cohort, quiet, error)))
        return false;
    cJSON *after = rules_of(c, cohort), *changes = differences(before, after);
    json_put_item(json_put_item(json_put(result, "cohort", cohort->name), "rules", after), "changes", changes);
    c->same = cJSON_GetArraySize(changes) == 0;
    c->payload = cJSON_Duplicate(changes, true);
    warn(cohort, c->now, result);
    return c->same || apply(c, cohort, error);
}
