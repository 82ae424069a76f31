/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A coder and an export are told of people by one rule. A place that a coder names is a place in what was said, and
 * stays one in the export (hide_place). */
#include "coder_view.h"

#include "hide.h"

static char *dots(const char *text, gpointer data)
{
    return hide_dots(data, text);
}

GPtrArray *coder_view(Context *context, const CodingStudy *study, const CodingUnit *unit, GError **error)
{
    g_autoptr(Hide) hide = hide_new();
    return hide_add_cohort(hide, context, study->cohort, NULL, NULL, error)
               ? coding_view(context_store(context), study, unit, dots, hide, error)
               : NULL;
}
