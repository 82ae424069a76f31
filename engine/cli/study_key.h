/* SPDX-License-Identifier: GPL-3.0-or-later */
/* study_key.h - a study's key, a file among the secrets: it makes the ids under which people leave. */
#pragma once
#include "export.h"
#include "workspace.h"

/* Whether it can be a study's name. */
bool study_check(const char *study, GError **error);
/* Reads it, or makes it unless `dry` (then zeros). *fresh: there was none. */
bool study_take_key(const Workspace *w, const char *study, bool dry, guint8 *key, bool *fresh, GError **error);
