/*
 * rules - the rules of a kind within one record, as gen/model/constraint*.c
 * judge them.  Not here: working days and what depends on today.
 */
import {holds, lengthOf} from './check.js';
import {isNumber} from './emit.js';
import {dayOf, exact, isoOf, patentOf} from './types.js';

// One rule at one item of its list: what the judges see.
const judging = (rule, row, {leaves, faults}) => {
  const all = (path) => leaves.filter((leaf) => leaf.path === path &&
    (row < 0 || leaf.list !== rule.rows || leaf.row === row));
  return {
    rule, row, leaves, all,
    one: (name) => all(rule[name])[0],
    tell: (leaf, code, ...args) => {
      const same = (f) => f.node === leaf.node &&
        (f.code === code || code === 'D104' && f.code === 'D102');
      if (!faults.some(same))
        faults.push({node: leaf.node, code, args, level: rule.level,
          why: rule.why});
    },
  };
};

const named = (leaf) => leaf.node.f.label + ' ' + leaf.text;
const label = (leaf) => leaf.node.f.label;

// A month and a day are compared by their months.
const isEarlier = (a, b) => {
  const n = Math.min(a.text.length, b.text.length);
  return a.text.slice(0, n) < b.text.slice(0, n);
};

const yearOf = (leaf) => leaf.node.f.type === 'docno'
  ? +/〔(\d+)/.exec(leaf.text)[1] : patentOf(leaf.text).year;

// Types of patents: digits in a number, codes, names, years of protection.
const patents = [
  [/[18]/, ['invention'], '发明', 'patent for invention', 20],
  [/[29]/, ['utility', 'utility_model'], '实用新型', 'utility model', 10],
  [/3/, ['design'], '外观设计', 'design', 15],
];
const DESIGN_SINCE = '2021-06-01', DESIGN_YEARS_OLD = 10;

const kindOf = (leaf) =>
  patents.find(([digit]) => digit.test(patentOf(leaf.text).type));

// The last day of protection; a 29 February that does not come again ends
// with the February.
const termEnd = (filed, years) =>
  isoOf(dayOf(isoOf(Date.UTC(+filed.slice(0, 4) + years,
    filed.slice(5, 7) - 1, filed.slice(8)) / 864e5)) - 1);

// A name of a code, in Chinese, as titles are composed.
const zhOf = (leaf) => {
  const code = leaf.node.codes && leaf.node.codes.find(
    ([one]) => one === leaf.text);
  return code ? code[2] || code[1] : leaf.text;
};

// What a reader sees of an answer.
const shown = (leaf) =>
  leaf.node.control.selectedOptions
    ? leaf.node.control.selectedOptions[0].text : leaf.text;

const sum = (leaves) => leaves.reduce((n, leaf) => n + exact(leaf.text), 0n);

const decimal = (n) => (n < 0n ? '-' : '') + (n < 0n ? -n : n).toString()
  .padStart(25, '0').replace(/(.{24})$/, '.$1').replace(/\.?0*$/, '');

