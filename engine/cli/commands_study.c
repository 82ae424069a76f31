/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read afterwards. */
#include "cli_priv.h"

#define STATS_NAMES                                                                                                    \
    "describe, paired, wilcoxon, two-sample, mcnemar, ancova, items, reliability, mh, rasch, test-retest, crossed,\n"  \
    "retention, friedman, icc, agreement, network, spread, km, adjust or summary"

static const CliOption ledger_options[] = {
    { "learner", "ID", "One learner, as L42 or by study id." },
    { "failed", NULL, "Only what was not delivered for good." },
    { "csv", NULL, "A CSV file on standard output." },
    { "json", NULL, "JSON instead of a table." },
    { NULL },
};
static const CliOption report_options[] = {
    { "out", "DIR", "The folder for the report; made when it is not there." },
    { "assessment", NULL, "For the assessment of learners: also those who refused research. Not for publication." },
    { "unblind", NULL, "Look at results before the post-test has closed; this is journalled." },
    { "reason", "TEXT", "Why, for the journal." },
    { NULL },
};
static const CliOption evaluate_options[] = {
    { "out", "DIR", "Also write the report and its files there; the folder is made when it is not there." },
    { "plan", "FILE", "Follow this plan of analysis instead of the one that the journal holds." },
    { "lang", "LANG", "The report's words: en, fr, pt or sw." },
    { "database", "FILE", "Read a copy of the database instead of a workspace; no key is needed." },
    { "assessment", NULL, "For the assessment of learners: also those who refused research. Not for publication." },
    { "json", NULL, "All numbers as JSON." },
    { "page", NULL, "The report's page (HTML) on standard output, and nothing else." },
    { NULL },
};
static const CliOption seal_options[] = {
    { "out", "FILE", "A new file for the secret." },
    CLI_DRY_RUN,
    { NULL },
};
static const CliOption arms_options[] = {
    { "secret", "FILE", "The file that study seal wrote." },
    { "by", "COLUMN",
        "Who has the same text here comes into one arm, such as a facility; without it, each for herself." },
    { "strata", "COLUMNS", "Arms are balanced within these columns, with commas between them." },
    { "out", "DIR", "The folder for the lists; made when it is not there." },
    CLI_DRY_RUN,
    { NULL },
};
static const CliOption study_options[] = {
    CLI_DRY_RUN,
    { NULL },
};
static const CliOption export_options[] = {
    { "study", "NAME", "The study; ids of people are made for it alone." },
    { "out", "DIR", "The folder for the files; made when it is not there." },
    { "k", "N",
        "Every combination of cadre, facility, sex, age band and country is shared by so many; 5 when not given." },
    { "small", "HOW", "suppress (default), generalise or refuse where fewer share one." },
    CLI_DRY_RUN,
    { "json", NULL, "JSON instead of sentences." },
    { NULL },
};
static const CliOption xapi_options[] = {
    { "study", "NAME", "The study; ids of people are those of its exports." },
    { "out", "FILE", "Writes the statements as JSON; - is standard output. Nothing is sent." },
    { "send", NULL, "Tells the store of [xapi] in the settings what it has not been told." },
    { "timeout", "SECONDS", "How long an answer may take; 30 when not given." },
    { "json", NULL, "With --send: the outcome as JSON, and nothing that the store says." },
    { NULL },
};
static const CliOption lrs_options[] = {
    { "json", NULL, "JSON instead of lines." },
    { NULL },
};
static const CliOption lrs_decide_options[] = {
    CLI_CHANGE,
    { NULL },
};
static const CliOption talk_options[] = {
    { "out", "DIR", "The folder for the files; made when it is not there." },
    { NULL },
};

