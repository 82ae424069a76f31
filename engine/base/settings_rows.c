/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of known keys: a new setting is a row here, and nothing else. */
#include "settings.h"

#include <string.h>

static const SettingRow rows[] = {
    { "whatsapp", "number", SETTING_TEXT, "N1",
        .help = "Our own name of the sending number; rows in the database carry it." },
    { "whatsapp", "graph_url", SETTING_TEXT, "https://graph.facebook.com",
        .help = "Where messages are sent. Plain http is accepted only to this machine (a simulated platform)." },
    { "whatsapp", "api_version", SETTING_TEXT, "v25.0",
        .help = "Version of the Cloud API, as it stands in the address." },
    { "whatsapp", "phone_id", SETTING_TEXT, "",
        .help = "Phone number id, from WhatsApp Manager (not the number itself)." },
    { "whatsapp", "waba_id", SETTING_TEXT, "", .help = "WhatsApp Business Account id; templates belong to it." },
    { "whatsapp", "display_phone", SETTING_TEXT, "",
        .help = "The number as learners see it, such as +263 77 123 4567." },
    { "whatsapp", "token_file", SETTING_PATH, "secrets/token",
        .help = "File with the access token, readable by its owner alone." },
    { "whatsapp", "app_secret_file", SETTING_PATH, "secrets/app_secret",
        .help = "File with the app secret, which signs every webhook." },
    { "whatsapp", "verify_token_file", SETTING_PATH, "secrets/verify_token",
        .help = "File with the word that Meta repeats when the webhook is set up." },

    { "webhook", "listen", SETTING_TEXT, "127.0.0.1",
        .help = "Address on which webhooks are received; a proxy adds TLS." },
    { "webhook", "port", SETTING_INT, "8090", 0, 65535, "Port of the webhooks; 0 takes any free one." },
    { "webhook", "path", SETTING_TEXT, "/webhook", .help = "Path of the webhooks." },
    { "webhook", "backlog", SETTING_INT, "10000", 1, 10000000,
        "Webhooks that may wait to be stored; above it the platform is told to come again (503)." },

    { "web", "listen", SETTING_TEXT, "127.0.0.1", .help = "Address of the coordinators' pages." },
    { "web", "port", SETTING_INT, "8091", 0, 65535, "Port of the pages; 0 takes any free one." },
    { "web", "public_url", SETTING_TEXT, "", .help = "Address of the pages as people type it, for links in messages." },
    { "web", "second_factor", SETTING_TEXT, "auto",
        .help = "Whether admins and coordinators need an app's code beside their password: required, offered, or auto: "
                "required where public_url begins with https." },

    { "engine", "database", SETTING_PATH, "baraza.db", .help = "The database file." },
    { "engine", "slice_ms", SETTING_INT, "5", 1, 1000, "Longest transaction of a turn, in milliseconds." },
    { "engine", "slice_rows", SETTING_INT, "256", 1, 100000, "Most rows in one transaction of a turn." },
    { "engine", "in_flight", SETTING_INT, "64", 1, 10000, "Requests to the platform that may be open at once." },
    { "engine", "number_rate", SETTING_INT, "80", 1, 1000, "Messages a second that the sending number is allowed." },
    { "engine", "statuses_wait", SETTING_INT, "120", 1, 2592000,
        "Seconds to wait for a delivery status that settles a send whose outcome is unknown." },
    { "engine", "clock", SETTING_TEXT, "system", .help = "system, or stepped: follow the simulated platform's clock." },
    { "engine", "stepped_url", SETTING_TEXT, "",
        .help = "Where a stepped clock is read; only with a graph_url on this machine." },

    { "backup", "recipient", SETTING_TEXT, "",
        .help = "Public key that backups are sealed to (baraza backup key). Its private part stays off this machine." },
    { "backup", "folder", SETTING_PATH, "backups", .help = "Where baraza backup writes; better another disk." },

    { "alarm", "command", SETTING_TEXT, "",
        .help =
            "A program with its arguments, no shell, that gets each alarm's text on standard input, for when WhatsApp "
            "itself fails: /usr/sbin/sendmail ops@example.org" },

    { "privacy", "key_file", SETTING_PATH, "secrets/key",
        .help = "File with the key that seals phone numbers. Without it they cannot be read: keep a copy elsewhere." },
    { "modes", "patients", SETTING_TEXT, "no",
        .help = "yes: cohorts of patients in a group with a doctor may be made (docs/patients.md); no: none can." },
    { "guard", "words", SETTING_PATH, "guard.txt",
        .help = "File with more words for the patient guard, in the form of docs/guard.md (names of the area, public "
                "lines). Without this setting guard.txt need not be there; a file that is named here must be." },

    { "adverts", "a_month", SETTING_INT, "1", 1, 4,
        "Course adverts that a person on the list gets in 30 days; never two within 7 days." },
    { "adverts", "a_day", SETTING_INT, "250", 1, 100000,
        "Course adverts that leave in a day; a new account may begin with 250 people a day." },

    { "xapi", "endpoint", SETTING_TEXT, "",
        .help = "Address of a learning record store, up to but without /statements." },
    { "xapi", "user", SETTING_TEXT, "", .help = "The name (key) under which the learning record store knows us." },
    { "xapi", "secret_file", SETTING_PATH, "secrets/xapi", .help = "File with the secret that goes with it." },
    { "xapi", "study", SETTING_TEXT, "",
        .help =
            "The study under whose ids the running engine tells the store by itself; without it, nothing is told but "
            "by baraza xapi --send." },

    { "privacy", "raw_days", SETTING_INT, "30", 1, 3650, "Days that webhooks are kept as received." },
    { "privacy", "files_days", SETTING_INT, "90", 1, 5500,
        "Days after a cohort's closing that photos, voice notes and other files people sent are kept." },
    { "privacy", "words_days", SETTING_INT, "365", 1, 5500,
        "Days after a cohort's closing that what people wrote and were sent is kept." },
    { "privacy", "people_days", SETTING_INT, "1095", 1, 5500,
        "Days after a cohort's closing that names, numbers and registrations are kept; pseudonymous data stay." },
    { "privacy", "certificates_days", SETTING_INT, "2190", 1, 5500,
        "Days after a cohort's closing that what is printed on certificates is kept, as the council asks." },
    { "privacy", "patients_days", SETTING_INT, "90", 1, 5500,
        "The same for all that a group of patients leaves behind; a shorter time of its class holds." },
    { NULL },
};

const SettingRow *settings_rows(void)
{
    return rows;
}

char *settings_default_text(void)
{
    GString *out = g_string_new("# Settings of this workspace. A line that is commented out shows the default.\n");
    const char *group = "";
    for (const SettingRow *row = rows; row->group; row++) {
        if (strcmp(row->group, group) != 0)
            g_string_append_printf(out, "\n[%s]\n", row->group);
        group = row->group;
        g_string_append_printf(out, "# %s\n#%s =%s%s\n", row->help, row->key, *row->fallback ? " " : "", row->fallback);
    }
    return g_string_free(out, FALSE);
}
