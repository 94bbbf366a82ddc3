/* Rows (data-key) of a list (data-reorder="ADDRESS/") are dragged by their data-reorder-handle, also into
   another list of the same address. The new place goes to ADDRESS/KEY/chuyen/ as "GROUP:n", like the
   buttons' steps; GROUP is the data-reorder-group around the list. Escape puts the row back. */
"use strict";

(() => {
  const EDGE = 60; // pixels: near the window's edge the page scrolls along
  let drag = null;

  function placeOf(row) {
    const group = row.closest("[data-reorder-group]")?.dataset.reorderGroup ?? "";
    const rows = [...row.parentElement.querySelectorAll(":scope > [data-key]")];
    return `${group}:${rows.indexOf(row)}`;
  }

  function begin(event) {
    const row = event.target.closest("[data-reorder-handle]")?.closest("[data-key]");
    if (!row || event.button !== 0 || event.pointerType === "touch") return;
    event.preventDefault(); // no text is selected on the way
    const address = row.parentElement.dataset.reorder;
    drag = { row, address, from: placeOf(row), parent: row.parentElement, next: row.nextElementSibling };
    row.dataset.dragged = "";
  }

  function listAt(under) {
    const list = under?.closest("[data-reorder]") ?? under?.closest("[data-reorder-group]")?.querySelector("[data-reorder]");
    return list?.dataset.reorder === drag.address ? list : null;
  }

  function follow(event) {
    if (!drag) return;
    if (event.clientY < EDGE) window.scrollBy(0, -EDGE / 4);
    if (event.clientY > window.innerHeight - EDGE) window.scrollBy(0, EDGE / 4);
    const under = document.elementFromPoint(event.clientX, event.clientY);
    const list = listAt(under);
    const row = under?.closest("[data-key]");
    if (!list || row === drag.row) return;
    if (row) {
      const box = row.getBoundingClientRect();
      row[event.clientY < box.top + box.height / 2 ? "before" : "after"](drag.row);
    } else if (list !== drag.row.parentElement) list.append(drag.row);
  }

  function putBack({ row, parent, next }) {
    parent.insertBefore(row, next);
  }

  async function drop() {
    if (!drag) return;
    const dropped = drag;
    drag = null;
    delete dropped.row.dataset.dragged;
    const place = placeOf(dropped.row);
    if (place === dropped.from) return;
    const failed = () => putBack(dropped);
    const messages = document.getElementById("messages");
    for (const name of ["htmx:sendError", "htmx:responseError"]) messages.addEventListener(name, failed, { once: true });
    await window.htmx.ajax("POST", `${dropped.address}${dropped.row.dataset.key}/chuyen/`, { source: messages, target: messages, values: { place } });
    for (const name of ["htmx:sendError", "htmx:responseError"]) messages.removeEventListener(name, failed);
  }

  function giveUp(event) {
    if (!drag || event.key !== "Escape") return;
    delete drag.row.dataset.dragged;
    putBack(drag);
    drag = null;
  }

  document.addEventListener("pointerdown", begin);
  document.addEventListener("pointermove", follow);
  document.addEventListener("pointerup", drop);
  document.addEventListener("keydown", giveUp);
})();
