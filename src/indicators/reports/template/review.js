"use strict";
const choose = (mark, row, to) => {
  document.querySelectorAll(".on").forEach((el) => el.classList.remove("on"));
  for (const el of [mark, row]) el && el.classList.add("on");
  to.scrollIntoView({ block: "nearest" });
};
const rowOf = (mark) => document.getElementById(mark.dataset.row);
document.addEventListener("click", (event) => {
  const mark = event.target.closest("mark");
  if (mark) choose(mark, rowOf(mark), rowOf(mark));
  const link = event.target.closest("tr a");
  if (link) {
    const target = document.getElementById(link.getAttribute("href").slice(1));
    choose(target, link.closest("tr"), target);
    target.focus({ preventScroll: true });
  }
});
document.addEventListener("keydown", (event) => {
  const mark = event.target.closest("mark");
  if (mark && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    choose(mark, rowOf(mark), rowOf(mark));
  }
});
document.querySelector("fieldset").addEventListener("change", (event) => {
  const { value, checked } = event.target;
  document.querySelectorAll(`[data-fate="${value}"]`).forEach((el) => el.classList.toggle("off", !checked));
});
