// One variable, large: every number that was kept, and the whole of a text. It stays while one steps on.

import { element } from "./element.js";
import { drawn } from "./arrays.js";
import { differences, part } from "./compare.js";
import { keyText, kindText, oneLine } from "./describe.js";
import { labelOf, within } from "./variables.js";

const MOST = 200; // entries of a list

/** `returned()` is told when it closes. */
export function enlarging(words, returned) {
  const title = element("h2");
  const kind = element("p", { class: "kind" });
  const body = element("div", { class: "whole", tabindex: 0 });
  const close = element("button", { type: "button", class: "close", "aria-label": words("close"), title: `${words("close")} (Esc)` }, "✕");
  const node = element("div", { class: "enlarged", role: "dialog", "aria-label": words("enlarged") },
    element("div", { class: "head" }, title, kind, close), body);
  node.hidden = true;
  let place = null; // {frame, name, path}
  let origin = null; // what had the focus

  close.addEventListener("click", shut);

  function open(wanted) {
    place = wanted;
    origin = node.getRootNode().activeElement;
    node.hidden = false;
    close.focus();
  }

  function shut() {
    if (!place) return;
    place = null;
    node.hidden = true;
    (origin?.isConnected ? origin : null)?.focus();
    returned();
  }

  function update(stack, bounds) {
    if (!place) return;
    const frame = stack.find(({ id }) => id === place.frame);
    const variable = frame?.variables.find(({ name }) => name === place.name);
    const value = variable ? within(variable.value, place.path) : null;
    title.textContent = called(variable, place);
    kind.textContent = value ? kindText(value) : "";
    body.replaceChildren(value ? shown(value, variable, bounds) : element("p", { class: "none" }, words("not_there")));
  }

  function shown(value, variable, bounds) {
    const before = variable.changed && variable.before ? within(variable.before, place.path) : null;
    const found = before ? differences(before, value) : null;
    if (value.kind === "array") {
      const bound = bounds(place.frame, place.name, place.path);
      return drawn(value, words, { bound, marks: found?.marks ?? null, before, large: true });
    }
    if (!value.items?.length) return element("pre", {}, value.text ?? oneLine(value, 4000));
    const rows = value.items.slice(0, MOST).map((item, at) => element("li", {},
      element("code", {}, value.kind === "object" ? labelOf(value, item, at) : Array.isArray(item) ? keyText(item[0]) : String(at)),
      element("span", { class: "kind" }, kindText(part(item))), element("span", {}, oneLine(part(item), 120))));
    const rest = value.size - rows.length;
    return element("ul", {}, ...rows, ...(rest > 0 ? [element("li", { class: "caption" }, words("kept", { kept: rows.length, size: value.size }))] : []));
  }

  return { node, open, shut, update, at: () => place };
}

function called(variable, { name, path }) {
  let [text, value] = [name, variable?.value];
  for (const place of path) {
    if (!value?.items?.[place]) return text;
    text += labelOf(value, value.items[place], place);
    value = part(value.items[place]);
  }
  return text;
}
