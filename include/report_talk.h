/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report_talk.h - what the rooms said, for those who code it: one CSV file, and a transcript per room and week. */
#pragma once
#include "report.h"

/* posts.csv: a row a post. Words of learners who did not let posts be kept, or refused research, are a tombstone with
 * their length; nobody is named but by study id and cadre; who is named in the
 * words is for the caller (export_hide_words). */
GString *report_talk_csv(const ReportData *data);
/* Writes posts.csv, room-NAME-week-NN.txt and, for what was said in a pair or circle, room-NAME-circle-N-week-NN.txt
 * (week 1 begins with course day 1; rooms and weeks without posts have none) into `dir`, made when absent. Paths
 * written, char *, given. */
GPtrArray *report_talk_write(const ReportData *data, const char *dir, GError **error);
