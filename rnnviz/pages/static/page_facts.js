// What the page itself must know: its language, for screen readers and for the shapes of Chinese characters, and what
// the buttons in the sidebar copy. Streamlit's own names of its parts are English only: they are given in that language.

export default function ({ data }) {
  document.documentElement.lang = data.language;
  window.rnnvizCopy = data.copy;
  const skip = document.querySelector('a[href="#stMain"]');
  if (skip) skip.textContent = data.words.skip;
  document.querySelector('[data-testid="stSidebar"]')?.setAttribute("aria-label", data.words.sidebar);
}
