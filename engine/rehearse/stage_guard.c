/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a learner may never experience. Everything here is read from the phones, not from the engine's tables, so that
 * what the engine believes of itself cannot hide what people saw. */
#include "stage_priv.h"

#include "outbox.h"
#include "phrase.h"
#include "staff.h"
#include "text.h"

#include <string.h>

/* An answer to the learner's own words may come at any hour, this soon after them. */
#define ANSWER_TIME (10 * MINUTE)
/* What had left when STOP came may still arrive. */
#define STOP_GRACE MINUTE
/* Shorter texts ("yes", "I am not sure") stand in many messages. */
#define PRIVATE_LENGTH 24

/* The engine's own words that tell what a bubble is. */
typedef enum {
    SAYS_SHARE,
    SAYS_CIRCLE,
    SAYS_WORK,
    SAYS_SENIOR,
    SAYS_ASK,
    SAYS_RIGHT,
    SAYS_WRONG,
    SAYS_ROOM,
    SAYINGS
} Saying;
static const char *const saying_keys[SAYS_ROOM] = { "share.button", "circle.button", "work.button", "senior.ask.button",
    "ask.button", "feedback.right", "feedback.wrong" };

typedef struct {
    Stage *stage;
    GPtrArray *faults;
    const Cohort *cohort;
    const Course *course;
    GArray *secrets; /* Secret */
    char *says[SAYINGS];
    GHashTable *shared, *asked; /* wamids of own words about which Share, or Ask facilitator, was tapped; borrowed */
    GHashTable *harmless;       /* texts without a secret and a mark; borrowed: a room's learners got the same ones */
} Watch;

/* A text that belongs to a test and may not be seen before `until`. */
typedef struct {
    const char *item;
    char *text;
    int64_t until;
} Secret;

static void secret_clear(gpointer data)
{
    g_free(((Secret *)data)->text);
}

static void blame(const Watch *watch, const PlatformBubble *bubble, const char *what)
{
    const CivilZone *zone = civil_zone(watch->cohort->zone, NULL);
    g_autofree char *when = civil_local_text(zone ? zone : civil_zone("UTC", NULL), bubble->accepted);
    g_ptr_array_add(
        watch->faults, g_strdup_printf("%s got %s at %s: \"%.60s\"",
                           platform_phone_name(watch->stage->platform, bubble->phone), what, when, bubble->text));
}

/* --- words --- */

static bool is_share(const Watch *watch, const char *text)
{
    return g_str_equal(text, watch->says[SAYS_SHARE]) || g_str_equal(text, watch->says[SAYS_CIRCLE]) ||
           g_str_equal(text, watch->says[SAYS_WORK]) || g_str_equal(text, watch->says[SAYS_SENIOR]) ||
           g_str_has_prefix(text, watch->says[SAYS_ROOM]);
}

/* A tap quotes the question, and the question quotes the words that it is about. */
static void find_tapped(const Watch *watch, int phone)
{
    const Platform *platform = watch->stage->platform;
    for (guint i = 0; i < platform_bubbles(platform, phone); i++) {
        const PlatformBubble *own = platform_bubble(platform, phone, i);
        bool asks = !own->from_business && own->quote && g_str_equal(own->text, watch->says[SAYS_ASK]);
        if (own->from_business || !own->quote || (!asks && !is_share(watch, own->text)))
            continue;
        const PlatformBubble *question = platform_bubble_find(platform, own->quote);
        if (question && question->quote)
            g_hash_table_add(asks ? watch->asked : watch->shared, (gpointer)question->quote);
    }
}

/* By plain choice: it quotes something, begins with a number, or Share was tapped on the question that quotes it. */
static bool was_shared(const Watch *watch, const PlatformBubble *own)
{
    return own->quote || own->text[0] == '#' || g_hash_table_contains(watch->shared, own->wamid);
}

static bool is_staff(const Watch *watch, int phone)
{
    int64_t learner = 0;
    const Stage *stage = watch->stage;
    const char *number = phone >= 0 ? platform_phone_number(stage->platform, phone) : "";
    g_autoptr(Staff) staff = address_find(stage->store, stage->vault, number, NULL, &learner, NULL) && learner
                                 ? staff_of_learner(stage->store, learner, NULL)
                                 : NULL;
    return staff != NULL;
}

