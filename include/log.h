/* SPDX-License-Identifier: GPL-3.0-or-later */
/* log.h - one event a line, logfmt, to standard error. Never a phone number, a message text or a token. */
#pragma once
#include <glib.h>

typedef enum { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG, LOG_LEVELS } LogLevel;

/* Lines above `level` are dropped. The default is LOG_INFO. */
void log_set_level(LogLevel level);
/* log_event(LOG_WARN, "dispatch.paused", "code", "190", "number", "N1", NULL): pairs of name and value, NULL-ended. */
void log_event(LogLevel level, const char *event, ...) G_GNUC_NULL_TERMINATED;
/* "+2637***42": enough to recognise a number in a list, not enough to call it. Given. */
char *log_mask_phone(const char *phone);
