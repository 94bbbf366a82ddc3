/* data-copy="ID": copies the value of that input and says so; hidden where it cannot be done. */
"use strict";

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const input = document.getElementById(button.dataset.copy);
  input.select();
  await navigator.clipboard.writeText(input.value);
  const words = button.querySelector("[data-copy-words]");
  words.textContent = button.dataset.copied;
  words.setAttribute("role", "status");
});
