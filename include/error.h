/* SPDX-License-Identifier: GPL-3.0-or-later */
/* error.h - the error codes of the house, each a kind of trouble that a person acts on differently. */
#pragma once
#include <glib.h>

#define BARAZA_ERROR (baraza_error_quark())
GQuark baraza_error_quark(void);

typedef enum {
    BARAZA_ERROR_USAGE,   /* the command or request was wrong: exit 1, HTTP 400 */
    BARAZA_ERROR_INPUT,   /* a file, row or message was wrong: exit 2, HTTP 422 */
    BARAZA_ERROR_MISSING, /* what was named does not exist: exit 2, HTTP 404 */
    BARAZA_ERROR_STATE,   /* not possible now (paused, already running, closed): exit 3, HTTP 409 */
    BARAZA_ERROR_DENIED,  /* role or token: exit 3, HTTP 403 */
    BARAZA_ERROR_STORE,   /* database, disk: exit 3, HTTP 503 */
    BARAZA_ERROR_FULL,    /* disk full: exit 3, HTTP 503; resumes by itself */
    BARAZA_ERROR_NETWORK, /* exit 3, HTTP 502 */
    BARAZA_ERRORS
} BarazaError;
