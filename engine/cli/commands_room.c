/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands about ordinary groups: what WhatsApp exports of them. */
#include "cli_priv.h"

static const CliOption chat_options[] = {
    { "json", NULL, "A line of JSON for each entry, then one of totals." },
    { "order", "ORDER", "How dates are written: dmy, mdy or ymd. Decided from the file when not given." },
    { "words", "FILE", "More of WhatsApp's own wording, in the form of engine/chat/words/en.txt." },
    { NULL },
};

const Command commands_room[] = {
    { "chat parse", "chat parse FILE...",
        "Reads chats that WhatsApp exported, from Android or iOS, and says how each was read.\n"
        "FILE is a .txt or the .zip, - is standard input. No workspace is needed. Layout and date order are decided\n"
        "once for a file, and the evidence is named; no line is lost. A file that cannot be read is named, the others\n"
        "are still read, and the command ends with 2.",
        "baraza chat parse \"WhatsApp Chat with PMTCT Harare.zip\" --json", chat_options, 1, CLI_MANY, cmd_chat_parse },
    { NULL },
};
