/*
 * page - the search page: a box, filters, a list of hits, and the history.
 *
 * themes/README.md says what the page must hold.  What is asked stands in
 * its address: q, kind, sort, and f.FACET for each value chosen.
 */
import {connect} from './index.js';
import {search} from './query.js';

const FIRST = 10, MORE = 20, MOST = 100, VALUES = 8, TEXTS = 200;

// Files of the site; top is the way from this page to its root.  What keeps
// its name is asked for anew, and so are cards (piece.h); the entry's preload
// serves that request.
const loader = (top) => async (path, fresh) => {
  const cache = fresh ? 'reload' : /^search\/(?!c\/).*bin$/.test(path)
    ? 'default' : 'no-cache';
  const reply = await fetch(top + path, {cache});
  if (!reply.ok) throw new Error(path + ': ' + reply.status);
  return reply.arrayBuffer();
};

const make = (tag, name, ...children) => {
  const e = document.createElement(tag);
  e.className = name;
  e.append(...children);
  return e;
};

const button = (name, click, ...children) => {
  const e = make('button', name, ...children);
  e.type = 'button';
  e.onclick = click;
  return make('li', '', e);
};

const marked = (parts) =>
  parts.map(([text, on]) => on ? make('mark', '', text) : text);

// A day, month or year in words.
const dated = (date, locale) => {
  const time = make('time', '', new Date(date).toLocaleDateString(locale,
    {timeZone: 'UTC', year: 'numeric', month: date[4] && 'long',
      day: date[7] && 'numeric'}));
  time.dateTime = date;
  return time;
};

