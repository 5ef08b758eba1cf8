// Search, filter by tag, and sort; of very many documents the first ones are shown.
(() => {
  const STEP = 500;
  const body = document.querySelector(".documents tbody");
  const rows = [...body.rows].map((element) => ({
    element,
    text: element.textContent.toLowerCase(),
    tags: [...element.querySelectorAll(".name")].map((name) => name.textContent),
  }));
  const search = document.getElementById("search");
  const filters = [...document.querySelectorAll(".tag-filter")];
  const shown = document.getElementById("shown");
  const more = document.getElementById("more");
  let limit = STEP;

  const isPressed = (filter) => filter.getAttribute("aria-pressed") === "true";
  const written = (count) => count.toLocaleString("en");

  function matching() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const filter = filters.find(isPressed);
    const tag = filter?.firstElementChild.textContent;
    const hasTag = ({ tags }) => (filter.dataset.tag === "" ? tags.length === 0 : tags.includes(tag));
    return rows.filter(
      (row) => words.every((word) => row.text.includes(word)) && (!filter || hasTag(row)),
    );
  }

  function refresh() {
    const found = matching();
    const visible = new Set(found.slice(0, limit));
    rows.forEach((row) => (row.element.hidden = !visible.has(row)));
    const rest = found.length - visible.size;
    shown.textContent = rest > 0
      ? `${written(visible.size)} of ${written(found.length)} shown`
      : `${written(found.length)} shown`;
    more.hidden = rest === 0;
    more.textContent = `Show ${Math.min(STEP, rest)} more`;
  }

  function keyOf(row, column) {
    const cell = row.element.cells[column];
    if (column === 0) return cell.textContent;
    return cell.dataset.value === "" ? Infinity : Number(cell.dataset.value);
  }

  function sort(button) {
    const header = button.closest("th");
    const column = Number(button.dataset.sort);
    const sign = header.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    document.querySelectorAll("th[aria-sort]").forEach((one) => one.removeAttribute("aria-sort"));
    header.setAttribute("aria-sort", sign < 0 ? "descending" : "ascending");
    const collator = new Intl.Collator("en", { numeric: true });
    const compare = (a, b) => (column === 0 ? collator.compare(a, b) : a < b ? -1 : a > b ? 1 : 0);
    const keys = new Map(rows.map((row) => [row, keyOf(row, column)]));
    rows.sort((a, b) => sign * compare(keys.get(a), keys.get(b)));
    body.append(...rows.map((row) => row.element));
    refresh();
  }

  document.querySelectorAll("[data-sort]").forEach((button) =>
    button.addEventListener("click", () => sort(button)),
  );
  filters.forEach((filter) =>
    filter.addEventListener("click", () => {
      const on = isPressed(filter);
      filters.forEach((one) => one.setAttribute("aria-pressed", "false"));
      filter.setAttribute("aria-pressed", String(!on));
      limit = STEP;
      refresh();
    }),
  );
  more.addEventListener("click", () => {
    limit += STEP;
    refresh();
  });
  search.form.addEventListener("submit", (event) => event.preventDefault());
  search.addEventListener("input", () => {
    limit = STEP;
    refresh();
  });
  refresh();
  rows.forEach((row) => row.element.classList.remove("later"));
})();
