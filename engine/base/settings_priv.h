/* SPDX-License-Identifier: GPL-3.0-or-later */
/* settings_priv.h - what a table row cannot say: checks of a value's form and of values against each other. */
#pragma once
#include "settings.h"

/* False with a sentence that names the setting. */
bool settings_check(const Settings *settings, GError **error);
