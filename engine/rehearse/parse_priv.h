/* SPDX-License-Identifier: GPL-3.0-or-later */
/* parse_priv.h - a story being read: its words one after the other, and the first fault. */
#pragma once
#include "story_priv.h"

typedef struct {
    const char *name;
    GArray *tokens; /* Token, the last of kind END */
    guint at;
    Story *story;
    GError *error;
} Parser;

/* --- pieces (story_words.c): each takes what it needs, or fails and returns false --- */

const Token *parser_peek(const Parser *p);
/* Remembers the first fault, with file and line. Always false. */
bool parser_fail(Parser *p, guint line, const char *format, ...) G_GNUC_PRINTF(3, 4);
bool parser_is(const Parser *p, const char *word);
/* Whether it was there; then it is behind. */
bool parser_take(Parser *p, const char *word);
bool parser_need(Parser *p, const char *word);
bool parser_word(Parser *p, const char *what, char **word);
bool parser_text(Parser *p, char **text);
bool parser_count(Parser *p, guint most, guint *count);
/* "day 3 12:30", "2026-01-07 12:30", "12:30": what is not said stays as it is in `when`. */
bool parser_time(Parser *p, StoryTime *when);
bool parser_knows(const Parser *p, const char *name);
bool parser_learner(Parser *p, char **who);

/* --- statements of the middle of a story (story_lines.c) --- */

bool parser_line(Parser *p);
/* Whether a statement begins with the word. */
bool parser_begins(const char *word);
void story_line_free(gpointer line);
