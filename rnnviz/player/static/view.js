// The component that shows: it gets the place from Python and tells Python the place back.

import { player } from "./player.js";

const players = new WeakMap();

/** Streamlit calls this at the first showing and after every rerun; the player on the page stays the same one. */
export function view({ parentElement, data, setStateValue }) {
  if (!players.has(parentElement)) players.set(parentElement, player(parentElement));
  const send = setStateValue ? (place) => setStateValue("place", place) : () => {};
  if (data) players.get(parentElement).receive(data, send);
  return () => {
    players.get(parentElement)?.remove();
    players.delete(parentElement);
  };
}
