// The document's own fields beside its README, and files that are opened or dropped.
import { byId } from "./dom";
import type { Fields } from "./service";

const LIMIT = 1024 * 1024; // bytes of a file

const input = (name: string): HTMLInputElement => byId<HTMLInputElement>(`record-${name}`);

/** Call `changed` whenever a field is edited. */
export function watchFields(changed: () => void): void {
  for (const name of ["name", "description", "topics"]) input(name).addEventListener("input", changed);
}

/** Return the fields; topics are separated by commas. */
export function readFields(readme: string): Fields {
  const topics = input("topics").value.split(",").map((topic) => topic.trim()).filter(Boolean);
  return { name: input("name").value, description: input("description").value, topics, readme };
}

/** Fill the fields, and open them where one has a text. */
export function fillFields(record: Fields): void {
  input("name").value = record.name;
  input("description").value = record.description;
  input("topics").value = record.topics.join(", ");
  if (record.name || record.description || record.topics.length > 0) byId<HTMLDetailsElement>("fields").open = true;
}

/** Select the words of a contribution in a field; `source` is as the engine names it. */
export function goToField(source: string, words: [number, number]): void {
  const topic = /^topics\[(\d+)\]$/.exec(source);
  const field = input(topic ? "topics" : source);
  byId<HTMLDetailsElement>("fields").open = true;
  let before = 0;
  if (topic) {
    const parts = field.value.split(",");
    const kept = parts.flatMap((part, index) => (part.trim() ? [index] : []));
    const index = kept[Number(topic[1])] ?? 0;
    before = parts.slice(0, index).join(",").length + (index > 0 ? 1 : 0);
    before += parts[index]!.length - parts[index]!.trimStart().length;
  }
  field.focus();
  field.setSelectionRange(before + words[0], before + words[1]);
}

/** Return the document in a file: a README, or a record as JSON; throws an `Error` with the reason. */
export async function readFile(file: File): Promise<Fields> {
  if (file.size > LIMIT) throw new Error(`${file.name} is larger than 1 MiB.`);
  const text = await file.text();
  if (text.includes("\0")) throw new Error(`${file.name} is not a text file.`);
  if (!/\.jsonl?$/i.test(file.name)) return { name: "", description: "", topics: [], readme: text };
  const first = /\.jsonl$/i.test(file.name) ? text.split("\n", 1)[0]! : text;
  let data;
  try {
    data = JSON.parse(first);
  } catch {
    throw new Error(`${file.name} is not valid JSON.`);
  }
  const string = (value: unknown) => (typeof value === "string" ? value : "");
  const topics = Array.isArray(data?.topics) ? data.topics.map(string).filter(Boolean) : [];
  return { name: string(data?.name), description: string(data?.description), topics, readme: string(data?.readme) };
}
