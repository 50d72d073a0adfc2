/*
 * personal - numbers and addresses that name a person, in what people write
 * freely: V101 to V103 as gen/model/privacy.c and personal.c find them, but
 * for escapes and marks.  Bank cards and slips: only `check` sees those.
 */
import {read} from './types.js';

const FREE = /^(text|markdown|phone|email|url)$/;
const NUMBER = RegExp('(?<!\\d)(?=(\\d{3}[ .-]\\d{4}[ .-]\\d{4}|' +
  '\\d{6}[ .-]\\d{8}[ .-]\\d{3}[\\dX]|\\d{17}[Xx]|\\d{11,}))', 'g');
const MOBILE = /^(86)?1[3-9]\d{9}$/;
const PROVINCE =
  /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/;
// An address that calls or writes to the number in it.
const CONTACT = RegExp('(tel[:=/]|sms|callto|phone|mobile|shouji|weixin|' +
  'wechat|whatsapp|wa\\.me|wxid=)[^\\s()<>[\\]"\'|`]*$', 'i');
const MAIL = /(?<=([\w.%+-]+))@([\w.%+-]*[A-Za-z])/g;
const FREE_MAIL = RegExp('(^|\\.)((qq|163|126|188|foxmail|tom|21cn|139|' +
  'aliyun|gmail|hotmail|outlook|live|msn|icloud|me|protonmail|sohu)\\.com|' +
  'yeah\\.net|(189|wo|live)\\.cn|(sina|yahoo)\\.(com|cn|com\\.cn)|' +
  'proton\\.me)$', 'i');
const SURNAME = RegExp('^(cao|chen|cheng|cui|deng|ding|dong|duan|feng|gao|' +
  'guo|hou|huang|jia|jiang|kong|liang|liao|lin|liu|meng|peng|qian|qin|' +
  'shao|shen|shi|tang|tian|wang|wei|wu|xia|xiao|xie|xiong|xu|xue|yan|yang|' +
  'yuan|zeng|zhang|zhao|zheng|zhong|zhou|zhu|zou|li|ma|sun|hu|luo|lv|song)$');

// Wide digits, letters and signs as the narrow ones that they stand for.
const narrow = (s) => s.replace(/\u3000/g, ' ')
  .replace(/[０-９Ａ-Ｚａ-ｚ＠．－]/g,
    (c) => String.fromCharCode(c.charCodeAt() - 0xfee0));

const isIdentity = (s) => {
  const [, year, month, day, last] =
    /^\d{6}(\d{4})(\d\d)(\d\d)\d{3}([\dX])$/i.exec(s) || [];
  if (!last || !PROVINCE.test(s) || year < 1880 || year > 2099 ||
    read({type: 'date'}, year + '-' + month + '-' + day).fault) return false;
  const sum = [...s.slice(0, 17)].reduce((n, d) => (n + +d) * 2 % 11, 0);
  const {fault, warns} = read({type: 'uscc'}, s);
  return (sum + (last > '9' ? 10 : +last)) % 11 === 1 &&
    (fault || warns.length > 0);
};

const numbersIn = (s, tell) => {
  for (const {1: found, index} of s.matchAll(NUMBER)) {
    const before = s.slice(0, index), after = s.slice(index + found.length);
    const begins = !/([\w./=%&#@~]|[0-57-9A-Za-z_]-)$/.test(before);
    const ends = !/^([\w@/=]|[.-][0-9A-Za-z])/.test(after);
    const isPart = (begins || /[/=]$/.test(before)) &&
      (ends || after[0] === '/');
    const isWhole = begins && ends || isPart && CONTACT.test(before);
    const digits = found.replace(/[ .-]/g, '');
    const shown = digits.replace(/(?<=^.{3,}).(?=..)/g, '*');
    if (isIdentity(digits) && (found === digits ? isPart : isWhole))
      tell('V101', shown);
    else if (isWhole && MOBILE.test(digits)) tell('V102', shown);
  }
};

const isNamed = (local) => {
  const [, a, b] = /^([a-z]{1,10})[._-]([a-z]{1,10})$/.exec(local) || [];
  return !!a && (SURNAME.test(a) || SURNAME.test(b));
};

const mailsIn = (s, tell) => {
  for (const [, local, domain] of s.matchAll(MAIL)) {
    const isFree = FREE_MAIL.test(domain) || MOBILE.test(local);
    if (domain.includes('.') && (isFree || isNamed(local)))
      tell('V103', local[0] + '***@' + domain, !isFree && 'warning');
  }
};

// The faults of a node: what its texts give away of a person.
export const personal = (node) => {
  const faults = [];
  const tell = (code, shown, level) => faults.some((f) =>
    f.code === code && f.args[0] === shown) ||
    faults.push({node, code, args: [shown], level});
  if (!node.control || !FREE.test(node.f.type)) return faults;
  for (const control of [node.control, node.english].filter(Boolean)) {
    const s = narrow(control.value);
    numbersIn(s, tell);
    mailsIn(s, tell);
  }
  return faults;
};
