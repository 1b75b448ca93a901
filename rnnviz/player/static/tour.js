// A first visit is shown round in four short steps. Nothing is blocked meanwhile: keys and buttons work.

import { element, write } from "./element.js";
import { msgid } from "./words.js";

const SEEN = "rnnviz.tour";
const STOPS = [
  [
    ".toolbar",
    msgid("Step through time"),
    msgid("→ and ← go from one time step to the next, ↓ and ↑ from one operation to the next. The space bar plays."),
  ],
  [
    ".diagram",
    msgid("The picture"),
    msgid("The operation of this moment is lit; what is pale comes later. Moving dots carry the numbers."),
  ],
  [
    ".side",
    msgid("The same moment in words, formula, code and numbers"),
    msgid("They always stand at the same operation as the picture. Click a line to go there."),
  ],
  [
    ".timeline",
    msgid("The whole sequence"),
    msgid("Each band is a gate or a state: a row for each unit, a column for each time step. Click or drag to go there."),
  ],
];

/** Whether this browser has been shown round. */
export function seen() {
  try {
    return localStorage.getItem(SEEN) !== null;
  } catch {
    return true; // Storage is forbidden: better no tour than one at every visit.
  }
}

function remember() {
  try {
    localStorage.setItem(SEEN, "seen");
  } catch {
    // Then it is shown again next time.
  }
}

export function tour(root, words) {
  const title = element("h2", { id: "tour-title" });
  const text = element("p", { id: "tour-text" });
  const count = element("span", { class: "count" });
  const next = element("button", { type: "button", class: "primary" });
  const skip = element("button", { type: "button" }, words("Skip the tour"));
  const node = element("div", {
    class: "tour", role: "dialog", "aria-modal": "false", "aria-labelledby": "tour-title", "aria-describedby": "tour-text",
  }, title, text, element("div", { class: "tour-foot" }, count, skip, next));
  let stop = -1;
  let opener = null;

  function show(index) {
    root.querySelector(".toured")?.classList.remove("toured");
    stop = index;
    if (index < 0 || index >= STOPS.length) return close();
    const [region, heading, body] = STOPS[index];
    write(title, words(heading));
    write(text, words(body));
    write(count, words("{n} of {count}", { n: index + 1, count: STOPS.length }));
    write(next, words(index === STOPS.length - 1 ? msgid("Done") : msgid("Next")));
    node.dataset.at = region.slice(1);
    root.querySelector(region)?.classList.add("toured");
    if (!node.isConnected) root.append(node);
  }

  function close() {
    remember();
    stop = -1;
    root.querySelector(".toured")?.classList.remove("toured");
    const inside = node.contains(node.getRootNode().activeElement);
    node.remove();
    if (inside) opener?.focus();
    opener = null;
  }

  next.addEventListener("click", () => show(stop + 1));
  skip.addEventListener("click", close);

  return {
    /** Opened by the user (`from` is the button that did it) the focus moves in; on a first visit it stays. */
    open(from = null) {
      opener = from;
      show(0);
      if (from) next.focus();
    },
    close: () => stop >= 0 && close(),
    /** Which stop is shown, -1 for none; and to show it again after the view has been built anew. */
    at: () => stop,
    show,
  };
}
