// The component: it gets the picture and what is chosen from Python, and tells Python what the user chose.

import { explorer } from "./explorer.js";

const explorers = new WeakMap();

/** Streamlit calls this at the first showing and after every rerun; the explorer on the page stays the same one. */
export function view({ parentElement, data, setStateValue }) {
  if (!explorers.has(parentElement)) explorers.set(parentElement, explorer(parentElement));
  const send = setStateValue ? (choice) => setStateValue("choice", choice) : () => {};
  if (data) explorers.get(parentElement).receive(data, send);
  return () => {
    explorers.get(parentElement)?.remove();
    explorers.delete(parentElement);
  };
}
