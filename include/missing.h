/* SPDX-License-Identifier: GPL-3.0-or-later */
/* missing.h - a look-up that finds nothing has answered; one that fails has not. */
#pragma once
#include <glib.h>
#include <stdbool.h>

/* What a look-up left behind (`fault`, taken; NULL: nothing). True when it says no more than BARAZA_ERROR_MISSING;
 * anything else, such as a disk that does not read, is handed on. */
bool missing_only(GError *fault, GError **error);
