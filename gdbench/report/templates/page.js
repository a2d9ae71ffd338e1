"use strict";
(() => {
  const root = document.documentElement;
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const by = (id) => document.getElementById(id);

  // Sorting: a click on a column head; what is missing stays last either way.
  const value = (row, column) => {
    const text = row.cells[column].dataset.sort ?? row.cells[column].textContent.trim();
    const number = text === "" ? NaN : Number(text);
    return Number.isNaN(number) ? text.toLowerCase() : number;
  };
  const compare = (a, b) => (typeof a === typeof b ? (a < b ? -1 : a > b ? 1 : 0) : typeof a === "number" ? -1 : 1);
  function sortBy(table, head) {
    const column = head.cellIndex;
    const now = head.getAttribute("aria-sort");
    const descending = now ? now === "ascending" : head.dataset.first === "descending";
    for (const other of all("th[aria-sort]", table)) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", descending ? "descending" : "ascending");
    const rows = Array.from(table.tBodies[0].rows).map((row) => [value(row, column), row]);
    const last = (key) => key === "" || key === "–" || (typeof key === "number" && key >= 1e299);
    rows.sort(([a], [b]) => last(a) - last(b) || (descending ? compare(b, a) : compare(a, b)));
    table.tBodies[0].append(...rows.map(([, row]) => row));
  }
  for (const table of all("table.sortable"))
    for (const button of all("button.sort", table))
      button.addEventListener("click", () => sortBy(table, button.closest("th")));

  // Filters: rows of the verdict by text, convergence panels by group.
  by("find")?.addEventListener("input", (event) => {
    const wanted = event.target.value.trim().toLowerCase();
    const rows = all("table[data-filtered] tbody tr");
    for (const row of rows) row.hidden = !row.querySelector("th").textContent.toLowerCase().includes(wanted);
    by("found").textContent = wanted ? `${rows.filter((row) => !row.hidden).length} of ${rows.length}` : "";
  });
  by("which")?.addEventListener("change", (event) => {
    const group = event.target.value;
    const panels = all(".panel");
    for (const panel of panels) panel.hidden = Boolean(group) && !panel.dataset.groups.split(" ").includes(group);
    by("shown").textContent = group ? `${panels.filter((panel) => !panel.hidden).length} of ${panels.length}` : "";
  });

  // Highlighting: one set of variants, lit in every figure and table, kept in the address.
  const names = new Map(all("#pick option").filter((o) => o.value).map((o) => [o.value, o.textContent]));
  const own = new Map();
  for (const button of all(".legend .vn")) own.set(button.dataset.v, `var(--c${own.size})`);
  const picked = new Map();
  const sheet = document.head.appendChild(document.createElement("style"));
  function colourOf(slug) {
    if (own.has(slug)) return own.get(slug);
    const taken = new Set(picked.values());
    return ["var(--h0)", "var(--h1)", "var(--h2)", "var(--h3)"].find((colour) => !taken.has(colour)) ?? "var(--h0)";
  }
  function pick(slug, on = !picked.has(slug)) {
    if (!names.has(slug)) return;
    if (on) picked.set(slug, colourOf(slug));
    else picked.delete(slug);
    show();
  }
  function show() {
    root.classList.toggle("picking", picked.size > 0);
    sheet.textContent = Array.from(picked, ([slug, colour]) => {
      const name = CSS.escape(slug);
      return `html.picking .v-${name},html.picking .b-${name}{opacity:1}` +
        `html.picking .v-${name} path{stroke:${colour}!important;stroke-width:2.2!important}`;
    }).join("");
    for (const button of all(".vn")) button.setAttribute("aria-pressed", picked.has(button.dataset.v));
    for (const row of all("tr[data-v]")) row.classList.toggle("lit", picked.has(row.dataset.v));
    for (const slug of picked.keys())
      for (const line of all(`g.v-${CSS.escape(slug)}`)) line.parentNode.append(line);
    by("picked").replaceChildren(...Array.from(picked, ([slug, colour]) => chip(slug, colour)));
    history.replaceState(null, "", picked.size ? `#v=${Array.from(picked.keys(), encodeURIComponent)}` : "#");
  }
  function chip(slug, colour) {
    const button = document.createElement("button");
    const line = document.createElement("i");
    button.type = "button";
    button.className = "chip";
    line.style.borderColor = colour;
    button.append(line, `${names.get(slug)} ×`);
    button.setAttribute("aria-label", `Stop highlighting ${names.get(slug)}`);
    button.addEventListener("click", () => pick(slug, false));
    return button;
  }
  by("pick")?.addEventListener("change", (event) => {
    pick(event.target.value, true);
    event.target.value = "";
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".vn");
    if (button) pick(button.dataset.v);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && picked.size) { picked.clear(); show(); }
  });

  // Reading values: the nearest line under the pointer, its name and its numbers.
  const tip = by("tip");
  const lines = new WeakMap();
  function points(path) {
    if (!lines.has(path)) {
      const numbers = path.getAttribute("d").match(/-?[\d.]+/g).map(Number);
      lines.set(path, numbers);
    }
    return lines.get(path);
  }
  function heightAt(numbers, x) {
    for (let i = 0; i + 3 < numbers.length; i += 2) {
      const [x0, y0, x1, y1] = numbers.slice(i, i + 4);
      if (x0 <= x && x <= x1 && x1 > x0) return y0 + ((x - x0) / (x1 - x0)) * (y1 - y0);
    }
    return NaN;
  }
  function nearest(svg, x, y) {
    let best = null;
    for (const group of all("g.v", svg)) {
      const path = group.querySelector("path");
      if (!path) continue;
      const slug = group.classList[1].slice(2);
      const distance = Math.abs(heightAt(points(path), x) - y) + (picked.size && !picked.has(slug) ? 6 : 0);
      if (distance < 12 && (!best || distance < best.distance)) best = { slug, distance };
    }
    return best;
  }
  const short = (number) => (number >= 0.001 && number < 1e5 ? String(Number(number.toPrecision(2))) : number.toExponential(1).replace("e", "·10^").replace("+", ""));
  function locate(figure, event) {
    const svg = figure.querySelector("svg");
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return { svg, x: point.x, y: point.y, found: nearest(svg, point.x, point.y) };
  }
  function read(figure, { x, y }) {
    const [left, right, top, bottom, x0, x1, y0, y1] = figure.dataset.frame.split(",").map(Number);
    const across = 10 ** (x0 + ((x - left) / (right - left)) * (x1 - x0));
    const up = y0 + ((bottom - y) / (bottom - top)) * (y1 - y0);
    if (figure.dataset.kind === "profile") return `${Math.round(100 * up)} % within ${short(across)}×`;
    return `${short(10 ** up)} after ${Math.round(across)}`;
  }
  for (const figure of all("figure[data-frame]")) {
    const svg = figure.querySelector("svg");
    svg.addEventListener("pointermove", (event) => {
      const here = locate(figure, event);
      tip.hidden = !here.found;
      if (!here.found) return;
      tip.textContent = `${names.get(here.found.slug)}: ${read(figure, here)}`;
      const room = root.clientWidth - tip.offsetWidth - 12;
      tip.style.left = `${Math.min(event.pageX + 12, room)}px`;
      tip.style.top = `${event.pageY - 34}px`;
    });
    svg.addEventListener("pointerleave", () => { tip.hidden = true; });
    svg.addEventListener("click", (event) => {
      const { found } = locate(figure, event);
      if (found) pick(found.slug);
    });
  }

  if (innerWidth < 640) for (const part of all("details.notes")) part.open = false;
  addEventListener("beforeprint", () => { for (const part of all("details.notes")) part.open = true; });
  const start = decodeURIComponent(location.hash).match(/^#v=(.+)$/);
  if (start) for (const slug of start[1].split(",")) pick(slug, true);
  root.dataset.ready = "true";
})();
