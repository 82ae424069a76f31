/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chat_cli.h - what the commands on exported chats share. */
#pragma once
#include "chat.h"

/* Adds a programme's own wording from a file. */
bool cli_chat_words(ChatWords *words, const char *path, GError **error);
