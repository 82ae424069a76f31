#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# An ordinary group's chat, imported by a coordinator, with the slips that people make.
. tests/cli/cases.sh
w=$dir/clinic
"$baraza" init "$w" >"$dir/out"
sed -i 's|^#graph_url.*|graph_url = http://127.0.0.1:9|' "$w/baraza.ini"
export BARAZA_DIR="$w"
"$baraza" course add courses/pmtct-retention >"$dir/out"
"$baraza" cohort create h1 --course pmtct-retention --start 2099-12-07 --zone Africa/Harare --country ZW >"$dir/out" 2>"$dir/err"
printf 'phone;firstname;lastname;opt_in_date;opt_in_means\n0772 123 456;Tendai;Moyo;2026-11-20;form\n' >"$dir/nurses.csv"
"$baraza" enrol h1 "$dir/nurses.csv" >"$dir/out" 2>"$dir/err"
printf '1/2/26, 09:00 - Sr Dube: The question [m1d1]\n1/2/26, 09:05 - Tendai Moyo: We call her\n' >"$dir/chat.txt"
printf '23/11/2026, 09:00 - Sr Dube: The question [m1d1]\n23/11/2026, 09:05 - +263 77 212 3456: We call her\n' >"$dir/full.txt"

expect 0 "relay" "$baraza" room list h1
expect 2 "not decidable" "$baraza" room import h1 "$dir/chat.txt"
expect 1 "--order is dmy" "$baraza" room import h1 "$dir/chat.txt" --order day
expect 0 "WHO?" "$baraza" room import h1 "$dir/full.txt" --dry-run
expect 2 '"Sr Dube" (1 posts)' "$baraza" room import h1 "$dir/full.txt"
expect 1 "is no author" "$baraza" room import h1 "$dir/full.txt" --author Dube
expect 2 "has no room" "$baraza" room import h1/9 "$dir/full.txt"
expect 0 "2 posts are new" "$baraza" room import h1 "$dir/full.txt" --author "Sr Dube=facilitator"
expect 0 "0 posts are new, 2 were there" "$baraza" room import h1/1 "$dir/full.txt" --author "Sr Dube=facilitator"
expect 0 "observed" "$baraza" room list
finish
