/* SPDX-License-Identifier: GPL-3.0-or-later */
/* layout_priv.h - what the files of layout share: embedded texts, and building lists of messages. */
#pragma once
#include "embedded.h"
#include "layout.h"

extern const EmbeddedFile layout_texts[], layout_words[];

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
