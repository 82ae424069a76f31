#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page, for each role, in a running Chromium: at 360 pixels, by keyboard alone, and as a screen reader hears it.

Exit status 77 (skipped) where there is no Chromium."""
import json
import os
import subprocess
import sys

import browser

HERE = os.path.dirname(os.path.abspath(__file__))
PASSWORD = "three plain words"
ROLES = ("-", "admin", "coordinator", "facilitator", "evaluator", "auditor")
MOST = 100_000  # bytes of a page with style and script
MOST_REPORT = 1_000_000  # it stands by itself, plots and all
CONTROLS = {"button", "link", "textbox", "combobox", "checkbox", "searchbox", "DisclosureTriangle", "spinbutton", "Date"}

# One press of Tab at a time: what has the focus, whether one sees that, and whether it is on the screen.
FOCUSED = """(() => { const e = document.activeElement;
  if (!e || e === document.body) return null;
  const style = getComputedStyle(e), box = e.getBoundingClientRect();
  window.passed = window.passed || new Set();
  const again = window.passed.has(e) && e !== window.last; // the parts of a date are one element
  const fresh = !window.passed.has(e);
  window.passed.add(e); window.last = e;
  return { again, fresh, ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2, size: box.width * box.height,
    what: e.outerHTML.slice(0, 100) }; })()"""
REACHABLE = """[...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
  .filter((e) => e.checkVisibility()).length"""

# Fills in the n-th form that can be tried: by its name where a name asks for something of its own, by its kind else.
FILL = """((n) => { const button = document.querySelectorAll("button[name=go][value=preview]")[n];
  if (!button) return false;
  const known = { digests: "12:00,18:00", quiet: "21:00-06:00", at: "", days: "2", limit: "20", cap: "9", name: "next-1",
    moderator: "L1", phone: "+263771000999", code: "HRE7", zone: "" };
  for (const e of button.form.elements) {
    if (!e.name || e.type === "hidden" || e.tagName === "BUTTON" || e.type === "file" || e.type === "checkbox") continue;
    if (e.tagName === "SELECT") e.value = [...e.options].map((o) => o.value).find((v) => v) || "";
    else if (e.type === "date") e.value = "2027-01-04";
    else e.value = e.name in known ? known[e.name] : e.inputMode === "numeric" ? "2" : "Better so.";
  }
  return true; })(%d)"""


def unnamed(page):
    """Controls that a screen reader meets without a name."""
    tree = page.ask("Accessibility.getFullAXTree")["nodes"]
    return [f"a {node['role']['value']} without a name" for node in tree
            if not node.get("ignored") and node.get("role", {}).get("value") in CONTROLS
            and not node.get("name", {}).get("value", "").strip()]


def by_keyboard(page):
    """Tabs once through the page: all that can be used is met, each with a ring around it, and the way leads out again."""
    wrong, met, out = [], 0, 0
    wanted = page.run(REACHABLE)
    page.run("document.activeElement.blur(); window.passed = new Set(); window.scrollTo(0, 0)")
    for _ in range(wanted + 60):
        page.key("Tab", 9)
        at = page.run(FOCUSED)
        if at is None and out == 0:
            out += 1  # past the end; the next press begins at the top
            continue
        if at is None or at["again"]:
            break
        met += at["fresh"]
        if not at["ring"]:
            wrong.append("no visible focus: " + at["what"])
        if at["size"] < 1:
            wrong.append("the focus is on nothing that one sees: " + at["what"])
    if met < wanted:
        wrong.append(f"{met} of {wanted} controls are met by Tab")
    return wrong[:5]


def log_in(page, base, role):
    page.cookies_forget()
    page.go(base + "/login")
    page.run(f"document.getElementById('name').value = {json.dumps(role)}")
    page.run(f"document.getElementById('password').value = {json.dumps(PASSWORD)}")
    page.run_and_wait("document.querySelector('main button').click()")
    if page.run("location.pathname") == "/login":
        raise RuntimeError(f"{role} could not log in: " + page.run("document.body.innerText"))


def judge(page, tabs):
    if page.run("!!document.querySelector('main.trouble') || !document.querySelector('main')"):
        return ["no such page: " + page.run("document.body.innerText")[:200]]
    wrong = page.run(open(os.path.join(HERE, "access.js"), encoding="utf-8").read()) + unnamed(page)
    weight = page.run("""performance.getEntriesByType("resource").concat(performance.getEntriesByType("navigation"))
        .reduce((sum, e) => sum + e.decodedBodySize, 0)""")
    if weight > (MOST_REPORT if page.run("location.pathname").endswith("/report") else MOST):
        wrong.append(f"{weight} bytes with style and script")
    return wrong + (by_keyboard(page) if tabs else [])


def look(page, base, path, tabs):
    page.go(base + path)
    return judge(page, tabs)


def preview(page, base, path, n):
    """What the n-th form of a page that tries something shows: whether there is one, and whether it shows a trial."""
    page.go(base + path)
    if not page.run(FILL % n):
        return False, False
    page.run_and_wait("document.querySelectorAll(\"button[name=go][value=preview]\")[%d].click()" % n)
    return True, page.run("!!document.querySelector('main .preview')")


def walk_previews(page, base, path):
    """A page after each of its forms was tried: the same demands; what is wrong, pages looked at, trials shown."""
    wrong, n, shown = [], 0, 0
    while True:
        there, trial = preview(page, base, path, n)
        if not there:
            return wrong, n, shown
        shown += trial
        wrong += ["after form %d: %s" % (n + 1, sentence) for sentence in judge(page, trial)]
        n += 1


def walk(page, base, pages):
    faults, looked, tried, tabbed, now = 0, 0, 0, set(), None
    for role, path in pages:
        if role != now:
            page.cookies_forget() if role == "-" else log_in(page, base, role)
            now = role
        # the way by Tab is long on a grid, and the same for each role
        wrong = look(page, base, path, path not in tabbed)
        looked += 1
        if role == "coordinator" and path not in tabbed:
            more, forms, shown = walk_previews(page, base, path)
            wrong, looked, tried = wrong + more, looked + forms, tried + shown
        tabbed.add(path)
        for sentence in wrong:
            faults += 1
            print(f"{role} {path}: {sentence}")
    print(f"{looked} pages looked at, {tried} after a preview, {faults} faults")
    return faults == 0 and looked >= 60 and tried >= 10


def main():
    if not browser.program():
        print("no Chromium here: skipped")
        return 77
    environment = dict(os.environ, CK_FORK="no", CK_DEFAULT_TIMEOUT="0", ASAN_OPTIONS="detect_leaks=0")
    server = subprocess.Popen([sys.argv[1]], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True)
    try:
        pages, base = [], None
        for line in server.stdout:
            first, _, rest = line.strip().partition(" ")
            if first == "ready":
                base = rest
                break
            if first in ROLES:
                pages.append((first, rest))
        if not base:
            raise RuntimeError("the pages are not served")
        with browser.Browser() as page:
            page.width(360)
            good = walk(page, base, sorted(pages, key=lambda p: p[0]))
    finally:
        server.stdin.close()
        server.wait(20)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
