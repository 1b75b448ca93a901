// A page of its own: message and view stand in the page.

import { arrived } from "./meeting.js";
import { hosted } from "./host.js";
import { view } from "./view.js";

export function standalone() {
  hosted(({ parentElement, data, message }) => {
    view({ parentElement, data });
    arrived(message);
  });
}
