// The document: a text with the words that count marked in it.
import { EditorState, RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, hoverTooltip, placeholder } from "@codemirror/view";
import { h, points } from "./dom";
import { basics, reveal } from "./editors";
import type { Candidate, Contribution } from "./service";

/** A contribution's words at UTF-16 units `[from, to)`. */
export interface Mark { from: number; to: number; candidate: Candidate; contribution: Contribution }

interface Shown { marks: Mark[]; current: Mark | null }

const show = StateEffect.define<Shown>();

const marked = StateField.define<{ shown: Shown; decorations: DecorationSet }>({
  create: () => ({ shown: { marks: [], current: null }, decorations: Decoration.none }),
  update(value, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(show)) {
        return { shown: effect.value, decorations: decorate(effect.value, transaction.newDoc.length) };
      }
    }
    if (!transaction.docChanged) return value;
    // Until the next answer comes the marks move with the text.
    return { shown: { marks: [], current: null }, decorations: value.decorations.map(transaction.changes) };
  },
  provide: (field) => EditorView.decorations.from(field, (value) => value.decorations),
});

/** Cut the marks at each other's ends: the best tag gives the ground, the next the underline. */
function decorate({ marks, current }: Shown, length: number): DecorationSet {
  const sound = marks.filter(({ from, to }) => from < to && to <= length);
  const cuts = [...new Set(sound.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const starting = [...sound].sort((a, b) => a.from - b.from);
  const builder = new RangeSetBuilder<Decoration>();
  let active: Mark[] = [];
  let next = 0;
  cuts.forEach((from, index) => {
    const to = cuts[index + 1];
    active = active.filter((mark) => mark.to > from);
    while (next < starting.length && starting[next]!.from === from) active.push(starting[next++]!);
    if (to === undefined || active.length === 0) return;
    const ranked = [...active].sort((a, b) => a.candidate.rank - b.candidate.rank);
    const hues = [...new Set(ranked.map((mark) => mark.candidate.hue))];
    const classes = ["mark", `t${hues[0]}`, hues.length > 1 ? `u${hues[1]}` : ""];
    if (current && active.includes(current)) classes.push("current");
    builder.add(from, to, Decoration.mark({ class: classes.filter(Boolean).join(" ") }));
  });
  return builder.finish();
}

function marksAt(view: EditorView, position: number): Mark[] {
  const { marks } = view.state.field(marked).shown;
  return marks.filter(({ from, to }) => from <= position && position < to)
    .sort((a, b) => a.candidate.rank - b.candidate.rank);
}

const explained = hoverTooltip((view, position) => {
  const found = marksAt(view, position);
  if (found.length === 0) return null;
  const lines = found.map(({ candidate, contribution }) =>
    h("li", { class: `t${candidate.hue}` },
      h("b", { class: "badge" }, `${candidate.rank} ${points(contribution.points)}`),
      ` ${candidate.tag.name.trim()} · ${contribution.zone.replaceAll("_", " ")} · ${contribution.rule}`));
  return {
    pos: Math.max(...found.map((mark) => mark.from)),
    above: true,
    create: () => ({ dom: h("ul", { class: "tip" }, ...lines) }),
  };
});

/** The editor of the document. */
export class DocumentEditor {
  readonly view: EditorView;

  constructor(parent: HTMLElement, changed: () => void, picked: (mark: Mark) => void) {
    const clicks = EditorView.domEventHandlers({
      click: (event, view) => {
        const position = view.posAtCoords({ x: event.clientX, y: event.clientY });
        const found = position === null ? [] : marksAt(view, position);
        if (found[0] && view.state.selection.main.empty) picked(found[0]);
      },
      // Files are taken by the page, wherever they are dropped.
      drop: (event) => (event.dataTransfer?.files.length ?? 0) > 0,
    });
    this.view = new EditorView({
      parent,
      extensions: [
        basics("document", changed), marked, explained, clicks,
        placeholder("Paste a README here, or drop a file."),
      ],
    });
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  /** Replace the whole text, as a change that can be undone. */
  set text(value: string) {
    const { doc } = this.view.state;
    const normal = EditorState.create({ doc: value }).doc;
    if (normal.eq(doc)) return;
    this.view.dispatch({ changes: { from: 0, to: doc.length, insert: normal } });
    this.view.scrollDOM.scrollTop = 0;
  }

  /** Mark words; `current` stands out. */
  show(marks: Mark[], current: Mark | null): void {
    this.view.dispatch({ effects: show.of({ marks, current }) });
  }

  /** Bring words into view and select them; the editor gets the focus. */
  select(from: number, to: number): void {
    reveal(this.view, from, to);
    this.view.focus();
  }
}
