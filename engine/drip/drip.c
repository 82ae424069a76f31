/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is due becomes owed. What fails is taken back and parked with its sentence, and the others go on. */
#include "drip.h"
#include "drip_priv.h"
#include "advert.h"
#include "certify.h"
#include "company.h"
#include "discussion.h"
#include "fault.h"
#include "host.h"
#include "live_step.h"
#include "log.h"
#include "newcomer.h"
#include "notice.h"
#include "peer.h"
#include "staff.h"
#include "upkeep.h"

static bool handle_personal(Context *context, const Due *row, int64_t now, GError **error)
{
    Store *store = context_store(context);
    Tutor t;
    g_autoptr(Enrolment) e = enrolment_get(store, context_vault(context), row->enrolment, error);
    if (!e || !tutor_init(&t, context, e, now, error))
        return false;
    int index = plan_find(t.plan, row->beat);
    if (index < 0) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "the course has no step \"%s\" any more", row->beat);
        return false;
    }
    if (e->state == ENROLMENT_STOPPED || e->state == ENROLMENT_REMOVED)
        return schedule_skip(store, row->id, "The learner had left the course.", now, error);
    const Beat *beat = plan_beat(t.plan, index);
    if (beat->for_room)
        return tutor_catch_up(&t, beat, row, error) && certify_look(&t, beat->step->id, error);
    return tutor_open(&t, beat, row, error) && tutor_extend(&t, error) && certify_look(&t, beat->step->id, error);
}

static bool handle(Context *context, const Due *row, int64_t now, GError **error)
{
    return row->enrolment ? handle_personal(context, row, now, error) : drip_room(context, row, now, error);
}

typedef struct {
    Context *context;
    const GPtrArray *due;
    int64_t now;
} Slice;

static bool do_row(gpointer data, guint i, GError **error)
{
    const Slice *slice = data;
    if (!handle(slice->context, slice->due->pdata[i], slice->now, error))
        return false;
    FAULT("drip.row");
    return true;
}

static bool park_row(gpointer data, guint i, const GError *fault, GError **error)
{
    const Slice *slice = data;
    const Due *row = slice->due->pdata[i];
    log_event(LOG_ERROR, "drip.fault", "step", row->beat, "fault", fault->message, NULL);
    return schedule_fault(context_store(slice->context), row->id, fault->message, slice->now, error);
}

/* In a live meeting it goes round now. */
static bool share(Context *context, int64_t id, int64_t now, GError **error)
{
    Store *store = context_store(context);
    g_autoptr(Post) post = post_get(store, id, error);
    return post && post_move(store, id, POST_UNDO, POST_SHARED, now, NULL, NULL, error) &&
           live_spread(context, post->cohort, post->room, now, error);
}

static bool share_what_was_not_undone(Context *context, int64_t now, int limit, int *worked, GError **error)
{
    Store *store = context_store(context);
    g_autoptr(GArray) over = post_undo_over(store, now, limit, error);
    if (!over)
        return false;
    for (guint i = 0; i < over->len; i++, ++*worked) {
        bool waits = false;
        if (!host_waits_for_peers(context, g_array_index(over, int64_t, i), now, &waits, error))
            return false;
        if (!waits && !share(context, g_array_index(over, int64_t, i), now, error))
            return false;
    }
    return true;
}

static bool take_due(Context *context, int64_t now, int limit, int *worked, GError **error)
{
    if (!share_what_was_not_undone(context, now, limit, worked, error) ||
        !drip_notices(context, now, limit, worked, error) || !newcomers_begin(context, now, limit, worked, error))
        return false;
    g_autoptr(GPtrArray) due = schedule_due(context_store(context), now, limit, error);
    if (!due)
        return false;
    static const StoreItems rows = { .item = do_row, .park = park_row };
    Slice slice = { context, due, now };
    if (!store_items(context_store(context), &rows, due->len, &slice, error))
        return false;
    *worked += (int)due->len;
    return company_look(context, now, limit, worked, error) && drip_certificates(context, now, worked, error) &&
           drip_digests(context, now, limit, worked, error) && drip_cards(context, now, limit, worked, error) &&
           drip_cares(context, now, limit, worked, error) && drip_adverts(context, now, limit, worked, error);
}

bool drip_slice(Context *context, int64_t now, int limit, int *worked, GError **error)
{
    int64_t at = 0;
    *worked = 0;
    /* What is remembered answers most turns. */
    return drip_next(context, &at, error) && (at > now || take_due(context, now, limit, worked, error));
}

bool drip_next(Context *context, int64_t *at, GError **error)
{
    Store *store = context_store(context);
    int64_t certificates = INT64_MAX, joiners = INT64_MAX, cares = INT64_MAX, circles = INT64_MAX, adverts = INT64_MAX;
    int64_t posts = INT64_MAX, relay = INT64_MAX, notices = INT64_MAX, cards = INT64_MAX, peers = INT64_MAX;
    if (!schedule_next(store, at, error) || !post_next(store, &posts, error) || !relay_next(store, &relay, error) ||
        !notice_next(store, &notices, error) || !staff_card_next(store, &cards, error) ||
        !peer_card_next(store, &peers, error) || !certificate_next(store, &certificates, error) ||
        !joining_next(store, &joiners, error) || !care_next(store, &cares, error) ||
        !company_next(context, &circles, error) || !advert_next(store, &adverts, error))
        return false;
    *at = MIN(MIN(circles, adverts), *at);
    *at =
        MIN(MIN(MIN(*at, notices), MIN(cards, peers)), MIN(MIN(MIN(posts, relay), certificates), MIN(joiners, cares)));
    return true;
}
