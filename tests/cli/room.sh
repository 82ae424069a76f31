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
expect 2 "no cohort" "$baraza" room list h9
expect 1 "say where to" "$baraza" room kit h1
expect 2 'has no room "9"' "$baraza" room kit h1/9 --out "$dir/kit"
expect 0 "begin with kit.html" "$baraza" room kit h1 --out "$dir/kit"
grep -q "room mode h1/1 observed" "$dir/err" || { echo "FAIL: a kit of a relay room says nothing of its mode"; failures=$((failures + 1)); }
grep -q '^\[m1d1\]$' "$dir/kit/posts/"*m1d1.txt || { echo "FAIL: a post lacks its tag"; failures=$((failures + 1)); }
[ "$(grep -c BEGIN:VEVENT "$dir/kit/room.ics")" = "$(ls "$dir/kit/posts" | wc -l)" ] || { echo "FAIL: an event a post"; failures=$((failures + 1)); }
cp "$dir/kit/posts/"*m1d1.txt "$dir/kit/posts/99-m1d1.txt" && echo mine >"$dir/kit/posts/98-mine.txt"
expect 0 "begin with kit.html" "$baraza" room kit h1 --out "$dir/kit"
[ ! -e "$dir/kit/posts/99-m1d1.txt" ] || { echo "FAIL: a text of the kit before stays beside the new ones"; failures=$((failures + 1)); }
[ -e "$dir/kit/posts/98-mine.txt" ] || { echo "FAIL: somebody's own file is taken away"; failures=$((failures + 1)); }
awk '{ sub(/\r$/, ""); if (length($0) > 75) bad = 1 } END { exit bad }' "$dir/kit/room.ics" || { echo "FAIL: a line over 75 octets"; failures=$((failures + 1)); }
grep -q "DTSTART;TZID=Africa/Harare:2099" "$dir/kit/room.ics" || { echo "FAIL: no local time"; failures=$((failures + 1)); }
grep -q "data-copy=\"post1\"" "$dir/kit/kit.html" || { echo "FAIL: no button"; failures=$((failures + 1)); }
expect 2 "relay or observed" "$baraza" room mode h1 pod
expect 0 "observed; people run it" "$baraza" room mode h1 observed
expect 0 "relay; its members" "$baraza" room mode h1 relay
expect 2 "not decidable" "$baraza" room import h1 "$dir/chat.txt"
expect 1 "--order is dmy" "$baraza" room import h1 "$dir/chat.txt" --order day
expect 0 "WHO?" "$baraza" room import h1 "$dir/full.txt" --dry-run
expect 2 '"Sr Dube" (1 posts)' "$baraza" room import h1 "$dir/full.txt"
expect 1 "is no author" "$baraza" room import h1 "$dir/full.txt" --author Dube
expect 2 "has no room" "$baraza" room import h1/9 "$dir/full.txt"
printf '23/11/2026, 09:00 - Sr Dube: One\n23/11/2026, 09:05 - Driver: Two\n' >"$dir/two.txt"
expect 0 "1 posts would be new" "$baraza" room import h1 "$dir/two.txt" --author "Sr Dube=facilitator" --author "Driver=-" --dry-run
expect 0 "2 posts are new" "$baraza" room import h1 "$dir/full.txt" --author "Sr Dube=facilitator"
expect 0 "0 posts are new, 2 were there" "$baraza" room import h1/1 "$dir/full.txt" --author "Sr Dube=facilitator"
expect 0 "observed" "$baraza" room list
expect 3 "has been said" "$baraza" room mode h1 relay

# The facilitator's own posts tell the order of day and month, and the phone's clock; what was imported before keeps both.
"$baraza" cohort create h2 --course pmtct-retention --start 2098-12-08 --zone Africa/Harare --country ZW >"$dir/out" 2>"$dir/err"
"$baraza" enrol h2 "$dir/nurses.csv" >"$dir/out" 2>"$dir/err"
# What cannot go to a group as it stands: a name that each learner would have read as hers, pairs, and a course without any post.
"$baraza" course add tests/data/course-rooms >"$dir/out"
"$baraza" cohort create h4 --course rooms --start 2097-12-09 --zone Africa/Harare >"$dir/out" 2>"$dir/err"
expect 0 "6 posts" "$baraza" room kit h4 --out "$dir/kit4"
grep -q "^Welcome, everyone\.$" "$dir/kit4/posts/01-m1p.txt" || { echo "FAIL: a post to a group names nobody"; failures=$((failures + 1)); }
grep -q "Meant for pairs" "$dir/kit4/checklist.csv" || { echo "FAIL: nothing says that a step is for pairs"; failures=$((failures + 1)); }
"$baraza" course add tests/data/course-event >"$dir/out"
"$baraza" cohort create h5 --course event --start 2097-12-09 --zone Africa/Harare >"$dir/out" 2>"$dir/err"
expect 0 "0 posts" "$baraza" room kit h5 --out "$dir/kit5"
grep -q "There is nothing to post" "$dir/kit5/kit.html" || { echo "FAIL: an empty kit does not say so"; failures=$((failures + 1)); }

