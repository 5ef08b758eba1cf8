// The page: what is edited goes to the engine, what the engine says is shown.
import { askToken, showDifference, showEffect, showLink } from "./dialogs";
import { DocumentEditor, type Mark } from "./document_editor";
import { byId, copy, h, several } from "./dom";
import { unitsOf } from "./offsets";
import { fillFields, goToField, readFields, readFile, watchFields } from "./record_form";
import { RuleEditor } from "./rule_editor";
import * as service from "./service";
import { fragmentOf, type State, stateOf } from "./share";
import { TagsPanel } from "./tags_panel";

const PAUSE = 40; // milliseconds without a key before the document is tagged again

const files = new Map<string, service.RuleFile>();
const drafts: service.Drafts = {};
let rules: service.Rules;
let file = "";
let why = "";
let answer: service.Tagged | null = null;
let asked = ""; // the README that the answer is about
let latestProblems: service.Problem[] = [];
let moreProblems = 0;
let timer = 0;
let isAsking = false;
let isWanted = false;

const editor = new DocumentEditor(byId("document-editor"), edited, (mark) => {
  highlight(mark);
  panel.go(mark.candidate, mark.contribution);
});
const ruleEditor = new RuleEditor(byId("rule-editor"), drafted, (name) => {
  const kind = rules.files.find((one) => one.name === name)?.kind;
  return kind ? rules.schemas[kind] ?? null : null;
});
const panel = new TagsPanel({
  showWords: (candidate, contribution) => go(contribution.place, candidate, contribution),
  showPlace: (place) => go(place),
  showRule: (name, line) => void openFile(name).then(() => ruleEditor.go(line)),
  switched: () => highlight(null),
});

function edited(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void evaluate(), PAUSE);
}

/** Ask for tags; while an answer is on its way the next question waits, and only the last is asked. */
async function evaluate(): Promise<void> {
  clearTimeout(timer);
  isWanted = true;
  if (isAsking) return;
  isAsking = true;
  try {
    while (isWanted) {
      isWanted = false;
      await ask();
    }
  } finally {
    isAsking = false;
  }
}

async function ask(): Promise<void> {
  const record = readFields(editor.text);
  const start = performance.now();
  const found = await guarded(() => service.evaluate(record, drafts, why));
  if (!found) return;
  byId("time").textContent = `${Math.round(performance.now() - start)} ms`;
  showProblems(found.problems, found.more_problems);
  if (found.tags === null) return;
  byId("cut").hidden = !found.is_cut;
  asked = record.readme;
  announce(found.tags, answer?.tags ?? null);
  answer = found;
  panel.show(found);
  performance.mark("tags");
  highlight(null);
}

function announce(now: service.Tag[], before: service.Tag[] | null): void {
  const names = (tags: service.Tag[]) => tags.map((tag) => tag.name.trim()).join(", ") || "no tag";
  if (!before || names(now) !== names(before)) byId("spoken").textContent = `Tags: ${names(now)}`;
}

/** Mark the words of the tags that are switched on; `current` stands out. */
function highlight(current: Mark | null): void {
  if (!answer || asked !== editor.text) return;
  const units = unitsOf(asked);
  const marks = answer.candidates.filter((one) => panel.isOn(one) || one === current?.candidate).flatMap((candidate) =>
    candidate.contributions.filter(({ place }) => place.source === "readme").map((contribution) => {
      const isCurrent = contribution === current?.contribution;
      const mark = { from: units(contribution.place.start), to: units(contribution.place.end), candidate, contribution };
      return isCurrent ? Object.assign(current!, mark) : mark;
    }));
  editor.show(marks, current);
}

function go(place: service.Place, candidate?: service.Candidate, contribution?: service.Contribution): void {
  if (place.source !== "readme") {
    const units = unitsOf(fieldText(place.source));
    goToField(place.source, [units(place.start), units(place.end)]);
    return;
  }
  const units = unitsOf(editor.text);
  const span = { from: units(place.start), to: units(place.end) };
  if (candidate && contribution) {
    const mark = { ...span, candidate, contribution };
    highlight(mark);
    editor.select(span.from, span.from);
  } else {
    editor.select(span.from, span.to);
  }
}

