/* SPDX-License-Identifier: GPL-3.0-or-later */
/* meeting_priv.h - the run sheet of a room's live meeting as a page. */
#pragma once
#include "deed_priv.h"

typedef struct {
    Cohort *cohort;   /* given */
    int64_t room;     /* 0: the cohort has none */
    cJSON *sheet;     /* live_sheet.h; given */
    char *post;       /* given: forms are posted to it and "/WORD" */
    char *back;       /* given: the page itself, with its query begun */
    bool still;       /* somebody types in a form: it does not renew itself */
    const char *gone; /* why what a link led to is not there any more, or NULL */
} Meeting;

/* The sheet as of now. Given. */
cJSON *meeting_sheet(WebPage *page, const Cohort *cohort, int64_t room, GError **error);
/* Whether a cue is an answer that can still be signed, and how a form names it: with the hash of what is shown, so that
 * words that change in between are no choice any more. Given. */
bool meeting_to_sign(const cJSON *cue);
char *meeting_answer(const cJSON *cue);
/* The cue that a form names, by its id or as an answer; NULL when there is none. Borrowed. */
const cJSON *meeting_cue(const Meeting *m, const char *value);
/* The first so many characters of a cue's words, as they would go out. Given. */
char *meeting_words(const cJSON *cue, size_t most);
/* Everything of the page but its forms to type in. */
bool meeting_put(WebPage *page, cJSON *view, gpointer meeting, GError **error);
