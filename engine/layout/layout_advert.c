/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The template of course adverts, in the languages that WhatsApp has and the engine speaks: what it says around the
 * programme's own words, one button that joins, one that ends such messages. Its category is marketing, for that is
 * what it is. */
#include "layout_priv.h"
#include "text.h"

#define NAME_MOST 60
#define TITLE_MOST 120

static const struct {
    const char *lang, *code; /* ours; WhatsApp's */
    const char *body, *join, *off, *colleague;
} texts[] = {
    { "en", "en",
        "Hello {{1}}, you asked us to tell you of new courses. *{{2}}*: {{3}} Tap Join, or write JOIN {{4}}, to take "
        "part. Write COURSES OFF and we tell you of no others.",
        "Join", "No more adverts", "colleague" },
    { "fr", "fr",
        "Bonjour {{1}}, vous nous avez demandé de vous signaler les nouveaux cours. *{{2}}* : {{3}} Touchez "
        "Participer, "
        "ou écrivez JOIN {{4}}, pour y prendre part. Écrivez COURS NON et nous n'en signalerons plus.",
        "Participer", "Plus d'annonces", "collègue" },
    { "pt", "pt_PT",
        "Olá {{1}}, pediu-nos que lhe falássemos de novos cursos. *{{2}}*: {{3}} Toque em Participar, ou escreva JOIN "
        "{{4}}, para entrar. Escreva CURSOS NÃO e não falaremos de mais nenhum.",
        "Participar", "Sem mais anúncios", "colega" },
    { "sw", "sw",
        "Habari {{1}}, ulituomba tukuambie kuhusu kozi mpya. *{{2}}*: {{3}} Gusa Jiunge, au andika JOIN {{4}}, "
        "kushiriki. Andika KOZI HAPANA nasi hatutakuambia kuhusu nyingine.",
        "Jiunge", "Sitaki matangazo", "mwenzetu" },
};

static gsize row_of(const char *lang)
{
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        if (g_str_equal(texts[i].lang, lang))
            return i;
    return G_N_ELEMENTS(texts);
}

const char *layout_advert_language(const char *lang)
{
    gsize i = row_of(lang);
    return i < G_N_ELEMENTS(texts) ? texts[i].code : NULL;
}

cJSON *layout_advert_template(const char *lang)
{
    gsize row = row_of(lang);
    if (row == G_N_ELEMENTS(texts))
        return NULL;
    static const char *const example[] = { "Chipo", "Newborn care", "Six weeks, 12 CPD hours, free.", "NEW1" };
    cJSON *values = cJSON_CreateArray(), *sets = cJSON_CreateArray(), *buttons = cJSON_CreateArray();
    for (gsize i = 0; i < G_N_ELEMENTS(example); i++)
        json_put_item(values, NULL, cJSON_CreateString(example[i]));
    json_put_item(sets, NULL, values);
    cJSON *body = json_put(json_put(cJSON_CreateObject(), "type", "BODY"), "text", texts[row].body);
    json_put_item(body, "example", json_put_item(cJSON_CreateObject(), "body_text", sets));
    const char *const titles[] = { texts[row].join, texts[row].off };
    for (gsize i = 0; i < G_N_ELEMENTS(titles); i++)
        json_put_item(
            buttons, NULL, json_put(json_put(cJSON_CreateObject(), "type", "QUICK_REPLY"), "text", titles[i]));
    cJSON *components = cJSON_CreateArray();
    json_put_item(components, NULL, body);
    json_put_item(
        components, NULL, json_put_item(json_put(cJSON_CreateObject(), "type", "BUTTONS"), "buttons", buttons));
    cJSON *definition = json_put(cJSON_CreateObject(), "name", LAYOUT_ADVERT);
    json_put(json_put(definition, "language", texts[row].code), "category", "MARKETING");
    json_put(definition, "parameter_format", "positional");
    /* A course that has begun is no news: the least that WhatsApp allows for marketing is twelve hours. */
    json_put_int(definition, "message_send_ttl_seconds", 3 * 24 * 60 * 60);
    return json_put_item(definition, "components", components);
}

/* One line, for a template takes no other. Given. */
static char *line_of(const char *words, gsize most)
{
    g_autofree char *plain = layout_unmarked(words);
    return text_cut(g_strstrip(g_strdelimit(plain, "\n\r\t", ' ')), most);
}

Message *layout_advert(const LayoutAdvert *a)
{
    Message *message = message_new(MESSAGE_TEMPLATE, NULL);
    gsize row = MIN(row_of(a->lang), G_N_ELEMENTS(texts) - 1);
    g_autofree char *join = g_strdup_printf("v.%" G_GINT64_FORMAT ".join", a->id);
    g_autofree char *off = g_strdup_printf("v.%" G_GINT64_FORMAT ".off", a->id);
    message->template_name = g_strdup(a->template_name);
    message->language = g_strdup(a->code);
    if (a->words && *a->words) {
        g_autofree char *name = line_of(a->name && *a->name ? a->name : texts[row].colleague, NAME_MOST);
        g_autofree char *title = line_of(a->title, TITLE_MOST), *words = line_of(a->words, LAYOUT_ADVERT_WORDS);
        message_add_param(message, name);
        message_add_param(message, title);
        message_add_param(message, words);
        message_add_param(message, a->join);
    }
    message_add_choice(message, join, texts[row].join, NULL);
    message_add_choice(message, off, texts[row].off, NULL);
    return message;
}

char *layout_advert_preview(const LayoutAdvert *a)
{
    gsize row = MIN(row_of(a->lang), G_N_ELEMENTS(texts) - 1);
    g_autoptr(Message) message = layout_advert(a);
    GString *shown = g_string_new(texts[row].body);
    if (!message->params->len)
        return g_string_free(shown, FALSE);
    for (guint i = 0; i < message->params->len; i++) {
        g_autofree char *mark = g_strdup_printf("{{%u}}", i + 1);
        g_string_replace(shown, mark, message->params->pdata[i], 1);
    }
    return g_string_free(shown, FALSE);
}
