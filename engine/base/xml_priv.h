/* SPDX-License-Identifier: GPL-3.0-or-later */
/* xml_priv.h - what the files of the XML door share. */
#pragma once
#include "xml.h"

#include <libxml/tree.h>

struct XmlDoc {
    xmlDoc *doc;
    char *name; /* put before lines in errors */
};

/* Starts libxml2 once, before any thread uses it. */
void xml_start(void);
/* A libxml2 message of the schema validators as a sentence without jargon; see xml_sentence.c. `values` as in
 * xml_validate. Given. */
char *xml_sentence(const char *message, const XmlValue *values);
