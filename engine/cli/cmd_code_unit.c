/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One unit at a time, as a coder sees it. */
#include "code_cli.h"
#include "coder_view.h"

#include <stdio.h>
#include <string.h>

bool code_put_unit(const Cli *cli, cJSON *params, GError **error)
{
    gint64 place = 0;
    if (!g_ascii_string_to_signed(cli_arg(cli, 1), 10, 1, G_MAXINT, &place, NULL)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "\"%s\" is no unit: give its number in the queue",
            cli_arg(cli, 1));
        return false;
    }
    json_put_int(params, "unit", place);
    return true;
}

static void print_post(const CodingPost *post)
{
    printf("%c #%d %s%s", post->coded ? '>' : ' ', post->number, post->learner ? "" : "the facilitator",
        post->learner ? post->speaker : "");
    if (post->reply_to)
        printf(" to #%d", post->reply_to);
    if (post->coded)
        printf("  (P%" G_GINT64_FORMAT ")", post->id);
    putchar('\n');
    if (post->media)
        printf("    [%s]\n", post->media);
    g_auto(GStrv) lines = g_strsplit(post->text ? post->text : "[its author does not let it be used]", "\n", -1);
    for (char **line = lines; *line; line++)
        printf("    %s\n", *line);
}

static void print_codings(const Workspace *w, const GPtrArray *codings, const Codebook *book, bool who)
{
    for (guint i = 0; i < codings->len; i++) {
        const Coding *coding = codings->pdata[i];
        g_autoptr(Staff) staff = who ? staff_get(w->store, coding->coder, NULL) : NULL;
        int place = codebook_find(book, coding->code);
        printf("  %s%s%s  %s", staff ? staff->name : "", staff ? ": " : "", coding->code,
            place < 0 ? "" : code_title(book, book->codes->pdata[place], NULL));
        if (coding->post)
            printf(", characters %d to %d of P%" G_GINT64_FORMAT, coding->start, coding->until, coding->post);
        printf("  (%" G_GINT64_FORMAT ")%s%s\n", coding->id, coding->memo ? "  memo: " : "",
            coding->memo ? coding->memo : "");
    }
}

bool code_print_unit(
    const Workspace *w, const CodingStudy *study, const CodingUnit *unit, int64_t coder, GError **error)
{
    g_autoptr(GPtrArray) view = coder_view(w->context, study, unit, error);
    g_autoptr(GPtrArray) codings = view ? coding_list(w->store, unit->id, coder, error) : NULL;
    g_autoptr(Codebook) book = codings ? coding_book_codes(w->store, study->book, error) : NULL;
    if (!book)
        return false;
    printf("%s, unit %d, %s%s%s%s\n", study->name, unit->place, coding_unit_kind_name(study->unit),
        unit->prompt ? " on " : "", unit->prompt ? unit->prompt : "",
        unit->draw == CODING_TRAINING ? ", for training" : "");
    for (guint i = 0; i < view->len; i++)
        print_post(view->pdata[i]);
    if (view->len == 0)
        puts("    [it is no longer in its room]");
    puts(codings->len ? "codes:" : "no code yet");
    print_codings(w, codings, book, coder == 0);
    return true;
}

/* --- next, show --- */

typedef struct {
    Workspace *w;
    CodingStudy *study;
    Staff *staff;
} Desk;

static void desk_clear(Desk *desk)
{
    workspace_free(desk->w);
    coding_study_free(desk->study);
    staff_free(desk->staff);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Desk, desk_clear)

static bool desk_open(Cli *cli, Desk *desk, GError **error)
{
    const char *name = cli_option(cli, "coder");
    g_autoptr(GError) fault = NULL;
    if (!name) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "say who codes: --coder NAME");
        return false;
    }
    desk->w = workspace_open(cli, error);
    desk->study = desk->w ? coding_study_find(desk->w->store, cli_arg(cli, 0), error) : NULL;
    desk->staff = desk->study ? staff_find(desk->w->store, name, &fault) : NULL;
    if (fault)
        g_propagate_error(error, g_steal_pointer(&fault));
    else if (desk->study && !desk->staff)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "there is no account \"%s\"", name);
    return desk->staff != NULL;
}

