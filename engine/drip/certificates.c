/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Learners whose certificate rule is to be looked at. Drawing takes some ten milliseconds, so few go in one slice. */
#include "drip_priv.h"
#include "certify.h"
#include "clock.h"
#include "fault.h"
#include "log.h"

#define AT_ONCE 4

typedef struct {
    Context *context;
    const GArray *due; /* int64_t enrolments */
    int64_t now;
} Slice;

static bool do_look(gpointer data, guint i, GError **error)
{
    const Slice *slice = data;
    int64_t id = g_array_index(slice->due, int64_t, i);
    Tutor t;
    g_autoptr(Enrolment) e = enrolment_get(context_store(slice->context), context_vault(slice->context), id, error);
    if (!e || !tutor_init(&t, slice->context, e, slice->now, error) || !certify_now(&t, error))
        return false;
    FAULT("drip.certificate");
    return true;
}

/* Tried again tomorrow: a file that could not be written today may be then. */
static bool park_look(gpointer data, guint i, const GError *fault, GError **error)
{
    const Slice *slice = data;
    int64_t enrolment = g_array_index(slice->due, int64_t, i);
    g_autofree char *id = g_strdup_printf("E%" G_GINT64_FORMAT, enrolment);
    log_event(LOG_ERROR, "drip.certificate", "enrolment", id, "fault", fault->message, NULL);
    return certificate_looked(context_store(slice->context), enrolment, slice->now + DAY, error);
}

bool drip_certificates(Context *context, int64_t now, int *worked, GError **error)
{
    g_autoptr(GArray) due = certificate_looks_due(context_store(context), now, AT_ONCE, error);
    if (!due)
        return false;
    static const StoreItems rows = { .item = do_look, .park = park_look };
    Slice slice = { context, due, now };
    if (!store_items(context_store(context), &rows, due->len, &slice, error))
        return false;
    *worked += (int)due->len;
    return certify_tidy(context, now, AT_ONCE, worked, error);
}
