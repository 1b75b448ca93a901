// The texts that have arrived, for every view on the page. Text and view arrive in either order, and each comes with its
// own copy of this script, so they meet on the global object.

import { unpack } from "./unpack.js";

const PLACE = Symbol.for("rnnviz.texts");
const KEPT = 4;

/** Texts by version, whether the last one was damaged, and who waits for news. */
export function meeting() {
  globalThis[PLACE] ??= { texts: new Map(), damaged: false, listeners: new Set() };
  return globalThis[PLACE];
}

/** Keep the text of a message, the oldest out, and tell everyone. */
export function arrived(message) {
  const place = meeting();
  try {
    const text = unpack(message);
    place.damaged = false;
    place.texts.delete(text.version);
    place.texts.set(text.version, text);
  } catch (error) {
    place.damaged = true;
  }
  for (const version of [...place.texts.keys()].slice(0, -KEPT)) place.texts.delete(version);
  for (const listener of [...place.listeners]) listener();
}
