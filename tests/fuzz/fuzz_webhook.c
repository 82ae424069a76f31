/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes at all go through the webhook parser and out again as JSON lines. */
#define REPLAY_CUTS 512
#include "webhook.h"
#include "replay.h"
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) events = webhook_parse((const char *)bytes, size, &error);
    if ((events == NULL) != (error != NULL))
        g_error("either events or an error, not both and not neither");
    for (guint i = 0; events && i < events->len; i++) {
        const Event *event = g_ptr_array_index(events, i);
        g_autoptr(cJSON) json = event_to_json(event);
        g_autofree char *line = json_text(json);
        g_autoptr(cJSON) again = line ? json_parse(line, strlen(line), NULL) : NULL;
        if (!again || !json_string(again, "event") || strchr(line, '\n'))
            g_error("not one line of JSON: %s", line);
        if (event->time < 0 || (event->kind == EVENT_UNKNOWN && !event->raw))
            g_error("a time before 1970, or an unknown thing thrown away: %s", line);
    }
    return 0;
}
