/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grammar as it is embedded, and what an author is told of a value that it refuses: a row for each kind and each
 * pattern of course.rnc. */
#include "course_priv.h"
#include "embedded.h"

extern const EmbeddedFile course_grammar[]; /* course.xsd and course.rng, made at build time */

static const XmlValue values[] = {
    { "Id", "[a-z][a-z0-9_.\\-]{0,63}",
        "an id, such as hand-washing: a small letter, then small letters, digits, - _ or ., at most 64" },
    { "Refs", NULL, "ids with blanks between, such as o1 o2" },
    { "Lang", NULL, "a language, such as en or pt-BR" },
    { "Countries", "[A-Z]{2}", "a country's two capitals, such as KE, or several with blanks between" },
    { "Duration", "P([0-9]{1,4}D)?(T([0-9]{1,5}H)?([0-9]{1,6}M)?([0-9]{1,8}S)?)?",
        "a length of time, such as PT30M (30 minutes), PT12H (12 hours) or P7D (7 days)" },
    { "Date", "[0-9]{4}-[0-9]{2}-[0-9]{2}", "a date: year, month and day, such as 2026-12-07" },
    { "Time", "([01][0-9]|2[0-3]):[0-5][0-9]", "a time of day from 00:00 to 23:59, such as 08:30" },
    { "Start", "(day [1-9][0-9]{0,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}) ([01][0-9]|2[0-3]):[0-5][0-9]",
        "a date and a time, such as 2026-03-05 14:00, or a day of the course and a time, such as day 61 14:00" },
    { "Path", "[A-Za-z0-9_][A-Za-z0-9_./\\-]*",
        "a file inside the package, such as media/chart.png: letters, digits, _ - . and /, without blanks" },
    { "Sha256", "[0-9A-Fa-f]{64}", "the 64 digits (0 to 9, a to f) that sha256sum prints of the file" },
    { "Fraction", NULL, "a number from -1 to 1" },
    { "Share", NULL, "a number from 0 to 1" },
    { "Count", NULL, "a whole number from 1 to 100000" },
    { NULL, "[0-9]+\\.[0-9]+(\\.[0-9]+)?", "numbers with dots between, such as 1.0 or 1.0.2" },
    { NULL, "#[0-9A-Fa-f]{6}", "a color, such as #2E7D32" },
    { NULL, "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        "a GUID in small letters, such as 3f2504e0-4f89-41d3-9a0c-0305e82c3301" },
    { NULL, NULL, NULL },
};

bool course_validate(const XmlDoc *doc, bool whole, GPtrArray *found)
{
    const EmbeddedFile *xsd = &course_grammar[0], *rng = &course_grammar[1];
    return xml_validate(doc, xsd->data, xsd->size, whole ? rng->data : NULL, whole ? rng->size : 0, values, found);
}
