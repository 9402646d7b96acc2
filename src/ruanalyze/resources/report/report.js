"use strict";
// Tables sort by a click on a heading and filter by the field above them.
for (const table of document.querySelectorAll("table.sorts")) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    head.querySelector("button").addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") === "descending";
      heads.forEach((h) => h.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const numeric = head.classList.contains("n");
      const key = (row) => row.cells[column].textContent;
      const order = numeric
        ? (a, b) => Number(key(a)) - Number(key(b))
        : (a, b) => key(b).localeCompare(key(a), "ru");
      const rows = [...body.rows].sort(order);
      if (!up) rows.reverse();
      body.append(...rows);
    });
  });
  const field = document.getElementById(table.dataset.filter);
  field.addEventListener("input", () => {
    const wanted = field.value.toLocaleLowerCase("ru").replaceAll("ё", "е");
    for (const row of body.rows) {
      row.hidden = !row.textContent.toLocaleLowerCase("ru").replaceAll("ё", "е").includes(wanted);
    }
  });
}
