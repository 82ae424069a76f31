#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A coordinator's way through a workspace, with the slips that people make.
. tests/cli/cases.sh
w=$dir/clinic
unset BARAZA_DIR

expect 3 "is no workspace" "$baraza" status --dir "$dir"
expect 0 "made the workspace" "$baraza" init "$w"
expect 3 "is there already" "$baraza" init "$w"
[ "$(stat -c %a "$w/secrets/key")" = 600 ] || { echo "FAIL: others may read the key"; failures=$((failures + 1)); }
touch "$dir/file" && expect 2 "is a file" "$baraza" init "$dir/file"
expect 3 "app secret" "$baraza" doctor --dir "$w"
expect 0 "no cohorts yet" "$baraza" status --dir "$w"

expect 0 "added" "$baraza" course add courses/pmtct-retention --dir "$w"
expect 0 "nothing is changed" "$baraza" course add courses/pmtct-retention --dir "$w"
expect 2 "course check" "$baraza" course add tests/data/course-small.xml --dir "$w"
expect 0 '"items"' "$baraza" course key pmtct-retention --dir "$w"
expect 2 "add one with" "$baraza" course key nosuch --dir "$w"

set -- --course pmtct-retention --start 2099-12-07 --zone Africa/Harare --dir "$w"
expect 3 "no clinician has signed" "$baraza" cohort create harare-1 "$@"
expect 3 "platform on this machine" "$baraza" cohort create harare-1 "$@" --simulated
sed -i 's|^#graph_url.*|graph_url = http://127.0.0.1:9|' "$w/baraza.ini"
expect 1 "--start is needed" "$baraza" cohort create x --course pmtct-retention --dir "$w"
expect 2 "is no date" "$baraza" cohort create x "$@" --start 7.12.2026
expect 2 "Mars" "$baraza" cohort create x "$@" --zone Mars
expect 2 "is no name for a cohort" "$baraza" cohort create "Harare 1" "$@"
printf '2099-12-25 Christmas\nBoxing Day\n' >"$dir/holidays"
expect 2 "holidays:2" "$baraza" cohort create x "$@" --holidays "$dir/holidays"
expect 1 "from 1 to 50" "$baraza" cohort create x "$@" --cap 0
expect 0 "course day 1 is 2099-12-07" "$baraza" cohort create harare-1 "$@" --country ZW --seed 1
expect 3 "already a cohort" "$baraza" cohort create harare-1 "$@"
expect 0 "not for clinical use" "$baraza" cohort list --dir "$w"
expect 0 "" "$baraza" cohort list --json --dir "$w" && expect_json "cohort list"

export BARAZA_DIR="$w"
printf '\357\273\277phone;firstname;lastname;opt_in_date;opt_in_means\n0772 123 456;Tendai;Moyo;2026-11-20;form\n2.63E+11;Rudo;Dube;2026-11-20;form\n0772123457;Chipo;Ncube;;\n' >"$dir/nurses.csv"
expect 2 "0772 123 456 -> +263772123456" "$baraza" enrol harare-1 "$dir/nurses.csv" --dry-run
expect 0 '"learners":0' "$baraza" cohort list --json
expect 2 "a spreadsheet has rounded" "$baraza" enrol harare-1 "$dir/nurses.csv"
expect 2 "2 the same" "$baraza" enrol harare-1 "$dir/nurses.csv"
expect 2 "" "$baraza" enrol harare-1 "$dir/nurses.csv" --json && expect_json "enrol"
expect 2 'did you mean "harare-1"' "$baraza" enrol harare-2 "$dir/nurses.csv"
expect 2 "no such file" "$baraza" enrol harare-1 "$dir/none.csv"
sed -i '/2.63E+11/d' "$dir/nurses.csv"
expect 0 "0 refused" "$baraza" enrol harare-1 "$dir/nurses.csv"

