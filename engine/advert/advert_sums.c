/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of an advert, counted from what the outbox knows of its messages. */
#include "advert.h"
#include "advert_queries.h"

enum { OUTCOME, CODE, STATUS, COUNT, BILLED, HELD };
enum { DELIVERED = 2, READ = 3, PLAYED = 4, FAILED = 5 }; /* outbox_status.status */

static void count_failure(AdvertSums *sums, int64_t code, int64_t n)
{
    switch (code) {
    case ADVERT_CODE_CAP:
        sums->capped += n;
        break;
    case ADVERT_CODE_STOPPED:
        sums->switched_off += n;
        break;
    case ADVERT_CODE_EXPERIMENT:
        sums->experiment += n;
        break;
    default:
        sums->failed += n;
    }
}

static bool take_outcome(const StoreRow *row, gpointer data)
{
    AdvertSums *sums = data;
    int64_t n = store_int(row, COUNT), outcome = store_int(row, OUTCOME), status = store_int(row, STATUS);
    bool failed = outcome == DONE_FAILED || (outcome == DONE_ACCEPTED && status == FAILED);
    sums->owed += n;
    sums->billed += store_int(row, BILLED);
    if (outcome < 0 && store_int(row, HELD) >= 0 && store_int(row, HELD) != HELD_ORDER)
        sums->held += n;
    else if (outcome < 0)
        sums->on_its_way += n;
    else if (failed)
        count_failure(sums, store_int(row, CODE), n);
    else if (outcome == DONE_ACCEPTED || outcome == DONE_UNKNOWN) {
        sums->sent += n;
        sums->delivered += status >= DELIVERED && status <= PLAYED ? n : 0;
        sums->read += status == READ || status == PLAYED ? n : 0;
    } else if (outcome == DONE_EXPIRED)
        sums->late += n;
    else
        sums->dropped += n;
    return true;
}

static bool take_passed(const StoreRow *row, gpointer data)
{
    AdvertSums *sums = data;
    int64_t why = store_int(row, 0);
    if (why >= 0 && why < ADVERT_WHYS)
        sums->passed[why] += store_int(row, 1);
    return true;
}

bool advert_sums(Store *store, int64_t id, AdvertSums *sums, GError **error)
{
    *sums = (AdvertSums){ 0 };
    const StoreArg *one = ARGS(ARG_INT("advert", id));
    return store_each(store, &advert_outcomes, one, take_outcome, sums, error) &&
           store_each(store, &advert_passed_over, one, take_passed, sums, error) &&
           store_get_int(store, &advert_left_to_do, one, &sums->waiting, NULL, error) &&
           store_get_int(store, &advert_joined, ARGS(ARG_INT("advert", id), ARG_INT("accepted", DONE_ACCEPTED)),
               &sums->joined, NULL, error) &&
           store_get_int(store, &advert_left_by, one, &sums->left, NULL, error);
}

GArray *advert_reached(Store *store, int64_t id, GError **error)
{
    return store_ids(
        store, &advert_reached_rows, ARGS(ARG_INT("advert", id), ARG_INT("accepted", DONE_ACCEPTED)), error);
}
