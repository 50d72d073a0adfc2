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

  function each(selector, fn) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), fn);
  }

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
    var text = button.getAttribute("data-copy").replace(/\s+/g, " ").trim();
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
