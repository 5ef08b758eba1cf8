// What both editors have in common.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { h } from "./dom";

/** What nobody sees, or what turns text: shown by its code. Joiners stay, emoji are made of them. */
const INVISIBLE = /(?![\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;

/** The nonce with which the server lets this page have styles. */
const nonce = document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";

/** Return what an editor named by the element `labelId` is made of, and what it does on changes. */
export function basics(labelId: string, changed: () => void): Extension {
  return [
    EditorView.cspNonce.of(nonce),
    EditorView.contentAttributes.of({ "aria-labelledby": labelId, spellcheck: "false" }),
    EditorView.lineWrapping,
    EditorView.perLineTextDirection.of(true),
    EditorView.updateListener.of((update) => update.docChanged && changed()),
    EditorState.tabSize.of(4),
    lineNumbers(),
    history(),
    highlightSpecialChars({ specialChars: INVISIBLE, render: spelled }),
    keymap.of([...defaultKeymap, ...historyKeymap]),
  ];
}

function spelled(code: number, description: string | null): HTMLElement {
  const name = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  return h("span", { class: "code", title: description ?? name, "aria-label": name }, name);
}

/** Bring a place into the middle of an editor. */
export function reveal(view: EditorView, from: number, to: number): void {
  view.dispatch({
    selection: { anchor: from, head: to },
    effects: EditorView.scrollIntoView(from, { y: "center" }),
  });
}
