// A number as a colour. Both ramps and the colour of what is missing come from the theme; 256 steps each, made
// once.

import { THEME } from "./theme.js";
import { luminance, parsed } from "./dark.js";

const STEPS = 256;

function swatch(rgb, name) {
  // Black or white, whichever has the larger contrast: they are equal at this luminance.
  const ink = luminance(rgb) > 0.1791 ? "#000" : "#fff";
  return { rgb, css: `rgb(${rgb.join(",")})`, ink, name };
}

function samples(anchors, range) {
  const colours = anchors.map(parsed);
  return Array.from({ length: STEPS }, (_, step) => {
    const place = (step / (STEPS - 1)) * (colours.length - 1);
    const low = Math.min(Math.floor(place), colours.length - 2);
    const rgb = colours[low].map((part, k) => Math.round(part + (place - low) * (colours[low + 1][k] - part)));
    return swatch(rgb, `${range}-${step}`);
  });
}

const RAMPS = { unit: samples(THEME.unit, "unit"), signed: samples(THEME.signed, "signed") };
const MISSING = swatch(parsed(THEME.missing), "missing");

/** Where a value stands on its variable's ramp: 0..255, or -1 where there is no number. */
export function level(value, variable) {
  if (!Number.isFinite(value)) return -1;
  const share = variable.range === "unit" ? value : 0.5 + value / (2 * variable.bound);
  return Math.round(Math.min(Math.max(share, 0), 1) * (STEPS - 1));
}

/** The colour of a level, and the ink that reads on it. */
export function swatchAt(step, range) {
  return step < 0 ? MISSING : RAMPS[range][step];
}

/** A class for every swatch, by its name: changing a class is cheaper than changing an inline style. */
export function swatchRules() {
  const all = [...RAMPS.unit, ...RAMPS.signed, MISSING];
  return all.map(({ name, css, ink }) => `.${name}{background:${css};color:${ink}}`).join("\n");
}

/** A ramp as a CSS gradient, for the legend. */
export function gradient(range) {
  return `linear-gradient(to right, ${THEME[range].join(", ")})`;
}

/** A gate's or state's own colour as CSS; `shade` is "ink" for text, "tint" for a background, "code" for the code. */
export function colourOf(key, shade = "") {
  return `var(--rnnviz-${key.replaceAll("_", "-")}${shade && `-${shade}`})`;
}

export const MISSING_COLOUR = MISSING.css;
