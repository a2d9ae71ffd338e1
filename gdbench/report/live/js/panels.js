// The small panels redrawn on another cost axis; on the axis of the budget the printed ones come back.
// Needs: dom.
const Panels = (() => {
  const { all, draw } = Dom;
  const printed = new WeakMap();
  const frame = { left: 42, right: 310, top: 24, bottom: 174, width: 320, height: 210 };

  function show(data, selection) {
    const plain = selection.axis === data.axes[0];
    for (const panel of all(".panel[data-w]")) {
      const svg = panel.querySelector("svg");
      if (!printed.has(panel)) printed.set(panel, { svg, frame: panel.dataset.frame });
      const kept = printed.get(panel);
      const hidden = new Set(data.variants.map((_, v) => v));
      for (const v of selection.variants) hidden.delete(v);
      if (plain && !hidden.size) {
        svg.replaceWith(kept.svg);
        panel.dataset.frame = kept.frame;
        continue;
      }
      const w = data.workloads.findIndex((workload) => workload.slug === panel.dataset.w);
      if (panel.hidden || !selection.workloads.includes(w)) continue;
      const made = redrawn(data, selection, w, kept);
      svg.replaceWith(made.svg);
      panel.dataset.frame = made.frame.join(",");
    }
  }
  function redrawn(data, selection, w, kept) {
    const workload = data.workloads[w];
    const limits = kept.frame.split(",").map(Number);
    const [y0, y1] = [limits[6], limits[7]];
    const bands = selection.variants
      .map((v) => [v, data.cell(v, w)])
      .filter(([, cell]) => typeof cell === "number")
      .map(([v, cell]) => ({ variant: data.variants[v], band: Curves.band(data, selection.costs, 0, cell) }));
    const costs = bands.flatMap(({ band }) => band.x);
    const x0 = Math.log10(Math.min(...costs)),
      x1 = Math.log10(Math.max(...costs)) + 0.03;
    const across = (x) => frame.left + ((Math.log10(x) - x0) / (x1 - x0 || 1)) * (frame.right - frame.left);
    const up = (y) => frame.bottom - ((Math.log10(y) - y0) / (y1 - y0)) * (frame.bottom - frame.top);
    const svg = draw("svg", {
      viewBox: `0 0 ${frame.width} ${frame.height}`,
      role: "img",
      "aria-label": kept.svg.getAttribute("aria-label"),
    });
    grid(svg, workload, up, y0, y1);
    decades(svg, selection.axis, across, x0, x1);
    const clip = `panel-${workload.slug}`;
    svg.append(
      draw(
        "clipPath",
        { id: clip },
        draw("rect", {
          x: frame.left,
          y: frame.top,
          width: frame.right - frame.left,
          height: frame.bottom - frame.top,
        }),
      ),
    );
    const order = (each) => (each.variant.colour === null ? -1 : 10 - each.variant.colour);
    for (const each of bands.sort((a, b) => order(a) - order(b)))
      lines(svg, each, workload.relative, { across, up, clip });
    return { svg, frame: [frame.left, frame.right, frame.top, frame.bottom, x0, x1, y0, y1] };
  }
  function lines(svg, { variant, band }, relative, { across, up, clip }) {
    if (!band.x.length) return;
    const factor = relative ? 1 / band.start : 1;
    const points = (values) =>
      band.x.map((x, i) => `${across(x).toFixed(1)} ${up(Math.min(values[i] * factor, 1e12)).toFixed(1)}`);
    const thread = variant.colour === null;
    const stroke = thread ? "var(--thread)" : `var(--c${variant.colour})`;
    const clipped = { "clip-path": `url(#${clip})` };
    if (!thread && band.x.length > 1) {
      const outline = [...points(band.low), ...points(band.high).reverse()].join("L");
      svg.append(
        draw(
          "g",
          { class: `b b-${variant.slug}` },
          draw("path", { d: `M${outline}Z`, style: `fill:${stroke};opacity:.16`, ...clipped }),
        ),
      );
    }
    const dash = variant.dash.length ? `;stroke-dasharray:${variant.dash.map((part) => 1.6 * part)}` : "";
    const style = `fill:none;stroke:${stroke};stroke-width:${thread ? 0.7 : 1.6}${dash}`;
    svg.append(
      draw(
        "g",
        { class: `v v-${variant.slug}` },
        draw("path", { d: `M${points(band.median).join("L")}`, style, ...clipped }),
      ),
    );
  }
  function label(svg, x, y, text, anchor) {
    svg.append(draw("text", { x, y, style: `font-size:9.5px;text-anchor:${anchor};fill:var(--soft)` }, text));
  }
  function grid(svg, workload, up, y0, y1) {
    let last = Infinity;
    const levels = (workload.relative ? [1, ...workload.targets] : workload.targets).slice().sort((a, b) => b - a);
    for (const level of levels.filter((each) => Math.log10(each) >= y0)) {
      const y = up(level);
      svg.append(
        draw("path", {
          d: `M${frame.left} ${y.toFixed(1)}H${frame.right}`,
          style: "stroke:var(--hair);stroke-width:.6",
        }),
      );
      if (last - Math.log10(level) > 0.075 * (y1 - y0)) {
        label(svg, frame.left - 6, y + 3.2, Format.level(level), "end");
        last = Math.log10(level);
      }
    }
    label(
      svg,
      3,
      12,
      workload.relative
        ? "gap as a share of its start"
        : `${workload.measure.replaceAll("_", " ")} above the best possible`,
      "start",
    );
  }
  function decades(svg, axis, across, x0, x1) {
    svg.append(
      draw("path", { d: `M${frame.left} ${frame.bottom}H${frame.right}`, style: "stroke:var(--soft);stroke-width:.6" }),
    );
    for (let power = Math.ceil(x0 - 1e-9); power <= x1; power++)
      label(
        svg,
        across(10 ** power),
        frame.bottom + 14,
        axis.name === "seconds" ? Format.seconds(10 ** power).replace(/\.0/, "") : Format.powerOfTen(power),
        "middle",
      );
    label(svg, (frame.left + frame.right) / 2, frame.height - 6, axis.label, "middle");
  }
  return { show };
})();