bool cmd_code_next(Cli *cli, GError **error)
{
    g_auto(Desk) desk = { NULL };
    g_autoptr(GPtrArray) tasks =
        desk_open(cli, &desk, error) ? coding_tasks(desk.w->store, desk.study->id, desk.staff->id, error) : NULL;
    guint done = 0;
    const CodingTask *next = NULL;
    for (guint i = 0; tasks && i < tasks->len; i++) {
        const CodingTask *task = tasks->pdata[i];
        done += task->done > 0;
        next = next || task->done ? next : task;
    }
    if (!tasks)
        return false;
    printf("%u of %u done\n", done, tasks->len);
    if (!next) {
        puts(tasks->len ? "nothing is left" : "nothing of this study is in this coder's queue");
        return true;
    }
    g_autoptr(CodingUnit) unit = coding_unit_get(desk.w->store, next->unit, error);
    return unit && code_print_unit(desk.w, desk.study, unit, desk.staff->id, error);
}

bool cmd_code_show(Cli *cli, GError **error)
{
    g_auto(Desk) desk = { NULL };
    g_autoptr(cJSON) params = cJSON_CreateObject();
    if (!code_put_unit(cli, params, error) || !desk_open(cli, &desk, error))
        return false;
    g_autoptr(CodingUnit) unit = coding_unit_at(desk.w->store, desk.study->id, (int)json_int(params, "unit", 0), error);
    g_autoptr(GError) fault = NULL;
    g_autoptr(CodingTask) task = unit ? coding_task_get(desk.w->store, unit->id, desk.staff->id, &fault) : NULL;
    if (fault)
        g_propagate_error(error, g_steal_pointer(&fault));
    else if (unit && !task)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_DENIED, "unit %d is not in the queue of %s", unit->place,
            desk.staff->name);
    return task && code_print_unit(desk.w, desk.study, unit, desk.staff->id, error);
}

/* --- apply, remove, done --- */

static cJSON *unit_params(Cli *cli, GError **error)
{
    g_autoptr(cJSON) params = json_put(cJSON_CreateObject(), "study", cli_arg(cli, 0));
    json_put(json_put(params, "coder", cli_option(cli, "coder")), "memo", cli_option(cli, "memo"));
    return code_put_unit(cli, params, error) ? g_steal_pointer(&params) : NULL;
}

static bool put_place(Cli *cli, cJSON *params, const char *option, GError **error)
{
    int64_t value = 0;
    const char *post = strcmp(option, "post") == 0 ? cli_option(cli, option) : NULL;
    if (post && *post == 'P' && g_ascii_string_to_signed(post + 1, 10, 1, G_MAXINT64, &value, NULL)) {
        json_put_int(params, option, value);
        return true;
    }
    if (!cli_option(cli, option))
        return true;
    if (!cli_number(cli, option, 0, G_MAXINT64, &value, error))
        return false;
    json_put_int(params, option, value);
    return true;
}

bool cmd_code_apply(Cli *cli, GError **error)
{
    g_autoptr(cJSON) params = unit_params(cli, error);
    if (!params || !put_place(cli, params, "start", error) || !put_place(cli, params, "end", error) ||
        !put_place(cli, params, "post", error))
        return false;
    json_put(params, "code", cli_arg(cli, 2));
    g_autoptr(cJSON) result = workspace_change(cli, "code.apply", g_steal_pointer(&params), error);
    if (!result)
        return false;
    printf("%s, unit %" G_GINT64_FORMAT ": %s (%" G_GINT64_FORMAT ")", json_string(result, "study"),
        json_int(result, "unit", 0), json_string(result, "code"), json_int(result, "coding", 0));
    const char *gone = json_string(result, "replaced.0");
    printf("%s%s\n", gone ? " instead of " : "", gone ? gone : "");
    return true;
}

bool cmd_code_remove(Cli *cli, GError **error)
{
    gint64 id = 0;
    if (!g_ascii_string_to_signed(cli_arg(cli, 0), 10, 1, G_MAXINT64, &id, NULL)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
            "\"%s\" is no coding: give the number in brackets that code show prints", cli_arg(cli, 0));
        return false;
    }
    cJSON *params = json_put(json_put_int(cJSON_CreateObject(), "coding", id), "coder", cli_option(cli, "coder"));
    g_autoptr(cJSON) result = workspace_change(cli, "code.remove", params, error);
    if (result)
        printf("%s, unit %" G_GINT64_FORMAT ": no longer %s\n", json_string(result, "study"),
            json_int(result, "unit", 0), json_string(result, "code"));
    return result != NULL;
}

bool cmd_code_done(Cli *cli, GError **error)
{
    cJSON *params = unit_params(cli, error);
    if (!params)
        return false;
    json_put_bool(params, "open", cli_switch(cli, "open"));
    g_autoptr(cJSON) result = workspace_change(cli, "code.done", params, error);
    if (result)
        printf("%s, unit %" G_GINT64_FORMAT ": %s\n", json_string(result, "study"), json_int(result, "unit", 0),
            json_bool(result, "done", true) ? "done" : "open again");
    return result != NULL;
}
