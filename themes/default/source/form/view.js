/*
 * view - the form: a node for each field, with its controls, and the words
 * beside it.  Made with the document's own functions, never from markup.
 *
 * A node is {f, path, list, box, note, control, english} for a field,
 * {.., kids} for a group and {.., items} for a list.
 */
import {isBlank, textOf} from './check.js';
import {isNumber} from './emit.js';

const LONG = 60; // texts that may be longer get several lines

export const data = JSON.parse(
  document.getElementById('form-data').textContent);
export const {say} = data;

// h('p.hint', {id: 'x'}, 'text', child): an element.
export const h = (what, attributes, ...kids) => {
  const [tag, className] = what.split('.');
  const el = document.createElement(tag);
  if (className) el.className = className;
  for (const key in attributes)
    if (attributes[key] !== undefined) el.setAttribute(key, attributes[key]);
  el.append(...kids.filter(Boolean));
  return el;
};

// A sentence with {0}, {1} put in; {1?..?} is left out where 1 is empty.
export const fill = (text, args) => text
  .replace(/\{(\d)\?([^]*?)\?\}/g,
    (all, i, part) => args[i] || args[i] === 0 ? part : '')
  .replace(/\{(\d)\}/g, (all, i) => args[i] === undefined ? '' : args[i]);

let ids = 0;

// How the type is written, unless the field's own help says so already.
const formOf = ({type, help = ''}) => {
  const hint = say['hint_' + type];
  return hint && !help.includes(hint.slice(0, 2)) && hint;
};

const hintOf = (f) => [f.help, formOf(f),
  f.kind && fill(say.hint_ref, [f.kind]), f.hidden && say.hidden,
  isNumber(f) && f.words].filter(Boolean).join('；');

const labelOf = (f) => f.label + (f.unit ? '（' + f.unit + '）' : '');
const optional = (f) => !f.required && !f.when && say.optional;

const options = (codes) => [h('option', {value: ''}, say.choose),
  ...codes.map(([code, label]) => h('option', {value: code}, label))];

const modes = {integer: 'numeric', decimal: 'decimal', money: 'decimal',
  url: 'url', email: 'email', phone: 'tel'};

const controlOf = (f, codes, id) => {
  const attributes = {id, autocomplete: 'off', 'aria-describedby':
    id + 'h ' + id + 'e'};
  if (codes) return h('select', attributes, ...options(codes));
  if (f.type === 'markdown' || f.type === 'text' && f.max > LONG)
    return h('textarea', {...attributes,
      rows: f.type === 'markdown' ? 6 : 3});
  return h('input', {...attributes, type: 'text', inputmode: modes[f.type]});
};

const codesOf = (f) => f.type === 'bool'
  ? [['true', say.yes], ['false', say.no]]
  : f.codes || data.tables[f.table];

const scalar = (f, at, name) => {
  const id = 'f' + ++ids, codes = codesOf(f), hint = hintOf(f);
  const control = controlOf(f, codes, id);
  const note = h('p.ask-note', {id: id + 'e'});
  const english = f.localized &&
    h('input', {id: id + 'n', type: 'text', lang: 'en', autocomplete: 'off'});
  const box = h('div.ask', {},
    h('label', {for: id}, name || labelOf(f), optional(f)),
    hint && h('p.hint', {id: id + 'h'}, hint), note, control,
    english && h('label', {for: id + 'n'}, labelOf(f) + say.english),
    english);
  if (!hint) control.setAttribute('aria-describedby', id + 'e');
  return {f, ...at, box, note, control, english, codes};
};

const group = (f, at, name) => {
  const note = h('p.ask-note');
  const kids = f.fields.map((g) => nodeOf(g, {
    path: at.path ? at.path + '.' + g.name : g.name, list: at.list}));
  const open = f.required || f.when || name;
  const box = h(open ? 'fieldset.ask-group' : 'details.ask-group', {},
    h(open ? 'legend' : 'summary', {}, name || labelOf(f), optional(f)),
    f.help && h('p.hint', {}, f.help), note, ...kids.map((kid) => kid.box));
  return {f, ...at, box, note, kids};
};

/* ------------------------------------------------------------- lists */

const button = (text, about, fn) => {
  const el = h('button.ask-do', {type: 'button', 'aria-label':
    about + '：' + text}, text);
  el.addEventListener('click', fn);
  return el;
};

const status = () => document.getElementById('form-status');

