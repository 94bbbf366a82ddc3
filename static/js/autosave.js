/* Forms marked data-autosave save themselves; docs/frontend.md tells what the server answers. */
"use strict";

(() => {
  const { post, swap, drafts, announceFailure } = window.danvan;
  const PAUSE = 800; // milliseconds without typing
  const LONGEST_WAIT = 60000; // milliseconds between two tries
  const LINK_WAITS = 4000; // milliseconds, for a slow line
  const states = new WeakMap();
  let queue = Promise.resolve(); // one request at a time: change 11 never overtakes change 10

  const stateOf = (form) => {
    if (!states.has(form)) states.set(form, { dirty: false, queued: false, tries: 0, timers: {} });
    return states.get(form);
  };
  const indicatorOf = (form) =>
    form.querySelector("[data-saving-indicator]") ??
    document.querySelector("[data-saving-indicator=page]") ??
    document.querySelector("[data-saving-indicator]");
  const allForms = () => [...document.querySelectorAll("form[data-autosave]")];

  const clockTime = new Intl.DateTimeFormat("en-GB", {
    timeZone: "Asia/Ho_Chi_Minh", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  });

  function show(form, name, words = {}) {
    form.dataset.saving = name;
    const indicator = indicatorOf(form);
    if (!indicator) return;
    const others = indicator.closest("form") ? [] : allForms().map((other) => other.dataset.saving);
    const worst = ["refused", "failed", "pending"].find((state) => others.includes(state));
    indicator.dataset.state = worst ?? name;
    const time = indicator.querySelector("[data-saving-time]");
    if (time && words.at) time.textContent = clockTime.format(new Date(words.at));
    const reason = indicator.querySelector("[data-saving-reason]");
    if (reason && words.reason) reason.textContent = words.reason;
  }

  function changed(form, wait) {
    const state = stateOf(form);
    state.dirty = true;
    drafts.keep(form);
    clearTimeout(state.timers.pause);
    state.timers.pause = setTimeout(() => enqueue(form), wait);
  }

  function enqueue(form) {
    const state = stateOf(form);
    clearTimeout(state.timers.pause);
    clearTimeout(state.timers.retry);
    /* While somebody must choose between two texts, sending only meets the same conflict again. */
    const undecided = form.querySelector("[data-conflict]");
    if (state.queued || !state.dirty || undecided || !form.isConnected) return queue;
    state.queued = true;
    queue = queue.then(() => save(form));
    return queue;
  }

  async function save(form) {
    const state = stateOf(form);
    state.queued = false;
    state.dirty = false;
    show(form, "pending");
    try {
      const { ended, response } = await post(form.action, new FormData(form));
      if (ended) later(form, false);
      else await settle(form, response);
    } catch {
      later(form, true);
    }
  }

  async function settle(form, response) {
    const html = await response.text();
    if (response.ok) accept(form, response, html);
    else if (response.status === 409) conflict(form, html);
    else if (response.status >= 500 || response.status === 429) later(form, true);
    else refuse(form, response, html);
  }

  function accept(form, response, html) {
    const state = stateOf(form);
    const version = response.headers.get("X-Record-Version");
    if (version && form.elements.version) form.elements.version.value = version;
    state.tries = 0;
    if (state.dirty) drafts.keep(form);
    else drafts.forget(form);
    show(form, "saved", { at: response.headers.get("Date") ?? Date.now() });
    place(form, html);
  }

  const targetOf = (form) => document.querySelector(form.dataset.autosaveTarget || "#autosave-answer");

  function place(form, html) {
    if (html.trim()) swap(targetOf(form), html);
  }

  /* What went wrong is not hidden in a folded row. */
  const unfold = (form) => form.closest(".fold")?.setAttribute("open", "");

  function refuse(form, response, html) {
    unfold(form);
    stateOf(form).dirty = true;
    const wrong = response.status === 422;
    const said = new DOMParser().parseFromString(html, "text/html").querySelector("[data-reason]");
    const words = said?.textContent.trim() || "máy chủ không nhận thay đổi này";
    show(form, "refused", { reason: wrong ? "xem chỗ báo lỗi" : words });
    if (wrong) place(form, html);
  }

  function later(form, again) {
    const state = stateOf(form);
    state.dirty = true;
    show(form, "failed");
    if (!again) return;
    state.tries += 1;
    const wait = Math.min(2 ** state.tries * 1000, LONGEST_WAIT);
    state.timers.retry = setTimeout(() => enqueue(form), wait);
  }

  function conflict(form, html) {
    unfold(form);
    stateOf(form).dirty = true;
    show(form, "refused", { reason: "có người vừa sửa chỗ này" });
    let place = form.querySelector("[data-conflict-place]");
    if (!place) {
      place = document.createElement("div");
      place.dataset.conflictPlace = "";
      form.append(place);
    }
    swap(place, html);
  }

  function choose(button) {
    const form = button.closest("form[data-autosave]");
    if (!form) return;
    const box = button.closest("[data-conflict]");
    if (button.dataset.conflictKeep === "theirs") takeTheirs(form, box);
    if (form.elements.version) form.elements.version.value = box.dataset.version;
    box.remove();
    stateOf(form).dirty = true;
    drafts.keep(form);
    enqueue(form);
  }

  function takeTheirs(form, box) {
    for (const row of box.querySelectorAll("[data-conflict-name]")) {
      const found = form.elements[row.dataset.conflictName];
      if (!found) continue;
      if (found.type === "checkbox") found.checked = row.dataset.conflictTheirs === found.value;
      else found.value = row.dataset.conflictTheirs;
    }
  }

  const unsaved = () => allForms().filter((form) => stateOf(form).dirty);
  const isSending = () => allForms().some((form) => form.dataset.saving === "pending");
  const trySaving = () => unsaved().forEach(enqueue);

  /* Sends what is left; tells whether the server has everything. */
  async function saved() {
    trySaving();
    await queue;
    return unsaved().length === 0;
  }

  /* A hand-in right after typing waits for what was typed; asked a second time, it goes anyway. */
  async function holdBack(event) {
    const { target: form, submitter } = event;
    const leaves = form.method === "post" && !form.hasAttribute("hx-post");
    const mustWait = leaves && (unsaved().length || isSending());
    if (!mustWait || form.dataset.insisted) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (await saved()) {
      form.requestSubmit(submitter);
    } else {
      form.dataset.insisted = "yes";
      announceFailure();
    }
  }

  /* A link followed right after typing waits a moment too, so that the next page shows what was typed. */
  async function follow(event) {
    const link = event.target.closest("a[href]");
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    const leaves = link && !link.target && !link.matches("[hx-get], [download], [data-dialog-open], [href^='#']");
    if (!leaves || !isPlain || event.defaultPrevented || !(unsaved().length || isSending())) return;
    event.preventDefault();
    await Promise.race([saved(), new Promise((done) => { setTimeout(done, LINK_WAITS); })]);
    location.assign(link.href);
  }

  function watched(event) {
    const form = event.target.form ?? event.target.closest?.("form");
    const counts = form?.matches("[data-autosave]") && event.target.type !== "file";
    return counts ? form : null;
  }

  document.addEventListener("input", (event) => {
    const form = watched(event);
    if (form) changed(form, PAUSE);
  });
  document.addEventListener("change", (event) => {
    const form = watched(event);
    if (form) changed(form, 0);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-autosave]")) return holdBack(event);
    event.preventDefault();
    return changed(event.target, 0);
  }, true);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-conflict-keep]");
    if (button) choose(button);
  });
  document.addEventListener("click", follow);
  window.addEventListener("beforeunload", (event) => {
    if (unsaved().length) event.preventDefault();
  });
  window.addEventListener("online", trySaving);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") trySaving();
  });
  /* What was typed before this script arrived; the forms say autocomplete="off". */
  const isTyped = ({ type, options, checked, defaultChecked, value, defaultValue, selectedIndex }) => {
    if (type === "checkbox" || type === "radio") return checked !== defaultChecked;
    if (type === "hidden" || type === "file") return false;
    if (!options) return (defaultValue ?? value) !== value; // buttons have no default
    return selectedIndex !== Math.max([...options].findLastIndex((option) => option.defaultSelected), 0);
  };
  const takeUp = (form) => {
    if (drafts.restore(form)) changed(form, 0);
    else if ([...form.elements].some(isTyped)) changed(form, PAUSE);
  };
  allForms().forEach(takeUp);
  /* A form that comes back with an answer finds what was typed in it before it had to go. */
  document.addEventListener("htmx:load", (event) => {
    if (event.target !== document.body) event.target.querySelectorAll("form[data-autosave]").forEach(takeUp);
  });

  window.danvan.saved = saved;
})();
