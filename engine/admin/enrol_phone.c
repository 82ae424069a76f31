/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cell of a spreadsheet becomes an E.164 number, or is refused. What a spreadsheet has rounded or cut cannot be
 * guessed: a wrong guess sends a course to a stranger. Lengths are those of mobile numbers (ITU-T E.164 annexes,
 * national numbering plans). */
#include "admin_enrol.h"
#include "text.h"

#include <string.h>

typedef struct {
    const char *country, *code;
    char trunk;   /* dialled in front of a local number and dropped abroad; 0: none */
    int min, max; /* digits of a mobile number without code and trunk */
} Numbering;

static const Numbering plans[] = {
    { "AO", "244", 0, 9, 9 },
    { "BD", "880", '0', 10, 10 },
    { "BF", "226", 0, 8, 8 },
    { "BI", "257", 0, 8, 8 },
    { "BJ", "229", 0, 8, 10 },
    { "BR", "55", '0', 10, 11 },
    { "BW", "267", 0, 8, 8 },
    { "CD", "243", '0', 9, 9 },
    { "CF", "236", 0, 8, 8 },
    { "CG", "242", 0, 9, 9 },
    { "CI", "225", 0, 10, 10 },
    { "CM", "237", 0, 9, 9 },
    { "CV", "238", 0, 7, 7 },
    { "DE", "49", '0', 10, 11 },
    { "DJ", "253", 0, 8, 8 },
    { "DZ", "213", '0', 9, 9 },
    { "EG", "20", '0', 10, 10 },
    { "ER", "291", '0', 7, 7 },
    { "ET", "251", '0', 9, 9 },
    { "FR", "33", '0', 9, 9 },
    { "GA", "241", 0, 8, 8 },
    { "GB", "44", '0', 10, 10 },
    { "GH", "233", '0', 9, 9 },
    { "GM", "220", 0, 7, 7 },
    { "GN", "224", 0, 9, 9 },
    { "GQ", "240", 0, 9, 9 },
    { "GW", "245", 0, 9, 9 },
    { "HT", "509", 0, 8, 8 },
    { "ID", "62", '0', 9, 12 },
    { "IN", "91", '0', 10, 10 },
    { "KE", "254", '0', 9, 9 },
    { "KM", "269", 0, 7, 7 },
    { "LR", "231", '0', 7, 9 },
    { "LS", "266", 0, 8, 8 },
    { "LY", "218", '0', 9, 9 },
    { "MA", "212", '0', 9, 9 },
    { "MG", "261", '0', 9, 9 },
    { "ML", "223", 0, 8, 8 },
    { "MR", "222", 0, 8, 8 },
    { "MU", "230", 0, 8, 8 },
    { "MW", "265", '0', 9, 9 },
    { "MZ", "258", 0, 9, 9 },
    { "NA", "264", '0', 9, 9 },
    { "NE", "227", 0, 8, 8 },
    { "NG", "234", '0', 10, 10 },
    { "NP", "977", '0', 10, 10 },
    { "PG", "675", 0, 8, 8 },
    { "PH", "63", '0', 10, 10 },
    { "PK", "92", '0', 10, 10 },
    { "PT", "351", 0, 9, 9 },
    { "RW", "250", '0', 9, 9 },
    { "SC", "248", 0, 7, 7 },
    { "SD", "249", '0', 9, 9 },
    { "SL", "232", '0', 8, 8 },
    { "SN", "221", 0, 9, 9 },
    { "SO", "252", '0', 8, 9 },
    { "SS", "211", '0', 9, 9 },
    { "ST", "239", 0, 7, 7 },
    { "SZ", "268", 0, 8, 8 },
    { "TD", "235", 0, 8, 8 },
    { "TG", "228", 0, 8, 8 },
    { "TN", "216", 0, 8, 8 },
    { "TZ", "255", '0', 9, 9 },
    { "UG", "256", '0', 9, 9 },
    { "ZA", "27", '0', 9, 9 },
    { "ZM", "260", '0', 9, 9 },
    { "ZW", "263", '0', 9, 9 },
};

static const Numbering *plan_of(const char *country)
{
    for (gsize i = 0; country && i < G_N_ELEMENTS(plans); i++)
        if (strcmp(plans[i].country, country) == 0)
            return &plans[i];
    return NULL;
}

bool enrol_knows_country(const char *country)
{
    return plan_of(country) != NULL;
}

static bool fits(const Numbering *plan, size_t length)
{
    return plan && (int)length >= plan->min && (int)length <= plan->max;
}

/* The plan whose code begins the digits and whose length is right for the rest; the cohort's own first. */
static const Numbering *plan_by_code(const char *digits, const Numbering *own)
{
    size_t n = strlen(digits);
    if (own && g_str_has_prefix(digits, own->code) && fits(own, n - strlen(own->code)))
        return own;
    for (gsize i = 0; i < G_N_ELEMENTS(plans); i++)
        if (g_str_has_prefix(digits, plans[i].code) && fits(&plans[i], n - strlen(plans[i].code)))
            return &plans[i];
    return NULL;
}

static char *refuse(char **refused, char *sentence)
{
    *refused = sentence;
    return NULL;
}

