// A page of its own: the numbers go to the store and the place to the view, as in the app.

import { bytesOf, hosted } from "./host.js";
import { compare } from "./comparison_view.js";
import { store } from "./store.js";
import { view } from "./view.js";

export function standalone() {
  let bytes = null; // The same object every time: what is known need not be read again.
  hosted(({ host, parentElement, data, message }) => {
    store({ parentElement: host, data: message });
    view({ parentElement, data });
    if (data.compared) compare({ parentElement: under(parentElement), data: (bytes ??= bytesOf(data.compared)) });
  });
}

// The place below the player, made once.
function under(parentElement) {
  const found = parentElement.querySelector(".under");
  if (found) return found;
  const made = document.createElement("div");
  made.className = "under";
  parentElement.append(made);
  return made;
}
