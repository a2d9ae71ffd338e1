// Rank tests and duels of a selection, as in gdbench/tables/friedman.py and duels.py.
const Tests = (() => {
  // Mean score over seeds [V][W], rounded as in Python; a workload that does not apply scores 0.
  function blocks(rows, workloads, seeds) {
    return rows.map(({ areas }) =>
      Array.from({ length: workloads }, (_, w) => {
        let sum = 0;
        for (let s = 0; s < seeds; s++) sum += areas[w * seeds + s] || 0;
        return Bootstrap.round12(sum / seeds);
      }),
    );
  }
  // The mean rank of each row over workloads, 1 the best, ties sharing theirs.
  function meanRanks(scores) {
    const count = scores[0]?.length ?? 0;
    return scores.map((own) => {
      let sum = 0;
      for (let w = 0; w < count; w++) {
        let above = 0,
          equal = 0;
        for (const other of scores) {
          if (other[w] > own[w]) above++;
          else if (other[w] === own[w]) equal++;
        }
        sum += above + (equal + 1) / 2;
      }
      return sum / count;
    });
  }
  // The complementary error function: a series up to 2, a continued fraction beyond (Abramowitz & Stegun 7.1.6, 7.1.14).
  function erfc(x) {
    if (x < 0) return 2 - erfc(-x);
    const scale = Math.exp(-x * x) / Math.sqrt(Math.PI);
    if (x < 2) {
      let term = x,
        sum = x;
      for (let n = 1; term > 1e-18 * sum; n++) sum += term *= (2 * x * x) / (2 * n + 1);
      return 1 - 2 * scale * sum;
    }
    let rest = x;
    for (let n = 120; n; n--) rest = x + n / 2 / rest;
    return scale / rest;
  }
  // p-values of all pairs { i, j, p }: z-tests on differences of mean ranks, corrected after Holm.
  function comparisons(ranks, workloads) {
    const k = ranks.length,
      scale = Math.sqrt((k * (k + 1)) / (6 * workloads));
    const pairs = [];
    for (let i = 0; i < k; i++)
      for (let j = i + 1; j < k; j++) pairs.push({ i, j, p: erfc(Math.abs(ranks[i] - ranks[j]) / scale / Math.SQRT2) });
    pairs.sort((a, b) => a.p - b.p);
    let most = 0;
    return pairs.map(({ i, j, p }, place) => {
      most = Math.max(most, Math.min(1, p * (pairs.length - place)));
      return { i, j, p: most };
    });
  }
  // Which rows are told apart, as texts "i/j" in both orders.
  function apart(data, ranks, workloads) {
    const told = comparisons(ranks, workloads).filter(({ p }) => p < data.alpha);
    return new Set(told.flatMap(({ i, j }) => [`${i}/${j}`, `${j}/${i}`]));
  }
  // The longest stretches of the order in which nobody is told apart from anybody: [first, last].
  function bars(order, told) {
    const out = [];
    let reach = -1;
    order.forEach((_, first) => {
      let last = first;
      while (last + 1 < order.length && !told.has(`${order[first]}/${order[last + 1]}`)) last++;
      if (last > first && last > reach) {
        out.push([first, last]);
        reach = last;
      }
    });
    return out;
  }
  // P(row i beats row j), ties half, over the runs that both have.
  function duels(rows) {
    return rows.map((one) =>
      rows.map((other) => {
        let won = 0,
          there = 0;
        one.areas.forEach((a, i) => {
          const value = won1(a, other.areas[i]);
          if (Number.isNaN(value)) return;
          there++;
          won += value;
        });
        return one === other ? null : won / there;
      }),
    );
  }
  // Nemenyi's critical difference, for as many variants as quantiles were embedded.
  function critical(variants, workloads, quantiles) {
    const q = quantiles[variants - 2];
    return q ? q * Math.sqrt((variants * (variants + 1)) / (6 * workloads)) : 0;
  }
  // The 95 % interval of P(row i beats row j), or null where they never met.
  function chance(data, rows) {
    return (i, j) => {
      const met = [];
      let won = 0,
        there = 0;
      rows[i].areas.forEach((a, run) => {
        const value = won1(a, rows[j].areas[run]);
        if (Number.isNaN(value)) return;
        met[Math.floor(run / data.seeds)] = true;
        there++;
        won += value;
      });
      const loads = met.filter(Boolean).length;
      return there ? Bootstrap.shareInterval(data, won / there, loads === 1 ? there : loads) : null;
    };
  }
  const won1 = (a, b) => (Number.isNaN(a) || Number.isNaN(b) ? NaN : a > b ? 1 : a === b ? 0.5 : 0);

  // Whether a duel is more than chance: its interval lies on one side of one half.
  function sure(data, rows) {
    const interval = chance(data, rows);
    return (i, j) => {
      const bounds = i === j ? null : interval(i, j);
      return bounds !== null && (bounds[0] > 0.5 || bounds[1] < 0.5);
    };
  }
  return { critical, sure, chance, blocks, meanRanks, erfc, comparisons, apart, bars, duels };
})();
