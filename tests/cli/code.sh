#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Two evaluators code what a group said, differ, decide and freeze; and what each of them may not.
. tests/cli/cases.sh

# A group of commands: 0 when help was asked for.
expect 0 'codebook check' "$baraza" codebook --help
expect 0 'baraza cohort COMMAND --help tells more' "$baraza" cohort -h
expect 0 'codebook check' "$baraza" help codebook
expect 0 'codebook check' "$baraza" --help codebook
# No line of a list stops in the middle of a sentence.
if "$baraza" advert --help | grep -E '(such as|one in)$'; then
    echo "FAIL: a line of the list runs on" && failures=$((failures + 1))
fi
expect 1 '"codebook" is followed by one of: ' "$baraza" codebook
expect 1 '"codebook" is followed by one of: ' "$baraza" codebook --json
expect 1 'there is no command "cohrt"' "$baraza" cohrt --help
expect 1 'did you mean "codebook check"' "$baraza" codebook chek
expect 0 "(folder)" "$baraza" codebook check engine/course/codebooks/coi.xml
expect 2 "this is no codebook" "$baraza" codebook check courses/pmtct-retention/course.xml
expect 2 "" "$baraza" codebook check "$dir/nothing.xml"

w=$dir/clinic
"$baraza" init "$w" >"$dir/out"
sed -i 's|^#graph_url.*|graph_url = http://127.0.0.1:9|' "$w/baraza.ini"
export BARAZA_DIR="$w"
expect 0 "10 codes  Community of Inquiry" "$baraza" codebook list
expect 0 "REFI-QDA codebook" "$baraza" codebook export coi --out "$dir/coi.qdc"
expect 0 "coi@1" "$baraza" codebook import "$dir/coi.qdc"
expect 0 "it was there already" "$baraza" codebook import "$dir/coi.qdc"
expect 0 "mine@1" "$baraza" codebook import "$dir/coi.qdc" --id mine
expect 2 "no codebook \"cio\"" "$baraza" codebook export cio

"$baraza" course add courses/pmtct-retention >"$dir/out"
"$baraza" cohort create h1 --course pmtct-retention --start 2099-12-07 --zone Africa/Harare --country ZW >"$dir/out" 2>"$dir/err"
printf 'phone;firstname;lastname;opt_in_date;opt_in_means\n0772 123 456;Tendai;Moyo;2026-11-20;form\n0772 123 457;Chipo;Banda;2026-11-20;form\n' >"$dir/nurses.csv"
"$baraza" enrol h1 "$dir/nurses.csv" >"$dir/out" 2>"$dir/err"
# what they agree to is said in chat; here it is written down
python3 - "$w/baraza.db" <<'PY'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("UPDATE enrolment SET may_posts = 1, may_research = 1")
db.commit()
PY
{
    echo '23/11/2026, 09:00 - Sr Dube: Why do mothers stay away? [m1d1]'
    echo '23/11/2026, 09:05 - Tendai Moyo: Because of transport'
    echo '23/11/2026, 09:06 - Chipo Banda: Tendai, I do not think so'
    echo '23/11/2026, 09:07 - Tendai Moyo: Then let us ask them'
} >"$dir/full.txt"
expect 0 "4 posts are new" "$baraza" room import h1 "$dir/full.txt" --author "Sr Dube=facilitator"
for name in anna ben; do
    printf 'a long enough password\n' | "$baraza" staff add $name --role evaluator --password-stdin >"$dir/out"
done

