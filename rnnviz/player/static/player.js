// One player: the place where it stands, and the parts that show it.

import { aboveIt } from "./above.js";
import { asking } from "./asking.js";
import { assign, element, write } from "./element.js";
import { standIn } from "./decode.js";
import { DEBUGGER, SHEET, fit, share } from "./fit.js";
import { isDark } from "./dark.js";
import { swatchRules } from "./colours.js";
import { keys } from "./keys.js";
import { lookUp, msgid } from "./words.js";
import { leave, meeting, stand } from "./registry.js";
import { momentOf } from "./moment.js";
import { partsOf } from "./views.js";
import { playing } from "./playing.js";
import { reporter } from "./report.js";
import { sceneOf } from "./scene.js";
import { stopBeside, stopsOf } from "./stops.js";
import { seen, tour } from "./tour.js";
import { asked, backTo } from "./trail.js";
import { swipes } from "./touch.js";
import { toolbar } from "./toolbar.js";
import { walk, within } from "./walk.js";
import { WORTH, following, rangeOf, zoomedBy } from "./zoom.js";

const MOVES = {
  ArrowRight: "next-step",
  ArrowLeft: "previous-step",
  ArrowDown: "next-operation",
  ArrowUp: "previous-operation",
  PageDown: "next-operation",
  PageUp: "previous-operation",
  Home: "first-step",
  End: "last-step",
  b: "next-stop",
  B: "previous-stop",
  w: "ask",
  Backspace: "ask-back",
  "+": "zoom-in",
  "=": "zoom-in",
  "-": "zoom-out",
  0: "zoom-all",
};

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

