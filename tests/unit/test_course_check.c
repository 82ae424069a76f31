/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every fault that an author can make, made once in a course that has none: the line and the sentence are what he sees.
 */
#include "course_data.h"

typedef struct {
    const char *from, *to; /* the change */
    const char *near;      /* stands on the line that the fault must name; NULL: `to` begins there */
    CourseLevel level;
    const char *says;
} Slip;

#define LONG20 "0123456789 123456789 "
#define LONG256 LONG20 LONG20 LONG20 LONG20 LONG20 LONG20 LONG20 LONG20 LONG20 LONG20 LONG20 LONG20 "four"
#define LONG1025 LONG256 LONG256 LONG256 LONG256 "end"
#define LONG4097 LONG1025 LONG1025 LONG1025 LONG1025

static const Slip slips[] = {
    /* the document and its grammar */
    { "<effort minutes=\"45\"/>", "<effort minutes=\"45\">", "</meta>", COURSE_ERROR, "meta" },
    { "<effort minutes=\"45\"/>", "<efort minutes=\"45\"/>", NULL, COURSE_ERROR, "efort" },
    { "answer=\"true\"><stem><text>Old.", "><stem><text>Old.", "id=\"p9\"", COURSE_ERROR, "answer" },
    { "day=\"60\"/>", "day=\"60\" time=\"25:30\"/>", NULL, COURSE_ERROR, "25:30" },
    { "plus=\"PT30M\"", "plus=\"P1M\"", NULL, COURSE_ERROR, "P1M" },
    { " xml:lang=\"en\" languages", " languages", "<course xmlns", COURSE_ERROR, "<course> needs xml:lang" },
    { "<text>A bell rings.</text>", "<text xml:lang=\"en_ZW\">A bell rings.</text>", NULL, COURSE_ERROR,
        "xml:lang=\"en_ZW\" is not a language" },
    /* ids and references */
    { "<truefalse use=\"test\" id=\"t2a\"", "<truefalse use=\"test\" id=\"p1\"", "<text>Rub or soap", COURSE_ERROR,
        "the id \"p1\" is already that of the item on line" },
    { "<scene id=\"m1c-s1\"", "<scene id=\"m1d.probe1\"", "<probe plus=\"PT12H\"", COURSE_ERROR,
        "\"m1d.probe1\" is already that of the part" },
    { "<scene id=\"m1c-s1\"", "<scene id=\"m1c.2\"", NULL, COURSE_ERROR, "ends like one that Baraza makes itself" },
    { "<option id=\"c\"><text>At noon", "<option id=\"b\"><text>At noon", NULL, COURSE_ERROR,
        "<option>: the id \"b\" is already taken" },
    { "<form id=\"b\">", "<form id=\"a\">", NULL, COURSE_ERROR, "<form>: the id \"a\" is already taken" },
    /* polls that are asked again */
    { "due=\"PT12H\" commit=\"true\" again=\"P1D\"", "due=\"PT12H\" commit=\"true\"", NULL, COURSE_ERROR,
        "poll \"m1v\" needs due, when the spread is shown, and again" },
    { "due=\"PT12H\" commit=\"true\" again=\"P1D\"", "due=\"PT12H\"", NULL, COURSE_ERROR,
        "again and <discuss> belong to a poll with commit" },
    { "<scene id=\"m1c-s1\"", "<scene id=\"m1c.hour\"", NULL, COURSE_ERROR, "ends like one that Baraza makes itself" },
    { "<scene id=\"m1c-s1\"", "<scene id=\"m1c.again\"", NULL, COURSE_ERROR, "ends like one that Baraza makes itself" },
    { "<itemref ref=\"t1b\"/>", "<itemref ref=\"t1d\"/>", NULL, COURSE_ERROR,
        "form \"b\": there is no item \"t1d\"; did you mean \"t1" },
    { "<itemref ref=\"p1\"/>", "<itemref ref=\"zzzzzz\"/>", NULL, COURSE_ERROR,
        "quiz \"m1q\": there is no item \"zzzzzz\"" },
    { "<show ref=\"song\"/>", "<show ref=\"sung\"/>", NULL, COURSE_ERROR,
        "there is no asset \"sung\"; did you mean \"song\"?" },
    { "<show ref=\"song\"/>", "<show ref=\"m1q\"/>", NULL, COURSE_ERROR,
        "ref=\"m1q\" names a step, but an asset is needed here" },
    { "<prompt source=\"s1\">", "<prompt source=\"s1 s9\">", NULL, COURSE_ERROR, "there is no source \"s9\"" },
    { "test=\"know\" role=\"post\"", "test=\"knew\" role=\"post\"", NULL, COURSE_ERROR,
        "there is no test \"knew\"; did you mean \"know\"?" },
    { "codebook=\"talk\"", "codebook=\"marks\"", NULL, COURSE_ERROR, "names a rubric, but a codebook is needed" },
    { "after=\"c1\"", "after=\"c9\"", NULL, COURSE_ERROR,
        "sit \"pre\": there is no step \"c9\"; did you mean \"c1\"?" },
    { "<done ref=\"pre\"", "<done ref=\"m0\"", NULL, COURSE_ERROR, "names a module, but a step is needed" },
    { "twin=\"t1a\"><stem><text>Which comes", "twin=\"t1\"><stem><text>Which comes", NULL, COURSE_ERROR,
        "there is no item \"t1\"" },
    /* marks */
    { "<option id=\"a\" correct=\"true\"><text>Soap", "<option id=\"a\"><text>Soap", "id=\"p1\"", COURSE_ERROR,
        "item \"p1\": no option earns full marks" },
    { "<option id=\"b\"><text>Rub</text></option></single>",
        "<option id=\"b\" fraction=\"1\"><text>Rub</text></option></single>", "id=\"p1\"", COURSE_ERROR,
        "item \"p1\": 2 options earn full marks" },
    { "<option id=\"b\"><text>Rub</text></option></single>",
        "<option id=\"b\"><text>Rub</text></option><option id=\"d\" country=\"KE\" "
        "correct=\"true\"><text>Sand</text></option></single>",
        "id=\"p1\"", COURSE_ERROR, "2 options earn full marks for a learner in KE" },
    { "<option id=\"b\" fraction=\"0.5\">", "<option id=\"b\" fraction=\"0.4\">", "id=\"p2\"", COURSE_ERROR,
        "add up to 0.9" },
    { "min=\"1\" max=\"3\"", "min=\"3\" max=\"2\"", NULL, COURSE_ERROR, "at least 3 but at most 2" },
    { "<accept>rub</accept>", "<accept fraction=\"0.6\">rub</accept>", "id=\"p4\"", COURSE_ERROR,
        "the best accepted answer earns 0.6" },
    { "<accept min=\"26\" max=\"60\"", "<accept min=\"60\" max=\"26\"", "id=\"p3\"", COURSE_ERROR,
        "goes from 60 down to 26" },
    { "<accept min=\"26\" max=\"60\"", "<accept tolerance=\"1\"", "id=\"p3\"", COURSE_ERROR,
        "neither value nor min nor max" },
    { "id=\"t1c\" objective=\"o1\" twin=\"t1a\"", "id=\"t1c\" objective=\"o1\" twin=\"t1b\"", NULL, COURSE_ERROR,
        "its twin \"t1b\" is itself a twin of \"t1a\"" },
    { "id=\"t1b\" objective=\"o1\" twin=\"t1a\"", "id=\"t1b\" objective=\"o1\" twin=\"t1b\"", NULL, COURSE_ERROR,
        "is its own twin" },
    { "answer=\"true\" twin=\"t2a\"><stem><text>Soap", "answer=\"true\" twin=\"t1a\"><stem><text>Soap", NULL,
        COURSE_WARNING, "do not measure alike" },
    /* tests */
    { "<itemref ref=\"t1b\"/>", "", "<test id=\"know\"", COURSE_ERROR, "form \"a\" has 2 items, form \"b\" has 1" },
    { "id=\"t2b\" objective=\"o2\"", "id=\"t2b\" objective=\"o1\"", "<test id=\"know\"", COURSE_ERROR,
        "form \"a\" asks o1 ×1, o2 ×1, form \"b\" asks o1 ×2" },
    { "<form id=\"c\"><itemref ref=\"t1c\"/><itemref ref=\"t2c\"/></form>", "", "<test id=\"know\"", COURSE_ERROR,
        "is sat on 3 occasions but has 2 forms" },
    { "role=\"delayed\"", "role=\"post\"", NULL, COURSE_ERROR, "already sat as \"post\"" },
    { "<itemref ref=\"t1c\"/>", "<itemref ref=\"p1\"/>", NULL, COURSE_ERROR, "item \"p1\" is for practice" },
    { "<itemref ref=\"t1c\"/>", "<itemref ref=\"t1a\"/>", NULL, COURSE_WARNING, "item \"t1a\" is also in form \"a\"" },
    { "<itemref ref=\"t1c\"/>", "<itemref ref=\"t1c\" anchor=\"true\"/>", NULL, COURSE_WARNING,
        "anchor \"t1c\" is not in form \"a\"" },
    { "<itemref ref=\"t2c\"/>", "<itemref ref=\"t1c\"/>", NULL, COURSE_ERROR, "asks item \"t1c\" twice" },
    { "<itemref ref=\"p1\"/>", "<itemref ref=\"t1a\"/>", "<quiz id=\"m1q\"", COURSE_ERROR,
        "step \"m1q\" would show item \"t1a\", which test \"know\" asks" },
    { "<truefalse use=\"practice\" id=\"q9\"", "<truefalse use=\"test\" id=\"q9\"", "<quiz id=\"m1q\"", COURSE_ERROR,
        "item \"q9\" has use=\"test\"; a quiz shows practice items only" },
    { "<likert use=\"practice\"", "<likert use=\"test\"", "<survey id=\"who\"", COURSE_ERROR,
        "item \"l1\" has use=\"test\"" },
    { "<pick bank=\"practice\" count=\"2\"/>", "<pick bank=\"practice\" count=\"20\"/>", NULL, COURSE_ERROR,
        "20 items are to be picked from bank \"practice\", but only 6" },
    { "<pick bank=\"practice\" count=\"2\"/>", "<pick bank=\"core\" count=\"2\"/>", NULL, COURSE_ERROR,
        "only 0 live practice items" },
    { "<itemref ref=\"p1\"/>", "<itemref ref=\"p1\"/><itemref ref=\"p1\"/>", NULL, COURSE_ERROR,
        "asks item \"p1\" twice" },
    { "<survey id=\"who\"", "<survey id=\"who\" commitment=\"post\"", NULL, COURSE_ERROR,
        "step \"who\" asks back what learners wrote in \"post\", which is no survey with an open question" },
    { "<survey id=\"who\"", "<survey id=\"who\" commitment=\"post\"", NULL, COURSE_ERROR,
        "its first question is a likert with the options done, partly, not and barrier" },
    { "<survey id=\"who\"", "<survey id=\"who\" commitment=\"post\"", NULL, COURSE_ERROR, "does not say when" },
    { "<survey id=\"who\"", "<survey id=\"who\" commitment=\"nix\"", NULL, COURSE_ERROR, "\"nix\"" },
    /* time */
    { "<sit id=\"pre\" test=\"know\" role=\"pre\" after=\"c1\"",
        "<sit id=\"pre\" test=\"know\" role=\"pre\" after=\"pre\"", NULL, COURSE_ERROR,
        "step \"pre\" never comes: it waits for \"pre\", which waits for it" },
    { "<agree id=\"c1\" purpose=\"course\" day=\"1\" time=\"12:30\"",
        "<agree id=\"c1\" purpose=\"course\" after=\"who\"", NULL, COURSE_ERROR,
        "step \"c1\" never comes: it waits for \"who\", which waits for it in turn" },
    { "<post id=\"m1p1\" to=\"room\"", "<post id=\"m1p1\" to=\"room\" after=\"m1t\"", NULL, COURSE_ERROR,
        "step \"m1p1\" never comes" },
    { "<score ref=\"m1q\" min=\"0.5\"/>", "<done ref=\"later\"/>", NULL, COURSE_ERROR,
        "module \"m2\" never opens: it waits for step \"later\", which is inside it" },
    { "<anyOf><allOf><done ref=\"pre\" plus=\"PT1H\"/><on date=\"2026-12-07\" time=\"08:00\"/></allOf><at day=\"3\" "
      "time=\"12:30\"/></anyOf>",
        "<done ref=\"post\"/>", NULL, COURSE_ERROR,
        "module \"m1\" never opens: it waits for step \"post\", which itself never comes" },
    { "start=\"day 61 14:00\"", "start=\"2026-13-40 14:00\"", NULL, COURSE_ERROR, "its start is no date and time" },
    { "<event id=\"m2e\" start=\"day 61 14:00\"", "<event id=\"m2e\" day=\"61\" time=\"14:00\" start=\"day 61 14:00\"",
        NULL, COURSE_ERROR, "begins on day 61, before it is announced on day 61" },
    { "<score ref=\"m1q\"", "<score ref=\"m1t\"", NULL, COURSE_ERROR, "step \"m1t\" is <task>, which has no marks" },
    { "<done ref=\"m1q\"/>", "<done ref=\"pre-r\"/>", NULL, COURSE_ERROR, "\"pre-r\" is a reminder" },
    { "of=\"pre\" plus=\"P1D\"", "of=\"pre\" plus=\"P2D\"", NULL, COURSE_ERROR,
        "reminder \"pre-r\" comes 2 days after \"pre\" began, but that closes after 2 days" },
    { "<discussion id=\"m1d\" to=\"room\" objective=\"o1\" day=\"5\"",
        "<discussion id=\"m1d\" to=\"room\" objective=\"o1\" day=\"3\"", NULL, COURSE_ERROR,
        "day 3 goes back before day 4 of \"m1c\"" },
    { "<case id=\"m1c\" to=\"room\" day=\"4\" time=\"12:30\"", "<case id=\"m1c\" to=\"room\" day=\"3\" time=\"08:00\"",
        NULL, COURSE_ERROR, "08:00 goes back before 12:30 of \"m1p1\"" },
    { "<title>Start</title>", "<title>Start</title><release><at day=\"2\"/></release>", "<agree id=\"c1\"",
        COURSE_ERROR, "step \"c1\" is due on day 1, but module \"m0\" opens on day 2" },
    { "<post id=\"m1p1\" to=\"room\"", "<post id=\"m1p1\" to=\"room\" plus=\"PT1H\"", NULL, COURSE_WARNING,
        "plus counts from the step that after names" },
    { "<quiz id=\"m1q\"", "<quiz id=\"m1q\" to=\"room\"", NULL, COURSE_WARNING,
        "<quiz> always goes to each learner alone" },
    { "<quiz id=\"m1q\"", "<quiz id=\"m1q\" to=\"facilitator\"", NULL, COURSE_ERROR,
        "with to=\"facilitator\" no learner gets it" },
    { "<bring id=\"m2b\"", "<bring id=\"m2b\" to=\"facilitator\"", NULL, COURSE_ERROR, "<bring> asks learners" },
    { "<probe plus=\"P1D\">", "<probe plus=\"P3D\">", NULL, COURSE_WARNING,
        "this probe comes 3 days after the prompt, but the discussion closes after 2 days" },
    { "<summaryPost plus=\"P2D\"><text>Rub at the bed.</text></summaryPost>", "", "<discussion id=\"m1d\"",
        COURSE_ERROR, "is clinical but has neither" },
    { "<discussion id=\"m1d\" to=\"room\"", "<discussion id=\"m1d\"", NULL, COURSE_WARNING,
        "goes to each learner alone" },
    { "edition=\"2\" effective=\"2020-01-01\" reviewBy=\"2027-12-31\"", "reviewBy=\"2026-11-21\"", NULL, COURSE_WARNING,
        "source \"s1\" was to be reviewed by 2026-11-21" },
    { "reviewBy=\"2027-06-30\"", "reviewBy=\"2027-02-30\"", NULL, COURSE_ERROR, "2027-02-30" },
    /* texts and lengths */
    { "languages=\"en\"", "languages=\"en fr\"", "<title>Clean hands", COURSE_WARNING, "no <title> in \"fr\"" },
    { "languages=\"en\"", "languages=\"fr\"", NULL, COURSE_ERROR, "do not name its own language \"en\"" },
    { "<text>A bell rings.</text>", "<text xml:lang=\"sn\">A bell rings.</text>", NULL, COURSE_WARNING,
        "is in \"sn\", which the course's languages do not name" },
    { "<text>A bell rings.</text>", "<text>A bell rings.</text><text>Twice.</text>", NULL, COURSE_ERROR,
        "a second <text> in \"en\"" },
    { "<text>A bell rings.</text>", "<text> </text>", NULL, COURSE_WARNING, "<text> is empty" },
    { "<text>A bell rings.</text>", "<text country=\"KE\">A bell rings.</text>", NULL, COURSE_WARNING,
        "<text> in \"en\" is for named countries only" },
    { "<text>A bell rings.</text>", "<text>" LONG4097 "</text>", NULL, COURSE_ERROR, "a message takes 4,096" },
    { "<text>She ran.</text>", "<text>" LONG1025 "</text>", NULL, COURSE_NOTE, "a caption takes 1,024" },
    { "<text>What first?</text>", "<text>" LONG1025 "</text>", NULL, COURSE_WARNING,
        "a message with buttons takes 1,024" },
    { "<text>Run</text>", "<text>" LONG20 "1</text>", NULL, COURSE_NOTE, "poll \"m1v\": option \"b\" has" },
    { "<text>At noon</text></option>",
        "<text>At noon</text></option><option id=\"d\"><text>0123456789 123456789 1234</text></option>", NULL,
        COURSE_NOTE, "option \"d\" has 25 characters and a list row takes 24" },
    /* media */
    { "media/chart-low.png", "media/none.png", "<asset id=\"chart\"", COURSE_ERROR,
        "there is no file \"media/none.png\"" },
    { "media/chart-low.png", "media/heavy.png", "<asset id=\"chart\"", COURSE_WARNING,
        "61,000 bytes; the low tier is for at most 60,000" },
    { "media/chart-low.png", "media/empty.png", "<asset id=\"chart\"", COURSE_ERROR, "is empty" },
    { "media/chart-low.png",
        "media/song.ogg\" sha256=\""
        "00000000000000000000000000000000"
        "00000000000000000000000000000000",
        "<asset id=\"chart\"", COURSE_ERROR, "is of no type that WhatsApp takes as image" },
    { "media/chart-low.png",
        "media/chart-low.png\" sha256=\""
        "00000000000000000000000000000000"
        "00000000000000000000000000000000",
        NULL, COURSE_ERROR, "is not the file whose sha256 is written here" },
    { "media/chart-low.png", "media/../chart.png", "<asset id=\"chart\"", COURSE_ERROR,
        "leads out of the course's folder" },
    { "bytes=\"2000\"", "bytes=\"1999\"", NULL, COURSE_WARNING, "has 2000 bytes, not 1999" },
    { "media/song.ogg", "media/big.ogg", "<asset id=\"song\"", COURSE_ERROR,
        "17,825,792 bytes; WhatsApp takes at most 16,777,216" },
    { "<variant tier=\"text\"><text>Sing for twenty seconds.</text></variant>", "", "<asset id=\"song\"", COURSE_ERROR,
        "needs a text tier" },
    { "kind=\"link\" href=\"https://example.org/\"", "kind=\"link\"", NULL, COURSE_ERROR, "a link needs href" },
    { "<variant tier=\"full\" src=\"media/song.ogg\" seconds=\"20\"/>", "", "<asset id=\"song\"", COURSE_ERROR,
        "no variant names a file" },
};

