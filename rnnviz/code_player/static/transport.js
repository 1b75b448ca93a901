// The buttons, the slider, and under it a mark for each call and each exception.

import { assign, element, write } from "./element.js";
import { icon } from "./icons.js";
import { PACES } from "./pace.js";

const THUMB = 18; // pixels, as in the style sheet
const KEYS = { first: "Home", back: "←", next: "→", last: "End", over: "n", "over-back": "p", out: "u" };

export function transport(history, words, { move, go, play, pace, setPace }) {
  const { trace, last } = history;
  const button = (name, picture, text) => {
    const node = element("button", { type: "button", "aria-label": words(name), title: `${words(name)} (${KEYS[name]})` }, icon(picture), ...(text ? [element("span", { class: "word" }, text)] : []));
    node.addEventListener("click", () => move(name));
    return [name, node];
  };
  const buttons = new Map([
    button("first", "first"), button("back", "left"), button("next", "right", words("next_word")), button("last", "last"),
    button("over-back", "over_back"), button("over", "over", words("over_word")), button("out", "out", words("out_word")),
  ]);
  const toggle = element("button", { type: "button", class: "play" });
  toggle.addEventListener("click", play);
  const speed = element("select", { "aria-label": words("speed"), title: words("speed") },
    ...PACES.map((rate, index) => element("option", { value: index }, words(rate > 1 ? "many_a_second" : "one_a_second", { n: rate }))));
  speed.value = pace;
  speed.addEventListener("change", () => setPace(Number(speed.value)));
  const where = element("p", { class: "where" });
  const slider = element("input", { type: "range", min: 0, max: Math.max(last, 1), step: 1, "aria-label": words("slider") });
  slider.disabled = last === 0;
  slider.addEventListener("input", () => go(Number(slider.value)));
  const marks = element("canvas", { class: "marks", role: "img", "aria-label": words("marks") });
  marks.addEventListener("click", (event) => {
    const { left, width } = marks.getBoundingClientRect();
    go(Math.round(((event.clientX - left - THUMB / 2) / (width - THUMB)) * last));
  });
  const of = (...names) => names.map((name) => buttons.get(name));
  const bar = element("div", { class: "toolbar", role: "toolbar", "aria-label": words("steps") },
    element("div", { class: "buttons" }, ...of("first", "back"), toggle, ...of("next", "last")),
    element("div", { class: "buttons" }, ...of("over-back", "over", "out")),
    speed, where);
  const track = element("div", { class: "track" }, slider, marks);
  let playing = null;

  function update(step, on) {
    write(where, words("where", { step, last }));
    if (Number(slider.value) !== step) slider.value = step;
    assign(slider, "aria-valuetext", words("where", { step, last }));
    for (const name of ["first", "back", "over-back"]) buttons.get(name).disabled = step === 0;
    for (const name of ["next", "last", "over", "out"]) buttons.get(name).disabled = step === last;
    if (on === playing) return;
    playing = on;
    const name = words(on ? "pause" : "play");
    assign(toggle, "aria-label", name);
    toggle.title = `${name} (${words("space_key")})`;
    toggle.replaceChildren(icon(on ? "pause" : "play"), name);
  }

  // Calls stand as high as they are deep, exceptions over the whole height.
  function resize() {
    const ratio = Math.min(globalThis.devicePixelRatio || 1, 2);
    const [width, height] = [marks.clientWidth, marks.clientHeight];
    if (!width) return;
    [marks.width, marks.height] = [width * ratio, height * ratio];
    const style = getComputedStyle(marks);
    const pen = marks.getContext("2d");
    const at = (step) => (THUMB / 2 + (step / Math.max(last, 1)) * (width - THUMB)) * ratio;
    const deepest = Math.max(...trace.events.map(({ depth }) => depth), 1);
    pen.fillStyle = style.getPropertyValue("--rnnviz-border");
    trace.events.forEach(({ depth }, step) => {
      const high = (depth / deepest) * 0.8 * marks.height;
      pen.fillRect(at(step - 0.5), marks.height - high, Math.max(at(step + 0.5) - at(step - 0.5), 1), high);
    });
    pen.fillStyle = style.getPropertyValue("--rnnviz-accent-ink");
    trace.events.forEach(({ kind }, step) => {
      if (kind === "call") pen.fillRect(at(step) - ratio * 0.75, marks.height * 0.45, 1.5 * ratio, marks.height);
    });
    pen.fillStyle = style.getPropertyValue("--rnnviz-wrong");
    trace.events.forEach(({ kind }, step) => {
      if (kind === "exception") pen.fillRect(at(step) - 1.5 * ratio, 0, 3 * ratio, marks.height);
    });
  }
  return { nodes: [bar, track], update, resize };
}
