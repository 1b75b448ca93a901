// One player: the place where it stands, and the parts that show it.

import { code } from "./code.js";
import { diagram } from "./diagram.js";
import { assign, element } from "./element.js";
import { fit, share } from "./fit.js";
import { formulas } from "./formula.js";
import { isDark, swatchRules } from "./colours.js";
import { keys } from "./keys.js";
import { lookUp, msgid } from "./words.js";
import { meeting } from "./registry.js";
import { momentOf } from "./moment.js";
import { playing } from "./playing.js";
import { reporter } from "./report.js";
import { sceneOf } from "./scene.js";
import { seen, tour } from "./tour.js";
import { sentence } from "./sentence.js";
import { swipes } from "./touch.js";
import { timeline } from "./timeline.js";
import { toolbar } from "./toolbar.js";
import { variables } from "./variables.js";
import { walk, within } from "./walk.js";

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

export function player(parent) {
  const root = element("div", { class: "rnnviz" });
  const style = element("style", {}, swatchRules());
  parent.append(style, root);
  let view = null; // what Python last said
  let send = () => {};
  let recording = null;
  let place = null;
  let obeyed = null; // the last jump from Python that was followed
  let parts = null; // what is on the screen, and for what it was built
  let dark = false;
  let frame = 0;

  const report = reporter((value) => send({ ...value, version: recording.version }));
  const play = playing((move) => go(walked(move)), () => same(walked("next-operation"), place), draw);
  const watch = new ResizeObserver(resize);
  const unlisten = keys(root, { move, play: play.toggle, escape: () => parts?.guide.close() });

  function receive(data, sender) {
    view = data;
    send = sender;
    refresh();
  }

  // The recording may come before the view or after it, and come again with another window.
  function refresh() {
    if (!view) return;
    const found = meeting().recordings.get(view.version);
    if (!found) return wait();
    recording = found;
    dark = isDark(root); // The host comes here after a change of theme too.
    const jump = `${view.version} ${view.jump}`;
    if (obeyed !== jump) {
      obeyed = jump;
      play.stop();
      place = within(view.place, recording);
      report.known(place);
    }
    build();
    draw();
  }

  function wait() {
    const words = lookUp(view.words);
    const { failure } = meeting();
    if (parts && !failure) return; // The old recording stays until the new one is there.
    parts?.picture.stop();
    parts = null;
    const text = words(failure ?? msgid("Waiting for the recording …"));
    root.replaceChildren(element("p", { class: failure ? "notice failed" : "notice", role: failure ? "alert" : "status" }, text));
  }

  function build() {
    const built = JSON.stringify([recording.version, view.language, dark, place.layer, place.direction,
      recording.cell.variables.map((variable) => variable.bound)]);
    if (parts?.built === built) return;
    parts?.picture.stop();
    const words = lookUp(view.words);
    const scene = sceneOf(recording, place);
    root.classList.toggle("dark", dark);
    root.lang = view.language;
    const guide = tour(root, words);
    const bar = toolbar(scene, words, {
      move, go: (to) => go({ ...place, ...to }), play: play.toggle, setSpeed: play.setSpeed, speed: play.speed(), tour: guide.open,
    });
    const jump = (to) => go({ ...place, ...to });
    const picture = diagram(scene, words, jump);
    const time = timeline(scene, words, jump);
    const table = variables(scene, words, jump);
    const side = [sentence(words), formulas(scene, words), code(scene, words, jump), table];
    swipes(picture.node, move);
    const focused = bar.focusOf(parts?.bar);
    const stop = parts?.guide.at() ?? -1;
    const body = element("div", { class: "body" },
      picture.node, time.node, element("div", { class: "side" }, ...side.map((part) => part.node)));
    root.replaceChildren(bar.node, body);
    const fresh = parts === null;
    parts = { built, guide, bar, body, picture, time, table, all: [picture, time, ...side] };
    watch.disconnect();
    for (const node of [root, picture.node, time.node, table.node]) watch.observe(node);
    resize();
    focused?.focus();
    if (stop >= 0) guide.show(stop);
    else if (fresh && view.tour && !seen()) guide.open();
  }

  function walked(move) {
    const length = recording.lengths?.[place.row] ?? recording.seq_len;
    return walk(move, place, { length, direction: place.direction }, recording.operations.map((one) => one.name));
  }

  function move(kind) {
    if (!place) return;
    play.stop();
    go(walked(kind));
  }

  /** Go to a place; false where we already were. */
  function go(to) {
    const next = within(to, recording);
    if (same(next, place)) return false;
    place = next;
    build();
    draw();
    report.soon(place);
    return true;
  }

  // However many presses come between two frames, the screen is brought up to date once.
  function draw() {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      if (!parts) return;
      const moment = momentOf(recording, place);
      parts.bar.update(moment, play.on());
      for (const part of parts.all) part.update(moment);
      if (!moment.known) report.now(place);
    });
  }

  function resize() {
    if (!parts) return;
    fit(root);
    share(parts.body, parts.picture.node, recording.cell.diagram);
    parts.picture.resize();
    parts.time.resize();
    parts.table.resize();
    // What can be scrolled sideways (on a phone) must be reached with keys, too.
    for (const { node } of parts.all) assign(node, "tabindex", node.scrollWidth > node.clientWidth ? 0 : null);
  }

  meeting().listeners.add(refresh);
  addEventListener("resize", resize);

  function remove() {
    meeting().listeners.delete(refresh);
    removeEventListener("resize", resize);
    watch.disconnect();
    unlisten();
    play.stop();
    report.stop();
    cancelAnimationFrame(frame);
    parts?.picture.stop();
    style.remove();
    root.remove();
  }
  return { receive, remove };
}
