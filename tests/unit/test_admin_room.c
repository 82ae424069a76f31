/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was said in an ordinary group, imported: once, by whom it was, and never to anybody. */
#include "unit.h"

#include "admin_world.h"

static World *world_with_room(void)
{
    World *w = world_new();
    make_cohort(w);
    g_autoptr(cJSON) enrolled = change(w, "enrol", "{\"cohort\":\"c1\"," ROWS "}");
    return w;
}

#define POST(line, minute, sender, text, more)                                                                         \
    "{\"line\":" #line ",\"local\":" #minute ",\"sender\":\"" sender "\",\"text\":\"" text "\"" more "}"
#define IMPORT(posts, more) "{\"cohort\":\"c1\",\"room\":\"1\",\"posts\":[" posts "]" more "}"
#define FIRST POST(1, 1796700000, "~ TENDAI", "Hello", "")
#define SECOND POST(2, 1796700010, "+263 77 212 3457", "ok [m1d] yes", "")
#define THIRD POST(3, 1796700020, "Tendai", "Hello", "")
#define PROMPTED POST(4, 1796700600, "Sr Moyo", "well", "")

static int64_t counted(const cJSON *result, const char *name)
{
    return json_int(result, name, -1);
}

static bool last_post(const Post *post, gpointer data)
{
    Post **last = data;
    g_free((*last)->prompt);
    **last = *post;
    (*last)->prompt = g_strdup(post->prompt);
    return true;
}

START_TEST(a_chat_imported_twice_is_there_once)
{
    g_autoptr(World) w = world_with_room();
    int64_t owed_before = owed(w), before = entries(w);
    g_autoptr(cJSON) once = change(w, "room.import", IMPORT(FIRST "," SECOND "," THIRD, ""));
    ck_assert_int_eq(counted(once, "new"), 3);
    ck_assert_int_eq(counted(once, "tagged"), 1);
    ck_assert_str_eq(json_string(once, "authors.0.by"), "name");
    ck_assert_str_eq(json_string(once, "authors.1.by"), "phone");
    ck_assert_int_eq(entries(w), before + 1);
    g_autoptr(cJSON) again = change(w, "room.import", IMPORT(FIRST "," SECOND "," THIRD "," FIRST, ""));
    ck_assert_int_eq(counted(again, "same"), 3);
    ck_assert_int_eq(counted(again, "new"), 1);
    ck_assert_int_eq(owed(w), owed_before);
}
END_TEST

START_TEST(who_is_not_known_is_asked_about)
{
    g_autoptr(World) w = world_with_room();
    refused(w, "room.import", IMPORT(FIRST "," PROMPTED, ""), BARAZA_ERROR_INPUT, "\"Sr Moyo\" (1 posts)");
    g_autoptr(cJSON) dry = change(w, "room.import", IMPORT(FIRST "," PROMPTED, ",\"dry_run\":true"));
    ck_assert_int_eq(counted(dry, "unmatched"), 1);
    g_autoptr(cJSON) out = change(w, "room.import", IMPORT(FIRST "," PROMPTED, ",\"authors\":{\"Sr Moyo\":\"-\"}"));
    ck_assert_int_eq(counted(out, "new"), 1);
    refused(
        w, "room.import", IMPORT(PROMPTED, ",\"authors\":{\"Sr Moyo\":\"L999999\"}"), BARAZA_ERROR_MISSING, "line 4");
    refused(w, "room.import", "{\"cohort\":\"c1\",\"room\":\"9\",\"posts\":[]}", BARAZA_ERROR_MISSING, "no room");
}
END_TEST

START_TEST(what_was_edited_or_deleted_since_keeps_its_words)
{
    g_autoptr(World) w = world_with_room();
    g_autoptr(cJSON) once = change(w, "room.import", IMPORT(FIRST "," THIRD, ""));
    g_autoptr(cJSON) gone =
        change(w, "room.import", IMPORT(POST(1, 1796700000, "Tendai", "", ",\"deleted\":true") "," THIRD, ""));
    ck_assert_int_eq(counted(gone, "new"), 0);
    ck_assert_int_eq(counted(gone, "same"), 1);
    ck_assert_int_eq(counted(gone, "followed"), 1);
    g_autoptr(cJSON) other = change(w, "room.import", IMPORT(POST(1, 1796700070, "Tendai", "hello", ""), ""));
    ck_assert_int_eq(counted(other, "same"), 1); /* another phone, a minute later, other capitals */
}
END_TEST

START_TEST(a_post_belongs_to_the_prompt_above_it)
{
    g_autoptr(World) w = world_with_room();
    g_autoptr(cJSON) made =
        change(w, "room.import", IMPORT(FIRST "," SECOND "," PROMPTED, ",\"authors\":{\"Sr Moyo\":\"facilitator\"}"));
    ck_assert_int_eq(counted(made, "new"), 3);
    Post last = { 0 }, *slot = &last;
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", NULL);
    ck_assert(post_each(w->store, cohort->id, last_post, &slot, NULL));
    ck_assert_str_eq(last.prompt, "m1d");
    ck_assert_int_eq(last.basis, BASIS_INFERRED);
    ck_assert_int_eq(last.enrolment, 0);
    ck_assert(last.told);
    ck_assert_int_eq(last.written, 1796700600 - 2 * HOUR); /* Harare is two hours ahead */
    g_free(last.prompt);
}
END_TEST

START_TEST(what_was_deleted_stays_so_when_an_older_export_still_has_it)
{
    g_autoptr(World) w = world_with_room();
    g_autoptr(cJSON) gone =
        change(w, "room.import", IMPORT(POST(1, 1796700000, "Tendai", "", ",\"deleted\":true") "," THIRD, ""));
    ck_assert_int_eq(counted(gone, "new"), 2);
    g_autoptr(cJSON) older =
        change(w, "room.import", IMPORT(POST(1, 1796700000, "Tendai", "Secret", "") "," THIRD, ""));
    ck_assert_int_eq(counted(older, "new"), 0);
    ck_assert_int_eq(counted(older, "followed"), 1);
}
END_TEST

UNIT_MAIN("admin_room", what_was_deleted_stays_so_when_an_older_export_still_has_it,
    a_chat_imported_twice_is_there_once, who_is_not_known_is_asked_about,
    what_was_edited_or_deleted_since_keeps_its_words, a_post_belongs_to_the_prompt_above_it)
