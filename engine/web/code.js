// SPDX-License-Identifier: GPL-3.0-or-later
// The coding page by keys, and a stretch of text by marking it. Without it everything is there as buttons and fields.
"use strict";
(function () {
  const form = document.getElementById("give");

  // Places are code points, as in the text itself.
  function points(text) {
    return Array.from(text).length;
  }

  function marked() {
    const selection = window.getSelection();
    if (!form || !form.elements.start || !selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    const node = range.commonAncestorContainer;
    const said = (node.nodeType === 1 ? node : node.parentElement).closest(".said[data-post]");
    if (!said) return;
    const before = document.createRange();
    before.selectNodeContents(said);
    before.setEnd(range.startContainer, range.startOffset);
    const start = points(before.toString());
    form.elements.start.value = start;
    form.elements.end.value = start + points(range.toString());
    form.elements.post.value = said.dataset.post;
    form.querySelector("details.stretch").open = true;
  }

  function press(key) {
    for (const button of document.querySelectorAll("[data-key]"))
      if (button.dataset.key === key && !button.disabled) {
        button.click();
        return true;
      }
    return false;
  }

  function follow(id) {
    const link = document.getElementById(id);
    if (link) link.click();
    return !!link;
  }

  // A marked stretch gets the code, whether or not the whole has it.
  function give(event) {
    const button = event.submitter;
    if (!button || !button.dataset.code || !form.elements.end || !form.elements.end.value) return;
    event.preventDefault();
    const code = document.createElement("input");
    code.type = "hidden";
    code.name = "code";
    code.value = button.dataset.code;
    form.append(code);
    form.submit();
  }

  if (form) form.addEventListener("submit", give);
  document.addEventListener("selectionchange", marked);
  document.addEventListener("keydown", (event) => {
    const at = event.target;
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (at.matches("input:not([type=checkbox]), textarea, select")) {
      if (event.key === "Escape") at.blur();
      return;
    }
    const memo = document.getElementById("memo");
    let did = false;
    if (event.key === "ArrowLeft") did = follow("before");
    else if (event.key === "ArrowRight") did = follow("after");
    else if (event.key === "m" && memo) { memo.focus(); did = true; }
    else did = press(event.key);
    if (did) event.preventDefault();
  });
})();
