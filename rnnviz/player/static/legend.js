// What the colours mean: 0 to 1 for gates, around 0 for everything else, and what was not computed.

import { element } from "./element.js";
import { MISSING_COLOUR, gradient } from "./colours.js";
import { compact } from "./numbers.js";

export function legend(scene, words) {
  const signed = scene.timeline.filter((variable) => variable.range === "signed");
  const entries = [];
  if (scene.timeline.some((variable) => variable.range === "unit")) entries.push(scale("0", "unit", "1", words("gates")));
  // Each signed variable has its own bound, fixed over the whole recording.
  const bounds = new Map();
  for (const { name, bound } of signed) bounds.set(bound, [...(bounds.get(bound) ?? []), name]);
  for (const [bound, names] of [...bounds].sort((one, other) => one[0] - other[0])) {
    const most = bound < 0.01 ? bound.toExponential(0).replace("-", "−") : compact(bound, 2);
    entries.push(scale(`−${most}`, "signed", `+${most}`, names.join(", ")));
  }
  const missing = element("span", { class: "swatch", style: `background: ${MISSING_COLOUR}` });
  entries.push(element("span", { class: "scale" }, missing, words("missing (NaN, infinite)")));
  return element("div", { class: "legend", role: "group", "aria-label": words("Colours") }, ...entries);
}

function scale(low, range, high, meaning) {
  const ramp = element("span", { class: "ramp", style: `background: ${gradient(range)}` });
  return element("span", { class: "scale" }, element("span", { class: "meaning" }, meaning), low, ramp, high);
}
