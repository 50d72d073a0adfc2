/*
 * types - one answer as its type reads it: what gen/model/record_type.c and
 * identifier.c do, without the forms that only import mends.
 *
 * `read` gives {value} with the canonical value, or {fault: [code, ...]}
 * with the arguments of the finding; a warning comes beside a value.
 */
import {isNumber} from './emit.js';

const DAY = 864e5;

// Days are numbers since 1970, dates ISO texts.
export const dayOf = (iso) =>
  Date.parse((iso + '-01').slice(0, 10) + 'T00:00Z') / DAY;
export const isoOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);

const two = (s) => s.padStart(2, '0');

// A day that exists, or nothing.
const date = (y, m, d) => {
  const iso = y + '-' + two(m) + '-' + two(d);
  return y > 0 && m > 0 && m < 13 &&
    isoOf(dayOf(iso.slice(0, 7)) - 1 + +d) === iso ? iso : '';
};

const dateIn = (s, form) => {
  const m = form.exec(s);
  return m ? date(...m.slice(1)) : '';
};

const readDate = (s) => {
  const value = dateIn(s, /^(\d{4})-(\d\d)-(\d\d)$/) ||
    dateIn(s, /^(\d{4})年(\d\d?)月(\d\d?)日$/) ||
    dateIn(s, /^(\d{4})\/(\d\d?)\/(\d\d?)$/);
  const guess = dateIn(s, /^(\d{4})[-./](\d\d?)[-./](\d\d?)$/);
  return value ? {value} : {fault: ['D101', s, guess, guess ? '' : '-']};
};

const readMonth = (s) => {
  const m = /^(\d{4})(?:-(\d\d)|年(\d\d?)月)$/.exec(s);
  const day = m && date(m[1], m[2] || m[3], '1');
  return day ? {value: day.slice(0, 7)} : {fault: ['D103', s]};
};

const DIGITS = '0123456789ABCDEFGHJKLMNPQRTUWXY';

const readUscc = (text, excepted) => {
  const s = text.toUpperCase(), at = (i) => DIGITS.indexOf(s[i]);
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(s))
    return {fault: ['N101', text]};
  let sum = 0, inner = 0;
  for (let i = 0, weight = 1; i < 17; i++, weight = weight * 3 % 31)
    sum += at(i) * weight;
  [3, 7, 9, 10, 5, 8, 4, 2].forEach((weight, i) => {
    inner += parseInt(s[8 + i], 36) * weight;
  });
  const last = DIGITS[(31 - sum % 31) % 31], warns = [];
  if (last !== s[17]) {
    if (!excepted) return {fault: ['N102', text, last]};
    warns.push(['N105', text]);
  }
  if ('0123456789X'[(11 - inner % 11) % 11] !== s[16])
    warns.push(['N103', text]);
  if (!/^(1[1239]|5[1239]|9[123]|Y1)/.test(s)) warns.push(['N104', text]);
  return {value: s, warns};
};

// Year, type and check digit of a patent number; nothing when it is none.
export const patentOf = (text) => {
  const m = / \.|\. /.test(text) ? 0
    : /^(?:ZL|CN)?(\d{12}|\d{8})(?:(\.?)([\dX]))?$/.exec(
      text.replace(/ /g, '').toUpperCase());
  if (!m) return;
  const [, digits, dot, check = ''] = m, old = digits.length === 8;
  const short = +digits.slice(0, 2);
  const year = old ? (short < 85 ? 2000 : 1900) + short : +digits.slice(0, 4);
  const type = digits[old ? 2 : 4];
  const sum = [...digits].reduce((n, c, i) => n + c * (2 + i % 8), 0);
  const expect = year < 1989 ? '' : '0123456789X'[sum % 11];
  const known = old ? year <= 2003 && /[1238]/ : year >= 2003 && /[12389]/;
  if (!known || !known.test(type) || !check !== !expect) return;
  return {year, type, check, expect, added: check && !dot,
    text: 'ZL' + digits + (expect && '.' + expect)};
};

const readPatent = (s) => {
  const p = patentOf(s);
  if (/^CN\d{7,9}[A-Z]\d?$/i.test(s.replace(/ /g, '')))
    return {fault: ['P102', s]};
  if (!p) return {fault: ['P101', s]};
  if (p.check !== p.expect) return {fault: ['P103', s, p.expect, p.text]};
  return {value: p.text, warns: p.added ? [['P104', s, p.text]] : []};
};

const HAN = '[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]';
const DOCNO = RegExp('^(' + HAN + '{2,15})([〔[［(（【])((?:19|20)\\d\\d)' +
  '([〕\\]］)）】])([1-9]\\d{0,4})号$');

const readDocno = (s) => {
  const m = DOCNO.exec(s);
  if (!m) return {fault: ['N201', s]};
  const value = m[1] + '〔' + m[3] + '〕' + m[5] + '号';
  return {value, warns: m[2] + m[4] === '〔〕' ? [] : [['N202', s, value]]};
};

// Shapes: a code and what fits.
const shapes = {
  url: ['F114', /^https?:\/\/[^/\s<>"\\][^\s<>"\\]*$/],
  email: ['F115', /^[\w.%+-]+@(?!\.)[a-z\d.-]+\.[a-z\d.-]*[a-z\d-]$/i],
  phone: ['F116', /^(?=(\D*\d){5,20}\D*$)[\d ()+转-]+$/],
  ref: ['F109', /^[a-z\d][a-z\d-]{0,79}$/],
  file: ['F117', /^files(\/[\w-][\w.-]*)+$/],
};

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?$/;

const readNumber = (f, s) => NUMBER.test(s) && s.length <= 24 &&
  !(f.type === 'integer' && s.includes('.'))
  ? {value: s} : {fault: ['F103', f.label, f.words, f.words]};

// One answer, not empty.
export const read = (f, s, excepted) => {
  const shape = shapes[f.type];
  if (shape)
    return shape[1].test(s) ? {value: s} : {fault: [shape[0], s]};
  if (isNumber(f)) return readNumber(f, s);
  switch (f.type) {
  case 'bool': return {value: s === 'true'};
  case 'date': return readDate(s);
  case 'month': return readMonth(s);
  case 'uscc': return readUscc(s, excepted);
  case 'patent': return readPatent(s);
  case 'docno': return readDocno(s);
  default: return {value: s};
  }
};

// Numbers of any length, to be compared and added exactly.
export const exact = (s) => {
  const [whole, part = ''] = s.split('.');
  return BigInt(whole + part.padEnd(24, '0'));
};
