// A page of its own: the numbers go to the store and the place to the view, as in the app.

import { hosted } from "./host.js";
import { store } from "./store.js";
import { view } from "./view.js";

export function standalone() {
  hosted(({ host, parentElement, data, message }) => {
    store({ parentElement: host, data: message });
    view({ parentElement, data });
  });
}
