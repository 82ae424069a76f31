/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Simulated learners: what they recognise, when they act, that they come to rest, and that reading makes them better.
 */
#include "persona.h"
#include "unit.h"

#include <math.h>

#define DAWN INT64_C(1796601600) /* 2026-12-07T00:00:00Z, a Monday */
#define ZONE 120
#define DAY 86400
#define STEM "A mother of twins has missed two visits. What is the first thing to do?"
#define PROMPT "*Talk it over*\nWhich step loses most in your clinic?\nReply to this message so that the group sees it."

static const char key_json[] = "{'objectives':[{'id':'o1','text':'Trace'},{'id':'o2','text':'Count'}],'items':["
                               "{'id':'q1','kind':'single','objective':'o1','level':'apply','stem':'" STEM
                               "','options':[{'id':'a','text':'Check the register for a "
                               "transfer','fraction':1},{'id':'b','text':'Visit her home at once with the "
                               "team','fraction':0},{'id':'c','text':'Close her file','fraction':0},"
                               "{'id':'d','text':'Wait for her','fraction':0}]},"
                               "{'id':'q2','kind':'truefalse','objective':'o2','stem':'Lost to follow-up always means "
                               "that treatment has stopped.','answer':false,'options':[]},"
                               "{'id':'q3','kind':'numeric','objective':'o2','stem':'After how many weeks is the first "
                               "infant test due?','options':[{'value':6,'fraction':1}]},"
                               "{'id':'s1','kind':'likert','stem':'I would recommend this course to a "
                               "colleague.','options':[{'text':'Disagree'},{'text':'Not sure'},"
                               "{'text':'Agree'}]}],"
                               "'texts':[{'step':'m1p1','id':'m1p1','objectives':['o1'],'text':'*Look in the register "
                               "first*\\nA missed visit may be a silent transfer to "
                               "another clinic.'},{'step':'m1p2','id':'m1p2','objectives':['o1'],'text':'Tracing "
                               "begins with a question that gives nothing away to the "
                               "family.'},{'step':'m1p3','id':'m1p3','objectives':['o1'],'text':'Ask at the first "
                               "visit for a safe way to reach her again.'}]}";

static PersonaKey *make_key(void)
{
    g_autofree char *text = g_strdelimit(g_strdup(key_json), "'", '"');
    GError *error = NULL;
    g_autoptr(cJSON) json = json_parse(text, strlen(text), &error);
    unit_assert_ok(error);
    PersonaKey *key = persona_key_new(json, &error);
    unit_assert_ok(error);
    return key;
}

/* Somebody average who does everything. */
static PersonaTraits plain(void)
{
    return (PersonaTraits){ .name = (char *)"Rudo Moyo",
        .number = (char *)"263772000001",
        .attention = 1,
        .talk = 1,
        .taps = 1,
        .diligence = 1,
        .lag = 1200,
        .wake = 330,
        .bed = 1300,
        .keeps_posts = true,
        .joins_research = true };
}

static void see(Persona *persona, int64_t now, int64_t id, const char *text, const char *titles)
{
    g_auto(GStrv) split = g_strsplit(titles ? titles : "", "|", -1);
    PersonaChoice choices[8] = { 0 };
    guint n = 0;
    for (; titles && split[n] && n < 8; n++)
        choices[n].title = split[n];
    PersonaBubble bubble = { .id = id, .text = text, .choices = choices, .n_choices = n };
    persona_see(persona, now, &bubble);
}

/* Does everything up to `until`; appends "kind:bubble:choice:text@time" lines of all but READ. */
static guint run(Persona *persona, int64_t until, GString *log)
{
    guint n = 0;
    for (int64_t at; (at = persona_next(persona)) <= until;) {
        g_auto(PersonaAction) action = { 0 };
        if (!persona_act(persona, at, &action))
            continue;
        ck_assert_uint_lt(++n, 10000);
        if (log && action.kind != PERSONA_READ)
            g_string_append_printf(log, "%d:%d:%u:%s@%d\n", action.kind, (int)action.bubble, action.choice,
                action.text ? action.text : "", (int)(at - DAWN));
    }
    return n;
}

