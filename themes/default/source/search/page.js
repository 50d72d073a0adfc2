/*
 * page - the search page: a form, a list of hits, and the history.
 *
 * themes/README.md says what the page must hold.
 */
import {cutOut} from './excerpt.js';
import {fold} from './fold.js';
import {parse} from './items.js';
import {places} from './match.js';
import {connect, index} from './piece.js';
import {search} from './query.js';

// Files of the site; top is the way from this page to its root.
const loader = (top) => async (path, fresh) => {
  const cache = fresh ? 'reload' : path.endsWith('.bin') ? 'default'
    : 'no-cache';
  const reply = await fetch(top + path, {cache});
  if (!reply.ok) throw new Error(path + ': ' + reply.status);
  return reply.arrayBuffer();
};

const make = (tag, name, ...children) => {
  const e = document.createElement(tag);
  if (name) e.className = name;
  e.append(...children);
  return e;
};

const marked = (parts) =>
  parts.map(([text, on]) => on ? make('mark', '', text) : text);

const titleParts = (title, query) => {
  const units = fold(title, index.simple);
  const marks = [].concat(...parse(query, index.simple).map((item) =>
    places(item, item.exact ? fold(title, null) : units, 8)));
  return marks.length ? cutOut(title, marks, title.length, title.length)
    : [[title, false]];
};

const searchPage = (form, top) => {
  const [input, kind, status, list, more] =
    ['q', 'kind', 'search-status', 'search-results', 'search-more']
      .map((id) => document.getElementById(id));
  const {tFound, tOne, tNone, tLoading, tError, tRetry, tOffline, lang} =
    form.dataset;
  const file = location.protocol === 'file:';
  let turn = 0, timer = 0, settled = true;

  const say = (text, retry) => {
    status.textContent = text;
    if (!retry) return;
    const button = make('button', 'retry', tRetry);
    button.type = 'button';
    button.addEventListener('click', retry);
    status.append(' ', button);
  };

  const row = (hit, query) => {
    const link = make('a', '', ...marked(titleParts(hit.title, query)));
    link.href = top + hit.url;
    const option = Array.from(kind.options)
      .find((o) => o.value === hit.kind);
    const meta = [option ? option.text : hit.kind, hit.date];
    return make('li', 'hit', make('h3', 'hit-title', link),
      make('p', 'hit-meta', meta.filter(Boolean).join(' \u00b7 ')),
      make('p', 'hit-excerpt', ...marked(hit.excerpt)));
  };

  const show = (answer, query, offset) => {
    const {hits, total, exact} = answer;
    const rows = hits.map((hit) => row(hit, query));
    if (!offset) list.textContent = '';
    list.append(...rows);
    more.hidden = !hits.length || offset + hits.length >= total;
    if (offset && rows.length) rows[0].querySelector('a').focus();
    say(!total ? tNone : total === 1 ? tOne || tFound.replace('{n}', 1)
      : tFound.replace('{n}', (exact ? '' : '\u2248 ') + total));
  };

  const run = async (offset) => {
    const mine = ++turn, query = input.value.trim();
    clearTimeout(timer);
    if (!query || file) {
      list.textContent = '';
      more.hidden = true;
      return say(query ? tOffline : '');
    }
    const wait = setTimeout(() => mine === turn && say(tLoading), 300);
    try {
      const answer = await search(query,
        {kind: kind.value, offset, limit: 20, lang});
      if (mine === turn) show(answer, query, offset);
    } catch (error) {
      if (mine === turn) say(tError, () => run(offset));
    } finally {
      clearTimeout(wait);
    }
  };

  // What is typed in one go is one step of the history.
  const keep = (done) => {
    const p = new URLSearchParams();
    if (input.value.trim()) p.set('q', input.value.trim());
    if (kind.value) p.set('kind', kind.value);
    const url = location.pathname + (String(p) && '?' + p);
    if (!file && url !== location.pathname + location.search) {
      history[settled ? 'pushState' : 'replaceState'](null, '', url);
      settled = false;
    }
    settled = settled || done;
  };

  const go = (done) => {
    keep(done);
    run(0);
  };
  const later = () => {
    clearTimeout(timer);
    turn++;
    timer = setTimeout(go, 120, false);
  };

  const read = () => {
    const p = new URLSearchParams(location.search);
    input.value = p.get('q') || '';
    kind.value = p.get('kind') || '';
    if (kind.selectedIndex < 0) kind.value = '';
    settled = true;
    run(0);
  };

  input.addEventListener('input', (e) => e.isComposing || later());
  input.addEventListener('compositionend', later);
  input.addEventListener('keydown', (e) => {
    if (e.isComposing || e.keyCode === 229) return;
    const first = list.querySelector('a');
    if (e.key === 'Escape') {
      e.preventDefault();
      input.value = '';
      go(true);
    } else if (e.key === 'ArrowDown' && first) {
      e.preventDefault();
      first.focus();
    }
  });
  list.addEventListener('keydown', (e) => {
    const step = {ArrowDown: 1, ArrowUp: -1}[e.key];
    if (!step) return;
    const links = [input, ...list.querySelectorAll('a')];
    const next = links[links.indexOf(document.activeElement) + step];
    e.preventDefault();
    if (next) next.focus();
  });
  form.addEventListener('submit', (e) => {
    e.preventDefault();
    go(true);
  });
  kind.addEventListener('change', () => {
    settled = true;
    go(true);
  });
  more.addEventListener('click', () => run(list.children.length));
  addEventListener('popstate', read);
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
