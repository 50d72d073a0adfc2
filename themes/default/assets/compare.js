/*
 * Up to three records of a register side by side, by what their pages say.
 * register.js, which lends its tools, has run. Which ones stands in the
 * address. From a disk, where a page may not read another, it is what the
 * table says.
 */
(function () {
  "use strict";
  const {add, button, fetchPage} = globalThis.gongshiList;
  const most = 3;
  const part = document.querySelector(".compare"), t = part.dataset;
  const start = part.querySelector(".compare-start");
  const body = document.querySelector(".register tbody");
  const bar = add(part, "div", "compare-bar");
  const out = add(part, "div", "compare-out");
  const status = add(bar, "p");
  const isDisk = location.protocol === "file:";
  let picked = [], turn = 0;

  const linkOf = (row) => row.querySelector("a");
  const idOf = (row) => /([^/]+)\.html$/.exec(linkOf(row).href)[1];

  /* What a row says: [[label, value, language]]. */
  const saidInRow = (row) => [...row.querySelectorAll("td")].map((td) =>
    [td.dataset.label, td.textContent, td.lang]);

  /* What a record's page says: status, price, costs, fields, tables; each with
   * the section that says it. */
  function saidInPage(page) {
    const said = [];
    const tell = (node, label, value) => value &&
      said.push([label, value, node.lang, node.id]);
    const texts = (node, selector, comma) =>
      [...node.querySelectorAll(selector)].map((e) => e.textContent)
        .join(comma);
    const within = (name, label) => name + (label && t.colon + label);
    tell(page, t.status, texts(page, ".meta .tag", ""));
    for (const section of page.querySelectorAll(".col-main > .part[id]")) {
      const name = texts(section, "h2", "");
      const group = section.id === "basics" ? "" : name;
      for (const dt of section.querySelectorAll(".row dt"))
        tell(dt.nextElementSibling, group ? within(group, dt.textContent)
          : dt.textContent, dt.nextElementSibling.textContent);
      if (section.id === "price")
        tell(section, name, texts(section, ".price-said span", t.stopMark));
      if (section.id === "cost")
        for (const row of section.querySelectorAll("tbody tr"))
          tell(section, within(texts(section, "thead th:last-child", ""),
            texts(row, "th", "")), texts(row, ".js-total", ""));
      if (/^t-/.test(section.id))
        tell(section, name, texts(section, "td:first-child", t.comma));
    }
    return said;
  }

  /* One record: {id, title, lang, url, said}, or nothing where there is
   * none. */
  async function find(id) {
    const row = [...body.rows].find((r) => idOf(r) === id);
    const url = new URL(id + ".html", linkOf(body.rows[0]).href).href;
    const page = isDisk ? null : await fetchPage(url).catch(() => null);
    const name = page && page.querySelector(".record h1") ||
      row && linkOf(row);
    return name && {id, url, title: name.textContent, lang: name.lang,
      free: page && page.querySelector("#price[data-free]"),
      said: name.matches("h1") ? saidInPage(page) : saidInRow(row)};
  }

  /* A line for each label, those of the first record first; what others cost
   * stands behind the price, and what is free costs nothing. */
  function draw(found) {
    const table = add(out, "table", "grid compared");
    add(table, "caption", "", t.caption);
    const head = add(add(table, "thead"), "tr");
    const lines = add(table, "tbody");
    const costs = found.flatMap((one) => one.said
      .filter((it) => it[3] === "cost").map(([label]) => label));
    const labels = new Set(found.flatMap((one) => one.said.flatMap((it) =>
      it[3] === "price" ? [it[0], ...costs] : it[0])));
    const line = (label, fill) => {
      const tr = add(lines, "tr");
      const th = add(tr, "th", "", label);
      th.scope = "row";
      const cells = found.map((one) => {
        const td = add(tr, "td");
        td.dataset.label = one.id;
        fill(td, one);
        return td.textContent;
      });
      return cells.some((text) => text !== cells[0]) && [tr, th];
    };
    for (const text of [t.item, ...found.map((one) => one.id)])
      add(head, "th", "", text).scope = "col";
    line(t.name, (td, one) => {
      const link = add(td, "a", "", one.title);
      link.href = one.url;
      if (one.lang) link.lang = one.lang;
    });
    for (const label of labels) {
      const differs = line(label, (td, one) => {
        const [, value, lang] = one.said.find(([l]) => l === label) || [];
        td.textContent = value || (one.free && costs.includes(label) ? "0"
          : "–");
        if (lang) td.lang = lang;
      });
      if (!differs) continue;
      differs[0].className = "differs";
      add(differs[1], "span", "sub", t.differs);
    }
  }

  function tell(text) {
    status.textContent = text || t.count.replace("{n}", picked.length);
    look.disabled = picked.length < 2;
    tick();
  }

  function tick() {
    for (const box of body.querySelectorAll(".pick input")) {
      box.checked = picked.includes(box.value);
      box.disabled = picked.length >= most && !box.checked;
    }
  }

  /* Show those of the address, or none. */
  async function show() {
    const mine = ++turn;
    const asked = new URLSearchParams(location.search).getAll("compare");
    const ids = isDisk ? picked : asked.filter((id, i) =>
      /^[a-z0-9-]+$/.test(id) && asked.indexOf(id) === i).slice(0, most);
    const found = (await Promise.all(ids.map(find))).filter(Boolean);
    if (mine !== turn) return;
    out.textContent = "";
    part.parentNode.classList.toggle("comparing", !!found[1]);
    if (ids[0]) picked = found.map((one) => one.id);
    if (found[1]) draw(found);
    tell(ids[1] && !found[1] && t.lost);
    if (ids[0]) status.focus();
  }

  function choose(ids) {
    const now = new URLSearchParams(location.search);
    now.delete("compare");
    ids.forEach((id) => now.append("compare", id));
    if (!isDisk) history.pushState(null, "", location.pathname +
      String(now).replace(/^./, "?$&") + location.hash);
    return show();
  }

  /* Rows come later, too: the older ones, when the register is narrowed. */
  function mark() {
    for (const row of body.rows) {
      if (row.querySelector(".pick")) continue;
      const label = add(row.cells[0], "label", "check pick");
      const box = add(label, "input");
      box.type = "checkbox";
      box.value = idOf(row);
      add(label, "span", "", t.pick);
      add(label, "span", "sr", linkOf(row).textContent);
    }
    tick();
  }

  const watcher = new MutationObserver(mark);

  function begin() {
    start.hidden = true;
    bar.hidden = false;
    mark();
    tell();
    watcher.observe(body, {childList: true});
    status.focus();
  }

  function end() {
    watcher.disconnect();
    body.querySelectorAll(".pick").forEach((e) => e.remove());
    picked = [];
    choose([]);
    bar.hidden = true;
    start.hidden = false;
    start.focus();
  }

  const look = button(bar, "ask-do", t.show, () => choose(picked));
  button(bar, "linkish", t.print, () => print());
  button(bar, "linkish", t.stop, end);
  status.setAttribute("role", "status");
  status.tabIndex = -1;
  body.addEventListener("change", ({target}) => {
    picked = picked.filter((id) => id !== target.value)
      .concat(target.checked ? target.value : []);
    tell();
  });
  start.addEventListener("click", begin);
  addEventListener("popstate", show);
  begin();
  show();
}());
