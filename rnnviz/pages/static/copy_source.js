// Keeps what there is to copy where the buttons in the sidebar find it.

export default function ({ data }) {
  window.rnnvizCopy = data;
}
