window.news = (lines, inOffice) => {
  const place = document.getElementById("news-of-the-round");
  for (const line of lines) {
    const item = document.createElement("li");
    item.textContent = line;
    place.querySelector("ul").append(item);
  }
  place.hidden = false;
  for (const link of inOffice ? document.querySelectorAll("[data-with-news]") : []) {
    link.href = link.dataset.withNews;
  }
};
