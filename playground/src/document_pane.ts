// The document: its editor and fields, files that are opened or dropped, the words that are marked.
import { DocumentEditor, type Mark } from "./document_editor";
import { byId } from "./dom";
import { say } from "./messages";
import { unitsOf } from "./offsets";
import { fillFields, goToField, readFields, readFile, watchFields } from "./record_form";
import type { Candidate, Contribution, Fields, Place } from "./service";

const EMPTY: Fields = { name: "", description: "", topics: [], readme: "" };

/** The pane of the document; `changed` is called when it is another one. */
export class DocumentPane {
  private readonly editor: DocumentEditor;
  private candidates: Candidate[] = [];
  private marked: string | null = null; // the README that the candidates are of

  constructor(
    private readonly changed: () => void,
    private readonly isOn: (candidate: Candidate) => boolean,
    picked: (candidate: Candidate, contribution: Contribution) => void,
  ) {
    this.editor = new DocumentEditor(byId("document-editor"), changed, (mark) => {
      this.mark(mark);
      picked(mark.candidate, mark.contribution);
    });
    watchFields(changed);
    byId("open-file").addEventListener("click", () => byId("file-input").click());
    byId("clear").addEventListener("click", () => {
      this.fill(EMPTY);
      this.editor.view.focus();
    });
    const chosen = byId<HTMLInputElement>("file-input");
    chosen.addEventListener("change", () => void this.take(chosen.files?.[0]).then(() => (chosen.value = "")));
    addEventListener("dragover", (event) => event.preventDefault());
    addEventListener("drop", (event) => {
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      void this.take(event.dataTransfer.files[0]);
    });
  }

  /** The document as it is. */
  read(): Fields {
    return readFields(this.editor.text);
  }

  /** Show another document. */
  fill(record: Fields): void {
    fillFields(record);
    this.editor.text = record.readme;
    this.changed();
  }

  /** Mark the words of candidates in the README that they are of. */
  show(candidates: Candidate[], readme: string): void {
    [this.candidates, this.marked] = [candidates, readme];
    this.mark(null);
  }

  /** Mark the words again; those of `current` stand out. */
  mark(current: Mark | null): void {
    if (this.marked !== this.editor.text) return; // the next answer is on its way
    const units = unitsOf(this.marked);
    const shown = this.candidates.filter((one) => this.isOn(one) || one === current?.candidate);
    const marks = shown.flatMap((candidate) => candidate.contributions
      .filter(({ place }) => place.source === "readme")
      .map((contribution): Mark => contribution === current?.contribution ? current
        : { from: units(contribution.place.start), to: units(contribution.place.end), candidate, contribution }));
    this.editor.show(marks, current);
  }

  /** Go to a place of the document; the words of a contribution stand out. */
  go(place: Place, candidate?: Candidate, contribution?: Contribution): void {
    if (place.source !== "readme") {
      const units = unitsOf(fieldText(this.read(), place.source));
      goToField(place.source, [units(place.start), units(place.end)]);
      return;
    }
    const units = unitsOf(this.editor.text);
    const [from, to] = [units(place.start), units(place.end)];
    if (candidate && contribution) this.mark({ from, to, candidate, contribution });
    this.editor.select(from, candidate ? from : to);
  }

  private async take(file: File | undefined): Promise<void> {
    if (!file) return;
    try {
      this.fill(await readFile(file));
      say(`${file.name} is open.`);
    } catch (error) {
      say((error as Error).message);
    }
  }
}

function fieldText(record: Fields, source: string): string {
  const topic = /^topics\[(\d+)\]$/.exec(source);
  if (topic) return record.topics[Number(topic[1])] ?? "";
  return source === "name" ? record.name : record.description;
}
