// A vector as small coloured boxes with numbers; a long one also as a strip of all its entries.

import { element, write } from "./element.js";
import { level, swatchAt } from "./colours.js";
import { compact } from "./numbers.js";

/** Boxes for up to `slots` entries of `size`. */
export function vector({ size, slots, digits, columns = slots }) {
  const boxes = Array.from({ length: Math.min(slots, size) }, () => box());
  const grid = element("span", { class: "boxes" }, ...boxes.map((one) => one.node));
  grid.style.setProperty("--columns", Math.min(columns, boxes.length));
  const node = element("span", { class: "vector", "data-slots": boxes.length }, grid);
  const whole = boxes.length < size ? strip(size) : null;
  if (whole) node.append(whole.node);

  function update(values, variable, shown) {
    node.classList.toggle("absent", values === null);
    boxes.forEach((one, slot) => one.update(values, variable, shown[slot], digits, whole !== null));
    whole?.update(values, variable);
  }
  return { node, update };
}

function box() {
  const index = element("i");
  const number = element("b");
  const node = element("span", { class: "box" }, index, number);
  let painted = null;

  function update(values, variable, entry, digits, named) {
    const there = values !== null && entry !== undefined;
    const value = there ? values[entry] : NaN;
    write(number, there ? compact(value, digits) : "");
    write(index, there && named ? String(entry) : "");
    const swatch = there ? swatchAt(level(value, variable), variable.range) : null;
    if (swatch === painted) return;
    painted = swatch;
    node.style.backgroundColor = swatch ? swatch.css : "transparent";
    node.style.color = swatch ? swatch.ink : "inherit";
  }
  return { node, update };
}

/** All entries side by side: one pixel each, scaled up by the browser. */
export function strip(size) {
  const node = element("canvas", { class: "strip", width: size, height: 1, "aria-hidden": "true" });
  const context = node.getContext("2d");
  const image = context.createImageData(size, 1);

  function update(values, variable) {
    for (let entry = 0; entry < size; entry += 1) {
      const { rgb } = swatchAt(values ? level(values[entry], variable) : -1, variable.range);
      image.data[4 * entry] = rgb[0];
      image.data[4 * entry + 1] = rgb[1];
      image.data[4 * entry + 2] = rgb[2];
      image.data[4 * entry + 3] = values ? 255 : 0;
    }
    context.putImageData(image, 0, 0);
  }
  return { node, update };
}
