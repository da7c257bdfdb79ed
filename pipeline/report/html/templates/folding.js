"use strict";
// Text as a search sees it: full and half width, capitals and small letters are the same.
// A character with the marks that follow it (ｶ and ﾞ are one): what NFKC may join.
const cluster = /[^\p{M}\uFF9E\uFF9F][\p{M}\uFF9E\uFF9F]*|[\s\S]/gu;
const folded = (text) => text.normalize("NFKC").toLowerCase();
const wordsOf = (query) => folded(query).split(/\s+/u).filter(Boolean);

// The folded text, and for each of its units where it begins in the text as printed.
const withPlaces = (text) => {
  const starts = [];
  let plain = "";
  for (const part of text.matchAll(cluster)) {
    const piece = folded(part[0]);
    for (let unit = 0; unit < piece.length; unit += 1) starts.push(part.index);
    plain += piece;
  }
  starts.push(text.length);
  return { text, plain, starts };
};

// Where sought words stand in a text, in its order; none covers another.
const spansOf = ({ plain, starts }, sought) => {
  const spans = [];
  for (const word of sought) {
    for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + word.length)) {
      let end = at + word.length;
      while (starts[end] === starts[end - 1]) end += 1; // ends inside ㌔: all of it
      spans.push([starts[at], starts[end]]);
    }
  }
  spans.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const apart = [];
  let done = 0;
  for (const [begin, end] of spans) {
    if (end <= done) continue;
    apart.push([Math.max(begin, done), end]);
    done = end;
  }
  return apart;
};

const element = (name, attributes, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

// The text with those places marked.
const marked = (text, spans) => {
  const parts = [];
  let done = 0;
  for (const [begin, end] of spans) {
    parts.push(text.slice(done, begin), element("mark", {}, text.slice(begin, end)));
    done = end;
  }
  parts.push(text.slice(done));
  return parts;
};
const inJapanese = new Intl.NumberFormat("ja");
