/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cohort's course adverts: how many there are on the list to read them, what became of each, a new one, and when it
 * goes. Who is on the list is shown to nobody here, for an advert is to none of them by name. */
#include "advertise.h"
#include "deed_priv.h"

#include <string.h>

/* --- what they do --- */

/* Those of Baraza's own template. */
static const char *const tongues[][2] = { { "en", "English" }, { "fr", "French" }, { "pt", "Portuguese" },
    { "sw", "Swahili" } };

/* The words by language, as the verb takes them. */
static void gather_words(cJSON *params)
{
    cJSON *texts = cJSON_CreateObject();
    for (gsize i = 0; i < G_N_ELEMENTS(tongues); i++)
        json_put(texts, tongues[i][0], json_string(params, tongues[i][0]));
    json_put_item(params, "texts", texts);
}

static void tell_forecast(const cJSON *result, cJSON *sentences)
{
    const cJSON *one = NULL;
    int days = (int)json_int(result, "days", 0);
    const char *cost = json_string(result, "cost");
    cJSON_ArrayForEach(one, json_at(result, "words"))
    {
        const char *looks = json_string(one, "looks");
        deed_say(sentences,
            g_strdup_printf("%s: %s", json_string(one, "language"), looks ? looks : "the words of the template"));
        deed_say(sentences, g_strdup_printf("The template in this language: %s", json_string(one, "template")));
    }
    g_autofree char *over = days > 1 ? g_strdup_printf(", over %d days", days) : g_strdup("");
    deed_say(sentences, g_strdup_printf("%d on the list; as things are %d get it%s.", (int)json_int(result, "list", 0),
                            (int)json_int(result, "gets", 0), over));
    cJSON_ArrayForEach(one, json_at(result, "not"))
    {
        deed_say(
            sentences, g_strdup_printf("%d do not: %s", (int)json_int(one, "people", 0), json_string(one, "sentence")));
    }
    if (cost)
        deed_say(sentences, g_strdup_printf("Cost, as marketing: %s", cost));
}

static void tell_send(const cJSON *result, cJSON *sentences)
{
    tell_forecast(result, sentences);
    deed_say(sentences, g_strdup_printf("It would go from %s on.", json_string(result, "begins")));
}

static char *after_send(WebPage *page, const cJSON *result)
{
    return g_strdup_printf("The advert goes from %s on.", json_string(result, "begins"));
}

static void tell_stop(const cJSON *result, cJSON *sentences)
{
    int64_t taken = json_int(result, "taken_back", 0);
    deed_say(sentences, taken == 0
                            ? g_strdup("Nothing waits any more; nobody else gets it.")
                            : g_strdup_printf("%" G_GINT64_FORMAT " that had not left would be taken back.", taken));
}

/* --- what there is to choose from --- */

/* All of it may be owed and wait for the morning, or for WhatsApp to look at the template. */
static bool still_stops(WebPage *page, const Advert *advert, bool *stops, GError **error)
{
    *stops = advert->state == ADVERT_PLANNED || advert->state == ADVERT_GOING;
    if (advert->state != ADVERT_GONE)
        return true;
    g_autoptr(GArray) unsent = advert_unsent(page->web->store, 0, advert->id, error);
    *stops = unsent && unsent->len > 0;
    return unsent != NULL;
}

static bool choose_adverts(WebPage *page, cJSON *list, bool to_stop, GError **error)
{
    g_autoptr(GPtrArray) all = advert_list(page->web->store, error);
    for (guint i = 0; all && i < all->len; i++) {
        const Advert *a = all->pdata[i];
        bool fits = a->state == ADVERT_PLANNED || a->state == ADVERT_MADE;
        if (a->cohort != page->arg[0])
            continue;
        if (to_stop && !still_stops(page, a, &fits, error))
            return false;
        if (fits)
            deed_choice(list, a->name, a->name);
    }
    return all != NULL;
}

static bool to_send(WebPage *page, cJSON *list, GError **error)
{
    return choose_adverts(page, list, false, error);
}

static bool to_stop(WebPage *page, cJSON *list, GError **error)
{
    return choose_adverts(page, list, true, error);
}

