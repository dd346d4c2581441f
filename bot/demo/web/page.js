// The chat: events come from /events, what the person does goes to /say, /press and /choose.
import { bubble, element } from "./bubbles.js";
import { clock, day, speak, words } from "./words.js";

const byId = (id) => document.getElementById(id);
const log = byId("log");
const scroll = byId("scroll");
const text = byId("text");
const panel = byId("panel");
const menu = byId("menu");

const TOAST_MS = 4000;
const WAIT_MS = 15000;
const NEAR_PX = 80;
const MARGIN_PX = 8;
let bot = "";
let waiting = 0;

// what comes

function near() {
  return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_PX;
}

// To the end, but never past the beginning of what came.
function bring(item) {
  scroll.scrollTop = Math.min(scroll.scrollHeight - scroll.clientHeight, item.offsetTop - MARGIN_PX);
}

function unfoldable(item) {
  for (const quote of item.querySelectorAll(".folded")) {
    const inner = quote.firstChild;
    quote.lastChild.hidden = inner.scrollHeight <= inner.clientHeight + 1;
  }
}

function show(message) {
  const follow = near() || message.mine || waiting;
  const old = byId(`m${message.key}`);
  const item = bubble(message, bot);
  const place = old && focused(old);
  if (old) old.replaceWith(item);
  else log.append(item);
  unfoldable(item);
  if (old && place !== false) item.querySelectorAll(".key")[place]?.focus();
  if (follow && !old) bring(item);
  if (!message.mine) arrived();
  byId("start").hidden = true;
}

// Which button of a bubble has the focus, so that an edit does not take it from the keyboard.
function focused(item) {
  const place = [...item.querySelectorAll(".key")].indexOf(document.activeElement);
  return place < 0 ? false : place;
}

const COMING = {
  all(event) {
    bot = event.bot;
    COMING.words(event);
    log.replaceChildren();
    event.messages.forEach(show);
    byId("start").hidden = event.messages.length > 0;
    if (log.lastChild) bring(log.lastChild);
    COMING.time(event);
  },
  shown: (event) => show(event.message),
  gone: (event) => byId(`m${event.key}`)?.remove(),
  words(event) {
    speak(event.words);
    state(words.connected);
    COMING.time(event);
  },
  time(event) {
    const now = new Date(event.now * 1000);
    byId("clock").textContent = `${day(now)}, ${clock(now)} ${words.kyiv}`;
  },
};

function state(told) {
  byId("state").textContent = told;
}

function connect() {
  const events = new EventSource("events");
  events.onerror = () => state(words.lost || "not connected: is the demo still running?");
  events.onmessage = (event) => {
    const come = JSON.parse(event.data);
    COMING[come.kind](come);
  };
}

// what the person does

function awaited() {
  state(words.answering);
  clearTimeout(waiting);
  waiting = setTimeout(arrived, WAIT_MS);
}

function arrived() {
  clearTimeout(waiting);
  waiting = 0;
  state(words.connected);
}

function toast(told) {
  const shown = byId("toast");
  shown.textContent = told;
  setTimeout(() => shown.textContent === told && (shown.textContent = ""), TOAST_MS);
}

async function ask(what, body) {
  awaited();
  try {
    const answer = await fetch(what, { method: "POST", body: JSON.stringify(body) });
    const said = await answer.json();
    if (said.error) toast(said.error);
    if (said.error || what !== "say") arrived();
    return said.error ? null : said;
  } catch {
    state(words.lost);
    return null;
  }
}

async function say(line) {
  if (!line.trim()) return;
  close();
  const said = await ask("say", { text: line });
  if (!said) return;
  if (text.value === line) text.value = "";
  grow();
  if (said.results) offer(said);
}

async function press(pressed, key) {
  pressed.setAttribute("aria-busy", "true");
  const said = await ask("press", { key, data: pressed.dataset.data });
  pressed.removeAttribute("aria-busy");
  if (said?.text && said.show_alert) alarm(said.text);
  else if (said?.text) toast(said.text);
}

function alarm(told) {
  byId("alert-text").textContent = told;
  byId("alert").showModal();
}

async function copy(line) {
  try {
    await navigator.clipboard.writeText(line);
    toast(words.copied);
  } catch {
    alarm(line);
  }
}

// the panel: the bot's menu, or the results of an inline question

function open(label, rows) {
  panel.setAttribute("aria-label", label);
  panel.replaceChildren(...rows);
  panel.hidden = false;
  panel.querySelector("button")?.focus();
}

function close() {
  panel.hidden = true;
  menu.setAttribute("aria-expanded", "false");
}

function choice(title, description, dataset) {
  const made = element("button", { type: "button" }, element("b", {}, title), ` ${description}`);
  Object.assign(made.dataset, dataset);
  return made;
}

function offer({ query, results, button }) {
  arrived();
  if (!results.length) return toast(button || words.nothing);
  return open(words.results, results.map((one) => choice(one.title, one.description, { query, result: one.id })));
}

async function commands() {
  if (!panel.hidden) return close();
  const { commands: rows } = await (await fetch("commands")).json();
  menu.setAttribute("aria-expanded", "true");
  return open(words.commands, rows.map((one) => choice(`/${one.command}`, one.description, { say: `/${one.command}` })));
}

function grow() {
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight}px`;
}

function begin(line) {
  text.value = line;
  text.focus();
  grow();
}

document.addEventListener("click", ({ target }) => {
  const clicked = target.closest("button");
  if (!clicked) return;
  const { say: line, data, copy: copied, query, result } = clicked.dataset;
  if (line) say(line);
  else if (data) press(clicked, clicked.closest(".keys").dataset.key);
  else if (copied) copy(copied);
  else if (result) close(), ask("choose", { query, result });
  else if (query !== undefined) begin(`@${bot} ${query}`);
  else if (clicked.matches(".more")) unfold(clicked);
});

function unfold(more) {
  const whole = more.parentNode.classList.toggle("whole");
  more.setAttribute("aria-expanded", String(whole));
  more.textContent = whole ? words.less : words.all;
}

menu.addEventListener("click", commands);
text.addEventListener("input", grow);
text.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  say(text.value);
});
byId("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  say(text.value);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || panel.hidden) return;
  close();
  text.focus();
});
connect();
