/* SPDX-License-Identifier: GPL-3.0-or-later */
/* number.h - numbers as people write them, from Harare to Maputo: 1,234.5 and 1.234,5 and 1 234,5, in any digits. */
#pragma once
#include <stdbool.h>

/* Reads a text that is one number and nothing else, or a number and `unit` (or NULL), also cut short or with a typing
 * error; the sign of another measure is no number: mg for micrograms, ml for mg. A separator that may be either
 * decimal sign or thousands is what `lang` (or NULL: English) makes of it; *other is the other reading, NaN where there
 * is none. False when the text is no number. Pure. */
bool number_read(const char *text, const char *unit, const char *lang, double *value, double *other);
