/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People post the kit's texts by hand, some minutes early or hours late; a wrong order of day and month is off by
 * weeks, and a clock of another zone by whole hours, every time. */
#include "room_anchor.h"
#include "text.h"

#include <string.h>

#define NEAR (36 * HOUR)
#define STEADY (10 * MINUTE)
#define STEADY_LEAST 3
#define AGAIN_LEAST 2
#define LETTERS_LEAST 8
#define ZONES_APART 14 /* hours */
#define BEGINNING 24   /* characters by which a post is known, beside its tag */

static char *beginning(const char *text)
{
    g_autofree char *key = text_key(text);
    return text_cut(key, BEGINNING);
}

static int64_t utc_of(const CivilZone *zone, int64_t local)
{
    Civil civil = civil_from_days(local / DAY);
    civil.hour = (int)(local % DAY / HOUR);
    civil.minute = (int)(local % HOUR / MINUTE);
    return civil_to_utc(zone, &civil, NULL);
}

/* The first message of the file that is this post; NULL when none is. */
static const cJSON *find(const KitPost *post, const cJSON *posts)
{
    const cJSON *one;
    const char *tag = strrchr(post->text, '[');
    g_autofree char *begin = beginning(post->text);
    cJSON_ArrayForEach(one, posts)
    {
        const char *text = json_string(one, "text");
        if (!text || !tag || !strstr(text, tag))
            continue;
        g_autofree char *own = beginning(text);
        if (strcmp(own, begin) == 0)
            return one;
    }
    return NULL;
}

static gint by_size(gconstpointer a, gconstpointer b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* Whole hours off, where all of them are alike. */
static int steady_hours(const GArray *late, guint least, int64_t median)
{
    int64_t hours = (median + (median < 0 ? -HOUR / 2 : HOUR / 2)) / HOUR;
    bool steady = late->len >= least && ABS(hours) <= ZONES_APART;
    for (guint i = 0; i < late->len && steady; i++)
        steady = ABS(g_array_index(late, int64_t, i) - hours * HOUR) <= STEADY;
    return steady ? (int)hours : 0;
}

static void add(RoomAnchor *fit, GArray *late, const cJSON *said, int64_t meant, const CivilZone *zone)
{
    int64_t off = utc_of(zone, json_int(said, "local", 0)) - meant;
    fit->found++;
    if (ABS(off) > NEAR)
        return;
    fit->at = late->len ? fit->at : meant;
    g_array_append_val(late, off);
}

static void sum_up(RoomAnchor *fit, GArray *late, guint least)
{
    fit->near = (int)late->len;
    if (!fit->near)
        return;
    g_array_sort(late, by_size);
    fit->shift = g_array_index(late, int64_t, late->len / 2);
    fit->hours = steady_hours(late, least, fit->shift);
}

RoomAnchor room_anchor_fit(const Kit *kit, const cJSON *posts, const CivilZone *zone)
{
    RoomAnchor fit = { 0 };
    g_autoptr(GArray) late = g_array_new(FALSE, FALSE, sizeof(int64_t));
    for (guint i = 0; i < kit->posts->len; i++) {
        const KitPost *post = kit->posts->pdata[i];
        const cJSON *said = post->utc ? find(post, posts) : NULL;
        if (said)
            add(&fit, late, said, post->utc, zone);
    }
    sum_up(&fit, late, STEADY_LEAST);
    return fit;
}

char *room_anchor_key(const char *text)
{
    char *key = text_key(text);
    if (text_length(key) >= LETTERS_LEAST)
        return key;
    g_free(key);
    return NULL;
}

RoomAnchor room_anchor_again(GHashTable *known, const cJSON *posts, const CivilZone *zone)
{
    const cJSON *one;
    RoomAnchor fit = { 0 };
    g_autoptr(GArray) late = g_array_new(FALSE, FALSE, sizeof(int64_t));
    cJSON_ArrayForEach(one, posts)
    {
        const char *text = json_string(one, "text");
        g_autofree char *key = text ? room_anchor_key(text) : NULL;
        const int64_t *at = key ? g_hash_table_lookup(known, key) : NULL;
        if (at)
            add(&fit, late, one, *at, zone);
    }
    sum_up(&fit, late, AGAIN_LEAST);
    return fit;
}
