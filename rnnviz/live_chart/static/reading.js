// What the lines say at a position, and at the last one.

import { position, short } from "./short.js";

/** The number of the last place at or before `x`; -1 where there is none. */
export function indexAt(places, x) {
  let [low, high] = [-1, places.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (places[middle] <= x) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** {x, value, text} of a line at `x`; where it has no value just there, the one before, and the text says so. */
export function readingOf(chart, line, x, words) {
  const places = chart.positions[line.on];
  if (line.diverged !== null && x >= line.diverged) return none(words("diverged", { x: position(line.diverged) }));
  const last = indexAt(places, x);
  if (last < 0) return none(words("none"));
  const infinite = line.infinite.find(([k]) => k === last);
  if (infinite) return none(infinite[1] > 0 ? "∞" : "−∞");
  // At the end, one that is measured more seldom is not missing.
  const at = x >= chart.places.at(-1) ? line.values.findLastIndex((value, k) => k <= last && value !== null) : last;
  const value = line.values[at] ?? null;
  if (value === null) return none(words("none"));
  const text = places[at] === x ? short(value) : words("earlier", { value: short(value), x: position(places[at]) });
  return { x: places[at], value, text };
}

function none(text) {
  return { x: null, value: null, text };
}
