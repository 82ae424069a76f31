/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How people write that something is out, or that they can give it. */
#include "rng.h"
#include "shortage.h"
#include "unit.h"

typedef struct {
    const char *text, *item;
    int64_t qty;
    const char *facility;
} Case;

static const Case lines[] = {
    { "Amoxicillin 250 mg 0 Mpilo clinic", "Amoxicillin 250 mg", 0, "Mpilo clinic" },
    { "Amoxicillin 250mg 30 Mpilo clinic", "Amoxicillin 250mg", 30, "Mpilo clinic" },
    { "RUTF, 120 sachets, at Rusape", "RUTF", 120, "Rusape" },
    { "gloves - out - Ward 3", "gloves", 0, "Ward 3" },
    { "gloves 0 Ward 3", "gloves", 0, "Ward 3" },
    { "item: RUTF qty: 0 facility: Mpilo", "RUTF", 0, "Mpilo" },
    { "RUTF 1,000 Mpilo", "RUTF", 1000, "Mpilo" },
    { "RUTF 1 000 Mpilo", "RUTF", 1000, "Mpilo" },
    { "Panadol 500 20 boxes left Mpilo.", "Panadol 500", 20, "Mpilo" },
    { "ORS x40\nRusape hospital", "ORS", 40, "Rusape hospital" },
    { "ORS out of stock at Rusape", "ORS", 0, "Rusape" },
    { "ORS finished", "ORS", 0, "" },
    { "Amoxicilline rupture à Parirenyatwa", "Amoxicilline", 0, "Parirenyatwa" },
    { "Amoxicillin zvapera pa Mpilo", "Amoxicillin", 0, "Mpilo" },
    { "ARV imeisha katika Kisumu", "ARV", 0, "Kisumu" },
    { "TDF/3TC/DTG, 90 bottles, Beatrice Rd", "TDF/3TC/DTG", 90, "Beatrice Rd" },
    { "3TC 0 Mpilo", "3TC", 0, "Mpilo" },
    { "RUTF, ٣٠, Mpilo", "RUTF", 30, "Mpilo" },
};

START_TEST(a_line_is_read_however_it_is_written)
{
    for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_auto(Shortage) s = { 0 };
        ck_assert_msg(shortage_read(lines[i].text, &s), "%s", lines[i].text);
        ck_assert_msg(g_str_equal(s.item, lines[i].item), "%s: item %s", lines[i].text, s.item);
        ck_assert_msg(s.qty == lines[i].qty, "%s: %d", lines[i].text, (int)s.qty);
        ck_assert_msg(g_str_equal(s.facility, lines[i].facility), "%s: at \"%s\"", lines[i].text, s.facility);
    }
}
END_TEST

START_TEST(what_has_no_item_or_no_quantity_is_none)
{
    static const char *const texts[] = { "", "Mpilo", "0 Mpilo", "0", ",,,", "cards are missing", "RUTF -5 Mpilo",
        "RUTF 99999999999 Mpilo", "out", "12 30",
        "a very long sentence about how the stock was counted last year by people who had no time for it 3 clinic" };
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_auto(Shortage) s = { 0 };
        ck_assert_msg(!shortage_read(texts[i], &s), "%s", texts[i]);
        ck_assert_ptr_null(s.item);
    }
}
END_TEST

START_TEST(whatever_is_written_is_an_item_and_a_quantity_or_nothing)
{
    static const char *const pieces[] = { "RUTF", "0", "250", "mg", " ", ",", "-", "out", "000", "x3", ":", "\n",
        "Mpilo", "é", ".", "at", "1,000", "٣" };
    Rng rng = rng_stream(1, "shortage");
    for (int i = 0; i < 1500; i++) {
        g_autoptr(GString) text = g_string_new(NULL);
        for (uint64_t n = rng_below(&rng, 14); n; n--)
            g_string_append(text, pieces[rng_below(&rng, G_N_ELEMENTS(pieces))]);
        g_auto(Shortage) s = { 0 };
        bool read = shortage_read(text->str, &s);
        ck_assert_msg(!read || (*s.item && s.facility && s.qty >= 0), "%s", text->str);
    }
}
END_TEST

UNIT_MAIN("shortage", whatever_is_written_is_an_item_and_a_quantity_or_nothing, a_line_is_read_however_it_is_written,
    what_has_no_item_or_no_quantity_is_none)
