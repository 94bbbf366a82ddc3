/* Copies of unsent forms on this machine: kept until the server has acknowledged them. */
"use strict";

window.danvan.drafts = (() => {
  const user = document.body.dataset.user;
  const keyOf = (form) => `danvan:${user}:${form.dataset.recordKey}`;

  const isContent = ([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string";

  function keep(form) {
    const fields = [...new FormData(form)].filter(isContent);
    try {
      localStorage.setItem(keyOf(form), JSON.stringify(fields));
    } catch {
      /* Storage full or forbidden: the page itself still holds the text. */
    }
  }

  function forget(form) {
    try {
      localStorage.removeItem(keyOf(form));
    } catch {
      /* Nothing was kept either. */
    }
  }

  function read(form) {
    try {
      return JSON.parse(localStorage.getItem(keyOf(form)));
    } catch {
      return null;
    }
  }

  function fill(input, values) {
    if (input.type === "checkbox" || input.type === "radio") input.checked = values.includes(input.value);
    else if (input.multiple) for (const option of input.options) option.selected = values.includes(option.value);
    else if (input.type !== "file" && values.length) [input.value] = values;
  }

  /* The version says nothing about what was typed. */
  const typed = (fields) => JSON.stringify(fields.filter(([name]) => name !== "version"));

  /* Puts the kept fields back; tells whether anything differed from the page. */
  function restore(form) {
    const fields = read(form);
    if (!fields) return false;
    if (typed([...new FormData(form)].filter(isContent)) === typed(fields)) {
      forget(form);
      return false;
    }
    for (const input of form.elements) {
      if (!input.name || input.name === "csrfmiddlewaretoken") continue;
      fill(input, fields.filter(([name]) => name === input.name).map(([, value]) => value));
    }
    return true;
  }

  return { keep, forget, restore };
})();
