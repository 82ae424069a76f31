/* SPDX-License-Identifier: GPL-3.0-or-later */
/* text.h - Unicode text: checked at the door, compared by key, counted in characters. Pure. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Valid UTF-8 of exactly `size` bytes, without NUL. */
bool text_is_utf8(const char *bytes, size_t size);
/* Code points, as WhatsApp counts lengths. */
size_t text_length(const char *text);
/* The first `n` code points, cut back to a character boundary that splits no emoji sequence; "…" ends a cut text and is
 * counted. Given. */
char *text_cut(const char *text, size_t n);
/* How text is compared: NFKC, case-folded, default-ignorable characters and combining marks removed, digits of any
 * script made ASCII, runs of blanks one space, trimmed. Given. */
char *text_key(const char *text);
/* text_key with punctuation at both ends removed: how a command word or an answer letter is recognised. Given. */
char *text_word_key(const char *text);
/* Draws nothing and changes no letter: Default_Ignorable_Code_Point of the Unicode Character Database. */
bool text_is_ignorable(uint32_t c);
/* Levenshtein distance in code points, at most `limit` (returns limit + 1 when farther). */
size_t text_distance(const char *a, const char *b, size_t limit);
/* The nearest of NULL-ended `names` within distance 2 (or a third of the word), or NULL. Borrowed. */
const char *text_nearest(const char *word, const char *const *names);
/* Hex of bytes, lower case; given. Back: false when not exactly size bytes. */
char *text_hex(const void *bytes, size_t size);
bool text_unhex(const char *hex, void *bytes, size_t size);
/* RFC 4648 base32 without padding, lower case. Given. */
char *text_base32(const void *bytes, size_t size);
/* Equal in constant time for texts of equal length. */
bool text_equal_secret(const char *a, const char *b);
/* `text` with `instead` for each place where `word` stands (in the same letters); `whole`: but not where it is part of a
 * longer word. *found (may be NULL) says whether there was one. Given. */
char *text_leave_out(const char *text, const char *word, const char *instead, bool whole, bool *found);
/* A number as people read it: "1,234". Given. */
char *text_grouped(int64_t n);
