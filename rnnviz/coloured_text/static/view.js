// The component: it gets the text and what to colour it by from Python, and tells Python what the user chose.

import { colouredText } from "./coloured_text.js";

const texts = new WeakMap();

/** Streamlit calls this at the first showing and after every rerun; the text on the page stays the same one. */
export function view({ parentElement, data, setStateValue }) {
  if (!texts.has(parentElement)) texts.set(parentElement, colouredText(parentElement));
  const send = setStateValue ? (place) => setStateValue("place", place) : () => {};
  if (data) texts.get(parentElement).receive(data, send);
  return () => {
    texts.get(parentElement)?.remove();
    texts.delete(parentElement);
  };
}
