// Where a press leads. A place in, a place out; nothing else changes. Steps go in the order of processing, which in the
// reverse direction runs from the end of the input to its start.

import { CHOICES } from "./units.js";
import { settled } from "./trail.js";

/** The steps of a track in the order of processing: how many, and which position each one has. */
export function order(track) {
  const last = track.length - 1;
  const reverse = track.direction === "reverse";
  return { last, at: (k) => (reverse ? last - k : k), of: (t) => (reverse ? last - t : t) };
}

/** The place after a move; `names` are the operations in order. */
export function walk(move, place, track, names) {
  const steps = order(track);
  const k = steps.of(place.t);
  const n = Math.max(names.indexOf(place.operation), 0);
  const end = names.length - 1;
  const to = (step, operation) => ({ ...place, t: steps.at(step), operation: names[operation] });
  switch (move) {
    case "next-step":
      return k < steps.last ? to(k + 1, n) : to(k, end);
    case "previous-step":
      return k > 0 ? to(k - 1, n) : to(k, 0);
    case "next-operation":
      if (n < end) return to(k, n + 1);
      return k < steps.last ? to(k + 1, 0) : place;
    case "previous-operation":
      if (n > 0) return to(k, n - 1);
      return k > 0 ? to(k - 1, end) : place;
    case "first-step":
      return to(0, 0);
    case "last-step":
      return to(steps.last, end);
    default:
      return place;
  }
}

/** A place that may have come from an old address, brought back into what the recording has. */
export function within(place, recording) {
  const clamp = (value, top) => Math.min(Math.max(Math.trunc(Number(value)) || 0, 0), Math.max(top, 0));
  const row = clamp(place.row, recording.batch - 1);
  const length = recording.lengths?.[row] ?? recording.seq_len;
  const names = recording.operations.map((operation) => operation.name);
  const reverse = place.direction === "reverse" && recording.num_directions > 1;
  const chosen = (unit, count) => ((unit ?? null) === null || !count ? null : clamp(unit, count - 1));
  // A recording without a projection has no place for a unit of it.
  const sizes = Object.keys(CHOICES).filter((size) => size === "hidden_size" || recording[size]);
  const there = {
    layer: clamp(place.layer, recording.num_layers - 1),
    direction: reverse ? "reverse" : "forward",
    row,
    t: clamp(place.t, length - 1),
    operation: names.includes(place.operation) ? place.operation : names[names.length - 1],
    ...Object.fromEntries(sizes.map((size) => [CHOICES[size], chosen(place[CHOICES[size]], recording[size])])),
  };
  // What a host does not speak of, it is not told of.
  if (place.origin !== undefined) there.origin = settled(place.origin, there, recording);
  if (place.changes !== undefined) there.changes = place.changes !== false;
  return there;
}
