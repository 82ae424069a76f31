/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chat_priv.h - a message's header, the wording and the lines of a text: what the parts of the chat reader share. */
#pragma once
#include "chat.h"

#define CHAT_LINE_MAX (1u << 20)  /* bytes of a line; a message holds at most 65,536 characters */
#define CHAT_ENTRY_MAX (1u << 20) /* bytes of an entry, beyond which lines are unreadable */
#define CHAT_BACK 120             /* seconds that times may go back: phones' clocks and the net differ by this much */

typedef enum { CHAT_CLOSE_BRACKET, CHAT_CLOSE_DASH, CHAT_CLOSE_COLON, CHAT_CLOSE_BARE, CHAT_CLOSES } ChatClose;
typedef enum { CHAT_NOON_NONE, CHAT_NOON_AM, CHAT_NOON_PM, CHAT_NOON_ODD, CHAT_NOONS } ChatNoon;

/* What a header looks like, apart from its numbers: the same on every line of an export. */
typedef struct {
    ChatClose close;
    gunichar separator; /* between the parts of the date */
    int year_at;        /* which part has four digits, or -1 */
    bool comma, seconds, noon;
} ChatLayout;
bool chat_layout_equal(const ChatLayout *a, const ChatLayout *b);

typedef struct {
    ChatLayout layout;
    int part[3], width[3]; /* of the date, as written */
    int hour, minute, second;
    ChatNoon noon;
    gsize length; /* bytes of the header, with the blank after it */
} ChatStamp;

/* Recognises the header at the start of a line (valid UTF-8). */
bool chat_stamp_read(const char *line, const ChatWords *words, ChatStamp *stamp);
/* Local seconds in an order, or CHAT_NO_TIME when there is no such day or time. *odd: the hour belies its marker. */
int64_t chat_stamp_local(const ChatStamp *stamp, ChatOrder order, bool *odd);

/* A mark without width that changes no word: byte order, direction, zero-width space. Not U+200D, which joins emoji. */
bool chat_is_mark(gunichar c);
bool chat_is_blank(gunichar c);
/* How wording is compared: no marks, plain blanks and quotes, folded case, no full stop at the end. Given. */
char *chat_plain(const char *text, gssize size);

/* The marker before or after a time of day, as letters without dots and blanks. */
ChatNoon chat_words_noon(const ChatWords *words, const char *letters);
typedef enum { CHAT_WORD_SYSTEM, CHAT_WORD_DELETED, CHAT_WORD_OMITTED, CHAT_WORDS } ChatWordKind;
/* Whether a plain text is wording of this kind; *media is the kind of file for CHAT_WORD_OMITTED. Borrowed. */
bool chat_words_is(const ChatWords *words, ChatWordKind kind, const char *plain, const char **media);
/* "file attached", "attached" and "this message was edited" in some language, plain. */
bool chat_words_is_attached(const ChatWords *words, const char *plain);
bool chat_words_is_attached_as(const ChatWords *words, const char *plain);
bool chat_words_is_edited(const ChatWords *words, const char *plain);

/* What a body holds besides words. `text` and `media` are given. */
typedef struct {
    char *sender, *text, *media;
    bool system, known, edited, deleted; /* known: the system's wording was recognised */
} ChatBody;
void chat_body_clear(ChatBody *body);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ChatBody, chat_body_clear)
/* Where the sender ends in what follows a header: bytes of the name, *after where the body begins; 0 when none. */
gsize chat_sender_end(const char *rest, gsize *after);
/* `rest` is all that follows the header, with further lines. `host` is the name under which iOS writes its own lines,
 * or NULL. */
void chat_body_read(const char *rest, const ChatWords *words, bool ios, const char *host, ChatBody *body);

/* Calls `line` for each line of the text, without LF and one CR. */
typedef bool (*ChatLineFn)(const char *line, gsize size, int64_t number, bool repaired, void *data, GError **error);
bool chat_input_lines(ChatInput *input, ChatLineFn line, void *data, GError **error);
/* Unpacks the chat's text of the zip that `fd` holds into a nameless file. -1 on error; *member given. */
int chat_zip_unpack(int fd, char **member, GError **error);

/* The first reading: which layouts occur, and how dates fall in each order. */
typedef struct ChatSurvey ChatSurvey;
ChatSurvey *chat_survey_new(const ChatWords *words);
void chat_survey_free(ChatSurvey *survey);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChatSurvey, chat_survey_free)
bool chat_survey_line(const char *line, gsize size, int64_t number, bool repaired, void *survey, GError **error);
/* Fills layout, platform, order and its evidence; *found is the layout. False when no line is a header. */
bool chat_survey_decide(const ChatSurvey *survey, ChatOrder given, ChatLayout *found, ChatReport *report);
/* The name that stands as sender of the first headed line where its text is iOS's own, or NULL. Borrowed. */
const char *chat_survey_host(const ChatSurvey *survey);
