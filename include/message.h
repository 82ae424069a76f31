/* SPDX-License-Identifier: GPL-3.0-or-later */
/* message.h - one message of ours, as it will appear in one chat bubble; versioned, with a JSON form. Pure. */
#pragma once
#include "json.h"

#define MESSAGE_VERSION 1

typedef enum {
    MESSAGE_TEXT,     /* text */
    MESSAGE_MEDIA,    /* asset, with text as caption (none for audio) */
    MESSAGE_BUTTONS,  /* text and 1..3 choices; asset as header picture where set */
    MESSAGE_LIST,     /* text, list_label and 1..10 choices */
    MESSAGE_TEMPLATE, /* template, language, params */
    MESSAGE_KINDS
} MessageKind;

typedef enum { MEDIA_IMAGE, MEDIA_AUDIO, MEDIA_VIDEO, MEDIA_DOCUMENT, MEDIA_KINDS } MediaKind;

typedef struct {
    char *id;          /* stable, comes back when tapped */
    char *title;       /* what the button or row says */
    char *description; /* list rows only; NULL otherwise */
} MessageChoice;

typedef struct {
    MessageKind kind;
    char *text;       /* WhatsApp markup, UTF-8; NULL where the kind has none */
    char *footer;     /* or NULL */
    char *list_label; /* the button that opens a list */
    char *asset;      /* sha256 in hex, or NULL */
    MediaKind media;
    char *mime, *filename; /* of the asset */
    char *template_name, *language;
    GPtrArray *params;  /* char *, template body parameters in order */
    GPtrArray *choices; /* MessageChoice *; for a template its quick-reply payloads (id) by index */
    char *quote;        /* wamid that this message answers, or NULL */
} Message;

Message *message_new(MessageKind kind, const char *text);
void message_free(Message *message);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Message, message_free)
void message_add_choice(Message *message, const char *id, const char *title, const char *description);
void message_add_param(Message *message, const char *param);
const char *media_kind_name(MediaKind kind);
bool media_kind_from_name(const char *name, MediaKind *kind);

/* {"v":1,"kind":"buttons","text":...}: what the outbox stores. Given. */
char *message_to_json(const Message *message);
Message *message_from_json(const char *json, GError **error);
/* What a person would read: text, then choices, for logs of the ledger, the phone page and tests. Given. */
char *message_plain(const Message *message);