START_TEST(a_bubble_leads_to_the_action_it_asks_for)
{
    static const struct {
        const char *text, *titles, *expected; /* beginning of the log */
    } rows[] = {
        { "*Your posts*\nMay we keep what you write to the group?", "Yes|No", "3:7:1:@" },
        { "*Research*\nMay researchers use your answers?", "Yes|No", "3:7:0:@" },
        { "Do you want to take this course?", "I agree|No", "3:7:0:@" },
        { "Module 2 is ready.", "I have read it", "3:7:0:@" },
        { "A plain remark.", NULL, "" },
        { PROMPT, NULL, "" },
        { "Count the women of last year. Send DONE when you have the numbers.", NULL, "1:0:0:" },
        { "Where should Ruth look?", "Homes|Register|Elsewhere", "3:7:" },
        { "Plan it.\n\nTo hand in, reply to this message (hold it, choose Reply) by Friday.", NULL, "2:7:0:" },
        { "*A colleague's work to review*\n\nLock it.\n\n*Look at:*\n1. Clear (0 to 0)\n2. Who (0 to 1)", NULL,
            "2:7:0:0 " },
        { "Nobody knows this.", "Share with group|Ask facilitator|Discard", "3:7:2:@" },
    };
    g_autoptr(PersonaKey) key = make_key();
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        PersonaTraits who = plain();
        who.keeps_posts = false;
        who.talk = 0;
        g_autoptr(Persona) persona = persona_new(&who, key, 3, DAWN, ZONE);
        g_autoptr(GString) log = g_string_new(NULL);
        see(persona, DAWN + 36000, 7, rows[i].text, rows[i].titles);
        run(persona, DAWN + 10 * DAY, log);
        ck_assert_msg(g_str_has_prefix(log->str, rows[i].expected) && (*rows[i].expected || !log->len), "%s: %s",
            rows[i].text, log->str);
    }
}
END_TEST

START_TEST(words_for_the_room_are_shared_and_private_ones_discarded)
{
    g_autoptr(PersonaKey) key = make_key();
    PersonaTraits who = plain();
    who.regrets = who.discloses = true;
    who.hold = PERSONA_HOLD_NAME;
    g_autoptr(Persona) persona = persona_new(&who, key, 3, DAWN, ZONE);
    g_autoptr(GString) log = g_string_new(NULL);
    see(persona, DAWN + 36000, 1, PROMPT, NULL);
    run(persona, DAWN + 3 * DAY, log);
    ck_assert(strstr(log->str, "Mrs Chipo Moyo") != NULL);
    g_string_truncate(log, 0);
    see(persona, DAWN + 3 * DAY + 36000, 2, "Is this for the group?", "Share with group|Ask facilitator|Discard");
    run(persona, DAWN + 5 * DAY, log);
    ck_assert(g_str_has_prefix(log->str, "3:2:0:") && strstr(log->str, "1:0:0:UNDO") != NULL);
    g_string_truncate(log, 0);
    run(persona, DAWN + 18 * DAY, log);
    ck_assert(strstr(log->str, "I am on treatment myself") != NULL);
    g_string_truncate(log, 0);
    see(persona, DAWN + 18 * DAY, 3, "Is this for the group?", "Share with group|Ask facilitator|Discard");
    run(persona, DAWN + 20 * DAY, log);
    ck_assert(g_str_has_prefix(log->str, "3:3:2:"));
}
END_TEST

START_TEST(an_answer_that_is_asked_about_is_not_shared)
{
    g_autoptr(PersonaKey) key = make_key();
    PersonaTraits who = plain();
    g_autoptr(Persona) persona = persona_new(&who, key, 3, DAWN, ZONE);
    g_autoptr(GString) log = g_string_new(NULL);
    see(persona, DAWN + 36000, 1, PROMPT, NULL);
    run(persona, DAWN + DAY, log);
    ck_assert_uint_gt(log->len, 0);
    see(persona, DAWN + DAY + 36000, 2, "After how many weeks is the first infant test due?", NULL);
    run(persona, DAWN + 2 * DAY, log);
    g_string_truncate(log, 0);
    see(persona, DAWN + 2 * DAY + 36000, 3, "Is this for the group?", "Share with group|Ask facilitator|Discard");
    run(persona, DAWN + 4 * DAY, log);
    ck_assert_msg(g_str_has_prefix(log->str, "3:3:2:"), "%s", log->str);
}
END_TEST

