// What the server is asked and answers.

export interface Tag { id: number | string; name: string }
export interface NamedTag extends Tag { scope: string }

/** Where something stands in a text: `start` and `end` count characters (code points). */
export interface Place { source: string; start: number; end: number; line: number; column: number }

export interface Contribution {
  rule: string; rule_file: string; rule_line: number;
  shown: string; place: Place; zone: string; points: number; reckoning: string;
}

export interface Candidate {
  tag: Tag; score: number; needed: number; chosen: boolean; rank: number; hue: number;
  bar: number; need: number; verdict_text: string; contributions: Contribution[];
}

export interface LeftOut {
  rule: string; rule_file: string; rule_line: number; shown: string; place: Place; zone: string;
  reason_text: string;
}

export interface Why {
  tag: Tag; chosen: boolean; sentences: string[]; left_out: LeftOut[]; more: number;
}

export interface Problem {
  file: string; line: number; column: number; problem: string; hint: string;
}

/** What the engine says: tags, or the problems of the drafts. */
export type Evaluation = Tagged | Broken;

export interface Tagged {
  tags: Tag[]; before: Tag[] | null; candidates: Candidate[]; why: Why | null; is_cut: boolean;
  problems: []; more_problems: 0;
}

export interface Broken { tags: null; problems: Problem[]; more_problems: number }

export interface RuleFileName { name: string; kind: string; tag: string }
export interface RuleFile { name: string; text: string; digest: string }
export type Schema = Record<string, unknown>;

export interface Rules {
  files: RuleFileName[]; tags: NamedTag[]; schemas: Record<string, Schema>;
  editable: boolean; corpus: string; example: string;
}

export interface TagImpact { name: string; before: number; after: number; gained: number; lost: number }
export interface DocumentImpact {
  id: string | number; old: string[]; new: string[];
  changes: { tag: string; gained: boolean }[];
}
export interface Effect { documents: number; changed: number; tags: TagImpact[]; impact: DocumentImpact[] }

export interface CorpusDocument { number: number; id: string }

export interface Fields { name: string; description: string; topics: string[]; readme: string }
export type Drafts = Record<string, string>;

/** An answer that says why there is no other, in words for people. */
export class Refusal extends Error {
  constructor(readonly status: number, message: string) { super(message); }
}

let token = sessionStorage.getItem("tagengine-token") ?? "";

/** Keep the token of a server that asks for one, for this tab. */
export function useToken(value: string): void {
  token = value;
  sessionStorage.setItem("tagengine-token", value);
}

async function ask(path: string, data?: unknown): Promise<Response> {
  const headers: Record<string, string> = {};
  if (token) headers["authorization"] = `Bearer ${token}`;
  if (data !== undefined) headers["content-type"] = "application/json";
  const body = data === undefined ? null : JSON.stringify(data);
  const method = data === undefined ? "GET" : "POST";
  let response;
  try {
    response = await fetch(`playground/${path}`, { method, headers, body });
  } catch {
    throw new Refusal(0, "The server does not answer. Is tagengine serve still running?");
  }
  if (response.ok) return response;
  const answer = await response.json().catch(() => null);
  throw new Refusal(response.status, answer?.error?.message ?? `The server answered ${response.status}.`);
}

async function json<T>(path: string, data?: unknown): Promise<T> {
  return (await ask(path, data)).json();
}

export const rules = (): Promise<Rules> => json("rules");
export const ruleFile = (name: string): Promise<RuleFile> => json("rules/" + encodeURI(name));
export const documents = async (): Promise<CorpusDocument[]> =>
  (await json<{ documents: CorpusDocument[] }>("documents")).documents;
export const document = (number: number): Promise<Fields> => json(`documents/${number}`);
export const effect = (drafts: Drafts): Promise<Effect> => json("effect", { drafts });
export const save = (file: string, text: string, digest: string): Promise<RuleFile> =>
  json("save", { file, text, digest });
export const difference = async (drafts: Drafts): Promise<string> =>
  (await ask("difference", { drafts })).text();

/** Return what the engine says of a document; while the server is busy, ask again a few times. */
export async function evaluate(record: Fields, drafts: Drafts, why: string): Promise<Evaluation> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await json<Evaluation>("evaluate", { record, drafts, why });
    } catch (error) {
      const isBusy = error instanceof Refusal && [429, 503].includes(error.status);
      if (!isBusy || attempt === 4) throw error;
      await new Promise((resolve) => setTimeout(resolve, 300 * attempt));
    }
  }
}
