/* SPDX-License-Identifier: GPL-3.0-or-later */
/* webhook_ahead.h - reads webhook bodies on a thread of its own while they are stored; changes nothing but the time
 * that it takes. */
#pragma once
#include "webhook.h"

typedef struct WebhookAhead WebhookAhead;
WebhookAhead *webhook_ahead_new(void);
void webhook_ahead_free(WebhookAhead *ahead);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WebhookAhead, webhook_ahead_free)
/* Begins with the first of `bodies` (GBytes *, held on to); what was begun before and not taken is forgotten. */
void webhook_ahead_begin(WebhookAhead *ahead, const GPtrArray *bodies);
/* As webhook_parse, of which it gives what was read ahead of just these bytes. */
GPtrArray *webhook_ahead_take(WebhookAhead *ahead, const char *body, gsize size, GError **error);
