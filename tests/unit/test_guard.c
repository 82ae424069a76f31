/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"
#include "guard.h"

#include <time.h>

typedef struct {
    const char *text, *why; /* NULL: may be shared */
} Case;

static void check_cases(const Case *cases, gsize n, const GuardNames *names)
{
    g_autoptr(Guard) guard = guard_new();
    for (gsize i = 0; i < n; i++) {
        g_autofree char *why = guard_why(guard, names, cases[i].text);
        ck_assert_msg(g_strcmp0(why, cases[i].why) == 0, "\"%s\": %s, expected %s", cases[i].text,
            why ? why : "(shared)", cases[i].why ? cases[i].why : "(shared)");
    }
}

START_TEST(what_could_name_a_patient_is_found)
{
    static const Case cases[] = {
        { "Call her on 0772 345 678 please", "phone number" },
        { "her number is +263 77 234 5678", "phone number" },
        { "+27821234567", "phone number" },
        { "her file is 12345", "identity or hospital number" },
        { "OI number 04-0A-12-2019-A-00123", "identity or hospital number" },
        { "ID 63-123456-K-42", "identity or hospital number" },
        { "63 2123456 Q 09", "identity or hospital number" },
        { "she delivered on 12/03/2026", "date" },
        { "next visit 3 March", "date" },
        { "seen on 2026-03-12", "date" },
        { "LMP was March 3rd", "date" },
        { "Mrs Moyo missed two visits", "name" },
        { "mrs moyo missed two visits", "name" },
        { "Baby Tino is six weeks", "name" },
        { "my client Rudo lives far", "name" },
        { "the patient Chipo refused", "name" },
        { "a woman named Tendai", "name" },
        { "mudzimai anonzi Shuvai", "name" },
        { "isiguli sami uNomvula", "name" },
        { "client T.M. 24yrs", "initials" },
        { "she stays at 23 Gomo Road", "place" },
        { "my client is the chief's wife", "place" },
        { "write to her: rudo.m@example.org", "address" },
        { "Mrs Phiri, 0977 123 456", "name, phone number" },
        { "Chipo is 24 yrs", "name" },
        { "Rudo defaulted", "name" },
        { "Mrs Phiri of Chikore village came", "name, place" },
        { "mail rudo@example.org, 0 7 7 2 3 4 5 6 7 8", "phone number, address" },
    };
    check_cases(cases, G_N_ELEMENTS(cases), NULL);
}
END_TEST

START_TEST(plain_talk_may_be_shared)
{
    static const Case cases[] = {
        { "" },
        { "We retest at 36 weeks and again after delivery." },
        { "About 4 of 10 of our mothers come back within 3 months" },
        { "I agree with #12, the baby is high risk" },
        { "The mother on ART for 3 weeks, VL not done" },
        { "Give NVP for 6 weeks; DBS at 6 weeks, 9 months and 18 months" },
        { "the client. Sister in charge then called" },
        { "In 2025 the guideline changed, 72.9 % stayed at 6 months" },
        { "The mother HIV positive since ANC" },
        { "VL 45 000 copies, CD4 350, BP 150/100, weight 3100 g" },
        { "TDF/3TC/DTG 300/300/50" },
        { "Dr Ncube and Sister Moyo said so" },
        { "the guideline of 16 July 2021" },
        { "Rudo, pregnant women come late here, too" },
        { "Tendai: HIV positive mothers need time" },
        { "https://www.who.int/publications/i/item/9789240031593" },
    };
    check_cases(cases, G_N_ELEMENTS(cases), NULL);
}
END_TEST

START_TEST(no_way_of_writing_hides_a_number_or_a_name)
{
    static const Case cases[] = {
        { "number \u0660\u0667\u0667\u0662\u0663\u0664\u0665\u0666\u0667\u0668", "phone number" },
        { "077\u200b2345\u200b678", "phone number" },
        { "0 7 7 2 3 4 5 6 7 8", "phone number" },
        { "O772 345 678", "phone number" },
        { "zero seven seven two three four five six seven eight", "phone number" },
        { "\uff2drs \uff2doyo", "name" },
        { "M\u00e1i  Chipo", "name" },
        { "MRS MOYO DID NOT COME BACK TO OUR CLINIC", "name" },
        { "Mrs\u2060 Moyo", "name" },
    };
    check_cases(cases, G_N_ELEMENTS(cases), NULL);
}
END_TEST

