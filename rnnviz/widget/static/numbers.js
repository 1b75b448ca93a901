// Numbers as text. A true minus sign, because a hyphen is hard to see on a projector.

export const MINUS = "−";

// A zero has no sign: what was rounded to nothing is neither above nor below.
function signed(text) {
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text.replace("-", MINUS);
}

/** Fixed decimals, as the formula with numbers shows them. */
export function decimals(value, digits) {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : `${MINUS}inf`;
  return Math.abs(value) < 1e21 ? signed(value.toFixed(digits)) : signed(value.toExponential(digits));
}

/** For a box of fixed width: as many decimals as fit, and powers of ten where nothing else does. */
export function compact(value, digits) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : `${MINUS}∞`;
  const size = Math.abs(value);
  if (size < 99.995) return signed(value.toFixed(size < 9.99995 ? digits : Math.max(digits - 1, 1)));
  if (size < 9999.5) return signed(value.toFixed(size < 999.95 && digits > 2 ? 1 : 0));
  return signed(value.toExponential(digits > 2 ? 1 : 0).replace("e+", "e"));
}

/** A difference, always with its sign. */
export function difference(value, digits) {
  const text = compact(value, digits);
  return value > 0 ? `+${text}` : text;
}

/** After an operator a negative number stands in brackets. */
export function bracketed(value, digits, first) {
  const text = decimals(value, digits);
  return first || !Number.isFinite(value) || !text.startsWith(MINUS) ? text : `(${text})`;
}
