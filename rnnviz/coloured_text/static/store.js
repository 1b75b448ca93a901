// The component that receives a text with its numbers, as bytes. It shows nothing.

import { arrived } from "./meeting.js";

const received = new WeakMap();

/** Streamlit calls this at the first showing and after every rerun, mostly with the bytes it already has. */
export function store({ parentElement, data }) {
  if (!data || received.get(parentElement) === data) return;
  received.set(parentElement, data);
  arrived(data);
}
