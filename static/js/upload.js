// A large file shows how much of it has gone; without this file the form works as it is.
"use strict";

(() => {
  const MEGABYTE = 1024 * 1024;

  const megabytes = (bytes) => (bytes / MEGABYTE).toLocaleString("ru", { maximumFractionDigits: 1 });

  // What would be refused after ten minutes of sending is said at once.
  const setUpLimit = (form, input) => {
    const limit = Number(input.dataset.megabytes);
    const note = form.querySelector("[data-upload-note]");
    input.addEventListener("change", () => {
      const file = input.files[0];
      const tooLarge = Boolean(file && limit && file.size > limit * MEGABYTE);
      input.setCustomValidity(tooLarge ? `Файл ${megabytes(file.size)} МБ, а портал принимает не больше ${limit} МБ.` : "");
      note.textContent = tooLarge
        ? `Файл ${megabytes(file.size)} МБ, а портал принимает не больше ${limit} МБ. Уменьшите картинки или сохраните документ в PDF меньшего качества.`
        : "";
      note.hidden = !tooLarge;
    });
  };

  const show = (panel, done, total) => {
    const percent = total ? Math.floor((done * 100) / total) : 0;
    const bar = panel.querySelector("progress");
    bar.value = percent;
    bar.textContent = `${percent} %`;
    panel.querySelector("[data-upload-words]").textContent =
      percent < 100 ? `Отправлено ${megabytes(done)} из ${megabytes(total)} МБ (${percent} %)` : "Файл передан, портал его проверяет…";
  };

  const free = (form, panel) => {
    panel.hidden = true;
    delete form.dataset.submitted;
    for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  };

  // After a success the portal names the next page; a refusal is the same form again.
  const arrive = (request) => {
    const next = request.getResponseHeader("X-Next");
    if (next) {
      location.assign(next);
      return;
    }
    document.open();
    document.write(request.responseText);
    document.close();
  };

  const send = (form, panel, submitter) => {
    const request = new XMLHttpRequest();
    const body = new FormData(form);
    if (submitter?.name) body.append(submitter.name, submitter.value);
    request.upload.addEventListener("progress", (event) => show(panel, event.loaded, event.total));
    request.addEventListener("load", () => arrive(request));
    request.addEventListener("error", () => {
      free(form, panel);
      const note = form.querySelector("[data-upload-note]");
      note.textContent = "Связь прервалась, файл не дошёл. Всё введённое на месте: нажмите кнопку ещё раз.";
      note.hidden = false;
      note.focus();
    });
    request.open("POST", form.action || location.href);
    request.setRequestHeader("X-Requested-With", "upload");
    request.send(body);
    panel.hidden = false;
  };

  for (const form of document.querySelectorAll("form[data-upload]")) {
    const input = form.querySelector("input[type=file]");
    const panel = form.querySelector("[data-upload-progress]");
    if (!input || !panel) continue;
    setUpLimit(form, input);
    form.addEventListener("submit", (event) => {
      const file = input.files[0];
      if (!file || file.size < MEGABYTE || form.dataset.submitted) return;
      event.preventDefault();
      form.dataset.submitted = "true";
      event.submitter?.setAttribute("aria-busy", "true");
      send(form, panel, event.submitter);
    });
  }
})();
