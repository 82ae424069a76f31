#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a REFI-QDA project as the programs do that open it, and says what they would lose: qdpx.py FILE NEVER, where NEVER is
a pattern of what must be in no part. Prints what it found as JSON."""
import json
import re
import sys
import zipfile
import xml.etree.ElementTree as ET

Q = "{urn:QDA-XML:project:1.0}"
GUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
INSTANT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"


def parts_of(path, never):
    with zipfile.ZipFile(path) as z:
        assert z.testzip() is None
        assert all(n == "project.qde" or re.fullmatch("sources/%s\\.txt" % GUID, n) for n in z.namelist()), z.namelist()
        parts = {name: z.read(name) for name in z.namelist()}
    for name, part in parts.items():
        assert not re.search(never, part.decode()), name
        assert not part.startswith(b"\xef\xbb\xbf"), name  # a mark would move every place by one
        assert b"\r" not in part and b"\0" not in part, name  # ATLAS.ti counts CR LF as one, others as two
    return parts


def check_references(root):
    """Each guid is there once, but for a case and the code of its speaker; all that is referred to is there, in small letters."""
    guids = [(e.tag.replace(Q, ""), e.get("guid")) for e in root.iter() if e.get("guid")]
    cases = {g for tag, g in guids if tag == "Case"}
    others = [g for tag, g in guids if tag != "Case"]
    assert len(others) == len(set(others)) and cases <= {g for tag, g in guids if tag == "Code"}
    assert all(re.fullmatch(GUID, g) for _, g in guids)
    variables = {g for tag, g in guids if tag == "Variable"}
    assert variables == {e.get("targetGUID") for e in root.iter(Q + "VariableRef")}, "one without values is read as a file's"
    users = {g for tag, g in guids if tag == "User"}
    for e in root.iter():
        assert e.get("targetGUID") is None or e.get("targetGUID") in others, ET.tostring(e)
        for name in ("creatingUser", "creatingUserGUID"):
            assert e.get(name) is None or e.get(name) in users, ET.tostring(e)
        at = e.get("creationDateTime")
        assert at is None or re.fullmatch(INSTANT, at), at


def check_first_children(root):
    """QualCoder takes these by place."""
    assert root.get("origin")  # it looks into it without asking whether it is there
    assert [c.tag for c in root.find(Q + "CodeBook")] == [Q + "Codes"]
    for coding in root.iter(Q + "Coding"):
        assert coding[0].tag == Q + "CodeRef"
    for case in root.iter(Q + "Case"):
        assert case.get("name")  # without one it would be a file's variables
        for value in case.iter(Q + "VariableValue"):
            assert value[0].tag == Q + "VariableRef" and value[1].text


def codes_of(root):
    """Names of codes by guid. They are told apart by name, folders and codes each among themselves; capitals may not count."""
    codes = list(root.iter(Q + "Code"))
    names = [c.get("name").casefold() for c in codes]
    assert len(names) == len(set(names)), names
    for name in ("Variable", "TextSource", "User", "Case"):
        named = [e.get("name") for e in root.iter(Q + name)]
        assert len(named) == len(set(named)), named
    return {c.get("guid"): c for c in codes}


def main(path, never):
    parts = parts_of(path, never)
    root = ET.fromstring(parts["project.qde"])
    order = [child.tag.replace(Q, "") for child in root]
    assert order == ["Users", "CodeBook", "Variables", "Cases", "Sources"], order
    check_references(root)
    check_first_children(root)
    codes, users = codes_of(root), {u.get("guid"): u.get("name") for u in root.iter(Q + "User")}
    cases = {c.get("guid"): c.get("name") for c in root.iter(Q + "Case")}
    selections, rows, said = {}, set(), []
    for source in root.iter(Q + "TextSource"):
        text = parts["sources/" + source.get("plainTextPath").removeprefix("internal://")].decode()
        for s in source.iter(Q + "PlainTextSelection"):
            start, end = int(s.get("startPosition")), int(s.get("endPosition"))
            assert 0 <= start < end <= len(text) and s.get("name") and s.get("creationDateTime"), ET.tostring(s)
            selections[s.get("guid")] = text[start:end]
            codings = s.findall(Q + "Coding")
            assert codings, "a selection without a code is read as an annotation without words"
            for coding in codings:
                code = codes[coding[0].get("targetGUID")]
                assert code.get("isCodable") == "true"
                assert coding.get("creatingUser") == s.get("creatingUser"), "the coder is taken from the selection"
                row = (code.get("guid"), source.get("guid"), start, end, s.get("creatingUser"))
                assert row not in rows, "of two equal rows one is lost"
                rows.add(row)
                said.append([users[s.get("creatingUser")], code.get("name"), text[start:end]])
                if code.get("guid") in cases:
                    head = text[:start].rsplit("\n", 1)[-1]
                    assert " %s " % cases[code.get("guid")] in head, head
    for case in root.iter(Q + "Case"):
        for ref in case.iter(Q + "SelectionRef"):
            assert [s for s in said if s[1] == case.get("name") and s[2] == selections[ref.get("targetGUID")]]
    print(json.dumps({"cases": len(cases), "refs": len(list(root.iter(Q + "SelectionRef"))), "rows": said}))


main(sys.argv[1], sys.argv[2])
