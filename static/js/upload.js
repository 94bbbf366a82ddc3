/* data-upload: each chosen file goes by itself, with its progress; one failure stops no other. */
"use strict";

(() => {
  const { swap, token, refreshToken, announceEnd } = window.danvan;

  function rowFor(form, file) {
    const row = form.querySelector("template").content.firstElementChild.cloneNode(true);
    row.querySelector("[data-upload-name]").textContent = file.name;
    form.querySelector("[data-upload-list]").append(row);
    return row;
  }

  function say(row, state, words) {
    row.dataset.state = state;
    row.querySelector("[data-upload-words]").textContent = words;
    if (state !== "sending") row.querySelector("progress").hidden = true;
  }

  function request(form, input, file, row) {
    const body = new FormData(form);
    for (const other of form.querySelectorAll("input[type=file]")) body.delete(other.name);
    body.set(input.name, file);
    body.set("csrfmiddlewaretoken", token());
    return new Promise((resolve, reject) => {
      const xhr = new XMLHttpRequest();
      xhr.open("POST", form.action);
      xhr.setRequestHeader("HX-Request", "true");
      xhr.setRequestHeader("X-CSRFToken", token());
      xhr.upload.onprogress = (event) => {
        row.querySelector("progress").value = event.loaded / event.total;
      };
      xhr.onload = () => resolve(xhr);
      xhr.onerror = reject;
      xhr.send(body);
    });
  }

  function wordsWithoutName(words, row) {
    const name = `${row.querySelector("[data-upload-name]").textContent}: `;
    return words.trim().startsWith(name) ? words.trim().slice(name.length) : words.trim();
  }

  async function send(form, input, file) {
    const row = rowFor(form, file);
    if (file.size === 0) return say(row, "failed", form.dataset.empty);
    if (file.size > Number(form.dataset.maxBytes || Infinity)) return say(row, "failed", form.dataset.tooBig);
    say(row, "sending", form.dataset.sending);
    try {
      let answer = await request(form, input, file, row);
      if (answer.status === 403 && (await refreshToken())) answer = await request(form, input, file, row);
      return settle(form, row, answer);
    } catch {
      return say(row, "failed", form.dataset.failed);
    }
  }

  function settle(form, row, answer) {
    const version = answer.getResponseHeader("X-Record-Version");
    if (version && form.elements.version) form.elements.version.value = version;
    if (new URL(answer.responseURL).searchParams.has("next") || answer.status === 401) announceEnd();
    else if (answer.status < 300) {
      row.remove();
      return swap(document.querySelector(form.dataset.uploadTarget), answer.responseText);
    } else if (answer.status < 500) {
      const page = new DOMParser().parseFromString(answer.responseText, "text/html");
      const reason = page.querySelector("[data-reason]") ?? page.querySelector("main") ?? page.body;
      return say(row, "failed", wordsWithoutName(reason.textContent, row));
    }
    return say(row, "failed", form.dataset.failed);
  }

  document.addEventListener("change", async (event) => {
    const input = event.target;
    const form = input.type === "file" && input.closest("form[data-upload]");
    if (!form) return;
    const files = [...input.files];
    input.value = ""; // the same file may be chosen again after a failure
    for (const file of files) await send(form, input, file);
  });
})();