START_TEST(a_public_line_is_nobodys_number)
{
    static const Case cases[] = {
        { "Call the free line 0800 012 322" },
        { "+263 808 0074 is for everybody" },
        { "childline 116" },
        { "the clinic is on 0242 700 700", "phone number" },
    };
    check_cases(cases, G_N_ELEMENTS(cases), NULL);
}
END_TEST

START_TEST(a_programme_adds_its_own_words)
{
    GError *error = NULL;
    g_autoptr(Guard) guard = guard_new();
    ck_assert(guard_add(guard, "own.txt", "# ours\nallow = 0242 700 700\nname = zvanyanya", &error));
    g_autofree char *line = guard_why(guard, NULL, "the clinic is on 0242-700-700");
    ck_assert_ptr_null(line);
    g_autofree char *name = guard_why(guard, NULL, "my client, zvanyanya, is well");
    ck_assert_str_eq(name, "name");
    ck_assert(!guard_add(guard, "own.txt", "name = rudo\nnames = rudo", &error));
    unit_assert_error(error, "own.txt:2");
    ck_assert(!guard_add(guard, "own.txt", "what is this", &error));
    unit_assert_error(error, "own.txt:1");
}
END_TEST

START_TEST(the_people_of_a_courses_cases_may_be_named)
{
    g_autoptr(Guard) guard = guard_new();
    g_autoptr(GuardNames) names = guard_names_new();
    guard_names_add(names, guard, "*Mrs Moyo* is 24 and comes for her first visit. Her husband Tawanda is away.");
    static const Case cases[] = {
        { "Mrs Moyo should be retested" },
        { "I would ask her husband Tawanda to come" },
        { "Mrs Sithole has the same trouble", "name" },
        { "We lost Mrs Tawanda Moyo after delivery", "name" },
        { "we lost mrs tawanda moyo after delivery", "name" },
        { "Mrs Moyo, 0772 345 678", "phone number" },
    };
    check_cases(cases, G_N_ELEMENTS(cases), names);
}
END_TEST

START_TEST(names_of_two_cases_do_not_make_a_third_person)
{
    g_autoptr(Guard) guard = guard_new();
    g_autoptr(GuardNames) names = guard_names_new();
    guard_names_add(names, guard, "*Mrs Moyo* is 24. Her husband is called Tawanda Ncube. My client Chipo is away.");
    guard_names_add(names, guard, "Isiguli sami uNomvula sibuyile.");
    static const Case cases[] = {
        { "Sister Moyo and Mrs Chipo came" },
        { "Mrs Moyo, Chipo and Tawanda Ncube" },
        { "Mrs Chipo\nMrs Moyo" },
        { "Hope Chipo defaulted no more" },
        { "Poor Chipo is pregnant" },
        { "Moyo's client Chipo's baby" },
        { "my client, Chipo, is well" },
        { "a girl named Chipo" },
        { "isiguli sami uNomvula" },
        { "isiguli sami Nomvula" },
        { "isiguli sami uNomvula Moyo", "name" },
        { "isiguli sami Nomvula Moyo", "name" },
        { "Mrs Chipo Moyo defaulted", "name" },
        { "mrs chipo moyo defaulted", "name" },
        { "Mrs Chipo-Moyo defaulted", "name" },
        { "Chipo Ncube defaulted. Refer her", "name" },
        { "a girl named Chipo Moyo", "name" },
        { "we saw Mrs Chipo Zvanyanya", "name" },
        { "my client, Rudo, is well", "name" },
    };
    check_cases(cases, G_N_ELEMENTS(cases), names);
}
END_TEST

