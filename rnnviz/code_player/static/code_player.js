// One player of a trace: the step where it stands, and the parts that show it.

import { above, below, lengthOf } from "./above.js";
import { element } from "./element.js";
import { enlarging } from "./enlarge.js";
import { historyOf } from "./history.js";
import { isDark } from "./dark.js";
import { keys } from "./keys.js";
import { listing } from "./listing.js";
import { lookUp } from "./words.js";
import { movesOf, runOf } from "./moves.js";
import { pacing } from "./pace.js";
import { reporter } from "./report.js";
import { sentence } from "./said.js";
import { stack } from "./stack.js";
import { swatchRules } from "./colours.js";
import { transport } from "./transport.js";
import { unpack } from "./unpack.js";
import { boundsOf, variables } from "./variables.js";

const MOVES = {
  ArrowRight: "next", ArrowLeft: "back", PageDown: "next", PageUp: "back", Home: "first", End: "last",
  n: "over", p: "over-back", u: "out",
};
const DESIGNED = { width: 1480, height: 880, text: 16 }; // pixels
const TEXT = { smallest: 13, largest: 26 };
const STACKED = 820; // pixels of width below which everything stands in one column
const SHORT = 520; // pixels of height below which scrolling is better than shrinking
const LINE = 1.42; // em, as in the style sheet
const CHARACTER = 0.61; // em, the widest of the fonts for code
const CODE = { smallest: 12, largest: 24, beside: 7, wide: 72 }; // pixels; characters for arrow and number, and of a line

export function codePlayer(parent) {
  const root = element("div", { class: "rnnviz code-player" });
  const style = element("style", {}, swatchRules());
  parent.append(style, root);
  let data = null; // what Python last said
  let history = null;
  let shown = ""; // what the parts were built for
  let parts = null;
  let step = 0;
  let looked = null; // the frame of the stack that is looked into, from the outermost; null for the innermost
  let note = ""; // an answer to the last click
  let obeyed = null;
  let frame = 0;

  let report = null;
  const pace = pacing(() => walk("next"), draw);
  const watch = new ResizeObserver(resize);
  const unlisten = keys(root, MOVES, { move, play, escape });

  function receive(given, sender) {
    const other = data?.version !== given.version;
    data = given;
    root.classList.toggle("dark", isDark(root));
    report ??= reporter((value) => sender(value), root);
    if (other && !load()) return;
    if (other || obeyed !== given.jump) {
      pace.stop();
      step = Math.max(0, Math.min(given.step, history.last));
      looked = null;
      note = "";
      report.known({ version: data.version, step });
      obeyed = given.jump;
    }
    build();
    draw();
  }

  function load() {
    try {
      history = historyOf(unpack(bytesIn(data.trace)));
      return true;
    } catch (error) {
      history = parts = null;
      root.replaceChildren(element("p", { class: "notice", role: "alert" }, data.words.damaged));
      return false;
    }
  }

  function build() {
    const key = `${data.version} ${data.language} ${root.classList.contains("dark")}`;
    if (key === shown) return;
    shown = key;
    root.lang = data.language;
    const words = lookUp(data.words);
    const { trace } = history;
    const moves = movesOf(history);
    const bounds = boundsOf(history);
    const bar = transport(history, words, { move, go: (to) => { pace.stop(); go(to); }, play, pace: pace.pace(), setPace: pace.setPace });
    const code = listing(trace, words, (source, line, by) => {
      pace.stop();
      const found = runOf(history, step, source, line, by);
      if (found !== null) return go(found);
      note = words(by > 0 ? "not_again" : "not_before", { line });
      return draw();
    });
    const frames = stack(trace, words, (place) => {
      looked = place;
      draw();
    });
    const large = enlarging(words, () => {});
    const table = variables(words, (place) => {
      large.open(place);
      draw();
    });
    const said = sentence(trace, words);
    root.replaceChildren(...bar.nodes, said.node, frames.node, element("div", { class: "body" }, code.node, table.node), large.node);
    parts = { bar, code, frames, table, said, large, moves, bounds, words };
    watch.disconnect();
    watch.observe(root);
    resize();
  }

  function play() {
    if (!history) return;
    pace.toggle(() => { if (step === history.last) go(0); });
  }

  function walk(kind) {
    const to = parts.moves[kind](step);
    return to !== null && go(to);
  }

  function move(kind) {
    if (!parts) return;
    pace.stop();
    walk(kind);
  }

  function go(to) {
    const next = Math.max(0, Math.min(to, history.last));
    note = "";
    looked = null;
    if (next === step) return draw();
    step = next;
    draw();
    report.soon({ version: data.version, step });
    return true;
  }

  function escape() {
    if (parts?.large.at()) parts.large.shut();
    else if (looked !== null) {
      looked = null;
      draw();
    }
  }

  // However many presses come between two frames, the screen is brought up to date once.
  function draw() {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      if (!parts) return;
      const moment = history.at(step);
      const innermost = moment.stack.length - 1;
      const at = looked === null ? innermost : Math.min(looked, innermost);
      parts.bar.update(step, pace.on());
      parts.said.update(moment, note, pace.on());
      parts.frames.update(moment.stack, at);
      parts.code.update(moment.stack[at], moment.event, at === innermost);
      const { event } = moment;
      // Where it stopped, one wants to see what the line read.
      const read = event.kind === "exception" && at === innermost ? parts.code.namesIn(event.source, event.line) : new Set();
      parts.table.update(moment.stack[at], parts.bounds, read);
      parts.large.update(moment.stack, parts.bounds);
    });
    return false;
  }

  // The player takes the height that the window has left; the code is as large as its longest function allows.
  function resize() {
    const width = root.clientWidth;
    if (!parts || width === 0) return;
    const stacked = width < STACKED;
    const least = lengthOf(root, "--rnnviz-least-text");
    // On a slide nothing is scrolled to.
    const height = Math.max(innerHeight - above(root) - below(root), least ? 0 : SHORT);
    const scale = Math.min(width / DESIGNED.width, height / DESIGNED.height);
    const text = stacked ? 15 : Math.min(Math.max(DESIGNED.text * scale, TEXT.smallest, least), TEXT.largest);
    root.classList.toggle("stacked", stacked);
    root.classList.toggle("hall", least > 0);
    root.style.setProperty("--text", `${text.toFixed(2)}px`);
    root.style.height = stacked ? "auto" : `${height}px`;
    const { body, longest, widest } = parts.code;
    const most = stacked ? 15 : CODE.largest;
    const fits = Math.min((stacked ? innerHeight * 0.5 : body.clientHeight) / (longest * LINE + 1), body.clientWidth / ((Math.min(widest, CODE.wide) + CODE.beside) * CHARACTER));
    root.style.setProperty("--code", `${Math.min(Math.max(fits, CODE.smallest, least), most).toFixed(2)}px`);
    parts.bar.resize();
  }

  addEventListener("resize", resize);

  function remove() {
    removeEventListener("resize", resize);
    watch.disconnect();
    unlisten();
    pace.stop();
    report?.stop();
    cancelAnimationFrame(frame);
    style.remove();
    root.remove();
  }
  return { receive, remove };
}

function bytesIn(given) {
  return given instanceof Uint8Array ? given : Uint8Array.from(atob(given), (letter) => letter.charCodeAt(0));
}
