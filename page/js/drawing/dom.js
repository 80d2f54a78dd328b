// Small helps for building what a page shows.

/**
 * An element with attributes and children. `text` sets its words; an attribute that is false, null or undefined is
 * left out, and so is a child that is false, null, undefined or "". Children may be lists.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} attributes
 * @param {any[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name === "text") node.textContent = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter(Boolean));
  return node;
}

/**
 * Every control inside `root` that fits a selector: inputs, selects, buttons, with their values.
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {any[]}
 */
export const fields = (root, selector) => [...root.querySelectorAll(selector)];

/**
 * Let `parent` hold these children in this order; one that stays at its place is not taken out, so it keeps what it
 * has: the focus, a finger, half a word.
 * @param {HTMLElement} parent
 * @param {HTMLElement[]} nodes
 */
export function arrange(parent, nodes) {
  for (const child of [...parent.children]) if (!nodes.includes(/** @type {any} */ (child))) child.remove();
  for (const [k, node] of nodes.entries()) {
    if (parent.children[k] !== node) parent.insertBefore(node, parent.children[k] ?? null);
  }
}

/**
 * A button that does something when it is pressed.
 * @param {string} text
 * @param {() => void} press
 * @param {Record<string, any>} attributes
 */
export function button(text, press, attributes = {}) {
  const node = element("button", { type: "button", text, ...attributes });
  node.addEventListener("click", press);
  return node;
}

/**
 * Do something when Enter is pressed in a field; the Enter that ends the composing of a letter is not meant.
 * @param {HTMLInputElement} field
 * @param {() => void} act
 */
export function onEnter(field, act) {
  field.addEventListener("keydown", (event) => {
    // Safari ends the composing first, and marks its Enter with the code 229 only.
    if (event.key !== "Enter" || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    act();
  });
}

/**
 * Hand a file to the learner.
 * @param {string} name
 * @param {Blob} content
 */
export function download(name, content) {
  const link = element("a", { href: URL.createObjectURL(content), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
