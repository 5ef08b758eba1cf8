// The page: what is edited goes to the engine, what the engine says is shown.
import { listCorpus } from "./corpus_list";
import { showLink } from "./dialogs";
import { DocumentPane } from "./document_pane";
import { byId, copy, h } from "./dom";
import { guarded, say } from "./messages";
import { RulesPane } from "./rules_pane";
import * as service from "./service";
import { fragmentOf, type State, stateOf } from "./share";
import { TagsPanel } from "./tags_panel";

const PAUSE = 40; // milliseconds without a key before the document is tagged again

/** The whole page. */
class Playground {
  private readonly document: DocumentPane;
  private readonly panel: TagsPanel;
  private readonly pane: RulesPane;
  private why = "";
  private answer: service.Tagged | null = null;
  private timer = 0;
  private isAsking = false;
  private isWanted = false;

  constructor(private readonly rules: service.Rules) {
    this.panel = new TagsPanel({
      showWords: (candidate, contribution) => this.document.go(contribution.place, candidate, contribution),
      showPlace: (place) => this.document.go(place),
      showRule: (name, line) => void this.pane.open(name, line),
      switched: () => this.document.mark(null),
    });
    this.document = new DocumentPane(
      () => this.changed(),
      (candidate) => this.panel.isOn(candidate),
      (candidate, contribution) => this.panel.go(candidate, contribution),
    );
    this.pane = new RulesPane(rules, () => this.changed());
    this.connectWhy();
    void listCorpus((record) => this.document.fill(record));
    byId("share").addEventListener("click", () => void this.share());
    addEventListener("hashchange", () => void stateOf(location.hash).then((state) => state && this.restore(state)));
  }

  /** Begin with the state in the address, or with the example. */
  async start(): Promise<void> {
    const shared = await stateOf(location.hash);
    const example = { name: "", description: "", topics: [], readme: this.rules.example };
    await this.restore(shared ?? { record: example, drafts: {}, file: "" });
    if (location.hash && !shared) say("The link is damaged; this is the example instead.");
    if (!this.pane.file) await this.pane.openTag(this.answer?.tags[0]?.name.trim() ?? "");
  }

  private changed(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.evaluate(), PAUSE);
  }

  /** Ask for tags; while an answer is on its way the next question waits, and only the last is asked. */
  private async evaluate(): Promise<void> {
    clearTimeout(this.timer);
    this.isWanted = true;
    if (this.isAsking) return;
    this.isAsking = true;
    try {
      while (this.isWanted) {
        this.isWanted = false;
        await this.ask();
      }
    } finally {
      this.isAsking = false;
    }
  }

  private async ask(): Promise<void> {
    const record = this.document.read();
    const start = performance.now();
    const found = await guarded(() => service.evaluate(record, this.pane.drafts, this.why));
    if (!found) return;
    byId("time").textContent = `${Math.round(performance.now() - start)} ms`;
    this.pane.report(found.problems, found.more_problems);
    document.body.classList.toggle("stale", found.tags === null);
    if (found.tags === null) {
      byId("stale").textContent = this.answer
        ? "Tags from before the mistake in the rules." : "No tags until the mistake in the rules is fixed.";
      return;
    }
    byId("stale").textContent = "";
    byId("cut").hidden = !found.is_cut;
    announce(found.tags, this.answer?.tags ?? null);
    this.answer = found;
    this.panel.show(found);
    performance.mark("tags");
    this.document.show(found.candidates, record.readme);
  }

  private async share(): Promise<void> {
    const state = { record: this.document.read(), drafts: this.pane.drafts, file: this.pane.file };
    history.replaceState(null, "", await fragmentOf(state));
    if (await copy(location.href)) say("The link is copied. It contains the document and your edits.");
    else showLink(location.href);
  }

  private async restore(state: State): Promise<void> {
    const unknown = await this.pane.replace(state.drafts);
    this.document.fill(state.record);
    if (this.rules.files.some((one) => one.name === state.file)) await this.pane.open(state.file);
    if (unknown.length > 0) say(`The link edits ${unknown.join(", ")}, which these rules do not have.`);
    await this.evaluate();
  }

  private connectWhy(): void {
    byId("tag-names").append(...this.rules.tags.map((one) => h("option", { value: one.name.trim() }, one.scope)));
    const input = byId<HTMLInputElement>("why");
    input.addEventListener("input", () => {
      const asked = input.value.trim().toLowerCase();
      const known = this.rules.tags.find((one) => one.name.trim().toLowerCase() === asked);
      const wanted = known?.name ?? "";
      if (wanted === this.why) return;
      this.why = wanted;
      void this.evaluate();
    });
  }
}

function announce(now: service.Tag[], before: service.Tag[] | null): void {
  const names = (tags: service.Tag[]) => tags.map((tag) => tag.name.trim()).join(", ") || "no tag";
  if (!before || names(now) !== names(before)) byId("spoken").textContent = `Tags: ${names(now)}`;
}

const rules = await guarded(service.rules);
if (rules) {
  say("");
  await new Playground(rules).start();
  document.body.classList.remove("starting");
}