START_TEST(equal_seeds_live_equal_lives)
{
    g_autoptr(PersonaKey) key = make_key();
    g_autofree char *lives[3] = { NULL };
    for (int i = 0; i < 3; i++) {
        PersonaTraits who = plain();
        who.mistypes = who.asks_help = true;
        g_autoptr(Persona) persona = persona_new(&who, key, i < 2 ? 8 : 9, DAWN, ZONE);
        GString *log = g_string_new(NULL);
        for (int day = 0; day < 20; day++) {
            see(persona, DAWN + day * DAY + 37800, day, day % 2 ? PROMPT : "#3 Rudo (peer): I agree", NULL);
            run(persona, DAWN + (day + 1) * DAY + 37799, log);
        }
        lives[i] = g_string_free(log, FALSE);
    }
    ck_assert_str_eq(lives[0], lives[1]);
    ck_assert_str_ne(lives[0], lives[2]);
    g_free(lives[1]);
    g_free(lives[2]);
}
END_TEST

START_TEST(nothing_is_done_at_night_but_by_those_on_duty)
{
    g_autoptr(PersonaKey) key = make_key();
    g_autoptr(GPtrArray) cast = persona_cast(11, 40);
    guint by_night = 0;
    for (guint i = 0; i < cast->len; i++) {
        const PersonaTraits *who = cast->pdata[i];
        g_autoptr(Persona) persona = persona_new(who, key, 11, DAWN, ZONE);
        for (int hour = 0; hour < 24 * 28; hour += 5) {
            see(persona, DAWN + hour * 3600, hour, hour % 2 ? PROMPT : "Send DONE when you have it.", NULL);
            for (int64_t at; (at = persona_next(persona)) < DAWN + (hour + 5) * 3600;) {
                g_auto(PersonaAction) action = { 0 };
                if (!persona_act(persona, at, &action) || action.kind == PERSONA_OFFLINE ||
                    action.kind == PERSONA_ONLINE)
                    continue;
                ck_assert(persona_is_awake(persona, at));
                int minute = (int)((at + ZONE * 60) % DAY / 60);
                bool night = minute < who->wake || minute >= who->bed;
                ck_assert_msg(!night || who->night_shifts, "%s acts at minute %d", who->name, minute);
                by_night += night;
                if (who->rests_weekends)
                    ck_assert_int_lt(((at + ZONE * 60) / DAY + 3) % 7, 5);
            }
        }
    }
    ck_assert_uint_gt(by_night, 0);
}
END_TEST

START_TEST(every_bubble_leads_to_few_actions_and_then_to_rest)
{
    static const char *const texts[] = { PROMPT, STEM, "#4 Tendai (peer): true", "Send DONE when ready.", "Hello",
        "Is this for the group?", "Yes?" };
    static const char *const titles[] = { NULL, "A|B|C|D", NULL, NULL, NULL, "Share with group|Discard", "Yes|No" };
    g_autoptr(PersonaKey) key = make_key();
    g_autoptr(GPtrArray) cast = persona_cast(5, 28);
    for (guint i = 0; i < cast->len; i++) {
        g_autoptr(Persona) persona = persona_new(cast->pdata[i], key, 5, DAWN, ZONE);
        guint seen = 0, done = 0;
        for (int day = 0; day < 56; day++)
            for (guint t = 0; t < G_N_ELEMENTS(texts); t++, seen++) {
                see(persona, DAWN + day * DAY + 28800 + t * 3600, seen, texts[t], titles[t]);
                done += run(persona, DAWN + day * DAY + 28800 + (t + 1) * 3600, NULL);
            }
        done += run(persona, INT64_MAX - 1, NULL);
        ck_assert_uint_le(done, seen * 4 + 10);
        ck_assert_int_eq(persona_next(persona), INT64_MAX);
    }
}
END_TEST

