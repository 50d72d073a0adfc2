/*
 * Records of another kind that may help with this one, found by search.js,
 * which runs before, when the reader comes to their section.
 */
(function () {
  "use strict";

  /* What joins, counts or compares, and words that say how, not of what. */
  var COMMON = new RegExp("[一二三四五六七八九十百千万的了与和及或在不以为" +
    "其个有到需要时后每两]|方法|装置|控制|检测|快速|自动|激光|在线|现场|" +
    "工艺|技术|设备|结构|材料|成本|原料|企业|加工|生产|制备|处理|提取|" +
    "试验|使用|提高|产生|解决|更换|希望|要求|问题", "g");
  var MOST = 8; /* records that a word may stand in and still name a matter */
  var ENOUGH = 2.5;
  var TITLE = 2 << 24; /* the least score of what is found by its title */

  /* Pairs of characters, or words, of a text, but not across COMMON. */
  function wordsOf(text) {
    var words = [];
    text.replace(COMMON, " ")
      .replace(/[A-Za-z]{4,}|(?=([\u4e00-\u9fff]{2}))/g, function (w, pair) {
        if (words.indexOf(w || pair) < 0) words.push(w || pair);
      });
    return words.slice(0, 40);
  }

  /* Records of another kind that share words with this one, found now.  A
   * rare word says more, one of this title twice as much; one of their title
   * four times as much, and without any nothing is near.  All count again
   * within the same field. */
  function likely(section) {
    var list = section.querySelector("ul");
    var near = section.querySelector(".same");
    var of = section.dataset;
    var found = {};
    var field = document.querySelector("a[href*='/by/" + of.facet + "/']");
    var value = field && /([^/]*)\.html/.exec(field.href)[1];
    if (!window.gongshi) return;

    function ask(words, same, status) {
      var filters = { status: status };
      if (same) filters[of.facet] = value;
      return window.gongshi.search(words, {
        filters: filters, kind: of.kind, lang: of.lang, limit: MOST
      });
    }

    /* The list of the same field, if there is one. */
    function point(answer) {
      near.href = near.href.replace(/index(?=\.html$)/,
        "by/" + of.facet + "/" + value);
      near.hidden = !answer.total;
    }

    /* In quotation marks, or what sounds like it would be looked for. */
    function weigh(word, same) {
      var quoted = '"' + word + '"';
      return ask(quoted, same, of.status.split(" ")).then(function (answer) {
        if (answer.total <= MOST) answer.hits.forEach(function (hit) {
          var one = found[hit.id] || (found[hit.id] = { hit: hit, n: 0 });
          var named = hit.score >= TITLE;
          if (named) one.named = true;
          one.n += (of.text.indexOf(word) < 0 ? 1 : 2) * (named ? 2 : 0.5) /
            (1 + answer.total);
        });
      });
    }

    /* Asked for nothing first: it opens the index, once for all. */
    window.gongshi.search("").then(function () {
      var asked = wordsOf(of.text + " " + of.more).map(function (word) {
        return Promise.all([weigh(word), value && weigh(word, true)]);
      });
      if (value) asked.push(ask(field.textContent, true, []).then(point));
      return Promise.all(asked);
    }).then(function () {
      Object.keys(found).map(function (id) { return found[id]; })
        .filter(function (one) { return one.named && one.n > ENOUGH; })
        .sort(function (a, b) {
          return b.n - a.n || (a.hit.id < b.hit.id ? -1 : 1);
        }).slice(0, 5).forEach(function (one) {
          var item = document.createElement("li");
          var link = document.createElement("a");
          item.className = "line";
          link.href = of.top + one.hit.url;
          link.textContent = one.hit.title;
          if (of.lang === "en" && !one.hit.en) link.lang = "zh-CN";
          item.appendChild(link);
          list.appendChild(item);
        });
      section.querySelector(list.firstChild ? ".hint" : ".none").hidden =
        false;
    }, function () { /* no index: the link stays */ });
  }

  likely(document.querySelector(".js-likely"));
}());
