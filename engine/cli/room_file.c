/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the file itself leaves open what 1/2 means, each order is tried against the planned times of the kit's posts.
 */
#include "room_file.h"
#include "chat_cli.h"
#include "discussion.h"
#include "room_anchor.h"

#include <string.h>

void room_file_free(RoomFile *file)
{
    if (!file)
        return;
    chat_report_free(file->report);
    cJSON_Delete(file->posts);
    if (file->unreadable)
        g_ptr_array_unref(file->unreadable);
    g_free(file->order_why);
    g_free(file->zone_why);
    g_free(file->zone);
    g_free(file);
}

static bool gather(const ChatEntry *entry, void *data, GError **error)
{
    RoomFile *file = data;
    file->system += entry->kind == CHAT_SYSTEM;
    if (entry->kind == CHAT_UNREADABLE)
        g_ptr_array_add(file->unreadable, g_strdup_printf("line %" G_GINT64_FORMAT ": %s", entry->line, entry->raw));
    if (entry->kind != CHAT_MESSAGE)
        return true;
    cJSON *post = json_put_int(json_put_int(cJSON_CreateObject(), "line", entry->line), "local", entry->local);
    json_put(json_put(json_put(post, "sender", entry->sender), "text", entry->text), "media", entry->media);
    json_put_bool(json_put_bool(post, "edited", entry->edited), "deleted", entry->deleted);
    json_put_item(file->posts, NULL, post);
    return true;
}

static RoomFile *read_as(ChatInput *input, const ChatWords *words, ChatOrder order, GError **error)
{
    g_autoptr(RoomFile) file = g_new0(RoomFile, 1);
    file->posts = cJSON_CreateArray();
    file->unreadable = g_ptr_array_new_with_free_func(g_free);
    file->report = chat_parse(input, words, order, gather, file, error);
    if (!file->report)
        return NULL;
    file->decided = file->report->decided;
    file->order_why = g_strdup(file->report->evidence);
    return g_steal_pointer(&file);
}

/* --- the kit --- */

typedef struct {
    Workspace *w;
    Cohort *cohort;
    Kit *kit;
    const CivilZone *zone;
    GHashTable *known; /* what was imported before: key of its words -> int64_t * when */
    int64_t room;
} Anchors;

static void anchors_clear(Anchors *a)
{
    kit_free(a->kit);
    g_clear_pointer(&a->known, g_hash_table_unref);
    cohort_free(a->cohort);
    workspace_free(a->w);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Anchors, anchors_clear)

/* What was said twice in the same words tells nothing about when. */
static bool note_known(const Post *post, gpointer data)
{
    Anchors *a = data;
    g_autofree char *key = post->room == a->room && post->text ? room_anchor_key(post->text) : NULL;
    if (!key)
        return true;
    int64_t *at = g_new(int64_t, 1);
    *at = g_hash_table_contains(a->known, key) ? G_MAXINT64 / 2 : post->written;
    g_hash_table_replace(a->known, g_steal_pointer(&key), at);
    return true;
}

/* Whatever is missing (a cohort, a room), the change itself says. */
static void open_anchors(Cli *cli, Anchors *a)
{
    g_autoptr(GError) ignored = NULL;
    g_auto(GStrv) where = g_strsplit(cli_arg(cli, 0), "/", 2);
    const char *name = where[0] && where[1] ? where[1] : "1", *zone = cli_option(cli, "zone");
    a->w = workspace_open(cli, &ignored);
    a->cohort = a->w ? cohort_find(a->w->store, where[0] ? where[0] : "", &ignored) : NULL;
    a->known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    if (a->cohort && room_find(a->w->store, a->cohort->id, name, &a->room, &ignored) && a->room &&
        post_each(a->w->store, a->cohort->id, note_known, a, &ignored))
        a->kit = kit_gather(a->w, a->cohort, a->room, name, NULL, &ignored);
    a->zone = !a->cohort ? NULL : zone ? civil_zone(zone, &ignored) : cohort_zone(a->cohort);
    if (!a->zone)
        g_clear_pointer(&a->kit, kit_free);
}

/* --- the order --- */

/* A part over 12 and a year in front leave nothing to ask. */
static bool is_sure(const ChatReport *report)
{
    static const char *const sure[] = { "given", "year-first", "part-over-12", NULL };
    return g_strv_contains(sure, report->order_by);
}

