// The ranking of a selection: areas, paired bootstrap, ties. The twins of gdbench/tables/verdicts.py.
const Ranks = (() => {
  const LEVEL = 0.95, DRAWS = 2000, RANKED_SHARE = 0.5;
  const round12 = (value) => Math.round(value * 1e12) / 1e12;

  // Areas [rows][W * S] of competitors (variant, entity); NaN where one does not apply, 0 where its cell failed.
  function areas(data, costs, competitors, workloads) {
    const seeds = data.seeds, all = data.targetsMost;
    return competitors.map(({ variant, entity }) => {
      const out = new Float64Array(workloads.length * seeds).fill(NaN);
      workloads.forEach((w, place) => {
        const cell = data.cell(variant, w);
        if (cell === "failed") out.fill(0, place * seeds, (place + 1) * seeds);
        if (typeof cell !== "number") return;
        const targets = data.workloads[w].targets.length;
        const scale = Math.log(costs.budget[cell] / costs.unit[cell]);
        for (let s = 0; s < seeds; s++) {
          let sum = 0;
          const from = ((entity * data.rows + cell) * seeds + s) * all;
          for (let t = 0; t < targets; t++) {
            const calls = Math.max(costs.hit[from + t] / costs.unit[cell], 1);
            sum += Math.min(Math.max(1 - Math.log(calls) / scale, 0), 1);
          }
          out[place * seeds + s] = sum / targets;
        }
      });
      return out;
    });
  }

  // Mean areas [V][draws]: workloads and seeds drawn with replacement, the same for every row.
  function bootstrap(generator, rows, workloads, seeds, draws = DRAWS) {
    const size = workloads * seeds;
    const weights = Draws.multiplicities(generator, workloads, seeds, draws);
    const means = rows.map(() => new Float64Array(draws));
    const drawn = new Uint32Array(size), often = new Uint8Array(size);
    for (let d = 0; d < draws; d++) {
      let kept = 0;
      for (let i = 0, at = d * size; i < size; i++, at++)
        if (weights[at]) { often[kept] = weights[at]; drawn[kept++] = i; }
      for (let v = 0; v < rows.length; v++) {
        const area = rows[v];
        let sum = 0;
        for (let i = 0; i < kept; i++) sum += often[i] * area[drawn[i]];
        means[v][d] = round12(sum / size);
      }
    }
    return means;
  }
  // The quantile of sorted numbers with numpy's rules: linear between neighbours, or the nearest.
  function quantile(sorted, q, nearest = false) {
    const place = (sorted.length - 1) * q;
    if (nearest) return sorted[Math.abs(place % 1) === 0.5 ? 2 * Math.round(place / 2) : Math.round(place)];
    const low = Math.floor(place), high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (place - low) * (sorted[high] - sorted[low]);
  }
  const mean = (values) => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);

  // Which pairs are told apart, all wrong together in 5 % of cases at most (Romano & Wolf 2005): [V * V] flags.
  function toldApart(area, draws, widening) {
    const rows = area.length, count = draws[0]?.length ?? 0;
    const pairs = [];
    for (let i = 0; i < rows; i++) for (let j = i + 1; j < rows; j++) pairs.push(paired(area, draws, i, j, count));
    const apart = new Uint8Array(rows * rows);
    const largest = new Float64Array(count);
    for (let left = pairs; left.length;) {
      largest.fill(0);
      for (const { chance } of left) for (let d = 0; d < count; d++) if (chance[d] > largest[d]) largest[d] = chance[d];
      const critical = widening * quantile(largest.slice().sort(), LEVEL);
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
  function shared(area, draws, widening) {
    const order = area.map((_, i) => i).sort((a, b) => area[b] - area[a] || a - b);
    const apart = toldApart(area, draws, widening);
    const out = new Array(area.length);
    let best = -1, rank = 0;
    order.forEach((v, place) => {
      if (best < 0 || apart[best * area.length + v]) [best, rank] = [v, place + 1];
      out[v] = rank;
    });
    return out;
  }
  // Where each row's place falls among the draws: [low, high] at the level.
  function places(draws) {
    const rows = draws.length, count = draws[0]?.length ?? 0;
    const all = draws.map(() => new Float64Array(count));
    const column = new Float64Array(rows);
    for (let d = 0; d < count; d++) {
      for (let v = 0; v < rows; v++) column[v] = draws[v][d];
      for (let v = 0; v < rows; v++) {
        let place = 1;
        for (let u = 0; u < rows; u++) if (column[u] > column[v]) place++;
        all[v][d] = place;
      }
    }
    return all.map((each) => each.sort()).map((each) => [(1 - LEVEL) / 2, (1 + LEVEL) / 2].map((q) => quantile(each, q, true)));
  }

  // Ranked rows, best first, and the specialists, each { variant, entity, area, low, high, applies, … }.
  function ranking(data, costs, competitors, workloads) {
    const areasOf = areas(data, costs, competitors, workloads);
    const seeds = data.seeds;
    const rows = competitors.map((each, i) => {
      const applies = workloads.filter((_, place) => !Number.isNaN(areasOf[i][place * seeds]));
      return { ...each, areas: areasOf[i], applies };
    }).filter((row) => row.applies.length);
    const ranked = rows.filter((row) => row.applies.length >= RANKED_SHARE * workloads.length);
    const special = rows.filter((row) => !ranked.includes(row));
    const filled = ranked.map((row) => row.areas.map((value) => (Number.isNaN(value) ? 0 : value)));
    const draws = bootstrap(data.generator, filled, workloads.length, seeds);
    const ranks = shared(filled.map(mean), draws, data.widening[workloads.length] ?? 1);
    const spans = places(draws);
    ranked.forEach((row, i) => {
      const sorted = draws[i].slice().sort();
      Object.assign(row, {
        area: mean(filled[i]), rank: ranks[i], rankLow: spans[i][0], rankHigh: spans[i][1],
        low: quantile(sorted, (1 - LEVEL) / 2), high: quantile(sorted, (1 + LEVEL) / 2),
      });
    });
    ranked.sort((a, b) => a.rank - b.rank || b.area - a.area);
    for (const row of special) Object.assign(row, alone(data, row, workloads, ranked[0], seeds));
    return { ranked, special };
  }
  // A specialist on its own workloads, beside the leader on the same ones.
  function alone(data, row, workloads, leader, seeds) {
    const own = workloads.map((w, place) => [w, place]).filter(([w]) => row.applies.includes(w)).map(([, place]) => place);
    const part = (values) => Float64Array.from(own.flatMap((place) => Array.from(values.subarray(place * seeds, (place + 1) * seeds))), (value) => value || 0);
    const area = part(row.areas);
    const sorted = bootstrap(data.generator, [area], own.length, seeds)[0].sort();
    const beside = leader ? mean(part(leader.areas)) : NaN;
    return { area: mean(area), low: quantile(sorted, (1 - LEVEL) / 2), high: quantile(sorted, (1 + LEVEL) / 2), leader: beside };
  }
  return { areas, bootstrap, quantile, toldApart, shared, places, ranking, LEVEL };
})();
