/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a course says to its facilitator: once a cohort, however many learners come to it. */
#include "desk.h"
#include "phrase.h"

#include <math.h>

static bool tell_one(Context *context, const Staff *staff, const Cohort *cohort, const Course *course, const Beat *beat,
    int64_t now, GError **error)
{
    g_autofree char *lang = desk_lang(context, staff, error);
    if (!lang)
        return false;
    LayoutFor who = { .course = course,
        .caps = context_caps(context),
        .lang = lang,
        .country = cohort->country,
        .tier = "full",
        .learner_name = staff->name,
        .cohort_name = cohort->name,
        .module = beat->module };
    g_autofree char *head = phrase(lang, "staff.step", "cohort", cohort->name, NULL);
    GPtrArray *said = beat->part ? layout_part(&who, beat->part) : layout_post(&who, beat->step, NULL);
    g_autoptr(GPtrArray) messages = layout_plain(&who, head);
    g_ptr_array_extend_and_steal(messages, said);
    for (guint i = 0; i < messages->len; i++) {
        g_autofree char *key = g_strdup_printf(
            "FS%" G_GINT64_FORMAT "/%s/S%" G_GINT64_FORMAT "/%u", cohort->id, beat->id, staff->id, i + 1);
        Message *message = messages->pdata[i];
        messages->pdata[i] = message_new(MESSAGE_TEXT, NULL);
        if (!desk_owe(context, staff, key, LANE_CONTENT, OWED_NOTICE, message, now, error))
            return false;
    }
    return true;
}

static bool tell_all(Context *context, int64_t cohort_id, const Beat *beat, int64_t now, int *told, GError **error)
{
    Store *store = context_store(context);
    const Cohort *cohort = context_cohort(context, cohort_id, error);
    const Plan *plan = cohort ? context_plan(context, cohort->version, error) : NULL;
    g_autoptr(GPtrArray) list = plan ? staff_with_phone(store, "facilitator", cohort_id, error) : NULL;
    if (list && list->len == 0) {
        g_clear_pointer(&list, g_ptr_array_unref);
        list = staff_with_phone(store, NULL, cohort_id, error);
    }
    *told = list ? (int)list->len : 0;
    for (guint i = 0; list && i < list->len; i++)
        if (!tell_one(context, list->pdata[i], cohort, plan_course(plan), beat, now, error))
            return false;
    return list != NULL;
}

bool desk_step(Context *context, const Beat *beat, const Due *row, int64_t now, GError **error)
{
    Store *store = context_store(context);
    int told = 0;
    if (beat->kind == BEAT_CLOSE || beat->kind == BEAT_AGAIN_CLOSE || beat->kind == BEAT_REMIND)
        return schedule_skip(store, row->id, "It is for the facilitator, who is not asked for an answer.", now, error);
    if (!tell_all(context, row->cohort, beat, now, &told, error))
        return false;
    return told
               ? schedule_finish(store, row->id, now, NAN, error)
               : schedule_skip(store, row->id,
                     "It is for the facilitator, and nobody who looks after this cohort has a phone here.", now, error);
}
