/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An answer as text: a line a figure, a table for rows, the warnings as sentences at the end. */
#include "stats_cli.h"
#include "text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define NAME_WIDTH 20
#define VALUE_WIDTH 24

/* Whole numbers whole, others with six digits. Given. */
static char *number_text(double x)
{
    if (x == floor(x) && fabs(x) < 1e9)
        return g_strdup_printf("%.0f", x);
    return g_strdup_printf("%.6g", x);
}

static char *value_text(const cJSON *v)
{
    if (cJSON_IsNumber(v))
        return number_text(v->valuedouble);
    if (cJSON_IsString(v))
        return g_strdup(v->valuestring);
    if (cJSON_IsBool(v))
        return g_strdup(cJSON_IsTrue(v) ? "yes" : "no");
    if (cJSON_IsArray(v)) {
        g_autofree char *low = value_text(cJSON_GetArrayItem(v, 0)), *high = value_text(cJSON_GetArrayItem(v, 1));
        return strcmp(low, "-") == 0 && strcmp(high, "-") == 0 ? g_strdup("-") : g_strdup_printf("%s to %s", low, high);
    }
    return g_strdup("-");
}

static bool is_table(const cJSON *v)
{
    return cJSON_IsArray(v) && cJSON_IsObject(v->child);
}

static void print_padded(const char *text, int width, bool right)
{
    int pad = width - (int)text_length(text);
    printf("%*s%s%*s", right && pad > 0 ? pad : 0, "", text, !right && pad > 0 ? pad : 0, "");
}

/* Width of each column of a table: its head and its cells. */
static void measure(const cJSON *table, int *widths)
{
    const cJSON *row, *cell;
    cJSON_ArrayForEach(row, table)
    {
        int c = 0;
        cJSON_ArrayForEach(cell, row)
        {
            g_autofree char *text = value_text(cell);
            widths[c] = MAX(widths[c], (int)MAX(text_length(text), text_length(cell->string)));
            c++;
        }
    }
}

static void print_row(const cJSON *row, const int *widths, bool head)
{
    const cJSON *cell;
    int c = 0;
    fputs(" ", stdout);
    cJSON_ArrayForEach(cell, row)
    {
        g_autofree char *text = head ? g_strdup(cell->string) : value_text(cell);
        putchar(' ');
        print_padded(text, widths[c], c > 0 && !cJSON_IsString(cell));
        c++;
    }
    putchar('\n');
}

static void print_table(const cJSON *table)
{
    const cJSON *row;
    g_autofree int *widths = g_new0(int, cJSON_GetArraySize(table->child) + 1);
    measure(table, widths);
    printf("\n%s\n", table->string);
    print_row(table->child, widths, true);
    cJSON_ArrayForEach(row, table) print_row(row, widths, false);
}

static void print_figure(const cJSON *v)
{
    g_autofree char *text = value_text(v);
    const char *word = stats_word(v->string);
    if (cJSON_IsString(v)) {
        printf("%-*s %s\n", NAME_WIDTH, v->string, text);
        return;
    }
    printf("%-*s ", NAME_WIDTH, v->string);
    print_padded(text, *word ? VALUE_WIDTH : 0, false);
    printf("%s%s\n", *word ? " " : "", word);
}

void stats_print(const cJSON *answer)
{
    const cJSON *v;
    cJSON_ArrayForEach(v, answer)
    {
        if (strcmp(v->string, "warnings") != 0 && !is_table(v) && !(cJSON_IsArray(v) && !v->child))
            print_figure(v);
    }
    cJSON_ArrayForEach(v, answer)
    {
        if (is_table(v))
            print_table(v);
    }
    const cJSON *warning, *warnings = cJSON_GetObjectItemCaseSensitive(answer, "warnings");
    if (cJSON_GetArraySize(warnings))
        putchar('\n');
    cJSON_ArrayForEach(warning, warnings) printf("Note: %s\n", warning->valuestring);
}
