// Scales: from a value to its share of an axis, 0 to 1, and the ticks beside it.

import { alike, powerOfTen, short } from "./short.js";

const FACTORS = [1, 2, 5];
const NEAR_ZERO = 0.4; // the lowest value as a share of the highest below which an axis begins at 0
const BY_POWERS = 100; // how many times the lowest the highest value is where ticks are whole powers of ten
const SLACK = 1e-6; // what rounding may add

/** An axis of values: it begins and ends at a tick; about `most` ticks. */
export function values(low, high, most) {
  if (low > 0 && low < NEAR_ZERO * high) low = 0;
  if (!(high > low)) [low, high] = around(low);
  const step = roundStep((high - low) / Math.max(most, 1));
  return linear(step, Math.floor(low / step + SLACK), Math.ceil(high / step - SLACK));
}

/** An axis of positions: it begins and ends with them, and the ticks of whole ones are whole. */
export function positions(low, high, most, whole) {
  if (!(high > low)) high = low + 1;
  const step = roundStep(Math.max((high - low) / Math.max(most, 1), whole ? 1 : 0));
  const axis = linear(step, Math.ceil(low / step - SLACK), Math.floor(high / step + SLACK));
  return { ...axis, at: (value) => (value - low) / (high - low), from: (share) => low + share * (high - low) };
}

/** An axis of values by powers of ten, all above 0. */
export function powers(low, high, most) {
  const bottom = roundedDown(low);
  const top = Math.max(roundStep(high), bottom * 2);
  const [first, last] = [Math.log10(bottom), Math.log10(top)];
  const wide = top / bottom >= BY_POWERS;
  const each = wide ? Math.max(1, Math.ceil((last - first) / Math.max(most, 1))) : 1;
  const ticks = [];
  for (let exponent = Math.floor(first + SLACK); exponent <= last + SLACK; exponent += each) {
    for (const factor of wide ? [1] : FACTORS) {
      const value = factor * 10 ** exponent;
      if (value < bottom * (1 - SLACK) || value > top * (1 + SLACK)) continue;
      ticks.push({ value, text: wide ? powerOfTen(exponent) : short(value).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "") });
    }
  }
  return { ticks, at: (value) => (Math.log10(value) - first) / (last - first) };
}

function linear(step, first, last) {
  const [low, high] = [first * step, last * step];
  const all = Array.from({ length: last - first + 1 }, (_, k) => (first + k) * step);
  const texts = alike(all, step);
  return { ticks: all.map((value, k) => ({ value, text: texts[k] })), at: (value) => (value - low) / (high - low) };
}

// The next of ..., 0.1, 0.2, 0.5, 1, 2, ... at or above a distance.
function roundStep(least) {
  const scale = 10 ** Math.floor(Math.log10(least));
  return ([...FACTORS, 10].find((factor) => factor * scale >= least * (1 - SLACK)) ?? 10) * scale;
}

// The nearest of them at or below.
function roundedDown(value) {
  const scale = 10 ** Math.floor(Math.log10(value));
  return [...FACTORS].reverse().find((factor) => factor * scale <= value * (1 + SLACK)) * scale;
}

function around(value) {
  const half = Math.abs(value) * 0.1 || 0.5;
  return [value - half, value + half];
}
