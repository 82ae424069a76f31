/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of outbox: what each kind does when its outcome is unknown, and what each reason is called. */
#include "outbox.h"
#include "clock.h"

/* Deadlines and retries after reliability rule 1.4: a question or content part is tried once more, a reminder, relay or
 * STOP confirmation never. A knock is tried once more: without it nothing reaches the learner for two days. */
static const OwedRule rules[OWED_KINDS] = {
    [OWED_QUESTION] = { "question", 2 * MINUTE, 1, 0 },
    [OWED_FEEDBACK] = { "feedback", 5 * MINUTE, 1, DAY },
    [OWED_CONTENT] = { "content", 10 * MINUTE, 1, 0 },
    [OWED_PROMPT] = { "prompt", 30 * MINUTE, 1, 0 },
    [OWED_RELAY] = { "relay", 10 * MINUTE, 0, 12 * HOUR },
    [OWED_REMINDER] = { "reminder", 10 * MINUTE, 0, 12 * HOUR },
    [OWED_CONSENT] = { "consent", HOUR, 1, 0 },
    [OWED_STOP] = { "stop", 10 * MINUTE, 0, 10 * MINUTE },
    [OWED_KNOCK] = { "knock", 10 * MINUTE, 1, 12 * HOUR },
    [OWED_NOTICE] = { "notice", 10 * MINUTE, 1, DAY },
    [OWED_ALARM] = { "alarm", MINUTE, 3, DAY },
    [OWED_SAY] = { "say", 10 * MINUTE, 1, 0 },
    [OWED_ANSWER] = { "answer", 10 * MINUTE, 1, 0 },
    [OWED_CORRECTION] = { "correction", 10 * MINUTE, 1, 0 },
    [OWED_TALK] = { "talk", 10 * MINUTE, 1, 0 },
    [OWED_ADVERT] = { "advert", HOUR, 0, 3 * DAY },
};

const OwedRule *owed_rule(OwedKind kind)
{
    g_assert(kind < OWED_KINDS);
    return &rules[kind];
}

typedef struct {
    const char *name, *sentence;
} Reason;

static const Reason held[HELD_REASONS] = {
    [HELD_ORDER] = { "order", "It waits for the message before it, so that the learner reads them in order." },
    [HELD_WINDOW] = { "window",
        "The learner has not written for 24 hours; a template has asked for a tap, which releases it." },
    [HELD_QUIET] = { "quiet", "It is a quiet hour for this cohort; it goes when quiet ends." },
    [HELD_CAP] = { "cap", "The learner has had the most messages allowed today; it goes tomorrow." },
    [HELD_PAUSED] = { "paused", "The learner has paused the course." },
    [HELD_UPLOAD] = { "upload", "Its file is not at WhatsApp yet; it goes when the upload is done." },
    [HELD_PAIR] = { "pair", "Messages to one person may not follow each other faster; it goes in a moment." },
    [HELD_TEMPLATE] = { "template", "WhatsApp has not approved its template, or has paused it." },
    [HELD_CONSENT] = { "consent", "The learner has not yet agreed to take the course." },
    [HELD_COHORT] = { "cohort", "The cohort is paused." },
};

static const Reason done[DONE_REASONS] = {
    [DONE_ACCEPTED] = { "accepted", "WhatsApp took it." },
    [DONE_FAILED] = { "failed", "WhatsApp refused it." },
    [DONE_OPTED_OUT] = { "opted_out", "The learner has written STOP." },
    [DONE_NO_OPT_IN] = { "no_opt_in", "There is no date and means of opt-in for this learner." },
    [DONE_NO_CONSENT] = { "no_consent", "The learner has declined to take the course." },
    [DONE_EXPIRED] = { "expired", "It was no longer worth sending." },
    [DONE_REPLACED] = { "replaced", "Something newer took its place." },
    [DONE_UNKNOWN] = { "unknown", "Whether WhatsApp took it was never learned; sending it twice would do more harm." },
    [DONE_REMOVED] = { "removed", "The learner was removed from the cohort." },
    [DONE_CLOSED] = { "closed", "The cohort was closed before it could go." },
    [DONE_ENOUGH] = { "enough", "The learner has had an advert lately." },
    [DONE_UNWANTED] = { "unwanted", "The learner wants no course adverts any more." },
};

static const char *const lanes[LANES] = {
    [LANE_ALARM] = "alarm",
    [LANE_REPLY] = "reply",
    [LANE_CONTENT] = "content",
    [LANE_RELAY] = "relay",
    [LANE_REMINDER] = "reminder",
};

const char *lane_name(Lane lane)
{
    return lane < LANES ? lanes[lane] : "?";
}

const char *held_reason_name(HeldReason reason)
{
    return reason < HELD_REASONS ? held[reason].name : "?";
}

const char *held_reason_sentence(HeldReason reason)
{
    return reason < HELD_REASONS ? held[reason].sentence : "";
}

const char *done_reason_name(DoneReason reason)
{
    return reason < DONE_REASONS ? done[reason].name : "?";
}

const char *done_reason_sentence(DoneReason reason)
{
    return reason < DONE_REASONS ? done[reason].sentence : "";
}
