/* SPDX-License-Identifier: GPL-3.0-or-later */
/* text_priv.h - kinds of characters that the text functions share. */
#pragma once
#include <glib.h>
#include <stdbool.h>

/* Draws nothing and changes no letter: Default_Ignorable_Code_Point of the Unicode Character Database, as ranges. */
bool text_ignorable(gunichar c);
