// Which highlights are on, and the way between a contribution and its place.
(() => {
  const badges = new Map(
    [...document.querySelectorAll(".badge")].map((badge) => [badge.id.slice(1), badge]),
  );
  const marks = [...document.querySelectorAll("mark")].map((element) => ({
    element,
    ids: element.dataset.m.split(" "),
  }));
  const keys = [...document.querySelectorAll(".key")];
  const rows = [...document.querySelectorAll("tr[data-zone]")];
  const zone = document.getElementById("zone");
  const leftOut = document.getElementById("show-left-out");
  const shown = document.getElementById("shown");

  const isOn = (key) => key.getAttribute("aria-pressed") === "true";
  const isCounted = (badge) => badge.dataset.rank !== "";
  const hueOf = (badge) => badge.className.match(/t(\d)/)[1];

  function refresh() {
    const ranks = new Set(keys.filter(isOn).map((key) => key.dataset.rank));
    let count = 0;
    for (const badge of badges.values()) {
      const wanted = isCounted(badge) ? ranks.has(badge.dataset.rank) : leftOut.checked;
      badge.hidden = !wanted || (zone.value !== "" && badge.dataset.zone !== zone.value);
      count += !badge.hidden && isCounted(badge);
    }
    marks.forEach(paint);
    rows.forEach((row) => (row.hidden = zone.value !== "" && row.dataset.zone !== zone.value));
    document.querySelectorAll(".tag").forEach(recount);
    shown.textContent = `${count} highlight${count === 1 ? "" : "s"}`;
  }

  // Under several matches the best one gives the ground, the next one the underline.
  function paint({ element, ids }) {
    const on = ids.map((id) => badges.get(id)).filter((badge) => !badge.hidden);
    const hues = [...new Set(on.filter(isCounted).map(hueOf))];
    const classes = hues.length > 0 ? [`t${hues[0]}`] : on.length > 0 ? ["left-out"] : [];
    if (hues.length > 1) classes.push(`u${hues[1]}`);
    element.className = classes.join(" ");
  }

  function recount(tag) {
    const count = tag.querySelector(".count");
    if (!count) return;
    const visible = tag.querySelectorAll("tr[data-zone]:not([hidden])").length;
    const all = count.dataset.all;
    count.textContent = String(visible) === all ? all : `${visible} of ${all}`;
  }

  // What a link leads to must be visible before the browser goes there.
  function reveal(hash) {
    const id = hash.slice(2);
    const badge = badges.get(id);
    if (!badge || !/^#[cm]/.test(hash)) return;
    if (isCounted(badge)) {
      keys.find((key) => key.dataset.rank === badge.dataset.rank).setAttribute("aria-pressed", "true");
    } else {
      leftOut.checked = true;
    }
    if (zone.value !== badge.dataset.zone) zone.value = "";
    document.getElementById(`c${id}`).closest("details").open = true;
    refresh();
    for (const { element, ids } of marks) element.classList.toggle("current", ids.includes(id));
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link) {
      reveal(link.getAttribute("href"));
      return;
    }
    const mark = event.target.closest("mark");
    if (!mark || !getSelection().isCollapsed) return;
    const first = mark.dataset.m.split(" ").find((id) => !badges.get(id).hidden);
    if (first) badges.get(first).click();
  });
  keys.forEach((key) =>
    key.addEventListener("click", () => {
      key.setAttribute("aria-pressed", String(!isOn(key)));
      refresh();
    }),
  );
  zone.addEventListener("change", refresh);
  leftOut?.addEventListener("change", refresh);

  // On paper nothing can be opened: the contributions of the given tags are printed open.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll(".panel ol:not(.others) details:not([open])")];
    closed.forEach((details) => (details.open = true));
  });
  addEventListener("afterprint", () => closed.forEach((details) => (details.open = false)));

  refresh();
  addEventListener("hashchange", () => reveal(location.hash));
  if (location.hash) {
    reveal(location.hash);
    document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }
})();
