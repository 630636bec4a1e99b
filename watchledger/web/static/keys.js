// Keyboard use: "/" goes to the search bar, "?" shows the keys, j and k lead to the next and previous lit place or hit. Pages work without this.
"use strict";
const places = () => Array.from(document.querySelectorAll(".hits h3 a, .text span[id]"));
let at = -1;
const help = document.getElementById("keys"), opener = document.getElementById("show-keys");
opener.hidden = false;
opener.addEventListener("click", () => help.showModal());
document.addEventListener("keydown", (event) => {
  if (event.target.matches("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (help.open) return;
  if (event.key === "?") { event.preventDefault(); help.showModal(); }
  if (event.key === "/") {
    const bar = document.querySelector("input[name=q]");
    if (bar) { event.preventDefault(); bar.focus(); bar.select(); } else { location.href = "/"; }
  }
  if (event.key === "j" || event.key === "k") {
    const all = places();
    if (!all.length) return;
    at = Math.min(Math.max(at + (event.key === "j" ? 1 : -1), 0), all.length - 1);
    all[at].setAttribute("tabindex", "-1");
    all[at].focus();
    all[at].scrollIntoView({ block: "center" });
  }
});
// A place that a link in the page leads to is outlined on the page picture too.
addEventListener("hashchange", () => {
  const key = location.hash.slice(1).replace(/^r-/, "");
  const all = Array.from(document.querySelectorAll(".paper [data-on]"));
  if (!all.some((one) => one.dataset.on === key)) return;
  all.forEach((one) => one.classList.toggle("here", one.dataset.on === key));
});
