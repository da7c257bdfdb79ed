// The map and the uses of words; without it the page shows tables and pictures.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { opinions, points, words } = data;
  for (const part of document.querySelectorAll(".by-script")) part.hidden = false;
  const themeName = (opinion) => data.themes[opinion[2]] || "少数意見";

  const field = document.getElementById("field");
  if (field) {
    const svg = field.querySelector("svg");
    const drawn = Array.from(svg.querySelectorAll("circle, rect"));
    const middles = drawn.map((one) => {
      const at = (name) => Number(one.getAttribute(name));
      return one.tagName === "circle"
        ? [at("cx"), at("cy")]
        : [at("x") + at("width") / 2, at("y") + at("height") / 2];
    });
    const theme = document.getElementById("map-theme");
    const chosen = document.getElementById("chosen");
    let current = -1;
    const inTheme = (point) => !theme.value || opinions[points[point][0]][2] === Number(theme.value);
    const buttonOf = new Map();

    const pick = (point) => {
      drawn[current]?.classList.remove("picked");
      buttonOf.get(current)?.setAttribute("aria-pressed", "false");
      current = point;
      drawn[point].classList.add("picked");
      buttonOf.get(point)?.setAttribute("aria-pressed", "true");
      const [number, n] = points[point];
      const opinion = opinions[number];
      const same = n > 1 ? `　同じ内容の意見 ${inJapanese.format(n)}件` : "";
      chosen.replaceChildren(
        element("p", { class: "meta" }, `テーマ：${themeName(opinion)}${same}`),
        element("p", {}, opinion[3]),
        element("p", {}, element("a", { href: opinion[1] }, `意見${opinion[0]}を一覧で読む`)),
      );
    };

    const list = inParts(
      document.getElementById("map-list"),
      document.getElementById("map-more"),
      (point) => {
        const opinion = opinions[points[point][0]];
        const begin = Array.from(oneLine(opinion[3])).slice(0, 48).join("");
        const pressed = String(point === current);
        const button = element("button", { type: "button", "aria-pressed": pressed }, `意見${opinion[0]}　${begin}`);
        button.addEventListener("click", () => pick(point));
        buttonOf.set(point, button);
        return element("li", {}, button);
      },
    );
    const narrow = () => {
      buttonOf.clear();
      const inside = points.map((_, point) => point).filter(inTheme);
      drawn.forEach((one, point) => one.classList.toggle("away-from", !inTheme(point)));
      inside.sort((a, b) => points[a][0] - points[b][0]);
      list(inside);
    };
    theme.addEventListener("change", narrow);
    narrow();

    const nearest = (x, y, fits) => {
      let best = -1;
      let least = Infinity;
      middles.forEach(([left, top], point) => {
        const far = (left - x) ** 2 + (top - y) ** 2;
        if (far < least && inTheme(point) && fits(left - x, top - y)) [best, least] = [point, far];
      });
      return best;
    };
    svg.addEventListener("click", (event) => {
      const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
      const point = nearest(at.x, at.y, (dx, dy) => dx ** 2 + dy ** 2 < 60 ** 2);
      if (point >= 0) pick(point);
    });
    const ways = {
      ArrowRight: (dx, dy) => dx > 0 && Math.abs(dy) <= dx,
      ArrowLeft: (dx, dy) => dx < 0 && Math.abs(dy) <= -dx,
      ArrowDown: (dx, dy) => dy > 0 && Math.abs(dx) <= dy,
      ArrowUp: (dx, dy) => dy < 0 && Math.abs(dx) <= -dy,
    };
    field.tabIndex = 0;
    field.classList.add("live");
    field.setAttribute("role", "application");
    field.setAttribute("aria-label", "意見の地図。矢印キーで近い点へ進む");
    field.addEventListener("keydown", (event) => {
      if (!ways[event.key]) return;
      event.preventDefault();
      const [x, y] = current < 0 ? [500, 380] : middles[current];
      const point = nearest(x, y, current < 0 ? () => true : ways[event.key]);
      if (point >= 0) pick(point);
    });
  }

  const form = document.getElementById("kwic");
  if (!form) return;
  const text = document.getElementById("kwic-text");
  const order = document.getElementById("kwic-order");
  const found = document.getElementById("kwic-found");
  const lines = document.getElementById("kwic-lines");
  const told = document.getElementById("told");
  if (told) told.hidden = true;
  let places = [];
  const show = inParts(
    lines.querySelector("tbody"),
    document.getElementById("kwic-more"),
    ([number, begin, end]) => kwicRow(opinions[number], begin, end, (opinion) => `意見${opinion[0]}`),
  );
  const sorted = () => {
    lines.hidden = places.length === 0;
    show(ordered(opinions, places, order.value));
  };
  const said = (what, n) =>
    `${what}：${inJapanese.format(n)}件の意見、${inJapanese.format(places.length)}か所`;

  const showWord = (number) => {
    const [word, nOpinions, flat] = words[number];
    places = [];
    let opinion = 0;
    for (let at = 0; at < flat.length; at += 3) {
      opinion += flat[at];
      places.push([opinion, flat[at + 1], flat[at + 1] + flat[at + 2]]);
    }
    text.value = word;
    found.textContent = said(`語「${word}」（活用や表記の違いを含む）`, nOpinions);
    sorted();
  };
  const showText = () => {
    const sought = folded(text.value.trim());
    places = sought ? placesOf(opinions, sought) : [];
    const n = new Set(places.map((place) => place[0])).size;
    found.textContent = sought ? said(`文字列「${text.value.trim()}」`, n) : "語または文字列を入れる。";
    sorted();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    showText();
  });
  order.addEventListener("change", sorted);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-word]");
    if (!link) return;
    event.preventDefault();
    showWord(Number(link.dataset.word));
    document.getElementById("uses").scrollIntoView();
    text.focus({ preventScroll: true });
  });
  if (words.length) showWord(0);
})();
