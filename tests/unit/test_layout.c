/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages for each kind of question and step, and that none is ever more than a carrier can show. */
#include "../../engine/layout/layout_priv.h"
#include "rng.h"
#include "text.h"
#include "unit.h"

static const ChannelCaps caps = { .max_text = 4096,
    .max_caption = 1024,
    .max_body = 1024,
    .max_buttons = 3,
    .button_title = 20,
    .max_rows = 10,
    .row_title = 24,
    .row_description = 72,
    .list_label = 20 };

static int64_t any_file(const char *path, char *sha256, gpointer data)
{
    if (sha256)
        g_strlcpy(sha256, "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff", 65);
    return g_str_has_suffix(path, "-low.png") ? 1000 : 2000;
}

static Course *course_load(void)
{
    g_autofree char *xml = NULL;
    gsize size = 0;
    const char *root = g_getenv("SOURCE_ROOT");
    g_autofree char *path = g_build_filename(root ? root : ".", "tests/data/course-small.xml", NULL);
    ck_assert_msg(g_file_get_contents(path, &xml, &size, NULL), "no %s", path);
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func((GDestroyNotify)course_fault_free);
    Course *course = course_read(xml, size, "course.xml", any_file, NULL, 20454, faults);
    ck_assert(course != NULL);
    return course;
}

static LayoutFor who_for(const Course *course, const char *tier)
{
    return (LayoutFor){ .course = course,
        .caps = &caps,
        .lang = "en",
        .tier = tier,
        .learner_name = "Chipo",
        .cohort_name = "harare-1",
        .due_text = "Friday" };
}

static GArray *order_of(guint n)
{
    GArray *order = g_array_new(FALSE, FALSE, sizeof(int));
    for (int i = 0; i < (int)n; i++)
        g_array_append_val(order, i);
    return order;
}

static void within_caps(const Message *m)
{
    int limit = m->kind == MESSAGE_TEXT ? caps.max_text : m->kind == MESSAGE_MEDIA ? caps.max_caption : caps.max_body;
    ck_assert(!m->text || (int)text_length(m->text) <= limit);
    ck_assert(m->kind == MESSAGE_MEDIA || (m->text && *m->text));
    ck_assert(m->kind != MESSAGE_BUTTONS || (m->choices->len >= 1 && m->choices->len <= 3));
    ck_assert(m->kind != MESSAGE_LIST || (m->choices->len >= 1 && m->choices->len <= 10 && m->list_label));
    for (guint i = 0; i < m->choices->len; i++) {
        const MessageChoice *c = m->choices->pdata[i];
        ck_assert(
            *c->title && (int)text_length(c->title) <= (m->kind == MESSAGE_LIST ? caps.row_title : caps.button_title));
        ck_assert(!c->description || (int)text_length(c->description) <= caps.row_description);
        for (guint k = 0; k < i; k++)
            ck_assert_str_ne(c->title, ((MessageChoice *)m->choices->pdata[k])->title);
    }
}

/* All messages as a person reads them, parted by a line. */
static char *read_all(GPtrArray *list)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < list->len; i++) {
        within_caps(list->pdata[i]);
        g_autofree char *plain = message_plain(list->pdata[i]);
        g_string_append_printf(out, "%s%s", i ? "\n---\n" : "", plain);
    }
    g_ptr_array_unref(list);
    return g_string_free(out, FALSE);
}

static GPtrArray *question(const LayoutFor *who, const char *id)
{
    const Item *item = course_item(who->course, id);
    bool typed = item->kind == ITEM_NUMERIC || item->kind == ITEM_SHORT;
    g_autoptr(GArray) order = order_of(typed ? 0 : item->options->len);
    return layout_question(who, item, order, 1, 10, "42.1", NULL);
}

START_TEST(short_options_are_buttons_under_their_picture)
{
    g_autoptr(Course) course = course_load();
    LayoutFor who = who_for(course, "full");
    g_autoptr(GPtrArray) list = question(&who, "t1a");
    ck_assert_int_eq(list->len, 1);
    const Message *m = list->pdata[0];
    ck_assert_int_eq(m->kind, MESSAGE_BUTTONS);
    ck_assert(m->asset != NULL);
    ck_assert_str_eq(m->text, "*Question 2 of 10*\n\nWhich moment comes *first*?\n\nA. Before touching\nB. After a "
                              "form\nC. At noon\n\n_Picture, 2 kB_");
    ck_assert_str_eq(((MessageChoice *)m->choices->pdata[0])->id, "q.42.1.a");
    ck_assert_str_eq(((MessageChoice *)m->choices->pdata[0])->title, "Before touching");
    LayoutFor poor = who_for(course, "text");
    g_autoptr(GPtrArray) words = question(&poor, "t1a");
    const Message *t = words->pdata[0];
    ck_assert_ptr_null(t->asset);
    ck_assert(strstr(t->text, "Before, before, after, after, after.") != NULL);
}
END_TEST

