#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Backups as a coordinator makes them: sealed, looked into, pruned, restored.
. tests/cli/cases.sh
w=$dir/clinic
unset BARAZA_DIR
sealed() { ls "$1"/baraza-*.sealed 2>/dev/null; }
fail() {
    echo "FAIL: $*"
    failures=$((failures + 1))
}

expect 0 "made the workspace" "$baraza" init "$w"
export BARAZA_DIR="$w"
sed -i 's|^#graph_url.*|graph_url = http://127.0.0.1:9|' "$w/baraza.ini"
printf 'EAAtokenwords' >"$w/secrets/token" && chmod 600 "$w/secrets/token"
expect 0 "added" "$baraza" course add courses/pmtct-retention

# Without a key there is no backup, and the private one is not taken for it.
expect 3 "no key to seal" "$baraza" backup
expect 2 "no public key" "$baraza" backup --recipient nonsense
expect 0 "shown only now" "$baraza" backup key
expect 0 "take it off this machine" "$baraza" backup key --out "$dir/key"
expect 3 "never overwritten" "$baraza" backup key --out "$dir/key"
[ "$(stat -c %a "$dir/key")" = 600 ] || fail "others may read the private key"
expect 2 "private key" "$baraza" backup --recipient "$(cat "$dir/key")"
"$baraza" backup key --out "$dir/other" >"$dir/pair"
"$baraza" backup key --out "$dir/key2" >"$dir/pair"
public=$(sed -n 's/^public: *//p' "$dir/pair")
sed -i "s|^#recipient.*|recipient = $public|" "$w/baraza.ini"

expect 0 "there was never one" sh -c '"$0" doctor || [ $? = 3 ]' "$baraza"
touch "$w/backup.key"
expect 0 "two safe places" sh -c '"$0" doctor || [ $? = 3 ]' "$baraza"
rm "$w/backup.key"
expect 0 "sealed and read back" "$baraza" backup
expect 0 "ok    backup" sh -c '"$0" doctor || [ $? = 3 ]' "$baraza"
expect 0 "To do, the urgent ones first" sh -c '"$0" doctor || [ $? = 3 ]' "$baraza"
sed -i 's|^#public_url.*|public_url = http://127.0.0.1:9|' "$w/baraza.ini"
expect 0 "does not answer from here" sh -c '"$0" doctor || [ $? = 3 ]' "$baraza"
file=$(sealed "$w/backups")
[ -n "$file" ] && [ "$(stat -c %a "$file")" = 600 ] || fail "no backup, or others may read it"
[ -z "$(find "$w" -name '.backup-*' -o -name '*.part')" ] || fail "something was left behind"
grep -q 'EAAtokenwords\|SQLite' "$file" && fail "the backup can be read"
expect 1 "--key is needed" "$baraza" backup verify "$file"
expect 0 "is whole" "$baraza" backup verify "$file" --key "$dir/key2"
expect 0 "secrets not in it" "$baraza" backup verify "$file" --key "$dir/key2"
expect 3 "does not open it" "$baraza" backup verify "$file" --key "$dir/other"
expect 2 "no such" "$baraza" backup verify "$file" --key "$dir/none"
expect 2 "no sealed backup" "$baraza" backup verify "$w/baraza.ini" --key "$dir/key2"
head -c 100000 "$file" >"$dir/cut"
expect 2 "damaged or cut off" "$baraza" backup verify "$dir/cut" --key "$dir/key2"
chmod 644 "$dir/key2"
expect 3 "chmod 600" "$baraza" backup verify "$file" --key "$dir/key2"
chmod 600 "$dir/key2"

