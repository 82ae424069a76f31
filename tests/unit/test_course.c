/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "course_data.h"
#include <math.h>

/* A course of one post whose text element is `text`. Given. */
static Course *course_with(const char *languages, const char *text)
{
    g_autofree char *xml =
        g_strdup_printf("<course xmlns='urn:baraza:course:1' id='c' version='1.0' xml:lang='en' languages='%s'>"
                        "<meta><title>T</title><objective id='o'><text>O</text></objective></meta>"
                        "<module id='m'><title>M</title><post id='p'>%s</post></module></course>",
            languages, text);
    g_autoptr(GPtrArray) faults = new_faults();
    Course *course = read_text(xml, faults);
    const CourseFault *first = faults->len > 0 ? faults->pdata[0] : NULL;
    ck_assert_msg(course != NULL, "%s: %s", text, first ? first->text : "?");
    return course;
}

#define WJ "\u2060"
static const struct {
    const char *xml, *says;
} markups[] = {
    { "plain", "plain" },
    { "  two\n   lines  and   blanks ", "two lines and blanks" },
    { "non&#160;breaking", "non breaking" },
    { "<b>bold</b> <i>it</i> <s>no</s> <code>x_y</code>", "*bold* _it_ ~no~ `x_y`" },
    { "<b>one <i>two</i></b>", "*one _two_*" },
    { "<i><b>both</b></i>", "*_both_*" },
    { "<b><i>two</i> one</b>", "*_two_ one*" },
    { "<b>a</b><b>b</b>", "*ab*" },
    { "<b><b>once</b></b>", "*once*" },
    { "<b> spaced </b>out", "*spaced* out" },
    { "say<b> this </b>now", "say *this* now" },
    { "<b></b>none<i> </i>", "none" },
    { "un<b>do</b>", "undo" },
    { "(<b>yes</b>)!", "(*yes*)!" },
    { "<b>line one<br/>line two</b>", "*line one*\n*line two*" },
    { "a<br/>b<br/><br/>c<br/><br/><br/>d", "a\nb\n\nc\n\nd" },
    { "<p>one</p><p>two</p>", "one\n\ntwo" },
    { "before<p>one</p>after", "before\n\none\n\nafter" },
    { "do:<ul><li>one</li><li><b>two</b></li></ul>then", "do:\n- one\n- *two*\nthen" },
    { "<ol><li>one</li><li>two</li></ol><ol><li>again</li></ol>", "1. one\n2. two\n1. again" },
    { "<ul><li>one<br/>more</li></ul>", "- one\nmore" },
    { "she said<q>first<br/>then</q>so", "she said\n> first\n> then\nso" },
    { "see <a href='https://e.org/a_b_c'>the page</a>.", "see the page (https://e.org/a_b_c)." },
    { "<a href='https://e.org/'>https://e.org/</a>", "https://e.org/" },
    { "Hi <var name='learner.name'/>, {x} due <b><var name='due'/></b>", "Hi {learner.name}, {{x}} due *{due}*" },
    { "2*3 and 4*5", "2*3 and 4*5" },
    { "5 * 3 * 2", "5 * 3 * 2" },
    { "snake_case_name", "snake_case_name" },
    { "*not bold*", "*" WJ "not bold" WJ "*" },
    { "a *star only", "a *star only" },
    { "*half<br/>half*", "*half\nhalf*" },
    { "_under_ and ~wave~", "_" WJ "under" WJ "_ and ~" WJ "wave" WJ "~" },
    { "<b>star* inside</b>", "*star" WJ "* inside*" },
    { "<code>a`b *c*</code>", "`a'b *c*`" },
    { "Abẹ́rẹ́ <b>àbẹ́rẹ́</b> 💊", "Abẹ́rẹ́ *àbẹ́rẹ́* 💊" },
    { "a &lt; b &amp; c", "a < b & c" },
};

START_TEST(text_becomes_whatsapp_markup)
{
    GString *wrong = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(markups); i++) {
        g_autofree char *text = g_strdup_printf("<text>%s</text>", markups[i].xml);
        g_autoptr(Course) course = course_with("en", text);
        const char *says = course_text(course_step(course, "p")->texts, course, "en", NULL);
        if (strcmp(says, markups[i].says) != 0)
            g_string_append_printf(wrong, "\n%s\n  gave %s\n  not  %s", markups[i].xml, says, markups[i].says);
    }
    ck_assert_msg(wrong->len == 0, "%s", wrong->str);
    g_string_free(wrong, TRUE);
}
END_TEST

