// SPDX-License-Identifier: GPL-3.0-or-later
// What a page owes to somebody with a keyboard, a screen reader or weak eyes, looked at in the running browser. The value is a list of
// sentences, empty when all is well.
(() => {
  const wrong = [];
  const say = (element, what) => wrong.push(`${what}: ${(element.outerHTML || "").slice(0, 120)}`);
  const seen = (element) => {
    const box = element.getBoundingClientRect(), style = getComputedStyle(element);
    return box.width > 1 && box.height > 1 && style.visibility !== "hidden" && style.display !== "none";
  };

  if (document.documentElement.lang !== "en") wrong.push("no lang");
  if (document.querySelectorAll("h1").length !== 1) wrong.push(`${document.querySelectorAll("h1").length} h1`);
  for (const mark of ["main", "header", "footer"])
    if (document.querySelectorAll(`body > ${mark}`).length !== 1) wrong.push(`not one ${mark}`);
  if (!document.title) wrong.push("no title");
  // a page that is too wide widens innerWidth on a phone, too
  const wide = Math.min(innerWidth, screen.width);
  if (document.documentElement.scrollWidth > wide) {
    wrong.push(`${document.documentElement.scrollWidth} px wide`);
    for (const e of document.querySelectorAll("main *"))
      if (e.getBoundingClientRect().right > wide + 1 && !e.closest(".scroll")) { say(e, "reaches out of the screen"); break; }
  }
  let level = 1;
  for (const h of document.querySelectorAll("h1, h2, h3, h4")) {
    const now = Number(h.tagName[1]);
    if (now > level + 1) say(h, `a heading skips from ${level}`);
    level = now;
  }
  const ids = new Set();
  for (const e of document.querySelectorAll("[id]")) { if (ids.has(e.id)) say(e, "an id twice"); ids.add(e.id); }
  for (const e of document.querySelectorAll("[aria-labelledby]"))
    if (!document.getElementById(e.getAttribute("aria-labelledby"))) say(e, "labelled by nothing");
  for (const table of document.querySelectorAll("table")) {
    if (!table.querySelector("thead th[scope]")) say(table, "a table without column headers");
    for (const row of table.querySelectorAll("tbody tr")) if (!row.querySelector("th[scope=row]")) { say(row, "a row without a header"); break; }
  }
  for (const e of document.querySelectorAll("input:not([type=hidden]), select, textarea"))
    if (!(e.labels && e.labels.length) && !e.getAttribute("aria-label")) say(e, "a field without a label");
  for (const e of document.querySelectorAll("[tabindex]")) if (e.tabIndex > 0) say(e, "a tab order of its own");
  for (const e of document.querySelectorAll("img")) if (!e.hasAttribute("alt")) say(e, "a picture without words");
  for (const e of document.querySelectorAll(".scroll"))
    if (e.tabIndex !== 0 || !e.getAttribute("aria-label")) say(e, "what scrolls cannot be reached by keys");

  // contrast, by WCAG 2's relative luminance
  const parse = (text) => { const m = text.match(/[\d.]+/g).map(Number); return m.length < 4 ? [...m, 1] : m; };
  const lum = (c) => {
    const [r, g, b] = c.slice(0, 3).map((v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const ground = (element) => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) layers.push(parse(getComputedStyle(e).backgroundColor));
    return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255, 1]);
  };
  const told = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const e = node.parentElement, style = getComputedStyle(e);
    if (!node.data.trim() || !seen(e) || e.closest("option, script, svg")) continue;
    const sign = parseFloat(style.fontSize) === 0 ? getComputedStyle(e, "::before") : style;
    if (parseFloat(sign.fontSize) === 0) continue;
    const back = ground(e), front = over(parse(sign.color), back);
    const [light, dark] = [lum(front), lum(back)].sort((a, b) => b - a), ratio = (light + 0.05) / (dark + 0.05);
    const key = `${sign.color} on ${back}`;
    if (ratio < 4.5 && !told.has(key)) { told.add(key); say(e, `contrast ${ratio.toFixed(2)}, ${key}`); }
  }
  return wrong;
})()