expect 0 "<html lang=\"sw\"" "$baraza" evaluate harare-1 --database "$w/baraza.db" --lang sw --page
expect 1 "not both" "$baraza" evaluate harare-1 --page --json
expect 0 "1 active" "$baraza" status harare-1
expect 0 "" "$baraza" status --json && expect_json "status"
expect 2 "there is no cohort" "$baraza" status nowhere
expect 0 "WHY" "$baraza" ledger harare-1
expect 0 "study_id" "$baraza" ledger harare-1 --csv
expect 0 "" "$baraza" ledger harare-1 --json && expect_json "ledger"
expect 1 "not both" "$baraza" ledger harare-1 --csv --json
expect 2 "there is no learner L9" "$baraza" ledger harare-1 --learner L9
if grep -q 26377 "$dir/out" "$dir/err"; then echo "FAIL: a number in the ledger"; failures=$((failures + 1)); fi
expect 3 "not launched yet" "$baraza" cohort pause harare-1
expect 0 "1 will be reached" "$baraza" cohort launch harare-1 --dry-run
expect 0 "harare-1: launched" "$baraza" cohort launch harare-1
expect 3 "has been launched" "$baraza" cohort launch harare-1
expect 1 "days is needed" "$baraza" cohort shift harare-1
expect 0 "day 1 is 2099-12-09" "$baraza" cohort shift harare-1 --days 2 --dry-run
expect 3 "cannot be closed yet" "$baraza" cohort close harare-1
expect 0 "harare-2: as harare-1, course day 1 is 2100-06-07" "$baraza" cohort copy harare-1 harare-2 --start 2100-06-07 --dry-run
# An engine that starts holds the database for a while before it hears commands.
hold() {
    : >"$dir/held"
    python3 -c 'import fcntl, sys, time
with open(sys.argv[1], "r+b") as f:
    fcntl.lockf(f, fcntl.LOCK_EX)
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))' "$w/baraza.db.lock" "$1" >"$dir/held" &
    while ! grep -q held "$dir/held"; do sleep 0.05; done
}
hold 1
expect 0 "paused" "$baraza" cohort pause harare-1
wait
hold 60
expect 3 "takes no commands yet" "$baraza" cohort resume harare-1
kill $!
wait
expect 0 "was already paused" "$baraza" cohort pause harare-1
expect 0 "running" "$baraza" cohort resume harare-1