START_TEST(a_finding_says_where_it_is)
{
    g_autoptr(Guard) guard = guard_new();
    const char *text = "Ndipo Mrs Moyo ak\u00e0uya, 0772 345 678.";
    g_autoptr(GArray) found = guard_find(guard, NULL, text);
    ck_assert_uint_eq(found->len, 2);
    const GuardFinding *name = &g_array_index(found, GuardFinding, 0), *phone = name + 1;
    ck_assert_int_eq(name->kind, GUARD_NAME);
    ck_assert_int_eq(strncmp(text + name->start, "Moyo", name->end - name->start), 0);
    ck_assert_int_eq(phone->kind, GUARD_PHONE);
    ck_assert_int_eq(strncmp(text + phone->start, "0772 345 678", phone->end - phone->start), 0);
}
END_TEST

START_TEST(a_finding_holds_all_that_tells)
{
    static const char *const cases[][2] = {
        { "lives in Chikore village near the dam", "Chikore village" },
        { "she stays at 23 Samora Machel Road", "23 Samora Machel Road" },
        { "anaishi kijiji cha Mlali", "kijiji cha Mlali" },
        { "my client is the chief's wife", "chief's wife" },
        { "elle habite ici, la femme du pasteur", "femme du pasteur" },
        { "her home is 17.8252, 31.0335", "17.8252, 31.0335" },
        { "she delivered on 3 March 2026 at noon", "3 March 2026" },
        { "I saw Mrs Chipo-Moyo today", "Chipo-Moyo" },
        { "my client with albinism from Chikore", "albinism|Chikore" },
    };
    g_autoptr(Guard) guard = guard_new();
    for (gsize c = 0; c < G_N_ELEMENTS(cases); c++) {
        g_autoptr(GArray) found = guard_find(guard, NULL, cases[c][0]);
        g_autoptr(GString) words = g_string_new(NULL);
        for (guint i = 0; i < found->len; i++) {
            const GuardFinding *one = &g_array_index(found, GuardFinding, i);
            g_string_append_printf(
                words, "%s%.*s", i ? "|" : "", (int)(one->end - one->start), cases[c][0] + one->start);
        }
        ck_assert_msg(g_str_equal(words->str, cases[c][1]), "\"%s\": %s", cases[c][0], words->str);
    }
}
END_TEST

/* Seconds of this processor that a text of `n` times `piece` takes: others use the machine, too. */
static double seconds(const Guard *guard, const char *piece, int n)
{
    GString *text = g_string_new(NULL);
    for (int i = 0; i < n; i++)
        g_string_append(text, piece);
    clock_t from = clock();
    g_autoptr(GArray) found = guard_find(guard, NULL, text->str);
    clock_t to = clock();
    g_string_free(text, TRUE);
    return (double)(to - from) / CLOCKS_PER_SEC;
}

START_TEST(a_hostile_text_costs_no_more_than_its_length)
{
    static const char *const pieces[] = { "1", "1-", "1 ", "1/1/", "a", "A.", "Mrs ", "client ", "date of ", "o", "O0",
        "(", "+", "+1 ", "one ", "she is Mrs A. 3 May, ", "\u200b", "www.", "a@b.c ", "village of ", "\u0301", "no. ",
        "1.111, ", "aB" };
    g_autoptr(Guard) guard = guard_new();
    for (gsize i = 0; i < G_N_ELEMENTS(pieces); i++) {
        double small = 1, large = 2;
        bool good = false;
        for (int attempt = 0; attempt < 3 && !good; attempt++) {
            small = seconds(guard, pieces[i], 1000);
            large = seconds(guard, pieces[i], 16000);
            good = large < 0.02 || large < small * 64;
        }
        ck_assert_msg(good, "\"%s\": %g s for 16 times what takes %g s", pieces[i], large, small);
    }
}
END_TEST

UNIT_MAIN("guard", what_could_name_a_patient_is_found, plain_talk_may_be_shared,
    no_way_of_writing_hides_a_number_or_a_name, a_public_line_is_nobodys_number, a_programme_adds_its_own_words,
    the_people_of_a_courses_cases_may_be_named, names_of_two_cases_do_not_make_a_third_person,
    a_finding_says_where_it_is, a_finding_holds_all_that_tells, a_hostile_text_costs_no_more_than_its_length)
