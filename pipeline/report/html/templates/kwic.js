// Lines of words in their context, for the page of words and the search over all rounds.
const AROUND = 25;
const oneLine = (text) => text.replace(/\s+/gu, " ");

// [opinion, begin, end] of every place of one string in opinions [number, address, theme, text].
const placesOf = (opinions, sought) => {
  const places = [];
  opinions.forEach((opinion, number) => {
    if (!folded(opinion[3]).includes(sought)) return;
    for (const span of spansOf(withPlaces(opinion[3]), [sought])) places.push([number, ...span]);
  });
  return places;
};

const ordered = (opinions, places, order) => {
  if (!order) return places;
  const keys = new Map();
  for (const place of places) {
    const text = opinions[place[0]][3];
    const left = Array.from(text.slice(Math.max(0, place[1] - AROUND), place[1])).reverse().join("");
    keys.set(place, order === "left" ? left : text.slice(place[2], place[2] + AROUND));
  }
  const compare = new Intl.Collator("ja").compare;
  return [...places].sort((a, b) => compare(keys.get(a), keys.get(b)));
};

const kwicRow = (opinion, begin, end, name) => {
  const text = opinion[3];
  return element(
    "tr",
    {},
    element("td", { class: "left" }, oneLine(text.slice(Math.max(0, begin - AROUND), begin))),
    element("td", { class: "key-word" }, text.slice(begin, end)),
    element("td", {}, oneLine(text.slice(end, end + AROUND))),
    element("td", {}, element("a", { href: opinion[1] }, name(opinion))),
  );
};

// Shows the first things of many; the button shows the next hundred.
const inParts = (list, more, made) => {
  let things = [];
  let shown = 0;
  const next = (n) => {
    list.append(...things.slice(shown, shown + n).map(made));
    shown += n;
    more.hidden = shown >= things.length;
  };
  more.addEventListener("click", () => next(100));
  return (found) => {
    things = found;
    shown = 0;
    list.replaceChildren();
    next(30);
  };
};
