/* data-hash-check: compares the SHA-256 of a chosen file with data-hashes; the file is not sent. */
"use strict";

(() => {
  const show = (box, state) => {
    for (const part of box.querySelectorAll("[data-hash-when]")) {
      part.hidden = part.dataset.hashWhen !== state;
    }
  };

  async function sha256(file) {
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  async function compare(box, file) {
    show(box, "working");
    const value = await sha256(file);
    for (const place of box.querySelectorAll("[data-hash-value]")) place.textContent = value;
    const known = box.dataset.hashes.toLowerCase().split(/\s+/);
    show(box, known.includes(value) ? "match" : "mismatch");
  }

  for (const box of document.querySelectorAll("[data-hash-check]")) {
    const able = window.isSecureContext && window.crypto?.subtle;
    show(box, able ? "ready" : "unavailable");
    box.addEventListener("change", (event) => {
      const [file] = event.target.files ?? [];
      if (able && file) compare(box, file);
    });
  }
})();
