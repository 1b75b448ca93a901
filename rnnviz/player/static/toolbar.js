// The buttons, the line that says where we are, and the choices that a recording offers.

import { assign, element, write } from "./element.js";
import { icon } from "./icons.js";
import { shortened } from "./moment.js";
import { msgid } from "./words.js";
import { SPEEDS } from "./playing.js";
import { CHOICES } from "./units.js";

const LETTERS_SHOWN = 32; // of a label

export function toolbar(scene, words, { move, go, play, setSpeed, speed, tour }) {
  const toggle = button(words("Play"), "play", words("play"), play, { key: words("space") });
  toggle.classList.add("play");
  const pauseIcon = icon("pause");
  const playIcon = toggle.firstChild;
  const buttons = element("div", { class: "buttons", role: "group", "aria-label": words("Steps") },
    button(words("First step"), "first", null, () => move("first-step")),
    button(words("Previous step"), "left", words("step"), () => move("previous-step")),
    button(words("Previous operation"), "up", words("op"), () => move("previous-operation")),
    toggle,
    button(words("Next operation"), "down", words("op"), () => move("next-operation")),
    button(words("Next step"), "right", words("step"), () => move("next-step"), { after: true }),
    button(words("Last step"), "last", null, () => move("last-step")));
  // On a phone they have a line to themselves, and room for a word.
  const stop = () => element("span", { class: "on-phone" }, words("breakpoint"));
  const jumps = element("div", { class: "buttons stops", role: "group", "aria-label": words("Breakpoints") },
    button(words("Previous breakpoint"), "stop_left", stop(), () => move("previous-stop"), { key: "Shift+B" }),
    button(words("Next breakpoint"), "stop_right", stop(), () => move("next-stop"), { key: "B", after: true }));
  const pace = select(words("Speed"), SPEEDS.map(({ every, rate }, index) => [index, words(every, { n: rate })]), (value) => setSpeed(Number(value)));
  pace.value = speed;
  const speeds = labelled(words("Speed"), pace);
  const choices = chooser(scene, words, go);
  const step = element("b");
  const label = element("span");
  const stage = element("b");
  const title = element("span");
  const where = element("p", { class: "where" },
    element("span", { class: "whole" }, step, label), element("span", { class: "whole" }, stage, title));
  // A view without stops has no tour.
  const help = tour && element("button", { class: "help", type: "button", "aria-label": words("Show me round"), title: words("Show me round") }, "?");
  help?.addEventListener("click", () => tour(help));
  const node = element("div", { class: "toolbar", role: "toolbar", "aria-label": words("Player") },
    buttons, jumps, speeds, where, choices.node, ...(choices.few ? [hints(words)] : []), ...(help ? [help] : []));

  function update(moment, playing) {
    write(step, words("t = {t} of {length}", { t: moment.t, length: moment.length }));
    write(label, moment.label ? ` · “${shortened(moment.label, LETTERS_SHOWN)}”` : "");
    write(stage, words("operation {n} of {count}", { n: moment.index + 1, count: scene.operations.length }));
    write(title, ` · ${words(moment.operation.title)}`);
    choices.update(moment.place);
    jumps.hidden = !moment.stops?.any;
    const name = words(playing ? msgid("Pause") : msgid("Play"));
    if (toggle.getAttribute("aria-label") === name) return;
    assign(toggle, "aria-label", name);
    toggle.replaceChildren(playing ? pauseIcon : playIcon, words(playing ? msgid("pause") : msgid("play")));
    toggle.title = `${name} (${words("space")})`;
  }

  /** The control that stands where the focus was in the toolbar before this one. */
  function focusOf(before) {
    const active = before?.node.getRootNode().activeElement;
    const index = active ? controls(before.node).indexOf(active) : -1;
    return controls(node)[index] ?? null;
  }
  return { node, update, focusOf };
}

function controls(bar) {
  return [...bar.querySelectorAll("button, select")];
}

const KEYS = { first: "Home", left: "←", up: "↑", down: "↓", right: "→", last: "End" };

function button(name, picture, text, action, { after = false, key = KEYS[picture] } = {}) {
  const parts = text === null ? [icon(picture)] : [icon(picture), text];
  const node = element("button", { type: "button", "aria-label": name, title: `${name} (${key})` }, ...(after ? parts.reverse() : parts));
  node.addEventListener("click", action);
  return node;
}

function select(name, options, chosen) {
  const node = element("select", { "aria-label": name },
    ...options.map(([value, text]) => element("option", { value }, text)));
  node.addEventListener("change", () => chosen(node.value));
  return node;
}

function labelled(name, control) {
  return element("label", { class: "choice" }, element("span", {}, name), control);
}

// A choice is offered only where there is one.
function chooser({ recording, projected }, words, go) {
  const counted = (count) => Array.from({ length: count }, (_, index) => [index, String(index)]);
  const units = (count) => [[["", words("all")], ...counted(count)], (value) => (value === "" ? null : Number(value))];
  const controls = [
    ["layer", words("Layer"), counted(recording.num_layers), Number],
    ["direction", words("Direction"), [msgid("forward"), msgid("reverse")].slice(0, recording.num_directions).map((one) => [one, words(one)]), String],
    ["row", words("Batch row"), counted(recording.batch), Number],
    [CHOICES.hidden_size, words("Unit"), ...units(recording.hidden_size)],
    ...(projected ? [[CHOICES.proj_size, words("Unit of {variable}", { variable: projected.name }), ...units(recording.proj_size)]] : []),
  ].filter(([, , options]) => options.length > 1).map(([key, name, options, read]) => {
    const control = select(name, options, (value) => go({ [key]: read(value) }));
    return { key, control, node: labelled(name, control) };
  });
  return {
    few: controls.length < 3,
    node: element("div", { class: "choices" }, ...controls.map((one) => one.node)),
    update(place) {
      for (const { key, control } of controls) {
        const value = String(place[key] ?? "");
        if (control.value !== value) control.value = value;
      }
    },
  };
}

function hints(words) {
  const hint = (keys, text) => element("span", { class: "hint" }, ...keys.map((key) => element("kbd", {}, key)), ` ${text}`);
  return element("div", { class: "hints", "aria-hidden": "true" },
    hint(["←", "→"], words("step")), hint(["↑", "↓"], words("operation")), hint([words("space")], words("play")));
}
