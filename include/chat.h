/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chat.h - reads the chats that WhatsApp exports: text to entries, whatever phone and language they come from. */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* Every physical line of the text is in exactly one entry. A line before the first message, one with a date that cannot
 * be, and what makes a message longer than any can be are CHAT_UNREADABLE. */
typedef enum { CHAT_MESSAGE, CHAT_SYSTEM, CHAT_UNREADABLE, CHAT_KINDS } ChatKind;
/* The order in which day, month and year are written. */
typedef enum {
    CHAT_ORDER_OPEN, /* to be decided from the file */
    CHAT_DMY,
    CHAT_MDY,
    CHAT_YMD,
    CHAT_YDM,
    CHAT_DYM,
    CHAT_MYD,
    CHAT_ORDERS
} ChatOrder;

#define CHAT_NO_TIME INT64_MIN

/* One entry. All texts are borrowed until the callback returns. */
typedef struct {
    ChatKind kind;
    int64_t line, lines; /* the first one, from 1, and how many */
    int64_t local;      /* the exporting phone's wall clock, as seconds since 1970 as if it were UTC; or CHAT_NO_TIME */
    bool seconds;       /* the file tells seconds */
    const char *sender; /* as written, without marks of direction; NULL for what has none */
    const char *text;   /* without header, without the mark of an edit, without the words that stand for a file */
    const char *media;  /* the file's name; where it was left out its kind, such as image; else NULL */
    bool edited, deleted;
    const char *raw; /* the lines as they are in the file, joined by LF, in UTF-8 */
} ChatEntry;

/* False ends the reading, with *error set. */
typedef bool (*ChatEntryFn)(const ChatEntry *entry, void *data, GError **error);

/* Wording of WhatsApp in the languages of engine/chat/words. */
typedef struct ChatWords ChatWords;
ChatWords *chat_words_new(void);
/* Adds a programme's own wording, in the same format; the sentence of an error names file and line. */
bool chat_words_add(ChatWords *words, const char *name, const char *text, GError **error);
void chat_words_free(ChatWords *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChatWords, chat_words_free)

/* A text that can be read twice. */
typedef struct ChatInput ChatInput;
/* A text file, a zip as WhatsApp sends it (of which only the chat's text is unpacked), or "-" for standard input.
 * Refused with a sentence: a zip with an absolute name, with "..", a link, the same name twice, no chat, or whose text
 * is over 512 MB. */
ChatInput *chat_input_open(const char *path, GError **error);
/* Borrowed until it is freed. */
ChatInput *chat_input_memory(const char *bytes, gsize size);
/* The name of the chat's text inside a zip, or NULL. Borrowed. */
const char *chat_input_member(const ChatInput *input);
void chat_input_free(ChatInput *input);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChatInput, chat_input_free)

/* How a file was read. */
typedef struct {
    char *layout;         /* "[d/m/yyyy, hh:mm:ss] sender: text"; NULL when no line is a message's start */
    const char *platform; /* "android", "ios" or "unknown" */
    ChatOrder order;
    bool decided;         /* false: assumed */
    const char *order_by; /* "given", "year-first", "part-over-12", "file-names", "monotony", "span", "assumed" */
    char *evidence;       /* a sentence */
    int64_t lines, entries[CHAT_KINDS], media, edited, deleted, senders;
    int64_t first, last; /* local, or CHAT_NO_TIME */
    int64_t back;        /* entries whose time is more than two minutes before the one above */
    int64_t not_utf8;    /* lines with bytes that are no UTF-8, which became U+FFFD */
    int64_t odd_hours;   /* such as 23:59 PM: the marker was ignored */
} ChatReport;
void chat_report_free(ChatReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChatReport, chat_report_free)

/* "dmy" and so on, and back (CHAT_ORDER_OPEN when it is none). */
const char *chat_order_name(ChatOrder order);
ChatOrder chat_order_of(const char *name);

/* Reads `input` twice, in memory that does not grow with it: the layout and the date order are decided once for the
 * file, then each entry is given in the order of the file. `order` CHAT_ORDER_OPEN decides by evidence. Given. */
ChatReport *chat_parse(
    ChatInput *input, const ChatWords *words, ChatOrder order, ChatEntryFn entry, void *data, GError **error);
/* "2026-01-05T12:30" or with ":09". Given; NULL for CHAT_NO_TIME. */
char *chat_time_text(int64_t local, bool seconds);
