/* SPDX-License-Identifier: GPL-3.0-or-later */
/* layout_priv.h - what the files of layout share: embedded texts, and building lists of messages. */
#pragma once
#include "embedded.h"
#include "layout.h"
#include "phrase.h"

extern const EmbeddedFile layout_texts[], layout_words[];
extern const EmbeddedText layout_texts_list[];
extern const size_t layout_texts_count;
extern const EmbeddedWord layout_words_list[];

/* One way to write a word: a line's name and one of its parts; of a language's file. */
typedef struct {
    const EmbeddedWord *row; /* NULL before the first */
    const EmbeddedFile *file;
    const char *name, *entry; /* borrowed from the file, none ended */
    size_t name_size, size;
} WordEntry;
/* The next entry of all files, or only of lines called `name`; begin with an empty one. */
bool words_next(WordEntry *entry, const char *name);
/* How words are compared: text_key with look-alike letters made Latin, signs made blanks, runs of a letter and spaced
 * letters drawn together. Given. */
char *words_key(const char *text);
/* The longest entry of lines called `name` with which *text begins; *text then stands behind it; *file, where not NULL,
 * is where. */
bool words_take(const char **text, const char *name, const EmbeddedFile **file);
/* At most one letter added, left out, changed, or two changed over. */
bool words_near(const char *a, const char *b);
/* "20 00", "20h30", "8 pm", "2000". */
bool words_clock(const char *text, Said *said);
/* "3", "3 days", "2 weeks". */
bool words_days(const char *text, Said *said);

/* A text of the course for this learner, with its {names} filled. Given. */
char *layout_pick(const LayoutFor *who, const CourseTexts *texts);
GPtrArray *layout_list(void);
/* Moves the messages of `more` (taken) to the end of `list`. */
void layout_add_all(GPtrArray *list, GPtrArray *more);
/* Media messages for `shows`; what this learner gets in words instead is added to `words`. Given. */
GPtrArray *layout_media(const LayoutFor *who, const GPtrArray *shows, GString *words);
/* Adds `shows` and `text`: one picture bears a text that fits as its caption; otherwise media first. */
void layout_add_body(const LayoutFor *who, GPtrArray *list, const GPtrArray *shows, const char *text);
/* Adds text as messages of at most the carrier's length, cut at paragraph ends. */
void layout_add_text(const LayoutFor *who, GPtrArray *list, const char *text);
/* The file of an asset for the learner's tier, or the next lower one; NULL when there is none. */
const AssetVariant *layout_variant(const LayoutFor *who, const Asset *asset);
void layout_set_asset(Message *message, MediaKind kind, const AssetVariant *variant);
/* Adds `message` (taken; buttons or list, its choices set) with `text`; where that is too long for it, the text goes
 * before and `short_text` stands with the choices. A single picture of `media` (taken) becomes the head of buttons, all
 * else goes first. */
void layout_add_choosing(const LayoutFor *who, GPtrArray *list, GPtrArray *media, const char *text,
    const char *short_text, Message *message);
/* *bold* _italic_ ~struck~ `code` signs taken out, for titles, where markup is not shown. Given. */
char *layout_unmarked(const char *text);