expect 1 "--out is needed" "$baraza" report harare-1
expect 0 "report.html" "$baraza" report harare-1 --out "$dir/report"
expect 0 "report.html" "$baraza" report harare-1 --out "$dir/report" --unblind --reason "a test"
expect 0 "nothing is held" "$baraza" hold list
expect 0 "" "$baraza" hold list --json && expect_json "hold list"
expect 2 "there is no post P7" "$baraza" hold release 7
expect 2 "there is no post P7" "$baraza" hold reject 7 --dry-run
expect 1 "is no post" "$baraza" hold reject seven
expect 2 "there is no learner L9999" "$baraza" learner stop L9999
expect 0 "2 learners, 2 of them not seen yet" "$baraza" learner list harare-1
expect 0 "" "$baraza" learner list harare-1 --json && expect_json "learner list"
expect 1 "reason is needed" "$baraza" learner reveal L9999
expect 2 "there is no learner L9999" "$baraza" learner reveal L9999 --reason "to see"
who=$("$baraza" learner list harare-1 | sed -n 's/^\(L[0-9]*\).*Tendai.*/\1/p')
expect 0 "+26377" "$baraza" learner reveal "$who" --reason "to call her"
expect 1 "reason is needed" "$baraza" learner withdraw "$who"
expect 2 "must be written with its country" "$baraza" learner phone "$who" 0772
expect 0 "the new number is kept" "$baraza" learner phone "$who" +263772000001 --dry-run
expect 2 'no room "9"' "$baraza" learner move "$who" 9
expect 3 "nobody has prepared it" "$baraza" learner forget "$who" --approve
expect 0 "An admin approves it" "$baraza" learner forget "$who" --dry-run
expect 0 "tried only" "$baraza" learner withdraw "$who" --reason "a test" --dry-run
# What changes something says it as data, too: one object with "dry_run", and nothing beside it.
changes_json() {
    expect 0 '"dry_run":true' "$baraza" "$@" --dry-run --json && expect_json "$*"
}
changes_json cohort pause harare-1
changes_json cohort resume harare-1
changes_json cohort copy harare-1 harare-2 --start 2100-06-07
changes_json cohort peer harare-1 "$who" --from 2099-12-10 --to 2099-12-11
changes_json learner withdraw "$who" --reason "a test"
changes_json learner phone "$who" +263772000001
changes_json learner name "$who" "Rudo Moyo"
changes_json learner role "$who" observer
changes_json learner stop "$who"
changes_json learner forget "$who"
changes_json staff add Rudo --role facilitator
changes_json upkeep set harare-1 weekly 1
changes_json room mode harare-1/1 observed
expect 2 "no setting \"nothing\": baraza upkeep COHORT lists them" "$baraza" upkeep set harare-1 nothing 1
expect 0 "none is made: baraza upkeep set harare-1 weekly 1" "$baraza" weekly harare-1
expect 1 "the name of a file is empty" "$baraza" rules propose harare-1 ""
printf '\357\273\277title = Monthly\nx = number 0-5: How many?\n' >"$dir/form.txt"
printf 'title = \377\nx = number 0-5: How many?\n' >"$dir/latin.txt"
expect 0 "1 question, is kept" "$baraza" forms add harare-1 monthly "$dir/form.txt"
expect 0 "is kept" "$baraza" forms add harare-1 other "$dir/form.txt"
expect 2 "no text in UTF-8" "$baraza" forms add harare-1 latin "$dir/latin.txt"
[ "$("$baraza" forms harare-1 other --json)" = '[{"form":"other"}]' ] || { echo "FAIL: another form's rounds"; failures=$((failures + 1)); }
printf 'Amoxicillin 250 mg = amoxil\nAmoxicillin 500 mg = amoxil\n' >"$dir/items.txt"
expect 2 "already names another item" "$baraza" stock items harare-1 "$dir/items.txt"
expect 2 "no text in UTF-8" "$baraza" rules propose harare-1 "$dir/latin.txt"
expect 1 '"P" is no piece of work: give the number that baraza work list shows' "$baraza" work take P
expect 0 "no work was handed in" "$baraza" work list harare-1
expect 2 'no cohort "h9"' "$baraza" cases list h9
expect 0 "nothing is set aside" "$baraza" inbox aside
expect 0 "0 webhook bodies" "$baraza" inbox replay
# A list for new courses: each line says in its turn what became of it, whoever refused it.
cat >"$dir/list.csv" <<'END'
phone,name,opt_in_date,opt_in_means
0772123456,Tendai,2026-05-03,signed sheet
+263772123457,Rudo,,
12,Chipo,2026-05-03,signed sheet
+263772123458,Farai,2026-05-03,signed sheet
END
expect 1 "the local numbers of that country are not known" "$baraza" advert import "$dir/list.csv" --country XX
expect 2 "1 put on the list" "$baraza" advert import "$dir/list.csv" --dry-run
[ "$(sed -n 's/^line \([0-9]*\): .*refused.*/\1/p' "$dir/out" | tr '\n' ' ')" = "2 3 4 " ] || { echo "FAIL: advert import: not in the order of its lines"; failures=$((failures + 1)); }
expect 2 '"dry_run":true,"added":2,"same":0,"refused":2,"rows":[{"line":2,"repair":' "$baraza" advert import "$dir/list.csv" --country ZW --dry-run --json && expect_json "advert import"
expect 2 "2 put on the list" "$baraza" advert import "$dir/list.csv" --country zw
expect 0 "2 on the list of those who hear of new courses" "$baraza" advert list
expect 1 "--role is needed" "$baraza" staff add Rudo
expect 2 "is no role" "$baraza" staff add Rudo --role king
expect 0 "shown only now" "$baraza" staff add Rudo --role facilitator
expect 0 '"password":' "$baraza" staff password Rudo --json && expect_json "staff password"
changes_json staff assign Rudo harare-1
changes_json staff phone Rudo +263772000002
expect 2 "at least 12 characters" "$baraza" staff add Rudo --role facilitator --password-stdin
expect 1 "whose signature is it? Name a facilitator or coordinator of the cohort: --by NAME" "$baraza" live sign harare-1 m2l.cue3
expect 1 "if a number below zero is meant, write -- before it: -- -1" "$baraza" upkeep set harare-1 ask_seniors -1
expect 2 "ask_seniors" "$baraza" upkeep set harare-1 ask_seniors -- -1
expect 0 "the journal is whole" "$baraza" journal verify
expect 0 "as it is now" "$baraza" backup --plain --to "$dir/copy.db"
expect 2 "copy" "$baraza" backup --plain --to "$dir/nowhere/copy.db"
cp "$w/baraza.ini" "$dir/kept.ini"
printf '[guard]\nwords = area.txt\n' >>"$w/baraza.ini"
expect 2 "[guard] words, the patient guard's own words: $w/area.txt cannot be read: there is no such file" "$baraza" status
expect 3 "guard: [guard] words, the" "$baraza" doctor
printf 'nowhere\n' >"$w/area.txt"
expect 2 "area.txt" "$baraza" status
printf 'name = zvanyanya\n' >"$w/area.txt"
expect 0 "with the words of $w/area.txt" sh -c '"$0" doctor || [ $? = 3 ]' "$baraza"
rm "$w/area.txt"
cp "$dir/kept.ini" "$w/baraza.ini"
expect 0 "" "$baraza" doctor --json
expect_json "doctor"
mv "$w/secrets/key" "$dir/own.key"
"$baraza" init "$dir/another" >"$dir/out" && cp -p "$dir/another/secrets/key" "$w/secrets/key"
expect 3 "is not the key of this database" "$baraza" doctor
cp -p "$dir/own.key" "$w/secrets/key"
expect 0 "Rudo" "$baraza" staff list
rm "$w/secrets/key"
expect 3 "without it no phone number" "$baraza" doctor
mv "$w/baraza.db" "$dir/moved.db"
expect 3 "has lost its database" "$baraza" status
finish
