// The unpacked data with what every part asks of it: which cell belongs to a variant and a workload, and how it ended.
const Model = (() => {
  function of(data) {
    const { cell_variant, cell_workload, cell_status, row_cell } = data.arrays;
    const wide = data.workloads.length;
    const grid = new Array(data.variants.length * wide).fill("absent");
    cell_status.values.forEach((status, i) => {
      grid[cell_variant.values[i] * wide + cell_workload.values[i]] =
        status === data.cellStatuses.done ? "lost" : status === data.cellStatuses.declined ? "declined" : "failed";
    });
    const cells = data.workloads.map(() => []);
    row_cell.values.forEach((place, row) => {
      grid[cell_variant.values[place] * wide + cell_workload.values[place]] = row;
      cells[cell_workload.values[place]].push(row);
    });
    data.bySlug = new Map(data.variants.map((variant, i) => [variant.slug, { ...variant, index: i }]));
    data.cell = (variant, workload) => grid[variant * wide + workload];
    data.cellsOf = (workload) => cells[workload];
    data.hasSeconds = data.axes.some((axis) => axis.name === "seconds");
    data.settingText = (row) => setting(data.settings[row_cell.values[row]]);
    data.samplesOf = (row) => data.arrays.row_samples.values[row];
    return data;
  }
  function setting(values) {
    const parts = Object.entries(values ?? {}).map(
      ([name, value]) => `${name} ${typeof value === "number" ? Format.number(value, 3) : value}`,
    );
    return parts.join(", ") || "default setting";
  }
  return { of };
})();
