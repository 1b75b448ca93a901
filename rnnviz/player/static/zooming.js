// The controls of the timeline's zoom: buttons, the wheel, and a bar of the whole track to drag along.

import { element, write } from "./element.js";
import { WORTH, ranged, scaled } from "./zoom.js";

const PER_PIXEL = 0.0025; // of the wheel: how much more is shown, as a power of e

/** `show(range)` shows time steps, `move(kind)` answers a button; `now` tells the moment and the layout. */
export function zooming(words, plot, { show, move }, now) {
  const press = (kind, text, name, key) => {
    const node = element("button", { type: "button", "aria-label": name, title: `${name} (${key})` }, text);
    node.addEventListener("click", () => move(kind));
    return node;
  };
  const steps = element("span", { class: "shown-steps" });
  const all = press("zoom-all", words("all"), words("Show all time steps"), "0");
  const buttons = element("div", { class: "zoom", role: "group", "aria-label": words("Zoom") },
    press("zoom-out", "−", words("Zoom out"), "-"), press("zoom-in", "+", words("Zoom in"), "+"), all, steps);
  const part = element("div", { class: "zoom-part" });
  const here = element("div", { class: "zoom-here" });
  const bar = element("div", { class: "zoom-bar", "aria-hidden": "true", title: words("Drag to see another part") }, part, here);

  /** Show what is zoomed into. */
  function update({ zoom, length, t }) {
    buttons.hidden = length < WORTH;
    bar.hidden = zoom === null;
    all.disabled = zoom === null;
    write(steps, zoom ? words("t = {start} to {stop}", { start: zoom[0], stop: zoom[1] - 1 }) : "");
    if (!zoom) return;
    part.style.left = `${(100 * zoom[0]) / length}%`;
    part.style.width = `${(100 * (zoom[1] - zoom[0])) / length}%`;
    follow({ length, t });
  }

  /** The time step in the bar. */
  function follow({ length, t }) {
    here.style.left = `${(100 * (t + 0.5)) / length}%`;
  }

  // Pinching comes as a wheel with ctrl; without it the wheel scrolls the page, as everywhere.
  plot.addEventListener("wheel", (event) => {
    const { moment, layout } = now();
    if (!layout || moment.length < WORTH) return;
    const sideways = event.shiftKey ? event.deltaY : event.deltaX;
    if (event.ctrlKey) {
      event.preventDefault();
      const t = layout.t(event.clientX - plot.getBoundingClientRect().left);
      show(scaled(moment.zoom, moment.length, t, Math.exp(event.deltaY * PER_PIXEL)));
    } else if (moment.zoom && sideways) {
      event.preventDefault();
      const by = Math.round(sideways / layout.column) || Math.sign(sideways);
      show(ranged(moment.zoom[0] + by, moment.zoom[1] - moment.zoom[0], moment.length));
    }
  }, { passive: false });

  let grip = 0; // where in the range it was taken hold of, in time steps
  const at = (event) => {
    const box = bar.getBoundingClientRect();
    return ((event.clientX - box.left) / box.width) * now().moment.length;
  };
  bar.addEventListener("pointerdown", (event) => {
    const { zoom } = now().moment;
    if (event.button !== 0 || !zoom) return;
    bar.setPointerCapture(event.pointerId);
    const t = at(event);
    grip = t >= zoom[0] && t < zoom[1] ? t - zoom[0] : (zoom[1] - zoom[0]) / 2;
    drag(event);
  });
  bar.addEventListener("pointermove", (event) => {
    if (bar.hasPointerCapture(event.pointerId)) drag(event);
  });

  function drag(event) {
    const { moment } = now();
    if (!moment.zoom) return;
    show(ranged(Math.round(at(event) - grip), moment.zoom[1] - moment.zoom[0], moment.length));
  }
  return { buttons, bar, update, follow };
}