START_TEST(each_kind_says_how_to_answer)
{
    static const struct {
        const char *item, *part;
    } cases[] = {
        { "t2a", "True" },
        { "p2", "e.g. AC." },
        { "p3", "Send a number, in s." },
        { "p4", "a word or two" },
        { "p5", "e.g. 1B 2C." },
        { "p6", "e.g. B C A." },
        { "p7", "Rub for ____ seconds." },
        { "p8", "in your own words" },
        { "l1", "Always" },
    };
    g_autoptr(Course) course = course_load();
    LayoutFor who = who_for(course, "full");
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = read_all(question(&who, cases[i].item));
        ck_assert_msg(strstr(text, cases[i].part) && strstr(text, "Question 2 of 10"), "%s: %s", cases[i].item, text);
    }
}
END_TEST

START_TEST(feedback_names_the_right_answer_in_shown_letters)
{
    g_autoptr(Course) course = course_load();
    LayoutFor who = who_for(course, "full");
    const Item *item = course_item(course, "t1a");
    g_autoptr(GArray) order = order_of(3);
    g_autofree char *wrong = layout_feedback(&who, item, order, "b", NULL, false);
    ck_assert_str_eq(wrong, "*Not quite.*\nThink of the client.\nThe answer is A. Before touching.");
    g_autofree char *right = layout_feedback(&who, item, order, "a", NULL, true);
    ck_assert_str_eq(right, "*Right.*\nYes.");
}
END_TEST

START_TEST(what_recognised_a_number_says_its_word)
{
    g_autoptr(Course) course = course_load();
    LayoutFor who = who_for(course, "full");
    const Item *item = course_item(course, "p3");
    g_autoptr(GArray) none = order_of(0);
    g_autofree char *half = layout_feedback(&who, item, none, "30", item->options->pdata[1], false);
    ck_assert_str_eq(half, "*Not quite.*\nLong.\nThe answer is 20 s.");
    g_autofree char *other = layout_feedback(&who, item, none, "99", NULL, false);
    ck_assert_str_eq(other, "*Not quite.*\nThe answer is 20 s.");
}
END_TEST

START_TEST(a_text_names_its_module)
{
    g_autoptr(Course) course = course_load();
    LayoutFor who = who_for(course, "full");
    g_autofree char *nowhere = layout_fill(&who, "Welcome to {module.title}!");
    ck_assert_str_eq(nowhere, "Welcome to !");
    who.module = course->modules->pdata[0];
    g_autofree char *title = g_strdup(course_text(who.module->title, course, "en", NULL));
    g_autofree char *want = g_strdup_printf("Welcome to %s!", title);
    g_autofree char *text = layout_fill(&who, "Welcome to {module.title}!");
    ck_assert(*title);
    ck_assert_str_eq(text, want);
}
END_TEST

START_TEST(steps_carry_the_ids_that_intake_reads)
{
    g_autoptr(Course) course = course_load();
    LayoutFor who = who_for(course, "low");
    g_autoptr(GPtrArray) agree = layout_agree(&who, course_step(course, "c1"), "7");
    const Message *m = agree->pdata[0];
    ck_assert_str_eq(m->text, "Take part, Chipo?");
    ck_assert_str_eq(((MessageChoice *)m->choices->pdata[1])->id, "a.7.no");
    g_autoptr(GPtrArray) post = layout_post(&who, course_step(course, "m1p1"), "8");
    const Message *p = post->pdata[post->len - 1];
    ck_assert_str_eq(((MessageChoice *)p->choices->pdata[0])->id, "r.8");
    ck_assert(p->asset != NULL);
    g_autoptr(GPtrArray) task = layout_post(&who, course_step(course, "m1t"), "9");
    ck_assert_str_eq(((MessageChoice *)((Message *)task->pdata[0])->choices->pdata[0])->id, "t.9");
    g_autoptr(GPtrArray) poll = layout_poll(&who, course_step(course, "m1v"), "10", NULL, NULL);
    ck_assert_str_eq(((MessageChoice *)((Message *)poll->pdata[0])->choices->pdata[1])->id, "p.10.b");
    g_autofree char *prompt = read_all(layout_prompt(&who, course_step(course, "m1d"), NULL, true));
    ck_assert(strstr(prompt, "Share with group") && strstr(prompt, "not for emergencies") && strstr(prompt, "_m1d_"));
    g_autofree char *later = read_all(layout_prompt(&who, course_step(course, "m1d"), NULL, false));
    ck_assert_ptr_null(strstr(later, "emergencies"));
}
END_TEST