export function player(parent) {
  const root = element("div", { class: "rnnviz" });
  const style = element("style", {}, swatchRules());
  parent.append(style, root);
  let view = null; // what Python last said
  let send = () => {};
  let recording = null;
  let place = null;
  let zoom = null; // the time steps that the timeline shows, null for all
  let obeyed = {}; // the last jump from Python that was followed
  let parts = null; // what is on the screen, and for what it was built
  let zoomed = false; // whether there was ever a zoom to tell of
  let dark = false;
  let frame = 0; // the next one, once something was drawn for it
  let late = false; // whether more is to be drawn in it
  let stops = stopsOf(null); // where breakpoints stop
  const said = element("p", { class: "stop-said", role: "status" });

  const report = reporter((value) => send({ ...value, version: recording.version }), root);
  const wanting = asking();
  const play = playing((move) => go(walked(move)), () => same(walked("next-operation"), place), draw);
  const watch = new ResizeObserver(resize);
  const unlisten = keys(root, MOVES, { move, play: play.toggle, escape });

  function receive(data, sender) {
    view = data;
    send = sender;
    refresh();
  }

  // The recording may come before the view or after it, and come again with another window.
  function refresh() {
    if (!view) return;
    const found = view.run ? standIn(view.run) : meeting().recordings.get(view.version);
    if (!found) return wait();
    if (recording && recording.version !== found.version) leave(recording.version);
    recording = found;
    if (!same(stops.ticks, view.ticks ?? found.ticks)) stops = { ...stopsOf(view.ticks ?? found.ticks), ticks: view.ticks ?? found.ticks };
    dark = isDark(root); // The host comes here after a change of theme too.
    if (obeyed.version !== view.version || obeyed.jump !== view.jump) {
      play.stop();
      arrive();
      obeyed = { version: view.version, jump: view.jump };
    } else if (!same(within(place, recording), place)) {
      // The same recording in a shorter form: a run that stopped has not all of its steps.
      play.stop();
      place = within(place, recording);
      report.soon(told());
    }
    build();
    draw();
  }

  // A jump is obeyed. With another recording alone, Python may not yet know of the last moves: a place that is there in
  // both is kept, and told.
  function arrive() {
    const own = place && obeyed.jump === view.jump && same(within(place, recording), place);
    if (!own) place = within(view.place, recording);
    zoom = rangeOf(own ? zoom : view.zoom, lengthOf());
    report.known(told(within(view.place, recording), rangeOf(view.zoom, lengthOf())));
    if (own) report.soon(told());
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
      view.sheet, view.hall, recording.cell.variables.map((variable) => variable.bound)]);
    if (parts?.built === built) return;
    parts?.picture.stop();
    const words = lookUp(view.words);
    const scene = sceneOf(recording, place);
    root.classList.toggle("dark", dark);
    root.lang = view.language;
    const guide = tour(root, words);
    const bar = toolbar(scene, words, {
      move, go: (to) => go({ ...place, ...to }), play: play.toggle, setSpeed: play.setSpeed, speed: play.speed(), tour: view.sheet ? null : guide.open,
    });
    const jump = (to) => go({ ...place, ...to });
    const shown = partsOf(view, scene, words, jump, ask, { show, move });
    swipes(shown.picture.node, move);
    const focused = bar.focusOf(parts?.bar);
    const stop = parts?.guide.at() ?? -1;
    if (parts?.card?.holds()) shown.card?.claim();
    root.replaceChildren(bar.node, shown.body, said);
    const fresh = parts === null;
    parts = { built, guide, bar, ...shown };
    watch.disconnect();
    for (const node of [root, ...aboveIt(root), ...parts.sized.map((part) => part.node)]) watch.observe(node);
    resize();
    focused?.focus();
    if (stop >= 0) guide.show(stop);
    else if (fresh && view.tour && !seen()) guide.open();
  }

  function walked(move) {
    return walk(move, place, { length: lengthOf(), direction: place.direction }, recording.operations.map((one) => one.name));
  }

  function move(kind) {
    if (!place) return;
    if (kind.startsWith("zoom")) {
      if (parts?.time && lengthOf() >= WORTH) show(zoomedBy(kind, following(zoom, place.t, lengthOf()), lengthOf(), place.t));
      return;
    }
    play.stop();
    write(said, "");
    if (kind === "ask") return place.origin ? escape() : ask();
    if (kind === "ask-back") return place.origin && go(backTo(place, recording, -1));
    if (kind.endsWith("-stop")) goToStop(kind === "next-stop");
    else go(walked(kind));
  }

  function goToStop(next) {
    const words = lookUp(view.words);
    const t = stopBeside(stops.runs(place), place, next);
    if (t !== null) go({ ...place, t });
    else if (!stops.any) write(said, words("No breakpoint is set."));
    else if (stops.end(place) && next === (place.direction !== "reverse")) write(said, words("The ticks end at t = {t}: {count} more are left out.", stops.end(place)));
    else write(said, words(next ? msgid("There is no further breakpoint in this track.") : msgid("There is no earlier breakpoint in this track.")));
  }

  /** Ask where a number comes from; without one, that of the operation, and then the focus goes along. */
  function ask(variable = null, unit = null, t = place.t) {
    if (!parts?.card) return;
    play.stop();
    const { operation, own } = momentOf(recording, place);
    if (variable === null) parts.card.claim();
    go(asked(place, recording, variable ?? operation.name, unit ?? own.one, t));
  }

  function escape() {
    if (!parts) return;
    if (parts.guide.at() >= 0) return parts.guide.close();
    if (!place.origin) return;
    const held = parts.card?.holds();
    go({ ...place, origin: "" });
    // The button is there again after the next drawing.
    if (held) requestAnimationFrame(() => root.querySelector(".ask")?.focus({ preventScroll: true }));
  }

  /** Go to a place; false where we already were. */
  function go(to) {
    const next = within(to, recording);
    if (same(next, place)) return false;
    const moved = next.t !== place.t;
    place = next;
    write(said, "");
    // Of a shorter row there may be nothing to zoom into; what is stepped to comes into view.
    zoom = rangeOf(zoom, lengthOf());
    if (moved) zoom = following(zoom, place.t, lengthOf());
    build();
    draw();
    report.soon(told());
    return true;
  }

  /** Show these time steps in the timeline. */
  function show(range) {
    if (same(range, zoom)) return;
    zoom = range;
    draw();
    report.soon(told());
  }

  // What Python is told; of the zoom only where there is, or was, one.
  function told(where = place, range = zoom) {
    zoomed ||= range !== null;
    return zoomed ? { ...where, zoom: range } : where;
  }

  function lengthOf() {
    return recording.lengths?.[place.row] ?? recording.seq_len;
  }

  // The first press after a frame is drawn at once, so that the browser can lay it out while it waits for the next
  // frame. What comes before that frame is drawn in it, together.
  function draw() {
    if (frame) {
      late = true;
      return;
    }
    frame = requestAnimationFrame(() => {
      frame = 0;
      if (late) draw();
    });
    late = false;
    paint();
    root.getBoundingClientRect(); // now, and not when the frame is due
  }

  function paint() {
    if (!parts) return;
    const moment = { ...momentOf(recording, place, stops), zoom };
    parts.bar.update(moment, play.on());
    for (const part of parts.all) part.update(moment);
    stand(recording.version, place, zoom, (to) => go({ ...place, ...to }));
    if (!wanting.numbers(moment)) report.now(told());
    if (parts.time?.coarse()) wanting.detail(moment);
  }

  function resize() {
    if (!parts) return;
    fit(root, { ...(parts.timed ? DEBUGGER : SHEET), below: view.below ?? 0, hall: view.hall });
    if (parts.timed && !view.hall) share(parts.body, parts.picture.node, recording.cell.diagram);
    for (const part of parts.sized) part.resize();
    // What can be scrolled sideways (on a phone) must be reached with keys, too.
    for (const { node } of parts.all) assign(node, "tabindex", node.scrollWidth > node.clientWidth ? 0 : null);
  }

  meeting().listeners.add(refresh);
  addEventListener("resize", resize);

  function remove() {
    meeting().listeners.delete(refresh);
    if (recording) leave(recording.version);
    removeEventListener("resize", resize);
    watch.disconnect();
    unlisten();
    play.stop();
    report.stop();
    wanting.stop();
    cancelAnimationFrame(frame);
    parts?.picture.stop();
    style.remove();
    root.remove();
  }
  return { receive, remove };
}
