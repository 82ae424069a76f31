/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ground_rules.h - ground rules in the chat: a proposal goes to everybody, its vote ends, RULES shows what holds. Every
 * function runs inside the caller's transaction. */
#pragma once
#include "host.h"
#include "room_rules.h"

/* Asks a learner about a version, once: to vote while the vote is open, to accept it when it holds. */
bool ground_rules_ask(const Tutor *t, const Rules *rules, GError **error);
/* She takes the course from now on: what is put to the vote and what holds is asked of her too. */
bool ground_rules_joined(const Tutor *t, GError **error);
/* A new version is put to the vote; *people are asked. */
bool ground_rules_propose(Context *context, Rules *rules, int *people, GError **error);
/* Ends a vote whose time has come (CARE_RULES). */
HostCare host_rules;
/* What holds, and what is put to the vote, as the answer to RULES: the cohort's own, else the course's; NULL with
 * *error. Given. */
GPtrArray *ground_rules_show(const Tutor *t, GError **error);
