// Running times and the curves made of them, as in gdbench/tables/expected.py, profiles.py and runlengths.py.
const Profiles = (() => {
  const LEAST = 1 + 1e-12;

  // Expected running times of one competitor on a list of (workload, target) pairs: NaN where it does not apply.
  function expected(data, costs, { variant, entity }, pairs) {
    return pairs.map(({ workload, target }) => {
      const cell = data.cell(variant, workload);
      if (typeof cell !== "number") return { ert: NaN, solved: 0, attempted: 0 };
      let calls = 0, solved = 0;
      for (let s = 0; s < data.seeds; s++) {
        const run = (entity * data.rows + cell) * data.seeds + s;
        const hit = costs.hit[run * data.targetsMost + target];
        if (Number.isFinite(hit)) solved++;
        calls += Measures.charged(hit, costs.spent[run]);
      }
      return { ert: Measures.expectedTime(calls, solved), solved, attempted: data.seeds };
    });
  }
  function pairsOf(data, workloads, lastOnly = false) {
    return workloads.flatMap((workload) => {
      const count = data.workloads[workload].targets.length;
      return Array.from({ length: count }, (_, target) => ({ workload, target })).slice(lastOnly ? count - 1 : 0);
    });
  }
  const geometric = (from, to, points) =>
    Array.from({ length: points }, (_, i) => from * (to / from) ** (i / (points - 1)));

  // Share of solvable pairs within a factor of the best: { tau, shares: [competitor][point] } (Dolan & Moré 2002).
  function performance(erts, most = 100, points = 120) {
    const tau = geometric(1, most, points);
    const known = (value) => (Number.isNaN(value) ? Infinity : value);
    const best = (erts[0] ?? []).map((_, p) => Math.min(...erts.map((row) => known(row[p]))));
    const solvable = best.map((_, p) => p).filter((p) => Number.isFinite(best[p]));
    const shares = erts.map((row) => {
      const ratios = solvable.map((p) => known(row[p]) / best[p]).sort((a, b) => a - b);
      return shareBelow(ratios, tau.map((each) => each * LEAST), solvable.length);
    });
    return { x: tau, shares, pairs: solvable.length };
  }
  // At each edge, the share of sorted values that do not exceed it.
  function shareBelow(sorted, edges, total) {
    let i = 0;
    return edges.map((edge) => {
      while (i < sorted.length && sorted[i] <= edge) i++;
      return i / Math.max(1, total);
    });
  }
  // The cost of every run to one target, per size of problem: Infinity where missed, NaN where there is no run.
  function runCosts(data, costs, { variant, entity }, workload, target) {
    const cell = data.cell(variant, workload);
    return Array.from({ length: data.seeds }, (_, s) =>
      typeof cell === "number" ? costs.hit[((entity * data.rows + cell) * data.seeds + s) * data.targetsMost + target] : Infinity);
  }
  // Share of runs that reach the level within κ (n + 1) evaluations (Moré & Wild 2009): { x, shares }.
  function dataProfile(data, costs, competitors, workloads, level, points = 120) {
    const on = workloads.map((w) => [w, data.workloads[w].targets.indexOf(level)]).filter(([w, target]) => target >= 0 && data.cellsOf(w).length);
    const kappas = competitors.map((each) =>
      on.flatMap(([w, target]) => runCosts(data, costs, each, w, target).map((cost) => cost / (data.workloads[w].dim + 1))));
    const most = kappas.flat().reduce((a, b) => (Number.isFinite(b) && b > a ? b : a), 0) || 1;
    const x = Array.from({ length: points }, (_, i) => (most * i) / (points - 1));
    const shares = kappas.map((values) =>
      shareBelow(values.sort((a, b) => a - b), x.map((each) => each * LEAST), on.length * data.seeds));
    return { x, shares };
  }
  // Share of (workload, target) pairs reached within a cost, runs restarted until one succeeds (COCO): { x, shares }.
  function runLengths(data, costs, competitors, workloads, points = 120) {
    const pairs = pairsOf(data, workloads.filter((w) => data.cellsOf(w).length));
    const numbered = new Map(pairs.map(({ workload }) => workload).filter((w, i, all) => all.indexOf(w) === i).map((w, i) => [w, i]));
    let least = Infinity, longest = 0;
    const every = competitors.map((each) => pairs.map(({ workload, target }) => {
      const cell = data.cell(each.variant, workload);
      return runCosts(data, costs, each, workload, target).map((cost, s) => {
        const spent = typeof cell === "number" ? costs.spent[(each.entity * data.rows + cell) * data.seeds + s] : 0;
        if (Number.isFinite(cost) && cost > 0) least = Math.min(least, cost);
        longest = Math.max(longest, spent || 0);
        return [cost, spent];
      });
    }));
    const last = 10 * longest;
    const x = geometric(Math.min(Number.isFinite(least) ? least : last / 1000, last), last, points);
    const place = ({ workload, target }) => numbered.get(workload) * data.targetsMost + target;
    const shares = every.map((rows) => {
      const lengths = rows.flatMap((runs, p) => simulated(data, runs, place(pairs[p])));
      return shareBelow(lengths.sort((a, b) => a - b), x.map((each) => each * LEAST), lengths.length);
    });
    return { x, shares };
  }
  // The simulated run lengths of one pair, whose runs are drawn by the numbers that come with the data.
  function simulated(data, runs, pair) {
    const numbers = data.arrays.restarts.values, { draws, stride, pairs } = data.restarts;
    if (!runs.some(([cost]) => Number.isFinite(cost))) return new Array(draws).fill(Infinity);
    return Array.from({ length: draws }, (_, draw) => {
      for (let at = stride * draw + pairs * pair, sum = 0; ; at++) {
        const [cost, spent] = runs[Math.floor((numbers[at % numbers.length] * runs.length) / 65536)];
        if (Number.isFinite(cost)) return sum + cost;
        sum += spent;
      }
    });
  }
  // The upper median over all workloads of the ERT to the last target; a declined workload counts as infinite.
  function effort(data, costs, competitor, workloads) {
    const times = expected(data, costs, competitor, pairsOf(data, workloads, true));
    const sorted = Float64Array.from(times, ({ ert, attempted }) => (attempted ? ert : Infinity)).sort();
    return sorted[Math.floor(sorted.length / 2)];
  }
  return { dataProfile, runLengths, expected, effort, pairsOf, performance, shareBelow, geometric };
})();
