/*
 * What runs in every page: display switches, print, copy, the way to the
 * search box, what has ended by now. Nothing here is needed to read the site.
 */
(function () {
  "use strict";
  var root = document.documentElement;
  var ran = {};

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

  /* What the box is going to be is told before it is entered. */
  function promise(box) {
    box.setAttribute("role", "combobox");
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", "suggest");
    box.setAttribute("aria-expanded", "false");
  }

  /* The day that it is now in the site's time zone. */
  var today = root.dataset.today = new Date(Date.now() -
    Date.parse("1970-01-01T00:00:00" + root.dataset.offset))
    .toISOString().slice(0, 10);

  /*
   * Scripts that few readers need stand in a template, and run when the part
   * that holds it is used or seen.  The copy of a script is a script, so that
   * this asks for no policy for trusted types and keeps the order.  One that
   * is lost is asked for again when its part is used again.
   */
  function late(template) {
    var part = template.parentNode;
    var on = template.dataset.on;
    if ("served" in template.dataset && location.protocol === "file:") {
      eachIn(part, ".served-only", function (e) { e.hidden = false; });
      return;
    }
    eachIn(part, "#site-q", promise);

    function run() {
      eachIn(template.content, "script", function (inert) {
        var script = document.importNode(inert, true);
        if (ran[script.src]) return;
        ran[script.src] = true;
        script.async = false;
        script.onerror = function () { ran[script.src] = false; };
        document.head.appendChild(script);
      });
    }

    if (on === "seen")
      new IntersectionObserver(function (seen, observer) {
        if (!seen[0].isIntersecting) return;
        observer.disconnect();
        run();
      }).observe(part);
    else part.addEventListener(on, run);
    /* Behind the scripts of the page, which they may lean on. */
    if (part.contains(document.activeElement) ||
      new URLSearchParams(location.search).has(template.dataset.asked))
      document.addEventListener("DOMContentLoaded", run);
  }

  /* A status that ended since the page was made gives way to the next. */
  function relabel(tag) {
    var next = tag.dataset;
    if (next.until >= today) return;
    tag.textContent = next.next || root.dataset.passed;
    tag.className = "tag tag-" + (next.tone || "plain");
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
  each("[data-until]", relabel);
  each("[data-over]", function (e) { e.hidden = e.dataset.over < today; });
  each("template[data-on]", late);
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
