// A state of the page in the address: JSON, deflated, in base64 for URLs, after the `#`, which
// browsers never send. What comes from an address is data that anyone may have written.
import type { Drafts, Fields } from "./service";

export interface State { record: Fields; drafts: Drafts; file: string }

const PREFIX = "#s=";
const LIMIT = 4 * 1024 * 1024; // units of text

/** Return the fragment of a state. */
export async function fragmentOf(state: State): Promise<string> {
  const packed = await through(new Blob([JSON.stringify(state)]), new CompressionStream("deflate-raw"));
  const units = Array.from(packed, (byte) => String.fromCharCode(byte)).join("");
  return PREFIX + btoa(units).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Return the state of a fragment, null if it is none or not sound. */
export async function stateOf(fragment: string): Promise<State | null> {
  if (!fragment.startsWith(PREFIX)) return null;
  try {
    const units = atob(fragment.slice(PREFIX.length).replaceAll("-", "+").replaceAll("_", "/"));
    const packed = Uint8Array.from(units, (unit) => unit.charCodeAt(0));
    const bytes = await through(new Blob([packed]), new DecompressionStream("deflate-raw"));
    return sound(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return null;
  }
}

async function through(blob: Blob, change: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  const reader = blob.stream().pipeThrough(change as ReadableWritablePair<Uint8Array, Uint8Array>).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > LIMIT) throw new RangeError("larger than any state");
    parts.push(value as Uint8Array<ArrayBuffer>);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function sound(data: any): State {
  const { record, drafts, file } = data;
  return {
    record: {
      name: text(record.name), description: text(record.description), readme: text(record.readme),
      topics: Array.from(record.topics as unknown[], text),
    },
    drafts: Object.fromEntries(Object.entries(drafts).map(([name, one]) => [name, text(one)])),
    file: text(file),
  };
}

function text(value: unknown): string {
  if (typeof value !== "string") throw new TypeError("not a text");
  return value;
}
