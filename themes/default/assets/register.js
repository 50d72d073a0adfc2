/*
 * A register narrowed and sorted in its page; list pages alone load this.
 * Without it the pages of the facets do the same.
 */
(function () {
  "use strict";
  var root = document.documentElement;

  function eachIn(node, selector, fn) {
    Array.prototype.forEach.call(node.querySelectorAll(selector), fn);
  }

  /* Another page of the site.  DOMParser would want a policy for trusted
   * types; a request that answers with a document does not. */
  function fetchPage(url) {
    return new Promise(function (done, lost) {
      var request = new XMLHttpRequest();
      request.open("GET", url);
      request.responseType = "document";
      request.onload = function () { done(request.response); };
      request.onerror = lost;
      request.send();
    });
  }

  /*
   * A register narrowed by several columns at once, and sorted by any.  When
   * the panel is opened, or a heading is chosen, the older pages are read, so
   * that it is the whole register, or the newer part of a very long one.
   * What is chosen stands in the address, by the labels of the columns, so
   * that Back finds it again and a view can be sent.
   */
  function register(table, panel) {
    var most = 30;
    var rows = Array.from(table.tBodies[0].rows);
    var heads = Array.from(table.tHead.rows[0].cells);
    var by = panel.querySelector(".narrow-by");
    var t = by.dataset;
    var status = table.parentNode.querySelector(".narrow-found");
    var chips = table.parentNode.querySelector(".chips");
    var pager = table.parentNode.querySelector(".pager");
    var labels = heads.map(function (th) { return th.textContent; });
    var order = { column: -1, way: 1 };
    var selects = [];
    var seen = {};
    var loading = null;
    var whole = true;
    var asked = new URLSearchParams(location.search);

    function add(parent, tag, name, text) {
      var e = document.createElement(tag);
      if (name) e.className = name;
      if (text) e.textContent = text;
      return parent.appendChild(e);
    }

    function text(row, i) {
      var cell = row.cells[i];
      return (cell.querySelector("a, .tag, time") || cell).textContent.trim();
    }

    function values(row, i) { return text(row, i).split(t.comma); }

    function address(row) { return row.querySelector("a").href; }

    function step(page, left) {
      var next = page && page.querySelector(".pager-older");
      whole = !!page && !next && !t.cut;
      if (!next || !left || location.protocol === "file:") return null;
      rows.forEach(function (row) { seen[address(row)] = 1; });
      return fetchPage(next.href).then(function (older) {
        /* The newest page and the one before it may share records. */
        eachIn(older, ".register tbody tr", function (row) {
          if (!seen[address(row)])
            rows.push(table.tBodies[0].appendChild(document.adoptNode(row)));
        });
        return step(older, left - 1);
      });
    }

    function load() {
      if (!loading) {
        status.textContent = t.loading;
        loading = Promise.resolve(step(document, most)).catch(function () {
          whole = false;
        }).then(function () {
          pager.hidden = whole;
          rows.forEach(function (row, i) { row.given = i; });
          fill();
        });
      }
      return loading;
    }

    function fits(row, except) {
      return selects.every(function (s) {
        return s === except || !s.value ||
          values(row, s.column).indexOf(s.value) >= 0;
      });
    }

    function compare(a, b) {
      var i = order.column;
      var x = i < 0 ? a.given : text(a, i);
      var y = i < 0 ? b.given : text(b, i);
      if (i >= 0 && !x !== !y) return x ? -1 : 1;
      if (i >= 0 && !heads[i].classList.contains("num"))
        x = x.localeCompare(y, root.lang), y = 0;
      else if (i >= 0)
        x = +x.replace(/,/g, ""), y = +y.replace(/,/g, "");
      return (x - y) * order.way || a.given - b.given;
    }

    function choose(select) {
      var counts = {};
      var now = select.value;
      rows.forEach(function (row) {
        values(row, select.column).forEach(function (v) {
          if (v) counts[v] = (counts[v] || 0) + (fits(row, select) ? 1 : 0);
        });
      });
      select.textContent = "";
      add(select, "option", "", t.all).value = "";
      Object.keys(counts).sort(function (a, b) {
        return counts[b] - counts[a] || a.localeCompare(b, root.lang);
      }).forEach(function (v) {
        var option = add(select, "option", "", v + " (" + counts[v] + ")");
        option.value = v;
        option.disabled = !counts[v] && v !== now;
      });
      select.value = now;
    }

    function chip(select) {
      var b = add(add(chips, "li"), "button", "chip");
      b.type = "button";
      add(b, "span", "sr", t.remove + " ");
      add(b, "span", "chip-facet", labels[select.column] + " ");
      b.appendChild(document.createTextNode(select.value));
      b.addEventListener("click", function () {
        select.value = "";
        show();
        select.focus();
      });
    }

    function clear() {
      var b = add(add(chips, "li"), "button", "linkish", t.clear);
      b.type = "button";
      b.addEventListener("click", function () {
        selects.forEach(function (s) { s.value = ""; });
        show();
        panel.firstElementChild.focus();
      });
    }

    function note() {
      var now = new URLSearchParams();
      if (location.protocol === "file:") return;
      selects.forEach(function (s) {
        if (s.value) now.set(labels[s.column], s.value);
      });
      if (order.column >= 0) now.set("sort",
        (order.way < 0 ? "-" : "") + labels[order.column]);
      history.replaceState(null, "", location.pathname +
        String(now).replace(/^./, "?$&") + location.hash);
    }

    /* What the address asks for, where there is such a thing. */
    function recall(sort) {
      var to = /^(-?)(.*)$/.exec(asked.get("sort") || "");
      var column = to && to[2] ? labels.indexOf(to[2]) : -1;
      selects.forEach(function (s) {
        var v = asked.get(labels[s.column]);
        if (v && rows.some(function (row) {
          return values(row, s.column).indexOf(v) >= 0;
        })) add(s, "option", "", v).selected = true;
      });
      if (column < 0) return;
      order = { column: column, way: to[1] ? -1 : 1 };
      sort.value = column + " " + order.way;
    }

    function show() {
      var on = selects.filter(function (s) { return s.value; });
      var found = 0;
      rows.sort(compare).forEach(function (row) {
        row.hidden = !fits(row);
        if (!row.hidden) found++;
        table.tBodies[0].appendChild(row);
      });
      heads.forEach(function (th, i) {
        if (i === order.column) th.setAttribute("aria-sort",
          order.way > 0 ? "ascending" : "descending");
        else th.removeAttribute("aria-sort");
      });
      status.textContent = t.found.replace("{n}", found) +
        (whole ? "" : t.part);
      selects.forEach(choose);
      chips.textContent = "";
      on.forEach(chip);
      if (on.length) clear();
      note();
    }

    function sortBy(i, way) {
      return load().then(function () {
        order = { column: i, way: way };
        by.querySelector(".narrow-sort").value = i + " " + way;
        show();
      });
    }

    function field(label) {
      var select = add(add(by, "label", "", label), "select");
      select.setAttribute("aria-label", label);
      return select;
    }

    function fill() {
      var sort = field(t.sort);
      heads.forEach(function (th, i) {
        if (!th.classList.contains("by")) return;
        selects.push(field(labels[i]));
        selects[selects.length - 1].column = i;
      });
      sort.className = "narrow-sort";
      add(sort, "option", "", t.given).value = "-1 1";
      heads.forEach(function (th, i) {
        [1, -1].forEach(function (way) {
          add(sort, "option", "", labels[i] + (way > 0 ? " ↑" : " ↓")).value =
            i + " " + way;
        });
      });
      sort.addEventListener("change", function () {
        var to = sort.value.split(" ");
        sortBy(+to[0], +to[1]);
      });
      selects.forEach(function (s) { s.addEventListener("change", show); });
      recall(sort);
      show();
    }

    heads.forEach(function (th, i) {
      var b;
      th.textContent = "";
      b = add(th, "button", "sorter", labels[i]);
      b.type = "button";
      b.addEventListener("click", function () {
        sortBy(i, order.column === i ? -order.way : 1);
      });
    });
    panel.addEventListener("toggle", load);
    panel.open = labels.concat("sort").some(function (key) {
      return asked.has(key);
    });
  }

  eachIn(document, ".narrow", function (panel) {
    var table = panel.parentNode.querySelector(".register");
    if (table.rows.length > 2 && !document.querySelector(".pager-newer"))
      register(table, panel);
    else panel.remove();
  });
}());
