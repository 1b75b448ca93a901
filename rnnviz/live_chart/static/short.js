// Numbers as a chart writes them.

import { MINUS, decimals } from "./numbers.js";

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const LARGEST = 1e6; // from which on, and
const SMALLEST = 1e-3; // below which, a number is written by powers of ten

/** A value in four digits. */
export function short(value) {
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (unwieldy(size)) return byPowers(value, 2);
  return decimals(value, Math.max(0, 3 - Math.floor(Math.log10(size))));
}

/** A position: a whole number as it is. */
export function position(value) {
  return Number.isInteger(value) ? decimals(value, 0) : short(value);
}

/** Ticks of one axis, at multiples of `step`: all of them in one way. */
export function alike(values, step) {
  const largest = Math.max(...values.map(Math.abs));
  if (unwieldy(largest)) return values.map((value) => (value === 0 ? "0" : byPowers(value, 1)));
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return values.map((value) => decimals(value, digits));
}

/** 10 to a whole number. */
export function powerOfTen(exponent) {
  const digits = [...String(Math.abs(exponent))].map((digit) => RAISED[digit]).join("");
  return `10${exponent < 0 ? "⁻" : ""}${digits}`;
}

function unwieldy(size) {
  return size >= LARGEST || size < SMALLEST;
}

function byPowers(value, digits) {
  const [mantissa, exponent] = value.toExponential(digits).split("e");
  const kept = mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa;
  return `${kept.replace("-", MINUS)}e${exponent.replace("+", "").replace("-", MINUS)}`;
}
