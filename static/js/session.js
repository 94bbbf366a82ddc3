/* Requests that survive a stale token or an ended session. Used by autosave.js and upload.js. */
"use strict";

window.danvan = (() => {
  document.documentElement.classList.add("js");

  const isLogin = (address) => {
    const here = new URL(address, location.href);
    return here.pathname !== location.pathname && here.searchParams.has("next");
  };

  const token = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";

  function announceEnd() {
    const dialog = document.getElementById("session-ended");
    if (dialog && !dialog.open) dialog.showModal();
  }

  /* A login in another tab changes the token: take the new one from a fresh copy of this page.
     Nothing is sent on for somebody else who has logged in meanwhile. */
  async function refreshToken() {
    const page = await fetch(location.href, { credentials: "same-origin" });
    if (isLogin(page.url) || page.status === 401) return false;
    const fresh = new DOMParser().parseFromString(await page.text(), "text/html");
    const value = fresh.querySelector("input[name=csrfmiddlewaretoken]")?.value;
    if (!value || fresh.body.dataset.user !== document.body.dataset.user) return false;
    for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) {
      input.value = value;
    }
    return true;
  }

  /* Small forms are sent to the end even when the page is left meanwhile (browsers allow 64 kB). */
  const isSmall = (body) => [...body].every(([, value]) => typeof value === "string" && value.length < 8000);

  async function send(address, body) {
    const headers = { "X-CSRFToken": token(), "HX-Request": "true" };
    body.set("csrfmiddlewaretoken", token());
    const signal = AbortSignal.timeout(30000);
    const keepalive = isSmall(body);
    return fetch(address, { method: "POST", body, headers, signal, keepalive, credentials: "same-origin" });
  }

  /* Sends a form; answers {ended: true} when the person has to log in again. */
  async function post(address, body) {
    let response = await send(address, body);
    let ended = response.status === 401 || (response.redirected && isLogin(response.url));
    if (response.status === 403) {
      if (await refreshToken()) response = await send(address, body);
      else ended = true;
    }
    if (ended) announceEnd();
    return { ended, response };
  }

  /* Puts a fragment into its place, out-of-band parts included. */
  function swap(target, html) {
    if (target) window.htmx.swap(target, html, { swapStyle: "innerHTML" });
  }

  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token();
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (xhr.status === 401 || (xhr.responseURL && isLogin(xhr.responseURL))) {
      event.detail.shouldSwap = false;
      announceEnd();
    } else if (xhr.status === 409 || xhr.status === 422) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  /* A request that failed is said aloud, never swallowed. */
  function announceFailure() {
    const notice = document.getElementById("send-failed");
    if (notice) document.getElementById("messages").replaceChildren(notice.content.cloneNode(true));
  }
  for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.addEventListener(name, announceFailure);
  }

  return { post, swap, token, refreshToken, announceEnd, announceFailure };
})();
