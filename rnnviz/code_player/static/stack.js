// The functions that are under way, the outermost first: a click looks into one of them.

import { assign, element } from "./element.js";
import { ownName } from "./describe.js";

export function stack(trace, words, look) {
  const list = element("ol");
  const node = element("nav", { class: "stack", "aria-label": words("stack") }, list);
  let key = "";

  function update(frames, at) {
    const next = frames.map(({ id }) => id).join(" ");
    if (next !== key) list.replaceChildren(...frames.map((frame, place) => element("li", {}, chip(frame, place, frames.length))));
    key = next;
    [...list.querySelectorAll("button")].forEach((button, place) => {
      assign(button, "aria-current", place === at ? "true" : null);
    });
  }

  function chip(frame, place, count) {
    const name = ownName(trace.sources[frame.source]);
    const button = element("button", { type: "button", title: place === count - 1 ? words("here") : words("look", { name }) }, name);
    button.addEventListener("click", () => look(place));
    return button;
  }
  return { node, update };
}
