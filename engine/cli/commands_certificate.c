/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Certificates. */
#include "cli_priv.h"

static const CliOption list_options[] = {
    { "json", NULL, "JSON instead of lines." },
    { NULL },
};
static const CliOption issue_options[] = {
    { "reason", "TEXT", "Needed when the rule is not met; it goes to the journal." },
    { "dry-run", NULL, "Show what would happen and change nothing." },
    { "json", NULL, "JSON instead of lines." },
    { NULL },
};
static const CliOption revoke_options[] = {
    { "reason", "TEXT", "Why; the learner is told it." },
    { "dry-run", NULL, "Show what would happen and change nothing." },
    { "json", NULL, "JSON instead of lines." },
    { NULL },
};
static const CliOption reissue_options[] = {
    { "name", "NAME", "The name for the paper; as enrolled when not given." },
    { "registration", "NUMBER", "The council's number for the paper; as enrolled when not given." },
    { "dry-run", NULL, "Show what would happen and change nothing." },
    { "json", NULL, "JSON instead of lines." },
    { NULL },
};
static const CliOption csv_options[] = {
    { "council", "CODE", "zw or ke." },
    { "out", "FILE", "Where to; standard output when not given." },
    { NULL },
};

const Command commands_certificate[] = {
    { "certificates", "certificates COHORT",
        "Lists who holds a certificate, and of the others what is missing.\n"
        "The engine issues it by itself when the course's rule is met, and sends it in chat.",
        "baraza certificates harare-1", list_options, 1, 1, cmd_certificates },
    { "certificates issue", "certificates issue LEARNER",
        "Issues a certificate to a learner who holds no valid one.\n"
        "Where the rule is not met a reason is needed.",
        "baraza certificates issue L42 --reason \"Sat the test on paper\"", issue_options, 1, 1,
        cmd_certificates_issue },
    { "certificates revoke", "certificates revoke CODE --reason TEXT",
        "Makes a certificate invalid for good; the learner is told.\n"
        "Its code says so on the check page from then on.",
        "baraza certificates revoke 7K3QXM-9TPW2A-HE04ZB --reason \"Issued to the wrong person\"", revoke_options, 1, 1,
        cmd_certificates_revoke },
    { "certificates reissue", "certificates reissue CODE",
        "Issues a certificate anew, with a name or number that was wrong put right.\n"
        "Hours, score and dates stay; the old code says that another took its place.",
        "baraza certificates reissue 7K3QXM-9TPW2A-HE04ZB --name \"Tendai Moyo\"", reissue_options, 1, 1,
        cmd_certificates_reissue },
    { "certificates csv", "certificates csv COHORT --council CODE",
        "Writes the valid certificates of a cohort as CSV for a council: number, name, activity, provider, hours, "
        "dates.",
        "baraza certificates csv harare-1 --council zw --out council.csv", csv_options, 1, 1, cmd_certificates_csv },
    { NULL },
};
