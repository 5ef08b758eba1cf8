// A rule file: YAML with completion, and the engine's problems at their places.
import { autocompletion, closeBrackets, completionKeymap } from "@codemirror/autocomplete";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, indentService, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { completions } from "./completion";
import { basics, reveal } from "./editors";
import { unitsOf } from "./offsets";
import type { Problem, Schema } from "./service";

/** Return the indentation of the line behind one of YAML: deeper below a key, in line with its like. */
function indentation(line: string): number {
  const [, blanks, dashes, rest] = /^( *)((?:- +)*)(.*?)\s*$/.exec(line)!;
  const column = blanks!.length + dashes!.length;
  if (/^[\w-]+:$/.test(rest!)) return column + 2;
  return /^[\w-]+:\s/.test(rest!) ? column : blanks!.length;
}

/** The editor of one rule file after the other, each with its own history. */
export class RuleEditor {
  readonly view: EditorView;
  private readonly states = new Map<string, EditorState>();
  private file = "";

  constructor(parent: HTMLElement, private readonly changed: () => void, private readonly schemaOf: (file: string) => Schema | null) {
    this.view = new EditorView({ parent });
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  /** Show a file, as it was left; with `text` where it has not been shown yet. */
  open(file: string, text: string): void {
    if (this.file) this.states.set(this.file, this.view.state);
    this.file = file;
    this.view.setState(this.states.get(file) ?? this.fresh(text));
  }

  /** Put another text into a file, as a change that can be undone where the file is open. */
  replace(file: string, text: string): void {
    if (file !== this.file) {
      this.states.delete(file);
      return;
    }
    const { doc } = this.view.state;
    if (text !== this.text) this.view.dispatch({ changes: { from: 0, to: doc.length, insert: text } });
  }

  /** Show problems of the file: each from its place to the end of the word there. */
  report(problems: Problem[]): void {
    const { doc } = this.view.state;
    const diagnostics = problems.map((one): Diagnostic => {
      const line = doc.line(Math.min(Math.max(one.line, 1), doc.lines));
      const start = Math.min(unitsOf(line.text)(one.column - 1), line.length);
      const word = /^[\p{L}\p{N}_-]+|^\S?/u.exec(line.text.slice(start))![0];
      const message = one.hint ? `${one.problem} (${one.hint})` : one.problem;
      return { from: line.from + start, to: line.from + start + word.length, severity: "error", message };
    });
    this.view.dispatch(setDiagnostics(this.view.state, diagnostics));
  }

  /** Go to a line and column, counted from 1. */
  go(line: number, column = 1): void {
    const found = this.view.state.doc.line(Math.min(Math.max(line, 1), this.view.state.doc.lines));
    const at = found.from + Math.min(unitsOf(found.text)(column - 1), found.length);
    reveal(this.view, at, at);
    this.view.focus();
  }

  private fresh(text: string): EditorState {
    return EditorState.create({
      doc: text,
      extensions: [
        basics("rules", this.changed),
        yaml(),
        syntaxHighlighting(classHighlighter),
        bracketMatching(),
        closeBrackets(),
        indentService.of((context, position) => indentation(context.lineAt(position, -1).text)),
        autocompletion({ icons: false, override: [(context) => completions(context, this.schemaOf(this.file))] }),
        lintGutter(),
        keymap.of([...completionKeymap, ...lintKeymap]),
      ],
    });
  }
}
