/* SPDX-License-Identifier: GPL-3.0-or-later */
/* channel_limits.h - what the WhatsApp Cloud API takes, each with its page. Lengths in characters, sizes in bytes.
 * Where pages disagree the smaller figure stands: a refusal here costs nothing, one there costs a step. */
#pragma once

/* messages/text-messages */
#define LIMIT_TEXT 4096
/* messages/image-messages, video-messages, document-messages; audio takes no caption */
#define LIMIT_CAPTION 1024
/* messages/interactive-reply-buttons-messages; the list page says 4096, the OpenAPI file and most clients 1024 */
#define LIMIT_BODY 1024
#define LIMIT_FOOTER 60
#define LIMIT_BUTTONS 3
#define LIMIT_BUTTON_TITLE 20
#define LIMIT_BUTTON_ID 256
/* messages/interactive-list-messages; rows over all sections */
#define LIMIT_ROWS 10
#define LIMIT_ROW_TITLE 24
#define LIMIT_ROW_DESCRIPTION 72
#define LIMIT_ROW_ID 200
#define LIMIT_LIST_LABEL 20
/* templates/components; the body after substitution, so a bound on its parameters together */
#define LIMIT_TEMPLATE_NAME 512
#define LIMIT_TEMPLATE_BODY 1024
#define LIMIT_TEMPLATE_BUTTONS 10
/* older pages say 128, newer 256 */
#define LIMIT_TEMPLATE_PAYLOAD 128
/* error 132018: at most so many blanks in a row in a parameter */
#define LIMIT_PARAM_BLANKS 4
/* messages/send-messages: biz_opaque_callback_data */
#define LIMIT_TAG 512
/* business-scoped-user-ids: "CC." and so many letters and digits */
#define LIMIT_USER_ID 128
/* E.164 */
#define LIMIT_PHONE_MIN 7
#define LIMIT_PHONE_MAX 15
/* business-phone-numbers/media; "MB" is taken as a million bytes */
#define LIMIT_IMAGE_BYTES 5000000
#define LIMIT_AUDIO_BYTES 16000000
#define LIMIT_VIDEO_BYTES 16000000
#define LIMIT_DOCUMENT_BYTES 100000000
/* pricing, "customer service windows": free-form messages for 24 hours; the margin is ours, as rare early closings are
 * admitted */
#define LIMIT_WINDOW 86400
#define LIMIT_WINDOW_MARGIN 120
/* throughput, "pair rate limits" */
#define LIMIT_PAIR_BURST 45
#define LIMIT_PAIR_EVERY 6