const judges = {
  order: ({rule, all, tell}) => {
    const warns = rule.level === 'warning';
    let before;
    for (const leaf of rule.fields.map((path) => all(path)[0])) {
      if (!leaf) continue;
      if (before && isEarlier(leaf, before)) {
        if (warns)
          tell(before, 'D203', named(before), named(leaf), leaf.text);
        else tell(leaf, 'D104', named(leaf), named(before), before.text);
      }
      before = leaf;
    }
  },
  same_year: ({one, tell}) => {
    const no = one('field'), date = one('date');
    if (no && date && yearOf(no) !== +date.text.slice(0, 4))
      tell(date, 'D105', no.text, yearOf(no), named(date));
  },
  compose: ({rule, all, one, tell}) => {
    const leaf = one('field');
    const parts = rule.of.map(({field, text}) => text ||
      all(field).slice(0, 1).map(zhOf)[0]);
    if (leaf && parts.every(Boolean) && leaf.text !== parts.join(''))
      tell(leaf, 'T201', label(leaf), parts.join(''), rule.of.map(
        ({field, text}) => text || label(all(field)[0])).join(' + '));
  },
  sum: ({rule, all, one, tell}) => {
    const found = rule.fields.map(all), most = one('max');
    const same = one('equals'), total = sum(found.flat());
    const head = [rule.fields.map((path) => all(path).slice(0, 1).map(label)[0]
      || path).join(' + '), decimal(total)];
    if (!found.flat().length) return;
    if (most && total > exact(most.text))
      tell(most, 'F121', ...head, named(most));
    if (same && found.every((f) => f.length) && total !== exact(same.text))
      tell(same, 'F121', ...head, '', named(same));
  },
  at_most: ({one, tell}) => {
    const leaf = one('field'), bound = one('bound');
    if (leaf && bound && exact(leaf.text) > exact(bound.text))
      tell(leaf, 'F122', named(leaf), named(bound), bound.text);
  },
  count: ({rule, one, leaves, tell}) => {
    const count = (leaf) => leaf && /^\d+$/.test(leaf.text) && leaf;
    const equals = count(one('equals'));
    const decides = count(one('total')) || equals;
    const inList = leaves.filter((leaf) => leaf.list === rule.list);
    const rows = new Set(inList.map((leaf) => leaf.row));
    if (!equals || !rows.size) return;
    const said = +equals.text, partial = +decides.text > rule.partial_above;
    const n = [...rows].filter((row) => !rule.where ||
      holds(leaves, rule.where, rule.list, row)).length;
    const few = partial && !rule.total && n < rule.partial_above;
    if (partial ? n <= said && !few : n === said) return;
    tell(equals, 'F123', rule.list, n, named(equals),
      few ? rule.partial_above : '', few ? '' : n);
  },
  sequence: ({rule, all, tell}) => {
    const wrong = all(rule.field).find((leaf) => +leaf.text !== leaf.row + 1);
    if (wrong)
      tell(wrong, 'F124', label(wrong), wrong.text, wrong.row + 1);
  },
  distinct: ({rule, all, tell}) => {
    const seen = new Map();
    for (const leaf of all(rule.field))
      if (seen.has(leaf.text))
        tell(leaf, 'F125', label(leaf), leaf.text, seen.get(leaf.text));
      else seen.set(leaf.text, label(leaf) + ' ' + (leaf.row + 1));
  },
  member: ({rule, all, tell}) => {
    const known = all(rule.in);
    for (const leaf of known.length ? all(rule.field) : [])
      if (!known.some((one) => one.text === leaf.text))
        tell(leaf, 'F126', label(leaf), leaf.text, label(known[0]), '');
  },
  some: ({rule, all, tell, root}) => {
    const saysSome = ({node: {f}, text}) => isNumber(f)
      ? exact(text) > 0n : text !== 'false';
    const found = rule.fields.flatMap(all);
    if (!found.some(saysSome))
      tell(found[0] || {node: root(rule.fields[0])}, 'F127',
        rule.fields.map((path) => root(path).f.label).join(' | '));
  },
  forbid: ({rule, all, tell}) => {
    const {value} = rule;
    for (const leaf of all(rule.field))
      if (!value.length) tell(leaf, 'F128', label(leaf), '', '-');
      else if (value.includes(leaf.text))
        tell(leaf, 'F128', label(leaf), shown(leaf));
  },
  limit: ({rule, all, tell}) => {
    const {min, max} = rule;
    for (const leaf of all(rule.field)) {
      const {type} = leaf.node.f;
      const isText = type === 'text' || type === 'markdown';
      const isDate = type === 'date' || type === 'month';
      const text = isText ? String(lengthOf(leaf.text)) : leaf.text;
      const less = isDate ? (a, b) => a < b : (a, b) => exact(a) < exact(b);
      const low = min && less(text, min), high = max && less(max, text);
      if (low || high)
        tell(leaf, 'F129', label(leaf), text,
          low ? '≥ ' + min : '≤ ' + max);
    }
  },
  size: ({rule, leaves, tell, root}) => {
    const n = new Set(leaves.filter((leaf) => leaf.list === rule.list)
      .map((leaf) => leaf.row)).size, node = root(rule.list);
    if (n && n < rule.min)
      tell({node}, 'F112', node.f.label, n, rule.min);
    if (n > rule.max) tell({node}, 'F111', node.f.label, n, rule.max);
  },
  needs: ({rule, all, root, one, tell}) => {
    if (one('need')) return;
    for (const leaf of all(rule.field)) {
      const word = rule.words.find((w) => leaf.text.includes(w));
      if (word)
        return tell(leaf, 'F130', label(leaf), word, root(rule.need).f.label);
    }
  },
  words: ({rule, all, tell}) => {
    for (const leaf of rule.fields.flatMap(all)) {
      const word = rule.table.find((w) => leaf.text.includes(w));
      if (word) tell(leaf, 'T110', label(leaf), word, '');
    }
  },
  prefix: ({rule, all, tell}) => {
    const {at = 1, any} = rule;
    for (const leaf of all(rule.field))
      if (!any.some((start) => leaf.text.startsWith(start, at - 1)))
        tell(leaf, 'N110', leaf.text, at, any.join(' | '));
  },
  patent_kind: ({one, tell}) => {
    const number = one('number'), said = one('kind'), filed = one('filed');
    if (!number) return;
    const kind = kindOf(number), {year} = patentOf(number.text);
    const isOther = said && !kind[1].includes(said.text) &&
      patents.some((other) => other[1].includes(said.text));
    if (isOther)
      tell(said, 'P201', number.text, kind[2], kind[3], kind[1][0]);
    if (filed && +filed.text.slice(0, 4) !== year)
      tell(filed, 'P202', number.text, year, filed.text);
  },
  patent_term: ({one, tell}) => {
    const number = one('number'), filed = one('filed'), until = one('until');
    const extra = one('extension') ? +one('extension').text : 0;
    if (!number || !filed || !until || !kindOf(number)) return;
    const [, [code], zh, en, most] = kindOf(number);
    const years = code === 'design' && filed.text < DESIGN_SINCE
      ? DESIGN_YEARS_OLD : most;
    const last = isoOf(dayOf(termEnd(filed.text, years)) + extra);
    if (until.text > last)
      tell(until, 'P203', named(until), last, zh, en, years, extra || '');
  },
};

