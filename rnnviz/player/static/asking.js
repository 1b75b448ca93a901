// Asking for numbers that the browser does not have, or soon will not have: of a long track it holds a window.

import { meeting } from "./registry.js";
import { trackKey } from "./decode.js";

const EXPECTED = 1500; // milliseconds after which an answer is no longer expected
const SETTLED = 120; // milliseconds without a change of the zoom
const EARLY = 4; // The next window is asked for in the last fourth of this one.

/** `numbers(moment)` asks where the moment has none or nears the edge, and tells whether that could be done. */
export function asking() {
  let last = "";
  let asked = -Infinity;
  let count = 0;
  let timer = 0;

  function send(moment, why) {
    const { ask } = meeting();
    if (!ask) return false;
    const key = `${moment.recording.version} ${trackKey(moment.place)} ${why}`;
    if (key === last && performance.now() - asked < EXPECTED) return true;
    [last, asked] = [key, performance.now()];
    count += 1;
    ask({ ...moment.place, zoom: moment.zoom, version: moment.recording.version, count });
    return true;
  }

  function numbers(moment) {
    if (!moment.known) return send(moment, `t ${moment.t}`);
    if (nearEdge(moment)) send(moment, `window ${moment.track.window}`);
    return true;
  }

  /** A finer overview of what the timeline shows, once the zoom rests. */
  function detail(moment) {
    clearTimeout(timer);
    timer = setTimeout(() => send(moment, `zoom ${moment.zoom}`), SETTLED);
  }

  return { numbers, detail, stop: () => clearTimeout(timer) };
}

function nearEdge({ track, t, length }) {
  const [start, stop] = track.window;
  const near = (stop - start) / EARLY;
  return (start > 0 && t - start < near) || (stop < length && stop - 1 - t < near);
}
