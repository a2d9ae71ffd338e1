// The table of specialists of a selection, made anew: variants that apply to fewer than half of its workloads.
// Needs: dom.
const Specialists = (() => {
  const { by, make, draw } = Dom;

  function show(data, selection, { ranked, special }) {
    const block = by("specialists");
    if (!block) return;
    block.hidden = !special.length;
    const leader = ranked[0];
    if (by("beside"))
      by("beside").textContent = leader ? `area of ${data.variants[leader.variant].label}` : "area of the leader";
    const widest = Math.max(0.1, ...special.flatMap((row) => [row.high, row.leader || 0]));
    block.querySelector("tbody").replaceChildren(...special.map((row) => line(data, selection, row, widest)));
  }
  function line(data, selection, row, widest) {
    const variant = data.variants[row.variant];
    const { solved, attempted } = Verdict.tally(data, row, selection.workloads);
    const name = make(
      "button",
      { type: "button", class: "vn", "data-v": variant.slug, "aria-pressed": "false" },
      make("span", { class: "vl" }, variant.label),
    );
    if (row.entity) name.append(make("span", { class: "tag" }, "defaults"));
    const cell = (text, sort, more = "") => make("td", { class: `num ${more}`, "data-sort": sort }, text);
    const at = (value) => Math.round((1000 * value) / widest) / 10;
    const glyph = draw(
      "svg",
      { class: "glyph", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" },
      draw("path", { class: "rail", d: "M0 5h100" }),
      draw("path", { class: "span", d: `M${at(row.low)} 5H${at(row.high)}` }),
      draw("path", { class: "dot", d: `M${at(row.area)} 0.5v9` }),
    );
    const beside = Number.isNaN(row.leader) ? Format.NONE : row.leader.toFixed(2);
    return make(
      "tr",
      { "data-v": variant.slug },
      make("th", { scope: "row", class: "txt", "data-sort": variant.label }, name),
      cell(`${row.applies.length} of ${selection.workloads.length}`, row.applies.length),
      cell(row.area.toFixed(2), row.area, "strong"),
      make("td", { class: "txt span" }, glyph, make("small", {}, Format.interval(row.low, row.high))),
      cell(beside, row.leader || 0),
      make(
        "td",
        { class: "num of", "data-sort": solved / attempted },
        `${Format.share(solved / attempted)} `,
        make("small", {}, `${Format.count(solved)}/${Format.count(attempted)}`),
      ),
    );
  }
  return { show };
})();
