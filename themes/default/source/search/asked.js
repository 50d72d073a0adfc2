/*
 * asked - what the search page asks, which is what its address says.
 *
 * It is {q, sort: 'rank' or 'date', on: {FACET: values chosen}}.  In the
 * address stand q, kind, sort, and f.FACET for each value.
 */
const nameOf = ({key}) => key === 'kind' ? key : 'f.' + key;

/*
 * askedIn - what some parameters ask; values that are none are passed over.
 * in:  p, URLSearchParams; facets, [{key, knows: is it a value?}]
 */
export const askedIn = (p, facets) => ({q: (p.get('q') || '').trim(),
  sort: p.get('sort') || 'rank',
  on: Object.fromEntries(facets.map((facet) => [facet.key,
    [...new Set(p.getAll(nameOf(facet)))].filter(facet.knows)]))});

/*
 * paramsOf - the parameters that ask this, from the question mark on.
 */
export const paramsOf = ({q, sort, on}, facets) => {
  const p = new URLSearchParams(q && {q});
  for (const facet of facets)
    for (const value of on[facet.key]) p.append(nameOf(facet), value);
  if (sort !== 'rank') p.set('sort', sort);
  return String(p) && '?' + p;
};

/*
 * toggled - values chosen, with one more or less.
 */
export const toggled = (on, {key}, value, more) => ({...on,
  [key]: on[key].filter((v) => v !== value).concat(more ? value : [])});
