// Looking up a text in the language of the view: the English text is the key, and the answer where there is no other.

export function lookUp(table) {
  return (text, values = {}) => (table?.[text] ?? text).replace(/\{(\w+)\}/g, (slot, name) => values[name] ?? slot);
}
