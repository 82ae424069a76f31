/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeping an installation: backups, restoring, upgrades. */
#include "cli_priv.h"

static const CliOption backup_options[] = {
    { "to", "FILE", "Where to write it; else into the backup folder, named by time and journal." },
    { "recipient", "PUBKEY", "The public key to seal it to; else [backup] recipient." },
    { "with-secrets", NULL, "Also the secrets: key, token, app secret, verify token." },
    { "keep", "N", "After it is written, remove older ones in that folder but the newest N." },
    { "plain", NULL, "Only a copy of the database, not sealed; needs --to." },
    { NULL },
};
static const CliOption backup_key_options[] = {
    { "out", "FILE", "Writes the private key there instead of showing it." },
    { NULL },
};
static const CliOption backup_verify_options[] = {
    { "key", "KEYFILE", "The file with the private key, readable by its owner alone." },
    { NULL },
};
static const CliOption restore_options[] = {
    { "key", "KEYFILE", "The file with the private key, readable by its owner alone." },
    { "into", "DIR", "The new workspace: a folder that is empty or not there." },
    { "forgotten", "FILE", "The old machine's forgotten.list: who was forgotten after the backup." },
    { NULL },
};
static const CliOption confirm_options[] = {
    { "skip-due", NULL, "What was owed then or has come due since went out before: take it out, unsent." },
    { "dry-run", NULL, "Show what would be sent and change nothing." },
    { NULL },
};
static const CliOption upgrade_options[] = {
    { "dry-run", NULL, "Show the steps and change nothing." },
    { NULL },
};

const Command commands_ops[] = {
    { "backup", "backup",
        "Writes the workspace into one sealed file, also while the engine runs, and reads it back.\n"
        "In it are database, media and settings; the secrets only with --with-secrets. It goes into the folder of "
        "[backup] folder.",
        "baraza backup --keep 30", backup_options, 0, 0, cmd_backup },
    { "backup key", "backup key", "Makes the pair of keys for backups; the private one is shown once.",
        "baraza backup key --out /media/usb/baraza-backup.key", backup_key_options, 0, 0, cmd_backup_key },
    { "backup verify", "backup verify FILE --key KEYFILE",
        "Opens a backup, compares every file and checks the database. No workspace is needed.",
        "baraza backup verify baraza-20261207T020000Z-3f9a1c20be77.sealed --key /media/usb/baraza-backup.key",
        backup_verify_options, 1, 1, cmd_backup_verify },
    { "restore", "restore FILE --key KEYFILE --into DIR",
        "Makes a workspace of a backup. It takes webhooks in and sends nothing until restore confirm.",
        "baraza restore baraza-20261207T020000Z-3f9a1c20be77.sealed --key /media/usb/baraza-backup.key --into "
        "clinic-cpd",
        restore_options, 1, 1, cmd_restore },
    { "restore confirm", "restore confirm",
        "Shows what a restored workspace would send, and lets it send.\n"
        "Wait some minutes after its start: what WhatsApp tells meanwhile settles what it can.",
        "baraza restore confirm --dry-run", confirm_options, 0, 0, cmd_restore_confirm },
    { "upgrade", "upgrade",
        "Brings the database of an older Baraza up to this one, after a copy, whole or not at all.\n"
        "The engine must not run. The copy is before-upgrade-... in the workspace.",
        "baraza upgrade --dry-run", upgrade_options, 0, 0, cmd_upgrade },
    { NULL },
};