/* Words of one learner that nobody else may see. */
typedef struct {
    int phone;
    const char *words;
    bool asked; /* meant for the facilitator, who may read it */
    bool told;  /* by somebody else too, who shared them */
} Private;

/* All of them by the hash of their first bytes, so that each message is read once, however many there are. */
typedef struct {
    const Watch *watch;
    const GHashTable *shared; /* texts that somebody told a room */
    GHashTable *begin;        /* hash -> GArray of Private */
    guint64 *may;             /* a bit for the top bits of each hash: nearly all other places are passed by it */
} Privates;

#define MAY_BITS 18
#define HASH_BASE G_GUINT64_CONSTANT(0x100000001b3)

static guint64 hash_first(const char *text)
{
    guint64 hash = 0;
    for (int i = 0; i < PRIVATE_LENGTH; i++)
        hash = hash * HASH_BASE + (unsigned char)text[i];
    return hash;
}

static bool may_begin(const Privates *all, guint64 hash)
{
    return all->may[hash >> (64 - MAY_BITS) >> 6] >> (hash >> (64 - MAY_BITS) & 63) & 1;
}

static void add_private(Privates *all, Private one)
{
    guint64 bits = hash_first(one.words);
    gint64 hash = (gint64)bits;
    all->may[bits >> (64 - MAY_BITS) >> 6] |= G_GUINT64_CONSTANT(1) << (bits >> (64 - MAY_BITS) & 63);
    GArray *list = g_hash_table_lookup(all->begin, &hash);
    if (!list) {
        list = g_array_new(FALSE, FALSE, sizeof(Private));
        g_hash_table_insert(all->begin, g_memdup2(&hash, sizeof hash), list);
    }
    g_array_append_val(list, one);
}

/* What somebody has told a room is told, with more around it too, whoever else has the same words for herself. */
static bool was_told(const Privates *all, Private *one)
{
    GHashTableIter iter;
    gpointer text;
    g_hash_table_iter_init(&iter, (GHashTable *)all->shared);
    while (!one->told && g_hash_table_iter_next(&iter, &text, NULL))
        one->told = strstr(text, one->words) != NULL;
    return one->told;
}

/* She wrote the same for herself: these are her own words that come back to her. */
static bool is_own(const GArray *list, int phone, const char *words)
{
    for (guint i = 0; i < list->len; i++) {
        const Private *one = &g_array_index(list, Private, i);
        if (one->phone == phone && strcmp(one->words, words) == 0)
            return true;
    }
    return false;
}

static void blame_if_seen(const Privates *all, const GArray *list, const PlatformBubble *bubble, const char *at)
{
    for (guint i = 0; i < list->len; i++) {
        Private *one = &g_array_index(list, Private, i);
        if (bubble->phone == one->phone || one->told || !g_str_has_prefix(at, one->words) ||
            (one->asked && is_staff(all->watch, bubble->phone)) || is_own(list, bubble->phone, one->words) ||
            was_told(all, one))
            continue;
        g_autofree char *what = g_strdup_printf("another's private words (\"%.60s\")", one->words);
        blame(all->watch, bubble, what);
    }
}

static bool seek_words(const PlatformBubble *bubble, gpointer data)
{
    const Privates *all = data;
    const char *text = bubble->text;
    guint64 first = 1;
    gsize size = strlen(text);
    if (size < PRIVATE_LENGTH)
        return true;
    for (int i = 1; i < PRIVATE_LENGTH; i++)
        first *= HASH_BASE;
    guint64 hash = hash_first(text);
    for (gsize at = 0;; at++) {
        gint64 key = (gint64)hash;
        const GArray *list = may_begin(all, hash) ? g_hash_table_lookup(all->begin, &key) : NULL;
        if (list)
            blame_if_seen(all, list, bubble, text + at);
        if (at + PRIVATE_LENGTH >= size)
            return true;
        hash = (hash - (unsigned char)text[at] * first) * HASH_BASE + (unsigned char)text[at + PRIVATE_LENGTH];
    }
}

