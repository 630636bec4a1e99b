// While files are read the line of progress follows by itself; the link beside it does the same without this.
"use strict";
const follow = async () => {
  const running = document.getElementById("running");
  if (!running) return;
  const answer = await fetch(location.href).catch(() => null);
  if (!answer || !answer.ok) { setTimeout(follow, 10000); return; }
  const now = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("running");
  if (!now) { location.reload(); return; }
  running.replaceWith(now);
  setTimeout(follow, 2000);
};
setTimeout(follow, 2000);
