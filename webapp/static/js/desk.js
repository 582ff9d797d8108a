// Takes the words that are selected in a story over into a field. Everything works without this file too.
"use strict";
document.querySelectorAll("button[data-take]").forEach((button) => {
  const field = document.getElementById(button.dataset.take);
  let words = "";
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    const inside = chosen && chosen.anchorNode && chosen.anchorNode.parentElement.closest(".words");
    if (inside && !chosen.isCollapsed) words = chosen.toString().trim();
  });
  button.addEventListener("click", () => {
    if (words) field.value = words;
    field.focus();
  });
  button.hidden = false;
});
