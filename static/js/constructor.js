// The constructor: words that the portal has not taken yet stay in the browser.
"use strict";

(() => {
  const form = document.querySelector("form[data-drafts]");
  if (!form) return;

  const prefix = `draft-${form.dataset.drafts}-`;
  // Older than these days a forgotten draft is worth less than the clutter.
  const KEPT_MS = 14 * 24 * 60 * 60 * 1000;
  const LOST = "Не сохранено, но ваш текст остался в этом браузере.";

  const fieldOf = (node) => node?.closest?.("[data-draft]");
  const stateOf = (field) => document.getElementById(`state-${field.dataset.draft}`);
  const keyOf = (field) => prefix + field.dataset.draft;

  // Memory may be full or switched off: the form works without it.
  const remember = (key, value) => {
    try {
      localStorage.setItem(key, JSON.stringify(value));
    } catch {
      return false;
    }
    return true;
  };
  const recall = (key) => {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  };
  const forget = (key) => {
    try {
      localStorage.removeItem(key);
    } catch {
      // Nothing was kept.
    }
  };

  const inputsOf = (field) => [...field.querySelectorAll("input[name], select[name], textarea[name]")];
  const pairsOf = (field) =>
    inputsOf(field)
      .filter((input) => input.type !== "checkbox" || input.checked)
      .map((input) => [input.name, input.value]);

  const say = (field, words) => {
    const state = stateOf(field);
    if (state) state.dataset.waiting = words;
  };

  // What is typed is kept at once, and forgotten when the portal has it.
  document.addEventListener("input", (event) => {
    const field = fieldOf(event.target);
    if (!field) return;
    remember(keyOf(field), { at: Date.now(), pairs: pairsOf(field) });
    say(field, "Ещё не сохранено…");
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    const field = fieldOf(event.target);
    if (!field) return;
    field.dataset.sent = JSON.stringify(pairsOf(field).filter(([name]) => !/^(rev|was)-/.test(name)));
    say(field, "Сохраняю…");
  });

  // This browser keeps the words itself: a server whose session is over need not.
  document.addEventListener("htmx:configRequest", (event) => {
    const field = fieldOf(event.target);
    if (field && recall(keyOf(field))) event.detail.headers["X-Keeps-Typed"] = "1";
  });

  const now = (field) => JSON.stringify(pairsOf(field).filter(([name]) => !/^(rev|was)-/.test(name)));

  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const field = fieldOf(event.target);
    // The login page is named instead of an answer: the session is over.
    const led = event.detail.xhr.getResponseHeader("HX-Redirect") ?? "";
    if (field && led.startsWith(form.dataset.login)) {
      event.preventDefault();
      askToSignIn(field);
    }
  });

  const askToSignIn = (field) => {
    say(field, LOST);
    if (document.getElementById("signed-out")) return;
    const notice = document.createElement("div");
    notice.className = "notice notice--warning";
    notice.id = "signed-out";
    notice.setAttribute("role", "alert");
    const link = document.createElement("a");
    link.href = `${form.dataset.login}?next=${encodeURIComponent(location.pathname)}`;
    link.textContent = "Войти и продолжить";
    notice.append("Сеанс закончился. Текст цел: войдите, и он вернётся в форму. ", link);
    form.parentElement.before(notice);
    notice.scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("htmx:afterSettle", (event) => {
    const key = event.detail.target?.id?.replace(/^(state|field)-/, "");
    const field = key && document.getElementById(`field-${key}`);
    if (!field?.dataset.draft) return;
    const sent = field.dataset.sent;
    const isSaved = stateOf(field)?.hasAttribute("data-saved");
    // Typed on while the answer was on its way: that is not saved yet.
    if (isSaved && (sent === undefined || sent === now(field))) forget(keyOf(field));
  });

  // Before it settles: a key pressed right after the row appeared belongs to the row.
  document.addEventListener("htmx:afterSwap", (event) => {
    const field = document.getElementById(event.detail.target?.id ?? "")?.closest("[data-draft]");
    const first = field?.querySelector("[data-focus]");
    first?.focus();
    // Once: an answer that comes later must not take the writer out of the next cell.
    first?.removeAttribute("data-focus");
  });

  for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, (event) => {
      const field = fieldOf(event.target);
      if (!field) return;
      const status = event.detail.xhr?.status;
      say(field, status === 403 ? `${LOST} Страница устарела: обновите её.` : `${LOST} Проверьте связь: портал попробует ещё раз, когда вы продолжите.`);
    });
  }

  // A whole form that is sent needs no copy: the answer shows what was not saved.
  form.addEventListener("submit", () => {
    for (const field of form.querySelectorAll("[data-draft]")) {
      if (recall(keyOf(field))) remember(keyOf(field), { at: Date.now(), pairs: pairsOf(field) });
    }
  });

  const byName = (field) => new Map(inputsOf(field).map((input) => [input.name, input]));

  const hasAll = (field, pairs) => {
    const inputs = byName(field);
    return pairs.every(([name, value]) => /^row-/.test(name) || inputs.has(name) || !value.trim());
  };

  // Rows that were added and never saved have no place on a fresh page: the free row takes one.
  const intoFreeRow = (field, pairs) => {
    const free = field.querySelector(`#new-${field.dataset.draft}`);
    const known = new Set(inputsOf(field).filter((i) => /^row-/.test(i.name)).map((i) => i.value));
    const lost = pairs.find(([name, id]) => /^row-/.test(name) && !known.has(id) && pairs.some(([n, v]) => n.includes(`-${id}-`) && v.trim()));
    if (!free || !lost) return pairs;
    const [, old] = lost;
    const id = free.querySelector("input[type=hidden]").value;
    return pairs.map(([name, value]) => (name === lost[0] && value === old ? [name, id] : [name.replace(`-${old}-`, `-${id}-`), value]));
  };

  const giveBack = (field) => {
    const kept = recall(keyOf(field));
    if (!kept?.pairs) return false;
    if (Date.now() - kept.at > KEPT_MS) {
      forget(keyOf(field));
      return false;
    }
    const pairs = intoFreeRow(field, kept.pairs);
    const typed = JSON.stringify(pairs.filter(([name, value]) => !/^(rev|was)-/.test(name) && value));
    const shown = JSON.stringify(pairsOf(field).filter(([name, value]) => !/^(rev|was)-/.test(name) && value));
    if (typed === shown || !hasAll(field, pairs)) {
      if (typed === shown) forget(keyOf(field));
      return false;
    }
    const inputs = byName(field);
    const ticked = new Set(pairs.map(([name, value]) => `${name} ${value}`));
    for (const box of field.querySelectorAll("input[type=checkbox]")) box.checked = ticked.has(`${box.name} ${box.value}`);
    for (const [name, value] of pairs) {
      const input = inputs.get(name);
      if (input && input.type !== "checkbox" && !/^row-/.test(name)) input.value = value;
    }
    return true;
  };

  const start = () => {
    // After a refusal the page already holds what was typed, with the reason.
    if (document.querySelector(".error-summary")) return;
    const given = [...form.querySelectorAll("[data-draft]")].filter(giveBack);
    if (!given.length) return;
    const notice = document.createElement("div");
    notice.className = "notice notice--warning";
    notice.setAttribute("role", "status");
    notice.textContent = "Вернули текст, который не успел сохраниться в прошлый раз.";
    form.parentElement.before(notice);
    // The revision is the one that was read then: whoever wrote meanwhile is not overwritten.
    for (const field of given) field.querySelector(".draft-field__control")?.dispatchEvent(new Event("change"));
  };

  if (document.readyState === "complete") start();
  else window.addEventListener("load", start);
})();
