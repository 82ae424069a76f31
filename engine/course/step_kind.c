/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "step_kind.h"

bool step_kind_is_personal(StepKind kind)
{
    switch (kind) {
    case STEP_AGREE:
    case STEP_QUIZ:
    case STEP_SIT:
    case STEP_ASSIGNMENT:
    case STEP_BRING:
    case STEP_EVENT:
    case STEP_SURVEY:
    case STEP_REMINDER:
        return true;
    case STEP_POST:
    case STEP_TASK:
    case STEP_CASE:
    case STEP_DISCUSSION:
    case STEP_POLL:
    case STEP_LIVE:
    case STEP_KINDS:
        return false;
    }
    return false;
}