function fieldText(source: string): string {
  const record = readFields("");
  const topic = /^topics\[(\d+)\]$/.exec(source);
  if (topic) return record.topics[Number(topic[1])] ?? "";
  return source === "name" ? record.name : record.description;
}

// Rule files

function drafted(): void {
  const original = files.get(file);
  if (!original) return;
  if (ruleEditor.text === original.text) delete drafts[file];
  else drafts[file] = ruleEditor.text;
  showDrafts();
  edited();
}

async function openFile(name: string): Promise<void> {
  if (!files.has(name)) {
    const found = await guarded(() => service.ruleFile(name));
    if (!found) return;
    files.set(name, found);
  }
  file = "";
  ruleEditor.open(name, drafts[name] ?? files.get(name)!.text);
  file = name;
  byId<HTMLSelectElement>("file").value = name;
  showProblems(latestProblems, moreProblems);
}

function showProblems(problems: service.Problem[], more: number): void {
  [latestProblems, moreProblems] = [problems, more];
  document.body.classList.toggle("stale", problems.length > 0);
  byId("stale").textContent = answer ? "Tags from before the problem in the rules." : "No tags until the problem in the rules is gone.";
  ruleEditor.report(problems.filter((one) => one.file === file));
  byId("problems").replaceChildren(...problems.map((one) => {
    const button = h("button", { type: "button", class: "link" }, `${one.file}:${one.line}:${one.column}`);
    button.addEventListener("click", () => void openFile(one.file).then(() => ruleEditor.go(one.line, one.column)));
    return h("li", {}, button, ` ${one.problem}`, one.hint ? h("span", { class: "note" }, ` ${one.hint}`) : null);
  }));
  if (more > 0) byId("problems").append(h("li", {}, `and ${several(more, "other problem")}`));
  byId("problem-box").hidden = problems.length === 0;
  showDrafts();
}

function showDrafts(): void {
  const count = Object.keys(drafts).length;
  const isBroken = latestProblems.length > 0;
  for (const id of ["difference", "reset"]) byId<HTMLButtonElement>(id).disabled = count === 0;
  byId<HTMLButtonElement>("effect").disabled = count === 0 || isBroken;
  byId<HTMLButtonElement>("save").disabled = !(file in drafts) || isBroken;
  byId("edited").textContent = count === 0 ? "" : `${several(count, "file")} edited`;
  for (const option of byId<HTMLSelectElement>("file").options) {
    option.textContent = `${option.dataset.label}${option.value in drafts ? " •" : ""}`;
  }
}

function reset(): void {
  for (const name of Object.keys(drafts)) {
    delete drafts[name];
    ruleEditor.replace(name, files.get(name)?.text ?? "");
  }
  showDrafts();
  say("Your edits are gone. Undo brings those of this file back.");
  void evaluate();
}

async function save(): Promise<void> {
  const name = file;
  const original = files.get(name)!;
  const text = drafts[name]!;
  const saved = await guarded(() => service.save(name, text, original.digest));
  if (!saved) return;
  files.set(name, saved);
  if (file === name) drafted();
  else delete drafts[name];
  showDrafts();
  say(`${name} is saved.`);
}

// States

function currentState(): State {
  return { record: readFields(editor.text), drafts: { ...drafts }, file };
}

async function share(): Promise<void> {
  history.replaceState(null, "", await fragmentOf(currentState()));
  if (await copy(location.href)) say("The link is copied. It holds the document and your edits.");
  else showLink(location.href);
}

