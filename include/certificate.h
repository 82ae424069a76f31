/* SPDX-License-Identifier: GPL-3.0-or-later */
/* certificate.h - what was earned: codes that cannot be guessed, the paper that is drawn, and the register of what was
 * issued, revoked and replaced. */
#pragma once
#include "json.h"
#include "store.h"

extern const EmbeddedFile certificate_schema[]; /* its tables, for store_create */

/* A code has 18 characters of Crockford's base32 (no I, L, O, U): 85 bits and a check character after Luhn's method for
 * 32 signs, which finds every single wrong character and nearly every swap of neighbours. Printed in threes of six:
 * "7K3QXM-9TPW2A-HE04ZB". `random` is at least 11 bytes. Given. */
#define CERTIFICATE_CODE 18
char *certificate_code(const guint8 *random);
/* The 18 characters of a code as a person typed it: case, blanks and dashes do not matter, O is 0, I and L are 1; NULL
 * when it cannot be one. Given. */
char *certificate_code_read(const char *text);
char *certificate_code_print(const char *code); /* with dashes. Given. */

/* Draws the paper, one page of A4 across, as PDF; the same paper gives the same bytes with the same fonts. Members, all
 * texts and all but heading and name may be absent: lang, heading, intro, name, lines [under the name], verb, title,
 * facts [{label, value}], provider, issued, code_label, code (as printed), check, url (as a QR code), stamp (across the
 * page) and stamp_note. Any script that the machine has a font for; a name too long for its line becomes smaller, then
 * two lines. `at` is the file's date of making. Given. */
GBytes *certificate_draw(const cJSON *paper, int64_t at, GError **error);

/* One that was issued. */
typedef struct {
    int64_t id, cohort, enrolment, issued;
    int64_t revoked;     /* 0: valid */
    int64_t replaced_by; /* id, or 0 */
    char *code, *reason; /* reason: NULL, or why it was revoked ("" when the holder was forgotten since) */
    char *sha256;        /* of the file */
    GBytes *printed;     /* the paper, sealed by the caller; NULL: the holder was forgotten */
} Certificate;
void certificate_free(Certificate *certificate);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Certificate, certificate_free)

/* Writes a new one (code, cohort, enrolment, issued, sha256, printed are set) and gives it its id; its file is kept
 * until `file_until`. BARAZA_ERROR_STATE when the learner holds a valid one. */
bool certificate_add(Store *store, Certificate *certificate, int64_t file_until, GError **error);
/* NULL without error when there is none. */
Certificate *certificate_get(Store *store, int64_t id, GError **error);
Certificate *certificate_find(Store *store, const char *code, GError **error); /* 18 characters */
Certificate *certificate_of(Store *store, int64_t enrolment, GError **error);  /* the newest, valid or not */
typedef bool CertificateFn(const Certificate *certificate, gpointer data);
bool certificate_each(Store *store, int64_t cohort, CertificateFn *fn, gpointer data, GError **error);
/* How many of a cohort are valid. */
bool certificate_count(Store *store, int64_t cohort, int64_t *count, GError **error);
/* *changed is false when it was revoked already. */
bool certificate_revoke(Store *store, int64_t id, const char *reason, int64_t now, bool *changed, GError **error);
bool certificate_replace(Store *store, int64_t id, int64_t by, GError **error);

/* A file is kept only as long as its message may need it: it names a person. Until 0: it is erased. */
bool certificate_file(Store *store, int64_t id, const char *sha256, int64_t until, GError **error);
/* Those whose time is over by now; all that a learner has. Certificate *, given. */
GPtrArray *certificate_files_over(Store *store, int64_t now, int limit, GError **error);
GPtrArray *certificate_files_kept(Store *store, int64_t enrolment, GError **error);
/* The words on a learner's papers are gone; that they were issued stays. */
bool certificate_forget(Store *store, int64_t enrolment, GError **error);

/* The learner's rule is to be looked at from `at` on, or from an earlier instant that is noted already. */
bool certificate_look(Store *store, int64_t enrolment, int64_t at, GError **error);
/* It was looked at: again at `at`; INT64_MAX: not before something happens. */
bool certificate_looked(Store *store, int64_t enrolment, int64_t at, GError **error);
GArray *certificate_looks_due(Store *store, int64_t now, int limit, GError **error); /* int64_t enrolments */
/* The earliest instant of either; INT64_MAX when none. */
bool certificate_next(Store *store, int64_t *at, GError **error);
