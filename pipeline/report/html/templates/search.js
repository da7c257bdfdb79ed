// Searches the published opinions of all rounds.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  for (const part of document.querySelectorAll(".by-script")) part.hidden = false;
  const { rounds } = data;
  // [number, address, theme, text, round], the address from here.
  const opinions = data.opinions.map(([number, place, theme, text, round]) => [
    number, `../${encodeURIComponent(rounds[round].name)}/${place}`, theme, text, round,
  ]);
  const form = document.getElementById("search");
  const found = document.getElementById("found");
  const lines = document.getElementById("lines");
  const { words, round, view } = form.elements;
  const plain = new Map();
  const plainOf = (opinion) => {
    if (!plain.has(opinion)) plain.set(opinion, folded(opinion[3]));
    return plain.get(opinion);
  };
  const named = (opinion) => `${rounds[opinion[4]].title}　意見${opinion[0]}`;
  let sought = [];

  const showResults = inParts(
    document.getElementById("results"),
    document.getElementById("more"),
    (opinion) =>
      element(
        "article",
        { class: "result" },
        element(
          "p",
          { class: "meta" },
          element("a", { href: opinion[1] }, named(opinion)),
          `　${opinion[2]}`,
        ),
        element("p", { class: "text" }, ...marked(opinion[3], spansOf(withPlaces(opinion[3]), sought))),
      ),
  );
  const showLines = inParts(
    lines.querySelector("tbody"),
    document.getElementById("more-lines"),
    ([opinion, begin, end]) => kwicRow(opinion, begin, end, named),
  );

  const carry = () => {
    const query = new URLSearchParams(new FormData(form));
    query.delete("round");
    for (const link of document.querySelectorAll(".pager a")) {
      link.setAttribute("href", `${link.getAttribute("href").split("?")[0]}?${query}`);
    }
  };

  const apply = () => {
    sought = wordsOf(words.value);
    const inRound = (opinion) => !round.value || opinion[4] === Number(round.value);
    const fits = (opinion) =>
      inRound(opinion) && sought.every((word) => plainOf(opinion).includes(word));
    const hits = sought.length ? opinions.filter(fits) : [];
    const asLines = view.value === "kwic";
    showResults(asLines ? [] : hits);
    const places = asLines
      ? hits.flatMap((hit) => spansOf(withPlaces(hit[3]), sought).map((span) => [hit, ...span]))
      : [];
    lines.hidden = places.length === 0;
    showLines(places);
    const n = new Map();
    for (const hit of hits) n.set(hit[4], (n.get(hit[4]) || 0) + 1);
    for (const cell of document.querySelectorAll("td[data-round]")) {
      cell.textContent = sought.length ? inJapanese.format(n.get(Number(cell.dataset.round)) || 0) : "";
    }
    found.classList.toggle("narrowed", sought.length > 0);
    found.textContent = sought.length
      ? `${inJapanese.format(opinions.filter(inRound).length)}件のうち${inJapanese.format(hits.length)}件`
      : `${inJapanese.format(opinions.length)}件の意見から探す。`;
    carry();
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    apply();
  });
  form.addEventListener("change", apply);
  const asked = new URLSearchParams(location.search);
  words.value = asked.get("words") || "";
  view.value = asked.get("view") || "";
  apply();
})();
