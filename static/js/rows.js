/* data-counts-as-change: what arrives here by htmx (a row more or less) is a change of the form around it. */
"use strict";

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.matches?.("[data-counts-as-change]")) {
    event.target.dispatchEvent(new Event("change", { bubbles: true }));
  }
});
