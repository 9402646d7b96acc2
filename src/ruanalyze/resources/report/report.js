"use strict";
// Tables sort by a click on a heading and filter by the field above them; a long one shows its first rows until asked.
const plain = (text) => text.toLocaleLowerCase("ru").replaceAll("ё", "е");
for (const table of document.querySelectorAll("table.sorts")) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    head.querySelector("button").addEventListener("click", () => {
      // Numbers begin with the greatest, names with the first of the alphabet.
      const numeric = head.classList.contains("n");
      const before = head.getAttribute("aria-sort");
      const up = before ? before === "descending" : !numeric;
      heads.forEach((h) => h.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const key = (row) => row.cells[column].textContent;
      const order = numeric
        ? (a, b) => Number(key(a)) - Number(key(b))
        : (a, b) => key(a).localeCompare(key(b), "ru");
      const empty = (row) => (key(row) === "" ? 1 : 0);
      const rows = [...body.rows].sort((a, b) => empty(a) - empty(b) || (up ? order(a, b) : order(b, a)));
      body.append(...rows);
    });
  });
  const more = table.parentElement.querySelector(".more button");
  more.hidden = body.rows.length <= 15;
  more.textContent = `Показать все строки: ${body.rows.length}`;
  more.addEventListener("click", () => {
    body.classList.remove("short");
    more.hidden = true;
  });
  const field = document.getElementById(table.dataset.filter);
  const status = document.getElementById(table.dataset.status);
  field.addEventListener("input", () => {
    const wanted = plain(field.value.trim());
    let found = 0;
    for (const row of body.rows) {
      row.hidden = ![...row.cells].some((cell) => plain(cell.textContent).includes(wanted));
      found += !row.hidden;
    }
    body.classList.toggle("short", wanted === "" && !more.hidden);
    status.textContent = wanted === "" ? "" : `Найдено: ${found} из ${body.rows.length}`;
  });
}
// On paper nothing can be unfolded.
addEventListener("beforeprint", () => document.querySelectorAll("details:not([open])").forEach((d) => {
  d.open = true;
  d.dataset.folded = "";
}));
addEventListener("afterprint", () => document.querySelectorAll("details[data-folded]").forEach((d) => {
  d.open = false;
  delete d.dataset.folded;
}));