const searchPage = (form, top) => {
  const [status, again, sorts, chips, filter, list, more, help, nearest, tip] =
    ['status', 'retry', 'sort', 'chips', 'filter', 'results', 'more', 'help',
      'nearest', 'tip'].map((id) => document.getElementById('search-' + id));
  const {q: input, sort} = form.elements;
  const {lang, locale, ...t} = form.dataset;
  const file = location.protocol === 'file:', title = document.title;
  const wide = matchMedia('(min-width: 56.25em)');
  // What is waited for, and a question whose figures were not asked for yet.
  let turn = 0, timer = 0, settled = true, uncounted, texts;

  // on: values chosen; all: no more values are hidden.
  const facets = Array.from(filter.querySelectorAll('[data-facet]'),
    (box, i) => {
    const key = box.dataset.facet, ul = box.querySelector('ul');
    const labels = new Map(Array.from(ul.children,
      (li) => [li.dataset.code, li.textContent]));
    ul.replaceChildren();
    box.open = i < (wide.matches ? 3 : 1);
    return {key, box, ul, name: key === 'kind' ? key : 'f.' + key, on: [],
      heading: box.firstElementChild.textContent,
      label: (value) => labels.get(value) || value};
  });
  const number = (text, n) => text.replace('{n}', n.toLocaleString(locale));

  const say = (text, retry) => {
    clearTimeout(timer);
    status.textContent = text;
    status.classList.toggle('lost', !!retry);
    again.hidden = !retry;
    again.onclick = retry;
  };

  const row = (hit) => {
    const link = make('a', '', ...marked(hit.heading));
    const li = make('li', 'hit', make('h3', 'hit-title', link),
      make('p', 'hit-meta', make('span', '', facets[0].label(hit.kind)),
        ...hit.date ? [dated(hit.date, locale)] : []));
    const text = hit.excerpt.map((part) => part[0]).join('');
    link.href = top + hit.url;
    if (!hit.title.includes(text.replace(/^\u2026|\u2026$/g, ''))) {
      const part = make('p', 'hit-excerpt', ...marked(hit.excerpt));
      if (/[\u4e00-\u9fff]/.test(text)) part.lang = 'zh-CN';
      li.append(part);
    }
    return li;
  };

  const address = (query) => {
    const p = new URLSearchParams(query && {q: query});
    for (const {name, on} of facets)
      for (const value of on) p.append(name, value);
    if (sort.value === 'date') p.set('sort', 'date');
    return location.pathname + (String(p) && '?' + p);
  };

  const clear = () => {
    list.replaceChildren();
    more.hidden = sorts.hidden = help.hidden = true;
  };

  const show = ({hits, total, exact, cut, nearest: near}, offset) => {
    if (!offset) clear();
    list.append(...hits.map(row));
    more.hidden = !cut && (!hits.length || offset + hits.length >= total);
    sorts.hidden = !total;
    help.hidden = total;
    filter.hidden = !total && !chips.firstChild;
    nearest.parentNode.hidden = !near.length;
    nearest.replaceChildren(...near.map((query) => {
      const link = make('a', '', query);
      link.href = address(query);
      return make('li', '', link);
    }));
    if (offset) list.children[offset]?.querySelector('a').focus();
    say(!total ? t.tNone : total === 1 ? t.tOne
      : number(exact ? t.tFound : t.tAbout, total));
    history.replaceState(list.children.length, '');
  };

  // What is chosen by hand is a step of the history of its own.
  const choose = () => {
    settled = true;
    go(true);
  };

  const toggle = (facet, value) => {
    facet.on = facet.on.includes(value)
      ? facet.on.filter((v) => v !== value) : facet.on.concat(value);
    choose();
  };

  const choices = (facet, found) => {
    const {box, ul, on, label} = facet;
    let hidden = 0;
    for (const value of on)
      if (!found.some((f) => f[0] === value)) found.push([value, 0]);
    box.hidden = !found.length;
    if (on.length) box.open = true;
    ul.replaceChildren(...found.map(([value, n], i) => {
      const input = make('input', '');
      input.type = 'checkbox';
      input.id = facet.name + '=' + value;
      input.checked = on.includes(value);
      input.onchange = () => toggle(facet, value);
      const li = make('li', '', make('label', 'check', input,
        make('span', '', label(value)),
        make('span', 'count', n.toLocaleString(locale))));
      li.hidden = i >= VALUES && !facet.all && !input.checked;
      hidden += li.hidden;
      return li;
    }));
    if (hidden) ul.append(button('linkish', () => {
      const first = ul.querySelector('[hidden] input');
      facet.all = true;
      ul.lastChild.remove();
      for (const li of ul.children) li.hidden = false;
      first.focus();
    }, number(t.tMore, hidden)));
  };

  // The figures come after the hits, and only where they are seen.
  const count = async () => {
    const mine = turn, text = status.textContent;
    if (!uncounted || filter.hidden || !filter.open) return;
    try {
      const found = (await search(...uncounted)).facets;
      if (mine !== turn) return;
      const {id} = document.activeElement;
      uncounted = null;
      filter.classList.add('counted');
      for (const facet of facets) choices(facet, [...found[facet.key] || []]);
      if (id.includes('=')) (document.getElementById(id) || status).focus();
    } catch (error) {
      if (mine === turn) say(text + ' \u00b7 ' + t.tCounts, () => {
        say(text);
        count();
      });
    }
  };

  const run = async (offset, limit) => {
    const mine = ++turn, query = input.value.trim();
    clearTimeout(timer);
    tip.hidden = query;
    document.title = (query && query + ' - ') + title;
    if (!query || file) {
      clear();
      filter.hidden = true;
      return say(query && t.tOffline);
    }
    timer = setTimeout(say, 300, t.tLoading);
    try {
      const ask = {sort: sort.value, lang, offset, limit, texts, filters:
        Object.fromEntries(facets.map(({key, on}) => [key, on]))};
      const answer = await search(query, ask);
      if (mine !== turn) return;
      if (!offset) uncounted = [query, {...ask, facets: true}];
      show(answer, offset);
      count();
    } catch (error) {
      if (mine !== turn) return;
      if (!offset) clear();
      say(error.code === 'corrupt' ? t.tCorrupt : t.tLost,
        () => run(offset, limit));
    }
  };

  const draw = () => {
    chips.replaceChildren(...facets.flatMap((facet) => facet.on.map((value) =>
      button('chip', () => {
        status.focus();
        toggle(facet, value);
      }, make('span', 'sr', t.tRemove + ' '),
      make('span', 'chip-facet', facet.heading), ' ', facet.label(value)))));
    if (chips.firstChild) chips.append(button('linkish', () => {
      for (const facet of facets) facet.on = [];
      status.focus();
      choose();
    }, t.tClear));
  };

  // What is typed in one go is one step of the history.
  const go = (done) => {
    const url = address(input.value.trim());
    if (!file && url !== location.pathname + location.search) {
      history[settled ? 'pushState' : 'replaceState'](null, '', url);
      settled = false;
    }
    settled = settled || done;
    draw();
    texts = TEXTS;
    run(0, FIRST);
  };
  const later = () => {
    clearTimeout(timer);
    turn++;
    timer = setTimeout(go, 120, false);
  };

  const read = () => {
    const p = new URLSearchParams(location.search);
    input.value = p.get('q') || '';
    sort.value = p.get('sort') === 'date' ? 'date' : 'rank';
    for (const facet of facets) facet.on = [...new Set(p.getAll(facet.name))];
    settled = true;
    texts = TEXTS;
    draw();
    run(0, Math.min(Math.max(history.state, FIRST), MOST));
  };

  const widen = () => {
    filter.open = wide.matches;
  };

  const step = (e) => {
    if (e.isComposing || e.keyCode === 229) return;
    const links = [input, ...list.querySelectorAll('a')];
    const next = links[links.indexOf(document.activeElement) +
      {ArrowDown: 1, ArrowUp: -1}[e.key]];
    if (next) next.focus();
    else if (e.key === 'Escape') {
      if (e.target === input) {
        input.value = '';
        go(true);
      }
      input.focus();
    } else return;
    e.preventDefault();
  };

  input.oninput = (e) => e.isComposing || later();
  input.addEventListener('compositionend', later);
  input.onkeydown = list.onkeydown = step;
  form.onsubmit = (e) => {
    e.preventDefault();
    go(true);
  };
  sorts.onchange = choose;
  nearest.onclick = (e) => {
    if (!e.target.href || e.ctrlKey || e.metaKey || e.shiftKey) return;
    e.preventDefault();
    input.value = e.target.textContent;
    status.focus();
    choose();
  };
  more.onclick = () => {
    texts *= 2;
    run(list.children.length, MORE);
  };
  filter.ontoggle = count;
  wide.onchange = widen;
  addEventListener('popstate', read);
  widen();
  read();
};

/*
 * openPage - load from the site, and run the form if the page has one.
 */
export const openPage = () => {
  const root = document.querySelector('[data-top]') || document.body;
  const top = root.dataset.top || '';
  const form = document.getElementById('search-form');
  connect(loader(top));
  if (form) searchPage(form, top);
};
