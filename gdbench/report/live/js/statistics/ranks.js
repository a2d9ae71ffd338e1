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

  // The variance over blocks of the difference of every pair of rows: [V][V].
  function spreads(rows) {
    const count = rows[0]?.length ?? 0;
    const apart = rows.map((row) => {
      const centre = Bootstrap.mean(row);
      return row.map((x) => x - centre);
    });
    return apart.map((one) =>
      Float64Array.from(apart, (other) => one.reduce((sum, x, i) => sum + (x - other[i]) ** 2, 0) / Math.max(1, count - 1)),
    );
  }
  // Which of the rows `here` may be the best: those that are worse are taken out until nothing changes.
  function best(data, area, spread, here, count) {
    let left = here;
    while (left.length > 1 && count > 1) {
      const pairs = left.flatMap((u, k) => left.slice(k + 1).map((v) => spread[u][v]));
      const least = Bootstrap.quantile(Float64Array.from(pairs).sort(), 0.5);
      const critical = Bootstrap.critical(data, count, left.length);
      const beats = (u, v) => {
        const gap = area[u] - area[v];
        return gap > 1e-9 && gap > critical * Math.sqrt(Math.max(spread[u][v], least, 1e-18) / count);
      };
      const rest = left.filter((v) => !left.some((u) => beats(u, v)));
      if (rest.length === left.length) break;
      left = rest;
    }
    return left;
  }
  // The rank of each row of blocks: a rank is shared by those that may be the best of those that are left.
  function shared(data, rows) {
    const count = rows[0]?.length ?? 0,
      area = rows.map(Bootstrap.mean),
      spread = spreads(rows);
    const out = new Array(rows.length);
    for (let left = rows.map((_, v) => v); left.length; ) {
      const first = new Set(best(data, area, spread, left, count));
      for (const v of first) out[v] = rows.length - left.length + 1;
      left = left.filter((v) => !first.has(v));
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
    const filled = ranked.map((row) => Bootstrap.blocks(row.areas.map((value) => value || 0), workloads.length, seeds));
    const ranks = shared(data, filled),
      bounds = Bootstrap.intervals(data, filled),
      spans = spansOf(data, filled);
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