// A price that is left to negotiation is no clear standard; a text may deny
// that it is.
const UNCLEAR = RegExp('(?<!不|不得|不再|不能|无需|无须|不需|并非)' +
  '(另行协商|另行商定|另行约定|另行商议|面议|另议)');

// Prices stage by stage: months without a gap, each with its price.
judges.stages = ({rule, leaves, one, tell, root}) => {
  const {caps = {}} = rule;
  const rows = [...new Set(leaves.filter((leaf) => leaf.list === rule.list)
    .map((leaf) => leaf.row))];
  const stages = rows.map((row) => {
    const at = (name) => leaves.find(
      (leaf) => leaf.path === rule[name] && leaf.row === row);
    return {from: at('from'), to: at('to'), mode: at('mode'),
      amount: at('amount'), rate: at('rate'), text: at('text')};
  });
  const month = (leaf) => leaf && +leaf.text;
  stages.forEach(({from, to, mode, amount, rate, text}, i) => {
    const end = i ? month(stages[i - 1].to) : 0, begin = month(from);
    if (from && !i && begin) tell(from, 'P301', begin);
    if (from && i) {
      if (end === undefined) tell(from, 'P303', begin, '-', '', '');
      else if (begin < end) tell(from, 'P303', begin, '-', '', end);
      else if (begin > end) tell(from, 'P302', end, begin);
    }
    if (from && to && month(to) <= begin)
      tell(to, 'P303', month(to), '', begin);
    const open = text && UNCLEAR.exec(text.text);
    if (open) tell(text, 'P306', open[1]);
    else if (mode) stated(mode, {amount, rate});
    if (i) dearer(stages[i - 1], stages[i]);
    for (const way in caps)
      if (mode && mode.text === way && rate && exact(rate.text) >
        exact(caps[way]))
        tell(rate, 'P307', named(rate), caps[way]);
  });
  function stated(mode, price) {
    for (const [name, ways] of [['amount', /^(entry|lump|instal)/],
      ['rate', /^(entry|royalty_)/]]) {
      const leaf = price[name], isFree = mode.text === 'free';
      const f = rule[name] && root(rule[name]).f;
      const at = isFree ? leaf : mode;
      if (f && (isFree ? leaf && +leaf.text > 0
        : ways.test(mode.text) && !leaf))
        tell(at, 'P308', zhOf(mode), zhOf(mode), isFree ? '' : f.label,
          isFree ? '' : f.label, isFree ? f.label : '', isFree ? f.label : '');
    }
  }
  // Does an earlier stage cost more than the next one?
  function dearer(before, next) {
    const pair = (name) => before.mode && next.mode && before[name] &&
      next[name] && [before[name], next[name]];
    const [a, b] = pair('mode') || [];
    if (!a) return;
    const isMore = (two) => two && a.text === b.text &&
      exact(two[0].text) > exact(two[1].text);
    const dear = b.text === 'free' && a.text !== 'free' ? [a, b]
      : [pair('amount'), pair('rate')].find(isMore);
    if (dear) tell(dear[0], 'P305', dear[0].text, dear[1].text);
  }
  const amounts = stages.map((s) => s.amount).filter(Boolean);
  if (caps.lump && amounts.length && sum(amounts) > exact(caps.lump))
    tell(amounts[amounts.length - 1], 'P307', 'Σ ' + decimal(sum(amounts)),
      caps.lump);
  const last = stages.length && stages[stages.length - 1].to;
  const start = one('start'), end = one('end');
  if (!last || !start || !end || end.text < start.text) return;
  const [y, m, d] = start.text.split('-');
  const [y2, m2, d2] = isoOf(dayOf(end.text) + 1).split('-');
  const months = (y2 - y) * 12 + (m2 - m) + (d2 > d ? 1 : 0);
  if (month(last) < months) tell(last, 'P304', month(last), months);
};

const periods = (pairs, {leaves, faults}) => {
  for (const [from, until] of pairs)
    for (const to of leaves.filter((leaf) => leaf.path === until)) {
      const begin = leaves.find((leaf) => leaf.path === from &&
        (to.row < 0 || leaf.row === to.row));
      const isTold = faults.some((f) => f.node === to.node &&
        f.code === 'D102');
      if (begin && to.text < begin.text && !isTold)
        faults.push({node: to.node, code: 'D102',
          args: [named(to), named(begin)]});
    }
};

// Adds the faults of all rules that are known here.
export const judge = ({rules, periods: pairs, nodeAt}, found) => {
  periods(pairs, found);
  for (const rule of rules) {
    const rows = !rule.rows ? [-1] : [...new Set(found.leaves.filter(
      (leaf) => leaf.list === rule.rows).map((leaf) => leaf.row))];
    for (const row of rows.length ? rows : [-1])
      if (judges[rule.rule] &&
        holds(found.leaves, rule.when || [], rule.rows, row))
        judges[rule.rule](
          {...judging(rule, row, found), root: nodeAt});
  }
};
