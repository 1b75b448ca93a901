// The time steps that the timeline shows: [start, stop), or null for all of them.

/** The fewest steps that are shown, and the length of a track from which there is something to zoom into. */
export const FEWEST = 8;
export const WORTH = 24;
const FACTOR = 1.6;

/** What a press of a key or button leads to: "zoom-in", "zoom-out" or "zoom-all"; `t` keeps its place on the screen. */
export function zoomedBy(kind, zoom, length, t) {
  if (kind === "zoom-all") return null;
  return scaled(zoom, length, t, kind === "zoom-in" ? 1 / FACTOR : FACTOR);
}

/** The range with so many times as many steps, so that `t` stays where it is. */
export function scaled(zoom, length, t, factor) {
  const [start, stop] = zoom ?? [0, length];
  const steps = Math.max(Math.round((stop - start) * factor), Math.min(FEWEST, length));
  const share = (t + 0.5 - start) / (stop - start);
  return ranged(Math.round(t + 0.5 - share * steps), steps, length);
}

/** So many steps from `start` on, or as near to it as there are; null where these are all. */
export function ranged(start, steps, length) {
  if (steps >= length) return null;
  const first = Math.min(Math.max(start, 0), length - steps);
  return [first, first + steps];
}

/** The page that shows t: the range itself, or the next ones, with a little of what was shown before. */
export function following(zoom, t, length) {
  if (!zoom || (t >= zoom[0] && t < zoom[1])) return zoom;
  const steps = zoom[1] - zoom[0];
  const back = Math.floor(steps / 8);
  return ranged(t < zoom[0] ? t - steps + 1 + back : t - back, steps, length);
}

/** A range that may have come from an old address: null where it is none. */
export function rangeOf(zoom, length) {
  if (!Array.isArray(zoom) || zoom.length !== 2) return null;
  const [start, stop] = zoom;
  const whole = Number.isInteger(start) && Number.isInteger(stop) && start >= 0 && start < stop && stop <= length;
  return whole ? ranged(start, Math.max(stop - start, Math.min(FEWEST, length)), length) : null;
}
