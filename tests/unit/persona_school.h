/* SPDX-License-Identifier: GPL-3.0-or-later */
/* persona_school.h - a teacher of a hundred lines for tests: sends questions, lessons and prompts through the simulated
 * platform, knocks when the window is closed, grades what comes back. */
#pragma once
#include "persona.h"
#include "platform_phone.h"
#include "unit.h"

#define START INT64_C(1796601600) /* 2026-12-07, a Monday, 00:00 UTC */
#define ZONE 120
#define DAY 86400
#define DAYS_TAUGHT 28
#define PUPILS 28
#define ITEMS 12

typedef enum { LESSON_HELLO, LESSON_QUESTION, LESSON_LESSON, LESSON_TALK } LessonKind;
typedef struct {
    LessonKind kind;
    int day, index;
    bool after; /* question of the second test */
} Lesson;
typedef struct {
    guint next, shown;
    bool waits, stopped;
    int knocked, right[2], answered[2];
} Pupil;
typedef struct {
    PlatformConfig config;
    Platform *platform;
    cJSON *course;
    PersonaKey *key;
    GPtrArray *cast, *people, *items; /* items: const cJSON * */
    GArray *lessons;
    Pupil pupils[PUPILS];
    int64_t now;
    guint stops, knocks, held, photos, offers, inbound, acts, never_wrote;
    GChecksum *sum;
} School;

/* A course key of twelve items and thirty-six texts on three objectives, as `baraza course key` writes it. */
static cJSON *read_key(void)
{
    static const char *const cases[ITEMS] = { "Rudo", "Ruth", "Esnath", "Grace", "Tendai", "Amina", "Joyce", "Miriam",
        "Nomsa", "Zodwa", "Faith", "Peace" };
    static const char *const ways[] = { "Look for a silent transfer", "Visit the home at once", "Close the file",
        "Wait for the next visit" };
    cJSON *key = cJSON_CreateObject(), *objectives = cJSON_CreateArray(), *items = cJSON_CreateArray(),
          *texts = cJSON_CreateArray();
    for (int i = 0; i < 3; i++) {
        const char id[] = { 'o', (char)('1' + i), 0 };
        json_put_item(objectives, "", json_put(cJSON_CreateObject(), "id", id));
    }
    for (int i = 0; i < ITEMS; i++) {
        const char objective[] = { 'o', (char)('1' + i % 3), 0 };
        g_autofree char *stem =
            g_strdup_printf("In the case of %s, two visits were missed. What is done first?", cases[i]);
        cJSON *item = json_put(json_put(cJSON_CreateObject(), "kind", "single"), "objective", objective),
              *options = cJSON_CreateArray();
        for (int o = 0; o < 4; o++) {
            g_autofree char *text = g_strdup_printf("%s of %s", ways[(i + o) % 4], cases[i]);
            json_put_item(options, "",
                json_put_double(json_put(cJSON_CreateObject(), "text", text), "fraction", (i + o) % 4 == 0));
        }
        json_put_item(items, "", json_put_item(json_put(item, "stem", stem), "options", options));
        for (int part = 0; part < 3; part++) {
            g_autofree char *text =
                g_strdup_printf("*Lesson %d on %s*\nIn part %d about %s the register is read again, line by line.",
                    part, cases[i], part, cases[i]);
            cJSON *taught = cJSON_CreateArray();
            json_put_item(taught, "", cJSON_CreateString(objective));
            json_put_item(texts, "", json_put_item(json_put(cJSON_CreateObject(), "text", text), "objectives", taught));
        }
    }
    json_put_item(json_put_item(key, "objectives", objectives), "items", items);
    return json_put_item(key, "texts", texts);
}

static void add_lesson(School *school, LessonKind kind, int day, int index, bool after)
{
    Lesson lesson = { .kind = kind, .day = day, .index = index, .after = after };
    g_array_append_val(school->lessons, lesson);
}

static void plan_lessons(School *school)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, json_at(school->course, "items"))
    {
        if (school->items->len < ITEMS && g_strcmp0(json_string(item, "kind"), "single") == 0)
            g_ptr_array_add(school->items, (gpointer)item);
    }
    int texts = cJSON_GetArraySize(json_at(school->course, "texts"));
    ck_assert_int_gt(texts, 20);
    add_lesson(school, LESSON_HELLO, 0, 0, false);
    for (int i = 0; i < ITEMS; i++)
        add_lesson(school, LESSON_QUESTION, 0, i, false);
    for (int i = 0; i < texts; i++) {
        if (i % 12 == 6)
            add_lesson(school, LESSON_TALK, 2 + i * 20 / texts, i, false);
        add_lesson(school, LESSON_LESSON, 2 + i * 20 / texts, i, false);
    }
    for (int i = 0; i < ITEMS; i++)
        add_lesson(school, LESSON_QUESTION, 23, i, true);
}

