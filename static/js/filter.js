/* data-filter-chip="WORD": shows only what carries WORD in data-filter-tags; "" shows all. */
"use strict";

document.addEventListener("click", (event) => {
  const chip = event.target.closest("[data-filter-chip]");
  if (!chip) return;
  const word = chip.dataset.filterChip;
  for (const other of chip.closest("ul").querySelectorAll("[data-filter-chip]")) {
    other.setAttribute("aria-pressed", String(other === chip));
  }
  for (const row of document.querySelectorAll("[data-filter-tags]")) {
    row.hidden = word !== "" && !row.dataset.filterTags.split(" ").includes(word);
  }
});
