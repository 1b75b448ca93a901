// The words on the screen. The English text is the key, and the answer where there is no other.

/** Mark a text that is looked up elsewhere, so that the catalogue has it. */
export const msgid = (text) => text;

/** A function that looks up a text in the view's language and fills its `{slots}`. */

export function lookUp(table) {
  return (text, values = {}) => (table?.[text] ?? text).replace(/\{(\w+)\}/g, (slot, name) => values[name] ?? slot);
}