/* *file becomes the reading under which more posts of the kit are near their times than under any other. */
static bool settle_order(ChatInput *input, const ChatWords *words, const Anchors *a, RoomFile **file, GError **error)
{
    ChatOrder orders[] = { CHAT_DMY, CHAT_MDY, (*file)->report->order };
    g_autoptr(RoomFile) best = NULL;
    int most = 0, second = 0;
    /* Its own reading as well, where that is another, such as year, day, month. */
    gsize n = orders[2] == CHAT_DMY || orders[2] == CHAT_MDY ? 2 : 3;
    for (gsize i = 0; i < n; i++) {
        g_autoptr(RoomFile) one = read_as(input, words, orders[i], error);
        if (!one)
            return false;
        int near =
            room_anchor_fit(a->kit, one->posts, a->zone).near + room_anchor_again(a->known, one->posts, a->zone).near;
        second = MAX(second, MIN(near, most));
        if (near <= most)
            continue;
        most = near;
        room_file_free(best);
        best = g_steal_pointer(&one);
    }
    if (most == second)
        return true;
    g_free(best->order_why);
    best->order_why = g_strdup_printf(
        "%d posts whose times are known (planned, or imported before) stand near them so, otherwise %d", most, second);
    best->decided = true;
    room_file_free(*file);
    *file = g_steal_pointer(&best);
    return true;
}

/* --- the clock --- */

/* "Etc/GMT-3" is three hours ahead of UTC: its sign is the other way round. */
static char *zone_off(const CivilZone *zone, int64_t at, int hours)
{
    Civil civil = civil_from_utc(zone, at);
    int64_t wall = civil_days(civil.year, civil.month, civil.day) * DAY + civil.hour * HOUR + civil.minute * MINUTE;
    int64_t ahead = (wall - at / MINUTE * MINUTE) + hours * HOUR;
    return ahead % HOUR ? NULL : g_strdup_printf("Etc/GMT%+d", -(int)(ahead / HOUR));
}

/* What was imported before counts more than the plan: the same post must not come twice. */
static void settle_zone(const Cli *cli, const Anchors *a, RoomFile *file)
{
    RoomAnchor fit = room_anchor_again(a->known, file->posts, a->zone);
    const char *given = cli_option(cli, "zone"), *what = "posts that were imported before", *than = "kept";
    file->zone = g_strdup(given);
    if (fit.near < 2) {
        fit = room_anchor_fit(a->kit, file->posts, a->zone);
        what = "of the facilitator's own posts";
        than = "planned";
    }
    if (!fit.near)
        return;
    g_autofree char *other = fit.hours && !given ? zone_off(a->zone, fit.at, fit.hours) : NULL;
    if (other)
        file->zone_why = g_strdup_printf("%d %s are all about %d h off what was %s in %s, so the phone's clock was "
                                         "another; --zone says otherwise",
            fit.near, what, fit.hours, than, a->cohort->zone);
    else
        file->zone_why = g_strdup_printf(
            "%d %s stand %d minutes off, at the median", fit.near, what, (int)(ABS(fit.shift) / MINUTE));
    if (other)
        file->zone = g_steal_pointer(&other);
}

static bool read_order(const Cli *cli, ChatOrder *order, GError **error)
{
    const char *name = cli_option(cli, "order");
    *order = name ? chat_order_of(name) : CHAT_ORDER_OPEN;
    if (!name || *order)
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "--order is dmy, mdy or ymd, not \"%s\"", name);
    return false;
}

RoomFile *room_file_read(Cli *cli, GError **error)
{
    ChatOrder order;
    g_auto(Anchors) anchors = { 0 };
    g_autoptr(ChatWords) words = chat_words_new();
    const char *own = cli_option(cli, "words");
    if (!read_order(cli, &order, error) || (own && !cli_chat_words(words, own, error)))
        return NULL;
    g_autoptr(ChatInput) input = chat_input_open(cli_arg(cli, 1), error);
    g_autoptr(RoomFile) file = input ? read_as(input, words, order, error) : NULL;
    if (!file)
        return NULL;
    open_anchors(cli, &anchors);
    if (anchors.kit && !is_sure(file->report) && !settle_order(input, words, &anchors, &file, error))
        return NULL;
    if (anchors.kit)
        settle_zone(cli, &anchors, file);
    else
        file->zone = g_strdup(cli_option(cli, "zone"));
    return g_steal_pointer(&file);
}
