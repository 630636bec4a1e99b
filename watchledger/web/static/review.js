// Review by keyboard: y, n, h decide; s skips; u takes back; c and r go to the note and the right value; words that are selected in
// the text become the right value. Everything works without this, by its buttons.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.matches("input, textarea, select")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (document.querySelector("dialog[open]")) return;
  const key = event.key.toLowerCase();
  const field = document.querySelector(`[data-focus="${CSS.escape(key)}"]`);
  if (field) { event.preventDefault(); field.focus(); return; }
  const button = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (button) { event.preventDefault(); button.click(); }
});
document.addEventListener("selectionchange", () => {
  const words = document.getElementById("words");
  const chosen = document.getSelection();
  if (!words || !chosen || chosen.isCollapsed || !words.contains(chosen.anchorNode)) return;
  document.getElementById("corrected").value = chosen.toString().trim().slice(0, 2000);
});
// One decision, one request: a key held down must not decide the next item unseen.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "1";
});
