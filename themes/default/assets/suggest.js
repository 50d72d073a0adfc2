/*
 * Suggestions under the box of every page, once it has the focus. The hits
 * are those of search.js, which runs before; without it the box is a plain
 * form.
 */
(function () {
  "use strict";
  var form = document.getElementById("site-search");
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
  /* What was typed while this was on its way. */
  later();
}());