expect 1 "--codebook and --coders" "$baraza" code study h1 s
expect 3 "does not work on this cohort" "$baraza" code study h1 s --codebook iam --coders anna,ben
for name in anna ben; do "$baraza" staff assign $name h1 >"$dir/out"; done
expect 2 "no codebook" "$baraza" code study h1 s --codebook nothing --coders anna
expect 0 "dry run" "$baraza" code study h1 s --codebook iam --coders anna,ben --dry-run
expect 0 "3 of 3 units in 1 threads" "$baraza" code study h1 s --codebook iam --coders anna,ben --seed 1
expect 0 "one thread: no interval" "$baraza" code study h1 t --codebook mine@1 --coders anna --unit thread
expect 3 "already a coding study" "$baraza" code study h1 s --codebook iam --coders anna
expect 0 "0 of 3 done" "$baraza" code next s --coder anna
expect 1 "--coder NAME" "$baraza" code next s
expect 2 "did you mean \"s\"" "$baraza" code next ss --coder anna
expect 2 "did you mean \"phase1\"" "$baraza" code apply s 1 phase --coder anna
expect 0 "phase1 (" "$baraza" code apply s 1 phase1 --coder anna --start 0 --end 4
grep -q Tendai "$dir/out" && { echo "FAIL: a name is shown"; failures=$((failures + 1)); }
expect 0 "characters 0 to 4" "$baraza" code show s 1 --coder anna
expect 0 "no code yet" "$baraza" code show s 1 --coder ben
for unit in 1 2 3; do
    expect 0 "done" "$baraza" code done s $unit --coder anna
    expect 0 "phase2 (" "$baraza" code apply s $unit phase2 --coder ben
    expect 0 "done" "$baraza" code done s $unit --coder ben
done
expect 0 "nothing is left" "$baraza" code next s --coder ben
expect 3 "still being coded" "$baraza" code freeze s
expect 0 "3 units undecided" "$baraza" code adjudicate s --open
expect 0 "ben: phase2" "$baraza" code adjudicate s
expect 0 "2 units undecided" "$baraza" code adjudicate s 1 phase2 --coder anna --memo "it contradicts"
expect 0 "1 units undecided" "$baraza" code adjudicate s 2 none --coder anna
expect 0 "0 units undecided" "$baraza" code adjudicate s 3 phase2 --coder ben
expect 0 "not estimable" "$baraza" code agreement s
grep -q "phase2 / nothing: 2" "$dir/out" || { echo "FAIL: what is confused is not told"; cat "$dir/out"; failures=$((failures + 1)); }
expect 0 '"kappa":null' "$baraza" code agreement s --json
expect_json "code agreement"
expect 0 "frozen; SHA-256" "$baraza" code freeze s
expect 3 "is frozen" "$baraza" code freeze s
expect 0 "phase2 " "$baraza" code weeks s
grep -q "67%.*15%" "$dir/out" || { echo "FAIL: 2 of 3 are not two thirds beside 15 %"; cat "$dir/out"; failures=$((failures + 1)); }
expect 0 '"source":"frozen"' "$baraza" code weeks s --json
expect 3 "gives no marks" "$baraza" code marks s
expect 0 "3 of 3 units" "$baraza" code study h1 again --codebook iam --coders anna --double 0 --seed 2 --learn-from s
expect 0 "you decide" "$baraza" code suggest again 1 --coder anna
expect 3 "does not speak where agreement is measured" "$baraza" code suggest s 1 --coder anna
expect 3 "assistant is off" "$baraza" code assistant s
expect 0 "cross-validated" "$baraza" code assistant again
expect 0 "of 3 units" "$baraza" code study h1 safe --codebook guideline --coders anna,ben --seed 1
expect 0 "nothing that was coded" "$baraza" code flagged h1
expect 0 "discordant (" "$baraza" code apply safe 1 discordant --coder anna
expect 0 "Discordant, by 1 coder of safe" "$baraza" code flagged h1
post=$(sed -n 's/^P\([0-9]*\).*/\1/p' "$dir/out")
expect 0 "" "$baraza" correct "$post" "Transport is not the reason."
expect 0 "nothing that was coded" "$baraza" code flagged
expect 0 "of 3 units" "$baraza" code study h1 rubric --codebook contribution --coders anna --purpose assessment
for unit in 1 2 3; do
    expect 0 "" "$baraza" code apply rubric $unit relevance2 --coder anna
    expect 0 "" "$baraza" code done rubric $unit --coder anna
done
expect 0 "" "$baraza" code adjudicate rubric --open
expect 0 "" "$baraza" code freeze rubric
expect 0 '"mean":2' "$baraza" code marks rubric --json
expect 0 '"state":"frozen"' "$baraza" code studies h1 --json
expect_json "code studies"
expect 0 "" "$baraza" journal verify
finish
