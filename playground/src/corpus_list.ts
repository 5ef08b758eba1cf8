// The documents of the corpus, of which one can be opened.
import { byId, h } from "./dom";
import { guarded, say } from "./messages";
import * as service from "./service";

/** List the documents; `show` is called with the one that is chosen. Without any there is no list. */
export async function listCorpus(show: (record: service.Fields) => void): Promise<void> {
  const list = byId<HTMLSelectElement>("corpus");
  const found = await service.documents().catch(() => []); // it is said where the corpus is tried
  if (found.length === 0) return;
  list.replaceChildren(
    h("option", { value: "" }, "From the corpus …"),
    ...found.map((one) => h("option", { value: one.number }, one.id)),
  );
  list.hidden = false;
  list.addEventListener("change", async () => {
    const chosen = list.selectedOptions[0];
    if (!chosen?.value) return;
    const record = await guarded(() => service.document(Number(chosen.value)));
    list.value = ""; // so that the same one can be opened again
    if (!record) return;
    show(record);
    say(`${chosen.textContent} is open.`);
  });
}
