// Narrows the list of opinions down. Without it the page shows and prints everything.
(() => {
  const form = document.getElementById("filter");
  const list = document.getElementById("opinion-list");
  if (!form || !list) return;
  const found = document.getElementById("found");
  const rows = Array.from(list.querySelectorAll("tr.opinion"));
  const bodies = Array.from(list.querySelectorAll("tbody"));
  const facets = Array.from(form.querySelectorAll("select"));
  const words = form.elements.words;
  const read = new Map();

  const content = (row) => {
    if (!read.has(row)) {
      const cell = row.querySelector(".text");
      const more = folded(Array.from(row.querySelectorAll(".meta"), (part) => part.textContent).join(" "));
      read.set(row, { ...withPlaces(cell.textContent), cell, more });
    }
    return read.get(row);
  };

  const mark = (row, sought) => {
    const spans = spansOf(content(row), sought);
    content(row).cell.replaceChildren(...marked(content(row).text, spans));
    row.classList.toggle("marked", spans.length > 0);
  };

  const carry = () => {
    const query = new URLSearchParams(new FormData(form));
    for (const [name, value] of Array.from(query)) if (!value) query.delete(name);
    for (const link of document.querySelectorAll(".pager a")) {
      const page = link.getAttribute("href").split("?")[0];
      link.setAttribute("href", query.size ? `${page}?${query}` : page);
    }
  };

  const apply = () => {
    const sought = wordsOf(words.value);
    const chosen = facets.filter((facet) => facet.value);
    let shown = 0;
    for (const row of rows) {
      let fits = chosen.every((facet) => row.dataset[facet.name].split(" ").includes(facet.value));
      if (fits && sought.length) {
        const { plain, more } = content(row);
        fits = sought.every((word) => plain.includes(word) || more.includes(word));
      }
      row.hidden = !fits;
      if (fits) shown += 1;
      if ((fits && sought.length) || row.classList.contains("marked")) mark(row, fits ? sought : []);
    }
    for (const body of bodies) {
      body.hidden = !body.querySelector("tr.opinion:not([hidden])");
    }
    const narrowed = sought.length > 0 || chosen.length > 0;
    const whole = form.dataset.whole;
    found.textContent = narrowed
      ? `${whole}${inJapanese.format(rows.length)}件のうち${inJapanese.format(shown)}件を表示`
      : `${whole}${inJapanese.format(rows.length)}件すべてを表示`;
    found.classList.toggle("narrowed", narrowed);
    carry();
  };

  let waiting = 0;
  words.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, rows.length > 300 ? 200 : 0);
  });
  form.addEventListener("change", apply);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    apply();
  });
  form.addEventListener("reset", () => setTimeout(apply, 0));
  // A link to an opinion that is filtered away shows it again.
  addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.hidden) {
      form.reset();
      setTimeout(() => target.scrollIntoView(), 50);
    }
  });

  const asked = new URLSearchParams(location.search);
  for (const field of [words, ...facets]) field.value = asked.get(field.name) || "";
  for (const facet of facets) if (facet.selectedIndex < 0) facet.selectedIndex = 0;
  form.hidden = false;
  found.hidden = false;
  apply();
})();
