// Strips: every entry of a vector side by side. All strips of a panel share one canvas over it, because each canvas of
// its own would cost time in every frame.

import { element } from "./element.js";
import { level, swatchAt } from "./colours.js";

const LEAST = 2; // size of a change that a strip marks
const HIGH = [0, 0, 2, 4]; // pixels of a mark, by its size
const ROOM = 11; // pixels of height, and 2 of width each, below which there is no room for marks

/** Strips over `panel`. Each is painted where its `place`, an empty element, stands at the last `measure`. */
export function strips(panel) {
  const node = element("canvas", { class: "strips", "aria-hidden": "true" });
  const context = node.getContext("2d");
  const all = [];
  let ratio = 1;

  /** A new strip; the returned function shows other values in it. */
  function add(place, size) {
    const row = document.createElement("canvas");
    [row.width, row.height] = [size, 1];
    const pixels = row.getContext("2d");
    const one = { place, row, pixels, image: pixels.createImageData(size, 1), box: null, dim: false, marks: null, inks: [] };
    all.push(one);
    return {
      /** `sizes` gives the size of an entry's change, or is null. */
      update: (values, variable, dim, sizes = null) => fill(one, values, variable, dim, sizes),
      remove: () => all.splice(all.indexOf(one), 1),
    };
  }

  function fill(one, values, variable, dim, sizes) {
    const { data } = one.image;
    for (let entry = 0; entry < one.row.width; entry += 1) {
      const { rgb, ink } = swatchAt(values ? level(values[entry], variable) : -1, variable.range);
      one.inks[entry] = ink;
      data[4 * entry] = rgb[0];
      data[4 * entry + 1] = rgb[1];
      data[4 * entry + 2] = rgb[2];
      data[4 * entry + 3] = values ? 255 : 0;
    }
    one.pixels.putImageData(one.image, 0, 0);
    one.dim = dim;
    one.marks = dim ? null : sizes;
    paint(one);
  }

  function paint(one) {
    if (!one.box) return;
    const [left, top, width, height] = one.box;
    context.clearRect(left, top, width, height);
    context.globalAlpha = one.dim ? 0.3 : 1;
    context.drawImage(one.row, left, top, width, height);
    if (one.marks) mark(one, left, top, width, height);
  }

  // A notch at the top of what rose and at the bottom of what fell, as in the boxes; small changes have none.
  function mark({ marks, row, inks }, left, top, width, height) {
    const each = width / row.width;
    if (each < 2 * ratio || height < ROOM * ratio) return;
    for (let entry = 0; entry < row.width; entry += 1) {
      const size = marks(entry);
      if (Math.abs(size) < LEAST) continue;
      context.fillStyle = inks[entry];
      const high = HIGH[Math.abs(size)] * ratio;
      context.fillRect(left + (entry + 0.15) * each, size > 0 ? top : top + height - high, 0.7 * each, high);
    }
  }

  function measure() {
    if (all.length === 0 && node.width <= 1) return;
    ratio = Math.min(globalThis.devicePixelRatio || 1, 2);
    // The canvas must not be the reason for a panel to stay as wide as it was.
    [node.width, node.height] = [1, 1];
    node.style.width = node.style.height = "0";
    if (all.length === 0) return;
    const around = panel.getBoundingClientRect();
    const [wide, high] = [panel.scrollWidth, panel.clientHeight];
    [node.style.width, node.style.height] = [`${wide}px`, `${high}px`];
    [node.width, node.height] = [wide * ratio, high * ratio].map(Math.ceil);
    context.imageSmoothingEnabled = false;
    for (const one of all) {
      const { left, top, width, height } = one.place.getBoundingClientRect();
      const [x, y] = [left - around.left - panel.clientLeft + panel.scrollLeft, top - around.top - panel.clientTop];
      one.box = [x, y, width, height].map((length) => Math.round(length * ratio));
      paint(one);
    }
  }
  return { node, add, measure };
}
