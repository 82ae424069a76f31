#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Data leave for a study: what is told before, what is written, what is refused, and that nobody is recognised.
. tests/cli/cases.sh

w=$dir/clinic
"$baraza" init "$w" >"$dir/out"
sed -i 's|^#graph_url.*|graph_url = http://127.0.0.1:9|' "$w/baraza.ini"
export BARAZA_DIR="$w"
"$baraza" course add courses/pmtct-retention >"$dir/out"
"$baraza" cohort create h1 --course pmtct-retention --start 2099-12-07 --zone Africa/Harare --country ZW >"$dir/out" 2>"$dir/err"
{
    echo 'phone;firstname;lastname;cadre;facility;opt_in_date;opt_in_means'
    for n in 0 1 2 3 4 5 6; do echo "077212345$n;Tendai$n;Moyo;nurse;Mbare;2026-11-20;form"; done
    echo '0772 123 457;Nyaradzo;Banda;midwife;Gweru;2026-11-20;form'
} >"$dir/nurses.csv"
"$baraza" enrol h1 "$dir/nurses.csv" >"$dir/out" 2>"$dir/err"

expect 1 "--study is needed" "$baraza" export h1 --out "$dir/s"
expect 1 "small letters" "$baraza" export h1 --study "../x" --out "$dir/s"
expect 1 "--out is needed" "$baraza" export h1 --study s
expect 1 "suppress, generalise or refuse" "$baraza" export h1 --study s --out "$dir/s" --small hide
expect 2 "no cohort" "$baraza" export h2 --study s --out "$dir/s"
expect 3 "nobody in h1 agrees" "$baraza" export h1 --study s --out "$dir/s"
# what they agree to is said in chat; here it is written down
python3 - "$w/baraza.db" <<'PY'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("UPDATE enrolment SET may_posts = 1, may_research = 1")
# all answer the survey; one of them, who writes no post, does not let her words be kept
cohort, = db.execute("SELECT id FROM cohort").fetchone()
everybody = [row[0] for row in db.execute("SELECT id FROM enrolment ORDER BY id")]
db.execute("UPDATE enrolment SET may_posts = 0 WHERE id = ?", (everybody[-2],))
for i, who in enumerate(everybody):
    attempt = db.execute("INSERT INTO attempt VALUES (NULL, ?, ?, 1, 'm0s1', NULL, NULL, -1, 1, 1, 0, 1000, 0, 1090, 5, 5, 1, 1060, 0)",
                         (cohort, who)).lastrowid
    said = ["a" if i < 5 else "b", str(i + 2), "d", "e", "Ask Nyaradzo Banda,\n0772 123 457, of transport" if who != everybody[-2] else "Kept to myself"]
    for at, answer in enumerate(said):
        db.execute("INSERT INTO response VALUES (?, ?, 1, ?, 0, ?, 1, 0, NULL, ?, ?, ?, ?, 0, 0, 0, 0)",
                   (attempt, at, who, "s0%d" % (at + 1), 1000 + at, 1060 + at, answer, answer))
db.commit()
PY
{
    echo '23/11/2026, 09:00 - Sr Dube: Why do mothers stay away? [m1d1]'
    echo '23/11/2026, 09:05 - Tendai1 Moyo: Ask Nyaradzo Banda, 0772 123 457'
    echo '23/11/2026, 09:06 - Nyaradzo Banda: Yes Tendai1, =transport'
    echo '23/11/2026, 09:07 - Tendai2 Moyo: 👩🏽‍⚕️ Nyaradzo Banda, قالت الأم نعم'
} >"$dir/full.txt"
"$baraza" room import h1 "$dir/full.txt" --author "Sr Dube=facilitator" >"$dir/out"

# two code it: all of two posts, alike, and one a stretch of another behind a name that becomes longer
for coder in anna barnabas; do
    printf 'a long enough password\n' | "$baraza" staff add $coder --role evaluator --password-stdin >"$dir/out"
    "$baraza" staff assign $coder h1 >"$dir/out"
