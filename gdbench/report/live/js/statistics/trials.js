// The trials of tuning in a selection, as in gdbench/tables/budgets.py and sensitivity.py.
const Trials = (() => {
  // Trials of a variant in the selected workloads: [{ w, round, rate, area, label }], best first within a workload.
  function trialsOf(data, selection, variant) {
    const { trial_variant, trial_workload, trial_round, trial_rate, trial_area, trial_label } = data.arrays;
    const kept = new Set(selection.workloads),
      out = [];
    for (let i = 0; i < trial_variant.values.length; i++)
      if (trial_variant.values[i] === variant && kept.has(trial_workload.values[i]))
        out.push({
          w: trial_workload.values[i],
          round: trial_round.values[i],
          rate: trial_rate.values[i],
          area: trial_area.values[i],
          label: data.trialLabels[trial_label.values[i]],
        });
    return out;
  }
  const known = new Map();
  // P(i, k) = C(n − i, k − 1) / C(n, k): the chance that the i-th best of n trials is the best of k.
  function weights(n) {
    if (!known.has(n)) {
      known.set(
        n,
        Array.from({ length: n }, (_, k) => {
          const row = new Array(n).fill(0);
          let chance = (k + 1) / n;
          for (let i = 0; i < n && chance > 0; i++) {
            row[i] = chance;
            chance *= (n - i - 1 - k) / (n - i - 1 || 1);
          }
          return row;
        }),
      );
    }
    return known.get(n);
  }
  // Expected area of the best of the first k trials, given best first; the trials of a round are taken in random order.
  function bestOfFirst(trials) {
    const out = [];
    let leader = trials.length;
    for (const round of [...new Set(trials.map((each) => each.round))].sort((a, b) => a - b)) {
      const places = trials.flatMap((each, i) => (each.round === round ? [Math.min(i, leader)] : []));
      for (const row of weights(places.length))
        out.push(row.reduce((sum, p, i) => sum + p * trials[places[i]].area, 0));
      leader = places[0];
    }
    return out;
  }
  // Its mean over the selected workloads (0 where the variant has none).
  function bestOf(data, selection, variant) {
    const groups = new Map();
    for (const trial of trialsOf(data, selection, variant)) {
      if (!groups.has(trial.w)) groups.set(trial.w, []);
      groups.get(trial.w).push(trial);
    }
    const most = Math.max(0, ...Array.from(groups.values(), (each) => each.length));
    const out = new Array(most).fill(0);
    for (const trials of groups.values()) {
      const expected = bestOfFirst(trials);
      for (let k = 0; k < most; k++) out[k] += expected[Math.min(k, expected.length - 1)] / selection.workloads.length;
    }
    return out;
  }
  // The mean score over the selected workloads at each learning rate of the grid, interpolated in log10 of the rate.
  function scoresByRate(data, selection, variant) {
    const groups = new Map();
    for (const { w, rate, area } of trialsOf(data, selection, variant)) {
      if (!(rate > 0)) continue;
      if (!groups.has(w)) groups.set(w, []);
      groups.get(w).push([Math.log10(rate), area]);
    }
    if (!groups.size) return [];
    for (const points of groups.values()) points.sort((a, b) => a[0] - b[0]);
    const every = Array.from(groups.values()).flat();
    const step = data.ratesPerDecade;
    const place = (exponent) => Math.floor(exponent * step + 0.5);
    const first = place(every.reduce((low, [x]) => Math.min(low, x), Infinity));
    const last = place(every.reduce((high, [x]) => Math.max(high, x), -Infinity));
    return Array.from({ length: last - first + 1 }, (_, k) => {
      const x = (first + k) / step;
      let sum = 0;
      for (const points of groups.values()) sum += between(points, x);
      return { rate: 10 ** x, area: sum / groups.size };
    });
  }
  // Linear interpolation between points [x, y] in ascending order; the ends continue at the same height.
  function between(points, x) {
    const after = points.findIndex((point) => point[0] > x);
    if (after === 0) return points[0][1];
    if (after < 0) return points[points.length - 1][1];
    const [[x0, y0], [x1, y1]] = [points[after - 1], points[after]];
    return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
  }
  // The median bounds, over the selected workloads, of the interval of good learning rates.
  function goodInterval(data, selection, variant) {
    const { good_variant, good_workload, good_low, good_high } = data.arrays;
    const kept = new Set(selection.workloads),
      rows = [];
    good_variant.values.forEach((v, i) => {
      if (v === variant && kept.has(good_workload.values[i]) && good_low.values[i] > 0) rows.push(i);
    });
    const middle = (values) => Bootstrap.quantile(Float64Array.from(rows, (i) => values[i]).sort(), 0.5);
    return rows.length ? [middle(good_low.values), middle(good_high.values)] : null;
  }
  return { of: trialsOf, bestOf, scoresByRate, goodInterval };
})();
