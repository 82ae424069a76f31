-- SPDX-License-Identifier: GPL-3.0-or-later
CREATE TABLE IF NOT EXISTS cohort (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    zone TEXT NOT NULL,
    start_day INTEGER NOT NULL, -- days since 1970
    rest_days TEXT NOT NULL,    -- weekday digits, 1 Monday
    holidays TEXT NOT NULL,     -- dates, space-separated
    quiet_from INTEGER NOT NULL,
    quiet_to INTEGER NOT NULL,
    default_time INTEGER NOT NULL,
    daily_cap INTEGER NOT NULL,
    room_size INTEGER NOT NULL,
    country TEXT,
    primary_outcome TEXT NOT NULL,
    state INTEGER NOT NULL,
    simulated INTEGER NOT NULL,
    seed INTEGER NOT NULL,
    created INTEGER NOT NULL,
    unblinded INTEGER NOT NULL,
    launched INTEGER NOT NULL DEFAULT 0, -- 0: not yet
    closed INTEGER NOT NULL DEFAULT 0,
    alumni INTEGER NOT NULL DEFAULT 0,   -- since when its rooms go on without a course; 0: they do not
    digests TEXT NOT NULL DEFAULT '780 1110', -- minutes after local midnight, in order
    highlights INTEGER NOT NULL DEFAULT 20,   -- more posts than so many are offered as highlights first; 0: never
    audience INTEGER NOT NULL DEFAULT 0,      -- 0 learners, 1 patients
    moderator INTEGER NOT NULL DEFAULT 0      -- of patients: the account of their doctor
) STRICT;

CREATE TABLE IF NOT EXISTS room (
    id INTEGER PRIMARY KEY,
    cohort INTEGER NOT NULL REFERENCES cohort (id),
    name TEXT NOT NULL,
    capacity INTEGER NOT NULL,
    mode TEXT NOT NULL DEFAULT 'relay',
    UNIQUE (cohort, name)
) STRICT;

-- Names and registration numbers are sealed; the study id is random and the only one that leaves in exports.
CREATE TABLE IF NOT EXISTS learner (
    id INTEGER PRIMARY KEY,
    study_id TEXT NOT NULL UNIQUE,
    name BLOB NOT NULL,
    registration BLOB,
    lang TEXT,
    country TEXT,
    tier TEXT NOT NULL,
    cadre TEXT,
    sex TEXT,
    age_band TEXT,
    facility TEXT
) STRICT;

