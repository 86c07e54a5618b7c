"use strict";
const byId = (id) => document.getElementById(id);
const all = (what) => [...document.querySelectorAll(what)];
const card = byId("card");
const form = document.querySelector("form");
const narrow = () => getComputedStyle(card).display !== "none" || innerWidth <= 960;
const markOf = (row) => row && byId(row.id + "-m");
const rowOf = (mark) => mark && byId(mark.getAttribute("href").slice(1));
const linkOf = (row) => row.querySelector("th a");

const select = (row) => {
  all(".on").forEach((el) => el.classList.remove("on"));
  for (const el of [row, markOf(row)]) if (el) el.classList.add("on");
};

const show = (el, block) => el.scrollIntoView({ block: block || "nearest" });

// The row beside the text comes into view inside its panel; the page itself does not move.
const follow = (row) => {
  const side = row.closest(".side");
  const [a, b] = [row.getBoundingClientRect(), side.getBoundingClientRect()];
  const head = 60;
  if (a.top < b.top + head) side.scrollTop += a.top - b.top - head;
  else if (a.bottom > b.bottom) side.scrollTop += a.bottom - b.bottom + 8;
};

const button = (text, act) => {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
};

// On a phone the table is far away: its row appears at the foot of the screen.
const open = (row) => {
  const heads = [...row.closest("table").querySelectorAll("thead th")];
  const list = document.createElement("dl");
  [...row.children].forEach((cell, at) => {
    const words = (cell.querySelector("summary") || cell).innerText.trim();
    if (!words) return;
    for (const [tag, text] of [["dt", heads[at].textContent], ["dd", words]]) {
      const el = document.createElement(tag);
      el.textContent = text;
      if (cell.lang && tag === "dd") el.lang = cell.lang;
      list.append(el);
    }
  });
  const close = button(card.dataset.close, () => { card.hidden = true; markOf(row).focus(); });
  const go = button(card.dataset.row, () => { card.hidden = true; toRow(row); });
  card.replaceChildren(list, go, close);
  card.hidden = false;
};

const toRow = (row) => {
  row.classList.remove("off");
  select(row);
  show(row);
  linkOf(row).focus({ preventScroll: true });
};

const toMark = (row) => {
  const mark = markOf(row);
  if (!mark) return;
  select(row);
  show(mark, "center");
  mark.focus({ preventScroll: true });
};

document.addEventListener("click", (event) => {
  const mark = event.target.closest(".m, .tie");
  const link = event.target.closest("tr a");
  const row = mark ? rowOf(mark) : link && byId(link.getAttribute("href").slice(1).replace(/-m$/, ""));
  if (!row) return;
  event.preventDefault();
  if (link && link.closest("tr") === row) { card.hidden = true; toMark(row); }
  else if (!mark) toRow(row);
  else if (narrow()) { select(row); open(row); }
  else if (event.detail === 0) toRow(row); // Enter
  else { select(row); row.classList.remove("off"); follow(row); }
});

document.addEventListener("keydown", (event) => {
  const at = event.target;
  if (event.key === "Escape") {
    card.hidden = true;
    const row = at.closest("tr[id]");
    if (row) toMark(row);
  }
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step || !at.matches(".m, .tie") || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const marks = all(".m[id]:not(.off), .tie[id]").filter((el) => el.offsetParent);
  const next = marks[marks.indexOf(at) + step];
  if (!next) return;
  next.focus();
  show(next);
  const row = rowOf(next);
  select(row);
  if (narrow()) open(row);
  else follow(row);
});

const near = (event, on) => {
  const mark = event.target.closest(".text .m, .text .tie");
  const row = mark ? rowOf(mark) : event.target.closest(".side tbody tr");
  if (!row) return;
  for (const el of [row, markOf(row)]) if (el) el.classList.toggle("near", on);
  if (on && mark && !narrow()) follow(row);
};
document.addEventListener("mouseover", (event) => near(event, true));
document.addEventListener("mouseout", (event) => near(event, false));

const apply = () => {
  const boxes = [...form.querySelectorAll("input")];
  const off = new Set(boxes.filter((box) => !box.checked).map((box) => box.value));
  const indicator = form.elements.indicator.value;
  const only = form.elements.only.value;
  const rows = all(".side tbody tr");
  let shown = 0;
  for (const row of rows) {
    const flags = (row.dataset.s || "").split(" ");
    const hide = off.has(row.dataset.f) || (indicator && row.dataset.i !== indicator) || (only && !flags.includes(only));
    row.classList.toggle("off", Boolean(hide));
    const mark = markOf(row);
    if (mark) mark.classList.toggle("off", Boolean(hide));
    shown += !hide;
  }
  document.body.classList.toggle("no-tie", off.has("tie") || Boolean(indicator || only));
  const out = form.querySelector("output");
  out.textContent = `${out.dataset.word} ${shown} / ${rows.length}`;
};
form.addEventListener("change", apply);
form.addEventListener("click", (event) => {
  const { value } = event.target.closest("button") || {};
  if (!value) return;
  form.querySelectorAll("input").forEach((box) => { box.checked = value === "all"; });
  apply();
});
if (narrow()) document.querySelector(".filters").open = false;
apply();
