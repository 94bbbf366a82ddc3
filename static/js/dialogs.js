/* Native dialogs: data-dialog-open="ID" opens modally, data-dialog-close closes. */
"use strict";

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog-open]");
  const dialog = opener && document.getElementById(opener.dataset.dialogOpen);
  if (dialog?.showModal && !dialog.open) {
    event.preventDefault(); // the popover is for browsers without script
    dialog.showModal();
    return;
  }
  const closer = event.target.closest("[data-dialog-close]");
  if (closer?.closest("dialog")?.open) {
    event.preventDefault();
    closer.closest("dialog").close();
  }
});

/* The summary of errors takes the focus, also when it arrives with a fragment. */
const focusSummary = (root) => root.querySelector("[data-focus]")?.focus();
focusSummary(document);
document.addEventListener("htmx:afterSwap", (event) => focusSummary(event.target));
