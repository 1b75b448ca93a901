// Everything about one moment, worked out once per move and read by every part of the view.

import { order } from "./walk.js";
import { trackKey } from "./decode.js";
import { changeMarks } from "./changes.js";
import { litBy } from "./lit.js";
import { featureOf, originOf } from "./origin.js";
import { readTrail } from "./trail.js";
import { unitsOf } from "./units.js";

/** The moment of a place in a recording. `track.window` says which t the message holds. */
export function momentOf(recording, place, stops = null) {
  const track = recording.tracks.get(trackKey(place)) ?? null;
  const length = recording.lengths?.[place.row] ?? recording.seq_len;
  const steps = order({ length, direction: place.direction });
  const operations = recording.operations;
  const index = Math.max(operations.findIndex((one) => one.name === place.operation), 0);
  const moment = { recording, track, place, length, steps, index, operation: operations[index], t: place.t };
  moment.stops = stops;
  moment.known = track !== null && inside(track, place.t);
  moment.computed = new Set([
    ...recording.cell.variables.slice(0, recording.cell.variables.length - operations.length).map((one) => one.name),
    ...operations.slice(0, index + 1).map((one) => one.name),
  ]);
  moment.value = (name) => valueAt(track, name, place.t);
  moment.before = (name) => before(moment, name);
  moment.label = labelAt(recording, place.row, place.t);
  const trail = place.origin ? readTrail(place.origin) : [];
  moment.origin = trail.length ? { ...originOf(recording, place.row, trail[trail.length - 1]), trail } : null;
  moment.lit = litBy(moment.origin);
  // What each box of a variable has beside its number: a function from the entry to classes, or null for none.
  moment.marks = (variable, values) => marksOf(moment, variable, values);
  // What an entry of a variable is called: a feature of the input, where a person named it.
  moment.called = (variable) => (entry) => featureOf(recording, place.layer, variable, entry);
  const units = unitsOf(recording, place, moment.value, moment.lit);
  moment.unitsOf = (variable) => units.get(variable.size) ?? null;
  moment.units = units.get("hidden_size");
  moment.own = moment.unitsOf(recording.variables.get(moment.operation.name));
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

function marksOf(moment, variable, values) {
  const changes = changeMarks(moment, variable, values);
  const lit = moment.lit.get(variable.name);
  if (!lit) return changes;
  return (entry) => (changes ? changes(entry) : "") + (lit.has(entry) ? ` lit-${lit.get(entry)}` : "");
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
