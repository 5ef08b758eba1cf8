"use strict";

// Light or dark: as the system has it, until the button says otherwise.
(() => {
  const KEY = "tagengine-theme";
  const button = document.getElementById("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  let own = null;
  try {
    own = localStorage.getItem(KEY);
  } catch {
    // A page of a file may have no storage: then the choice holds for this view only.
  }

  function show() {
    const dark = own ? own === "dark" : system.matches;
    if (own) document.documentElement.dataset.theme = own;
    button.setAttribute("aria-pressed", String(dark));
  }

  button.addEventListener("click", () => {
    own = button.getAttribute("aria-pressed") === "true" ? "light" : "dark";
    try {
      localStorage.setItem(KEY, own);
    } catch {
      // As above.
    }
    show();
  });
  system.addEventListener("change", show);
  show();
})();
