/*
 * Everything that runs in a page besides search: display switches, print,
 * copy, one search shortcut. Nothing here is needed to read the site.
 */
(function () {
  "use strict";
  var root = document.documentElement;

  function load(key) {
    try { return localStorage.getItem(key); } catch (e) { return null; }
  }

  function save(key, value) {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
    } catch (e) { /* private window: the choice lasts for this page */ }
  }

  function eachIn(node, selector, fn) {
    Array.prototype.forEach.call(node.querySelectorAll(selector), fn);
  }

  function each(selector, fn) { eachIn(document, selector, fn); }

  function isDark() {
    var set = root.getAttribute("data-theme");
    if (set) return set === "dark";
    return !!window.matchMedia &&
      window.matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function isLarge() {
    return root.getAttribute("data-size") === "large";
  }

  function apply() {
    var theme = load("gongshi-theme");
    if (theme === "dark" || theme === "light")
      root.setAttribute("data-theme", theme);
    if (load("gongshi-size") === "large")
      root.setAttribute("data-size", "large");
  }

  function show(button, pressed, flip) {
    button.hidden = false;
    button.setAttribute("aria-pressed", String(pressed()));
    button.addEventListener("click", function () {
      flip();
      button.setAttribute("aria-pressed", String(pressed()));
    });
  }

  function flipLarge() {
    if (isLarge()) root.removeAttribute("data-size");
    else root.setAttribute("data-size", "large");
    save("gongshi-size", isLarge() ? "large" : null);
  }

  function flipDark() {
    var next = isDark() ? "light" : "dark";
    root.setAttribute("data-theme", next);
    save("gongshi-theme", next);
  }

  /* Copies without the clipboard interface, which plain http lacks. */
  function copyOld(text) {
    var area = document.createElement("textarea");
    var done = false;
    area.value = text;
    area.setAttribute("readonly", "");
    area.className = "sr";
    document.body.appendChild(area);
    area.select();
    try { done = document.execCommand("copy"); } catch (e) { done = false; }
    document.body.removeChild(area);
    return done;
  }

  function copy(button) {
    var text = document.getElementById(button.getAttribute("data-copy"))
      .textContent.replace(/\s+/g, " ").trim();
    function done() {
      var said = button.parentNode.querySelector("[role=status]");
      if (said) said.textContent = button.getAttribute("data-done");
      button.focus();
    }
    if (navigator.clipboard && window.isSecureContext)
      navigator.clipboard.writeText(text).then(done, function () {
        if (copyOld(text)) done();
      });
    else if (copyOld(text)) done();
  }

  /* Ctrl+K or Cmd+K anywhere; a slash where nothing is being written. */
  function asksForSearch(event) {
    if (event.isComposing || event.keyCode === 229) return false;
    if (event.altKey) return false;
    if (event.ctrlKey || event.metaKey)
      return !event.shiftKey && String(event.key).toLowerCase() === "k";
    return event.key === "/" && !event.target.matches("textarea, select, " +
      "input:not([type=checkbox]):not([type=radio])");
  }

  function focusSearch(event) {
    var box;
    if (!asksForSearch(event)) return;
    box = document.getElementById("q") || document.getElementById("site-q");
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  }

  /*
   * Suggestions under the box of every page.  The hits are those of
   * search.js; without it, or from disk, the box is a plain form.
   */
  function suggest(form) {
    var input = form.querySelector("input");
    var panel = make("div", "suggest", "listbox");
    var status = make("span", "sr", "status");
    var chosen = -1;
    var turn = 0;
    var timer = 0;

    function make(tag, name, role) {
      var e = document.createElement(tag);
      e.className = name;
      e.setAttribute("role", role);
      return e;
    }

    function choose(i) {
      var old = panel.children[chosen];
      var now = panel.children[i];
      if (old) old.setAttribute("aria-selected", "false");
      if (now) now.setAttribute("aria-selected", "true");
      if (now) input.setAttribute("aria-activedescendant", now.id);
      else input.removeAttribute("aria-activedescendant");
      chosen = now ? i : -1;
    }

    function close() {
      turn++;
      clearTimeout(timer);
      choose(-1);
      panel.textContent = "";
      status.textContent = "";
      panel.hidden = true;
      input.setAttribute("aria-expanded", "false");
    }

    function show(hits) {
      close();
      hits.forEach(function (hit, i) {
        var link = make("a", "suggest-item", "option");
        link.id = "suggest-" + i;
        link.href = form.getAttribute("data-top") + hit.url;
        link.tabIndex = -1;
        link.textContent = hit.title;
        link.setAttribute("aria-selected", "false");
        panel.appendChild(link);
      });
      panel.hidden = !hits.length;
      input.setAttribute("aria-expanded", String(hits.length > 0));
      if (hits.length)
        status.textContent = form.getAttribute("data-t-suggest")
          .replace("{n}", hits.length);
    }

    function ask() {
      var query = input.value.trim();
      var mine = ++turn;
      if (!window.gongshi || Array.from(query).length < 2) return close();
      window.gongshi.search(query, {
        limit: 6,
        lang: form.getAttribute("data-lang")
      }).then(function (answer) {
        if (mine === turn) show(answer.hits);
      }, function () {
        if (mine === turn) close();
      });
    }

    function later() {
      clearTimeout(timer);
      timer = setTimeout(ask, 150);
    }

    function key(event) {
      var n = panel.children.length;
      if (event.isComposing || event.keyCode === 229 || !n) return;
      if (event.key === "ArrowDown") choose((chosen + 2) % (n + 1) - 1);
      else if (event.key === "ArrowUp") choose((chosen + n + 1) % (n + 1) - 1);
      else if (event.key === "Escape") close();
      else if (event.key === "Enter" && chosen >= 0)
        location.href = panel.children[chosen].href;
      else return;
      event.preventDefault();
    }

    panel.id = "suggest";
    panel.setAttribute("aria-label", form.getAttribute("data-t-panel"));
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", "suggest");
    form.appendChild(panel);
    form.appendChild(status);
    close();
    input.addEventListener("keydown", key);
    input.addEventListener("compositionend", later);
    input.addEventListener("input", function (event) {
      if (!event.isComposing) later();
    });
    form.addEventListener("focusout", function (event) {
      if (!form.contains(event.relatedTarget)) close();
    });
    panel.addEventListener("mousedown", function (event) {
      event.preventDefault();
    });
  }

  /* The day that it is now in the site's time zone. */
  function today() {
    return new Date(Date.now() - Date.parse("1970-01-01T00:00:00" +
      root.dataset.offset)).toISOString().slice(0, 10);
  }

  /* A status that ended since the page was made: lists know the end alone. */
  function relabel(tag) {
    if (tag.dataset.until >= today()) return;
    tag.textContent = root.dataset.passed;
    tag.className = "tag tag-plain";
  }

  /* The page knows on which days its record turns, and to which step. */
  function moveOn(list) {
    var turn = (list.dataset.turns.match(/\S+/g) || [])
      .filter(function (t) { return t.slice(0, 10) <= today(); }).pop();
    var step = turn && list.children[turn.slice(11) || -1];
    if (!turn) return;
    each(".meta-since", function (e) { e.hidden = true; });
    eachIn(list, "[aria-current]", function (old) {
      old.removeAttribute("aria-current");
      old.querySelector(".step-phase").textContent = list.dataset.done;
    });
    if (!step) return;
    step.setAttribute("aria-current", "step");
    step.querySelector(".step-phase").textContent = list.dataset.now;
    each(".meta .tag", function (tag) {
      tag.textContent = step.querySelector(".step-label").textContent;
      tag.className = "tag tag-" + step.dataset.tone;
    });
  }

  /* What lay ahead has come. */
  function reach(item) {
    if (item.querySelector("time").dateTime > today()) return;
    item.classList.remove("event-future", "step-future");
    eachIn(item, ".step-phase", function (e) {
      e.textContent = item.parentNode.dataset.done;
    });
  }

  /* What a licence costs at the reader's own turnover.  Rows carry millionths
   * of the unit; of each royalty millionths of a percent of sales and of
   * profit, times months, and the least and the most that it comes to. */
  function calculate(form) {
    var part = form.parentNode;

    function print(row, name, millionths) {
      row.querySelector(name).textContent =
        String(Math.round(millionths / 10000) / 100)
          .replace(/(\d)(?=(\d{3})+(?:\.|$))/g, "$1,");
    }

    /* Nothing is sold for less than nothing. */
    function given(name) {
      return form[name] ? Math.max(0, +form[name].value || 0) : 0;
    }

    form.addEventListener("submit", function (e) { e.preventDefault(); });
    form.addEventListener("input", function (e) {
      part.querySelector(".js-" + e.target.name).textContent =
        given(e.target.name);
      Array.prototype.forEach.call(part.querySelectorAll("tr[data-fixed]"),
        function (row) {
          var of = row.dataset;
          var royalty = 0;
          of.royalties.replace(/(\d+) (\d+) (\d+) (\d*);/g,
            function (all, sales, profit, least, most) {
              royalty += Math.min(most || Infinity, Math.max(least,
                (sales * given("sales") + profit * given("profit")) / 1200));
            });
          print(row, ".js-royalty", royalty);
          print(row, ".js-total", +of.fixed + royalty);
        });
    });
  }

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

  /* Paper has no triangles to click: what is folded is printed open. */
  function unfold() {
    each("main details:not([open])", function (d) {
      d.open = true;
      d.setAttribute("data-folded", "");
    });
  }

  function fold() {
    each("details[data-folded]", function (d) {
      d.open = false;
      d.removeAttribute("data-folded");
    });
  }

  apply();
  document.addEventListener("keydown", focusSearch);
  window.addEventListener("beforeprint", unfold);
  window.addEventListener("afterprint", fold);
  if (location.protocol !== "file:") each("#site-search", suggest);
  each("[data-until]", relabel);
  each("[data-over]", function (e) { e.hidden = e.dataset.over < today(); });
  each(".event-future, .step-future", reach);
  each(".steps", moveOn);
  each(".calc", calculate);
  if (location.protocol !== "file:")
    window.addEventListener("load", function () {
      each(".js-likely", likely);
    });
  each(".js-only", function (e) { e.hidden = false; });
  each(".no-js", function (e) { e.hidden = true; });
  each(".js-large", function (b) { show(b, isLarge, flipLarge); });
  each(".js-dark", function (b) { show(b, isDark, flipDark); });
  each(".js-print", function (b) {
    b.addEventListener("click", function () { window.print(); });
  });
  each(".js-copy", function (b) {
    b.addEventListener("click", function () { copy(b); });
  });
}());
