// Light, dark, or as the system has it; kept in the address like everything else.
// Needs: dom.
const Theme = (() => {
  const { by, root } = Dom;
  const NEXT = { "": "dark", dark: "light", light: "" };
  const TOLD = { "": "as the system", dark: "dark", light: "light" };

  function show() {
    const { theme } = State.state;
    if (theme in TOLD && theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    const button = by("theme");
    if (button) button.textContent = `Theme: ${TOLD[theme] ?? TOLD[""]}`;
  }
  function start(redraw) {
    by("theme")?.addEventListener("click", () => State.set({ theme: NEXT[State.state.theme] ?? "" }));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  }
  return { start, show };
})();