START_TEST(reading_makes_right_answers_likelier)
{
    g_autoptr(PersonaKey) key = make_key();
    PersonaTraits who = plain();
    g_autoptr(Persona) persona = persona_new(&who, key, 3, DAWN, ZONE);
    double before = persona_chance(persona, STEM),
           other = persona_chance(persona, "After how many weeks is the first infant test due?");
    ck_assert(before > 0.1 && before < 0.95);
    ck_assert(isnan(persona_chance(persona, "What is the capital of Peru?")));
    see(persona, DAWN + 36000, 1,
        "Day 3\n*Look in the register first*\nA missed visit may be a silent transfer to another clinic.", NULL);
    run(persona, DAWN + 3 * DAY, NULL);
    double after = persona_chance(persona, STEM);
    ck_assert(after > before + 0.02);
    see(persona, DAWN + 3 * DAY, 2,
        "*Look in the register first*\nA missed visit may be a silent transfer to another clinic.", NULL);
    run(persona, DAWN + 5 * DAY, NULL);
    ck_assert_double_eq_tol(persona_chance(persona, STEM), after, 1e-12); /* a text teaches once */
    see(persona, DAWN + 5 * DAY, 3, "Tracing begins with a question that gives nothing away to the family.", NULL);
    run(persona, DAWN + 7 * DAY, NULL);
    ck_assert(persona_chance(persona, STEM) > after);
    ck_assert_double_eq_tol(
        persona_chance(persona, "After how many weeks is the first infant test due?"), other, 1e-12);
}
END_TEST

START_TEST(able_learners_find_the_right_choice_however_it_is_shown)
{
    static const struct {
        const char *text, *titles;
        guint right;
    } rows[] = {
        { "Question 1 of 2\n\n*" STEM "*", "Wait for her|Close her file|Check the register…|Visit her home at…", 2 },
        { "Well done.\n\n" STEM "\n\nA) Close her file\nB) Check the register for a transfer\nC) Wait for her\nD) "
          "Visit her home at once with the team",
            "A|B|C|D", 1 },
        { STEM, "A. Wait for her|B. Check the register|C. Close her file", 1 },
        { "Question 3 of 10\nLost to follow-up always means that treatment has stopped.", "True|False", 1 },
    };
    g_autoptr(PersonaKey) key = make_key();
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        guint right = 0, n = 0;
        for (uint64_t seed = 0; seed < 60; seed++) {
            PersonaTraits who = plain();
            who.ability = 6;
            g_autoptr(Persona) persona = persona_new(&who, key, seed, DAWN, ZONE);
            g_autoptr(GString) log = g_string_new(NULL);
            g_autofree char *expected = g_strdup_printf("3:7:%u:@", rows[i].right);
            see(persona, DAWN + 36000, 7, rows[i].text, rows[i].titles);
            run(persona, DAWN + 5 * DAY, log);
            right += g_str_has_prefix(log->str, expected);
            n += log->len > 0;
        }
        ck_assert_msg(right >= 54 && n >= 57, "row %u: %u right of %u", i, right, n);
    }
}
END_TEST

START_TEST(typed_answers_are_letters_or_words)
{
    g_autoptr(PersonaKey) key = make_key();
    guint letters = 0, words = 0;
    for (uint64_t seed = 0; seed < 60; seed++) {
        PersonaTraits who = plain();
        who.ability = 6;
        who.taps = 0;
        g_autoptr(Persona) persona = persona_new(&who, key, seed, DAWN, ZONE);
        g_autoptr(GString) log = g_string_new(NULL);
        see(persona, DAWN + 36000, 7, STEM "\nA) Close her file\nB) Check the register for a transfer\nC) Wait for her",
            NULL);
        run(persona, DAWN + 5 * DAY, log);
        letters += g_str_has_prefix(log->str, "1:0:0:B") || g_str_has_prefix(log->str, "1:0:0:b");
        words += g_str_has_prefix(log->str, "1:0:0:Check the register for a transfer");
    }
    ck_assert_uint_gt(letters, 30);
    ck_assert_uint_gt(words, 5);
    PersonaTraits who = plain();
    who.ability = 9;
    g_autoptr(Persona) persona = persona_new(&who, key, 1, DAWN, ZONE);
    g_autoptr(GString) log = g_string_new(NULL);
    see(persona, DAWN + 36000, 7, "After how many weeks is the first infant test due?", NULL);
    run(persona, DAWN + 5 * DAY, log);
    ck_assert_msg(g_str_has_prefix(log->str, "1:0:0:6@"), "%s", log->str);
}
END_TEST

