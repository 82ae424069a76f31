/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "context.h"
#include "context_priv.h"
#include "advert.h"
#include "alarm.h"
#include "certificate.h"
#include "coding.h"
#include "circle.h"
#include "discussion.h"
#include "inbox.h"
#include "journal.h"
#include "outbox.h"
#include "quiz.h"
#include "live.h"
#include "review.h"
#include "sheet.h"
#include "stock.h"
#include "upkeep.h"
#include "xapi.h"
#include <string.h>

static gpointer new_key(int64_t id)
{
    int64_t *key = g_new(int64_t, 1);
    *key = id;
    return key;
}

static bool draw_epoch(Context *context, GError **error)
{
    g_autoptr(StoreTx) tx = store_begin(context->store, error);
    if (!tx || !store_state_get(context->store, "epoch", &context->epoch, error))
        return false;
    context->epoch++;
    return store_state_set(context->store, "epoch", context->epoch, error) && store_commit(g_steal_pointer(&tx), error);
}

Context *context_new(
    Store *store, const Vault *vault, Library *library, const ChannelCaps *caps, const char *number, GError **error)
{
    Context *context = g_new0(Context, 1);
    context->store = store;
    context->vault = vault;
    context->library = library;
    context->caps = caps;
    context->number = g_strdup(number);
    memcpy(context->keep_days, keep_days, sizeof context->keep_days);
    context->patients_days = keep_days[KEEP_FILES];
    context->adverts_a_month = CONTEXT_ADVERTS_A_MONTH;
    context->adverts_a_day = CONTEXT_ADVERTS_A_DAY;
    context->cohorts = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)cohort_free);
    context->plans = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)plan_free);
    context->guard_names = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)guard_names_free);
    context->left = g_array_new(FALSE, FALSE, sizeof(int64_t));
    /* The tag's key comes from the vault's, so that a copy of the database alone cannot make tags. */
    g_autofree char *hex = vault_lookup(vault, "tag", "key");
    g_strlcpy(context->tag_key, hex, sizeof context->tag_key);
    if (store_is_writer(store) && !draw_epoch(context, error)) {
        context_free(context);
        return NULL;
    }
    return context;
}

void context_free(Context *context)
{
    if (!context)
        return;
    g_hash_table_unref(context->cohorts);
    g_hash_table_unref(context->guard_names);
    g_hash_table_unref(context->plans);
    guard_free(context->guard);
    g_array_unref(context->left);
    g_free(context->number);
    g_free(context->public_url);
    g_free(context);
}

Store *context_store(const Context *context)
{
    return context->store;
}

const Vault *context_vault(const Context *context)
{
    return context->vault;
}

Library *context_library(const Context *context)
{
    return context->library;
}

const ChannelCaps *context_caps(const Context *context)
{
    return context->caps;
}

const char *context_number(const Context *context)
{
    return context->number;
}

void context_set_public_url(Context *context, const char *url)
{
    g_free(context->public_url);
    context->public_url = url && *url ? g_strdup(url) : NULL;
    if (context->public_url && g_str_has_suffix(context->public_url, "/"))
        context->public_url[strlen(context->public_url) - 1] = '\0';
}

const char *context_public_url(const Context *context)
{
    return context->public_url;
}

void context_set_keep_days(Context *context, KeepClass class, int days)
{
    context->keep_days[class] = days;
}

void context_set_adverts(Context *context, int a_month, int a_day)
{
    context->adverts_a_month = a_month;
    context->adverts_a_day = a_day;
}

int64_t context_adverts_a_month(const Context *context)
{
    return context->adverts_a_month;
}

int64_t context_adverts_a_day(const Context *context)
{
    return context->adverts_a_day;
}

int64_t context_keep_days(const Context *context, KeepClass class)
{
    return context->keep_days[class];
}

void context_set_patients(Context *context, bool on, int days)
{
    context->patients = on;
    context->patients_days = days;
}

bool context_patients(const Context *context)
{
    return context->patients;
}

int64_t context_keep_days_of(const Context *context, const Cohort *cohort, KeepClass class)
{
    int64_t days = context_keep_days(context, class);
    return cohort->audience == AUDIENCE_PATIENTS ? MIN(days, context->patients_days) : days;
}

const Cohort *context_cohort(Context *context, int64_t id, GError **error)
{
    Cohort *cohort = g_hash_table_lookup(context->cohorts, &id);
    if (!cohort && (cohort = cohort_get(context->store, id, error)))
        g_hash_table_insert(context->cohorts, new_key(id), cohort);
    return cohort;
}

const Plan *context_plan(Context *context, int64_t version, GError **error)
{
    Plan *plan = g_hash_table_lookup(context->plans, &version);
    if (plan)
        return plan;
    const Course *course = library_course(context->library, version, error);
    if (!course)
        return NULL;
    plan = plan_new(course);
    g_hash_table_insert(context->plans, new_key(version), plan);
    return plan;
}

const Plan *context_plan_of(Context *context, int64_t cohort, GError **error)
{
    const Cohort *c = context_cohort(context, cohort, error);
    return c ? context_plan(context, c->version, error) : NULL;
}

void context_forget(Context *context)
{
    g_hash_table_remove_all(context->cohorts);
}

void context_left(Context *context, int64_t learner)
{
    g_array_append_val(context->left, learner);
}

GArray *context_take_left(Context *context)
{
    GArray *left = context->left;
    context->left = g_array_new(FALSE, FALSE, sizeof(int64_t));
    return left;
}

bool context_who(Context *context, const Enrolment *enrolment, LayoutFor *who, GError **error)
{
    const Cohort *cohort = context_cohort(context, enrolment->cohort, error);
    const Plan *plan = cohort ? context_plan(context, cohort->version, error) : NULL;
    if (!plan)
        return false;
    const Course *course = plan_course(plan);
    *who = (LayoutFor){ .course = course,
        .caps = context->caps,
        .lang = enrolment->lang && *enrolment->lang ? enrolment->lang : course->lang,
        .country = enrolment->country && *enrolment->country ? enrolment->country : cohort->country,
        .tier = enrolment->tier ? enrolment->tier : "low",
        .learner_name = enrolment_shown(enrolment),
        .cohort_name = cohort->name,
        .simulated = cohort->simulated };
    return true;
}

EmbeddedFile *context_schemas(void)
{
    const EmbeddedFile *const schemas[] = { journal_schema, library_schema, cohort_schema, outbox_schema, inbox_schema,
        schedule_schema, quiz_schema, discussion_schema, certificate_schema, alarm_schema, upkeep_schema, coding_schema,
        circle_schema, stock_schema, sheet_schema, xapi_schema, review_schema, live_schema, advert_schema };
    EmbeddedFile *all = g_new0(EmbeddedFile, G_N_ELEMENTS(schemas) + 1);
    for (gsize i = 0; i < G_N_ELEMENTS(schemas); i++)
        all[i] = schemas[i][0];
    return all;
}
