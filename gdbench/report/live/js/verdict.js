// The ranked table of a selection: its rows are filled again and put in order.
// Needs: dom, format.
const Verdict = (() => {
  const { all, by, make } = Dom;
  const { NONE } = Format;
  const rows = new Map();
  const untuned = new Map(); // the area at defaults on all workloads, as it was when the page opened, by cell

  function tally(data, { variant, entity }, workloads) {
    const out = { solved: 0, attempted: 0, bad: data.badEnds.map(() => 0) };
    for (const w of workloads) {
      const cell = data.cell(variant, w);
      if (cell === "failed") out.attempted++;
      if (typeof cell !== "number") continue;
      for (let s = 0; s < data.seeds; s++) {
        const status = data.arrays.status.values[(entity * data.rows + cell) * data.seeds + s];
        if (!status) continue;
        out.attempted++;
        if (status === data.ends.solved) out.solved++;
        data.badEnds.forEach((name, i) => {
          if (status === data.ends[name]) out.bad[i]++;
        });
      }
    }
    return out;
  }
  const reached = (value, form) =>
    Number.isNaN(value) || value === undefined
      ? [NONE, 1e300, true]
      : Number.isFinite(value)
        ? [form(value), value, false]
        : ["not reached", 1e299, true];

  function blank(data, row) {
    const key = `${row.variant}/${row.entity}`;
    if (!rows.has(key)) {
      const slug = data.variants[row.variant].slug;
      const first = document.querySelector(`table.verdict tr[data-v="${CSS.escape(slug)}"][data-entity="0"]`);
      const model = first ?? document.querySelector("table.verdict tbody tr");
      const copy = row.entity === 0 && first ? first : model.cloneNode(true);
      if (!first) bare(copy);
      if (copy !== first) renamed(data, copy, row);
      rows.set(key, copy);
    }
    return rows.get(key);
  }
  function renamed(data, element, row) {
    const variant = data.variants[row.variant];
    element.dataset.v = variant.slug;
    element.dataset.entity = row.entity;
    const button = element.querySelector(".vn");
    button.dataset.v = variant.slug;
    button.querySelector(".vl").textContent = variant.label;
    if (row.entity) button.append(make("span", { class: "tag" }, "defaults"));
    element.classList.toggle("plain", Boolean(row.entity));
    element.cells[1].dataset.sort = variant.label + (row.entity ? " (defaults)" : "");
  }
  // The row of another variant was the model: what is that variant's own goes.
  function bare(element) {
    for (const part of all(".key, .tag", element.querySelector(".vn"))) part.remove();
    element.querySelector(".glyph .span").removeAttribute("style");
    const cell = element.querySelector("td.untuned");
    if (cell) untuned.set(cell, [[NONE], ""]);
  }
  // The area at defaults was computed on all workloads by the first cost axis; in another selection it would be wrong.
  function showUntuned(data, selection, element) {
    const cell = element.querySelector("td.untuned");
    if (!cell) return;
    if (!untuned.has(cell)) untuned.set(cell, [Array.from(cell.childNodes), cell.dataset.sort]);
    const [shown, sort] = State.isFiltered() || selection.axis !== data.axes[0] ? [[NONE], ""] : untuned.get(cell);
    cell.replaceChildren(...shown);
    cell.dataset.sort = sort;
  }
  function fill(cell, [text, sort, dim]) {
    cell.textContent = text;
    if (sort !== undefined) cell.dataset.sort = sort;
    cell.classList.toggle("dim", Boolean(dim));
  }
  function glyph(element, { area, low, high }, widest) {
    const at = (value) => Math.round((1000 * value) / widest) / 10;
    element.querySelector(".span").setAttribute("d", `M${at(low || area)} 5H${at(high || area)}`);
    element.querySelector(".dot").setAttribute("d", `M${at(area)} 0.5v9`);
  }
  function refill(data, selection, row, tied, widest) {
    const element = blank(data, row);
    const cells = element.cells;
    const { solved, attempted, bad } = tally(data, row, selection.workloads);
    cells[0].querySelector("b").textContent = `${tied ? "=" : ""}${row.rank}`;
    cells[0].dataset.sort = row.rank;
    fill(cells[2], [row.area.toFixed(2), row.area]);
    glyph(cells[3], row, widest);
    cells[3].querySelector("small").textContent = Format.interval(row.low, row.high);
    fill(cells[4], [Format.tops(row.tops), Number.isNaN(row.tops[0]) ? "" : row.tops[0]]);
    cells[5].firstChild.textContent = `${Format.share(solved / attempted)} `;
    cells[5].querySelector("small").textContent = `${Format.count(solved)}/${Format.count(attempted)}`;
    cells[5].dataset.sort = attempted ? solved / attempted : "";
    const form =
      selection.axis.name === "seconds"
        ? Format.seconds
        : (value) => (value < 1e6 ? Format.count(value) : Format.number(value));
    fill(cells[6], reached(Profiles.effort(data, selection.costs, row, selection.workloads), form));
    if (data.hasSeconds)
      fill(
        cells[7],
        reached(Profiles.effort(data, Costs.on(data, "seconds"), row, selection.workloads), Format.seconds),
      );
    showUntuned(data, selection, element);
    bad.forEach((amount, i) => fill(cells[cells.length - bad.length + i], [Format.count(amount), amount, !amount]));
    return element;
  }
  const names = (data, row) => data.variants[row.variant].label + (row.entity ? " (defaults)" : "");

  function sentence(data, selection, ranked) {
    if (!selection.workloads.length || !selection.variants.length) return "The filters leave nothing to rank.";
    if (!ranked.length) return "In this selection no variant applies to half of the workloads, so none is ranked.";
    const [first, ...rest] = ranked;
    const by_ = `by ${selection.axis.label}, on ${Format.several(selection.workloads.length, "workload")}`;
    if (!(first.area > 0)) return `In this selection (${by_}) no variant reached any target.`;
    const tied = rest.filter((row) => row.rank === first.rank).map((row) => names(data, row));
    const interval = Format.interval(first.low, first.high);
    const measure = `area ${first.area.toFixed(2)}, ${interval === Format.NONE ? "no interval" : `95${Format.NARROW}% interval ${interval}`}`;
    if (tied.length)
      return `In this selection (${by_}): ${names(data, first)} has the largest area (${measure}), but cannot be told apart from ${Format.listed(tied)}.`;
    return `In this selection (${by_}): ${names(data, first)} leads (${measure})${rest.length ? ", and every other variant is significantly worse" : " as the only ranked variant"}.`;
  }
  function show(data, selection) {
    const table = document.querySelector("table.verdict");
    if (!table) return { ranked: [], special: [] };
    const result = Ranks.ranking(data, selection.costs, selection.competitors, selection.workloads);
    const widest = Math.max(
      0.1,
      Math.ceil(10 * Math.max(0, ...result.ranked.map((row) => row.high || row.area)) - 1e-9) / 10,
    );
    const elements = result.ranked.map((row) =>
      refill(data, selection, row, result.ranked.filter((other) => other.rank === row.rank).length > 1, widest),
    );
    for (const head of all("th[aria-sort]", table)) head.removeAttribute("aria-sort");
    table.tBodies[0].replaceChildren(...elements);
    by("calls").textContent = selection.axis.name === "gradients" ? "evaluations" : selection.axis.label;
    by("now").textContent =
      State.isFiltered() || selection.axis !== data.axes[0] || State.state.defaults
        ? sentence(data, selection, result.ranked)
        : "";
    return result;
  }
  return { show, tally };
})();
