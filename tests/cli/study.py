#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Five studies end to end: a null result, a ceiling, 40 % lost, two arms in rooms, and three parallel forms with a delayed test.

study.py BARAZA PLAY_TESTS makes up who answers what, enrols these people, plays their answers into a workspace, and reads what
`baraza evaluate` says of them. The figures must be those of tests/stats/stories.txt, which R computed from the made-up answers
themselves (tests/stats/stories.R), not from anything that Baraza wrote. study.py --truth DIR writes these answers for R."""
import csv
import json
import math
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
FIGURES = os.path.join(HERE, "..", "stats", "stories.txt")
ITEMS = 8
DAYS = {"pre": 1, "post": 10, "delayed": 40}

# base: chance of a right answer before; gain: what is added after; room: how far apart rooms learn; lost: share without a post-test
STUDIES = {
    "null": dict(cohorts={"null": dict(n=48, rooms=6, base=.55, gain=0, room=.05, lost=0)}, forms=2, seed=5),
    "ceiling": dict(cohorts={"ceiling": dict(n=40, rooms=5, base=.93, gain=.03, room=.02, lost=.05)}, forms=2, seed=3),
    "attrition": dict(cohorts={"attrition": dict(n=80, rooms=8, base=.45, gain=.2, room=.05, lost=.4)}, forms=2, seed=7),
    "arms": dict(cohorts={"harare-1": dict(n=60, rooms=5, base=.45, gain=.3, room=.05, lost=.1),
                          "harare-2": dict(n=60, rooms=5, base=.45, gain=.05, room=.05, lost=.3)}, forms=2, seed=11),
    "delayed": dict(cohorts={"delayed": dict(n=60, rooms=6, base=.45, gain=.25, room=.05, lost=.1)}, forms=3, seed=9),
}

PLAN = """[study]
name = Two arms
cohorts = harare-1; harare-2
design = arms
unit = learner
[arms]
harare-1 = app
harare-2 = usual
reference = usual
[outcomes]
primary = gain
"""

# What the first page must say, in its words.
SENTENCES = {
    "null": ["No detectable gain from the pre-test to the post-test", "That is a result"],
    "ceiling": ["Ceiling: before the course the mean was"],
    "attrition": ["Those who stay are seldom like those who leave", "Scores rose by "],
    "arms": ["The score before held equal, app scored ", "standard errors are CR2"],
    "delayed": ["Scores rose by ", "There was no comparison group"],
}


class Dice:
    """The same in every language: a linear congruence."""

    def __init__(self, seed):
        self.state = seed

    def roll(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        return (self.state >> 33) / 2 ** 31


def marks(dice, chance, form):
    return [int(dice.roll() < chance - (.08 if form == "b" else 0) - .02 * (q % 3)) for q in range(ITEMS)]


def people(study):
    """Everybody with her forms and marks; None where she did not sit."""
    dice, forms = Dice(study["seed"]), "abc"[:study["forms"]]
    for cohort, c in study["cohorts"].items():
        for i in range(c["n"]):
            room, sequence = i % c["rooms"], i // 2 % len(forms)
            ability = c["base"] + .3 * (dice.roll() - .5)
            shift = c["room"] * (2 * room / (c["rooms"] - 1) - 1)
            lost = dice.roll() < c["lost"] * (1.5 if ability < c["base"] else .5)
            late = len(forms) == 3 and not lost and i % 5 != 0
            form = {o: forms[(sequence + k) % len(forms)] for k, o in enumerate(DAYS)}
            yield dict(cohort=cohort, i=i, room=room, sequence=sequence + 1, form=form,
                       pre=marks(dice, ability, form["pre"]),
                       post=None if lost else marks(dice, ability + c["gain"] + shift, form["post"]),
                       delayed=marks(dice, ability + .7 * c["gain"] + shift, form["delayed"]) if late else None)


def per_cent(given):
    return "NA" if given is None else repr(100 * sum(given) / ITEMS)


def write_truth(folder):
    for name, study in STUDIES.items():
        with open(os.path.join(folder, name + ".csv"), "w", encoding="utf-8") as f:
            out = csv.writer(f)
            out.writerow(["cohort", "room", "sequence", "pre", "post", "delayed"])
            for p in people(study):
                out.writerow([p["cohort"], p["room"], p["sequence"], *(per_cent(p[o]) for o in DAYS)])


def course(forms):
    bank = "".join(f'<truefalse use="test" id="{f}{q}" objective="o{q % 2 + 1}" level="{"recall" if q < 4 else "apply"}" answer="true">'
                   f"<stem><text>Statement {f}{q}</text></stem></truefalse>" for f in "abc"[:forms] for q in range(ITEMS))
    listed = "".join(f'<form id="{f}">' + "".join(f'<itemref ref="{f}{q}"/>' for q in range(ITEMS)) + "</form>" for f in "abc"[:forms])
    sits = "".join(f'<module id="s{day}"><title>Day {day}</title><release><at day="{day}" time="12:30"/></release>'
                   + ('<agree id="yes" purpose="course"><text>Take it?</text></agree>' if o == "pre" else "")
                   + f'<sit id="{o}" test="k" role="{o}" day="{day}" time="12:30" due="P2D"/></module>'
                   + ('<module id="m3"><title>Lesson</title><release><at day="3" time="12:30"/></release>'
                      '<post id="m1p1" to="room" day="3" time="12:30"><text>Who comes late?</text></post></module>' if o == "pre" else "")
                   for o, day in DAYS.items() if o != "delayed" or forms == 3)
    return (f'<?xml version="1.0"?><course xmlns="urn:baraza:course:1" id="study-{forms}" version="1.0" xml:lang="en"><meta>'
            '<title>Keeping in care</title><objective id="o1"><text>Plan the first weeks</text></objective>'
            f'<objective id="o2"><text>Find who is late</text></objective></meta><bank id="b">{bank}</bank>'
            f'<test id="k" assign="counterbalance"><title>Test</title>{listed}</test>{sits}</course>')


class Workspace:
    def __init__(self, baraza, play, folder):
        self.baraza, self.play, self.folder = baraza, play, folder
        self.dir = os.path.join(folder, "w")

    def run(self, *words):
        done = subprocess.run([self.baraza, *words], capture_output=True, text=True, timeout=120, check=False,
                              env=dict(os.environ, BARAZA_DIR=self.dir))
        if done.returncode != 0:
            raise SystemExit(f"FAIL: baraza {' '.join(words)}: {done.stdout[-500:]}{done.stderr[-1500:]}")
        return done.stdout

    def file(self, name, text):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        return path

    def enrol(self, cohort, n, first):
        rows = ["phone,name,lang,cadre,sex,facility,room,opt_in_date,opt_in_means"]
        for i, p in enumerate(n):
            rows.append(f"+26377{first + i:07d},Nurse {first + i},en,{('nurse', 'midwife')[i % 2]},{'fm'[i % 4 == 0]},{cohort} clinic {p['room'] + 1},{p['room'] + 1},"
                        "2026-01-02,form")
        self.run("enrol", cohort, self.file(cohort + ".csv", "\n".join(rows) + "\n"))


def deeds(everybody):
    lines, cohort = [], None
    for p in everybody:
        if p["cohort"] != cohort:
            cohort = p["cohort"]
            lines.append("cohort " + cohort)
        lines += [f"agree {p['i']}", f"read {p['i']} pre", f"read {p['i']} m1p1", f"say {p['i']} m1p1 We call after the first missed visit."]
        for o in DAYS:
            if p[o] is not None:
                lines.append(f"sit {p['i']} {o} {p['form'][o]} " + "".join(map(str, p[o])))
    return "\n".join(lines) + "\n"


def build(w):
    """One workspace with all the studies."""
    w.run("init", w.dir)
    ini = os.path.join(w.dir, "baraza.ini")
    with open(ini, encoding="utf-8") as f:
        text = f.read()
    with open(ini, "w", encoding="utf-8") as f:  # no clinician has signed these courses
        f.write(text.replace("#graph_url", "graph_url = http://127.0.0.1:9\n#graph_url", 1))
    for forms in sorted({s["forms"] for s in STUDIES.values()}):
        w.run("course", "add", w.file(f"c{forms}/course.xml", course(forms)))
    first, lines = 1000000, ""
    for study in STUDIES.values():
        everybody = list(people(study))
        for cohort in study["cohorts"]:
            w.run("cohort", "create", cohort, "--course", f"study-{study['forms']}", "--start", "2026-01-05", "--zone", "Africa/Harare",
                  "--seed", "7")
            own = [p for p in everybody if p["cohort"] == cohort]
            w.enrol(cohort, own, first)
            first += len(own)
        lines += deeds(everybody)
    done = subprocess.run([w.play, os.path.join(w.dir, "baraza.db"), w.file("deeds.txt", lines)], capture_output=True, text=True,
                          timeout=300, check=False)
    if done.returncode != 0:
        raise SystemExit("FAIL: " + done.stderr[-1500:])


def look(view, path):
    for step in path.split("/"):
        if isinstance(view, list):
            view = next(row for row in view if row["id"] == step)
        else:
            view = view[step]
    return view["value"] if isinstance(view, dict) else view


def compare(study, view):
    """Every figure that R gives of this study."""
    wrong, n = [], 0
    with open(FIGURES, encoding="utf-8") as f:
        for line in f:
            words = line.split()
            if len(words) != 3 or words[0] != study:
                continue
            n += 1
            value, wanted = look(view, words[1]), float(words[2])
            if value is None or not math.isclose(value, wanted, rel_tol=1e-8, abs_tol=1e-8):
                wrong.append(f"{study} {words[1]} is {value}, R says {wanted}")
    return wrong if n >= 4 else [f"R says {n} figures of {study}: too few"]


def main():
    if sys.argv[1] == "--truth":
        write_truth(sys.argv[2])
        return 0
    wrong = []
    with tempfile.TemporaryDirectory(prefix="study-") as folder:
        w = Workspace(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), folder)
        build(w)
        for name, study in STUDIES.items():
            words = ["evaluate", *study["cohorts"]] + (["--plan", w.file("plan.ini", PLAN)] if name == "arms" else [])
            text = w.run(*words)
            plain = " ".join(text.split())
            wrong += [f"{name} does not say: {s}" for s in SENTENCES[name] if s not in plain]
            wrong += [f"{name}: a line of {len(line)} characters: {line}" for line in text.splitlines() if len(line) > 80]
            wrong += compare(name, json.loads(w.run(*words, "--json")))
            if os.environ.get("STUDY_SHOW"):
                print(text)
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
