/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes at all are read as an exported chat: entries in UTF-8 that hold every line once, or one error. */
#include "chat.h"
#include "replay.h"

typedef struct {
    int64_t next;
} Seen;

static bool see(const ChatEntry *entry, void *data, GError **error)
{
    Seen *seen = data;
    if (entry->line != seen->next || entry->lines < 1)
        g_error("a line is lost, or in two entries");
    seen->next += entry->lines;
    if (!g_utf8_validate(entry->text, -1, NULL) || !g_utf8_validate(entry->raw, -1, NULL) ||
        (entry->sender && !g_utf8_validate(entry->sender, -1, NULL)) ||
        (entry->media && !g_utf8_validate(entry->media, -1, NULL)))
        g_error("a text that is not UTF-8");
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static ChatWords *words; /* read once: the target is called often */
    if (!words)
        words = chat_words_new();
    g_autofree char *exact = g_memdup2(bytes, size ? size : 1);
    g_autoptr(ChatInput) input = chat_input_memory(exact, size);
    g_autoptr(GError) error = NULL;
    Seen seen = { 1 };
    g_autoptr(ChatReport) report = chat_parse(input, words, CHAT_ORDER_OPEN, see, &seen, &error);
    if (!report != (error != NULL) || (report && report->lines != seen.next - 1))
        g_error("no report and no sentence, or lines that were not counted");
    return 0;
}
