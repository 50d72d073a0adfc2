/*
 * What the search page offers above the hits: the registers that a word
 * names (a kind, a status, a city), and places that answer a question; what
 * to do when something is chosen and no word is typed.
 *
 * Runs before search.js, which empties the lists of names, and looks again
 * whenever that one has told what it found, or what is chosen.
 * themes/README.md, "Search".
 */
(function () {
  "use strict";

  var MOST = 4;
  var CODE = 0x1fffff; /* the code point of a unit of the search */
  var form = document.getElementById("search-form");
  var status = document.getElementById("search-status");
  var chips = document.getElementById("search-chips");
  var box = document.getElementById("search-words");
  var kinds = [], values = [];

  /* Letters and digits, as they are compared. */
  function bare(text) {
    return text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  }

  /* How near is a word to a name?  3: the same; 2: but for a letter at an
   * end (沈阳 and 沈阳市, licence and licences); 0: not. */
  function nearness(word, name) {
    var long = word.length < name.length ? name : word;
    var short = long === word ? name : word;
    if (word === name) return 3;
    return short.length > 1 && long.length === short.length + 1 &&
      (long.startsWith(short) || long.endsWith(short)) ? 2 : 0;
  }

  function eachItem(list, body) {
    list.querySelectorAll("li").forEach(function (li) { body(li); });
  }

  function readKinds(list) {
    eachItem(list, function (li) {
      kinds.push({
        code: bare(li.dataset.code),
        count: +li.dataset.count,
        label: li.textContent,
        name: bare(li.textContent),
        place: kinds.length,
        url: li.getAttribute("data-url")
      });
    });
  }

  /* Each name of a value, with the kinds that call it so. */
  function readFacet(list) {
    var facet = list.querySelector("summary").textContent;
    eachItem(list, function (li) {
      var names = li.textContent.split(" / ");
      li.dataset.in.split(" ").filter(Boolean).forEach(function (cell) {
        var at = cell.split(".");
        var kind = kinds[at[0]];
        if (kind.url) values.push({
          code: bare(li.dataset.code),
          count: +at[2],
          facet: facet,
          key: list.dataset.facet,
          kind: kind.label,
          label: names[at[1]],
          name: bare(names[at[1]]),
          place: +at[0],
          url: kind.url.replace(/[^/]*$/, "by/" + list.dataset.facet + "/" +
            li.dataset.code + ".html")
        });
      });
    });
  }

  function near(one, word) {
    return one.code === word ? 3 : nearness(word, one.name);
  }

  /* A part of a kind's name is what most people call it by (联盟). */
  function nearKind(one, word) {
    var folder = one.url.split("/").slice(-2)[0];
    return word.length > 1 && one.name.includes(word) ? 3
      : Math.max(near(one, word), nearness(word, folder));
  }

  /* The registers that a word names: the nearest first, whole ones before
   * parts, in the order of the page, which is that of the menu. */
  function waysOf(word) {
    var ways = [];
    function put(one, rank) {
      if (rank && one.count) ways.push({ one: one, rank: rank });
    }
    if (!word) return ways;
    kinds.forEach(function (one) {
      if (one.url) put(one, nearKind(one, word));
    });
    values.forEach(function (one) { put(one, near(one, word)); });
    return ways.sort(function (a, b) {
      return b.rank - a.rank || !b.one.facet - !a.one.facet ||
        a.one.place - b.one.place;
    }).slice(0, MOST).map(function (way) { return way.one; });
  }

  /* The registers of the values that are chosen, of the kinds chosen if any
   * is; without such values, those kinds themselves. */
  function chosenWays() {
    var asked = new URLSearchParams(location.search);
    var on = asked.getAll("kind").map(bare);
    var ways = values.filter(function (one) {
      return asked.getAll("f." + one.key).map(bare).includes(one.code) &&
        (!on.length || on.includes(kinds[one.place].code));
    });
    return ways.length ? ways : kinds.filter(function (one) {
      return one.url && on.includes(one.code);
    });
  }

  function wayItem(one) {
    var li = document.createElement("li");
    var link = document.createElement("a");
    var text = one.kind ? box.dataset.tValue : box.dataset.tKind;
    link.href = one.url;
    link.textContent = text.replace(/\{(\w+)\}/g, function (_, part) {
      return part === "n" ? one.count.toLocaleString(form.dataset.locale)
        : part === "kind" ? one.kind || one.label
        : part === "value" ? one.label : one.facet;
    });
    li.appendChild(link);
    return li;
  }

  function holds(words, query, isWhole) {
    return words.split(" ").some(function (word) {
      return isWhole ? bare(word) === query : query.includes(bare(word));
    });
  }

  /* Show what answers a question: what is asked by the word alone, or in the
   * form of a question, or of what nothing is found. */
  function showAnswers(query) {
    var part = document.getElementById("search-asked");
    var isNone = /^none/.test(form.dataset.is);
    var isAsked = query && holds(part.dataset.how, query);
    var none = true;
    eachItem(part, function (li) {
      var is = query && holds(li.dataset.words, query) && (isNone || isAsked ||
        holds(li.dataset.words, query, true));
      li.hidden = !is;
      if (is) none = false;
    });
    if (none && isNone && isAsked) {
      none = false;
      eachItem(part, function (li) { li.hidden = false; });
    }
    part.hidden = none;
    return !none;
  }

  /* The query as the search folds it (traditional to simplified), by its table;
   * without it, as it was typed. */
  function look() {
    var query = form.q.value;
    window.gongshi.parse(query).then(function (items) {
      return items.map(function (item) {
        return String.fromCodePoint.apply(null, item.v.map(function (unit) {
          return unit & CODE;
        }));
      }).join("");
    }).catch(function () { return query; }).then(function (folded) {
      if (query === form.q.value) tell(bare(folded));
    });
  }

  function tell(query) {
    var isBare = !form.q.value.trim() && chips.firstChild;
    var ways = isBare ? chosenWays() : waysOf(query);
    var list = box.querySelector("ul");
    var line = box.querySelector("[role=status]");
    var isAnswered = showAnswers(query);
    list.replaceChildren.apply(list, ways.map(wayItem));
    list.hidden = !ways.length;
    line.className = isBare ? "hint" : "sr";
    line.textContent = isBare
      ? ways.length ? box.dataset.tMoreOr : box.dataset.tMore
      : ways.length ? box.dataset.tFound.replace("{n}", ways.length)
        : isAnswered ? box.querySelector("h3").textContent : "";
  }

  document.querySelectorAll("[data-facet]").forEach(function (list) {
    if (list.dataset.facet === "kind") readKinds(list);
    else readFacet(list);
  });
  [status, chips].forEach(function (part) {
    new MutationObserver(look).observe(part, { childList: true });
  });
})();
