// Rows of the ranking as the charts of ranks show them: names, colours, and an axis of names.
const Ranked = (() => {
  const named = (data, row) => data.variants[row.variant].label + (row.entity ? " (defaults)" : "");
  const tickNames = (data, rows) => rows.map((row) => Plots.literal(named(data, row)));
  const colourOf = (data, row) => {
    const variant = data.variants[row.variant];
    return variant.colour === null && !State.state.v.includes(variant.slug) ? Dom.css("--soft") : Looks.colour(variant);
  };
  function names(axis, data, rows, more = {}) {
    const places = rows.map((_, i) => i);
    return Plots.axis("", {
      tickmode: "array",
      tickvals: places,
      ticktext: tickNames(data, rows),
      autorange: false,
      showgrid: axis === "y",
      ...more,
    });
  }
  return { named, tickNames, colourOf, names };
})();
