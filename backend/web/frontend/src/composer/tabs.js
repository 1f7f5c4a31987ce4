// The texts of a post as tabs; without this script they stand under one another.

export function tabs(box) {
  const panels = [...box.querySelectorAll("[data-tab]")];
  const list = document.createElement("div");
  list.className = "tabs";
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", box.getAttribute("aria-label"));
  box.removeAttribute("aria-label");
  const buttons = panels.map((panel, index) => tab(panel, index));
  list.append(...buttons);
  box.prepend(list);

  function show(index, { focus = false } = {}) {
    buttons.forEach((button, at) => {
      button.setAttribute("aria-selected", String(at === index));
      button.tabIndex = at === index ? 0 : -1;
      panels[at].hidden = at !== index;
    });
    if (focus) buttons[index].focus();
  }

  function mark() {
    panels.forEach((panel, at) => {
      const own = panel.dataset.network && panel.querySelector("textarea").value.trim() !== "";
      buttons[at].classList.toggle("tabs__tab--own", Boolean(own));
    });
  }

  list.addEventListener("click", (event) => {
    const index = buttons.indexOf(event.target.closest("[role=tab]"));
    if (index >= 0) show(index);
  });
  list.addEventListener("keydown", (event) => {
    const steps = { ArrowRight: 1, ArrowLeft: -1 };
    if (!(event.key in steps)) return;
    event.preventDefault();
    const from = buttons.indexOf(document.activeElement);
    show((from + steps[event.key] + buttons.length) % buttons.length, { focus: true });
  });
  box.addEventListener("input", mark);
  show(0);
  mark();
  function reveal(element) {
    const index = panels.findIndex((panel) => panel.contains(element));
    if (index >= 0) show(index);
  }

  return { reveal, mark };
}

function tab(panel, index) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "tabs__tab";
  button.id = `tab-${index}`;
  button.textContent = panel.dataset.tab;
  button.setAttribute("role", "tab");
  panel.id ||= `panel-${index}`;
  button.setAttribute("aria-controls", panel.id);
  panel.setAttribute("role", "tabpanel");
  panel.setAttribute("aria-labelledby", button.id);
  return button;
}
