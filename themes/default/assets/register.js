/*
 * A register narrowed and sorted in its page; list pages alone load this.
 * Without it the pages of the facets do the same.
 *
 * As on the search page, values of one facet widen, facets narrow, what is
 * chosen stands in chips and in the address, and each choice is a step of the
 * history. Ticks change nothing until they are applied.
 */
(function () {
  "use strict";
  const most = 30;

  const add = (parent, tag, name, text) => {
    const e = document.createElement(tag);
    if (name) e.className = name;
    if (text) e.textContent = text;
    return parent.appendChild(e);
  };

  const button = (parent, name, text, click) => {
    const b = add(parent, "button", name, text);
    b.type = "button";
    b.addEventListener("click", click);
    return b;
  };

  /* Another page of the site.  DOMParser would want a policy for trusted
   * types; a request that answers with a document does not. */
  const fetchPage = (url) => new Promise((done, lost) => {
    const request = new XMLHttpRequest();
    request.open("GET", url);
    request.responseType = "document";
    /* A file has the status 0. */
    request.onload = () => request.status < 400 ? done(request.response)
      : lost();
    request.onerror = lost;
    request.send();
  });

  /*
   * When the panel is opened, or a heading is chosen, the older pages are
   * read, so that it is the whole register, or the newer part of a very long
   * one.  What is chosen stands in the address by the labels of the columns.
   */
  function register(table, panel) {
    const lang = document.documentElement.lang;
    const isDisk = location.protocol === "file:";
    const part = (name) => table.parentNode.querySelector(name);
    const form = part(".narrow-by"), t = form.dataset;
    const status = part(".narrow-found"), chips = part(".chips");
    const rows = [...table.tBodies[0].rows];
    const heads = [...table.tHead.rows[0].cells];
    // Behind the columns what the rows bear without one.
    const labels = heads.map((th) => th.textContent)
      .concat(t.more.split("|").slice(0, -1));
    // Each facet: its column, its boxes, and the values that are applied.
    const facets = [];
    let order = {column: -1, way: 1};
    let loading, whole, sort, apply;
    const wide = matchMedia("(min-width: 40em)");

    const text = (row, i) => row.cells[i]
      ? (row.cells[i].querySelector("a, .tag, time") || row.cells[i])
        .textContent.trim()
      : row.dataset.more.split("|")[i - heads.length];
    const values = (row, f) => text(row, f.column).split(t.comma);
    const address = (row) => row.querySelector("a").href;

    async function read(page, left) {
      const next = page && page.querySelector(".pager-older");
      whole = !!page && !next && !t.cut;
      if (!next || !left || isDisk) return;
      const older = await fetchPage(next.href);
      /* The newest page and the one before it may share records. */
      const seen = new Set(rows.map(address));
      for (const row of older ? older.querySelectorAll(
        ".register tbody tr") : [])
        if (!seen.has(address(row)))
          rows.push(table.tBodies[0].appendChild(document.adoptNode(row)));
      await read(older, left - 1);
    }

    function load() {
      if (loading) return loading;
      status.textContent = t.loading;
      return loading = read(document, most).catch(() => {
        whole = false;
      }).then(() => {
        part(".pager").hidden = whole;
        rows.forEach((row, i) => { row.given = i; });
        fill();
        recall();
        addEventListener("popstate", recall);
      });
    }

    const ticked = (f) => f.boxes.filter((b) => b.checked)
      .map((b) => b.value);

    /* Has a row one of the values in each facet but one?  None is any. */
    const fits = (row, chosen, but) => facets.every((f, k) =>
      f === but || !chosen[k][0] ||
      values(row, f).some((v) => chosen[k].includes(v)));

    function compare(a, b) {
      const i = order.column;
      if (i < 0) return a.given - b.given;
      const x = text(a, i), y = text(b, i);
      if (!x !== !y) return x ? -1 : 1;
      return (heads[i] && heads[i].classList.contains("num")
        ? x.replace(/,/g, "") - y.replace(/,/g, "")
        : x.localeCompare(y, lang)) * order.way || a.given - b.given;
    }

    /* How many there would be with each value, by what is ticked. */
    function count() {
      const chosen = facets.map(ticked);
      facets.forEach((f) => {
        const n = {};
        rows.forEach((row) => fits(row, chosen, f) &&
          values(row, f).forEach((v) => { n[v] = (n[v] || 0) + 1; }));
        f.boxes.forEach((b) => {
          b.count.textContent = n[b.value] || 0;
          b.disabled = !n[b.value] && !b.checked;
        });
      });
      apply.textContent = t.apply.replace("{n}",
        rows.filter((row) => fits(row, chosen)).length);
    }

    function chip(f, value) {
      const b = button(add(chips, "li"), "chip", "", () =>
        choose((g) => g.on.filter((v) => g !== f || v !== value)));
      add(b, "span", "sr", t.remove + " ");
      add(b, "span", "chip-facet", labels[f.column] + " ");
      b.append(value);
    }

    function show() {
      const chosen = facets.map((f) => f.on);
      rows.sort(compare).forEach((row) => {
        row.hidden = !fits(row, chosen);
        table.tBodies[0].appendChild(row);
      });
      heads.forEach((th, i) => {
        if (i === order.column) th.setAttribute("aria-sort",
          order.way > 0 ? "ascending" : "descending");
        else th.removeAttribute("aria-sort");
      });
      sort.value = order.column + " " + order.way;
      status.textContent = t.found.replace("{n}",
        rows.filter((row) => !row.hidden).length) + (whole ? "" :
        isDisk && t.disk || t.part);
      chips.textContent = "";
      facets.forEach((f) => f.on.forEach((v) => chip(f, v)));
      if (chips.firstChild)
        button(add(chips, "li"), "linkish", t.clear, () => choose(() => []));
      count();
    }

    /* Set what is chosen, in each facet, and the ticks by it. */
    function set(valuesOf) {
      facets.forEach((f) => {
        f.on = valuesOf(f);
        f.boxes.forEach((b) => { b.checked = f.on.includes(b.value); });
        if (f.on[0]) f.box.open = true;
      });
      show();
    }

    /* What others keep in the address stays there. */
    function note() {
      const now = new URLSearchParams(location.search);
      if (isDisk) return;
      facets.forEach((f) => {
        now.delete(labels[f.column]);
        f.on.forEach((v) => now.append(labels[f.column], v));
      });
      now.delete("sort");
      if (order.column >= 0) now.set("sort",
        (order.way < 0 ? "-" : "") + labels[order.column]);
      const search = String(now).replace(/^./, "?$&");
      if (search !== location.search) history.pushState(null, "",
        location.pathname + search + location.hash);
    }

    /* By hand: what was clicked may be gone, the answer is told there. */
    function choose(valuesOf) {
      set(valuesOf);
      note();
      status.focus();
    }

    /* What the address asks for, where there is such a thing. */
    function recall() {
      const asked = new URLSearchParams(location.search);
      const to = /^(-?)(.*)/.exec(asked.get("sort") || "");
      const column = to[2] ? labels.indexOf(to[2]) : -1;
      order = {column, way: column < 0 || !to[1] ? 1 : -1};
      set((f) => asked.getAll(labels[f.column]).filter((v) =>
        f.boxes.some((b) => b.value === v)));
    }

    async function sortBy(column, way) {
      await load();
      order = {column, way};
      show();
      note();
    }

    function fillFacet(column) {
      const box = add(form, "details", "facet");
      const f = {column, box, boxes: [], on: []};
      add(box, "summary", "", labels[column]);
      const ul = add(box, "ul");
      const all = new Set(rows.flatMap((row) => values(row, f)));
      const size = (v) => rows.filter((row) =>
        values(row, f).includes(v)).length;
      ul.setAttribute("aria-label", labels[column]);
      [...all].filter(Boolean).map((v) => [v, size(v)]).sort((a, b) =>
        b[1] - a[1] || a[0].localeCompare(b[0], lang)).forEach(([v]) => {
        const label = add(add(ul, "li"), "label", "check");
        const b = add(label, "input");
        b.type = "checkbox";
        b.value = v;
        add(label, "span", "", v);
        b.count = add(label, "span", "count");
        f.boxes.push(b);
      });
      box.open = wide.matches;
      box.hidden = !f.boxes[0];
      facets.push(f);
    }

    function fill() {
      const label = add(form, "label", "narrow-sort", t.sort);
      sort = add(label, "select");
      add(sort, "option", "", t.given).value = "-1 1";
      labels.forEach((name, i) => [1, -1].forEach((way) => {
        add(sort, "option", "", name + (way > 0 ? " ↑" : " ↓")).value =
          i + " " + way;
      }));
      sort.addEventListener("change", () => sortBy(...sort.value.split(" ")
        .map(Number)));
      labels.forEach((name, i) => {
        if (!heads[i] || heads[i].classList.contains("by")) fillFacet(i);
      });
      apply = add(form, "button", "narrow-apply");
      apply.type = "submit";
      form.addEventListener("change", count);
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        // On a phone the panel would stand before what was found.
        panel.open = wide.matches;
        choose(ticked);
      });
    }

    heads.forEach((th, i) => {
      th.textContent = "";
      button(th, "sorter", labels[i], () =>
        sortBy(i, order.column === i ? -order.way : 1));
    });
    panel.addEventListener("toggle", load);
    const asked = new URLSearchParams(location.search);
    if (labels.concat("sort").some((key) => asked.has(key))) load();
  }

  /* For what comes later (compare.js). */
  globalThis.gongshiList = {add, button, fetchPage};
  document.querySelectorAll(".narrow").forEach((panel) => {
    const table = panel.parentNode.querySelector(".register");
    if (table.rows.length > 2 && !document.querySelector(".pager-newer"))
      register(table, panel);
    else panel.remove();
  });
}());
