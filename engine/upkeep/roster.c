/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Leading passes to peers by shares, and among them evenly. What a share leaves over counts for the next prompt, so
 * that one prompt a week follows the plan, too. */
#include "lead.h"
#include "rng.h"

void roster_peers(const int *shares, int n_shares, const int *weeks, guint n, bool *peer)
{
    int owed = 0; /* per cent of a prompt that peers still have to lead */
    for (guint i = 0; i < n; i++) {
        int share = n_shares ? shares[MIN(weeks[i], n_shares - 1)] : 100;
        owed += 100 - share;
        peer[i] = owed >= 100;
        owed -= peer[i] ? 100 : 0;
    }
}

/* The same for one person and seed, so that a rehearsal draws alike. */
static uint64_t lot(uint64_t seed, int64_t enrolment)
{
    Rng rng = rng_seeded(seed ^ (uint64_t)enrolment * 0xD1B54A32D192ED03u);
    return rng_u64(&rng);
}

int roster_next(const Leader *list, guint n, int64_t last, uint64_t seed)
{
    int best = -1, alone = -1;
    for (guint i = 0; i < n; i++) {
        if (list[i].barred)
            continue;
        if (list[i].enrolment == last) {
            alone = (int)i;
            continue;
        }
        if (best < 0 || list[i].load < list[best].load ||
            (list[i].load == list[best].load && lot(seed, list[i].enrolment) < lot(seed, list[best].enrolment)))
            best = (int)i;
    }
    return best >= 0 ? best : alone;
}
