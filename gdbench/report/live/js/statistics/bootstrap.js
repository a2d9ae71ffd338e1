// The bootstrap of gdbench/tables/bootstrap.py. The weights of the run come with the data; nothing is drawn here.
const Bootstrap = (() => {
  const round12 = (value) => Math.round(value * 1e12) / 1e12;

  // Calls `visit(runs, often, count, drawn)` for every draw that holds any run of the workloads: the places of the runs
  // that were drawn, among [workloads * seeds], how often each was, how many these are, and how many were drawn in all.
  function eachDraw(data, workloads, most, visit) {
    const { values, shape: [draws, all, seeds] } = data.arrays.weights;
    const runs = new Uint32Array(workloads.length * seeds), often = new Uint8Array(workloads.length * seeds);
    for (let d = 0; d < Math.min(draws, most); d++) {
      let count = 0, drawn = 0;
      workloads.forEach((w, place) => {
        for (let s = 0, from = (d * all + w) * seeds; s < seeds; s++) {
          const weight = values[from + s];
          if (!weight) continue;
          runs[count] = place * seeds + s;
          often[count++] = weight;
          drawn += weight;
        }
      });
      if (drawn) visit(runs, often, count, drawn);
    }
  }
  // Mean values [rows][draws] of rows [workloads * seeds] in every draw. A draw of n of N runs scatters like a sample of
  // n, so that its distance from the mean counts √(n / N).
  function means(data, rows, workloads) {
    const size = workloads.length * data.seeds;
    const centre = rows.map(mean);
    const out = rows.map(() => []);
    eachDraw(data, workloads, Infinity, (runs, often, count, drawn) => {
      const stretch = Math.sqrt(drawn / size) - 1;
      for (let v = 0; v < rows.length; v++) {
        const row = rows[v];
        let sum = 0;
        for (let i = 0; i < count; i++) sum += often[i] * row[runs[i]];
        out[v].push(round12(sum / drawn + stretch * (sum / drawn - centre[v])));
      }
    });
    return out.map((each) => Float64Array.from(each));
  }
  const mean = (values) => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);

  // Quantiles of sorted numbers by numpy's rules: linear between neighbours, the nearest, or the inverse of the ECDF.
  function quantile(sorted, q) {
    const place = (sorted.length - 1) * q;
    const low = Math.floor(place), high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (place - low) * (sorted[high] - sorted[low]);
  }
  function nearest(sorted, q) {
    const place = (sorted.length - 1) * q;
    return sorted[place % 1 === 0.5 ? 2 * Math.round(place / 2) : Math.round(place)];
  }
  const inverted = (sorted, q) => sorted[Math.max(0, Math.ceil(sorted.length * q - 1))];

  // The bounds of sorted numbers at the level of the tables.
  const interval = (data, sorted, rule) => [rule(sorted, data.tail), rule(sorted, 1 - data.tail)];
  return { eachDraw, means, mean, quantile, nearest, inverted, interval, round12 };
})();
