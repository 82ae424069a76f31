/* SPDX-License-Identifier: GPL-3.0-or-later */
/* badge.h - a certificate as Open Badges 3.0: a credential that other systems read and verify by themselves. Pure. */
#pragma once
#include "json.h"

/* Names nobody: whoever may show it holds the paper with the same code. Texts are borrowed. */
typedef struct {
    const char *origin; /* "https://host" of the public pages */
    const char *code;   /* as printed */
    const char *name, *description, *edition, *issuer;
    int64_t issued; /* UTC seconds */
    int minutes;    /* of learning; 0: not stated */
} Badge;
#define BADGE_SEED 32

/* The credential (OpenBadgeCredential of Open Badges 3.0, the context of 3.0.3) with an embedded proof eddsa-rdfc-2022
 * by the key of `seed`; the same badge gives the same bytes. Its addresses are ORIGIN/badge/CODE, ORIGIN/badge/issuer
 * and, for the criteria, ORIGIN/check/CODE. Given. */
cJSON *badge_json(const Badge *badge, const guint8 *seed);
/* What is signed: the credential's statements in canonical N-Quads (RDFC-1.0). Each node has an address of its own, so
 * that canonical order is that of the lines' bytes, and no processor of JSON-LD is needed. Given. */
char *badge_quads(const Badge *badge);
/* The issuer's public key, as a verifier fetches it from ORIGIN/badge/issuer. It bears no name: one installation signs
 * for several providers, and each badge names its own. Given. */
cJSON *badge_issuer(const char *origin, const guint8 *seed);