/* Set of texts, borrowed. */
static GHashTable *shared_words(const Watch *watch)
{
    const Platform *platform = watch->stage->platform;
    GHashTable *shared = g_hash_table_new(g_str_hash, g_str_equal);
    for (int phone = 0; phone < platform_phones(platform); phone++)
        for (guint i = 0; i < platform_bubbles(platform, phone); i++) {
            const PlatformBubble *own = platform_bubble(platform, phone, i);
            if (!own->from_business && was_shared(watch, own))
                g_hash_table_add(shared, (gpointer)own->text);
        }
    return shared;
}

/* Words that a course's own text holds too cannot be told from it. */
static void guard_words(const Watch *watch)
{
    Platform *platform = watch->stage->platform;
    for (int phone = 0; phone < platform_phones(platform); phone++)
        find_tapped(watch, phone);
    g_autoptr(GHashTable) shared = shared_words(watch);
    g_autofree guint64 *may = g_new0(guint64, (1 << MAY_BITS) / 64);
    Privates all = { watch, shared,
        g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)g_array_unref), may };
    for (int phone = 0; phone < platform_phones(platform); phone++)
        for (guint i = 0; i < platform_bubbles(platform, phone); i++) {
            const PlatformBubble *own = platform_bubble(platform, phone, i);
            if (own->from_business || text_length(own->text) < PRIVATE_LENGTH || own->kind == PLATFORM_REACTION)
                continue;
            if (g_hash_table_contains(shared, own->text) || strstr(watch->stage->config.package->xml, own->text))
                continue;
            add_private(&all, (Private){ phone, own->text, g_hash_table_contains(watch->asked, own->wamid), false });
        }
    platform_record_each(platform, seek_words, &all);
    g_hash_table_unref(all.begin);
}

/* --- tests --- */

static void add_secrets(Watch *watch, const Item *item, const GPtrArray *feedback, int64_t until)
{
    for (guint i = 0; i < feedback->len; i++) {
        const ItemFeedback *one = feedback->pdata[i];
        for (guint k = 0; k < one->texts->len; k++) {
            const CourseText *text = one->texts->pdata[k];
            Secret secret = { item->id, g_strdup(text->body), until };
            g_strstrip(secret.text);
            g_array_append_val(watch->secrets, secret);
        }
    }
}

static void find_secrets(Watch *watch, const Plan *plan)
{
    for (guint t = 0; t < watch->course->tests->len; t++) {
        const Test *test = watch->course->tests->pdata[t];
        int64_t until = schedule_embargo(plan, watch->cohort, test->id);
        for (guint f = 0; f < test->forms->len; f++) {
            const Form *form = test->forms->pdata[f];
            for (guint i = 0; i < form->items->len; i++) {
                const Item *item = course_item(watch->course, ((const FormItem *)form->items->pdata[i])->item);
                add_secrets(watch, item, item->feedback, until);
                for (guint o = 0; o < item->options->len; o++) {
                    const ItemOption *option = item->options->pdata[o];
                    if (option->feedback)
                        add_secrets(watch, item, option->feedback, until);
                }
            }
        }
    }
}

/* The step a message was sent for, by its tag; NULL for the engine's own words. */
static const Step *step_of(const Watch *watch, const PlatformBubble *bubble)
{
    int64_t id = 0;
    int attempt = 0;
    if (!context_untag(engine_context(watch->stage->engine), bubble->tag, &id, &attempt))
        return NULL;
    g_autoptr(OutboxMsg) msg = outbox_get(watch->stage->store, id, NULL);
    return msg && msg->step ? course_step(watch->course, msg->step) : NULL;
}

/* Whatever is sent for a sit says nothing of right or wrong. */
static bool tells_mark(const Watch *watch, const char *text)
{
    return strstr(text, watch->says[SAYS_RIGHT]) || strstr(text, watch->says[SAYS_WRONG]);
}

static bool tells(const Secret *secret, const char *text)
{
    return *secret->text && strstr(text, secret->text);
}

static bool is_harmless(const Watch *watch, const char *text)
{
    if (g_hash_table_contains(watch->harmless, text))
        return true;
    for (guint i = 0; i < watch->secrets->len; i++)
        if (tells(&g_array_index(watch->secrets, Secret, i), text))
            return false;
    return !tells_mark(watch, text) && g_hash_table_add(watch->harmless, (gpointer)text);
}

