// Small things about elements. Texts become text nodes, never markup.

type Child = Node | string | null;
type Value = string | number | boolean | null;

/** Make an element; an attribute that is false or null is left out. */
export function h<K extends keyof HTMLElementTagNameMap>(
  name: K, attributes: Record<string, Value> = {}, ...children: Child[]
): HTMLElementTagNameMap[K] {
  return filled(document.createElement(name), attributes, children);
}

const SVG = "http://www.w3.org/2000/svg";

/** Make an element of a drawing. */
export function svg(name: string, attributes: Record<string, Value>, ...children: Child[]): SVGElement {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

function filled<E extends Element>(element: E, attributes: Record<string, Value>, children: Child[]): E {
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false && value !== null) element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** Return the element of the page with an id; the page has it. */
export function byId<E extends HTMLElement = HTMLElement>(id: string): E {
  return document.getElementById(id) as E;
}

/** Return a number with its noun: "1,200 documents". */
export function several(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

/** Return hundredths of a point as points with two decimals, and a minus as wide as a plus. */
export function points(hundredths: number): string {
  return (hundredths / 100).toFixed(2).replace("-", "−");
}

/** Make a table; each column has its heading and, where its cells need one, a class. */
export function table(columns: [heading: string, kind?: string][], rows: Child[][]): HTMLTableElement {
  const kind = (index: number) => ({ class: columns[index]?.[1] ?? null });
  return h("table", {},
    h("thead", {}, h("tr", {}, ...columns.map(([heading], index) => h("th", { scope: "col", ...kind(index) }, heading)))),
    h("tbody", {}, ...rows.map((row) => h("tr", {}, ...row.map((cell, index) => h("td", kind(index), cell))))),
  );
}

/** Put a text on the clipboard; false where the browser does not let a page do that. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