async function restore(state: State): Promise<void> {
  const known = new Set(rules.files.map((one) => one.name));
  const unknown = Object.keys(state.drafts).filter((name) => !known.has(name));
  for (const name of Object.keys(drafts)) {
    delete drafts[name];
    ruleEditor.replace(name, files.get(name)?.text ?? "");
  }
  for (const [name, text] of Object.entries(state.drafts)) {
    if (!known.has(name)) continue;
    if (!files.has(name)) files.set(name, await service.ruleFile(name));
    if (text !== files.get(name)!.text) drafts[name] = text;
    ruleEditor.replace(name, text);
  }
  fillFields(state.record);
  editor.text = state.record.readme;
  if (known.has(state.file)) await openFile(state.file);
  showDrafts();
  if (unknown.length > 0) say(`The link edits ${unknown.join(", ")}, which these rules do not have.`);
  await evaluate();
}

async function take(chosen: File | undefined): Promise<void> {
  if (!chosen) return;
  try {
    const record = await readFile(chosen);
    fillFields(record);
    editor.text = record.readme;
    edited();
    say(`${chosen.name} is open.`);
  } catch (error) {
    say((error as Error).message);
  }
}

// The page

function say(text: string): void {
  byId("said").textContent = text;
}

/** Return what an action returns, null where it was refused: the reason is shown. */
async function guarded<T>(action: () => Promise<T>): Promise<T | null> {
  for (;;) {
    try {
      return await action();
    } catch (error) {
      if (!(error instanceof service.Refusal)) throw error;
      if (error.status !== 401) {
        say(error.message);
        return null;
      }
      await askToken(error.message);
    }
  }
}

function connect(): void {
  const on = (id: string, act: () => unknown) => byId(id).addEventListener("click", () => void act());
  on("share", share);
  on("reset", reset);
  on("save", save);
  on("effect", () => showEffect({ ...drafts }, rules.corpus));
  on("difference", () => guarded(() => showDifference({ ...drafts })));
  on("dialog-close", () => byId<HTMLDialogElement>("dialog").close());
  on("open-file", () => byId("file-input").click());
  on("clear", () => {
    fillFields({ name: "", description: "", topics: [], readme: "" });
    editor.text = "";
    edited();
    editor.view.focus();
  });
  const chosen = byId<HTMLInputElement>("file-input");
  chosen.addEventListener("change", () => void take(chosen.files?.[0]).then(() => (chosen.value = "")));
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    void take(event.dataTransfer.files[0]);
  });
  watchFields(edited);
  byId("file").addEventListener("change", () => void openFile(byId<HTMLSelectElement>("file").value));
  const tag = byId<HTMLInputElement>("why");
  tag.addEventListener("input", () => {
    const known = rules.tags.find((one) => one.name.trim().toLowerCase() === tag.value.trim().toLowerCase());
    const wanted = known?.name ?? "";
    if (wanted === why) return;
    why = wanted;
    void evaluate();
  });
  addEventListener("hashchange", () => void stateOf(location.hash).then((state) => state && restore(state)));
}

function fillLists(): void {
  const label = (one: service.RuleFileName) => one.tag || one.name;
  const options = (some: service.RuleFileName[]) => some.map((one) =>
    h("option", { value: one.name, "data-label": label(one) }, label(one)));
  const [tags, shared] = [rules.files.filter((one) => one.tag), rules.files.filter((one) => !one.tag)];
  byId("file").append(h("optgroup", { label: "Tags" }, ...options(tags)), h("optgroup", { label: "Shared" }, ...options(shared)));
  byId("tag-names").append(...rules.tags.map((one) => h("option", { value: one.name.trim() }, one.scope)));
  byId("save").hidden = !rules.editable;
}

async function start(): Promise<void> {
  const found = await guarded(service.rules);
  if (!found) return;
  rules = found;
  say("");
  fillLists();
  connect();
  const shared = await stateOf(location.hash);
  if (location.hash && !shared) say("The link is damaged, so here is the example.");
  await restore(shared ?? { record: { name: "", description: "", topics: [], readme: rules.example }, drafts: {}, file: "" });
  if (!file) {
    const best = answer?.tags?.[0]?.name.trim();
    const first = rules.files.find((one) => one.tag === best) ?? rules.files.find((one) => one.tag) ?? rules.files[0];
    if (first) await openFile(first.name);
  }
  document.body.classList.remove("starting");
}

void start();
