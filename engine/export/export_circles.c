/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pairs and circles: their ids of the database would join two studies, so they get numbers in an order that the study's
 * key makes; and what answers what, since each of them counts its own posts. */
#include "export_priv.h"

#include <string.h>

typedef struct {
    int64_t id;
    char *order;
} Numbered;

static int by_order(gconstpointer a, gconstpointer b)
{
    return strcmp(((const Numbered *)a)->order, ((const Numbered *)b)->order);
}

static void clear_numbered(gpointer data)
{
    g_free(((Numbered *)data)->order);
}

static void add_circle(const Exporting *x, GArray *circles, GHashTable *seen, int64_t id)
{
    if (!id || g_hash_table_contains(seen, &id))
        return;
    g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, id);
    Numbered one = { id, export_pseudonym(x->plan->key, 'C', 20, "circle", text) };
    g_array_append_val(circles, one);
    g_hash_table_insert(seen, g_memdup2(&id, sizeof id), NULL);
}

void export_number_circles(Exporting *x)
{
    g_autoptr(GArray) circles = g_array_new(FALSE, FALSE, sizeof(Numbered));
    g_autoptr(GHashTable) number = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    g_array_set_clear_func(circles, clear_numbered);
    for (guint i = 0; i < x->data->posts->len; i++)
        add_circle(x, circles, number, ((ReportPost *)x->data->posts->pdata[i])->circle);
    for (guint i = 0; i < x->data->stays->len; i++)
        add_circle(x, circles, number, ((ReportStay *)x->data->stays->pdata[i])->circle);
    g_array_sort(circles, by_order);
    for (guint i = 0; i < circles->len; i++)
        g_hash_table_insert(
            number, g_memdup2(&g_array_index(circles, Numbered, i).id, sizeof(int64_t)), GUINT_TO_POINTER(i + 1));
    for (guint i = 0; i < x->data->posts->len; i++) {
        ReportPost *post = x->data->posts->pdata[i];
        post->circle = GPOINTER_TO_UINT(g_hash_table_lookup(number, &post->circle));
    }
    for (guint i = 0; i < x->data->stays->len; i++) {
        ReportStay *stay = x->data->stays->pdata[i];
        stay->circle = GPOINTER_TO_UINT(g_hash_table_lookup(number, &stay->circle));
    }
}

static char *place_of(const ReportPost *post, int number)
{
    return g_strdup_printf("%d %" G_GINT64_FORMAT " %d", post->room, post->circle, number);
}

GHashTable *export_numbers(const ReportData *data)
{
    GHashTable *posts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < data->posts->len; i++)
        g_hash_table_insert(posts, place_of(data->posts->pdata[i], ((ReportPost *)data->posts->pdata[i])->number),
            data->posts->pdata[i]);
    return posts;
}

const ReportPost *export_answered(GHashTable *numbers, const ReportPost *post)
{
    g_autofree char *place = post->reply_to ? place_of(post, post->reply_to) : NULL;
    return place ? g_hash_table_lookup(numbers, place) : NULL;
}
