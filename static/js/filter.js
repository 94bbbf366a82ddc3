/* data-filter-chip="WORD": shows only what carries WORD in data-filter-tags; "" shows all. A part of
   the row that is renewed after a save may carry the present words in data-filter-tags-now. */
"use strict";

document.addEventListener("click", (event) => {
  const chip = event.target.closest("[data-filter-chip]");
  if (!chip) return;
  const word = chip.dataset.filterChip;
  for (const other of chip.closest("ul").querySelectorAll("[data-filter-chip]")) {
    other.setAttribute("aria-pressed", String(other === chip));
  }
  for (const row of document.querySelectorAll("[data-filter-tags]")) {
    const now = row.querySelector("[data-filter-tags-now]")?.dataset.filterTagsNow;
    row.hidden = word !== "" && !(now ?? row.dataset.filterTags).split(" ").includes(word);
  }
});