expect 3 "replaces no file" "$baraza" backup --to "$file"
expect 0 "can act as this number" "$baraza" backup --with-secrets --to "$dir/all.sealed"
expect 0 "secrets in it" "$baraza" backup verify "$dir/all.sealed" --key "$dir/key2"
touch "$w/backups/baraza-20200101T000000Z-000000000000.sealed" "$w/backups/mine.sealed"
sleep 1
expect 0 "removed" "$baraza" backup --keep 1
[ "$(sealed "$w/backups" | wc -l)" = 1 ] && [ -f "$w/backups/mine.sealed" ] || fail "pruned too little or too much"

# Upgrading: the number is looked at before anything is done.
number() { python3 -c 'import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute("PRAGMA user_version = " + sys.argv[2]) if sys.argv[2] else print(c.execute("PRAGMA user_version").fetchone()[0])' "$w/baraza.db" "$1"; }
expect 0 "nothing to do" "$baraza" upgrade
number 99
expect 3 "newer Baraza" "$baraza" upgrade
expect 3 "newer Baraza" "$baraza" run
number 0
expect 3 "baraza upgrade --dir" "$baraza" run
expect 3 "baraza upgrade --dir" "$baraza" status
expect 0 "001_numbers" "$baraza" upgrade --dry-run
[ "$(number '')" = 0 ] || fail "a dry run has changed the number"
expect 0 "copied to" "$baraza" upgrade
[ "$(number '')" = 1 ] && [ -f "$w"/before-upgrade-0-*.db ] || fail "no copy, or no number"
expect 0 "no cohorts yet" "$baraza" status

# Restoring: into a new folder only, with the right key, whole or not at all, and held.
file=$(sealed "$w/backups")
new=$dir/again
expect 1 "are needed" "$baraza" restore "$file" --into "$new"
expect 3 "is not empty" "$baraza" restore "$file" --key "$dir/key2" --into "$w"
expect 3 "does not open it" "$baraza" restore "$file" --key "$dir/other" --into "$new"
expect 2 "damaged or cut off" "$baraza" restore "$dir/cut" --key "$dir/key2" --into "$new"
[ -z "$(ls -d "$new"* 2>/dev/null)" ] || fail "a restore that failed left something: $(ls -d "$new"*)"
expect 0 "secrets/key (chmod 600)" "$baraza" restore "$file" --key "$dir/key2" --into "$new"
expect 0 "1 people who were forgotten" sh -c 'rm -rf "$1" && echo "L7 2026-12-01T10:00:00Z" >"$2/list" &&
    "$0" restore "$3" --key "$2/key2" --into "$1" --forgotten "$2/list"' "$baraza" "$new" "$dir" "$file"
export BARAZA_DIR="$new"
cp "$w"/secrets/* "$new/secrets/"
printf 'secretwords' >"$new/secrets/app_secret" && chmod 600 "$new/secrets/app_secret"
sed -i 's|^#port.*|port = 0|' "$new/baraza.ini"
expect 3 "before anything is shown" "$baraza" status
expect 3 "has not run since" "$baraza" restore confirm
# the engine goes by the programme's own words of the guard, too
printf 'nonsense\n' >"$new/guard.txt"
expect 2 "guard.txt:1" timeout 9 "$baraza" run
rm "$new/guard.txt"
timeout 4 "$baraza" run >"$dir/run" 2>&1
grep -q restore.forgotten "$dir/run" || fail "the forgotten were not forgotten again: $(cat "$dir/run")"
expect 0 "engine:" "$baraza" status
expect 0 "not sealed" "$baraza" backup --plain --to "$dir/plain.db"
expect 3 "sends nothing: look at" "$baraza" doctor
expect 0 "ready to go" "$baraza" restore confirm --dry-run
expect 0 "Sending goes on" "$baraza" restore confirm
expect 3 "nothing waits" "$baraza" restore confirm
expect 0 "the journal is whole" "$baraza" journal verify
expect 2 "begins with a learner" sh -c 'echo "263772123456" >"$1/list" &&
    "$0" restore "$2" --key "$1/key2" --into "$1/third" --forgotten "$1/list"' "$baraza" "$dir" "$file"
finish