static bool guard_key(const PlatformBubble *bubble, gpointer data)
{
    const Watch *watch = data;
    if (is_harmless(watch, bubble->text))
        return true;
    for (guint i = 0; i < watch->secrets->len; i++) {
        const Secret *secret = &g_array_index(watch->secrets, Secret, i);
        if (bubble->accepted < secret->until && tells(secret, bubble->text))
            blame(watch, bubble, "a test's key before its last sit has closed");
    }
    if (tells_mark(watch, bubble->text)) {
        const Step *step = step_of(watch, bubble);
        if (step && step->kind == STEP_SIT)
            blame(watch, bubble, "the mark of a test's question");
    }
    return true;
}

/* --- hours --- */

/* The learner's last own words before `time`, as the business got them; 0 when none. */
static int64_t last_words(const Platform *platform, int phone, int64_t time)
{
    int64_t last = 0;
    for (guint i = 0; i < platform_bubbles(platform, phone); i++) {
        const PlatformBubble *own = platform_bubble(platform, phone, i);
        if (!own->from_business && own->sent >= 0 && own->sent <= time)
            last = MAX(last, own->sent);
    }
    return last;
}

static bool guard_night(const PlatformBubble *bubble, gpointer data)
{
    const Watch *watch = data;
    if (bubble->phone < 0 || !cohort_quiet_until(watch->cohort, bubble->accepted))
        return true;
    if (last_words(watch->stage->platform, bubble->phone, bubble->accepted) < bubble->accepted - ANSWER_TIME)
        blame(watch, bubble, "a message at night");
    return true;
}

/* --- STOP --- */

static void guard_stop_of(const Watch *watch, int phone)
{
    Platform *platform = watch->stage->platform;
    int64_t stopped = 0;
    guint after = 0;
    for (guint i = 0; i < platform_bubbles(platform, phone); i++) {
        const PlatformBubble *bubble = platform_bubble(platform, phone, i);
        int number = 0;
        Word word = bubble->from_business || bubble->quote ? WORD_NONE : phrase_word(bubble->text, &number);
        if (word == WORD_STOP && !stopped) {
            stopped = bubble->sent;
            after = 0;
        } else if (word == WORD_START) {
            stopped = 0;
        } else if (stopped && bubble->from_business && bubble->accepted > stopped) {
            after++;
            if (after > 1 || bubble->accepted > stopped + STOP_GRACE)
                blame(watch, bubble, "a message after STOP");
        }
    }
}

static void watch_open(Watch *watch, const Plan *plan)
{
    watch->secrets = g_array_new(FALSE, FALSE, sizeof(Secret));
    g_array_set_clear_func(watch->secrets, secret_clear);
    find_secrets(watch, plan);
    for (int i = 0; i < SAYS_ROOM; i++)
        watch->says[i] = phrase("en", saying_keys[i], NULL);
    watch->says[SAYS_ROOM] = phrase("en", "staff.ask.room", "room", "", NULL);
    watch->shared = g_hash_table_new(g_str_hash, g_str_equal);
    watch->asked = g_hash_table_new(g_str_hash, g_str_equal);
    watch->harmless = g_hash_table_new(g_str_hash, g_str_equal);
}

static void watch_close(Watch *watch)
{
    g_array_unref(watch->secrets);
    for (int i = 0; i < SAYINGS; i++)
        g_free(watch->says[i]);
    g_hash_table_unref(watch->shared);
    g_hash_table_unref(watch->asked);
    g_hash_table_unref(watch->harmless);
}

bool stage_guard(Stage *stage, GPtrArray *faults, GError **error)
{
    Context *context = engine_context(stage->engine);
    const Cohort *cohort = context_cohort(context, stage->cohort, error);
    const Plan *plan = cohort ? context_plan_of(context, stage->cohort, error) : NULL;
    if (!plan)
        return false;
    Watch watch = { .stage = stage, .faults = faults, .cohort = cohort, .course = plan_course(plan) };
    watch_open(&watch, plan);
    guard_words(&watch);
    platform_record_each(stage->platform, guard_key, &watch);
    platform_accepted_each(stage->platform, guard_night, &watch);
    for (int phone = 0; phone < platform_phones(stage->platform); phone++)
        guard_stop_of(&watch, phone);
    watch_close(&watch);
    return true;
}
