// A message as elements of the page.
// Every element is made by name and every text set as text: nothing that was sent is ever read as HTML.

import { clock, day, words } from "./words.js";

export function element(tag, attributes = {}, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
}

function link(address, attributes, ...inside) {
  return element("a", { href: address, target: "_blank", rel: "noopener noreferrer", ...attributes }, ...inside);
}

function moment(seconds) {
  const when = new Date(seconds * 1000);
  return element("time", { datetime: when.toISOString(), title: day(when) }, clock(when));
}

// A node is a text, or an element whose tag the server took from its own short table.
function built(node) {
  if (typeof node === "string") return node;
  const inside = node.inside.map(built);
  if (node.href) return link(node.href, {}, ...inside);
  if (node.say) return element("button", { type: "button", class: "command", "data-say": node.say }, ...inside);
  if (node.unix) return element(node.tag, { datetime: new Date(node.unix * 1000).toISOString() }, ...inside);
  if (node.look === "expandable_blockquote") return folded(inside);
  return element(node.tag, node.look ? { class: node.look, tabindex: "0" } : {}, ...inside);
}

function folded(inside) {
  const more = element("button", { type: "button", class: "more", "aria-expanded": "false" }, words.all);
  return element("blockquote", { class: "folded" }, element("div", {}, ...inside), more);
}

function size(bytes) {
  return bytes < 1024 ? `${bytes} B` : `${Math.round(bytes / 1024)} kB`;
}

function media(message) {
  const parts = [];
  if (message.photo) {
    const { url, width, height } = message.photo;
    const alt = message.text.length ? words.described : words.picture;
    parts.push(link(url, { class: "photo" }, element("img", { src: url, width, height, alt })));
  }
  if (message.document) {
    const { url, name, bytes } = message.document;
    parts.push(element("a", { href: url, download: name, class: "document" }, `${name} · ${size(bytes)}`));
  }
  return parts;
}

function button(one) {
  if (one.url) return link(one.url, { class: "key" }, one.text, element("span", { "aria-hidden": "true" }, " ↗"));
  const made = element("button", { type: "button", class: "key" }, one.text);
  for (const name of ["data", "copy", "query"]) if (name in one) made.dataset[name] = one[name];
  made.disabled = !("data" in one || "copy" in one || "query" in one);
  return made;
}

export function bubble(message, bot) {
  const item = element("li", { id: `m${message.key}`, class: message.mine ? "mine" : "theirs" });
  const box = element("div", { class: "bubble" });
  item.append(element("span", { class: "unseen" }, `${message.mine ? words.you : "overnight"}: `), box);
  if (message.forwarded) box.append(element("p", { class: "head" }, `${words.forwarded} ${message.forwarded}`));
  if (message.via) box.append(element("p", { class: "head" }, `${words.via} @${bot}`));
  box.append(...media(message));
  if (message.text.length) box.append(element("div", { class: "text" }, ...message.text.map(built)));
  box.append(element("p", { class: "foot" }, message.edited ? `${words.edited} ` : "", moment(message.date)));
  if (message.buttons.length) item.append(keys(message));
  return item;
}

function keys(message) {
  const rows = message.buttons.map((row) => element("div", { class: "row" }, ...row.map(button)));
  return element("div", { class: "keys", role: "group", "aria-label": words.buttons, "data-key": message.key }, ...rows);
}
