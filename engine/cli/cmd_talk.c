/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export.h"
#include "report_talk.h"
#include "workspace.h"

#include <stdio.h>

bool cmd_talk_export(Cli *cli, GError **error)
{
    const char *out = cli_option(cli, "out");
    if (!out || !*out) {
        g_set_error(
            error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "--out is needed: the folder for the files, such as --out talk");
        return false;
    }
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(Cohort) cohort = w ? cohort_find(w->store, cli_arg(cli, 0), error) : NULL;
    g_autoptr(ReportData) data =
        cohort ? report_collect(w->store, w->library, cohort->id, cli->clock.now, BARAZA_VERSION, error) : NULL;
    bool hidden = data && export_hide_words(w->context, data, error);
    g_autoptr(GPtrArray) paths = hidden ? report_talk_write(data, out, error) : NULL;
    for (guint i = 0; paths && i < paths->len; i++)
        puts(paths->pdata[i]);
    return paths != NULL;
}
