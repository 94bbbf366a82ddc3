/* A link to a place in a folded part (.fold) opens it, also where the browser does not by itself. */
"use strict";

(() => {
  function unfold() {
    const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const fold = place?.closest(".fold:not([open])");
    if (!fold) return;
    fold.open = true;
    place.scrollIntoView();
  }

  window.addEventListener("hashchange", unfold);
  unfold();
})();
