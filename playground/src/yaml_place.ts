// Where in a YAML text its end is, as far as completion must know. Half-typed text is the rule, so
// this goes by indentation and brackets rather than by a tree.

/** The keys on the way to a place (null: into a list), what may stand there, and the word begun. */
export interface Place {
  path: (string | null)[];
  allows: "keys" | "values" | "both";
  word: string;
}

interface Level { indent: number; step: string | null }

const KEY = /^(["']?)([^\s"'#:[\]{},][^"':]*?)\1:(?:\s+|$)/;

/** Return the place at the end of a text, null in a comment or in a quoted text. */
export function placeAt(text: string): Place | null {
  const levels: Level[] = [];
  let flow = new Flow([]);
  let line = { hasKey: false, rest: "" };
  for (const one of text.split("\n")) {
    if (flow.isOpen) {
      flow.read(`\n${one}`);
      continue;
    }
    line = block(one, levels);
    flow = new Flow(levels.map((level) => level.step));
    flow.read(line.rest);
  }
  if (flow.isOpen) return flow.place();
  if (/^["'|>]|(^|\s)#/.test(line.rest)) return null;
  return {
    path: levels.map((level) => level.step),
    allows: line.hasKey ? "values" : "both",
    word: line.rest,
  };
}

/** Take a line's dashes and key off; what stays open around the rest is left in `levels`. */
function block(line: string, levels: Level[]): { hasKey: boolean; rest: string } {
  let rest = line.trimStart();
  let at = line.length - rest.length;
  close(levels, at, /^-(\s|$)/.test(rest));
  if (rest.startsWith("#")) return { hasKey: false, rest };
  for (let dash; (dash = /^-(\s+|$)/.exec(rest)); rest = rest.slice(dash[0].length)) {
    levels.push({ indent: at, step: null });
    at += dash[0].length;
  }
  const key = KEY.exec(rest);
  if (!key) return { hasKey: false, rest };
  levels.push({ indent: at, step: key[2]! });
  return { hasKey: true, rest: rest.slice(key[0].length) };
}

/** Close what ends where a line begins at `indent`; a dash may stand right below its key. */
function close(levels: Level[], indent: number, isItem: boolean): void {
  for (let last; (last = levels.at(-1)); levels.pop()) {
    if (last.indent < indent || (isItem && last.indent === indent && last.step !== null)) return;
  }
}

/** Brackets, braces and quotes from where a value begins. */
class Flow {
  private quote = "";
  private readonly open: { bracket: string; key: string | null; word: string }[] = [];

  constructor(private readonly path: (string | null)[]) {}

  get isOpen(): boolean {
    return this.open.length > 0;
  }

  read(text: string): void {
    for (let at = 0; at < text.length; at += 1) {
      const one = text[at]!;
      const top = this.open.at(-1);
      if (this.quote) {
        if (one === "\\" && this.quote === '"') at += 1;
        else if (one === this.quote) this.quote = "";
      } else if (top ? top.word === "" : at === 0) {
        if (one === "[" || one === "{") this.open.push({ bracket: one, key: null, word: "" });
        else if (one === '"' || one === "'") this.quote = one;
        else if (top) this.within(top, one, text[at + 1]);
      } else if (top) {
        this.within(top, one, text[at + 1]);
      }
    }
  }

  private within(top: { key: string | null; word: string }, one: string, next = ""): void {
    if (one === "]" || one === "}") {
      this.open.pop();
    } else if (one === ",") {
      top.key = null;
      top.word = "";
    } else if (one === ":" && /^\s?$/.test(next)) {
      top.key = top.word;
      top.word = "";
    } else if (top.word !== "" || /\S/.test(one)) {
      top.word += one;
    }
  }

  place(): Place | null {
    if (this.quote) return null;
    const path = [...this.path];
    for (const { bracket, key } of this.open) {
      if (bracket === "[") path.push(null);
      else if (key !== null) path.push(key);
    }
    const { bracket, key, word } = this.open.at(-1)!;
    return { path, allows: bracket === "{" && key === null ? "keys" : "values", word };
  }
}
