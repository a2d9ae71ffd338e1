// Tables are sorted by a click on a column head; missing values stay last in either direction.
// Needs: dom.
const Sort = (() => {
  const { all } = Dom;
  const value = (row, column) => {
    const text = row.cells[column].dataset.sort ?? row.cells[column].textContent.trim();
    const number = text === "" ? NaN : Number(text);
    return Number.isNaN(number) ? text.toLowerCase() : number;
  };
  const compare = (a, b) => (typeof a === typeof b ? (a < b ? -1 : a > b ? 1 : 0) : typeof a === "number" ? -1 : 1);
  const last = (key) => key === "" || key === "–" || (typeof key === "number" && key >= 1e299);

  function by(table, head) {
    const column = head.cellIndex;
    const now = head.getAttribute("aria-sort");
    const descending = now ? now === "ascending" : head.dataset.first === "descending";
    for (const other of all("th[aria-sort]", table)) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", descending ? "descending" : "ascending");
    const rows = Array.from(table.tBodies[0].rows).map((row) => [value(row, column), row]);
    rows.sort(([a], [b]) => last(a) - last(b) || (descending ? compare(b, a) : compare(a, b)));
    table.tBodies[0].append(...rows.map(([, row]) => row));
  }
  function start() {
    for (const table of all("table.sortable"))
      for (const button of all("button.sort", table))
        button.addEventListener("click", () => by(table, button.closest("th")));
  }
  return { start };
})();
