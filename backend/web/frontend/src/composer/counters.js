// An estimate at once, key by key; the server counts as the network does and has the last word.

const URL_PATTERN = /https?:\/\/\S+/g;
const URL_WEIGHT = 23;
// What X counts once: Latin, general punctuation and the like; everything else counts twice.
const LIGHT = [[0, 4351], [8192, 8205], [8208, 8223], [8242, 8247]];

export function estimate(form, feedback) {
  for (const counter of feedback.querySelectorAll(".counter")) {
    const { network, most } = counter.dataset;
    const used = room(form, network);
    counter.querySelector(".counter__used").textContent = used.toLocaleString(document.documentElement.lang);
    counter.querySelector("meter").value = used;
    counter.classList.toggle("counter--over", used > Number(most));
    if (used <= Number(most)) counter.querySelector(".counter__over")?.remove();
  }
}

function room(form, network) {
  const own = form.elements[`text_${network}`].value.trim();
  const link = form.elements.link.value.trim();
  let text = own || form.elements.text.value.trim();
  if (network !== "facebook" && link && !text.includes(link)) text = [text, link].filter(Boolean).join("\n");
  return network === "twitter" ? weighted(text) : text.length;
}

function weighted(text) {
  const links = text.match(URL_PATTERN) ?? [];
  const rest = [...text.replace(URL_PATTERN, "").normalize("NFC")];
  return rest.reduce((sum, sign) => sum + weight(sign.codePointAt(0)), links.length * URL_WEIGHT);
}

function weight(point) {
  return LIGHT.some(([first, last]) => point >= first && point <= last) ? 1 : 2;
}
