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

expect 0 "sealed and read back" "$baraza" backup
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
finish
