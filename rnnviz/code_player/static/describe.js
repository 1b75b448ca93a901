// Values as short texts: numbers with few decimals, shapes as Python writes them, a whole value on one line.

import { compact } from "./numbers.js";

const BRACKETS = { list: "[]", tuple: "()", set: "{}", frozenset: "{}" };
const LONGEST = 44; // characters of a text on one line

/** A number of an array as text. */
export function figure(value, digits = 4) {
  if (typeof value !== "number") return String(value).replace("-", "−");
  if (value !== 0 && Math.abs(value) < 0.0005) return value.toExponential(1).replaceAll("-", "−");
  return compact(value, digits);
}

/** A number of an array, by the type of its numbers: whole numbers and truths are what they are. */
export function entryText(array, place, digits = 4) {
  const value = array.data[place];
  if (array.dtype === "bool") return value ? "True" : "False";
  if (typeof value === "number" && /int/.test(array.dtype)) return String(value).replace("-", "−");
  return Number.isFinite(value) && whole(array) ? value.toFixed(1).replace("-", "−") : figure(value, digits);
}

const wholes = new WeakMap();

// Whether all its numbers are whole: then zeros behind the point say nothing.
function whole(array) {
  if (!wholes.has(array)) wholes.set(array, array.data.every((value) => !Number.isFinite(value) || (Number.isInteger(value) && Math.abs(value) < 1e6)));
  return wholes.get(array);
}

/** A lone number: not more decimals than one can read, all of them elsewhere. */
export function numberText({ type, text }) {
  if (!/^(float|double|half)/.test(type)) return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text.replace(/^-/, "−");
  const value = Number(text.replace("inf", "Infinity"));
  if (Number.isNaN(value) || !Number.isFinite(value)) return figure(value);
  const short = value !== 0 && (Math.abs(value) < 0.001 || Math.abs(value) >= 1e6) ? String(Number(value.toPrecision(5))) : String(Number(value.toFixed(4)));
  return short.replaceAll("-", "−");
}

/** A shape as Python writes it; with the names of its axes where they have some. */
export function shapeText({ shape, names }) {
  const parts = shape.map((size, axis) => (names?.[axis] ? `${names[axis]}=${size}` : String(size)));
  return `(${parts.join(", ")}${parts.length === 1 ? "," : ""})`;
}

/** What kind of thing a value is: type, type of its numbers, shape, device. */
export function kindText(value) {
  if (value.kind !== "array") return value.type;
  const device = value.device && value.device !== "cpu" ? ` · ${value.device}` : "";
  return `${value.type} ${value.dtype} ${shapeText(value)}${device}`;
}

const quoted = (value, most) => {
  const text = value.text.length > most ? `${value.text.slice(0, most)}…` : value.text + (value.whole ? "" : "…");
  return `${value.type === "bytes" ? "b" : ""}'${text.replaceAll("\n", "\\n")}'`;
};

/** A value on one line, of about `most` characters at most. */
export function oneLine(value, most = LONGEST) {
  switch (value.kind) {
    case "number": return numberText(value);
    case "text": return quoted(value, most);
    case "array": return arrayLine(value, most);
    case "sequence": return enclosed(value, value.items.map((item) => oneLine(item, most)), BRACKETS[value.type] ?? "[]", most);
    case "mapping": return enclosed(value, value.items.map(([key, item]) => `${keyText(key)}: ${oneLine(item, most)}`), "{}", most);
    default: return value.text ? `${value.type} ${value.text}` : value.type;
  }
}

function arrayLine(value, most) {
  const { data, shape } = value;
  const short = `${value.dtype} ${shapeText(value)}`;
  if (!data || data.length > 16 || data.length < value.size) return short;
  const text = nested(Array.from(data, (_, place) => entryText(value, place)), shape);
  return text.length <= most ? text : short;
}

// Numbers in the brackets of their shape.
function nested(numbers, [size, ...rest]) {
  if (size === undefined) return numbers[0];
  const each = numbers.length / size;
  return `[${Array.from({ length: size }, (_, at) => nested(numbers.slice(at * each, (at + 1) * each), rest)).join(", ")}]`;
}

/** Whether `oneLine` says no more of a value than what kind of thing it is. */
export function untold(value, most) {
  const text = oneLine(value, most);
  return text === `${value.type} (${value.size})` || text === `${value.dtype} ${shapeText({ shape: [], ...value })}`;
}

function enclosed(value, parts, [open, close], most) {
  const rest = value.size > parts.length ? ["…"] : [];
  const lone = value.type === "tuple" && value.size === 1 ? "," : "";
  const whole = open + [...parts, ...rest].join(", ") + lone + close;
  return whole.length <= most ? whole : `${value.type} (${value.size})`;
}

/** A function's name without the names of those around it. */
export function ownName(source) {
  return source.name.replace(/.*<locals>\./, "");
}

/** A key of a mapping, or the name of a field. */
export function keyText(key) {
  return key.kind === "text" ? quoted(key, 24) : oneLine(key, 24);
}
