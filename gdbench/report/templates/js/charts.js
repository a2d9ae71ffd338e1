// Every live chart by the name of its figure.
const CHARTS = {
  ...RankCharts, profile: ProfileChart, explorer: ExplorerChart, rates: RatesChart, sensitivity: TuningCharts.sensitivity,
  budgets: TuningCharts.budgets, ...LensCharts,
};
