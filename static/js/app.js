// Small improvements over pages that already work without this file.
"use strict";

(() => {
  const root = document.documentElement;
  root.classList.add("js");

  // Sections on a narrow window: the link to them becomes a switch.
  const setUpNavigation = () => {
    const toggle = document.querySelector("[data-nav-toggle]");
    const sidebar = document.getElementById("navigation");
    if (!toggle || !sidebar) return;
    toggle.setAttribute("role", "button");
    toggle.setAttribute("aria-controls", "navigation");
    toggle.setAttribute("aria-expanded", "false");
    toggle.addEventListener("click", (event) => {
      event.preventDefault();
      const open = sidebar.classList.toggle("is-open");
      toggle.setAttribute("aria-expanded", String(open));
      if (open) sidebar.querySelector("a")?.focus();
    });
    toggle.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      toggle.click();
    });
  };

  // Menus close on Escape and on a click elsewhere.
  const setUpMenus = () => {
    document.addEventListener("click", (event) => {
      for (const menu of document.querySelectorAll("details[data-menu][open]")) {
        if (!menu.contains(event.target)) menu.open = false;
      }
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      const menu = document.querySelector("details[data-menu][open]");
      if (!menu) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    // A menu of the last column opens to the left, not over the edge of the window.
    document.addEventListener("toggle", ({ target: menu }) => {
      if (!menu.matches("details[data-menu][open]")) return;
      const panel = menu.lastElementChild;
      panel.classList.remove("opens-left");
      const { right } = panel.getBoundingClientRect();
      panel.classList.toggle("opens-left", right > document.documentElement.clientWidth);
    }, true);
  };

  // A double click makes one record. Coming back with the browser's button frees the form.
  const setUpSubmitGuard = () => {
    document.addEventListener("submit", (event) => {
      const form = event.target;
      if (form.method !== "post" || event.defaultPrevented) return;
      if (form.dataset.submitted) {
        event.preventDefault();
        return;
      }
      form.dataset.submitted = "true";
      event.submitter?.setAttribute("aria-busy", "true");
    });
    window.addEventListener("pageshow", () => {
      for (const form of document.querySelectorAll("form[data-submitted]")) {
        delete form.dataset.submitted;
        for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
      }
    });
  };

  // A long form asks before typed text is lost.
  const setUpDirtyGuard = () => {
    let dirty = false;
    document.addEventListener("input", (event) => {
      if (event.target.closest("form[data-guard]")) dirty = true;
    });
    document.addEventListener("submit", () => {
      dirty = false;
    });
    window.addEventListener("beforeunload", (event) => {
      if (dirty) event.preventDefault();
    });
  };

  // A link to a page of confirmation opens the dialog with the same form, if the page has it.
  const setUpDialogs = () => {
    document.addEventListener("click", (event) => {
      const opener = event.target.closest("[data-dialog]");
      const dialog = opener && document.getElementById(opener.dataset.dialog);
      if (dialog?.showModal) {
        event.preventDefault();
        dialog.showModal();
        return;
      }
      const closer = event.target.closest("dialog [data-dialog-close]");
      if (closer) {
        event.preventDefault();
        closer.closest("dialog").close();
      }
    });
  };

  // Rows closer together: a choice of the person, remembered in the browser.
  const setUpDensity = () => {
    const key = "table-density";
    const apply = () => {
      const dense = localStorage.getItem(key) === "dense";
      root.classList.toggle("is-dense", dense);
      for (const button of document.querySelectorAll("[data-density]")) {
        button.hidden = false;
        button.setAttribute("aria-pressed", String(dense));
      }
    };
    document.addEventListener("click", (event) => {
      if (!event.target.closest("[data-density]")) return;
      localStorage.setItem(key, localStorage.getItem(key) === "dense" ? "" : "dense");
      apply();
    });
    document.addEventListener("htmx:afterSettle", apply);
    apply();
  };

  // A menu of boxes says how many are ticked.
  const setUpChoiceCounts = () => {
    document.addEventListener("change", (event) => {
      const menu = event.target.closest(".filter-menu");
      const words = menu?.querySelector("[data-choice-count]");
      if (!words) return;
      const chosen = menu.querySelectorAll("input:checked").length;
      words.textContent = chosen ? `выбрано: ${chosen}` : "все";
    });
  };

  // What a polling fragment says is read aloud only when it changes.
  const setUpAnnouncer = () => {
    const announcer = document.getElementById("announcer");
    let last = "";
    document.addEventListener("htmx:afterSettle", () => {
      const text = document.querySelector("[data-announce]")?.dataset.announce ?? "";
      if (!announcer || !text || text === last) return;
      last = text;
      announcer.textContent = text;
    });
  };

  // Text that came back after a new login waits for its writer to look at it.
  const givenBack = new WeakSet();

  // The session has ended while one form was being saved: what stands in the other forms
  // of the page waits in this tab, the page comes back after the login.
  const setUpUnsaved = () => {
    const key = `unsaved-${location.pathname}`;
    const fields = () =>
      [...document.querySelectorAll("main textarea, main input:not([type]), main input[type=text]")].filter((field) => field.form && field.name && !field.closest("[data-draft]"));
    const mark = (field) => `${field.form.getAttribute("action") ?? ""} ${field.name}`;
    document.addEventListener("htmx:beforeOnLoad", (event) => {
      if (!event.detail.xhr.getResponseHeader("X-Unsaved")) return;
      const typed = fields().filter((field) => field.value !== field.defaultValue);
      sessionStorage.setItem(key, JSON.stringify(typed.map((field) => [mark(field), field.value])));
    });
    const waiting = JSON.parse(sessionStorage.getItem(key) ?? "[]");
    sessionStorage.removeItem(key);
    for (const [place, value] of waiting) {
      const field = fields().find((one) => mark(one) === place && one.value === one.defaultValue);
      if (!field) continue;
      field.value = value;
      givenBack.add(field);
    }
  };

  // On a slow line people answer before the scripts have come: such an answer is told once
  // more, now that they listen. Only where the browser puts nothing in by itself
  // (autocomplete off): what it remembers from an earlier visit is not an answer.
  const setUpEarlyAnswers = () => {
    const isChanged = (field) => {
      if (field.type === "radio" || field.type === "checkbox") return field.checked !== field.defaultChecked;
      if (field.options) return field.selectedIndex !== Math.max(0, [...field.options].findIndex((option) => option.defaultSelected));
      return field.value !== field.defaultValue;
    };
    document.addEventListener("DOMContentLoaded", () => {
      for (const field of document.querySelectorAll("form[autocomplete=off] :is(input, select, textarea)")) {
        if (givenBack.has(field) || !isChanged(field)) continue;
        for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
      }
    });
  };

  const start = () => {
    setUpNavigation();
    setUpMenus();
    setUpSubmitGuard();
    setUpDirtyGuard();
    setUpDialogs();
    setUpDensity();
    setUpChoiceCounts();
    setUpAnnouncer();
    setUpUnsaved();
    setUpEarlyAnswers();
    document.querySelector("[data-focus]")?.focus();
  };

  start();
})();