CREATE TABLE IF NOT EXISTS address (
    id INTEGER PRIMARY KEY,
    learner INTEGER NOT NULL REFERENCES learner (id),
    kind TEXT NOT NULL,   -- phone, user_id
    lookup TEXT NOT NULL, -- keyed hash
    sealed BLOB NOT NULL,
    valid_from INTEGER NOT NULL,
    valid_to INTEGER      -- NULL: in use
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS address_lookup ON address (lookup) WHERE valid_to IS NULL;
CREATE INDEX IF NOT EXISTS address_learner ON address (learner, kind);

CREATE TABLE IF NOT EXISTS enrolment (
    id INTEGER PRIMARY KEY,
    cohort INTEGER NOT NULL REFERENCES cohort (id),
    room INTEGER NOT NULL REFERENCES room (id),
    learner INTEGER NOT NULL REFERENCES learner (id),
    state INTEGER NOT NULL,
    paused_until INTEGER NOT NULL,
    enrolled INTEGER NOT NULL,
    opt_in INTEGER NOT NULL,
    opt_in_means TEXT,
    stopped INTEGER NOT NULL,
    joined_late INTEGER NOT NULL,
    may_course INTEGER NOT NULL,   -- -1 not asked, 0 no, 1 yes
    may_posts INTEGER NOT NULL,
    may_research INTEGER NOT NULL,
    forgotten INTEGER NOT NULL DEFAULT 0, -- when her data were erased: in no export any more
    alias BLOB,                    -- sealed: the name that the learner wants the room to see
    standing INTEGER NOT NULL DEFAULT 0, -- 0 learner, 1 senior, 2 observer
    source TEXT,                   -- the roster by which she came: "alumni-2019", "council"; NULL: none was named
    UNIQUE (cohort, learner)
) STRICT;
CREATE INDEX IF NOT EXISTS enrolment_room ON enrolment (room, id);
CREATE INDEX IF NOT EXISTS enrolment_learner ON enrolment (learner, id);

-- Every answer to an agree step, for ever.
CREATE TABLE IF NOT EXISTS consent (
    id INTEGER PRIMARY KEY,
    enrolment INTEGER NOT NULL REFERENCES enrolment (id),
    purpose TEXT NOT NULL,
    given INTEGER NOT NULL,
    text_hash TEXT NOT NULL,
    wamid TEXT,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS consent_enrolment ON consent (enrolment, purpose, id);

-- Those who work here. One with a phone has a row in learner for name and address, and no enrolment by it.
CREATE TABLE IF NOT EXISTS staff (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL,
    password TEXT NOT NULL,    -- Argon2id string; '': cannot log in
    created INTEGER NOT NULL,
    learner INTEGER REFERENCES learner (id), -- NULL: no phone
    card INTEGER NOT NULL,     -- minutes after local midnight of the morning card; -1: none
    show_name INTEGER NOT NULL DEFAULT 0,
    muted INTEGER NOT NULL DEFAULT 0,   -- when she wrote STOP
    removed INTEGER NOT NULL DEFAULT 0, -- when the account ended
    invite TEXT,               -- SHA-256 of the word of a link that sets the password, once
    invite_until INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS staff_invite ON staff (invite) WHERE invite IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS staff_learner ON staff (learner) WHERE learner IS NOT NULL;

-- The zone and hours of one who works elsewhere than her cohorts.
CREATE TABLE IF NOT EXISTS staff_clock (
    staff INTEGER PRIMARY KEY REFERENCES staff (id),
    zone TEXT,                  -- NULL: that of each cohort
    from_minute INTEGER NOT NULL, -- minutes after her midnight; equal: while the cohort is awake, by her clock
    to_minute INTEGER NOT NULL
) STRICT;

-- A second factor: an app's secret, and words that are good once without it.
CREATE TABLE IF NOT EXISTS staff_factor (
    staff INTEGER PRIMARY KEY REFERENCES staff (id),
    secret BLOB NOT NULL,   -- sealed
    step INTEGER NOT NULL,  -- the last time step whose code was taken: no code is good twice
    since INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS staff_factor_word (
    staff INTEGER NOT NULL REFERENCES staff (id),
    hash TEXT NOT NULL,     -- SHA-256
    PRIMARY KEY (staff, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS staff_cohort (
    staff INTEGER NOT NULL REFERENCES staff (id),
    cohort INTEGER NOT NULL REFERENCES cohort (id),
    card_next INTEGER NOT NULL,
    PRIMARY KEY (staff, cohort)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS staff_cohort_cohort ON staff_cohort (cohort, staff);
CREATE INDEX IF NOT EXISTS staff_cohort_next ON staff_cohort (card_next);

-- How far she has read a room.
CREATE TABLE IF NOT EXISTS staff_room (
    staff INTEGER NOT NULL REFERENCES staff (id),
    room INTEGER NOT NULL REFERENCES room (id),
    upto INTEGER NOT NULL,
    PRIMARY KEY (staff, room)
) STRICT, WITHOUT ROWID;

-- Who asked to be forgotten: one of the staff prepares it, another approves it.
CREATE TABLE IF NOT EXISTS erasure (
    learner INTEGER PRIMARY KEY REFERENCES learner (id),
    asked INTEGER NOT NULL,
    asked_by TEXT NOT NULL,
    approved INTEGER NOT NULL, -- from when it may be carried out; 0: not approved
    done INTEGER NOT NULL      -- 0: not yet
) STRICT;

-- Learners who help as facilitators for a while.
CREATE TABLE IF NOT EXISTS peer (
    enrolment INTEGER PRIMARY KEY REFERENCES enrolment (id),
    from_day INTEGER NOT NULL, -- days since 1970
    to_day INTEGER NOT NULL,   -- the last
    card_next INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS peer_next ON peer (card_next);

-- A word that learners send to join a cohort.
CREATE TABLE IF NOT EXISTS invitation (
    id INTEGER PRIMARY KEY,
    cohort INTEGER NOT NULL REFERENCES cohort (id),
    code TEXT NOT NULL,          -- as it is printed
    lookup TEXT NOT NULL UNIQUE, -- how what people write is compared with it
    room TEXT,                   -- a name; NULL: any
    most INTEGER NOT NULL,       -- places
    until INTEGER NOT NULL,      -- UTC second from which it is over
    made INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS invitation_cohort ON invitation (cohort, id);

-- Who joined by her own message, and which of the questions that follow is open.
CREATE TABLE IF NOT EXISTS joining (
    enrolment INTEGER PRIMARY KEY REFERENCES enrolment (id),
    invitation INTEGER NOT NULL REFERENCES invitation (id),
    wamid TEXT,
    question INTEGER NOT NULL,
    begins INTEGER NOT NULL -- when the course begins for her even if a question is still open; 0: it has, or its launch does
) STRICT;
CREATE INDEX IF NOT EXISTS joining_invitation ON joining (invitation);
CREATE INDEX IF NOT EXISTS joining_begins ON joining (begins) WHERE begins > 0;

-- Persons who wrote and have no place: with a wrong code, or waiting for one.
CREATE TABLE IF NOT EXISTS guest (
    learner INTEGER PRIMARY KEY REFERENCES learner (id),
    first INTEGER NOT NULL,      -- when she wrote first
    day INTEGER NOT NULL,        -- UTC day of her last message
    tries INTEGER NOT NULL,      -- messages on that day
    invitation INTEGER NOT NULL, -- for which she waits; 0: for none
    since INTEGER NOT NULL,      -- in the order of the list
    wamid TEXT,                  -- of the message that asked for a place
    kept INTEGER NOT NULL DEFAULT 0 -- 1: she asked to hear of new courses, and stays until she says no
) STRICT;
CREATE INDEX IF NOT EXISTS guest_first ON guest (first);
CREATE INDEX IF NOT EXISTS guest_waiting ON guest (invitation, since, learner) WHERE invitation > 0;

-- Until when a closed cohort's data are kept, class by class.
CREATE TABLE IF NOT EXISTS retention (
    cohort INTEGER NOT NULL REFERENCES cohort (id),
    class INTEGER NOT NULL,   -- 0 files, 1 words, 2 people, 3 certificates
    until INTEGER NOT NULL,
    done INTEGER NOT NULL,    -- when they were erased; 0: not yet
    count INTEGER NOT NULL,   -- of what was erased
    PRIMARY KEY (cohort, class)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS retention_until ON retention (until) WHERE done = 0;