done
expect 0 "3 of 3 units" "$baraza" code study h1 c --codebook iam --coders anna,barnabas --seed 1
stretch=$(python3 - "$w/baraza.db" <<'PY'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
print(db.execute("SELECT u.place FROM coding_unit AS u JOIN coding_unit_post AS p ON p.unit = u.id JOIN post ON post.id = p.post"
                 " WHERE post.text LIKE '%الأم%'").fetchone()[0])
PY
)
# a code on all of a post and on a stretch that is all of it; a code of another study on the same post comes later
other=$((stretch % 3 + 1))
length=$(python3 - "$w/baraza.db" $other <<'PY'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
print(db.execute("SELECT length(post.text) FROM coding_unit AS u JOIN coding_unit_post AS p ON p.unit = u.id JOIN post ON post.id = p.post"
                 " WHERE u.place = ?", (sys.argv[2],)).fetchone()[0])
PY
)
for unit in 1 2 3; do
    if [ "$unit" = "$stretch" ]; then
        expect 0 "phase2" "$baraza" code apply c $unit phase2 --coder anna --start 22 --end 26
    else
        expect 0 "phase1" "$baraza" code apply c $unit phase1 --coder anna
        expect 0 "phase1" "$baraza" code apply c $unit phase1 --coder barnabas
        [ "$unit" != "$other" ] || expect 0 "phase1" "$baraza" code apply c $unit phase1 --coder anna --start 0 --end "$length"
    fi
    expect 0 "done" "$baraza" code done c $unit --coder anna
    expect 0 "done" "$baraza" code done c $unit --coder barnabas
done
expect 0 "" "$baraza" code adjudicate c --open
expect 0 "3 of 3 units" "$baraza" code study h1 d --codebook functions --coders anna --seed 1
for unit in 1 2 3; do
    expect 0 "social" "$baraza" code apply d $unit social-talk --coder anna
    expect 0 "done" "$baraza" code done d $unit --coder anna
done
expect 0 "" "$baraza" code adjudicate d --open

rm -f "$w/secrets/study-s.key"
expect 0 "midwife, sex=, country=, age_band=, facility=Gweru: 1" "$baraza" export h1 --study s --dry-run
expect 0 "dry run" "$baraza" export h1 --study s --dry-run
[ ! -e "$w/secrets/study-s.key" ] || { echo "FAIL: a dry run made a key"; failures=$((failures + 1)); }
expect 3 "1 cells hold fewer than 5 people" "$baraza" export h1 --study s --out "$dir/s" --small refuse
mkdir "$dir/full" && touch "$dir/full/notes.txt"
expect 3 "no export" "$baraza" export h1 --study s --out "$dir/full"
expect 0 "8 of 8 learners" "$baraza" export h1 --study s --out "$dir/s"
expect 0 '"dry_run":false' "$baraza" export h1 --study s --out "$dir/s" --json
expect_json export
expect 0 "wide.csv" "$baraza" export h1 --study other --out "$dir/other"
if grep -rqE 'Tendai|Nyaradzo|Banda|Moyo|Gweru|Mbare|772123|772 123' "$dir/s"; then
    echo "FAIL: somebody is named in the export"
    grep -rnE 'Tendai|Nyaradzo|Banda|Moyo|Gweru|Mbare|772123|772 123' "$dir/s" | head -3
    failures=$((failures + 1))
fi
# the project for NVivo and the like, read as they read it (tests/cli/qdpx.py)
never='Tendai|Nyaradzo|Banda|Moyo|Gweru|Mbare|anna|barnabas|772123|772 123'
python3 tests/cli/qdpx.py "$dir/s/discussion.qdpx" "$never" >"$dir/found.json" || failures=$((failures + 1))
python3 - "$dir/found.json" <<'PY' || failures=$((failures + 1))
import json, re, sys
with open(sys.argv[1], encoding="utf-8") as f:
    found = json.load(f)
assert found["cases"] == 8 and found["refs"] == 3, found
speakers = [r for r in found["rows"] if r[0] == "Baraza"]
coded = [r for r in found["rows"] if r[0] != "Baraza"]
assert len(speakers) == 4 and all(re.fullmatch("P[a-z2-7]{20}|facilitator", r[1]) for r in speakers), speakers
assert len([r for r in coded if r[2] == "قالت"]) == 1 and len(coded) == 8, coded
# two coders gave one post the same code: both are there
same = [r for r in coded if r[1].startswith("I ")]
assert len(same) == 4 and len({r[0] for r in same}) == 2, same
assert any(re.fullmatch("👩🏽‍⚕️ \\[P[a-z2-7]{20}\\], قالت الأم نعم", r[2]) for r in speakers), speakers
PY
# the manifest tells the truth, and two studies share no id
python3 - "$dir" <<'PY' || failures=$((failures + 1))
import csv, hashlib, json, os, sys
folder = sys.argv[1]
ids = []
for study in ("s", "other"):
    with open(os.path.join(folder, study, "manifest.json"), encoding="utf-8") as f:
        manifest = json.load(f)
    for file in manifest["files"]:
        with open(os.path.join(folder, study, file["path"]), "rb") as f:
            assert hashlib.sha256(f.read()).hexdigest() == file["sha256"], file
    assert sorted(os.listdir(os.path.join(folder, study))) == sorted([x["path"] for x in manifest["files"]] + ["manifest.json"])
    with open(os.path.join(folder, study, "wide.csv"), encoding="utf-8", newline="") as f:
        ids.append({row["learner_id"] for row in csv.DictReader(f)})
