// The component: it gets the trace and a step from Python, and tells Python where the user rests.

import { codePlayer } from "./code_player.js";

const players = new WeakMap();

/** Streamlit calls this at the first showing and after every rerun; the player on the page stays the same one. */
export function view({ parentElement, data, setStateValue }) {
  if (!players.has(parentElement)) players.set(parentElement, codePlayer(parentElement));
  const send = setStateValue ? (place) => setStateValue("place", place) : () => {};
  if (data) players.get(parentElement).receive(data, send);
  return () => {
    players.get(parentElement)?.remove();
    players.delete(parentElement);
  };
}
