/*
 * Records of another kind that may help with this one, found by search.js,
 * which runs before, when the reader comes to their section.
 */
(function () {
  "use strict";

  /* Pairs of characters, or words, of a text: each may name a matter, but
   * not across what only joins, counts or compares. */
  function wordsOf(text) {
    var words = [];
    text.replace(
      /[一二三四五六七八九十百的了与和及或在不以能为其个有到上下内成分需要]/g,
      " ")
      .replace(/[A-Za-z]{4,}|(?=([\u4e00-\u9fff]{2}))/g, function (w, pair) {
        if (words.indexOf(w || pair) < 0) words.push(w || pair);
      });
    return words.slice(0, 24);
  }

  /* Records of another kind that share words with this one, found now.  A
   * rare word says more, one of the title twice as much, and all count again
   * within the same field. */
  function likely(section) {
    var list = section.querySelector("ul");
    var of = section.dataset;
    var found = {};
    var field = document.querySelector("a[href*='/by/" + of.facet + "/']");
    var same = {};
    if (field) same[of.facet] = /([^/]*)\.html/.exec(field.href)[1];
    if (!window.gongshi) return;
    Promise.all(wordsOf(of.text + " " + of.more).map(function (word) {
      return Promise.all([{}, same].map(function (filters) {
        return window.gongshi.search(word, {
          filters: filters,
          kind: of.kind,
          lang: of.lang,
          limit: 8
        }).then(function (answer) {
          if (answer.total > 8) return;
          answer.hits.forEach(function (hit) {
            var one = found[hit.id] || (found[hit.id] = { hit: hit, n: 0 });
            one.n += (of.text.indexOf(word) < 0 ? 1 : 2) / (1 + answer.total);
          });
        });
      }));
    })).then(function () {
      Object.keys(found).map(function (id) { return found[id]; })
        .sort(function (a, b) {
          return b.n - a.n || (a.hit.id < b.hit.id ? -1 : 1);
        }).filter(function (one, i, all) {
          return i < 5 && one.n > 1.8 && one.n * 3 > all[0].n;
        }).forEach(function (one) {
          var item = document.createElement("li");
          var link = document.createElement("a");
          item.className = "line";
          link.href = of.top + one.hit.url;
          link.textContent = one.hit.title;
          item.appendChild(link);
          list.appendChild(item);
        });
      section.querySelector(list.firstChild ? ".hint" : ".none").hidden =
        false;
    }, function () { /* no index: the link stays */ });
  }

  likely(document.querySelector(".js-likely"));
}());
