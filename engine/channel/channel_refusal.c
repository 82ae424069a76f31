/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The platform's error codes and what each asks of us (support/error-codes, groups/error-codes). A code that is not
 * here is judged by its HTTP status: a server's trouble is waited out, anything else is final for this message. */
#include "channel_priv.h"

enum { SECONDS = 1, MINUTE = 60, HOUR = 3600, DAY = 86400 };

#define CODE(code) .first = (code), .last = (code)
#define CODES(from, to) .first = (from), .last = (to)

const ChannelErrorRow channel_error_rows[] = {
    { CODE(0), .refusal = REFUSAL_AUTH, .why = "token not accepted" },
    { CODES(1, 2), .refusal = REFUSAL_BACKOFF, .after = 5 * SECONDS, .why = "the platform had trouble" },
    { CODE(3), .refusal = REFUSAL_AUTH, .why = "the app may not call this method" },
    { CODE(4), .refusal = REFUSAL_BACKOFF, .after = MINUTE, .why = "the app's call rate" },
    { CODE(10), .refusal = REFUSAL_AUTH, .why = "permission missing" },
    { CODE(33), .refusal = REFUSAL_PAUSE, .why = "our number does not exist" },
    { CODE(100), .refusal = REFUSAL_CONTENT, .why = "a parameter is wrong" },
    { CODE(190), .refusal = REFUSAL_AUTH, .why = "token expired" },
    { CODES(200, 299), .refusal = REFUSAL_AUTH, .why = "permission missing" },
    { CODE(368), .refusal = REFUSAL_PAUSE, .why = "blocked for a breach of policy" },
    { CODE(613), .refusal = REFUSAL_BACKOFF, .after = MINUTE, .why = "call rate" },
    { CODE(80007), .refusal = REFUSAL_BACKOFF, .after = MINUTE, .why = "the account's call rate" },
    { CODE(130429), .refusal = REFUSAL_BACKOFF, .after = 2 * SECONDS, .why = "the number's throughput" },
    { CODE(130472), .refusal = REFUSAL_PERMANENT, .why = "the person is part of an experiment" },
    { CODE(130497), .refusal = REFUSAL_PERMANENT, .why = "not allowed in this country" },
    { CODE(131000), .refusal = REFUSAL_BACKOFF, .after = 5 * SECONDS, .why = "something went wrong" },
    { CODE(131005), .refusal = REFUSAL_AUTH, .why = "access denied" },
    { CODES(131008, 131009), .refusal = REFUSAL_CONTENT, .why = "a value is missing or wrong" },
    { CODE(131016), .refusal = REFUSAL_BACKOFF, .after = 30 * SECONDS, .why = "service unavailable" },
    { CODE(131020), .refusal = REFUSAL_LATER, .after = HOUR, .why = "nobody has joined the group yet" },
    { CODE(131021), .refusal = REFUSAL_PERMANENT, .why = "the recipient is our own number" },
    { CODE(131026), .refusal = REFUSAL_PERMANENT, .why = "the person cannot be reached" },
    { CODE(131030), .refusal = REFUSAL_CONTENT, .why = "not on the test number's list" },
    { CODE(131031), .refusal = REFUSAL_PAUSE, .why = "account locked" },
    { CODE(131037), .refusal = REFUSAL_PAUSE, .why = "display name not approved" },
    { CODE(131041), .refusal = REFUSAL_PERMANENT, .why = "not possible in this group" },
    { CODE(131042), .refusal = REFUSAL_PAUSE, .why = "payment trouble" },
    { CODE(131045), .refusal = REFUSAL_PAUSE, .why = "number not registered" },
    { CODE(131047), .refusal = REFUSAL_WINDOW, .why = "more than 24 hours since the person wrote" },
    { CODE(131048), .refusal = REFUSAL_PAUSE, .after = 6 * HOUR, .why = "held back as spam" },
    { CODE(131049), .refusal = REFUSAL_LATER, .after = DAY, .why = "this person gets enough marketing" },
    { CODE(131050), .refusal = REFUSAL_PERMANENT, .why = "the person stopped marketing" },
    { CODE(131051), .refusal = REFUSAL_CONTENT, .why = "type not supported" },
    { CODE(131052), .refusal = REFUSAL_PERMANENT, .why = "a file sent to us cannot be fetched" },
    { CODE(131053), .refusal = REFUSAL_MEDIA, .why = "our file cannot be loaded" },
    { CODE(131055), .refusal = REFUSAL_CONTENT, .why = "not by this way of sending" },
    { CODE(131056), .refusal = REFUSAL_PAIR, .after = 4 * SECONDS, .why = "too many messages to this person" },
    { CODE(131057), .refusal = REFUSAL_BACKOFF, .after = MINUTE, .why = "the number is being upgraded" },
    { CODE(131059), .refusal = REFUSAL_PERMANENT, .why = "bad page cursor" },
    { CODE(131062), .refusal = REFUSAL_PERMANENT, .why = "this message needs a phone number" },
    { CODE(131063), .refusal = REFUSAL_CONTENT, .why = "marketing goes another way for this account" },
    { CODE(131064), .refusal = REFUSAL_PAUSE, .why = "limited for templates in the wrong category" },
    { CODES(131201, 131206), .refusal = REFUSAL_PERMANENT, .why = "not possible in this group" },
    /* one group is suspended or closed to us: no reason to stop the number's other messages */
    { CODE(131207), .refusal = REFUSAL_LATER, .after = DAY, .why = "the group is suspended" },
    { CODE(131208), .refusal = REFUSAL_BACKOFF, .after = MINUTE, .why = "too many group requests" },
    { CODES(131209, 131213), .refusal = REFUSAL_PERMANENT, .why = "not possible in this group" },
    { CODES(131214, 131215), .refusal = REFUSAL_LATER, .after = DAY, .why = "groups are closed to this number" },
    { CODES(132000, 132001), .refusal = REFUSAL_CONTENT, .why = "the template or its parameters" },
    { CODE(132005), .refusal = REFUSAL_CONTENT, .why = "the filled template is too long" },
    { CODES(132007, 132008), .refusal = REFUSAL_CONTENT, .why = "the template breaks a policy" },
    { CODE(132012), .refusal = REFUSAL_CONTENT, .why = "a template parameter has the wrong form" },
    { CODE(132015), .refusal = REFUSAL_TEMPLATE, .after = 3 * HOUR, .why = "the template is paused" },
    { CODE(132016), .refusal = REFUSAL_CONTENT, .why = "the template is disabled" },
    { CODE(132018), .refusal = REFUSAL_CONTENT, .why = "a template parameter has line breaks or blanks" },
    { CODE(132068), .refusal = REFUSAL_CONTENT, .why = "the form is blocked" },
    { CODE(132069), .refusal = REFUSAL_LATER, .after = HOUR, .why = "the form is slowed down" },
    { CODE(133004), .refusal = REFUSAL_BACKOFF, .after = 30 * SECONDS, .why = "service unavailable" },
    { CODES(133000, 133016), .refusal = REFUSAL_PAUSE, .why = "the number's registration" },
    { CODE(134011), .refusal = REFUSAL_PERMANENT, .why = "terms of payments" },
    { CODES(134100, 134103), .refusal = REFUSAL_CONTENT, .why = "not by this way of sending" },
    { CODE(135000), .refusal = REFUSAL_CONTENT, .why = "the message is wrong somewhere" },
    { CODE(137000), .refusal = REFUSAL_LATER, .after = DAY, .why = "the person's identity changed" },
    { CODES(139000, 139004), .refusal = REFUSAL_CONTENT, .why = "the form is wrong" },
    { CODES(139100, 139103), .refusal = REFUSAL_PERMANENT, .why = "blocking a person" },
    { CODE(139200), .refusal = REFUSAL_WINDOW, .why = "only a template may go here" },
    { CODES(147001, 147005), .refusal = REFUSAL_PERMANENT, .why = "user names" },
    { CODE(2388318), .refusal = REFUSAL_WINDOW, .why = "only a template may go here" },
    { CODE(2388330), .refusal = REFUSAL_WINDOW, .why = "only a template may go here" },
    { CODES(2388000, 2388999), .refusal = REFUSAL_CONTENT, .why = "the template's definition" },
    { CODE(2494100), .refusal = REFUSAL_CONTENT, .why = "the request to manage the account" },
    { CODES(2593000, 2593999), .refusal = REFUSAL_CONTENT, .why = "the request to manage the account" },
};
const guint channel_n_error_rows = G_N_ELEMENTS(channel_error_rows);

Refusal channel_refusal(int code, int http_status, int64_t *retry_after)
{
    for (guint i = 0; i < channel_n_error_rows; i++) {
        const ChannelErrorRow *row = &channel_error_rows[i];
        if (code < row->first || code > row->last)
            continue;
        *retry_after = row->after;
        return row->refusal;
    }
    bool wait = http_status >= 500;
    *retry_after = wait ? 5 * SECONDS : 0;
    return wait ? REFUSAL_BACKOFF : REFUSAL_PERMANENT;
}