static School *school_new(uint64_t seed)
{
    School *school = g_new0(School, 1);
    school->config = platform_config();
    school->config.seed = seed;
    school->platform = platform_new(&school->config);
    school->course = read_key();
    school->key = persona_key_new(school->course, NULL);
    school->cast = persona_cast(seed, PUPILS);
    school->people = g_ptr_array_new_with_free_func((GDestroyNotify)persona_free);
    school->items = g_ptr_array_new();
    school->lessons = g_array_new(FALSE, FALSE, sizeof(Lesson));
    school->sum = g_checksum_new(G_CHECKSUM_SHA256);
    school->now = START;
    plan_lessons(school);
    platform_advance(school->platform, START);
    for (guint i = 0; i < PUPILS; i++) {
        const PersonaTraits *who = school->cast->pdata[i];
        PlatformPhone phone = { .number = who->number, .name = who->name };
        ck_assert_int_eq(platform_phone_add(school->platform, &phone), (int)i);
        g_ptr_array_add(school->people, persona_new(who, school->key, seed, START, ZONE));
        school->pupils[i].knocked = -1;
    }
    static const char knock[] =
        "[{\"type\":\"BODY\",\"text\":\"Hello {{1}}, your course goes on.\"},{\"type\":\"BUTTONS\",\"buttons\":"
        "[{\"type\":\"QUICK_REPLY\",\"text\":\"Continue\"}]}]";
    ck_assert(platform_template_add(school->platform, "knock", "en", "UTILITY", knock));
    return school;
}

