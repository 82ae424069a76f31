/* SPDX-License-Identifier: GPL-3.0-or-later */
/* platform_phone.h - the phones of the simulated WhatsApp: what each shows, what its owner does, and the record of it
 * all. Pure. */
#pragma once
#include "platform.h"

typedef struct {
    const char *number;  /* digits, no + */
    const char *name;    /* profile name */
    const char *user_id; /* business-scoped; NULL: made from the number */
    bool no_receipts;    /* does not tell when it reads */
    bool allowed;        /* on the list of a test number */
} PlatformPhone;
/* Returns the phone's index, from 0, or -1 when the number exists. A new phone is online. */
int platform_phone_add(Platform *platform, const PlatformPhone *phone);
int platform_phones(const Platform *platform);
/* -1 when there is none. */
int platform_phone_find(const Platform *platform, const char *number);
const char *platform_phone_number(const Platform *platform, int phone);
const char *platform_phone_name(const Platform *platform, int phone);

typedef enum {
    PLATFORM_TEXT,
    PLATFORM_IMAGE,
    PLATFORM_AUDIO,
    PLATFORM_VIDEO,
    PLATFORM_DOCUMENT,
    PLATFORM_STICKER,
    PLATFORM_LOCATION,
    PLATFORM_CONTACTS,
    PLATFORM_REACTION,
    PLATFORM_BUTTONS,
    PLATFORM_LIST,
    PLATFORM_LINK,
    PLATFORM_FLOW,
    PLATFORM_ASK,
    PLATFORM_TEMPLATE,
    PLATFORM_KINDS
} PlatformKind;
/* The platform's own word for it: "text", "image", "button", "list", "template" ... */
const char *platform_kind_name(PlatformKind kind);
typedef enum {
    PLATFORM_ACCEPTED,
    PLATFORM_SENT,
    PLATFORM_DELIVERED,
    PLATFORM_READ,
    PLATFORM_FAILED,
    PLATFORM_EXPIRED,
    PLATFORM_STATES
} PlatformState;

typedef struct {
    const char *title, *description; /* description NULL unless a list row has one */
} PlatformChoice;
/* One bubble of a chat. Visible: kind, text, header, footer, choices, media, quote, time. Not visible, for tests and
 * pages: wamid, tag, state, accepted. All borrowed from the platform, valid for its life. */
typedef struct {
    int64_t time; /* when it showed on the phone; -1 while it has not */
    bool from_business;
    int phone;
    guint place; /* index in the phone's chat, once shown; a reaction has none */
    PlatformKind kind;
    const char *text; /* body or caption with a template's parameters filled in; of an own tap its title; never NULL */
    const char *header, *footer;   /* or NULL */
    const char *label;             /* list: what opens it; link: its button; else NULL */
    const PlatformChoice *choices; /* `n_choices` of them */
    guint n_choices;
    const char *mime, *filename, *media_id; /* the media, also of a header; or NULL */
    const char *quote;                      /* wamid of the bubble it quotes or answers, or NULL */
    const char *reaction;                   /* emoji the other side put on it, or NULL */
    const char *wamid;
    const char *tag; /* biz_opaque_callback_data, or NULL */
    const char *template_name, *template_language;
    PlatformState state;
    int code;                     /* error of a failed one, else 0 */
    int64_t accepted, sent, read; /* -1: not (yet); `read`: shown to the person, or for an own one marked read */
} PlatformBubble;

/* A phone's chat in the order it shows; messages on their way or lost are not in it. */
guint platform_bubbles(const Platform *platform, int phone);
const PlatformBubble *platform_bubble(const Platform *platform, int phone, guint index);
const PlatformBubble *platform_bubble_find(const Platform *platform, const char *wamid);
/* End of the customer service window; 0 when the person never wrote. */
int64_t platform_phone_window(const Platform *platform, int phone);

/* What a person does. An offline phone keeps what it writes and sends it, in order, when it is online again. The answer
 * is the own bubble, or NULL when what was tapped or quoted is not on that phone. `quote`: a wamid, or NULL. */
const PlatformBubble *platform_phone_text(
    Platform *platform, int64_t now, int phone, const char *text, const char *quote);
const PlatformBubble *platform_phone_tap(Platform *platform, int64_t now, int phone, const char *wamid, guint choice);
/* `kind` IMAGE, AUDIO, VIDEO, DOCUMENT or STICKER; caption and filename may be NULL. */
const PlatformBubble *platform_phone_media(Platform *platform, int64_t now, int phone, PlatformKind kind,
    const char *mime, const char *filename, const char *caption, GBytes *bytes, const char *quote);
const PlatformBubble *platform_phone_react(
    Platform *platform, int64_t now, int phone, const char *wamid, const char *emoji);
/* Looks at the chat: everything shown is read. */
void platform_phone_read(Platform *platform, int64_t now, int phone);
void platform_phone_online(Platform *platform, int64_t now, int phone, bool online);
bool platform_phone_is_online(const Platform *platform, int phone);
/* While blocked nothing arrives, and the business sees `sent` for ever. */
void platform_phone_block(Platform *platform, int64_t now, int phone, bool blocked);
/* The person moves to another number: a `system` message tells so, the user id changes too. False when it is taken. */
bool platform_phone_renumber(Platform *platform, int64_t now, int phone, const char *number);

/* Returns false to stop. */
typedef bool PlatformEach(const PlatformBubble *bubble, gpointer data);
/* Every message of the business that reached a phone, in the order of arrival over all phones. */
void platform_record_each(const Platform *platform, PlatformEach *each, gpointer data);
/* The same by index, so that a caller can go on where it stopped; NULL beyond the end. */
const PlatformBubble *platform_record(const Platform *platform, guint index);
/* Every message that was accepted with a 200, in that order, whatever became of it. */
void platform_accepted_each(const Platform *platform, PlatformEach *each, gpointer data);
