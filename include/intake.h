/* SPDX-License-Identifier: GPL-3.0-or-later */
/* intake.h - what has arrived takes effect: statuses, commands, answers, posts. */
#pragma once
#include "context.h"
#include "webhook_ahead.h"

/* What a slice found that others must act on. */
typedef struct {
    int64_t newest;       /* the platform's own time of the newest event; 0: none */
    GPtrArray *templates; /* TemplateNews *: states that the platform told */
    char *account;        /* the account or number was restricted: a sentence, or NULL */
} IntakeNews;
typedef struct {
    char *name, *language;
    char *event, *category; /* its state; its category; NULL where it was not told of */
} TemplateNews;
IntakeNews *intake_news_new(void);
void intake_news_free(IntakeNews *news);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IntakeNews, intake_news_free)

/* Processes up to `limit` bodies in the caller's transaction, oldest first. An event that fails is set aside with its
 * fault; a body that cannot be parsed is set aside whole. `phone_id` NULL takes webhooks of any number. */
bool intake_slice(Context *context, WebhookAhead *ahead, const char *phone_id, int64_t now, int limit, IntakeNews *news,
    int *worked, GError **error);
