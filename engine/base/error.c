/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "error.h"

GQuark baraza_error_quark(void)
{
    return g_quark_from_static_string("baraza-error");
}
