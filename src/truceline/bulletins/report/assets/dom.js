/* Building the page without markup strings: every text is a text node, so nothing a source wrote can become code. */
const $ = (query, root = document) => root.querySelector(query);
const $$ = (query, root = document) => [...root.querySelectorAll(query)];
const SVG = 'http://www.w3.org/2000/svg';

function put(node, children) {
  for (const child of children.flat(9)) {
    if (child == null || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}
function dress(node, attributes) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value == null || value === false) continue;
    if (name === 'on') for (const [event, act] of Object.entries(value)) node.addEventListener(event, act);
    else if (name === 'css') for (const [key, of] of Object.entries(value)) node.style.setProperty(key, of);
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  return node;
}
const h = (tag, attributes, ...children) => put(dress(document.createElement(tag), attributes), children);
const v = (tag, attributes, ...children) => put(dress(document.createElementNS(SVG, tag), attributes), children);
const fill = (node, ...children) => {
  node.replaceChildren();
  return put(node, children);
};

/* numbers, dates and coordinates never swap their parts in right-to-left text */
const ltr = (...x) => h('bdi', { dir: 'ltr' }, ...x);
const own = (x) => h('bdi', null, x);
const gap = '\u00a0';
const between = (list, mark) => list.flatMap((x, i) => (i ? [mark, x] : [x]));
const glyph = (kind, extra) => h('i', { class: `g ${kind}${extra ? ' ' + extra : ''}`, 'aria-hidden': 'true' });
