/*
 * emit - a record as the file that a careful clerk would write: byte for
 * byte what gen/model/emit.c writes for the same values.
 *
 * Values: texts (numbers too, as they are written), true, false, lists, maps
 * by name of the field, {zh, en} of a text in two languages.
 */
const LINE_WIDTH = 100;

export const isNumber = (f) => /^(integer|decimal|money)$/.test(f.type);

const isWord = /^(null|Null|NULL|~|true|false|yes|no)$/;
// First characters, last ones and pairs that YAML reads as something else.
const isOdd = /^[-?:,[\]{}#&*!|>'"%@` ]|[ :]$|[\0-\x1f\x7f]|: | #/;

const scalar = (s, flow) =>
  s && !isWord.test(s) && !isOdd.test(s) && !(flow && /[,[\]{}]/.test(s))
    ? s : quoted(s);

const quoted = (s) => '"' + s.replace(/["\\]/g, '\\$&')
  .replace(/\n/g, '\\n').replace(/\t/g, '\\t')
  .replace(/[\0-\x1f\x7f]/g,
    (c) => '\\x' + c.charCodeAt(0).toString(16).padStart(2, '0')) + '"';

const leaf = (f, v, flow) => typeof v === 'boolean' ? String(v)
  : /^\d+$/.test(v) && !isNumber(f) ? quoted(v) : scalar(v, flow);

const given = (fields, map) => fields.filter((f) => f.name in map);

// On one line.
const line = (f, v) => Array.isArray(v)
  ? '[' + v.map((one) => line(f.of, one)).join(', ') + ']'
  : f.type === 'map'
    ? '{' + given(f.fields, v).map(
      (g) => g.name + ': ' + line(g, v[g.name])).join(', ') + '}'
    : typeof v === 'object'
      ? '{' + Object.keys(v).map(
        (lang) => lang + ': ' + scalar(v[lang], true)).join(', ') + '}'
      : leaf(f, v, true);

const width = (s) =>
  [...s].reduce((n, c) => n + (c < '\u1100' ? 1 : 2), 0);

const fits = (f, v, depth) => width(line(f, v)) + 2 * depth <= LINE_WIDTH;

const indent = (depth) => '  '.repeat(depth);

const isLiteral = (f, v) => f.type === 'markdown' &&
  /^[^ \n\t][^]*\n/.test(v) && !/\r|\n\n$/.test(v);

const literal = (text, depth) => {
  const whole = text.endsWith('\n');
  const lines = (whole ? text.slice(0, -1) : text).split('\n');
  // The last line has its end even when it is empty.
  if (!lines[lines.length - 1]) lines.pop();
  return (whole ? ' |\n' : ' |-\n') +
    lines.map((s) => (s && indent(depth + 1)) + s + '\n').join('');
};

const list = (f, v, depth) => v.map((item) => indent(depth) + '- ' +
  (f.of.type === 'map' && !fits(f.of, item, depth + 1)
    ? block(f.of.fields, item, depth + 1).slice(2 * (depth + 1))
    : line(f.of, item) + '\n')).join('');

const member = (f, v, depth) => {
  const isGroup = f.type === 'map', isList = Array.isArray(v);

  if (isLiteral(f, v)) return literal(v, depth);
  if (isGroup && !(depth && fits(f, v, depth)))
    return '\n' + block(f.fields, v, depth + 1);
  if (isList && (f.of.type === 'map' || !fits(f, v, depth)))
    return '\n' + list(f, v, depth + 1);
  return ' ' + (typeof v === 'object' ? line(f, v) : leaf(f, v)) + '\n';
};

const block = (fields, map, depth) => given(fields, map).map(
  (f) => indent(depth) + f.name + ':' + member(f, map[f.name], depth))
  .join('');

// The whole file.
export const emit = (fields, map, body) =>
  '---\n' + block(fields, map, 0) + '---\n' +
  (body && '\n' + body + (body.endsWith('\n') ? '' : '\n'));
