-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who wants to hear of new courses: every yes and no, for ever; the newest of a person is in force.
CREATE TABLE IF NOT EXISTS advert_consent (
    id INTEGER PRIMARY KEY,
    learner INTEGER NOT NULL,
    given INTEGER NOT NULL,
    means INTEGER NOT NULL,  -- AdvertMeans
    at INTEGER NOT NULL,
    evidence TEXT,           -- of a list: what it says of how she agreed
    wamid TEXT,              -- of her own message
    advert INTEGER NOT NULL  -- the one that brought it about; 0: none
) STRICT;
CREATE INDEX IF NOT EXISTS advert_consent_learner ON advert_consent (learner, id);
CREATE INDEX IF NOT EXISTS advert_consent_advert ON advert_consent (advert) WHERE advert > 0;

-- Those whose newest is a yes.
CREATE TABLE IF NOT EXISTS advert_member (
    learner INTEGER PRIMARY KEY,
    since INTEGER NOT NULL
) STRICT;

-- Numbers and accounts that said no, as keyed hashes: a list with an older yes does not bring them back, not even when
-- the person herself has been forgotten.
CREATE TABLE IF NOT EXISTS advert_refusal (
    lookup TEXT PRIMARY KEY,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS advert (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    invitation INTEGER NOT NULL,
    cohort INTEGER NOT NULL,
    template TEXT NOT NULL,
    words TEXT NOT NULL,     -- JSON: the words by language; "" where the template has its own
    fallback TEXT NOT NULL,  -- in what language it goes to those who have another
    state INTEGER NOT NULL,  -- AdvertState
    made INTEGER NOT NULL,
    begins INTEGER NOT NULL, -- 0: not decided
    next INTEGER NOT NULL,   -- when it goes on; 0: not at all
    fault TEXT               -- why the engine stopped it; NULL: it did not
) STRICT;
CREATE INDEX IF NOT EXISTS advert_next ON advert (next) WHERE next > 0;
CREATE INDEX IF NOT EXISTS advert_invitation ON advert (invitation);

-- Who was on the list when it began, and what became of it.
CREATE TABLE IF NOT EXISTS advert_to (
    advert INTEGER NOT NULL,
    learner INTEGER NOT NULL,
    at INTEGER NOT NULL,   -- when it was owed or passed over; 0: not yet
    msg INTEGER NOT NULL,  -- in the outbox; 0: none
    why INTEGER NOT NULL,  -- AdvertWhy: why it was not owed
    PRIMARY KEY (advert, learner)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS advert_to_waiting ON advert_to (advert, learner) WHERE at = 0;
CREATE INDEX IF NOT EXISTS advert_to_owed ON advert_to (at) WHERE msg > 0;
CREATE INDEX IF NOT EXISTS advert_to_learner ON advert_to (learner, msg);
CREATE INDEX IF NOT EXISTS advert_to_msg ON advert_to (msg) WHERE msg > 0;