// The names of items follow their places.
const renumber = (node) => node.items.forEach((item, i) => {
  const name = labelOf(node.f) + ' ' + (i + 1);
  item.head.textContent = name;
  item.tools.forEach((b) =>
    b.setAttribute('aria-label', name + '：' + b.textContent));
  item.tools[0].disabled = !i;
  item.tools[1].disabled = i === node.items.length - 1;
  item.tools[0].hidden = item.tools[1].hidden = node.items.length < 2;
});

const move = (node, item, by) => {
  const {items} = node, at = items.indexOf(item), tool = by < 0 ? 0 : 1;
  items.splice(at, 1);
  items.splice(at + by, 0, item);
  node.rows.insertBefore(item.row, items[at + by + 1]
    ? items[at + by + 1].row : null);
  renumber(node);
  item.tools[item.tools[tool].disabled ? 1 - tool : tool].focus();
  status().textContent = item.head.textContent;
};

const remove = (node, item) => {
  const at = node.items.indexOf(item);
  node.items.splice(at, 1);
  item.row.remove();
  renumber(node);
  status().textContent = fill(say.removed, [item.head.textContent]);
  (node.items[at] ? targetOf(node.items[at]) : node.adder).focus();
};

export const add = (node) => {
  const item = nodeOf(node.f.of, {path: node.path,
    list: node.list || node.path}, ' ');
  const about = labelOf(node.f);
  item.head = item.box.querySelector('label,legend');
  item.tools = [button(say.up, about, () => move(node, item, -1)),
    button(say.down, about, () => move(node, item, 1)),
    button(say.remove, about, () => remove(node, item))];
  item.row = h('li', {}, item.box, h('p.ask-tools', {}, ...item.tools));
  node.items.push(item);
  node.rows.append(item.row);
  renumber(node);
  return item;
};

const list = (f, at) => {
  const note = h('p.ask-note'), rows = h('ol.ask-rows');
  const node = {f, ...at, note, rows, items: []};
  const open = f.required || f.when;
  node.adder = button(say.add, labelOf(f), () => {
    const item = add(node);
    status().textContent = item.head.textContent;
    targetOf(item).focus();
  });
  node.box = h(open ? 'fieldset.ask-group' : 'details.ask-group', {},
    h(open ? 'legend' : 'summary', {}, labelOf(f), optional(f)),
    f.help && h('p.hint', {}, f.help), note, rows,
    h('p', {}, node.adder));
  if (open) for (let i = 0; i < Math.max(1, f.min || 0); i++) add(node);
  return node;
};

const nodeOf = (f, at, name) => {
  const make = f.type === 'list' ? list : f.type === 'map' ? group : scalar;
  return make(f, at, name);
};

/* ------------------------------------------------------------- whole */

export const root = group({type: 'map', label: '', required: true,
  fields: data.fields}, {path: ''}, ' ');

// Where to write so that a fault goes away.
export const targetOf = (node) => node.control ||
  (node.kids || node.items).map(targetOf)[0] || node.adder;

export const walk = (node, fn) => {
  fn(node);
  (node.kids || node.items || []).forEach((one) => walk(one, fn));
};

// The first node of a path; where a list is empty, the list.
data.nodeAt = (path) => {
  let found;
  walk(root, (node) => {
    if (!found && node.path === path) found = node;
  });
  return found || data.nodeAt(path.replace(/\.?[^.]*$/, ''));
};

// Answers as they were given, and back.
export const answers = (node) => node.control
  ? textOf(node, 'english')
    ? {zh: textOf(node), en: textOf(node, 'english')} : textOf(node)
  : node.items ? node.items.map(answers)
    : Object.fromEntries(node.kids.filter((kid) => !isBlank(kid))
      .map((kid) => [kid.f.name, answers(kid)]));

export const answer = (node, v) => {
  if (node.control) {
    const {zh = v, en = ''} = Object(v);
    node.control.value = v === undefined ? '' : zh;
    if (node.english) node.english.value = en;
  } else if (node.kids) {
    node.kids.forEach((kid) => answer(kid, Object(v)[kid.f.name]));
  } else {
    const values = v || [];
    while (node.items.length > values.length)
      node.items.pop().row.remove();
    while (node.items.length < values.length) add(node);
    node.items.forEach((item, i) => answer(item, values[i]));
    renumber(node);
  }
  if (node.box.tagName === 'DETAILS' && !isBlank(node)) node.box.open = true;
};
