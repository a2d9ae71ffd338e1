// The ranking of a selection: areas, ties and specialists, as in gdbench/tables/scores.py, ties.py and verdicts.py.
const Ranks = (() => {
  const clipped = (values) => values.map((value) => Math.min(Math.max(value, 0), 1));

  // Areas [rows][W * S] of competitors (variant, entity); NaN where one does not apply, 0 where its cell failed.
  function areas(data, costs, competitors, workloads) {
    const seeds = data.seeds, all = data.targetsMost;
    return competitors.map(({ variant, entity }) => {
      const out = new Float64Array(workloads.length * seeds).fill(NaN);
      workloads.forEach((w, place) => {
        const cell = data.cell(variant, w);
        if (cell === "failed") out.fill(0, place * seeds, (place + 1) * seeds);
        if (typeof cell !== "number") return;
        const targets = data.workloads[w].targets.length, unit = costs.unit[cell];
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

  // Which pairs are told apart, and all wrong together in 5 % of cases at most (Romano & Wolf 2005): [V * V] flags.
  function toldApart(area, draws, widening, level) {
    const rows = area.length, count = draws[0]?.length ?? 0;
    const pairs = [];
    for (let i = 0; i < rows; i++) for (let j = i + 1; j < rows; j++) pairs.push(paired(area, draws, i, j, count));
    const apart = new Uint8Array(rows * rows);
    const largest = new Float64Array(count);
    for (let left = pairs; left.length;) {
      largest.fill(0);
      for (const { chance } of left) for (let d = 0; d < count; d++) if (chance[d] > largest[d]) largest[d] = chance[d];
      const critical = widening * Bootstrap.quantile(largest.slice().sort(), level);
      const rest = left.filter(({ found }) => !(found > critical));
      if (rest.length === left.length) break;
      for (const { i, j, found } of left) if (found > critical) apart[i * rows + j] = apart[j * rows + i] = 1;
      left = rest;
    }
    return apart;
  }
  // A pair's difference in standard errors, and how far chance takes it in each draw.
  function paired(area, draws, i, j, count) {
    const chance = new Float64Array(count), one = draws[i], other = draws[j];
    let sum = 0;
    for (let d = 0; d < count; d++) sum += chance[d] = one[d] - other[d];
    const centre = sum / count;
    let square = 0;
    for (let d = 0; d < count; d++) { chance[d] = Math.abs(chance[d] - centre); square += chance[d] * chance[d]; }
    const spread = Math.sqrt(square / count), gap = Math.abs(area[i] - area[j]);
    if (!(spread > 1e-9)) return { i, j, found: gap > 1e-9 ? Infinity : 0, chance: chance.fill(0) };
    for (let d = 0; d < count; d++) chance[d] /= spread;
    return { i, j, found: gap / spread, chance };
  }
  // A rank is shared by those that are not told apart from the best of them.
  function shared(area, draws, widening, level) {
    const order = area.map((_, i) => i).sort((a, b) => area[b] - area[a] || a - b);
    const apart = toldApart(area, draws, widening, level);
    const out = new Array(area.length);
    let best = -1, rank = 0;
    order.forEach((v, place) => {
      if (best < 0 || apart[best * area.length + v]) [best, rank] = [v, place + 1];
      out[v] = rank;
    });
    return out;
  }
  // The place of each row in every draw: [rows][draws], 1 the largest.
  function places(draws) {
    const rows = draws.length, count = draws[0]?.length ?? 0;
    const all = draws.map(() => new Float64Array(count));
    for (let d = 0; d < count; d++)
      for (let v = 0; v < rows; v++) {
        let place = 1;
        for (let u = 0; u < rows; u++) if (draws[u][d] > draws[v][d]) place++;
        all[v][d] = place;
      }
    return all;
  }

  // Ranked rows, best first, and the specialists, each { variant, entity, area, low, high, applies, … }.
  function ranking(data, costs, competitors, workloads) {
    const areasOf = areas(data, costs, competitors, workloads), seeds = data.seeds;
    const rows = competitors.map((each, i) => {
      const applies = workloads.filter((_, place) => !Number.isNaN(areasOf[i][place * seeds]));
      return { ...each, areas: areasOf[i], applies };
    }).filter((row) => row.applies.length);
    const ranked = rows.filter((row) => row.applies.length >= data.rankedShare * workloads.length);
    const special = rows.filter((row) => !ranked.includes(row));
    const filled = ranked.map((row) => row.areas.map((value) => value || 0));
    const draws = Bootstrap.means(data, filled, workloads);
    const ranks = shared(filled.map(Bootstrap.mean), draws, data.widening[workloads.length] ?? 1, 1 - 2 * data.tail);
    const spans = places(draws);
    ranked.forEach((row, i) => {
      const [low, high] = clipped(Bootstrap.interval(data, draws[i].slice().sort(), Bootstrap.quantile));
      const [rankLow, rankHigh] = Bootstrap.interval(data, spans[i].sort(), Bootstrap.nearest);
      Object.assign(row, { area: Bootstrap.mean(filled[i]), rank: ranks[i], rankLow, rankHigh, low, high });
    });
    ranked.sort((a, b) => a.rank - b.rank || b.area - a.area);
    for (const row of special) Object.assign(row, alone(data, row, workloads, ranked[0]));
    return { ranked, special };
  }
  // A specialist on its own workloads, beside the leader on the same ones.
  function alone(data, row, workloads, leader) {
    const seeds = data.seeds;
    const own = workloads.flatMap((w, place) => (row.applies.includes(w) ? [place] : []));
    const part = (values) => Float64Array.from(own.flatMap((place) => Array.from(values.subarray(place * seeds, (place + 1) * seeds))), (value) => value || 0);
    const area = part(row.areas);
    const draws = Bootstrap.means(data, [area], row.applies)[0].sort();
    const [low, high] = clipped(Bootstrap.interval(data, draws, Bootstrap.quantile));
    return { area: Bootstrap.mean(area), low, high, leader: leader ? Bootstrap.mean(part(leader.areas)) : NaN };
  }
  // The selection's ranking if the budget had been a share of what it was.
  function atHorizon(data, costs, competitors, workloads, share) {
    return ranking(data, { ...costs, budget: costs.budget.map((each) => each * share) }, competitors, workloads).ranked;
  }
  return { areas, toldApart, shared, places, ranking, atHorizon };
})();
