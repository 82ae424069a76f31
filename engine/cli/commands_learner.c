/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One learner. */
#include "cli_priv.h"

static const CliOption json_only[] = {
    { "json", NULL, "JSON instead of a table." },
    { NULL },
};
static const CliOption change_only[] = {
    CLI_CHANGE,
    { NULL },
};
static const CliOption admit_options[] = {
    { "by", "NAME", "In a group of patients: its doctor, who decides this." },
    CLI_CHANGE,
    { NULL },
};
static const CliOption withdraw_options[] = {
    { "reason", "TEXT", "Why, for the journal." },
    CLI_CHANGE,
    { NULL },
};
static const CliOption reveal_options[] = {
    { "reason", "TEXT", "Why, for the journal." },
    { "json", NULL, "JSON instead of a line." },
    { NULL },
};
static const CliOption forget_options[] = {
    { "approve", NULL, "The admin's step, after a coordinator has prepared it." },
    CLI_CHANGE,
    { NULL },
};
static const CliOption again_options[] = {
    { "dry-run", NULL, "Show the earlier try and exactly what would go; send nothing." },
    { "json", NULL, "JSON instead of lines." },
    { NULL },
};

const Command commands_learner[] = {
    { "learner list", "learner list COHORT",
        "Lists the learners of a cohort: name, room, state, when each was last seen, and who cannot be reached and "
        "why.",
        "baraza learner list harare-1", json_only, 1, 1, cmd_learner_list },
    { "learner admit", "learner admit ID",
        "Gives somebody of the waiting list a place; she is welcomed.\n"
        "Into a group of patients everybody comes so, by its doctor.",
        "baraza learner admit L42", admit_options, 1, 1, cmd_learner_admit },
    { "learner decline", "learner decline ID",
        "Takes somebody off the waiting list who gets no place; she is told, and her number is erased within 30 days.",
        "baraza learner decline L42 --dry-run", admit_options, 1, 1, cmd_learner_decline },
    { "learner withdraw", "learner withdraw ID --reason TEXT",
        "Takes a learner out of her course; she is told. Her consents and results stay.",
        "baraza learner withdraw L42 --reason \"Has left the clinic\"", withdraw_options, 1, 1, cmd_learner_withdraw },
    { "learner move", "learner move ID ROOM",
        "Moves a learner to another room of her cohort. She reads its posts from then on; her tests stay as they are.",
        "baraza learner move L42 2", change_only, 2, 2, cmd_learner_move },
    { "learner merge", "learner merge KEEP OTHER",
        "Makes two records of one person one: KEEP stays, with her own number.\n"
        "Refused where both have answered or written in one cohort: withdraw one there.",
        "baraza learner merge L42 L57 --dry-run", change_only, 2, 2, cmd_learner_merge },
    { "learner phone", "learner phone ID NUMBER", "Gives a learner a new number. The old one is no longer written to.",
        "baraza learner phone L42 +263772123456", change_only, 2, 2, cmd_learner_phone },
    { "learner name", "learner name ID NAME",
        "Corrects the name with which a learner is enrolled, and which her certificate will bear.\n"
        "What her group sees she chooses herself (NAME). One that was issued bears the old name until it is reissued.",
        "baraza learner name L42 \"Rudo Chikafu-Moyo\"", change_only, 2, 2, cmd_learner_name },
    { "learner reveal", "learner reveal ID --reason TEXT",
        "Shows the number behind a learner, and her name. Who had it shown, when and why, stands in the journal.",
        "baraza learner reveal L42 --reason \"Her phone is off, I go and see her\"", reveal_options, 1, 1,
        cmd_learner_reveal },
    { "learner forget", "learner forget ID",
        "Erases what is known of a learner, in two steps: a coordinator prepares it, an admin approves it.\n"
        "With the approval nothing more is sent but one confirmation; a day later name, numbers, words, files and "
        "webhooks are\n"
        "erased. Times, marks and the dates of consents stay, without a name.",
        "baraza learner forget L42 --approve", forget_options, 1, 1, cmd_learner_forget },
    { "learner stop", "learner stop ID", "Stops a learner for good, as STOP would: nothing more is sent.",
        "baraza learner stop L42", change_only, 1, 1, cmd_learner_stop },
    { "send-again", "send-again LEARNER STEP",
        "Sends a learner a step once more, and says what became of it before.\n"
        "STEP is an id of the course that has come for her. Refused while the earlier one is on its way, when its "
        "questions are\n"
        "answered or closed, and to who has left. The same step goes again at most once a day.",
        "baraza send-again L42 m1p1 --dry-run", again_options, 2, 2, cmd_send_again },
    { NULL },
};
