/* SPDX-License-Identifier: GPL-3.0-or-later */
/* admin_enrol.h - reads an enrolment file: Moodle's column names and ours, numbers mended in sight, damage refused. Pure. */
#pragma once
#include "cohort.h"

typedef struct {
    const char *country;          /* whose local numbers are mended; NULL: only numbers with + are good */
    const char *const *languages; /* of the course, NULL-ended; the first is taken where a row has none */
    int64_t today;                /* days since 1970: an opt-in cannot be later */
} EnrolOptions;

/* One row of the file. Good: `row` is set. Refused: `refused` says why and what to do. */
typedef struct {
    guint line;
    char *name, *phone; /* as shown to the person: the name, the cell as it stands in the file */
    char *repair;       /* "0772 123 456 -> +263772123456", or NULL */
    char *note;         /* "no date of opt-in: will not be messaged", or NULL */
    char *refused;
    EnrolRow *row;
} EnrolLine;
typedef struct {
    GPtrArray *lines; /* EnrolLine * */
    GPtrArray *notes; /* char *: about columns */
    guint good, refused, repaired, no_opt_in;
} EnrolFile;
void enrol_file_free(EnrolFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EnrolFile, enrol_file_free)
/* NULL when the file as a whole cannot be used: no CSV, no column of numbers or names, no rows. */
EnrolFile *enrol_read(const char *bytes, gsize size, const char *name, const EnrolOptions *options, GError **error);

/* A telephone number in E.164. *repaired tells whether more than blanks was changed. NULL and *refused, a sentence with advice
 * (given), when it cannot be told what number was meant. Lengths by ITU-T E.164 and the countries' numbering plans. Given. */
char *enrol_phone(const char *cell, const char *country, bool *repaired, char **refused);
/* Whether `country` (ISO 3166 alpha-2) is one whose local numbers can be mended. */
bool enrol_knows_country(const char *country);
