// The rule files: one of them in the editor, drafts of those that were edited, their problems.
import { showDifference, showEffect } from "./dialogs";
import { byId, h, several } from "./dom";
import { guarded, say } from "./messages";
import { RuleEditor } from "./rule_editor";
import * as service from "./service";

/** The pane of rules; `changed` is called when a draft is another one. */
export class RulesPane {
  readonly drafts: service.Drafts = {};
  file = "";
  private readonly files = new Map<string, service.RuleFile>();
  private readonly editor: RuleEditor;
  private problems: service.Problem[] = [];
  private more = 0;

  constructor(private readonly rules: service.Rules, private readonly changed: () => void) {
    this.editor = new RuleEditor(byId("rule-editor"), () => this.edited(), (name) => this.schemaOf(name));
    this.fillList();
    const on = (id: string, act: () => unknown) => byId(id).addEventListener("click", () => void act());
    on("effect", () => showEffect({ ...this.drafts }, rules.corpus));
    on("difference", () => guarded(() => showDifference({ ...this.drafts })));
    on("reset", () => this.reset());
    on("save", () => this.save());
    byId("save").hidden = !rules.editable;
    byId("file").addEventListener("change", () => void this.open(byId<HTMLSelectElement>("file").value));
  }

  /** Open a file, at a line and column if they are given. */
  async open(name: string, line?: number, column?: number): Promise<void> {
    const found = await guarded(() => this.load(name));
    if (!found) return;
    this.file = "";
    this.editor.open(name, this.drafts[name] ?? found.text);
    this.file = name;
    byId<HTMLSelectElement>("file").value = name;
    this.report(this.problems, this.more);
    if (line !== undefined) this.editor.go(line, column);
  }

  /** Open the file of a tag, else the first that there is. */
  async openTag(tag: string): Promise<void> {
    const { files } = this.rules;
    const first = files.find((one) => one.tag === tag) ?? files.find((one) => one.tag) ?? files[0];
    if (first) await this.open(first.name);
  }

  /** Put drafts in place of all that there are; return the names that no file has. */
  async replace(drafts: service.Drafts): Promise<string[]> {
    this.drop();
    const unknown = [];
    for (const [name, text] of Object.entries(drafts)) {
      if (!this.rules.files.some((one) => one.name === name)) {
        unknown.push(name);
        continue;
      }
      const found = await guarded(() => this.load(name));
      if (!found) continue;
      if (text !== found.text) this.drafts[name] = text;
      this.editor.replace(name, text);
    }
    this.refresh();
    return unknown;
  }

  /** Show the problems of all drafts, and how many more there are. */
  report(problems: service.Problem[], more: number): void {
    [this.problems, this.more] = [problems, more];
    this.editor.report(problems.filter((one) => one.file === this.file));
    const items = problems.map((one) => {
      const button = h("button", { type: "button", class: "link" }, `${one.file}:${one.line}:${one.column}`);
      button.addEventListener("click", () => void this.open(one.file, one.line, one.column));
      return h("li", {}, button, ` ${one.problem}`, one.hint ? h("span", { class: "note" }, ` ${one.hint}`) : null);
    });
    if (more > 0) items.push(h("li", {}, `and ${several(more, "other problem")}`));
    byId("problems").replaceChildren(...items);
    byId("problem-box").hidden = problems.length === 0;
    this.refresh();
  }

  private async load(name: string): Promise<service.RuleFile> {
    const found = this.files.get(name) ?? await service.ruleFile(name);
    this.files.set(name, found);
    return found;
  }

  private edited(): void {
    const original = this.files.get(this.file);
    if (!original) return;
    if (this.editor.text === original.text) delete this.drafts[this.file];
    else this.drafts[this.file] = this.editor.text;
    this.refresh();
    this.changed();
  }

  private reset(): void {
    this.drop();
    this.refresh();
    say("Your edits are undone. Ctrl-Z restores those of this file.");
    this.changed();
  }

  private drop(): void {
    for (const name of Object.keys(this.drafts)) {
      delete this.drafts[name];
      this.editor.replace(name, this.files.get(name)!.text);
    }
  }

  private async save(): Promise<void> {
    const name = this.file;
    const { digest } = this.files.get(name)!;
    const saved = await guarded(() => service.save(name, this.drafts[name]!, digest));
    if (!saved) return;
    this.files.set(name, saved);
    if (this.file === name) this.edited();
    else delete this.drafts[name];
    this.refresh();
    say(`${name} is saved.`);
  }

  private refresh(): void {
    const count = Object.keys(this.drafts).length;
    const isBroken = this.problems.length > 0;
    const enable = (id: string, can: boolean) => (byId<HTMLButtonElement>(id).disabled = !can);
    enable("difference", count > 0);
    enable("reset", count > 0);
    enable("effect", count > 0 && !isBroken);
    enable("save", this.file in this.drafts && !isBroken);
    byId("edited").textContent = count === 0 ? "" : `${several(count, "file")} edited`;
    for (const option of byId<HTMLSelectElement>("file").options) {
      option.textContent = `${option.dataset.label}${option.value in this.drafts ? " •" : ""}`;
    }
  }

  private fillList(): void {
    const group = (label: string, some: service.RuleFileName[]) =>
      h("optgroup", { label }, ...some.map((one) => {
        const shown = one.tag || one.name;
        return h("option", { value: one.name, "data-label": shown }, shown);
      }));
    const { files } = this.rules;
    byId("file").append(
      group("Tags", files.filter((one) => one.tag)), group("Shared", files.filter((one) => !one.tag)),
    );
  }

  private schemaOf(name: string): service.Schema | null {
    const kind = this.rules.files.find((one) => one.name === name)?.kind;
    return kind ? this.rules.schemas[kind] ?? null : null;
  }
}
