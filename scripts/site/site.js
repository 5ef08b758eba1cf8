// The tab key reaches code and tables, so that those wider than the page can be scrolled with it.
addEventListener("load", () => {
  for (const one of document.querySelectorAll("pre > code, .md-typeset__scrollwrap")) {
    one.tabIndex = 0;
  }
});
