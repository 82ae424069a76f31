/* SPDX-License-Identifier: GPL-3.0-or-later */
/* discussion_priv.h - a post as the queries of this module select it. */
#pragma once
#include "discussion.h"

/* Given. */
Post *discussion_post_row(const StoreRow *row);