assert len(ids[0]) == 8 and not ids[0] & ids[1], ids
PY
# answers to the survey are there, with labels, without names, and of words only those that may be kept
python3 - "$dir/s" <<'PY' || failures=$((failures + 1))
import csv, json, os, sys
def rows(name):
    with open(os.path.join(sys.argv[1], name), encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))
wide, said, book = rows("wide.csv"), rows("surveys.csv"), {(r["file"], r["name"]): r for r in rows("codebook.csv")}
assert sorted(r["survey_m0s1_s01"] for r in wide) == ["a"] * 5 + ["b"] * 3, wide
assert sorted(float(r["survey_m0s1_s02"]) for r in wide) == list(range(2, 10)), wide
assert len(said) == 8 * 5 and {r["label"] for r in said if r["item"] == "s01"} == {"Nurse", "Midwife"}, said
words = [r for r in said if r["item"] == "s05"]
assert sorted(r["missing"] for r in words) == [""] * 7 + ["not_kept"], words
assert all(r["answer"].startswith("Ask [P") and r["answer"].endswith("[number], of transport") for r in words if not r["missing"]), words
assert all(r["asked_at"] < "1970" for r in said), said[0]  # moved
assert "a: Nurse" in book["wide.csv", "survey_m0s1_s01"]["values"] and book["wide.csv", "survey_m0s1_s02"]["type"] == "number"
for name in os.listdir(sys.argv[1]):
    with open(os.path.join(sys.argv[1], name), "rb") as f:
        assert b"Kept to myself" not in f.read(), name
with open(os.path.join(sys.argv[1], "surveys.sps"), encoding="utf-8") as f:
    assert "There are 40 rows" in f.read()
# SPSS ends a row at a line break, quoted or not; PSPP takes a line that begins with a name such as "comment" for a command
for name in os.listdir(sys.argv[1]):
    if name.endswith(".sps"):
        with open(os.path.join(sys.argv[1], name), encoding="utf-8") as f:
            script = f.read()
        with open(os.path.join(sys.argv[1], name[:-4] + ".csv"), encoding="utf-8", newline="") as f:
            table = list(csv.reader(f))
        assert not [cell for row in table for cell in row if "\n" in cell or "\r" in cell], name
        begins = {line.split()[0] for line in script.splitlines() if line.split()}
        assert not begins & set(table[0]), (name, begins)
        assert not [line for line in script.splitlines() if len(line.encode()) > 256], name
        labels = [r["label"] for r in rows("codebook.csv")]
        for said in (line[3:-1].replace("''", "'") for line in script.splitlines() if line.startswith("  '") and line.endswith("'")):
            whole = [x for x in labels if x == said]
            cut = [x for x in labels if x.startswith(said + " ") and len(said.encode()) > 150]
            assert whole or cut, (name, said)  # after a word
