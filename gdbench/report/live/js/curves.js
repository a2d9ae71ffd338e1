// Convergence curves on the axis of choice: quartiles of a cell, and its single runs.
const Curves = (() => {
  const LEAST = 0.5; // of a step or an evaluation: the sample before the first one has no place on a logarithmic axis
  // Samples up to the first that is infinite, without the repeated tail of ended runs.
  function band(data, costs, entity, cell) {
    const samples = data.arrays.band_median.shape[2];
    const from = (entity * data.rows + cell) * samples;
    const codes = (name) => data.arrays[`band_${name}`].values;
    const work = codes(costs.axis.per === "step" ? "step" : "cost");
    const out = { x: [], low: [], median: [], high: [], start: data.number(codes("median")[from]) };
    let last = -1;
    for (let i = from; i < from + samples; i++) {
      const cost = data.number(work[i]) * costs.price[cell];
      const median = data.number(codes("median")[i]);
      if (!(data.number(work[i]) > LEAST) || data.number(codes("cost")[i]) < 0.999) continue;
      if (!Number.isFinite(median)) break;
      if (!(cost > last * (1 + 1e-9))) continue;
      last = cost;
      out.x.push(cost);
      out.median.push(median);
      out.low.push(data.number(codes("low")[i]));
      out.high.push(data.number(codes("high")[i]));
    }
    return out;
  }
  // The stored single runs of a cell at the tuned setting, one line, runs parted by a gap.
  function runs(data, costs, cell) {
    const [, lines, samples] = data.arrays.run_gap.shape;
    const grid = sampled(data, costs, cell, samples);
    const out = { x: [], y: [], seed: [] };
    for (let line = 0; line < lines; line++) {
      const seed = data.arrays.run_seed.values[cell * lines + line];
      const end = costs.spent[cell * data.seeds + seed] * (1 + 1e-6);
      for (let i = 0; i < samples; i++) {
        const gap = data.number(data.arrays.run_gap.values[(cell * lines + line) * samples + i]);
        const beyond = grid[i] > end && i > 0 && grid[i - 1] >= end;
        if (!Number.isFinite(gap) || beyond || !(grid[i] > 0)) {
          if (!(grid[i] > 0)) continue;
          break;
        }
        out.x.push(Math.min(grid[i], end));
        out.y.push(gap);
        out.seed.push(seed);
      }
      out.x.push(null);
      out.y.push(null);
      out.seed.push(seed);
    }
    return out;
  }
  function sampled(data, costs, cell, samples) {
    const bands = data.arrays.band_median.shape[2];
    const work = data.arrays[costs.axis.per === "step" ? "band_step" : "band_cost"].values;
    const own = data.samplesOf(cell);
    const runsKept = Math.min(own, samples),
      bandsKept = Math.min(own, bands);
    return Array.from({ length: samples }, (_, i) => {
      const place = runsKept === bandsKept ? i : Math.round((i * (bandsKept - 1)) / Math.max(1, runsKept - 1));
      const work_ = data.number(work[cell * bands + place]);
      return work_ > LEAST ? work_ * costs.price[cell] : NaN;
    });
  }
  return { band, runs };
})();
