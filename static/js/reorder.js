/* Rows (data-key) of a list (data-reorder="ADDRESS/") are dragged by their data-reorder-handle, also into
   another list of the same address. The new place goes to ADDRESS/KEY/chuyen/ as "GROUP:n", like the
   buttons' steps; GROUP is the data-reorder-group around the list. Rows may hold lists of their own. Tall
   rows (data-reorder-folds on their list) shrink to their heads on the way. Escape puts the row back. */
"use strict";

(() => {
  const EDGE = 60; // pixels: near the window's edge the page scrolls along
  let drag = null;

  function placeOf(row) {
    const group = row.parentElement.closest("[data-reorder-group]")?.dataset.reorderGroup ?? "";
    const rows = [...row.parentElement.querySelectorAll(":scope > [data-key]")];
    return `${group}:${rows.indexOf(row)}`;
  }

  function begin(event) {
    const row = event.target.closest("[data-reorder-handle]")?.closest("[data-key]");
    if (!row || event.button !== 0 || event.pointerType === "touch") return;
    event.preventDefault(); // no text is selected on the way
    const parent = row.parentElement;
    const focused = document.activeElement;
    drag = { row, address: parent.dataset.reorder, from: placeOf(row), parent, next: row.nextElementSibling, focused };
    row.dataset.dragged = "";
  }

  /* The list keeps its height and the row its place under the pointer; only the other rows draw near. */
  function fold({ row, parent }) {
    if (!("reorderFolds" in parent.dataset) || "folded" in parent.dataset) return;
    const { top } = row.getBoundingClientRect();
    parent.style.height = `${parent.offsetHeight}px`;
    parent.dataset.folded = "";
    parent.style.paddingTop = `${top - row.getBoundingClientRect().top}px`;
  }

  function unfold({ row, parent }) {
    if (!("folded" in parent.dataset)) return;
    const { top } = row.getBoundingClientRect();
    delete parent.dataset.folded;
    parent.style.height = parent.style.paddingTop = "";
    window.scrollBy({ top: row.getBoundingClientRect().top - top, behavior: "instant" });
  }

  function listAt(under) {
    const same = `[data-reorder="${CSS.escape(drag.address)}"]`;
    return under?.closest(same) ?? under?.closest("[data-reorder-group]")?.querySelector(same);
  }

  function rowOf(list, under) {
    let row = under.closest("[data-key]");
    while (row && row.parentElement !== list) row = row.parentElement.closest("[data-key]");
    return row;
  }

  function follow(event) {
    if (!drag) return;
    fold(drag);
    if (event.clientY < EDGE) window.scrollBy(0, -EDGE / 4);
    if (event.clientY > window.innerHeight - EDGE) window.scrollBy(0, EDGE / 4);
    const under = document.elementFromPoint(event.clientX, event.clientY);
    const list = listAt(under);
    if (!list) return;
    const row = rowOf(list, under);
    if (row === drag.row) return;
    if (row) {
      const box = row.getBoundingClientRect();
      row[event.clientY < box.top + box.height / 2 ? "before" : "after"](drag.row);
    } else if (list !== drag.row.parentElement) list.append(drag.row);
  }

  function putBack({ row, parent, next }) {
    if (row.isConnected) parent.insertBefore(row, next); // an answer may have drawn the list anew
  }

  /* What is moved in the page loses the focus. */
  function finish(dragged) {
    delete dragged.row.dataset.dragged;
    unfold(dragged);
    if (dragged.row.contains(dragged.focused)) dragged.focused.focus({ preventScroll: true });
  }

  async function drop() {
    if (!drag) return;
    const dropped = drag;
    drag = null;
    finish(dropped);
    const place = placeOf(dropped.row);
    if (place === dropped.from) return;
    const answered = (event) => event.detail.successful || putBack(dropped);
    const messages = document.getElementById("messages");
    messages.addEventListener("htmx:afterRequest", answered, { once: true });
    await window.htmx.ajax("POST", `${dropped.address}${dropped.row.dataset.key}/chuyen/`, { source: messages, target: messages, values: { place } });
  }

  function giveUp(event) {
    if (!drag || event.key !== "Escape") return;
    putBack(drag);
    finish(drag);
    drag = null;
  }

  document.addEventListener("pointerdown", begin);
  document.addEventListener("pointermove", follow);
  document.addEventListener("pointerup", drop);
  document.addEventListener("keydown", giveUp);
})();
