/* SPDX-License-Identifier: GPL-3.0-or-later */
/* held_priv.h - the file that came with a post, as the pages show it. */
#pragma once
#include "web_priv.h"

#include "discussion.h"

/* Puts what file.html asks for. */
bool held_put_file(WebPage *page, const Post *post, cJSON *item, GError **error);
