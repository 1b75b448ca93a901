// The way that was followed back, as one line: "h[2]@5 o[2]@5 h[5]@4/0/reverse". Layer and direction are written where they
// are other ones than those of the value before; before the first it is layer 0, forward. And the places that a move on
// this way leads to: a place in, a place out.

import { CHOICES } from "./units.js";
import { codeOf, firstStep, readName, unitsIn } from "./origin.js";

const ONE = /^([A-Za-z]\w*)\[(\d{1,9})\]@(\d{1,9})(?:\/(\d{1,9})\/(forward|reverse))?$/;
const LONGEST = 40; // values: an address has an end

/** The values of a line; none where one of them cannot be read. */
export function readTrail(text) {
  let here = { layer: 0, direction: "forward" };
  const trail = [];
  for (const part of (text ?? "").split(" ").filter(Boolean)) {
    const found = ONE.exec(part);
    if (!found) return [];
    if (found[4] !== undefined) here = { layer: Number(found[4]), direction: found[5] };
    trail.push({ variable: found[1], unit: Number(found[2]), t: Number(found[3]), ...here });
  }
  return trail;
}

/** The line of some values. */
export function writeTrail(trail) {
  let here = { layer: 0, direction: "forward" };
  return trail.slice(-LONGEST).map((one) => {
    const same = one.layer === here.layer && one.direction === here.direction;
    here = one;
    return `${codeOf(one)}@${one.t}${same ? "" : `/${one.layer}/${one.direction}`}`;
  }).join(" ");
}

/**
 * The trail that holds at a place: as it is where it leads there, else a new one that begins there with the same
 * variable, or with the operation where that is another one; nothing where the recording has no such values.
 */
export function settled(text, place, recording) {
  const trail = readTrail(text);
  if (trail.length === 0 || !trail.every((one) => isThere(one, place.row, recording))) return "";
  const last = trail[trail.length - 1];
  const operation = recording.operations.some((one) => one.name === last.variable);
  const moved = operation && last.variable !== place.operation;
  if (!moved && last.t === place.t && last.layer === place.layer && last.direction === place.direction) return writeTrail(trail);
  return writeTrail([begun(moved ? place.operation : readName(recording, last.variable), last.unit, place, recording)]);
}

function begun(name, unit, { t, layer, direction }, recording) {
  const count = unitsIn(recording, recording.variables.get(name), layer);
  return { variable: name, unit: Math.min(unit, count - 1), t, layer, direction };
}

function isThere({ variable, unit, t, layer, direction }, row, recording) {
  const found = recording.variables.get(readName(recording, variable));
  const directions = ["forward", "reverse"].slice(0, recording.num_directions);
  if (!found || layer >= recording.num_layers || !directions.includes(direction)) return false;
  if (t >= (recording.lengths?.[row] ?? recording.seq_len) || unit >= unitsIn(recording, found, layer)) return false;
  return found.name === variable || t === firstStep(recording, { row, direction });
}

/** The place at which a number is asked about: a way begins. */
export function asked(place, recording, variable, unit, t = place.t) {
  return onTrail(place, recording, [{ variable, unit, t, layer: place.layer, direction: place.direction }]);
}

/** The place of a number that the one asked about is made of. */
export function followed(place, recording, source) {
  return onTrail(place, recording, [...readTrail(place.origin), source]);
}

/** The place of a value on the way; -1 is the one before the last. */
export function backTo(place, recording, index) {
  const trail = readTrail(place.origin);
  const count = index < 0 ? trail.length + index : index + 1;
  return count > 0 ? onTrail(place, recording, trail.slice(0, count)) : { ...place, origin: "" };
}

// A chosen unit goes along; where none is chosen, all of them stay on the screen.
function onTrail(place, recording, trail) {
  const { variable, unit, t, layer, direction } = trail[trail.length - 1];
  const found = recording.variables.get(readName(recording, variable));
  const operation = recording.operations.some((one) => one.name === variable) ? variable : place.operation;
  const choice = CHOICES[found.size];
  const chosen = choice && (place[choice] ?? null) !== null ? { [choice]: unit } : {};
  return { ...place, ...chosen, t, layer, direction, operation, origin: writeTrail(trail) };
}
