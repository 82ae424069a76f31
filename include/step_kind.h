/* SPDX-License-Identifier: GPL-3.0-or-later */
/* step_kind.h - what holds of all steps of a kind. */
#pragma once
#include "course.h"

/* Each learner gets it for herself, whatever `to` says. */
bool step_kind_is_personal(StepKind kind);
