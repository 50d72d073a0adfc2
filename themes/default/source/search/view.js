/*
 * view - the elements of the search page, made from answers.
 *
 * Nothing here asks, or remembers what was asked.  themes/README.md says
 * what the page must hold.
 */

// The form, its words and its facets; the root of the site, which is above
// the folder of this script.
export let form, t, facets;
export const top = globalThis.document &&
  new URL('..', document.currentScript.src);

/*
 * part - an element of the page by its name.
 */
export const part = (name) => document.getElementById('search-' + name);

const make = (tag, name, ...children) => {
  const e = document.createElement(tag);
  e.className = name;
  e.append(...children);
  return e;
};

// An item of a list.  What is clicked vanishes, so that the focus goes where
// the answer is told.
const button = (name, click, ...children) => {
  const e = make('button', name, ...children);
  e.type = 'button';
  e.onclick = () => {
    part('status').focus();
    click();
  };
  return make('li', '', e);
};

const marked = (parts) =>
  parts.map(([text, on]) => on ? make('mark', '', text) : text);

// A day, month or year in words.
const dated = (date) => {
  const time = make('time', '', new Date(date).toLocaleDateString(t.locale,
    {timeZone: 'UTC', year: 'numeric', month: date[4] && 'long',
      day: date[7] && 'numeric'}));
  time.dateTime = date;
  return time;
};

/*
 * inWords - a text with a number for {n}.
 */
export const inWords = (text, n) =>
  text.replace('{n}', n.toLocaleString(t.locale));

/*
 * say - tell what was found; with a way to try again, that it is not all.
 */
export const say = (text, retry) => {
  const line = part('status');
  line.textContent = text;
  line.className = retry ? 'lost' : '';
  part('retry').onclick = retry;
};

/*
 * clear - show no answer.
 */
export const clear = () => {
  part('results').replaceChildren();
  t.is = '';
};

/*
 * hitRow - a hit, with why it is one unless its title shows that.
 */
export const hitRow = ({heading, kind, date, status, excerpt, title, url}) => {
  const link = make('a', '', ...marked(heading));
  const li = make('li', 'hit', make('h3', 'hit-title', link),
    make('p', 'hit-meta', make('span', '', facets[0].label(kind)),
      status ? make('span', 'tag tag-' + status.tone, status[t.status])
        : '', date && dated(date)));
  const p = make('p', 'hit-excerpt', ...marked(excerpt));
  const text = p.textContent;
  link.href = top + url;
  if (/[一-鿿]/.test(text)) p.lang = 'zh-CN';
  if (!title.includes(text.replace(/^…|…$/g, ''))) li.append(p);
  return li;
};

/*
 * showNear - offer other queries.
 */
export const showNear = (queries, take) => {
  const list = part('nearest');
  list.parentNode.hidden = !queries.length;
  list.replaceChildren(...queries.map((q) =>
    button('linkish', () => take(q), q)));
};

/*
 * readFacet - what the page says of a facet, which it is then emptied of.
 * out: {key, box, ul, label: of a value, knows: is it one?}
 */
const readFacet = (box) => {
  const key = box.dataset.facet, ul = box.lastElementChild;
  const labels = new Map(Array.from(ul.children,
    (li) => [li.dataset.code, li.textContent]));
  ul.replaceChildren();
  return {key, box, ul, label: (value) => labels.get(value) || value,
    // Without names any will do, but years have four digits.
    knows: (value) => labels.size ? labels.has(value)
      : key !== 'year' || /^\d{4}$/.test(value)};
};

/*
 * showChips - what is chosen: each to be taken away, or all.
 */
export const showChips = (on, toggle, free) => {
  const chips = facets.flatMap((facet) => on[facet.key].map((value) =>
    button('chip', () => toggle(facet, value),
      make('span', 'sr', t.tRemove + ' '),
      make('span', 'chip-facet', facet.box.firstElementChild.textContent), ' ',
      facet.label(value))));
  if (chips[0]) chips.push(button('linkish', free, t.tClear));
  part('chips').replaceChildren(...chips);
};

/*
 * showFacet - the values of a facet and their numbers, the chosen ones first.
 * in:  found, [[value, n]]; on, values chosen
 */
export const showFacet = (facet, found, on, toggle) => {
  const {key, box, ul, label} = facet;
  const rows = new Map([...on.map((value) => [value, 0]), ...found]);
  box.hidden = !rows.size;
  if (on[0]) box.open = true;
  ul.replaceChildren(...Array.from(rows, ([value, n]) => {
    const input = make('input', '');
    input.type = 'checkbox';
    input.id = key + '=' + value;
    input.checked = on.includes(value);
    input.onchange = () => toggle(facet, value, input.checked);
    return make('li', '', make('label', 'check', input,
      make('span', '', label(value)),
      make('span', 'count', n.toLocaleString(t.locale))));
  }));
};

/*
 * openView - find the form and read what the page says; is there one?
 */
export const openView = () => {
  form = part('form');
  if (!form) return;
  t = form.dataset;
  facets = Array.from(document.querySelectorAll('[data-facet]'), readFacet);
  // The panel is open where there is room beside the hits.
  part('filter').open = matchMedia('(min-width: 56.25em)').matches;
  return true;
};
