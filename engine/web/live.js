// SPDX-License-Identifier: GPL-3.0-or-later
// Asks for the page again every two seconds while it can be seen (on a phone, or where data are to be saved, every thirty), and
// puts the new <main> in place of the old one. Focus, opened details and the place scrolled to stay. What has not changed is not
// sent again.
"use strict";
(function () {
  const sparing = window.innerWidth < 640 || (navigator.connection && navigator.connection.saveData);
  const every = sparing ? 30000 : 2000;
  let busy = false, tag = null;

  function key(element) {
    return element && (element.id || element.getAttribute("href"));
  }

  function swap(next) {
    const old = document.querySelector("main[data-live]");
    if (!next || !old || next.innerHTML === old.innerHTML) return;
    const focus = old.contains(document.activeElement) ? key(document.activeElement) : null;
    const places = Array.from(old.querySelectorAll(".scroll"), (e) => [e.scrollLeft, e.scrollTop]);
    const open = Array.from(old.querySelectorAll("details"), (e) => e.open);
    old.replaceWith(next);
    next.querySelectorAll(".scroll").forEach((e, i) => { if (places[i]) [e.scrollLeft, e.scrollTop] = places[i]; });
    next.querySelectorAll("details").forEach((e, i) => { e.open = !!open[i]; });
    if (focus) for (const e of next.querySelectorAll("a, [id]")) if (key(e) === focus) { e.focus({ preventScroll: true }); break; }
  }

  async function refresh() {
    if (busy || document.visibilityState !== "visible" || String(window.getSelection()) !== "") return;
    busy = true;
    try {
      const answer = await fetch(location.href, { credentials: "same-origin", cache: "no-store", headers: tag ? { "If-None-Match": tag } : {} });
      if (answer.redirected) location.reload();
      else if (answer.ok) {
        tag = answer.headers.get("ETag");
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        swap(page.querySelector("main[data-live]"));
      }
    } catch (e) {
      // the engine is away; the next time will tell
    } finally {
      busy = false;
    }
  }

  if (document.querySelector("main[data-live]")) setInterval(refresh, every);
})();