const Command commands_study[] = {
    { "ledger", "ledger COHORT",
        "Lists each message owed to the learners, where it is, and why.\n"
        "Learners are named by id, never by number.",
        "baraza ledger harare-1 --learner L42", ledger_options, 1, 1, cmd_ledger },
    { "report", "report COHORT --out DIR",
        "Writes the evaluation: one page of HTML, CSV files with a codebook, JSON.\n"
        "Until the post-test has closed for all it shows counts and delivery only.",
        "baraza report harare-1 --out report", report_options, 1, 1, cmd_report },
    { "evaluate", "evaluate COHORT...",
        "Says what came out: who learned how much, how surely, who is missing, and what weakens it.\n"
        "Several cohorts are taken together, as the arms of a study when a plan of analysis says so. With --out it "
        "writes the\n"
        "report and its files as the command report does. It only reads, beside a running engine or from a copy.",
        "baraza evaluate harare-1 harare-2 --plan study.ini --out report", evaluate_options, 1, CLI_MANY,
        cmd_evaluate },
    { "study seal", "study seal COHORT COHORT... --out FILE",
        "Seals an allocation: draws a secret, writes it to FILE, and puts its hash into the journal of the cohorts.\n"
        "The cohorts are the arms, and still empty. Who enrols people must not have the secret.",
        "baraza study seal harare-1 harare-2 --out secret.txt", seal_options, 2, CLI_MANY, cmd_study_seal },
    { "study arms", "study arms LIST.csv COHORT COHORT... --secret FILE --out DIR",
        "Draws from a list, all at once, who comes into which arm, by a secret that was sealed before.\n"
        "Writes a list for each cohort, for baraza enrol. A secret draws once; the hash of the lists stands in the "
        "journal.",
        "baraza study arms nurses.csv harare-1 harare-2 --secret secret.txt --by facility --out arms", arms_options, 3,
        CLI_MANY, cmd_study_arms },
    { "study freeze", "study freeze FILE",
        "Puts a plan of analysis into the journal, before anybody can have seen an outcome.\n"
        "FILE names the study, its cohorts and arms, the primary outcome and what is tested beside it. The report "
        "follows it and "
        "says\n"
        "where it departs. Refused once the post-test of one of the cohorts has closed.",
        "baraza study freeze study.ini", study_options, 1, 1, cmd_study_freeze },
    { "export", "export COHORT --study NAME --out DIR",
        "Writes a cohort's data for one study: CSV, codebook, data package, scripts for R and SPSS, network, ledger.\n"
        "Only learners who agree to research at this moment; names and numbers are replaced, dates moved, small groups "
        "hidden.\n"
        "That it was done is journalled.",
        "baraza export harare-1 --study thesis-2027 --out thesis", export_options, 1, 1, cmd_export },
    { "xapi", "xapi COHORT --study NAME --out FILE | --send",
        "Tells a learning record store what happened, as xAPI 1.0.3 statements of those who agree to research.\n"
        "Sent again they are the same under the same ids. Of whoever does not agree any more, what was told is taken "
        "back.",
        "baraza xapi harare-1 --study thesis-2027 --send", xapi_options, 1, 1, cmd_xapi },
    { "lrs", "lrs [COHORT]",
        "Shows how far the running engine is with telling the learning record store of [xapi]: told, waiting, refused, "
        "and why.\n"
        "With a cohort, also each statement that the store refuses. Ends with 3 when something is to be done.",
        "baraza lrs harare-1", lrs_options, 0, 1, cmd_lrs },
    { "lrs again", "lrs again COHORT",
        "Tells once more what the learning record store has refused, with the next pass: when the store is mended.",
        "baraza lrs again harare-1 --dry-run", lrs_decide_options, 1, 1, cmd_lrs_again },
    { "lrs leave", "lrs leave COHORT", "Leaves untold what the learning record store has refused.",
        "baraza lrs leave harare-1 --dry-run", lrs_decide_options, 1, 1, cmd_lrs_leave },
    { "talk export", "talk export COHORT --out DIR",
        "Writes what the rooms said: posts.csv, and a transcript per room and week.\n"
        "Learners are named by study id and cadre. Words that may not be kept, or not be used for research, are left "
        "out; their length\n"
        "stays.",
        "baraza talk export harare-1 --out talk", talk_options, 1, 1, cmd_talk_export },
    { "stats", "stats FILE.csv METHOD [OPTION...]",
        "Computes one statistic from a CSV file; no workspace is needed.\n"
        "METHOD is " STATS_NAMES ".\n"
        "Each says what it needs when it lacks it. Missing is an empty cell, NA, NaN or a dot; how many rows that left "
        "out is said.\n"
        "summary takes no file: it recomputes from printed figures within their rounding and says whether they agree.",
        "baraza stats scores.csv paired --pre before --post after --max 20", cli_stats_options, 1, 2, cmd_stats },
    { "webhook parse", "webhook parse FILE...",
        "Prints one JSON line for each event in stored webhook bodies.\n"
        "Each FILE is one body as the platform sent it, - is standard input. No workspace is needed. A file that "
        "cannot be\n"
        "read is named, the others are still parsed, and the command ends with 2.",
        "baraza webhook parse body-1.json body-2.json", NULL, 1, CLI_MANY, cmd_webhook_parse },
    { NULL },
};
