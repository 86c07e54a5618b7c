// Tables of a page: sorted by a column, saved as CSV. Without this script they are plain tables.
"use strict";
(() => {
  const chinese = document.documentElement.lang.startsWith("zh");
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const says = chinese
    ? { sort: "按此列排序", csv: "下载 CSV", of: "：" }
    : { sort: "sort by this column", csv: "Download CSV", of: ": " };
  const text = (cell) => cell.textContent.trim();

  function key(cell) {
    if (!cell) return "";
    if (cell.dataset.sort) return Number(cell.dataset.sort);
    const plain = text(cell).replace(/[,%\s]/g, "");
    return plain !== "" && Number.isFinite(Number(plain)) ? Number(plain) : text(cell);
  }

  function compare(a, b) {
    if (a === "" || b === "") return (a === "") - (b === "");
    if (typeof a === "number" && typeof b === "number") return a - b;
    return order.compare(String(a), String(b));
  }

  // Rows keep to their group; equal rows keep their order; what is missing stays last.
  function sort(table, column, down) {
    for (const body of table.tBodies) {
      const rows = [...body.rows].filter((row) => !row.classList.contains("group"));
      const keyed = rows.map((row) => [key(row.cells[column]), row]);
      keyed.sort(([a], [b]) => (down && a !== "" && b !== "" ? compare(b, a) : compare(a, b)));
      body.append(...keyed.map(([, row]) => row));
    }
    for (const [n, head] of [...table.tHead.rows[0].cells].entries()) {
      if (n === column) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
  }

  // A text that a spreadsheet would take for a formula is kept a text.
  function quoted(value) {
    const safe = /^[=+@\t\r]|^-(?![\d.])/.test(value) ? "'" + value : value;
    return /[",\n]/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe;
  }

  function csv(table) {
    const rows = [...table.rows].filter((row) => !row.classList.contains("group"));
    const line = (row) => [...row.cells].map((cell) => quoted(text(cell))).join(",");
    return "\ufeff" + rows.map(line).join("\r\n") + "\r\n";
  }

  function save(table) {
    const page = location.pathname.split("/").pop().replace(/\.html$/, "");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([csv(table)], { type: "text/csv;charset=utf-8" }));
    link.download = `${page}-${table.id}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  function button(label, name, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.append(label);
    if (name) made.setAttribute("aria-label", name);
    made.addEventListener("click", act);
    return made;
  }

  for (const table of document.querySelectorAll(".table > table")) {
    for (const [column, head] of [...table.tHead.rows[0].cells].entries()) {
      const title = text(head);
      const act = () => sort(table, column, head.getAttribute("aria-sort") === "ascending");
      head.replaceChildren(button(title, title + says.of + says.sort, act));
    }
    const caption = text(table.caption);
    const saver = button(says.csv, says.csv + says.of + caption, () => save(table));
    saver.className = "csv";
    const under = table.parentElement.nextElementSibling;
    if (under && under.classList.contains("under")) under.prepend(saver);
    else table.parentElement.after(saver);
  }
})();
