/* SPDX-License-Identifier: GPL-3.0-or-later */
/* message_priv.h - names of the kinds, shared by the two files of this module. */
#pragma once
#include "message.h"

const char *message_kind_name(MessageKind kind);
bool message_kind_from_name(const char *name, MessageKind *kind);
