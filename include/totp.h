/* SPDX-License-Identifier: GPL-3.0-or-later */
/* totp.h - codes of six digits that an app shows for thirty seconds (RFC 6238 over HMAC-SHA-1, RFC 4226). Pure. */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define TOTP_SECONDS 30
#define TOTP_DIGITS 6
#define TOTP_KEY 20 /* bytes of a new secret, as RFC 4226 section 4 recommends */

/* A new secret from the system's random source, in base32 as apps take it. Given. */
char *totp_secret(void);
/* The code of a time step (seconds since 1970 / 30), with 6 to 8 digits. */
uint32_t totp_at(const guint8 *key, gsize size, int64_t step, int digits);
/* The step whose code this is: the one of `now`, the one before or the one after (a phone's clock is a little wrong),
 * and later than `after`, so that no code is good twice. 0 when there is none. Blanks in the code are passed over. */
int64_t totp_match(const char *secret, const char *code, int64_t now, int64_t after);
/* What the app scans (Google's Key URI Format). Given. */
char *totp_uri(const char *issuer, const char *account, const char *secret);
