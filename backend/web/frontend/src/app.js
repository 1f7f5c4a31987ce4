// Loaded on every page: htmx, Alpine (the build that needs no eval) and the small parts of the frame.
// A page's own script registers its components with `Alpine.data` at load; Alpine starts after it.
import "./shared/htmx.js";
import Alpine from "@alpinejs/csp";

// A notice that can be sent away; the words themselves come from the server.
Alpine.data("notice", () => ({
  shown: true,
  dismiss() {
    this.shown = false;
  },
}));

// Menus made of <details> close on Escape and on a click elsewhere.
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(except)) menu.open = false;
  }
}

document.addEventListener("click", (event) => closeMenus(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.activeElement?.closest("details.menu[open]");
  closeMenus(null);
  menu?.querySelector("summary").focus();
});

// <button data-opens="id"> opens that <dialog>; a click on its backdrop closes it.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  if (event.target.matches("dialog.dialog")) event.target.close();
  if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
});

document.addEventListener("DOMContentLoaded", () => Alpine.start());
