// What the colours stand for.

import { gradient, MISSING_COLOUR } from "./colours.js";
import { compact } from "./numbers.js";
import { element, write } from "./element.js";

export function scale(words) {
  const bar = element("span", { class: "bar", "aria-hidden": "true" });
  const ends = [0, 1, 2].map(() => element("span"));
  const swatch = element("span", { class: "swatch", "aria-hidden": "true" });
  swatch.style.background = MISSING_COLOUR;
  const missing = element("span", { class: "missing-key" }, swatch, words("missing"));
  const node = element("div", { class: "scale" }, element("span", { class: "ramp" }, bar, element("span", { class: "ends" }, ...ends)), missing);

  function update(range, bound, series) {
    bar.style.background = gradient(range);
    const values = range === "unit" ? [0, 0.5, 1] : [-bound, 0, bound];
    values.forEach((value, at) => write(ends[at], value === 0 ? "0" : compact(value, 2)));
    missing.hidden = series.every(Number.isFinite);
  }
  return { node, update };
}
