// Going through the computation in the order in which it happens: buttons, a slider, and what is computed now.

import { assign, element, write } from "./element.js";
import { icon } from "./icons.js";

const LONGEST = 14000; // milliseconds for all of it
const PACE = { least: 160, most: 750 }; // milliseconds a step

export function transport(picture, words, go) {
  const stages = [...new Set(picture.nodes.map(({ stage }) => stage))].sort((a, b) => a - b);
  const pace = Math.max(PACE.least, Math.min(PACE.most, LONGEST / stages.length));
  let at = stages.length; // how many are computed
  let timer = 0;

  const play = button("play", words("play"), () => (timer ? stop() : start()));
  play.classList.add("play");
  const slider = element("input", { type: "range", min: 0, max: stages.length, step: 1, "aria-label": words("order") });
  slider.addEventListener("input", () => { stop(); set(Number(slider.value)); });
  const text = element("p", { class: "where", role: "status" });
  const node = element("div", { class: "transport", role: "toolbar", "aria-label": words("order") },
    element("div", { class: "buttons" },
      button("first", words("begin"), () => { stop(); set(0); }),
      button("left", words("back"), () => { stop(); set(at - 1); }),
      play,
      button("right", words("forward"), () => { stop(); set(at + 1); }),
      button("last", words("end"), () => { stop(); set(stages.length); })),
    slider, text);

  function set(next) {
    at = Math.max(0, Math.min(stages.length, next));
    // Past the last one nothing is computed now: the whole picture.
    go(at === 0 ? -1 : at === stages.length && !timer ? Infinity : stages[at - 1]);
  }

  function start() {
    if (at === stages.length) set(0);
    timer = setInterval(() => {
      if (at < stages.length) set(at + 1);
      else stop();
    }, pace);
    dress();
  }

  function stop() {
    clearInterval(timer);
    const was = timer;
    timer = 0;
    dress();
    if (was && at === stages.length) set(at);
  }

  function dress() {
    const name = words(timer ? "pause" : "play");
    // While it plays, what it says changes too fast to be read out.
    assign(text, "aria-live", timer ? "off" : "polite");
    assign(play, "aria-label", name);
    play.replaceChildren(icon(timer ? "pause" : "play"), name);
  }

  function update(stage) {
    if (stage === Infinity) at = stages.length;
    if (Number(slider.value) !== at) slider.value = at;
    write(text, told(stage));
  }

  function told(stage) {
    if (stage === Infinity) return words("all");
    if (stage < 0) return words("nothing");
    const here = picture.nodes.filter((one) => one.stage === stage);
    const layer = picture.lanes[here[0].lane].layer;
    const at = (direction) => here.find((one) => picture.lanes[one.lane].direction === direction)?.t;
    const where = at(1) === undefined ? words("where_one", { t: at(0) }) : words("where_two", { t: at(0), reverse: at(1) });
    return words("stage", { stage: stage + 1, stages: picture.stages, layer, where });
  }

  dress();
  return { node, update, stop: () => { clearInterval(timer); timer = 0; } };
}

function button(picture, name, action) {
  const node = element("button", { type: "button", "aria-label": name, title: name }, icon(picture));
  node.addEventListener("click", action);
  return node;
}
