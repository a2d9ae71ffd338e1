// The trials of tuning in the selection.
const Trials = (() => {
  // Trials of a variant in the selected workloads: [{ w, rate, area, label }], best first within a workload.
  function trialsOf(data, selection, variant) {
    const { trial_variant, trial_workload, trial_rate, trial_area, trial_label } = data.arrays;
    const kept = new Set(selection.workloads), out = [];
    for (let i = 0; i < trial_variant.values.length; i++)
      if (trial_variant.values[i] === variant && kept.has(trial_workload.values[i]))
        out.push({ w: trial_workload.values[i], rate: trial_rate.values[i], area: trial_area.values[i], label: data.trialLabels[trial_label.values[i]] });
    return out;
  }
  return { of: trialsOf };
})();
