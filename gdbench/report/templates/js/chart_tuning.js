// Tuning in the selection: scores against learning rates, and what fewer trials would have given.
const TuningCharts = (() => {
  const LABELS = ["stable", "slow", "oscillating", "diverged"];
  const colours = () => ({ stable: Dom.css("--c2"), slow: Dom.css("--thread"), oscillating: Dom.css("--c4"), diverged: Dom.css("--c3") });

  // Trials of a variant in the selected workloads: [{ w, rate, area, label }], best first within a workload.
  function trialsOf(data, selection, variant) {
    const { trial_variant, trial_workload, trial_rate, trial_area, trial_label } = data.arrays;
    const kept = new Set(selection.workloads), out = [];
    for (let i = 0; i < trial_variant.values.length; i++)
      if (trial_variant.values[i] === variant && kept.has(trial_workload.values[i]))
        out.push({ w: trial_workload.values[i], rate: trial_rate.values[i], area: trial_area.values[i], label: LABELS[trial_label.values[i]] });
    return out;
  }
  function shown(data, selection) {
    const asked = data.bySlug.get(State.state.sens);
    if (asked) return [asked];
    const known = new Set(data.arrays.trial_variant.values.filter((_, i) => !Number.isNaN(data.arrays.trial_rate.values[i])));
    const there = selection.variants.filter((v) => known.has(v)).map((v) => ({ ...data.variants[v], index: v }));
    const picked = there.filter((variant) => State.state.v.includes(variant.slug));
    return (picked.length ? picked : there.filter((variant) => variant.colour !== null).sort((a, b) => a.colour - b.colour)).slice(0, 7);
  }
  function byRate(trials) {
    const groups = new Map();
    for (const trial of trials) {
      if (!(trial.rate > 0)) continue;
      if (!groups.has(trial.rate)) groups.set(trial.rate, []);
      groups.get(trial.rate).push(trial);
    }
    return Array.from(groups, ([rate, each]) => ({ rate, each, area: each.reduce((sum, trial) => sum + trial.area, 0) / each.length })).sort((a, b) => a.rate - b.rate);
  }
  function sensitivity(data, selection) {
    const variants = shown(data, selection);
    if (!variants.length) return null;
    const rows = [["variant", "workload", "learning_rate", "area", "label"]];
    const traces = [], axes = {}, shapes = [], tones = colours();
    const height = variants.length === 1 ? 380 : 130;
    variants.forEach((variant, place) => {
      const trials = trialsOf(data, selection, variant.index);
      for (const { w, rate, area, label } of trials) rows.push([variant.label, data.workloads[w].label, rate, area, label]);
      const id = place ? String(place + 1) : "";
      const from = 1 - (place + 1) / variants.length, tall = 1 / variants.length;
      const mean = byRate(trials);
      const good = goodInterval(data, selection, variant.index);
      if (good) shapes.push({ type: "rect", xref: "x", yref: "paper", x0: good[0], x1: good[1], y0: from + 0.06 * tall, y1: from + 0.94 * tall, fillcolor: Looks.clear(Looks.colour(variant), 0.12), line: { width: 0 }, layer: "below" });
      const shared = { yaxis: `y${id}`, showlegend: false, slug: variant.slug };
      for (const label of LABELS) {
        const dots = trials.filter((trial) => trial.label === label && trial.rate > 0);
        traces.push({ ...shared, type: "scatter", mode: "markers", x: dots.map(({ rate }) => rate), y: dots.map(({ area }) => area), name: label, legendgroup: label, showlegend: place === 0,
          marker: { size: variants.length === 1 ? 7 : 4.5, color: tones[label], opacity: 0.55, symbol: { stable: "circle", slow: "square", oscillating: "diamond", diverged: "x" }[label] },
          text: dots.map(({ w }) => Plots.literal(data.workloads[w].label)), hovertemplate: `%{text}: area %{y:.2f} at %{x:.2~e}, ${label}<extra>${"%{meta}"}</extra>`, meta: Plots.literal(variant.label) });
      }
      traces.push({ ...shared, mode: "lines+markers", x: mean.map(({ rate }) => rate), y: mean.map(({ area }) => area), line: { color: Looks.colour(variant), width: 2 }, marker: { size: 5 },
        name: Plots.literal(variant.label), hovertemplate: "mean area %{y:.2f} at %{x:.2~e}<extra>%{fullData.name}</extra>" });
      axes[`yaxis${id}`] = Plots.axis("", { domain: [from + 0.06 * tall, from + 0.94 * tall], rangemode: "tozero", nticks: 4, title: { text: Plots.literal(variant.label), font: { size: 12, color: Dom.css("--ink") } } });
    });
    return {
      traces, rows,
      layout: { height: 70 + height * variants.length, shapes, margin: { l: 70, r: 12, t: 12, b: 44 }, xaxis: Plots.axis("learning rate", { type: "log", dtick: 1, anchor: `y${variants.length > 1 ? variants.length : ""}` }), ...axes },
      clicked: (point) => Highlight.pick(point.data.slug),
    };
  }

  // The median bounds, over the selected workloads, of the interval of good learning rates.
  function goodInterval(data, selection, variant) {
    const { good_variant, good_workload, good_low, good_high } = data.arrays;
    const kept = new Set(selection.workloads), rows = [];
    good_variant.values.forEach((v, i) => { if (v === variant && kept.has(good_workload.values[i]) && good_low.values[i] > 0) rows.push(i); });
    const middle = (values) => Ranks.quantile(Float64Array.from(rows, (i) => values[i]).sort(), 0.5);
    return rows.length ? [middle(good_low.values), middle(good_high.values)] : null;
  }

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
    for (const trial of trialsOf(data, selection, variant)) {
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
  function budgets(data, selection) {
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
  return { sensitivity: { build: sensitivity }, budgets: { build: budgets }, bestOf };
})();
