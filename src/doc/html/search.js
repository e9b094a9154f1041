// The search of the reference: narrows the list to what has all words.
"use strict";
(() => {
  const form = document.querySelector("form.search");
  const field = document.getElementById("search");
  if (!form || !field) return;
  form.hidden = false;

  document.addEventListener("keydown", (event) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === "/" && isPlain && document.activeElement !== field) {
      event.preventDefault();
      field.focus();
      field.select();
    }
  });

  const entries = [...document.querySelectorAll(".entry")];
  // A page has no list: its form leads to the one that has.
  if (entries.length === 0) return;
  const count = document.getElementById("count");
  const groups = [...document.querySelectorAll(".group")];
  const texts = entries.map((entry) => entry.textContent.toLowerCase());

  const shown = () => entries.filter((entry) => !entry.hidden);
  const narrow = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    entries.forEach((entry, place) => {
      entry.hidden = !words.every((word) => texts[place].includes(word));
    });
    for (const group of groups) {
      group.hidden = !group.querySelector(".entry:not([hidden])");
    }
    count.textContent = words.length === 0 ? "" : `${shown().length} of ${entries.length}`;
  };

  const step = (by) => {
    const links = shown().map((entry) => entry.querySelector("a"));
    const at = links.indexOf(document.activeElement);
    const next = at + by;
    if (next < 0) field.focus();
    else if (next < links.length) links[next].focus();
  };

  field.addEventListener("input", narrow);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    shown()[0]?.querySelector("a").click();
  });
  document.addEventListener("keydown", (event) => {
    const isInside = document.activeElement === field || document.activeElement?.closest(".entry");
    if (!isInside) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape") {
      field.value = "";
      narrow();
      field.focus();
    }
  });
  field.value = new URLSearchParams(location.search).get("q") ?? field.value;
  narrow();
})();