static long line_of(const char *text, const char *at)
{
    long line = 1;
    for (const char *p = text; p < at; p++)
        line += *p == '\n';
    return line;
}

static char *all_faults(const GPtrArray *faults)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < faults->len; i++) {
        const CourseFault *fault = faults->pdata[i];
        g_string_append_printf(out, "\n  %d %ld: %s", fault->level, fault->line, fault->text);
    }
    return g_string_free(out, FALSE);
}

/* Appends to `wrong` what the author was told instead of what he should have been. */
static void try_slip(const Slip *slip, GString *wrong)
{
    g_autofree char *before = small_text(), *text = small_changed(slip->from, slip->to);
    const char *at = slip->near ? strstr(text, slip->near) : text + (strstr(before, slip->from) - before);
    ck_assert_msg(at != NULL, "no line has: %s", slip->near);
    long line = line_of(text, at);
    g_autoptr(GPtrArray) faults = new_faults();
    g_autoptr(Course) course = read_text(text, faults);
    bool found = false;
    for (guint i = 0; i < faults->len; i++) {
        const CourseFault *fault = faults->pdata[i];
        found |= fault->level == slip->level && fault->line == line && strstr(fault->text, slip->says);
    }
    g_autofree char *all = all_faults(faults);
    if (!found)
        g_string_append_printf(wrong, "\n%.60s: line %ld should say \"%s\"; said:%s", slip->to, line, slip->says, all);
    if ((course == NULL) != (slip->level == COURSE_ERROR))
        g_string_append_printf(wrong, "\n%.60s: returned %s:%s", slip->to, course ? "a course" : "nothing", all);
}

