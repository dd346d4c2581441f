// The words of the page, in the language that the chat chose; the server sends them, first of all.

const ZONE = "Europe/Kyiv";
const CLOCK = { hour: "2-digit", minute: "2-digit", timeZone: ZONE };
const DAY = { day: "numeric", month: "long", timeZone: ZONE };
export const words = {};

export const clock = (when) => when.toLocaleTimeString(words.locale, CLOCK);
export const day = (when) => when.toLocaleDateString(words.locale, DAY);

// Take new words, and say them wherever the page itself speaks.
export function speak(given) {
  Object.assign(words, given);
  document.documentElement.lang = words.locale.slice(0, 2);
  for (const one of document.querySelectorAll("[data-words]")) one.textContent = words[one.dataset.words];
  for (const one of document.querySelectorAll("[data-label]")) one.setAttribute("aria-label", words[one.dataset.label]);
  for (const one of document.querySelectorAll("[data-title]")) one.title = words[one.dataset.title];
  for (const one of document.querySelectorAll("[data-placeholder]")) one.placeholder = words[one.dataset.placeholder];
}
