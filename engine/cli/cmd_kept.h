/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmd_kept.h - how long a closed cohort is kept, for the commands that tell it. */
#pragma once
#include "retention.h"
#include "workspace.h"

/* "kept" of a cohort into `one`, empty before it is closed; its lines on standard output. */
bool cli_put_kept(Workspace *w, const Cohort *cohort, cJSON *one, GError **error);
void cli_print_kept(const cJSON *one);
