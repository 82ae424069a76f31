/* SPDX-License-Identifier: GPL-3.0-or-later */
/* library_priv.h - what the files of library share. */
#pragma once
#include "library.h"

Store *library_store(const Library *library);
