// A vector as small coloured boxes with numbers. Where it has more entries than boxes there is room for a strip of all.

import { element, write } from "./element.js";
import { level, swatchAt } from "./colours.js";
import { compact } from "./numbers.js";

/** Boxes for up to `slots` entries of `size`, each with its index if `named`; `strip` is the place for the strip. */
export function vector({ size, slots, digits, columns = slots, named = slots < size }) {
  const boxes = Array.from({ length: Math.min(slots, size) }, () => box(digits, named));
  const grid = element("span", { class: "boxes" }, ...boxes.map((one) => one.node));
  grid.style.setProperty("--columns", Math.min(columns, boxes.length));
  const node = element("span", { class: "vector", "data-slots": boxes.length }, grid);
  node.classList.toggle("named", named);
  const strip = slots < size ? element("span", { class: "strip" }) : null;
  if (strip) {
    node.classList.add("stripped");
    node.append(strip);
  }

  let entriesShown = [];

  /** `marks` gives the classes of an entry's box beside its colour, `called` its name, either may be null. */
  function update(values, variable, shown, chosen = null, marks = null, called = null) {
    entriesShown = shown;
    boxes.forEach((one, slot) => one.update(values, variable, shown[slot], chosen, marks, called));
  }

  /** The entry whose box was clicked, or null. */
  function entryAt(target) {
    const slot = boxes.findIndex((one) => one.node.contains(target));
    return slot < 0 ? null : (entriesShown[slot] ?? null);
  }
  return { node, strip, update, entryAt };
}

// A box has a fixed size and contains its text, so that a new number costs no layout outside of it.
function box(digits, named) {
  const index = named ? element("i") : null;
  const number = document.createTextNode("");
  const node = element("span", { class: "box empty" }, ...(named ? [index, number] : [number]));
  let look = "";

  function update(values, variable, entry, chosen, marks, called) {
    const there = values !== null && entry !== undefined;
    const text = there ? compact(values[entry], digits) : "";
    if (number.data !== text) number.data = text;
    const name = (there && called?.(entry)) || "";
    if (node.title !== name) node.title = name;
    if (named) write(index, there ? String(entry) : "");
    const colour = there ? swatchAt(level(values[entry], variable), variable.range).name : "empty";
    const next = `box ${colour}${chosen !== null && entry === chosen ? " chosen" : ""}${there && marks ? marks(entry) : ""}`;
    if (next === look) return;
    look = next;
    node.className = next;
  }
  return { node, update };
}
