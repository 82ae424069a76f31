#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The commands that need no workspace, their bad inputs too.
. tests/cli/cases.sh
webhooks=tests/data/webhook

expect 0 "course check" "$baraza" --help
expect 0 "Example:" "$baraza" course check --help
expect 0 "(SQLite " "$baraza" --version
expect 0 "more such notes; --notes" "$baraza" course check courses/pmtct-retention
expect 0 "item \"p61\"" "$baraza" course check courses/pmtct-retention --notes
expect 0 "of them closed with a note" "$baraza" rehearse tests/data/course-rooms --learners 12 --quiet
grep -q "^attendance " "$dir/out" || { echo "FAIL: nobody was at the event"; failures=$((failures + 1)); }
expect 0 "meetings    prepared answers signed before them: 1" "$baraza" rehearse tests/data/course-live --learners 12 --quiet
grep -q "^learners .* 19 posts" "$dir/out" || { echo "FAIL: nobody talks in a live meeting"; failures=$((failures + 1)); }
expect 0 "work        21 pieces given to colleagues, 37 of 42 reviews came back" "$baraza" rehearse tests/data/course-review --quiet
expect 2 "cannot be written" "$baraza" rehearse courses/pmtct-retention --days 1 --out /dev/null/x
expect 0 "Example:" "$baraza" help webhook parse
"$baraza" --help | sed -n 's/^  \([a-z]*\( [a-z]*\)\{0,1\}\)  .*/\1/p' >"$dir/commands"
[ "$(wc -l <"$dir/commands")" -ge 20 ] || { echo "FAIL: commands are missing from the help"; failures=$((failures + 1)); }
while read -r command; do
    # shellcheck disable=SC2086
    expect 0 "Example:" "$baraza" $command --help
    grep -q "^\.It Cm $command\( \|\$\)" docs/baraza.1 || { echo "FAIL: docs/baraza.1 lacks $command"; failures=$((failures + 1)); }
done <"$dir/commands"
expect 1 "which command" "$baraza"
expect 1 'followed by one of: check' "$baraza" course
expect 1 'did you mean "course check"' "$baraza" course chekc
expect 1 "did you mean --json" "$baraza" course check --jsn courses/pmtct-retention
expect 1 "needs a value" "$baraza" course key courses/pmtct-retention --lang
expect 1 "takes no value" "$baraza" course check --json=yes courses/pmtct-retention
expect 1 "something is missing" "$baraza" course check
expect 1 "too many words" "$baraza" course check a b
expect 1 "options are words" "$baraza" course check -x

expect 0 "0 errors" "$baraza" course check courses/pmtct-retention
expect 0 "0 errors" "$baraza" course check courses/pmtct-retention/course.xml
expect 0 "" "$baraza" course check --json courses/pmtct-retention && expect_json "course check --json"
expect 2 "there is no" "$baraza" course check "$dir/nowhere"
mkdir "$dir/empty" && expect 2 "holds no course.xml" "$baraza" course check "$dir/empty"
mkdir "$dir/bad" && sed 's/<course /<curse /' courses/pmtct-retention/course.xml >"$dir/bad/course.xml"
expect 2 "course.xml:" "$baraza" course check "$dir/bad"
expect 2 "" "$baraza" course check --json "$dir/bad" && expect_json "course check --json of a bad one"
mkdir "$dir/lost" && cp courses/pmtct-retention/course.xml "$dir/lost"
expect 2 "media/" "$baraza" course check "$dir/lost"

expect 0 '"items"' "$baraza" course key courses/pmtct-retention --country ZW && expect_json "course key"
expect 2 'no language "xx"' "$baraza" course key courses/pmtct-retention --lang xx
expect 1 "two capital letters" "$baraza" course key courses/pmtct-retention --country Zimbabwe
expect 2 "baraza course check" "$baraza" course key "$dir/bad"

for lines in "$webhooks"/*.lines; do
    body=${lines%.lines}.json
    timeout 20 "$baraza" webhook parse "$body" >"$dir/events" || { echo "FAIL: $body"; failures=$((failures + 1)); }
    cmp -s "$dir/events" "$lines" || { echo "FAIL: $body: not the events of $lines"; failures=$((failures + 1)); }
done
expect 0 '"event":"message"' "$baraza" webhook parse "$webhooks/media.json" && expect_json "webhook parse"
echo '{"object":"page"' >"$dir/broken.json"
expect 2 "broken.json" "$baraza" webhook parse "$dir/broken.json" "$webhooks/media.json"
grep -q '"event":"message"' "$dir/out" || { echo "FAIL: the file after a broken one is not parsed"; failures=$((failures + 1)); }
expect 2 "there is no such file" "$baraza" webhook parse "$dir/none.json"
expect 2 "standard input" "$baraza" webhook parse -
timeout 20 "$baraza" webhook parse - <"$webhooks/media.json" | grep -q '"event"' || { echo "FAIL: standard input"; failures=$((failures + 1)); }
[ ! -e /dev/full ] || { "$baraza" --help >/dev/full 2>/dev/null; [ $? -eq 3 ] || { echo "FAIL: a full disk is no success"; failures=$((failures + 1)); }; }
finish
