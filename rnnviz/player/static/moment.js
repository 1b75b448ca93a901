// Everything about one moment, worked out once per move and read by every part of the view.

import { order } from "./walk.js";
import { trackKey } from "./decode.js";

/** Up to so many units are all written out; of more, the selected one and those that changed most. */
export const WRITTEN_OUT = 8;
/** Of more than that, so many. */
export const OF_MANY = 2;

/** The moment of a place in a recording. `track.window` says which t the message holds. */
export function momentOf(recording, place) {
  const track = recording.tracks.get(trackKey(place)) ?? null;
  const length = recording.lengths?.[place.row] ?? recording.seq_len;
  const steps = order({ length, direction: place.direction });
  const operations = recording.operations;
  const index = Math.max(operations.findIndex((one) => one.name === place.operation), 0);
  const moment = { recording, track, place, length, steps, index, operation: operations[index], t: place.t };
  moment.known = track !== null && inside(track, place.t);
  moment.computed = new Set([
    ...recording.cell.variables.slice(0, recording.cell.variables.length - operations.length).map((one) => one.name),
    ...operations.slice(0, index + 1).map((one) => one.name),
  ]);
  moment.value = (name) => valueAt(track, name, place.t);
  moment.before = (name) => before(moment, name);
  moment.label = labelAt(recording, place.row, place.t);
  moment.changed = byChange(moment);
  moment.units = written(moment);
  moment.unit = place.unit ?? (recording.hidden_size <= 2 ? 0 : (moment.changed[0] ?? 0));
  return moment;
}

function inside(track, t) {
  return t >= track.window[0] && t < track.window[1];
}

function valueAt(track, name, t) {
  const array = track?.values.get(name);
  if (!array || !inside(track, t)) return null;
  const start = (t - track.window[0]) * array.columns;
  return array.data.subarray(start, start + array.columns);
}

// A state's own value before the step came in with the step, so it is known even at the first one.
function before(moment, name) {
  const prev = moment.recording.prev.get(name);
  if (prev) return moment.value(prev);
  const k = moment.steps.of(moment.t) - 1;
  return k < 0 ? null : valueAt(moment.track, name, moment.steps.at(k));
}

/** The label of a position of the input; blanks are made visible. */
export function labelAt(recording, row, t) {
  const label = recording.labels?.[row]?.[t] ?? "";
  return label.replace(/ /g, "␣").replace(/\n/g, "↵").replace(/\t/g, "⇥");
}

/** A text of at most so many letters. */
export function shortened(text, most) {
  const letters = [...text];
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : text;
}

// Units in the order of how much the step changed their states, so that all parts show the same ones.
function byChange(moment) {
  const size = moment.recording.hidden_size;
  const change = new Float64Array(size);
  for (const [state, prev] of moment.recording.prev) {
    const [now, then] = [moment.value(state), moment.value(prev)];
    for (let unit = 0; now && unit < size; unit += 1) {
      const difference = Math.abs(now[unit] - then[unit]);
      change[unit] += Number.isNaN(difference) ? Infinity : difference;
    }
  }
  return Array.from(change.keys()).sort((one, other) => Number(change[other] > change[one]) - Number(change[other] < change[one]) || one - other);
}

function written(moment) {
  const size = moment.recording.hidden_size;
  if (size <= WRITTEN_OUT) return Array.from({ length: size }, (_, unit) => unit);
  const chosen = moment.place.unit;
  const first = chosen === null ? [] : [chosen];
  return [...first, ...moment.changed.filter((unit) => unit !== chosen)].slice(0, OF_MANY);
}

/** The entries of a vector that are written out: the units where it has units, else its largest entries. */
export function entries(moment, variable, values, most) {
  if (variable.size === "hidden_size") return moment.units.slice(0, most);
  if (values === null || values.length <= most) return Array.from(values ?? [], (_, index) => index);
  const sizes = Array.from(values, (value, index) => [Number.isFinite(value) ? Math.abs(value) : Infinity, index]);
  return sizes.sort((one, other) => Number(other[0] > one[0]) - Number(other[0] < one[0]) || one[1] - other[1]).slice(0, most).map((pair) => pair[1]);
}
