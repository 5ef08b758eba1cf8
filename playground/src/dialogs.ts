// The windows above the page: the change as a diff, its effect on many documents, a token.
import { byId, copy, h, several, table } from "./dom";
import { type Drafts, type Effect, effect, difference, useToken } from "./service";

const MOST = 200; // documents that are listed
const COUNTS: [string, string?][] =
  [["Tag"], ["Before", "number"], ["After", "number"], ["Gained", "number"], ["Lost", "number"]];

byId("dialog-close").addEventListener("click", () => byId<HTMLDialogElement>("dialog").close());

/** Show the drafts as a unified diff, to be copied. */
export async function showDifference(drafts: Drafts): Promise<void> {
  const text = await difference(drafts);
  const pre = h("pre", { tabindex: "0", "aria-label": "Unified diff" }, ...text.trimEnd().split("\n").map(coloured));
  const button = h("button", { type: "button", class: "primary" }, "Copy");
  const said = h("output", {});
  button.addEventListener("click", async () => {
    if (await copy(text)) {
      said.textContent = "Copied.";
      return;
    }
    getSelection()?.selectAllChildren(pre);
    said.textContent = "Selected. Copy it with your keyboard.";
  });
  open("Your change", pre, h("p", { class: "actions" }, button, said,
    h("span", { class: "note" }, "Apply it to your rules with git apply or patch -p1.")));
}

function coloured(line: string): HTMLElement {
  const kind = /^(---|\+\+\+)/.test(line) ? "file" : line.startsWith("+") ? "added" : line.startsWith("-") ? "removed"
    : line.startsWith("@@") ? "hunk" : "";
  return h("span", { class: kind || null }, `${line}\n`);
}

/** Try the drafts on the corpus, and show which documents gain or lose which tags. */
export async function showEffect(drafts: Drafts, corpus: string): Promise<void> {
  const body = open("Effect", h("p", { role: "status" }, `Trying your edits on ${corpus} …`));
  try {
    body.replaceChildren(...summary(await effect(drafts), corpus));
  } catch (error) {
    body.replaceChildren(h("p", { role: "alert" }, String((error as Error).message)));
  }
}

function summary(one: Effect, corpus: string): HTMLElement[] {
  const of = `${several(one.documents, "document")} (${corpus})`;
  if (one.changed === 0) return [h("p", { role: "status" }, `No change of tags in ${of}.`)];
  const list = (names: string[]) => names.map((name) => name.trim()).join(", ") || "no tag";
  const documents = one.impact.slice(0, MOST).map((document) => [
    h("div", {}, String(document.id), h("small", {}, ...document.changes.map(({ tag, gained }) =>
      h("span", { class: gained ? "gained" : "lost" }, `${gained ? "+" : "−"} ${tag.trim()} `)))),
    list(document.old), list(document.new),
  ]);
  return [
    h("p", { role: "status" }, h("b", {}, `${one.changed.toLocaleString("en")} of ${of} would change.`)),
    ...(one.tags.length === 0 ? [] : [table(COUNTS, one.tags.map((tag) => [
      tag.name.trim(), String(tag.before), String(tag.after), `+${tag.gained}`, `−${tag.lost}`,
    ]))]),
    table([["Document"], ["Before"], ["After"]], documents),
    ...(one.impact.length > MOST ? [h("p", { class: "note" }, `and ${several(one.impact.length - MOST, "other document")}`)] : []),
  ];
}

/** Ask for the token of the server; resolves when one was given. */
export function askToken(message: string): Promise<void> {
  return new Promise((resolve) => {
    const input = h("input", { type: "password", id: "token", autocomplete: "off" });
    const form = h("form", {}, h("p", {}, message), h("label", {}, "Token ", input), " ", h("button", {}, "Continue"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      useToken(input.value.trim());
      byId<HTMLDialogElement>("dialog").close();
      resolve();
    });
    open("Token", form);
    input.focus();
  });
}

/** Show a link that could not be copied, selected. */
export function showLink(address: string): void {
  const input = h("input", { readonly: true, value: address, "aria-label": "Link", class: "wide" });
  open("Link to the document and your edits", input);
  input.select();
}

function open(title: string, ...children: HTMLElement[]): HTMLElement {
  const body = byId("dialog-body");
  byId("dialog-title").textContent = title;
  body.replaceChildren(...children);
  const dialog = byId<HTMLDialogElement>("dialog");
  if (!dialog.open) dialog.showModal();
  return body;
}