START_TEST(each_file_is_weighed_before_it_is_loaded)
{
    static const struct {
        MediaKind kind;
        int64_t bytes;
        const char *lang, *said;
    } cases[] = {
        { MEDIA_IMAGE, 48200, "en", "Picture, 48 kB" },
        { MEDIA_IMAGE, 10, "en", "Picture, 1 kB" },
        { MEDIA_VIDEO, 1249999, "fr", "Vid\u00e9o, 1,2 Mo" },
        { MEDIA_DOCUMENT, 999500, "pt", "Documento, 1,0 MB" },
        { MEDIA_AUDIO, 30000, "sw", "Sauti, kB 30" },
    };
    g_autoptr(Course) course = course_load();
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        LayoutFor who = who_for(course, "full");
        who.lang = cases[i].lang;
        const GPtrArray *shows = course_item(course, "t1a")->shows;
        Asset *asset = (Asset *)course_asset(course, shows->pdata[0]);
        AssetVariant *variant = (AssetVariant *)layout_variant(&who, asset);
        asset->kind = cases[i].kind;
        variant->bytes = cases[i].bytes;
        CourseTexts *none = g_ptr_array_new();
        g_autofree char *all = read_all(layout_text(&who, shows, none));
        g_ptr_array_unref(none);
        ck_assert_msg(strstr(all, cases[i].said) != NULL, "%s: %s", cases[i].said, all);
    }
}
END_TEST

START_TEST(a_simulated_module_opens_with_its_stamp)
{
    g_autoptr(Course) course = course_load();
    LayoutFor who = who_for(course, "text");
    who.simulated = true;
    g_autofree char *first = read_all(layout_post(&who, course_step(course, "m1p1"), NULL));
    ck_assert(g_str_has_suffix(first, "_Simulation: not for clinical use_"));
    g_autofree char *second = read_all(layout_post(&who, course_step(course, "m1t"), NULL));
    ck_assert_ptr_null(strstr(second, "Simulation"));
}
END_TEST

/* Random words in paragraphs; some have no blank for long. */
static char *random_text(Rng *rng, guint size)
{
    static const char *const bits[] = { "milk", " ", " ", "\n\n", "é", "ngwarira", "👩🏾", "*b*", ". ", "x", "अ" };
    GString *out = g_string_new("Q");
    while (out->len < size)
        g_string_append(out, bits[rng_below(rng, G_N_ELEMENTS(bits))]);
    return g_string_free(out, FALSE);
}

START_TEST(no_message_is_more_than_the_carrier_shows)
{
    g_autoptr(Course) course = course_load();
    LayoutFor who = who_for(course, "full");
    Rng rng = rng_seeded(11);
    Item item = { .kind = ITEM_SINGLE, .options = g_ptr_array_new(), .shows = course_item(course, "t1a")->shows };
    CourseText text = { .lang = (char *)"en" }, own[12];
    ItemOption options[12];
    CourseTexts *stem = g_ptr_array_new();
    g_ptr_array_add(stem, &text);
    item.stem = stem;
    for (int i = 0; i < 12; i++) {
        options[i] = (ItemOption){ .id = (char *)"a", .texts = g_ptr_array_new() };
        own[i] = (CourseText){ .lang = (char *)"en" };
        g_ptr_array_add(options[i].texts, &own[i]);
        g_ptr_array_add(item.options, &options[i]);
    }
    for (int round = 0; round < 300; round++) {
        guint n = 2 + rng_below(&rng, 11);
        text.body = random_text(&rng, rng_below(&rng, 9000));
        for (guint i = 0; i < 12; i++)
            own[i].body = random_text(&rng, rng_below(&rng, round % 2 ? 30 : 300));
        g_autoptr(GArray) order = order_of(n);
        g_autofree char *before = random_text(&rng, rng_below(&rng, 2000));
        g_autofree char *all = read_all(layout_question(&who, &item, order, 0, 9, "4.0", before));
        g_autofree char *plain = read_all(layout_text(&who, item.shows, stem));
        ck_assert(*all && *plain);
        g_free(text.body);
        for (guint i = 0; i < 12; i++)
            g_free(own[i].body);
    }
    g_ptr_array_unref(stem);
    g_ptr_array_unref(item.options);
    for (int i = 0; i < 12; i++)
        g_ptr_array_unref(options[i].texts);
}
END_TEST

START_TEST(the_template_is_one_that_a_knock_fills)
{
    g_autoptr(Course) course = course_load();
    LayoutFor who = who_for(course, "full");
    g_autoptr(Message) knock = layout_knock(&who, "*Moments*\nof care");
    g_autoptr(cJSON) templates = layout_templates();
    ck_assert_str_eq(json_string(templates, "0.name"), knock->template_name);
    ck_assert_int_eq(knock->params->len, 2);
    ck_assert_str_eq(knock->params->pdata[1], "Moments of care");
    ck_assert_str_eq(((MessageChoice *)knock->choices->pdata[0])->id, "go");
}
END_TEST

UNIT_MAIN("layout", short_options_are_buttons_under_their_picture, each_kind_says_how_to_answer,
    feedback_names_the_right_answer_in_shown_letters, what_recognised_a_number_says_its_word, a_text_names_its_module,
    steps_carry_the_ids_that_intake_reads, a_simulated_module_opens_with_its_stamp,
    each_file_is_weighed_before_it_is_loaded, no_message_is_more_than_the_carrier_shows,
    the_template_is_one_that_a_knock_fills)
