// What fewer trials of tuning would have given in the selection.
(() => {
  const known = new Map();
  // P(i, k) = C(n − i, k − 1) / C(n, k): the chance that the i-th best of n trials is the best of k.
  function weights(n) {
    if (!known.has(n)) {
      known.set(n, Array.from({ length: n }, (_, k) => {
        const row = new Array(n).fill(0);
        let chance = (k + 1) / n;
        for (let i = 0; i < n && chance > 0; i++) {
          row[i] = chance;
          chance *= (n - i - 1 - k) / (n - i - 1 || 1);
        }
        return row;
      }));
    }
    return known.get(n);
  }
  // Expected score of the best of k trials, mean over the selected workloads (0 where the variant has none).
  function bestOf(data, selection, variant) {
    const groups = new Map();
    for (const trial of Trials.of(data, selection, variant)) {
      if (!groups.has(trial.w)) groups.set(trial.w, []);
      groups.get(trial.w).push(trial.area);
    }
    const most = Math.max(0, ...Array.from(groups.values(), (each) => each.length));
    const out = new Array(most).fill(0);
    for (const areas of groups.values()) {
      const expected = weights(areas.length).map((row) => row.reduce((sum, p, i) => sum + p * areas[i], 0));
      for (let k = 0; k < most; k++) out[k] += expected[Math.min(k, expected.length - 1)] / selection.workloads.length;
    }
    return out;
  }
  function build(data, selection) {
    const rows = [["variant", "k", "area"]];
    const traces = selection.variants.map((v) => {
      const variant = data.variants[v], look = Looks.line(variant);
      const y = bestOf(data, selection, v), x = y.map((_, i) => i + 1);
      y.forEach((area, i) => rows.push([variant.label, i + 1, area]));
      return { x, y, mode: "lines", name: Plots.literal(variant.label), slug: variant.slug, line: look.line, opacity: look.opacity, order: look.order, showlegend: look.named, legendrank: variant.colour ?? 99,
        hovertemplate: "area %{y:.2f} with %{x} trials<extra>%{fullData.name}</extra>" };
    }).filter((trace) => trace.x.length > 1).sort((a, b) => a.order - b.order);
    if (!traces.length) return null;
    return { traces, rows, layout: { height: 400, xaxis: Plots.axis("trials of tuning a workload", { rangemode: "normal" }), yaxis: Plots.axis("expected score of the best trial", { rangemode: "tozero" }) },
      clicked: (point) => Highlight.pick(point.data.slug) };
  }
  Charts.add("budgets", { build, bestOf });
})();
