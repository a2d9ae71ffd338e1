// Rank tests of a selection: mean ranks, Holm-corrected comparisons, bars. The twins of gdbench/tables/friedman.py.
const Tests = (() => {
  const ALPHA = 0.05;

  // Mean score over seeds [V][W], rounded as in Python; a workload that does not apply scores 0.
  function blocks(rows, workloads, seeds) {
    return rows.map(({ areas }) => Array.from({ length: workloads }, (_, w) => {
      let sum = 0;
      for (let s = 0; s < seeds; s++) sum += areas[w * seeds + s] || 0;
      return Math.round((sum / seeds) * 1e12) / 1e12;
    }));
  }
  // The mean rank of each row over workloads, 1 the best, ties sharing theirs.
  function meanRanks(scores) {
    const count = scores[0]?.length ?? 0;
    return scores.map((own) => {
      let sum = 0;
      for (let w = 0; w < count; w++) {
        let above = 0, equal = 0;
        for (const other of scores) { if (other[w] > own[w]) above++; else if (other[w] === own[w]) equal++; }
        sum += above + (equal + 1) / 2;
      }
      return sum / count;
    });
  }
  // Complementary error function (Abramowitz & Stegun 7.1.26 refined as in Numerical Recipes; error below 1.2e-7).
  function erfc(x) {
    const z = Math.abs(x), t = 1 / (1 + z / 2);
    const poly = [1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277];
    const sum = poly.reduceRight((inner, c) => c + t * inner, 0);
    const value = t * Math.exp(-z * z - 1.26551223 + t * sum);
    return x >= 0 ? value : 2 - value;
  }
  // Whether two rows are told apart: z-tests on differences of mean ranks, p-values corrected after Holm.
  function apart(ranks, workloads) {
    const k = ranks.length, scale = Math.sqrt((k * (k + 1)) / (6 * workloads));
    const pairs = [];
    for (let i = 0; i < k; i++) for (let j = i + 1; j < k; j++) pairs.push({ i, j, p: erfc(Math.abs(ranks[i] - ranks[j]) / scale / Math.SQRT2) });
    pairs.sort((a, b) => a.p - b.p);
    let most = 0;
    const out = new Set();
    pairs.forEach(({ i, j, p }, place) => {
      most = Math.max(most, Math.min(1, p * (pairs.length - place)));
      if (most < ALPHA) { out.add(`${i}/${j}`); out.add(`${j}/${i}`); }
    });
    return out;
  }
  // The longest stretches of the order in which nobody is told apart from anybody: [first, last].
  function bars(order, told) {
    const out = [];
    let reach = -1;
    order.forEach((_, first) => {
      let last = first;
      while (last + 1 < order.length && !told.has(`${order[first]}/${order[last + 1]}`)) last++;
      if (last > first && last > reach) { out.push([first, last]); reach = last; }
    });
    return out;
  }
  // P(row i beats row j), ties half, over the runs that both have.
  function duels(rows) {
    return rows.map((one) => rows.map((other) => {
      let won = 0, there = 0;
      for (let i = 0; i < one.areas.length; i++) {
        const a = one.areas[i], b = other.areas[i];
        if (Number.isNaN(a) || Number.isNaN(b)) continue;
        there++;
        won += a > b ? 1 : a === b ? 0.5 : 0;
      }
      return one === other ? null : won / there;
    }));
  }
  // Nemenyi's critical difference, for as many variants as quantiles were embedded.
  function critical(variants, workloads, quantiles) {
    const q = quantiles[variants - 2];
    return q ? q * Math.sqrt((variants * (variants + 1)) / (6 * workloads)) : 0;
  }
  // Whether a duel is outside chance: its 95 % interval over resampled workloads leaves out one half.
  function sure(data, rows, workloads, draws = 300) {
    const often = Draws.multiplicities(data.generator, workloads, 1, draws);
    return (i, j) => {
      if (i === j) return false;
      const parts = byWorkload(rows[i].areas, rows[j].areas, workloads, data.seeds);
      const shares = new Float64Array(draws);
      for (let d = 0; d < draws; d++) {
        let won = 0, there = 0;
        for (let w = 0; w < workloads; w++) { won += often[d * workloads + w] * parts[w][0]; there += often[d * workloads + w] * parts[w][1]; }
        shares[d] = there ? won / there : 0.5;
      }
      shares.sort();
      return Ranks.quantile(shares, 0.025, true) > 0.5 || Ranks.quantile(shares, 0.975, true) < 0.5;
    };
  }
  function byWorkload(one, other, workloads, seeds) {
    return Array.from({ length: workloads }, (_, w) => {
      let won = 0, there = 0;
      for (let i = w * seeds; i < (w + 1) * seeds; i++) {
        if (Number.isNaN(one[i]) || Number.isNaN(other[i])) continue;
        there++;
        won += one[i] > other[i] ? 1 : one[i] === other[i] ? 0.5 : 0;
      }
      return [won, there];
    });
  }
  return { critical, sure, blocks, meanRanks, apart, bars, duels };
})();