static bool open_codes(WebPage *page, cJSON *list, GError **error)
{
    g_autoptr(GPtrArray) all = invitation_list(page->web->store, page->arg[0], error);
    for (guint i = all ? all->len : 0; i > 0; i--) { /* the newest first */
        const Invitation *one = all->pdata[i - 1];
        if (one->until > page->now)
            deed_choice(list, one->code, one->code);
    }
    return all != NULL;
}

static bool languages(WebPage *page, cJSON *list, GError **error)
{
    for (gsize i = 0; i < G_N_ELEMENTS(tongues); i++)
        deed_choice(list, tongues[i][0], tongues[i][1]);
    return true;
}

static const Deed deeds[] = {
    { "make", "advert.make", WEB_COORDINATOR, "Make an advert",
        "It goes to those who asked to hear of new courses, in the languages that have words here: one "
        "paragraph of up to 500 characters. It bears the course's title, a button that joins by the code, and one that "
        "ends such messages. Nothing is sent yet.",
        "Make it", "The advert is made. Nothing is sent yet.",
        { { "advert", "A name for it here, such as newborn-1", DEED_LINE, false, NULL },
            { "code", "The code by which one joins", DEED_CHOICE, false, open_codes },
            { "en", "What the course offers, in English", DEED_WORDS, true, NULL },
            { "fr", "The same in French", DEED_WORDS, true, NULL },
            { "pt", "The same in Portuguese", DEED_WORDS, true, NULL },
            { "sw", "The same in Swahili", DEED_WORDS, true, NULL },
            { "fallback", "Who speaks another language gets it in", DEED_CHOICE, true, languages } },
        .adapt = gather_words, .tell = tell_forecast },
    { "send", "advert.send", WEB_COORDINATOR, "Send an advert",
        "In waking hours, so many a day, to each person once. Everybody is judged once more when it leaves.", "Send it",
        NULL,
        { { "advert", "Which", DEED_CHOICE, false, to_send },
            { "at", "When, such as 2026-12-07 09:30, the cohort's time; empty: now", DEED_LINE, true, NULL } },
        .tell = tell_send, .after = after_send },
    { "stop", "advert.stop", WEB_COORDINATOR, "Stop an advert", "What has not left is taken back. It does not go on.",
        "Stop it", "The advert is stopped.", { { "advert", "Which", DEED_CHOICE, false, to_stop } },
        .tell = tell_stop },
    { NULL },
};

/* --- what became of them --- */

static char *words_of(const cJSON *v)
{
    const cJSON *one = NULL;
    g_autoptr(GString) words = g_string_new(NULL);
    cJSON_ArrayForEach(one, json_at(v, "words"))
    {
        const char *looks = json_string(one, "looks");
        g_string_append_printf(words, "%s%s: %s", words->len ? "\n\n" : "", json_string(one, "language"),
            looks ? looks : json_string(v, "template"));
    }
    return g_string_free(g_steal_pointer(&words), FALSE);
}

static void add_count(GString *s, const cJSON *v, const char *member, const char *what)
{
    if (json_int(v, member, 0))
        g_string_append_printf(s, "%s%d %s", s->len ? ", " : "", (int)json_int(v, member, 0), what);
}

static char *note_of(const cJSON *v)
{
    static const char *const rows[][2] = { { "waiting", "wait for their day" }, { "held", "held until they may go" },
        { "on_its_way", "on the way" }, { "capped", "not brought: WhatsApp holds that they get enough adverts" },
        { "switched_off", "have switched offers off in WhatsApp" },
        { "experiment", "not brought: WhatsApp tries what becomes of who gets none" },
        { "failed", "refused for another reason" }, { "late", "dropped, three days late" },
        { "dropped", "no longer wanted when their turn came" } };
    const cJSON *one = NULL;
    const char *cost = json_string(v, "cost"), *fault = json_string(v, "fault");
    g_autoptr(GString) s = g_string_new(NULL);
    if (json_string(v, "begins"))
        g_string_append_printf(s, "%d sent, %d delivered, %d read, %d joined by it, %d left the list after it",
            (int)json_int(v, "sent", 0), (int)json_int(v, "delivered", 0), (int)json_int(v, "read", 0),
            (int)json_int(v, "joined", 0), (int)json_int(v, "left", 0));
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        add_count(s, v, rows[i][0], rows[i][1]);
    g_string_append(s, s->len ? "." : "Not sent yet.");
    cJSON_ArrayForEach(one, json_at(v, "not"))
        g_string_append_printf(s, " Not to %d: %s", (int)json_int(one, "people", 0), json_string(one, "sentence"));
    if (fault)
        g_string_append_printf(s, " The engine stopped it, because it could not go on: %s.", fault);
    if (cost)
        g_string_append_printf(s, " Cost, as marketing: %s.", cost);
    return g_string_free(g_steal_pointer(&s), FALSE);
}

