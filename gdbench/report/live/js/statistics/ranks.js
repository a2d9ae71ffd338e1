// The ranking of a selection: areas, ties and specialists, as in gdbench/tables/scores.py, ties.py and verdicts.py.
const Ranks = (() => {
  // Areas [rows][W * S] of competitors (variant, entity); NaN where one does not apply, 0 where its cell failed.
  function areas(data, costs, competitors, workloads) {
    const seeds = data.seeds,
      all = data.targetsMost;
    return competitors.map(({ variant, entity }) => {
      const out = new Float64Array(workloads.length * seeds).fill(NaN);
      workloads.forEach((w, place) => {
        const cell = data.cell(variant, w);
        if (cell === "failed") out.fill(0, place * seeds, (place + 1) * seeds);
        if (typeof cell !== "number") return;
        const targets = data.workloads[w].targets.length,
          unit = costs.unit[cell];
        for (let s = 0; s < seeds; s++) {
          let sum = 0;
          const from = ((entity * data.rows + cell) * seeds + s) * all;
          for (let t = 0; t < targets; t++) sum += Measures.area(costs.hit[from + t] / unit, costs.budget[cell] / unit);
          out[place * seeds + s] = sum / targets;
        }
      });
      return out;
    });
  }

  // The paired differences of all pairs of rows of blocks, as in gdbench/tables/ties.py.
  function pairsOf(rows, count) {
    const pairs = [];
    for (let u = 0; u < rows.length; u++)
      for (let v = u + 1; v < rows.length; v++) {
        let sum = 0,
          square = 0,
          centred = 0;
        for (let i = 0; i < count; i++) sum += rows[u][i] - rows[v][i];
        const gap = sum / count;
        for (let i = 0; i < count; i++) {
          const apart = rows[u][i] - rows[v][i];
          square += apart * apart;
          centred += (apart - gap) ** 2;
        }
        pairs.push({ u, v, gap, square, spread: centred / (count - 1) });
      }
    const least = Math.max(Bootstrap.quantile(Float64Array.from(pairs, ({ spread }) => spread).sort(), 0.5), 1e-18);
    for (const pair of pairs) pair.t = Math.abs(pair.gap) / Math.sqrt(Math.max(pair.spread, least) / count);
    return { pairs, least };
  }
  // The 95 % quantile of the largest |t| of all pairs, if all rows were equal: random signs of all blocks.
  function critical(data, rows, count, { pairs, least }) {
    const { flips, fewest, level } = data.ties;
    if (count < data.leastUnits)
      return data.arrays.critical.values[(count - fewest) * data.arrays.critical.shape[1] + rows.length];
    const { values, shape } = data.arrays.draws;
    const largest = new Float64Array(flips),
      means = new Float64Array(rows.length);
    for (let d = 0; d < flips; d++) {
      rows.forEach((row, v) => {
        means[v] = row.reduce((sum, x, i) => sum + (values[2 * (i * shape[1] + d)] < 128 ? -x : x), 0) / count;
      });
      for (const { u, v, square } of pairs) {
        const gap = (means[u] - means[v]) ** 2;
        const found = gap / Math.max((square - count * gap) / (count - 1), least);
        if (found > largest[d]) largest[d] = found;
      }
    }
    return Math.sqrt(count * largest.sort()[Math.ceil(level * (flips + 1)) - 1]);
  }
  // Which rows of blocks may be the best: those that are worse are taken out until nothing changes.
  function best(data, rows) {
    const count = rows[0]?.length ?? 0;
    let here = rows.map((_, v) => v);
    while (here.length > 1 && count >= data.ties.fewest) {
      const left = here.map((v) => rows[v]);
      const found = pairsOf(left, count);
      const limit = critical(data, left, count, found) * (1 + 1e-9);
      const worse = new Set();
      for (const { u, v, gap, t } of found.pairs) if (Math.abs(gap) > 1e-9 && t > limit) worse.add(gap > 0 ? v : u);
      if (!worse.size) break;
      here = here.filter((_, place) => !worse.has(place));
    }
    return new Set(here);
  }
  // The rank of each row of blocks: a rank is shared by those that may be the best of those that are left.
  function shared(data, rows) {
    const out = new Array(rows.length);
    for (let left = rows.map((_, v) => v); left.length; ) {
      const first = best(
        data,
        left.map((v) => rows[v]),
      );
      left.forEach((v, place) => {
        if (first.has(place)) out[v] = rows.length - left.length + 1;
      });
      left = left.filter((_, place) => !first.has(place));
    }
    return out;
  }
  // The place of each row in every draw: [rows][draws], 1 the largest.
  function places(draws) {
    const rows = draws.length,
      count = draws[0]?.length ?? 0;
    const all = draws.map(() => new Float64Array(count));
    for (let d = 0; d < count; d++)
      for (let v = 0; v < rows; v++) {
        let place = 1;
        for (let u = 0; u < rows; u++) if (draws[u][d] > draws[v][d]) place++;
        all[v][d] = place;
      }
    return all;
  }

  // The interval of the place of each row of blocks, and its probability to be among the first k.
  function spansOf(data, rows) {
    if ((rows[0]?.length ?? 0) < 2)
      return rows.map(() => ({ rankLow: 1, rankHigh: rows.length, tops: data.tops.map(() => NaN) }));
    return places(Bootstrap.means(data, rows)).map((own) => {
      const tops = data.tops.map((k) => own.filter((place) => place <= k).length / own.length);
      const [rankLow, rankHigh] = [data.tail, 1 - data.tail].map((q) => Bootstrap.nearest(own.sort(), q));
      return { rankLow, rankHigh, tops };
    });
  }

  // Ranked rows, best first, and the specialists, each { variant, entity, area, low, high, applies, … }.
  function ranking(data, costs, competitors, workloads) {
    const areasOf = areas(data, costs, competitors, workloads),
      seeds = data.seeds;
    const rows = competitors
      .map((each, i) => {
        const applies = workloads.filter((_, place) => !Number.isNaN(areasOf[i][place * seeds]));
        return { ...each, areas: areasOf[i], applies };
      })
      .filter((row) => row.applies.length);
    const ranked = rows.filter((row) => row.applies.length >= data.rankedShare * workloads.length);
    const special = rows.filter((row) => !ranked.includes(row));
    const filled = ranked.map((row) =>
      Bootstrap.blocks(
        row.areas.map((value) => value || 0),
        workloads.length,
        seeds,
      ),
    );
    const sorted = Bootstrap.ordered(filled);
    const ranks = shared(data, sorted),
      bounds = Bootstrap.intervals(data, filled),
      spans = spansOf(data, sorted);
    ranked.forEach((row, i) => {
      const [low, high] = bounds[i];
      Object.assign(row, { area: Bootstrap.mean(filled[i]), rank: ranks[i], ...spans[i], low, high });
    });
    ranked.sort((a, b) => a.rank - b.rank || b.area - a.area);
    for (const row of special) Object.assign(row, alone(data, row, workloads, ranked[0]));
    return { ranked, special };
  }
  // A specialist on its own workloads, beside the leader on the same ones.
  function alone(data, row, workloads, leader) {
    const seeds = data.seeds;
    const own = workloads.flatMap((w, place) => (row.applies.includes(w) ? [place] : []));
    const part = (values) =>
      Float64Array.from(
        own.flatMap((place) => Array.from(values.subarray(place * seeds, (place + 1) * seeds))),
        (value) => value || 0,
      );
    const area = part(row.areas);
    const [[low, high]] = Bootstrap.intervals(data, [Bootstrap.blocks(area, own.length, seeds)]);
    return { area: Bootstrap.mean(area), low, high, leader: leader ? Bootstrap.mean(part(leader.areas)) : NaN };
  }
  // The selection's ranking if the budget had been a share of what it was.
  function atHorizon(data, costs, competitors, workloads, share) {
    return ranking(data, { ...costs, budget: costs.budget.map((each) => each * share) }, competitors, workloads).ranked;
  }
  return { areas, shared, places, ranking, atHorizon };
})();
