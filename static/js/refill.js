/* data-refill="ID" data-refill-value="…" on a button: puts the value of our own records back into that
   box, and empties the reason beside it. The <details data-correction> around it opens by itself as
   soon as another value is typed. */
"use strict";

(() => {
  const tell = (box, kind) => box.dispatchEvent(new Event(kind, { bubbles: true }));
  const boxOf = (button) => document.getElementById(button.dataset.refill);

  function show(root) {
    for (const button of root.querySelectorAll("[data-refill]")) button.hidden = false;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-refill]");
    if (!button) return;
    const box = boxOf(button);
    const reason = document.getElementById(`${button.dataset.refill}-reason`);
    box.value = button.dataset.refillValue;
    if (reason) reason.value = "";
    button.closest("details").open = false;
    tell(box, "input");
    tell(box, "change");
    box.focus();
  });

  document.addEventListener("input", (event) => {
    const details = event.target.closest(".fact")?.querySelector("[data-correction]");
    const button = details?.querySelector("[data-refill]");
    if (!button || event.target !== boxOf(button)) return;
    if (event.target.value.trim() !== "" && event.target.value !== button.dataset.refillValue) {
      details.open = true;
    }
  });

  show(document);
  document.addEventListener("htmx:load", (event) => show(event.target));
})();
