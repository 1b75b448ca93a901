// Where everything stands: margins, axes, and the scales that lead from numbers to pixels.

import { positions, powers, values } from "./scale.js";

const LETTER = 0.56; // em, the width of a digit
const APART = { across: 5.2, up: 3.2 }; // em between two ticks, at least

/** The place of everything in a drawing of so many pixels, with type of `text` pixels. */
export function layoutOf(chart, width, height, text) {
  const [top, bottom, right] = [1.9 * text, 3.3 * text, 1.2 * text];
  const y = upright(chart, Math.floor((height - top - bottom) / (APART.up * text)));
  const widest = Math.max(...y.ticks.map((tick) => tick.text.length), 1);
  const left = Math.ceil((widest * LETTER + 1.1) * text);
  const box = { left, top, right: width - right, bottom: height - bottom };
  const x = across(chart, Math.floor((box.right - left) / (APART.across * text)));
  return {
    width, height, text, box, ticks: { x: x.ticks, y: y.ticks },
    x: (value) => left + x.at(value) * (box.right - left),
    y: (value) => box.bottom - y.at(value) * (box.bottom - top),
    position: (pixel) => x.from((pixel - left) / (box.right - left)),
    placed: (value) => value !== null && (!chart.logarithmic || value > 0),
  };
}

function across(chart, most) {
  const all = chart.places;
  const low = all[0] ?? 0;
  const high = Math.max(all.at(-1) ?? low, chart.until ?? -Infinity, chart.at ?? -Infinity);
  return positions(Math.min(low, chart.at ?? low), high, most, all.every(Number.isInteger));
}

function upright(chart, most) {
  const shown = [...chart.lines.flatMap((line) => line.values), ...chart.levels.map((level) => level.value)];
  const known = shown.filter((value) => value !== null && (!chart.logarithmic || value > 0));
  const low = known.reduce((least, value) => Math.min(least, value), Infinity);
  const high = known.reduce((largest, value) => Math.max(largest, value), -Infinity);
  if (!known.length) return chart.logarithmic ? powers(0.1, 1, most) : values(0, 1, most);
  return (chart.logarithmic ? powers : values)(low, high, most);
}
