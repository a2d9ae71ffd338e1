// The small controls of single figures, each of which sets one word of the address.
// Needs: dom.
const Switches = (() => {
  const { all, pressed } = Dom;

  function start() {
    for (const button of all("button[data-set]"))
      button.addEventListener("click", () => {
        const { set, value } = button.dataset;
        State.set({ [set]: button.dataset.flip !== undefined && State.state[set] === value ? "" : value });
      });
    for (const select of all("select[data-set]"))
      select.addEventListener("change", () => State.set({ [select.dataset.set]: select.value }));
  }
  function show() {
    for (const button of all("button[data-set]"))
      pressed(button, (State.state[button.dataset.set] || "") === button.dataset.value);
    for (const select of all("select[data-set]")) {
      const wanted = State.state[select.dataset.set];
      if (Array.from(select.options).some((option) => option.value === wanted)) select.value = wanted;
    }
  }
  return { start, show };
})();
