// Blocks, intervals and draws of gdbench/tables/blocks.py. Random numbers and t quantiles come with the data.
const Bootstrap = (() => {
  const round12 = (value) => Math.round(value * 1e12) / 1e12;
  const mean = (values) => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);
  const clipped = (value) => Math.min(Math.max(value, 0), 1);

  // The blocks of a row [workloads * seeds]: its means over seeds, or its runs if there is a single workload.
  function blocks(row, workloads, seeds) {
    if (workloads === 1) return Float64Array.from(row);
    return Float64Array.from({ length: workloads }, (_, w) => mean(row.subarray(w * seeds, (w + 1) * seeds)));
  }
  // The blocks of all rows in an order that follows from their values alone.
  function ordered(rows) {
    const key = (i, power) => round12(rows.reduce((sum, row) => sum + row[i] ** power, 0));
    const keys = Array.from(rows[0] ?? [], (_, i) => [key(i, 1), key(i, 2), i]);
    keys.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
    return rows.map((row) => Float64Array.from(keys, ([, , i]) => row[i]));
  }
  // The intervals [low, high] of the means of rows of blocks, between 0 and 1.
  function intervals(data, rows) {
    const count = rows[0]?.length ?? 0;
    if (count < 2) return rows.map(() => [NaN, NaN]);
    const t = data.students[count];
    const centres = rows.map(mean);
    const spreads = rows.map((row, v) => row.reduce((sum, x) => sum + (x - centres[v]) ** 2, 0) / (count - 1));
    const usual = mean(spreads);
    return rows.map((row, v) => {
      const shared = ((count - 1) * spreads[v] + data.prior * usual) / (count - 1 + data.prior);
      const spread = Math.max(spreads[v], shared),
        reach = t * Math.sqrt(spread / count);
      const third = row.reduce((sum, x) => sum + (x - centres[v]) ** 3, 0) / count;
      const longer = spread > 1e-18 ? (third / (6 * spread * count)) * (1 + 2 * t * t) : 0;
      return [centres[v] - reach + Math.min(longer, 0), centres[v] + reach + Math.max(longer, 0)].map(clipped);
    });
  }
  // The interval [low, high] of a share over so many blocks.
  function shareInterval(data, share, count) {
    if (count < 2) return [NaN, NaN];
    const square = data.students[count] ** 2 / count;
    const centre = (share + square / 2) / (1 + square);
    const half = Math.sqrt(square * (share * (1 - share) + square / 4)) / (1 + square);
    return [Math.max(centre - half, 0), Math.min(centre + half, 1)];
  }
  // Draws [rows][draws] of the means of all rows of blocks together.
  function means(data, rows) {
    const {
      values: codes,
      shape: [, draws],
    } = data.arrays.draws;
    const count = rows[0]?.length ?? 0,
      centres = rows.map(mean),
      out = rows.map(() => new Float64Array(draws));
    const chance = new Float64Array(count);
    for (let d = 0; d < draws; d++) {
      let sum = 0,
        square = 0;
      for (let i = 0; i < count; i++) {
        sum += chance[i] = data.scores[codes[2 * (i * draws + d)]];
        if (i < count - 1) square += data.scores[codes[2 * (i * draws + d) + 1]] ** 2;
      }
      const scale = Math.sqrt(count * square);
      for (let i = 0; i < count; i++) chance[i] = (chance[i] - sum / count) / scale;
      rows.forEach((row, v) => {
        let moved = centres[v];
        for (let i = 0; i < count; i++) moved += chance[i] * (row[i] - centres[v]);
        out[v][d] = round12(clipped(moved));
      });
    }
    return out;
  }

  // Quantiles of sorted numbers by numpy's rules: linear between neighbours, or the nearest.
  function quantile(sorted, q) {
    const place = (sorted.length - 1) * q;
    const low = Math.floor(place),
      high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (place - low) * (sorted[high] - sorted[low]);
  }
  function nearest(sorted, q) {
    const place = (sorted.length - 1) * q;
    return sorted[place % 1 === 0.5 ? 2 * Math.round(place / 2) : Math.round(place)];
  }
  return { blocks, ordered, intervals, shareInterval, means, mean, quantile, nearest, round12 };
})();