static cJSON *advert_item(const cJSON *v, int64_t id)
{
    const char *begins = json_string(v, "begins"), *state = json_string(v, "state");
    g_autofree char *place = g_strdup_printf("a%" G_GINT64_FORMAT, id), *words = words_of(v), *note = note_of(v);
    g_autofree char *from = begins ? g_strdup_printf(", from %s", begins) : g_strdup("");
    g_autofree char *heading =
        g_strdup_printf("%s · %s%s, JOIN %s", json_string(v, "advert"), state, from, json_string(v, "code"));
    cJSON *item = json_put(json_put(cJSON_CreateObject(), "place", place), "heading", heading);
    return json_put(json_put(json_put(item, "words", words), "note", note), "edit", "");
}

static char *list_line(Store *store, GError **error)
{
    int64_t counts[ADVERT_MEANS], all = 0;
    if (!advert_means(store, counts, error))
        return NULL;
    for (int i = 0; i < ADVERT_MEANS; i++)
        all += counts[i];
    return g_strdup_printf("%d on the list of those who asked to hear of new courses: %d by a word, %d by a tap, %d "
                           "from a list of agreements. Nobody else gets an advert, and nobody two within a week.",
        (int)all, (int)counts[ADVERT_BY_WORD], (int)(counts[ADVERT_BY_TAP] + counts[ADVERT_BY_WHATSAPP]),
        (int)counts[ADVERT_BY_LIST]);
}

static bool put_adverts(WebPage *page, const Cohort *cohort, cJSON *items, GError **error)
{
    Context *context = web_context(page->web);
    g_autoptr(GPtrArray) all = advert_list(page->web->store, error);
    for (guint i = all ? all->len : 0; i > 0; i--) { /* the newest first */
        const Advert *advert = all->pdata[i - 1];
        g_autoptr(cJSON) v = cJSON_CreateObject();
        if (advert->cohort != cohort->id)
            continue;
        if (!advertise_view(context, advert, page->now, v, error))
            return false;
        json_put_item(items, NULL, advert_item(v, advert->id));
    }
    return all != NULL;
}

static bool adverts_put(WebPage *page, cJSON *view, gpointer data, GError **error)
{
    const Cohort *cohort = data;
    cJSON *items = cJSON_CreateArray();
    json_put(json_put_item(view, "items", items), "title", "Adverts");
    g_autofree char *hint = list_line(page->web->store, error);
    if (!hint || !put_adverts(page, cohort, items, error))
        return false;
    json_put(view, "hint", hint);
    json_put(view, "none",
        "No advert for this cohort yet. One needs a code by which people join, which the page Invite makes.");
    page_tabs(page, cohort, view);
    return true;
}

static cJSON *adverts_params(WebPage *page, gpointer data, GError **error)
{
    return json_put(cJSON_CreateObject(), "cohort", ((const Cohort *)data)->name);
}

static bool adverts_page(WebPage *page, bool (*run)(WebPage *page, const DeedPage *of, GError **error), GError **error)
{
    g_autoptr(Cohort) cohort = cohort_get(page->web->store, page->arg[0], error);
    if (!cohort)
        return false;
    g_autofree char *here = web_cohort_path(cohort->id, "/adverts");
    const DeedPage of = { deeds, here, here, "group", "Adverts", adverts_params, adverts_put, cohort };
    return run(page, &of, error);
}

bool adverts_show(WebPage *page, GError **error)
{
    return adverts_page(page, deed_show, error);
}

bool adverts_do(WebPage *page, GError **error)
{
    return adverts_page(page, deed_do, error);
}