static void school_free(School *school)
{
    g_ptr_array_unref(school->people);
    g_ptr_array_unref(school->cast);
    g_ptr_array_unref(school->items);
    g_array_unref(school->lessons);
    persona_key_free(school->key);
    platform_free(school->platform);
    cJSON_Delete(school->course);
    g_checksum_free(school->sum);
    g_free(school);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(School, school_free)

static void post(School *school, guint pupil, const char *type, cJSON *member)
{
    g_autofree char *to = g_strconcat("+", platform_phone_number(school->platform, (int)pupil), NULL);
    g_autofree char *path = g_strdup_printf("/v25.0/%s/messages", school->config.phone_id);
    g_autoptr(cJSON) body = json_put(json_put(cJSON_CreateObject(), "messaging_product", "whatsapp"), "to", to);
    json_put_item(json_put(body, "type", type), type, member);
    g_autofree char *text = json_text(body);
    g_auto(PlatformAnswer) answer = { 0 };
    platform_request(school->platform, school->now, "POST", path, school->config.token, "application/json", text,
        strlen(text), &answer);
}

static void post_text(School *school, guint pupil, const char *text)
{
    post(school, pupil, "text", json_put(cJSON_CreateObject(), "body", text));
}

/* Up to three titles, ended by NULL; the id of each is its place. */
static void post_buttons(School *school, guint pupil, const char *text, const char *const *titles)
{
    cJSON *buttons = cJSON_CreateArray();
    for (guint i = 0; titles[i]; i++) {
        g_autofree char *id = g_strdup_printf("c.%u", i);
        cJSON *reply = json_put(json_put(cJSON_CreateObject(), "id", id), "title", titles[i]);
        json_put_item(buttons, "", json_put_item(json_put(cJSON_CreateObject(), "type", "reply"), "reply", reply));
    }
    cJSON *interactive = json_put(cJSON_CreateObject(), "type", "button");
    json_put_item(interactive, "body", json_put(cJSON_CreateObject(), "text", text));
    json_put_item(interactive, "action", json_put_item(cJSON_CreateObject(), "buttons", buttons));
    post(school, pupil, "interactive", interactive);
}

static void post_question(School *school, guint pupil, const cJSON *item)
{
    g_autoptr(GString) text = g_string_new(json_string(item, "stem"));
    cJSON *rows = cJSON_CreateArray(), *sections = cJSON_CreateArray();
    const cJSON *option;
    char letter = 'A';
    cJSON_ArrayForEach(option, json_at(item, "options"))
    {
        const char title[] = { letter, 0 };
        g_autofree char *id = g_strdup_printf("q.%c", letter);
        g_string_append_printf(text, "\n%c) %s", letter++, json_string(option, "text"));
        json_put_item(rows, "", json_put(json_put(cJSON_CreateObject(), "id", id), "title", title));
    }
    json_put_item(sections, "", json_put_item(cJSON_CreateObject(), "rows", rows));
    cJSON *interactive = json_put(cJSON_CreateObject(), "type", "list");
    json_put_item(interactive, "body", json_put(cJSON_CreateObject(), "text", text->str));
    json_put_item(interactive, "action",
        json_put_item(json_put(cJSON_CreateObject(), "button", "Answers"), "sections", sections));
    post(school, pupil, "interactive", interactive);
}

static void post_knock(School *school, guint pupil)
{
    static const char body[] =
        "{\"name\":\"knock\",\"language\":{\"code\":\"en\"},\"components\":[{\"type\":\"body\",\"parameters\":"
        "[{\"type\":\"text\",\"text\":\"colleague\"}]}]}";
    g_autoptr(cJSON) made = json_parse(body, strlen(body), NULL);
    ck_assert_ptr_nonnull(made);
    post(school, pupil, "template", g_steal_pointer(&made));
    school->knocks++;
}

static void teach_one(School *school, guint pupil, const Lesson *lesson)
{
    static const char *const agree[] = { "I agree", "No", NULL };
    switch (lesson->kind) {
    case LESSON_HELLO:
        post_buttons(school, pupil, "Do you want to take this course?", agree);
        break;
    case LESSON_QUESTION:
        post_question(school, pupil, school->items->pdata[lesson->index]);
        school->pupils[pupil].waits = true;
        break;
    case LESSON_LESSON:
        post_text(
            school, pupil, json_string(cJSON_GetArrayItem(json_at(school->course, "texts"), lesson->index), "text"));
        break;
    case LESSON_TALK:
        post_text(school, pupil, "Where do you lose most? Reply to this message so that the group sees it.");
        break;
    }
}

/* Sends what is due to one pupil, or knocks once a day when the window is closed. */
static void teach(School *school, guint index)
{
    Pupil *pupil = &school->pupils[index];
    int day = (int)((school->now - START) / DAY);
    while (!pupil->stopped && !pupil->waits && pupil->next < school->lessons->len) {
        const Lesson *lesson = &g_array_index(school->lessons, Lesson, pupil->next);
        if (lesson->day > day)
            return;
        if (school->now >= platform_phone_window(school->platform, (int)index)) {
            if (pupil->knocked < day)
                post_knock(school, index);
            pupil->knocked = day;
            return;
        }
        pupil->next++;
        teach_one(school, index, lesson);
    }
}

/* The option meant by a tapped id, a letter or the option's words; -1 when it is no answer. */
static int grade(const cJSON *item, const char *payload, const char *text)
{
    const cJSON *options = json_at(item, "options"), *option;
    int i = 0;
    if (payload && g_str_has_prefix(payload, "q."))
        return payload[2] - 'A';
    if (!payload && g_ascii_isalpha(text[0]) && !g_ascii_isalpha(text[1]) && strlen(text) <= 2)
        return g_ascii_toupper(text[0]) - 'A';
    cJSON_ArrayForEach(option, options)
    {
        if (g_strcmp0(json_string(option, "text"), text) == 0)
            return i;
        i++;
    }
    return -1;
}

static void hear(School *school, const cJSON *message)
{
    int index = platform_phone_find(school->platform, json_string(message, "from"));
    ck_assert_int_ge(index, 0);
    Pupil *pupil = &school->pupils[index];
    const char *text = json_string(message, "text.body"), *payload = json_string(message, "interactive.list_reply.id");
    school->inbound++;
    school->photos += json_at(message, "image") != NULL;
    school->never_wrote += ((const PersonaTraits *)school->cast->pdata[index])->never_starts;
    school->held += text && (strstr(text, "Mrs ") || strstr(text, "0772"));
    if (text && g_str_equal(text, "STOP")) {
        pupil->stopped = true;
        school->stops++;
        return;
    }
    const Lesson *asked = pupil->next ? &g_array_index(school->lessons, Lesson, pupil->next - 1) : NULL;
    const cJSON *item = pupil->waits ? school->items->pdata[asked->index] : NULL;
    int choice = item && (payload || text) ? grade(item, payload, text ? text : "") : -1;
    if (choice >= 0) {
        pupil->waits = false;
        pupil->answered[asked->after]++;
        pupil->right[asked->after] +=
            json_double(cJSON_GetArrayItem(json_at(item, "options"), choice), "fraction", 0) > 0.99;
    } else if (text && !json_at(message, "context")) {
        static const char *const offer[] = { "Share with group", "Ask facilitator", "Discard", NULL };
        post_buttons(school, (guint)index, "Is this for the group?", offer);
        school->offers++;
    }
    teach(school, (guint)index);
}
