/*
 * page - the search page: what is asked leads to a question, and its answer
 * to what is shown.
 *
 * There is one page, so that what it knows stands here.  What is asked
 * (asked.js) changes in `go` and `read` alone; `ask` and `count` put the
 * question; view.js shows the answer.
 */
import {askedIn, paramsOf, toggled} from './asked.js';
import {connect} from './index.js';
import {search} from './query.js';
import {clear, facets, form, hitRow, inWords, openView, part, say, showChips,
  showFacet, showNear, t, top} from './view.js';

const FIRST = 10, MORE = 20, TEXTS = 200;

let title;
// What is asked, and whether it is a step of the history by itself.
let asked, settled;
// What is waited for, and a question whose figures were not asked for yet.
let turn = 0, timer, texts, uncounted;

// Files of the site.  What keeps its name is asked for anew.  Preloads serve
// requests of their own mode, and this one is not refused from a disk.
const fetched = async (path, fresh) => {
  const cache = fresh ? 'reload' : /bin$/.test(path) ? 'default' : 'no-cache';
  const reply = await fetch(top + path,
    {cache, mode: 'no-cors', credentials: 'include'});
  if (!reply.ok) throw Error(path);
  return reply.arrayBuffer();
};

const isFiltered = () => part('chips').firstChild;

const foundWords = ({total, exact}) => !total
  ? isFiltered() ? t.tFiltered : t.tNone
  : inWords(exact ? t.tFound : t.tAbout, total);

const show = (answer, offset, retry) => {
  const {hits, total, cut, nearest, lost} = answer, list = part('results');
  list.append(...hits.map(hitRow));
  t.is = (total ? 'some' : 'none') +
    (cut || hits.length && offset + hits.length < total ? ' more' : '');
  showNear(nearest, take);
  if (offset && hits.length) list.querySelectorAll('a')[offset].focus();
  say(foundWords(answer) + (lost ? ' · ' + t.tNear : ''), lost && retry);
  history.replaceState(list.children.length, '');
};

// The figures come after the hits, and only where they are seen.
const count = async () => {
  const mine = turn, status = part('status'), panel = part('filter');
  const text = status.textContent;
  if (!uncounted || !panel.open) return;
  const {facets: found} = await search(...uncounted).catch(() => 0);
  if (mine !== turn) return;
  if (!found) return say(text + ' · ' + t.tCounts, () => {
    say(text);
    count();
  });
  const {id} = document.activeElement;
  uncounted = null;
  panel.classList.add('counted');
  for (const facet of facets)
    showFacet(facet, found[facet.key] || [], asked.on[facet.key], toggle);
  if (id.includes('=')) (document.getElementById(id) || status).focus();
};

const ask = async (offset, limit) => {
  const mine = ++turn, {q, sort, on} = asked;
  clearTimeout(timer);
  document.title = (q && q + ' - ') + title;
  if (!q) {
    clear();
    return say('');
  }
  timer = setTimeout(say, 300, t.tLoading);
  const options = {sort, lang: t.lang, offset, limit, texts, filters: on};
  const answer = await search(q, options).catch((error) => ({error}));
  if (mine !== turn) return;
  clearTimeout(timer);
  if (!offset) clear();
  const retry = () => ask(offset, limit);
  if (answer.error) return say(
    answer.error.code === 'corrupt' ? t.tCorrupt : t.tLost, retry);
  if (!offset) uncounted = (answer.total || isFiltered()) &&
    [q, {...options, facets: true}];
  show(answer, offset, retry);
  count();
};

const begin = (limit) => {
  texts = TEXTS;
  showChips(asked.on, toggle, free);
  for (const link of document.querySelectorAll('a[hreflang]'))
    link.search = location.search;
  ask(0, limit);
};

const inForm = (p) => askedIn(new URLSearchParams(p), facets);

// What is typed in one go is one step of the history.
const go = (on, done) => {
  asked = {...inForm(new FormData(form)), on};
  const params = paramsOf(asked, facets);
  if (params !== location.search) {
    history[settled ? 'pushState' : 'replaceState'](null, '',
      params || location.pathname);
    settled = false;
  }
  settled ||= done;
  begin(FIRST);
};

// What is chosen by hand is a step of the history of its own.
const choose = (on) => {
  settled = true;
  go(on, true);
};

const toggle = (...change) => choose(toggled(asked.on, ...change));
const free = () => {
  part('status').focus();
  choose(inForm().on);
};

const take = (q) => {
  form.q.value = q;
  choose(asked.on);
};

const later = () => {
  clearTimeout(timer);
  turn++;
  timer = setTimeout(go, 120, asked.on);
};

const read = () => {
  const {q, sort} = form;
  asked = inForm(location.search);
  q.value = asked.q;
  sort.value = asked.sort;
  settled = true;
  begin(history.state || FIRST);
};

const step = (e) => {
  if (e.isComposing || e.keyCode === 229) return;
  const {q} = form;
  const links = [q, ...part('results').querySelectorAll('a')];
  const next = links[links.indexOf(document.activeElement) +
    {ArrowDown: 1, ArrowUp: -1}[e.key]];
  if (next) next.focus();
  else if (e.key === 'Escape' && e.target !== q) q.focus();
  else return;
  e.preventDefault();
};

const listen = () => {
  const {q} = form;
  q.oninput = (e) => e.isComposing || later();
  q.addEventListener('compositionend', later);
  q.onkeydown = part('results').onkeydown = step;
  form.onsubmit = (e) => {
    e.preventDefault();
    go(asked.on, true);
  };
  part('sort').onchange = () => choose(asked.on);
  part('free').onclick = free;
  part('more').onclick = () => {
    texts *= 2;
    ask(part('results').children.length, MORE);
  };
  part('filter').ontoggle = count;
  addEventListener('popstate', read);
};

/*
 * openPage - load from the site, and run the form if the page has one.
 */
export const openPage = () => {
  connect(fetched);
  if (!openView()) return;
  if (location.protocol === 'file:') return say(t.tOffline);
  title = document.title;
  listen();
  read();
};