PY
if command -v pspp >"$dir/out"; then
    for script in "$dir"/s/*.sps; do
        (cd "$dir/s" && timeout 60 pspp "$script" 2>&1) >"$dir/out"
        grep -qiE 'warning|error' "$dir/out" && { echo "FAIL: $script: $(head -3 "$dir/out")"; failures=$((failures + 1)); }
    done
fi
chmod 644 "$w/secrets/study-s.key"
expect 3 "chmod 600" "$baraza" export h1 --study s --out "$dir/s"
chmod 600 "$w/secrets/study-s.key"
# R, where it is there, reads what it was told to read
if command -v Rscript >"$dir/out"; then
    (cd "$dir/s" && timeout 60 Rscript -e 'source("load.R"); cat(nrow(wide), levels(wide$consent_posts), nrow(posts), "\n")' 2>&1) >"$dir/out"
    grep -q "8 no yes 4" "$dir/out" || { echo "FAIL: R does not read it"; cat "$dir/out"; failures=$((failures + 1)); }
fi

# a group that people run is read unguarded: patients are in nothing that leaves, be it in a zip, but for those of the course
{
    cat "$dir/full.txt"
    echo '24/11/2026, 08:00 - Tendai3 Moyo: We lost Mrs Kwekwezi Zvanyanya, 24yrs, of Chikore village, folder 88123, born 3 March 2002'
    echo '24/11/2026, 08:01 - Tendai4 Moyo: write to her: kwekwezi@example.org, 0 8 8 6 1 2 3 4 5 6, client K.Z. 24yrs'
    echo '24/11/2026, 08:02 - Tendai5 Moyo: as with Mrs Chipo of the course, VL 45 000 copies at 36 weeks'
} >"$dir/more.txt"
expect 0 "" "$baraza" room import h1 "$dir/more.txt" --author "Sr Dube=facilitator"
expect 0 "" "$baraza" export h1 --study s --out "$dir/s"
expect 0 "posts.csv" "$baraza" talk export h1 --out "$dir/talk"
expect 0 "posts.csv" "$baraza" report h1 --out "$dir/report"
expect 0 "posts.csv" "$baraza" evaluate h1 --out "$dir/evaluation"
cp "$w/baraza.db" "$dir/copy.db"
expect 0 "names are sealed" "$baraza" evaluate h1 --database "$dir/copy.db" --out "$dir/copied"
python3 - "$dir" <<'PY' || failures=$((failures + 1))
import io, os, re, sys, zipfile
patients = rb"(?i)Kwekwezi|Zvanyanya|Chikore|88123|3 March|example\.org|8 8 6|K\.Z"
members = rb"(?i)Tendai\d|Nyaradzo|772123|772 123"
def parts(path):
    with open(path, "rb") as f:
        whole = f.read()
    if not zipfile.is_zipfile(io.BytesIO(whole)):
        yield path, whole
        return
    with zipfile.ZipFile(io.BytesIO(whole)) as z:  # what is packed may look like anything
        for name in z.namelist():
            yield path + "/" + name, name.encode() + z.read(name)
bad = []
for folder in ("s", "talk", "report", "evaluation", "copied"):
    said = b""
    for name in sorted(os.listdir(os.path.join(sys.argv[1], folder))):
        for part, whole in parts(os.path.join(sys.argv[1], folder, name)):
            said += whole
            found = re.search(patients, whole) or (folder != "copied" and re.search(members, whole))
            bad += [(part, found)] if found else []
    assert b"We lost Mrs [name], 24yrs, of [place], folder [number], born [date]" in said, folder
    assert b"write to her: [e-mail], [number], client [name] 24yrs" in said, folder
    assert b"VL 45 000 copies at 36 weeks" in said, folder
assert not bad, bad
PY

# who takes her consent back is in no byte of the next export, under whatever name, and the manifest counts what went; a picture has no words
python3 - "$w/baraza.db" <<'PY'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("UPDATE enrolment SET may_research = 0 WHERE id = (SELECT enrolment FROM post WHERE text LIKE 'We lost%')")
db.execute("UPDATE post SET text = '' WHERE text LIKE 'as with Mrs Chipo%'")
db.commit()
PY
cp -r "$dir/s" "$dir/before"
expect 0 "7 of 8 learners; 1 left out" "$baraza" export h1 --study s --out "$dir/s"
python3 - "$dir" <<'PY' || failures=$((failures + 1))
import csv, io, json, os, sys, zipfile
def people(folder):
    with open(os.path.join(folder, "wide.csv"), encoding="utf-8", newline="") as f:
        return {row["learner_id"] for row in csv.DictReader(f)}
def manifest(folder):
    with open(os.path.join(folder, "manifest.json"), encoding="utf-8") as f:
        return json.load(f)
before, after = (os.path.join(sys.argv[1], name) for name in ("before", "s"))
gone = people(before) - people(after)
assert len(gone) == 1 and len(people(after)) == 7, gone
needles = [gone.pop().encode(), b"We lost"]
for name in sorted(os.listdir(after)):
    with open(os.path.join(after, name), "rb") as f:
        parts = [f.read()]
    if zipfile.is_zipfile(io.BytesIO(parts[0])):
        with zipfile.ZipFile(io.BytesIO(parts[0])) as z:
            parts += [z.read(member) for member in z.namelist()]
    for needle in needles:
        assert not any(needle in part for part in parts), (name, needle)
was, now = manifest(before), manifest(after)
assert (was["left_out"], now["left_out"], was["left_posts"], now["left_posts"]) == (0, 1, 0, 1), now
rows = {file["path"]: file["rows"] for file in now["files"] if "rows" in file}
assert rows["wide.csv"] == 7 and rows["posts.csv"] == was["posts"] - 1, rows
PY
python3 tests/cli/qdpx.py "$dir/s/discussion.qdpx" "$never" >"$dir/found.json" || failures=$((failures + 1))
grep -q '"cases": 7' "$dir/found.json" || { echo "FAIL: not seven cases"; failures=$((failures + 1)); }
expect 0 "" "$baraza" journal verify
finish
