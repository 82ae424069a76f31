/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Those who work here. */
#include "cli_priv.h"

#define PASSWORD                                                                                                       \
    {                                                                                                                  \
        "password-stdin", NULL, "Read the password from standard input; else one is made and shown once."              \
    }
#define LANG                                                                                                           \
    {                                                                                                                  \
        "lang", "LANG", "Language of what she is sent; en when not given."                                             \
    }
static const CliOption json_only[] = {
    { "json", NULL, "JSON instead of a table." },
    { NULL },
};
static const CliOption change_only[] = {
    CLI_CHANGE,
    { NULL },
};
static const CliOption staff_add_options[] = {
    { "role", "ROLE", "admin, coordinator, facilitator, evaluator or auditor." },
    { "phone", "NUMBER", "Her own WhatsApp, as +263772123456: cards, queue and alarms come there." },
    LANG,
    { "zone", "ZONE", "Where she works, when elsewhere than her cohorts, such as Europe/London; off for there." },
    { "hours", "HOURS", "When she works by her own clock, as 08:00-16:00; off for while her cohorts are awake." },
    PASSWORD,
    CLI_CHANGE,
    { NULL },
};
static const CliOption staff_password_options[] = { PASSWORD, CLI_CHANGE, { NULL } };
static const CliOption staff_phone_options[] = { LANG, CLI_CHANGE, { NULL } };
static const CliOption staff_set_options[] = {
    { "card", "HH:MM",
        "When her morning card comes, local time of the cohort (or by --zone), or off; 07:30 at first." },
    { "zone", "ZONE", "Where she works, when elsewhere than her cohorts, such as Europe/London; off for there." },
    { "hours", "HOURS", "When she works by her own clock, as 08:00-16:00; off for while her cohorts are awake." },
    { "show-name", "yes|no", "Whether rooms see her name instead of Facilitator; no at first." },
    CLI_CHANGE,
    { NULL },
};

const Command commands_staff[] = {
    { "staff add", "staff add NAME --role ROLE",
        "Makes an account, or gives one another role and a new password.\n"
        "With a phone she also works in chat: HELP there lists her words. Ask her first: STOP from that phone ends it.",
        "baraza staff add \"Rudo Moyo\" --role facilitator --phone +263772123456", staff_add_options, 1, 1,
        cmd_staff_add },
    { "staff list", "staff list", "Lists the accounts, whether they are reached by phone, and their cohorts.",
        "baraza staff list", json_only, 0, 0, cmd_staff_list },
    { "staff assign", "staff assign NAME COHORT",
        "Gives a coordinator, facilitator or evaluator a cohort.\n"
        "She sees and does what her role allows in her own cohorts only. A coordinator to whom none is assigned has "
        "all.",
        "baraza staff assign \"Rudo Moyo\" harare-1", change_only, 2, 2, cmd_staff_assign },
    { "staff unassign", "staff unassign NAME COHORT", "Takes a cohort from somebody.",
        "baraza staff unassign \"Rudo Moyo\" harare-1", change_only, 2, 2, cmd_staff_unassign },
    { "staff phone", "staff phone NAME NUMBER",
        "Binds somebody's own WhatsApp, or with none takes it away.\n"
        "Whoever is also a learner keeps one thread for both.",
        "baraza staff phone \"Rudo Moyo\" +263772123456", staff_phone_options, 2, 2, cmd_staff_phone },
    { "staff set", "staff set NAME",
        "Sets when somebody's morning card comes, where and when she works, and whether rooms see her name.\n"
        "Questions are put on her name in her hours, and count by these; what of a day she shares with each cohort is "
        "told.",
        "baraza staff set \"Rudo Moyo\" --card 06:45 --show-name yes", staff_set_options, 1, 1, cmd_staff_set },
    { "staff role", "staff role NAME ROLE", "Gives an account another role, at once also where she is logged in.",
        "baraza staff role \"Rudo Moyo\" coordinator", change_only, 2, 2, cmd_staff_role },
    { "staff password", "staff password NAME", "Gives an account a new password.",
        "baraza staff password \"Rudo Moyo\"", staff_password_options, 1, 1, cmd_staff_password },
    { "staff reset-factor", "staff reset-factor NAME",
        "Takes somebody's second factor away, whose app and recovery words are lost.\n"
        "Make sure that it is she who asks. She logs in by her password alone, and sets a new one up.",
        "baraza staff reset-factor \"Rudo Moyo\"", change_only, 1, 1, cmd_staff_reset_factor },
    { "staff remove", "staff remove NAME", "Ends an account: no login, no phone, no cohorts. The journal keeps its id.",
        "baraza staff remove \"Rudo Moyo\"", change_only, 1, 1, cmd_staff_remove },
    { NULL },
};