START_TEST(every_slip_is_told_on_its_line)
{
    GString *wrong = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(slips); i++)
        try_slip(&slips[i], wrong);
    ck_assert_msg(wrong->len == 0, "%s", wrong->str);
    g_string_free(wrong, TRUE);
}
END_TEST

/* The author reads an example, not the grammar: every pattern of the grammar has one, and so has a value that is not
 * even of its type. */
START_TEST(a_value_of_the_wrong_form_is_told_with_an_example)
{
    static const struct {
        const char *from, *to, *says;
    } rows[] = {
        { " id=\"hands\"", " id=\"Hands\"", "must be an id, such as hand-washing" },
        { " id=\"hands\"", " id=\"1st\"", "must be an id, such as hand-washing" },
        { "s2\" country=\"KE\"", "s2\" country=\"Kenya\"", "such as KE" },
        { "s2\" country=\"KE\"", "s2\" country=\"\"", "attribute \"country\" of <source> is empty" },
        { "languages=\"en\"", "languages=\"en_GB\"", "such as en or pt-BR" },
        { "plus=\"PT30M\"", "plus=\"P1M\"", "such as PT30M (30 minutes)" },
        { "plus=\"PT30M\"", "plus=\"30 minutes\"", "such as PT30M (30 minutes)" },
        { "date=\"2026-01-05\"", "date=\"5/1/2026\"", "such as 2026-12-07" },
        { "date=\"2026-01-05\"", "date=\"2026-01-05Z\"", "such as 2026-12-07" },
        { "day=\"60\"/>", "day=\"60\" time=\"8:00\"/>", "such as 08:30" },
        { "start=\"day 61 14:00\"", "start=\"5 March 14:00\"", "such as 2026-03-05 14:00" },
        { "src=\"media/chart.png\"", "src=\"../chart.png\"", "such as media/chart.png" },
        { "bytes=\"2000\"", "sha256=\"c0ffee\"", "that sha256sum prints" },
        { "version=\"1.0\" xml:lang", "version=\"1\" xml:lang", "such as 1.0 or 1.0.2" },
        { "color=\"#2E7D32\"", "color=\"green\"", "such as #2E7D32" },
        { "color=\"#2E7D32\"", "guid=\"3F25\"", "such as 3f2504e0-" },
        { "minutes=\"45\"", "minutes=\"0\"", "must be a whole number from 1 to 100000" },
        { "minutes=\"45\"", "minutes=\"200000\"", "must be at most 100000" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *text = small_changed(rows[i].from, rows[i].to);
        g_autoptr(GPtrArray) faults = new_faults();
        g_autoptr(Course) course = read_text(text, faults);
        g_autofree char *all = all_faults(faults);
        ck_assert_msg(!course && strstr(all, rows[i].says) && !strstr(all, "[0-9"), "%s:%s", rows[i].to, all);
    }
}
END_TEST

/* Every pattern and every named kind of course.xsd is in the table of words: what is added there needs a row here. */
START_TEST(the_grammar_has_words_for_every_kind_of_value)
{
    static const char *const begins[] = { "<xs:pattern value=\"", "<xs:simpleType name=\"" };
    g_autofree char *xsd = NULL, *words = NULL;
    ck_assert(g_file_get_contents(GRAMMAR "/course.xsd", &xsd, NULL, NULL));
    ck_assert(g_file_get_contents(GRAMMAR "/grammar.c", &words, NULL, NULL));
    int n = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(begins); i++)
        for (const char *p = xsd; (p = strstr(p, begins[i])) != NULL; n++) {
            p += strlen(begins[i]);
            g_autofree char *name = g_strndup(p, strcspn(p, "\"")), *escaped = g_strescape(name, NULL);
            g_autofree char *cell = g_strdup_printf("\"%s\",", escaped);
            ck_assert_msg(strstr(words, cell) != NULL, "grammar.c has no words for %s", name);
        }
    ck_assert_int_gt(n, 20);
}
END_TEST

