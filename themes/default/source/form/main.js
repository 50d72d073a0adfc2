/*
 * main - what happens on the form page: check, file, draft, an old record.
 * Nothing is sent; a draft is kept only where its box is ticked.
 */
import {inspect, isBlank, isNeeded, leavesOf} from './check.js';
import {emit} from './emit.js';
import {personal} from './personal.js';
import {read} from './types.js';
import {answer, answers, data, fill, h, root, say, targetOf, walk}
  from './view.js';

const part = (name) => document.getElementById('form-' + name);
const form = part('ask'), body = part('body'), id = part('id');
const key = 'gongshi-form-' + data.kind, title = document.title;

// What is asked beside the fields.
const idNode = {f: {label: say.id, type: 'ref'}, control: id, path: 'id',
  note: part('id-note')};
const textNode = {f: {label: say.body, type: 'markdown'}, control: body,
  path: 'body', note: part('body-note')};

/* ------------------------------------------------------------- faults */

const wordsOf = ({code, args, why}) => {
  const [, message, label, remedy] = data.codes[code];
  const hint = fill(label, args);
  // The path beside the name says nothing to who fills in a form.
  const short = message.replace('{0}（{1}）', '{1}')
    .replace('{0} ({2})', '{2}');
  return [fill(short, args) + (hint && ' – ' + hint),
    (code === 'F102' ? '' : say.stop + fill(remedy, args)) +
    (why ? '（' + why + '）' : '')];
};

const isWarning = ({code, level}) =>
  level ? level === 'warning' : !!data.codes[code][0];

// The name of the group that a field is in; "from" alone says little.
const groupOf = ({box}) => {
  const group = box && box.parentElement.closest('.ask-group');
  return group ? group.firstChild.firstChild.textContent + ' › ' : '';
};

// The focus alone would show the middle of what is taller than the window.
const show = (name) => {
  part(name).focus({preventScroll: true});
  part(name).scrollIntoView();
};

const linkTo = (fault) => {
  const target = targetOf(fault.node);
  const link = h('a', {}, groupOf(fault.node) + wordsOf(fault)[0]);
  target.id = target.id || 'add-' + fault.node.path;
  link.href = '#' + target.id;
  link.addEventListener('click', (event) => {
    event.preventDefault();
    target.focus();
  });
  return h('li', {}, link);
};

const mark = (fault) => {
  const {node} = fault, [message, remedy] = wordsOf(fault);
  const target = targetOf(node);
  for (let el = target; el; el = el.parentElement)
    if (el.tagName === 'DETAILS') el.open = true;
  node.note.append(h('span', {'data-code': fault.code}, message + remedy));
  if (!isWarning(fault)) target.setAttribute('aria-invalid', 'true');
};

const inPageOrder = (a, b) => targetOf(a.node).compareDocumentPosition(
  targetOf(b.node)) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;

const showFaults = (faults) => {
  const errors = faults.filter((f) => !isWarning(f)).sort(inPageOrder);
  const list = part('errors');
  const clear = (node) => {
    node.note.textContent = '';
    if (node.control) node.control.removeAttribute('aria-invalid');
  };
  walk(root, clear);
  [idNode, textNode].forEach(clear);
  faults.forEach(mark);
  list.replaceChildren(...errors.map(linkTo));
  part('errors-title').textContent = fill(say.wrong, [errors.length]);
  part('summary').hidden = !errors.length;
  document.title = (errors.length ? say.wrong_title : '') + title;
  if (errors.length) show('summary');
  return errors;
};

/* --------------------------------------------------------------- file */

const idFault = () => {
  const node = idNode, s = id.value.trim();
  const {fault} = s ? read(node.f, s)
    : {fault: ['F102', say.id, say.id, say.id]};
  return fault ? [{node, code: fault[0], args: fault.slice(1)}] : [];
};

const pathOf = (name) => 'content/' + data.folder + '/' +
  (/\d{4}/.exec(name) || [new Date().getFullYear()])[0] + '/' + name + '.md';

const showFile = (values, warnings) => {
  const name = id.value.trim(), file = emit(data.fields, values, body.value);
  const blob = new Blob([file], {type: 'text/markdown'});
  const link = part('save');
  URL.revokeObjectURL(link.href);
  link.href = URL.createObjectURL(blob);
  link.download = name + '.md';
  part('path').textContent = pathOf(name);
  part('file').value = file;
  part('warnings').replaceChildren(...warnings.map(linkTo));
  part('warned').hidden = !warnings.length;
  part('done').hidden = false;
  show('done');
};

