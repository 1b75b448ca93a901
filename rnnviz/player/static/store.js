// The component that receives the numbers, as bytes: those of a recording once, those of a part of it when they are
// wanted. It shows nothing.

import { decode } from "./decode.js";
import { fail, keep, meeting } from "./registry.js";

const received = new WeakMap();

/** Streamlit calls this at the first showing and after every rerun, mostly with the bytes it already has. */
export function store({ parentElement, data, setStateValue }) {
  if (!data || received.get(parentElement) === data) return;
  received.set(parentElement, data);
  try {
    const message = decode(data);
    // Whoever sent the recording is asked for the rest of it.
    if (message.recordings.length) meeting().ask = setStateValue ? (wanted) => setStateValue("asked", wanted) : null;
    keep(message);
  } catch (error) {
    fail(error.message);
  }
}
