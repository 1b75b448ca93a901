// Where breakpoints stop: the ticks of each track, and the way from one stop to the next.

import { trackKey } from "./decode.js";

const NONE = { runs: [], said: [] };

/** The stops of all tracks, as Python sent them: the `lines` are the breakpoints, by name. */
export function stopsOf(ticks) {
  const { lines = [], tracks = [], left_out: more = 0 } = ticks ?? {};
  const known = new Map(tracks.map((track) => [trackKey(track), track]));
  const track = (place) => known.get(trackKey(place)) ?? NONE;
  // Where some were left out: the last step that has a tick, and how many come after it.
  const end = (place) => (more > 0 && track(place).runs.length ? { t: Math.max(...track(place).runs.map((run) => run[2])) - 1, count: more } : null);
  return { any: lines.length > 0, end, runs: (place) => track(place).runs, at: (place, t) => said(lines, track(place), t) };
}

/** What stops at a step: each breakpoint with its values there, a line each. */
function said(lines, { runs, said: values }, t) {
  const here = new Set(runs.filter(([, start, stop]) => t >= start && t < stop).map(([line]) => line));
  return [...here].map((line) => {
    const found = values.find(([of, at]) => of === line && at === t);
    return found?.[2] ? `${lines[line]}: ${found[2]}` : lines[line];
  });
}

/** The next stop in the order of processing, or the one before; null where there is none. */
export function stopBeside(runs, { t, direction }, next) {
  const later = next === (direction !== "reverse"); // at a larger t
  let best = null;
  for (const [, start, stop] of runs) {
    const at = later ? Math.max(start, t + 1) : Math.min(stop - 1, t - 1);
    if (at < start || at >= stop) continue;
    if (best === null || (later ? at < best : at > best)) best = at;
  }
  return best;
}

/** The stop nearest to a step, within so many steps; null where there is none. */
export function stopNear(runs, t, within) {
  let best = null;
  for (const [, start, stop] of runs) {
    const at = Math.min(Math.max(t, start), stop - 1);
    if (Math.abs(at - t) <= within && (best === null || Math.abs(at - t) < Math.abs(best - t))) best = at;
  }
  return best;
}
