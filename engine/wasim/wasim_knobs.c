/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the platform can be made to do wrong, by name: one table, read by --set and printed by --knobs. */
#include "wasim_priv.h"

#include "error.h"
#include "text.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

typedef enum { KNOB_INT, KNOB_BOOL, KNOB_CHANCE, KNOB_KINDS } KnobKind;

static const struct {
    const char *name;
    KnobKind kind;
    size_t at;
} knobs[] = {
#define KNOB(member, kind)                                                                                             \
    {                                                                                                                  \
#member, kind, offsetof(PlatformConfig, member)                                                                \
    }
    KNOB(webhook_version, KNOB_INT),
    KNOB(sent_min, KNOB_INT),
    KNOB(sent_max, KNOB_INT),
    KNOB(deliver_min, KNOB_INT),
    KNOB(deliver_max, KNOB_INT),
    KNOB(webhook_min, KNOB_INT),
    KNOB(webhook_max, KNOB_INT),
    KNOB(reorder, KNOB_CHANCE),
    KNOB(reorder_by, KNOB_INT),
    KNOB(duplicate, KNOB_CHANCE),
    KNOB(drop_delivered, KNOB_CHANCE),
    KNOB(late_failed, KNOB_CHANCE),
    KNOB(late_failed_after, KNOB_INT),
    KNOB(fail_sync, KNOB_CHANCE),
    KNOB(overtake, KNOB_CHANCE),
    KNOB(overtake_by, KNOB_INT),
    KNOB(batch, KNOB_INT),
    KNOB(window_sync, KNOB_BOOL),
    KNOB(pair_every, KNOB_INT),
    KNOB(pair_burst, KNOB_INT),
    KNOB(number_rate, KNOB_INT),
    KNOB(portfolio_limit, KNOB_INT),
    KNOB(portfolio_code, KNOB_INT),
    KNOB(portfolio_sync, KNOB_BOOL),
    KNOB(test_number, KNOB_BOOL),
    KNOB(approval_min, KNOB_INT),
    KNOB(approval_max, KNOB_INT),
    KNOB(utility_as_marketing, KNOB_BOOL),
#undef KNOB
};

static bool read_value(KnobKind kind, const char *text, double *value)
{
    char *end;
    *value = g_ascii_strtod(text, &end);
    if (end == text || *end || !isfinite(*value))
        return false;
    switch (kind) {
    case KNOB_INT:
        return *value >= 0 && *value <= G_MAXINT && floor(*value) == *value;
    case KNOB_BOOL:
        return *value == 0 || *value == 1;
    case KNOB_CHANCE:
        return *value >= 0 && *value <= 1;
    case KNOB_KINDS:
        return false;
    }
    return false;
}

static void store_value(PlatformConfig *config, guint knob, double value)
{
    void *member = (char *)config + knobs[knob].at;
    if (knobs[knob].kind == KNOB_INT)
        *(int *)member = (int)value;
    else if (knobs[knob].kind == KNOB_BOOL)
        *(bool *)member = value != 0;
    else
        *(double *)member = value;
}

bool wasim_knob_set(PlatformConfig *config, const char *setting, GError **error)
{
    const char *equals = strchr(setting, '=');
    g_autofree char *name = g_strndup(setting, equals ? (gsize)(equals - setting) : strlen(setting));
    const char *names[G_N_ELEMENTS(knobs) + 1] = { NULL };
    for (guint i = 0; i < G_N_ELEMENTS(knobs); i++) {
        names[i] = knobs[i].name;
        if (strcmp(knobs[i].name, name) != 0)
            continue;
        double value;
        if (!equals || !read_value(knobs[i].kind, equals + 1, &value)) {
            static const char *const takes[] = { "a whole number", "0 or 1", "a chance from 0 to 1" };
            g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "--set %s: give %s=VALUE, %s", setting, name,
                takes[knobs[i].kind]);
            return false;
        }
        store_value(config, i, value);
        return true;
    }
    const char *near = text_nearest(name, names);
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "--set %s: there is no \"%s\"%s%s; --knobs lists them",
        setting, name, near ? ", did you mean " : "", near ? near : "");
    return false;
}

char *wasim_knobs_text(const PlatformConfig *config)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(knobs); i++) {
        const void *member = (const char *)config + knobs[i].at;
        double value = knobs[i].kind == KNOB_INT    ? *(const int *)member
                       : knobs[i].kind == KNOB_BOOL ? *(const bool *)member
                                                    : *(const double *)member;
        g_string_append_printf(text, "%s=%g\n", knobs[i].name, value);
    }
    return g_string_free(text, FALSE);
}
