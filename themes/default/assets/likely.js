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
  var PAGES = 7; /* of a register, behind its first */
  var ENOUGH = 2.5;
  var TITLE = 2 << 24; /* the least score of what is found by its title */

  /* Pairs of characters, or words; and as few pairs as cover all characters,
   * since most words begin at the first, the third ... */
  var EACH = /[A-Za-z]{4,}|(?=([\u4e00-\u9fff]{2}))/g;
  var FEW = new RegExp("[A-Za-z]{4,}|(?=(HH))H(?:H(?!H(?!H)))?"
    .replace(/H/g, "[\\u4e00-\\u9fff]"), "g");

  /* The words of a text, but not across COMMON: those that the titles have,
   * or where the titles are not known, few of all. */
  function wordsOf(text, titles) {
    var words = [];
    text.replace(COMMON, " ").replace(titles ? EACH : FEW,
      function (match, pair) {
        var word = pair || match;
        if (words.indexOf(word) < 0) words.push(word);
      });
    return words.slice(0, titles ? 40 : 25).filter(function (word) {
      return !titles || titles.includes(word.toLowerCase());
    });
  }

  /* The titles of a register, if it has but few pages; else null.  A page
   * spares a dozen requests for words that no title has: without one of its
   * title nothing is near. */
  function titlesOf(url, left) {
    return new Promise(function (done) {
      var request = new XMLHttpRequest();
      request.onload = function () {
        var page = request.status < 400 && request.response;
        var older = page && page.querySelector(".pager-older");
        var own = page && Array.from(page.querySelectorAll(".register th a"),
          function (a) { return a.textContent.toLowerCase(); }).join("\n");
        if (!older) return done(page ? own : null);
        if (!left) return done(null);
        titlesOf(older.href, left - 1).then(function (others) {
          done(others && own + "\n" + others);
        });
      };
      request.onerror = function () { done(null); };
      request.open("GET", url);
      request.responseType = "document";
      request.send();
    });
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

    /* Asked for nothing first: it opens the index, once for all.  A disk
     * gives no page to a script, and costs no requests. */
    Promise.all([
      location.protocol === "file:" ? null : titlesOf(of.titles, PAGES),
      window.gongshi.search("")
    ]).then(function (had) {
      var words = wordsOf(of.text + " " + of.more, had[0]);
      return Promise.all(words.map(function (word) {
        return Promise.all([weigh(word), value && weigh(word, true)]);
      }));
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
      if (value && !list.firstChild)
        return ask(field.textContent, true, []).then(point);
    }).then(function () {
      section.querySelector(list.firstChild ? ".hint" : ".none").hidden =
        false;
    }, function () { /* no index: the link stays */ });
  }

  likely(document.querySelector(".js-likely"));
}());
