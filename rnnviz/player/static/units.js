// The units of a moment. A layer has hidden_size of them; a projected hidden state has proj_size units of its own, and
// number 2 of these is not the layer's unit 2. What has units says which by its size.

import { foremost } from "./lit.js";

/** Up to so many units are all written out; of more, the selected one and those that changed most. */
export const WRITTEN_OUT = 8;
/** Of more than that, so many. */
export const OF_MANY = 2;

/** What a place calls the unit that was chosen, by the size of what it is chosen in. */
export const CHOICES = { hidden_size: "unit", proj_size: "projected_unit" };

/**
 * The units of each size: how many, the chosen one (or null), the one to tell of, all of them with the chosen one first,
 * then those that are lit and those that changed most, and those written out; `whole` where all are and none is chosen,
 * `asked` where the one to tell of was asked about.
 */
export function unitsOf(recording, place, value, lit) {
  return new Map(Object.entries(CHOICES).map(([size, choice]) => {
    const [count, chosen] = [recording[size] ?? 0, place[choice] ?? null];
    const changed = byChange(recording, size, count, value);
    const first = lit.size ? foremost(lit, recording.cell.variables, size) : [];
    const front = [...new Set(chosen === null ? first : [chosen, ...first])];
    const ranked = front.length ? [...front, ...changed.filter((unit) => !front.includes(unit))] : changed;
    const one = front[0] ?? (count <= 2 ? 0 : changed[0]);
    const written = count <= WRITTEN_OUT ? Array.from({ length: count }, (_, unit) => unit) : ranked.slice(0, OF_MANY);
    return [size, { count, chosen, one, ranked, written, asked: first.length > 0, whole: chosen === null && count <= WRITTEN_OUT }];
  }));
}

// In the order of how much the step changed their states, so that all parts show the same ones.
function byChange(recording, size, count, value) {
  const change = new Float64Array(count);
  for (const [state, prev] of recording.prev) {
    if (recording.variables.get(state).size !== size) continue;
    const [now, then] = [value(state), value(prev)];
    for (let unit = 0; now && unit < count; unit += 1) {
      const difference = Math.abs(now[unit] - then[unit]);
      change[unit] += Number.isNaN(difference) ? Infinity : difference;
    }
  }
  return Array.from(change.keys()).sort((one, other) => Number(change[other] > change[one]) - Number(change[other] < change[one]) || one - other);
}

/** The entries of a vector that are written out: the units where it has units, else its largest entries. */
export function entries(moment, variable, values, most) {
  const units = moment.unitsOf(variable);
  if (units) return units.written.length <= most ? units.written : units.ranked.slice(0, most);
  const lit = moment.lit.get(variable.name);
  if (values === null || values.length <= most) return Array.from(values ?? [], (_, index) => index);
  const weight = (value, index) => (lit ? (lit.get(index) ?? 0) : Number.isFinite(value) ? Math.abs(value) : Infinity);
  const sizes = Array.from(values, (value, index) => [weight(value, index), index]);
  return sizes.sort((one, other) => Number(other[0] > one[0]) - Number(other[0] < one[0]) || one[1] - other[1]).slice(0, most).map((pair) => pair[1]);
}
