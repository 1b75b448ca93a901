// What changed since the step before: a small mark in the box of a number, larger for a larger change, at the top where
// it rose and at the bottom where it fell.

import { assign, element } from "./element.js";

// Of the variable's range: below the first there is no mark.
const SIZES = [0.02, 0.1, 0.3];

/** A function that gives the size of an entry's mark, from -3 (fell far) to 3, or null where nothing is marked. */
export function changeSizes(moment, variable, values) {
  // What came in with the step is the result of the step before, which was marked there.
  if (moment.place.changes === false || variable.prev_of || values === null) return null;
  const then = moment.before(variable.name);
  if (!then) return null;
  const range = variable.range === "unit" ? 1 : 2 * variable.bound;
  return (entry) => {
    const change = (values[entry] - then[entry]) / range;
    let size = 0;
    while (size < SIZES.length && Math.abs(change) >= SIZES[size]) size += 1;
    return change > 0 ? size : -size;
  };
}

/** The same as the class of an entry's mark. */
export function changeMarks(moment, variable, values) {
  const sizes = changeSizes(moment, variable, values);
  if (!sizes) return null;
  return (entry) => {
    const size = sizes(entry);
    return size === 0 ? "" : ` ${size > 0 ? "rose" : "fell"}-${Math.abs(size)}`;
  };
}

/** The switch, which is the marks' legend too. */
export function changesSwitch(words, go) {
  const node = element("button", { type: "button", class: "changes-switch", title: words("Mark what changed since the step before") },
    element("span", { class: "changes-sign", "aria-hidden": "true" }, "▲▼"), words("changes"));
  let on = null;
  node.addEventListener("click", () => go({ changes: !on }));

  function update(moment) {
    on = moment.place.changes !== false;
    assign(node, "aria-pressed", on);
  }
  return { node, update };
}
