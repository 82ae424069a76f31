-- SPDX-License-Identifier: GPL-3.0-or-later
CREATE TABLE IF NOT EXISTS post (
    id INTEGER PRIMARY KEY,
    cohort INTEGER NOT NULL,
    room INTEGER NOT NULL,
    enrolment INTEGER NOT NULL, -- 0: the facilitator
    number INTEGER NOT NULL,    -- 0 until it is shared
    prompt TEXT,
    reply_to INTEGER NOT NULL,
    basis INTEGER NOT NULL,
    text TEXT,                  -- NULL: a tombstone
    media TEXT,
    mime TEXT,
    length INTEGER NOT NULL,
    state INTEGER NOT NULL,
    why_held TEXT,
    keep INTEGER NOT NULL,
    written INTEGER NOT NULL,
    shared INTEGER NOT NULL,
    until INTEGER NOT NULL,
    wamid TEXT,
    asset TEXT, -- hash of its file, once it is loaded
    staff INTEGER NOT NULL DEFAULT 0, -- of the facilitator who wrote it
    asks INTEGER NOT NULL,    -- its text holds a question mark
    told INTEGER NOT NULL,    -- 1: went to each member at once, so it is in no digest; 2: goes in the social digest
    answered INTEGER NOT NULL, -- when a facilitator answered it; 0
    social INTEGER NOT NULL DEFAULT 0, -- not about the course: in no count of the discussion
    anon INTEGER NOT NULL DEFAULT 0,   -- shown without the author's name
    circle INTEGER NOT NULL DEFAULT 0 -- the pair or circle in which it was said; 0: the room
) STRICT;
CREATE INDEX IF NOT EXISTS post_room ON post (room, number) WHERE number > 0;
CREATE INDEX IF NOT EXISTS post_author ON post (enrolment, state, id);
CREATE INDEX IF NOT EXISTS post_undo ON post (until) WHERE state = 1;
CREATE INDEX IF NOT EXISTS post_waiting ON post (state, id);
CREATE INDEX IF NOT EXISTS post_staff ON post (staff, state, id) WHERE staff > 0;
CREATE INDEX IF NOT EXISTS post_asset ON post (asset) WHERE asset IS NOT NULL;
CREATE INDEX IF NOT EXISTS post_wamid ON post (wamid) WHERE wamid IS NOT NULL;
CREATE INDEX IF NOT EXISTS post_prompt ON post (room, prompt, state);
CREATE INDEX IF NOT EXISTS post_reply ON post (reply_to, state) WHERE reply_to > 0;
CREATE INDEX IF NOT EXISTS post_asks ON post (id) WHERE state = 3 AND asks = 1 AND answered = 0;
-- whose words are still there and may not be kept
CREATE INDEX IF NOT EXISTS post_unburied ON post (state, id) WHERE keep = 0 AND (text IS NOT NULL OR media IS NOT NULL OR asset IS NOT NULL);
CREATE INDEX IF NOT EXISTS post_private ON post (id) WHERE state = 5 AND answered = 0;

-- social: number of the room's last post that goes in the social digest.
CREATE TABLE IF NOT EXISTS room_count (room INTEGER PRIMARY KEY, posts INTEGER NOT NULL, social INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE IF NOT EXISTS relay_cursor (
    room INTEGER NOT NULL,
    enrolment INTEGER NOT NULL,
    upto INTEGER NOT NULL,
    next_at INTEGER NOT NULL,
    parts INTEGER NOT NULL DEFAULT 0, -- messages of the digest that is under way
    offer INTEGER NOT NULL DEFAULT 0, -- RelayOffer
    back INTEGER NOT NULL DEFAULT 0,  -- what highlights left out lies after this number ...
    back_to INTEGER NOT NULL DEFAULT 0, -- ... up to this one ...
    shown TEXT NOT NULL DEFAULT '',   -- ... but for these numbers
    social INTEGER NOT NULL DEFAULT 0, -- the last social post told or passed over
    PRIMARY KEY (room, enrolment)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS relay_cursor_next ON relay_cursor (next_at, enrolment);
CREATE INDEX IF NOT EXISTS relay_cursor_enrolment ON relay_cursor (enrolment);

-- Who has left the social channel of her room.
CREATE TABLE IF NOT EXISTS social_off (enrolment INTEGER PRIMARY KEY, since INTEGER NOT NULL) STRICT;

-- Words of a coordinator or facilitator, kept until their time comes. room and enrolment 0: all rooms of the cohort.
CREATE TABLE IF NOT EXISTS notice (
    id INTEGER PRIMARY KEY,
    cohort INTEGER NOT NULL,
    room INTEGER NOT NULL,
    enrolment INTEGER NOT NULL,
    written INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    text TEXT NOT NULL,
    asset TEXT,
    mime TEXT,
    bytes INTEGER NOT NULL,
    state INTEGER NOT NULL -- 0 waiting, 1 sent, 2 cancelled, 3 failed
) STRICT;
CREATE INDEX IF NOT EXISTS notice_due ON notice (at, id) WHERE state = 0;

-- What was wrong and what is right, for good: a copy of the cohort lists it.
CREATE TABLE IF NOT EXISTS correction (
    id INTEGER PRIMARY KEY,
    cohort INTEGER NOT NULL,
    kind INTEGER NOT NULL,  -- 0 post, 1 step, 2 item
    what TEXT NOT NULL,     -- post's id, step's or item's id
    original TEXT NOT NULL, -- how it began, to be quoted
    text TEXT NOT NULL,
    remedy INTEGER NOT NULL, -- of an item: 0 none, 1 no longer counted, 2 another key
    key TEXT,               -- of an item: options that are right, space-separated
    actor TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS correction_what ON correction (cohort, kind, what, id);

-- What a learner has reported: she is not shown it again.
CREATE TABLE IF NOT EXISTS post_hidden (
    enrolment INTEGER NOT NULL,
    post INTEGER NOT NULL,
    PRIMARY KEY (enrolment, post)
) STRICT, WITHOUT ROWID;

-- Between whom nothing passes: two rows, one each way. wish: it was hers, who is in `enrolment`.
CREATE TABLE IF NOT EXISTS post_block (
    enrolment INTEGER NOT NULL,
    other INTEGER NOT NULL,
    wish INTEGER NOT NULL,
    PRIMARY KEY (enrolment, other)
) STRICT, WITHOUT ROWID;

-- "Colleague 3": numbered as they first wrote without their names.
CREATE TABLE IF NOT EXISTS pseudonym (
    room INTEGER NOT NULL,
    enrolment INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (room, enrolment)
) STRICT, WITHOUT ROWID;

-- Cases that learners brought. The post tells where a case stands: held, withdrawn, or shared as a numbered post.
CREATE TABLE IF NOT EXISTS brought (
    post INTEGER PRIMARY KEY,
    cohort INTEGER NOT NULL,
    step TEXT NOT NULL,
    closed INTEGER NOT NULL, -- 0: not yet
    note INTEGER NOT NULL,   -- post of the guideline note that closed it; 0
    grey TEXT                -- what the guideline leaves open, or NULL
) STRICT;
CREATE INDEX IF NOT EXISTS brought_cohort ON brought (cohort, post);
