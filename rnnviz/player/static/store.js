// The component that receives the numbers: once per recording, as bytes. It shows nothing.

import { decode } from "./decode.js";
import { fail, keep } from "./registry.js";

const received = new WeakMap();

/** Streamlit calls this at the first showing and after every rerun, mostly with the bytes it already has. */
export function store({ parentElement, data }) {
  if (!data || received.get(parentElement) === data) return;
  received.set(parentElement, data);
  try {
    keep(decode(data));
  } catch (error) {
    fail(error.message);
  }
}