START_TEST(the_small_course_has_no_fault)
{
    g_autofree char *text = small_text();
    g_autoptr(GPtrArray) faults = new_faults();
    g_autoptr(Course) course = read_text(text, faults);
    g_autofree char *all = all_faults(faults);
    ck_assert_msg(course != NULL, "%s", all);
    ck_assert_msg(faults->len == 0, "%s", all);
}
END_TEST

START_TEST(the_small_course_has_every_element_of_the_grammar)
{
    g_autofree char *text = small_text(), *rng = NULL;
    ck_assert(g_file_get_contents(GRAMMAR "/course.rng", &rng, NULL, NULL));
    int elements = 0;
    for (const char *p = rng; (p = strstr(p, "<element name=\"")) != NULL; elements++) {
        p += strlen("<element name=\"");
        g_autofree char *start = g_strdup_printf("<%.*s", (int)strcspn(p, "\""), p);
        const char *found = strstr(text, start);
        while (found && !strchr(" >/", found[strlen(start)]))
            found = strstr(found + 1, start);
        ck_assert_msg(found != NULL, "%s> is not in the small course", start);
    }
    ck_assert_int_gt(elements, 70);
}
END_TEST

START_TEST(faults_come_in_the_order_of_their_lines)
{
    g_autofree char *text = small_changed("languages=\"en\"", "languages=\"en fr\"");
    g_autoptr(GPtrArray) faults = new_faults();
    g_autoptr(Course) course = read_text(text, faults);
    ck_assert_uint_gt(faults->len, 10);
    for (guint i = 1; i < faults->len; i++)
        ck_assert_int_le(((CourseFault *)faults->pdata[i - 1])->line, ((CourseFault *)faults->pdata[i])->line);
}
END_TEST