/* What spreadsheets do to numbers, told apart so that the advice is right. NULL when the cell is unharmed. */
static char *damage(const char *cell)
{
    if (strspn(cell, "#") == strlen(cell))
        return g_strdup("the spreadsheet has saved ##### because its column was too narrow: widen it and export again");
    if (*cell == '#')
        return g_strdup_printf("the spreadsheet has saved the error %s instead of a number", cell);
    if (g_regex_match_simple("^[+-]?[0-9]+([.,][0-9]+)?[eE][+]?[0-9]+$", cell, 0, 0))
        return g_strdup_printf(
            "a spreadsheet has rounded the number to %s and its last digits are lost: format the column as Text, enter "
            "the number again and export",
            cell);
    if (*cell == '=')
        return g_strdup_printf(
            "the cell holds a formula (%s), not a number: format the column as Text and enter the number again", cell);
    return NULL;
}

/* Digits, with a leading + where there was one; NULL when there is anything else than what people put between digits.
 */
static char *squeeze(const char *cell)
{
    g_autoptr(GString) out = g_string_new(NULL);
    for (const char *p = cell; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_isdigit(c))
            g_string_append_c(out, (char)('0' + g_unichar_digit_value(c)));
        else if ((c == '+' || c == 0xff0b) && out->len == 0)
            g_string_append_c(out, '+');
        else if (!(g_unichar_isspace(c) || g_unichar_type(c) == G_UNICODE_DASH_PUNCTUATION ||
                     g_unichar_type(c) == G_UNICODE_FORMAT || strchr("()./'", (int)(c < 128 ? c : 1))))
            return NULL;
    }
    return g_string_free(g_steal_pointer(&out), FALSE);
}

/* "+263 (0)772 ..." carries the trunk digit that is only for calls at home. */
static char *international(const char *digits, const Numbering *own, char **refused)
{
    size_t n = strlen(digits);
    for (gsize i = 0; i < G_N_ELEMENTS(plans); i++) {
        const Numbering *plan = &plans[i];
        size_t code = strlen(plan->code);
        if (!g_str_has_prefix(digits, plan->code) || (strcmp(plan->code, "20") == 0 && n < 12))
            continue;
        if (plan->trunk && digits[code] == plan->trunk && fits(plan, n - code - 1))
            return g_strdup_printf("+%s%s", plan->code, digits + code + 1);
        if (!fits(plan, n - code))
            return refuse(refused, g_strdup_printf("a mobile number of %s has %d digits after +%s, this one has %u",
                                       plan->country, plan->max, plan->code, (guint)(n - code)));
        return g_strdup_printf("+%s", digits);
    }
    if (n < 8 || n > 15 || *digits == '0')
        return refuse(refused, g_strdup("no country has numbers like this: write it with + and the country code"));
    return g_strdup_printf("+%s", digits);
}

static char *local(const char *digits, const Numbering *own, char **refused)
{
    size_t n = strlen(digits);
    if (own && own->trunk && *digits == own->trunk && fits(own, n - 1))
        return g_strdup_printf("+%s%s", own->code, digits + 1);
    if (own && !own->trunk && fits(own, n))
        return g_strdup_printf("+%s%s", own->code, digits);
    const Numbering *plan = *digits == '0' ? NULL : plan_by_code(digits, own);
    if (plan)
        return g_strdup_printf("+%s", digits);
    if (own && own->trunk && *digits != '0' && fits(own, n))
        return refuse(refused,
            g_strdup_printf("a spreadsheet may have cut a leading 0, or a digit is missing: if it is a number of %s, "
                            "write +%s%s",
                own->country, own->code, digits));
    if (!own)
        return refuse(
            refused, g_strdup("it is not clear which country's number this is: write it with + and the country code"));
    return refuse(refused, g_strdup_printf("%u digits are no mobile number of %s: write it in full, such as +%s...",
                               (guint)n, own->country, own->code));
}

char *enrol_phone(const char *cell, const char *country, bool *repaired, char **refused)
{
    *repaired = false;
    *refused = NULL;
    g_autofree char *trimmed = g_strstrip(g_strdup(cell));
    if (!*trimmed)
        return refuse(refused, g_strdup("there is no phone number"));
    char *harm = damage(trimmed);
    if (harm)
        return refuse(refused, harm);
    size_t length = strlen(trimmed);
    if (length > 2 && strcmp(trimmed + length - 2, ".0") == 0) /* a number column exported as decimal */
        trimmed[length - 2] = '\0';
    g_autofree char *digits = squeeze(trimmed);
    if (!digits || !digits[*digits == '+'])
        return refuse(refused, g_strdup_printf("\"%s\" is no phone number", trimmed));
    const Numbering *own = plan_of(country);
    char *phone = *digits == '+'                   ? international(digits + 1, own, refused)
                  : g_str_has_prefix(digits, "00") ? international(digits + 2, own, refused)
                                                   : local(digits, own, refused);
    g_autofree char *bare = phone ? g_strdup(cell) : NULL;
    *repaired = phone && strcmp(g_strstrip(bare), phone) != 0;
    return phone;
}
