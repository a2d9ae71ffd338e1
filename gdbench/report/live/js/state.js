// What the reader has chosen, kept in the address: filters, cost axis, figures' switches, highlighted variants.
const State = (() => {
  const LISTS = ["v", "kind", "tag", "family", "dim", "vfamily", "origin"];
  const WORDS = { axis: "", defaults: "", theme: "" }; // charts declare more
  const state = { ...WORDS };
  for (const name of LISTS) state[name] = [];
  const listeners = [];

  function declare(names) {
    for (const name of names) state[name] = WORDS[name] = "";
  }
  const encoded = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  function address() {
    const parts = LISTS.filter((name) => state[name].length).map((name) => `${name}=${state[name].map(encoded)}`);
    for (const name of Object.keys(WORDS)) if (state[name]) parts.push(`${name}=${encoded(state[name])}`);
    return parts.join("&");
  }
  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }
  function restore(hash) {
    for (const part of hash.replace(/^#/, "").split("&")) {
      const [name, value = ""] = part.split("=");
      if (LISTS.includes(name)) state[name] = value.split(",").filter(Boolean).map(decoded);
      else if (name in WORDS) state[name] = decoded(value);
    }
  }
  function clear() {
    Object.assign(state, WORDS);
    for (const name of LISTS) state[name] = [];
  }
  // Set some of it, tell everyone what changed, and write the address.
  function set(changes) {
    const changed = new Set(Object.keys(changes).filter((name) => String(state[name]) !== String(changes[name])));
    if (!changed.size) return;
    Object.assign(state, changes);
    const text = address();
    history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
    for (const listener of listeners) listener(changed);
  }
  function toggle(name, value, on = !state[name].includes(value)) {
    const rest = state[name].filter((each) => each !== value);
    set({ [name]: on ? [...rest, value] : rest });
  }
  const isFiltered = () => ["kind", "tag", "family", "dim", "vfamily", "origin"].some((name) => state[name].length);
  const onChange = (listener) => listeners.push(listener);
  return { state, declare, clear, restore, set, toggle, isFiltered, onChange };
})();