START_TEST(preserved_text_stays_as_written)
{
    g_autoptr(Course) course =
        course_with("en", "<text xml:space='preserve'>  *raw*\n\n  {x} <b>b</b> <var name='due'/></text>");
    ck_assert_str_eq(course_text(course_step(course, "p")->texts, course, "en", NULL), "  *raw*\n\n  {{x}} *b* {due}");
}
END_TEST

START_TEST(the_text_nearest_to_the_learner_is_chosen)
{
    g_autoptr(Course) course = course_with("en fr sn",
        "<text country='ZW'>en ZW</text><text>en</text><text xml:lang='fr' country='KE RW'>fr RW</text>"
        "<text xml:lang='fr'>fr</text><text xml:lang='sn' country='ZW'>sn ZW</text>");
    static const struct {
        const char *lang, *country, *says;
    } learners[] = {
        { "en", "ZW", "en ZW" },
        { "en", "KE", "en" },
        { "en", NULL, "en" },
        { "fr", "RW", "fr RW" },
        { "fr", "KE", "fr RW" },
        { "fr", "ZW", "fr" },
        { "fr", NULL, "fr" },
        { "sn", "ZW", "sn ZW" },
        { "sn", "KE", "en" },
        { "sw", "ZW", "en ZW" },
        { NULL, NULL, "en" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(learners); i++) {
        const char *says = course_text(course_step(course, "p")->texts, course, learners[i].lang, learners[i].country);
        ck_assert_msg(strcmp(says, learners[i].says) == 0, "%zu: %s, not %s", i, says, learners[i].says);
    }
    ck_assert_str_eq(course_text(NULL, course, "en", NULL), "");
}
END_TEST

START_TEST(what_is_written_about_the_course_is_read)
{
    g_autoptr(Course) course = read_small();
    ck_assert_str_eq(course->id, "hands");
    ck_assert_str_eq(course->version, "1.0");
    ck_assert_str_eq(course->provider, "Ward school");
    ck_assert_str_eq(course->provider_number, "C-7");
    ck_assert_int_eq(course->effort_minutes, 45);
    ck_assert_uint_eq(course->objectives->len, 2);
    const Source *source = course_source(course, "s1");
    ck_assert_str_eq(source->edition, "2");
    ck_assert_str_eq(source->text, "Hand guideline");
    ck_assert_int_eq(source->review_by, 21183); /* 2027-12-31 */
    const Asset *chart = course_asset(course, "chart");
    ck_assert_uint_eq(chart->variants->len, 3);
    const AssetVariant *full = chart->variants->pdata[0];
    ck_assert_int_eq(full->bytes, 2000);
    ck_assert_str_eq(full->sha256, "c0ffee");
    ck_assert(course_asset(course, "site")->is_link);
    ck_assert_ptr_null(course_asset(course, "m1q"));
    ck_assert_ptr_null(course_step(course, "chart"));
    ck_assert_ptr_null(course_item(course, "nothing"));
}
END_TEST

START_TEST(items_are_read_by_their_kind)
{
    g_autoptr(Course) course = read_small();
    const Item *single = course_item(course, "t1a");
    ck_assert(single->is_test && single->shuffle && single->kind == ITEM_SINGLE);
    ck_assert_str_eq(single->shows->pdata[0], "chart");
    const ItemOption *a = single->options->pdata[0];
    ck_assert(a->correct && a->fraction == 1 && a->feedback->len == 1);
    ck_assert_int_eq(((ItemFeedback *)single->feedback->pdata[0])->on, FEEDBACK_INCORRECT);
    const Item *numeric = course_item(course, "p3");
    const ItemOption *exact = numeric->options->pdata[0], *range = numeric->options->pdata[1];
    ck_assert(exact->value == 20 && exact->tolerance == 5 && isnan(exact->min) && exact->fraction == 1);
    ck_assert(isnan(range->value) && range->min == 26 && range->max == 60 && range->fraction == 0.5);
    ck_assert_str_eq(numeric->unit, "s");
    const Item *match = course_item(course, "p5");
    ck_assert_uint_eq(match->options->len, 3);
    const ItemOption *distractor = match->options->pdata[2];
    ck_assert(distractor->texts->len == 0 && distractor->right->len == 1 && !distractor->correct);
    const ItemOption *words = course_item(course, "p4")->options->pdata[1];
    ck_assert_str_eq(course_text(words->texts, course, "en", NULL), "alcohol*");
    const Item *cloze = course_item(course, "p7");
    ck_assert_uint_eq(cloze->gaps->len, 1);
    ck_assert_ptr_eq(course_item(course, "p7a"), cloze->gaps->pdata[0]);
    ck_assert(!course_item(course, "t2a")->answer && course_item(course, "t2b")->answer);
    ck_assert_str_eq(course_item(course, "q9")->bank, "m1q");
    ck_assert_str_eq(course_item(course, "l1")->bank, "who");
}
END_TEST

START_TEST(steps_are_read_in_document_order_with_embedded_ones)
{
    g_autoptr(Course) course = read_small();
    static const char *const order[] = { "c1", "pre", "pre-r", "who", "m1p1", "m1t", "m1c", "m1v", "m1d", "m1q", "post",
        "later", "m2a", "m2b", "m2l", "m2e" };
    ck_assert_uint_eq(course->steps->len, G_N_ELEMENTS(order));
    for (guint i = 0; i < course->steps->len; i++)
        ck_assert_str_eq(((const Step *)course->steps->pdata[i])->id, order[i]);
    const Step *story = course_step(course, "m1c"), *poll = course_step(course, "m1v");
    ck_assert_ptr_eq(poll->parent, story);
    ck_assert_uint_eq(story->parts->len, 3);
    ck_assert_ptr_eq(((const Part *)story->parts->pdata[1])->step, poll);
    const Part *second = story->parts->pdata[2];
    ck_assert_str_eq(second->id, "m1c-s2");
    ck_assert_int_eq(second->plus, 86400);
    ck_assert_str_eq(story->closing->id, "m1c.reveal");
    ck_assert_int_eq(story->closing->plus, 2 * 86400);
    const Step *talk = course_step(course, "m1d");
    ck_assert_str_eq(((const Part *)talk->parts->pdata[0])->id, "m1d.probe1");
    ck_assert_int_eq(((const Part *)talk->parts->pdata[0])->if_posts_below, 3);
    ck_assert_str_eq(talk->closing->id, "m1d.summary");
    ck_assert_str_eq(talk->source, "s1");
    ck_assert(talk->to == TO_ROOM && talk->credit && talk->min_posts == 1 && talk->due == 2 * 86400);
    const Step *post = course_step(course, "m1p1");
    ck_assert(post->day == 3 && post->time == 12 * 60 + 30 && post->confirm_read && post->notes->len == 1);
    ck_assert_str_eq(course_text(post->texts, course, "en", "ZW"),
        "First *look*, _then_ ~hurry~.\n\n- Palm\n- Back\n1. Wet\n2. "
        "Dry\n> Clean care\n`20 s`\nthe site (https://example.org/)");
    const Step *reminder = course_step(course, "pre-r");
    ck_assert(reminder->kind == STEP_REMINDER && reminder->plus == 86400 && reminder->max == 2);
    ck_assert_str_eq(reminder->of, "pre");
    ck_assert_int_eq(course_step(course, "later")->occasion, OCCASION_DELAYED);
    ck_assert(course_has_occasion(course, "know", OCCASION_PRE) && !course_has_occasion(course, "none", OCCASION_PRE));
}
END_TEST

START_TEST(a_pick_takes_the_first_live_practice_items_of_its_bank)
{
    g_autoptr(Course) course = read_small();
    const Step *quiz = course_step(course, "m1q");
    static const char *const items[] = { "p1", "p2", "p3", "p4", "q9" };
    ck_assert_uint_eq(quiz->items->len, G_N_ELEMENTS(items));
    for (guint i = 0; i < quiz->items->len; i++)
        ck_assert_str_eq(quiz->items->pdata[i], items[i]);
    ck_assert_int_eq(quiz->attempts, 2);
}
END_TEST

START_TEST(a_release_is_a_tree)
{
    g_autoptr(Course) course = read_small();
    const Cond *any = course_module(course, "m1")->release;
    ck_assert_int_eq(any->kind, COND_ANY);
    const Cond *all = any->kids->pdata[0], *at = any->kids->pdata[1];
    ck_assert(all->kind == COND_ALL && at->kind == COND_AT && at->day == 3 && at->time == 750);
    const Cond *done = all->kids->pdata[0], *on = all->kids->pdata[1];
    ck_assert(done->kind == COND_DONE && done->plus == 3600 && strcmp(done->ref, "pre") == 0);
    ck_assert(on->kind == COND_ON && on->date == 20794 && on->time == 480);
    ck_assert_int_eq(course->certificate_rule->kind, COND_ALL);
    ck_assert_ptr_null(course_module(course, "m0")->release);
}
END_TEST

static char *hash_of(const char *from, const char *to, const char *country)
{
    g_autofree char *text = from ? small_changed(from, to) : small_text();
    g_autoptr(GPtrArray) faults = new_faults();
    g_autoptr(Course) course = read_text(text, faults);
    ck_assert_msg(course != NULL, "%s", to);
    return course_module_hash(course, course_module(course, "m1"), "en", country);
}

START_TEST(the_hash_changes_with_what_is_signed_and_with_nothing_else)
{
    static const struct {
        const char *from, *to;
        bool changes;
    } edits[] = {
        { "<text>A bell rings.</text>", "<text>A bell rang.</text>", true },
        { "<text>The expert rubbed.</text>", "<text>The expert washed.</text>", true },
        { "<text>And at night?</text>", "<text>And by day?</text>", true },
        { "<text>Bring a bottle.</text>", "<text>Bring a cup.</text>", true },
        { "fraction=\"-0.5\"", "fraction=\"-0.25\"", true },
        { "<alt>Five moments</alt>", "<alt>Four moments</alt>", true },
        { "<text>Rub is quick.</text>", "<text>Rub is slow.</text>", true },
        { "id=\"m1p1\" to=\"room\" day=\"3\" time=\"12:30\"", "id=\"m1p1\" to=\"room\" day=\"3\" time=\"12:45\"",
            false },
        { "<text>Take part, ", "<text>Join, ", false },
        { "<text country=\"KE\">Use the ward tap.", "<text country=\"KE\">Use the yard tap.", false },
    };
    g_autofree char *plain = hash_of(NULL, NULL, "ZW"), *kenya = hash_of(NULL, NULL, "KE");
    ck_assert_uint_eq(strlen(plain), 32);
    ck_assert_str_ne(plain, kenya);
    for (size_t i = 0; i < G_N_ELEMENTS(edits); i++) {
        g_autofree char *hash = hash_of(edits[i].from, edits[i].to, "ZW");
        ck_assert_msg((strcmp(hash, plain) != 0) == edits[i].changes, "%s", edits[i].to);
    }
}
END_TEST

START_TEST(a_module_is_cleared_by_a_signature_for_exactly_its_text)
{
    g_autofree char *hash = hash_of(NULL, NULL, "ZW");
    g_autofree char *signature = g_strdup_printf("country=\"ZW\" hash=\"%s\"", hash),
                    *text = small_changed("hash=\"00ff\"", signature);
    g_autoptr(GPtrArray) faults = new_faults();
    g_autoptr(Course) course = read_text(text, faults);
    ck_assert_ptr_nonnull(course);
    const Module *module = course_module(course, "m1");
    static const struct {
        const char *module, *lang, *country;
        int64_t today;
        const char *reason; /* NULL: cleared */
    } cases[] = {
        { "m1", "en", "ZW", TODAY, NULL },
        { "m1", NULL, "ZW", TODAY, NULL },
        { "m1", "en", "KE", TODAY, "module \"m1\": no clinician has signed its text in \"en\" in KE" },
        { "m1", "en", NULL, TODAY, "no clinician has signed" },
        { "m1", "fr", "ZW", TODAY, "no clinician has signed its text in \"fr\"" },
        { "m0", "en", "ZW", TODAY, "module \"m0\": no clinician" },
        { "m1", "en", "ZW", 21183, NULL },
        { "m1", "en", "ZW", 21184, "its source \"s1\" was to be reviewed by 2027-12-31" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *reason = NULL;
        module = course_module(course, cases[i].module);
        bool cleared = course_module_cleared(course, module, cases[i].lang, cases[i].country, cases[i].today, &reason);
        ck_assert_msg(cleared == (cases[i].reason == NULL), "%zu: %s", i, reason ? reason : "cleared");
        if (cases[i].reason)
            ck_assert_msg(strstr(reason, cases[i].reason) != NULL, "%zu: %s", i, reason);
    }
    g_autofree char *changed = small_changed("hash=\"00ff\"", "country=\"ZW\" hash=\"abcd\"");
    g_autoptr(Course) stale = read_text(changed, faults);
    g_autofree char *reason = NULL;
    ck_assert(!course_module_cleared(stale, course_module(stale, "m1"), "en", "ZW", TODAY, &reason));
    ck_assert_ptr_nonnull(strstr(reason, "has changed since Dr N. Known signed it"));
}
END_TEST

START_TEST(the_key_tells_what_is_right_and_what_teaches_it)
{
    g_autoptr(Course) course = read_small();
    g_autoptr(cJSON) key = course_key(course, "en", "ZW");
    ck_assert_str_eq(json_string(key, "course"), "hands");
    ck_assert_str_eq(json_string(key, "items.0.id"), "t1a");
    ck_assert_str_eq(json_string(key, "items.0.use"), "test");
    ck_assert_str_eq(json_string(key, "items.0.stem"), "Which moment comes *first*?");
    ck_assert(json_double(key, "items.0.options.0.fraction", -1) == 1 &&
              json_double(key, "items.0.options.1.fraction", -1) == 0);
    ck_assert_str_eq(json_string(key, "items.0.steps.0"), "m1p1");
    ck_assert(json_bool(key, "items.1.answer", true) == false);
    ck_assert_str_eq(json_string(key, "objectives.1.text"), "Choose rub or soap");
    ck_assert_int_eq(cJSON_GetArraySize(json_at(key, "items")), (int)course->items->len);
    ck_assert_str_eq(json_string(key, "texts.0.step"), "m1p1");
    ck_assert_str_eq(json_string(key, "texts.0.objectives.0"), "o1");
}
END_TEST

START_TEST(a_new_version_may_not_change_what_an_id_means)
{
    static const struct {
        const char *from, *to, *says; /* says NULL: nothing to complain of */
    } edits[] = {
        { "<text>A bell rings.</text>", "<text>A bell rang.</text>", NULL },
        { "<stem><text>Soap is for soil.", "<stem><text>Soap is not for soil.", "raise its version to 2" },
        { "id=\"t2b\" objective=\"o2\" answer=\"true\"", "id=\"t2b\" objective=\"o2\" answer=\"false\"",
            "item \"t2b\" has changed since version 1.0" },
        { "id=\"t2b\" objective=\"o2\" answer=\"true\"", "id=\"t2b\" version=\"2\" objective=\"o2\" answer=\"false\"",
            NULL },
        { "id=\"m1c-s1\"", "id=\"p9\"", "\"p9\" was that of a truefalse in version 1.0 and is that of a part" },
        { "<truefalse use=\"practice\" id=\"p9\"", "<truefalse use=\"practice\" id=\"p10\"",
            "item \"p9\" of version 1.0 is gone" },
    };
    g_autoptr(Course) old = read_small();
    for (size_t i = 0; i < G_N_ELEMENTS(edits); i++) {
        g_autofree char *changed = small_changed(edits[i].from, edits[i].to);
        if (strcmp(edits[i].to, "id=\"p9\"") == 0) { /* the item of that name makes room */
            char *item = strstr(changed, "id=\"p9\" status");
            item[5] = 'z';
        }
        g_auto(GStrv) halves = g_strsplit(changed, "version=\"1.0\" xml:lang", 2);
        g_autofree char *text = g_strjoinv("version=\"1.1\" xml:lang", halves);
        g_autoptr(GPtrArray) faults = new_faults(), found = new_faults();
        g_autoptr(Course) next = read_text(text, faults);
        ck_assert_msg(next != NULL, "%s", edits[i].to);
        course_check_update(old, next, found);
        bool said = false;
        for (guint f = 0; f < found->len; f++)
            said |= edits[i].says && strstr(((CourseFault *)found->pdata[f])->text, edits[i].says);
        ck_assert_msg(edits[i].says ? said : found->len == 0, "%s: %s", edits[i].to,
            found->len > 0 ? ((CourseFault *)found->pdata[0])->text : "nothing was said");
    }
    g_autoptr(GPtrArray) found = new_faults();
    course_check_update(old, old, found);
    ck_assert_uint_eq(found->len, 1);
    ck_assert_ptr_nonnull(strstr(((CourseFault *)found->pdata[0])->text, "still 1.0"));
}
END_TEST

START_TEST(every_kind_has_its_name)
{
    for (StepKind kind = 0; kind < STEP_KINDS; kind++)
        ck_assert(step_kind_name(kind)[0] != '\0');
    for (ItemKind kind = 0; kind < ITEM_KINDS; kind++)
        ck_assert(item_kind_name(kind)[0] != '\0');
    for (Occasion occasion = 0; occasion < OCCASIONS; occasion++)
        ck_assert(occasion_name(occasion)[0] != '\0');
}
END_TEST

UNIT_MAIN("course", text_becomes_whatsapp_markup, preserved_text_stays_as_written,
    the_text_nearest_to_the_learner_is_chosen, what_is_written_about_the_course_is_read, items_are_read_by_their_kind,
    steps_are_read_in_document_order_with_embedded_ones, a_pick_takes_the_first_live_practice_items_of_its_bank,
    a_release_is_a_tree, the_hash_changes_with_what_is_signed_and_with_nothing_else,
    a_module_is_cleared_by_a_signature_for_exactly_its_text, the_key_tells_what_is_right_and_what_teaches_it,
    every_kind_has_its_name, a_new_version_may_not_change_what_an_id_means)
