/* SPDX-License-Identifier: GPL-3.0-or-later */
/* commitment.h - a change of practice that a learner wrote down is shown to her again when it is asked back. */
#pragma once
#include "tutor.h"

/* "On 5 March 2026 you wrote: ..." in her language, from her own answer to the open question of the survey that
 * `step` asks back. *said (given) is NULL where she wrote nothing. */
bool commitment_said(const Tutor *t, const Step *step, char **said, GError **error);