START_TEST(the_cast_has_the_roles_that_a_demonstration_needs)
{
    for (uint64_t seed = 1; seed < 20; seed++) {
        g_autoptr(GPtrArray) cast = persona_cast(seed, 28);
        g_autoptr(GHashTable) numbers = g_hash_table_new(g_str_hash, g_str_equal);
        guint stops = 0, away = 0, holds = 0, refuses = 0, never = 0, late = 0, nights = 0;
        for (guint i = 0; i < cast->len; i++) {
            const PersonaTraits *who = cast->pdata[i];
            ck_assert(g_str_has_prefix(who->number, "26377") && strlen(who->number) == 12);
            ck_assert(g_hash_table_add(numbers, who->number));
            stops += who->stop_day >= 15 && who->stop_day <= 21;
            away += who->offline_days == 9;
            holds += who->hold != PERSONA_HOLD_NONE && !who->never_starts && !who->quit_day;
            refuses += !who->keeps_posts;
            never += who->never_starts;
            late += who->late_joiner;
            nights += who->night_shifts;
        }
        ck_assert(stops == 1 && away == 1 && holds == 4 && refuses >= 1 && never == 1 && late == 1 && nights >= 1);
    }
}
END_TEST

START_TEST(after_stop_there_is_silence)
{
    g_autoptr(PersonaKey) key = make_key();
    PersonaTraits who = plain();
    who.stop_day = 5;
    g_autoptr(Persona) persona = persona_new(&who, key, 2, DAWN, ZONE);
    g_autoptr(GString) log = g_string_new(NULL);
    ck_assert_int_eq(persona_next(persona), INT64_MAX);
    see(persona, DAWN + 3600, 1, "Welcome.", NULL);
    run(persona, DAWN + 8 * DAY, log);
    ck_assert(g_str_has_prefix(log->str, "1:0:0:STOP@"));
    see(persona, DAWN + 8 * DAY, 1, PROMPT, NULL);
    ck_assert_int_eq(persona_next(persona), INT64_MAX);
}
END_TEST

/* Replies to a post of the room, of 200 people who read it `days` after the prompt. */
static int replies_after(int days)
{
    g_autoptr(PersonaKey) key = make_key();
    PersonaTraits who = plain();
    int replies = 0;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        g_autoptr(Persona) persona = persona_new(&who, key, seed, DAWN, ZONE);
        g_autoptr(GString) log = g_string_new(NULL);
        see(persona, DAWN + 36000, 1, PROMPT, NULL);
        run(persona, DAWN + 38000 + days * DAY, NULL);
        see(persona, DAWN + 38000 + days * DAY, 2, "#7 RUDO (peer): We ask for a safe way to call.", NULL);
        run(persona, DAWN + (days + 2) * DAY, log);
        replies += strstr(log->str, "2:2:0:") != NULL || strstr(log->str, "#7 ") != NULL;
    }
    return replies;
}

START_TEST(a_group_falls_silent_when_nobody_asks_it_anything)
{
    ck_assert_int_gt(replies_after(0), 30);
    ck_assert_int_lt(replies_after(7), 10);
}
END_TEST

START_TEST(a_key_of_another_shape_is_refused)
{
    GError *error = NULL;
    g_autoptr(cJSON) json = json_parse("{\"items\":[]}", 12, NULL);
    ck_assert(persona_key_new(json, &error) == NULL);
    unit_assert_error(error, "objectives");
}
END_TEST

UNIT_MAIN("persona", a_bubble_leads_to_the_action_it_asks_for, words_for_the_room_are_shared_and_private_ones_discarded,
    an_answer_that_is_asked_about_is_not_shared, equal_seeds_live_equal_lives,
    nothing_is_done_at_night_but_by_those_on_duty, every_bubble_leads_to_few_actions_and_then_to_rest,
    reading_makes_right_answers_likelier, able_learners_find_the_right_choice_however_it_is_shown,
    typed_answers_are_letters_or_words, the_cast_has_the_roles_that_a_demonstration_needs, after_stop_there_is_silence,
    a_group_falls_silent_when_nobody_asks_it_anything, a_key_of_another_shape_is_refused)
