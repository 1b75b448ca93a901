// The component that compares: it gets everything at once, and takes its place from the player on the page.

import { comparison } from "./comparison.js";

const compared = new WeakMap();

/** Streamlit calls this at the first showing and after every rerun, mostly with the bytes it already has. */
export function compare({ parentElement, data }) {
  if (!compared.has(parentElement)) compared.set(parentElement, comparison(parentElement));
  if (data) compared.get(parentElement).receive(data);
  return () => {
    compared.get(parentElement)?.remove();
    compared.delete(parentElement);
  };
}
