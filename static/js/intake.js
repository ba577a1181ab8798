// A road-map document: tables pasted with their cells whole, cells mended by keyboard.
"use strict";

(() => {
  // More the portal does not take beside the text.
  const LONGEST = 600_000;

  // Word gives a table as a page and as plain text; only the page knows a cell's lines.
  const cellText = (cell) => {
    const lines = [];
    const walk = (node) => {
      if (node.nodeType === Node.TEXT_NODE) lines[lines.length - 1] += node.data.replace(/\s+/g, " ");
      if (node.nodeName === "BR") lines.push("");
      const isBlock = /^(P|DIV|LI|H[1-6])$/.test(node.nodeName);
      if (isBlock && lines[lines.length - 1].trim()) lines.push("");
      for (const child of node.childNodes) walk(child);
      if (isBlock) lines.push("");
    };
    lines.push("");
    walk(cell);
    return lines.map((line) => line.trim()).filter(Boolean).join("\n");
  };

  const field = (text) => {
    if (!text.includes("\n")) return text.replaceAll("\t", " ");
    return `"${text.replaceAll('"', '""')}"`;
  };

  const rowText = (row) => {
    const cells = [...row.cells].map((cell) => field(cellText(cell)) + "\t".repeat(cell.colSpan - 1));
    return cells.join("\t");
  };

  // What is left of Word's page: paragraphs and tables with their merged cells.
  const plainCell = (cell) => {
    const plain = document.createElement("td");
    if (cell.rowSpan > 1) plain.rowSpan = cell.rowSpan;
    if (cell.colSpan > 1) plain.colSpan = cell.colSpan;
    cellText(cell).split("\n").forEach((line, place) => {
      if (place) plain.append(document.createElement("br"));
      plain.append(line);
    });
    return plain;
  };

  const plainTable = (table) => {
    const plain = document.createElement("table");
    for (const row of table.rows) {
      const line = plain.insertRow();
      line.append(...[...row.cells].map(plainCell));
    }
    return plain;
  };

  const readPage = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const found = [...page.querySelectorAll("p, h1, h2, h3, table")].filter((node) => !node.parentElement.closest("table"));
    if (!found.some((node) => node.nodeName === "TABLE")) return null;
    const text = [];
    const plain = document.createElement("div");
    for (const node of found) {
      if (node.nodeName === "TABLE") {
        text.push(...[...node.rows].map(rowText));
        plain.append(plainTable(node));
      } else if (cellText(node)) {
        text.push(cellText(node).replaceAll("\n", " "));
        plain.append(Object.assign(document.createElement("p"), { textContent: text.at(-1) }));
      }
    }
    return { text: text.join("\n"), html: plain.innerHTML };
  };

  // The page goes along beside the text as long as nobody types: merged cells stay merged.
  document.addEventListener("paste", (event) => {
    const area = event.target.closest?.("[data-paste-table] textarea");
    const html = event.clipboardData?.getData("text/html");
    const read = area && html ? readPage(html) : null;
    if (!read) return;
    event.preventDefault();
    const isOnly = !area.value.trim();
    area.setRangeText(`${read.text}\n`, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
    pageOf(area).value = isOnly && read.html.length <= LONGEST ? read.html : "";
  });

  const pageOf = (area) => area.closest("[data-paste-table]").querySelector("input[type=hidden]");

  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-paste-table] textarea")) pageOf(event.target).value = "";
  });

  // Escape leaves a cell as it was, Ctrl+Enter writes it.
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.("[data-cell-form]");
    if (!form) return;
    if (event.key === "Escape") {
      event.preventDefault();
      form.querySelector("[data-cell-cancel]").click();
    }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    }
  });

  // The form has left the page with its cell; the pencil of the same cell takes over.
  let left = "";
  document.addEventListener("htmx:beforeRequest", (event) => {
    left = event.target.closest?.(".cell--open")?.id ?? "";
  });
  document.addEventListener("htmx:afterSettle", () => {
    const cell = left && document.getElementById(left);
    left = "";
    if (cell && !cell.contains(document.activeElement)) cell.querySelector("a, textarea, input:not([type=hidden])")?.focus();
  });
})();
