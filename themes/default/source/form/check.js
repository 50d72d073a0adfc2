/*
 * check - the answers as values, and what is wrong with them: presence,
 * types, sizes and ranges, in the order of gen/model/validate.c; the rules
 * of the kind are in rules.js.
 *
 * A node of the form is {f, path, list, kids | items | control}: `list` is
 * the path of the outermost list around it.  A leaf is an answer that has a
 * value: {node, path, list, row, text}.  A fault is {node, code, args, level,
 * why}.
 */
import {exact, read} from './types.js';
import {isNumber} from './emit.js';
import {judge} from './rules.js';

const ENGLISH_ROOM = 4;

export const textOf = (node, part = 'control') => {
  const s = node[part] ? node[part].value : '';
  return s.trim() && (node.f.type === 'markdown' ? s : s.trim());
};

export const isBlank = (node) => node.control
  ? !textOf(node) && !textOf(node, 'english')
  : (node.kids || node.items).every(isBlank);

const filled = (list) => list.items.filter((item) => !isBlank(item));

// Do all conditions hold?  In a list, of the same item.
export const holds = (leaves, conditions, list, row) =>
  conditions.every(([path, values, absent]) => leaves.some((leaf) =>
    leaf.path === path &&
    (!list || leaf.list !== list || row < 0 || leaf.row === row) &&
    (!values.length || values.includes(leaf.text))) === !absent);

const collect = (node, siblings, row, found) => {
  const {f} = node;
  if (node.kids)
    return gather(node.kids, row, found);
  if (node.items)
    return filled(node).map((item, i) =>
      collect(item, [], node.list ? row : i, found));
  const zh = textOf(node), en = textOf(node, 'english');
  if (!zh) {
    found.faults.push({node, code: 'F102', args: [f.label, f.label, f.label]});
    return;
  }
  const excepted = siblings.some((one) =>
    one.f.name === f.name + '_exception' && !isBlank(one));
  const {value, fault, warns = []} = read(f, zh, excepted);
  for (const [code, ...args] of fault ? [fault] : warns)
    found.faults.push({node, code, args});
  if (fault) return;
  found.leaves.push({node, path: node.path, list: node.list, row,
    text: String(value)});
  return en ? {zh, en} : value;
};

const gather = (kids, row, found) => {
  const map = {};
  for (const node of kids) {
    const value = isBlank(node) ? undefined
      : collect(node, kids, row, found);
    if (value !== undefined) map[node.f.name] = value;
  }
  return map;
};

export const isNeeded = (node, leaves, row) => node.f.required ||
  !!node.f.when && holds(leaves, node.f.when, node.list, row);

const size = (node, n, factor, [most, least], faults) => {
  const {f} = node;
  if (f.max && n > f.max * factor)
    faults.push({node, code: most, args: [f.label, n, f.max * factor]});
  if (f.min && n < +f.min)
    faults.push({node, code: least, args: [f.label, n, f.min]});
};

// Characters, white space left out.
export const lengthOf = (s) => [...s.replace(/\s/g, '')].length;

const range = (node, leaf, faults) => {
  const {f} = node, {min, max} = f;
  const less = isNumber(f) ? (a, b) => exact(a) < exact(b) : (a, b) => a < b;
  const low = min && less(leaf.text, min), high = max && less(max, leaf.text);
  if (low || high)
    faults.push({node, code: 'F106', args: [f.label, leaf.text,
      min && max ? min + ' … ' + max : low ? '≥ ' + min : '≤ ' + max]});
};

const scalar = (node, {leaves, faults}) => {
  const {type} = node.f, codes = ['F105', 'F110'];
  const leaf = leaves.find((one) => one.node === node);
  if (type === 'text' || type === 'markdown') {
    const en = textOf(node, 'english');
    size(node, lengthOf(textOf(node)), 1, codes, faults);
    if (en) size(node, lengthOf(en), ENGLISH_ROOM, codes, faults);
  } else if (leaf && (isNumber(node.f) || /date|month/.test(type))) {
    range(node, leaf, faults);
  }
};

// What is missing is said where it is to be written: of an empty group, at
// what is required in it.
const missing = (node, row, found) => {
  const {f} = node, before = found.faults.length;
  if (node.kids) presence(node.kids, row, found);
  if (found.faults.length === before)
    found.faults.push({node, code: 'F102', args: [f.label, f.label, f.label]});
};

const present = (node, row, found) => {
  if (node.kids) return presence(node.kids, row, found);
  if (!node.items) return scalar(node, found);
  const items = filled(node);
  size(node, items.length, 1, ['F111', 'F112'], found.faults);
  items.forEach((item, i) => present(item, node.list ? row : i, found));
};

const presence = (kids, row, found) => {
  for (const node of kids)
    if (!isBlank(node)) present(node, row, found);
    else if (isNeeded(node, found.leaves, row)) missing(node, row, found);
};

// Only the leaves: to see which fields are asked for.
export const leavesOf = (root) => {
  const found = {faults: [], leaves: []};
  gather(root.kids, -1, found);
  return found.leaves;
};

// {values, faults}; faults in the order in which they were found.
export const inspect = (root, data) => {
  const found = {faults: [], leaves: []};
  const values = gather(root.kids, -1, found);
  presence(root.kids, -1, found);
  judge(data, found);
  return {values, faults: found.faults};
};
