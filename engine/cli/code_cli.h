/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code_cli.h - what the commands of the coding bench share. */
#pragma once
#include "coding.h"
#include "staff.h"
#include "workspace.h"

/* The second argument, a unit's place in the queue, as the parameter "unit". */
bool code_put_unit(const Cli *cli, cJSON *params, GError **error);
/* A unit with what is around it, and the codes of a coder (0: of each). */
bool code_print_unit(
    const Workspace *w, const CodingStudy *study, const CodingUnit *unit, int64_t coder, GError **error);
