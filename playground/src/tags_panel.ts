// The tags: bars, verdicts and contributions, and why a tag is given or not.
import { byId, h, points, several, svg, table } from "./dom";
import type { Candidate, Contribution, LeftOut, Place, Tag, Tagged, Why } from "./service";

/** What a person can do in the panel. */
export interface Actions {
  showWords(candidate: Candidate, contribution: Contribution): void;
  showPlace(place: Place): void;
  showRule(file: string, line: number): void;
  switched(): void;
}

/** The panel; which tags are marked and which lists are open stays from one answer to the next. */
export class TagsPanel {
  private readonly switches = new Map<string, boolean>();
  private readonly opened = new Map<string, boolean>();
  private candidates: Candidate[] = [];

  constructor(private readonly actions: Actions) {}

  /** Return whether the words of a tag are to be marked. */
  isOn(candidate: Candidate): boolean {
    return this.switches.get(candidate.tag.name) ?? candidate.chosen;
  }

  /** Show an answer. */
  show(answer: Tagged): void {
    this.candidates = answer.candidates;
    const focused = document.activeElement?.getAttribute("data-focus");
    const chosen = this.candidates.filter((one) => one.chosen);
    const others = this.candidates.filter((one) => !one.chosen);
    byId("answer").replaceChildren(...chips(chosen));
    byId("before").replaceChildren(...before(answer));
    byId("chosen").replaceChildren(...chosen.map((one) => this.item(one)));
    byId("none").hidden = chosen.length > 0;
    byId("others").replaceChildren(...others.map((one) => this.item(one)));
    byId("runners-up").hidden = others.length === 0;
    byId("why-answer").replaceChildren(...(answer.why ? this.why(answer.why) : []));
    if (focused) document.querySelector<HTMLElement>(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
  }

  /** Open the list with a contribution and bring its row into view. */
  go(candidate: Candidate, contribution: Contribution): void {
    const index = candidate.contributions.indexOf(contribution);
    const details = document.querySelector<HTMLDetailsElement>(`details[data-rank="${candidate.rank}"]`);
    if (!details) return;
    if (!candidate.chosen) byId<HTMLDetailsElement>("others-list").open = true;
    details.open = true;
    this.fill(details, candidate);
    const row = details.querySelectorAll("tbody tr")[index];
    document.querySelectorAll("tr.current").forEach((one) => one.classList.remove("current"));
    row?.classList.add("current");
    row?.scrollIntoView({ block: "nearest" });
  }

  private item(one: Candidate): HTMLElement {
    const name = one.tag.name.trim();
    const key = h("button", {
      type: "button", class: "key", "aria-pressed": String(this.isOn(one)), "data-focus": `key ${name}`,
      "aria-label": `${one.rank}: highlight ${name}`, title: `Show or hide the highlights of ${name}`,
    }, String(one.rank));
    key.addEventListener("click", () => {
      this.switches.set(one.tag.name, !this.isOn(one));
      key.setAttribute("aria-pressed", String(this.isOn(one)));
      this.actions.switched();
    });
    return h("li", { class: `tag t${one.hue}` },
      h("div", { class: "head" }, key, h("h3", {}, name),
        h("span", { class: "score" }, points(one.score), h("span", { class: "hidden-text" }, " points"))),
      bar(one), this.contributions(one, name));
  }

  private contributions(one: Candidate, name: string): HTMLElement {
    const count = several(one.contributions.length, "contribution");
    const details = h("details", { "data-rank": one.rank },
      h("summary", { "data-focus": `list ${name}` },
        h("span", { class: "verdict" }, one.verdict_text), ` · ${count}`,
        h("span", { class: "hidden-text" }, ` to ${name}`)));
    details.open = this.opened.get(one.tag.name) ?? one.chosen;
    if (details.open) this.fill(details, one);
    details.addEventListener("toggle", () => {
      this.opened.set(one.tag.name, details.open);
      if (details.open) this.fill(details, one);
    });
    return details;
  }

  private fill(details: HTMLDetailsElement, candidate: Candidate): void {
    if (details.querySelector("table")) return;
    const rows = candidate.contributions.map((one, index) => {
      const words = link(one.shown, `${candidate.rank} ${index}`, () => this.actions.showWords(candidate, one));
      return [h("span", { class: one.points < 0 ? "minus" : null }, points(one.points)), h("div", {}, words, h("small", {}, `${where(one.place)} · ${one.reckoning} · `, this.rule(one))),
        one.zone.replaceAll("_", " ")];
    });
    details.append(table([["Points", "number"], ["Match"], ["Zone", "zone"]], rows));
  }

  private rule(one: Contribution | LeftOut): HTMLElement {
    const button = link(one.rule, null, () => this.actions.showRule(one.rule_file, one.rule_line));
    button.title = `Open ${one.rule_file} at line ${one.rule_line}`;
    return button;
  }

  private why(one: Why): HTMLElement[] {
    const candidate = this.candidates.find(({ tag }) => tag.name === one.tag.name);
    const verdict = candidate ? `${points(candidate.score)} points: ${candidate.verdict_text}.` : "None of its rules matched.";
    const rows = one.left_out.map((out) => [
      h("div", {}, link(out.shown, null, () => this.actions.showPlace(out.place)),
        h("small", {}, `${where(out.place)} · `, this.rule(out))),
      out.reason_text,
    ]);
    return [
      h("p", {}, h("b", {}, one.tag.name.trim()), one.chosen ? " is given. " : " is not given. ", verdict),
      ...one.sentences.map((text) => h("p", { class: "sentence" }, text)),
      ...(rows.length > 0 ? [h("h3", {}, "Found, but not counted"), table([["Match"], ["Why not"]], rows)] : []),
      ...(one.more > 0 ? [h("p", { class: "note" }, `and ${one.more} more`)] : []),
    ];
  }
}

function link(text: string, focus: string | null, act: () => void): HTMLButtonElement {
  const button = h("button", { type: "button", class: "link", "data-focus": focus && `words ${focus}` }, h("bdi", {}, text));
  button.addEventListener("click", act);
  return button;
}

function where(place: Place): string {
  const at = `${place.line}:${place.column}`;
  return place.source === "readme" ? at : `${place.source} ${at}`;
}

function chips(chosen: Candidate[]): HTMLElement[] {
  if (chosen.length === 0) return [h("span", { class: "chip" }, "no tag")];
  return chosen.map((one) => h("span", { class: `chip t${one.hue}` }, one.tag.name.trim()));
}

function before({ before: old, tags }: Tagged): (Node | string)[] {
  if (!old) return [];
  const names = (list: Tag[]) => list.map((tag) => tag.name.trim());
  const [was, is] = [names(old), names(tags)];
  if (was.join("\n") === is.join("\n")) return ["Your edits do not change the tags of this document."];
  return ["Without your edits: ", was.join(", ") || "no tag", "."];
}

function bar(one: Candidate): SVGElement {
  return svg("svg", { class: "bar", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" },
    svg("rect", { class: "track", y: 2, width: 100, height: 6, rx: 0.6 }),
    svg("rect", { class: "fill", y: 2, width: one.bar, height: 6 }),
    svg("path", { class: "need", d: `M${Math.min(one.need, 99.6)} 0v10` }));
}
