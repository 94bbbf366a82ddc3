/* data-drop: files dropped on the box land in its file input, as if chosen there. */
"use strict";

(() => {
  const boxOf = (event) => event.target.closest?.("[data-drop]");

  document.addEventListener("dragover", (event) => {
    const box = boxOf(event);
    if (!box) return;
    event.preventDefault();
    box.dataset.over = "";
  });
  document.addEventListener("dragleave", (event) => {
    const box = boxOf(event);
    if (box) delete box.dataset.over;
  });
  document.addEventListener("drop", (event) => {
    const box = boxOf(event);
    if (!box) return;
    event.preventDefault();
    delete box.dataset.over;
    const input = box.querySelector("input[type=file]");
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
})();
