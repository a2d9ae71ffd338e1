"use strict";
(() => {
  const root = document.documentElement;
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));

  // Sorting: a click on a column head; what is missing stays last either way.
  const value = (row, column) => {
    const text = row.cells[column].dataset.sort ?? row.cells[column].textContent.trim();
    const number = text === "" ? NaN : Number(text);
    return Number.isNaN(number) ? text.toLowerCase() : number;
  };
  const compare = (a, b) => (typeof a === typeof b ? (a < b ? -1 : a > b ? 1 : 0) : typeof a === "number" ? -1 : 1);
  function sortBy(table, head) {
    const descending = head.ariaSort ? head.ariaSort === "ascending" : head.dataset.first === "descending";
    for (const other of all("th[aria-sort]", table)) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", descending ? "descending" : "ascending");
    const rows = Array.from(table.tBodies[0].rows).map((row) => [value(row, head.cellIndex), row]);
    rows.sort(([a], [b]) => (a === "") - (b === "") || (descending ? compare(b, a) : compare(a, b)));
    table.tBodies[0].append(...rows.map(([, row]) => row));
  }
  for (const table of all("table.sortable"))
    for (const button of all("button.sort", table))
      button.addEventListener("click", () => sortBy(table, button.closest("th")));

  // Filtering: whatever has data-words and does not hold the text that was typed is hidden.
  for (const field of all("input[data-filters]")) {
    const parts = all(`${field.dataset.filters} [data-words]`);
    const told = document.getElementById(field.getAttribute("aria-describedby"));
    const apply = () => {
      const wanted = field.value.trim().toLowerCase();
      for (const part of parts) part.hidden = !part.dataset.words.toLowerCase().includes(wanted);
      const left = parts.filter((part) => !part.hidden);
      told.textContent = wanted ? `${left.length} of ${parts.length}` : "";
      if (wanted) for (const part of left) for (let box = part.closest("details"); box; box = null) box.open = true;
    };
    field.addEventListener("input", apply);
    if (field.value) apply();
  }

  addEventListener("beforeprint", () => {
    for (const part of all("details.print")) part.open = true;
  });
  root.dataset.ready = "true";
})();
