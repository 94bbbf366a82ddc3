/* data-keep: what an ordinary form sent is put back when no answer came and the form is opened again.
   An answer is the page after it (the form's address is its referrer) or the form itself with its errors. */
"use strict";

(() => {
  const here = location.pathname + location.search;
  const keyOf = (address) => `danvan-sent:${document.body.dataset.user}:${address}`;
  const isContent = ([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string";

  function storage(work) {
    try {
      return work(sessionStorage);
    } catch {
      return null; /* Storage full or forbidden: then nothing is kept. */
    }
  }

  function addressBefore() {
    if (!document.referrer) return "";
    const before = new URL(document.referrer);
    return before.origin === location.origin ? before.pathname + before.search : "";
  }

  /* Rows that the page does not show again are asked for with what was typed in them: data-keep-rows
     names the part of the form, which its own address draws anew. */
  function drawMissingRows(form, fields) {
    const rows = form.dataset.keepRows;
    if (!rows || fields.every(([name]) => form.elements.namedItem(name) || name === "draw")) return;
    const token = form.elements.namedItem("csrfmiddlewaretoken").value;
    const values = { ...Object.fromEntries(fields), csrfmiddlewaretoken: token, draw: "again" };
    window.htmx.ajax("POST", here, { target: rows, swap: "outerHTML", values });
  }

  function fill(form, fields) {
    for (const input of form.elements) {
      /* The version too: who overwrites what changed meanwhile is told as ever. And the key of the page
         (core.sendings): what did arrive, though its answer was lost, is not written a second time. */
      if (!input.name || input.type === "file" || (input.type === "hidden" && !["version", "once"].includes(input.name))) continue;
      const values = fields.filter(([name]) => name === input.name).map(([, value]) => value);
      if (input.type === "checkbox" || input.type === "radio") input.checked = values.includes(input.value);
      else if (values.length) [input.value] = values;
    }
  }

  const form = document.querySelector("form[data-keep]");
  const before = addressBefore();
  if (before && before !== here) storage((kept) => kept.removeItem(keyOf(before)));
  if (!form) return;

  const kept = storage((all) => JSON.parse(all.getItem(keyOf(here))));
  const wasAnswered = document.querySelector("main .notice--danger, main .conflict");
  if (kept && !wasAnswered) {
    fill(form, kept);
    drawMissingRows(form, kept);
    form.querySelector("[data-kept-words]").hidden = false;
  }
  storage((all) => all.removeItem(keyOf(here)));

  form.addEventListener("submit", () => {
    const fields = [...new FormData(form)].filter(isContent);
    storage((all) => all.setItem(keyOf(here), JSON.stringify(fields)));
  });
})();
