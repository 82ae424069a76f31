/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page's template and style, embedded by the build. */
#pragma once
#include "embedded.h"

extern const EmbeddedFile report_files[];
extern const EmbeddedFile report_texts[]; /* en.txt ... */