const check = (event) => {
  event.preventDefault();
  part('done').hidden = true;
  const {values, faults} = inspect(root, data), all = [...idFault(), ...faults];
  const look = (node) => all.push(...personal(node));
  walk(root, look);
  look(textNode);
  if (!showFaults(all).length) showFile(values, all.filter(isWarning));
};

const copied = (text, status) => {
  const area = part('file'), before = area.value;
  const old = () => {
    area.value = text;
    area.select();
    document.execCommand('copy');
    area.value = before;
  };
  status.textContent = say.copied;
  if (!navigator.clipboard) return old();
  navigator.clipboard.writeText(text).catch(old);
};

const mailOf = () => fill(say.mail, [title, part('path').textContent]) +
  '\n\n' + part('file').value;

/* ----------------------------------------------------------- as it goes */

// What must be filled in, what is, and on demand all the rest; what has the
// focus stays.
const showAsked = () => {
  const leaves = leavesOf(root), isAll = part('all').checked;
  walk(root, (node) => {
    if (node.head || node === root) return;
    node.box.hidden = !isAll && isBlank(node) &&
      !node.box.contains(document.activeElement) &&
      !isNeeded(node, leaves, node.list ? rowOf(node) : -1);
  });
};

// The item that a node is in, as leaves count them: without empty ones.
const rowOf = (node) => {
  let row = -1;
  walk(root, (outer) => {
    if (outer.items && outer.path === node.list && !outer.list)
      outer.items.filter((item) => !isBlank(item)).forEach((item, i) =>
        walk(item, (one) => {
          if (one === node) row = i;
        }));
  });
  return row;
};

const keep = () => {
  try {
    if (part('keep').checked)
      localStorage.setItem(key, JSON.stringify(
        {id: id.value, fields: answers(root), body: body.value}));
    else localStorage.removeItem(key);
  } catch (e) { /* a private window keeps nothing */ }
};

const take = ({fields, body: text, id: name}) => {
  answer(root, fields);
  body.value = (text || '').replace(/^\n+/, '');
  id.value = name;
  showAsked();
};

// Numbers as they are written, where the browser can tell.
const parse = (text) => JSON.parse(text, (k, v, context) =>
  typeof v === 'number' ? context ? context.source : String(v) : v);

const open = (file) => file.text().then((text) => {
  const record = parse(text);
  if (record.kind !== data.kind) throw new Error();
  take(record);
  part('opened').textContent = fill(say.opened, [record.id]);
}).catch(() => {
  part('opened').textContent = fill(say.not_opened, [data.kind]);
});

// The office numbers its records; a number of the form's own is none of them,
// so that its file takes the place of no record.  Letter, then letters and
// digits: what ends in digits alone would be counted on from.
const ownId = () => {
  const now = new Date(), signs = 'abcdefghijkmnpqrstuvwxyz23456789';
  const day = 100 * (now.getMonth() + 1) + now.getDate();
  const random = [...crypto.getRandomValues(new Uint8Array(4))].map(
    (n, i) => signs[n % (i ? 32 : 24)]);
  return [data.prefix, now.getFullYear(), String(day).padStart(4, '0'),
    random.join('')].join('-');
};

const begin = () => {
  const on = (name, what, fn) => part(name).addEventListener(what, fn);
  let draft;
  try {
    draft = localStorage.getItem(key);
  } catch (e) { /* a private window has none */ }
  part('fields').append(...root.kids.map((kid) => kid.box));
  id.value = ownId();
  form.hidden = false;
  if (draft) {
    part('keep').checked = true;
    take(parse(draft));
  }
  showAsked();
  form.addEventListener('submit', check);
  form.addEventListener('input', () => {
    showAsked();
    keep();
  });
  on('keep', 'change', keep);
  on('all', 'change', showAsked);
  on('open', 'change', () => part('open').files[0] &&
    open(part('open').files[0]));
  on('copy', 'click', () => copied(part('file').value, part('copied')));
  on('mail', 'click', () => copied(mailOf(), part('copied')));
};

begin();
