/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "missing.h"
#include "error.h"

bool missing_only(GError *fault, GError **error)
{
    if (fault && !g_error_matches(fault, BARAZA_ERROR, BARAZA_ERROR_MISSING)) {
        g_propagate_error(error, fault);
        return false;
    }
    g_clear_error(&fault);
    return true;
}