/* The course that ships, with the files as they are. */
static int64_t shipped_file(const char *path, char *sha256, gpointer data)
{
    g_autofree char *full = g_build_filename(SHIPPED, path, NULL), *bytes = NULL;
    gsize size;
    if (!g_file_get_contents(full, &bytes, &size, NULL))
        return -1;
    g_autofree char *hex = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, size);
    if (sha256)
        g_strlcpy(sha256, hex, 65);
    return (int64_t)size;
}

START_TEST(the_shipped_course_has_nothing_but_notes)
{
    g_autofree char *text = NULL;
    gsize size;
    ck_assert(g_file_get_contents(SHIPPED "/course.xml", &text, &size, NULL));
    g_autoptr(GPtrArray) faults = new_faults();
    g_autoptr(Course) course = course_read(text, size, "course.xml", shipped_file, NULL, TODAY, faults);
    for (guint i = 0; i < faults->len; i++) {
        const CourseFault *fault = faults->pdata[i];
        ck_assert_msg(fault->level == COURSE_NOTE, "line %ld: %s", fault->line, fault->text);
    }
    ck_assert_ptr_nonnull(course);
    ck_assert_uint_ge(course->modules->len, 7);
}
END_TEST

UNIT_MAIN("course_check", every_slip_is_told_on_its_line, a_value_of_the_wrong_form_is_told_with_an_example,
    the_grammar_has_words_for_every_kind_of_value, the_small_course_has_no_fault,
    the_small_course_has_every_element_of_the_grammar, faults_come_in_the_order_of_their_lines,
    the_shipped_course_has_nothing_but_notes)
