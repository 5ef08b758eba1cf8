// Search, filter by tag, and sort.
(() => {
  const body = document.querySelector(".documents tbody");
  const rows = [...body.rows].map((element) => ({
    element,
    text: element.textContent.toLowerCase(),
    tags: [...element.querySelectorAll(".name")].map((name) => name.textContent),
  }));
  const search = document.getElementById("search");
  const filters = [...document.querySelectorAll(".tag-filter")];
  const shown = document.getElementById("shown");

  function refresh() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const pressed = filters.find((filter) => filter.getAttribute("aria-pressed") === "true");
    const tag = pressed?.querySelector("span").textContent;
    let count = 0;
    for (const row of rows) {
      const matches = words.every((word) => row.text.includes(word));
      row.element.hidden = !matches || (tag !== undefined && !row.tags.includes(tag));
      count += !row.element.hidden;
    }
    shown.textContent = `${count.toLocaleString("en")} shown`;
  }

  function keyOf(row, column) {
    const cell = row.element.cells[column];
    if (column === 0) return cell.textContent;
    return cell.dataset.value === "" ? Infinity : Number(cell.dataset.value);
  }

  function sort(button) {
    const header = button.closest("th");
    const column = Number(button.dataset.sort);
    const descending = header.getAttribute("aria-sort") === "ascending";
    document.querySelectorAll("th[aria-sort]").forEach((one) => one.removeAttribute("aria-sort"));
    header.setAttribute("aria-sort", descending ? "descending" : "ascending");
    const collator = new Intl.Collator("en", { numeric: true });
    const keys = new Map(rows.map((row) => [row, keyOf(row, column)]));
    const compare = (a, b) => (column === 0 ? collator.compare(a, b) : a < b ? -1 : a > b ? 1 : 0);
    rows.sort((a, b) => compare(keys.get(a), keys.get(b)) * (descending ? -1 : 1));
    body.append(...rows.map((row) => row.element));
  }

  document.querySelectorAll("[data-sort]").forEach((button) =>
    button.addEventListener("click", () => sort(button)),
  );
  filters.forEach((filter) =>
    filter.addEventListener("click", () => {
      const on = filter.getAttribute("aria-pressed") === "true";
      filters.forEach((one) => one.setAttribute("aria-pressed", "false"));
      filter.setAttribute("aria-pressed", String(!on));
      refresh();
    }),
  );
  search.form.addEventListener("submit", (event) => event.preventDefault());
  search.addEventListener("input", refresh);
  refresh();
})();
