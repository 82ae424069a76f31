/* SPDX-License-Identifier: GPL-3.0-or-later */
/* channel_caps.h - what a carrier can show, as data; layout and channel both see it. */
#pragma once
#include <stdint.h>

/* What a carrier can show; layout and preview ask it. Lengths in characters. */
typedef struct {
    int max_text, max_caption, max_body; /* plain text; media caption; text of buttons and lists */
    int max_buttons, button_title, max_rows, row_title, row_description, list_label;
    int64_t window;        /* seconds after the person's last message in which free-form messages may be sent */
    int64_t window_margin; /* kept back from it */
    int pair_burst;        /* messages to one person before the pair rate holds ... */
    int64_t pair_every;    /* ... one in so many seconds */
} ChannelCaps;

/* The WhatsApp Cloud API (reference: send messages, interactive messages, pair rate). */
extern const ChannelCaps channel_caps_cloud;
