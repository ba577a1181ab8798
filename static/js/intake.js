// A road-map document: tables pasted with their cells whole, cells mended by keyboard.
"use strict";

(() => {
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

  const tableText = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const rows = [...page.querySelectorAll("tr")];
    return rows.length ? rows.map(rowText).join("\n") : "";
  };

  document.addEventListener("paste", (event) => {
    const area = event.target.closest?.("[data-paste-table] textarea");
    const html = event.clipboardData?.getData("text/html");
    const text = area && html ? tableText(html) : "";
    if (!text) return;
    event.preventDefault();
    area.setRangeText(`${text}\n`, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
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
