/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bench on which discussions are coded. */
#include "cli_priv.h"

#define CODER                                                                                                          \
    {                                                                                                                  \
        "coder", "NAME", "The evaluator who codes."                                                                    \
    }

static const CliOption json_only[] = {
    { "json", NULL, "JSON instead of a table." },
    { NULL },
};
static const CliOption import_options[] = {
    { "id", "ID", "Its name here; else the file's." },
    CLI_DRY_RUN,
    { NULL },
};
static const CliOption export_options[] = {
    { "out", "FILE", "The file to write; .qdc: as REFI-QDA. Else it is printed." },
    { "qdc", NULL, "As REFI-QDA whatever the file's name." },
    { NULL },
};
static const CliOption study_options[] = {
    { "codebook", "ID", "By which codes: iam, or iam@2 for a version." },
    { "coders", "NAMES", "Evaluators who work on the cohort, with commas between." },
    { "unit", "KIND", "message (when not given) or thread." },
    { "purpose", "WHAT", "research (when not given) leaves out who refused it; assessment does not." },
    { "sample", "N", "So many units, drawn at random; all when not given." },
    { "double", "N", "So many coded by every coder; when not given 50, or a tenth where that is more." },
    { "training", "N", "So many coded by every coder first, and left out of the agreement." },
    { "seed", "N", "What the draw follows from; drawn when not given." },
    { "learn-from", "STUDY", "Lets the assistant, taught by this frozen study, make suggestions when asked." },
    { "json", NULL, "JSON instead of lines." },
    CLI_DRY_RUN,
    { NULL },
};
static const CliOption coder_options[] = {
    CODER,
    { NULL },
};
static const CliOption apply_options[] = {
    CODER,
    { "start", "N", "First character of the stretch (from 0)." },
    { "end", "N", "The character after its last." },
    { "post", "POST", "Of which post, where the unit is a thread: P123." },
    { "memo", "TEXT", "Why." },
    { NULL },
};
static const CliOption done_options[] = {
    CODER,
    { "memo", "TEXT", "A note on the unit." },
    { "open", NULL, "Not done after all." },
    { NULL },
};
static const CliOption adjudicate_options[] = {
    CODER,
    { "open", NULL, "End independent coding." },
    { "memo", "TEXT", "Why it holds." },
    { NULL },
};
static const CliOption freeze_options[] = {
    CLI_DRY_RUN,
    { NULL },
};

const Command commands_code[] = {
    { "codebook list", "codebook list", "Lists the codebooks that ship and those that were added.",
        "baraza codebook list", json_only, 0, 0, cmd_codebook_list },
    { "codebook check", "codebook check FILE...",
        "Reads codebooks, our own XML or REFI-QDA's .qdc, and prints their codes or what is wrong, with its line.",
        "baraza codebook check codes.qdc", NULL, 1, CLI_MANY, cmd_codebook_check },
    { "codebook import", "codebook import FILE",
        "Adds a codebook; another text under the same name is a new version, and what was coded keeps its own.",
        "baraza codebook import codes.qdc --id supervision", import_options, 1, 1, cmd_codebook_import },
    { "codebook export", "codebook export ID",
        "Writes a codebook for editing, or as .qdc for NVivo, ATLAS.ti, MAXQDA and QualCoder.",
        "baraza codebook export iam --out iam.qdc", export_options, 1, 1, cmd_codebook_export },
    { "code study", "code study COHORT STUDY",
        "Draws what is to be coded, and by whom.\n"
        "A unit is a message, or the learners' posts of a thread; what facilitators and the engine said is context. "
        "Coders see no names,\n"
        "arms, scores, nor each other's codes.",
        "baraza code study harare-1 phases --codebook iam --coders anna,ben", study_options, 2, 2, cmd_code_study },
    { "code studies", "code studies [COHORT]", "Lists studies: how far each coder is, what is undecided.",
        "baraza code studies harare-1", json_only, 0, 1, cmd_code_studies },
    { "code next", "code next STUDY", "Shows a coder's next unit, with what was said around it.",
        "baraza code next phases --coder anna", coder_options, 1, 1, cmd_code_next },
    { "code show", "code show STUDY UNIT", "Shows a unit of a coder's queue by its number.",
        "baraza code show phases 12 --coder anna", coder_options, 2, 2, cmd_code_show },
    { "code apply", "code apply STUDY UNIT CODE",
        "Gives a code to a unit, or to a stretch of its text. A code that excludes it goes.",
        "baraza code apply phases 12 phase3 --coder anna --start 0 --end 24", apply_options, 3, 3, cmd_code_apply },
    { "code remove", "code remove CODING", "Takes a code back, by the number in brackets.",
        "baraza code remove 1234 --coder anna", coder_options, 1, 1, cmd_code_remove },
    { "code done", "code done STUDY UNIT", "Says that a unit is coded, also when no code fits it.",
        "baraza code done phases 12 --coder anna", done_options, 2, 2, cmd_code_done },
    { "code adjudicate", "code adjudicate STUDY [UNIT CODE...]",
        "Decides what holds where coders differ.\n"
        "With --open it ends independent coding; alone it shows what is undecided; with a unit and its codes (or "
        "none) it decides.",
        "baraza code adjudicate phases 12 phase3 --coder anna --memo \"weighs two options\"", adjudicate_options, 1,
        CLI_MANY, cmd_code_adjudicate },
    { "code agreement", "code agreement STUDY",
        "Computes how far coders agree, on the codes that each gave before anyone saw another's.\n"
        "Per code: positives (on average per coder), prevalence, agreement, Cohen's kappa (the mean over pairs of more "
        "than two coders),\n"
        "Krippendorff's alpha, PABAK, and how far marked stretches overlap. Training units, and those on which a "
        "suggestion was seen,\n"
        "are left out; under 10 positives a code is not estimable.",
        "baraza code agreement phases", json_only, 1, 1, cmd_code_agreement },
    { "code freeze", "code freeze STUDY",
        "Fixes what holds of every unit and puts its hash into the journal. Nothing of the study changes after.",
        "baraza code freeze phases", freeze_options, 1, 1, cmd_code_freeze },
    { "code weeks", "code weeks STUDY",
        "Shows the share of units with each code by course week, beside the published share where the codebook has "
        "one.",
        "baraza code weeks phases", json_only, 1, 1, cmd_code_weeks },
    { "code marks", "code marks STUDY",
        "Adds a rubric's points for each learner, by study id, once the study is frozen.", "baraza code marks rubric",
        json_only, 1, 1, cmd_code_marks },
    { "code flagged", "code flagged [COHORT]",
        "Lists posts that a coder found discordant with the guideline (or gave another code with an alarm), until they "
        "are "
        "corrected.\n"
        "It names the post for facilitators and coordinators; who coded it stays unsaid.",
        "baraza code flagged harare-1", json_only, 0, 1, cmd_code_flagged },
    { "code suggest", "code suggest STUDY UNIT",
        "Asks the assistant about a unit that one coder has alone; it suggests and never codes.\n"
        "It is off unless the study was drawn with --learn-from. What it says is in the journal, and the unit is left "
        "out of agreement.",
        "baraza code suggest phases-2 7 --coder anna", coder_options, 2, 2, cmd_code_suggest },
    { "code assistant", "code assistant STUDY",
        "Shows how far the assistant agrees with the frozen codes that taught it, cross-validated.",
        "baraza code assistant phases-2", json_only, 1, 1, cmd_code_assistant },
    { NULL },
};