# A live meeting: its minutes, the notes, and an answer only with a name under it.
"$baraza" course add tests/data/course-live >"$dir/out"
"$baraza" cohort create h3 --course live --start 2097-12-09 --zone Africa/Harare --country ZW >"$dir/out" 2>"$dir/err"
"$baraza" enrol h3 "$dir/nurses.csv" >"$dir/out" 2>"$dir/err"
"$baraza" staff add Moyo --role facilitator >"$dir/out"
"$baraza" staff assign Moyo h3 >"$dir/out"
"$baraza" room kit h3 --out "$dir/kit3" >"$dir/out" 2>"$dir/err"
grep -q "Minute 6 of the meeting. For you: Say why the mask must fit. NOT SIGNED" "$dir/kit3/kit.html" || { echo "FAIL: a kit hides that an answer is not signed"; failures=$((failures + 1)); }
grep -q "NOT SIGNED" "$dir"/kit3/posts/*m1l.cue3.txt || { echo "FAIL: the text of an answer hides that it is not signed"; failures=$((failures + 1)); }
grep -q "NOT SIGNED" "$dir"/kit3/posts/*m1l.cue1.txt && { echo "FAIL: a question asks for a signature"; failures=$((failures + 1)); }
expect 2 "is not in \"fr\"" "$baraza" room kit h3 --out "$dir/kit3" --lang fr
expect 1 "say where to" "$baraza" room kit h3 --out ""
grep -q "2097-12-11 14:06" "$dir/kit3/checklist.csv" || { echo "FAIL: a cue has no time"; failures=$((failures + 1)); }
printf 'Dry her first.\n' >"$dir/own.txt"
expect 0 "is signed by Moyo, facilitator, in other words" "$baraza" live sign h3 m1l.cue3 --by Moyo --text "$dir/own.txt"
"$baraza" room kit h3 --out "$dir/kit4" >"$dir/out" 2>"$dir/err"
grep -q "Signed by Moyo, facilitator" "$dir"/kit4/posts/*m1l.cue3.txt && grep -q "Dry her first." "$dir"/kit4/posts/*m1l.cue3.txt || { echo "FAIL: a kit has not what was signed"; failures=$((failures + 1)); }
grep -q "NOT SIGNED" "$dir/kit4/kit.html" && { echo "FAIL: a kit does not see the signature"; failures=$((failures + 1)); }
"$baraza" room kit h2 --out "$dir/kit2" >"$dir/out" 2>"$dir/err"
python3 tests/cli/room_chat.py "$dir/kit2" mdy 62 4 >"$dir/mdy.txt"
expect 0 "stand near them so" "$baraza" room import h2 "$dir/mdy.txt" --author "Sr Dube=facilitator" --dry-run
expect 0 "date order  mdy" "$baraza" room import h2 "$dir/mdy.txt" --author "Sr Dube=facilitator" --dry-run
expect 0 "time zone   Etc/GMT-3: 4 of the facilitator's own posts" "$baraza" room import h2 "$dir/mdy.txt" --author "Sr Dube=facilitator" --dry-run
expect 0 "time zone   Africa/Harare: 4" "$baraza" room import h2 "$dir/mdy.txt" --author "Sr Dube=facilitator" --zone Africa/Harare --dry-run
expect 0 "4 posts are new" "$baraza" room import h2 "$dir/mdy.txt" --author "Sr Dube=facilitator"
python3 tests/cli/room_chat.py "$dir/kit2" mdy 62 2 >"$dir/two.txt"
expect 0 "0 posts are new, 2 were there" "$baraza" room import h2 "$dir/two.txt" --author "Sr Dube=facilitator"
expect 0 "posts that were imported before" "$baraza" room import h2 "$dir/two.txt" --author "Sr Dube=facilitator"
finish
