// Numbers in the form in which people read them: the twins of gdbench/report/words.py.
const Format = (() => {
  const NARROW = "\u202f";
  const NONE = "–";
  const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  const missing = (value) => value === null || value === undefined || Number.isNaN(value);
  const halfEven = (value) => {
    const low = Math.floor(value);
    return value - low === 0.5 ? low + Math.abs(low % 2) : Math.round(value);
  };
  const spaced = (text) => text.replace(/\B(?=(\d{3})+(?!\d))/g, NARROW);
  const thousands = (text) => {
    const [whole, part] = text.split(".");
    return spaced(whole) + (part === undefined ? "" : `.${part}`);
  };
  const count = (value) => (missing(value) ? NONE : spaced(String(halfEven(value))));

  function powerOfTen(power) {
    if (power >= 0 && power <= 3) return count(10 ** power);
    if (power === -1) return "0.1";
    if (power === -2) return "0.01";
    return `10${Array.from(String(power), (c) => (c === "-" ? "⁻" : RAISED[c])).join("")}`;
  }
  function number(value, digits = 2) {
    if (missing(value)) return NONE;
    if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
    if (value === 0) return "0";
    const power = Math.floor(Math.log10(Math.abs(Number(value.toExponential(digits - 1)))) + 1e-12);
    if (power >= -3 && power < 6) return thousands(value.toFixed(Math.max(0, digits - 1 - power))).replace("-", "−");
    return `${(value / 10 ** power).toFixed(digits - 1).replace("-", "−")}·${powerOfTen(power)}`;
  }
  function share(value) {
    if (missing(value)) return NONE;
    const percent = 100 * value;
    if (percent > 0 && percent < 1) return `< 1${NARROW}%`;
    if (percent > 99 && percent < 100) return `> 99${NARROW}%`;
    return `${halfEven(percent)}${NARROW}%`;
  }
  const UNITS = [
    [1, "s"],
    [1e-3, "ms"],
    [1e-6, "µs"],
    [1e-9, "ns"],
  ];
  function seconds(value) {
    if (missing(value)) return NONE;
    if (value === 0 || !Number.isFinite(value)) return `${number(value)}${NARROW}s`;
    if (value >= 99.5) {
      const whole = halfEven(value);
      const rest = whole % 60;
      return `${Math.floor(whole / 60)}${NARROW}min${rest ? ` ${rest}${NARROW}s` : ""}`;
    }
    const [scale, unit] = UNITS.find((pair) => value >= 0.9995 * pair[0]) ?? UNITS[3];
    const scaled = value / scale;
    return scaled >= 9.95 ? `${scaled.toFixed(0)}${NARROW}${unit}` : `${scaled.toFixed(1)}${NARROW}${unit}`;
  }
  const interval = (low, high, digits = 2) =>
    Number.isNaN(low) || Number.isNaN(high) ? NONE : `${low.toFixed(digits)}–${high.toFixed(digits)}`;
  // The probabilities to be among the first few, in percent.
  const tops = (shares) =>
    shares.some(Number.isNaN) ? NONE : shares.map((value) => halfEven(100 * value)).join(`${NARROW}·${NARROW}`);
  function level(value) {
    const power = Math.log10(value);
    return Math.abs(power - Math.round(power)) < 1e-9
      ? powerOfTen(Math.round(power))
      : String(Number(value.toPrecision(6)));
  }
  const several = (amount, word, plural) => `${count(amount)} ${amount === 1 ? word : (plural ?? `${word}s`)}`;
  function listed(names, most = 6) {
    const shown = names.length > most ? [...names.slice(0, most - 1), `${names.length - most + 1} others`] : names;
    return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown[shown.length - 1]}`;
  }
  return { NARROW, NONE, count, number, share, seconds, interval, tops, level, powerOfTen, several, listed };
})();
