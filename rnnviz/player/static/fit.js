// The player takes the height that the window has left, so that one moment is seen without scrolling, and its type
// grows with it: a projector at any resolution shows the same picture.

import { above, below } from "./above.js";

const TEXT_SIZE = 14;
/** The sizes in pixels at which each view is just as designed. `below` comes with the view: what others need under it. */
export const DEBUGGER = { width: 1560, height: 916 };
export const SHEET = { width: 1560, height: 660, grows: true };
const TEXT = { smallest: 12, largest: 30 };
const STACKED = 860; // pixels of width below which everything stands in one column
const SHORT = 640; // pixels of height below which scrolling is better than shrinking
const LEAST_HALL = 360; // pixels of height, there
const LOW = 0.75; // of the window's height
const HALL = 24; // pixels on a screen of 1920 x 1080
const TALL = 0.75; // height for the width past which there is only empty space: a window on its side

const TIMELINE = 19.5; // em
const GAPS = 0.6; // em
const NARROW = 102; // em of width below which the toolbar has no room for the hints

/** Set the player's size for its width and the window's height. */
export function fit(root, designed) {
  const width = root.clientWidth;
  if (width === 0) return;
  const stacked = width < STACKED;
  const left = innerHeight - above(root) - below(root) - designed.below;
  // What stands under the player of a slide has to stay on the screen.
  const least = designed.grows ? 0 : designed.hall ? LEAST_HALL : SHORT;
  const height = Math.max(Math.min(left, width * TALL), least);
  root.classList.toggle("hall", Boolean(designed.hall));
  if (designed.hall) return lectureHall(root, height);
  const scale = Math.min(width / designed.width, height / designed.height);
  const text = Math.min(Math.max(TEXT_SIZE * scale, TEXT.smallest), TEXT.largest);
  root.classList.toggle("stacked", stacked);
  root.classList.toggle("narrow", width < NARROW * text);
  root.style.setProperty("--text", `${stacked ? 15 : text.toFixed(2)}px`);
  const size = `${Math.max(height, (designed.height / TEXT_SIZE) * text)}px`;
  // What may grow with its lists has a least height only.
  root.style.height = stacked || designed.grows ? "auto" : size;
  root.style.minHeight = stacked || !designed.grows ? "" : size;
}

// In a lecture hall the type is as large as the rest of the slide's, and the picture has the room that is left.
function lectureHall(root, height) {
  root.classList.remove("stacked");
  root.classList.add("narrow");
  // Where a slide says something above it, what is said of the moment stands beside the picture, not above it.
  root.classList.toggle("beside", height < LOW * innerHeight);
  root.style.setProperty("--text", `${Math.max(TEXT.smallest, HALL * Math.min(innerWidth / 1920, innerHeight / 1080)).toFixed(2)}px`);
  root.style.height = `${height}px`;
  root.style.minHeight = "";
}

/** Let the diagram be as high as its width can use, and leave the rest to the timeline. */
export function share(body, picture, { width, height }) {
  const text = parseFloat(getComputedStyle(body).fontSize);
  const most = body.clientHeight - (TIMELINE + GAPS) * text;
  body.style.setProperty("--diagram", `${Math.min((picture.clientWidth * height) / width + text, most)}px`);
}
